package com.portico.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update

/**
 * One screen: its [state] goes to a view, the view's events come back. It maps what the core says to what is drawn and decides
 * nothing about signing in. Everything that waits runs in [scope], which is the main thread's and ends with the screen.
 */
public abstract class Presenter<State, Event>(protected val scope: CoroutineScope, first: State) {
    private val states = MutableStateFlow(first)

    /** What the view draws, always the last value. */
    public val state: StateFlow<State> = states.asStateFlow()

    /** What the employee did. */
    public abstract fun on(event: Event)

    /** What is under way here must be seen to its end: until then nobody leaves. */
    internal open val holds: Boolean get() = false

    /** The employee has left for good. Not where the app as a whole ends: then all is found again as it was. */
    internal open fun left() {
        // Most places have nothing to put away.
    }

    protected fun update(change: (State) -> State) {
        states.update(change)
    }
}
