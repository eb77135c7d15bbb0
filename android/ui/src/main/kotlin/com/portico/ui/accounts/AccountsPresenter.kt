package com.portico.ui.accounts

import com.portico.Account
import com.portico.AccountId
import com.portico.Action
import com.portico.Availability
import com.portico.Portico
import com.portico.Problem
import com.portico.ReceiptKind
import com.portico.SignIn
import com.portico.SignInId
import com.portico.ui.Deed
import com.portico.ui.House
import com.portico.ui.Notice
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.kit.StateWord
import com.portico.ui.kit.called
import com.portico.ui.kit.initials
import com.portico.ui.kit.place
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch

/** The list. */
public data class AccountsState(
    /** In the employee's order. */
    public val rows: List<AccountRow> = emptyList(),
    /** Sign-ins that wait for the employee. */
    public val unfinished: List<UnfinishedRow> = emptyList(),
    /** Why the rows cannot be used now. */
    public val trouble: Problem? = null,
    /** The row whose choices are open. */
    public val open: AccountId? = null,
)

/** One account of the list. */
public data class AccountRow(
    public val id: AccountId,
    public val name: String,
    public val login: String,
    /** Host, and port where it tells two portals apart. */
    public val portal: String,
    public val initials: String,
    public val state: StateWord,
    public val selected: Boolean = false,
    /** What is wrong, in a line. */
    public val problem: String? = null,
    /** The first thing to do about it. */
    public val remedy: Action? = null,
)

/** One sign-in that waits. */
public data class UnfinishedRow(
    public val id: SignInId,
    public val portal: String?,
    public val login: String?,
    public val waitsFor: AccountsWord,
    public val problem: String? = null,
)

/** What can be done with the list. */
public sealed interface AccountsEvent {
    /** Shows an account. */
    public data class Open(public val account: AccountId) : AccountsEvent

    /** Opens or closes a row's choices. */
    public data class Menu(public val account: AccountId) : AccountsEvent

    /** Puts an account into use. */
    public data class Use(public val account: AccountId) : AccountsEvent

    /** Moves a row to a 0-based place. */
    public data class Move(public val account: AccountId, public val to: Int) : AccountsEvent

    /** Shows what a clear would take. */
    public data class Clear(public val account: AccountId, public val kind: ReceiptKind) : AccountsEvent

    /** Runs what the core offers. */
    public data class Run(public val action: Action) : AccountsEvent

    /** Goes on with a sign-in. */
    public data class GoOn(public val signIn: SignInId) : AccountsEvent

    /** Ends a sign-in. */
    public data class Cancel(public val signIn: SignInId) : AccountsEvent

    /** Begins a sign-in. */
    public data object SignIn : AccountsEvent

    /** Scans a QR code. */
    public data object Scan : AccountsEvent

    /** Reads the clipboard: a link of an invitation, of a mail, of a signed-in computer. */
    public data object Paste : AccountsEvent

    /** The phone was unlocked: the core is asked again whether the rows can be used. */
    public data object TryAgain : AccountsEvent

    /** The help topics. */
    public data object Topics : AccountsEvent

    /** The settings. */
    public data object Settings : AccountsEvent
}

/** The list of accounts and what is unfinished. */
public class AccountsPresenter(scope: CoroutineScope, private val house: House) :
    Presenter<AccountsState, AccountsEvent>(scope, AccountsState()) {
    private val portico = house.portico
    private val calls = HashSet<AccountsEvent>()

    init {
        scope.launch {
            combine(
                portico.accounts,
                portico.availability,
                portico.signIns,
                house.language,
            ) { accounts, available, signIns, _ ->
                Triple(accounts.map(::row), trouble(portico, available), signIns.map(::unfinished))
            }.collect { (rows, trouble, unfinished) ->
                update { now ->
                    val open = now.open?.takeIf { id -> rows.any { it.id == id } }
                    AccountsState(rows, unfinished, trouble, open)
                }
            }
        }
    }

    override fun on(event: AccountsEvent) {
        when (event) {
            is AccountsEvent.Open -> house.go(Place.Account(event.account))
            is AccountsEvent.Menu -> update { it.copy(open = event.account.takeIf { id -> id != it.open }) }
            is AccountsEvent.Use -> call(event) { accountsSelect(event.account) }
            is AccountsEvent.Move -> call(event) { accountsMove(event.account, event.to.coerceAtLeast(0).toUInt()) }
            is AccountsEvent.Clear -> clear(event)
            is AccountsEvent.Run -> house.run(event.action)
            is AccountsEvent.GoOn -> house.go(Place.SignIn(event.signIn))
            is AccountsEvent.Cancel -> call(event) { signInCancel(event.signIn) }
            AccountsEvent.SignIn -> call(event) { house.go(Place.SignIn(signInStart().id)) }
            AccountsEvent.Scan -> house.go(Place.Scan())
            AccountsEvent.Paste -> paste()
            AccountsEvent.TryAgain -> call(event) { sessionForeground() }
            AccountsEvent.Topics -> house.go(Place.Topics)
            AccountsEvent.Settings -> house.go(Place.Settings)
        }
    }

    /** A second tap on the same is the first one, and does nothing more. */
    private fun call(event: AccountsEvent, call: suspend Portico.() -> Unit) {
        if (!calls.add(event)) return
        scope.launch {
            house.attempt(call = call)
            calls -= event
        }
    }

    private fun clear(event: AccountsEvent.Clear) {
        update { it.copy(open = null) }
        house.go(Place.Clear(event.account, event.kind))
    }

    private fun paste() {
        val text = house.host.pasted()
        if (text.isNullOrBlank()) house.notice(Notice.Of(AccountsWord.NOTHING_PASTED)) else house.incoming(text)
    }
}

private fun row(account: Account) =
    AccountRow(
        id = account.id,
        name = account.called,
        login = account.login,
        portal = account.portal.place,
        initials = initials(account.called),
        state = StateWord.of(account.state),
        selected = account.selected,
        problem = account.problem?.title,
        remedy = account.problem?.steps?.firstNotNullOfOrNull { step -> step.action?.takeIf { Deed.of(it) != null } },
    )

private fun unfinished(at: SignIn) =
    UnfinishedRow(at.id, at.portal?.place, at.login, AccountsWord.of(at.step), at.problem?.title)

private fun trouble(portico: Portico, availability: Availability): Problem? =
    when (availability) {
        Availability.Ready -> null
        Availability.Locked, Availability.Newer, Availability.Damaged, is Availability.Other ->
            portico.sayError(availability.code)
    }
