package com.portico.ui.kit

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.SideEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import com.portico.Warning

/** Something is on its way; [text] says what is waited for. */
@Composable
public fun BusyLine(text: String) {
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp)) {
        LinearProgressIndicator(Modifier.fillMaxWidth())
        Text(text, style = MaterialTheme.typography.bodyMedium)
    }
}

/** A wait that grows shorter. A screen reader is told of its end alone: the rest would talk over what is typed. */
@Composable
public fun Countdown(text: String, over: Boolean = false) {
    Text(
        text,
        Modifier.semantics { if (over) liveRegion = LiveRegionMode.Polite },
        color = MaterialTheme.colorScheme.onSurfaceVariant,
        style = MaterialTheme.typography.bodyMedium,
    )
}

/**
 * Tells a screen reader what has just appeared: something that comes together with its text is silent, because only what changes in
 * what was there before is told. So this is there from the beginning, a point nobody sees, and its text comes and goes.
 */
@Composable
internal fun Told(lines: List<String>) {
    val text = lines.joinToString("\n")
    Box(
        Modifier.size(1.dp).semantics {
            liveRegion = LiveRegionMode.Polite
            contentDescription = text
        },
    )
}

/** What to look at before a try is spent, in the core's words. */
@Composable
public fun WarningsList(warnings: List<Warning>) {
    if (warnings.isEmpty()) return
    Surface(color = MaterialTheme.colorScheme.tertiaryContainer, shape = MaterialTheme.shapes.medium) {
        Column(
            Modifier.fillMaxWidth().padding(16.dp),
            Arrangement.spacedBy(8.dp),
        ) {
            warnings.forEach { warning ->
                Row(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
                    Text("!", Modifier.clearAndSetSemantics {}, style = MaterialTheme.typography.titleMedium)
                    Text(warning.text)
                }
            }
        }
    }
}

/** Something that can be done again after a wait. The end of the wait is told; that it can be done now nobody else says. */
@Composable
public fun WaitingButton(text: String, waits: Boolean, enabled: Boolean, onClick: () -> Unit) {
    var waited by remember { mutableStateOf(false) }
    SideEffect { waited = waited || waits }
    Column {
        SideButton(text, onClick, enabled = enabled && !waits)
        Told(if (waited && !waits) listOf(text) else emptyList())
    }
}

/** A choice of yes or no; the whole line is touched. */
@Composable
public fun SwitchLine(text: String, on: Boolean, onChange: (Boolean) -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = 48.dp).toggleable(on, role = Role.Switch, onValueChange = onChange),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(16.dp),
    ) {
        Text(text, Modifier.weight(1f))
        Switch(on, onCheckedChange = null)
    }
}
