package com.portico.ui.problem

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import com.portico.ui.kit.ProblemText
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.say

/** A problem on a page of its own; whatever it is, two ways on always work, and one where nothing is wrong any more. */
@Composable
public fun ProblemView(state: ProblemState, on: (ProblemEvent) -> Unit) {
    Screen(state.problem?.title ?: say(ProblemWord.NOTHING), { on(ProblemEvent.Leave) }) {
        state.problem?.let { problem -> ProblemText(problem) { on(ProblemEvent.Run(it)) } }
            ?: Text(say(ProblemWord.NOTHING_TEXT))
        if (state.problem != null) SideButton(say(ProblemWord.HELP_CARD), { on(ProblemEvent.HelpCard) })
        SideButton(say(ProblemWord.TO_LIST), { on(ProblemEvent.ToList) })
    }
}
