package com.portico.desktop

import com.portico.ui.Words
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** The words of a language, BCP 47, from the Android app's own files in [res]; English where it is none of theirs. */
internal fun wordsOf(res: File, language: String): Words {
    val theirs = File(res, "values-" + language.substringBefore('-'))
    val texts = textsOf(File(res, "values")) + textsOf(theirs)
    return Words { key -> checkNotNull(texts[key]) { "no text for the word $key" } }
}

private fun textsOf(folder: File): Map<String, String> =
    folder
        .listFiles { file -> file.name.startsWith("words_") }
        .orEmpty()
        .flatMap(::read)
        .toMap()

private fun read(file: File): List<Pair<String, String>> {
    val strings =
        DocumentBuilderFactory
            .newInstance()
            .newDocumentBuilder()
            .parse(file)
            .getElementsByTagName("string")
    return (0 until strings.length).map { strings.item(it) as Element }.map { it.getAttribute("name") to plain(it.textContent) }
}

/** Without what Android's compiler takes away: quotes are escaped there, and a line's end is written. */
private fun plain(text: String) = text.replace("\\'", "'").replace("\\\"", "\"").replace("\\n", "\n")
