import PorticoGenerated

// The calls by the surface's names; what they have in common is said at `Portico`.

/// How far a `session.call` is.
private enum Stage { case waiting, begun, over }

extension Portico {
    // MARK: accounts

    /// All accounts, in the employee's order. Answers at once.
    public func accountsList() throws -> AccountList {
        try reading { AccountList(try $0.accountsList()) }
    }

    /// Puts an account into use. Writes. Gives the revision.
    @discardableResult
    public func accountsSelect(_ account: AccountId) async throws -> UInt64 {
        try await waiting { try await $0.accountsSelect(account: account.value) }
    }

    /// Moves a row to a 0-based place, clamped. Writes. Gives the revision.
    @discardableResult
    public func accountsMove(_ account: AccountId, to: UInt32) async throws -> UInt64 {
        try await waiting { try await $0.accountsMove(account: account.value, to: to) }
    }

    /// What a clear would take and keep. Does nothing.
    public func accountsPreview(_ account: AccountId, kind: ReceiptKind) throws -> Receipt {
        try reading { try $0.accountsPreview(account: account.value, kind: kind) }
    }

    /// Clears the authentication data; row, order, settings, ledger and device id stay. Writes.
    @discardableResult
    public func accountsReset(_ account: AccountId) async throws -> Receipt {
        try await waiting { try await $0.accountsReset(account: account.value) }
    }

    /// As reset, and the portal is told, for at most 5 s. Writes.
    @discardableResult
    public func accountsSignOut(_ account: AccountId) async throws -> Receipt {
        try await waiting(secret: true) { try await $0.accountsSignOut(account: account.value) }
    }

    /// Everything goes. Accepted in every state, again and again. Writes.
    @discardableResult
    public func accountsDelete(_ account: AccountId) async throws -> Receipt {
        try await waiting(secret: true) { try await $0.accountsDelete(account: account.value) }
    }

    // MARK: sign_in

    /// Begins a sign-in and runs it to the next step that needs the employee. At most one of `address`, `link` and `account`, else
    /// `InvalidArgument`; with none the address is asked for. Writes.
    public func signInStart(address: String? = nil, link: String? = nil, account: AccountId? = nil) async throws -> SignIn {
        try await waiting(secret: true) {
            SignIn(try await $0.signInStart(address: address, link: link, account: account?.value))
        }
    }

    /// The unfinished sign-ins, also from before a restart.
    public func signInList() throws -> [SignIn] {
        try reading { try $0.signInList().map(SignIn.init) }
    }

    /// One sign-in, unfinished or ended since this start.
    public func signInGet(_ signIn: SignInId) throws -> SignIn {
        try reading { SignIn(try $0.signInGet(signIn: signIn.value)) }
    }

    /// Reads an address and asks whether a portal is there. Writes.
    public func signInSubmitAddress(_ signIn: SignInId, address: String) async throws -> SignIn {
        try await waiting { SignIn(try await $0.signInSubmitAddress(signIn: signIn.value, address: address)) }
    }

    /// Keeps what was typed and not sent yet, over a kill too: the login at the credentials step, the address at the address step;
    /// empty clears. For when a field is left and when the app goes to the back, not for each letter. What may be a secret is
    /// not written. Accepted in every state. Writes.
    public func signInKeep(_ signIn: SignInId, login: String? = nil, address: String? = nil) async throws -> SignIn {
        try await waiting { SignIn(try await $0.signInKeep(signIn: signIn.value, login: login, address: address)) }
    }

    /// What to look at before a try is spent. No network, spends nothing, keeps nothing.
    public func signInCheck(
        _ signIn: SignInId, login: String? = nil, password: String? = nil, code: String? = nil, keyboard: Keyboard = Keyboard()
    ) throws -> [Warning] {
        try reading { try $0.signInCheck(signIn: signIn.value, login: login, password: password, code: code, keyboard: keyboard) }
    }

