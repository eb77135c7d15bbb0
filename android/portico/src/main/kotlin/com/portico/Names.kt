package com.portico

import com.portico.ffi.PorticoException

// What needs no shape of its own in Kotlin: the generated one, under our name. Kotlin finds no nested class through such a name:
// for `VaultException.Locked` or `PorticoException.Closed` import the generated one, `com.portico.ffi.VaultException`.

/** What a host says when it opens. */
public typealias Config = com.portico.ffi.Config

/** A company's certificate authority, and the origins it counts for. */
public typealias ExtraRootConfig = com.portico.ffi.ExtraRootConfig

/** The platform's key store. Called off the main thread; may block. */
public typealias Vault = com.portico.ffi.Vault

/** Why a key store gave no answer. Never taken for an absence. */
public typealias VaultException = com.portico.ffi.VaultException

/** Wall and boot time, so that tests can move them. */
public typealias Clock = com.portico.ffi.Clock

/** What the view knows of the keyboard before a try is spent. */
public typealias Keyboard = com.portico.ffi.Keyboard

/** One company's portal. */
public typealias PortalRef = com.portico.ffi.PortalRef

/** Where a portal is hosted. */
public typealias PortalKind = com.portico.ffi.PortalKind

/** What the portal allows on this phone. */
public typealias Policy = com.portico.ffi.Policy

/** Passwords this phone sent for one portal and login since the last success. */
public typealias Tries = com.portico.ffi.Tries

/** What went wrong, why, what to do, who can do it, and what a retry costs. */
public typealias Problem = com.portico.ffi.Problem

/** One thing to do about a problem. */
public typealias ProblemStep = com.portico.ffi.ProblemStep

/** Something a view can run. */
public typealias Action = com.portico.ffi.Action

/** Who can do something about a problem. */
public typealias Who = com.portico.ffi.Who

/** What the next try costs, and how many seconds to wait before it. */
public typealias Retry = com.portico.ffi.Retry

/** Price of a retry. */
public typealias Cost = com.portico.ffi.Cost

/** What a code field takes. */
public typealias CodeInput = com.portico.ffi.CodeInput

/** A way on beside the one a step asks for. */
public typealias OtherWay = com.portico.ffi.OtherWay

/** A CAPTCHA picture of at most 256 KiB. */
public typealias Picture = com.portico.ffi.Picture

/** How many seconds a session still lives. */
public typealias SessionStatus = com.portico.ffi.SessionStatus

/** Something to look at before a try is spent. */
public typealias Warning = com.portico.ffi.Warning

/** Which field a warning is about. */
public typealias WarningWhere = com.portico.ffi.WarningWhere

/** What a clear took, kept, could not do yet, and left on the portal. */
public typealias Receipt = com.portico.ffi.Receipt

/** The three clears. */
public typealias ReceiptKind = com.portico.ffi.ReceiptKind

/** One kind of thing that went. */
public typealias Cleared = com.portico.ffi.Cleared

/** Something that stays on the portal. */
public typealias LeftOnPortal = com.portico.ffi.LeftOnPortal

/** Whether the portal was told of a clear. */
public typealias ToldPortal = com.portico.ffi.ToldPortal

/** The map of logins. */
public typealias WhichMe = com.portico.ffi.WhichMe

/** The Network profile as far as this phone can know it. */
public typealias NetworkProfile = com.portico.ffi.NetworkProfile

/** One employee on one portal, in the map of logins. */
public typealias PortalProfile = com.portico.ffi.PortalProfile

/** One thing that happened with an account. */
public typealias HistoryEntry = com.portico.ffi.HistoryEntry

/** Why a call gave no record. A failure of the portal or of the employee is a state with a problem, not an exception. */
public typealias PorticoException = com.portico.ffi.PorticoException

/** The stable name: `vault_locked`. */
public val PorticoException.code: String
    get() =
        when (this) {
            is PorticoException.UnknownAccount -> "unknown_account"
            is PorticoException.UnknownSignIn -> "unknown_sign_in"
            is PorticoException.UnknownRecovery -> "unknown_recovery"
            is PorticoException.UnknownInvitation -> "unknown_invitation"
            is PorticoException.StaleChallenge -> "stale_challenge"
            is PorticoException.StorageFailed -> "storage_failed"
            is PorticoException.Newer -> "newer"
            is PorticoException.VaultLocked -> "vault_locked"
            is PorticoException.VaultDamaged -> "vault_damaged"
            is PorticoException.VaultUnavailable -> "vault_unavailable"
            is PorticoException.Cancelled -> "cancelled"
            is PorticoException.Closed -> "closed"
            is PorticoException.InvalidArgument -> "invalid_argument"
            is PorticoException.UnknownTopic -> "unknown_topic"
            is PorticoException.DraftTooLong -> "draft_too_long"
            is PorticoException.CallFailed -> "call_failed"
            is PorticoException.TlsNotInitialised -> "tls_not_initialised"
            is PorticoException.NoThread -> "no_thread"
        }

/** What went wrong on the portal's side, where the code is `call_failed`. */
public val PorticoException.problem: Problem?
    get() = (this as? PorticoException.CallFailed)?.problem
