import Portico

/// Where the employee is. It holds ids and nothing else, so that it can be saved and found again after the process has died: what
/// belongs to an id is the core's. The list of accounts is below all of them.
public enum Place: Hashable, Sendable {
    /// One account: its session, its unsent text, and what can be done with it.
    case account(AccountId)
    /// What a reset, sign-out or delete takes, and its receipt.
    case clear(AccountId, ReceiptKind)
    /// A sign-in, at whatever step it is.
    case signIn(SignInId)
    /// A QR code or a pasted text; with a sign-in instead of what that one asks for.
    case scan(SignInId?)
    /// A new password by mail; without an id address and login are asked for. `from`: the sign-in that it is begun from.
    case recovery(RecoveryId?, from: SignInId?)
    /// An invitation: its link is shown, and nothing was sent for it before a tap. It lives as long as its place.
    case invitation
    /// Which login belongs where.
    case whichMe(About)
    /// What happened with an account.
    case history(AccountId)
    /// The problem of an account or a sign-in, whole.
    case problem(About)
    /// The list of topics.
    case topics
    /// A topic, `S1` to `S11`.
    case topic(String)
    /// The text for the administrator.
    case helpCard(About)
    /// Language, theme, lock.
    case settings
    /// Whose work this app stands on.
    case licences

    /// Whether a link from outside may be shown there.
    var showsLinks: Bool {
        switch self {
        case .recovery, .invitation: true
        default: false
        }
    }

    /// Whether a link is read there.
    var reads: Bool { if case .scan = self { true } else { false } }

    /// The recovery that it shows.
    var recovery: RecoveryId? { if case .recovery(let id, _) = self { id } else { nil } }

    /// What a place is about.
    public enum About: Hashable, Sendable {
        case account(AccountId)
        case signIn(SignInId)
        case nothing

        var account: AccountId? { if case .account(let id) = self { id } else { nil } }
        var signIn: SignInId? { if case .signIn(let id) = self { id } else { nil } }
    }
}

extension Place {
    /// As it is saved. A clear is not: what was not agreed to is shown anew by a tap.
    var saved: String? {
        switch self {
        case .account(let id): "account " + id.value
        case .clear: nil
        case .signIn(let id): "sign_in " + id.value
        case .scan(let id): "scan " + (id?.value ?? "")
        case .recovery(let id, let signIn): "recovery " + (id?.value ?? "") + " " + (signIn?.value ?? "")
        case .invitation: "invitation "
        case .whichMe(let about): "which_me " + about.saved
        case .history(let id): "history " + id.value
        case .problem(let about): "problem " + about.saved
        case .topics: "topics "
        case .topic(let topic): "topic " + topic
        case .helpCard(let about): "help_card " + about.saved
        case .settings: "settings "
        case .licences: "licences "
        }
    }

    /// Nothing for what is no saved place, be it of another version.
    init?(saved: String) {
        let parts = saved.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let id = parts.dropFirst().first else { return nil }
        let about = About(saved: Array(parts.dropFirst()))
        switch name {
        case "account": self = .account(AccountId(id))
        case "sign_in": self = .signIn(SignInId(id))
        case "scan": self = .scan(SignInId(known: id))
        case "recovery": self = .recovery(RecoveryId(known: id), from: parts.dropFirst(2).first.flatMap(SignInId.init(known:)))
        case "invitation": self = .invitation
        case "which_me": self = .whichMe(about)
        case "history": self = .history(AccountId(id))
        case "problem": self = .problem(about)
        case "topics": self = .topics
        case "topic": self = .topic(id)
        case "help_card": self = .helpCard(about)
        case "settings": self = .settings
        case "licences": self = .licences
        default: return nil
        }
    }
}

extension Identifier {
    /// Nothing was there.
    fileprivate init?(known value: String) {
        guard !value.isEmpty else { return nil }
        self.init(value)
    }
}

extension Place.About {
    fileprivate var saved: String {
        switch self {
        case .account(let id): "account " + id.value
        case .signIn(let id): "sign_in " + id.value
        case .nothing: ""
        }
    }

    fileprivate init(saved: [String]) {
        switch (saved.first, saved.dropFirst().first) {
        case ("account", let id?): self = .account(AccountId(id))
        case ("sign_in", let id?): self = .signIn(SignInId(id))
        default: self = .nothing
        }
    }
}
