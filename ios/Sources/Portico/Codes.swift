/// A code of the core that may grow: one that this version does not know is `other`, and can still be shown and compared.
public protocol OpenCode: Hashable, Sendable {
    /// Those this version knows, by their stable names.
    static var known: KeyValuePairs<String, Self> { get }
    /// One that a newer core has added.
    static func other(_ code: String) -> Self
    /// The name of one that this version does not know.
    var added: String? { get }
}

extension OpenCode {
    /// The code of this name.
    public init(code: String) { self = Self.known.first { $0.key == code }?.value ?? .other(code) }

    /// The stable name, as in JSON: `needs_sign_in`.
    public var code: String { added ?? Self.known.first { $0.value == self }?.key ?? "" }
}

/// Whether the rows can be used now.
public enum Availability: OpenCode {
    case ready, locked, newer, damaged
    case other(String)

    public static let known: KeyValuePairs<String, Availability> = [
        "ready": .ready, "locked": .locked, "newer": .newer, "damaged": .damaged,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// What an account is good for now.
public enum AccountState: OpenCode {
    case signedIn, needsSignIn, captchaNeeded, blocked, deleting, damaged
    case other(String)

    public static let known: KeyValuePairs<String, AccountState> = [
        "signed_in": .signedIn, "needs_sign_in": .needsSignIn, "captcha_needed": .captchaNeeded, "blocked": .blocked,
        "deleting": .deleting, "damaged": .damaged,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// Why an account is in its state.
public enum Reason: OpenCode {
    case refused, signedOut, reset, deviceChanged, keyInvalidated, sessionEnded, ipRule, portalMoved, portalChanged, licence
    case other(String)

    public static let known: KeyValuePairs<String, Reason> = [
        "refused": .refused, "signed_out": .signedOut, "reset": .reset, "device_changed": .deviceChanged,
        "key_invalidated": .keyInvalidated, "session_ended": .sessionEnded, "ip_rule": .ipRule, "portal_moved": .portalMoved,
        "portal_changed": .portalChanged, "licence": .licence,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// Whose password waits behind a picture.
public enum CaptchaSecret: OpenCode {
    case typed, stored
    case other(String)

    public static let known: KeyValuePairs<String, CaptchaSecret> = ["typed": .typed, "stored": .stored]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// What a picture stands before.
public enum CaptchaFor: OpenCode {
    case password, code
    case other(String)

    public static let known: KeyValuePairs<String, CaptchaFor> = ["password": .password, "code": .code]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// Where one-time codes come from.
public enum SecondFactorType: OpenCode {
    case totp, hotp, push, unknown
    case other(String)

    public static let known: KeyValuePairs<String, SecondFactorType> = [
        "totp": .totp, "hotp": .hotp, "push": .push, "unknown": .unknown,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// What the app does after the browser.
public enum BrowserThen: OpenCode {
    case check, qr, none
    case other(String)

    public static let known: KeyValuePairs<String, BrowserThen> = ["check": .check, "qr": .qr, "none": .none]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// What a text from outside is.
public enum LinkKind: OpenCode {
    case recovery, invitation, qrSignIn, pushSetup, portal, unknown
    case other(String)

    public static let known: KeyValuePairs<String, LinkKind> = [
        "recovery": .recovery, "invitation": .invitation, "qr_sign_in": .qrSignIn, "push_setup": .pushSetup, "portal": .portal,
        "unknown": .unknown,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// Whether this phone knows where a link leads.
public enum LinkKnown: OpenCode {
    case thisAccount, knownPortal, newPortal
    case other(String)

    public static let known: KeyValuePairs<String, LinkKnown> = [
        "this_account": .thisAccount, "known_portal": .knownPortal, "new_portal": .newPortal,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// How far a password recovery is.
public enum RecoveryStage: OpenCode {
    case start, captcha, sent, checkword, browser, done
    case other(String)

    public static let known: KeyValuePairs<String, RecoveryStage> = [
        "start": .start, "captcha": .captcha, "sent": .sent, "checkword": .checkword, "browser": .browser, "done": .done,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}

/// How far an invitation is.
public enum InvitationStage: OpenCode {
    case open, browser, done
    case other(String)

    public static let known: KeyValuePairs<String, InvitationStage> = ["open": .open, "browser": .browser, "done": .done]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}
