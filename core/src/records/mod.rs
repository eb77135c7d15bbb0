//! The plain records a view draws: no lifetimes, generics or closures, so that other languages can mirror them, and no
//! secrets (R5). Field names are those of the surface, in JSON as here.

mod account;
mod help;
mod history;
mod invitation;
mod link;
mod problem;
mod receipt;
mod recovery;
mod sign_in;
mod warning;

pub use account::{Account, AccountList, AccountState, Availability, Policy, PortalKind, PortalRef, Reason, Tries};
pub use help::{NetworkProfile, PortalProfile, WhichMe};
pub use history::{HistoryEntry, HistorySource, OutsideReason, PhoneEvent};
pub use invitation::{Invitation, InvitationStage};
pub use link::{Link, LinkKind, LinkKnown};
pub use problem::{Action, Cost, Problem, ProblemCode, Retry, Step as ProblemStep, Trouble, Who};
pub use receipt::{Cleared, LeftOnPortal, Receipt, ReceiptKind, ToldPortal};
pub use recovery::{Recovery, RecoveryStage};
pub use sign_in::{
    BrowserThen, CaptchaFor, CaptchaSecret, CodeInput, OtherWay, Picture, SecondFactorType, SessionStatus, SignIn, Step,
};
pub use warning::{Warning, WarningWhere};
