package com.portico.ui.invitation

import com.portico.InvitationStage
import com.portico.scenario.field
import com.portico.ui.AppEvent
import com.portico.ui.AppWord
import com.portico.ui.Notice
import com.portico.ui.Place
import com.portico.ui.Played
import com.portico.ui.go
import com.portico.ui.kit.Secret
import com.portico.ui.link
import com.portico.ui.played
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Test

private const val CHOSEN = "Moon-flower77"

class InvitationTest {
    private suspend fun Played.invitation(): InvitationPresenter {
        app.go(Place.Invitation())
        return InvitationPresenter(CoroutineScope(currentCoroutineContext() + Job()), app.house(Place.Invitation()))
    }

    /** An invitation that was opened by its link, and its page. */
    private suspend fun Played.given(link: String): InvitationPresenter {
        app.incoming(link)
        at<Place.Invitation>()
        return invitation()
    }

    private fun InvitationPresenter.fillIn() {
        on(InvitationEvent.Name("Carla"))
        on(InvitationEvent.LastName("Dunn"))
        on(InvitationEvent.Password(Secret(CHOSEN)))
    }

    private fun Played.accepted() =
        office.portal.newRequests().count { field(it, "method") == "POST" && "invite" in (field(it, "path") as String) }

    @Test
    fun `it is shown, looked at, and accepted once`() =
        played {
            office.signedIn()
            val link = office.link("invitation")
            office.portal.newRequests()
            val page = given(link)
            assertNotNull(page.state.value.link)
            assertEquals("before the tap nothing is sent", emptyList<Any>(), office.portal.newRequests())
            page.on(InvitationEvent.Open)
            page.state.first { it.at?.stage is InvitationStage.Open && !it.busy }
            assertEquals("looking spends nothing", 0, accepted())
            page.fillIn()
            assertFalse(CHOSEN in "${page.state.value}")
            page.on(InvitationEvent.Accept)
            page.on(InvitationEvent.Accept)
            val done = page.state.first { it.at?.stage is InvitationStage.Done && !it.busy }
            assertEquals(1, accepted())
            assertEquals(Secret(), done.password)
            page.on(InvitationEvent.GoOn)
            assertEquals(done.at?.account, at<Place.Account>().account)
        }

    @Test
    fun `another link has another page`() =
        played {
            given(office.link("invitation"))
            val first = app.room(Place.Invitation())
            val invited = mapOf("email" to "erik@company.example", "by" to "anna")
            app.incoming(field(office.portal.desk("POST /invite", invited), "link") as String)
            while (app.room(Place.Invitation()) === first) yield()
        }

    @Test
    fun `one that was left is not shown again`() =
        played {
            given(office.link("invitation"))
            app.on(AppEvent.Back)
            assertNull(invitation().state.value.link)
        }

    @Test
    fun `one that was used says so`() =
        played {
            office.signedIn()
            val link = office.link("invitation")
            val id = portico.invitationOpen(link).id
            portico.invitationAccept(id, "Carla", "Dunn", CHOSEN)
            val page = given(link)
            page.on(InvitationEvent.Open)
            val used = page.state.first { it.problem?.code == "invitation_used" && !it.busy }
            assertFalse(used.canBeAccepted)
        }

    @Test
    fun `one that is accepted in a browser is opened there, and where nothing can its link is not shown`() =
        played {
            office.portal.desk("PATCH /switches", mapOf("P9" to "cloud"))
            val link = office.link("invitation")
            val page = given(link)
            page.on(InvitationEvent.Open)
            page.state.first { it.at?.stage is InvitationStage.Browser && !it.busy }
            page.on(InvitationEvent.Browse)
            assertEquals(listOf(link), host.browsed)
            assertNull(state.notice)
            host.hasBrowser = false
            page.on(InvitationEvent.Browse)
            val notice = until { it.notice != null }.notice
            assertEquals(Notice.Of(AppWord.NO_BROWSER, office.portal.url.removePrefix("https://")), notice)
        }

    @Test
    fun `without its link the way on is to give it once more`() =
        played {
            val page = invitation()
            assertNull(page.state.value.link)
            page.on(InvitationEvent.Open)
            assertNull(page.state.value.at)
            page.on(InvitationEvent.Scan)
            assertEquals(listOf(Place.Accounts, Place.Scan()), state.stack)
        }

    @Test
    fun `a failure leaves names and password where they were typed`() =
        played {
            office.signedIn()
            val page = given(office.link("invitation"))
            page.on(InvitationEvent.Open)
            page.state.first { it.at?.stage is InvitationStage.Open && !it.busy }
            page.fillIn()
            office.portal.desk("POST /faults", mapOf("kind" to "drop", "count" to 9L))
            page.on(InvitationEvent.Accept)
            val failed = page.state.first { it.problem != null && !it.busy }
            assertEquals(listOf("Carla", "Dunn", CHOSEN), listOf(failed.name, failed.lastName, failed.password.text))
        }
}
