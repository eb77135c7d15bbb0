package com.portico.ui.account

import com.portico.Account
import com.portico.AccountId
import com.portico.AccountState
import com.portico.Action
import com.portico.Cost
import com.portico.Portico
import com.portico.Problem
import com.portico.ReceiptKind
import com.portico.SessionStatus
import com.portico.code
import com.portico.ffi.PorticoException
import com.portico.ui.House
import com.portico.ui.Notice
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.Word
import com.portico.ui.everySecond
import com.portico.ui.kit.StateWord
import com.portico.ui.kit.called
import com.portico.ui.kit.place
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.milliseconds

/** Words of one account. */
public enum class AccountWord : Word {
    IN_USE,
    USE,
    SIGN_IN,
    SIGN_IN_AGAIN,
    ANSWER_PICTURE,
    WHY,
    RESTRICTED,
    SESSION,
    SESSION_MINUTES,
    SESSION_ABOUT,
    SESSION_NONE,
    CHECK,
    CHECK_FREE,
    CHECK_NOTHING_SENT,
    CHECKED,
    DRAFT,
    DRAFT_LABEL,
    DRAFT_HINT,
    MORE,
    HISTORY,
    WHICH_ME,
    HELP_CARD,
    ;

    override val key: String = "account_" + name.lowercase()
}

/** How long the session still lives, in whole minutes; [known]: the portal said so. */
public data class SessionBar(public val minutes: Int, public val known: Boolean)

/** One account. */
public data class OneAccountState(
    public val name: String = "",
    public val login: String = "",
    public val portal: String = "",
    public val position: String? = null,
    public val state: StateWord = StateWord.OTHER,
    public val selected: Boolean = false,
    /** Over the limit of the portal's licence. */
    public val restricted: Boolean = false,
    public val problem: Problem? = null,
    /** What this phone has spent, where it has. */
    public val tries: String? = null,
    /** Null where no session is open. */
    public val session: SessionBar? = null,
    /** Text that was not sent. */
    public val draft: String = "",
    /** Why it is not kept as it stands. */
    public val draftProblem: String? = null,
    /** The word on the way to signing in; null where there is none. */
    public val signIn: AccountWord? = null,
) {
    /** Whether a check goes out at all: where it may cost a try, only the button beside its price sends it. */
    val checkIsFree: Boolean get() = problem?.retry?.cost != Cost.ONE_TRY
}

/** What can be done with an account. */
public sealed interface OneAccountEvent {
    /** Puts it into use. */
    public data object Use : OneAccountEvent

    /** Signs in to it, or answers its picture. */
    public data object SignIn : OneAccountEvent

    /** Asks the portal now. */
    public data object Check : OneAccountEvent

    /** Keeps unsent text. */
    public data class Draft(public val text: String) : OneAccountEvent

    /** Runs what the core offers. */
    public data class Run(public val action: Action) : OneAccountEvent

    /** Shows what a clear would take. */
    public data class Clear(public val kind: ReceiptKind) : OneAccountEvent

    /** The problem on a page of its own. */
    public data object Why : OneAccountEvent

    /** What happened. */
    public data object History : OneAccountEvent

    /** Which login belongs where. */
    public data object WhichMe : OneAccountEvent

    /** The text for the administrator. */
    public data object HelpCard : OneAccountEvent

    /** Away from here. */
    public data object Leave : OneAccountEvent
}

/** Text is kept this long after the last key. */
private val PAUSE = 300.milliseconds

