package com.portico.app

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.test.core.app.ApplicationProvider
import com.portico.Cost
import com.portico.Problem
import com.portico.Retry
import com.portico.SignIn
import com.portico.SignInId
import com.portico.Step
import com.portico.Warning
import com.portico.WarningWhere
import com.portico.Who
import com.portico.ui.LocalWords
import com.portico.ui.kit.Countdown
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.kit.Secret
import com.portico.ui.kit.WaitingButton
import com.portico.ui.signin.Fields
import com.portico.ui.signin.SignInState
import com.portico.ui.signin.SignInView
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What a screen reader is told by itself: what has just come, by something that was there before. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h2000dp-mdpi")
class ToldTest {
    @get:Rule val compose = createComposeRule()
    private val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
    private val refused =
        Problem("wrong_credentials", "It was refused", "A cause.", emptyList(), Who.YOU, Retry(Cost.ONE_TRY, null), null)
    private val odd = Warning("caps_lock", "Caps Lock is on.", WarningWhere.PASSWORD)
    private val typed = Fields(login = "anna", password = Secret("typed"))
    private val isButton = SemanticsMatcher.expectValue(SemanticsProperties.Role, Role.Button)
    private var shown by mutableStateOf(SignInState(SignIn(SignInId("s"), step = Step.Credentials), typed))

    private fun draw(content: @Composable () -> Unit) =
        compose.setContent { CompositionLocalProvider(LocalWords provides words) { PorticoTheme { content() } } }

    /** What is told now, by which node. */
    private fun told(): List<Pair<Int, String>> =
        compose
            .onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.LiveRegion))
            .fetchSemanticsNodes()
            .map { it.id to it.config[SemanticsProperties.ContentDescription].single() }

    @Test
    fun `a problem is told once, by what was there before it, and the same one again after the next answer`() {
        draw { SignInView(shown) {} }
        val (teller, silence) = told().single()
        assertEquals("", silence)
        for (state in listOf(shown.copy(failed = refused), shown.copy(sending = true), shown.copy(failed = refused))) {
            shown = state
            compose.waitForIdle()
            val said = if (state.busy) "" else refused.title
            assertEquals(listOf(teller to said), told().filter { it.second.isNotEmpty() || it.first == teller })
        }
    }

    @Test
    fun `warnings are told, and the button under a finger only changes its name`() {
        draw { SignInView(shown) {} }
        val before = button(SignInWord.SIGN_IN)
        shown = shown.copy(warnings = listOf(odd))
        compose.waitForIdle()
        assertEquals(odd.text, told().single().second)
        assertEquals(before, button(SignInWord.CHANGE_IT))
    }

    @Test
    fun `of a wait its end alone is told`() {
        var left by mutableStateOf(20)
        draw {
            Countdown("$left s", over = left == 0)
            WaitingButton("Send another", waits = left > 0, enabled = true) {}
        }
        assertEquals(listOf(""), told().map { it.second })
        left = 0
        compose.waitForIdle()
        val live = compose.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.LiveRegion)).fetchSemanticsNodes()
        assertEquals(2, live.size)
        compose.onNodeWithText("0 s").assertExists()
    }

    private fun button(word: SignInWord): Int =
        compose
            .onNode(hasText(words[word]) and isButton)
            .fetchSemanticsNode()
            .id
}
