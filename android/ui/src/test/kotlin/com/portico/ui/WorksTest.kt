package com.portico.ui

import com.portico.ui.settings.LicencesState
import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File

class WorksTest {
    /** What a Cargo manifest lists under its `dependencies`, for whatever target. */
    private fun crates(manifest: String): List<String> {
        val lines = File(REPOSITORY, manifest).readLines()
        var wanted = false
        return lines.mapNotNull { line ->
            if (line.startsWith("[")) wanted = line.trim().trim('[', ']').substringAfterLast('.') == "dependencies"
            Regex("""^([a-z0-9_-]+) = """)
                .find(line)
                ?.groupValues
                ?.get(1)
                ?.takeIf { wanted }
        }
    }

    @Test
    fun `every work that the core stands on is named with its licence`() {
        val named = LicencesState().works.map { it.name.lowercase() }
        // Only for Apple's platforms; and our own.
        val elsewhere = setOf("apple-native-keyring-store", "portico")
        val missing = (crates("core/Cargo.toml") + crates("bindings/ffi/Cargo.toml")).toSet() - named.toSet() - elsewhere
        assertEquals(emptySet<String>(), missing)
        assertEquals(named, named.distinct())
    }
}
