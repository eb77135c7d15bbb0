import Portico

/// What the core may offer beside a sentence, and the words on its button. A kind that is not here is not drawn.
enum Deed: String, Word {
    static let room = "deed"
    case signIn = "sign_in"
    case goBack = "go_back"
    case confirmMove = "confirm_move"
    case newPicture = "new_picture"
    case sendSms = "send_sms"
    case check
    /// The same with a price, which stands beside the button.
    case spendTry = "spend_try"
    case select, reset
    case signOut = "sign_out"
    case delete
    case newPassword = "new_password"
    case resend
    case openInvitation = "open_invitation"
    case history
    case whichMe = "which_me"
    case topic
    case helpCard = "help_card"
    case scan, browse, settings

    private static let kinds: [String: Deed] = [
        "sign_in.start": .signIn, "sign_in.back": .goBack, "sign_in.confirm_move": .confirmMove,
        "sign_in.refresh_captcha": .newPicture, "sign_in.send_sms": .sendSms, "session.check": .check,
        "accounts.select": .select, "accounts.reset": .reset, "accounts.sign_out": .signOut, "accounts.delete": .delete,
        "recovery.start": .newPassword, "recovery.resend": .resend, "invitation.open": .openInvitation,
        "history.list": .history, "help.which_me": .whichMe, "help.topic": .topic, "share_help_card": .helpCard,
        "scan_qr": .scan, "open_url": .browse, "open_settings": .settings,
    ]

    /// Nothing where this version does not know the kind, or an argument is missing.
    init?(_ action: Action) {
        guard var deed = Deed.kinds[action.kind] else { return nil }
        if deed == .check, action.args["spend_try"] == "true" { deed = .spendTry }
        guard deed.needs.allSatisfy({ action.args[$0] != nil }) else { return nil }
        self = deed
    }

    private var needs: [String] {
        switch self {
        case .goBack, .confirmMove: ["sign_in"]
        case .newPicture, .sendSms: ["sign_in", "challenge"]
        case .check, .spendTry, .select, .reset, .signOut, .delete, .history: ["account"]
        case .newPassword: ["address", "login"]
        case .resend: ["recovery"]
        case .topic: ["topic"]
        case .browse: ["url"]
        case .signIn, .openInvitation, .whichMe, .helpCard, .scan, .settings: []
        }
    }
}
