package com.portico

import kotlin.time.Instant

/**
 * All accounts of this phone, in the employee's order. [revision] grows with every change; equal ones mean equal content but for
 * waits (`waitS`, `smsWaitS`, `pictureAgeS`, `endsInS`), which are as of reading: read again each second while one is shown.
 */
public data class AccountList(val revision: ULong, val availability: Availability, val accounts: List<Account>) {
    internal constructor(from: com.portico.ffi.AccountList) :
        this(from.revision, Availability.of(from.availability), from.accounts.map(::Account))
}

/**
 * One employee on one portal on this phone. [id]: never reused. [userId]: the employee's number on the portal, if known. [login]:
 * the name for signing in. [name]: the employee's. [position]: job title. [photoUrl]: https, may be on another host; load it
 * without cookies or credentials. [selected]: in use. [restricted]: over the licence's limit. [policy]: what the portal allows on
 * this phone. [state]: what can be done with it, [reason]: why it is in that state, [problem]: what went wrong, and what to do.
 * [tries]: passwords this phone has spent for this portal and login.
 */
public data class Account(
    val id: AccountId,
    val portal: PortalRef,
    val userId: String? = null,
    val login: String = "",
    val name: String = "",
    val position: String? = null,
    val photoUrl: String? = null,
    val selected: Boolean = false,
    val restricted: Boolean = false,
    val policy: Policy = Policy(),
    val state: AccountState = AccountState.NeedsSignIn,
    val reason: Reason? = null,
    val problem: Problem? = null,
    val tries: Tries = Tries(),
) {
    internal constructor(from: com.portico.ffi.Account) : this(
        id = AccountId(from.id),
        portal = from.portal,
        userId = from.userId,
        login = from.login,
        name = from.name,
        position = from.position,
        photoUrl = from.photoUrl,
        selected = from.selected,
        restricted = from.restricted,
        policy = from.policy,
        state = AccountState.of(from.state),
        reason = from.reason?.let(Reason::of),
        problem = from.problem,
        tries = from.tries,
    )
}

/** One sign-in, unfinished or just finished. [login]: as typed, never lost by an error. [busy]: a request is under way. */
public data class SignIn(
    val id: SignInId,
    val account: AccountId? = null,
    val portal: PortalRef? = null,
    val login: String? = null,
    val busy: Boolean = false,
    val tries: Tries = Tries(),
    val problem: Problem? = null,
    val step: Step,
) {
    internal constructor(from: com.portico.ffi.SignIn) : this(
        id = SignInId(from.id),
        account = from.account?.let(::AccountId),
        portal = from.portal,
        login = from.login,
        busy = from.busy,
        tries = from.tries,
        problem = from.problem,
        step = step(from.step),
    )
}

/**
 * One password recovery. [waitS]: seconds until another mail may be asked for, at most 60. [url]: at `browser`, where it goes on, at
 * `captcha` for who cannot read the picture. [signIn]: at `done`, the sign-in that goes on with the new password.
 */
public data class Recovery(
    val id: RecoveryId,
    val portal: PortalRef,
    val login: String = "",
    val stage: RecoveryStage = RecoveryStage.Start,
    val busy: Boolean = false,
    val waitS: ULong = 0u,
    val url: String? = null,
    val signIn: SignInId? = null,
    val problem: Problem? = null,
) {
    internal constructor(from: com.portico.ffi.Recovery) : this(
        id = RecoveryId(from.id),
        portal = from.portal,
        login = from.login,
        stage = RecoveryStage.of(from.stage),
        busy = from.busy,
        waitS = from.waitS,
        url = from.url,
        signIn = from.signIn?.let(::SignInId),
        problem = from.problem,
    )
}

/**
 * One invitation, opened by its link. [url]: at `browser`, the host where the link itself is to be opened. [account], [signIn]:
 * what came of it.
 */
public data class Invitation(
    val id: InvitationId,
    val portal: PortalRef,
    val person: String? = null,
    val invitedBy: String? = null,
    val stage: InvitationStage = InvitationStage.Open,
    val busy: Boolean = false,
    val url: String? = null,
    val account: AccountId? = null,
    val signIn: SignInId? = null,
    val problem: Problem? = null,
) {
    internal constructor(from: com.portico.ffi.Invitation) : this(
        id = InvitationId(from.id),
        portal = from.portal,
        person = from.person,
        invitedBy = from.invitedBy,
        stage = InvitationStage.of(from.stage),
        busy = from.busy,
        url = from.url,
        account = from.account?.let(::AccountId),
        signIn = from.signIn?.let(::SignInId),
        problem = from.problem,
    )
}

/** A link as it was read, without its secret. [expires]: it works until then at the latest. */
public data class Link(
    val kind: LinkKind,
    val portal: PortalRef? = null,
    val login: String? = null,
    val person: String? = null,
    val expires: Instant? = null,
    val warnings: List<Warning> = emptyList(),
) {
    internal constructor(from: com.portico.ffi.Link) :
        this(LinkKind.of(from.kind), from.portal, from.login, from.person, from.expires, from.warnings)
}
