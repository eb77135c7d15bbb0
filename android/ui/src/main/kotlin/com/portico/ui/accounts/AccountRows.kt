package com.portico.ui.accounts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.gestures.Orientation
import androidx.compose.foundation.gestures.draggable
import androidx.compose.foundation.gestures.rememberDraggableState
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Card
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableFloatStateOf
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.layout.onSizeChanged
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.compose.ui.semantics.CustomAccessibilityAction
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.customActions
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.compose.ui.zIndex
import com.portico.AccountId
import com.portico.ReceiptKind
import com.portico.ui.Deed
import com.portico.ui.Word
import com.portico.ui.account.AccountWord
import com.portico.ui.kit.LocalRunning
import com.portico.ui.kit.Marks
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.StateWord
import com.portico.ui.kit.opens
import com.portico.ui.say
import kotlin.math.abs

/** How far a row is pulled aside until its choices open. */
private val PULL = 48.dp

/** The rows. Each can be held at its grip and moved; without a finger, by its choices and a screen reader's actions. */
@Composable
internal fun AccountRows(state: AccountsState, on: (AccountsEvent) -> Unit) {
    val haptics = LocalHapticFeedback.current
    val heights = remember { mutableStateMapOf<AccountId, Int>() }
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        state.rows.forEachIndexed { at, row ->
            // By its name: who rests on a row that is moved, or holds it, stays with it.
            key(row.id) {
                val landed = { moved: Float ->
                    val to = landing(state.rows.map { heights[it.id] ?: 0 }, at, moved)
                    if (to != at) {
                        haptics.performHapticFeedback(HapticFeedbackType.LongPress)
                        on(AccountsEvent.Move(row.id, to))
                    }
                }
                AccountCard(state, at, { heights[row.id] = it }, landed, on)
            }
        }
    }
}

@Composable
private fun AccountCard(
    state: AccountsState,
    at: Int,
    onHeight: (Int) -> Unit,
    onLanded: (Float) -> Unit,
    on: (AccountsEvent) -> Unit,
) {
    val row = state.rows[at]
    var moved by remember { mutableFloatStateOf(0f) }
    val held =
        Modifier.draggable(
            rememberDraggableState { moved += it },
            Orientation.Vertical,
            onDragStopped = {
                onLanded(moved)
                moved = 0f
            },
        )
    Card(
        Modifier
            .fillMaxWidth()
            .onSizeChanged { onHeight(it.height) }
            .zIndex(if (moved == 0f) 0f else 1f)
            .graphicsLayer { translationY = moved },
    ) {
        RowHead(state, at, held, on)
        row.remedy?.let { remedy ->
            val word = Deed.of(remedy)?.let { if (it == Deed.SIGN_IN && pictured(row)) AccountWord.ANSWER_PICTURE else it }
            Box(Modifier.padding(start = inset())) {
                word?.let { RowButton(it, row.named, !LocalRunning.current) { on(AccountsEvent.Run(remedy)) } }
            }
        }
        if (state.open == row.id) Choices(row, at, state.rows.size, on)
    }
}

/** Where a row that was moved by so many pixels lands among rows of these heights: past each whose half it has passed. */
internal fun landing(heights: List<Int>, from: Int, moved: Float): Int {
    var to = from
    var left = abs(moved)
    val step = if (moved < 0) -1 else 1
    while (to + step in heights.indices && left > heights[to + step] / 2f) {
        to += step
        left -= heights[to]
    }
    return to
}

@Composable
private fun RowHead(state: AccountsState, at: Int, held: Modifier, on: (AccountsEvent) -> Unit) {
    val row = state.rows[at]
    val count = state.rows.size
    val opened = state.open == row.id
    val pull = with(LocalDensity.current) { PULL.toPx() }
    var pulled by remember(row.id) { mutableFloatStateOf(0f) }
    val actions = accessible(row, at, count, on)
    val pulling =
        Modifier.fillMaxWidth().draggable(
            rememberDraggableState { pulled += it },
            Orientation.Horizontal,
            onDragStopped = {
                if (abs(pulled) > pull) on(AccountsEvent.Menu(row.id))
                pulled = 0f
            },
        )
    val open =
        Modifier
            .clickable { on(AccountsEvent.Open(row.id)) }
            .padding(vertical = 12.dp)
            .semantics(mergeDescendants = true) {
                heading()
                customActions = actions
                if (row.selected) selected = true
            }
    if (large()) {
        Column(pulling.padding(start = 16.dp, end = 4.dp)) {
            Row(open.fillMaxWidth()) { RowText(row) }
            Row(Modifier.align(Alignment.End)) { Handles(row, count, opened, held, on) }
        }
    } else {
        Row(pulling.heightIn(min = 72.dp).padding(start = 12.dp, end = 4.dp), verticalAlignment = Alignment.CenterVertically) {
            Row(open.weight(1f), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
                Initials(row.initials)
                RowText(row)
            }
            Handles(row, count, opened, held, on)
        }
    }
}

