package com.portico

import com.portico.ffi.PorticoException
import com.portico.ffi.uniffiEnsureInitialized
import com.portico.ffi.version
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.withContext
import java.nio.charset.CharacterCodingException
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference
import com.portico.ffi.Portico as Core

/**
 * The accounts of this phone and everything that can be done with them.
 *
 * A call without `suspend` answers at once, from memory. One with it ends within 60 seconds whatever the portal does; to cancel
 * its coroutine only stops the waiting, and what was begun is finished ([sessionCall] alone is dropped). What the portal or the
 * employee got wrong is a state with a [Problem]. Where a call gives no state to carry it, it throws `call_failed` with the
 * [Problem]: [sessionCall], a picture, [invitationOpen] of what is no invitation, [recoveryStart] with an address that cannot be
 * used. Any other [PorticoException] is left for what the app got wrong or the phone could not do. "Writes" below means that the
 * data folder changes; such a call may throw `storage_failed`, `newer` and `vault_…`. Every call throws `closed` after [close].
 */
@Suppress("TooManyFunctions") // The surface of the core, call by call.
public class Portico private constructor(
    core: Core,
    @Volatile private var locale: String,
) {
    private val open = AtomicReference<Core?>(core)
    private val tickets = AtomicLong()
    private val state = State(core)

    /** All accounts, in the employee's order. */
    public val accounts: StateFlow<List<Account>> = state.accounts.asStateFlow()

    /** Whether the rows can be used now. */
    public val availability: StateFlow<Availability> = state.availability.asStateFlow()

    /** The unfinished sign-ins, also from before a restart. */
    public val signIns: StateFlow<List<SignIn>> = state.signIns.asStateFlow()

    /** One sign-in, to its end. Throws `unknown_sign_in`. */
    public fun signIn(id: SignInId): StateFlow<SignIn> = ask { state.signIn(id) }

    /**
     * The end: what is under way finishes or is written down, for at most 5 s. Every later call throws `closed`; the flows keep
     * their last values. Closing again does nothing.
     */
    public suspend fun close() {
        // Not freed here, where a call may just be on its way in: it is once nobody holds it.
        open.getAndSet(null)?.shut()
    }

    // Accounts

    /** All accounts with the revision they belong to. */
    public fun accountsList(): AccountList = AccountList(ask { accountsList() })

    /** Puts an account into use; gives the revision. Throws `unknown_account`. Writes. */
    public suspend fun accountsSelect(account: AccountId): ULong = ask { accountsSelect(account.value) }

    /** Moves a row to a 0-based place, clamped; gives the revision. Throws `unknown_account`. Writes. */
    public suspend fun accountsMove(account: AccountId, to: UInt): ULong = ask { accountsMove(account.value, to) }

    /** What a clear would take and keep. Does nothing. Throws `unknown_account`. */
    public fun accountsPreview(account: AccountId, kind: ReceiptKind): Receipt = ask { accountsPreview(account.value, kind) }

    /** Clears the authentication data; row, order, settings and ledger stay. Throws `unknown_account`. Writes. */
    public suspend fun accountsReset(account: AccountId): Receipt = ask { accountsReset(account.value) }

    /** As reset, and the portal is told, for at most 5 s. Throws `unknown_account`. Writes. */
    public suspend fun accountsSignOut(account: AccountId): Receipt = ask { accountsSignOut(account.value) }

    /** Everything goes. Accepted in every state, again and again. Throws `unknown_account`. Writes. */
    public suspend fun accountsDelete(account: AccountId): Receipt = ask { accountsDelete(account.value) }

    // Sign-in

    /**
     * Begins a sign-in with at most one of the three and runs it to the next step that needs the employee; with none the address
     * is asked for. Throws `unknown_account`, `invalid_argument`. Writes.
     */
    public suspend fun signInStart(address: String? = null, link: String? = null, account: AccountId? = null): SignIn =
        SignIn(ask { signInStart(address, link, account?.value) })

    /** The unfinished sign-ins. */
    public fun signInList(): List<SignIn> = ask { signInList() }.map(::SignIn)

    /** One sign-in, unfinished or ended since this start. Throws `unknown_sign_in`. */
    public fun signInGet(signIn: SignInId): SignIn = SignIn(ask { signInGet(signIn.value) })

    /** Reads an address and asks whether a portal is there. Throws `unknown_sign_in`. Writes. */
    public suspend fun signInSubmitAddress(signIn: SignInId, address: String): SignIn =
        SignIn(ask { signInSubmitAddress(signIn.value, address) })

    /**
     * Keeps what was typed and not sent yet, over a kill too: the login at the credentials step, the address at the address step;
     * empty clears. For when a field is left and when the app goes to the back, not for each letter. What may be a secret is
     * not written. Accepted in every state. Throws `unknown_sign_in`. Writes.
     */
    public suspend fun signInKeep(signIn: SignInId, login: String? = null, address: String? = null): SignIn =
        SignIn(ask { signInKeep(signIn.value, login, address) })

    /** What to look at before a try is spent. No network, spends nothing, keeps nothing. Throws `unknown_sign_in`. */
    public fun signInCheck(
        signIn: SignInId,
        login: String? = null,
        password: String? = null,
        code: String? = null,
        keyboard: Keyboard = Keyboard(),
    ): List<Warning> = ask { signInCheck(signIn.value, login, password, code, keyboard) }

    /**
     * One try with a typed password. Throws `unknown_sign_in`, and `invalid_argument` where login or password is empty or longer
     * than 1,024 bytes. Writes.
     */
    public suspend fun signInSubmitCredentials(signIn: SignInId, login: String, password: String): SignIn =
        SignIn(ask { signInSubmitCredentials(signIn.value, login, password) })

    /**
     * The picture of the open challenge; asked of the portal once. Throws `unknown_sign_in`, `stale_challenge`, and `call_failed`
     * with the [Problem] where it cannot be fetched.
     */
    public suspend fun signInCaptchaPicture(signIn: SignInId, challenge: ChallengeId): Picture =
        ask { signInCaptchaPicture(signIn.value, challenge.value) }

    /** A new picture without spending a try. Throws `unknown_sign_in`, `stale_challenge`. Writes. */
    public suspend fun signInRefreshCaptcha(signIn: SignInId, challenge: ChallengeId): SignIn =
        SignIn(ask { signInRefreshCaptcha(signIn.value, challenge.value) })

    /**
     * The picture's word, with the password where it is needed; it replaces the one held. Throws `unknown_sign_in`,
     * `stale_challenge`, and `invalid_argument` where [text] is empty or too long. Writes.
     */
    public suspend fun signInSubmitCaptcha(
        signIn: SignInId,
        challenge: ChallengeId,
        text: String,
        password: String? = null,
    ): SignIn = SignIn(ask { signInSubmitCaptcha(signIn.value, challenge.value, text, password) })

    /** A one-time or backup code, any spacing and case. Throws `unknown_sign_in`, `stale_challenge`. Writes. */
    public suspend fun signInSubmitCode(signIn: SignInId, challenge: ChallengeId, code: String): SignIn =
        SignIn(ask { signInSubmitCode(signIn.value, challenge.value, code) })

    /**
     * Asks the portal to send the code in a message. Throws `unknown_sign_in`, `stale_challenge`, and `invalid_argument` where the
     * step has none to send ([Step.SecondFactor.smsAvailable]). Writes.
     */
    public suspend fun signInSendSms(signIn: SignInId, challenge: ChallengeId): SignIn =
        SignIn(ask { signInSendSms(signIn.value, challenge.value) })

    /** The employee agrees to the link that is shown; only now is anything sent for it. Throws `unknown_sign_in`. Writes. */
    public suspend fun signInConfirmLink(signIn: SignInId): SignIn = SignIn(ask { signInConfirmLink(signIn.value) })

    /** The employee agrees to the portal's new address. Throws `unknown_sign_in`. Writes. */
    public suspend fun signInConfirmMove(signIn: SignInId): SignIn = SignIn(ask { signInConfirmMove(signIn.value) })

    /** One step back. Throws `unknown_sign_in`. Writes. */
    public suspend fun signInBack(signIn: SignInId): SignIn = SignIn(ask { signInBack(signIn.value) })

    /** The end of a sign-in; accepted in every state. Throws `unknown_sign_in`. Writes. */
    public suspend fun signInCancel(signIn: SignInId): SignIn = SignIn(ask { signInCancel(signIn.value) })

    // Session

    /** How many seconds the session still lives. Throws `unknown_account`. */
    public fun sessionStatus(account: AccountId): SessionStatus = ask { sessionStatus(account.value) }

    /**
     * An authorised REST call: a JSON object in, the portal's `result` as JSON out. Cancelling the coroutine drops the request.
     * Throws `unknown_account`, `invalid_argument`, and `call_failed` with the [Problem], which the account carries too.
     */
    public suspend fun sessionCall(account: AccountId, method: String, paramsJson: String = "{}"): String =
        ask { sessionCall(account.value, method, paramsJson, tickets.getAndIncrement().toULong()) }

    /**
     * The employee asks for a check now: one send. Where it may cost a try, only with [spendTry]; else nothing is sent. Throws
     * `unknown_account`. Writes.
     */
    public suspend fun sessionCheck(account: AccountId, spendTry: Boolean = false): Account =
        Account(ask { sessionCheck(account.value, spendTry) })

    /** The network changed; gives the revision after what followed from it. */
    public suspend fun sessionNetworkChanged(): ULong = ask { sessionNetworkChanged() }

    /** The app came to the front; gives the revision after what followed from it. */
    public suspend fun sessionForeground(): ULong = ask { sessionForeground() }

    /** The app went to the back: typed passwords are held for 60 s more. Gives the revision. */
    public fun sessionBackground(): ULong = ask { sessionBackground() }

    // Recovery, invitations, links

    /**
     * Begins a password recovery and asks for the mail, or goes on with the open one. With the mail's whole link as [address]
     * nothing is sent: its checkword is asked for, and [login] may be empty where the link names it. Throws `call_failed` with the
     * [Problem] where the address cannot be used or a link stands for the login, and `invalid_argument` where the login is empty or
     * longer than 1,024 bytes. Writes.
     */
    public suspend fun recoveryStart(address: String, login: String): Recovery = Recovery(ask { recoveryStart(address, login) })

    /** Another mail; nothing is sent within 60 s of the last one. Throws `unknown_recovery`. Writes. */
    public suspend fun recoveryResend(recovery: RecoveryId): Recovery = Recovery(ask { recoveryResend(recovery.value) })

    /**
     * The picture on the portal's form; asked of the portal once. Throws `unknown_recovery`, `stale_challenge`, and `call_failed`
     * with the [Problem] where it cannot be fetched.
     */
    public suspend fun recoveryCaptchaPicture(recovery: RecoveryId): Picture = ask { recoveryCaptchaPicture(recovery.value) }

    /** Another picture; nothing is counted. Throws `unknown_recovery`, `stale_challenge`. Writes. */
    public suspend fun recoveryRefreshCaptcha(recovery: RecoveryId): Recovery =
        Recovery(ask { recoveryRefreshCaptcha(recovery.value) })

    /**
     * The picture's word; what waits behind the picture goes out with it. Throws `unknown_recovery`, `stale_challenge`, and
     * `invalid_argument` where [text] is empty or too long. Writes.
     */
    public suspend fun recoverySubmitCaptcha(recovery: RecoveryId, text: String): Recovery =
        Recovery(ask { recoverySubmitCaptcha(recovery.value, text) })

    /**
     * The checkword, or the mail's whole link, with the new password; then a sign-in goes on with that. Throws
     * `unknown_recovery`, and `invalid_argument` where [newPassword] is longer than 1,024 bytes. Writes.
     */
    public suspend fun recoverySubmit(recovery: RecoveryId, checkword: String, newPassword: String): Recovery =
        Recovery(ask { recoverySubmit(recovery.value, checkword, newPassword) })

    /** One recovery. Throws `unknown_recovery`. */
    public fun recoveryGet(recovery: RecoveryId): Recovery = Recovery(ask { recoveryGet(recovery.value) })

    /**
     * Opens an invitation by its link: looks at the portal's page, which spends nothing. Throws `call_failed` with the [Problem] for
     * what is no invitation.
     */
    public suspend fun invitationOpen(link: String): Invitation = Invitation(ask { invitationOpen(link) })

    /**
     * Accepts with names and a new password, and goes on to a signed-in account. Throws `unknown_invitation`, and
     * `invalid_argument` where [password] is longer than 1,024 bytes. Writes.
     */
    public suspend fun invitationAccept(
        invitation: InvitationId,
        name: String,
        lastName: String,
        password: String,
    ): Invitation = Invitation(ask { invitationAccept(invitation.value, name, lastName, password) })

    /** What a text says that was pasted, opened or scanned. No network; never spends the link. */
    public fun linksRead(text: String): Link = Link(ask { linksRead(text) })

    // Drafts, history, help, language

    /** The unsent text of an account; empty where there is none. Throws `unknown_account`. */
    public fun draftsGet(account: AccountId): String = ask { draftsGet(account.value) }

    /** Keeps unsent text of at most 8,192 bytes of UTF-8, and gives it. Throws `unknown_account`, `draft_too_long`. Writes. */
    public suspend fun draftsSet(account: AccountId, text: String): String = ask { draftsSet(account.value, text) }

    /**
     * What happened, newest first: on this phone, and in the portal's event log where the employee may read it. [allowed]:
     * addresses and ranges the administrator allows. Throws `unknown_account`, `invalid_argument`.
     */
    public suspend fun historyList(account: AccountId, allowed: List<String>? = null): List<HistoryEntry> =
        ask { historyList(account.value, allowed) }

    /** A text for the administrator, under 1,500 characters, without secrets. Give at most one. */
    public fun helpCard(signIn: SignInId? = null, account: AccountId? = null): String =
        ask { helpCard(signIn?.value, account?.value) }

    /** Which login belongs where, and which to use. Give at most one. */
    public fun helpWhichMe(signIn: SignInId? = null, account: AccountId? = null): WhichMe =
        ask { helpWhichMe(signIn?.value, account?.value) }

    /** A topic, `S1` to `S11`, explained. Throws `unknown_topic`. */
    public fun helpTopic(topic: String): Problem = ask { helpTopic(topic) }

    /** Words texts in another language (BCP 47) from now on; gives the revision. */
    public fun localeSet(locale: String): ULong = ask { localeSet(locale) }.also { this.locale = locale }

    /** A receipt as sentences. */
    public fun sayReceipt(receipt: Receipt): List<String> = ask { sayReceipt(receipt) }

    /** What was spent, and when the portal will ask for a picture. */
    public fun sayTries(tries: Tries): String = ask { sayTries(tries) }

    /**
     * What to show for [PorticoException.code], or for the code of an [Availability] that is not `ready`. Answers when closed too.
     * What [PorticoException.problem] carries says more.
     */
    public fun sayError(code: String): Problem = sayError(code, locale)

    private inline fun <T> ask(call: Core.() -> T): T {
        val core = open.get() ?: throw PorticoException.Closed()
        try {
            return core.call()
        } catch (_: CharacterCodingException) {
            // Half of a surrogate pair: there is no such text in UTF-8. What it was is not kept, it may be a password.
            throw PorticoException.InvalidArgument("text")
        }
    }

    public companion object {
        /**
         * Opens the data folder; twice is once. May be called on the main thread. Reads no secret and does not wait for the vault.
         * Without [clock] the phone's own; [proxy]: `http://`, `https://` or `socks5://`. Throws `storage_failed`,
         * `invalid_argument`, `no_thread`, on Android `tls_not_initialised`, and an IllegalStateException where library and SDK are
         * of different versions.
         */
        public suspend fun open(config: Config, vault: Vault, clock: Clock? = null, proxy: String? = null): Portico =
            // Loads the library and reads files: not for the thread that draws.
            withContext(Dispatchers.IO) {
                uniffiEnsureInitialized()
                val library = version()
                check(library == VERSION) { "Portico $VERSION was given the library of version $library: build them together." }
                Portico(Core.open(config, proxy, vault, clock), config.locale).also { it.state.begin() }
            }

        /** What to show where [open] failed, in a language (BCP 47). */
        public fun sayError(code: String, locale: String): Problem = com.portico.ffi.sayError(code, locale)
    }
}
