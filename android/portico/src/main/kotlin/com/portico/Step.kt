package com.portico

import com.portico.ffi.StepFields
import kotlin.time.Instant

/** What the employee is asked for now. */
public sealed class Step(override val code: String) : Code {
    /** The portal's address. [typed]: kept to the letter, unless it holds a secret: then its origin. */
    public data class Address(val typed: String? = null) : Step("address")

    /**
     * A link is shown; nothing is sent for it before [Portico.signInConfirmLink]. [host]: as people read it. [person]: the
     * account it is for, where that is certain. [expires]: it works until then at the latest.
     */
    public data class ConfirmLink(
        val portal: PortalRef,
        val host: String,
        val known: LinkKnown,
        val person: String? = null,
        val expires: Instant? = null,
        val warnings: List<Warning> = emptyList(),
    ) : Step("confirm_link")

    /** Login and password. */
    public data object Credentials : Step("credentials")

    /**
     * A picture to read: [Portico.signInCaptchaPicture]. [passwordNeeded]: the typed password must be typed again.
     * [pictureAgeS]: seconds. At least one of [otherWays] needs no picture.
     */
    public data class Captcha(
        val challenge: ChallengeId,
        val secret: CaptchaSecret,
        val `for`: CaptchaFor,
        val passwordNeeded: Boolean = false,
        val pictureAgeS: ULong = 0u,
        val otherWays: List<OtherWay> = emptyList(),
    ) : Step("captcha")

    /**
     * A one-time or backup code. [smsWaitS]: seconds until another message may be asked for. [smsTo]: where the last one went,
     * masked by the portal. [backupCodesUsed]: from this phone. [clockDriftS]: phone minus portal, in seconds.
     */
    public data class SecondFactor(
        val challenge: ChallengeId,
        val type: SecondFactorType,
        val smsAvailable: Boolean = false,
        val smsWaitS: ULong? = null,
        val smsTo: String? = null,
        val backupCodes: Boolean = false,
        val backupCodesUsed: UInt = 0u,
        val clockDriftS: Long? = null,
        val input: CodeInput? = null,
        val otherWays: List<OtherWay> = emptyList(),
    ) : Step("second_factor")

    /** The portal has another address (origins); agreed to by [Portico.signInConfirmMove]. */
    public data class Moved(val from: String, val to: String) : Step("moved")

    /** On in a browser. [url]: https only. [host]: as people read it. [why]: the reason, in words. */
    public data class Browser(val url: String, val host: String, val why: String, val then: BrowserThen) : Step("browser")

    /** Signed in. */
    public data class Done(val account: AccountId) : Step("done")

    /** Ended without an account. */
    public data object Cancelled : Step("cancelled")

    /** A kind this version does not know: draw the sign-in's problem and tries, and a way to leave it. */
    public data class Other(override val code: String) : Step(code)
}

internal fun step(from: StepFields): Step =
    when (from.kind) {
        "address" -> Step.Address(from.typed)
        "confirm_link" -> from.portal?.let { confirmLink(it, from) } ?: Step.Other(from.kind)
        "credentials" -> Step.Credentials
        "captcha" -> from.captcha()
        "second_factor" -> from.secondFactor()
        "moved" -> Step.Moved(from.from, from.to)
        "browser" -> Step.Browser(from.url, from.host, from.why, BrowserThen.of(from.then))
        "done" -> Step.Done(AccountId(from.account))
        "cancelled" -> Step.Cancelled
        else -> Step.Other(from.kind)
    }

private fun confirmLink(portal: PortalRef, from: StepFields) =
    Step.ConfirmLink(portal, from.host, LinkKnown.of(from.known), from.person, from.expires, from.warnings)

private fun StepFields.captcha() =
    Step.Captcha(ChallengeId(challenge), CaptchaSecret.of(secret), CaptchaFor.of(`for`), passwordNeeded, pictureAgeS, otherWays)

private fun StepFields.secondFactor() =
    Step.SecondFactor(
        ChallengeId(challenge), SecondFactorType.of(type), smsAvailable = smsAvailable, smsWaitS = smsWaitS, smsTo = smsTo,
        backupCodes = backupCodes, backupCodesUsed = backupCodesUsed, clockDriftS = clockDriftS, input = input,
        otherWays = otherWays,
    )
