package com.portico.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import com.portico.ui.kit.DARK
import com.portico.ui.kit.LIGHT
import org.junit.Assert.assertEquals
import org.junit.Test

class ContrastTest {
    @Test
    fun `every text is readable on its ground by day`() = assertReadable(LIGHT)

    @Test
    fun `every text is readable on its ground by night`() = assertReadable(DARK)

    private fun assertReadable(of: ColorScheme) {
        val poor = pairs(of).mapValues { (_, pair) -> contrast(pair.first, pair.second) }.filterValues { it < 4.5f }
        assertEquals(emptyMap<String, Float>(), poor)
    }

    private fun contrast(one: Color, other: Color): Float {
        val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
        return (light + 0.05f) / (dark + 0.05f)
    }

    /** What is drawn on what; text buttons have the first colour and stand on cards, too. */
    private fun pairs(of: ColorScheme): Map<String, Pair<Color, Color>> =
        mapOf(
            "button" to (of.onPrimary to of.primary),
            "grave button" to (of.onError to of.error),
            "text" to (of.onSurface to of.surface),
            "text on a card" to (of.onSurface to of.surfaceContainerHighest),
            "quiet text" to (of.onSurfaceVariant to of.surface),
            "quiet text on a card" to (of.onSurfaceVariant to of.surfaceContainerHighest),
            "text button" to (of.primary to of.surface),
            "text button on a card" to (of.primary to of.surfaceContainerHighest),
            "text button in a problem" to (of.primary to of.errorContainer),
            "text button in a notice" to (of.primary to of.secondaryContainer),
            "problem" to (of.onErrorContainer to of.errorContainer),
            "problem of a row" to (of.error to of.surfaceContainerHighest),
            "error under a field" to (of.error to of.surface),
            "warning" to (of.onTertiaryContainer to of.tertiaryContainer),
            "notice" to (of.onSecondaryContainer to of.secondaryContainer),
            "what to use" to (of.onPrimaryContainer to of.primaryContainer),
        )
}
