package com.portico.ui.whichme

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Card
import androidx.compose.material3.CardDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedCard
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.drawBehind
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import com.portico.ui.kit.Heading
import com.portico.ui.kit.Screen
import com.portico.ui.say

/** How far profiles stand in from what they belong to. */
private val INDENT = 32.dp

/** The map: the person's Network profile with the cloud portals it opens, and the portals with logins of their own. */
@Composable
public fun WhichMeView(state: WhichMeState, on: (WhichMeEvent) -> Unit) {
    Screen(say(WhichMeWord.TITLE), { on(WhichMeEvent.Leave) }) {
        Use(state)
        Column {
            Network(state)
            state.cloud.forEachIndexed { at, row -> Profile(row, Branch(last = at == state.cloud.lastIndex)) }
        }
        if (state.company.isNotEmpty()) Heading(say(WhichMeWord.PORTALS_OF_COMPANY))
        state.company.forEach { Profile(it, branch = null) }
        Text(say(WhichMeWord.EXPLAIN), style = MaterialTheme.typography.bodyMedium)
    }
}

/** What leads to a profile: a line from above, going on below unless it is the last. */
private class Branch(val last: Boolean)

@Composable
private fun Use(state: WhichMeState) {
    Card(
        Modifier.fillMaxWidth().semantics(mergeDescendants = true) {},
        colors =
            CardDefaults.cardColors(
                MaterialTheme.colorScheme.primaryContainer,
                MaterialTheme.colorScheme.onPrimaryContainer,
            ),
    ) {
        Column(Modifier.padding(16.dp), Arrangement.spacedBy(8.dp)) {
            state.use?.let { Text(say(WhichMeWord.USE, it), style = MaterialTheme.typography.titleMedium) }
            Text(state.why)
        }
    }
}

@Composable
private fun Network(state: WhichMeState) {
    OutlinedCard(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}) {
        Column(Modifier.padding(16.dp)) {
            Text(say(WhichMeWord.NETWORK), style = MaterialTheme.typography.titleMedium)
            Text(state.network ?: say(WhichMeWord.NETWORK_UNKNOWN))
            if (state.cloud.isNotEmpty()) Text(say(WhichMeWord.PORTALS_OF_NETWORK), style = MaterialTheme.typography.bodyMedium)
        }
    }
}

@Composable
private fun Profile(row: ProfileRow, branch: Branch?) {
    val stands = if (branch == null) Modifier else Modifier.joined(branch).padding(start = INDENT, top = 8.dp)
    OutlinedCard(stands.fillMaxWidth().semantics(mergeDescendants = true) {}) {
        Column(Modifier.padding(16.dp)) {
            Text(row.portal, style = MaterialTheme.typography.titleMedium)
            Text(row.login)
            if (row.name.isNotBlank() && row.name != row.login) Text(row.name)
            Text(say(row.state), style = MaterialTheme.typography.bodyMedium)
        }
    }
}

@Composable
private fun Modifier.joined(branch: Branch): Modifier {
    val colour = MaterialTheme.colorScheme.outline
    return drawBehind {
        val middle = size.height / 2
        val stem = INDENT.toPx() / 2
        val at = { x: Float, y: Float -> Offset(if (layoutDirection == LayoutDirection.Rtl) size.width - x else x, y) }
        drawLine(colour, at(stem, 0f), at(stem, if (branch.last) middle else size.height), strokeWidth = 2.dp.toPx())
        drawLine(colour, at(stem, middle), at(INDENT.toPx(), middle), strokeWidth = 2.dp.toPx())
    }
}
