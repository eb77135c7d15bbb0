package com.portico.ui.invitation

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import com.portico.Action
import com.portico.Invitation
import com.portico.InvitationStage
import com.portico.Link
import com.portico.ui.Deed
import com.portico.ui.Word
import com.portico.ui.kit.BriefProblem
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.LineField
import com.portico.ui.kit.LineKind
import com.portico.ui.kit.LocalCamera
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SecretField
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.Typed
import com.portico.ui.kit.WarningsList
import com.portico.ui.kit.markOf
import com.portico.ui.kit.place
import com.portico.ui.kit.scanning
import com.portico.ui.say

/** Words for an invitation. */
public enum class InvitationWord : Word {
    TITLE,
    LEADS,
    PERSON,
    INVITED_BY,
    NOT_SENT,
    OPEN,
    ASKING,
    GONE,
    GONE_PASTE,
    SCAN,
    ACCEPT_MAKES,
    NAME,
    LAST_NAME,
    PASSWORD,
    PASSWORD_HINT,
    ACCEPT,
    BROWSER,
    BROWSER_AT,
    DONE,
    TO_ACCOUNT,
    TO_SIGN_IN,
    LEAVE,
    ;

    override val key: String = "invitation_" + name.lowercase()
}

/** An invitation: its link, what the portal says of it, and what came of it. */
@Composable
public fun InvitationView(state: InvitationState, on: (InvitationEvent) -> Unit) {
    val at = state.at
    val news = state.problem?.code.takeUnless { state.busy }
    val done = at?.stage is InvitationStage.Done
    val told = listOfNotNull(state.problem?.title, say(InvitationWord.DONE).takeIf { done }).filterNot { state.busy }
    Screen(say(InvitationWord.TITLE), { on(InvitationEvent.Leave) }, {}, at?.stage?.code.orEmpty(), news, told) {
        val host = at?.portal?.place ?: state.link?.portal?.place
        host?.let { Text(say(InvitationWord.LEADS, it), style = MaterialTheme.typography.titleMedium) }
        (at?.person ?: state.link?.person)?.let { Text(say(InvitationWord.PERSON, it)) }
        at?.invitedBy?.let { Text(say(InvitationWord.INVITED_BY, it)) }
        val run = { action: Action -> on(InvitationEvent.Run(action)) }
        if (state.canBeAccepted) BriefProblem(state.problem, run) else state.problem?.let { ProblemCard(it, run) }
        if (state.busy) BusyLine(say(InvitationWord.ASKING))
        val link = state.link
        when {
            at != null -> Opened(at, state, on)
            link != null -> Given(link, state, on)
            else -> Gone(on)
        }
        SmallButton(say(InvitationWord.LEAVE), { on(InvitationEvent.Leave) })
    }
}

/** The link, before anything is sent for it. */
@Composable
private fun Given(link: Link, state: InvitationState, on: (InvitationEvent) -> Unit) {
    WarningsList(link.warnings)
    Text(say(InvitationWord.NOT_SENT))
    MainButton(say(InvitationWord.OPEN), { on(InvitationEvent.Open) }, enabled = !state.busy)
}

@Composable
private fun Gone(on: (InvitationEvent) -> Unit) {
    Text(say(if (LocalCamera.current) InvitationWord.GONE else InvitationWord.GONE_PASTE))
    MainButton(scanning(InvitationWord.SCAN), { on(InvitationEvent.Scan) })
}

@Composable
private fun Opened(at: Invitation, state: InvitationState, on: (InvitationEvent) -> Unit) {
    when (at.stage) {
        is InvitationStage.Open, is InvitationStage.Other -> if (state.canBeAccepted) Acceptance(state, on)
        is InvitationStage.Browser -> {
            Text(say(InvitationWord.BROWSER))
            at.url?.let { Text(say(InvitationWord.BROWSER_AT, it)) }
            MainButton(say(Deed.BROWSE), { on(InvitationEvent.Browse) })
        }
        is InvitationStage.Done -> {
            Text(say(InvitationWord.DONE))
            val word = if (at.account == null) InvitationWord.TO_SIGN_IN else InvitationWord.TO_ACCOUNT
            MainButton(say(word), { on(InvitationEvent.GoOn) }, enabled = at.account != null || at.signIn != null)
        }
    }
}

/** Names and a password make the account. */
@Composable
private fun Acceptance(state: InvitationState, on: (InvitationEvent) -> Unit) {
    Text(say(InvitationWord.ACCEPT_MAKES))
    val wrong = state.problem.markOf(Typed.NAME).takeUnless { state.busy }
    LineField(
        state.name,
        { on(InvitationEvent.Name(it)) },
        say(InvitationWord.NAME),
        kind = LineKind.FIRST_NAME,
        error = wrong,
    )
    LineField(
        state.lastName,
        { on(InvitationEvent.LastName(it)) },
        say(InvitationWord.LAST_NAME),
        kind = LineKind.LAST_NAME,
        error = wrong,
    )
    SecretField(
        state.password,
        { on(InvitationEvent.Password(it)) },
        say(InvitationWord.PASSWORD),
        fresh = true,
        hint = say(InvitationWord.PASSWORD_HINT),
        onDone = { on(InvitationEvent.Accept) },
    )
    MainButton(
        say(InvitationWord.ACCEPT),
        { on(InvitationEvent.Accept) },
        enabled = state.ready && !state.busy,
    )
}
