package com.portico.ui

import com.portico.Action
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import java.io.File

class DeedTest {
    /** Every action that the core's advice can offer, with the names of its arguments. */
    private val offered: Map<String, Set<Set<String>>> =
        Regex("""(?:offer|outside)\("([a-z_.]+)", &\[(.*?)]\)""", RegexOption.DOT_MATCHES_ALL)
            .findAll(File(REPOSITORY, "core/src/advice/actions.rs").readText())
            .map { found ->
                found.groupValues[1] to
                    Regex("""\("([a-z_]+)", """).findAll(found.groupValues[2]).map { it.groupValues[1] }.toSet()
            }.groupBy({ it.first }, { it.second })
            .mapValues { it.value.toSet() }

    @Test
    fun `everything the core offers has a button`() {
        val unknown =
            offered.flatMap { (kind, all) -> all.map { Action(kind, it.associateWith { "x" }) } }.filter {
                Deed.of(it) ==
                    null
            }
        assertEquals(emptyList<Action>(), unknown)
        assertEquals(19, offered.size)
    }

    @Test
    fun `every button is for something the core offers or a clear`() {
        val mine = Deed.entries.map { it.kind }.toSet() - offered.keys
        assertEquals(setOf("accounts.sign_out"), mine)
    }

    @Test
    fun `what a newer core offers is not drawn and neither is what lacks an argument`() {
        assertNull(Deed.of(Action("accounts.sing", mapOf("account" to "a"))))
        assertNull(Deed.of(Action("accounts.delete", emptyMap())))
    }

    @Test
    fun `a check with a price is another button than one without`() {
        assertEquals(Deed.CHECK, Deed.of(Action("session.check", mapOf("account" to "a"))))
        assertEquals(Deed.SPEND_TRY, Deed.of(Action("session.check", mapOf("account" to "a", "spend_try" to "true"))))
    }
}
