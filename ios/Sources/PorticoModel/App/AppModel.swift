import Foundation
import Observation
import Portico

enum AppWord: String, Word {
    static let room = "app"
    case name, working, covered, uncover, captured, opening
    case noBrowser = "no_browser"
    case openAgain = "open_again"
}

/// A link from outside. It may be a secret, so it is held by the app only: in no screen, no saved place, no text of this.
struct Given {
    let text: Typed
    let link: Link
}

/// The whole app but its drawing: where the employee is, what came from outside, and what may be seen.
@MainActor @Observable
public final class AppModel {
    @ObservationIgnored let portico: Portico
    @ObservationIgnored let host: any Host
    /// The words of the language in use.
    private(set) var words: Words
    /// Where the employee is, above the list of accounts; what a `NavigationStack` is bound to.
    public var path: [Place] { didSet { arrived(from: oldValue) } }
    /// A line for the moment, such as that a text was copied. Spoken; it ends with the next call, or when it is put away.
    private(set) var notice: Screen.Line?
    /// Whether the owner must be asked for before anything is shown.
    public private(set) var locked: Bool
    /// The app is not in front: what must not be in the list of apps is covered.
    private(set) var away = false
    /// The display is recorded or mirrored, which an app on iOS cannot forbid.
    public var captured = false
    /// Light, dark, or as the system.
    public private(set) var theme: Theme
    /// Counts the seconds, so that screens on which something counts down are drawn anew.
    private(set) var seconds = 0
    /// The link that came from outside last, for the page that shows it. It goes with that page.
    @ObservationIgnored private(set) var given: Given?
    private var waiting = Typed()
    /// The list of accounts.
    @ObservationIgnored public private(set) lazy var accounts = AccountsModel(self)
    @ObservationIgnored private var rooms: [Place: Room] = [:]
    /// The owner is being asked for.
    @ObservationIgnored private var asking = false
    /// The owner is asked for by itself at the start, and once for each time that the app was in the back. The question makes the
    /// app inactive and active again: if that asked too, whoever refuses would be asked for ever.
    @ObservationIgnored private var due = true

    /// `saved`: what ``saved`` was in the process before.
    public init(portico: Portico, host: any Host, saved: [String] = []) {
        (self.portico, self.host) = (portico, host)
        words = Words(Self.language(host.choices))
        path = saved.compactMap(Place.init(saved:)).filter(portico.knows)
        (locked, theme) = (host.choices.lock, host.choices.theme)
        _ = try? portico.localeSet(words.language)
        follow()
    }

    /// The path as strings, with ids and nothing else.
    public var saved: [String] { path.compactMap(\.saved) }

    var actions: Actions { Actions(app: self) }

    // MARK: places

    /// The model of a place; the same one as long as the place is in the path.
    public func room(_ place: Place) -> Room {
        if let room = rooms[place] { return room }
        let room = made(place)
        // What goes may be drawn once more: a model that was kept for that would never go.
        if path.contains(place) { rooms[place] = room }
        return room
    }

    /// Where a model's screen lies; nothing for the list.
    func place(of room: Room) -> Place? { rooms.first { $0.value === room }?.key }

    /// What is in front.
    var top: Room { path.last.map(room) ?? accounts }

    /// To a place, from which the way back leads here; back to it where it is open already.
    public func open(_ place: Place) { path = path.prefix { $0 != place } + [place] }

    /// To a place, from which the way back leads to the list.
    func show(_ place: Place) { path = [place] }

    /// Where a room goes on, in place of its own; nowhere once it was left, and what lies above it stays.
    func replace(_ room: Room, with place: Place) {
        guard let own = self.place(of: room), own != place else { return }
        path = path.filter { $0 != place }.map { $0 == own ? place : $0 }
    }

    /// Away from a room, unless it was left already.
    func leave(_ room: Room) {
        let own = place(of: room)
        path.removeAll { $0 == own }
    }

    func back() { _ = path.popLast() }

    func home() { path = [] }

    private func arrived(from old: [Place]) {
        guard old != path else { return }
        for place in old where !path.contains(place) {
            rooms[place]?.leave()
            rooms[place] = nil
        }
        if !path.contains(where: \.showsLinks) { given = nil }
        notice = nil
        for room in [accounts] + rooms.values { room.forget() }
    }

    /// An account that is gone takes its places along, but for what says that it is.
    private func follow() {
        let lists = portico.accounts
        Task { [weak self] in
            var before: [Account] = []
            for await now in lists {
                let gone = Set(before.map(\.id)).subtracting(now.map(\.id))
                if !gone.isEmpty { self?.drop(gone) }
                before = now
            }
        }
    }

    private func drop(_ gone: Set<AccountId>) {
        path.removeAll { place in
            if case .clear = place { return false }
            return place.account.map(gone.contains) == true
        }
    }

