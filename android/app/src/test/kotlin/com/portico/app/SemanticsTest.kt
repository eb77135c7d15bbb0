package com.portico.app

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.test.core.app.ApplicationProvider
import com.portico.ui.Deed
import com.portico.ui.LocalWords
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.invitation.InvitationWord
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.kit.Preview
import com.portico.ui.scan.ScanWord
import com.portico.ui.signin.SignInWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What a screen reader, a keyboard and a finger find on every screen. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h4000dp-mdpi") // High enough that nothing is scrolled away.
class SemanticsTest {
    @get:Rule val compose = createComposeRule()
    private var shown: Preview? by mutableStateOf(null)

    @Test
    fun `what can be touched has a name and is large enough for a finger`() =
        everyScreen { nodes ->
            nodes.filter { SemanticsActions.OnClick in it.config }.mapNotNull { node ->
                val size = node.touchBoundsInRoot.size
                when {
                    names(node).isEmpty() -> "something without a name"
                    size.width < FINGER || size.height < FINGER -> "${names(node)} is ${size.width}×${size.height}"
                    else -> null
                }
            }
        }

    @Test
    fun `every screen says where one is, first of all that is no button`() =
        everyScreen { nodes ->
            val first = nodes.firstOrNull { names(it).isNotEmpty() && SemanticsActions.OnClick !in it.config }
            listOfNotNull(
                "begins with ${first?.let(::names)}".takeIf {
                    first == null ||
                        SemanticsProperties.Heading !in first.config
                },
            )
        }

    @Test
    fun `every field says what belongs into it, and what is wrong with what is there`() =
        everyScreen { nodes ->
            nodes.filter { SemanticsProperties.EditableText in it.config }.mapNotNull { field ->
                val texts =
                    field.config
                        .getOrNull(SemanticsProperties.Text)
                        .orEmpty()
                        .map { it.text }
                val error = field.config.getOrNull(SemanticsProperties.Error)
                when {
                    texts.all(String::isBlank) -> "a field without a label"
                    error != null && error !in texts -> "$texts says “$error” to a screen reader only"
                    else -> null
                }
            }
        }

    @Test
    fun `no two buttons of a screen that do not do the same have one name`() =
        everyScreen { nodes ->
            nodes
                .filter { SemanticsProperties.Role in it.config && SemanticsActions.OnClick in it.config }
                .mapNotNull { it.config.getOrNull(SemanticsProperties.ContentDescription)?.singleOrNull() }
                .groupingBy { it }
                .eachCount()
                .filterValues { it > 1 }
                .keys
                .toList()
        }

    @Test
    fun `pictures are described`() =
        everyScreen { nodes ->
            nodes
                .filter { it.config.getOrNull(SemanticsProperties.Role) == Role.Image }
                .filter { names(it).isEmpty() }
                .map { "a picture without a description" }
        }

    @Test
    fun `nothing is to be scanned where there is no camera`() {
        val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
        val buttons = listOf(AccountsWord.SCAN, Deed.SCAN, SignInWord.SCAN, SignInWord.SCAN_INSTEAD, SignInWord.BROWSER_QR)
        val scans = (buttons + InvitationWord.SCAN + InvitationWord.GONE + ScanWord.TITLE).map { words[it] }
        everyScreen { nodes -> nodes.flatMap(::names).filter { it in scans } }
    }

    @Test
    fun `it is read from top to bottom`() =
        everyScreen { nodes ->
            val read = nodes.filter { names(it).isNotEmpty() }
            read.zipWithNext().mapNotNull { (a, b) ->
                "${names(b)} after ${names(a)}".takeIf { b.boundsInRoot.bottom <= a.boundsInRoot.top }
            }
        }

    /** [found]: what is wrong among all that is read on a screen, in order. */
    private fun everyScreen(found: (List<SemanticsNode>) -> List<String>) {
        val words = wordsOf(ApplicationProvider.getApplicationContext(), "en")
        compose.setContent {
            CompositionLocalProvider(LocalWords provides words) {
                PorticoTheme { shown?.let { key(it) { it.draw() } } }
            }
        }
        val wrong =
            PREVIEWS.flatMap { preview ->
                shown = preview
                compose.waitForIdle()
                found(compose.onAllNodes(isRoot()).fetchSemanticsNodes().flatMap(::inOrder)).map { "${preview.name}: $it" }
            }
        assertEquals(emptyList<String>(), wrong)
    }

    private fun inOrder(node: SemanticsNode): List<SemanticsNode> = listOf(node) + ScreenTree.read(node).flatMap(::inOrder)

    private fun names(node: SemanticsNode): List<String> {
        val config = node.config
        return config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            config
                .getOrNull(SemanticsProperties.Text)
                .orEmpty()
                .map { it.text }
                .filter(String::isNotBlank)
    }

    private companion object {
        /** In pixels of a screen that has one to a dp. */
        const val FINGER = 48
    }
}
