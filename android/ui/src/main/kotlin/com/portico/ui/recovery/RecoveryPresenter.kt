package com.portico.ui.recovery

import com.portico.Action
import com.portico.Link
import com.portico.LinkKind
import com.portico.Portico
import com.portico.Problem
import com.portico.Recovery
import com.portico.RecoveryId
import com.portico.RecoveryStage
import com.portico.SignInId
import com.portico.ui.Given
import com.portico.ui.House
import com.portico.ui.Keeper
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.everySecond
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Secret
import com.portico.ui.saying
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch

/**
 * A new password by mail. [at]: null while address and login are asked for. [checkword]: that of the mail, or its whole link. [link]: one
 * that was opened or scanned, as it was read. [nothingPasted]: the clipboard held no text. [failed]: why the last call gave nothing.
 */
public data class RecoveryState(
    val at: Recovery? = null,
    val address: String = "",
    val login: String = "",
    val word: Secret = Secret(),
    val checkword: Secret = Secret(),
    val password: Secret = Secret(),
    val link: Link? = null,
    val nothingPasted: Boolean = false,
    val picture: PictureState = PictureState.None,
    val sending: Boolean = false,
    val failed: Problem? = null,
) {
    /** Something is under way, also from before this screen was opened. */
    public val busy: Boolean get() = sending || at?.busy == true

    /** The link, as long as address and login are its own: others need a mail of theirs. */
    public val withLink: Link? get() = link?.takeIf { it.isFor(address, login) }

    /** What went wrong last. */
    public val problem: Problem? get() = failed ?: at?.problem

    /** Everything that the stage asks for is there. */
    public val ready: Boolean
        get() =
            when (at?.stage) {
                null -> address.isNotBlank() && login.isNotBlank()
                is RecoveryStage.Captcha -> !word.isEmpty
                is RecoveryStage.Sent, is RecoveryStage.Checkword, is RecoveryStage.Browser ->
                    !checkword.isEmpty && !password.isEmpty
                is RecoveryStage.Start, is RecoveryStage.Done, is RecoveryStage.Other -> true
            }
}

/** A link that names no login is for whoever has it. */
private fun Link.isFor(origin: String, login: String): Boolean =
    portal?.origin == origin && this.login?.equals(login, ignoreCase = true) != false

/** What the employee does on the way to a new password. */
public sealed interface RecoveryEvent {
    public data class Address(public val text: String) : RecoveryEvent

    public data class Login(public val text: String) : RecoveryEvent

    /** The field of the login is left. */
    public data object LoginLeft : RecoveryEvent

    public data class Word(public val text: Secret) : RecoveryEvent

    public data class Checkword(public val text: Secret) : RecoveryEvent

    public data class Password(public val text: Secret) : RecoveryEvent

    /** A tap on the button that reads the clipboard, for the mail's link. */
    public data object Paste : RecoveryEvent

    /** What the stage asks for goes out. */
    public data object Send : RecoveryEvent

    /** Another mail. */
    public data object Resend : RecoveryEvent

    /** Another picture; nothing is counted. */
    public data object OtherPicture : RecoveryEvent

    /** The same picture once more, where it could not be had. */
    public data object PictureAgain : RecoveryEvent

    /** Where it goes on in a browser. */
    public data object Browse : RecoveryEvent

    /** The sign-in with the new password. */
    public data object GoOn : RecoveryEvent

    /** A button beside a sentence of the core. */
    public data class Run(public val action: Action) : RecoveryEvent

    public data object Leave : RecoveryEvent
}

