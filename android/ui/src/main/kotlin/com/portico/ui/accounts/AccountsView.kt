package com.portico.ui.accounts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedCard
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import com.portico.ui.kit.Heading
import com.portico.ui.kit.LocalCamera
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.ProblemCard
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.scanning
import com.portico.ui.say

/** The list of accounts: what is wrong first, then the rows, what is unfinished, and what can be added. */
@Composable
public fun AccountsView(state: AccountsState, on: (AccountsEvent) -> Unit) {
    Screen(say(AccountsWord.TITLE), onBack = null, told = listOfNotNull(state.trouble?.title)) {
        state.trouble?.let { trouble ->
            ProblemCard(trouble) { on(AccountsEvent.Run(it)) }
            // The problem says “then try again”, and has no button for it.
            if (trouble.code == "vault_locked") SideButton(say(AccountsWord.TRY_AGAIN), { on(AccountsEvent.TryAgain) })
        }
        if (state.rows.isEmpty() && state.trouble == null) {
            Text(say(AccountsWord.EMPTY), style = MaterialTheme.typography.titleMedium)
            Text(say(AccountsWord.EMPTY_HINT))
        }
        AccountRows(state, on)
        if (state.unfinished.isNotEmpty()) Heading(say(AccountsWord.UNFINISHED))
        state.unfinished.forEach { Unfinished(it, on) }
        Heading(say(AccountsWord.ADD))
        Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
            // Who is locked out of an account of the list is cured in its row: a sign-in from here would spend tries.
            if (state.rows.isEmpty()) {
                MainButton(say(AccountsWord.SIGN_IN), { on(AccountsEvent.SignIn) })
            } else {
                SideButton(say(AccountsWord.SIGN_IN), { on(AccountsEvent.SignIn) })
            }
            SideButton(scanning(AccountsWord.SCAN), { on(AccountsEvent.Scan) })
            // Without a camera the button above does the same.
            if (LocalCamera.current) SideButton(say(AccountsWord.PASTE), { on(AccountsEvent.Paste) })
        }
        Column {
            SmallButton(say(AccountsWord.TOPICS), { on(AccountsEvent.Topics) })
            SmallButton(say(AccountsWord.SETTINGS), { on(AccountsEvent.Settings) })
        }
    }
}

@Composable
private fun Unfinished(row: UnfinishedRow, on: (AccountsEvent) -> Unit) {
    OutlinedCard(Modifier.fillMaxWidth()) {
        Column(Modifier.padding(horizontal = 16.dp, vertical = 8.dp)) {
            val name = unfinishedName(row)
            Heading(name, Modifier.padding(top = 8.dp))
            Text(row.problem ?: say(row.waitsFor))
            RowButton(AccountsWord.GO_ON, name) { on(AccountsEvent.GoOn(row.id)) }
            RowButton(AccountsWord.CANCEL, name) { on(AccountsEvent.Cancel(row.id)) }
        }
    }
}

@Composable
private fun unfinishedName(row: UnfinishedRow): String {
    val portal = row.portal
    val login = row.login?.ifBlank { null }
    return when {
        portal == null -> say(AccountsWord.AT_ADDRESS)
        login == null -> say(AccountsWord.UNFINISHED_AT, portal)
        else -> say(AccountsWord.UNFINISHED_AS, portal, login)
    }
}
