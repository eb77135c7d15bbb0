//! Accounts as a list shows them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::problem::Problem;

/// All accounts of this phone, in the employee's order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountList {
    /// Grows with every change; equal revisions mean equal content but for waits, which are as of reading.
    pub revision: u64,
    /// Whether the rows can be used now.
    pub availability: Availability,
    /// The rows.
    pub accounts: Vec<Account>,
}

/// Whether the stored accounts can be used now (R7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Rows and secrets can be read.
    Ready,
    /// The vault or the folder cannot be read now. Nothing is created, set aside or deleted meanwhile.
    Locked,
    /// Written by a newer version of the program: shown, not touched.
    Newer,
    /// The list was damaged and could not be rebuilt.
    Damaged,
}

/// Where a portal is hosted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalKind {
    /// By Bitrix24 (A1: `cloud`).
    Cloud,
    /// By the company itself.
    Box,
}

/// One company's portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalRef {
    /// Scheme, host and, if not the usual one, port: `https://portal.example`. The key of everything we keep.
    pub origin: String,
    /// The host as people read it; look-alikes as punycode.
    pub host: String,
    /// Cloud or box.
    pub kind: PortalKind,
}

/// What the portal allows on this phone (B17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// `canTakeScreenshot`.
    pub screenshots: bool,
    /// `canCopyText`.
    pub copy: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self { screenshots: true, copy: true }
    }
}

/// One employee on one portal on this phone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    /// Never reused.
    pub id: String,
    /// The portal.
    pub portal: PortalRef,
    /// The employee's number on the portal (B17), if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The name for signing in.
    pub login: String,
    /// The employee's name.
    pub name: String,
    /// Job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// The employee's picture: https, may be on another host. To be loaded without cookies or credentials (R15).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_url: Option<String>,
    /// Whether this is the account in use.
    pub selected: bool,
    /// Over the licence's limit (T3).
    pub restricted: bool,
    /// What the portal allows.
    pub policy: Policy,
    /// What can be done with it.
    pub state: AccountState,
    /// Why it is in that state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// What went wrong, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Passwords this phone spent for this portal and login.
    pub tries: Tries,
}

/// What can be done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Calls go through; the session is renewed silently.
    SignedIn,
    /// A person must sign in.
    NeedsSignIn,
    /// The portal wants a picture first; the stored application password is kept (T7).
    CaptchaNeeded,
    /// The portal lets nobody through here; everything is kept.
    Blocked,
    /// Deletion has begun and cannot be undone.
    Deleting,
    /// Its document cannot be read; the others can.
    Damaged,
}

/// Why an account is in its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The portal refused the stored application password (T13).
    Refused,
    /// Signed out here.
    SignedOut,
    /// Reset here.
    Reset,
    /// Its secrets belong to another phone.
    DeviceChanged,
    /// The platform made the key unusable.
    KeyInvalidated,
    /// The session ended and the portal gave no application password (Q13).
    SessionEnded,
    /// Sign-in from this network is not allowed (T17, N1).
    IpRule,
    /// The portal has another address (T18).
    PortalMoved,
    /// Another portal answers at this address (B17 `target`).
    PortalChanged,
    /// The portal is locked or over its licence (T3).
    Licence,
}

/// Passwords this phone sent for one portal and login since the last success. Other devices may have spent more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// Those the portal counted as far as we know: refusals, and the answer that first brings a picture (G5, G6).
    pub spent: u32,
    /// Those whose answer was lost.
    pub unanswered: u32,
    /// After how many the portal asks for a picture: 10, until this portal was seen to ask at another number. 0: seen not to ask.
    pub picture_after: u32,
    /// Whether that number was seen on this portal.
    pub picture_after_known: bool,
    /// When the last one was sent.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub last_at: Option<OffsetDateTime>,
}
