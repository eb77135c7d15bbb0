package com.portico.scenario

import com.portico.Clock
import com.portico.Config
import com.portico.ExtraRootConfig
import com.portico.Portico
import com.portico.Vault
import java.io.File
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong

/** A phone's time: the machine's, and what was added to it. */
class MovedClock : Clock {
    private val ahead = AtomicLong()

    fun advance(seconds: Long) {
        ahead.addAndGet(seconds * 1000)
    }

    override fun wallMs(): Long = System.currentTimeMillis() + ahead.get()

    override fun bootMs(): ULong = (System.nanoTime() / 1_000_000 + ahead.get()).toULong()
}

/** A key store that outlives the app. */
open class MemoryVault : Vault {
    private val entries = ConcurrentHashMap<String, ByteArray>()

    override fun get(entry: String): ByteArray? = entries[entry]

    override fun put(entry: String, value: ByteArray) {
        entries[entry] = value
    }

    override fun delete(entry: String) {
        entries.remove(entry)
    }

    override fun list(): List<String> = entries.keys.toList()
}

/** A phone with its folder and key store; the app on it can be ended and opened again. */
class Phone(
    private val folder: File,
    private val portals: Collection<Portal>,
    private val clock: Clock,
    private val locale: String = "en",
    private val vault: Vault = MemoryVault(),
) {
    lateinit var portico: Portico
        private set

    suspend fun start() {
        val roots = portals.map { ExtraRootConfig(it.pem, listOf(it.url, "https://127.0.0.1:${it.port}")) }
        val config = Config(data = folder.path, deviceName = "Anna's phone", locale = locale, extraRoots = roots)
        portico = Portico.open(config, vault, clock)
    }

    suspend fun restart() {
        portico.close()
        start()
    }

    suspend fun end() {
        if (::portico.isInitialized) portico.close()
    }
}
