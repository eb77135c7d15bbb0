//! An account's document: its state, its sealed secret, and what this phone noted about both.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::{Header, IndexRow, Sealed};
use crate::records::{AccountState, Policy, PortalKind, Reason, Trouble};

/// `device/accounts/ID.json`: one account with its state and its sealed secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountDoc {
    /// Version and revision.
    #[serde(skip)]
    pub header: Header,
    /// Account id.
    pub id: String,
    /// Portal's origin.
    pub origin: String,
    /// Cloud or box.
    pub kind: PortalKind,
    /// Number on the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// B17 `target`: which portal this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Login, as the portal names it (Q11).
    pub login: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Job title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_url: Option<String>,
    /// T3 `restricted`.
    #[serde(default)]
    pub restricted: bool,
    /// What the portal allows.
    #[serde(default)]
    pub policy: Policy,
    /// State.
    pub state: AccountState,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Last problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Trouble>,
    /// `BX-APP-UUID` of this account (Q11).
    pub device_id: String,
    /// Under this device name (B8) the portal lists an application password for `device_id`; none if it never gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    /// Installation under which the secrets were sealed, and for which `device_id` was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub installation: Option<String>,
    /// Vault entry of the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The application password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// R1's marks on the stored secret.
    #[serde(default)]
    pub marks: Marks,
    /// The picture a stored secret waits for (T7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureDoc>,
    /// Session times.
    #[serde(default)]
    pub session: SessionDoc,
    /// Backup codes that signed in from this phone (D6), since the account is here.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub backup_codes_used: u32,
    /// Old application passwords under the same login, left on the portal (Q11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_on_portal: Vec<LeftBehind>,
    /// Settings of the app for this account.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    /// Unsent text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub draft: String,
    /// What this phone did with the account, oldest first; see `journal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Happened>,
}

impl AccountDoc {
    /// A document that nobody has signed in with yet: what its row says, and nothing else.
    pub(crate) fn new(row: IndexRow, device_id: String) -> Self {
        Self {
            header: Header::default(),
            id: row.id,
            origin: row.origin,
            kind: row.kind,
            user_id: row.user_id,
            target: row.target,
            login: row.login,
            name: row.name,
            position: row.position,
            photo_url: None,
            restricted: false,
            policy: Policy::default(),
            state: AccountState::NeedsSignIn,
            reason: None,
            problem: None,
            device_id,
            device_name: None,
            installation: None,
            entry: None,
            sealed: None,
            marks: Marks::default(),
            picture: None,
            session: SessionDoc::default(),
            backup_codes_used: 0,
            left_on_portal: Vec::new(),
            settings: Map::new(),
            draft: String::new(),
            history: Vec::new(),
        }
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One thing that happened with an account. Names are texts, so that those of a newer version do no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// When; the last time, where it went on.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The first time, where it went on.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub since: Option<OffsetDateTime>,
    /// How often.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u32,
    /// Name of the event.
    pub event: String,
    /// Code of the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The address of this phone that the portal named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

fn once() -> u32 {
    1
}

fn is_once(times: &u32) -> bool {
    *times == 1
}

/// What R1 remembers about the stored secret.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// When the portal refused it (T13): never sent by itself again, dropped after 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub refused_at: Option<OffsetDateTime>,
    /// A send under way, noted before it goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under_way: Option<Note>,
    /// Lost answers in a row.
    #[serde(default)]
    pub lost: u32,
    /// Until when the portal asked for patience (Q15).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub busy_until: Option<OffsetDateTime>,
}

/// A durable note of one send of a stored secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Random name of this send.
    pub id: String,
    /// When (phone's clock): under way for 20 s, then lost.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A picture demanded for a stored secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureDoc {
    /// CAPTCHA id (C2). Not a secret: it signs nobody in.
    pub sid: String,
    /// Address of the picture, where the portal names one (C5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the portal asked.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Times of the session; the cookies themselves stay in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionDoc {
    /// Seconds a session of this portal was seen to live (P43), if an earlier end was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_s: Option<u64>,
    /// When the portal last said that this account is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub checked_at: Option<OffsetDateTime>,
}

/// An application password that this phone was given and no longer has: it stays on the portal (P39). Worded when read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftBehind {
    /// The portal.
    #[serde(default, alias = "url")]
    pub origin: String,
    /// Under which device name the portal lists it (B8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
}
