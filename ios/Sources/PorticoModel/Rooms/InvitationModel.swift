import Observation
import Portico

/// Words for an invitation.
enum InvitationWord: String, Word {
    static let room = "invitation"
    case title, leads, person
    case invitedBy = "invited_by"
    case notSent = "not_sent"
    case open, asking, gone
    case gonePaste = "gone_paste"
    case scan
    case acceptMakes = "accept_makes"
    case name
    case lastName = "last_name"
    case password
    case passwordHint = "password_hint"
    case accept, browser
    case browserAt = "browser_at"
    case done
    case toAccount = "to_account"
    case toSignIn = "to_sign_in"
    case leave
}

/// An invitation: its link, what the portal says of it, and what came of it.
@MainActor @Observable
public final class InvitationModel: Room {
    var name = Typed()
    var lastName = Typed()
    var password = Typed()
    var passwordShown = false
    /// Its link; nothing where the app was ended since it was opened.
    @ObservationIgnored private let given: Given?
    private var at: Invitation?
    private typealias W = InvitationWord

    override init(_ app: AppModel) {
        given = app.given.flatMap { $0.link.kind == .invitation ? $0 : nil }
        super.init(app)
    }

    override public var screen: Screen {
        Screen(say(W.title), secure: true) {
            Screen.Part("head") {
                (at?.portal ?? given?.link.portal).map { text(W.leads, $0.place) }
                (at?.person ?? given?.link.person).map { text(W.person, $0) }
                at?.invitedBy.map { text(W.invitedBy, $0) }
                wrong(at?.problem, brief: leadsOn)
                progress(W.asking, when: working || at?.busy == true)
            }
            Screen.Part("stage") {
                if let at {
                    stage(at)
                } else if let given {
                    shown(given.link.warnings)
                    text(W.notSent)
                    button(W.open, .main) { [self] in self.at = try await portico.invitationOpen(link: given.text.text) }
                } else {
                    text(app.host.hasCamera ? W.gone : .gonePaste)
                    Screen.Element.button(
                        Screen.Button(id: W.scan.key, label: scanning(W.scan), role: .main) { [self] in
                            app.replace(self, with: .scan(nil))
                        })
                }
            }
            Screen.Part("out") { button(W.leave, .cancel) { [self] in app.leave(self) } }
        }
    }

    override var trouble: Problem? { at?.problem }

    /// Not where the core says that nothing does, for example where it was used.
    private var leadsOn: Bool { at?.problem?.retry.cost != .noneHelps }

    override public var moment: String { at?.stage.code ?? "" }

    @Listed<Screen.Element>
    private func stage(_ at: Invitation) -> [Screen.Element] {
        switch at.stage {
        case .open, .other: leadsOn ? acceptance(at) : []
        case .browser:
            text(W.browser)
            at.url.map { text(W.browserAt, $0) }
            given.map { given in
                .link(press(Deed.browse, .main) { [app] in await app.browse(secret: given.text, at: at.portal.place) })
            }
        case .done:
            text(W.done, live: true)
            button(at.account == nil ? W.toSignIn : .toAccount, .main) { [app] in
                let next = at.account.map(Place.account) ?? at.signIn.map(Place.signIn)
                app.path = [next].compactMap(\.self)
            }
        }
    }

    /// Names and a password make the account.
    @Listed<Screen.Element>
    private func acceptance(_ at: Invitation) -> [Screen.Element] {
        let accept = press(W.accept, .main, enabled: !name.isBlank && !password.isEmpty && !at.busy) { [self] in
            let next = try await portico.invitationAccept(
                at.id, name: name.text, lastName: lastName.text, password: password.text)
            self.at = next
            if next.stage == .done { password = Typed() }
        }
        text(W.acceptMakes)
        field(W.name, .name, of: self, \.name)
        field(W.lastName, .familyName, of: self, \.lastName)
        let hint = text(W.passwordHint, look: .quiet)
        password(W.password, fresh: true, hint: hint, of: self, \.password, shown: \.passwordShown, submit: accept.key)
        Screen.Element.button(accept)
    }
}
