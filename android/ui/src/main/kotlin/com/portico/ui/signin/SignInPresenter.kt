package com.portico.ui.signin

import com.portico.Action
import com.portico.BrowserThen
import com.portico.ChallengeId
import com.portico.LinkKind
import com.portico.Portico
import com.portico.Problem
import com.portico.SignIn
import com.portico.SignInId
import com.portico.Step
import com.portico.Warning
import com.portico.ui.House
import com.portico.ui.Keeper
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.everySecond
import com.portico.ui.kit.PictureState
import com.portico.ui.saying
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import kotlin.time.Clock
import kotlin.time.Instant

/**
 * One sign-in, at whatever step it is. What the step is, what a try costs and what is odd about what was typed says the core; here is
 * only what was typed and not sent yet, and which call goes out. At most one does at a time: a second tap finds the first under way.
 */
public class SignInPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val id: SignInId,
    seconds: Flow<Unit> = everySecond,
    private val now: () -> Instant = Clock.System::now,
) : Presenter<SignInState, SignInEvent>(scope, SignInState(at = SignIn(id, step = Step.Cancelled))) {
    private val portico = house.portico
    private val keeper = Keeper(scope, house.behind) { keep() }
    private var call: Job? = null

    init {
        said { signIn(id) }?.let { steps ->
            take(steps.value)
            scope.launch { steps.collect(::take) }
            scope.launch { house.language.collect { worded() } }
            // Waits and ages are the core's: it is read again, and says how long still.
            scope.launch { seconds.collect { if (!state.value.at.ended) said { signInGet(id) }?.let(::take) } }
        }
    }

    override fun on(event: SignInEvent) {
        when (event) {
            is SignInEvent.Address -> typed { copy(address = event.text) }.also { keeper.typed() }
            is SignInEvent.Login -> typed { copy(login = event.text) }.also { keeper.typed() }
            is SignInEvent.Left -> keeper.left()
            is SignInEvent.Password -> typed { copy(password = event.text) }
            is SignInEvent.Word -> typed { copy(word = event.text) }
            is SignInEvent.Code -> typed { copy(code = event.text) }
            is SignInEvent.Send -> send()
            is SignInEvent.SendAnyway -> if (state.value.warnings.isNotEmpty()) submit()
            is SignInEvent.ChangeIt -> update { it.copy(warnings = emptyList()) }
            is SignInEvent.OtherPicture -> challenge()?.let { open -> call(spends = false) { signInRefreshCaptcha(id, open) } }
            is SignInEvent.PictureAgain -> challenge()?.let(::fetch)
            is SignInEvent.Sms -> challenge()?.let { open -> call(spends = false) { signInSendSms(id, open) } }
            is SignInEvent.Show -> update { it.copy(open = event.what) }
            is SignInEvent.Run -> house.run(event.action)
            is SignInEvent.Browse -> browse()
            is SignInEvent.Browsed -> browsed()
            is SignInEvent.Forgot -> forgot()
            is SignInEvent.Scan -> house.go(Place.Scan(id))
            is SignInEvent.Back -> call { signInBack(id) }
            is SignInEvent.Cancel -> end()
            is SignInEvent.Again -> again()
            is SignInEvent.ToAccount -> toAccount()
            is SignInEvent.HelpCard -> house.go(Place.HelpCard(signIn = id))
            is SignInEvent.WhichMe -> house.go(Place.WhichMe(signIn = id))
            is SignInEvent.Leave -> house.leave()
        }
    }

    /** Who has only looked at it finds no row of it in the list. */
    override fun left() {
        val now = state.value
        val untouched = now.at.step is Step.Address && now.fields.address.isBlank()
        if (untouched && now.problem == null && !now.busy) end()
    }

    // What was typed

    private fun typed(change: Fields.() -> Fields) {
        update { it.copy(fields = it.fields.change(), warnings = emptyList(), late = false) }
    }

    private suspend fun keep() {
        val fields = state.value.fields
        when (state.value.at.step) {
            is Step.Address -> portico.signInKeep(id, address = fields.address)
            is Step.Credentials -> portico.signInKeep(id, login = fields.login)
            else -> Unit
        }
    }

    /** The form takes portal and login from the core, so the core is told first what was typed here. */
    private fun forgot() {
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            keeper.now()
            house.go(Place.Recovery(signIn = id))
        }
    }

    // What goes out

    private fun send() {
        val now = state.value
        if (!now.ready || now.busy || now.warnings.isNotEmpty()) return
        val odd = said { odd(now) - now.standing.toSet() } ?: return
        if (odd.isEmpty()) submit() else update { it.copy(warnings = odd) }
    }

    private fun Portico.odd(now: SignInState): List<Warning> {
        val password = now.fields.password.text
        val keyboard = house.host.keyboard()
        return when (val step = now.at.step) {
            is Step.Credentials -> signInCheck(id, now.fields.login, password, keyboard = keyboard)
            is Step.Captcha ->
                if (step.passwordNeeded) signInCheck(id, now.at.login, password, keyboard = keyboard) else emptyList()
            is Step.SecondFactor -> signInCheck(id, code = now.fields.code.text)
            is Step.Address, is Step.ConfirmLink, is Step.Moved, is Step.Browser -> emptyList()
            is Step.Done, is Step.Cancelled, is Step.Other -> emptyList()
        }
    }

    private fun submit() {
        val fields = state.value.fields
        when (val step = state.value.at.step) {
            is Step.Address -> submitAddress(fields.address)
            is Step.ConfirmLink -> call { signInConfirmLink(id) }
            is Step.Credentials -> call { signInSubmitCredentials(id, fields.login, fields.password.text) }
            is Step.Captcha -> {
                val password = fields.password.text.ifEmpty { null }
                call { signInSubmitCaptcha(id, step.challenge, fields.word.text, password) }
            }
            is Step.SecondFactor -> call { signInSubmitCode(id, step.challenge, fields.code.text) }
            is Step.Moved -> call { signInConfirmMove(id) }
            is Step.Browser -> browsed()
            is Step.Done, is Step.Cancelled, is Step.Other -> Unit
        }
    }

    /** An invitation, or the link of a mail, has a page of its own. It is a secret, so the field does not keep it. */
    private fun submitAddress(text: String) {
        val kind = said { linksRead(text) }?.kind
        if (kind is LinkKind.Invitation || kind is LinkKind.Recovery) {
            keeper.enough()
            typed { copy(address = "") }
            house.incoming(text)
        } else {
            call { signInSubmitAddress(id, text) }
        }
    }

    private fun browse() {
        val step = state.value.at.step
        if (step is Step.Browser) house.run(Action("open_url", mapOf("url" to step.url)))
    }

    private fun browsed() {
        val at = state.value.at
        val step = at.step as? Step.Browser ?: return
        when (step.then) {
            is BrowserThen.Check ->
                call {
                    at.account?.let { sessionCheck(it) }
                    signInGet(id)
                }
            is BrowserThen.Qr -> house.go(Place.Scan(id))
            is BrowserThen.None -> call { signInBack(id) }
            is BrowserThen.Other -> call { signInGet(id) }
        }
    }

    /**
     * Begun at once: what is begun is finished, even if the screen is left a moment later. [spends]: the employee's own answer goes out
     * with it, and is used up.
     */
    private fun call(spends: Boolean = true, what: suspend Portico.() -> SignIn) {
        if (call?.isActive == true) return
        // The call keeps what it is given.
        keeper.enough()
        update { it.copy(sending = true, spending = spends, failed = null, warnings = emptyList(), late = false) }
        call =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                said { what() }?.let { take(it, answered = true) }
                update { it.copy(sending = false, spending = false, answers = if (spends) it.answers + 1 else it.answers) }
            }
    }

    /** Not one of the calls that wait for each other: it ends what is under way. */
    private fun end() {
        scope.launch(start = CoroutineStart.UNDISPATCHED) { said { signInCancel(id) }?.let(::take) }
    }

    /** Where a login was typed the portal was asked before: asked anew, it takes the login too. */
    private fun again() {
        if (call?.isActive == true) return
        val old = state.value
        val origin = old.at.portal?.origin
        val login = old.fields.login.ifEmpty { null }
        val asked = origin.takeIf { login != null && old.at.account == null }
        update { it.copy(sending = true, failed = null) }
        call =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                said {
                    val next = signInStart(address = asked, account = old.at.account)
                    signInKeep(next.id, login, old.fields.address.ifEmpty { origin.orEmpty() })
                    house.instead(Place.SignIn(next.id))
                }
                update { it.copy(sending = false) }
            }
    }

    private fun toAccount() {
        val step = state.value.at.step
        if (step is Step.Done) {
            house.go(Place.Accounts)
            house.go(Place.Account(step.account))
        }
    }

    private fun challenge(): ChallengeId? = state.value.at.step.challenge

    private fun fetch(challenge: ChallengeId) {
        update { it.copy(picture = PictureState.Loading) }
        scope.launch {
            var picture: PictureState = PictureState.None
            // Late: another step is on its way to the screen already.
            portico
                .saying({ picture = PictureState.Failed(it) }, late = {}) { signInCaptchaPicture(id, challenge) }
                ?.let { picture = PictureState.Here(it) }
            update { if (it.at.step.challenge == challenge) it.copy(picture = picture) else it }
        }
    }

    // What comes back

    /** [answered]: it is the answer to what was sent, so the core has read the fields and kept of them what may be kept. */
    private fun take(at: SignIn, answered: Boolean = false) {
        val old = state.value
        val moved = old.at.step.name != at.step.name
        val tries = if (old.tries.isEmpty() || old.at.tries != at.tries) portico.sayTries(at.tries) else old.tries
        update { it.at(at, tries, expiresIn(at), moved, answered) }
        if (moved) entered(at)
    }

    /** A step that was not there before. */
    private fun entered(at: SignIn) {
        val standing = said { standing(at) }.orEmpty()
        // Asked for: the list that is watched may be told of the account a little later.
        val accounts = said { accountsList().accounts }.orEmpty()
        val name = (at.step as? Step.Done)?.let { done -> accounts.find { it.id == done.account }?.name }
        update { it.copy(standing = standing, name = name, waysFirst = house.host.screenReader) }
        if (at.step is Step.Captcha) challenge()?.let(::fetch)
    }

    /** What the core has said is said anew: steps and problems come in the language of now by themselves. */
    private fun worded() {
        val now = state.value
        val standing = said { standing(now.at) } ?: now.standing
        val warnings = if (now.warnings.isEmpty()) emptyList() else said { odd(now) - standing.toSet() } ?: now.warnings
        update { it.copy(tries = portico.sayTries(now.at.tries), standing = standing, warnings = warnings) }
    }

    private fun Portico.standing(at: SignIn): List<Warning> = if (at.step is Step.SecondFactor) signInCheck(id) else emptyList()

    private fun expiresIn(at: SignIn): Long? =
        (at.step as? Step.ConfirmLink)?.expires?.let { (it - now()).inWholeSeconds.coerceAtLeast(0) }

    private inline fun <T> said(what: Portico.() -> T): T? = portico.saying(::failed, ::late, what)

    private fun failed(problem: Problem) {
        update { it.copy(failed = problem) }
    }

    /** What was to go out did not. */
    private fun late() {
        update { it.copy(spending = false) }
        take(portico.signInGet(id))
        update { it.copy(late = true) }
    }
}
