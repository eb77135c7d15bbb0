package com.portico.ui.history

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedCard
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import com.portico.ui.kit.ActionButton
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.LineField
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.say

/** What happened, newest first, each with what it means. */
@Composable
public fun HistoryView(state: HistoryState, on: (HistoryEvent) -> Unit) {
    Screen(say(HistoryWord.TITLE), { on(HistoryEvent.Leave) }) {
        LineField(
            value = state.allowed,
            onValue = { on(HistoryEvent.Allowed(it)) },
            label = say(HistoryWord.ALLOWED),
            hint = say(HistoryWord.ALLOWED_HINT),
            error = if (state.allowedWrong) say(HistoryWord.ALLOWED_WRONG) else null,
            onDone = { on(HistoryEvent.Compare) },
        )
        SideButton(say(HistoryWord.COMPARE), { on(HistoryEvent.Compare) }, enabled = !state.busy)
        if (state.busy) BusyLine(say(HistoryWord.READING))
        if (state.entries.isEmpty() && !state.busy) Text(say(HistoryWord.EMPTY))
        state.entries.forEach { Entry(it, on) }
    }
}

@Composable
private fun Entry(row: EntryRow, on: (HistoryEvent) -> Unit) {
    OutlinedCard(Modifier.fillMaxWidth()) {
        Column(Modifier.padding(16.dp)) {
            Column(Modifier.semantics(mergeDescendants = true) {}) {
                val at = listOfNotNull(row.at, row.source?.let { say(it) }).joinToString(" · ")
                Text(at, style = MaterialTheme.typography.labelLarge)
                Text(row.means)
                row.address?.let { Text(say(HistoryWord.FROM, it)) }
                row.inside?.let { Text(say(it)) }
                row.device?.let { Text(it) }
                row.problem?.let { Text(it, color = MaterialTheme.colorScheme.error) }
            }
            row.actions.forEach { action -> ActionButton(action) { on(HistoryEvent.Run(it)) } }
        }
    }
}
