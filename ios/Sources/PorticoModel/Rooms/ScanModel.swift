import Observation
import Portico

/// Words for a text from outside.
enum ScanWord: String, Word {
    static let room = "scan"
    case title, hint, camera
    case cameraRefused = "camera_refused"
    case settings, paste
    case nothingPasted = "nothing_pasted"
    case text, look
    case kindQrSignIn = "kind_qr_sign_in"
    case kindRecovery = "kind_recovery"
    case kindInvitation = "kind_invitation"
    case kindPushSetup = "kind_push_setup"
    case kindPortal = "kind_portal"
    case kindUnknown = "kind_unknown"
    case leads, person, login, expires, expired
    case notSent = "not_sent"
    case use
    case useInSignIn = "use_in_sign_in"
    case useRecovery = "use_recovery"
    case useInvitation = "use_invitation"
    case useOther = "use_other"
    case another, sending
}

/// Reads a text, shows what it says, and goes on with it only when the employee taps: the core shows it once more before it sends.
@MainActor @Observable
public final class ScanModel: Room {
    /// The sign-in that it is for, instead of what that one asks for.
    let signIn: SignInId?
    var typed = Typed()
    private var link: Link?
    private var cameraRefused = false
    private var nothingPasted = false
    private typealias W = ScanWord

    init(_ app: AppModel, _ signIn: SignInId?) {
        self.signIn = signIn
        super.init(app)
    }

    override public var screen: Screen {
        // A link's time runs out.
        _ = app.seconds
        return Screen(scanning(W.title), secure: true, counts: link?.expires != nil) {
            Screen.Part("head") {
                wrong(brief: true)
                progress(W.sending, when: working)
            }
            link.map(said) ?? source
        }
    }

    /// Where the text comes from.
    private var source: Screen.Part {
        Screen.Part("source") {
            text(W.hint)
            if app.host.hasCamera, !cameraRefused {
                Screen.Element.camera(
                    Screen.Camera(
                        id: W.camera.key, label: say(W.camera), read: { [self] in look(Typed(text: $0)) },
                        refused: { [self] in cameraRefused = true }))
            }
            if cameraRefused {
                text(W.cameraRefused, live: true)
                button(W.settings) { [app] in app.host.openSettings() }
            }
            button(W.paste) { [self] in
                let pasted = Typed(text: app.host.pasted() ?? "")
                nothingPasted = pasted.isBlank
                look(pasted)
            }
            nothingPasted ? text(W.nothingPasted, live: true) : nil
            field(W.text, .link, of: self, \.typed) { [self] in look(typed) }
            button(W.look, .main, enabled: !typed.isBlank) { [self] in look(typed) }
        }
    }

    /// What the text says, before anything is done with it.
    private func said(_ link: Link) -> Screen.Part {
        Screen.Part("said") {
            text(W(kind: link.kind), live: true)
            link.portal.map { text(W.leads, $0.place) }
            link.person.map { text(W.person, $0) }
            link.login.map { text(W.login, $0) }
            expires(link.expires, W.expires, W.expired)
            shown(link.warnings)
            text(W.notSent)
            button(W(using: link.kind, inSignIn: signIn != nil), .main) { [self] in try await use(link) }
            button(W.another) { [self] in (typed, self.link) = (Typed(), nil) }
        }
    }

    /// The camera says a code many times a second, and others beside it: the first one stays until it is put away.
    private func look(_ text: Typed) {
        guard link == nil, !text.isBlank else { return }
        (typed, nothingPasted) = (text, false)
        do { link = try portico.linksRead(text.text) } catch { failed(error) }
    }

    private func use(_ link: Link) async throws {
        guard let signIn, link.kind == .qrSignIn || link.kind == .portal else { return try await app.incoming(typed) }
        // It goes on in the open sign-in, which shows the link before anything is sent for it.
        _ = try await portico.signInSubmitAddress(signIn, address: typed.text)
        app.leave(self)
    }
}

extension ScanWord {
    /// What a text is.
    init(kind: LinkKind) {
        switch kind {
        case .qrSignIn: self = .kindQrSignIn
        case .recovery: self = .kindRecovery
        case .invitation: self = .kindInvitation
        case .pushSetup: self = .kindPushSetup
        case .portal: self = .kindPortal
        case .unknown, .other: self = .kindUnknown
        }
    }

    /// What is done with it.
    init(using kind: LinkKind, inSignIn: Bool) {
        switch kind {
        case .qrSignIn, .portal: self = inSignIn ? .useInSignIn : .use
        case .recovery: self = .useRecovery
        case .invitation: self = .useInvitation
        case .pushSetup, .unknown, .other: self = .useOther
        }
    }
}
