import Foundation
import Observation

/// What a view draws: the last accounts and sign-ins. Made by ``Portico/open(_:vault:clock:proxy:followsApp:)``, with what is
/// there already.
@MainActor @Observable
public final class PorticoState {
    /// In the employee's order.
    public private(set) var accounts: [Account] = []
    /// Whether the rows can be used now.
    public private(set) var availability = Availability.ready
    /// Grows with every change. Waits grow shorter without one: while one is shown, read it again each second.
    public private(set) var revision: UInt64 = 0
    /// The unfinished sign-ins.
    public private(set) var signIns: [SignIn] = []

    /// The account in use.
    public var selected: Account? { accounts.first { $0.selected } }

    /// An unfinished sign-in.
    public func signIn(_ id: SignInId) -> SignIn? { signIns.first { $0.id == id } }

    init(_ core: Core) throws { take(try Self.read(core)) }

    nonisolated func follow(_ feed: Feed) {
        let snapshots = feed.follow(Self.read)
        Task { @MainActor [weak self] in
            for await snapshot in snapshots {
                guard let self else { return }
                take(snapshot)
            }
        }
    }

    private typealias Snapshot = (list: AccountList, signIns: [SignIn])

    private nonisolated static func read(_ core: Core) throws -> Snapshot {
        (AccountList(try core.accountsList()), try core.signInList().map(SignIn.init))
    }

    private func take(_ snapshot: Snapshot) {
        // Who draws hears of each assignment: what is the same is not drawn anew.
        let list = snapshot.list
        if accounts != list.accounts { accounts = list.accounts }
        if availability != list.availability { availability = list.availability }
        if revision != list.revision { revision = list.revision }
        if signIns != snapshot.signIns { signIns = snapshot.signIns }
    }
}

/// Hears of each change from the core, reads anew, and hands on the last value.
final class Feed: RawObserver, Sendable {
    private struct Followers {
        weak var core: Core?
        var ended = false
        var next = 0
        var all: [Int: (tell: @Sendable () -> Void, end: @Sendable () -> Void)] = [:]
    }

    private let followers: Locked<Followers>

    init(_ core: Core) { followers = Locked(Followers(core: core)) }

    func changed(revision _: UInt64) {
        for follower in followers.with({ $0.all.values }) { follower.tell() }
    }

    /// All streams end.
    func end() {
        let all = followers.with { followers in
            defer { (followers.all, followers.ended) = ([:], true) }
            return followers.all.values
        }
        for follower in all { follower.end() }
    }

    /// The value now and after each change. A slow reader misses what lies between, never the last.
    func follow<Value: Sendable>(_ read: @escaping @Sendable (Core) throws -> Value) -> AsyncStream<Value> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let turn = Locked(())
            let tell: @Sendable () -> Void = { [weak self] in
                // Under a lock, so that what was read earlier is never handed on later.
                turn.with { _ in
                    guard let core = self?.followers.with({ $0.core }), let value = try? read(core) else { return }
                    continuation.yield(value)
                }
            }
            let number: Int? = followers.with { followers in
                guard !followers.ended else { return nil }
                followers.next += 1
                followers.all[followers.next] = (tell, { continuation.finish() })
                return followers.next
            }
            guard let number else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                self?.followers.with { followers in _ = followers.all.removeValue(forKey: number) }
            }
            tell()
        }
    }
}

extension Portico {
    /// The accounts in the employee's order, now and after each change. Each reader has a stream of its own; it ends when the
    /// object is closed.
    public var accounts: AsyncStream<[Account]> {
        feed.follow { try $0.accountsList().accounts.map(Account.init) }
    }

    /// Whether the rows can be used, now and after each change.
    public var availability: AsyncStream<Availability> {
        feed.follow { Availability(code: try $0.accountsList().availability) }
    }

    /// The unfinished sign-ins, now and after each change.
    public var signIns: AsyncStream<[SignIn]> {
        feed.follow { try $0.signInList().map(SignIn.init) }
    }

    /// One sign-in, to its end and beyond, now and after each change. Throws `UnknownSignIn`.
    public func signIn(_ id: SignInId) throws -> AsyncStream<SignIn> {
        _ = try signInGet(id)
        return feed.follow { SignIn(try $0.signInGet(signIn: id.value)) }
    }
}
