package com.portico.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Test

class KeeperTest {
    private val behind = MutableSharedFlow<Unit>()
    private val kept = mutableListOf<String>()
    private var field = ""

    private fun keeping(story: suspend CoroutineScope.(Keeper) -> Unit) =
        runBlocking {
            val scope = CoroutineScope(coroutineContext + Job())
            val keeper = Keeper(scope, behind) { kept += field }
            scope.story(keeper)
            scope.cancel()
            yield()
        }

    private fun Keeper.type(text: String) {
        field = text
        typed()
    }

    @Test
    fun `what is typed is kept once, when the field is left`() =
        keeping { keeper ->
            keeper.type("an")
            keeper.type("anna")
            yield()
            assertEquals(emptyList<String>(), kept)
            keeper.left()
            keeper.left()
            behind.emit(Unit)
            yield()
            assertEquals(listOf("anna"), kept)
        }

    @Test
    fun `the app going behind keeps what was typed until then, each time`() =
        keeping { keeper ->
            for (text in listOf("an", "anna")) {
                keeper.type(text)
                behind.emit(Unit)
                yield()
            }
            assertEquals(listOf("an", "anna"), kept)
        }

    @Test
    fun `the screen closing keeps what was typed`() {
        keeping { keeper -> keeper.type("anna") }
        assertEquals(listOf("anna"), kept)
    }

    @Test
    fun `what goes out is not kept besides`() {
        keeping { keeper ->
            keeper.type("anna")
            keeper.enough()
            keeper.left()
        }
        assertEquals(emptyList<String>(), kept)
    }
}
