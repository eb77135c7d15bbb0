package com.portico.ui

import com.portico.AccountId
import com.portico.Action
import com.portico.ChallengeId
import com.portico.Portico
import com.portico.ReceiptKind
import com.portico.RecoveryId
import com.portico.SignInId

/**
 * The one place that knows what an [Action] of the core does here: a call, another place, or something the phone does. What
 * destroys something opens its preview; everything else that is sent was asked for by the tap that brought it here.
 */
internal class Actions(private val portico: Portico, private val host: Host, private val house: House) {
    /** Runs what [Deed.of] knows; nothing else is drawn. [at]: where it was touched. */
    suspend fun run(action: Action, at: Place) {
        val deed = Deed.of(action) ?: return
        val args = action.args
        when (deed) {
            Deed.SIGN_IN -> house.go(Place.SignIn(start(args).id))
            Deed.GO_BACK -> portico.signInBack(signIn(args))
            Deed.CONFIRM_MOVE -> portico.signInConfirmMove(signIn(args))
            Deed.NEW_PICTURE -> portico.signInRefreshCaptcha(signIn(args), challenge(args))
            Deed.SEND_SMS -> portico.signInSendSms(signIn(args), challenge(args))
            Deed.CHECK -> portico.sessionCheck(account(args))
            Deed.SPEND_TRY -> portico.sessionCheck(account(args), spendTry = true)
            Deed.SELECT -> select(account(args))
            Deed.RESET -> house.go(Place.Clear(account(args), ReceiptKind.RESET))
            Deed.SIGN_OUT -> house.go(Place.Clear(account(args), ReceiptKind.SIGN_OUT))
            Deed.DELETE -> house.go(Place.Clear(account(args), ReceiptKind.DELETE))
            Deed.NEW_PASSWORD -> recover(args, at)
            Deed.RESEND -> portico.recoveryResend(RecoveryId(args.getValue("recovery")))
            Deed.OPEN_INVITATION -> house.go(Place.Invitation())
            Deed.HISTORY -> house.go(Place.History(account(args)))
            Deed.WHICH_ME -> house.go(Place.WhichMe(signInOrNull(args), accountOrNull(args)))
            Deed.TOPIC -> house.go(Place.Topic(args.getValue("topic")))
            Deed.HELP_CARD -> house.go(Place.HelpCard(signInOrNull(args), accountOrNull(args)))
            Deed.SCAN -> house.go(Place.Scan(signInOf(at)))
            Deed.BROWSE -> house.browse(args.getValue("url"))
            Deed.SETTINGS -> host.openSettings()
        }
        // Where it leads on at the sign-in, that is what the employee wants to see now.
        if (deed in AT_THE_SIGN_IN && at !is Place.SignIn) house.go(Place.SignIn(signIn(args)))
    }

    private suspend fun start(args: Map<String, String>) =
        portico.signInStart(address = args["address"], account = args["account"]?.let(::AccountId))

    private suspend fun select(account: AccountId) {
        portico.accountsSelect(account)
        house.go(Place.Account(account))
    }

    private suspend fun recover(args: Map<String, String>, at: Place) {
        val recovery = portico.recoveryStart(args.getValue("address"), args.getValue("login"))
        house.go(Place.Recovery(recovery.id, signInOf(at)))
    }

    private fun signIn(args: Map<String, String>) = SignInId(args.getValue("sign_in"))

    private fun signInOrNull(args: Map<String, String>) = args["sign_in"]?.let(::SignInId)

    private fun challenge(args: Map<String, String>) = ChallengeId(args.getValue("challenge"))

    private fun account(args: Map<String, String>) = AccountId(args.getValue("account"))

    private fun accountOrNull(args: Map<String, String>) = args["account"]?.let(::AccountId)

    private fun signInOf(at: Place): SignInId? =
        when (at) {
            is Place.SignIn -> at.signIn
            is Place.Recovery -> at.signIn
            is Place.Problem -> at.signIn
            is Place.HelpCard -> at.signIn
            is Place.WhichMe -> at.signIn
            else -> null
        }

    private companion object {
        val AT_THE_SIGN_IN = setOf(Deed.GO_BACK, Deed.CONFIRM_MOVE, Deed.NEW_PICTURE, Deed.SEND_SMS)
    }
}
