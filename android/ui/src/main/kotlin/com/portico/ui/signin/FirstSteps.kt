package com.portico.ui.signin

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import com.portico.LinkKnown
import com.portico.Step
import com.portico.WarningWhere
import com.portico.ui.kit.Countdown
import com.portico.ui.kit.LineField
import com.portico.ui.kit.LineKind
import com.portico.ui.kit.SecretField
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.Typed
import com.portico.ui.kit.WarningsList
import com.portico.ui.kit.markOf
import com.portico.ui.kit.place
import com.portico.ui.kit.scanning
import com.portico.ui.kit.span
import com.portico.ui.say

@Composable
internal fun AddressStep(state: SignInState, on: (SignInEvent) -> Unit) {
    Text(say(SignInWord.ADDRESS_HINT))
    LineField(
        state.fields.address,
        { on(SignInEvent.Address(it)) },
        say(SignInWord.ADDRESS),
        kind = LineKind.ADDRESS,
        onLeft = { on(SignInEvent.Left) },
        onDone = { on(SignInEvent.Send) },
    )
    SendButton(say(SignInWord.NEXT), state, on)
    SideButton(scanning(SignInWord.SCAN), { on(SignInEvent.Scan) }, enabled = !state.busy)
}

/** A link, before anything is sent for it. */
@Composable
internal fun LinkStep(step: Step.ConfirmLink, state: SignInState, on: (SignInEvent) -> Unit) {
    Text(say(SignInWord.LINK_LEADS, step.portal.place), style = MaterialTheme.typography.titleMedium)
    step.person?.let { Text(say(SignInWord.LINK_FOR, it)) }
    known(step.known)?.let { Text(say(it)) }
    val left = state.expiresIn
    if (left != null) {
        Countdown(if (left > 0) say(SignInWord.LINK_EXPIRES, span(left)) else say(SignInWord.LINK_EXPIRED), over = left <= 0)
    }
    WarningsList(step.warnings)
    Text(say(SignInWord.LINK_NOT_SENT))
    SendButton(say(SignInWord.LINK_GO_ON, step.portal.place), state, on)
}

private fun known(known: LinkKnown): SignInWord? =
    when (known) {
        is LinkKnown.ThisAccount -> SignInWord.LINK_THIS_ACCOUNT
        is LinkKnown.KnownPortal -> SignInWord.LINK_KNOWN_PORTAL
        is LinkKnown.NewPortal -> SignInWord.LINK_NEW_PORTAL
        is LinkKnown.Other -> null
    }

/** Login and password; what a try costs stands before them. */
@Composable
internal fun CredentialsStep(state: SignInState, on: (SignInEvent) -> Unit) {
    val login = remember { FocusRequester() }
    val password = remember { FocusRequester() }
    Text(state.tries)
    LineField(
        state.fields.login,
        { on(SignInEvent.Login(it)) },
        say(SignInWord.LOGIN),
        Modifier.focusRequester(login),
        kind = LineKind.LOGIN,
        onLeft = { on(SignInEvent.Left) },
    )
    SecretField(
        state.fields.password,
        { on(SignInEvent.Password(it)) },
        say(SignInWord.PASSWORD),
        Modifier.focusRequester(password),
        error = state.problem.markOf(Typed.PASSWORD).takeUnless { state.busy },
        onDone = { on(SignInEvent.Send) },
    )
    SendButton(say(SignInWord.SIGN_IN), state, on) {
        (if (state.warnings.all { it.where == WarningWhere.LOGIN }) login else password).requestFocus()
    }
    SideButton(say(SignInWord.FORGOT), { on(SignInEvent.Forgot) }, enabled = !state.busy)
    SideButton(scanning(SignInWord.SCAN_INSTEAD), { on(SignInEvent.Scan) }, enabled = !state.busy)
}
