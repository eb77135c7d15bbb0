package com.portico.app.home

import com.portico.AccountState
import com.portico.app.Story
import com.portico.ui.Deed
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.clear.ClearWord
import com.portico.ui.kit.StateWord
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Two employees on one phone: the list, its order, and the three clears, each with what goes and what stays before. */
@RunWith(RobolectricTestRunner::class)
class AccountsStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `rows are moved by their choices and the order stays when the process dies`() =
        story.run {
            val anna = already("anna")
            val boris = already("boris")
            see("boris")
            choose("boris", AccountsWord.MOVE_UP)
            until("the new order") { portico.accounts.value.takeIf { rows -> rows.map { it.id } == listOf(boris, anna) } }
            killed()
            at(AccountsWord.TITLE)
            assertEquals(listOf(boris, anna), portico.accounts.value.map { it.id })
        }

    @Test
    fun `another account is put into use`() =
        story.run {
            val anna = already("anna")
            already("boris")
            choose("anna", AccountsWord.USE)
            val inUse = until("one is in use") { portico.accounts.value.find { it.selected && it.id == anna } }
            assertEquals("anna", inUse.login)
        }

    @Test
    fun `a reset says what goes and what stays and the row keeps its place`() =
        story.run {
            val anna = already("anna")
            val boris = already("boris")
            choose("anna", Deed.RESET)
            at(ClearWord.RESET)
            see(ClearWord.KEEP)
            screen("clear-reset-preview")
            tap(ClearWord.CONFIRM_RESET)
            see(ClearWord.RECEIPT)
            tap(ClearWord.DONE)
            at(AccountsWord.TITLE)
            assertEquals(listOf(anna, boris), portico.accounts.value.map { it.id })
            assertEquals(listOf(AccountState.NeedsSignIn, AccountState.SignedIn), portico.accounts.value.map { it.state })
            see(
                checkNotNull(
                    portico.accounts.value
                        .first()
                        .problem,
                ).title,
            )
        }

    @Test
    fun `who looks at a preview and changes nothing has changed nothing`() =
        story.run {
            already("anna")
            choose("anna", Deed.SIGN_OUT)
            at(ClearWord.SIGN_OUT)
            tap(ClearWord.KEEP)
            at(AccountsWord.TITLE)
            see(StateWord.SIGNED_IN)
        }

    @Test
    fun `signing out tells the portal`() =
        story.run {
            already("anna")
            office.portal.newRequests()
            choose("anna", Deed.SIGN_OUT)
            tap(ClearWord.CONFIRM_SIGN_OUT)
            see(ClearWord.RECEIPT)
            assertTrue(office.portal.newRequests().any { "logout" in it.toString() })
        }

    @Test
    fun `a deleted account is gone and its receipt says what is left on the portal`() =
        story.run {
            already("anna")
            val boris = already("boris")
            choose("anna", Deed.DELETE)
            at(ClearWord.DELETE)
            tap(ClearWord.CONFIRM_DELETE)
            see(ClearWord.RECEIPT)
            see(ClearWord.PORTAL)
            screen("clear-receipt-delete")
            tap(ClearWord.DONE)
            at(AccountsWord.TITLE)
            assertEquals(listOf(boris), portico.accounts.value.map { it.id })
        }

    @Test
    fun `what is unfinished is gone on with or ended from the list`() =
        story.run {
            tap(AccountsWord.SIGN_IN)
            at(SignInWord.TITLE_ADDRESS)
            type(SignInWord.ADDRESS, "sunflower.example")
            back()
            at(AccountsWord.TITLE)
            see(AccountsWord.UNFINISHED)
            tap(AccountsWord.GO_ON)
            at(SignInWord.TITLE_ADDRESS)
            back()
            tap(AccountsWord.CANCEL)
            until("nothing is unfinished") { portico.signInList().takeIf { it.isEmpty() } }
            see(AccountsWord.EMPTY)
        }

    @Test
    fun `who only looks at a sign-in and goes back finds the list as it was`() =
        story.run {
            repeat(2) {
                tap(AccountsWord.SIGN_IN)
                at(SignInWord.TITLE_ADDRESS)
                back()
                at(AccountsWord.TITLE)
            }
            until("nothing is unfinished") { portico.signInList().takeIf { it.isEmpty() } }
            see(AccountsWord.EMPTY)
        }
}
