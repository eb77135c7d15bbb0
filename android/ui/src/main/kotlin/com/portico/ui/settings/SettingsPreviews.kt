package com.portico.ui.settings

import com.portico.ui.Theme
import com.portico.ui.kit.Preview

private val chosen =
    SettingsState("de", Theme.DARK, lock = true, privacyPolicy = "https://company.example/privacy", version = "0.1.0")

/** The settings as people meet them. */
public val settingsPreviews: List<Preview> =
    listOf(
        Preview("settings") { SettingsView(chosen) {} },
        Preview("licences") { LicencesView(LicencesState()) {} },
    )
