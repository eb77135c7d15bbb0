import PorticoModel
import SwiftUI

/// What the camera sees. Where it may not be used, or there is none, the field beside it is the way.
struct CameraView: View {
    let camera: Screen.Camera

    var body: some View {
        Scanner(read: camera.read, refused: camera.refused)
            .aspectRatio(1, contentMode: .fit)
            .accessibilityLabel(camera.label)
            .accessibilityIdentifier(camera.id)
    }
}

#if os(iOS)
    import AVFoundation
    import VisionKit

    /// Apple's own scanner for codes. It asks for the camera when it is first drawn.
    private struct Scanner: View {
        let read: @MainActor (String) async -> Void
        let refused: @MainActor () -> Void
        @State private var allowed = false

        var body: some View {
            ZStack {
                Color.black
                if allowed { Codes(read: read) }
            }
            .task {
                allowed = await AVCaptureDevice.requestAccess(for: .video) && DataScannerViewController.isAvailable
                if !allowed { refused() }
            }
        }
    }

    private struct Codes: UIViewControllerRepresentable {
        let read: @MainActor (String) async -> Void

        func makeCoordinator() -> Reader { Reader(read: read) }

        func makeUIViewController(context: Context) -> DataScannerViewController {
            let scanner = DataScannerViewController(
                recognizedDataTypes: [.barcode(symbologies: [.qr])], isHighlightingEnabled: true)
            scanner.delegate = context.coordinator
            return scanner
        }

        func updateUIViewController(_ scanner: DataScannerViewController, context _: Context) {
            try? scanner.startScanning()
        }

        static func dismantleUIViewController(_ scanner: DataScannerViewController, coordinator _: Reader) {
            scanner.stopScanning()
        }
    }

    @MainActor
    private final class Reader: DataScannerViewControllerDelegate {
        private let read: @MainActor (String) async -> Void
        /// A code that stays in the picture is read once.
        private var last: String?

        init(read: @escaping @MainActor (String) async -> Void) { self.read = read }

        func dataScanner(_: DataScannerViewController, didAdd items: [RecognizedItem], allItems _: [RecognizedItem]) {
            for case .barcode(let code) in items {
                guard let text = code.payloadStringValue, text != last else { continue }
                last = text
                Task { await read(text) }
            }
        }
    }
#else
    /// Where there is no camera.
    private struct Scanner: View {
        let read: @MainActor (String) async -> Void
        let refused: @MainActor () -> Void

        var body: some View { EmptyView().task { refused() } }
    }
#endif
