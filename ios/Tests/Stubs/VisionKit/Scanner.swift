// The shapes of Apple's VisionKit that the app's camera uses; see SwiftUI beside it.

import SwiftUI

/// Of Vision, which VisionKit brings along.
public enum VNBarcodeSymbology: Sendable {
    case qr
}

public enum RecognizedItem: Sendable {
    public struct Barcode: Sendable {
        public let payloadStringValue: String?
    }

    case barcode(Barcode)
    case text(String)
}

@MainActor
public protocol DataScannerViewControllerDelegate: AnyObject {
    func dataScanner(
        _ dataScanner: DataScannerViewController, didAdd addedItems: [RecognizedItem], allItems: [RecognizedItem])
}

@MainActor
public final class DataScannerViewController: UIViewController {
    public struct RecognizedDataType: Hashable, Sendable {
        public static func barcode(symbologies _: [VNBarcodeSymbology] = []) -> Self { Self() }
    }

    public static var isAvailable: Bool { false }

    public weak var delegate: (any DataScannerViewControllerDelegate)?

    public init(recognizedDataTypes _: Set<RecognizedDataType>, isHighlightingEnabled _: Bool = false) {}

    public func startScanning() throws {}
    public func stopScanning() {}
}
