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
        assertEquals(listOf(free, "$free Wait 10 s first.", "$free Wait 2 min first.", "$free Wait 60 min first."), said)
    }
}
