import Foundation
import Portico

// What a window adds: which places lie in a sheet, how the parts of the way are bound, when it comes and goes.

extension Place: Identifiable {
    public var id: Self { self }

    /// Asks one thing and is left again: drawn as a sheet over what it was opened from.
    var isSheet: Bool {
        switch self {
        case .clear, .scan, .helpCard: true
        case .account, .signIn, .recovery, .invitation, .whichMe, .history, .problem, .topics, .topic, .settings, .licences: false
        }
    }
}

extension AppModel {
    /// The places below the first sheet; what the window's stack is bound to.
    public var pushed: [Place] {
        get { Array(path.prefix { !$0.isSheet }) }
        // The stack may tell again where it is; a sheet over it stays.
        set { if newValue != pushed { path = newValue } }
    }

    /// The sheet that lies over them.
    public var sheet: Place? {
        get { path.first(where: \.isSheet) }
        set {
            let over = newValue == nil && sheet.map { room($0).over } == true
            path = over ? [] : pushed + [newValue].compactMap(\.self)
        }
    }

    /// To a place from a room, in place of what lies above that room: a wide window draws the list beside what was opened from it.
    /// A sheet lies over all of it.
    func open(_ place: Place, from room: Room) {
        guard !place.isSheet else { return open(place) }
        let below = self.place(of: room).flatMap(path.lastIndex(of:)).map { path[...$0] } ?? []
        path = below.prefix { $0 != place } + [place]
    }

    /// To where a call of a room leads; nowhere if the employee has gone elsewhere meanwhile.
    func open(from room: Room, _ call: () async throws -> Place) async rethrows {
        let before = path
        let place = try await call()
        if path == before { open(place, from: room) }
    }

    /// Leaves the sheet.
    public var close: Screen.Button {
        Screen.Button(id: KitWord.close.key, label: words(KitWord.close), role: .cancel, enabled: !sheetWorks) { [self] in
            sheet = nil
        }
    }

    /// Whether the sheet cannot be swiped away: what it is at would end unseen, such as a delete with its receipt; and a locked
    /// app is not steered.
    public var holdsSheet: Bool { locked || sheetWorks }

    private var sheetWorks: Bool { path.drop { !$0.isSheet }.contains { room($0).working } }

    /// What was opened from the sheet; the stack in it.
    public var above: [Place] {
        get { Array(path.dropFirst(pushed.count + 1)) }
        set { path = pushed + [sheet].compactMap(\.self) + newValue }
    }

    /// The line for the moment, in the room in front: a wide window draws the list beside it.
    public func notice(in room: Room) -> Screen.Line? { room === top ? notice : nil }

    /// Puts the line for the moment away.
    public var hush: Screen.Button {
        Screen.Button(id: "notice_close", label: words(KitWord.close)) { [self] in hushed() }
    }

    /// Comes to the front, is covered, goes to the back. Covered at once: the system takes its picture right after.
    public func follow<Phase: Apple.ScenePhase>(_ phase: Phase) {
        switch phase {
        case .active: Task { await foreground() }
        case .background: background()
        default: inactive()
        }
    }

    /// A tick after each second, as long as the view's task runs.
    public func count(
        _ on: Bool, second: @MainActor () async throws -> Void = { try await Task.sleep(for: .seconds(1)) }
    ) async {
        while on, (try? await second()) != nil { tick() }
    }

    /// Whether something lies above everything.
    public var covered: Bool { cover != nil }

    /// The language of what is drawn by the system itself.
    public var locale: Locale { words.locale }

    /// A link that the system opened with this app.
    func receive(_ link: URL) async {
        if let text = Self.text(of: link) { await receive(text) }
    }

    /// Any app can take a scheme of its own, so such a link names a portal and nothing else: whatever could be a secret in it is
    /// dropped.
    static func text(of link: URL) -> String? {
        guard link.scheme != "https" else { return link.absoluteString }
        return link.host(percentEncoded: true).map { "https://" + $0 + (link.port.map { ":\($0)" } ?? "") }
    }
}

extension Screen.Part {
    /// Apple's way of naming a move, where rows can be moved.
    public var moved: ((IndexSet, Int) -> Void)? {
        move.map { _ in { from, to in Task { for from in from { await drag(from, to: to) } } } }
    }

    /// An element was dragged before another one. Only rows move, and a move counts rows alone.
    func drag(_ from: Int, to: Int) async {
        let rows = elements.map { if case .row = $0 { true } else { false } }
        guard elements.indices.contains(from), rows[from] else { return }
        await move?(rows[..<from].count { $0 }, rows[..<to].count { $0 })
    }
}
