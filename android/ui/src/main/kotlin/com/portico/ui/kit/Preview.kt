package com.portico.ui.kit

import androidx.compose.runtime.Composable
import com.portico.Action
import com.portico.Cost
import com.portico.Problem
import com.portico.ProblemStep
import com.portico.Retry
import com.portico.Who

/** A screen in a state that people meet: for pictures, and for whoever changes a view. [name]: as `accounts-two`. */
public class Preview(public val name: String, public val draw: @Composable () -> Unit)

/** Problems as the core words them, for previews. */
internal object Samples {
    val captcha =
        Problem(
            code = "captcha_for_stored",
            title = "Type the characters in a picture, then you are in again",
            cause =
                "After several failed tries, on this or another device, sunflower.example asks for the letters and digits in " +
                    "a picture (CAPTCHA). It has not judged the password saved on this phone. It is kept, so you need not " +
                    "delete the account or type the password.",
            steps =
                listOf(
                    ProblemStep(
                        "Open the picture and type its letters and digits.",
                        Action("sign_in.start", mapOf("account" to "a")),
                    ),
                    ProblemStep("If you cannot read it, get another picture. That costs nothing.", null),
                    ProblemStep(
                        "Or sign in once in a browser. Then check again here.",
                        Action("session.check", mapOf("account" to "a", "spend_try" to "true")),
                    ),
                    ProblemStep(
                        "If neither works, ask your administrator.",
                        Action("share_help_card", mapOf("account" to "a")),
                    ),
                ),
            who = Who.YOU,
            retry = Retry(Cost.ONE_TRY, null),
            detail = null,
        )

    val picture =
        Problem(
            code = "captcha_for_typed",
            title = "The portal wants the characters in a picture first",
            cause =
                "After several failed tries, on this or another device, sunflower.example asks for the letters and digits in " +
                    "a picture (CAPTCHA). It has not judged your password. It may be right. Your login is kept.",
            steps =
                listOf(
                    ProblemStep("Type the letters and digits you see in the picture. Capital or small does not matter.", null),
                    ProblemStep(
                        "If you cannot read it, get another picture. That costs nothing.",
                        Action("sign_in.refresh_captcha", mapOf("sign_in" to "s", "challenge" to "c")),
                    ),
                    ProblemStep("If you cannot use a picture at all, look under the other ways.", null),
                ),
            who = Who.YOU,
            retry = Retry(Cost.ONE_TRY, null),
            detail = null,
        )

    val code =
        Problem(
            code = "code_wrong",
            title = "The code was not accepted",
            cause =
                "sunflower.example did not take the code. It may be mistyped, too old, or used before. The clock of the " +
                    "phone that makes the codes may be wrong. Your password is not asked for again.",
            steps =
                listOf(
                    ProblemStep(
                        "Wait for the next code and type that one. The same code is never accepted twice.",
                        null,
                    ),
                    ProblemStep(
                        "Check that the time of the phone that makes the codes is set to automatic.",
                        Action("open_settings", emptyMap()),
                    ),
                ),
            who = Who.YOU,
            retry = Retry(Cost.ONE_TRY, null),
            detail = null,
        )

    val blocked =
        Problem(
            code = "not_allowed_here",
            title = "The portal does not let you in from here",
            cause =
                "sunflower.example refused this request without judging your password. Most often your company allows only " +
                    "certain networks. What is saved on this phone is kept. As far as is known, this costs no try.",
            steps =
                listOf(
                    ProblemStep("Change the network: the office Wi-Fi or the company's VPN app.", null),
                    ProblemStep("Then try again.", Action("session.check", mapOf("account" to "a"))),
                    ProblemStep(
                        "Or ask your administrator to allow the network you use.",
                        Action("share_help_card", mapOf("account" to "a")),
                    ),
                ),
            who = Who.YOU,
            retry = Retry(Cost.FREE, null),
            detail = "Access from this address is not allowed.",
        )

    val refused =
        Problem(
            code = "wrong_credentials",
            title = "The portal refused this login and password",
            cause =
                "sunflower.example does not say why. It may be the login. It may be the password: mistyped, changed or " +
                    "expired. Your account may be blocked for a time, or closed. A block for a time looks the same: until it " +
                    "ends, a right password is refused too. Your login is kept.",
            steps =
                listOf(
                    ProblemStep("Check the login for typing mistakes.", null),
                    ProblemStep(
                        "Check the keyboard language, and that Caps Lock is off. Then type the password again.",
                        null,
                    ),
                    ProblemStep(
                        "If login and password are right, ask your administrator whether your account is open.",
                        Action("share_help_card", mapOf("sign_in" to "s")),
                    ),
                ),
            who = Who.YOU,
            retry = Retry(Cost.ONE_TRY, null),
            detail = null,
        )

    val busy =
        Problem(
            code = "portal_busy",
            title = "The portal is busy",
            cause = "sunflower.example asks you to wait. That says nothing about your password. What you typed is kept.",
            steps =
                listOf(
                    ProblemStep("Wait an hour. More tries before that make it longer.", null),
                    ProblemStep("Then try again.", Action("session.check", mapOf("account" to "a"))),
                ),
            who = Who.YOU,
            retry = Retry(Cost.FREE, 3600u),
            detail = null,
        )

    val locked =
        Problem(
            code = "vault_locked",
            title = "The phone's key store is locked",
            cause = "Saved passwords can be read only when the phone is unlocked. Nothing is lost and no try was spent.",
            steps =
                listOf(
                    ProblemStep("Unlock the phone. After a restart, unlock it once with its code.", null),
                    ProblemStep("Then try again.", null),
                ),
            who = Who.YOU,
            retry = Retry(Cost.FREE, null),
            detail = null,
        )
}
