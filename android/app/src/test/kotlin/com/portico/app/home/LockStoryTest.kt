package com.portico.app.home

import android.app.Activity
import android.app.KeyguardManager
import android.os.Build
import androidx.lifecycle.Lifecycle
import com.portico.app.Story
import com.portico.ui.AppWord
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.settings.SettingsWord
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.util.ReflectionHelpers

/** Before Android 10 the owner is asked for in a window of the system's own, for which the app goes behind and comes back. */
@RunWith(RobolectricTestRunner::class)
class LockStoryTest {
    @get:Rule val story = Story()
    private val version = Build.VERSION.SDK_INT

    @After
    fun `the phone is as new as before`() = version(version)

    @Test
    fun `the lock is switched off with one question`() =
        story.run {
            locked()
            tap(AccountsWord.SETTINGS)
            tap(SettingsWord.LOCK)
            answer(Activity.RESULT_OK)
            at(SettingsWord.TITLE)
            until("the lock is off") { (!activity.model.host.choices.lock).takeIf { it } }
            assertFalse(presenter.state.value.covered)
            assertNull("one question", shadowOf(activity).nextStartedActivityForResult)
        }

    @Test
    fun `who is not the owner switches nothing off and sees nothing`() =
        story.run {
            locked()
            tap(AccountsWord.SETTINGS)
            tap(SettingsWord.LOCK)
            answer(Activity.RESULT_CANCELED)
            see(AppWord.COVERED)
            tap(AppWord.UNCOVER)
            answer(Activity.RESULT_OK)
            at(SettingsWord.TITLE)
            assert(activity.model.host.choices.lock)
        }

    @Test
    fun `the owner is asked in the language that was chosen`() =
        story.run {
            locked()
            tap(AccountsWord.SETTINGS)
            tap(SettingsWord.GERMAN)
            tap(SettingsWord.LOCK)
            val question = until("the owner is asked for") { shadowOf(activity).nextStartedActivityForResult }
            assertEquals("Portico entsperren", question.intent.getStringExtra(KeyguardManager.EXTRA_TITLE))
        }

    private fun Story.locked() {
        at(AccountsWord.TITLE)
        shadowOf(activity.getSystemService(KeyguardManager::class.java)).run {
            setIsDeviceSecure(true)
            setIsDeviceSecure(0, true)
        }
        activity.model.host.choices.lock = true
        version(Build.VERSION_CODES.P)
    }

    /** The system's window comes, takes the answer and goes. */
    private fun Story.answer(result: Int) {
        val question = until("the owner is asked for") { shadowOf(activity).nextStartedActivityForResult }
        compose.activityRule.scenario.moveToState(Lifecycle.State.CREATED)
        compose.activityRule.scenario.moveToState(Lifecycle.State.STARTED)
        compose.runOnUiThread { shadowOf(activity).receiveResult(question.intent, result, null) }
        compose.activityRule.scenario.moveToState(Lifecycle.State.RESUMED)
    }

    private fun version(of: Int) = ReflectionHelpers.setStaticField(Build.VERSION::class.java, "SDK_INT", of)
}
