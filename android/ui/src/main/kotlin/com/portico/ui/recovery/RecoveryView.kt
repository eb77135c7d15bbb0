package com.portico.ui.recovery

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import com.portico.Action
import com.portico.Recovery
import com.portico.RecoveryStage
import com.portico.ui.Word
import com.portico.ui.kit.BriefProblem
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.Countdown
import com.portico.ui.kit.LineField
import com.portico.ui.kit.LineKind
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.PictureBox
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.Screen
import com.portico.ui.kit.Secret
import com.portico.ui.kit.SecretField
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.Typed
import com.portico.ui.kit.WaitingButton
import com.portico.ui.kit.WarningsList
import com.portico.ui.kit.markOf
import com.portico.ui.kit.place
import com.portico.ui.kit.span
import com.portico.ui.say

/** Words for a new password. */
public enum class RecoveryWord : Word {
    TITLE,
    AT,
    ASKING,
    ASKING_PORTAL,
    HINT,
    LINK_FOR,
    LINK_FOR_LOGIN,
    ADDRESS,
    LOGIN,
    SEND,
    GO_ON,
    PICTURE,
    WORD,
    SEND_WORD,
    SENT,
    LAST_MAIL,
    RESEND_WAIT,
    RESEND,
    CHECKWORD,
    CHECKWORD_HINT,
    PASTE,
    NOTHING_PASTED,
    PASSWORD,
    SET,
    BROWSER,
    BROWSER_OPEN,
    BROWSER_MAIL,
    DONE,
    TO_SIGN_IN,
    LEAVE,
    ;

    override val key: String = "recovery_" + name.lowercase()
}

/** A new password by mail. */
@Composable
public fun RecoveryView(state: RecoveryState, on: (RecoveryEvent) -> Unit) {
    val at = state.at
    val news = state.problem?.code.takeUnless { state.busy }
    Screen(say(RecoveryWord.TITLE), { on(RecoveryEvent.Leave) }, {}, at?.stage?.code.orEmpty(), news, told(state)) {
        if (at != null) Text(say(RecoveryWord.AT, at.login, at.portal.place), style = MaterialTheme.typography.bodyLarge)
        val run = { action: Action -> on(RecoveryEvent.Run(action)) }
        if (at?.stage is RecoveryStage.Start || at?.stage is RecoveryStage.Other) {
            state.problem?.let { ProblemCard(it, run) }
        } else {
            BriefProblem(state.problem, run)
        }
        if (state.busy) {
            BusyLine(if (at == null) say(RecoveryWord.ASKING_PORTAL) else say(RecoveryWord.ASKING, at.portal.place))
        }
        when (at?.stage) {
            null -> Form(state, on)
            is RecoveryStage.Start, is RecoveryStage.Other -> MailAgain(at, state, on)
            is RecoveryStage.Captcha -> PictureForm(at, state, on)
            is RecoveryStage.Sent, is RecoveryStage.Checkword -> {
                // Who came with a link has their mail.
                if (state.link == null) Text(say(RecoveryWord.SENT, at.portal.place))
                Text(say(RecoveryWord.LAST_MAIL))
                Checkword(state, on)
                MailAgain(at, state, on)
            }
            is RecoveryStage.Browser -> Browser(state, on)
            is RecoveryStage.Done -> Done(on)
        }
        SmallButton(say(RecoveryWord.LEAVE), { on(RecoveryEvent.Leave) })
    }
}

@Composable
private fun told(state: RecoveryState): List<String> =
    listOfNotNull(
        state.problem?.title,
        say(RecoveryWord.NOTHING_PASTED).takeIf { state.nothingPasted },
        say(RecoveryWord.DONE).takeIf { state.at?.stage is RecoveryStage.Done },
    ).filterNot { state.busy }

