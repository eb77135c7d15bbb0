package com.portico.app

import androidx.compose.foundation.layout.Column
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assert
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsEnabled
import androidx.compose.ui.test.assertIsNotEnabled
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isHeading
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.test.core.app.ApplicationProvider
import com.portico.AccountId
import com.portico.Action
import com.portico.Cost
import com.portico.PortalKind
import com.portico.PortalRef
import com.portico.Problem
import com.portico.ProblemStep
import com.portico.Recovery
import com.portico.RecoveryId
import com.portico.RecoveryStage
import com.portico.Retry
import com.portico.SignIn
import com.portico.SignInId
import com.portico.Step
import com.portico.Who
import com.portico.ui.Deed
import com.portico.ui.LocalWords
import com.portico.ui.Word
import com.portico.ui.account.AccountWord
import com.portico.ui.accounts.AccountRow
import com.portico.ui.accounts.AccountsEvent
import com.portico.ui.accounts.AccountsState
import com.portico.ui.accounts.AccountsView
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.kit.ActionButton
import com.portico.ui.kit.KitWord
import com.portico.ui.kit.LocalCamera
import com.portico.ui.kit.LocalRunning
import com.portico.ui.kit.PictureBox
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.PictureWord
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.kit.Secret
import com.portico.ui.kit.StateWord
import com.portico.ui.kit.samplePicture
import com.portico.ui.recovery.RecoveryEvent
import com.portico.ui.recovery.RecoveryState
import com.portico.ui.recovery.RecoveryView
import com.portico.ui.recovery.RecoveryWord
import com.portico.ui.signin.Fields
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

