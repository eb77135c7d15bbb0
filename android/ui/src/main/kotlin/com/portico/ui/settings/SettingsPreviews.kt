package com.portico.ui.settings

import com.portico.ui.Theme
import com.portico.ui.kit.Preview

/** The settings as people meet them. */
public val settingsPreviews: List<Preview> =
    listOf(
        Preview("settings") { SettingsView(SettingsState(language = "de", theme = Theme.DARK, lock = true)) {} },
        Preview("licences") { LicencesView(LicencesState()) {} },
    )
