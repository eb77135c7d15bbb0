package com.portico

import com.portico.ffi.PorticoException
import com.portico.scenario.MemoryVault
import com.portico.scenario.field
import com.portico.scenario.parse
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import com.portico.ffi.Portico as Core

class CancellationTest {
    @Test
    fun `cancelling a waiting call stops the waiting only`() =
        office { scope ->
            val id = atCredentials()
            late("/mobile/", ms = 1000)
            val waiting =
                scope.launch(start = CoroutineStart.UNDISPATCHED) { portico.signInSubmitCredentials(id, "anna", PASSWORD) }
            portico.signIn(id).first { it.busy }
            waiting.cancelAndJoin()
            portico.signIn(id).first { it.step is Step.Done }
            assertEquals(listOf("login_password"), credentials())
            assertEquals(
                AccountState.SignedIn,
                portico
                    .accountsList()
                    .accounts
                    .single()
                    .state,
            )
        }

    @Test
    fun `cancelling a call of the portal drops its request`() =
        office { scope ->
            val anna = signedIn()
            portal.newRequests()
            late("/rest/", ms = 1000)
            val waiting = scope.launch(Dispatchers.IO) { portico.sessionCall(anna, "profile") }
            untilLate()
            waiting.cancelAndJoin()
            // As late, and begun later: when it is answered, the first one would have been.
            late("/rest/", ms = 1000)
            assertEquals("anna", field(parse(portico.sessionCall(anna, "profile")), "NAME"))
            assertEquals(listOf(null, 200L), portal.newRequests().map { field(it, "status") })
        }

    @Test
    fun `a call that is given up by its ticket says so`() =
        office { scope ->
            val config = Config(data = File(folder, "other").path, extraRoots = listOf(root()))
            val core = Core.open(config, null, MemoryVault(), null)
            val id = core.signInStart(portal.url, null, null).id
            val anna = core.signInSubmitCredentials(id, "anna", PASSWORD).step.account
            late("/rest/", ms = 45_000)
            val waiting =
                scope.async(Dispatchers.IO) {
                    thrown<PorticoException.Cancelled> { core.sessionCall(anna, "profile", "{}", 7u) }
                }
            untilLate()
            core.sessionCancel(7u)
            assertEquals("cancelled", waiting.await().code)
            core.sessionCancel(7u)
            core.shut()
            core.close()
        }

    @Test
    fun `a hundred calls at once renew the session once`() =
        office { scope ->
            val anna = signedIn()
            advance(seconds = 1500)
            credentials()
            val calls = List(100) { scope.async { portico.sessionCall(anna, "profile") } }
            assertTrue(calls.all { field(parse(it.await()), "NAME") == "anna" })
            assertEquals(listOf("app_password"), credentials())
        }

    private fun Office.root() = ExtraRootConfig(portal.pem, listOf(portal.url))
}
