import PorticoModel
import SwiftUI

/// The app, once its folder is open. `places` is kept by the window: the way to where the employee was.
public struct OpeningView: View {
    let opening: OpeningModel
    @Binding var places: String
    private let scanner: CameraDrawing
    @FocusState private var focus: String?

    /// `scanner` draws what the camera sees.
    public init(
        opening: OpeningModel, places: Binding<String>, scanner: @escaping @MainActor (Screen.Camera) -> some View
    ) {
        self.opening = opening
        _places = places
        self.scanner = { AnyView(scanner($0)) }
    }

    public var body: some View {
        ZStack {
            opening.screen.map { screen in
                List { ForEach(screen.elements) { ElementView(element: $0, focus: $focus) } }.telling(screen)
            }
            opening.app.map(RootView.init)
        }
        .environment(\.scanner, scanner)
        .task { await opening.open(saved: places) }
        .onOpenURL { url in Task { await opening.receive(url) } }
        .onChange(of: opening.saved) { places = opening.saved }
    }
}