    /// One try with a typed password. Writes. Throws `VaultLocked` before anything is sent, and `InvalidArgument` where login or
    /// password is empty or longer than 1,024 bytes.
    public func signInSubmitCredentials(_ signIn: SignInId, login: String, password: String) async throws -> SignIn {
        try await waiting(secret: true) {
            SignIn(try await $0.signInSubmitCredentials(signIn: signIn.value, login: login, password: password))
        }
    }

    /// The picture of the open challenge; asked of the portal once. Throws `StaleChallenge` for another, and `CallFailed` with the
    /// problem where it cannot be fetched.
    public func signInCaptchaPicture(_ signIn: SignInId, challenge: ChallengeId) async throws -> Picture {
        try await waiting { try await $0.signInCaptchaPicture(signIn: signIn.value, challenge: challenge.value) }
    }

    /// A new picture without spending a try. Writes. Throws `StaleChallenge`.
    public func signInRefreshCaptcha(_ signIn: SignInId, challenge: ChallengeId) async throws -> SignIn {
        try await waiting { SignIn(try await $0.signInRefreshCaptcha(signIn: signIn.value, challenge: challenge.value)) }
    }

    /// The picture's word, with the password where it is needed or replaces the one held. Writes. Throws `StaleChallenge`, and
    /// `InvalidArgument` where `text` is empty or too long.
    public func signInSubmitCaptcha(
        _ signIn: SignInId, challenge: ChallengeId, text: String, password: String? = nil
    ) async throws -> SignIn {
        try await waiting(secret: true) {
            SignIn(
                try await $0.signInSubmitCaptcha(
                    signIn: signIn.value, challenge: challenge.value, text: text, password: password))
        }
    }

    /// A one-time or backup code, any spacing and case. Writes. Throws `StaleChallenge`.
    public func signInSubmitCode(_ signIn: SignInId, challenge: ChallengeId, code: String) async throws -> SignIn {
        try await waiting(secret: true) {
            SignIn(try await $0.signInSubmitCode(signIn: signIn.value, challenge: challenge.value, code: code))
        }
    }

    /// Asks the portal to send the code in a message, with the wait until the next one. Writes. Throws `StaleChallenge`, and
    /// `InvalidArgument` where the step has none to send (``Step/SecondFactor/smsAvailable``).
    public func signInSendSms(_ signIn: SignInId, challenge: ChallengeId) async throws -> SignIn {
        try await waiting(secret: true) { SignIn(try await $0.signInSendSms(signIn: signIn.value, challenge: challenge.value)) }
    }

    /// The employee agrees to the link that is shown; only now is anything sent for it. Writes.
    public func signInConfirmLink(_ signIn: SignInId) async throws -> SignIn {
        try await waiting(secret: true) { SignIn(try await $0.signInConfirmLink(signIn: signIn.value)) }
    }

    /// The employee agrees to the portal's new address. Writes.
    public func signInConfirmMove(_ signIn: SignInId) async throws -> SignIn {
        try await waiting(secret: true) { SignIn(try await $0.signInConfirmMove(signIn: signIn.value)) }
    }

    /// One step back. Writes.
    public func signInBack(_ signIn: SignInId) async throws -> SignIn {
        try await waiting { SignIn(try await $0.signInBack(signIn: signIn.value)) }
    }

    /// The end of a sign-in; accepted in every state. Writes.
    @discardableResult
    public func signInCancel(_ signIn: SignInId) async throws -> SignIn {
        try await waiting { SignIn(try await $0.signInCancel(signIn: signIn.value)) }
    }

    // MARK: session

    /// How long the session still lives. Never waits.
    public func sessionStatus(_ account: AccountId) throws -> SessionStatus {
        try reading { try $0.sessionStatus(account: account.value) }
    }

