package com.portico.app.home

import com.portico.app.Story
import com.portico.ui.AppWord
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.settings.SettingsWord
import com.portico.ui.signin.SignInWord
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** A window that is wide enough for two. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w1000dp-h700dp-land-mdpi")
class WideStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `the list stands beside what was opened from it`() =
        story.run {
            at(AccountsWord.TITLE)
            see(AppWord.CHOOSE)
            tap(AccountsWord.SETTINGS)
            at(SettingsWord.TITLE)
            at(AccountsWord.TITLE)
            back()
            see(AppWord.CHOOSE)
        }

    @Test
    fun `what is opened from the list takes the place of what stood beside it`() =
        story.run {
            tap(AccountsWord.SIGN_IN)
            at(SignInWord.TITLE_ADDRESS)
            tap(AccountsWord.SETTINGS)
            at(SettingsWord.TITLE)
            until("nothing is unfinished") { portico.signInList().isEmpty().takeIf { it } }
            back()
            see(AppWord.CHOOSE)
        }
}