@Composable
private fun Form(state: RecoveryState, on: (RecoveryEvent) -> Unit) {
    val link = state.withLink
    Text(if (link == null) say(RecoveryWord.HINT) else linkFor(state.address, link.login))
    link?.let { WarningsList(it.warnings) }
    LineField(state.address, { on(RecoveryEvent.Address(it)) }, say(RecoveryWord.ADDRESS), kind = LineKind.ADDRESS)
    LineField(
        state.login,
        { on(RecoveryEvent.Login(it)) },
        say(RecoveryWord.LOGIN),
        kind = LineKind.LOGIN,
        onLeft = { on(RecoveryEvent.LoginLeft) },
        onDone = { on(RecoveryEvent.Send) },
    )
    MainButton(
        say(if (link == null) RecoveryWord.SEND else RecoveryWord.GO_ON),
        { on(RecoveryEvent.Send) },
        enabled = state.ready && !state.busy,
    )
}

@Composable
private fun linkFor(address: String, login: String?): String =
    if (login == null) say(RecoveryWord.LINK_FOR, address) else say(RecoveryWord.LINK_FOR_LOGIN, address, login)

/** The picture on the portal's form: it costs no try. Who cannot see it goes on in the browser. */
@Composable
private fun PictureForm(at: Recovery, state: RecoveryState, on: (RecoveryEvent) -> Unit) {
    Text(say(RecoveryWord.PICTURE))
    PictureBox(
        state.picture,
        age = null,
        enabled = !state.busy,
        onOther = { on(RecoveryEvent.OtherPicture) },
        onAgain = { on(RecoveryEvent.PictureAgain) },
    )
    LineField(
        state.word.text,
        { on(RecoveryEvent.Word(Secret(it))) },
        say(RecoveryWord.WORD),
        kind = LineKind.CODE_LETTERS,
        onDone = { on(RecoveryEvent.Send) },
    )
    MainButton(
        say(RecoveryWord.SEND_WORD),
        { on(RecoveryEvent.Send) },
        enabled = state.ready && !state.busy,
    )
    if (at.url != null) SideButton(say(RecoveryWord.BROWSER_OPEN), { on(RecoveryEvent.Browse) })
}

/** What the mail says, and the new password. */
@Composable
private fun Checkword(state: RecoveryState, on: (RecoveryEvent) -> Unit) {
    LineField(
        state.checkword.text,
        { on(RecoveryEvent.Checkword(Secret(it))) },
        say(RecoveryWord.CHECKWORD),
        kind = LineKind.CODE_LETTERS,
        hint = say(RecoveryWord.CHECKWORD_HINT),
    )
    SmallButton(say(RecoveryWord.PASTE), { on(RecoveryEvent.Paste) })
    if (state.nothingPasted) {
        Text(say(RecoveryWord.NOTHING_PASTED))
    }
    SecretField(
        state.password,
        { on(RecoveryEvent.Password(it)) },
        say(RecoveryWord.PASSWORD),
        fresh = true,
        error = state.problem.markOf(Typed.NEW_PASSWORD).takeUnless { state.busy },
        onDone = { on(RecoveryEvent.Send) },
    )
    MainButton(
        say(RecoveryWord.SET),
        { on(RecoveryEvent.Send) },
        enabled = state.ready && !state.busy,
    )
}

/** Another mail, when the portal may be asked for one. */
@Composable
private fun MailAgain(at: Recovery, state: RecoveryState, on: (RecoveryEvent) -> Unit) {
    val wait = at.waitS.toLong()
    if (wait > 0) Countdown(say(RecoveryWord.RESEND_WAIT, span(wait)))
    WaitingButton(say(RecoveryWord.RESEND), wait > 0, !state.busy) { on(RecoveryEvent.Resend) }
}

@Composable
private fun Browser(state: RecoveryState, on: (RecoveryEvent) -> Unit) {
    Text(say(RecoveryWord.BROWSER))
    MainButton(say(RecoveryWord.BROWSER_OPEN), { on(RecoveryEvent.Browse) })
    Text(say(RecoveryWord.BROWSER_MAIL))
    Checkword(state, on)
}

@Composable
private fun Done(on: (RecoveryEvent) -> Unit) {
    Text(say(RecoveryWord.DONE))
    MainButton(say(RecoveryWord.TO_SIGN_IN), { on(RecoveryEvent.GoOn) })
}
