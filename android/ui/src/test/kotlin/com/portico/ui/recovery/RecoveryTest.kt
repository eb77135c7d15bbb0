package com.portico.ui.recovery

import com.portico.RecoveryId
import com.portico.RecoveryStage
import com.portico.SignInId
import com.portico.Step
import com.portico.scenario.Phone
import com.portico.scenario.field
import com.portico.ui.AppEvent
import com.portico.ui.Place
import com.portico.ui.Played
import com.portico.ui.employeeWithMail
import com.portico.ui.go
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Secret
import com.portico.ui.link
import com.portico.ui.played
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

private const val NEW = "Moon-flower77"

class RecoveryTest {
    private val seconds = MutableSharedFlow<Unit>()

    private suspend fun Played.recovery(recovery: RecoveryId? = null, signIn: SignInId? = null): RecoveryPresenter {
        val place = Place.Recovery(recovery, signIn)
        app.go(place)
        val scope = CoroutineScope(currentCoroutineContext() + Job())
        return RecoveryPresenter(scope, app.house(place), recovery, signIn, seconds)
    }

    private fun Played.mails() = field(office.portal.desk("GET /mails"), "mails") as List<*>

    private fun Played.lastMail() = field(mails().last(), "link") as String

    /** The mail that Dora has asked for in a browser. */
    private suspend fun Played.mailOfElsewhere(): String {
        val elsewhere = Phone(File(office.folder, "elsewhere"), listOf(office.portal), office.clock)
        office.employeeWithMail()
        elsewhere.start()
        elsewhere.portico.recoveryStart(office.portal.url, "dora")
        elsewhere.end()
        return lastMail()
    }

    /** The page that the app shows, as it is drawn. */
    private fun Played.shown() = app.room(state.place).presenter as RecoveryPresenter

    /** The form, filled in from a sign-in, up to the page of the open recovery. */
    private suspend fun Played.asked(signIn: SignInId): RecoveryId {
        val form = recovery(signIn = signIn)
        form.on(RecoveryEvent.Login("anna"))
        form.on(RecoveryEvent.Send)
        form.on(RecoveryEvent.Send)
        return until { (it.place as? Place.Recovery)?.recovery != null }.place.let { (it as Place.Recovery).recovery!! }
    }

    private suspend fun RecoveryPresenter.at(stage: RecoveryStage) = state.first { it.at?.stage == stage && !it.busy }

    @Test
    fun `a forgotten password is made anew and the sign-in goes on with it`() =
        played {
            val old = office.atCredentials()
            val id = asked(old)
            assertEquals("a double tap asks for one mail", 1, mails().size)
            val page = recovery(id, old)
            page.at(RecoveryStage.Sent)
            host.clipboard = lastMail()
            page.on(RecoveryEvent.Paste)
            page.on(RecoveryEvent.Password(Secret(NEW)))
            val typed = page.state.value
            assertFalse(NEW in "$typed")
            assertFalse(typed.checkword.text in "$typed")
            page.on(RecoveryEvent.Send)
            val next = until { (it.place as? Place.SignIn)?.signIn.let { now -> now != null && now != old } }
            assertEquals(2, next.stack.size)
            portico.signIn((next.place as Place.SignIn).signIn).first { it.step is Step.Done }
            assertTrue("the one it began from is over", portico.signInGet(old).step is Step.Cancelled)
            assertTrue(page.state.value.password.isEmpty)
        }

    @Test
    fun `the form knows portal and login of the sign-in it comes from`() =
        played {
            val from = office.atCredentials()
            portico.signInSubmitCredentials(from, "anna", "wrong")
            val form = recovery(signIn = from)
            assertEquals(office.portal.url to "anna", form.state.value.address to form.state.value.login)
        }

    @Test
    fun `the wait until another mail is counted down by the core, and a wrong checkword leaves what was typed`() =
        played {
            val id = asked(office.atCredentials())
            val page = recovery(id)
            val wait = page.at(RecoveryStage.Sent).at!!.waitS
            assertTrue("$wait", wait > 50u)
            page.on(RecoveryEvent.Checkword(Secret(lastMail().replace("USER_CHECKWORD=", "USER_CHECKWORD=0"))))
            page.on(RecoveryEvent.Password(Secret(NEW)))
            page.on(RecoveryEvent.Send)
            page.state.first { it.problem?.code == "checkword_wrong" && !it.busy }
            assertEquals(NEW, page.state.value.password.text)
            office.clock.advance(61)
            seconds.emit(Unit)
            page.state.first { it.at!!.waitS == 0UL }
            page.on(RecoveryEvent.Resend)
            page.state.first { it.at!!.waitS > 50u && !it.busy }
        }

