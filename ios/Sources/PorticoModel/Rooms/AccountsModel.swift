import Observation
import Portico

/// Words of the list.
enum AccountsWord: String, Word {
    static let room = "accounts"
    case title, empty
    case emptyHint = "empty_hint"
    case emptyScan = "empty_scan"
    case tryAgain = "try_again"
    case rowAction = "row_action"
    case inUse = "in_use"
    case use
    case moveUp = "move_up"
    case moveDown = "move_down"
    case unfinished
    case unfinishedAt = "unfinished_at"
    case unfinishedAs = "unfinished_as"
    case atAddress = "at_address"
    case atLink = "at_link"
    case atCredentials = "at_credentials"
    case atCaptcha = "at_captcha"
    case atCode = "at_code"
    case atMoved = "at_moved"
    case atBrowser = "at_browser"
    case atOther = "at_other"
    case cancel, add
    case signIn = "sign_in"
    case scan, paste
    case nothingPasted = "nothing_pasted"
    case topics, settings
}

/// The list of accounts: what is wrong first, then the rows, what is unfinished, and what can be added.
@MainActor @Observable
public final class AccountsModel: Room {
    private typealias W = AccountsWord

    override public var screen: Screen {
        let (accounts, signIns, trouble) = (accounts, signIns, trouble)
        return Screen(say(W.title), refresh: { [self] in await run("refresh") { try await askAgain() } }) {
            Screen.Part("trouble") {
                shown(trouble)
                if locked { button(W.tryAgain) { [self] in try await askAgain() } }
                wrong()
                progress(AppWord.working, when: working)
            }
            Screen.Part("accounts", move: { [self] in await move($0, before: $1) }) {
                if accounts.isEmpty, trouble == nil {
                    text(W.empty)
                    text(app.host.hasCamera ? W.emptyScan : .emptyHint)
                }
                for (at, account) in accounts.enumerated() { rows(account, at, accounts.count) }
            }
            Screen.Part("unfinished", title: say(W.unfinished)) {
                for signIn in signIns { Screen.Element.row(row(signIn)) }
            }
            Screen.Part("add", title: say(W.add)) {
                // Another portal is no help to who is locked out of one: what is, stands in the row.
                button(W.signIn, accounts.isEmpty ? .main : .plain) { [self] in
                    try await app.open(from: self) { .signIn(try await portico.signInStart().id) }
                }
                go(W.scan, .scan(nil))
                app.host.hasCamera ? button(W.paste) { [self] in try await paste() } : nil
            }
            Screen.Part("more") {
                go(W.topics, .topics)
                go(W.settings, .settings)
            }
        }
    }

    /// Why the rows cannot be used now.
    override var trouble: Problem? {
        guard let availability = try? portico.accountsList().availability, availability != .ready else { return nil }
        return try? portico.sayError(availability.code)
    }

    private var locked: Bool { (try? portico.accountsList().availability) == .locked }

    /// Whether what was locked can be read now.
    private func askAgain() async throws { _ = try await portico.sessionForeground() }

    /// The row, and the first thing that can be done about what is wrong with it.
    @Listed<Screen.Element>
    private func rows(_ account: Account, _ at: Int, _ count: Int) -> [Screen.Element] {
        let id = account.id.value
        let choices = [
            account.selected ? nil : press(W.use, about: id) { [portico] in try await portico.accountsSelect(account.id) },
            at > 0 ? press(W.moveUp, about: id) { [self] in try await move(account, to: at - 1) } : nil,
            at < count - 1 ? press(W.moveDown, about: id) { [self] in try await move(account, to: at + 1) } : nil,
        ].compactMap(\.self)
        Screen.Element.row(
            Screen.Row(
                id: id, title: account.called,
                lines: [
                    account.login + " · " + account.portal.place, account.problem?.title ?? say(account.state.word),
                    account.selected ? say(W.inUse) : nil,
                ].compactMap(\.self),
                selected: account.selected, press: { [self] in app.open(.account(account.id), from: self) },
                actions: choices + clears(account)))
        remedy(account)
    }

    /// Its button is heard with its row: several rows may have the same.
    private func remedy(_ account: Account) -> Screen.Element? {
        let id = account.id.value
        let offers = account.problem?.steps.lazy.compactMap { self.offered("remedy_" + id, $0.action, about: id) }
        guard case .button(var button)? = offers?.first else { return nil }
        if account.state == .captchaNeeded, button.label == say(Deed.signIn) { button.label = say(AccountWord.answerPicture) }
        button.heard = say(W.rowAction, button.label, account.called + ", " + account.portal.place)
        return .button(button)
    }

    private func clears(_ account: Account) -> [Screen.Button] {
        [
            press(Deed.reset, about: account.id.value) { [app] in app.open(.clear(account.id, .reset)) },
            press(Deed.signOut, about: account.id.value) { [app] in app.open(.clear(account.id, .signOut)) },
            press(Deed.delete, .destructive, about: account.id.value) { [app] in app.open(.clear(account.id, .delete)) },
        ]
    }

    private func row(_ signIn: SignIn) -> Screen.Row {
        let title =
            switch (signIn.portal?.place, signIn.login ?? "") {
            case (nil, _): say(W.atAddress)
            case (let portal?, ""): say(W.unfinishedAt, portal)
            case (let portal?, let login): say(W.unfinishedAs, portal, login)
            }
        return Screen.Row(
            id: signIn.id.value, title: title, lines: [signIn.problem?.title ?? say(W(waitingFor: signIn.step))],
            press: { [self] in app.open(.signIn(signIn.id), from: self) },
            actions: [
                press(W.cancel, .destructive, about: signIn.id.value) { [portico] in try await portico.signInCancel(signIn.id) }
            ])
    }

    private func paste() async throws {
        guard let text = app.host.pasted(), !Typed(text: text).isBlank else { return app.tell(W.nothingPasted) }
        try await app.incoming(Typed(text: text))
    }

    private func move(_ account: Account, to place: Int) async throws {
        try await portico.accountsMove(account.id, to: UInt32(clamping: place))
    }

    /// Puts the row at a place before another one; the core counts places without the row that moves.
    private func move(_ from: Int, before other: Int) async {
        let accounts = accounts
        guard accounts.indices.contains(from) else { return }
        await run(accounts[from].id.value) { try await move(accounts[from], to: other > from ? other - 1 : other) }
    }
}

extension AccountsWord {
    /// What an unfinished sign-in waits for.
    init(waitingFor step: Step) {
        switch step {
        case .address: self = .atAddress
        case .confirmLink: self = .atLink
        case .credentials: self = .atCredentials
        case .captcha: self = .atCaptcha
        case .secondFactor: self = .atCode
        case .moved: self = .atMoved
        case .browser: self = .atBrowser
        case .done, .cancelled, .other: self = .atOther
        }
    }
}
