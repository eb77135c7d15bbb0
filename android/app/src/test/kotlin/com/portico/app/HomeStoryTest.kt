package com.portico.app

import android.content.Intent
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.onNodeWithText
import com.portico.Action
import com.portico.ui.AppEvent
import com.portico.ui.Place
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.kit.KitWord
import com.portico.ui.settings.SettingsWord
import com.portico.ui.topic.TopicWord
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** A phone without an account. */
@RunWith(RobolectricTestRunner::class)
class HomeStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `somebody who opens the app for the first time is told what to do`() {
        story.at(AccountsWord.TITLE)
        story.see(AccountsWord.EMPTY)
        story.screen("accounts-empty")
    }

    @Test
    fun `every topic can be read, and there is a way back`() {
        story.tap(AccountsWord.TOPICS)
        story.at(TopicWord.TITLE)
        story.screen("topics")
        story.tap(story.portico.helpTopic("S3").title)
        story.at(story.portico.helpTopic("S3").title)
        story.back()
        story.back()
        story.at(AccountsWord.TITLE)
    }

    @Test
    @Config(qualifiers = "w360dp-h480dp-mdpi")
    fun `a failure takes a third of a small window at most, and can be put away at once`() =
        story.run {
            at(AccountsWord.TITLE)
            presenter.on(AppEvent.Run(Action("sign_in.back", mapOf("sign_in" to "nobody"))))
            see(portico.sayError("unknown_sign_in").title)
            val close = compose.onNodeWithText(text(KitWord.CLOSE)).assertIsDisplayed().fetchSemanticsNode()
            assertTrue("${close.boundsInRoot}", close.boundsInRoot.bottom <= 160)
            tap(KitWord.CLOSE)
            assertNull(presenter.state.value.notice)
        }

    @Test
    fun `a turned phone shows the same place`() {
        story.tap(AccountsWord.SETTINGS)
        story.at(SettingsWord.TITLE)
        val before = story.activity
        story.compose.activityRule.scenario
            .recreate()
        story.at(SettingsWord.TITLE)
        assertNotSame(before, story.activity)
    }

    @Test
    fun `a process that died comes back to the same place, and the bundle holds its name and nothing else`() {
        story.tap(AccountsWord.SETTINGS)
        story.at(SettingsWord.TITLE)
        val saved = story.killed()
        assertTrue("$saved", saved.containsAll(listOf("accounts", "settings")))
        story.at(SettingsWord.TITLE)
    }

    @Test
    fun `what another app shared is read once`() {
        story.at(AccountsWord.TITLE)
        story.arrive(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, story.office.portal.url))
        story.until("a sign-in is shown") { (story.presenter.state.value.place as? Place.SignIn) }
        assertNull(story.activity.intent.getStringExtra(Intent.EXTRA_TEXT))
        assertTrue("nothing was sent", story.office.credentials().isEmpty())
    }
}
