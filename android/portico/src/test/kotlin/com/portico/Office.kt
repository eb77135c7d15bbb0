package com.portico

import com.portico.scenario.Json
import com.portico.scenario.MemoryVault
import com.portico.scenario.MovedClock
import com.portico.scenario.Phone
import com.portico.scenario.Portal
import com.portico.scenario.field
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.io.File
import kotlin.io.path.createTempDirectory
import kotlin.time.Duration.Companion.seconds

const val PASSWORD = "Sun-flower9"

/** A portal where Anna and Boris work, as many others [beside] it, and a phone. */
class Office(vault: Vault, beside: Int = 0) : AutoCloseable {
    val folder: File = createTempDirectory("office").toFile()
    val clock = MovedClock()
    val portal = portal()
    val beside = List(beside) { portal() }
    val phone = Phone(File(folder, "phone"), this.beside + portal, clock, vault = vault)
    val portico get() = phone.portico

    private fun portal() = Portal(mapOf("users" to listOf("anna", "boris").map(::employee)), folder)

    private fun employee(login: String): Json =
        mapOf("login" to login, "password" to PASSWORD, "name" to login, "email" to "$login@company.example")

    /** A sign-in that waits for login and password. */
    suspend fun atCredentials(at: Portal = portal): SignInId = portico.signInStart(address = at.url).id

    suspend fun signedIn(login: String = "anna", at: Portal = portal): AccountId {
        val done = portico.signInSubmitCredentials(atCredentials(at), login, PASSWORD)
        val account = (done.step as Step.Done).account
        // The flow hears of it a moment later than the caller.
        portico.accounts.first { rows -> rows.any { it.id == account && it.state == AccountState.SignedIn } }
        return account
    }

    /** The next answers to requests with this path come late. */
    fun late(path: String, ms: Long) {
        portal.desk("POST /faults", mapOf("kind" to "delay", "ms" to ms, "path" to path))
    }

    /** Until a request has met that fault: from then on its answer is waited for. */
    fun untilLate() {
        while (field(portal.desk("GET /faults"), "faults") != emptyList<Json>()) Thread.onSpinWait()
    }

    fun advance(seconds: Long) {
        clock.advance(seconds)
        portal.desk("POST /clock", mapOf("advance_s" to seconds))
    }

    /** What was sent as a credential since the last look, in order. */
    fun credentials(): List<String> = portal.newRequests().map { field(it, "credential") as String }.filter { it != "none" }

    override fun close() {
        (beside + portal).forEach(Portal::close)
        folder.deleteRecursively()
    }
}

/** Plays a story, within a minute. */
fun office(vault: Vault = MemoryVault(), story: suspend Office.(CoroutineScope) -> Unit) =
    Office(vault).use { office ->
        runBlocking {
            try {
                withTimeout(60.seconds) {
                    office.phone.start()
                    office.story(this)
                }
            } finally {
                office.phone.end()
            }
        }
    }

/** The exception that this throws. */
inline fun <reified T : Throwable> thrown(call: () -> Unit): T {
    try {
        call()
    } catch (thrown: Throwable) {
        return thrown as? T ?: throw thrown
    }
    throw AssertionError("nothing was thrown, ${T::class.simpleName} expected")
}
