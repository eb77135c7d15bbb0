package com.portico.app.signin

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import com.portico.app.Story
import com.portico.scenario.field
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.invitation.InvitationWord
import com.portico.ui.kit.KitWord
import com.portico.ui.recovery.RecoveryWord
import com.portico.ui.scan.ScanWord
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

private const val NEW = "Moon-flower77"

/** What comes by a link: shared with the app, pasted, or in a mail. */
@RunWith(RobolectricTestRunner::class)
class LinkStoryTest {
    @get:Rule val story = Story()

    private fun Story.shared(text: String) {
        compose.runOnUiThread {
            val intent = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
            androidx.test.platform.app.InstrumentationRegistry
                .getInstrumentation()
                .callActivityOnNewIntent(activity, intent)
        }
    }

    private fun Story.copied(text: String) {
        val clipboard = checkNotNull(activity.getSystemService(ClipboardManager::class.java))
        compose.runOnUiThread { clipboard.setPrimaryClip(ClipData.newPlainText(null, text)) }
    }

    private fun Story.signInLink() =
        field(office.portal.desk("POST /hash", mapOf("user" to "anna", "intent" to "preset_task")), "link") as String

    private fun Story.lastMail() = field((field(office.portal.desk("GET /mails"), "mails") as List<*>).last(), "link") as String

    @Test
    fun `a link that was shared is shown, and signs in only after the tap`() =
        story.run {
            val link = signInLink()
            office.portal.newRequests()
            shared(link)
            at(SignInWord.TITLE_LINK)
            see(SignInWord.LINK_NEW_PORTAL)
            screen("signin-confirm-link")
            assertEquals(emptyList<Any>(), office.portal.newRequests())
            tap(text(SignInWord.LINK_GO_ON, "localhost:${office.portal.port}"))
            signedIn()
        }

    @Test
    fun `a link that was copied is read by a tap, shown, and shown once more before it is sent`() =
        story.run {
            tap(KitWord.PASTE_CODE)
            at(KitWord.PASTE_CODE)
            screen("scan-paste")
            tap(ScanWord.PASTE)
            see(ScanWord.NOTHING_PASTED)
            copied(signInLink())
            office.portal.newRequests()
            tap(ScanWord.PASTE)
            see(ScanWord.KIND_QR_SIGN_IN)
            tap(ScanWord.USE)
            at(SignInWord.TITLE_LINK)
            assertEquals(emptyList<Any>(), office.portal.newRequests())
            tap(text(SignInWord.LINK_GO_ON, "localhost:${office.portal.port}"))
            signedIn()
        }

    @Test
    fun `instead of a picture a link signs in, in the sign-in that is open`() =
        story.run {
            lockedOut()
            toCredentials()
            send("anna", com.portico.PASSWORD)
            at(SignInWord.TITLE_PICTURE)
            copied(signInLink())
            tap(KitWord.PASTE_CODE)
            tap(ScanWord.PASTE)
            tap(ScanWord.USE_IN_SIGN_IN)
            at(SignInWord.TITLE_LINK)
            assertEquals(1, portico.signInList().size)
            tap(text(SignInWord.LINK_GO_ON, "localhost:${office.portal.port}"))
            signedIn()
        }

    @Test
    fun `a forgotten password - the mail, its wait, its link, and on with the sign-in (S7, S2)`() =
        story.run {
            toCredentials()
            type(SignInWord.LOGIN, "anna")
            tap(SignInWord.FORGOT)
            at(RecoveryWord.TITLE)
            screen("recovery-form")
            tap(RecoveryWord.SEND)
            see(RecoveryWord.LAST_MAIL)
            screen("recovery-sent")
            pass(61)
            tap(RecoveryWord.RESEND)
            until("two mails") { (field(office.portal.desk("GET /mails"), "mails") as List<*>).takeIf { it.size == 2 } }
            type(RecoveryWord.CHECKWORD, lastMail())
            type(RecoveryWord.PASSWORD, NEW)
            tap(RecoveryWord.SET)
            signedIn()
        }

    @Test
    fun `the link of an older mail is refused with what to do, and the last one is taken (S9)`() =
        story.run {
            toCredentials()
            tap(SignInWord.FORGOT)
            type(RecoveryWord.LOGIN, "anna")
            tap(RecoveryWord.SEND)
            see(RecoveryWord.LAST_MAIL)
            val old = lastMail()
            pass(61)
            tap(RecoveryWord.RESEND)
            until("two mails") { (field(office.portal.desk("GET /mails"), "mails") as List<*>).takeIf { it.size == 2 } }
            type(RecoveryWord.CHECKWORD, old)
            type(RecoveryWord.PASSWORD, NEW)
            tap(RecoveryWord.SET)
            see("The portal did not take it")
            copied(lastMail())
            tap(RecoveryWord.PASTE)
            tap(RecoveryWord.SET)
            signedIn()
        }

    @Test
    fun `an invitation from a mail is shown, looked at and accepted`() =
        story.run {
            val link =
                field(office.portal.desk("POST /invite", mapOf("email" to "carla@company.example", "by" to "anna")), "link")
            office.portal.newRequests()
            shared(link as String)
            at(InvitationWord.TITLE)
            assertEquals(emptyList<Any>(), office.portal.newRequests())
            tap(InvitationWord.OPEN)
            see(InvitationWord.ACCEPT_MAKES)
            screen("invitation-open")
            type(InvitationWord.NAME, "Carla")
            type(InvitationWord.LAST_NAME, "Dunn")
            type(InvitationWord.PASSWORD, NEW)
            tap(InvitationWord.ACCEPT)
            tap(InvitationWord.TO_ACCOUNT)
            assertEquals(
                "Carla Dunn",
                portico.accounts.value
                    .single()
                    .name,
            )
        }
}
