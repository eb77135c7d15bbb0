package com.portico.ui.signin

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import com.portico.BrowserThen
import com.portico.Step
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.scanning
import com.portico.ui.say

/** The portal's new address; nothing was sent there. */
@Composable
internal fun MovedStep(step: Step.Moved, state: SignInState, on: (SignInEvent) -> Unit) {
    Text(say(SignInWord.MOVED, step.from, step.to))
    Text(say(SignInWord.MOVED_ASK))
    SendButton(say(SignInWord.MOVED_GO_ON), state, on)
}

/** On in a browser, and back here when it is done there. */
@Composable
internal fun BrowserStep(step: Step.Browser, state: SignInState, on: (SignInEvent) -> Unit) {
    Text(step.why)
    Text(say(SignInWord.BROWSER_LEADS, step.host))
    MainButton(say(SignInWord.BROWSER_OPEN), { on(SignInEvent.Browse) })
    Asking(state)
    SideButton(then(step.then), { on(SignInEvent.Browsed) }, enabled = !state.busy)
}

@Composable
private fun then(then: BrowserThen): String =
    when (then) {
        is BrowserThen.Check -> say(SignInWord.BROWSER_CHECK)
        is BrowserThen.Qr -> scanning(SignInWord.BROWSER_QR)
        is BrowserThen.None -> say(SignInWord.BROWSER_BACK)
        is BrowserThen.Other -> say(SignInWord.BROWSER_LOOK)
    }

@Composable
internal fun DoneStep(state: SignInState, on: (SignInEvent) -> Unit) {
    val name = state.name
    Text(
        if (name.isNullOrEmpty()) say(SignInWord.DONE) else say(SignInWord.DONE_NAMED, name),
        style = MaterialTheme.typography.titleMedium,
    )
    MainButton(say(SignInWord.TO_ACCOUNT), { on(SignInEvent.ToAccount) })
}

@Composable
internal fun CancelledStep(state: SignInState, on: (SignInEvent) -> Unit) {
    Text(say(SignInWord.ENDED))
    Asking(state)
    MainButton(say(SignInWord.AGAIN), { on(SignInEvent.Again) }, enabled = !state.sending)
    SideButton(say(SignInWord.TO_LIST), { on(SignInEvent.Leave) })
}

/** A step that this version does not know: what is known of it, and a way to leave it. */
@Composable
internal fun OtherStep(state: SignInState, on: (SignInEvent) -> Unit) {
    Text(say(SignInWord.OTHER))
    if (state.tries !in state.problem?.cause.orEmpty()) Text(state.tries)
    Asking(state)
    SideButton(say(SignInWord.TO_LIST), { on(SignInEvent.Leave) })
}
