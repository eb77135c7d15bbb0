package com.portico

import com.portico.scenario.play
import com.portico.scenario.scenarios
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized

/** Every story of `tests/scenarios`, through the Kotlin API. */
@RunWith(Parameterized::class)
class ScenariosTest(private val name: String) {
    @Test
    fun played() = play(name)

    companion object {
        @JvmStatic
        @Parameterized.Parameters(name = "{0}")
        fun names() = scenarios()
    }
}
