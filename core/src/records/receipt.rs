//! What a reset, sign-out or delete cleared, kept, could not do yet, and left on the portal.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The receipt. As a preview (`accounts.preview`) it has no `at`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The account's id.
    pub account: String,
    /// Origin of its portal.
    pub portal: String,
    /// Its login.
    pub login: String,
    /// Which of the three clears (R13).
    pub kind: ReceiptKind,
    /// Item by item.
    pub cleared: Vec<Cleared>,
    /// What stays on this phone.
    pub kept: Vec<String>,
    /// What could not be done yet and is done later (a locked vault, R4).
    pub pending: Vec<String>,
    /// Whether the portal answered when told.
    pub portal_told: ToldPortal,
    /// What a phone cannot remove (P39).
    pub left_on_portal: Vec<LeftOnPortal>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
}

/// One kind of thing that went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// `application_password`, `session`, `device_id`, `unfinished_sign_in`, `row`, `draft`, `history`…
    pub what: String,
    /// How many.
    pub count: u32,
}

/// Something that stays on the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOnPortal {
    /// What, under the name the portal shows (B8, E3).
    pub what: String,
    /// Where to remove it (E8).
    pub r#where: String,
    /// Address of that page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The device name the portal shows with it, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The three clears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptKind {
    /// Authentication data goes; row, order, settings and ledger stay.
    Reset,
    /// As reset, and the portal is told.
    SignOut,
    /// Everything goes.
    Delete,
}

/// Whether the portal was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldPortal {
    /// It answered. Not that the application password is gone.
    Told,
    /// No open session, no network, no answer of the portal within 5 s, or not part of this clear.
    NotPossible,
}
