package com.portico

/** What can be done with an [Account]. */
public sealed class AccountState(override val code: String) : Code {
    /** Calls go through; the session is renewed silently. */
    public data object SignedIn : AccountState("signed_in")

    /** A person must sign in: [Portico.signInStart] with the account. */
    public data object NeedsSignIn : AccountState("needs_sign_in")

    /** The portal wants a picture first; the stored application password is kept, and goes out again with the picture's word. */
    public data object CaptchaNeeded : AccountState("captcha_needed")

    /** The portal lets nobody through here; everything is kept. [Account.problem] says what can be done. */
    public data object Blocked : AccountState("blocked")

    /** Deletion has begun and cannot be undone. */
    public data object Deleting : AccountState("deleting")

    /** What is stored of it cannot be read; the other accounts can. */
    public data object Damaged : AccountState("damaged")

    /** One that this version does not know: draw the account's name and problem, and offer reset and delete. */
    public data class Other(override val code: String) : AccountState(code)

    internal companion object :
        Codes<AccountState>({ listOf(SignedIn, NeedsSignIn, CaptchaNeeded, Blocked, Deleting, Damaged) }, ::Other)
}

/** Why an [Account] is in its [AccountState]. */
public sealed class Reason(override val code: String) : Code {
    /** The portal refused the stored application password. */
    public data object Refused : Reason("refused")

    /** Signed out here. */
    public data object SignedOut : Reason("signed_out")

    /** Reset here. */
    public data object Reset : Reason("reset")

    /** Its secrets belong to another phone. */
    public data object DeviceChanged : Reason("device_changed")

    /** The phone made the key of its secrets unusable. */
    public data object KeyInvalidated : Reason("key_invalidated")

    /** The session ended and the portal gave no application password. */
    public data object SessionEnded : Reason("session_ended")

    /** Signing in from this network is not allowed. */
    public data object IpRule : Reason("ip_rule")

    /** The portal has another address. */
    public data object PortalMoved : Reason("portal_moved")

    /** Another portal answers at this address. */
    public data object PortalChanged : Reason("portal_changed")

    /** The portal is locked or over its licence. */
    public data object Licence : Reason("licence")

    /** One that this version does not know: [Account.problem] says it in words. */
    public data class Other(override val code: String) : Reason(code)

    internal companion object : Codes<Reason>(
        {
            listOf(
                Refused, SignedOut, Reset, DeviceChanged, KeyInvalidated,
                SessionEnded, IpRule, PortalMoved, PortalChanged, Licence,
            )
        },
        ::Other,
    )
}
