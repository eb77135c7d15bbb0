package com.portico.ui

import com.portico.AccountId
import com.portico.ReceiptKind
import com.portico.Step
import com.portico.ui.account.AccountPresenter
import com.portico.ui.account.OneAccountEvent
import com.portico.ui.clear.ClearEvent
import com.portico.ui.clear.ClearPresenter
import com.portico.ui.signin.SignInEvent
import com.portico.ui.signin.SignInPresenter
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class AppTest {
    @Test
    fun `going back leads to the list and no further`() =
        played {
            app.go(Place.Topics, Place.Topic("S3"))
            app.on(AppEvent.Back)
            assertEquals(Place.Topics, state.place)
            app.on(AppEvent.Back)
            assertFalse(state.canGoBack)
            app.on(AppEvent.Back)
            assertEquals(listOf(Place.Accounts), state.stack)
        }

    @Test
    fun `a place that is open already is gone back to`() =
        played {
            app.go(Place.Topics, Place.Topic("S3"), Place.Settings, Place.Topics)
            assertEquals(listOf(Place.Accounts, Place.Topics), state.stack)
        }

    @Test
    fun `a presenter lives as long as its place`() =
        played {
            app.go(Place.Topics)
            val first = app.room(Place.Topics)
            assertTrue(first === app.room(Place.Topics))
            app.on(AppEvent.Back)
            app.go(Place.Topics)
            assertFalse(first === app.room(Place.Topics))
        }

    @Test
    fun `after the process died every place is there again except for what is gone`() =
        played {
            val anna = office.signedIn()
            val open = office.atCredentials()
            val places =
                listOf(
                    Place.Account(anna),
                    Place.SignIn(open),
                    Place.WhichMe(signIn = open),
                    Place.History(anna),
                    Place.Problem(account = anna),
                    Place.Topics,
                    Place.Topic("S11"),
                    Place.HelpCard(account = anna),
                    Place.Settings,
                    Place.Licences,
                    Place.Scan(open),
                    Place.Recovery(),
                    Place.Invitation(),
                )
            app.go(*places.toTypedArray(), Place.Account(AccountId("nobody")), Place.Topic("S99"))
            office.phone.restart()
            killed()
            assertEquals(listOf(Place.Accounts) + places, state.stack)
        }

    @Test
    fun `a clear is not offered again after the process died at its receipt`() =
        played {
            val anna = office.signedIn()
            app.go(Place.Account(anna), Place.Clear(anna, ReceiptKind.RESET))
            portico.accountsReset(anna)
            killed()
            assertEquals(listOf(Place.Accounts, Place.Account(anna)), state.stack)
        }

    @Test
    fun `what is opened from the list beside it takes the place of what stood there`() =
        played {
            val list = app.house(Place.Accounts)
            list.go(Place.SignIn(portico.signInStart().id))
            app.room(state.place)
            list.go(Place.Topics)
            assertEquals(listOf(Place.Accounts, Place.Topics), state.stack)
            while (portico.signInList().isNotEmpty()) yield()
            app.go(Place.Topic("S3"))
            val topics = app.room(Place.Topics)
            list.go(Place.Topics)
            assertEquals(listOf(Place.Accounts, Place.Topics), state.stack)
            assertTrue("what is open already stays as it is", topics === app.room(Place.Topics))
        }

    @Test
    fun `what was typed beside the list is kept when something else is opened from it`() =
        played {
            val open = office.atCredentials()
            val anna = office.signedIn()
            app.go(Place.SignIn(open))
            (app.room(state.place).presenter as SignInPresenter).on(SignInEvent.Login("anna.b"))
            app.house(Place.Accounts).go(Place.Account(anna))
            (app.room(state.place).presenter as AccountPresenter).on(OneAccountEvent.Draft("Dear colleagues"))
            app.house(Place.Accounts).go(Place.Topics)
            while (portico.signInGet(open).login != "anna.b" || portico.draftsGet(anna) != "Dear colleagues") yield()
        }

    @Test
    fun `a link from outside leaves what is open below it`() =
        played {
            app.go(Place.Topics)
            app.incoming(office.link("invitation"))
            at<Place.Invitation>()
            assertEquals(listOf(Place.Accounts, Place.Topics, Place.Invitation()), state.stack)
        }

    @Test
    fun `what is saved holds no secret`() =
        played {
            val mail = office.link("recovery")
            app.incoming(mail)
            at<Place.Recovery>()
            assertEquals(listOf("accounts", "recovery"), app.saved)
        }

    @Test
    fun `places of a deleted account fall away and its receipt stays`() =
        played {
            val anna = office.signedIn()
            app.go(Place.Account(anna), Place.History(anna), Place.Clear(anna, ReceiptKind.DELETE))
            portico.accountsDelete(anna)
            until { it.stack == listOf(Place.Accounts, Place.Clear(anna, ReceiptKind.DELETE)) }
        }

    @Test
    fun `a link from outside is shown and nothing is sent for it`() =
        played {
            val link = office.link("sign_in")
            office.portal.newRequests()
            app.incoming(link)
            val step = portico.signInGet(at<Place.SignIn>().signIn).step
            assertTrue("$step", step is Step.ConfirmLink)
            assertEquals(emptyList<Any?>(), office.portal.newRequests())
            assertEquals(emptyList<Any?>(), portico.accounts.value)
        }

    @Test
    fun `an invitation from outside is not opened before a tap`() =
        played {
            val link = office.link("invitation")
            office.portal.newRequests()
            app.incoming(link)
            assertNull(at<Place.Invitation>().invitation)
            assertEquals(emptyList<Any?>(), office.portal.newRequests())
            assertFalse(app.saved.any { link.takeLast(8) in it })
        }

    @Test
    fun `nothing is shown before the owner was asked for`() =
        played {
            host.choices.lock = true
            host.ownerIsThere = false
            killed()
            while (host.asked == 0) yield()
            assertTrue(state.covered)
            host.ownerIsThere = true
            app.on(AppEvent.Uncover)
            until { !it.covered }
            app.on(AppEvent.Behind)
            assertTrue(state.covered)
            app.on(AppEvent.Front)
            until { !it.covered }
        }

    @Test
    fun `going back closes nothing behind the lock`() =
        played {
            host.choices.lock = true
            app.go(Place.Invitation())
            host.ownerIsThere = false
            app.on(AppEvent.Behind)
            assertFalse(state.canGoBack)
            app.on(AppEvent.Back)
            host.ownerIsThere = true
            app.on(AppEvent.Front)
            until { !it.covered }
            at<Place.Invitation>()
            app.on(AppEvent.Back)
            assertEquals(Place.Accounts, state.place)
        }

    @Test
    fun `a window with a secret is kept out of screenshots`() =
        played {
            val open = office.atCredentials()
            app.go(Place.SignIn(open))
            untilSecured(true)
            app.on(AppEvent.Back)
            untilSecured(false)
            val address = Place.SignIn(portico.signInStart().id)
            for (place in listOf(address, Place.Scan(), Place.Recovery(), Place.Invitation())) {
                app.go(place)
                untilSecured(true)
                app.on(AppEvent.Back)
                untilSecured(false)
            }
        }

    @Test
    fun `what the portal forbids to be kept is kept out of screenshots`() =
        played {
            office.portal.desk("PATCH /policy", mapOf("canTakeScreenshot" to false))
            val anna = office.signedIn()
            assertFalse(
                portico
                    .accountsList()
                    .accounts
                    .single()
                    .policy.screenshots,
            )
            app.go(Place.Account(anna))
            untilSecured(true)
        }

    @Test
    fun `a clear under way is not left so that its receipt is read`() =
        played {
            val anna = office.signedIn()
            val place = Place.Clear(anna, ReceiptKind.DELETE)
            app.go(Place.Account(anna), place)
            val clear = app.room(place).presenter as ClearPresenter
            clear.state.first { it.preview != null }
            clear.on(ClearEvent.Confirm)
            app.on(AppEvent.Back)
            clear.on(ClearEvent.Leave)
            app.go(Place.Account(anna))
            assertEquals(place, state.place)
            clear.state.first { it.receipt != null }
            clear.on(ClearEvent.Leave)
            until { it.stack == listOf(Place.Accounts) }
        }

    @Test
    fun `a sign-in that was only looked at leaves no row behind`() =
        played {
            app.go(Place.SignIn(portico.signInStart().id))
            app.room(state.place)
            app.on(AppEvent.Back)
            while (portico.signInList().isNotEmpty()) yield()
        }

    @Test
    fun `a sign-in where something was typed or went wrong is there when one comes back`() =
        played {
            val typed = portico.signInStart().id
            app.go(Place.SignIn(typed))
            (app.room(state.place).presenter as SignInPresenter).on(SignInEvent.Address("sunflower.example"))
            app.on(AppEvent.Back)
            app.incoming("no link at all")
            val wrong = at<Place.SignIn>().signIn
            app.room(state.place)
            app.on(AppEvent.Back)
            while ((portico.signInGet(typed).step as Step.Address).typed != "sunflower.example") yield()
            assertEquals(setOf(typed, wrong), portico.signInList().map { it.id }.toSet())
        }

    @Test
    fun `another language words everything anew`() =
        played {
            app.go(Place.Settings)
            host.choices.language = "de"
            app.on(AppEvent.Front)
            assertEquals("de", state.language)
            assertEquals(portico.helpTopic("S3").title, portico.also { it.localeSet("de") }.helpTopic("S3").title)
        }
}
