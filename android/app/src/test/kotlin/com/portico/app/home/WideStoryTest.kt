package com.portico.app.home

import com.portico.app.Story
import com.portico.ui.AppWord
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.settings.SettingsWord
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
}
