package com.portico.robolectric

import com.portico.scenario.play
import com.portico.scenario.scenarios
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner

/** The same stories among real Android classes. */
@RunWith(ParameterizedRobolectricTestRunner::class)
class ScenariosTest(private val name: String) {
    @Test
    fun played() = play(name)

    companion object {
        @JvmStatic
        @ParameterizedRobolectricTestRunner.Parameters(name = "{0}")
        fun names() = scenarios()
    }
}
