package com.portico.ui.kit

import androidx.compose.foundation.ScrollState
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.isTraversalGroup
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import com.portico.ui.say

/** Lines longer than this are hard to read. */
private val WIDEST = 640.dp

/**
 * A whole screen: its name, a way back, what can be done with it, and its [content] from top to bottom, which scrolls. Its top is shown
 * again where it has another [part], and where there is [news] in it. [told]: what has just appeared in it, for a screen reader.
 */
@Composable
public fun Screen(
    title: String,
    onBack: (() -> Unit)?,
    actions: @Composable RowScope.() -> Unit = {},
    part: String = "",
    news: String? = null,
    told: List<String> = emptyList(),
    content: @Composable ColumnScope.() -> Unit,
) {
    val scrolled = rememberScrollState()
    Top(scrolled, part, news)
    Surface(Modifier.fillMaxSize().semantics { paneTitle = title }) {
        Column(Modifier.fillMaxSize()) {
            TopLine(title, onBack, actions)
            Column(
                Modifier
                    .weight(1f)
                    .fillMaxWidth()
                    .semantics { isTraversalGroup = true }
                    .verticalScroll(scrolled),
                horizontalAlignment = Alignment.CenterHorizontally,
            ) {
                Column(
                    Modifier
                        .widthIn(
                            max = WIDEST,
                        ).fillMaxWidth()
                        .padding(start = 16.dp, top = 8.dp, end = 16.dp, bottom = 24.dp),
                    Arrangement.spacedBy(16.dp),
                    content = content,
                )
            }
            Told(told)
        }
    }
}

/** Not for news that is over: what is read meanwhile stays where it is. */
@Composable
private fun Top(scrolled: ScrollState, part: String, news: String?) {
    var seen by rememberSaveable { mutableStateOf(listOf(part, news)) }
    LaunchedEffect(part, news) {
        if (part != seen[0] || (news != null && news != seen[1])) scrolled.scrollTo(0)
        seen = listOf(part, news)
    }
}

@Composable
private fun TopLine(title: String, onBack: (() -> Unit)?, content: @Composable RowScope.() -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = 64.dp)
            .padding(start = if (onBack == null) 16.dp else 4.dp, top = 8.dp, end = 4.dp, bottom = 8.dp)
            .semantics { isTraversalGroup = true },
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        onBack?.let { back -> IconButton(back) { Icon(Marks.Back, say(KitWord.BACK)) } }
        Text(title, Modifier.weight(1f).semantics { heading() }, style = MaterialTheme.typography.titleLarge)
        content()
    }
}

/** A name over a part of a screen. */
@Composable
public fun Heading(text: String, modifier: Modifier = Modifier) {
    Text(text, modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
}
