package com.portico.app.home

import com.portico.AccountState
import com.portico.Portico
import com.portico.app.PhoneWord
import com.portico.app.Story
import com.portico.ffi.PorticoException
import com.portico.ui.Place
import com.portico.ui.accounts.AccountsWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** An app that cannot be opened: it says why and what to do, and goes on where it was once it can be. */
@RunWith(RobolectricTestRunner::class)
class OpeningStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `what could not be opened says what to do and is there again after a tap`() =
        story.run {
            val anna = already("anna")
            val boris = already("boris")
            toAccount("anna")
            killed { closed = PorticoException.VaultLocked() }
            saysWhy("vault_locked")
            closed = null
            tap(PhoneWord.AGAIN)
            until("anna's account is open, as before") { presenter.state.value.place as? Place.Account }
            back()
            at(AccountsWord.TITLE)
            see("anna")
            see("boris")
            assertEquals(listOf(anna, boris), portico.accounts.value.map { it.id })
            assertEquals(List(2) { AccountState.SignedIn }, portico.accounts.value.map { it.state })
        }

    @Test
    fun `an attempt that fails too says why it did`() =
        story.run {
            already()
            killed { closed = PorticoException.VaultLocked() }
            saysWhy("vault_locked")
            closed = PorticoException.StorageFailed()
            tap(PhoneWord.AGAIN)
            saysWhy("storage_failed")
            closed = null
            tap(PhoneWord.AGAIN)
            at(AccountsWord.TITLE)
            see("anna")
        }

    @Test
    fun `an app that dies while it cannot be opened still knows where it was`() =
        story.run {
            already()
            toAccount()
            killed { closed = PorticoException.StorageFailed() }
            saysWhy("storage_failed")
            killed { closed = null }
            until("the account is open") { presenter.state.value.place as? Place.Account }
            see("anna")
        }

    private fun Story.saysWhy(code: String) {
        at(PhoneWord.FAILED)
        val problem = Portico.sayError(code, "en")
        at(problem.title)
        see(problem.cause)
        problem.steps.forEach { seePart(it.text) }
        see(PhoneWord.AGAIN)
    }
}
