package com.portico.ui.helpcard

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.Card
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import com.portico.AccountId
import com.portico.SignInId
import com.portico.ui.House
import com.portico.ui.Notice
import com.portico.ui.Presenter
import com.portico.ui.Word
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.Screen
import com.portico.ui.kit.SideButton
import com.portico.ui.say
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch

/** Words of the help card. */
public enum class HelpCardWord : Word {
    TITLE,
    FOR_WHOM,
    SHARE,
    COPY,
    COPIED,
    ;

    override val key: String = "helpcard_" + name.lowercase()
}

/** The text for the administrator. */
public data class HelpCardState(public val text: String = "")

/** What can be done with the card. */
public sealed interface HelpCardEvent {
    /** Offers it to other apps. */
    public data object Share : HelpCardEvent

    /** Puts it on the clipboard. */
    public data object Copy : HelpCardEvent

    /** Away from here. */
    public data object Leave : HelpCardEvent
}

/** The card, always of now. */
public class HelpCardPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val signIn: SignInId? = null,
    private val account: AccountId? = null,
) : Presenter<HelpCardState, HelpCardEvent>(scope, HelpCardState()) {
    init {
        scope.launch {
            combine(house.portico.accounts, house.portico.signIns, house.language) { _, _, _ -> }.collect {
                house.attempt { helpCard(signIn, account) }?.let { text -> update { HelpCardState(text) } }
            }
        }
    }

    override fun on(event: HelpCardEvent) {
        when (event) {
            HelpCardEvent.Share -> house.host.share(state.value.text)
            HelpCardEvent.Copy -> {
                house.host.copy(state.value.text)
                house.notice(Notice.Of(HelpCardWord.COPIED))
            }
            HelpCardEvent.Leave -> house.leave()
        }
    }
}

/** The card as it will be read, before it leaves the phone. */
@Composable
public fun HelpCardView(state: HelpCardState, on: (HelpCardEvent) -> Unit) {
    Screen(say(HelpCardWord.TITLE), { on(HelpCardEvent.Leave) }) {
        Text(say(HelpCardWord.FOR_WHOM))
        Card(Modifier.fillMaxWidth()) { SelectionContainer { Text(state.text, Modifier.padding(16.dp)) } }
        Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
            MainButton(say(HelpCardWord.SHARE), { on(HelpCardEvent.Share) })
            SideButton(say(HelpCardWord.COPY), { on(HelpCardEvent.Copy) })
        }
    }
}
