package com.portico.ui

import com.portico.ffi.PorticoException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Gives what was typed to the core, which has it after the process has died: when the field is left, when the app goes [behind] and
 * when the screen closes. Not while somebody types: the core knows a password in the wrong field, but not half of one.
 */
internal class Keeper(private val scope: CoroutineScope, behind: Flow<Unit>, private val keep: suspend () -> Unit) {
    private var open = false

    init {
        // Begun at once: who types and leaves in the same moment has typed.
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                behind.collect { now() }
            } finally {
                withContext(NonCancellable) { now() }
            }
        }
    }

    /** Something was typed. */
    fun typed() {
        open = true
    }

    /** The field was left. */
    fun left() {
        scope.launch(start = CoroutineStart.UNDISPATCHED) { now() }
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
