package com.portico.ui.topic

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import com.portico.ui.kit.ProblemText
import com.portico.ui.kit.Screen
import com.portico.ui.say

/** The names of all topics. */
@Composable
public fun TopicsView(state: TopicsState, on: (TopicsEvent) -> Unit) {
    Screen(say(TopicWord.TITLE), { on(TopicsEvent.Leave) }) {
        Column {
            state.topics.forEach { row ->
                Box(
                    Modifier
                        .fillMaxWidth()
                        .clickable(role = Role.Button) { on(TopicsEvent.Open(row.topic)) }
                        .heightIn(min = 56.dp)
                        .padding(vertical = 12.dp),
                    Alignment.CenterStart,
                ) { Text(row.title) }
                HorizontalDivider()
            }
        }
    }
}

/** One topic, explained. */
@Composable
public fun TopicView(state: TopicState, on: (TopicEvent) -> Unit) {
    Screen(state.topic?.title.orEmpty(), { on(TopicEvent.Leave) }) {
        state.topic?.let { topic -> ProblemText(topic) { on(TopicEvent.Run(it)) } }
    }
}
