import Foundation
import Observation
import Portico

/// Words for a new password.
enum RecoveryWord: String, Word {
    static let room = "recovery"
    case title, at, asking
    case askingPortal = "asking_portal"
    case hint
    case linkFor = "link_for"
    case linkForLogin = "link_for_login"
    case address, login, send
    case goOn = "go_on"
    case picture, word
    case sendWord = "send_word"
    case sent
    case lastMail = "last_mail"
    case resendWait = "resend_wait"
    case resend, checkword
    case checkwordHint = "checkword_hint"
    case paste
    case nothingPasted = "nothing_pasted"
    case password, set, browser
    case browserOpen = "browser_open"
    case browserMail = "browser_mail"
    case done
    case toSignIn = "to_sign_in"
    case leave
}

/// A new password by mail, from address and login to the sign-in that goes on with it.
@MainActor @Observable
public final class RecoveryModel: Room {
    let id: RecoveryId?
    /// The one it was begun from, which it takes the place of.
    let signIn: SignInId?
    var address = Typed()
    /// The sign-in's too, where it is begun from one.
    var login = Typed() {
        didSet {
            guard let signIn, login != oldValue else { return }
            (app.room(.signIn(signIn)) as? SignInModel)?.login = login
        }
    }
    var word = Typed()
    var checkword = Typed()
    var password = Typed()
    var passwordShown = false
    /// A link from a mail that was opened or shared.
    private var link: Given?
    private var nothingPasted = false
    private typealias W = RecoveryWord

    init(_ app: AppModel, _ id: RecoveryId?, from signIn: SignInId?) {
        (self.id, self.signIn) = (id, signIn)
        super.init(app)
        let from = signIn.flatMap { try? portico.signInGet($0) }
        (address.text, login.text) = (from?.portal?.origin ?? "", from?.login ?? "")
        takeGiven()
    }

    /// It says where and who, and it is itself what is typed from the mail.
    private func takeGiven() {
        guard let given = app.given, given.link.kind == .recovery else { return }
        if let at {
            if at.has(given.link) { (link, checkword) = (given, given.text) }
        } else if signIn == nil {
            (link, address.text) = (given, given.link.portal?.origin ?? "")
            login.text = given.link.login ?? ""
        }
    }

    private var at: Recovery? {
        _ = (portico.state.revision, app.seconds)
        return id.flatMap { try? portico.recoveryGet($0) }
    }

    override public var screen: Screen {
        if id != nil, at == nil { return missing("unknown_recovery") }
        let at = at
        // A link may be pasted wherever something is typed.
        return Screen(say(W.title), secure: true, counts: at != nil) {
            Screen.Part("head") {
                at.map { text(W.at, $0.login, $0.portal.place) }
                wrong(at?.problem, brief: true)
                if let at {
                    progress(W.asking, at.portal.place, when: working || at.busy)
                } else {
                    progress(W.askingPortal, when: working)
                }
            }
            Screen.Part("stage") { at.map(stage) ?? form }
            Screen.Part("out") { button(W.leave, .cancel) { [self] in app.leave(self) } }
        }
    }

    override var trouble: Problem? { at?.problem }

    @Listed<Screen.Element>
    private var form: [Screen.Element] {
        let used = used
        let send = press(used == nil ? W.send : .goOn, .main, enabled: !address.isBlank && !login.isBlank) { [self] in
            try await begin()
        }
        if let link = used?.link {
            link.login.map { text(W.linkForLogin, address.text, $0) } ?? text(W.linkFor, address.text)
            shown(link.warnings)
        } else {
            text(W.hint)
        }
        field(W.address, .address, of: self, \.address)
        field(W.login, .login, of: self, \.login, submit: send.key)
        Screen.Element.button(send)
    }

    /// The link, as long as it is for the portal and the login that are typed.
    private var used: Given? {
        link.flatMap { $0.link.portal?.origin == address.text && $0.link.names(login.text) ? $0 : nil }
    }

    /// From a link with the link itself: then no mail is asked for, which would end the link in hand.
    private func begin() async throws {
        let used = used
        let begun = try await portico.recoveryStart(address: (used?.text ?? address).text, login: login.text)
        let place = app.path.first { $0.recovery == begun.id } ?? .recovery(begun.id, from: signIn)
        app.replace(self, with: place)
        guard let used, let next = app.room(place) as? RecoveryModel else { return }
        (next.link, next.checkword) = (used, used.text)
    }

