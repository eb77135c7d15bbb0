package com.portico.app

import android.app.Application
import android.os.Bundle
import androidx.core.os.bundleOf
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.viewModelScope
import com.portico.Problem
import com.portico.ui.AppPresenter
import com.portico.ui.languageOf
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

private const val PLACES = "places"

/** What the window shows. */
public sealed interface Opening {
    /** Portico is being opened. */
    public data object Waiting : Opening

    /** It could not be; [problem]: why. */
    public data class Failed(val problem: Problem?) : Opening

    /** It is there. */
    public class Done(public val app: AppPresenter) : Opening
}

/** Holds the presenters while windows come and go. What outlives the process are the names of the places, ids and nothing else. */
public class AppModel(application: Application, private val saved: SavedStateHandle) : AndroidViewModel(application) {
    private val openings = MutableStateFlow<Opening>(Opening.Waiting)
    private val texts = ArrayDeque<String>()

    /** What the window shows now. */
    public val opening: StateFlow<Opening> = openings.asStateFlow()

    /** The phone, for the presenters. */
    public val host: AndroidHost = AndroidHost(application)

    init {
        saved.setSavedStateProvider(PLACES) {
            bundleOf(PLACES to ArrayList((opening.value as? Opening.Done)?.app?.saved ?: before()))
        }
        open()
    }

    /** A text from outside, kept until there is somebody to read it. */
    public fun incoming(text: String) {
        texts += text
        tell()
    }

    /** One more attempt. */
    public fun again() {
        getApplication<PorticoApp>().again()
        open()
    }

    private fun open() {
        openings.value = Opening.Waiting
        viewModelScope.launch {
            getApplication<PorticoApp>().portico().fold(
                onSuccess = { openings.value = Opening.Done(AppPresenter(it, host, viewModelScope, before())) },
                onFailure = { openings.value = Opening.Failed(whyNotOpened(it, languageOf(host.choices))) },
            )
            tell()
        }
    }

    private fun tell() {
        val app = (opening.value as? Opening.Done)?.app ?: return
        while (texts.isNotEmpty()) app.incoming(texts.removeFirst())
    }

    private fun before(): List<String> = saved.get<Bundle>(PLACES)?.getStringArrayList(PLACES).orEmpty()
}
