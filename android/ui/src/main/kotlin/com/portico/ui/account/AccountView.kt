package com.portico.ui.account

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Card
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusDirection
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.isShiftPressed
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.onPreviewKeyEvent
import androidx.compose.ui.input.key.type
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import com.portico.ReceiptKind
import com.portico.ui.Deed
import com.portico.ui.kit.Heading
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.StateWord
import com.portico.ui.say

/** One account: who and where, what is wrong, its session, its unsent text, and everything else. */
@Composable
public fun AccountView(state: OneAccountState, on: (OneAccountEvent) -> Unit) {
    Screen(state.name, { on(OneAccountEvent.Leave) }, told = listOfNotNull(state.problem?.title)) {
        Who(state)
        val word = state.signIn
        // Who is blocked is not let in by signing in again: what helps stands in the problem.
        val beside = state.state == StateWord.SIGNED_IN || state.state == StateWord.BLOCKED
        // What leads on stands before why it is needed, which may fill the screen.
        if (word != null && !beside) MainButton(say(word), { on(OneAccountEvent.SignIn) })
        state.problem?.let { problem -> ProblemCard(problem) { on(OneAccountEvent.Run(it)) } }
        state.tries?.takeIf { it !in state.problem?.cause.orEmpty() }?.let { Text(it) }
        if (word != null && beside) SideButton(say(word), { on(OneAccountEvent.SignIn) })
        if (!state.selected) SideButton(say(AccountWord.USE), { on(OneAccountEvent.Use) })
        Session(state, on)
        Draft(state, on)
        More(state, on)
    }
}

@Composable
private fun Who(state: OneAccountState) {
    Column(Modifier.semantics(mergeDescendants = true) {}) {
        if (state.login != state.name) Text(state.login)
        Text(state.portal)
        state.position?.let { Text(it) }
        Text(say(state.state))
        if (state.selected) Text(say(AccountWord.IN_USE))
        if (state.restricted) Text(say(AccountWord.RESTRICTED))
    }
}

@Composable
private fun Session(state: OneAccountState, on: (OneAccountEvent) -> Unit) {
    Card(Modifier.fillMaxWidth()) {
        Column(Modifier.padding(16.dp), Arrangement.spacedBy(8.dp)) {
            Heading(say(AccountWord.SESSION))
            val bar = state.session
            val text =
                when {
                    bar == null -> say(AccountWord.SESSION_NONE)
                    bar.known -> say(AccountWord.SESSION_MINUTES, bar.minutes)
                    else -> say(AccountWord.SESSION_ABOUT, bar.minutes)
                }
            // Its end is told; its minutes would talk over what is typed.
            Text(text, Modifier.semantics { if (bar == null) liveRegion = LiveRegionMode.Polite })
            SideButton(say(AccountWord.CHECK), { on(OneAccountEvent.Check) })
            val price = if (state.checkIsFree) AccountWord.CHECK_FREE else AccountWord.CHECK_NOTHING_SENT
            Text(say(price), style = MaterialTheme.typography.bodyMedium)
        }
    }
}

@Composable
private fun Draft(state: OneAccountState, on: (OneAccountEvent) -> Unit) {
    Heading(say(AccountWord.DRAFT))
    OutlinedTextField(
        value = state.draft,
        onValueChange = { on(OneAccountEvent.Draft(it)) },
        modifier = Modifier.fillMaxWidth().leftByTab().semantics { state.draftProblem?.let { error(it) } },
        label = { Text(say(AccountWord.DRAFT_LABEL)) },
        supportingText = { Text(state.draftProblem ?: say(AccountWord.DRAFT_HINT)) },
        isError = state.draftProblem != null,
        minLines = 2,
        maxLines = 8,
    )
}

/** In a text of several lines Tab would be typed: who has nothing but a keyboard would not come out. */
@Composable
private fun Modifier.leftByTab(): Modifier {
    val focus = LocalFocusManager.current
    return onPreviewKeyEvent { pressed ->
        val tab = pressed.key == Key.Tab
        if (tab && pressed.type == KeyEventType.KeyDown) {
            focus.moveFocus(if (pressed.isShiftPressed) FocusDirection.Previous else FocusDirection.Next)
        }
        tab
    }
}

@Composable
private fun More(state: OneAccountState, on: (OneAccountEvent) -> Unit) {
    Heading(say(AccountWord.MORE))
    Column {
        if (state.problem != null) SmallButton(say(AccountWord.WHY), { on(OneAccountEvent.Why) })
        SmallButton(say(AccountWord.HISTORY), { on(OneAccountEvent.History) })
        SmallButton(say(AccountWord.WHICH_ME), { on(OneAccountEvent.WhichMe) })
        SmallButton(say(AccountWord.HELP_CARD), { on(OneAccountEvent.HelpCard) })
        SmallButton(say(Deed.RESET), { on(OneAccountEvent.Clear(ReceiptKind.RESET)) })
        SmallButton(say(Deed.SIGN_OUT), { on(OneAccountEvent.Clear(ReceiptKind.SIGN_OUT)) })
        SmallButton(say(Deed.DELETE), { on(OneAccountEvent.Clear(ReceiptKind.DELETE)) })
    }
}
