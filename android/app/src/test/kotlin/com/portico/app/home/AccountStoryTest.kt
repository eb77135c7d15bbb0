package com.portico.app.home

import android.app.Application
import android.content.ClipboardManager
import android.content.Intent
import androidx.core.os.bundleOf
import androidx.test.core.app.ApplicationProvider
import com.portico.AccountState
import com.portico.app.Story
import com.portico.app.signin.sendLetters
import com.portico.app.signin.signedIn
import com.portico.ui.account.AccountWord
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.helpcard.HelpCardWord
import com.portico.ui.history.HistoryWord
import com.portico.ui.problem.ProblemWord
import com.portico.ui.settings.SettingsWord
import com.portico.ui.whichme.WhichMeWord
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** One account: its session, its unsent text, its lockout and its block, and the pages about it. */
@RunWith(RobolectricTestRunner::class)
class AccountStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `unsent text outlives the process`() =
        story.run {
            val anna = already()
            toAccount()
            screen("account-signed-in")
            type(AccountWord.DRAFT_LABEL, "Dear colleagues")
            pass(1)
            until("the text is kept") { portico.draftsGet(anna).takeIf { it == "Dear colleagues" } }
            val saved = killed()
            assertFalse("$saved", saved.any { "colleagues" in it })
            see("Dear colleagues")
        }

    @Test
    fun `a lockout made elsewhere is cured from the list by one picture (S6)`() =
        story.run {
            val anna = already()
            office.portal.desk("PATCH /users/anna", mapOf("attempts" to 10L))
            pass(1500)
            toAccount()
            tap(AccountWord.CHECK)
            until("a picture is wanted") {
                portico.accounts.value
                    .single()
                    .takeIf { it.state == AccountState.CaptchaNeeded }
            }
            see(
                checkNotNull(
                    portico.accounts.value
                        .single()
                        .problem,
                ).title,
            )
            screen("account-captcha")
            office.credentials()
            tap(AccountWord.WHY)
            screen("problem")
            tap(ProblemWord.TO_LIST)
            at(AccountsWord.TITLE)
            tap(AccountWord.ANSWER_PICTURE)
            sendLetters()
            signedIn()
            assertEquals(listOf("app_password"), office.credentials())
            assertEquals(
                AccountState.SignedIn,
                portico.accounts.value
                    .single { it.id == anna }
                    .state,
            )
        }

    @Test
    fun `a network that is not allowed keeps sign-in and text and another look lets in (S5)`() =
        story.run {
            val anna = already()
            toAccount()
            type(AccountWord.DRAFT_LABEL, "Dear colleagues")
            office.portal.desk("PUT /ip-rules", mapOf("allowed" to listOf("10.0.0.1")))
            pass(1500)
            tap(AccountWord.CHECK)
            until("it is blocked") {
                portico.accounts.value
                    .single()
                    .takeIf { it.state == AccountState.Blocked && it.tries.unanswered == 0u }
            }
            screen("blocked")
            see("Dear colleagues")
            office.portal.desk("PUT /ip-rules", mapOf("allowed" to emptyList<String>()))
            tap(AccountWord.CHECK)
            until("it is signed in") {
                portico.accounts.value
                    .single()
                    .takeIf { it.state == AccountState.SignedIn }
            }
            assertEquals("Dear colleagues", portico.draftsGet(anna))
        }

    @Test
    fun `the session says how long it lives (S3)`() =
        story.run {
            already()
            toAccount()
            see(AccountWord.SESSION_ABOUT, 24)
            pass(600)
            see(AccountWord.SESSION_ABOUT, 14)
            pass(1500)
            see(AccountWord.SESSION_NONE)
        }

    @Test
    fun `the history says what happened and compares with what is allowed (S5)`() =
        story.run {
            already()
            toAccount()
            tap(AccountWord.HISTORY)
            at(HistoryWord.TITLE)
            seePart(text(HistoryWord.PHONE))
            screen("history")
            type(HistoryWord.ALLOWED, "the office")
            tap(HistoryWord.COMPARE)
            see(HistoryWord.ALLOWED_WRONG)
        }

    @Test
    fun `the map shows which login belongs where (S8, S11)`() =
        story.run {
            already("anna")
            already("boris")
            toAccount("anna")
            tap(AccountWord.WHICH_ME)
            at(WhichMeWord.TITLE)
            see(WhichMeWord.PORTALS_OF_COMPANY)
            screen("which-me")
        }

    @Test
    fun `the help card is seen before it is shared or copied`() =
        story.run {
            already()
            toAccount()
            tap(AccountWord.HELP_CARD)
            at(HelpCardWord.TITLE)
            screen("helpcard")
            tap(HelpCardWord.COPY)
            see(HelpCardWord.COPIED)
            val app = ApplicationProvider.getApplicationContext<Application>()
            val copied =
                checkNotNull(
                    app.getSystemService(ClipboardManager::class.java),
                ).primaryClip?.getItemAt(0)?.text.toString()
            assertTrue(copied, "anna" in copied)
            tap(HelpCardWord.SHARE)
            assertEquals(Intent.ACTION_CHOOSER, shadowOf(activity).nextStartedActivity.action)
        }

    @Test
    fun `another language words everything at once`() =
        story.run {
            tap(AccountsWord.SETTINGS)
            at(SettingsWord.TITLE)
            screen("settings")
            tap(SettingsWord.GERMAN)
            at("Einstellungen")
            back()
            at("Konten")
            tap(AccountsWord.TOPICS)
            see(portico.helpTopic("S3").title)
        }

    @Test
    fun `the privacy policy that the manifest names is opened in the browser`() =
        story.run {
            val app = ApplicationProvider.getApplicationContext<Application>()
            val packages = shadowOf(app.packageManager)
            packages.getInternalMutablePackageInfo(app.packageName).applicationInfo?.metaData =
                bundleOf("com.portico.app.PRIVACY_POLICY" to "https://company.example/privacy")
            tap(AccountsWord.SETTINGS)
            at(SettingsWord.TITLE)
            tap(SettingsWord.PRIVACY)
            assertEquals("https://company.example/privacy", shadowOf(activity).nextStartedActivity.dataString)
        }
}
