package com.portico.ui.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import com.portico.ui.Theme
import com.portico.ui.kit.Heading
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SwitchLine
import com.portico.ui.say

private val LANGUAGES =
    listOf(
        null to SettingsWord.AS_SYSTEM,
        "en" to SettingsWord.ENGLISH,
        "de" to SettingsWord.GERMAN,
        "ru" to SettingsWord.RUSSIAN,
    )

private val THEMES =
    listOf(Theme.SYSTEM to SettingsWord.AS_SYSTEM, Theme.LIGHT to SettingsWord.LIGHT, Theme.DARK to SettingsWord.DARK)

/** Language, look and lock. */
@Composable
public fun SettingsView(state: SettingsState, on: (SettingsEvent) -> Unit) {
    Screen(say(SettingsWord.TITLE), { on(SettingsEvent.Leave) }) {
        Choice(SettingsWord.LANGUAGE, LANGUAGES, state.language) { on(SettingsEvent.Language(it)) }
        Choice(SettingsWord.THEME, THEMES, state.theme) { on(SettingsEvent.Look(it)) }
        Text(say(SettingsWord.TEXT_SIZE), style = MaterialTheme.typography.bodyMedium)
        Column {
            SwitchLine(say(SettingsWord.LOCK), state.lock) { on(SettingsEvent.Lock(it)) }
            Text(say(SettingsWord.LOCK_HINT), style = MaterialTheme.typography.bodyMedium)
        }
        state.privacyPolicy?.let { SideButton(say(SettingsWord.PRIVACY), { on(SettingsEvent.Privacy) }) }
        SideButton(say(SettingsWord.LICENCES), { on(SettingsEvent.Licences) })
        state.version?.let { Text(say(SettingsWord.VERSION, it), style = MaterialTheme.typography.bodyMedium) }
    }
}

@Composable
private fun <T> Choice(name: SettingsWord, options: List<Pair<T, SettingsWord>>, chosen: T, onChoose: (T) -> Unit) {
    Heading(say(name))
    Column(Modifier.selectableGroup()) {
        options.forEach { (value, word) ->
            Row(
                Modifier
                    .fillMaxWidth()
                    .heightIn(min = 48.dp)
                    .selectable(value == chosen, role = Role.RadioButton) { onChoose(value) },
                Arrangement.spacedBy(8.dp),
                Alignment.CenterVertically,
            ) {
                RadioButton(value == chosen, onClick = null)
                Text(say(word))
            }
        }
    }
}

/** Whose work this app stands on. */
@Composable
public fun LicencesView(state: LicencesState, on: (LicencesEvent) -> Unit) {
    Screen(say(SettingsWord.LICENCES), { on(LicencesEvent.Leave) }) {
        Text(say(SettingsWord.LICENCES_HINT))
        state.works.forEach { work ->
            Column(Modifier.semantics(mergeDescendants = true) {}) {
                Text(work.name, style = MaterialTheme.typography.titleSmall)
                Text(work.licence, style = MaterialTheme.typography.bodyMedium)
            }
        }
    }
}
