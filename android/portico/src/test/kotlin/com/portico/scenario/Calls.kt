package com.portico.scenario

import com.portico.AccountId
import com.portico.ChallengeId
import com.portico.InvitationId
import com.portico.Keyboard
import com.portico.Portico
import com.portico.ReceiptKind
import com.portico.RecoveryId
import com.portico.SignInId

/** The arguments of a call, each to be taken once: one that nobody takes is a mistake. */
private class Arguments(arguments: Json) {
    private val left = (arguments as Map<*, *>).toMutableMap()

    fun any(name: String): Json = left.remove(name)

    fun maybe(name: String): String? = any(name) as String?

    fun text(name: String): String = maybe(name) ?: error("$name is missing")

    fun account() = AccountId(text("account"))

    fun signIn() = SignInId(text("sign_in"))

    fun challenge() = ChallengeId(text("challenge"))

    fun recovery() = RecoveryId(text("recovery"))

    fun invitation() = InvitationId(text("invitation"))

    fun flag(name: String): Boolean = any(name).let { it == true || it == "true" }

    fun keyboard(): Keyboard = any("keyboard").let { Keyboard(field(it, "layout") as String?, field(it, "caps") as Boolean?) }

    fun end() = check(left.isEmpty()) { "nobody takes ${left.keys}" }
}

/** A call by its name on the surface: its result as JSON. */
suspend fun Portico.call(method: String, arguments: Json): Json {
    val taken = Arguments(arguments)
    val (area, name) = (method.split('.', limit = 2) + "").let { it[0] to it[1] }
    val result =
        when (area) {
            "accounts" -> accounts(name, taken)
            "sign_in" -> signIn(name, taken)
            "session" -> session(name, taken)
            "recovery" -> recovery(name, taken)
            "invitation" -> invitation(name, taken)
            else -> others(method, taken)
        }
    taken.end()
    return result
}

private fun revision(revision: ULong): Json = mapOf("revision" to revision.toLong())

private suspend fun Portico.accounts(name: String, of: Arguments): Json =
    when (name) {
        "list" -> written(accountsList())
        "select" -> revision(accountsSelect(of.account()))
        "move" -> revision(accountsMove(of.account(), (of.any("to") as Long).toUInt()))
        "preview" -> written(accountsPreview(of.account(), ReceiptKind.valueOf(of.text("kind").uppercase())))
        "reset" -> written(accountsReset(of.account()))
        "sign_out" -> written(accountsSignOut(of.account()))
        "delete" -> written(accountsDelete(of.account()))
        else -> error("no call accounts.$name")
    }

private suspend fun Portico.signIn(name: String, of: Arguments): Json =
    when (name) {
        "start" -> {
            written(signInStart(of.maybe("address"), of.maybe("link"), of.maybe("account")?.let(::AccountId)))
        }

        "list" -> {
            mapOf("sign_ins" to written(signInList()))
        }

        "get" -> {
            written(signInGet(of.signIn()))
        }

        "submit_address" -> {
            written(signInSubmitAddress(of.signIn(), of.text("address")))
        }

        "check" -> {
            mapOf("warnings" to written(checked(of)))
        }

        "keep" -> {
            written(signInKeep(of.signIn(), of.maybe("login"), of.maybe("address")))
        }

        "submit_credentials" -> {
            written(signInSubmitCredentials(of.signIn(), of.text("login"), of.text("password")))
        }

        "captcha_picture" -> {
            written(signInCaptchaPicture(of.signIn(), of.challenge()))
        }

        "refresh_captcha" -> {
            written(signInRefreshCaptcha(of.signIn(), of.challenge()))
        }

        "submit_captcha" -> {
            written(signInSubmitCaptcha(of.signIn(), of.challenge(), of.text("text"), of.maybe("password")))
        }

        "submit_code" -> {
            written(signInSubmitCode(of.signIn(), of.challenge(), of.text("code")))
        }

        "send_sms" -> {
            written(signInSendSms(of.signIn(), of.challenge()))
        }

        "confirm_link" -> {
            written(signInConfirmLink(of.signIn()))
        }

        "confirm_move" -> {
            written(signInConfirmMove(of.signIn()))
        }

        "back" -> {
            written(signInBack(of.signIn()))
        }

        "cancel" -> {
            written(signInCancel(of.signIn()))
        }

        else -> {
            error("no call sign_in.$name")
        }
    }

private fun Portico.checked(of: Arguments) =
    signInCheck(of.signIn(), of.maybe("login"), of.maybe("password"), of.maybe("code"), of.keyboard())

private suspend fun Portico.session(name: String, of: Arguments): Json =
    when (name) {
        "status" -> {
            written(sessionStatus(of.account()))
        }

        "call" -> {
            val params = of.any("params") ?: emptyMap<String, Json>()
            parse(sessionCall(of.account(), of.text("method"), print(params)))
        }

        "check" -> {
            written(sessionCheck(of.account(), of.flag("spend_try")))
        }

        "network_changed" -> {
            revision(sessionNetworkChanged())
        }

        "foreground" -> {
            revision(sessionForeground())
        }

        "background" -> {
            revision(sessionBackground())
        }

        else -> {
            error("no call session.$name")
        }
    }

private suspend fun Portico.recovery(name: String, of: Arguments): Json =
    when (name) {
        "start" -> written(recoveryStart(of.text("address"), of.text("login")))
        "resend" -> written(recoveryResend(of.recovery()))
        "captcha_picture" -> written(recoveryCaptchaPicture(of.recovery()))
        "refresh_captcha" -> written(recoveryRefreshCaptcha(of.recovery()))
        "submit_captcha" -> written(recoverySubmitCaptcha(of.recovery(), of.text("text")))
        "submit" -> written(recoverySubmit(of.recovery(), of.text("checkword"), of.text("new_password")))
        "get" -> written(recoveryGet(of.recovery()))
        else -> error("no call recovery.$name")
    }

private suspend fun Portico.invitation(name: String, of: Arguments): Json =
    when (name) {
        "open" -> {
            written(invitationOpen(of.text("link")))
        }

        "accept" -> {
            written(invitationAccept(of.invitation(), of.text("name"), of.text("last_name"), of.text("password")))
        }

        else -> {
            error("no call invitation.$name")
        }
    }

private suspend fun Portico.others(method: String, of: Arguments): Json =
    when (method) {
        "links.read" -> {
            written(linksRead(of.text("text")))
        }

        "history.list" -> {
            val allowed = (of.any("allowed") as List<*>?)?.map { it as String }
            mapOf("entries" to written(historyList(of.account(), allowed)))
        }

        "drafts.get" -> {
            mapOf("text" to draftsGet(of.account()))
        }

        "drafts.set" -> {
            mapOf("text" to draftsSet(of.account(), of.text("text")))
        }

        "help.card" -> {
            mapOf("text" to helpCard(of.maybe("sign_in")?.let(::SignInId), of.maybe("account")?.let(::AccountId)))
        }

        "help.which_me" -> {
            written(helpWhichMe(of.maybe("sign_in")?.let(::SignInId), of.maybe("account")?.let(::AccountId)))
        }

        "help.topic" -> {
            written(helpTopic(of.text("topic")))
        }

        "locale.set" -> {
            revision(localeSet(of.text("locale")))
        }

        // The flows are this call in Kotlin; its revision is that of the list they hold.
        "observe" -> {
            revision(accountsList().revision)
        }

        else -> {
            error("no call $method")
        }
    }
