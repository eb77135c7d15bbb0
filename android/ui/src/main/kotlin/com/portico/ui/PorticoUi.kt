package com.portico.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.Typography
import androidx.compose.material3.VerticalDivider
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.SaveableStateHolder
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.isTraversalGroup
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.KitWord
import com.portico.ui.kit.LocalCamera
import com.portico.ui.kit.LocalRunning
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.Told
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.milliseconds

/** From here on the list stands beside what was opened from it. */
private val WIDE = 840.dp

/** A wait shorter than this needs no line. */
private val SOON = 400.milliseconds

/** The app, in its window. [words]: in the language of [AppState.language]. [dynamic] and [typography]: see [PorticoTheme]. */
@Composable
public fun PorticoUi(
    app: AppPresenter,
    words: Words,
    dynamic: @Composable (dark: Boolean) -> ColorScheme? = { null },
    typography: Typography = MaterialTheme.typography,
) {
    val state by app.state.collectAsState()
    CompositionLocalProvider(LocalWords provides words, LocalCamera provides app.hasCamera) {
        PorticoTheme(state.theme, dynamic, typography) {
            // Drawn behind the system's bars; nothing that is read or touched lies under them, or under the keyboard.
            Surface(Modifier.fillMaxSize()) {
                BoxWithConstraints(Modifier.fillMaxSize().windowInsetsPadding(WindowInsets.safeDrawing)) {
                    val third = maxHeight / 3
                    if (state.covered) {
                        Cover { app.on(AppEvent.Uncover) }
                    } else {
                        Column(Modifier.fillMaxSize()) {
                            Over(state, third, app::on)
                            Places(app, state)
                        }
                    }
                }
            }
        }
    }
}

@Composable
private fun Cover(onUncover: () -> Unit) {
    Column(
        Modifier.fillMaxSize().padding(24.dp),
        Arrangement.spacedBy(24.dp, Alignment.CenterVertically),
        Alignment.CenterHorizontally,
    ) {
        Text(say(AppWord.COVERED), style = MaterialTheme.typography.titleLarge)
        MainButton(say(AppWord.UNCOVER), onUncover)
    }
}

/** What is over every place: what is waited for, and the line for what was done or failed, which is no higher than [highest]. */
@Composable
private fun Over(state: AppState, highest: Dp, on: (AppEvent) -> Unit) {
    if (state.working) {
        var late by remember { mutableStateOf(false) }
        LaunchedEffect(Unit) {
            delay(SOON)
            late = true
        }
        if (late) Box(Modifier.padding(horizontal = 16.dp, vertical = 8.dp)) { BusyLine(say(AppWord.WORKING)) }
    }
    val notice = state.notice
    Told(listOfNotNull(notice?.let { told(it) }))
    when (notice) {
        null -> Unit
        is Notice.Of -> NoticeLine(told(notice)) { on(AppEvent.Read) }
        is Notice.Failed ->
            Column(
                Modifier
                    .fillMaxWidth()
                    .heightIn(max = highest)
                    .padding(horizontal = 16.dp, vertical = 8.dp)
                    .semantics { isTraversalGroup = true },
            ) {
                Column(Modifier.weight(1f, fill = false).verticalScroll(rememberScrollState())) {
                    CompositionLocalProvider(LocalRunning provides (state.place in state.running)) {
                        ProblemCard(notice.problem) { on(AppEvent.Run(it)) }
                    }
                }
                SmallButton(say(KitWord.CLOSE), { on(AppEvent.Read) })
            }
    }
}

@Composable
private fun told(notice: Notice): String =
    when (notice) {
        is Notice.Of -> say(notice.word, notice.with)
        is Notice.Failed -> notice.problem.title
    }

@Composable
private fun NoticeLine(text: String, onRead: () -> Unit) {
    Surface(Modifier.fillMaxWidth(), color = MaterialTheme.colorScheme.secondaryContainer) {
        Row(Modifier.padding(start = 16.dp, end = 4.dp), verticalAlignment = Alignment.CenterVertically) {
            Text(text, Modifier.weight(1f).padding(vertical = 12.dp))
            SmallButton(say(KitWord.CLOSE), onRead)
        }
    }
}

@Composable
private fun ColumnScope.Places(app: AppPresenter, state: AppState) {
    val scrolled = rememberSaveableStateHolder()
    BoxWithConstraints(Modifier.weight(1f).fillMaxWidth()) {
        if (maxWidth < WIDE) {
            At(app, state, state.place, scrolled)
        } else {
            Row(Modifier.fillMaxSize()) {
                Box(Modifier.width(360.dp).semantics { isTraversalGroup = true }) { At(app, state, Place.Accounts, scrolled) }
                VerticalDivider(Modifier.fillMaxHeight())
                Box(Modifier.weight(1f).semantics { isTraversalGroup = true }, Alignment.Center) {
                    when {
                        state.canGoBack -> At(app, state, state.place, scrolled)
                        else -> Text(say(AppWord.CHOOSE), Modifier.padding(24.dp))
                    }
                }
            }
        }
    }
}

@Composable
private fun At(app: AppPresenter, state: AppState, place: Place, scrolled: SaveableStateHolder) {
    CompositionLocalProvider(LocalRunning provides (place in state.running)) {
        scrolled.SaveableStateProvider(place.save()) { app.room(place).Draw() }
    }
}
