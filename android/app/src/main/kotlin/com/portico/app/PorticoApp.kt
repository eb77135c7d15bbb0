package com.portico.app

import android.app.Application
import android.os.Build
import com.portico.AndroidVault
import com.portico.Config
import com.portico.Connectivity
import com.portico.Portico
import com.portico.Tls
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.withContext
import java.io.File

/** The app: opens Portico once, and tells it what the phone knows. */
public open class PorticoApp : Application() {
    private val scope = MainScope()
    private val attempts = MutableStateFlow<Deferred<Result<Portico>>?>(null)

    override fun onCreate() {
        super.onCreate()
        again()
        // Told once it is open, however many attempts that takes.
        Connectivity(this) { attempts.filterNotNull().mapNotNull { it.await().getOrNull() }.first() }
    }

    /** Portico, or why it could not be opened. */
    public suspend fun portico(): Result<Portico> = attempts.filterNotNull().first().await()

    /** One more attempt to open it. */
    public fun again() {
        // Whatever it was, the employee is told and may try again: the app has nothing to show without it.
        attempts.value = scope.async { runCatching { open() } }
    }

    /** The list of accounts may move to a new phone by a backup; what belongs to this phone stays out of it (res/xml). */
    protected open suspend fun open(): Portico {
        withContext(Dispatchers.IO) { Tls.init(this@PorticoApp) }
        val config = Config(data = File(filesDir, "portico").path, deviceName = Build.MODEL)
        return Portico.open(config, AndroidVault(this))
    }
}
