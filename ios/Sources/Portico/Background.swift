/// Asks the system not to suspend the app while a secret is under way: an answer that nobody reads is a try that was spent for
/// nothing, or a new application password that is lost.
protocol BackgroundAssertions: Sendable {
    /// From now on, until the assertion's end.
    func begin() -> any BackgroundAssertion
}

/// One such time. Ended exactly once.
protocol BackgroundAssertion: Sendable {
    /// Whether the system has taken it back before its end.
    var expired: Bool { get }
    /// The answer is kept, or there is none.
    func end()
}

/// One assertion of the system's for any number of calls: each holds a thread for as long as it lasts, and a hundred calls at once
/// would hold every thread that the app's other work needs.
final class SharedAssertions: BackgroundAssertions, BackgroundAssertion {
    private let system: any BackgroundAssertions
    private let held = Locked<(calls: Int, one: (any BackgroundAssertion)?)>((0, nil))

    init(_ system: any BackgroundAssertions) { self.system = system }

    var expired: Bool { held.with { $0.one?.expired ?? true } }

    func begin() -> any BackgroundAssertion {
        held.with { held in
            held.calls += 1
            guard held.one?.expired ?? true else { return }
            held.one?.end()
            held.one = system.begin()
        }
        return self
    }

    func end() {
        held.with { held in
            held.calls -= 1
            guard held.calls == 0 else { return }
            held.one?.end()
            held.one = nil
        }
    }
}

/// Tells the core when the app comes to the front, goes to the back, or meets another network.
protocol AppFollower: Sendable {
    /// Tells nothing any more.
    func stop()
}

#if !os(iOS)
    /// Where nobody suspends programs.
    struct NoAssertions: BackgroundAssertions, BackgroundAssertion {
        var expired: Bool { false }
        func begin() -> any BackgroundAssertion { self }
        func end() {}
    }

    func platformAssertions() -> any BackgroundAssertions { NoAssertions() }

    func platformFollower(_: Portico) -> (any AppFollower)? { nil }
#endif
