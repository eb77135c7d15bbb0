// The shapes of Apple's AVFoundation that the app's camera uses; see SwiftUI beside it.

public enum AVMediaType: Sendable {
    case video
}

public final class AVCaptureDevice {
    public static func requestAccess(for _: AVMediaType) async -> Bool { false }
}
