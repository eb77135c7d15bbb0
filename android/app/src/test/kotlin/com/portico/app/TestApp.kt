package com.portico.app

import com.portico.Portico
import kotlinx.coroutines.CompletableDeferred

/** The app with the Portico of a test: one that an app makes by itself needs a phone's library. */
class TestApp : PorticoApp() {
    /** What a test opens. Until then the app waits, as on a slow phone. */
    var given = CompletableDeferred<Portico>()
        private set

    override suspend fun open(): Portico = given.await()

    /** A process of its own: what was opened before is gone. */
    fun restarted(portico: Portico) {
        given = CompletableDeferred(portico)
        again()
    }
}
