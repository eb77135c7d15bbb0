package com.portico.app

import com.portico.ui.kit.Preview
import java.io.File

private val REPOSITORY = File(checkNotNull(System.getProperty("portico.repository")))

/** Every preview of every room: what lies in a file `ROOM/XPreviews.kt` of android/ui is found by itself. */
val PREVIEWS: List<Preview> by lazy {
    val sources = File(REPOSITORY, "android/ui/src/main/kotlin")
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
}

private fun previewsOf(name: String): List<Preview> =
    Class
        .forName(name)
        .methods
        .filter { it.name.endsWith("Previews") }
        .flatMap { it.invoke(null) as List<*> }
        .map { it as Preview }
