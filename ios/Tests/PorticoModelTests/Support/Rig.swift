import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// The app on a phone beside real portals, used as a view uses it: what is drawn is read, pressed and typed into.
@MainActor
final class Rig {
    let folder: Folder
    let portals: [Portal]
    let vault = MemoryVault()
    let clock = MovableClock()
    let host = TestHost()
    private(set) var portico: Portico
    private(set) var app: AppModel

    /// Anna and Boris on each of so many portals, for the time of `story`.
    static func with(portals count: Int = 1, company: Json = [:], _ story: @MainActor @Sendable (Rig) async throws -> Void)
        async throws
    {
        try await Turns.scenarios.take {
            let folder = try Folder()
            var portals: [Portal] = []
            do {
                for _ in 0..<count { portals.append(try await Portal.start(company: people.merged(company), in: folder)) }
                let rig = try await Rig(folder, portals)
                try await story(rig)
                try await rig.portico.close()
            } catch {
                for portal in portals { await portal.end() }
                throw error
            }
            for portal in portals { await portal.end() }
        }
    }

    nonisolated private static let people: Json = [
        "users": [
            ["login": "anna", "password": "Sun-flower9", "name": "anna", "email": "anna@company.example"],
            ["login": "boris", "password": "Moon-flower7", "name": "boris", "email": "boris@company.example"],
        ]
    ]

    /// Anna's sign-in asks for a code.
    nonisolated static let codes: Json = [
        "users": [["login": "anna", "password": "Sun-flower9", "name": "anna", "otp": ["type": "totp"]]]
    ]

    private init(_ folder: Folder, _ portals: [Portal]) async throws {
        (self.folder, self.portals) = (folder, portals)
        portico = try await Rig.open(folder, portals, vault, clock)
        app = AppModel(portico: portico, host: host)
    }

    private static func open(
        _ folder: Folder, _ portals: [Portal], _ vault: MemoryVault, _ clock: MovableClock
    ) async throws -> Portico {
        let roots = try portals.map { portal in
            ExtraRootConfig(pem: try String(contentsOfFile: portal.ca, encoding: .utf8), origins: portals.flatMap(\.origins))
        }
        let config = Config(data: folder.path + "/data", deviceName: "Anna's phone", extraRoots: roots)
        return try await Portico.open(config, vault: vault, clock: clock)
    }

    var portal: Portal { portals[0] }

    /// The process dies and another one finds what was saved. A program cannot kill itself and go on: it is a close without a
    /// word to the models.
    func dies() async throws {
        let saved = app.saved
        try await portico.close()
        portico = try await Rig.open(folder, portals, vault, clock)
        app = AppModel(portico: portico, host: host, saved: saved)
        await app.top.appear()
    }

    /// Time passes for the phone and for the portals.
    func pass(_ seconds: Int) async throws {
        clock.advance(Int64(seconds))
        for portal in portals { try await portal.desk("POST /clock", ["advance_s": .number(Double(seconds))]) }
        app.tick()
    }

    // MARK: as a view does

    /// What is drawn. No two things of one screen have the same id: one of them would not be drawn, or not be found.
    var screen: Screen {
        let screen = app.top.screen
        let ids = screen.bar.map(\.id) + screen.elements.map(\.id)
        #expect(Set(ids).count == ids.count, "twice among \(ids.sorted())")
        #expect(Set(screen.parts.map(\.id)).count == screen.parts.count)
        return screen
    }

    /// The texts on the screen, as they are read.
    var texts: [String] { Tree(screen: screen).lines }

    /// The screen as text, with names for what is another on each run.
    var tree: [String] {
        var names: [(String, String)] = []
        for (at, portal) in portals.enumerated() {
            let name = at == 0 ? "PORTAL" : "PORTAL\(at + 1)"
            names += ["localhost", "127.0.0.1"].map { ("\($0):\(portal.port)", name) }
        }
        return Tree(screen: screen, names: names).lines
    }

    func tap(_ word: some Word, on drawn: Screen? = nil) async throws { try await tap(word.key, on: drawn) }

    /// Presses a button, a link or a row, and draws what comes of it. `drawn`: as it was drawn before; otherwise as it is now.
    func tap(_ id: String, on drawn: Screen? = nil) async throws {
        guard let press = pressable(id, on: drawn) else { throw Wrong("\(id) cannot be pressed on \(texts)") }
        await press()
        await app.top.appear()
    }

    /// Presses a button, and gives what is under way once the core says that it is.
    func begin(_ word: some Word) async throws -> Task<Void, Never> {
        guard let press = pressable(word.key), let signIn = app.path.last?.signIn else {
            throw Wrong("\(word.key) cannot be pressed on \(texts)")
        }
        let call = Task { await press() }
        while try !portico.signInGet(signIn).busy { await Task.yield() }
        return call
    }

    /// Nothing where it is not drawn, or cannot be pressed now.
    func pressable(_ id: String, on drawn: Screen? = nil) -> Run? {
        let screen = drawn ?? self.screen
        let bar = screen.bar.filter { $0.id == id && $0.enabled }.map(\.press)
        let others = screen.elements.compactMap { element -> Run? in
            switch element {
            case .button(let button) where button.id == id && button.enabled, .link(let button) where button.id == id:
                button.press
            case .row(let row) where row.id == id && row.enabled: row.press
            default: nil
            }
        }
        return (bar + others).first
    }

