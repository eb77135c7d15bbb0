import Observation
import Portico

/// Words of one account.
enum AccountWord: String, Word {
    static let room = "account"
    case inUse = "in_use"
    case use
    case signIn = "sign_in"
    case signInAgain = "sign_in_again"
    case answerPicture = "answer_picture"
    case why, restricted, session
    case sessionMinutes = "session_minutes"
    case sessionAbout = "session_about"
    case sessionNone = "session_none"
    case check
    case checkFree = "check_free"
    case checkNothingSent = "check_nothing_sent"
    case checked, draft
    case draftLabel = "draft_label"
    case draftHint = "draft_hint"
    case more, history
    case whichMe = "which_me"
    case helpCard = "help_card"
}

/// One account: who and where, what is wrong, its session, its unsent text, and everything else.
@MainActor @Observable
public final class AccountModel: Room {
    public let id: AccountId
    private var draft = Typed()
    private var draftProblem: String?
    private typealias W = AccountWord

    init(_ app: AppModel, _ id: AccountId) {
        self.id = id
        super.init(app)
        draft.text = (try? portico.draftsGet(id)) ?? ""
    }

    override public var screen: Screen {
        // The session counts down.
        _ = app.seconds
        guard let account = account(id) else { return missing("unknown_account") }
        return Screen(account.called, secure: forbids(id), counts: true) {
            Screen.Part("who") { who(account) }
            Screen.Part("on") {
                progress(AppWord.working, when: working)
                enter(account, .main)
            }
            Screen.Part("problem") {
                wrong(account.problem)
                let counts = account.tries.spent + account.tries.unanswered > 0
                counts ? said(account.tries, beside: failure ?? account.problem).map { text("tries", $0) } : nil
            }
            Screen.Part("now") {
                enter(account, .plain)
                account.selected ? nil : button(W.use) { [self] in try await portico.accountsSelect(id) }
            }
            Screen.Part("session", title: say(W.session)) { session(account) }
            Screen.Part("draft", title: say(W.draft)) {
                Screen.Element.field(
                    Screen.Field(
                        id: W.draftLabel.key, label: say(W.draftLabel), kind: .text, text: { self.draft.text },
                        type: { self.type($0) }))
                draftProblem.map { .error(.wrong("draft_problem", $0)) }
                    ?? text(W.draftHint, look: .quiet)
            }
            Screen.Part("more", title: say(W.more)) {
                account.problem == nil ? nil : go(W.why, .problem(.account(id)))
                go(W.history, .history(id))
                go(W.whichMe, .whichMe(.account(id)))
                go(W.helpCard, .helpCard(.account(id)))
                go(Deed.reset, .clear(id, .reset))
                go(Deed.signOut, .clear(id, .signOut))
                go(Deed.delete, .clear(id, .delete), .destructive)
            }
        }
    }

    override var trouble: Problem? { account(id)?.problem }

    /// One after the other, and read aloud as one.
    private func who(_ account: Account) -> Screen.Element {
        let lines = [
            account.login + " · " + account.portal.place, account.position, say(account.state.word),
            account.selected ? say(W.inUse) : nil, account.restricted ? say(W.restricted) : nil,
        ]
        return text("account_who", lines.compactMap(\.self).joined(separator: "\n"))
    }

    /// On to a sign-in: what a locked-out employee needs is the main thing here, and stands above everything that is said of it.
    private func enter(_ account: Account, _ role: Screen.Button.Role) -> Screen.Element? {
        let (word, needed): (W, Screen.Button.Role)
        switch account.state {
        case .signedIn: (word, needed) = (.signInAgain, .plain)
        case .needsSignIn: (word, needed) = (.signIn, .main)
        // Another network, a licence, an administrator: seldom another sign-in.
        case .blocked: (word, needed) = (.signIn, .plain)
        case .captchaNeeded: (word, needed) = (.answerPicture, .main)
        case .deleting, .damaged, .other: return nil
        }
        guard needed == role else { return nil }
        return button(word, role) { [self] in
            try await app.open(from: self) { .signIn(try await portico.signInStart(account: id).id) }
        }
    }

    @Listed<Screen.Element>
    private func session(_ account: Account) -> [Screen.Element] {
        let status = try? portico.sessionStatus(id)
        let minutes = String(((status?.endsInS ?? 0) + 59) / 60)
        switch (minutes, status?.endsInKnown) {
        case ("0", _): text(W.sessionNone, live: true)
        case (_, true): text(W.sessionMinutes, minutes)
        case (_, _): text(W.sessionAbout, minutes)
        }
        let free = account.problem?.retry.cost != .oneTry
        button(W.check) { [self] in
            let row = try await portico.sessionCheck(id)
            if row.state == .signedIn, row.problem == nil { return app.tell(W.checked) }
            if !free { app.tell(W.checkNothingSent) }
        }
        text(free ? W.checkFree : .checkNothingSent, look: .quiet)
    }

    /// Text is kept as it is typed; the last word wins, also over a call that is still under way.
    private func type(_ text: String) {
        (draft.text, draftProblem) = (text, nil)
        let before = keeping
        keeping = Task { [weak self] in
            await before?.value
            guard let self, draft.text == text else { return }
            do { try await portico.draftsSet(id, text: text) } catch {
                draftProblem = problem(error)?.title
            }
        }
    }
}
