package com.portico.app

import android.app.LocaleManager
import android.content.Context
import android.content.SharedPreferences
import android.os.Build
import android.os.LocaleList
import androidx.annotation.RequiresApi
import androidx.core.content.edit
import com.portico.ui.Choices
import com.portico.ui.Theme

private const val LANGUAGE = "language"
private const val THEME = "theme"
private const val LOCK = "lock"

/** Kept in the app's preferences; the language from Android 13 on where the phone's own settings show it too. */
internal class PhoneChoices(private val context: Context) : Choices {
    private val kept: SharedPreferences = context.getSharedPreferences("choices", Context.MODE_PRIVATE)

    override var language: String?
        get() =
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
                chosen()
            } else {
                kept.getString(LANGUAGE, null)
            }
        set(value) =
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
                choose(value)
            } else {
                kept.edit { putString(LANGUAGE, value) }
            }

    override var theme: Theme
        get() = Theme.entries.find { it.name == kept.getString(THEME, null) } ?: Theme.SYSTEM
        set(value) = kept.edit { putString(THEME, value.name) }

    override var lock: Boolean
        get() = kept.getBoolean(LOCK, false)
        set(value) = kept.edit { putBoolean(LOCK, value) }

    @RequiresApi(Build.VERSION_CODES.TIRAMISU)
    private fun chosen() =
        locales()
            .applicationLocales
            .takeUnless(LocaleList::isEmpty)
            ?.get(0)
            ?.toLanguageTag()

    @RequiresApi(Build.VERSION_CODES.TIRAMISU)
    private fun choose(language: String?) {
        locales().applicationLocales = LocaleList.forLanguageTags(language.orEmpty())
    }

    @RequiresApi(Build.VERSION_CODES.TIRAMISU)
    private fun locales() = checkNotNull(context.getSystemService(LocaleManager::class.java))
}