    private func made(_ place: Place) -> Room {
        switch place {
        case .account(let id): AccountModel(self, id)
        case .clear(let id, let kind): ClearModel(self, id, kind)
        case .signIn(let id): SignInModel(self, id)
        case .scan(let id): ScanModel(self, id)
        case .recovery(let id, let signIn): RecoveryModel(self, id, from: signIn)
        case .invitation: InvitationModel(self)
        case .whichMe(let about): WhichMeModel(self, about)
        case .history(let id): HistoryModel(self, id)
        case .problem(let about): ProblemModel(self, about)
        case .topics: TopicsModel(self)
        case .topic(let topic): TopicModel(self, topic)
        case .helpCard(let about): HelpCardModel(self, about)
        case .settings: SettingsModel(self)
        case .licences: LicencesModel(self)
        }
    }

    // MARK: what comes from outside

    /// A link that was opened, or a text that was shared with the app. It is read without network and shown on its page; nothing is
    /// sent for it before the employee's tap there (R15). It waits for nothing else, and what fails is said where the employee is.
    public func receive(_ text: String) async {
        guard !locked else { return waiting.text = text }
        hushed()
        do { try await incoming(Typed(text: text)) } catch { top.failed(error) }
    }

    func incoming(_ text: Typed) async throws {
        let link = try portico.linksRead(text.text)
        switch link.kind {
        case .invitation: anew(.invitation, Given(text: text, link: link))
        case .recovery: anew(.recovery(nil, from: nil), Given(text: text, link: link))
        // A sign-in shows the link, or what it says of a text that is none; only its own tap sends something.
        case .qrSignIn, .portal, .pushSetup, .unknown, .other:
            let place = Place.signIn(try await portico.signInStart(link: text.text).id)
            path = below(place) + [place]
        }
    }

    /// The page of a link, with a model that has read it: the one that was there has another link.
    func anew(_ place: Place, _ link: Given? = nil) {
        path = below(place)
        given = link
        path.append(place)
    }

    /// What stays below the page of a link: everything but the page where it was read.
    private func below(_ page: Place) -> [Place] { path.filter { $0 != page && !$0.reads } }

    /// A notice about an account was tapped: that account, or the list if it is gone.
    func show(account id: String) {
        let account = AccountId(id)
        let there = try? portico.accountsList().accounts.contains { $0.id == account }
        path = there == true ? [.account(account)] : []
    }

    // MARK: what may be seen

    /// Whether something in front stays out of screenshots and recordings. A sheet leaves something to be seen of what is below it.
    public var secure: Bool { locked || [pushed.last, path.last].contains { $0.map(room)?.screen.secure == true } }

    /// What lies above everything: the lock, or nothing but the name while the app is not in front.
    public var cover: Screen? {
        if locked {
            return Screen(words(AppWord.covered), secure: true) {
                Screen.Part("lock") {
                    Screen.Element.button(
                        Screen.Button(id: AppWord.uncover.key, label: words(AppWord.uncover), role: .main) { [self] in
                            await unlock()
                        })
                }
            }
        }
        guard away || captured, secure else { return nil }
        return Screen(words(away ? AppWord.name : .captured), secure: true) {}
    }

    /// Asks for the owner, then shows what came meanwhile.
    func unlock() async {
        // Asking takes the app from the front and brings it back there.
        guard locked, !asking else { return }
        asking = true
        defer { asking = false }
        guard await host.owner() else { return }
        locked = false
        guard !waiting.isEmpty else { return }
        let text = waiting.text
        waiting = Typed()
        await receive(text)
    }

    /// The app came to the front.
    func foreground() async {
        away = false
        guard due else { return }
        due = false
        await unlock()
    }

    /// The app is half covered: by a call, the owner's face being asked for, or the list of apps.
    func inactive() { away = true }

    /// The app goes to the back: what was typed and is no secret is given to the core.
    func background() {
        (away, due) = (true, true)
        locked = host.choices.lock
        for room in rooms.values { room.keep() }
    }

    /// A second has passed.
    func tick() { seconds += 1 }

    // MARK: what the host does

    func browse(_ url: String) async {
        if await !browsed(url) { tell(AppWord.noBrowser, url) }
    }

    /// A link with a secret in it: where nothing opens it, its portal is named and no more.
    func browse(secret url: Typed, at place: String) async {
        if await !browsed(url.text.trimmingCharacters(in: .whitespacesAndNewlines)) { tell(AppWord.noBrowser, place) }
    }

    private func browsed(_ url: String) async -> Bool {
        hushed()
        guard let address = URL(string: url), address.scheme == "https" else { return false }
        return await host.browse(address)
    }

    func tell(_ word: some Word, _ with: String...) {
        notice = Screen.Line(id: word.key, text: words.filled(word, with), live: true)
    }

    /// The line for the moment was read, or something else is done.
    func hushed() {
        if notice != nil { notice = nil }
    }

    /// Another language, from now on.
    func speak(_ language: String?) throws {
        host.choices.language = language
        words = Words(Self.language(host.choices))
        try portico.localeSet(words.language)
    }

    func look(_ theme: Theme) {
        host.choices.theme = theme
        self.theme = theme
    }

    static func language(_ choices: any Choices) -> String {
        choices.language ?? Words.spoken(of: Locale.preferredLanguages)
    }
}
