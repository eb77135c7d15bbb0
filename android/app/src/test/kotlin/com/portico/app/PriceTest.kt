package com.portico.app

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.test.core.app.ApplicationProvider
import com.portico.Cost
import com.portico.Retry
import com.portico.ui.LocalWords
import com.portico.ui.kit.price
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class PriceTest {
    @get:Rule val compose = createComposeRule()

    @Test
    fun `how long to wait is said as people count`() {
        val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
        var said = emptyList<String>()
        compose.setContent {
            CompositionLocalProvider(LocalWords provides words) {
                said = listOf(null, 5uL, 90uL, 3600uL).map { price(Retry(Cost.FREE, it)) }
            }
        }
        compose.waitForIdle()
        val free = "Trying again costs nothing."
        val waits = listOf("10\u00a0s", "2\u00a0min", "60\u00a0min").map { "$free Wait $it first." }
        assertEquals(listOf(free) + waits, said)
    }
}
