import Foundation
import Observation
import Portico

/// One sign-in, at whatever step it is. What the step is, what a try costs and what is odd about what was typed says the core; here
/// is only what was typed and not sent yet, and which call goes out.
@MainActor @Observable
public final class SignInModel: Room {
    let id: SignInId
    var address = Typed() { didSet { typed(address, oldValue) } }
    var login = Typed() { didSet { typed(login, oldValue) } }
    var password = Typed() {
        didSet {
            typed(password, oldValue)
            if password != oldValue { passwordSent = false }
        }
    }
    var word = Typed() { didSet { typed(word, oldValue) } }
    var code = Typed() { didSet { typed(code, oldValue) } }
    /// The password can be read.
    var passwordShown = false
    /// What is odd about what was to be sent, and holds it back.
    var warnings: [Warning] = []
    /// What stands beside the code's field.
    var beside = Beside.nothing
    /// The last answer was for a picture or a code that is no longer asked for.
    var late = false
    /// The password that is typed has gone out.
    @ObservationIgnored private var passwordSent = false
    @ObservationIgnored private var seen: Step?

    /// What a code step shows beside its field.
    enum Beside {
        case nothing
        /// A backup code is typed, with letters.
        case backupCode
        /// The phone that makes the codes is lost: what helps without it.
        case lostPhone
    }

    init(_ app: AppModel, _ id: SignInId) {
        self.id = id
        super.init(app)
        login.text = at?.login ?? ""
        if case .address(let typed?) = at?.step { address.text = typed }
    }

    /// The sign-in as it is now; nothing once the app was ended since it was over.
    var at: SignIn? {
        // Read for its change alone: the core is asked for the record itself.
        _ = (portico.state.revision, app.seconds)
        return try? portico.signInGet(id)
    }

    var busy: Bool { working || at?.busy == true }

    override var trouble: Problem? { at?.problem }

    /// What went wrong last.
    var problem: Problem? { failure ?? trouble }

    override public var screen: Screen { SignInScreen(model: self).screen }

    // MARK: what is under way

    /// One call that moves the sign-in on, with what was typed for its step. `about`: for what is asked for beside that, such as another
    /// picture; what went wrong before is no news after it.
    func send(_ about: String = "", _ call: () async throws -> Void) async {
        await run(about) {
            await kept()
            (warnings, late) = ([], false)
            try await call()
        }
    }

    /// What came too late is no problem of the step that is open now.
    override func failed(_ error: any Error) {
        guard case .StaleChallenge? = error as? PorticoError else { return super.failed(error) }
        entered()
        late = true
    }

    override public var moment: String { at?.step.name ?? "" }

    override public func appear() async {
        await came()
        await looked()
    }

    override func came() async {
        entered()
        guard case .captcha(let captcha) = at?.step else { return }
        look(at: captcha.challenge.value) { [portico, id] in
            try await portico.signInCaptchaPicture(id, challenge: captcha.challenge)
        }
    }

    /// At another step nothing secret stays that was typed for the one before, and nothing that was said of it; but for a password
    /// that both want and that has not gone out, as when another picture is asked for.
    private func entered() {
        guard let at else { return }
        if let seen, seen.name != at.step.name {
            let stays = seen.wantsPassword && at.step.wantsPassword && !passwordSent
            if !stays { (password, passwordShown) = (Typed(), false) }
            (word, code) = (Typed(), Typed())
            (beside, sight, warnings, late) = (.nothing, nil, [], false)
        }
        if seen?.name != at.step.name, case .address(let typed?) = at.step { address.text = typed }
        seen = at.step
        if login.isEmpty { login.text = at.login ?? "" }
    }

    // MARK: what was typed

    /// What is said of a text holds for that text alone. A field may say the same again, as when it is left.
    private func typed(_ new: Typed, _ old: Typed) {
        if new != old { (warnings, late) = ([], false) }
    }

    /// What the core may keep is given to it before the screen goes: the address and the login, never a secret.
    override func keep() {
        guard let step = at?.step, !working else { return }
        keeping = Task { await give(step) }
    }

    /// One that nothing was typed for is not kept: each would be another row without a name in the list.
    override func leave() {
        guard let step = at?.step, !working else { return }
        let fine = problem == nil
        keeping = Task { [portico, id] in
            guard let kept = await give(step), fine, !kept.busy, case .address(let typed) = kept.step else { return }
            if (typed ?? "").isEmpty { _ = try? await portico.signInCancel(id) }
        }
    }

    /// What the core has after it; nothing at a step that keeps nothing.
    @discardableResult
    private func give(_ step: Step) async -> SignIn? {
        switch step {
        case .address: try? await portico.signInKeep(id, address: address.text)
        case .credentials: try? await portico.signInKeep(id, login: login.text)
        default: nil
        }
    }

