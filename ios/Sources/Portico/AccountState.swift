/// What can be done with an ``Account``.
public enum AccountState: OpenCode {
    /// Calls go through; the session is renewed silently.
    case signedIn
    /// A person must sign in: ``Portico/signInStart(address:link:account:)`` with the account.
    case needsSignIn
    /// The portal wants a picture first; the stored application password is kept, and goes out again with the picture's word.
    case captchaNeeded
    /// The portal lets nobody through here; everything is kept. ``Account/problem`` says what can be done.
    case blocked
    /// Deletion has begun and cannot be undone.
    case deleting
    /// What is stored of it cannot be read; the other accounts can.
    case damaged
    /// One that this version does not know: draw the account's name and problem, and offer reset and delete.
    case other(String)

    public static let known: KeyValuePairs<String, AccountState> = [
        "signed_in": .signedIn,
        "needs_sign_in": .needsSignIn,
        "captcha_needed": .captchaNeeded,
        "blocked": .blocked,
        "deleting": .deleting,
        "damaged": .damaged,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// Why an ``Account`` is in its ``AccountState``.
public enum Reason: OpenCode {
    /// The portal refused the stored application password.
    case refused
    /// Signed out here.
    case signedOut
    /// Reset here.
    case reset
    /// Its secrets belong to another phone.
    case deviceChanged
    /// The phone made the key of its secrets unusable.
    case keyInvalidated
    /// The session ended and the portal gave no application password.
    case sessionEnded
    /// Signing in from this network is not allowed.
    case ipRule
    /// The portal has another address.
    case portalMoved
    /// Another portal answers at this address.
    case portalChanged
    /// The portal is locked or over its licence.
    case licence
    /// One that this version does not know: ``Account/problem`` says it in words.
    case other(String)

    public static let known: KeyValuePairs<String, Reason> = [
        "refused": .refused,
        "signed_out": .signedOut,
        "reset": .reset,
        "device_changed": .deviceChanged,
        "key_invalidated": .keyInvalidated,
        "session_ended": .sessionEnded,
        "ip_rule": .ipRule,
        "portal_moved": .portalMoved,
        "portal_changed": .portalChanged,
        "licence": .licence,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}
