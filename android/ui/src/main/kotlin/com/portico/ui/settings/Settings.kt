package com.portico.ui.settings

import com.portico.ui.House
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.Theme
import com.portico.ui.Word
import com.portico.ui.browse
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** Words of the settings. */
public enum class SettingsWord : Word {
    TITLE,
    LANGUAGE,
    AS_SYSTEM,
    ENGLISH,
    GERMAN,
    RUSSIAN,
    THEME,
    LIGHT,
    DARK,
    LOCK,
    LOCK_HINT,
    TEXT_SIZE,
    LICENCES,
    LICENCES_HINT,
    PRIVACY,
    VERSION,
    ;

    override val key: String = "settings_" + name.lowercase()
}

/** What was chosen. */
public data class SettingsState(
    /** BCP 47; null as the system. */
    public val language: String? = null,
    public val theme: Theme = Theme.SYSTEM,
    /** The owner is asked for when the app comes to the front. */
    public val lock: Boolean = false,
    /** An `https` address; null where whoever ships the app names none. */
    public val privacyPolicy: String? = null,
    /** The app's, as people read it. */
    public val version: String? = null,
)

/** What can be chosen. */
public sealed interface SettingsEvent {
    /** BCP 47; null as the system. */
    public data class Language(public val tag: String?) : SettingsEvent

    /** Light, dark, or as the system. */
    public data class Look(public val theme: Theme) : SettingsEvent

    /** Whether the owner is asked for. */
    public data class Lock(public val on: Boolean) : SettingsEvent

    /** What the app does with what it is told. */
    public data object Privacy : SettingsEvent

    /** Whose work this app stands on. */
    public data object Licences : SettingsEvent

    /** Away from here. */
    public data object Leave : SettingsEvent
}

/** Language, look and lock. */
public class SettingsPresenter(scope: CoroutineScope, private val house: House) :
    Presenter<SettingsState, SettingsEvent>(scope, SettingsState()) {
    init {
        read()
    }

    override fun on(event: SettingsEvent) {
        when (event) {
            is SettingsEvent.Language -> house.choose { language = event.tag }
            is SettingsEvent.Look -> house.choose { theme = event.theme }
            is SettingsEvent.Lock -> lock(event.on)
            SettingsEvent.Privacy -> state.value.privacyPolicy?.let(house::browse)
            SettingsEvent.Licences -> house.go(Place.Licences)
            SettingsEvent.Leave -> house.leave()
        }
        read()
    }

    /** Only the owner changes the lock, either way: else who finds the phone takes it off, or shuts the owner out. */
    private fun lock(on: Boolean) {
        scope.launch {
            if (house.host.owner()) house.choose { lock = on }
            read()
        }
    }

    private fun read() {
        val host = house.host
        val chosen = host.choices
        val policy = host.privacyPolicy?.takeIf { it.startsWith("https://") }
        update { SettingsState(chosen.language, chosen.theme, chosen.lock, policy, host.version) }
    }
}

/** Whose work this app stands on. */
public data class LicencesState(public val works: List<Work> = WORKS)

/** What can be done there. */
public sealed interface LicencesEvent {
    /** Away from here. */
    public data object Leave : LicencesEvent
}

/** The list of licences. */
public class LicencesPresenter(scope: CoroutineScope, private val house: House) :
    Presenter<LicencesState, LicencesEvent>(scope, LicencesState()) {
    override fun on(event: LicencesEvent) {
        when (event) {
            LicencesEvent.Leave -> house.leave()
        }
    }
}