    // MARK: what goes out

    /// Whether everything is filled in that the step asks for. The keyboard's key waits for it like the button.
    func filled(_ step: Step) -> Bool {
        switch step {
        case .address: !address.isBlank
        case .credentials: !login.isBlank && !password.isEmpty
        case .captcha(let captcha): !word.isBlank && (!captcha.passwordNeeded || !password.isEmpty)
        case .secondFactor: !code.isBlank
        case .confirmLink, .moved, .browser, .done, .cancelled, .other: true
        }
    }

    /// What the step asks for goes out, unless something about it is odd: that is said first (R12).
    func submit() async {
        guard !working, let at, filled(at.step) else { return }
        warnings = odd(at).filter { !standing(at).contains($0) }
        if warnings.isEmpty { await submitNow() }
    }

    /// Past the warnings, which are about what is typed now.
    func submitAnyway() async {
        if !warnings.isEmpty { await submitNow() }
    }

    private func submitNow() async {
        guard let step = at?.step else { return }
        let (portico, id) = (portico, id)
        passwordSent = !password.isEmpty
        await send {
            switch step {
            case .address: try await submitAddress()
            case .confirmLink: _ = try await portico.signInConfirmLink(id)
            case .credentials: _ = try await portico.signInSubmitCredentials(id, login: login.text, password: password.text)
            case .captcha(let captcha):
                let again = password.isEmpty ? nil : password.text
                _ = try await portico.signInSubmitCaptcha(id, challenge: captcha.challenge, text: word.text, password: again)
            case .secondFactor(let factor):
                _ = try await portico.signInSubmitCode(id, challenge: factor.challenge, code: code.text)
            case .moved: _ = try await portico.signInConfirmMove(id)
            case .browser, .done, .cancelled, .other: break
            }
        }
    }

    /// A link with a page of its own is shown there. It is a secret and no address, so the field does not keep it.
    private func submitAddress() async throws {
        switch (try? portico.linksRead(address.text))?.kind {
        case .invitation?, .recovery?:
            let link = address
            address = Typed()
            try await app.incoming(link)
        default: _ = try await portico.signInSubmitAddress(id, address: address.text)
        }
    }

    private func odd(_ at: SignIn) -> [Warning] {
        let (keyboard, password) = (app.host.keyboard, password.text)
        let odd: [Warning]? =
            switch at.step {
            case .credentials: try? portico.signInCheck(id, login: login.text, password: password, keyboard: keyboard)
            case .captcha where !password.isEmpty:
                try? portico.signInCheck(id, login: at.login, password: password, keyboard: keyboard)
            case .secondFactor: try? portico.signInCheck(id, code: code.text)
            default: nil
            }
        return odd ?? []
    }

    /// Warnings that belong to the step, whatever was typed.
    func standing(_ at: SignIn) -> [Warning] {
        guard case .secondFactor = at.step else { return [] }
        return (try? portico.signInCheck(id)) ?? []
    }

    /// What was to be done in the browser is done.
    func browsed(_ browser: Step.Browser) async {
        let account = at?.account
        await send {
            switch browser.then {
            case .check: if let account { _ = try await portico.sessionCheck(account) }
            case .qr: app.open(.scan(id))
            case .none: _ = try await portico.signInBack(id)
            case .other: break
            }
        }
    }

    /// The end; not one of the calls that wait for each other, because it ends what is under way.
    func cancel() async {
        do { try await portico.signInCancel(id) } catch { failed(error) }
    }

    /// A new one with the same address and login. Where a login was typed the portal was asked before: asked anew, it takes the
    /// login too.
    func again() async {
        let (old, login) = (at, login)
        let origin = old?.portal?.origin
        let address = address.isBlank ? origin : address.text
        await run {
            let begun = try await portico.signInStart(
                address: login.isBlank || old?.account != nil ? nil : origin, account: old?.account)
            _ = try await portico.signInKeep(begun.id, login: login.isBlank ? nil : login.text, address: address)
            app.replace(self, with: .signIn(begun.id))
            // The core keeps a login where it is asked for only, which is not where the portal could not be reached.
            (app.room(.signIn(begun.id)) as? SignInModel)?.login = login
        }
    }
}

extension Step {
    /// Whether a password is typed there.
    fileprivate var wantsPassword: Bool {
        switch self {
        case .credentials: true
        case .captcha(let captcha): captcha.passwordNeeded
        case .address, .confirmLink, .secondFactor, .moved, .browser, .done, .cancelled, .other: false
        }
    }

    /// Two steps of one name are the same question; a new picture is another.
    var name: String {
        switch self {
        case .captcha(let captcha): captcha.challenge.value
        case .secondFactor(let factor): factor.challenge.value
        default: code
        }
    }
}
