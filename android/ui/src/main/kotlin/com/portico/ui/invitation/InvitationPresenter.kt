package com.portico.ui.invitation

import com.portico.Action
import com.portico.Cost
import com.portico.Invitation
import com.portico.InvitationStage
import com.portico.Link
import com.portico.LinkKind
import com.portico.Portico
import com.portico.Problem
import com.portico.ui.AppWord
import com.portico.ui.House
import com.portico.ui.Notice
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.kit.Secret
import com.portico.ui.kit.place
import com.portico.ui.saying
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch

/**
 * An invitation. [link]: as it was read, before anything was sent for it; null where none was given, or the app was ended since.
 * [at]: what the portal's page said; null while it was not looked at. [failed]: why the last call gave nothing.
 */
public data class InvitationState(
    val link: Link? = null,
    val at: Invitation? = null,
    val name: String = "",
    val lastName: String = "",
    val password: Secret = Secret(),
    val sending: Boolean = false,
    val failed: Problem? = null,
) {
    /** Something is under way. */
    public val busy: Boolean get() = sending || at?.busy == true

    /** What went wrong last. */
    public val problem: Problem? get() = failed ?: at?.problem

    /** Everything that is asked for is there. */
    public val ready: Boolean get() = name.isNotBlank() && !password.isEmpty

    /** Names and a password lead on; not where the core says that nothing does, for example where it was used. */
    public val canBeAccepted: Boolean get() = at?.problem?.retry?.cost != Cost.NONE_HELPS
}

/** What the employee does with an invitation. */
public sealed interface InvitationEvent {
    public data class Name(public val text: String) : InvitationEvent

    public data class LastName(public val text: String) : InvitationEvent

    public data class Password(public val text: Secret) : InvitationEvent

    /** Looks at the portal's page, which spends nothing. */
    public data object Open : InvitationEvent

    /** Makes the account on the portal, and signs in to it. */
    public data object Accept : InvitationEvent

    /** The link itself, in the browser: this invitation is accepted there. */
    public data object Browse : InvitationEvent

    /** What came of it: the account, or the sign-in that goes on. */
    public data object GoOn : InvitationEvent

    /** A link is scanned or pasted. */
    public data object Scan : InvitationEvent

    /** A button beside a sentence of the core. */
    public data class Run(public val action: Action) : InvitationEvent

    public data object Leave : InvitationEvent
}

/** One invitation, from its link to an account. The link is in the house only: it is a secret, and no state holds one. */
public class InvitationPresenter(scope: CoroutineScope, private val house: House) :
    Presenter<InvitationState, InvitationEvent>(scope, InvitationState()) {
    private val given = house.given.value?.takeIf { it.link.kind is LinkKind.Invitation }
    private var call: Job? = null

    init {
        update { it.copy(link = given?.link) }
    }

    override fun on(event: InvitationEvent) {
        when (event) {
            is InvitationEvent.Name -> update { it.copy(name = event.text) }
            is InvitationEvent.LastName -> update { it.copy(lastName = event.text) }
            is InvitationEvent.Password -> update { it.copy(password = event.text) }
            is InvitationEvent.Open -> given?.let { link -> call { invitationOpen(link.text) } }
            is InvitationEvent.Accept -> accept()
            is InvitationEvent.Browse -> browse()
            is InvitationEvent.GoOn -> goOn()
            is InvitationEvent.Scan -> house.instead(Place.Scan())
            is InvitationEvent.Run -> house.run(event.action)
            is InvitationEvent.Leave -> house.leave()
        }
    }

    private fun accept() {
        val typed = state.value
        val id = typed.at?.id?.takeIf { typed.ready } ?: return
        call { invitationAccept(id, typed.name, typed.lastName, typed.password.text) }
    }

    private fun call(what: suspend Portico.() -> Invitation) {
        if (call?.isActive == true) return
        update { it.copy(sending = true, failed = null) }
        call =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                house.portico
                    .saying(
                        { problem -> update { it.copy(failed = problem) } },
                        late = {},
                        call = { what() },
                    )?.let(::take)
                update { it.copy(sending = false) }
            }
    }

    private fun take(at: Invitation) {
        val done = at.stage is InvitationStage.Done
        update { it.copy(at = at, password = if (done) Secret() else it.password) }
    }

    /** A link is a secret: what could not be opened is named by its portal. */
    private fun browse() {
        val at = state.value.at ?: return
        val link = given?.text?.let { Regex("""https://\S+""").find(it) }?.value
        if (link == null || !house.host.browse(link)) house.notice(Notice.Of(AppWord.NO_BROWSER, at.portal.place))
    }

    private fun goOn() {
        val at = state.value.at ?: return
        val next = at.account?.let(Place::Account) ?: at.signIn?.let(Place::SignIn) ?: return
        house.go(Place.Accounts)
        house.go(next)
    }
}
