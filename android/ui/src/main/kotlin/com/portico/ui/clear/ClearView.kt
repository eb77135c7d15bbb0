package com.portico.ui.clear

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import com.portico.LeftOnPortal
import com.portico.ReceiptKind
import com.portico.ui.AppWord
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.GraveButton
import com.portico.ui.kit.Heading
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.say

/** What a clear takes and keeps, and then its receipt. */
@Composable
public fun ClearView(state: ClearState, on: (ClearEvent) -> Unit) {
    val part = if (state.receipt == null) "before" else "after"
    val told = if (state.receipt == null) emptyList() else listOf(say(ClearWord.RECEIPT))
    Screen(say(ClearWord.title(state.kind)), { on(ClearEvent.Leave) }, part = part, told = told) {
        val receipt = state.receipt
        val preview = state.preview
        when {
            receipt != null -> Receipt(receipt, state.left, on)
            // Looked for, or what is wrong stands over this place.
            preview == null -> SideButton(say(ClearWord.KEEP), { on(ClearEvent.Leave) })
            preview.isEmpty() -> Text(say(ClearWord.GONE))
            else -> Preview(preview, state, on)
        }
    }
}

@Composable
private fun Preview(lines: List<String>, state: ClearState, on: (ClearEvent) -> Unit) {
    lines.forEach { Text(it) }
    if (state.kind == ReceiptKind.DELETE) Text(say(ClearWord.FOR_GOOD))
    if (state.busy) BusyLine(say(AppWord.WORKING))
    val confirm = say(ClearWord.confirm(state.kind))
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        if (state.kind == ReceiptKind.DELETE) {
            GraveButton(confirm, { on(ClearEvent.Confirm) }, enabled = !state.busy)
        } else {
            MainButton(confirm, { on(ClearEvent.Confirm) }, enabled = !state.busy)
        }
        SideButton(say(ClearWord.KEEP), { on(ClearEvent.Leave) }, enabled = !state.busy)
    }
}

@Composable
private fun Receipt(lines: List<String>, left: List<LeftOnPortal>, on: (ClearEvent) -> Unit) {
    Heading(say(ClearWord.RECEIPT))
    lines.forEach { Text(it) }
    // What is left there, and where, is one of the lines.
    left.mapNotNull { it.url }.distinct().forEach { url ->
        SideButton(say(ClearWord.PORTAL), { on(ClearEvent.Browse(url)) })
    }
    MainButton(say(ClearWord.DONE), { on(ClearEvent.Leave) })
}
