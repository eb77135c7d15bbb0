package com.portico.ui.signin

import com.portico.LinkKnown
import com.portico.PASSWORD
import com.portico.Step
import com.portico.ui.AppEvent
import com.portico.ui.Place
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Secret
import com.portico.ui.link
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class SignInTest {
    @Test
    fun `an address, a login and a password lead to the account`() =
        signing({ portico.signInStart().id }) {
            assertTrue(state.at.step is Step.Address)
            on(SignInEvent.Address(office.portal.url), SignInEvent.Send)
            at<Step.Credentials>()
            assertTrue(state.tries, state.tries.isNotEmpty())
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            val done = at<Step.Done>()
            until { it.name == "anna" }
            on(SignInEvent.ToAccount)
            assertEquals(listOf(Place.Accounts, Place.Account(done.account)), played.state.stack)
        }

    @Test
    fun `a link for another purpose typed as the address is shown on its own page and is sent nowhere`() =
        signing({ portico.signInStart().id }) {
            for (kind in listOf("recovery", "invitation")) {
                val link = office.link(kind)
                office.portal.newRequests()
                on(SignInEvent.Address(link), SignInEvent.Send)
                val page = played.until { it.place !is Place.Accounts }.place
                assertEquals(if (kind == "invitation") Place.Invitation() else Place.Recovery(), page)
                assertEquals(
                    link,
                    played.app
                        .house(page)
                        .given.value
                        ?.text,
                )
                assertFalse("it is a secret, and no field keeps it", link in "${state.fields}")
                assertNull(state.problem)
                assertEquals(emptyList<Any>(), office.portal.newRequests())
                played.app.on(AppEvent.Back)
            }
        }

    @Test
    fun `a double tap sends once`() =
        signing {
            office.credentials()
            type("anna", PASSWORD)
            on(SignInEvent.Send, SignInEvent.Send, SignInEvent.SendAnyway)
            at<Step.Done>()
            assertEquals(listOf("login_password"), office.credentials())
        }

    @Test
    fun `the keyboard's own button sends nothing while something is missing`() =
        signing {
            office.credentials()
            on(SignInEvent.Login("anna"), SignInEvent.Send, SignInEvent.SendAnyway)
            assertFalse(state.sending)
            on(SignInEvent.Password(Secret(PASSWORD)), SignInEvent.Send)
            at<Step.Done>()
            assertEquals(listOf("login_password"), office.credentials())
        }

    @Test
    fun `what is odd about a password holds it back until it is sent knowingly`() =
        signing {
            office.credentials()
            type("anna", "$PASSWORD ")
            on(SignInEvent.Send)
            assertEquals(listOf("edge_space"), state.warnings.map { it.code })
            on(SignInEvent.Send)
            assertFalse("a second tap on the same button is no consent", state.sending)
            on(SignInEvent.Password(Secret("$PASSWORD  ")))
            assertEquals("what was changed is looked at again", emptyList<Any>(), state.warnings)
            on(SignInEvent.Send, SignInEvent.SendAnyway)
            until { it.at.problem != null && !it.busy }
            assertEquals(listOf("login_password"), office.credentials())
        }

    @Test
    fun `a refusal leaves what was typed and names what it cost`() =
        signing {
            val before = state.tries
            type("anna", "wrong")
            on(SignInEvent.Send)
            until { it.problem?.code == "wrong_credentials" && !it.busy }
            assertEquals("anna", state.fields.login)
            assertEquals("wrong", state.fields.password.text)
            assertNotEquals(before, state.tries)
            on(SignInEvent.Send)
            assertEquals(listOf("same_as_refused"), state.warnings.map { it.code })
        }

    @Test
    fun `no secret that was typed stands in any text of the state or of an event`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", "Moon-flower77")
            val typed = listOf(SignInEvent.Password(Secret("Moon-flower77")), SignInEvent.Word(Secret("Moon-flower77")))
            on(SignInEvent.Code(Secret("Moon-flower77")), SignInEvent.Word(Secret("Moon-flower77")))
            (typed + state).forEach { assertFalse("$it", "Moon-flower77" in "$it") }
        }

    @Test
    fun `a picture keeps the typed password and asks for its letters alone`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            val step = at<Step.Captcha>()
            assertFalse(step.passwordNeeded)
            assertTrue("what the core holds is gone from the screen", state.fields.password.isEmpty)
            assertFalse("the first way needs no picture", state.ways.first().needsPicture)
            untilPictureIsHere()
            read()
            on(SignInEvent.Send)
            at<Step.Done>()
        }

    @Test
    fun `another picture costs nothing and takes the letters of the old one away`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            val first = at<Step.Captcha>()
            untilPictureIsHere()
            read()
            office.credentials()
            on(SignInEvent.OtherPicture)
            until { it.at.step.challenge != first.challenge && it.picture is PictureState.Here }
            assertTrue(state.fields.word.isEmpty)
            assertEquals(emptyList<String>(), office.credentials())
        }

    @Test
    fun `with a screen reader the other ways come before the picture`() =
        signing({
            lockedOut()
            atCredentials()
        }) {
            played.host.screenReader = true
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.Captcha>()
            assertTrue(state.waysFirst)
        }

    @Test
    fun `a wrong code stays in its step and a backup code with spaces signs in`() =
        signing({
            portal.desk("PATCH /users/anna", mapOf("otp" to mapOf("type" to "totp")))
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.SecondFactor>()
            on(SignInEvent.Code(Secret("000000")), SignInEvent.Send)
            until { it.problem?.code == "code_wrong" && !it.busy }
            on(SignInEvent.Show(Open.BACKUP_CODE))
            val code = codeOf("anna", backup = true)
            on(SignInEvent.Code(Secret(" " + code.chunked(2).joinToString(" "))), SignInEvent.Send)
            at<Step.Done>()
        }

    @Test
    fun `a clock that is wrong is said before a code is typed and does not hold it back`() =
        signing({
            portal.desk("PATCH /users/anna", mapOf("otp" to mapOf("type" to "totp")))
            portal.desk("POST /clock", mapOf("skew_s" to 120L))
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.SecondFactor>()
            assertEquals(listOf("clock_drift"), state.standing.map { it.code })
            on(SignInEvent.Code(Secret(codeOf("anna"))), SignInEvent.Send)
            at<Step.Done>()
        }

    @Test
    fun `in another language all that a step says is said anew`() =
        signing({
            portal.desk("PATCH /users/anna", mapOf("otp" to mapOf("type" to "totp")))
            portal.desk("POST /clock", mapOf("skew_s" to 120L))
            atCredentials()
        }) {
            type("anna", "$PASSWORD ")
            on(SignInEvent.Send)
            val (tries, held) = state.tries to state.warnings.single().text
            played.speak("de")
            until { it.tries != tries && it.warnings.single().text != held }
            on(SignInEvent.Password(Secret(PASSWORD)), SignInEvent.Send)
            at<Step.SecondFactor>()
            val standing = state.standing.single().text
            played.speak("ru")
            until { it.standing.single().text != standing }
        }

    @Test
    fun `the lost phone's ways begin with what needs nobody else`() =
        signing({
            portal.desk("PATCH /users/anna", mapOf("otp" to mapOf("type" to "totp")))
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            at<Step.SecondFactor>()
            assertEquals(listOf("backup_code", "administrator", "support"), state.ways.withoutThePhone().map { it.kind })
        }

    @Test
    fun `the wait for another message is counted down by the core`() =
        signing({
            portal.desk("PATCH /users/anna", mapOf("otp" to mapOf("type" to "push"), "phone" to "+4930123456"))
            atCredentials()
        }) {
            type("anna", PASSWORD)
            on(SignInEvent.Send)
            assertTrue(at<Step.SecondFactor>().smsAvailable)
            on(SignInEvent.Sms)
            val sent = until { (it.at.step as? Step.SecondFactor)?.smsWaitS != null && !it.busy }.at.step as Step.SecondFactor
            office.clock.advance(10)
            seconds.emit(Unit)
            until { (it.at.step as Step.SecondFactor).smsWaitS!! <= sent.smsWaitS!! - 10u }
        }

    @Test
    fun `a link is shown and nothing is sent before the tap`() =
        signing({
            val link = portal.desk("POST /hash", mapOf("user" to "anna", "intent" to "preset_task", "ttl_s" to 300L))
            portico.signInStart(link = com.portico.scenario.field(link, "link") as String).id
        }) {
            val step = at<Step.ConfirmLink>()
            assertEquals(LinkKnown.NewPortal, step.known)
            assertNotNull(state.expiresIn)
            assertEquals(emptyList<Any>(), office.portal.newRequests())
            val left = state.expiresIn!!
            office.clock.advance(60)
            seconds.emit(Unit)
            until { it.expiresIn!! <= left - 60 }
            on(SignInEvent.Send)
            at<Step.Done>()
        }

    @Test
    fun `the portal's new address is agreed to before anything is sent there`() =
        signing({
            portal.desk("POST /rename", mapOf("to" to "https://127.0.0.1:${portal.port}"))
            portico.signInStart(address = portal.url).id
        }) {
            val step = at<Step.Moved>()
            assertEquals("https://127.0.0.1:${office.portal.port}", step.to)
            office.portal.desk("POST /rename", mapOf("to" to null))
            on(SignInEvent.Send)
            at<Step.Credentials>()
        }

    @Test
    fun `who has forgotten the password finds the form with the login that was just typed`() =
        signing {
            on(SignInEvent.Login("anna"), SignInEvent.Forgot)
            val place = played.at<Place.Recovery>()
            assertEquals(id, place.signIn)
            assertEquals("anna", portico.signInGet(id).login)
        }

    @Test
    fun `what has ended can be begun again with what was typed`() =
        signing {
            on(SignInEvent.Login("anna"), SignInEvent.Cancel)
            at<Step.Cancelled>()
            on(SignInEvent.Again)
            val next = played.until { (it.place as? Place.SignIn)?.signIn.let { now -> now != null && now != id } }
            assertEquals(1, next.stack.filterIsInstance<Place.SignIn>().size)
            val begun = portico.signInGet((next.place as Place.SignIn).signIn)
            assertTrue("${begun.step}", begun.step is Step.Credentials)
            assertEquals(office.portal.url to "anna", begun.portal?.origin to begun.login)
        }

    @Test
    fun `what has ended before the portal was asked begins again with its address and asks nobody`() =
        signing({ portico.signInStart().id }) {
            on(SignInEvent.Address("sunflower.example"), SignInEvent.Left, SignInEvent.Cancel)
            at<Step.Cancelled>()
            on(SignInEvent.Again)
            val next = played.until { (it.place as? Place.SignIn)?.signIn.let { now -> now != null && now != id } }
            val begun = portico.signInGet((next.place as Place.SignIn).signIn)
            assertEquals("sunflower.example", (begun.step as Step.Address).typed)
        }

    @Test
    fun `a sign-in that nobody knows any more is drawn as ended`() =
        signing({ com.portico.SignInId("nobody") }) {
            assertTrue(state.at.step is Step.Cancelled)
            assertNull(state.picture as? PictureState.Here)
        }
}
