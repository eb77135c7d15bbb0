import Portico
import PorticoModel
import PorticoUI
import SwiftUI

/// The program: one window, which opens the folder and draws what is in it.
@main
struct PorticoApp: App {
    @State private var opening = OpeningModel(host: Phone()) { try await Portico.open(Config(data: try folder())) }

    var body: some Scene {
        WindowGroup { Window(opening: opening) }
    }
}

/// Keeps the ids of the places that are open, and nothing else: all that outlives the process outside the core.
private struct Window: View {
    let opening: OpeningModel
    @SceneStorage("places") private var places = ""

    var body: some View { OpeningView(opening: opening, places: $places) { CodeScanner(camera: $0) } }
}

/// Made once, and reached by no backup. The keys lie in the Keychain, on this device only.
private func folder() throws -> String {
    let files = FileManager.default
    let support = try files.url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    var folder = support.appendingPathComponent("portico")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try folder.setResourceValues(values)
    return folder.path
}
