package com.portico.ui.kit

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import com.portico.ui.Theme

/**
 * The look of the app. [dynamic]: the system's own colours for light or dark, where it has some. [typography]: another font, for
 * pictures that must be the same on every machine.
 */
@Composable
public fun PorticoTheme(
    theme: Theme = Theme.SYSTEM,
    dynamic: @Composable (dark: Boolean) -> ColorScheme? = { null },
    typography: Typography = MaterialTheme.typography,
    content: @Composable () -> Unit,
) {
    val dark =
        when (theme) {
            Theme.SYSTEM -> isSystemInDarkTheme()
            Theme.LIGHT -> false
            Theme.DARK -> true
        }
    val colours = dynamic(dark) ?: if (dark) DARK else LIGHT
    MaterialTheme(colorScheme = colours, typography = typography, content = content)
}

/** Our own colours by day. Every text on its ground has a contrast of 4.5:1 at least. */
internal val LIGHT: ColorScheme =
    lightColorScheme(
        primary = Color(0xFF00639B),
        onPrimary = Color.White,
        primaryContainer = Color(0xFFCEE5FF),
        onPrimaryContainer = Color(0xFF001D33),
        secondary = Color(0xFF51606F),
        onSecondary = Color.White,
        secondaryContainer = Color(0xFFD5E4F7),
        onSecondaryContainer = Color(0xFF0E1D2A),
        tertiary = Color(0xFF67587A),
        onTertiary = Color.White,
        tertiaryContainer = Color(0xFFEDDCFF),
        onTertiaryContainer = Color(0xFF221533),
        error = Color(0xFFBA1A1A),
        onError = Color.White,
        errorContainer = Color(0xFFFFDAD6),
        onErrorContainer = Color(0xFF410002),
        background = Color(0xFFF9F9FC),
        onBackground = Color(0xFF1A1C1E),
        surface = Color(0xFFF9F9FC),
        onSurface = Color(0xFF1A1C1E),
        surfaceVariant = Color(0xFFDEE3EB),
        onSurfaceVariant = Color(0xFF42474E),
        surfaceTint = Color(0xFF00639B),
        inverseSurface = Color(0xFF2F3033),
        inverseOnSurface = Color(0xFFF0F0F4),
        inversePrimary = Color(0xFF96CCFF),
        outline = Color(0xFF6A7078),
        outlineVariant = Color(0xFFC2C7CF),
        surfaceContainerLowest = Color.White,
        surfaceContainerLow = Color(0xFFF3F3F7),
        surfaceContainer = Color(0xFFEDEEF1),
        surfaceContainerHigh = Color(0xFFE7E8EB),
        surfaceContainerHighest = Color(0xFFE2E2E6),
    )

/** Our own colours by night, with the same contrast. */
internal val DARK: ColorScheme =
    darkColorScheme(
        primary = Color(0xFF96CCFF),
        onPrimary = Color(0xFF003353),
        primaryContainer = Color(0xFF004A76),
        onPrimaryContainer = Color(0xFFCEE5FF),
        secondary = Color(0xFFB9C8DA),
        onSecondary = Color(0xFF233240),
        secondaryContainer = Color(0xFF3A4857),
        onSecondaryContainer = Color(0xFFD5E4F7),
        tertiary = Color(0xFFD2BFE7),
        onTertiary = Color(0xFF382A4A),
        tertiaryContainer = Color(0xFF4F4061),
        onTertiaryContainer = Color(0xFFEDDCFF),
        error = Color(0xFFFFB4AB),
        onError = Color(0xFF690005),
        errorContainer = Color(0xFF93000A),
        onErrorContainer = Color(0xFFFFDAD6),
        background = Color(0xFF111416),
        onBackground = Color(0xFFE2E2E6),
        surface = Color(0xFF111416),
        onSurface = Color(0xFFE2E2E6),
        surfaceVariant = Color(0xFF42474E),
        onSurfaceVariant = Color(0xFFC6CBD3),
        surfaceTint = Color(0xFF96CCFF),
        inverseSurface = Color(0xFFE2E2E6),
        inverseOnSurface = Color(0xFF2F3033),
        inversePrimary = Color(0xFF00639B),
        outline = Color(0xFF8C9199),
        outlineVariant = Color(0xFF42474E),
        surfaceContainerLowest = Color(0xFF0C0E11),
        surfaceContainerLow = Color(0xFF1A1C1E),
        surfaceContainer = Color(0xFF1E2022),
        surfaceContainerHigh = Color(0xFF282A2D),
        surfaceContainerHighest = Color(0xFF333537),
    )
