package com.portico.ui.signin

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.semantics.contentType
import androidx.compose.ui.semantics.semantics
import com.portico.CaptchaFor
import com.portico.CaptchaSecret
import com.portico.OtherWay
import com.portico.SecondFactorType
import com.portico.Step
import com.portico.ui.kit.Countdown
import com.portico.ui.kit.Heading
import com.portico.ui.kit.LineField
import com.portico.ui.kit.LineKind
import com.portico.ui.kit.PictureBox
import com.portico.ui.kit.Secret
import com.portico.ui.kit.SecretField
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.WaitingButton
import com.portico.ui.kit.WarningsList
import com.portico.ui.kit.WaysList
import com.portico.ui.kit.span
import com.portico.ui.say

/** A picture to read. Who cannot see it finds the other ways first. */
@Composable
internal fun PictureStep(step: Step.Captcha, state: SignInState, on: (SignInEvent) -> Unit) {
    val password = remember { FocusRequester() }
    if (state.waysFirst) WaysList(state.ways) { on(SignInEvent.Run(it)) }
    Text(say(explained(step)))
    PictureBox(
        state.picture,
        step.pictureAgeS.toLong(),
        enabled = !state.busy,
        onOther = { on(SignInEvent.OtherPicture) },
        onAgain = { on(SignInEvent.PictureAgain) },
    )
    val send = { on(SignInEvent.Send) }
    LineField(
        state.fields.word.text,
        { on(SignInEvent.Word(Secret(it))) },
        say(SignInWord.WORD),
        kind = LineKind.CODE_LETTERS,
        onDone = if (step.passwordNeeded) null else send,
    )
    if (step.passwordNeeded) {
        SecretField(
            state.fields.password,
            { on(SignInEvent.Password(it)) },
            say(SignInWord.PASSWORD_AGAIN),
            Modifier.focusRequester(password),
            onDone = send,
        )
    }
    SendButton(say(SignInWord.SEND_WORD), state, on) { password.requestFocus() }
    if (!state.waysFirst) WaysList(state.ways) { on(SignInEvent.Run(it)) }
}

private fun explained(step: Step.Captcha): SignInWord =
    when {
        step.`for` is CaptchaFor.Code -> SignInWord.PICTURE_CODE
        step.secret is CaptchaSecret.Stored -> SignInWord.PICTURE_STORED
        else -> SignInWord.PICTURE_TYPED
    }

/** A one-time code, or a backup code with a keyboard that has letters. */
@Composable
internal fun CodeStep(step: Step.SecondFactor, state: SignInState, on: (SignInEvent) -> Unit) {
    val code = remember { FocusRequester() }
    val backup = state.open == Open.BACKUP_CODE
    Text(say(SignInWord.CODE_WHY))
    if (!backup) Text(say(maker(step.type)))
    WarningsList(state.standing)
    val offered = !backup && step.input?.autofill == "one_time_code"
    val letters = backup || step.input?.keyboard == "text"
    LineField(
        state.fields.code.text,
        { on(SignInEvent.Code(Secret(it))) },
        say(if (backup) SignInWord.BACKUP_CODE else SignInWord.CODE),
        Modifier.focusRequester(code).semantics { if (offered) contentType = ContentType.SmsOtpCode },
        kind = if (letters) LineKind.CODE_LETTERS else LineKind.CODE,
        hint = if (backup) say(SignInWord.BACKUP_HINT) else say(SignInWord.CODE_HINT),
        onDone = { on(SignInEvent.Send) },
    )
    SendButton(say(SignInWord.SEND_CODE), state, on) { code.requestFocus() }
    CodeWays(step, state, on) { code.requestFocus() }
}

private fun maker(type: SecondFactorType): SignInWord =
    when (type) {
        is SecondFactorType.Totp -> SignInWord.CODE_TOTP
        is SecondFactorType.Hotp -> SignInWord.CODE_HOTP
        is SecondFactorType.Push -> SignInWord.CODE_PUSH
        is SecondFactorType.Unknown, is SecondFactorType.Other -> SignInWord.CODE_UNKNOWN
    }

/** What leads on without the code that is asked for; with a lost phone only what helps then. */
@Composable
private fun CodeWays(step: Step.SecondFactor, state: SignInState, on: (SignInEvent) -> Unit, toCode: () -> Unit) {
    val lost = state.open == Open.LOST_PHONE
    val ways = if (lost) state.ways.withoutThePhone() else state.ways
    if (lost) Heading(say(SignInWord.LOST_PHONE_TITLE))
    ways.find { it.kind == "backup_code" }?.let { BackupWay(it, state, on, toCode) }
    ways.find { it.kind == "sms" }?.let { SmsWay(it, step, state, on) }
    if (lost) {
        SmallButton(say(SignInWord.NOT_LOST), { on(SignInEvent.Show(Open.NOTHING)) })
    } else {
        SideButton(say(SignInWord.LOST_PHONE), { on(SignInEvent.Show(Open.LOST_PHONE)) })
    }
    WaysList(ways.filter { it.kind != "backup_code" && it.kind != "sms" }) { on(SignInEvent.Run(it)) }
}

@Composable
private fun BackupWay(way: OtherWay, state: SignInState, on: (SignInEvent) -> Unit, toCode: () -> Unit) {
    Text(way.text)
    val backup = state.open == Open.BACKUP_CODE
    val type = {
        on(SignInEvent.Show(if (backup) Open.NOTHING else Open.BACKUP_CODE))
        toCode()
    }
    SideButton(say(if (backup) SignInWord.USE_APP_CODE else SignInWord.USE_BACKUP_CODE), type)
}

@Composable
private fun SmsWay(way: OtherWay, step: Step.SecondFactor, state: SignInState, on: (SignInEvent) -> Unit) {
    val wait = step.smsWaitS?.toLong() ?: 0
    // Where it went says the core, and counts down by itself.
    if (wait > 0 && step.smsTo == null) Countdown(say(SignInWord.SMS_WAIT, span(wait))) else Text(way.text)
    WaitingButton(say(SignInWord.SEND_SMS), wait > 0, !state.busy) { on(SignInEvent.Sms) }
}