    /// An authorised REST call. `paramsJson` is a JSON object, the result any JSON. Throws `CallFailed` with the problem, which the
    /// account carries too. Cancelling the task drops the request, and then it is `Cancelled`.
    public func sessionCall(_ account: AccountId, method: String, paramsJson: String = "{}") async throws -> String {
        let (ticket, stage) = (UInt64.random(in: 0 ... .max), Locked(Stage.waiting))
        return try await withTaskCancellationHandler {
            try await waiting(secret: true) {
                // Given up before it began, it never does.
                guard stage.put(.begun) == .waiting else { throw PorticoError.Cancelled }
                defer { _ = stage.put(.over) }
                return try await $0.sessionCall(account: account.value, method: method, params: paramsJson, ticket: ticket)
            }
        } onCancel: {
            guard stage.put(.over) == .begun else { return }
            // The account's checkout goes on, and what it brings must be kept.
            linger()
            try? reading { try $0.sessionCancel(ticket: ticket) }
        }
    }

    /// The employee asks for a check now: one send. Where it may cost a try, only with `spendTry`. Writes.
    public func sessionCheck(_ account: AccountId, spendTry: Bool = false) async throws -> Account {
        try await waiting(secret: true) { Account(try await $0.sessionCheck(account: account.value, spendTry: spendTry)) }
    }

    /// The network changed. Gives the revision after what followed from it.
    @discardableResult
    public func sessionNetworkChanged() async throws -> UInt64 {
        try await waiting(secret: true) { try await $0.sessionNetworkChanged() }
    }

    /// The app came to the front. Gives the revision after what followed from it.
    @discardableResult
    public func sessionForeground() async throws -> UInt64 {
        try await waiting(secret: true) { try await $0.sessionForeground() }
    }

    /// The app went to the back: typed passwords are held for 60 s more. Never waits. Gives the revision.
    @discardableResult
    public func sessionBackground() throws -> UInt64 {
        try reading { try $0.sessionBackground() }
    }

    // MARK: recovery, links, invitation

    /// Begins a password recovery and asks for the mail; an open one for this portal and login goes on. With the mail's whole link as
    /// the address nothing is sent: its checkword is asked for, and `login` may be empty where the link names it. Writes. Throws
    /// `CallFailed` with the problem where the address cannot be used or a link stands for the login, and `InvalidArgument` where the
    /// login is empty or longer than 1,024 bytes.
    public func recoveryStart(address: String, login: String) async throws -> Recovery {
        try await waiting { Recovery(try await $0.recoveryStart(address: address, login: login)) }
    }

    /// Another mail; within 60 s of the last one nothing is sent, and the recovery says so. Writes.
    public func recoveryResend(_ recovery: RecoveryId) async throws -> Recovery {
        try await waiting { Recovery(try await $0.recoveryResend(recovery: recovery.value)) }
    }

    /// The picture on the portal's form; asked of the portal once. Throws `StaleChallenge` where none is open, and `CallFailed` with
    /// the problem where it cannot be fetched.
    public func recoveryCaptchaPicture(_ recovery: RecoveryId) async throws -> Picture {
        try await waiting { try await $0.recoveryCaptchaPicture(recovery: recovery.value) }
    }

    /// Another picture; nothing is counted. Writes. Throws `StaleChallenge` where none is open.
    public func recoveryRefreshCaptcha(_ recovery: RecoveryId) async throws -> Recovery {
        try await waiting { Recovery(try await $0.recoveryRefreshCaptcha(recovery: recovery.value)) }
    }

    /// The picture's word; what waits behind the picture goes out with it, the new password too. Writes. Throws `StaleChallenge` where
    /// none is open, and `InvalidArgument` where `text` is empty or too long.
    public func recoverySubmitCaptcha(_ recovery: RecoveryId, text: String) async throws -> Recovery {
        try await waiting(secret: true) { Recovery(try await $0.recoverySubmitCaptcha(recovery: recovery.value, text: text)) }
    }

    /// The checkword, or the mail's whole link, with the new password; then sign-in goes on with that. Writes. Throws
    /// `InvalidArgument` where the new password is longer than 1,024 bytes.
    public func recoverySubmit(_ recovery: RecoveryId, checkword: String, newPassword: String) async throws -> Recovery {
        try await waiting(secret: true) {
            Recovery(try await $0.recoverySubmit(recovery: recovery.value, checkword: checkword, newPassword: newPassword))
        }
    }

