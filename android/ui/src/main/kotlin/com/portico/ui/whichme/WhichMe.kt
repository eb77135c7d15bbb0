package com.portico.ui.whichme

import com.portico.Account
import com.portico.AccountId
import com.portico.PortalKind
import com.portico.PortalProfile
import com.portico.SignInId
import com.portico.WhichMe
import com.portico.ui.House
import com.portico.ui.Presenter
import com.portico.ui.Word
import com.portico.ui.kit.StateWord
import com.portico.ui.kit.place
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch

/** Words of the map of logins. */
public enum class WhichMeWord : Word {
    TITLE,
    NETWORK,
    NETWORK_UNKNOWN,
    PORTALS_OF_NETWORK,
    PORTALS_OF_COMPANY,
    USE,
    EXPLAIN,
    ;

    override val key: String = "whichme_" + name.lowercase()
}

/** The map of logins. */
public data class WhichMeState(
    /** The Network login; null where this phone does not know it. */
    public val network: String? = null,
    /** Portals in the cloud, which the Network profile opens. */
    public val cloud: List<ProfileRow> = emptyList(),
    /** Portals that a company runs, with logins of their own. */
    public val company: List<ProfileRow> = emptyList(),
    /** The login to use. */
    public val use: String? = null,
    /** Why. */
    public val why: String = "",
)

/** One employee profile. */
public data class ProfileRow(
    public val portal: String,
    public val login: String,
    public val name: String,
    public val state: StateWord,
)

/** What can be done with the map. */
public sealed interface WhichMeEvent {
    /** Away from here. */
    public data object Leave : WhichMeEvent
}

/** Which login belongs where, and which to use. */
public class WhichMePresenter(
    scope: CoroutineScope,
    private val house: House,
    private val signIn: SignInId? = null,
    private val account: AccountId? = null,
) : Presenter<WhichMeState, WhichMeEvent>(scope, WhichMeState()) {
    init {
        scope.launch {
            combine(house.portico.accounts, house.language) { _, _ -> }.collect {
                // The list as it is after the map: what is told of a change may be older than either.
                house.attempt { helpWhichMe(signIn, account) to accountsList().accounts }?.let { (map, accounts) ->
                    update { drawn(map, accounts) }
                }
            }
        }
    }

    override fun on(event: WhichMeEvent) {
        when (event) {
            WhichMeEvent.Leave -> house.leave()
        }
    }
}

private fun drawn(map: WhichMe, accounts: List<Account>): WhichMeState {
    val (cloud, company) = map.portalProfiles.partition { it.portal.kind == PortalKind.CLOUD }
    val row = { profile: PortalProfile -> row(profile, accounts.find { it.id.value == profile.account }) }
    return WhichMeState(map.network.login, cloud.map(row), company.map(row), map.use, map.why)
}

private fun row(profile: PortalProfile, account: Account?) =
    ProfileRow(profile.portal.place, profile.login, profile.name, account?.let { StateWord.of(it.state) } ?: StateWord.OTHER)
