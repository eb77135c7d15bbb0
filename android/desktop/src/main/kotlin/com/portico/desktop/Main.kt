package com.portico.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.withFrameNanos
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.type
import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.ApplicationScope
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.application
import androidx.compose.ui.window.rememberWindowState
import com.portico.Portico
import com.portico.scenario.MovedClock
import com.portico.scenario.Phone
import com.portico.scenario.Portal
import com.portico.ui.AppEvent
import com.portico.ui.AppPresenter
import com.portico.ui.PorticoUi
import kotlinx.coroutines.runBlocking
import java.io.File
import kotlin.io.path.createTempDirectory

/** The app's screens in a window, and two portals. Whatever is typed is gone when it is closed. */
fun main() {
    val folder = createTempDirectory("portico-window").toFile()
    val portals = companies(folder)
    val phone = Phone(File(folder, "phone"), portals, MovedClock(), locale = "en")
    try {
        runBlocking { phone.start() }
        application(exitProcessOnExit = false) { AppWindow(phone.portico, portals) }
    } finally {
        runBlocking { phone.end() }
        portals.forEach(Portal::close)
        folder.deleteRecursively()
    }
}

@Composable
private fun ApplicationScope.AppWindow(portico: Portico, portals: List<Portal>) {
    val scope = rememberCoroutineScope()
    val app = remember { AppPresenter(portico, ComputerHost(), scope) }
    val state by app.state.collectAsState()
    val words = remember(state.language) { wordsOf(File(System.getProperty("portico.words")), state.language) }
    val back = { if (state.canGoBack) app.on(AppEvent.Back) }
    Window(
        ::exitApplication,
        rememberWindowState(size = DpSize(1000.dp, 760.dp)),
        title = "Portico",
        onKeyEvent = { event ->
            val escape = event.key == Key.Escape && event.type == KeyEventType.KeyDown
            if (escape) back()
            escape
        },
    ) {
        PorticoUi(app, words)
        val picture = System.getProperty("portico.picture").orEmpty()
        if (picture.isNotEmpty()) {
            LaunchedEffect(Unit) {
                app.incoming(portals.first().url)
                repeat(FRAMES) { withFrameNanos {} }
                photograph(window, File(picture))
                exitApplication()
            }
        }
    }
}

/** What a window needs to have drawn all of a page that it has just gone to. */
private const val FRAMES = 120
