package com.portico.ui.signin

import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import com.portico.Action
import com.portico.Step
import com.portico.ui.kit.BriefProblem
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.WarningsList
import com.portico.ui.kit.place
import com.portico.ui.say

/** A sign-in at its step. */
@Composable
public fun SignInView(state: SignInState, on: (SignInEvent) -> Unit) {
    Screen(say(title(state.at.step)), { on(SignInEvent.Leave) }, {}, state.at.step.code, news(state), told(state)) {
        Head(state, on)
        when (val step = state.at.step) {
            is Step.Address -> AddressStep(state, on)
            is Step.ConfirmLink -> LinkStep(step, state, on)
            is Step.Credentials -> CredentialsStep(state, on)
            is Step.Captcha -> PictureStep(step, state, on)
            is Step.SecondFactor -> CodeStep(step, state, on)
            is Step.Moved -> MovedStep(step, state, on)
            is Step.Browser -> BrowserStep(step, state, on)
            is Step.Done -> DoneStep(state, on)
            is Step.Cancelled -> CancelledStep(state, on)
            is Step.Other -> OtherStep(state, on)
        }
        if (!state.at.ended) Ways(state, on)
    }
}

private fun title(step: Step): SignInWord =
    when (step) {
        is Step.Address -> SignInWord.TITLE_ADDRESS
        is Step.ConfirmLink -> SignInWord.TITLE_LINK
        is Step.Credentials -> SignInWord.TITLE_CREDENTIALS
        is Step.Captcha -> SignInWord.TITLE_PICTURE
        is Step.SecondFactor -> SignInWord.TITLE_CODE
        is Step.Moved -> SignInWord.TITLE_MOVED
        is Step.Browser -> SignInWord.TITLE_BROWSER
        is Step.Done -> SignInWord.TITLE_DONE
        is Step.Cancelled -> SignInWord.TITLE_ENDED
        is Step.Other -> SignInWord.TITLE_OTHER
    }

/** Where it is, and what went wrong there. */
@Composable
private fun Head(state: SignInState, on: (SignInEvent) -> Unit) {
    val host = state.at.portal?.place
    if (host != null && state.at.step !is Step.ConfirmLink) {
        Text(say(SignInWord.AT, host), style = MaterialTheme.typography.bodyLarge)
    }
    val run = { action: Action -> on(SignInEvent.Run(action)) }
    if (state.at.step is Step.Other) {
        state.problem?.let { ProblemCard(it, run) }
    } else {
        // A picture that is wanted says itself what it is for.
        val picture = state.at.step is Step.Captcha && state.problem?.code?.startsWith("captcha_for") == true
        val said = if (state.at.step is Step.Credentials) state.tries else ""
        BriefProblem(state.problem, run, said, why = !picture)
    }
    if (state.late) Text(say(SignInWord.LATE))
}

/** Nothing while an answer is waited for: what is then as it was is told again. */
@Composable
private fun told(state: SignInState): List<String> =
    (listOfNotNull(state.problem?.title, say(SignInWord.LATE).takeIf { state.late }) + state.warnings.map { it.text })
        .filterNot { state.busy }

/** The same problem is news again where it is the answer to something sent since. */
private fun news(state: SignInState): String? = state.problem?.run { code + state.answers }

/** What is waited for, beside the button that began it: the top of a long screen is out of sight there. */
@Composable
internal fun Asking(state: SignInState) {
    val host = state.at.portal?.place
    if (state.busy) BusyLine(if (host == null) say(SignInWord.ASKING_PORTAL) else say(SignInWord.ASKING, host))
}

/** What a step asks for goes out: at once, or past the warnings that hold it back. */
@Composable
internal fun SendButton(text: String, state: SignInState, on: (SignInEvent) -> Unit, onChange: () -> Unit = {}) {
    Asking(state)
    WarningsList(state.warnings)
    val held = state.warnings.isNotEmpty()
    val change = {
        on(SignInEvent.ChangeIt)
        onChange()
    }
    // One button with two names: who rests on it is not thrown back to the beginning of the screen when warnings come.
    MainButton(
        if (held) say(SignInWord.CHANGE_IT) else text,
        if (held) change else ({ on(SignInEvent.Send) }),
        enabled = held || (state.ready && !state.busy),
    )
    if (held) SideButton(say(SignInWord.SEND_ANYWAY), { on(SignInEvent.SendAnyway) }, enabled = !state.busy)
}

/** From every step: back, help, and the end. */
@Composable
private fun Ways(state: SignInState, on: (SignInEvent) -> Unit) {
    Column {
        back(state.at.step)?.let { SmallButton(say(it), { on(SignInEvent.Back) }, enabled = !state.busy) }
        SmallButton(say(SignInWord.WHICH_ME), { on(SignInEvent.WhichMe) })
        SmallButton(say(SignInWord.HELP_CARD), { on(SignInEvent.HelpCard) })
        SmallButton(say(SignInWord.CANCEL), { on(SignInEvent.Cancel) })
    }
}

private fun back(step: Step): SignInWord? =
    when (step) {
        is Step.ConfirmLink, is Step.Credentials, is Step.Moved, is Step.Browser, is Step.Other -> SignInWord.BACK
        is Step.Captcha, is Step.SecondFactor -> SignInWord.OTHER_LOGIN
        is Step.Address, is Step.Done, is Step.Cancelled -> null
    }
