package com.portico.ui

import com.portico.AccountId
import com.portico.InvitationId
import com.portico.ReceiptKind
import com.portico.RecoveryId
import com.portico.SignInId

/**
 * Where the employee is. It holds ids and nothing else, so that it can be saved and found again after the process has died: what
 * belongs to an id is the core's.
 */
public sealed interface Place {
    /** The list; always the first place. */
    public data object Accounts : Place

    /** One account: its session, its unsent text, and what can be done with it. */
    public data class Account(public val account: AccountId) : Place

    /** A sign-in, at whatever step it is. */
    public data class SignIn(public val signIn: SignInId) : Place

    /** A QR code or a pasted text; with [signIn] instead of what that one asks for. */
    public data class Scan(public val signIn: SignInId? = null) : Place

    /** A new password by mail; without [recovery] address and login are asked for. [signIn]: the one that it is begun from. */
    public data class Recovery(public val recovery: RecoveryId? = null, public val signIn: SignInId? = null) : Place

    /** An invitation; without [invitation] its link is shown or asked for, and nothing was sent for it. */
    public data class Invitation(public val invitation: InvitationId? = null) : Place

    /** Which login belongs where; at most one of the two. */
    public data class WhichMe(public val signIn: SignInId? = null, public val account: AccountId? = null) : Place

    /** One of the three clears: what it takes and keeps, and then its receipt. */
    public data class Clear(public val account: AccountId, public val kind: ReceiptKind) : Place

    /** What happened with an account. */
    public data class History(public val account: AccountId) : Place

    /** The problem of an account or a sign-in, whole; one of the two. */
    public data class Problem(public val signIn: SignInId? = null, public val account: AccountId? = null) : Place

    /** The list of topics. */
    public data object Topics : Place

    /** A topic, `S1` to `S11`. */
    public data class Topic(public val topic: String) : Place

    /** The text for the administrator; at most one of the two. */
    public data class HelpCard(public val signIn: SignInId? = null, public val account: AccountId? = null) : Place

    /** Language, theme, lock. */
    public data object Settings : Place

    /** Whose work this app stands on. */
    public data object Licences : Place
}
