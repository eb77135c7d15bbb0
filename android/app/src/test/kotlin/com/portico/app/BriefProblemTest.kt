package com.portico.app

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.assert
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.StateRestorationTester
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.test.core.app.ApplicationProvider
import com.portico.Action
import com.portico.Cost
import com.portico.Problem
import com.portico.ProblemStep
import com.portico.Retry
import com.portico.SignIn
import com.portico.SignInId
import com.portico.Step
import com.portico.Who
import com.portico.ui.Deed
import com.portico.ui.LocalWords
import com.portico.ui.Word
import com.portico.ui.account.AccountWord
import com.portico.ui.kit.KitWord
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.signin.SignInEvent
import com.portico.ui.signin.SignInState
import com.portico.ui.signin.SignInView
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What went wrong leaves what is done about it in sight; all of it opens in place. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h720dp-mdpi")
class BriefProblemTest {
    @get:Rule val compose = createComposeRule()
    private val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
    private val tries = "This phone has spent 1 try."
    private val refused =
        Problem(
            "wrong_credentials",
            "It was refused",
            "sunflower.example does not say why. It may be the login. $tries",
            listOf(
                ProblemStep("Check the login.", null),
                ProblemStep("Or make a new password.", Action("recovery.start", mapOf("address" to "a", "login" to "l"))),
            ),
            Who.YOU,
            Retry(Cost.ONE_TRY, null),
            null,
        )
    private var shown by mutableStateOf(SignInState(SignIn(SignInId("s"), step = Step.Credentials), tries = tries))
    private val events = mutableListOf<SignInEvent>()

    private fun draw(content: @Composable () -> Unit) = compose.setContent { Themed(content) }

    @Composable
    private fun Themed(content: @Composable () -> Unit) =
        CompositionLocalProvider(LocalWords provides words) { PorticoTheme { content() } }

    private fun drawSignIn() = draw { SignInView(shown, events::add) }

    private fun preview(name: String) = draw { PREVIEWS.single { it.name == name }.draw() }

    private fun node(word: Word) = compose.onNodeWithText(words[word])

    private fun field(word: Word) = compose.onNode(hasText(words[word]) and hasSetTextAction())

    private fun button(word: Word) = compose.onNode(hasText(words[word]) and hasClickAction() and !hasSetTextAction())

    private fun isWhole(word: Word, of: (Word) -> SemanticsNodeInteraction) {
        val screen = compose.onRoot().getUnclippedBoundsInRoot()
        val bounds = of(word).assertIsDisplayed().getUnclippedBoundsInRoot()
        assertTrue("$word ends at ${bounds.bottom}", bounds.bottom <= screen.bottom)
    }

    @Test
    fun `after a refusal login and password and the button are in sight`() {
        preview("signin-refused")
        isWhole(SignInWord.LOGIN, ::field)
        isWhole(SignInWord.PASSWORD, ::field)
        isWhole(SignInWord.SIGN_IN, ::button)
    }

    @Test
    fun `at a picture that a problem brought the field and the button are in sight`() {
        preview("signin-captcha-typed")
        isWhole(SignInWord.WORD, ::field)
        isWhole(SignInWord.SEND_WORD, ::button)
    }

    @Test
    fun `after a wrong code the field and the button are in sight`() {
        preview("signin-code-wrong")
        isWhole(SignInWord.CODE, ::field)
        isWhole(SignInWord.SEND_CODE, ::button)
    }

    @Test
    fun `what to do about an account stands before why`() {
        preview("account-captcha")
        isWhole(AccountWord.ANSWER_PICTURE, ::button)
    }

    @Test
    fun `the rest of a problem opens in place, and stays open until it is another one`() {
        shown = shown.copy(failed = refused)
        val restoring = StateRestorationTester(compose)
        restoring.setContent { Themed { SignInView(shown, events::add) } }
        compose.onNodeWithText("sunflower.example does not say why.").assertIsDisplayed()
        node(Deed.NEW_PASSWORD).assertDoesNotExist()
        node(AccountWord.WHY).assert(SemanticsMatcher.keyIsDefined(SemanticsActions.Expand)).performClick()
        compose.onNodeWithText("It may be the login.").assertExists()
        node(Deed.NEW_PASSWORD).performScrollTo().performClick()
        assertEquals(listOf<SignInEvent>(SignInEvent.Run(refused.steps[1].action!!)), events)
        restoring.emulateSavedInstanceStateRestore()
        shown = shown.copy(failed = null, sending = true)
        compose.waitForIdle()
        shown = shown.copy(failed = refused, sending = false)
        node(AccountWord.WHY).assert(SemanticsMatcher.keyIsDefined(SemanticsActions.Collapse))
        shown = shown.copy(failed = refused.copy(code = "another"))
        node(Deed.NEW_PASSWORD).assertDoesNotExist()
    }

    @Test
    fun `what was spent is said once`() {
        shown = shown.copy(failed = refused)
        drawSignIn()
        node(AccountWord.WHY).performClick()
        val said = compose.onAllNodes(hasText(tries, substring = true)).fetchSemanticsNodes()
        assertEquals(listOf(tries), said.map { it.config[SemanticsProperties.Text].single().text })
    }

    @Test
    fun `a first step that has a button needs no opening`() {
        shown = shown.copy(failed = refused.copy(steps = refused.steps.reversed()))
        drawSignIn()
        node(Deed.NEW_PASSWORD).assertIsDisplayed()
        compose.onNodeWithText("2. Check the login.").assertDoesNotExist()
        node(AccountWord.WHY).performClick()
        compose.onNodeWithText("2. Check the login.").assertExists()
    }

    @Test
    fun `nothing is to be opened where nothing is left to say, and the portal's own words are never left out`() {
        shown = shown.copy(failed = refused.copy(cause = "A cause.", steps = emptyList(), detail = "Too short"))
        drawSignIn()
        node(AccountWord.WHY).assertDoesNotExist()
        compose.onNodeWithText(words[KitWord.PORTAL_SAYS, "Too short"]).assertIsDisplayed()
    }
}
