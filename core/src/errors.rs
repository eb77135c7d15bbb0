//! What a call answers instead of a state: what the calling program got wrong, or what the phone could not do. A failure of the
//! portal or of the employee is a state with a [`Problem`], and an error only where a call has no state to give:
//! [`CallError::CallFailed`], which carries the problem.

use crate::records::Problem;
use crate::vault::VaultProblem;

/// Why a call gave no record. [`CallError::code`] is stable.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CallError {
    /// No such account on this phone.
    #[error("unknown account")]
    UnknownAccount,
    /// No such sign-in, or it ended before this start of the program.
    #[error("unknown sign-in")]
    UnknownSignIn,
    /// No such password recovery, or it is over.
    #[error("unknown recovery")]
    UnknownRecovery,
    /// No such invitation, or it was opened before this start of the program: open its link again.
    #[error("unknown invitation")]
    UnknownInvitation,
    /// The challenge is no longer open (R10): draw the current step.
    #[error("this challenge is no longer open")]
    StaleChallenge,
    /// The folder or disk failed: nothing has advanced. Try again.
    #[error("storage failed")]
    StorageFailed,
    /// Written by a newer version of the program: it is shown, not touched.
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
    /// An argument that no view would send: too long, or of a form the call does not take.
    #[error("invalid argument: {what}")]
    InvalidArgument {
        /// Which argument.
        what: String,
    },
    /// No topic of the article has this name: they are `S1` to `S11`.
    #[error("unknown topic")]
    UnknownTopic,
    /// More unsent text than is kept: what was kept before stays, and the view keeps what it has.
    #[error("a draft has at most {at_most} bytes")]
    DraftTooLong {
        /// Bytes of UTF-8.
        at_most: usize,
    },
    /// A call that has no record to carry it failed by the portal's or the employee's doing: `session.call` (there the account
    /// carries the problem too), a picture that could not be fetched, what was opened as an invitation and is none, an address or
    /// login that no recovery can begin with.
    #[error("the call failed: {}", .problem.title)]
    CallFailed {
        /// What went wrong, and what to do.
        problem: Box<Problem>,
    },
}

impl CallError {
    /// Stable name, as in `error.data.code`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownAccount => "unknown_account",
            Self::UnknownSignIn => "unknown_sign_in",
            Self::UnknownRecovery => "unknown_recovery",
            Self::UnknownInvitation => "unknown_invitation",
            Self::StaleChallenge => "stale_challenge",
            Self::StorageFailed => "storage_failed",
            Self::Newer => "newer",
            Self::VaultLocked => "vault_locked",
            Self::VaultDamaged => "vault_damaged",
            Self::VaultUnavailable => "vault_unavailable",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
            Self::InvalidArgument { .. } => "invalid_argument",
            Self::UnknownTopic => "unknown_topic",
            Self::DraftTooLong { .. } => "draft_too_long",
            Self::CallFailed { .. } => "call_failed",
        }
    }
}

/// `Invalidated` and `OtherDevice` become states of the row; where a call still meets them, the employee's next move is the
/// same as after damage: sign in again.
impl From<VaultProblem> for CallError {
    fn from(problem: VaultProblem) -> Self {
        match problem {
            VaultProblem::Locked | VaultProblem::NeedsUser => Self::VaultLocked,
            VaultProblem::Unavailable => Self::VaultUnavailable,
            VaultProblem::Damaged | VaultProblem::Invalidated | VaultProblem::OtherDevice => Self::VaultDamaged,
        }
    }
}
