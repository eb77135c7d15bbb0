package com.portico.app.home

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.swipe
import androidx.compose.ui.test.swipeLeft
import androidx.compose.ui.test.swipeRight
import androidx.compose.ui.unit.dp
import com.portico.AccountId
import com.portico.AccountState
import com.portico.app.Story
import com.portico.ui.Deed
import com.portico.ui.Word
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.clear.ClearWord
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The list under a finger: rows are pulled aside for their choices, and held at the grip and moved. */
@RunWith(RobolectricTestRunner::class)
class TouchStoryTest {
    @get:Rule val story = Story()

    @Test
    fun `a row pulled aside shows its three clears, and each opens what it says`() =
        story.run {
            already("anna")
            already("boris")
            for ((deed, title) in CLEARS) {
                touch("boris") { swipeLeft() }
                CLEARS.keys.forEach { see(it) }
                tap(deed)
                at(title)
                seePart("boris")
                tap(ClearWord.KEEP)
                at(AccountsWord.TITLE)
            }
            touch("anna") { swipeRight() }
            tap(Deed.SIGN_OUT)
            tap(ClearWord.CONFIRM_SIGN_OUT)
            see(ClearWord.RECEIPT)
            assertEquals(
                listOf(AccountState.NeedsSignIn, AccountState.SignedIn),
                portico.accounts.value.map { it.state },
            )
        }

    @Test
    fun `a row that a finger only brushes stays closed`() =
        story.run {
            already("anna")
            touch("anna") { swipeLeft(centerX, centerX - 40.dp.toPx()) }
            assertEquals(false, isSeen(Deed.SIGN_OUT))
            touch("anna") { swipeLeft() }
            see(Deed.SIGN_OUT)
            touch("anna") { swipeLeft() }
            assertEquals(false, isSeen(Deed.SIGN_OUT))
        }

    @Test
    fun `a row held at its grip is moved down and up, and stays so when the process dies`() =
        story.run {
            val anna = already("anna")
            val boris = already("boris")
            see("anna", "boris")
            drag("anna", past = "boris")
            see("boris", "anna")
            inOrder(boris, anna)
            killed()
            see("boris", "anna")
            inOrder(boris, anna)
            drag("anna", past = "boris")
            see("anna", "boris")
            inOrder(anna, boris)
        }

    @Test
    fun `a row that is let go near its place stays there`() =
        story.run {
            val anna = already("anna")
            val boris = already("boris")
            drag("anna", past = "boris", part = 0.3f)
            see("anna", "boris")
            inOrder(anna, boris)
        }

    @Test
    @Config(qualifiers = "+ldrtl")
    fun `from right to left a row is pulled and moved too`() =
        story.run {
            val anna = already("anna")
            val boris = already("boris")
            touch("boris") { swipeRight() }
            CLEARS.keys.forEach { see(it) }
            touch("boris") { swipeRight() }
            drag("boris", past = "anna")
            see("boris", "anna")
            inOrder(boris, anna)
        }

    /** From the grip, which lies beside the row's last button, [part] of the way to the other row. */
    private fun Story.drag(row: String, past: String, part: Float = 1f) {
        val (from, to) = listOf(row, past).map { place(more(it)) }
        val rightToLeft = from.center.x < place(row).center.x
        touch(more(row)) {
            val grip = Offset(if (rightToLeft) width * 1.5f else width * -0.5f, centerY)
            swipe(grip, grip + Offset(0f, (to.top - from.top) * part), durationMillis = 600)
        }
    }

    /** Until the rows are in this order, from top to bottom. */
    private fun Story.see(upper: String, lower: String) {
        at(AccountsWord.TITLE)
        until("$upper is above $lower") { (place(upper).top < place(lower).top).takeIf { it } }
    }

    private fun Story.place(name: String): Rect =
        until("$name is there") {
            val touched = hasClickAction() and (hasText(name) or hasContentDescription(name))
            compose.onAllNodes(touched).fetchSemanticsNodes().firstOrNull()
        }.boundsInRoot

    private fun Story.inOrder(first: AccountId, second: AccountId) {
        assertEquals(listOf(first, second), portico.accountsList().accounts.map { it.id })
    }

    private fun Story.isSeen(word: Word): Boolean = compose.onAllNodes(hasText(text(word))).fetchSemanticsNodes().isNotEmpty()

    private companion object {
        val CLEARS = mapOf(Deed.RESET to ClearWord.RESET, Deed.SIGN_OUT to ClearWord.SIGN_OUT, Deed.DELETE to ClearWord.DELETE)
    }
}
