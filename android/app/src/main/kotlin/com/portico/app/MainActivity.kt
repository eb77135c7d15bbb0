package com.portico.app

import android.content.Intent
import android.graphics.Color
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.SystemBarStyle
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalConfiguration
import com.portico.ui.AppEvent
import com.portico.ui.AppPresenter
import com.portico.ui.PorticoUi
import com.portico.ui.Theme
import com.portico.ui.languageOf

/** The app's only window. */
public class MainActivity : ComponentActivity() {
    /** What it shows, also after it was made anew. */
    public val model: AppModel by viewModels()

    override fun onCreate(savedInstanceState: Bundle?) {
        enableEdgeToEdge()
        super.onCreate(savedInstanceState)
        model.host.attach(this)
        // A window that comes back had its text read before.
        if (savedInstanceState == null) read(intent)
        setContent {
            when (val opening = model.opening.collectAsState().value) {
                Opening.Waiting -> Before(null)
                is Opening.Failed -> Before(opening)
                is Opening.Done -> Shown(opening.app)
            }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        read(intent)
    }

    override fun onStart() {
        super.onStart()
        tell(AppEvent.Front)
    }

    override fun onStop() {
        super.onStop()
        if (!isChangingConfigurations) tell(AppEvent.Behind)
    }

    override fun onDestroy() {
        super.onDestroy()
        model.host.detach(this)
    }

    @Composable
    private fun Before(failed: Opening.Failed?) {
        val configuration = LocalConfiguration.current
        val choices = model.host.choices
        val words = remember(configuration) { wordsOf(this, languageOf(choices)) }
        OpeningView(words, choices.theme, failed, model::again)
    }

    @Composable
    private fun Shown(app: AppPresenter) {
        val state by app.state.collectAsState()
        val configuration = LocalConfiguration.current
        val words = remember(state.language, configuration) { wordsOf(this, state.language) }
        val dark =
            when (state.theme) {
                Theme.SYSTEM -> isSystemInDarkTheme()
                Theme.LIGHT -> false
                Theme.DARK -> true
            }
        LaunchedEffect(dark) { bars(dark) }
        BackHandler(state.canGoBack) { app.on(AppEvent.Back) }
        PorticoUi(app, words, { colours(this, it) })
    }

    /** The system's bars over our own colour, with signs that can be read on it. */
    private fun bars(dark: Boolean) {
        val clear = Color.TRANSPARENT
        val style = if (dark) SystemBarStyle.dark(clear) else SystemBarStyle.light(clear, clear)
        enableEdgeToEdge(style, style)
    }

    private fun tell(event: AppEvent) {
        (model.opening.value as? Opening.Done)?.app?.on(event)
    }

    /** Once: whoever looks at the intent later finds nothing in it. */
    private fun read(arrived: Intent) {
        val text = arrival(arrived) ?: return
        model.incoming(text)
        intent = Intent.makeMainActivity(componentName)
    }
}