    @Test
    fun `the picture on the form is read, and a wrong word brings another`() =
        played {
            office.portal.desk("PATCH /switches", mapOf("I1" to "on"))
            val id = asked(office.atCredentials())
            val page = recovery(id)
            val first = page.state.first { it.picture is PictureState.Here }.picture
            page.on(RecoveryEvent.Word(Secret("wrong")))
            page.on(RecoveryEvent.Send)
            page.state.first { it.problem != null && it.picture is PictureState.Here && it.picture != first && !it.busy }
            assertTrue(page.state.value.word.isEmpty)
            page.on(RecoveryEvent.Word(Secret(office.portal.word() as String)))
            page.on(RecoveryEvent.Send)
            page.at(RecoveryStage.Sent)
        }

    @Test
    fun `a link from a mail that was opened fills in the form and is what is typed from the mail`() =
        played {
            val mail = office.link("recovery")
            app.incoming(mail)
            at<Place.Recovery>()
            val form = recovery()
            val said = portico.linksRead(mail)
            assertEquals(said.portal?.origin to said.login, form.state.value.address to form.state.value.login)
            form.on(RecoveryEvent.Send)
            val id = until { (it.place as? Place.Recovery)?.recovery != null }.place.let { (it as Place.Recovery).recovery!! }
            val page = recovery(id)
            assertEquals(mail, page.state.value.checkword.text)
            page.on(RecoveryEvent.Password(Secret(NEW)))
            page.on(RecoveryEvent.Send)
            at<Place.SignIn>()
            office.clock.advance(61)
            val next = portico.recoveryStart(office.portal.url, "dora")
            assertTrue(
                "a link that was used is not typed again",
                recovery(next.id)
                    .state.value.checkword.isEmpty,
            )
        }

    @Test
    fun `going on with a link asks for no other mail, which would end it`() =
        played {
            val mail = mailOfElsewhere()
            app.incoming(mail)
            at<Place.Recovery>()
            shown().on(RecoveryEvent.Send)
            until { (it.place as? Place.Recovery)?.recovery != null }
            assertEquals(listOf(mail), mails().map { field(it, "link") })
            val page = shown()
            page.on(RecoveryEvent.Password(Secret(NEW)))
            page.on(RecoveryEvent.Send)
            at<Place.SignIn>()
        }

    @Test
    fun `who types another login than the link's asks for a mail of theirs`() =
        played {
            app.incoming(mailOfElsewhere())
            at<Place.Recovery>()
            shown().on(RecoveryEvent.Login("boris"))
            shown().on(RecoveryEvent.Send)
            until { (it.place as? Place.Recovery)?.recovery != null }
            assertEquals(listOf("dora", "boris"), mails().map { field(it, "login") })
        }

    @Test
    fun `the link of a second mail is what is typed on the page that still had the first`() =
        played {
            app.incoming(office.link("recovery"))
            at<Place.Recovery>()
            shown().on(RecoveryEvent.Send)
            val place = until { (it.place as? Place.Recovery)?.recovery != null }.place
            val page = shown()
            page.at(RecoveryStage.Checkword)
            office.advance(61)
            portico.recoveryResend((place as Place.Recovery).recovery!!)
            val second = lastMail()
            app.incoming(second)
            until { it.place == Place.Recovery() }
            shown().on(RecoveryEvent.Send)
            until { it.place == place }
            assertTrue(page === shown())
            page.state.first { it.checkword.text == second }
        }

    @Test
    fun `a link is typed for its own login only, however that is written`() =
        played {
            val mail = office.link("recovery")
            app.incoming(mail)
            at<Place.Recovery>()
            for ((login, typed) in listOf("boris" to "", "DORA" to mail)) {
                val page = recovery(portico.recoveryStart(office.portal.url, login).id)
                assertEquals(login, typed, page.state.value.checkword.text)
            }
        }

    @Test
    fun `a form opened from a sign-in asks its portal for its login whatever link came before`() =
        played {
            app.incoming(office.link("recovery"))
            at<Place.Recovery>()
            val from = office.atCredentials()
            portico.signInKeep(from, login = "anna")
            val form = recovery(signIn = from).state.value
            assertEquals(office.portal.url to "anna", form.address to form.login)
            assertEquals(null to Secret(), form.link to form.checkword)
        }

    @Test
    fun `a link whose page was left fills in no other form`() =
        played {
            app.incoming(office.link("recovery"))
            at<Place.Recovery>()
            app.on(AppEvent.Back)
            val form = recovery().state.value
            assertEquals("" to null, form.address to form.link)
        }
}