    /// Presses the button of the core that does `kind`, wherever it stands on the screen.
    func perform(_ word: Deed) async throws {
        let label = app.words(word)
        let found = screen.elements.compactMap { element -> Screen.Button? in
            if case .button(let button) = element, button.label == label { button } else { nil }
        }
        let button = try #require(found.first, "nothing offers \(label) on \(texts)")
        await button.press()
        await app.top.appear()
    }

    func type(_ word: some Word, _ text: String) throws {
        guard let field = self.field(word) else { throw Wrong("\(word.key) is not on \(texts)") }
        field.type(text)
    }

    func field(_ word: some Word) -> Screen.Field? {
        screen.elements.lazy.compactMap { if case .field(let field) = $0, field.id == word.key { field } else { nil } }.first
    }

    func button(_ word: some Word, on drawn: Screen? = nil) -> Screen.Button? {
        let elements = (drawn ?? screen).elements
        return elements.lazy.compactMap { if case .button(let button) = $0, button.id == word.key { button } else { nil } }.first
    }

    /// The row of an account or a sign-in.
    func row(_ id: String) -> Screen.Row? {
        screen.elements.lazy.compactMap { if case .row(let row) = $0, row.id == id { row } else { nil } }.first
    }

    func shows(_ text: String) -> Bool { texts.contains { $0.contains(text) } }

    // MARK: ways that many stories go

    /// To the list, and from there to the form for login and password.
    func toCredentials(at portal: Portal? = nil) async throws {
        app.home()
        try await tap(AccountsWord.signIn)
        try type(SignInWord.address, (portal ?? self.portal).url)
        try await tap(SignInWord.next)
    }

    func submit(_ login: String = "anna", password: String) async throws {
        try type(SignInWord.login, login)
        try type(SignInWord.password, password)
        try await tap(SignInWord.signIn)
    }

    /// Signed in, and at the account.
    @discardableResult
    func signIn(
        _ login: String = "anna", password: String = "Sun-flower9", at portal: Portal? = nil
    ) async throws -> AccountId {
        try await toCredentials(at: portal)
        try await submit(login, password: password)
        try await tap(SignInWord.toAccount)
        guard case .account(let id) = app.path.last else { throw Wrong("not at an account: \(app.path)") }
        return id
    }

    /// The word of the picture that was fetched last.
    func word(of portal: Portal? = nil) async throws -> String {
        let portal = portal ?? self.portal
        let paths = try await portal.requests().reversed().compactMap { $0["path"]?.text }
        let sid = try #require(paths.lazy.compactMap { $0.components(separatedBy: "captcha_sid=").dropFirst().first }.first)
        return try await portal.desk("GET /captcha/\(sid.split(separator: "&")[0])")["word"]?.text ?? ""
    }

    /// As many refusals elsewhere as bring a picture, and a session that is over.
    func lockOut() async throws {
        try await portal.desk("PATCH /users/anna", ["attempts": 10])
        try await pass(1500)
    }

    /// At an account that a lockout made elsewhere asks for a picture.
    func toPicture() async throws {
        try await signIn()
        try await lockOut()
        try await tap(AccountWord.check)
    }

    /// The links of all mails.
    func mails() async throws -> [String] {
        try await portal.desk("GET /mails")["mails"]?.items?.compactMap { $0["link"]?.text } ?? []
    }

    func invite() async throws -> String {
        let body: Json = ["email": "carla@company.example", "by": "anna"]
        return try await portal.desk("POST /invite", body)["link"]?.text ?? ""
    }

    /// A code for signing in, as a computer shows it.
    func qr(_ user: String, at portal: Portal? = nil) async throws -> String {
        let body: Json = ["user": .string(user), "intent": "preset_task"]
        return try await (portal ?? self.portal).desk("POST /hash", body)["link"]?.text ?? ""
    }

    func backupCode() async throws -> String {
        let anna = try await portal.desk("GET /state")["users"]?.items?.first { $0["login"]?.text == "anna" }
        return try #require(anna?.at("/otp/recovery_codes/0")?.text)
    }

    /// Something of a row: swiped, or from its menu.
    func act(_ row: String, _ word: some Word) async throws {
        let actions = self.row(row)?.actions.filter { $0.id == word.key && $0.enabled } ?? []
        guard let action = actions.first else { throw Wrong("\(word.key) is not offered by \(row) on \(texts)") }
        await action.press()
    }

    /// The accounts' ids, as they are drawn.
    var order: [String] {
        screen.parts.filter { $0.id == "accounts" }.flatMap(\.elements).compactMap {
            if case .row(let row) = $0 { row.id } else { nil }
        }
    }

    /// What was typed has been given to the core.
    func kept() async { await app.top.kept() }

    /// Whether a text lies in clear in the app's folder.
    func onDisk(_ text: String) throws -> Bool {
        let files = FileManager.default.enumerator(atPath: folder.path + "/data")
        for case let file as String in files ?? .init() {
            let bytes = FileManager.default.contents(atPath: folder.path + "/data/" + file) ?? Data()
            if bytes.range(of: Data(text.utf8)) != nil { return true }
        }
        return false
    }

    /// How many requests carried a password or an application password.
    func sent(_ credential: String = "login_password") async throws -> Int {
        try await portal.requests().filter { $0["credential"]?.text == credential }.count
    }
}

extension Portal {
    /// By each of the names that a portal of these tests has.
    fileprivate var origins: [String] { ["localhost", "127.0.0.1", "[::1]"].map { "https://\($0):\(port)" } + [url] }
}

extension Json {
    /// The fields of both; those of the other win.
    fileprivate func merged(_ other: Json) -> Json {
        .object((fields ?? [:]).merging(other.fields ?? [:]) { $1 })
    }
}
