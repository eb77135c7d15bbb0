package com.portico.app.home

import com.portico.PASSWORD
import com.portico.app.Story
import com.portico.ui.Place
import com.portico.ui.account.AccountWord
import com.portico.ui.accounts.AccountsWord
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** The process dies, or the window is made anew, at each place of home: the same place, and the bundle holds names and ids. */
@RunWith(RobolectricTestRunner::class)
class DeathStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `every place of home is there again`() =
        story.run {
            val anna = already()
            val places =
                listOf(
                    Place.Account(anna),
                    Place.History(anna),
                    Place.WhichMe(account = anna),
                    Place.Problem(account = anna),
                    Place.HelpCard(account = anna),
                    Place.Topics,
                    Place.Topic("S3"),
                    Place.Settings,
                    Place.Licences,
                )
            for (place in places) {
                until("the list") {
                    presenter.state.value.place
                        .takeIf { it == Place.Accounts }
                }
                compose.runOnUiThread { presenter.house(Place.Accounts).go(place) }
                val saved = killed()
                assertEquals(place, presenter.state.value.place)
                assertFalse("$saved", saved.any { PASSWORD in it || "anna" in it })
                back()
            }
        }

    @Test
    fun `a turned phone shows the same account with its text`() =
        story.run {
            already()
            toAccount()
            type(AccountWord.DRAFT_LABEL, "Dear colleagues")
            compose.activityRule.scenario.recreate()
            see("Dear colleagues")
            back()
            at(AccountsWord.TITLE)
        }
}
