package com.portico.app.signin

import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.requestFocus
import androidx.compose.ui.text.AnnotatedString
import com.portico.PASSWORD
import com.portico.Step
import com.portico.app.Story
import com.portico.ui.AppEvent
import com.portico.ui.Deed
import com.portico.ui.account.AccountWord
import com.portico.ui.kit.PictureWord
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Sign-ins played by touch, each to its end. */
@RunWith(RobolectricTestRunner::class)
class SignInStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `a first sign-in, from the empty list to the account`() =
        story.run {
            toCredentials()
            screen("signin-credentials")
            see(portico.sayTries(portico.signInList().single().tries))
            send("anna", PASSWORD)
            signedIn()
            assertEquals(1, portico.accounts.value.size)
        }

    @Test
    fun `letters that are typed faster than they come round are all there, where they were typed`() =
        story.run {
            toCredentials()
            val login = compose.onNode(hasText(text(SignInWord.LOGIN)) and hasSetTextAction())
            val insert = checkNotNull(login.fetchSemanticsNode().config[SemanticsActions.InsertTextAtCursor].action)
            login.requestFocus()
            compose.mainClock.autoAdvance = false
            for (letter in "anna.berg") {
                compose.runOnUiThread {
                    insert(AnnotatedString(letter.toString()))
                    Snapshot.sendApplyNotifications()
                }
                compose.mainClock.advanceTimeByFrame()
            }
            compose.mainClock.autoAdvance = true
            val typed = login.fetchSemanticsNode().config
            assertEquals(
                "anna.berg" to 9,
                typed[SemanticsProperties.EditableText].text to typed[SemanticsProperties.TextSelectionRange].end,
            )
        }

    @Test
    fun `a wrong password is warned of before it is sent, refused, and not sent again by itself (S7)`() =
        story.run {
            toCredentials()
            send("anna", "$PASSWORD ")
            see(SignInWord.SEND_ANYWAY)
            assertEquals(emptyList<String>(), office.credentials())
            tap(SignInWord.CHANGE_IT)
            type(SignInWord.PASSWORD, "wrong")
            tap(SignInWord.SIGN_IN)
            until("the refusal") { portico.signInList().single().problem }
            see(problem().title)
            screen("signin-refused")
            assertEquals(listOf("login_password"), office.credentials())
            tap(SignInWord.SIGN_IN)
            see(SignInWord.SEND_ANYWAY)
            type(SignInWord.PASSWORD, PASSWORD)
            tap(SignInWord.SIGN_IN)
            signedIn()
        }

    @Test
    fun `a lockout with a typed password takes the picture's letters and nothing else`() =
        story.run {
            lockedOut()
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_PICTURE)
            see(PictureWord.SHOWS)
            screen("signin-captcha-typed")
            val first = office.portal.word()
            tap(PictureWord.OTHER)
            until("another picture has come") { office.portal.word().takeIf { it != first } }
            sendLetters()
            signedIn()
        }

    @Test
    fun `a lockout made elsewhere is cured by one picture, without retyping anything (S6)`() =
        story.run {
            signIn()
            lockedOut()
            pass(1500)
            val account = portico.accounts.value.single()
            runCatching { kotlinx.coroutines.runBlocking { portico.sessionCall(account.id, "profile") } }
            back()
            until("the list says so") {
                portico.accounts.value
                    .single()
                    .problem
            }
            tap(AccountWord.ANSWER_PICTURE)
            at(SignInWord.TITLE_PICTURE)
            see(PictureWord.SHOWS)
            screen("signin-captcha-stored")
            office.credentials()
            sendLetters()
            signedIn()
            assertEquals(listOf("app_password"), office.credentials())
        }

    @Test
    fun `a one-time code, with spaces as people type it`() =
        story.run {
            codes("totp")
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_CODE)
            screen("signin-code")
            type(SignInWord.CODE, code().chunked(3).joinToString(" "))
            tap(SignInWord.SEND_CODE)
            signedIn()
        }

    @Test
    fun `a code by text message, and the wait until the next one counted down`() =
        story.run {
            codes("push")
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_CODE)
            tap(SignInWord.SEND_SMS)
            until("the message is on its way") { (office.portal.desk("GET /sms").toString()).takeIf { "4930" in it } }
            // From here on the wait is counted; time that passes before is none of it.
            until("the wait has begun") { (portico.signInList().single().step as Step.SecondFactor).smsWaitS }
            pass(120)
            tap(SignInWord.SEND_SMS)
            type(SignInWord.CODE, code())
            tap(SignInWord.SEND_CODE)
            signedIn()
        }

    @Test
    fun `the phone with the codes is lost, and a backup code with letters signs in (S4)`() =
        story.run {
            codes("totp")
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_CODE)
            tap(SignInWord.LOST_PHONE)
            see(SignInWord.LOST_PHONE_TITLE)
            screen("signin-code-lost-phone")
            tap(SignInWord.USE_BACKUP_CODE)
            type(SignInWord.BACKUP_CODE, backupCode())
            tap(SignInWord.SEND_CODE)
            signedIn()
        }

    @Test
    fun `the lost phone's help card, codes switched off, and the password is enough (S4)`() =
        story.run {
            codes("totp")
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_CODE)
            tap(Deed.HELP_CARD)
            back()
            at(SignInWord.TITLE_CODE)
            office.portal.desk("PATCH /users/anna", mapOf("otp" to null))
            tap(SignInWord.OTHER_LOGIN)
            at(SignInWord.TITLE_CREDENTIALS)
            send("anna", PASSWORD)
            signedIn()
        }

    @Test
    fun `a portal that has moved is agreed to before anything is sent there`() =
        story.run {
            val to = "https://127.0.0.1:${office.portal.port}"
            office.portal.desk("POST /rename", mapOf("to" to to))
            presenter.on(AppEvent.Front)
            tap(com.portico.ui.accounts.AccountsWord.SIGN_IN)
            type(SignInWord.ADDRESS, office.portal.url)
            tap(SignInWord.NEXT)
            at(SignInWord.TITLE_MOVED)
            screen("signin-moved")
            office.portal.desk("POST /rename", mapOf("to" to null))
            tap(SignInWord.MOVED_GO_ON)
            at(SignInWord.TITLE_CREDENTIALS)
            send("anna", PASSWORD)
            signedIn()
            assertTrue(
                portico.accounts.value
                    .single()
                    .portal.origin == to,
            )
        }

    @Test
    fun `codes are a duty and nobody set them up - the browser, and then the password again`() =
        story.run {
            office.portal.desk("PATCH /switches", mapOf("D10" to "without_type"))
            office.portal.desk("PATCH /users/anna", mapOf("otp_required" to true))
            toCredentials()
            send("anna", PASSWORD)
            at(SignInWord.TITLE_BROWSER)
            screen("signin-browser")
            tap(SignInWord.BROWSER_OPEN)
            codes("totp")
            tap(SignInWord.BROWSER_BACK)
            at(SignInWord.TITLE_CREDENTIALS)
            send("anna", PASSWORD)
            at(SignInWord.TITLE_CODE)
            type(SignInWord.CODE, code())
            tap(SignInWord.SEND_CODE)
            signedIn()
        }

    @Test
    fun `a slow portal is waited for with a line that says so, and can be given up`() =
        story.run {
            tap(com.portico.ui.accounts.AccountsWord.SIGN_IN)
            at(SignInWord.TITLE_ADDRESS)
            screen("signin-address")
            office.late("/mobile/", 20_000)
            office.late("/", 20_000)
            type(SignInWord.ADDRESS, office.portal.url)
            tap(SignInWord.NEXT)
            see(SignInWord.ASKING_PORTAL)
            tap(SignInWord.CANCEL)
            at(SignInWord.TITLE_ENDED)
            office.portal.desk("DELETE /faults")
            tap(SignInWord.AGAIN)
            at(SignInWord.TITLE_ADDRESS)
            until("the address that was typed") {
                portico.signInList().singleOrNull()?.takeIf {
                    office.portal.url in
                        "${it.step}"
                }
            }
            tap(SignInWord.NEXT)
            at(SignInWord.TITLE_CREDENTIALS)
        }
}
