package com.portico.app

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.Configuration
import android.os.Build
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.dynamicDarkColorScheme
import androidx.compose.material3.dynamicLightColorScheme
import com.portico.ui.Words
import java.util.Locale

/** The words of a language, BCP 47, from this app's resources. */
@SuppressLint("DiscouragedApi") // A word's key is its resource's name, so that one enum serves the phone, a computer and iOS.
internal fun wordsOf(context: Context, language: String): Words {
    val configuration = Configuration(context.resources.configuration).apply { setLocale(Locale.forLanguageTag(language)) }
    val resources = context.createConfigurationContext(configuration).resources
    return Words { key ->
        val id = resources.getIdentifier(key, "string", context.packageName)
        check(id != 0) { "no text for the word $key" }
        resources.getString(id)
    }
}

/** The colours of the phone's own picture, where it has such (Android 12). */
internal fun colours(context: Context, dark: Boolean): ColorScheme? =
    when {
        Build.VERSION.SDK_INT < Build.VERSION_CODES.S -> null
        dark -> dynamicDarkColorScheme(context)
        else -> dynamicLightColorScheme(context)
    }
