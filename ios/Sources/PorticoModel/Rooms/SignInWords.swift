import Portico

/// Words of a sign-in.
enum SignInWord: String, Word {
    static let room = "signin"
    case titleAddress = "title_address"
    case titleLink = "title_link"
    case titleCredentials = "title_credentials"
    case titlePicture = "title_picture"
    case titleCode = "title_code"
    case titleMoved = "title_moved"
    case titleBrowser = "title_browser"
    case titleDone = "title_done"
    case titleEnded = "title_ended"
    case titleOther = "title_other"
    case at, asking
    case askingPortal = "asking_portal"
    case late
    case sendAnyway = "send_anyway"
    case changeIt = "change_it"
    case back
    case otherLogin = "other_login"
    case cancel
    case whichMe = "which_me"
    case helpCard = "help_card"
    case addressHint = "address_hint"
    case address, next, scan
    case linkLeads = "link_leads"
    case linkNotSent = "link_not_sent"
    case linkFor = "link_for"
    case linkThisAccount = "link_this_account"
    case linkKnownPortal = "link_known_portal"
    case linkNewPortal = "link_new_portal"
    case linkExpires = "link_expires"
    case linkExpired = "link_expired"
    case linkGoOn = "link_go_on"
    case login, password
    case signIn = "sign_in"
    case forgot
    case scanInstead = "scan_instead"
    case pictureTyped = "picture_typed"
    case pictureStored = "picture_stored"
    case pictureCode = "picture_code"
    case passwordAgain = "password_again"
    case word
    case sendWord = "send_word"
    case codeWhy = "code_why"
    case codeTotp = "code_totp"
    case codeHotp = "code_hotp"
    case codePush = "code_push"
    case codeUnknown = "code_unknown"
    case code
    case codeHint = "code_hint"
    case backupCode = "backup_code"
    case backupHint = "backup_hint"
    case sendCode = "send_code"
    case useBackupCode = "use_backup_code"
    case useAppCode = "use_app_code"
    case sendSms = "send_sms"
    case smsWait = "sms_wait"
    case lostPhone = "lost_phone"
    case lostPhoneTitle = "lost_phone_title"
    case notLost = "not_lost"
    case moved
    case movedAsk = "moved_ask"
    case movedGoOn = "moved_go_on"
    case browserLeads = "browser_leads"
    case browserOpen = "browser_open"
    case browserCheck = "browser_check"
    case browserBack = "browser_back"
    case browserQr = "browser_qr"
    case browserLook = "browser_look"
    case done
    case doneNamed = "done_named"
    case toAccount = "to_account"
    case ended, again
    case toList = "to_list"
    case other
}

extension SignInWord {
    /// Where the codes come from.
    init(maker: SecondFactorType) {
        switch maker {
        case .totp: self = .codeTotp
        case .hotp: self = .codeHotp
        case .push: self = .codePush
        case .unknown, .other: self = .codeUnknown
        }
    }

    /// What the word of a picture sends.
    init(explaining captcha: Step.Captcha) {
        switch (captcha.for, captcha.secret) {
        case (.code, _): self = .pictureCode
        case (_, .stored): self = .pictureStored
        case (_, .typed), (_, .other): self = .pictureTyped
        }
    }

    /// What follows the browser.
    init(after then: BrowserThen) {
        switch then {
        case .check: self = .browserCheck
        case .qr: self = .browserQr
        case .none: self = .browserBack
        case .other: self = .browserLook
        }
    }

    /// Whether this phone knows where a link leads.
    init?(known: LinkKnown) {
        switch known {
        case .thisAccount: self = .linkThisAccount
        case .knownPortal: self = .linkKnownPortal
        case .newPortal: self = .linkNewPortal
        case .other: return nil
        }
    }
}
