package com.portico

import com.portico.ffi.PorticoException
import com.portico.ffi.StepFields
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.Assert.assertEquals
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test

class StateTest {
    @Test
    fun `the flows follow a sign-in to its end`() =
        office {
            val id = atCredentials()
            val flow = portico.signIn(id)
            portico.signIns.first { it.singleOrNull()?.id == id }
            portico.signInSubmitCredentials(id, "anna", PASSWORD)
            val account = (flow.first { it.step is Step.Done }.step as Step.Done).account
            val row = portico.accounts.first { it.isNotEmpty() }.single()
            assertEquals(account, row.id)
            assertTrue(row.selected)
            portico.signIns.first { it.isEmpty() }
            assertEquals(Availability.Ready, portico.availability.value)
            assertEquals(flow.value, portico.signIn(id).value)
        }

    @Test
    fun `who collects may call back in on the thread that tells`() =
        office { scope ->
            val calledBack = CompletableDeferred<Pair<AccountState, SessionStatus>>()
            val collecting =
                scope.launch(Dispatchers.Unconfined) {
                    portico.accounts.collect { rows ->
                        val row = rows.singleOrNull() ?: return@collect
                        val again = portico.accountsList().accounts.single()
                        calledBack.complete(again.state to portico.sessionStatus(row.id))
                    }
                }
            signedIn()
            val (state, session) = calledBack.await()
            collecting.cancel()
            assertEquals(AccountState.SignedIn, state)
            assertTrue(session.signedIn)
        }

    @Test
    fun `another language words the flow anew`() =
        office {
            val id = atCredentials()
            portico.signInSubmitCredentials(id, "anna", "wrong")
            val english =
                portico
                    .signIn(id)
                    .first { it.problem != null }
                    .problem
                    ?.title
            portico.localeSet("de")
            val german = portico.signIn(id).first { it.problem?.title != english }.problem
            assertEquals("wrong_credentials", german?.code)
        }

    @Test
    fun `a sign-in that nobody knows is an error and not an empty flow`() =
        office {
            assertEquals("unknown_sign_in", thrown<PorticoException> { portico.signIn(SignInId("nobody")) }.code)
        }

    @Test
    fun `a code that a newer library adds is shown as other`() {
        assertEquals("resting", AccountState.of("resting").code)
        assertEquals(AccountState.Other("resting"), AccountState.of("resting"))
        assertEquals(Step.Other("eye_scan"), step(StepFields(kind = "eye_scan")))
        assertEquals("eye_scan", step(StepFields(kind = "eye_scan")).code)
        assertEquals(Reason.Other("asleep"), Account(account(reason = "asleep")).reason)
    }

    @Test
    fun `a code that is known is its object whichever is asked for first`() {
        assertSame(LinkKind.QrSignIn, LinkKind.of(LinkKind.QrSignIn.code))
        assertSame(Reason.Licence, Reason.of("licence"))
        assertSame(Availability.Damaged, Availability.of("damaged"))
        assertSame(SecondFactorType.Hotp, SecondFactorType.of("hotp"))
        assertSame(BrowserThen.None, BrowserThen.of("none"))
        assertSame(CaptchaSecret.Stored, CaptchaSecret.of("stored"))
        assertSame(CaptchaFor.Code, CaptchaFor.of("code"))
        assertSame(LinkKnown.NewPortal, LinkKnown.of("new_portal"))
        assertSame(RecoveryStage.Checkword, RecoveryStage.of("checkword"))
        assertSame(InvitationStage.Browser, InvitationStage.of("browser"))
    }

    private fun account(reason: String) =
        com.portico.ffi.Account(
            id = "a",
            portal = PortalRef("https://alfa.example", "alfa.example", PortalKind.BOX),
            state = "blocked",
            reason = reason,
        )
}
