package com.portico.ui

import com.portico.AccountId
import com.portico.InvitationId
import com.portico.Portico
import com.portico.RecoveryId
import com.portico.SignInId
import com.portico.ffi.PorticoException
import java.net.URLDecoder
import java.net.URLEncoder

/** A place as one line of text: its name, and its ids by name. Each has its own, also one that is not found again by it. */
internal fun Place.save(): String =
    when (this) {
        Place.Accounts -> line("accounts")
        is Place.Account -> line("account", "account" to account.value)
        is Place.SignIn -> line("sign_in", "sign_in" to signIn.value)
        is Place.Scan -> line("scan", "sign_in" to signIn?.value)
        is Place.Recovery -> line("recovery", "recovery" to recovery?.value, "sign_in" to signIn?.value)
        is Place.Invitation -> line("invitation", "invitation" to invitation?.value)
        is Place.Clear -> line("clear", "account" to account.value, "kind" to kind.name)
        is Place.WhichMe -> line("which_me", "sign_in" to signIn?.value, "account" to account?.value)
        is Place.History -> line("history", "account" to account.value)
        is Place.Problem -> line("problem", "sign_in" to signIn?.value, "account" to account?.value)
        Place.Topics -> line("topics")
        is Place.Topic -> line("topic", "topic" to topic)
        is Place.HelpCard -> line("help_card", "sign_in" to signIn?.value, "account" to account?.value)
        Place.Settings -> line("settings")
        Place.Licences -> line("licences")
    }

/** The place of such a line; null where it is none. A clear is none: it is shown by a tap only, and its receipt once. */
internal fun place(saved: String): Place? {
    val ids = saved.substringAfter('?', "").split('&').filter { '=' in it }
    val args = ids.associate { it.substringBefore('=') to plain(it.substringAfter('=')) }
    val account = args["account"]?.let(::AccountId)
    val signIn = args["sign_in"]?.let(::SignInId)
    return when (saved.substringBefore('?')) {
        "accounts" -> Place.Accounts
        "account" -> account?.let(Place::Account)
        "sign_in" -> signIn?.let(Place::SignIn)
        "scan" -> Place.Scan(signIn)
        "recovery" -> Place.Recovery(args["recovery"]?.let(::RecoveryId), signIn)
        "invitation" -> Place.Invitation(args["invitation"]?.let(::InvitationId))
        "which_me" -> Place.WhichMe(signIn, account)
        "history" -> account?.let(Place::History)
        "problem" -> Place.Problem(signIn, account)
        "topics" -> Place.Topics
        "topic" -> args["topic"]?.let(Place::Topic)
        "help_card" -> Place.HelpCard(signIn, account)
        "settings" -> Place.Settings
        "licences" -> Place.Licences
        else -> null
    }
}

private fun line(name: String, vararg ids: Pair<String, String?>): String {
    val given = ids.mapNotNull { (id, value) -> value?.let { "$id=${URLEncoder.encode(it, "UTF-8")}" } }
    return if (given.isEmpty()) name else name + given.joinToString("&", "?")
}

private fun plain(text: String): String = runCatching { URLDecoder.decode(text, "UTF-8") }.getOrDefault("")

/** What of a saved stack is still there: places of what the core does not know any more fall away, the list stays. */
internal fun stackOf(saved: List<String>, portico: Portico): List<Place> {
    val places = saved.mapNotNull(::place).map { if (it is Place.Invitation) Place.Invitation() else it }
    return (listOf(Place.Accounts) + places.filter { portico.knows(it) }).distinct()
}

/** Whether everything a place names is there. */
internal fun Portico.knows(place: Place): Boolean =
    when (place) {
        is Place.Account -> knows(place.account)
        is Place.SignIn -> knows(place.signIn)
        is Place.Scan -> place.signIn?.let(::knows) ?: true
        is Place.Recovery -> knows(place.signIn, null) && place.recovery?.let { found { recoveryGet(it) } } ?: true
        is Place.Clear -> knows(place.account)
        is Place.WhichMe -> knows(place.signIn, place.account)
        is Place.History -> knows(place.account)
        is Place.Problem -> knows(place.signIn, place.account)
        is Place.Topic -> found { helpTopic(place.topic) }
        is Place.HelpCard -> knows(place.signIn, place.account)
        Place.Accounts, is Place.Invitation, Place.Topics, Place.Settings, Place.Licences -> true
    }

private fun Portico.knows(signIn: SignInId?, account: AccountId?): Boolean =
    (signIn?.let(::knows) ?: true) && (account?.let(::knows) ?: true)

private fun Portico.knows(account: AccountId): Boolean = found { sessionStatus(account) }

private fun Portico.knows(signIn: SignInId): Boolean = found { signInGet(signIn) }

private fun Portico.found(read: Portico.() -> Any): Boolean =
    try {
        read()
        true
    } catch (_: PorticoException) {
        false
    }
