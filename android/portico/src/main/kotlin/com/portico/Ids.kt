package com.portico

/** Names an [Account]; never reused. */
@JvmInline
public value class AccountId(public val value: String) {
    override fun toString(): String = value
}

/** Names a [SignIn]; kept over restarts. */
@JvmInline
public value class SignInId(public val value: String) {
    override fun toString(): String = value
}

/** Names the picture or code that is asked for; an answer names it too, and a late one changes nothing. */
@JvmInline
public value class ChallengeId(public val value: String) {
    override fun toString(): String = value
}

/** Names a [Recovery]; kept over restarts. */
@JvmInline
public value class RecoveryId(public val value: String) {
    override fun toString(): String = value
}

/** Names an [Invitation] for as long as the app runs. */
@JvmInline
public value class InvitationId(public val value: String) {
    override fun toString(): String = value
}
