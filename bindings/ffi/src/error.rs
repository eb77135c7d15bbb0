//! What a call answers instead of a record.

use portico::CallError;
use portico::records::Problem;

/// Why a call gave no record. A failure of the portal or of the employee is a state with a problem, and an error only where a call
/// has no state to give: `CallFailed`, which carries the problem.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum PorticoError {
    /// No such account on this phone.
    #[error("unknown account")]
    UnknownAccount,
    /// No such sign-in, or it ended before this start of the app.
    #[error("unknown sign-in")]
    UnknownSignIn,
    /// No such password recovery, or it is over.
    #[error("unknown recovery")]
    UnknownRecovery,
    /// No such invitation, or it was opened before this start of the app: open its link again.
    #[error("unknown invitation")]
    UnknownInvitation,
    /// The challenge is no longer open: draw the current step.
    #[error("this challenge is no longer open")]
    StaleChallenge,
    /// The folder or disk failed: nothing has advanced. Try again.
    #[error("storage failed")]
    StorageFailed,
    /// Written by a newer version of the app: shown, not touched.
    #[error("written by a newer version")]
    Newer,
    /// The key store is locked or wants the user: unlock, then call again. Nothing was sent.
    #[error("the key store is locked")]
    VaultLocked,
    /// What the key store holds is no value of ours.
    #[error("the key store's entry is damaged")]
    VaultDamaged,
    /// The key store does not work here.
    #[error("the key store is not available")]
    VaultUnavailable,
    /// The caller gave up waiting.
    #[error("cancelled")]
    Cancelled,
    /// The object was closed.
    #[error("closed")]
    Closed,
    /// An argument that no view would send: empty where something must stand, too long, or of a form the call does not take.
    #[error("invalid argument: {what}")]
    InvalidArgument {
        /// Which argument.
        what: String,
    },
    /// No topic of the article has this name: they are `S1` to `S11`.
    #[error("unknown topic")]
    UnknownTopic,
    /// More unsent text than is kept; what was kept before stays.
    #[error("a draft has at most {at_most} bytes")]
    DraftTooLong {
        /// Bytes of UTF-8.
        at_most: u64,
    },
    /// A call that has no record to carry it failed by the portal's or the employee's doing: `session.call` (there the account
    /// carries the problem too), a picture that could not be fetched, what was opened as an invitation and is none, an address or
    /// login that no recovery can begin with.
    #[error("the call failed: {}", .problem.title)]
    CallFailed {
        /// What went wrong, and what to do.
        problem: Box<Problem>,
    },
    /// Android only: `com.portico.Tls.init(context)` was not called before the first `open`.
    #[error("TLS was not initialised: call com.portico.Tls.init first")]
    TlsNotInitialised,
    /// The phone gives no thread.
    #[error("no thread for the core")]
    NoThread,
}

impl From<CallError> for PorticoError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::UnknownAccount => Self::UnknownAccount,
            CallError::UnknownSignIn => Self::UnknownSignIn,
            CallError::UnknownRecovery => Self::UnknownRecovery,
            CallError::UnknownInvitation => Self::UnknownInvitation,
            CallError::StaleChallenge => Self::StaleChallenge,
            CallError::StorageFailed => Self::StorageFailed,
            CallError::Newer => Self::Newer,
            CallError::VaultLocked => Self::VaultLocked,
            CallError::VaultDamaged => Self::VaultDamaged,
            CallError::VaultUnavailable => Self::VaultUnavailable,
            CallError::Cancelled => Self::Cancelled,
            CallError::Closed => Self::Closed,
            CallError::InvalidArgument { what } => Self::InvalidArgument { what },
            CallError::UnknownTopic => Self::UnknownTopic,
            CallError::DraftTooLong { at_most } => Self::DraftTooLong { at_most: at_most as u64 },
            CallError::CallFailed { problem } => Self::CallFailed { problem },
        }
    }
}
