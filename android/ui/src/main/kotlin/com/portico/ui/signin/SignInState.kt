package com.portico.ui.signin

import com.portico.Action
import com.portico.OtherWay
import com.portico.Problem
import com.portico.SignIn
import com.portico.Step
import com.portico.Warning
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Secret

/**
 * A sign-in as it is drawn. [sending]: a call of this screen is under way. [tries]: what was spent, in words. [standing]: warnings
 * that belong to the step; [warnings]: those that hold back what was to be sent. [failed]: why the last call gave nothing. [late]: the
 * last answer was for a picture or a code that is no longer asked for. [ways]: those that need no picture first; [waysFirst]: before the
 * picture itself, because a screen reader is on. [expiresIn]: seconds. [answers]: how many came to what was sent from here. [spending]: what
 * was typed goes out with the call that is under way.
 */
public data class SignInState(
    val at: SignIn,
    val fields: Fields = Fields(),
    val sending: Boolean = false,
    val tries: String = "",
    val standing: List<Warning> = emptyList(),
    val warnings: List<Warning> = emptyList(),
    val picture: PictureState = PictureState.None,
    val failed: Problem? = null,
    val late: Boolean = false,
    val ways: List<OtherWay> = emptyList(),
    val waysFirst: Boolean = false,
    val open: Open = Open.NOTHING,
    val expiresIn: Long? = null,
    val name: String? = null,
    val answers: Int = 0,
    val spending: Boolean = false,
) {
    /** Something is under way, also from before this screen was opened. */
    public val busy: Boolean get() = sending || at.busy

    /** What went wrong last. */
    public val problem: Problem? get() = failed ?: at.problem

    /** Everything that the step asks for is there. */
    public val ready: Boolean
        get() =
            when (val step = at.step) {
                is Step.Address -> fields.address.isNotBlank()
                is Step.Credentials -> fields.login.isNotBlank() && !fields.password.isEmpty
                is Step.Captcha -> !fields.word.isEmpty && (!step.passwordNeeded || !fields.password.isEmpty)
                is Step.SecondFactor -> !fields.code.isEmpty
                is Step.ConfirmLink, is Step.Moved, is Step.Browser -> true
                is Step.Done, is Step.Cancelled, is Step.Other -> false
            }
}

/** What is in the fields. */
public data class Fields(
    val address: String = "",
    val login: String = "",
    val password: Secret = Secret(),
    val word: Secret = Secret(),
    val code: Secret = Secret(),
) {
    /** Where nothing may stay: the step that asked for it is over. */
    internal fun withoutSecrets() = Fields(address, login)
}

/** What a code step shows beside its field. */
public enum class Open {
    NOTHING,

    /** A backup code is typed, with letters. */
    BACKUP_CODE,

    /** The phone that makes the codes is lost: what helps without it. */
    LOST_PHONE,
}

/** What the employee does with a sign-in. */
public sealed interface SignInEvent {
    public data class Address(public val text: String) : SignInEvent

    public data class Login(public val text: String) : SignInEvent

    /** The field of the address or the login is left. */
    public data object Left : SignInEvent

    public data class Password(public val text: Secret) : SignInEvent

    public data class Word(public val text: Secret) : SignInEvent

    public data class Code(public val text: Secret) : SignInEvent

    /** What the step asks for goes out, if nothing about it is odd. */
    public data object Send : SignInEvent

    /** It goes out although there are warnings. */
    public data object SendAnyway : SignInEvent

    /** The warnings were read; it is changed first. */
    public data object ChangeIt : SignInEvent

    /** Another picture; spends nothing. */
    public data object OtherPicture : SignInEvent

    /** The same picture once more, where it could not be had. */
    public data object PictureAgain : SignInEvent

    /** The code by text message. */
    public data object Sms : SignInEvent

    /** Shows or hides what stands beside the code's field. */
    public data class Show(public val what: Open) : SignInEvent

    /** A button beside a sentence of the core. */
    public data class Run(public val action: Action) : SignInEvent

    /** The browser, at the step's address. */
    public data object Browse : SignInEvent

    /** What was to be done in the browser is done. */
    public data object Browsed : SignInEvent

    /** A new password by mail. */
    public data object Forgot : SignInEvent

    /** A QR code or a link instead. */
    public data object Scan : SignInEvent

    /** One step back in the sign-in. */
    public data object Back : SignInEvent

    /** Its end. */
    public data object Cancel : SignInEvent

    /** A new one, with the same address and the same login. */
    public data object Again : SignInEvent

    /** The account that came of it. */
    public data object ToAccount : SignInEvent

    /** The text for the administrator. */
    public data object HelpCard : SignInEvent

    /** Which login belongs where. */
    public data object WhichMe : SignInEvent

    /** To another place of the app; the sign-in stays as it is. */
    public data object Leave : SignInEvent
}
