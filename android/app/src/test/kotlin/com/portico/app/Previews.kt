package com.portico.app

import com.portico.ui.kit.Preview
import java.io.File

private val REPOSITORY = File(checkNotNull(System.getProperty("portico.repository")))

/** Every preview: what lies in a file `XPreviews.kt` of android/ui, a room each, or of android/app is found by itself. */
val PREVIEWS: List<Preview> by lazy {
    listOf("ui", "app").flatMap { previewsIn(File(REPOSITORY, "android/$it/src/main/kotlin")) }
}

private fun previewsIn(sources: File): List<Preview> =
    sources
        .walk()
        .filter { it.name.endsWith("Previews.kt") }
        .sorted()
        .flatMap { file ->
            previewsOf(
                file
                    .relativeTo(sources)
                    .path
                    .removeSuffix(".kt")
                    .replace('/', '.') + "Kt",
            )
        }.toList()

private fun previewsOf(name: String): List<Preview> =
    Class
        .forName(name)
        .methods
        .filter { it.name.endsWith("Previews") }
        .flatMap { it.invoke(null) as List<*> }
        .map { it as Preview }
