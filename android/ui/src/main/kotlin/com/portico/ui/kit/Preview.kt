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
            title = "The portal wants a picture first",
            cause = "Too many wrong passwords were sent for your login. Your saved password was not looked at and is kept.",
            steps =
                listOf(
                    ProblemStep("Type the letters of the picture.", Action("sign_in.start", mapOf("account" to "a"))),
                    ProblemStep("Or sign in once in a browser; then the portal stops asking.", null),
                    ProblemStep(
                        "Then send the saved password once more.",
                        Action("session.check", mapOf("account" to "a", "spend_try" to "true")),
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
            cause = "Your administrator allows only certain networks. Your sign-in is kept.",
            steps =
                listOf(
                    ProblemStep("Go to an allowed network, for example the office.", null),
                    ProblemStep("Then check again.", Action("session.check", mapOf("account" to "a"))),
                    ProblemStep(
                        "Or send the help card to your administrator.",
                        Action("share_help_card", mapOf("account" to "a")),
                    ),
                ),
            who = Who.YOU,
            retry = Retry(Cost.FREE, null),
            detail = "Access from this address is not allowed.",
        )

    val locked =
        Problem(
            code = "vault_locked",
            title = "The phone's key store is locked",
            cause = "Passwords cannot be read until the phone was unlocked once. Nothing is lost.",
            steps = listOf(ProblemStep("Unlock the phone.", null)),
            who = Who.YOU,
            retry = Retry(Cost.FREE, null),
            detail = null,
        )
}
