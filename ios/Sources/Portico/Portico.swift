import Foundation
@_exported import PorticoCodes
import PorticoGenerated

typealias Core = PorticoGenerated.Portico

/// The accounts of this phone and everything that can be done with them.
///
/// Open one for the app and keep it. Reading calls answer at once; waiting calls end within 60 seconds whatever the portal does.
/// Cancelling the task of a waiting call stops the waiting only, with `PorticoError.Cancelled`: what was begun is finished
/// (``sessionCall(_:method:paramsJson:)`` alone is dropped). What happens is told by ``state`` and by the streams.
///
/// What the portal or the employee got wrong is a state with a `Problem`. Where a call gives no state to carry it, it throws
/// `PorticoError.CallFailed` with the problem: ``sessionCall(_:method:paramsJson:)``, a picture,
/// ``invitationOpen(link:)`` of what is no invitation, ``recoveryStart(address:login:)`` with an address that cannot be used. Any
/// other `PorticoError` is left for what the app got wrong or the phone could not do. All calls throw: `Closed` after
/// ``close()``, `Unknown…` for an id that is not there. "Writes" says that something is kept on this phone; then
/// `StorageFailed` means that nothing has advanced, and `Newer` and `Vault…` are thrown too.
public final class Portico: Sendable {
    /// The library this package was made with; another one is refused.
    static let version = "0.1.0"

    /// Accounts and sign-ins for SwiftUI, always the last value.
    public let state: PorticoState

    /// `nil` once it is closed.
    private let open: Locked<Core?>
    /// The language of texts, for what is said of an error after the end too.
    let locale: Locked<String>
    private let closing = Locked<Task<Void, any Error>?>(nil)
    let assertions = Locked(platformAssertions())
    /// A checkout belongs to the account: it goes on for so long at most when the call that began it is cancelled.
    let checkoutLasts = Locked(Duration.seconds(20))
    let feed: Feed
    /// What follows the app's own comings and goings.
    let following = Locked<(any AppFollower)?>(nil)

    private init(core: Core, state: PorticoState, locale: String) throws {
        self.state = state
        self.locale = Locked(locale)
        open = Locked(core)
        feed = Feed(core)
        try core.observe(observer: feed)
        state.follow(feed)
    }

    deinit {
        following.with { $0 }?.stop()
        feed.end()
    }

    /// Opens the folder of `config`; twice is once. Reads no secret and does not wait for the key store. Makes files only at the
    /// first write.
    ///
    /// - Parameters:
    ///   - config: the folder and what the portal shows of this phone.
    ///   - vault: a key store; without one the Keychain, which only Apple's systems have.
    ///   - clock: another clock, for tests.
    ///   - proxy: `http://`, `https://` or `socks5://`; may hold a password.
    ///   - followsApp: on Apple's systems, whether coming to the front, going to the back and another network are told to the
    ///     core; an app that does not want that calls ``sessionForeground()`` and its neighbours itself.
    /// - Throws: `PorticoError`: `StorageFailed`, `Newer`, `InvalidArgument` (proxy, certificates, no vault), `NoThread`.
    public static func open(
        _ config: Config, vault: (any Vault)? = nil, clock: (any Clock)? = nil, proxy: String? = nil, followsApp: Bool = true
    ) async throws -> Portico {
        // Checks the checksums that UniFFI gave each call, too.
        let library = try PorticoGenerated.version()
        guard library == version else {
            throw PorticoError.InvalidArgument(what: "library \(library), package \(version)")
        }
        let core = try await Core.open(config: config, proxy: proxy, vault: vault, clock: clock)
        let portico = try Portico(core: core, state: await PorticoState(core), locale: config.locale)
        let follower = followsApp ? platformFollower(portico) : nil
        portico.following.with { $0 = follower }
        return portico
    }

    /// The end: what is under way finishes or is written down, for at most 5 s. Every later call throws `Closed`, streams end.
    /// Closing twice is once.
    public func close() async throws {
        let task = closing.with { closing in
            if let closing { return closing }
            following.with { $0 }?.stop()
            let task = Task { [feed, core = open.put(nil)] in
                defer { feed.end() }
                try await core?.shut()
            }
            closing = task
            return task
        }
        try await task.value
    }

    /// Calls that only read: at once, on the caller's thread.
    func reading<Value>(_ call: (Core) throws -> Value) throws -> Value {
        guard let core = open.with({ $0 }) else { throw PorticoError.Closed }
        return try call(core)
    }

    /// Calls that wait. `secret`: whether one is sent, so that the app must not be suspended before the answer is kept.
    func waiting<Value: Sendable>(
        secret: Bool = false, _ call: @escaping @Sendable (Core) async throws -> Value
    ) async throws -> Value {
        let core = try reading { $0 }
        if Task.isCancelled { throw PorticoError.Cancelled }
        let assertion = secret ? assertions.with { $0 }.begin() : nil
        let (answers, answer) = AsyncThrowingStream.makeStream(of: Value.self)
        // A task of its own: the caller's may be cancelled, and the assertion is for the call, not for the waiting.
        Task {
            let result: Result<Value, any Error>
            do { result = .success(try await call(core)) } catch { result = .failure(error) }
            // Before the caller hears of it, so that who has the answer holds nothing any more.
            assertion?.end()
            answer.yield(with: result)
            answer.finish()
        }
        for try await value in answers { return value }
        throw PorticoError.Cancelled
    }

    /// Holds an assertion for as long as a checkout may go on without its call.
    func linger() {
        let assertion = assertions.with { $0 }.begin()
        Task { [longest = checkoutLasts.with { $0 }] in
            try? await Task.sleep(for: longest)
            assertion.end()
        }
    }
}

/// A value that is read and changed under a lock.
package final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    package init(_ value: Value) { self.value = value }

    package func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try lock.withLock { try body(&value) }
    }

    /// The value so far; another takes its place.
    package func put(_ next: Value) -> Value {
        with { value in
            defer { value = next }
            return value
        }
    }
}
