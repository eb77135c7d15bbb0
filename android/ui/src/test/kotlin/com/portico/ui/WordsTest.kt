package com.portico.ui

import com.portico.ui.account.AccountWord
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.clear.ClearWord
import com.portico.ui.helpcard.HelpCardWord
import com.portico.ui.history.HistoryWord
import com.portico.ui.invitation.InvitationWord
import com.portico.ui.kit.KitWord
import com.portico.ui.kit.PictureWord
import com.portico.ui.kit.SpanWord
import com.portico.ui.kit.StateWord
import com.portico.ui.problem.ProblemWord
import com.portico.ui.recovery.RecoveryWord
import com.portico.ui.scan.ScanWord
import com.portico.ui.settings.SettingsWord
import com.portico.ui.signin.SignInWord
import com.portico.ui.topic.TopicWord
import com.portico.ui.whichme.WhichMeWord
import org.junit.Assert.assertEquals
import org.junit.Test

class WordsTest {
    private val words: List<Word> =
        AccountWord.entries + AccountsWord.entries + AppWord.entries + ClearWord.entries + Deed.entries + HelpCardWord.entries +
            HistoryWord.entries + InvitationWord.entries + KitWord.entries + PictureWord.entries + ProblemWord.entries +
            RecoveryWord.entries + ScanWord.entries + SettingsWord.entries + SignInWord.entries + SpanWord.entries +
            StateWord.entries + TopicWord.entries + WhichMeWord.entries

    private val rooms = words.map { it.key.substringBefore('_') }.toSet()

    @Test
    fun `every word has its text in every language and no text is without its word`() {
        for (folder in listOf("values", "values-de", "values-ru")) {
            val texts = wordsOf(folder).filterKeys { it.substringBefore('_') in rooms }
            assertEquals(folder, words.map { it.key }.toSortedSet(), texts.keys.toSortedSet())
            assertEquals(folder, emptyMap<String, String>(), texts.filterValues { it.isBlank() })
        }
    }

    @Test
    fun `what is put into a text is the same in every language`() {
        val english = wordsOf("values").mapValues { holes(it.value) }
        for (folder in listOf("values-de", "values-ru")) {
            assertEquals(folder, english, wordsOf(folder).mapValues { holes(it.value) })
        }
    }

    private fun holes(text: String) = Regex("""%\d\${'$'}s""").findAll(text).map { it.value }.toSortedSet()
}
