@testable import Portico

/// Notes what it is asked.
final class Assertions: BackgroundAssertions, BackgroundAssertion {
    private let notes = Locked<[String]>([])
    let takenBack = Locked(false)

    var told: [String] { notes.with { $0 } }

    var expired: Bool { takenBack.with { $0 } }

    func begin() -> any BackgroundAssertion {
        notes.with { $0.append("begun") }
        return self
    }

    func end() { notes.with { $0.append("ended") } }
}
