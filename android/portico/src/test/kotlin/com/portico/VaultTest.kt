package com.portico

import com.portico.ffi.PorticoException
import com.portico.ffi.VaultException
import com.portico.scenario.MemoryVault
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Test
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Semaphore

class VaultTest {
    /** Throws once it is told what. */
    private class Throwing : MemoryVault() {
        @Volatile var problem: (() -> Exception)? = null

        /** Whose entries: all, or one. */
        @Volatile var only: String? = null

        override fun get(entry: String): ByteArray? =
            problem?.takeIf { only == null || only == entry }?.let { throw it() } ?: super.get(entry)

        override fun put(entry: String, value: ByteArray) = problem?.let { throw it() } ?: super.put(entry, value)
    }

    /** Once it is stuck, answers nobody until it may go on. */
    private class Slow : MemoryVault() {
        @Volatile var stuck = false
        val asked = Semaphore(0)
        val go = CountDownLatch(1)

        override fun get(entry: String): ByteArray? {
            if (stuck) {
                asked.release()
                go.await()
            }
            return super.get(entry)
        }
    }

    @Test
    fun `a vault that throws before a password is sent keeps it unsent and says why`() {
        val cases =
            listOf(
                { VaultException.Locked() } to "vault_locked",
                { VaultException.NeedsUser() } to "vault_locked",
                { VaultException.Unavailable() } to "vault_unavailable",
                { VaultException.Damaged() } to "vault_damaged",
                { IllegalStateException("nobody promised this") } to "vault_unavailable",
            )
        for ((problem, code) in cases) {
            val vault = Throwing()
            office(vault) {
                val id = atCredentials()
                vault.problem = problem
                val error = thrown<PorticoException> { portico.signInSubmitCredentials(id, "anna", PASSWORD) }
                assertEquals("${problem()}", code, error.code)
                assertEquals(emptyList<String>(), credentials())
                vault.problem = null
                assertEquals("done", portico.signInSubmitCredentials(id, "anna", PASSWORD).step.code)
            }
        }
    }

    @Test
    fun `a key that is lost for ever asks for a new sign-in of that account`() {
        val cases =
            listOf(
                { VaultException.Invalidated() } to Reason.KeyInvalidated,
                { VaultException.OtherDevice() } to Reason.DeviceChanged,
            )
        for ((problem, reason) in cases) {
            val vault = Throwing()
            office(vault) {
                val anna = signedIn()
                phone.restart()
                vault.only = vault.list().single { it != "installation" }
                vault.problem = problem
                val error = thrown<PorticoException> { portico.sessionCall(anna, "profile") }
                assertEquals("call_failed", error.code)
                assertEquals(
                    error.problem?.code,
                    portico
                        .accountsList()
                        .accounts
                        .single()
                        .problem
                        ?.code,
                )
                assertEquals(
                    reason,
                    portico
                        .accountsList()
                        .accounts
                        .single()
                        .reason,
                )
            }
        }
    }

    @Test
    fun `a slow vault keeps only those waiting who need it`() {
        val vault = Slow()
        office(vault) { scope ->
            val anna = signedIn("anna")
            val boris = signedIn("boris")
            phone.restart()
            portico.sessionCall(anna, "profile")
            vault.stuck = true
            val waiting = scope.async(Dispatchers.IO) { portico.sessionCall(boris, "profile") }
            vault.asked.acquire()
            portico.sessionCall(anna, "profile")
            assertEquals(2, portico.accountsList().accounts.size)
            assertFalse(waiting.isCompleted)
            vault.go.countDown()
            waiting.await()
        }
    }
}
