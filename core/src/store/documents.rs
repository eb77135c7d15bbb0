//! What survives a restart, as it lies on disk. Every document carries `version` and `min_reader`; fields this version does not
//! know survive rewriting (`codec`). No secret in clear (R5): `sealed` is ciphertext under the key that `entry` names.

mod account;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

pub use account::{AccountDoc, Happened, LeftBehind, Marks, Note, PictureDoc, SessionDoc};

use crate::records::{PortalKind, RecoveryStage, Trouble};

/// The version this program writes.
pub const VERSION: u32 = 1;
/// The oldest reader that may touch what this program writes.
pub const MIN_READER: u32 = 1;

/// What every document begins with; read and written beside the rest (`codec`).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Header {
    /// Format of the writer.
    pub version: u32,
    /// A reader below this shows the document as `newer` and does not touch it.
    pub min_reader: u32,
    /// Grows with every write of this document.
    pub revision: u64,
}

impl Default for Header {
    fn default() -> Self {
        Self { version: VERSION, min_reader: MIN_READER, revision: 0 }
    }
}

/// `portable/index.json`: rows in the employee's order. May travel in a backup.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct IndexDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// Id of the account in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<String>,
    /// The rows.
    #[serde(default)]
    pub rows: Vec<IndexRow>,
}

/// One row of the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexRow {
    /// Account id.
    pub id: String,
    /// Portal's origin.
    pub origin: String,
    /// Cloud or box.
    pub kind: PortalKind,
    /// Number on the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// B17 `target`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Login.
    pub login: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Job title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
}

/// `device/phone.json`: which phone this is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhoneDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// Also in the vault, under `installation`.
    pub installation: String,
    /// 32 random bytes, Base64: key of the ledger's digests. Not in the vault, so that tries can be read at once.
    pub ledger_key: String,
}

/// Ciphertext: Base64 of nonce and XChaCha20-Poly1305 output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub String);

/// `device/sign_ins/ID.json`: an unfinished sign-in. `state` belongs to the sign-in machine and holds no password (R3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignInDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// Sign-in id.
    pub id: String,
    /// The account it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// `BX-APP-UUID` (Q11).
    pub device_id: String,
    /// Vault entry of its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The portal's session cookie at a code step (Q3, P40).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// Installation under which it was sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub installation: Option<String>,
    /// The machine's state.
    pub state: Value,
    /// Last change, by the phone's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub touched_at: OffsetDateTime,
}

/// `device/recoveries/ID.json`: a password recovery that is not done. Holds no checkword and no password (Q14).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// Recovery id.
    pub id: String,
    /// Portal's origin.
    pub origin: String,
    /// Cloud or box; none before the portal was found (A1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PortalKind>,
    /// Login as typed; where the mail's link names another, that one. Empty where it may be a secret (R5).
    pub login: String,
    /// Where it stands.
    pub stage: RecoveryStage,
    /// What went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Trouble>,
    /// Where it goes on in a browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Id of the picture on the portal's form (C2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Until when (phone's clock) no other mail is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub wait_until: Option<OffsetDateTime>,
    /// When the portal last said that a mail went out.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub mail_at: Option<OffsetDateTime>,
    /// How many mails the portal said it sent; only the last one's link works (I2).
    #[serde(default)]
    pub mails: u32,
    /// A request whose answer is not known, noted before it goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under_way: Option<RecoverySend>,
    /// Marks of checkwords that were sent and whose answer is not known: none is sent again (Q14).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
    /// Last change, by the phone's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub touched_at: OffsetDateTime,
}

/// What a recovery sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoverySend {
    /// The request for a mail (I1).
    Mail,
    /// Checkword and new password (I3).
    Change,
}

/// `device/tombstones/ACCOUNT.json`: a deletion that has begun (R4). Holds nothing else about the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TombstoneDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// Account id.
    pub account: String,
    /// Vault entries to delete: the account's and those of its unfinished sign-ins.
    #[serde(default)]
    pub entries: Vec<String>,
    /// Its unfinished sign-ins.
    #[serde(default)]
    pub sign_ins: Vec<String>,
    /// The vault's scope those entries are in.
    pub scope: String,
}

/// `device/ledger.json`: the try ledger, under keyed digests.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LedgerDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// By digest of origin and folded login.
    #[serde(default)]
    pub lines: BTreeMap<String, LedgerLine>,
    /// By digest of the origin: after how many tries this portal was seen to ask for a picture.
    #[serde(default)]
    pub portals: BTreeMap<String, u32>,
}

/// Tries of one login on one portal since the last success.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// Counted by the portal as far as we know.
    #[serde(default)]
    pub spent: u32,
    /// Of those, how many were typed here and counted without a break: what a portal's limit is learnt from.
    #[serde(default)]
    pub typed_in_a_row: u32,
    /// Sent, answer not read.
    #[serde(default)]
    pub unanswered: u32,
    /// When the last one was sent.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub last_at: Option<OffsetDateTime>,
    /// After a delete: when this line goes (30 days).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub forget_at: Option<OffsetDateTime>,
}
