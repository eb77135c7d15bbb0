/// Asks the system not to suspend the app while a secret is under way: an answer that nobody reads is a try that was spent for
/// nothing, or a new application password that is lost.
protocol BackgroundAssertions: Sendable {
    /// From now on, until the assertion's end.
    func begin() -> any BackgroundAssertion
}

/// One such time. Ended exactly once.
protocol BackgroundAssertion: Sendable {
    /// The answer is kept, or there is none.
    func end()
}

/// Tells the core when the app comes to the front, goes to the back, or meets another network.
protocol AppFollower: Sendable {
    /// Tells nothing any more.
    func stop()
}

#if !os(iOS)
    /// Where nobody suspends programs.
    struct NoAssertions: BackgroundAssertions, BackgroundAssertion {
        func begin() -> any BackgroundAssertion { self }
        func end() {}
    }

    func platformAssertions() -> any BackgroundAssertions { NoAssertions() }

    func platformFollower(_: Portico) -> (any AppFollower)? { nil }
#endif
