package com.portico

/** A name that stays, from a list that may grow: what this version does not know is `Other`, and can still be shown. */
public interface Code {
    /** As in JSON: `needs_sign_in`. */
    public val code: String
}

// Lazy: an object asked for first would find itself missing in a list that is made while its class is being loaded.
internal abstract class Codes<T : Code>(list: () -> List<T>, private val other: (String) -> T) {
    private val known by lazy(list)

    fun of(code: String): T = known.find { it.code == code } ?: other(code)
}

/** Whether the rows can be used now. */
public sealed class Availability(override val code: String) : Code {
    public data object Ready : Availability("ready")
    public data object Locked : Availability("locked")
    public data object Newer : Availability("newer")
    public data object Damaged : Availability("damaged")
    public data class Other(override val code: String) : Availability(code)
    internal companion object : Codes<Availability>({ listOf(Ready, Locked, Newer, Damaged) }, ::Other)
}

/** What an account is good for now. */
public sealed class AccountState(override val code: String) : Code {
    public data object SignedIn : AccountState("signed_in")
    public data object NeedsSignIn : AccountState("needs_sign_in")
    public data object CaptchaNeeded : AccountState("captcha_needed")
    public data object Blocked : AccountState("blocked")
    public data object Deleting : AccountState("deleting")
    public data object Damaged : AccountState("damaged")
    public data class Other(override val code: String) : AccountState(code)
    internal companion object : Codes<AccountState>(
        { listOf(SignedIn, NeedsSignIn, CaptchaNeeded, Blocked, Deleting, Damaged) },
        ::Other,
    )
}

/** Why an account is in its state. */
public sealed class Reason(override val code: String) : Code {
    public data object Refused : Reason("refused")
    public data object SignedOut : Reason("signed_out")
    public data object Reset : Reason("reset")
    public data object DeviceChanged : Reason("device_changed")
    public data object KeyInvalidated : Reason("key_invalidated")
    public data object SessionEnded : Reason("session_ended")
    public data object IpRule : Reason("ip_rule")
    public data object PortalMoved : Reason("portal_moved")
    public data object PortalChanged : Reason("portal_changed")
    public data object Licence : Reason("licence")
    public data class Other(override val code: String) : Reason(code)
    internal companion object : Codes<Reason>(
        {
            listOf(
                Refused,
                SignedOut,
                Reset,
                DeviceChanged,
                KeyInvalidated,
                SessionEnded,
                IpRule,
                PortalMoved,
                PortalChanged,
                Licence,
            )
        },
        ::Other,
    )
}

/** Whose password waits behind a picture. */
public sealed class CaptchaSecret(override val code: String) : Code {
    public data object Typed : CaptchaSecret("typed")
    public data object Stored : CaptchaSecret("stored")
    public data class Other(override val code: String) : CaptchaSecret(code)
    internal companion object : Codes<CaptchaSecret>({ listOf(Typed, Stored) }, ::Other)
}

/** What a picture stands before. */
public sealed class CaptchaFor(override val code: String) : Code {
    public data object Password : CaptchaFor("password")
    public data object Code : CaptchaFor("code")
    public data class Other(override val code: String) : CaptchaFor(code)
    internal companion object : Codes<CaptchaFor>({ listOf(Password, Code) }, ::Other)
}

/** Where one-time codes come from. */
public sealed class SecondFactorType(override val code: String) : Code {
    public data object Totp : SecondFactorType("totp")
    public data object Hotp : SecondFactorType("hotp")
    public data object Push : SecondFactorType("push")
    public data object Unknown : SecondFactorType("unknown")
    public data class Other(override val code: String) : SecondFactorType(code)
    internal companion object : Codes<SecondFactorType>({ listOf(Totp, Hotp, Push, Unknown) }, ::Other)
}

/** What the app does after the browser. */
public sealed class BrowserThen(override val code: String) : Code {
    public data object Check : BrowserThen("check")
    public data object Qr : BrowserThen("qr")
    public data object None : BrowserThen("none")
    public data class Other(override val code: String) : BrowserThen(code)
    internal companion object : Codes<BrowserThen>({ listOf(Check, Qr, None) }, ::Other)
}

/** What a text from outside is. */
public sealed class LinkKind(override val code: String) : Code {
    public data object Recovery : LinkKind("recovery")
    public data object Invitation : LinkKind("invitation")
    public data object QrSignIn : LinkKind("qr_sign_in")
    public data object PushSetup : LinkKind("push_setup")
    public data object Portal : LinkKind("portal")
    public data object Unknown : LinkKind("unknown")
    public data class Other(override val code: String) : LinkKind(code)
    internal companion object : Codes<LinkKind>({ listOf(Recovery, Invitation, QrSignIn, PushSetup, Portal, Unknown) }, ::Other)
}

/** Whether this phone knows where a link leads. */
public sealed class LinkKnown(override val code: String) : Code {
    public data object ThisAccount : LinkKnown("this_account")
    public data object KnownPortal : LinkKnown("known_portal")
    public data object NewPortal : LinkKnown("new_portal")
    public data class Other(override val code: String) : LinkKnown(code)
    internal companion object : Codes<LinkKnown>({ listOf(ThisAccount, KnownPortal, NewPortal) }, ::Other)
}

/** How far a password recovery is. */
public sealed class RecoveryStage(override val code: String) : Code {
    public data object Start : RecoveryStage("start")
    public data object Captcha : RecoveryStage("captcha")
    public data object Sent : RecoveryStage("sent")
    public data object Checkword : RecoveryStage("checkword")
    public data object Browser : RecoveryStage("browser")
    public data object Done : RecoveryStage("done")
    public data class Other(override val code: String) : RecoveryStage(code)
    internal companion object : Codes<RecoveryStage>({ listOf(Start, Captcha, Sent, Checkword, Browser, Done) }, ::Other)
}

/** How far an invitation is. */
public sealed class InvitationStage(override val code: String) : Code {
    public data object Open : InvitationStage("open")
    public data object Browser : InvitationStage("browser")
    public data object Done : InvitationStage("done")
    public data class Other(override val code: String) : InvitationStage(code)
    internal companion object : Codes<InvitationStage>({ listOf(Open, Browser, Done) }, ::Other)
}
