import Foundation

/// What the employee is asked for now.
public enum Step: Hashable, Sendable {
    /// The portal's address. `typed`: kept to the letter, unless it holds a secret.
    case address(typed: String?)
    /// A link is shown; nothing is sent for it before ``Portico/signInConfirmLink(_:)``.
    case confirmLink(ConfirmLink)
    /// Login and password.
    case credentials
    /// The word in a picture.
    case captcha(Captcha)
    /// A one-time or backup code.
    case secondFactor(SecondFactor)
    /// The portal has another address (origins); agreed to by ``Portico/signInConfirmMove(_:)``.
    case moved(from: String, to: String)
    /// On in a browser.
    case browser(Browser)
    /// Signed in.
    case done(account: AccountId)
    /// Ended without an account.
    case cancelled
    /// A kind that this version does not know: the sign-in's problem and tries can still be drawn, and it can be left.
    case other(code: String)

    /// Where a link leads, and what is known about it.
    public struct ConfirmLink: Hashable, Sendable {
        /// Where it leads.
        public var portal: PortalRef
        /// As people read it; look-alikes as punycode.
        public var host = ""
        /// Whether this phone knows that portal.
        public var known = LinkKnown.newPortal
        /// The account it is for, where that is certain.
        public var person: String?
        /// It works until then at the latest.
        public var expires: Date?
        /// What to look at before agreeing.
        public var warnings: [Warning] = []
    }

    /// A picture to read; ``Portico/signInCaptchaPicture(_:challenge:)`` gives it.
    public struct Captcha: Hashable, Sendable {
        /// An answer names it.
        public var challenge: ChallengeId
        /// Whose password waits behind it.
        public var secret = CaptchaSecret.typed
        /// What it is wanted for.
        public var `for` = CaptchaFor.password
        /// Whether the typed password must be typed again.
        public var passwordNeeded = false
        /// Seconds.
        public var pictureAgeS: UInt64 = 0
        /// Ways out; at least one needs no picture.
        public var otherWays: [OtherWay] = []
    }

    /// A code to type.
    public struct SecondFactor: Hashable, Sendable {
        /// An answer names it.
        public var challenge: ChallengeId
        /// What makes the codes.
        public var type = SecondFactorType.unknown
        /// Whether the portal sends messages.
        public var smsAvailable = false
        /// Seconds until another message may be asked for.
        public var smsWaitS: UInt64?
        /// Where the last one went, masked by the portal.
        public var smsTo: String?
        /// Whether the portal takes backup codes.
        public var backupCodes = false
        /// Those used from this phone.
        public var backupCodesUsed: UInt32 = 0
        /// Phone minus portal, in seconds.
        public var clockDriftS: Int64?
        /// What the field takes.
        public var input: CodeInput?
        /// Ways on without this code.
        public var otherWays: [OtherWay] = []
    }

    /// A page to open in the system's browser.
    public struct Browser: Hashable, Sendable {
        /// https only.
        public var url: String
        /// As people read it; look-alikes as punycode.
        public var host = ""
        /// The reason, in words.
        public var why = ""
        /// What follows.
        public var then = BrowserThen.none
    }

    /// The stable name of its kind, as in JSON: `second_factor`.
    public var code: String {
        switch self {
        case .address: "address"
        case .confirmLink: "confirm_link"
        case .credentials: "credentials"
        case .captcha: "captcha"
        case .secondFactor: "second_factor"
        case .moved: "moved"
        case .browser: "browser"
        case .done: "done"
        case .cancelled: "cancelled"
        case .other(let code): code
        }
    }

    init(_ fields: RawStepFields) {
        switch (fields.kind, fields.portal) {
        case ("address", _): self = .address(typed: fields.typed)
        case ("confirm_link", let portal?):
            self = .confirmLink(
                ConfirmLink(
                    portal: portal, host: fields.host, known: LinkKnown(code: fields.known), person: fields.person,
                    expires: fields.expires, warnings: fields.warnings))
        case ("credentials", _): self = .credentials
        case ("captcha", _):
            self = .captcha(
                Captcha(
                    challenge: ChallengeId(fields.challenge), secret: CaptchaSecret(code: fields.secret),
                    for: CaptchaFor(code: fields.for), passwordNeeded: fields.passwordNeeded, pictureAgeS: fields.pictureAgeS,
                    otherWays: fields.otherWays))
        case ("second_factor", _):
            self = .secondFactor(
                SecondFactor(
                    challenge: ChallengeId(fields.challenge), type: SecondFactorType(code: fields.type),
                    smsAvailable: fields.smsAvailable, smsWaitS: fields.smsWaitS, smsTo: fields.smsTo,
                    backupCodes: fields.backupCodes, backupCodesUsed: fields.backupCodesUsed,
                    clockDriftS: fields.clockDriftS, input: fields.input, otherWays: fields.otherWays))
        case ("moved", _): self = .moved(from: fields.from, to: fields.to)
        case ("browser", _):
            self = .browser(Browser(url: fields.url, host: fields.host, why: fields.why, then: BrowserThen(code: fields.then)))
        case ("done", _): self = .done(account: AccountId(fields.account))
        case ("cancelled", _): self = .cancelled
        default: self = .other(code: fields.kind)
        }
    }
}

// For previews and tests: what a step cannot be without; the rest is set by its properties.

extension Step.ConfirmLink { public init(portal: PortalRef) { self.init(portal: portal, warnings: []) } }
extension Step.Captcha { public init(challenge: ChallengeId) { self.init(challenge: challenge, otherWays: []) } }
extension Step.SecondFactor { public init(challenge: ChallengeId) { self.init(challenge: challenge, otherWays: []) } }
extension Step.Browser { public init(url: String) { self.init(url: url, why: "") } }
