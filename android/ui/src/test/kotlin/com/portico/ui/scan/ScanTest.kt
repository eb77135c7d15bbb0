package com.portico.ui.scan

import com.portico.LinkKind
import com.portico.SignInId
import com.portico.Step
import com.portico.ui.Place
import com.portico.ui.Played
import com.portico.ui.go
import com.portico.ui.kit.Secret
import com.portico.ui.link
import com.portico.ui.played
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.emptyFlow
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class ScanTest {
    private suspend fun Played.scan(signIn: SignInId? = null): ScanPresenter {
        val place = Place.Scan(signIn)
        app.go(place)
        return ScanPresenter(CoroutineScope(currentCoroutineContext() + Job()), app.house(place), signIn, emptyFlow())
    }

    private val ScanPresenter.kind: LinkKind? get() = state.value.run { link?.kind }

    @Test
    fun `what the camera sees is shown and goes no further by itself`() =
        played {
            val link = office.link("sign_in")
            office.portal.newRequests()
            val scan = scan()
            scan.on(ScanEvent.Seen(Secret(link)))
            scan.on(ScanEvent.Seen(Secret("another code beside it")))
            val shown = scan.state.value
            assertEquals(LinkKind.QrSignIn, shown.link?.kind)
            assertTrue("$shown", shown.link?.portal?.origin == office.portal.url)
            assertFalse("the link signs in, so it stands in no text", link.substringAfter("hash=") in "$shown")
            assertEquals(emptyList<Any>(), office.portal.newRequests())
            assertEquals(emptyList<Any>(), portico.signInList())
        }

    @Test
    fun `used, it is shown once more by the sign-in before anything is sent`() =
        played {
            val scan = scan()
            scan.on(ScanEvent.Text(Secret(office.link("sign_in"))))
            office.portal.newRequests()
            assertNull(scan.state.value.link)
            scan.on(ScanEvent.Look)
            scan.on(ScanEvent.Use)
            val place = at<Place.SignIn>()
            assertTrue(portico.signInGet(place.signIn).step is Step.ConfirmLink)
            assertEquals(emptyList<Any>(), office.portal.newRequests())
        }

    @Test
    fun `in an open sign-in it takes the place of what is asked for there`() =
        played {
            val open = office.atCredentials()
            app.go(Place.SignIn(open))
            val scan = scan(open)
            scan.on(ScanEvent.Seen(Secret(office.link("sign_in"))))
            office.portal.newRequests()
            scan.on(ScanEvent.Use)
            scan.on(ScanEvent.Use)
            assertEquals(open, at<Place.SignIn>().signIn)
            assertTrue(portico.signInGet(open).step is Step.ConfirmLink)
            assertEquals(listOf(open), portico.signInList().map { it.id })
            assertEquals(emptyList<Any>(), office.portal.newRequests())
        }

    @Test
    fun `the clipboard is read by a tap only, and what it holds is shown first`() =
        played {
            host.clipboard = office.portal.url
            val scan = scan()
            assertNull(scan.state.value.link)
            scan.on(ScanEvent.Paste)
            assertEquals(LinkKind.Portal, scan.kind)
            scan.on(ScanEvent.Another)
            host.clipboard = " "
            scan.on(ScanEvent.Paste)
            assertTrue(scan.state.value.nothingPasted)
        }

    @Test
    fun `a link for another purpose says so and leads to its own page`() =
        played {
            val scan = scan()
            scan.on(ScanEvent.Seen(Secret(office.link("recovery"))))
            assertEquals(LinkKind.Recovery, scan.kind)
            scan.on(ScanEvent.Use)
            at<Place.Recovery>()
            scan.on(ScanEvent.Another)
            scan.on(ScanEvent.Seen(Secret(office.link("invitation"))))
            assertEquals(LinkKind.Invitation, scan.kind)
            scan.on(ScanEvent.Use)
            at<Place.Invitation>()
        }

    @Test
    fun `without a camera there is paste, and the settings are a tap away`() =
        played {
            val scan = scan()
            assertNull(scan.state.value.camera)
            scan.on(ScanEvent.CameraRefused)
            assertTrue(scan.state.value.cameraRefused)
            scan.on(ScanEvent.Settings)
            assertEquals(1, host.settingsOpened)
        }
}
