package com.portico.ui.signin

import com.portico.AccountId
import com.portico.Action
import com.portico.BrowserThen
import com.portico.CaptchaFor
import com.portico.CaptchaSecret
import com.portico.ChallengeId
import com.portico.CodeInput
import com.portico.LinkKnown
import com.portico.OtherWay
import com.portico.PortalKind
import com.portico.PortalRef
import com.portico.Problem
import com.portico.SecondFactorType
import com.portico.SignIn
import com.portico.SignInId
import com.portico.Step
import com.portico.Warning
import com.portico.WarningWhere
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.Secret
import com.portico.ui.kit.samplePicture

private const val TRIES =
    "This phone has spent no try for this login since the last success. Many portals ask for the characters in a " +
        "picture after 10 tries. Other devices may have spent some too."

private val sunflower = PortalRef("https://sunflower.example", "sunflower.example", PortalKind.BOX)
private val challenge = ChallengeId("c")
private val id = SignInId("s")

private val qr =
    OtherWay(
        "qr",
        "On a computer where you are signed in to the portal, open the QR code for the mobile app and scan it.",
        Action("scan_qr"),
    )

private const val ELSEWHERE =
    "Sign in once on another device or in a browser, in any way that works for you: with a company or social account, by QR " +
        "code, or with someone's help. The portal then stops asking."

private val forPicture =
    listOf(
        OtherWay(
            "signed_in_elsewhere",
            "$ELSEWHERE Then go back one step here and type your password again.",
            Action("sign_in.back", mapOf("sign_in" to "s")),
        ),
        qr,
        OtherWay(
            "administrator",
            "Ask your administrator for help. Send the help card: it says what is needed and holds no password.",
            Action("share_help_card", mapOf("sign_in" to "s")),
        ),
        OtherWay(
            "browser",
            "Open the portal in a browser and sign in there. It may show a picture too, but larger.",
            Action("open_url", mapOf("url" to "https://sunflower.example")),
            needsPicture = true,
        ),
    )

private val forPictureOfSaved =
    listOf(
        OtherWay(
            "signed_in_elsewhere",
            "$ELSEWHERE Then come back and check again: this phone sends its saved password once.",
            Action("session.check", mapOf("account" to "a", "spend_try" to "true")),
        ),
    ) + forPicture.drop(1)

private val forCode =
    listOf(
        OtherWay(
            "backup_code",
            "Type one of your backup codes instead. Each works once. If the phone with your codes is lost, set them up on " +
                "the new phone afterwards.",
        ),
        OtherWay(
            "sms",
            "Get the code in a text message.",
            Action("sign_in.send_sms", mapOf("sign_in" to "s", "challenge" to "c")),
        ),
        qr,
        OtherWay(
            "browser",
            "If you have never set up codes, your company may require them. Open the portal in a browser and set them up " +
                "there.",
            Action("open_url", mapOf("url" to "https://sunflower.example")),
        ),
        OtherWay(
            "administrator",
            "If you have lost the phone that makes the codes, ask your administrator to switch the codes off for a time. " +
                "Then go back here, sign in with your password, and set the codes up on the new phone: your profile > " +
                "Security > My mobile device has changed.",
            Action("share_help_card", mapOf("sign_in" to "s")),
        ),
        OtherWay("support", "If you are the only administrator and cannot get in yourself, Bitrix24 support can help."),
    )

private val forCodeSent =
    forCode.map { way ->
        if (way.kind != "sms") return@map way
        way.copy(text = "A text message with the code was sent to +49 *** 12. Another can be asked for in 45 seconds.")
    }

private val drift =
    Warning(
        "clock_drift",
        "This phone's clock is 2 minutes fast compared with the portal's. The code will probably be refused if this phone " +
            "makes the codes. Set the phone's time to automatic.",
        WarningWhere.CODE,
    )

private val layout =
    Warning(
        "other_layout",
        "The password looks as if it was typed with the wrong keyboard language. Check the language of the keyboard.",
        WarningWhere.PASSWORD,
    )

private val elsewhere =
    Warning(
        "link_foreign_host",
        "The link came by way of mail.example, which is not the portal. It leads to sunflower.example.",
        WarningWhere.LINK,
    )

