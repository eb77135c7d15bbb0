import PorticoModel
import SwiftUI

/// How the app draws what the camera sees, once it may.
typealias CameraDrawing = @MainActor (Screen.Camera) -> AnyView

/// What the camera sees. Where it may not be used, or there is none, the field beside it is the way.
struct CameraView: View {
    let camera: Screen.Camera
    @Environment(\.scanner) private var scanner

    var body: some View {
        scanner(camera)
            .aspectRatio(1, contentMode: .fit)
            .accessibilityLabel(camera.label)
            .accessibilityIdentifier(camera.id)
    }
}

private struct ScannerKey: EnvironmentKey {
    static let defaultValue: CameraDrawing = { _ in AnyView(EmptyView()) }
}

extension EnvironmentValues {
    var scanner: CameraDrawing {
        get { self[ScannerKey.self] }
        set { self[ScannerKey.self] = newValue }
    }
}