    @Listed<Screen.Element>
    private func stage(_ at: Recovery) -> [Screen.Element] {
        switch at.stage {
        case .start, .other: mailAgain(at)
        case .captcha: captcha(at)
        case .sent, .checkword:
            // Who came with a link has their mail.
            link == nil ? text(W.sent, at.portal.place) : nil
            text(W.lastMail)
            change(at)
            mailAgain(at)
        case .browser:
            text(W.browser)
            at.url.map { url in .link(press(W.browserOpen, .main) { [app] in await app.browse(url) }) }
            text(W.browserMail)
            change(at)
        case .done:
            text(W.done, live: true)
            button(W.toSignIn, .main) { [self] in try await goOn(at) }
        }
    }

    /// The picture on the portal's form: it costs no try.
    @Listed<Screen.Element>
    private func captcha(_ at: Recovery) -> [Screen.Element] {
        let send = press(W.sendWord, .main, enabled: !word.isBlank && !at.busy) { [self] in
            let text = word.text
            // Used up by this.
            (sight, word) = (nil, Typed())
            _ = try await portico.recoverySubmitCaptcha(at.id, text: text)
        }
        text(W.picture)
        picture(of: at.id.value) { [self] in
            await run("picture") {
                (sight, word) = (nil, Typed())
                _ = try await portico.recoveryRefreshCaptcha(at.id)
            }
        }
        field(W.word, .picture, of: self, \.word, submit: send.key)
        Screen.Element.button(send)
        // The way of who cannot see the picture.
        at.url.map { url in .link(press(W.browserOpen) { [app] in await app.browse(url) }) }
    }

    /// What the mail says, and the new password.
    @Listed<Screen.Element>
    private func change(_ at: Recovery) -> [Screen.Element] {
        let set = press(W.set, .main, enabled: !checkword.isBlank && !password.isEmpty && !at.busy) { [self] in
            let next = try await portico.recoverySubmit(at.id, checkword: checkword.text, newPassword: password.text)
            guard next.stage == .done else { return }
            (checkword, password) = (Typed(), Typed())
            try await goOn(next)
        }
        field(W.checkword, .checkword, of: self, \.checkword)
        text(W.checkwordHint, look: .quiet)
        button(W.paste) { [self] in
            let pasted = Typed(text: app.host.pasted() ?? "")
            nothingPasted = pasted.isBlank
            if !pasted.isBlank { checkword = pasted }
        }
        nothingPasted ? text(W.nothingPasted, live: true) : nil
        password(W.password, fresh: true, of: self, \.password, shown: \.passwordShown, submit: set.key)
        Screen.Element.button(set)
    }

    /// Another mail, when the portal may be asked for one.
    @Listed<Screen.Element>
    private func mailAgain(_ at: Recovery) -> [Screen.Element] {
        at.waitS > 0 ? text(W.resendWait, say.span(at.waitS), look: .quiet) : nil
        let again = press(W.resend, enabled: at.waitS == 0 && !at.busy) { [self] in
            _ = try await portico.recoveryResend(at.id)
            link = nil
        }
        Screen.Element.button(again.waiting(at.waitS > 0))
    }

    /// The sign-in that this began from is over: another goes on, with the new password. Who has left finds it in the list.
    private func goOn(_ done: Recovery) async throws {
        guard app.place(of: self) != nil else { return }
        guard let next = done.signIn else { return app.leave(self) }
        if let signIn, signIn != next {
            _ = try await portico.signInCancel(signIn)
            app.path.removeAll { $0 == .signIn(signIn) }
        }
        app.replace(self, with: .signIn(next))
    }

    override func keep() {
        guard let signIn, id == nil, !login.isBlank else { return }
        keeping = Task { [portico, login] in _ = try? await portico.signInKeep(signIn, login: login.text) }
    }

    override public var moment: String { at?.stage.code ?? "" }

    override public func appear() async {
        await came()
        await looked()
    }

    override func came() async {
        guard let at, at.stage == .captcha, !at.busy else { return }
        look(at: at.id.value) { [portico] in try await portico.recoveryCaptchaPicture(at.id) }
    }
}

extension Recovery {
    /// Whether a link from a mail is of this one.
    fileprivate func has(_ link: Link) -> Bool { portal.origin == link.portal?.origin && link.names(login) }
}

extension Link {
    /// Whether it is for a login. Of one that is not known nothing can be said.
    fileprivate func names(_ other: String) -> Bool {
        let named = login ?? ""
        return named.isEmpty || other.isEmpty || named.lowercased() == other.lowercased()
    }
}
