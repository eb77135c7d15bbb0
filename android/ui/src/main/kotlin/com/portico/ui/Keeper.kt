package com.portico.ui

import com.portico.ffi.PorticoException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.milliseconds

/** Not for every letter a write, and at the most so much is lost where the process dies while somebody types. */
private val SOON = 500.milliseconds

/** Gives what is being typed to the core, which has it after the process has died. When the screen closes the rest is given at once. */
internal class Keeper(scope: CoroutineScope, private val keep: suspend () -> Unit) {
    private val typed = Channel<Unit>(Channel.CONFLATED)
    private var open = false

    init {
        // Begun at once: who types and leaves in the same moment has typed.
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                for (letter in typed) {
                    delay(SOON)
                    now()
                }
            } finally {
                withContext(NonCancellable) { now() }
            }
        }
    }

    /** Something was typed. */
    fun soon() {
        open = true
        typed.trySend(Unit)
    }

    /** What was typed goes out: there is nothing more to be kept. */
    fun enough() {
        open = false
    }

    /** What is typed until now. */
    suspend fun now() {
        if (!open) return
        open = false
        try {
            keep()
        } catch (_: PorticoException) {
            // It is still in the field. What keeps the phone from writing is said when it is sent.
        }
    }
}
