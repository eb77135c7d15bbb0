package com.portico.ui

import com.portico.AccountId
import com.portico.AccountState
import com.portico.PASSWORD
import com.portico.ReceiptKind
import com.portico.ui.account.AccountPresenter
import com.portico.ui.account.OneAccountEvent
import com.portico.ui.accounts.AccountsEvent
import com.portico.ui.accounts.AccountsPresenter
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.accounts.landing
import com.portico.ui.clear.ClearEvent
import com.portico.ui.clear.ClearPresenter
import com.portico.ui.helpcard.HelpCardEvent
import com.portico.ui.helpcard.HelpCardPresenter
import com.portico.ui.history.HistoryEvent
import com.portico.ui.history.HistoryPresenter
import com.portico.ui.kit.StateWord
import com.portico.ui.problem.ProblemPresenter
import com.portico.ui.settings.SettingsEvent
import com.portico.ui.settings.SettingsPresenter
import com.portico.ui.topic.TopicPresenter
import com.portico.ui.topic.TopicsPresenter
import com.portico.ui.whichme.WhichMePresenter
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class PresentersTest {
    private fun Played.house(at: Place = Place.Accounts) = app.house(at)

    @Test
    fun `the list shows what is wrong and the first thing to do about it`() =
        played {
            val anna = office.signedIn()
            portico.accountsReset(anna)
            val list = AccountsPresenter(scope, house())
            val row =
                list.state
                    .first { it.rows.singleOrNull()?.problem != null }
                    .rows
                    .single()
            assertEquals(StateWord.NEEDS_SIGN_IN, row.state)
            assertEquals("sign_in.start", row.remedy?.kind)
            assertEquals(office.portal.url.removePrefix("https://"), row.portal)
        }

    @Test
    fun `a row is moved and the order stays`() =
        played {
            val anna = office.signedIn("anna")
            val boris = office.signedIn("boris")
            val list = AccountsPresenter(scope, house())
            list.on(AccountsEvent.Move(boris, 0))
            list.state.first { state -> state.rows.map { it.id } == listOf(boris, anna) }
            list.on(AccountsEvent.Move(boris, 99))
            list.state.first { state -> state.rows.map { it.id } == listOf(anna, boris) }
            list.on(AccountsEvent.Move(boris, -3))
            list.state.first { state -> state.rows.map { it.id } == listOf(boris, anna) }
        }

    @Test
    fun `a row lands past each whose half it has passed`() {
        val heights = listOf(100, 60, 100)
        assertEquals(0, landing(heights, 0, 29f))
        assertEquals(1, landing(heights, 0, 31f))
        assertEquals(1, landing(heights, 0, 109f))
        assertEquals(2, landing(heights, 0, 111f))
        assertEquals(2, landing(heights, 0, 9000f))
        assertEquals(0, landing(heights, 2, -9000f))
        assertEquals(1, landing(heights, 2, -40f))
    }

    @Test
    fun `what is unfinished is listed until it is ended`() =
        played {
            val list = AccountsPresenter(scope, house())
            list.on(AccountsEvent.SignIn)
            val row =
                list.state
                    .first { it.unfinished.isNotEmpty() }
                    .unfinished
                    .single()
            assertEquals(AccountsWord.AT_ADDRESS, row.waitsFor)
            assertEquals(row.id, at<Place.SignIn>().signIn)
            list.on(AccountsEvent.Cancel(row.id))
            list.state.first { it.unfinished.isEmpty() }
        }

    @Test
    fun `a double tap begins one sign-in`() =
        played {
            val list = AccountsPresenter(scope, house())
            list.on(AccountsEvent.SignIn)
            list.on(AccountsEvent.SignIn)
            at<Place.SignIn>()
            untilIdle()
            assertEquals(1, portico.signInList().size)
        }

    @Test
    fun `the clipboard is read by a tap only`() =
        played {
            val list = AccountsPresenter(scope, house())
            list.on(AccountsEvent.Paste)
            assertEquals(Notice.Of(AccountsWord.NOTHING_PASTED), until { it.notice != null }.notice)
            host.clipboard = office.link("invitation")
            list.on(AccountsEvent.Paste)
            assertNull(at<Place.Invitation>().invitation)
        }

    @Test
    fun `a clear is shown before and its receipt after`() =
        played {
            val anna = office.signedIn()
            val place = Place.Clear(anna, ReceiptKind.DELETE)
            app.go(place)
            val clear = ClearPresenter(scope, house(place), anna, ReceiptKind.DELETE)
            assertNull("nothing is said of the account before it was looked at", clear.state.value.preview)
            val before = clear.state.first { it.preview != null }
            assertEquals(portico.sayReceipt(portico.accountsPreview(anna, ReceiptKind.DELETE)), before.preview)
            assertEquals(
                AccountState.SignedIn,
                portico
                    .accountsList()
                    .accounts
                    .single()
                    .state,
            )
            clear.on(ClearEvent.Confirm)
            clear.on(ClearEvent.Confirm)
            val after = clear.state.first { it.receipt != null }
            assertTrue(portico.accountsList().accounts.isEmpty())
            assertEquals(office.portal.url, after.left.single().url)
            assertTrue(after.receipt!!.any { after.left.single().what in it })
            clear.on(ClearEvent.Leave)
            until { it.stack == listOf(Place.Accounts) }
        }

    @Test
    fun `a clear of an account that is gone says so and nothing else`() =
        played {
            val clear = ClearPresenter(scope, house(), AccountId("nobody"), ReceiptKind.RESET)
            clear.state.first { it.preview?.isEmpty() == true }
            assertNull(state.notice)
        }

    @Test
    fun `unsent text is kept as it is typed also when the place is left at once`() =
        played {
            val anna = office.signedIn()
            val account = AccountPresenter(scope, house(), anna, MutableSharedFlow())
            account.on(OneAccountEvent.Draft("Dear col"))
            account.on(OneAccountEvent.Draft("Dear colleagues 🌻"))
            scope.cancel()
            untilKept(anna, "Dear colleagues 🌻")
        }

    @Test
    fun `text that is too long is said to be and stays on the screen`() =
        played {
            val anna = office.signedIn()
            val account = AccountPresenter(scope, house(), anna, MutableSharedFlow())
            account.on(OneAccountEvent.Draft("short"))
            untilKept(anna, "short")
            account.on(OneAccountEvent.Draft("Ж".repeat(4097)))
            val long = account.state.first { it.draftProblem != null }
            assertEquals(4097, long.draft.length)
            assertEquals("short", portico.draftsGet(anna))
        }

    @Test
    fun `the session says its minutes and changes with them only`() =
        played {
            val anna = office.signedIn()
            val seconds = MutableSharedFlow<Unit>()
            val account = AccountPresenter(scope, house(), anna, seconds)
            val first = account.state.first { it.session != null }.session!!
            assertEquals(24, first.minutes)
            office.clock.advance(120)
            account.state.first {
                seconds.emit(Unit)
                it.session?.minutes == 22
            }
            office.clock.advance(3600)
            account.state.first {
                seconds.emit(Unit)
                it.session == null
            }
        }

    @Test
    fun `the history says what happened and refuses what is no range`() =
        played {
            val anna = office.signedIn()
            val history = HistoryPresenter(scope, house(), anna)
            val entries = history.state.first { !it.busy }.entries
            assertTrue(entries.isNotEmpty())
            history.on(HistoryEvent.Allowed("the office"))
            history.on(HistoryEvent.Compare)
            val wrong = history.state.first { it.allowedWrong && !it.busy }
            assertEquals(entries, wrong.entries)
            history.on(HistoryEvent.Allowed("10.0.0.0/8, 192.0.2.1"))
            history.on(HistoryEvent.Compare)
            assertTrue(
                history.state
                    .first { !it.busy && !it.allowedWrong }
                    .entries
                    .isNotEmpty(),
            )
        }

    @Test
    fun `the map shows every login of this phone`() =
        played {
            office.signedIn("anna")
            office.signedIn("boris")
            val map = WhichMePresenter(scope, house()).state.first { it.company.size + it.cloud.size == 2 }
            assertEquals(setOf("anna", "boris"), (map.company + map.cloud).map { it.login }.toSet())
            assertTrue((map.company + map.cloud).all { it.state == StateWord.SIGNED_IN })
        }

    @Test
    fun `a problem's page says when it is over`() =
        played {
            val anna = office.signedIn()
            portico.accountsReset(anna)
            val page = ProblemPresenter(scope, house(), account = anna)
            assertNotNull(page.state.first { it.problem != null })
            office.signedIn()
            page.state.first { it.problem == null }
        }

    @Test
    fun `a wait is counted down by the core on an account's page and its problem's, until it is over`() =
        played {
            val anna = office.signedIn()
            busy()
            portico.sessionCheck(anna)
            val seconds = MutableSharedFlow<Unit>()
            val account = AccountPresenter(scope, house(), anna, seconds)
            val page = ProblemPresenter(scope, house(), account = anna, seconds = seconds)
            val waits = { listOf(account.state.value.problem, page.state.value.problem).map { it?.retry?.waitS } }
            suspend fun wait(left: ULongRange?) {
                while (waits().any { if (left == null) it != null else it == null || it !in left }) {
                    seconds.emit(Unit)
                    yield()
                }
            }
            wait(590uL..600uL)
            office.clock.advance(120)
            wait(470uL..480uL)
            office.clock.advance(600)
            wait(null)
            assertEquals(
                "portal_busy",
                page.state.value.problem
                    ?.code,
            )
        }

    @Test
    fun `a sign-in's wait is counted down on the page of its problem`() =
        played {
            val open = office.atCredentials()
            busy()
            portico.signInSubmitCredentials(open, "anna", PASSWORD)
            val seconds = MutableSharedFlow<Unit>()
            val page = ProblemPresenter(scope, house(), signIn = open, seconds = seconds)
            page.state.first { it.problem?.retry?.waitS != null }
            office.clock.advance(120)
            page.state.first {
                seconds.emit(Unit)
                it.problem
                    ?.retry
                    ?.waitS
                    ?.let { left -> left <= 480u } == true
            }
        }

    @Test
    fun `a page that is open is in another language as soon as that is chosen`() =
        played {
            val anna = office.signedIn()
            val clear = ClearPresenter(scope, house(), anna, ReceiptKind.RESET)
            val receipt = ClearPresenter(scope, house(), office.signedIn("boris"), ReceiptKind.DELETE)
            receipt.state.first { it.preview != null }
            receipt.on(ClearEvent.Confirm)
            val texts =
                listOf(
                    TopicsPresenter(scope, house()).state.map { it.topics.firstOrNull()?.title },
                    TopicPresenter(scope, house(), "S3").state.map { it.topic?.title },
                    HistoryPresenter(scope, house(), anna).state.map { it.entries.firstOrNull()?.means },
                    HelpCardPresenter(scope, house(), account = anna).state.map { it.text.ifEmpty { null } },
                    WhichMePresenter(scope, house(), account = anna).state.map { it.why.ifEmpty { null } },
                    clear.state.map { it.preview?.first() },
                    receipt.state.map { it.receipt?.first() },
                )
            val english = texts.map { text -> text.filterNotNull().first() }
            speak("de")
            texts.zip(english).forEach { (text, before) -> text.first { it != null && it != before } }
        }

    @Test
    fun `all topics have their names`() =
        played {
            val topics = TopicsPresenter(scope, house()).state.first { it.topics.isNotEmpty() }.topics
            assertEquals((1..11).map { "S$it" }, topics.map { it.topic })
            assertEquals(11, topics.map { it.title }.toSet().size)
        }

    @Test
    fun `the card leaves the phone by a tap only`() =
        played {
            val anna = office.signedIn()
            val card = HelpCardPresenter(scope, house(), account = anna)
            val text = card.state.first { it.text.isNotEmpty() }.text
            assertEquals(emptyList<String>(), host.shared + host.copied)
            card.on(HelpCardEvent.Share)
            card.on(HelpCardEvent.Copy)
            assertEquals(listOf(text), host.shared)
            assertEquals(listOf(text), host.copied)
        }

    @Test
    fun `only the owner changes the lock`() =
        played {
            val settings = SettingsPresenter(scope, house())
            host.ownerIsThere = false
            settings.on(SettingsEvent.Lock(true))
            while (host.asked == 0) yield()
            assertEquals(false, host.choices.lock)
            host.ownerIsThere = true
            settings.on(SettingsEvent.Lock(true))
            settings.state.first { it.lock }
            settings.on(SettingsEvent.Language("ru"))
            assertEquals("ru", state.language)
            settings.on(SettingsEvent.Look(Theme.DARK))
            assertEquals(Theme.DARK, state.theme)
        }

    @Test
    fun `the privacy policy is opened where there is one on a safe page`() =
        played {
            val settings = SettingsPresenter(scope, house())
            settings.on(SettingsEvent.Privacy)
            assertEquals(listOf("https://company.example/privacy"), host.browsed)
            for (none in listOf(null, "http://company.example/privacy")) {
                host.privacyPolicy = none
                host.version = none
                val state = SettingsPresenter(scope, house()).state.value
                assertEquals(listOf(null, none), listOf(state.privacyPolicy, state.version))
            }
        }

    /** The portal asks for ten minutes of patience, once. */
    private fun Played.busy() {
        val fault = mapOf("kind" to "status", "status" to 429L, "headers" to mapOf("Retry-After" to "600"))
        office.portal.desk("POST /faults", fault)
    }

    private suspend fun Played.untilKept(account: AccountId, text: String) {
        while (portico.draftsGet(account) != text) yield()
    }
}
