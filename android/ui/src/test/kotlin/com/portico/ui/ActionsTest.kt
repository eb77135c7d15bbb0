package com.portico.ui

import com.portico.AccountState
import com.portico.Action
import com.portico.ReceiptKind
import com.portico.Step
import com.portico.scenario.field
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class ActionsTest {
    private fun Played.run(kind: String, vararg args: Pair<String, String>) = app.on(AppEvent.Run(Action(kind, mapOf(*args))))

    @Test
    fun `what destroys something opens its preview and changes nothing`() =
        played {
            val anna = office.signedIn()
            val clears =
                mapOf(
                    "accounts.reset" to ReceiptKind.RESET,
                    "accounts.sign_out" to ReceiptKind.SIGN_OUT,
                    "accounts.delete" to ReceiptKind.DELETE,
                )
            for ((kind, receipt) in clears) {
                run(kind, "account" to anna.value)
                assertEquals(
                    receipt,
                    until { (it.place as? Place.Clear)?.kind == receipt }.let { (it.place as Place.Clear).kind },
                )
            }
            assertEquals(
                AccountState.SignedIn,
                portico.accounts.value
                    .single()
                    .state,
            )
        }

    @Test
    fun `a sign-in is begun for an account for an address and for neither`() =
        played {
            val anna = office.signedIn()
            run("sign_in.start", "account" to anna.value)
            assertEquals(anna, portico.signInGet(at<Place.SignIn>().signIn).account)
            app.on(AppEvent.Back)
            run("sign_in.start", "address" to office.portal.url)
            assertTrue(portico.signInGet(at<Place.SignIn>().signIn).step is Step.Credentials)
            app.on(AppEvent.Back)
            run("sign_in.start")
            assertTrue(portico.signInGet(at<Place.SignIn>().signIn).step is Step.Address)
        }

    @Test
    fun `one step back leads to the sign-in it is about`() =
        played {
            val id = office.atCredentials()
            run("sign_in.back", "sign_in" to id.value)
            assertEquals(id, at<Place.SignIn>().signIn)
            assertTrue(portico.signInGet(id).step is Step.Address)
        }

    @Test
    fun `a picture is made new`() =
        played {
            val id = office.atCredentials()
            val captcha = office.untilPicture(id)
            run("sign_in.refresh_captcha", "sign_in" to id.value, "challenge" to captcha.challenge.value)
            val fresh = portico.signIn(id).first { (it.step as? Step.Captcha)?.challenge != captcha.challenge && !it.busy }
            assertTrue(fresh.step is Step.Captcha)
        }

    @Test
    fun `a check sends nothing that costs and the one with a price sends once`() =
        played {
            val anna = office.signedIn()
            office.portal.desk("PATCH /users/anna", mapOf("attempts" to 10L))
            office.advance(24 * 60 + 1)
            run("session.check", "account" to anna.value)
            portico.accounts.first { it.single().state == AccountState.CaptchaNeeded }
            office.credentials()
            run("session.check", "account" to anna.value)
            untilIdle()
            assertEquals(emptyList<String>(), office.credentials())
            run("session.check", "account" to anna.value, "spend_try" to "true")
            untilIdle()
            assertEquals(listOf("app_password"), office.credentials())
        }

    @Test
    fun `a second tap on what costs a try spends no second one`() =
        played {
            val anna = office.signedIn()
            office.portal.desk("PATCH /users/anna", mapOf("attempts" to 10L))
            office.advance(24 * 60 + 1)
            run("session.check", "account" to anna.value)
            portico.accounts.first { it.single().state == AccountState.CaptchaNeeded }
            untilIdle()
            office.credentials()
            repeat(2) { run("session.check", "account" to anna.value, "spend_try" to "true") }
            untilIdle()
            assertEquals(listOf("app_password"), office.credentials())
        }

    @Test
    fun `a second tap begins no second sign-in and the button works again when the first is over`() =
        played {
            repeat(2) { run("sign_in.start", "address" to office.portal.url) }
            at<Place.SignIn>()
            untilIdle()
            assertEquals(1, portico.signInList().size)
            app.on(AppEvent.Back)
            run("sign_in.start", "address" to office.portal.url)
            at<Place.SignIn>()
            assertEquals(2, portico.signInList().size)
        }

    @Test
    fun `what failed is put away when something is tried anew`() =
        played {
            val anna = office.signedIn()
            run("accounts.select", "account" to "nobody")
            until { it.notice is Notice.Failed }
            run("session.check", "account" to anna.value)
            untilIdle()
            assertNull(state.notice)
        }

    @Test
    fun `an account is put into use and shown`() =
        played {
            office.signedIn("anna")
            val boris = office.signedIn("boris")
            run("accounts.select", "account" to boris.value)
            assertEquals(boris, at<Place.Account>().account)
            assertEquals(
                boris,
                portico.accounts.value
                    .single { it.selected }
                    .id,
            )
        }

    @Test
    fun `a recovery is begun and another mail is asked for only after its wait`() =
        played {
            office.employeeWithMail()
            run("recovery.start", "address" to office.portal.url, "login" to "dora")
            val id = at<Place.Recovery>().recovery!!
            run("recovery.resend", "recovery" to id.value)
            while (portico.recoveryGet(id).problem == null) yield()
            assertEquals(1, (field(office.portal.desk("GET /mails"), "mails") as List<*>).size)
        }

    @Test
    fun `pages are opened with what they are about`() =
        played {
            val anna = office.signedIn()
            val id = office.atCredentials()
            run("help.which_me", "sign_in" to id.value)
            assertEquals(Place.WhichMe(signIn = id), at<Place.WhichMe>())
            run("history.list", "account" to anna.value)
            assertEquals(anna, at<Place.History>().account)
            run("help.topic", "topic" to "S8")
            assertEquals("S8", at<Place.Topic>().topic)
            run("share_help_card", "account" to anna.value)
            assertEquals(Place.HelpCard(account = anna), at<Place.HelpCard>())
            run("invitation.open")
            assertNull(at<Place.Invitation>().invitation)
        }

    @Test
    fun `a QR code is scanned for the sign-in where it is asked for`() =
        played {
            val id = office.atCredentials()
            run("sign_in.back", "sign_in" to id.value)
            at<Place.SignIn>()
            run("scan_qr")
            assertEquals(id, at<Place.Scan>().signIn)
        }

    @Test
    fun `the browser opens https only and the phone its settings`() =
        played {
            run("open_url", "url" to "https://sunflower.example")
            untilIdle()
            run("open_settings")
            untilIdle()
            run("open_url", "url" to "file:///etc/hosts")
            val refused = until { it.notice != null }.notice as Notice.Of
            assertEquals(AppWord.NO_BROWSER, refused.word)
            assertEquals(listOf("https://sunflower.example"), host.browsed)
            assertEquals(1, host.settingsOpened)
        }

    @Test
    fun `what fails is said in the words of the core and the app goes on`() =
        played {
            run("accounts.select", "account" to "nobody")
            val failed = until { it.notice != null }.notice as Notice.Failed
            assertEquals(portico.sayError("unknown_account"), failed.problem)
            app.on(AppEvent.Read)
            assertNull(state.notice)
        }
}