/** What is news is in sight, on a small phone too, and what a screen reader rests on stays what it was. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h480dp-mdpi")
class InSightTest {
    @get:Rule val compose = createComposeRule()
    private val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
    private val refused =
        Problem("wrong_credentials", "It was refused", "A cause.", emptyList(), Who.YOU, Retry(Cost.ONE_TRY, null), null)
    private var shown by mutableStateOf(SignInState(SignIn(SignInId("s"), step = Step.Credentials)))

    private fun draw(content: @Composable () -> Unit) =
        compose.setContent { CompositionLocalProvider(LocalWords provides words) { PorticoTheme { content() } } }

    private fun drawSignIn() = draw { SignInView(shown) {} }

    private fun node(word: Word) = compose.onNodeWithText(words[word])

    @Test
    fun `what went wrong is in sight of who tapped far below`() {
        drawSignIn()
        node(SignInWord.CANCEL).performScrollTo()
        shown = shown.copy(failed = refused)
        compose.onNode(hasText(refused.title) and isHeading()).assertIsDisplayed()
        node(SignInWord.CANCEL).performScrollTo()
        shown = shown.copy(failed = null, sending = true)
        node(SignInWord.CANCEL).assertIsDisplayed()
        shown = shown.copy(failed = refused, sending = false)
        compose.onNode(hasText(refused.title) and isHeading()).assertIsDisplayed()
    }

    @Test
    fun `a password that was refused is marked until another one is typed, and again when that is refused`() {
        val mark = SemanticsMatcher.expectValue(SemanticsProperties.Error, refused.title)
        val typed = { text: String -> shown.copy(fields = Fields(login = "anna", password = Secret(text))) }
        shown = typed("wrong")
        drawSignIn()
        compose.onNode(mark).assertDoesNotExist()
        shown = shown.copy(failed = refused)
        compose.onNode(mark and hasText(words[SignInWord.PASSWORD])).assertExists()
        shown = typed("another")
        compose.onNode(mark).assertDoesNotExist()
        shown = shown.copy(failed = null, sending = true)
        compose.waitForIdle()
        shown = shown.copy(failed = refused, sending = false)
        compose.onNode(mark).assertExists()
    }

    @Test
    @Config(qualifiers = "w360dp-h240dp-mdpi")
    fun `another step is shown from its beginning`() {
        drawSignIn()
        node(SignInWord.CANCEL).performScrollTo()
        shown = shown.copy(at = shown.at.copy(step = Step.Address()))
        node(SignInWord.ADDRESS_HINT).assertIsDisplayed()
    }

    @Test
    fun `what is waited for is said beside the button that was tapped`() {
        drawSignIn()
        node(SignInWord.CANCEL).performScrollTo()
        shown = shown.copy(sending = true)
        node(SignInWord.ASKING_PORTAL).assertIsDisplayed()
    }

    @Test
    fun `a picture is as large as the screen lets it be whole and larger on a tap`() {
        draw { PictureBox(PictureState.Here(samplePicture), null, enabled = true, {}, {}) }
        val picture = compose.onNodeWithContentDescription(words[PictureWord.SHOWS])
        assertEquals(360, picture.fetchSemanticsNode().size.width)
        node(PictureWord.LARGER).performClick()
        assertTrue(picture.fetchSemanticsNode().size.width > 360)
    }

    @Test
    @Config(qualifiers = "w320dp-h480dp-mdpi")
    fun `a picture is whole on a narrow screen`() {
        draw { PictureBox(PictureState.Here(samplePicture), null, enabled = true, {}, {}) }
        assertEquals(
            320,
            compose
                .onNodeWithContentDescription(words[PictureWord.SHOWS])
                .fetchSemanticsNode()
                .size.width,
        )
    }

    @Test
    fun `a row that was moved is the same for a screen reader`() {
        val rows = listOf("Anna", "Boris").map { row(it) }
        var state by mutableStateOf(AccountsState(rows))
        draw { AccountsView(state) {} }
        val before = boris().id
        state = AccountsState(rows.reversed())
        compose.waitForIdle()
        assertEquals(before, boris().id)
    }

    @Test
    fun `a screen reader puts an account into use`() {
        draw { AccountsView(AccountsState(listOf(row("Anna").copy(selected = true), row("Boris")))) {} }
        val named = { name: String -> actions(name).count { it == words[AccountsWord.USE] } }
        assertEquals(listOf(0, 1), listOf("Anna", "Boris").map(named))
    }

    @Test
    fun `with a camera a button says that it scans`() {
        draw { CompositionLocalProvider(LocalCamera provides true) { AccountsView(AccountsState()) {} } }
        node(AccountsWord.SCAN).assertExists()
        node(KitWord.PASTE_CODE).assertDoesNotExist()
    }

    @Test
    fun `at a recovery's picture there is a way without it, and what its problem offers`() {
        val again = ProblemStep("Or get another mail.", Action("recovery.resend", mapOf("recovery" to "r")))
        val url = "https://sunflower.example"
        val portal = PortalRef(url, "sunflower.example", PortalKind.BOX)
        val problem = refused.copy(steps = listOf(again))
        val at = Recovery(RecoveryId("r"), portal, "anna", RecoveryStage.Captcha, url = url, problem = problem)
        val events = mutableListOf<RecoveryEvent>()
        draw { RecoveryView(RecoveryState(at, picture = PictureState.Here(samplePicture)), events::add) }
        node(RecoveryWord.BROWSER_OPEN).performScrollTo().performClick()
        node(Deed.RESEND).performScrollTo().performClick()
        assertEquals(listOf(RecoveryEvent.Browse, RecoveryEvent.Run(again.action!!)), events)
    }

    @Test
    fun `while another picture is fetched the field below stays where it is`() {
        var picture: PictureState by mutableStateOf(PictureState.Here(samplePicture))
        draw {
            Column {
                PictureBox(picture, null, enabled = true, {}, {})
                Text("below")
            }
        }
        val place = compose.onNodeWithText("below").fetchSemanticsNode().boundsInRoot
        picture = PictureState.Loading
        assertEquals(place, compose.onNodeWithText("below").fetchSemanticsNode().boundsInRoot)
        node(PictureWord.OTHER).assertIsNotEnabled()
        node(PictureWord.LARGER).assertIsNotEnabled()
    }

    @Test
    fun `a picture that is waited for is cured in its row, by a button that says for whom`() {
        val cure = Action("sign_in.start", mapOf("account" to "Boris"))
        val boris = row("Boris").copy(state = StateWord.CAPTCHA_NEEDED, problem = "Read a picture", remedy = cure)
        val events = mutableListOf<AccountsEvent>()
        draw { AccountsView(AccountsState(listOf(row("Anna"), boris)), events::add) }
        val answer = words[AccountWord.ANSWER_PICTURE]
        val said = words[AccountsWord.ROW_ACTION, answer, "Boris, sunflower.example"]
        compose.onNode(hasText(answer) and hasContentDescription(said)).performClick()
        assertEquals(listOf<AccountsEvent>(AccountsEvent.Run(cure)), events)
    }

    @Test
    fun `a row's choices say whose they are, and whether they are open`() {
        val anna = row("Anna")
        var state by mutableStateOf(AccountsState(listOf(anna)))
        draw { AccountsView(state) {} }
        val more = compose.onNodeWithContentDescription(words[AccountsWord.MENU, "Anna", "sunflower.example"])
        more.assert(SemanticsMatcher.keyIsDefined(SemanticsActions.Expand))
        state = state.copy(open = anna.id)
        more.assert(SemanticsMatcher.keyIsDefined(SemanticsActions.Collapse))
    }

    @Test
    fun `where a message went stands there while the next one is waited for`() {
        draw { PREVIEWS.single { it.name == "signin-code-sms" }.draw() }
        compose.onNodeWithText("+49 *** 12", substring = true).assertExists()
        node(SignInWord.SEND_SMS).assertIsNotEnabled()
    }

    @Test
    fun `what is being done is not offered a second time`() {
        val action = Action("session.check", mapOf("account" to "a", "spend_try" to "true"))
        var running by mutableStateOf(true)
        draw { CompositionLocalProvider(LocalRunning provides running) { ActionButton(action) {} } }
        node(Deed.SPEND_TRY).assertIsNotEnabled()
        running = false
        node(Deed.SPEND_TRY).assertIsEnabled()
    }

    private fun actions(name: String) =
        compose
            .onNode(hasText(name) and hasClickAction())
            .fetchSemanticsNode()
            .config
            .getOrNull(SemanticsActions.CustomActions)
            .orEmpty()
            .map { it.label }

    private fun boris() = compose.onNode(hasText("Boris") and hasClickAction()).fetchSemanticsNode()

    private fun row(name: String) =
        AccountRow(AccountId(name), name, name.lowercase(), "sunflower.example", name.take(1), StateWord.SIGNED_IN)
}
