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
import java.awt.image.BufferedImage
import java.io.File
import kotlin.io.path.createTempDirectory
import java.awt.Window as AwtWindow

/** The app's screens in a window, and two portals. Whatever is typed is gone when it is closed. */
fun main() {
    val folder = createTempDirectory("portico-window").toFile()
    val portals = companies(folder)
    val phone = Phone(File(folder, "phone"), portals, MovedClock(), locale = "en")
    val file = wanted()
    var picture: BufferedImage? = null
    // Where only a picture is taken there is nobody, and no graphics card.
    if (file != null) System.setProperty("skiko.renderApi", "SOFTWARE")
    try {
        runBlocking { phone.start() }
        application(exitProcessOnExit = false) {
            AppWindow(phone.portico) { app, window ->
                if (file != null) {
                    LaunchedEffect(Unit) {
                        app.incoming(portals.first().url)
                        repeat(FRAMES) { withFrameNanos {} }
                        picture = photograph(window)
                        exitApplication()
                    }
                }
            }
        }
        if (file != null) keep(checkNotNull(picture) { "The window was closed before its picture was taken." }, file)
    } finally {
        runBlocking { phone.end() }
        portals.forEach(Portal::close)
        folder.deleteRecursively()
    }
}

/** Where a picture is wanted, and no window that stays. */
private fun wanted(): File? = System.getProperty("portico.picture").orEmpty().let { if (it.isEmpty()) null else File(it) }

@Composable
private fun ApplicationScope.AppWindow(portico: Portico, beside: @Composable (AppPresenter, AwtWindow) -> Unit) {
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
        beside(app, window)
    }
}

/** What a window needs to have drawn all of a page that it has just gone to. */
private const val FRAMES = 120