private fun at(step: Step, portal: PortalRef? = sunflower): SignInState =
    SignInState(SignIn(id, portal = portal, login = "anna", step = step), Fields(login = "anna"), tries = TRIES)

private val link = Step.ConfirmLink(sunflower, "sunflower.example", LinkKnown.NewPortal)

private val picture = Step.Captcha(challenge, CaptchaSecret.Typed, CaptchaFor.Password, otherWays = forPicture)

private val saved = picture.copy(secret = CaptchaSecret.Stored, pictureAgeS = 600u, otherWays = forPictureOfSaved)

private val code =
    Step.SecondFactor(
        challenge,
        SecondFactorType.Totp,
        smsAvailable = true,
        backupCodes = true,
        input = CodeInput("letters_and_digits", 8u, "text", "one_time_code"),
        otherWays = forCode,
    )

/** At the picture itself nothing more is to be opened for it. */
private val ofSaved =
    Samples.captcha.run { copy(steps = listOf(steps.first().copy(action = null)) + steps.drop(1)) }

private fun atPicture(step: Step.Captcha, why: Problem? = null): SignInState =
    at(step).run {
        copy(at = at.copy(problem = why), picture = PictureState.Here(samplePicture), ways = step.otherWays)
    }

private fun atCode(step: Step.SecondFactor): SignInState = at(step).copy(ways = step.otherWays)

private fun first(): List<Pair<String, SignInState>> =
    listOf(
        "signin-address" to at(Step.Address(), portal = null),
        "signin-address-busy" to
            at(Step.Address(), portal = null).copy(fields = Fields("sunflower.example"), sending = true),
        "signin-confirm-link" to at(link).copy(expiresIn = 240),
        "signin-confirm-link-known" to
            at(link.copy(known = LinkKnown.ThisAccount, person = "Anna Berg", warnings = listOf(elsewhere)))
                .copy(expiresIn = 0),
        "signin-credentials" to at(Step.Credentials),
        "signin-credentials-warnings" to
            at(Step.Credentials).copy(fields = Fields(login = "anna", password = Secret("typed")), warnings = listOf(layout)),
        "signin-refused" to at(Step.Credentials).copy(failed = Samples.refused),
    )

private fun challenges(): List<Pair<String, SignInState>> =
    listOf(
        "signin-captcha-typed" to atPicture(picture, Samples.picture),
        "signin-captcha-stored" to atPicture(saved, ofSaved),
        "signin-captcha-password" to atPicture(picture.copy(passwordNeeded = true)).copy(late = true),
        "signin-captcha-code" to atPicture(picture.copy(`for` = CaptchaFor.Code)),
        "signin-captcha-reader" to atPicture(picture).copy(waysFirst = true),
        "signin-captcha-loading" to atPicture(picture).copy(picture = PictureState.Loading),
        "signin-captcha-failed" to atPicture(picture).copy(picture = PictureState.Failed(Samples.locked)),
        "signin-code" to atCode(code),
        "signin-code-wrong" to atCode(code).copy(failed = Samples.code),
        "signin-code-drift" to atCode(code).copy(standing = listOf(drift)),
        "signin-code-sms" to atCode(code.copy(smsWaitS = 45u, smsTo = "+49 *** 12", otherWays = forCodeSent)),
        "signin-code-backup" to atCode(code).copy(open = Open.BACKUP_CODE),
        "signin-code-lost-phone" to atCode(code).copy(open = Open.LOST_PHONE),
    )

private fun last(): List<Pair<String, SignInState>> =
    listOf(
        "signin-moved" to at(Step.Moved("https://sunflower.example", "https://tulip.example")),
        "signin-browser" to
            at(
                Step.Browser(
                    "https://sunflower.example",
                    "sunflower.example",
                    "Your company requires one-time codes, and you have not set them up. Do that in a browser, then come " +
                        "back and type your password again.",
                    BrowserThen.None,
                ),
            ),
        "signin-done" to at(Step.Done(AccountId("a"))).copy(name = "Anna Berg"),
        "signin-cancelled" to at(Step.Cancelled),
        "signin-other" to at(Step.Other("hologram")),
    )

/** A sign-in at every step, as people meet it. */
public val signInPreviews: List<Preview> =
    (first() + challenges() + last()).map { (name, state) -> Preview(name) { SignInView(state) {} } }
