package com.portico.app

import com.portico.Portico
import kotlinx.coroutines.CompletableDeferred

/** The app with the Portico of a test: of that the app on a phone makes its own. */
public class TestApp : PorticoApp() {
    /** What a test opens. Until then the app waits, as on a slow phone. */
    public val given: CompletableDeferred<Portico> = CompletableDeferred()

    override suspend fun open(): Portico = given.await()
}
