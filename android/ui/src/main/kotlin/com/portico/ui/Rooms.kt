package com.portico.ui

import com.portico.ui.account.AccountPresenter
import com.portico.ui.account.AccountView
import com.portico.ui.accounts.AccountsPresenter
import com.portico.ui.accounts.AccountsView
import com.portico.ui.clear.ClearPresenter
import com.portico.ui.clear.ClearView
import com.portico.ui.helpcard.HelpCardPresenter
import com.portico.ui.helpcard.HelpCardView
import com.portico.ui.history.HistoryPresenter
import com.portico.ui.history.HistoryView
import com.portico.ui.invitation.InvitationPresenter
import com.portico.ui.invitation.InvitationView
import com.portico.ui.problem.ProblemPresenter
import com.portico.ui.problem.ProblemView
import com.portico.ui.recovery.RecoveryPresenter
import com.portico.ui.recovery.RecoveryView
import com.portico.ui.scan.ScanPresenter
import com.portico.ui.scan.ScanView
import com.portico.ui.settings.LicencesPresenter
import com.portico.ui.settings.LicencesView
import com.portico.ui.settings.SettingsPresenter
import com.portico.ui.settings.SettingsView
import com.portico.ui.signin.SignInPresenter
import com.portico.ui.signin.SignInView
import com.portico.ui.topic.TopicPresenter
import com.portico.ui.topic.TopicView
import com.portico.ui.topic.TopicsPresenter
import com.portico.ui.topic.TopicsView
import com.portico.ui.whichme.WhichMePresenter
import com.portico.ui.whichme.WhichMeView
import kotlinx.coroutines.CoroutineScope

/** Opens a place. [scope] lives as long as it is on the stack. */
internal fun open(place: Place, house: House, scope: CoroutineScope): Room<*, *> =
    when (place) {
        Place.Accounts -> Room(AccountsPresenter(scope, house)) { state, on -> AccountsView(state, on) }
        is Place.Account -> Room(AccountPresenter(scope, house, place.account)) { state, on -> AccountView(state, on) }
        is Place.Clear -> Room(ClearPresenter(scope, house, place.account, place.kind)) { state, on -> ClearView(state, on) }
        is Place.WhichMe ->
            Room(WhichMePresenter(scope, house, place.signIn, place.account)) { state, on -> WhichMeView(state, on) }
        is Place.History -> Room(HistoryPresenter(scope, house, place.account)) { state, on -> HistoryView(state, on) }
        is Place.Problem ->
            Room(ProblemPresenter(scope, house, place.signIn, place.account)) { state, on -> ProblemView(state, on) }
        Place.Topics -> Room(TopicsPresenter(scope, house)) { state, on -> TopicsView(state, on) }
        is Place.Topic -> Room(TopicPresenter(scope, house, place.topic)) { state, on -> TopicView(state, on) }
        is Place.HelpCard ->
            Room(HelpCardPresenter(scope, house, place.signIn, place.account)) { state, on -> HelpCardView(state, on) }
        Place.Settings -> Room(SettingsPresenter(scope, house)) { state, on -> SettingsView(state, on) }
        Place.Licences -> Room(LicencesPresenter(scope, house)) { state, on -> LicencesView(state, on) }
        is Place.SignIn -> Room(SignInPresenter(scope, house, place.signIn)) { state, on -> SignInView(state, on) }
        is Place.Scan -> Room(ScanPresenter(scope, house, place.signIn)) { state, on -> ScanView(state, on) }
        is Place.Recovery ->
            Room(RecoveryPresenter(scope, house, place.recovery, place.signIn)) { state, on -> RecoveryView(state, on) }
        is Place.Invitation -> Room(InvitationPresenter(scope, house)) { state, on -> InvitationView(state, on) }
    }
