import Foundation
import Portico

/// Words of what several rooms draw.
enum KitWord: String, Word {
    static let room = "kit"
    case close
    case showPassword = "show_password"
    case hidePassword = "hide_password"
    case portalSays = "portal_says"
    case whoYou = "who_you"
    case whoAdministrator = "who_administrator"
    case whoSupport = "who_support"
    case costFree = "cost_free"
    case costOneTry = "cost_one_try"
    case costNoneHelps = "cost_none_helps"
    case wait
    case pasteCode = "paste_code"
    case noPicture = "no_picture"
    case otherWays = "other_ways"
    case step
}

/// Words for how long something is.
enum SpanWord: String, Word {
    static let room = "span"
    case seconds, minutes, hours
}

/// Words beside a picture.
enum PictureWord: String, Word {
    static let room = "picture"
    case shows, loading, unreadable, age, other, again
}

/// An account's state in a word.
enum StateWord: String, Word {
    static let room = "state"
    case signedIn = "signed_in"
    case needsSignIn = "needs_sign_in"
    case captchaNeeded = "captcha_needed"
    case blocked, deleting, damaged, other
}

extension AccountState {
    /// What this version does not know is said to be so.
    var word: StateWord {
        switch self {
        case .signedIn: .signedIn
        case .needsSignIn: .needsSignIn
        case .captchaNeeded: .captchaNeeded
        case .blocked: .blocked
        case .deleting: .deleting
        case .damaged: .damaged
        case .other: .other
        }
    }
}

extension Who {
    var word: KitWord {
        switch self {
        case .you: .whoYou
        case .administrator: .whoAdministrator
        case .support: .whoSupport
        }
    }
}

extension Words {
    /// What the next try costs.
    func price(_ retry: Retry) -> String {
        let cost: KitWord =
            switch retry.cost {
            case .free: .costFree
            case .oneTry: .costOneTry
            case .noneHelps: .costNoneHelps
            }
        return [self(cost), retry.waitS.map { self(KitWord.wait, span($0)) }].compactMap(\.self).joined(separator: " ")
    }

    /// How long, never shorter than it is: up to a minute in tens of seconds, so that VoiceOver is not told every second, then in
    /// minutes, then in hours.
    func span(_ seconds: UInt64) -> String {
        func up(_ step: UInt64) -> UInt64 { seconds / step + (seconds % step == 0 ? 0 : 1) }
        return switch seconds {
        case ...60: self(SpanWord.seconds, String(up(10) * 10))
        case ...5400: self(SpanWord.minutes, String(up(60)))
        default: self(SpanWord.hours, String(up(3600)))
        }
    }

    /// How long until then; nothing once it is over.
    func until(_ date: Date) -> String? {
        let left = date.timeIntervalSinceNow
        return left > 0 ? span(UInt64(left.rounded(.up))) : nil
    }

    /// A day and a time, as people of this language write them.
    func date(_ date: Date) -> String {
        date.formatted(Date.FormatStyle(date: .abbreviated, time: .shortened, locale: locale))
    }
}

extension PortalRef {
    /// As people read it: the host, and the port where it is not the usual one, for two portals may differ in nothing else.
    var place: String {
        let port = URL(string: origin)?.port
        return port.map { "\(host):\($0)" } ?? host
    }
}

extension Account {
    /// The name; the login where the portal has told none.
    var called: String { name.isEmpty ? login : name }
}