/** One recovery, from address and login to the new password. [signIn]: the one it was begun from, which it takes the place of. */
public class RecoveryPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val recovery: RecoveryId? = null,
    private val signIn: SignInId? = null,
    seconds: Flow<Unit> = everySecond,
) : Presenter<RecoveryState, RecoveryEvent>(scope, RecoveryState()) {
    private val portico = house.portico
    private val keeper =
        Keeper(scope, house.behind) { if (signIn != null) portico.signInKeep(signIn, login = state.value.login) }
    private var call: Job? = null

    init {
        if (recovery == null) prefill() else read(recovery)
        // At once, and each that comes while this is open: only the link of the last mail works.
        scope.launch(start = CoroutineStart.UNDISPATCHED) { house.given.collect(::takeGiven) }
        // The wait until another mail is the core's: it is read again, and says how long still.
        recovery?.let { id -> scope.launch { seconds.collect { if (!state.value.sending) read(id) } } }
    }

    override fun on(event: RecoveryEvent) {
        when (event) {
            is RecoveryEvent.Address -> update { it.copy(address = event.text) }
            is RecoveryEvent.Login -> update { it.copy(login = event.text) }.also { keeper.typed() }
            is RecoveryEvent.LoginLeft -> keeper.left()
            is RecoveryEvent.Word -> update { it.copy(word = event.text) }
            is RecoveryEvent.Checkword -> update { it.copy(checkword = event.text, nothingPasted = false) }
            is RecoveryEvent.Password -> update { it.copy(password = event.text) }
            is RecoveryEvent.Paste -> paste()
            is RecoveryEvent.Send -> send()
            is RecoveryEvent.Resend -> call { recoveryResend(it) }
            is RecoveryEvent.OtherPicture -> call(anotherPicture = true) { recoveryRefreshCaptcha(it) }
            is RecoveryEvent.PictureAgain -> recovery?.let(::fetch)
            is RecoveryEvent.Browse ->
                state.value.at
                    ?.url
                    ?.let { house.run(Action("open_url", mapOf("url" to it))) }
            is RecoveryEvent.GoOn -> state.value.at?.let(::goOn)
            is RecoveryEvent.Run -> house.run(event.action)
            is RecoveryEvent.Leave -> house.leave()
        }
    }

    private fun prefill() {
        val from = signIn?.let { id -> said { signInGet(id) } } ?: return
        update { it.copy(address = from.portal?.origin.orEmpty(), login = from.login.orEmpty()) }
    }

    /**
     * A link from a mail that was opened or shared: it says where and who, and it is itself what is typed from the mail. Not on the form
     * of a sign-in, which asks the portal of that sign-in.
     */
    private fun takeGiven(given: Given?) {
        val link = given?.link?.takeIf { it.kind is LinkKind.Recovery } ?: return
        val at = state.value.at
        if (if (at == null) signIn != null else !link.isFor(at.portal.origin, at.login)) return
        update {
            it.copy(
                address = link.portal?.origin ?: it.address,
                login = if (at == null) link.login ?: it.login else it.login,
                link = link,
                checkword = Secret(given.text),
            )
        }
    }

    private fun paste() {
        val text = house.host.pasted()?.takeIf { it.isNotBlank() }
        update { it.copy(checkword = text?.let(::Secret) ?: it.checkword, nothingPasted = text == null) }
    }

    private fun send() {
        val typed = state.value
        if (!typed.ready || typed.busy) return
        when (typed.at?.stage) {
            null -> begin(typed)
            is RecoveryStage.Start, is RecoveryStage.Other -> call { recoveryResend(it) }
            is RecoveryStage.Captcha -> call(anotherPicture = true) { recoverySubmitCaptcha(it, typed.word.text) }
            is RecoveryStage.Sent, is RecoveryStage.Checkword, is RecoveryStage.Browser ->
                call { recoverySubmit(it, typed.checkword.text, typed.password.text) }
            is RecoveryStage.Done -> goOn(typed.at)
        }
    }

    /** With the link in hand the core asks for no other mail, which would end it. */
    private fun begin(typed: RecoveryState) =
        once {
            val address = if (typed.withLink == null) typed.address else typed.checkword.text
            said { recoveryStart(address, typed.login) }?.let { house.instead(Place.Recovery(it.id, signIn)) }
        }

    /** [anotherPicture]: the one that is shown is used up by this. */
    private fun call(anotherPicture: Boolean = false, what: suspend Portico.(RecoveryId) -> Recovery) {
        val id = recovery ?: return
        once {
            val answer = said { what(id) }
            if (anotherPicture) update { it.copy(picture = PictureState.None, word = Secret()) }
            answer?.let(::take)
            if (answer?.stage is RecoveryStage.Done) goOn(answer)
        }
    }

    private fun once(what: suspend () -> Unit) {
        if (call?.isActive == true) return
        update { it.copy(sending = true, failed = null) }
        call =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                what()
                update { it.copy(sending = false) }
            }
    }

    private fun read(id: RecoveryId) {
        said { recoveryGet(id) }?.let(::take)
    }

    private fun take(at: Recovery) {
        update {
            val next = it.copy(at = at, address = at.portal.origin, login = at.login)
            when (at.stage) {
                is RecoveryStage.Captcha -> next
                is RecoveryStage.Done -> next.copy(picture = PictureState.None, checkword = Secret(), password = Secret())
                else -> next.copy(picture = PictureState.None, word = Secret())
            }
        }
        if (at.stage is RecoveryStage.Captcha && !at.busy && state.value.picture is PictureState.None) fetch(at.id)
    }

    private fun fetch(id: RecoveryId) {
        update { it.copy(picture = PictureState.Loading) }
        scope.launch {
            var picture: PictureState = PictureState.None
            portico
                .saying({ picture = PictureState.Failed(it) }, late = {}) { recoveryCaptchaPicture(id) }
                ?.let { picture = PictureState.Here(it) }
            update { it.copy(picture = picture) }
        }
    }

    /** The sign-in that this began from is over: another goes on, with the new password. */
    private fun goOn(done: Recovery) {
        val next = done.signIn ?: return
        scope.launch {
            if (signIn != null && signIn != next) said { signInCancel(signIn) }
            house.go(Place.Accounts)
            house.go(Place.SignIn(next))
        }
    }

    private inline fun <T> said(what: Portico.() -> T): T? =
        portico.saying({ problem -> update { it.copy(failed = problem) } }, late = {}, what)
}
