package com.portico.ui.kit

import com.portico.Account
import com.portico.AccountState
import com.portico.PortalRef
import com.portico.ui.Word

/** The host as people read it, with its port where that is not the usual one: two portals may differ in nothing else. */
public val PortalRef.place: String
    get() {
        val port = origin.substringAfterLast(':').toIntOrNull()
        return if (port == null) host else "$host:$port"
    }

/** What an account is called: its name, or its login where the portal did not say one. */
public val Account.called: String get() = name.ifBlank { login }

/** At most two letters for a picture that is not fetched. */
public fun initials(name: String): String =
    name
        .split(' ')
        .filter { it.isNotBlank() }
        .take(2)
        .map { it.take(it.codePointLength()) }
        .joinToString("")
        .uppercase()

private fun String.codePointLength() = if (this[0].isHighSurrogate() && length > 1) 2 else 1

/** An account's state in a word. */
public enum class StateWord : Word {
    SIGNED_IN,
    NEEDS_SIGN_IN,
    CAPTCHA_NEEDED,
    BLOCKED,
    DELETING,
    DAMAGED,
    OTHER,
    ;

    override val key: String = "state_" + name.lowercase()

    public companion object {
        /** What this version does not know is said to be so. */
        public fun of(state: AccountState): StateWord =
            when (state) {
                AccountState.SignedIn -> SIGNED_IN
                AccountState.NeedsSignIn -> NEEDS_SIGN_IN
                AccountState.CaptchaNeeded -> CAPTCHA_NEEDED
                AccountState.Blocked -> BLOCKED
                AccountState.Deleting -> DELETING
                AccountState.Damaged -> DAMAGED
                is AccountState.Other -> OTHER
            }
    }
}
