import Foundation

#if canImport(LocalAuthentication)
    import LocalAuthentication
#endif

/// Whether the device's owner is there: Face ID, Touch ID or the passcode. True where there is neither.
enum Owner {
    #if canImport(LocalAuthentication)
        static func isThere() async -> Bool {
            let context = LAContext()
            var error: NSError?
            guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: &error) else {
                return error?.code == LAError.passcodeNotSet.rawValue
            }
            // The reason is Info.plist's, in the system's language; for Face ID the system asks with it too.
            let reason = Bundle.main.object(forInfoDictionaryKey: "NSFaceIDUsageDescription") as? String ?? ""
            return (try? await context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason)) ?? false
        }
    #else
        static func isThere() async -> Bool { true }
    #endif
}
