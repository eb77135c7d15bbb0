package com.portico.ui.signin

import com.portico.PASSWORD
import com.portico.Step
import com.portico.ui.AppEvent
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Secret
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.CoroutineContext

/** A main thread that does what is asked of it only when the test says so. */
private class Held : CoroutineDispatcher() {
    private val asked = ConcurrentLinkedQueue<Runnable>()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        asked += block
    }

    fun work() {
        while (true) (asked.poll() ?: return).run()
    }
}

/** What stays when a screen goes, and what comes too late for one. */
class SignInKeptTest {
    @Test
    fun `a typed login is the core's when the screen closes and stands there after the app was ended`() =
        signing {
            on(SignInEvent.Login("anna.b"), SignInEvent.Password(Secret(PASSWORD)))
            close()
            portico.signIn(id).first { it.login == "anna.b" }
            restart()
            at<Step.Credentials>()
            assertEquals("anna.b", state.fields.login)
            assertTrue(state.fields.password.isEmpty)
        }

    @Test
    fun `a typed address is kept when its field is left, and no part of it before`() =
        signing({ portico.signInStart().id }) {
            val kept = mutableListOf<String?>()
            val noting = played.scope.launch { portico.signIn(id).collect { kept += (it.step as Step.Address).typed } }
            on(SignInEvent.Address("alfa.exam"))
            seconds.emit(Unit)
            on(SignInEvent.Address("alfa.example"))
            seconds.emit(Unit)
            on(SignInEvent.Left)
            portico.signIn(id).first { (it.step as Step.Address).typed == "alfa.example" }
            noting.cancel()
            assertFalse("$kept", "alfa.exam" in kept)
            on(SignInEvent.Address("alfa.example.or"))
            assertEquals("what the core has kept meanwhile takes nothing away", "alfa.example.or", state.fields.address)
        }

    @Test
    fun `an address that the core still wrote when the screen was opened stands there, and the row stays`() =
        signing({ portico.signInStart().id }) {
            portico.signInKeep(id, address = "alfa.example")
            until { it.fields.address == "alfa.example" }
            screen.left()
            assertEquals(listOf(id), portico.signInList().map { it.id })
        }

    @Test
    fun `a typed login is kept when the app goes behind, where it may be ended`() =
        signing {
            on(SignInEvent.Login("anna.b"))
            assertNull(portico.signInGet(id).login)
            played.app.on(AppEvent.Behind)
            portico.signIn(id).first { it.login == "anna.b" }
        }

    @Test
    fun `every step is there again on a new screen, with its picture and without what was typed`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            val step = at<Step.Captcha>()
            untilPictureIsHere()
            read()
            close()
            open()
            assertEquals(step.challenge, at<Step.Captcha>().challenge)
            untilPictureIsHere()
            assertTrue(state.fields.word.isEmpty)
            assertEquals("anna", state.at.login)
        }

    @Test
    fun `after a restart the picture asks for the password again, looks at it, and goes out with it`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.Captcha>()
            restart()
            assertTrue(at<Step.Captcha>().passwordNeeded)
            untilPictureIsHere()
            read()
            on(SignInEvent.Password(Secret("$PASSWORD ")), SignInEvent.Send)
            assertEquals(listOf("edge_space"), state.warnings.map { it.code })
            on(SignInEvent.Password(Secret(PASSWORD)), SignInEvent.Send)
            at<Step.Done>()
        }

    @Test
    fun `another picture leaves the password that was typed for it, and a try takes it`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.Captcha>()
            restart()
            val first = at<Step.Captcha>()
            untilPictureIsHere()
            on(SignInEvent.Word(Secret("letters")), SignInEvent.Password(Secret("Moon-flower77")))
            on(SignInEvent.OtherPicture)
            val second = until { it.at.step.challenge != first.challenge && !it.busy }
            assertEquals("" to "Moon-flower77", second.fields.word.text to second.fields.password.text)
            on(SignInEvent.Word(Secret("letters")), SignInEvent.Send)
            val third = until { it.at.step.challenge != second.at.step.challenge && !it.busy }
            assertTrue("it went out", third.fields.password.isEmpty)
        }

    @Test
    fun `an answer to a picture that was changed meanwhile is not sent, and that is said`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            val old = at<Step.Captcha>()
            untilPictureIsHere()
            close()
            val held = Held()
            open(held)
            held.work()
            on(SignInEvent.Word(Secret("letters")))
            portico.signInRefreshCaptcha(id, old.challenge)
            office.credentials()
            on(SignInEvent.Send)
            while (!state.late) held.work()
            assertEquals(emptyList<String>(), office.credentials())
            assertTrue(state.at.step.challenge != old.challenge)
            assertTrue(state.fields.word.isEmpty)
            on(SignInEvent.Word(Secret("x")))
            assertFalse("once it is gone on with, that is no news", state.late)
        }

    @Test
    fun `a screen that was left while the portal was asked has lost nothing`() =
        signing {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            close()
            portico.signIn(id).first { it.step is Step.Done }
            open()
            at<Step.Done>()
        }

    @Test
    fun `a picture that the portal does not give is said, and can be asked for again`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            office.portal.desk("POST /faults", mapOf("kind" to "drop", "count" to 1L, "path" to "/mobile/ajax.php"))
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.Captcha>()
            until { it.picture is PictureState.Failed }
            on(SignInEvent.PictureAgain)
            untilPictureIsHere()
        }
}
