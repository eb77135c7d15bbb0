package com.portico.ui.signin

import com.portico.CaptchaFor
import com.portico.ChallengeId
import com.portico.OtherWay
import com.portico.SignIn
import com.portico.Step
import com.portico.ui.kit.Secret

/** What an answer names, where the step asks for one that it must name. */
internal val Step.challenge: ChallengeId?
    get() =
        when (this) {
            is Step.Captcha -> challenge
            is Step.SecondFactor -> challenge
            is Step.Address, is Step.ConfirmLink, is Step.Credentials, is Step.Moved, is Step.Browser -> null
            is Step.Done, is Step.Cancelled, is Step.Other -> null
        }

/** Two steps of one name are the same question; a new picture is another. */
internal val Step.name: String get() = challenge?.value ?: code

/** Nothing follows. */
internal val SignIn.ended: Boolean get() = step is Step.Done || step is Step.Cancelled

/** What goes on without what the step asks for. */
internal val Step.otherWays: List<OtherWay>
    get() =
        when (this) {
            is Step.Captcha -> otherWays
            is Step.SecondFactor -> otherWays
            is Step.Address, is Step.ConfirmLink, is Step.Credentials, is Step.Moved, is Step.Browser -> emptyList()
            is Step.Done, is Step.Cancelled, is Step.Other -> emptyList()
        }

/** What helps without the phone that makes the codes, first what needs nobody else. */
internal fun List<OtherWay>.withoutThePhone(): List<OtherWay> =
    listOf("backup_code", "sms", "administrator", "support").flatMap { kind -> filter { it.kind == kind } }

/** The state after the core said where the sign-in is. */
internal fun SignInState.at(at: SignIn, tries: String, expiresIn: Long?, moved: Boolean, answered: Boolean): SignInState {
    val fresh = if (moved) SignInState(at, fieldsFor(at.step), sending, answers = answers, spending = spending) else this
    val kept = (at.step as? Step.Address)?.typed
    // An answer, or what an earlier page of this sign-in typed, which the core was still writing as this one was opened.
    val late = (this.at.step as? Step.Address)?.typed == null && fields.address.isEmpty()
    val news = moved || answered || late
    return fresh.copy(
        at = at,
        fields =
            fresh.fields.copy(
                address = if (kept != null && news) kept else fresh.fields.address,
                login = fresh.fields.login.ifEmpty { at.login.orEmpty() },
            ),
        tries = tries,
        ways = at.step.otherWays.sortedBy { it.needsPicture },
        expiresIn = expiresIn,
    )
}

/** What was typed for the step before: no secret, but a password that did not go out and is asked for still. */
private fun SignInState.fieldsFor(next: Step): Fields {
    val kept = !spending && at.step.wantsPassword && next.wantsPassword
    return fields.withoutSecrets().copy(password = if (kept) fields.password else Secret())
}

private val Step.wantsPassword: Boolean get() = this is Step.Credentials || (this is Step.Captcha && passwordNeeded)

/** A picture before a code: nothing is sent for its word alone. */
internal val Step.Captcha.beforeCode: Boolean get() = `for` is CaptchaFor.Code
