package com.portico.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.ProvidableCompositionLocal
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.runtime.staticCompositionLocalOf

/**
 * A label, a button or a title. Each room has an enum of its own. Texts of problems, warnings, receipts, ways and tries are no
 * words: they come from the core, in the same language.
 */
public interface Word {
    /** The name of the Android resource, and of the entry in Apple's String Catalog: `sign_in_password`. */
    public val key: String
}

/** All words in one language. [text] gives the text of a key, with `%1$s` where something is put in. */
public class Words(private val text: (String) -> String) {
    /** The text of [word], with what is to be put in. */
    public operator fun get(word: Word, vararg with: Any): String = text(word.key).format(*with)
}

/** The words of the language in use. */
public val LocalWords: ProvidableCompositionLocal<Words> =
    staticCompositionLocalOf { error("no words: draw inside PorticoUi") }

/** A word in the language in use. */
@Composable
@ReadOnlyComposable
public fun say(word: Word, vararg with: Any): String = LocalWords.current.get(word, *with)