@Composable
private fun Handles(row: AccountRow, count: Int, opened: Boolean, held: Modifier, on: (AccountsEvent) -> Unit) {
    if (count > 1) {
        // For a finger: others move a row by its choices.
        Box(held.size(48.dp).clearAndSetSemantics {}, Alignment.Center) { Icon(Marks.Grip, null) }
    }
    val menu = { on(AccountsEvent.Menu(row.id)) }
    IconButton(menu, Modifier.opens(opened, menu)) { Icon(Marks.More, say(AccountsWord.MENU, row.name, row.portal)) }
}

@Composable
private fun RowText(row: AccountRow) {
    Column {
        Text(row.name, style = MaterialTheme.typography.titleMedium)
        if (row.login != row.name) Text(row.login, style = MaterialTheme.typography.bodyMedium)
        Text(row.portal, style = MaterialTheme.typography.bodyMedium)
        val colour = if (row.problem == null) MaterialTheme.colorScheme.onSurfaceVariant else MaterialTheme.colorScheme.error
        Text(row.problem ?: say(row.state), color = colour, style = MaterialTheme.typography.bodyMedium)
        if (row.selected) {
            Row(verticalAlignment = Alignment.CenterVertically) {
                Icon(Marks.Tick, null, Modifier.size(18.dp))
                Text(say(AccountsWord.IN_USE), style = MaterialTheme.typography.labelLarge)
            }
        }
    }
}

@Composable
private fun Initials(text: String) {
    Box(
        Modifier
            .size(40.dp)
            .background(MaterialTheme.colorScheme.primaryContainer, CircleShape)
            .clearAndSetSemantics {},
        Alignment.Center,
    ) { Text(text, color = MaterialTheme.colorScheme.onPrimaryContainer) }
}

@Composable
private fun Choices(row: AccountRow, at: Int, count: Int, on: (AccountsEvent) -> Unit) {
    Column(Modifier.padding(start = inset(), end = 12.dp, bottom = 8.dp)) {
        choices(row, at, count).forEach { (word, event) -> RowButton(word, row.named) { on(event) } }
    }
}

private fun choices(row: AccountRow, at: Int, count: Int): List<Pair<Word, AccountsEvent>> =
    listOfNotNull(
        (AccountsWord.USE to AccountsEvent.Use(row.id)).takeIf { !row.selected },
        (AccountsWord.MOVE_UP to AccountsEvent.Move(row.id, at - 1)).takeIf { at > 0 },
        (AccountsWord.MOVE_DOWN to AccountsEvent.Move(row.id, at + 1)).takeIf { at < count - 1 },
    ) + CLEARS.map { (kind, word) -> word to AccountsEvent.Clear(row.id, kind) }

/** A button of a row, which says for whom it is: who hears it does not see where it stands. */
@Composable
internal fun RowButton(word: Word, row: String, enabled: Boolean = true, onClick: () -> Unit) {
    val text = say(word)
    val described = say(AccountsWord.ROW_ACTION, text, row)
    SmallButton(text, onClick, Modifier.semantics { contentDescription = described }, enabled)
}

/** As it is said: one name may be in two portals. */
private val AccountRow.named: String get() = "$name, $portal"

private fun pictured(row: AccountRow) = row.state == StateWord.CAPTCHA_NEEDED

/** Large letters have the whole width for themselves. */
@Composable
private fun large() = LocalDensity.current.fontScale > 1.4f

/** Below the row's text, which stands beside its initials. */
@Composable
private fun inset() = if (large()) 4.dp else 52.dp

/** The same, for who does not see or touch the row's choices. */
@Composable
private fun accessible(row: AccountRow, at: Int, count: Int, on: (AccountsEvent) -> Unit): List<CustomAccessibilityAction> =
    choices(row, at, count).map { (word, event) ->
        CustomAccessibilityAction(say(word)) {
            on(event)
            true
        }
    }

private val CLEARS =
    listOf(ReceiptKind.RESET to Deed.RESET, ReceiptKind.SIGN_OUT to Deed.SIGN_OUT, ReceiptKind.DELETE to Deed.DELETE)
