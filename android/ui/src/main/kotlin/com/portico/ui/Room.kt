package com.portico.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue

/** A place that is open: what decides there, and how it is drawn. */
internal class Room<State, Event>(
    val presenter: Presenter<State, Event>,
    private val view: @Composable (State, (Event) -> Unit) -> Unit,
) {
    @Composable
    fun Draw() {
        val state by presenter.state.collectAsState()
        view(state, presenter::on)
    }
}
