package com.portico.app.home

import com.portico.AccountState
import com.portico.app.Story
import com.portico.ui.Deed
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.clear.ClearWord
import com.portico.ui.kit.place
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** One employee on two portals: what is done to one account leaves the other alone. */
@RunWith(RobolectricTestRunner::class)
class TwoPortalsStoryTest {
    @get:Rule val story = Story(beside = 1)

    @Test
    fun `an account is deleted and that on the other portal keeps everything`() =
        story.run {
            val here = already()
            val there = already(at = office.beside.single())
            screen("accounts-two")
            for (row in portico.accounts.value) see(row.portal.place)
            val other = portico.accounts.value.single { it.id == there }
            tap(more("anna"))
            tap(Deed.DELETE)
            at(ClearWord.DELETE)
            tap(ClearWord.CONFIRM_DELETE)
            see(ClearWord.RECEIPT)
            tap(ClearWord.DONE)
            at(AccountsWord.TITLE)
            val left = portico.accounts.value.single()
            assertEquals(there, left.id)
            assertEquals(AccountState.SignedIn, left.state)
            assertEquals(other.copy(selected = left.selected), left)
            assertEquals(null, portico.accounts.value.find { it.id == here })
            assertEquals(
                emptyList<Any?>(),
                office.beside
                    .single()
                    .newRequests()
                    .filter { "logout" in it.toString() },
            )
        }
}
