import PorticoGenerated

// Records and protocols that need no shape of their own in Swift: the generated ones, under our name.

/// What a host says when it opens.
public typealias Config = PorticoGenerated.Config
/// A company's certificate authority, and the origins it counts for.
public typealias ExtraRootConfig = PorticoGenerated.ExtraRootConfig
/// The platform's key store, where it is not the Keychain. Called off the main thread; may block.
public typealias Vault = PorticoGenerated.Vault
/// Why a key store gave no answer. Never taken for an absence.
public typealias VaultError = PorticoGenerated.VaultError
/// Wall and boot time, so that tests can move them.
public typealias Clock = PorticoGenerated.Clock
/// What the view knows of the keyboard before a try is spent.
public typealias Keyboard = PorticoGenerated.Keyboard
/// One company's portal.
public typealias PortalRef = PorticoGenerated.PortalRef
/// Where a portal is hosted.
public typealias PortalKind = PorticoGenerated.PortalKind
/// What the portal allows on this phone.
public typealias Policy = PorticoGenerated.Policy
/// Passwords this phone sent for one portal and login since the last success.
public typealias Tries = PorticoGenerated.Tries
/// What went wrong, why, what to do, who can do it, and what a retry costs.
public typealias Problem = PorticoGenerated.Problem
/// One thing to do about a problem.
public typealias ProblemStep = PorticoGenerated.ProblemStep
/// Something a view can run.
public typealias Action = PorticoGenerated.Action
/// Who can do something about a problem.
public typealias Who = PorticoGenerated.Who
/// What the next try costs, and how long to wait before it.
public typealias Retry = PorticoGenerated.Retry
/// Price of a retry.
public typealias Cost = PorticoGenerated.Cost
/// What a code field takes.
public typealias CodeInput = PorticoGenerated.CodeInput
/// A way on beside the one a step asks for.
public typealias OtherWay = PorticoGenerated.OtherWay
/// A CAPTCHA picture.
public typealias Picture = PorticoGenerated.Picture
/// How long a session still lives.
public typealias SessionStatus = PorticoGenerated.SessionStatus
/// Something to look at before a try is spent.
public typealias Warning = PorticoGenerated.Warning
/// Which field a warning is about.
public typealias WarningWhere = PorticoGenerated.WarningWhere
/// What a clear took, kept, could not do yet, and left on the portal.
public typealias Receipt = PorticoGenerated.Receipt
/// The three clears.
public typealias ReceiptKind = PorticoGenerated.ReceiptKind
/// One kind of thing that went.
public typealias Cleared = PorticoGenerated.Cleared
/// Something that stays on the portal.
public typealias LeftOnPortal = PorticoGenerated.LeftOnPortal
/// Whether the portal was told of a clear.
public typealias ToldPortal = PorticoGenerated.ToldPortal
/// The map of logins.
public typealias WhichMe = PorticoGenerated.WhichMe
/// The Network profile as far as this phone can know it.
public typealias NetworkProfile = PorticoGenerated.NetworkProfile
/// One employee on one portal, in the map of logins.
public typealias PortalProfile = PorticoGenerated.PortalProfile
/// One thing that happened with an account.
public typealias HistoryEntry = PorticoGenerated.HistoryEntry
/// Why a call gave no record. A failure of the portal or of the employee is a state with a problem, not an error.
public typealias PorticoError = PorticoGenerated.PorticoError

extension PorticoError {
    /// The stable name: `vault_locked`.
    public var code: String {
        switch self {
        case .UnknownAccount: "unknown_account"
        case .UnknownSignIn: "unknown_sign_in"
        case .UnknownRecovery: "unknown_recovery"
        case .UnknownInvitation: "unknown_invitation"
        case .StaleChallenge: "stale_challenge"
        case .StorageFailed: "storage_failed"
        case .Newer: "newer"
        case .VaultLocked: "vault_locked"
        case .VaultDamaged: "vault_damaged"
        case .VaultUnavailable: "vault_unavailable"
        case .Cancelled: "cancelled"
        case .Closed: "closed"
        case .InvalidArgument: "invalid_argument"
        case .UnknownTopic: "unknown_topic"
        case .DraftTooLong: "draft_too_long"
        case .CallFailed: "call_failed"
        case .TlsNotInitialised: "tls_not_initialised"
        case .NoThread: "no_thread"
        }
    }
}
