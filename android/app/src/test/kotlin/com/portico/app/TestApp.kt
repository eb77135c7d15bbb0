package com.portico.app

import com.portico.Portico
import kotlinx.coroutines.CompletableDeferred

/** The app with the Portico of a test: one that an app makes by itself needs a phone's library. */
class TestApp : PorticoApp() {
    /** How a test opens it. Until that is said the app waits, as on a slow phone. */
    var given = CompletableDeferred<suspend () -> Portico>()
        private set

    override suspend fun open(): Portico = given.await()()

    /** A process of its own: what was opened before is gone. */
    fun restarted(opening: suspend () -> Portico) {
        given = CompletableDeferred(opening)
        again()
    }
}
