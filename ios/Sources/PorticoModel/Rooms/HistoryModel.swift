import Observation
import Portico

/// Words of the history.
enum HistoryWord: String, Word {
    static let room = "history"
    case title, allowed
    case allowedHint = "allowed_hint"
    case allowedWrong = "allowed_wrong"
    case compare, reading, empty, phone, portal, from, inside, outside
}

/// What happened with an account, on this phone and on its portal, newest first.
@MainActor @Observable
public final class HistoryModel: Room {
    public let id: AccountId
    var allowed = Typed()
    private var allowedWrong = false
    private var entries: [HistoryEntry]?
    private typealias W = HistoryWord

    init(_ app: AppModel, _ id: AccountId) {
        self.id = id
        super.init(app)
    }

    override public var screen: Screen {
        guard account(id) != nil else { return missing("unknown_account") }
        return Screen(say(W.title), secure: forbids(id), refresh: { [self] in await compare() }) {
            Screen.Part("compare") {
                wrong()
                field(W.allowed, .ranges, of: self, \.allowed) { [self] in await compare() }
                allowedWrong
                    ? .error(.wrong(W.allowedWrong.key, say(W.allowedWrong)))
                    : text(W.allowedHint, look: .quiet)
                button(W.compare) { [self] in try await read() }
                progress(W.reading, when: working)
            }
            Screen.Part("entries") {
                entries?.isEmpty == true ? text(W.empty) : nil
                for (at, entry) in (entries ?? []).enumerated() { shown(at, entry) }
            }
        }
    }

    /// What happened, read aloud as one, and what can be done about it.
    @Listed<Screen.Element>
    private func shown(_ at: Int, _ entry: HistoryEntry) -> [Screen.Element] {
        let source: W? = ["phone": .phone, "portal": .portal][entry.source]
        let written = [say.date(entry.at), source.map { say($0) }].compactMap(\.self).joined(separator: " · ")
        let lines: [String?] = [
            written, entry.means,
            entry.address.map { say(W.from, $0) }, entry.insideAllowed.map { say($0 ? W.inside : .outside) }, entry.device,
            entry.problem?.title,
        ]
        text("history_\(at)", lines.compactMap(\.self).joined(separator: "\n"))
        for (step, one) in (entry.problem?.steps ?? []).enumerated() { offered("history_\(at)_\(step)", one.action) }
    }

    override public func appear() async {
        if entries == nil { await compare() }
    }

    private func compare() async { await run { try await read() } }

    private func read() async throws {
        allowedWrong = false
        let ranges = allowed.text.split { ",; \n".contains($0) }.map(String.init)
        do {
            entries = try await portico.historyList(id, allowed: ranges.isEmpty ? nil : ranges)
        } catch PorticoError.InvalidArgument {
            allowedWrong = true
        }
    }
}
