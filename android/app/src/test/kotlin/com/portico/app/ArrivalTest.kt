package com.portico.app

import android.content.Intent
import android.net.Uri
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class ArrivalTest {
    private fun opened(link: String) = arrival(Intent(Intent.ACTION_VIEW, Uri.parse(link)))

    private fun shared(text: String?) = arrival(Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, text))

    @Test
    fun `a link of our own names a portal`() {
        assertEquals("portal.example", opened("portico://portal.example"))
        assertEquals("portal.example:8443", opened("portico://portal.example:8443/"))
    }

    @Test
    fun `nothing secret is taken from a link that any app may claim`() {
        assertEquals(
            "portal.example",
            opened("portico://portal.example/a?bx_hit_hash=0123456789abcdef0123456789abcdef#USER_CHECKWORD=x"),
        )
    }

    @Test
    fun `links of others, and no link at all, are nothing`() {
        for (link in listOf("https://portal.example", "portico:portal.example", "portico://", "mailto:anna@example.com")) {
            assertNull(link, opened(link))
        }
        assertNull(arrival(Intent(Intent.ACTION_MAIN)))
        assertNull(arrival(Intent()))
    }

    @Test
    fun `a shared text is taken whole`() {
        assertEquals("See https://portal.example today", shared("See https://portal.example today"))
        assertNull(shared("  "))
        assertNull(shared(null))
    }
}
