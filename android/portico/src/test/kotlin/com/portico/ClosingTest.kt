package com.portico

import com.portico.ffi.InternalException
import com.portico.ffi.PorticoException
import com.portico.scenario.MemoryVault
import com.portico.scenario.call
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.util.concurrent.ConcurrentHashMap
import com.portico.ffi.Portico as Core

class ClosingTest {
    @Test
    fun `every call on what is closed says closed`() =
        office {
            val anna = signedIn()
            val receipt = portico.accountsPreview(anna, ReceiptKind.RESET)
            portico.close()
            for ((method, arguments) in CALLS) {
                assertEquals(method, "closed", thrown<PorticoException> { portico.call(method, arguments) }.code)
            }
            assertEquals("closed", thrown<PorticoException> { portico.signIn(SignInId("nobody")) }.code)
            assertEquals("closed", thrown<PorticoException> { portico.sayReceipt(receipt) }.code)
            assertEquals("closed", thrown<PorticoException> { portico.sayTries(Tries()) }.code)
        }

    @Test
    fun `what went wrong is said in the language set and when closed too`() =
        office {
            portico.localeSet("de")
            portico.close()
            val closed = portico.sayError(thrown<PorticoException> { portico.accountsList() }.code)
            assertEquals("app_fault" to "In der App ist etwas schiefgegangen", closed.code to closed.title)
            assertEquals("vault_locked", Portico.sayError("vault_locked", "en").code)
        }

    @Test
    fun `closing twice is once and the flows keep their last values`() =
        office {
            val anna = signedIn()
            portico.accounts.first { it.isNotEmpty() }
            portico.close()
            portico.close()
            assertEquals(listOf(anna), portico.accounts.value.map { it.id })
        }

    @Test
    fun `a call that is under way when it is closed ends in order`() =
        office { scope ->
            val id = atCredentials()
            late("/mobile/", ms = 1000)
            val submitted =
                scope.async(start = CoroutineStart.UNDISPATCHED) { portico.signInSubmitCredentials(id, "anna", PASSWORD) }
            portico.close()
            assertTrue(submitted.await().step is Step.Done)
            phone.start()
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
    fun `opening the same folder twice gives the same accounts and both hear of changes`() =
        office {
            val first = portico
            phone.start()
            signedIn()
            assertEquals(first.accountsList(), portico.accountsList())
        }

    /** Who reads the list of authorities is who hands everything to the library, which is loaded right before. */
    @Test
    fun `opening leaves the thread of who opens alone`() =
        office {
            val readers = ConcurrentHashMap.newKeySet<Thread>()
            val roots =
                object : AbstractList<ExtraRootConfig>() {
                    override val size get() = 0.also { readers += Thread.currentThread() }
                    override fun get(index: Int) = error("there is none")
                }
            val config = Config(data = File(folder, "elsewhere").path, extraRoots = roots)
            Portico.open(config, MemoryVault()).close()
            assertTrue("$readers", readers.isNotEmpty() && Thread.currentThread() !in readers)
        }

    @Test
    fun `a panic arrives as an exception and the next call works`() =
        office {
            val core = Core.open(Config(data = File(folder, "panics").path), null, MemoryVault(), null)
            thrown<InternalException> { core.testPanic() }
            thrown<InternalException> { core.testPanicAsync() }
            assertEquals(0, core.accountsList().accounts.size)
            core.shut()
            core.close()
        }

    private companion object {
        fun of(name: String, vararg more: Pair<String, Any?>) = mapOf(name to "nobody", *more)

        val CHALLENGE = of("sign_in", "challenge" to "none")
        val NOTHING = emptyMap<String, Any?>()

        val CALLS =
            mapOf(
                "accounts.list" to NOTHING,
                "accounts.select" to of("account"),
                "accounts.move" to of("account", "to" to 0L),
                "accounts.preview" to of("account", "kind" to "reset"),
                "accounts.reset" to of("account"),
                "accounts.sign_out" to of("account"),
                "accounts.delete" to of("account"),
                "sign_in.start" to NOTHING,
                "sign_in.list" to NOTHING,
                "sign_in.get" to of("sign_in"),
                "sign_in.submit_address" to of("sign_in", "address" to "a"),
                "sign_in.keep" to of("sign_in"),
                "sign_in.check" to of("sign_in"),
                "sign_in.submit_credentials" to of("sign_in", "login" to "anna", "password" to PASSWORD),
                "sign_in.captcha_picture" to CHALLENGE,
                "sign_in.refresh_captcha" to CHALLENGE,
                "sign_in.submit_captcha" to CHALLENGE + ("text" to "a"),
                "sign_in.submit_code" to CHALLENGE + ("code" to "123456"),
                "sign_in.send_sms" to CHALLENGE,
                "sign_in.confirm_link" to of("sign_in"),
                "sign_in.confirm_move" to of("sign_in"),
                "sign_in.back" to of("sign_in"),
                "sign_in.cancel" to of("sign_in"),
                "session.status" to of("account"),
                "session.call" to of("account", "method" to "profile"),
                "session.check" to of("account"),
                "session.network_changed" to NOTHING,
                "session.foreground" to NOTHING,
                "session.background" to NOTHING,
                "recovery.start" to mapOf("address" to "a", "login" to "anna"),
                "recovery.resend" to of("recovery"),
                "recovery.captcha_picture" to of("recovery"),
                "recovery.refresh_captcha" to of("recovery"),
                "recovery.submit_captcha" to of("recovery", "text" to "a"),
                "recovery.submit" to of("recovery", "checkword" to "a", "new_password" to "b"),
                "recovery.get" to of("recovery"),
                "invitation.open" to mapOf("link" to "a"),
                "invitation.accept" to of("invitation", "name" to "a", "last_name" to "b", "password" to "c"),
                "links.read" to mapOf("text" to "a"),
                "history.list" to of("account"),
                "drafts.get" to of("account"),
                "drafts.set" to of("account", "text" to "a"),
                "help.card" to NOTHING,
                "help.which_me" to NOTHING,
                "help.topic" to mapOf("topic" to "S1"),
                "locale.set" to mapOf("locale" to "de"),
                "observe" to NOTHING,
            )
    }
}
