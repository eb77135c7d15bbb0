//! What happened with an account: on this phone, and by the portal's event log.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::problem::Problem;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryEntry {
    /// When; the last time, where it happened several times in a row.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The first time, where it happened several times in a row.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub since: Option<OffsetDateTime>,
    /// How often in a row.
    pub times: u32,
    /// Who wrote it down.
    pub source: HistorySource,
    /// Stable: a [`PhoneEvent`], the portal's audit type in small letters (N3), or `event_log_unreadable`.
    pub event: String,
    /// The network address it came from, as the portal saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The browser or app, as it names itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The employee's number on the portal, where the portal names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Whether `address` is in the ranges that were given; absent without ranges or address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside_allowed: Option<bool>,
    /// Why a sign-in from outside the ranges is in the log (S5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<OutsideReason>,
    /// What it means, in words.
    pub means: String,
    /// What went wrong, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Who wrote an entry down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistorySource {
    /// This phone.
    Phone,
    /// The portal's event log (N2).
    Portal,
}

/// Why the event log shows a sign-in from an address that is not allowed (S5). The first two are read from the entry, the third
/// from what this phone saw at that time; the last is what remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideReason {
    /// An integration used REST on behalf of the employee, which the log shows as a sign-in (N2).
    RestOnBehalf,
    /// The mobile app, which may have been signed in before the rule and learns of it with its next update of data (N1).
    MobileApp,
    /// The employee was told about the rule, and the log shows a success all the same.
    NoticeYetSuccess,
    /// None of these can be seen: perhaps a notice too, perhaps really from outside.
    Outside,
}

/// What this phone writes down about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneEvent {
    /// The employee signed in.
    SignedIn,
    /// The account followed its portal to a new address (Q12).
    Moved,
    /// The session was renewed with the saved password.
    Renewed,
    /// The portal wanted a picture.
    PictureWanted,
    /// The portal refused a typed password.
    Refused,
    /// The portal refused a one-time or backup code.
    CodeRefused,
    /// The portal refused the saved password (T13).
    SavedRefused,
    /// The portal let nobody in: another network, address, portal or plan is needed.
    Blocked,
    /// The session ended and nothing was saved to renew it with (Q13).
    SessionEnded,
    /// Signed out here.
    SignedOut,
    /// Reset here.
    Reset,
    /// A refused password was dropped after its 30 days (R1).
    SavedDropped,
}

impl PhoneEvent {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::SignedIn,
        Self::Moved,
        Self::Renewed,
        Self::PictureWanted,
        Self::Refused,
        Self::CodeRefused,
        Self::SavedRefused,
        Self::Blocked,
        Self::SessionEnded,
        Self::SignedOut,
        Self::Reset,
        Self::SavedDropped,
    ];

    /// Stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Moved => "moved",
            Self::Renewed => "renewed",
            Self::PictureWanted => "picture_wanted",
            Self::Refused => "refused",
            Self::CodeRefused => "code_refused",
            Self::SavedRefused => "saved_refused",
            Self::Blocked => "blocked",
            Self::SessionEnded => "session_ended",
            Self::SignedOut => "signed_out",
            Self::Reset => "reset",
            Self::SavedDropped => "saved_dropped",
        }
    }
}
