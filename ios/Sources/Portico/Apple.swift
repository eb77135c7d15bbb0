// All that only iOS has. The Keychain is not here: the core speaks to it.
#if os(iOS)
    import Foundation
    import Network

    func platformAssertions() -> any BackgroundAssertions { SharedAssertions(ActivityAssertions()) }

    func platformFollower(_ portico: Portico) -> (any AppFollower)? { AppEvents(portico) }

    /// Works in an app and in its extensions, which have no `UIApplication`.
    struct ActivityAssertions: BackgroundAssertions {
        func begin() -> any BackgroundAssertion { Activity() }
    }

    /// The system's activity lasts as long as its block runs, so that block waits for the end.
    private final class Activity: BackgroundAssertion, Sendable {
        private let over = DispatchSemaphore(value: 0)
        private let takenBack = Locked(false)

        init() {
            ProcessInfo.processInfo.performExpiringActivity(withReason: "Portico sends a secret") { [over, takenBack] expired in
                if expired { takenBack.with { $0 = true } } else { over.wait() }
                // After an expiry the block that waits goes on too, and after the end one that is late.
                over.signal()
            }
        }

        var expired: Bool { takenBack.with { $0 } }

        func end() { over.signal() }
    }

    /// Notices of the app and of the network, as calls of the core.
    private final class AppEvents: AppFollower, @unchecked Sendable {
        private let paths = NWPathMonitor()
        private let observers = Locked<[any NSObjectProtocol]>([])
        private let lastPath = Locked<NWPath?>(nil)
        private let atBack = Locked(false)

        init(_ portico: Portico) {
            // By their names: UIKit's constants would tie this to the main thread.
            let (front, back) = ("UIApplicationDidBecomeActiveNotification", "UIApplicationDidEnterBackgroundNotification")
            let center = NotificationCenter.default
            let came = center.addObserver(forName: .init(front), object: nil, queue: nil) { [weak portico, atBack] _ in
                atBack.with { $0 = false }
                Task { [weak portico, atBack] in
                    _ = try? await portico?.sessionForeground()
                    // A task begins when it likes: the app may have gone to the back before it did.
                    if atBack.with({ $0 }) { _ = try? portico?.sessionBackground() }
                }
            }
            let went = center.addObserver(forName: .init(back), object: nil, queue: nil) { [weak portico, atBack] _ in
                atBack.with { $0 = true }
                _ = try? portico?.sessionBackground()
            }
            observers.with { $0 = [came, went] }
            paths.pathUpdateHandler = { [weak portico, lastPath] path in
                // The first path is where the app starts from, not a change.
                guard let last = lastPath.put(path), last != path, path.status == .satisfied else { return }
                Task { [weak portico] in _ = try? await portico?.sessionNetworkChanged() }
            }
            paths.start(queue: DispatchQueue(label: "portico.network"))
            // At its launch the app came to the front before anybody listened.
            Task { @MainActor [weak portico] in
                if isInFront() { _ = try? await portico?.sessionForeground() }
            }
        }

        func stop() {
            paths.cancel()
            observers.with { observers in
                for observer in observers { NotificationCenter.default.removeObserver(observer) }
                observers = []
            }
        }
    }

    /// By name: an extension has no `UIApplication`.
    @MainActor private func isInFront() -> Bool {
        let shared = NSSelectorFromString("sharedApplication")
        guard Bundle.main.bundleURL.pathExtension != "appex", let type = NSClassFromString("UIApplication") as? NSObject.Type,
            type.responds(to: shared), let app = type.perform(shared)?.takeUnretainedValue() as? NSObject
        else { return false }
        // `UIApplication.State.active`.
        return app.value(forKey: "applicationState") as? Int == 0
    }
#endif
