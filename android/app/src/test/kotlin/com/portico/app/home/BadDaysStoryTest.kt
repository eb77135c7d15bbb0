package com.portico.app.home

import com.portico.AccountState
import com.portico.Availability
import com.portico.app.Story
import com.portico.ui.AppWord
import com.portico.ui.account.AccountWord
import com.portico.ui.accounts.AccountsWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File

/** A portal that is away, slow or broken; a key store that is locked or slow; data of a newer version. It is said, and nothing is lost. */
@RunWith(RobolectricTestRunner::class)
class BadDaysStoryTest {
    private val vault = MoodyVault()

    @get:Rule val story = Story(vault)

    @Test
    fun `a portal that is away loses nothing`() =
        story.run {
            val anna = already()
            toAccount()
            type(AccountWord.DRAFT_LABEL, "Dear colleagues")
            pass(1500)
            office.portal.close()
            tap(AccountWord.CHECK)
            val problem =
                until("it is said") {
                    portico.accounts.value
                        .single()
                        .problem
                }
            see(problem.title)
            assertEquals(
                AccountState.SignedIn,
                portico.accounts.value
                    .single()
                    .state,
            )
            assertEquals("Dear colleagues", portico.draftsGet(anna))
        }

    @Test
    fun `a portal that answers rubbish loses nothing`() =
        story.run {
            already()
            toAccount()
            pass(1500)
            office.portal.desk("POST /faults", mapOf("kind" to "garbage", "count" to 5L))
            tap(AccountWord.CHECK)
            see(
                until("it is said") {
                    portico.accounts.value
                        .single()
                        .problem
                }.title,
            )
            assertEquals(
                AccountState.SignedIn,
                portico.accounts.value
                    .single()
                    .state,
            )
        }

    @Test
    fun `a slow portal is waited for where one can see it`() =
        story.run {
            already()
            toAccount()
            pass(1500)
            office.portal.desk("POST /faults", mapOf("kind" to "delay", "ms" to 3000L, "count" to 1L))
            tap(AccountWord.CHECK)
            compose.mainClock.advanceTimeBy(1000)
            see(AppWord.WORKING)
            see(AccountWord.CHECKED)
        }

    @Test
    fun `a locked key store shows the rows and says what to do`() =
        story.run {
            already()
            vault.locked = true
            killed()
            until("it is locked") { portico.availability.value.takeIf { it == Availability.Locked } }
            see(portico.sayError("locked").title)
            see("anna")
            screen("accounts-locked")
            vault.locked = false
            tap(AccountsWord.TRY_AGAIN)
            until("it is not any more") { portico.availability.value.takeIf { it == Availability.Ready } }
            assertEquals(
                AccountState.SignedIn,
                portico.accounts.value
                    .single()
                    .state,
            )
        }

    @Test
    fun `a slow key store shows the rows at once`() =
        story.run {
            already()
            vault.slowMs = 2000
            killed()
            at(AccountsWord.TITLE)
            see("anna")
        }

    @Test
    fun `an account of a newer version is shown and not touched`() =
        story.run {
            val anna = already()
            killed { document(anna.value).let { it.writeText(newer(it.readText())) } }
            see(
                until("it is said") {
                    portico.accounts.value
                        .single()
                        .problem
                }.title,
            )
            see("anna")
        }

    private fun Story.document(account: String): File =
        File(office.folder, "phone/device").walk().single { it.isFile && account in it.name }

    private fun newer(document: String) = document.replace(Regex(""""(version|min_reader)":\s*\d+"""), """"$1":99""")
}
