package com.portico.app

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import com.portico.Portico
import com.portico.PorticoException
import com.portico.Problem
import com.portico.code
import com.portico.problem
import com.portico.ui.LocalWords
import com.portico.ui.Theme
import com.portico.ui.Words
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.Screen
import com.portico.ui.say

/** Before there is anything of the core's to draw: it is being opened, or could not be ([failed]). */
@Composable
internal fun OpeningView(words: Words, theme: Theme, failed: Opening.Failed?, onAgain: () -> Unit) {
    CompositionLocalProvider(LocalWords provides words) {
        PorticoTheme(theme) {
            Surface(Modifier.fillMaxSize()) {
                Box(Modifier.fillMaxSize().windowInsetsPadding(WindowInsets.safeDrawing), Alignment.Center) {
                    if (failed == null) Waiting() else FailedView(failed.problem, onAgain)
                }
            }
        }
    }
}

@Composable
private fun Waiting() {
    val opening = say(PhoneWord.OPENING)
    CircularProgressIndicator(Modifier.semantics { contentDescription = opening })
}

/** Why it could not be opened, what to do, and one more attempt. */
@Composable
internal fun FailedView(problem: Problem?, onAgain: () -> Unit) {
    Screen(say(PhoneWord.FAILED), onBack = null) {
        problem?.let { ProblemCard(it, onAction = {}) }
        MainButton(say(PhoneWord.AGAIN), onAgain)
    }
}

/** Why Portico could not be opened, in the core's words; null where the core itself is what could not be loaded. */
internal fun whyNotOpened(why: Throwable, language: String): Problem? =
    try {
        val failed = why as? PorticoException
        val problem = failed?.problem ?: Portico.sayError(failed?.code ?: "not_opened", language)
        // There is no core yet that could carry out an action; the steps say what to do.
        problem.copy(steps = problem.steps.map { it.copy(action = null) })
    } catch (_: LinkageError) {
        null
    }
