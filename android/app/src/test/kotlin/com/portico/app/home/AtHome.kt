package com.portico.app.home

import androidx.compose.ui.test.hasText
import com.portico.AccountId
import com.portico.app.Story
import com.portico.ffi.VaultException
import com.portico.scenario.MemoryVault
import com.portico.scenario.Portal
import com.portico.ui.Place
import com.portico.ui.Word
import com.portico.ui.accounts.AccountsWord
import kotlinx.coroutines.runBlocking

/** An employee signed in before the story begins. */
fun Story.already(login: String = "anna", at: Portal = office.portal): AccountId = runBlocking { office.signedIn(login, at) }

/** From the list to an account. */
fun Story.toAccount(login: String = "anna") {
    at(AccountsWord.TITLE)
    tap(login)
    until("the account is open") { presenter.state.value.place as? Place.Account }
}

/** The button that opens a row's choices. */
fun Story.more(login: String): String = text(AccountsWord.MENU, login, office.portal.url.removePrefix("https://"))

/** Opens a row's choices and takes one. */
fun Story.choose(login: String, choice: Word) {
    at(AccountsWord.TITLE)
    tap(more(login))
    tap(choice)
}

/** Until a text holds this. */
fun Story.seePart(text: String) {
    until("“$text” is seen") { compose.onAllNodes(hasText(text, substring = true)).fetchSemanticsNodes().firstOrNull() }
}

/** A key store that can be locked, or takes its time. */
class MoodyVault : MemoryVault() {
    @Volatile var locked = false

    @Volatile var slowMs = 0L

    override fun get(entry: String): ByteArray? {
        if (locked) throw VaultException.Locked()
        if (slowMs > 0) Thread.sleep(slowMs)
        return super.get(entry)
    }
}