    /// One recovery. Never waits.
    public func recoveryGet(_ recovery: RecoveryId) throws -> Recovery {
        try reading { Recovery(try $0.recoveryGet(recovery: recovery.value)) }
    }

    /// What a text says that was pasted, opened or scanned. No network; never spends the link, keeps nothing.
    public func linksRead(_ text: String) throws -> Link {
        try reading { Link(try $0.linksRead(text: text)) }
    }

    /// Opens an invitation by its link: looks at the portal's page, which spends nothing. Throws `CallFailed` with the problem for
    /// what is no invitation.
    public func invitationOpen(link: String) async throws -> Invitation {
        try await waiting(secret: true) { Invitation(try await $0.invitationOpen(link: link)) }
    }

    /// Accepts an invitation with names and a new password, and goes on to a signed-in account. Writes. Throws `InvalidArgument` where
    /// the password is longer than 1,024 bytes.
    public func invitationAccept(
        _ invitation: InvitationId, name: String, lastName: String, password: String
    ) async throws -> Invitation {
        try await waiting(secret: true) {
            Invitation(
                try await $0.invitationAccept(
                    invitation: invitation.value, name: name, lastName: lastName, password: password))
        }
    }

    // MARK: drafts, history, help, locale

    /// The unsent text of an account; empty where there is none. Never waits.
    public func draftsGet(_ account: AccountId) throws -> String {
        try reading { try $0.draftsGet(account: account.value) }
    }

    /// Keeps unsent text of at most 8,192 bytes of UTF-8 instead of the one before, and gives it; longer: `DraftTooLong`. Writes.
    @discardableResult
    public func draftsSet(_ account: AccountId, text: String) async throws -> String {
        try await waiting { try await $0.draftsSet(account: account.value, text: text) }
    }

    /// What happened with an account, newest first: this phone's own entries, and the portal's event log where the employee may
    /// read it. `allowed`: ranges the administrator allows; what is none is `InvalidArgument`.
    public func historyList(_ account: AccountId, allowed: [String]? = nil) async throws -> [HistoryEntry] {
        try await waiting(secret: true) { try await $0.historyList(account: account.value, allowed: allowed) }
    }

    /// A text for the administrator, under 1,500 characters, without secrets. Never waits.
    public func helpCard(signIn: SignInId? = nil, account: AccountId? = nil) throws -> String {
        try reading { try $0.helpCard(signIn: signIn?.value, account: account?.value) }
    }

    /// Which login belongs where, and which to use. Never waits.
    public func helpWhichMe(signIn: SignInId? = nil, account: AccountId? = nil) throws -> WhichMe {
        try reading { try $0.helpWhichMe(signIn: signIn?.value, account: account?.value) }
    }

    /// A topic of the article, `S1` to `S11`; another is `UnknownTopic`. Never waits.
    public func helpTopic(_ topic: String) throws -> Problem {
        try reading { try $0.helpTopic(topic: topic) }
    }

    /// Words texts in another language (BCP 47) from now on. Gives the revision.
    @discardableResult
    public func localeSet(_ locale: String) throws -> UInt64 {
        let revision = try reading { try $0.localeSet(locale: locale) }
        self.locale.with { $0 = locale }
        return revision
    }

    /// A receipt as sentences. A preview speaks of what would happen.
    public func sayReceipt(_ receipt: Receipt) throws -> [String] {
        try reading { try $0.sayReceipt(receipt: receipt) }
    }

    /// What was spent, and when the portal will ask for a picture.
    public func sayTries(_ tries: Tries) throws -> String {
        try reading { try $0.sayTries(tries: tries) }
    }

    /// What to show for the code of a `PorticoError`, or of an `Availability` that is not `ready`. Answers when closed too. What
    /// `CallFailed` carries says more.
    public func sayError(_ code: String) throws -> Problem {
        try Self.sayError(code, locale: locale.with { $0 })
    }

    /// What to show where ``open(_:vault:clock:proxy:followsApp:)`` failed, in a language (BCP 47).
    public static func sayError(_ code: String, locale: String) throws -> Problem {
        try PorticoGenerated.sayError(code: code, locale: locale)
    }
}
