package com.portico.ui

import com.portico.AccountId
import com.portico.Portico
import com.portico.SignInId
import com.portico.Step
import com.portico.ffi.PorticoException

/** Whether a place shows what no screenshot may: a secret, its picture or code, or what the portal forbids to be kept. */
internal fun Portico.hides(place: Place): Boolean =
    when (place) {
        is Place.SignIn -> asksForSecret(place.signIn)
        is Place.Scan, is Place.Recovery, is Place.Invitation -> true
        is Place.Account -> forbids(place.account)
        is Place.Clear -> forbids(place.account)
        is Place.History -> forbids(place.account)
        is Place.Problem -> forbids(place.account)
        is Place.WhichMe -> forbids(place.account)
        is Place.HelpCard -> forbids(place.account)
        Place.Accounts, Place.Topics, is Place.Topic, Place.Settings, Place.Licences -> false
    }

private fun Portico.forbids(account: AccountId?): Boolean = accounts.value.any { it.id == account && !it.policy.screenshots }

private fun Portico.asksForSecret(signIn: SignInId): Boolean =
    try {
        val at = signInGet(signIn)
        when (at.step) {
            // A link that signs in may stand in the field of the address.
            is Step.Address, is Step.ConfirmLink, Step.Credentials, is Step.Captcha, is Step.SecondFactor, is Step.Other -> true
            is Step.Moved, is Step.Browser, is Step.Done, Step.Cancelled -> forbids(at.account)
        }
    } catch (_: PorticoException) {
        false
    }
