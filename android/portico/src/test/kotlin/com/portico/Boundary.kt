package com.portico

import com.portico.scenario.MemoryVault
import com.portico.scenario.MovedClock
import com.portico.scenario.Portal
import kotlinx.coroutines.runBlocking
import java.io.File
import kotlin.io.path.createTempDirectory
import com.portico.ffi.AccountList as Record
import com.portico.ffi.Portico as Core

private const val ACCOUNTS = 20
private const val ROUNDS = 300
private const val CALLS = 100

/**
 * What a call over the boundary costs: the generated `accountsList` of 20 accounts against a generated call of the same shape that
 * has nothing behind it and gives the same record. Writes the medians to the file that is named; `tests/tools/boundary` runs it.
 */
fun main(arguments: Array<String>) {
    val folder = createTempDirectory("boundary").toFile()
    val users = (1..ACCOUNTS).map { mapOf("login" to "user$it", "password" to PASSWORD, "name" to "Employee $it") }
    try {
        val times = Portal(mapOf("users" to users), folder).use { portal -> runBlocking { measured(portal, folder) } }
        val (call, bare) = times
        File(arguments.single()).writeText(
            """{"language": "Kotlin", "accounts": $ACCOUNTS, "call_us": $call, "bare_us": $bare}""",
        )
    } finally {
        folder.deleteRecursively()
    }
}

private suspend fun measured(portal: Portal, folder: File): Pair<Double, Double> {
    val root = ExtraRootConfig(portal.pem, listOf(portal.url))
    val config = Config(data = File(folder, "phone").path, extraRoots = listOf(root))
    val core = Core.open(config, null, MemoryVault(), MovedClock())
    for (user in 1..ACCOUNTS) {
        val signIn = core.signInStart(portal.url, null, null).id
        core.signInSubmitCredentials(signIn, "user$user", PASSWORD)
    }
    val bare = core.testList()
    check(core.accountsList() == bare.list() && bare.list().accounts.size == ACCOUNTS) { "these are different lists" }
    return medians({ core.accountsList() }, { bare.list() }).also { core.shut() }
}

/** Of batches in turn, so that whatever else the machine does meets both; the first half only warms up. */
private fun medians(call: () -> Record, bare: () -> Record): Pair<Double, Double> {
    val rounds = List(2 * ROUNDS) { batch(call) to batch(bare) }.drop(ROUNDS)
    return rounds.map { it.first }.sorted()[ROUNDS / 2] to rounds.map { it.second }.sorted()[ROUNDS / 2]
}

/** Microseconds a call. */
private fun batch(call: () -> Record): Double {
    val began = System.nanoTime()
    var rows = 0
    repeat(CALLS) { rows += call().accounts.size }
    check(rows == ACCOUNTS * CALLS)
    return (System.nanoTime() - began) / 1000.0 / CALLS
}
