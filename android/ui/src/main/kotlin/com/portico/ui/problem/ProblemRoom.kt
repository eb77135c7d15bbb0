package com.portico.ui.problem

import com.portico.Account
import com.portico.AccountId
import com.portico.Action
import com.portico.Problem
import com.portico.SignIn
import com.portico.SignInId
import com.portico.ui.House
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.Word
import com.portico.ui.everySecond
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch

/** Words of a problem's page. */
public enum class ProblemWord : Word {
    NOTHING,
    NOTHING_TEXT,
    HELP_CARD,
    TO_LIST,
    ;

    override val key: String = "problem_" + name.lowercase()
}

/** A problem; null where nothing is wrong any more. */
public data class ProblemState(public val problem: Problem? = null)

/** What can be done about a problem. */
public sealed interface ProblemEvent {
    /** Runs what the core offers. */
    public data class Run(public val action: Action) : ProblemEvent

    /** The text for the administrator. */
    public data object HelpCard : ProblemEvent

    /** Back to the list. */
    public data object ToList : ProblemEvent

    /** Away from here. */
    public data object Leave : ProblemEvent
}

/** The problem of an account or a sign-in, as long as there is one. */
public class ProblemPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val signIn: SignInId? = null,
    private val account: AccountId? = null,
    seconds: Flow<Unit> = everySecond,
) : Presenter<ProblemState, ProblemEvent>(scope, ProblemState()) {
    init {
        scope.launch {
            combine(house.portico.accounts, house.portico.signIns, ::Pair).collect { (rows, signIns) -> show(rows, signIns) }
        }
        // A wait is the core's: it is read again, and says how long still.
        scope.launch {
            seconds.collect {
                val shown = state.value.problem
                if (shown?.retry?.waitS != null) house.attempt(shown = false) { show(accountsList().accounts, signInList()) }
            }
        }
    }

    override fun on(event: ProblemEvent) {
        when (event) {
            is ProblemEvent.Run -> house.run(event.action)
            ProblemEvent.HelpCard -> house.go(Place.HelpCard(signIn, account))
            ProblemEvent.ToList -> house.go(Place.Accounts)
            ProblemEvent.Leave -> house.leave()
        }
    }

    private fun show(accounts: List<Account>, signIns: List<SignIn>) {
        val problem =
            if (signIn != null) signIns.find { it.id == signIn }?.problem else accounts.find { it.id == account }?.problem
        update { ProblemState(problem) }
    }
}
