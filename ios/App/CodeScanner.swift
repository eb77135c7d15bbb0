import AVFoundation
import PorticoModel
import SwiftUI
import VisionKit

/// Apple's own scanner for codes. It asks for the camera when it is first drawn.
struct CodeScanner: View {
    let camera: Screen.Camera
    @State private var allowed = false

    init(camera: Screen.Camera) { self.camera = camera }

    var body: some View {
        ZStack {
            Color.black
            codes
        }
        .task {
            allowed = await AVCaptureDevice.requestAccess(for: .video) && DataScannerViewController.isAvailable
            if !allowed { camera.refused() }
        }
    }

    private var codes: Codes? { allowed ? Codes(read: camera.read) : nil }
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
