package com.portico.app.home

import com.portico.app.Story
import com.portico.ui.Deed
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.whichme.WhichMeWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** The topics of the article, read by who has no account yet. */
@RunWith(RobolectricTestRunner::class)
class TopicsStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `every topic says why it is so and what to do`() =
        story.run {
            for (topic in (1..11).map { "S$it" }) {
                val told = portico.helpTopic(topic)
                tap(AccountsWord.TOPICS)
                tap(told.title)
                at(told.title)
                see(told.cause)
                told.steps.forEachIndexed { at, step -> see("${at + 1}. ${step.text}") }
                back()
                back()
            }
        }

    @Test
    fun `an address that is taken is changed in the Network profile (S1, S10)`() =
        story.run {
            for (topic in listOf("S1", "S10")) {
                tap(AccountsWord.TOPICS)
                tap(portico.helpTopic(topic).title)
                tap(Deed.BROWSE)
                assertEquals("https", shadowOf(activity).nextStartedActivity.data?.scheme)
                back()
                back()
            }
        }

    @Test
    fun `who is not in the portal sees which login belongs where (S8)`() =
        story.run {
            tap(AccountsWord.TOPICS)
            tap(portico.helpTopic("S8").title)
            screen("topic")
            tap(Deed.WHICH_ME)
            at(WhichMeWord.TITLE)
            see(portico.helpWhichMe().why)
        }
}
