package com.portico.app.signin

import com.portico.PASSWORD
import com.portico.app.Story
import com.portico.ui.Word
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.kit.PictureWord
import com.portico.ui.recovery.RecoveryWord
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertFalse
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** At every step the window is made anew, and the process dies: the same step is there, and what was saved holds no secret. */
@RunWith(RobolectricTestRunner::class)
class SignInKilledTest {
    @get:Rule val story = Story()

    private fun Story.survives(title: Word, vararg secrets: String) {
        compose.activityRule.scenario.recreate()
        at(title)
        // Long enough that what was typed has been given to the core.
        pass(1)
        val saved = killed()
        at(title)
        secrets.forEach { secret -> saved.forEach { assertFalse("saved: $it", secret in it) } }
    }

    @Test
    fun `the address, with what was typed of it`() =
        story.run {
            tap(AccountsWord.SIGN_IN)
            type(SignInWord.ADDRESS, "alfa.exam")
            survives(SignInWord.TITLE_ADDRESS)
            see("alfa.exam")
        }

    @Test
    fun `login and password, with the login and without the password`() =
        story.run {
            toCredentials()
            type(SignInWord.LOGIN, "anna.berg")
            type(SignInWord.PASSWORD, PASSWORD)
            survives(SignInWord.TITLE_CREDENTIALS, PASSWORD)
            see("anna.berg")
            send("anna", PASSWORD)
            signedIn()
        }

    @Test
    fun `the picture, which then asks for the password again`() =
        story.run {
            lockedOut()
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_PICTURE)
            see(PictureWord.SHOWS)
            type(SignInWord.WORD, "letters")
            survives(SignInWord.TITLE_PICTURE, PASSWORD, "letters")
            type(SignInWord.PASSWORD_AGAIN, PASSWORD)
            sendLetters()
            signedIn()
        }

    @Test
    fun `the code, in the same session of the portal`() =
        story.run {
            codes("totp")
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_CODE)
            type(SignInWord.CODE, "973155")
            survives(SignInWord.TITLE_CODE, PASSWORD, "973155")
            type(SignInWord.CODE, code())
            tap(SignInWord.SEND_CODE)
            signedIn()
        }

    @Test
    fun `the portal's new address`() =
        story.run {
            office.portal.desk("POST /rename", mapOf("to" to "https://127.0.0.1:${office.portal.port}"))
            tap(AccountsWord.SIGN_IN)
            type(SignInWord.ADDRESS, office.portal.url)
            tap(SignInWord.NEXT)
            at(SignInWord.TITLE_MOVED)
            survives(SignInWord.TITLE_MOVED)
        }

    @Test
    fun `the browser`() =
        story.run {
            office.portal.desk("PATCH /switches", mapOf("D10" to "without_type"))
            office.portal.desk("PATCH /users/anna", mapOf("otp_required" to true))
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_BROWSER)
            survives(SignInWord.TITLE_BROWSER, PASSWORD)
        }

    @Test
    fun `the mail with the link for a new password`() =
        story.run {
            toCredentials()
            tap(SignInWord.FORGOT)
            type(RecoveryWord.LOGIN, "anna")
            tap(RecoveryWord.SEND)
            see(RecoveryWord.LAST_MAIL)
            type(RecoveryWord.CHECKWORD, "a-checkword")
            type(RecoveryWord.PASSWORD, "Moon-flower77")
            survives(RecoveryWord.TITLE, "a-checkword", "Moon-flower77")
            see(RecoveryWord.LAST_MAIL)
        }
}