/** One account: its session, its unsent text, and what can be done with it. */
public class AccountPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val account: AccountId,
    seconds: Flow<Unit> = everySecond,
) : Presenter<OneAccountState, OneAccountEvent>(scope, OneAccountState()) {
    private val portico = house.portico
    private val typed = MutableStateFlow<String?>(null)
    private var kept: String? = null

    init {
        kept = read { draftsGet(account) }
        update { it.copy(draft = kept.orEmpty()) }
        scope.launch {
            combine(portico.accounts, house.language) { rows, _ -> rows.find { it.id == account } }.collect { it?.let(::take) }
        }
        scope.launch { seconds.collect { tick() } }
        // At once: what is typed before this begins would be lost with the place.
        scope.launch(start = CoroutineStart.UNDISPATCHED) { keepDraft() }
    }

    override fun on(event: OneAccountEvent) {
        when (event) {
            OneAccountEvent.Use -> scope.launch { house.attempt { accountsSelect(account) } }
            OneAccountEvent.SignIn -> house.run(Action("sign_in.start", mapOf("account" to account.value)))
            OneAccountEvent.Check -> check()
            is OneAccountEvent.Draft -> draft(event.text)
            is OneAccountEvent.Run -> house.run(event.action)
            is OneAccountEvent.Clear -> house.go(Place.Clear(account, event.kind))
            OneAccountEvent.Why -> house.go(Place.Problem(account = account))
            OneAccountEvent.History -> house.go(Place.History(account))
            OneAccountEvent.WhichMe -> house.go(Place.WhichMe(account = account))
            OneAccountEvent.HelpCard -> house.go(Place.HelpCard(account = account))
            OneAccountEvent.Leave -> house.leave()
        }
    }

    private fun take(row: Account) {
        val tries = portico.sayTries(row.tries).takeIf { row.tries.spent > 0u || row.tries.unanswered > 0u }
        update {
            it.copy(
                name = row.called,
                login = row.login,
                portal = row.portal.place,
                position = row.position,
                state = StateWord.of(row.state),
                selected = row.selected,
                restricted = row.restricted,
                problem = row.problem,
                tries = tries,
                signIn = signIn(row.state),
            )
        }
        tick()
    }

    /**
     * The bar says minutes, so what is drawn, and read aloud, changes once a minute. A wait is the core's: it is read again, and
     * says how long still.
     */
    private fun tick() {
        val status = read { sessionStatus(account) }
        val problem = state.value.problem?.let { if (it.retry.waitS == null) it else problem() }
        update { it.copy(session = status?.let(::bar), problem = problem) }
    }

    private fun problem(): Problem? = read { accountsList() }?.accounts?.find { it.id == account }?.problem

    private fun check() {
        val free = state.value.checkIsFree
        scope.launch {
            val row = house.attempt { sessionCheck(account) } ?: return@launch
            when {
                row.state == AccountState.SignedIn && row.problem == null -> house.notice(Notice.Of(AccountWord.CHECKED))
                !free -> house.notice(Notice.Of(AccountWord.CHECK_NOTHING_SENT))
            }
        }
    }

    private fun draft(text: String) {
        update { it.copy(draft = text, draftProblem = null) }
        typed.value = text
    }

    /** What was typed is kept, also where the place is left before the pause is over. */
    private suspend fun keepDraft() {
        try {
            typed.collectLatest { text ->
                delay(PAUSE)
                keep(text)
            }
        } finally {
            withContext(NonCancellable) { keep(typed.value) }
        }
    }

    private suspend fun keep(text: String?) {
        if (text == null || text == kept) return
        try {
            portico.draftsSet(account, text)
            kept = text
        } catch (failed: PorticoException) {
            val problem = portico.sayError(failed.code)
            update { if (it.draft == text) it.copy(draftProblem = problem.title) else it }
        }
    }

    private fun <T> read(call: Portico.() -> T): T? =
        try {
            portico.call()
        } catch (_: PorticoException) {
            // The account is gone, and with it this place.
            null
        }
}

private fun bar(status: SessionStatus): SessionBar? =
    if (status.endsInS == 0uL) null else SessionBar(((status.endsInS + 59uL) / 60uL).toInt(), status.endsInKnown)

private fun signIn(state: AccountState): AccountWord? =
    when (state) {
        AccountState.SignedIn -> AccountWord.SIGN_IN_AGAIN
        AccountState.NeedsSignIn, AccountState.Blocked -> AccountWord.SIGN_IN
        AccountState.CaptchaNeeded -> AccountWord.ANSWER_PICTURE
        AccountState.Deleting, AccountState.Damaged, is AccountState.Other -> null
    }
