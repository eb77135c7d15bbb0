package com.portico

import com.portico.ffi.PorticoException
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Test

private const val MEGABYTE = 1024 * 1024

class TextsTest {
    @Test
    fun `odd texts cross to the letter`() =
        office {
            val anna = signedIn()
            for (text in listOf("", "👩‍💻 straße", "a\u0000b", "\uFEFF\u202E", "é".repeat(4096))) {
                assertEquals(text, portico.draftsSet(anna, text))
                assertEquals(text, portico.draftsGet(anna))
            }
        }

    @Test
    fun `a megabyte is refused where it is too much and breaks nothing`() =
        office {
            val anna = signedIn()
            val huge = "🦊".repeat(MEGABYTE / 4)
            assertEquals("draft_too_long", thrown<PorticoException> { portico.draftsSet(anna, huge) }.code)
            assertEquals(LinkKind.Unknown, portico.linksRead(huge).kind)
            val id = atCredentials()
            portico.signInCheck(id, login = huge, password = huge, code = huge)
            val submitted = runCatching { portico.signInSubmitCredentials(id, huge, huge) }
            assertNotNull(submitted.getOrNull()?.problem ?: (submitted.exceptionOrNull() as PorticoException).code)
            assertEquals("done", portico.signInSubmitCredentials(id, "anna", PASSWORD).step.code)
        }

    @Test
    fun `half a character is an argument that cannot be`() =
        office {
            val half = "🦊".take(1)
            val id = atCredentials()
            for (call in listOf<suspend () -> Unit>(
                { portico.signInSubmitCredentials(id, "anna", half) },
                { portico.linksRead(half) },
                { portico.signInCheck(id, password = half) },
                { portico.signInStart(address = half) },
            )) {
                assertEquals("invalid_argument", thrown<PorticoException> { call() }.code)
            }
            assertEquals("done", portico.signInSubmitCredentials(id, "anna", PASSWORD).step.code)
        }
}
