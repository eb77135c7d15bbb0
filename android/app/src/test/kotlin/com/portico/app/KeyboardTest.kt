package com.portico.app

import android.view.View
import android.view.inputmethod.EditorInfo
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.input.InputMode
import androidx.compose.ui.input.InputModeManager
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.platform.LocalInputModeManager
import androidx.compose.ui.platform.LocalSoftwareKeyboardController
import androidx.compose.ui.platform.LocalView
import androidx.compose.ui.platform.SoftwareKeyboardController
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsFocused
import androidx.compose.ui.test.assertIsNotFocused
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performImeAction
import androidx.compose.ui.test.performKeyInput
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.pressKey
import androidx.compose.ui.test.requestFocus
import androidx.compose.ui.test.withKeyDown
import androidx.test.core.app.ApplicationProvider
import com.portico.ui.LocalWords
import com.portico.ui.Word
import com.portico.ui.account.AccountView
import com.portico.ui.account.AccountWord
import com.portico.ui.account.OneAccountEvent
import com.portico.ui.account.OneAccountState
import com.portico.ui.kit.LineField
import com.portico.ui.kit.LineKind
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.recovery.RecoveryWord
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** Which keyboard comes, when it goes, and where keys lead. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h2000dp-mdpi")
class KeyboardTest {
    @get:Rule val compose = createComposeRule()
    private val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
    private lateinit var view: View

    private fun draw(content: @Composable () -> Unit) =
        compose.setContent {
            view = LocalView.current
            CompositionLocalProvider(LocalWords provides words) { PorticoTheme { content() } }
        }

    private fun field(word: Word) = compose.onNode(hasText(words[word]) and hasSetTextAction())

    @Test
    fun `the letters of a picture, and a mail's checkword, are typed in Latin letters`() {
        val asked =
            listOf(
                "signin-captcha-typed" to SignInWord.WORD,
                "recovery-picture" to RecoveryWord.WORD,
                "recovery-sent" to RecoveryWord.CHECKWORD,
            )
        var shown by mutableStateOf("")
        draw { PREVIEWS.find { it.name == shown }?.draw?.invoke() }
        val options =
            asked.map { (name, word) ->
                shown = name
                field(word).performScrollTo().requestFocus()
                compose.runOnIdle { EditorInfo().also(view::onCreateInputConnection).imeOptions }
            }
        assertEquals(options.map { EditorInfo.IME_FLAG_FORCE_ASCII }, options.map { it and EditorInfo.IME_FLAG_FORCE_ASCII })
    }

    @Test
    fun `a whole link can be put where a checkword is typed`() {
        var text by mutableStateOf("")
        val link = "https://sunflower.example/auth/?change_password=yes&USER_CHECKWORD=abc"
        draw { LineField(text, { text = it }, "Link", kind = LineKind.CODE_LETTERS) }
        compose.onNodeWithText("Link").performTextInput(link)
        assertEquals(link, text)
    }

    @Test
    fun `the keyboard goes when its own button has sent, so that the answer is seen`() {
        val done = mutableListOf<String>()
        val keyboard =
            object : SoftwareKeyboardController {
                override fun show() = Unit

                override fun hide() {
                    done += "hidden"
                }
            }
        draw {
            CompositionLocalProvider(LocalSoftwareKeyboardController provides keyboard) {
                LineField("", {}, "Code", onDone = { done += "sent" })
            }
        }
        compose.onNodeWithText("Code").requestFocus()
        compose.onNodeWithText("Code").performImeAction()
        assertEquals(listOf("sent", "hidden"), done)
    }

    @OptIn(ExperimentalTestApi::class)
    @Test
    fun `Tab leads out of a text of several lines, and back`() {
        val typed = mutableListOf<OneAccountEvent>()
        lateinit var input: InputModeManager
        draw {
            input = LocalInputModeManager.current
            AccountView(OneAccountState(), typed::add)
        }
        // As the system does when a key of a real keyboard is pressed: buttons take the focus then.
        compose.runOnIdle { assertTrue(input.requestInputMode(InputMode.Keyboard)) }
        val draft = field(AccountWord.DRAFT_LABEL)
        draft.requestFocus()
        draft.performKeyInput { pressKey(Key.Tab) }
        draft.assertIsNotFocused()
        draft.requestFocus()
        draft.performKeyInput { withKeyDown(Key.ShiftLeft) { pressKey(Key.Tab) } }
        draft.assertIsNotFocused()
        assertEquals(emptyList<OneAccountEvent>(), typed)
    }

    @Test
    fun `who wants to type a backup code is where it is typed`() {
        draw { PREVIEWS.single { it.name == "signin-code" }.draw() }
        compose.onNodeWithText(words[SignInWord.USE_BACKUP_CODE]).performScrollTo().performClick()
        field(SignInWord.CODE).assertIsFocused()
    }
}
