package com.portico

import com.portico.ffi.NoHandle
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
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import com.portico.ffi.Portico as Core

/** A core that says what a test tells it to. */
private open class Spoken : Core(NoHandle) {
    @Volatile var names = listOf("before")
    val logins = ConcurrentHashMap<String, String>()

    override fun accountsList() = com.portico.ffi.AccountList(availability = "ready", accounts = names.map(::account))
    override fun signInList() = emptyList<com.portico.ffi.SignIn>()
    override fun signInGet(signIn: String) =
        com.portico.ffi.SignIn(
            signIn,
            login = logins[signIn] ?: throw PorticoException.UnknownSignIn(),
            step = StepFields("credentials"),
        )
}

private fun account(id: String, reason: String? = null) =
    com.portico.ffi.Account(
        id,
        PortalRef("https://alfa.example", "alfa.example", PortalKind.BOX),
        state = "blocked",
        reason = reason,
    )

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
    fun `who collects may wait for a thread that asks for a sign-in`() =
        office { scope ->
            val answered = CompletableDeferred<Throwable?>()
            val collecting =
                scope.launch(Dispatchers.Unconfined) {
                    portico.signIns.collect { rows ->
                        val id = rows.singleOrNull()?.id ?: return@collect
                        val asking = CompletableFuture.supplyAsync { portico.signIn(id).value.id }
                        answered.complete(runCatching { assertEquals(id, asking.get(5, TimeUnit.SECONDS)) }.exceptionOrNull())
                    }
                }
            atCredentials()
            val problem = answered.await()
            collecting.cancel()
            assertEquals(null, problem)
        }

    @Test
    fun `a watched sign-in that is gone keeps its last value and the others go on`() {
        val core = Spoken()
        val ids = List(8) { "sign-in $it" }
        ids.forEach { core.logins[it] = "anna" }
        val state = State(core)
        val flows = ids.associateWith { state.signIn(SignInId(it)) }
        core.logins.replaceAll { _, _ -> "boris" }
        core.logins -= "sign-in 3"
        val read = runCatching { state.read() }
        val shown = flows.mapValues { it.value.value.login }
        assertEquals(ids.associateWith { if (it == "sign-in 3") "anna" else "boris" }, shown)
        assertEquals(null, read.exceptionOrNull())
    }

    @Test
    fun `an older reading never replaces a newer one`() {
        val reading = CountDownLatch(1)
        val go = CountDownLatch(1)
        val core =
            object : Spoken() {
                override fun accountsList() =
                    super.accountsList().also {
                        reading.countDown()
                        go.await()
                    }
            }
        val state = State(core)
        val first = thread { state.read() }
        reading.await()
        core.names = listOf("after")
        val second = thread { state.read() }
        go.countDown()
        listOf(first, second).forEach(Thread::join)
        assertEquals(listOf("after"), state.accounts.value.map { it.id.value })
    }

    @Test
    fun `a reading that fails does not stop the next one`() {
        val core =
            object : Spoken() {
                override fun signInList() = super.signInList().also { check(names != listOf("before")) }
            }
        val state = State(core)
        thrown<IllegalStateException> { state.read() }
        core.names = listOf("after")
        state.read()
        assertEquals(listOf("after"), state.accounts.value.map { it.id.value })
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
        assertEquals(Reason.Other("asleep"), Account(account("a", reason = "asleep")).reason)
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
}
