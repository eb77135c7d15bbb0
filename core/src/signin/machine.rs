//! The sign-in machine: where a sign-in can stand, what can happen to it, and what follows. Pure: it does no I/O and reads no
//! clock. Plain data without secrets: passwords, words and codes stay with the driver, the machine only knows that they are there.

mod answers;
mod codes;
pub mod events;
mod link;
mod moves;
mod stage;
pub mod transition;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::records::{CaptchaSecret, PortalRef, SecondFactorType, Trouble};

pub use stage::{Stage, StageKind};

/// Numbers requests and challenges of one sign-in; never used twice in it.
pub type Number = u64;

/// A sign-in as it is kept over restarts (R3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// What is asked, or under way.
    pub stage: Stage,
    /// What went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Trouble>,
    /// The portal, once it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal: Option<PortalRef>,
    /// The address as typed, kept to the letter unless it holds a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// The login; never lost by an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// What the login field holds where that differs: typed and not sent yet; empty where it was cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_login: Option<String>,
    /// The account it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Pictures answered in vain in a row (T8).
    #[serde(default)]
    pub rounds: u32,
    /// The portal did not take password and code in one: from now on they go apart (B10).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// The last number given out.
    #[serde(default)]
    pub last: Number,
}

impl State {
    /// A sign-in that knows nothing yet.
    pub fn new() -> Self {
        Self {
            stage: Stage::Address,
            problem: None,
            portal: None,
            typed: None,
            login: None,
            typed_login: None,
            account: None,
            rounds: 0,
            apart: false,
            last: 0,
        }
    }

    /// A sign-in to a known account: portal and login are filled in.
    pub fn for_account(account: &str, portal: PortalRef, login: &str) -> Self {
        Self {
            stage: Stage::Credentials,
            portal: Some(portal),
            login: Some(login.to_owned()),
            account: Some(account.to_owned()),
            ..Self::new()
        }
    }

    /// The portal's origin, to which alone secrets of this sign-in may go (R15).
    pub fn origin(&self) -> Option<&str> {
        self.portal.as_ref().map(|portal| portal.origin.as_str())
    }

    /// The login as the employee sees it.
    pub fn login_shown(&self) -> Option<&str> {
        self.typed_login.as_deref().or(self.login.as_deref()).filter(|login| !login.is_empty())
    }

    /// Whether nothing more will happen.
    pub fn ended(&self) -> bool {
        matches!(self.stage, Stage::Done { .. } | Stage::Cancelled)
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

/// A link that was read. Its secret stays with the driver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkStep {
    /// The portal it names, as far as the link says.
    pub portal: PortalRef,
    /// Whether it signs in (K1); otherwise it is an address like any other.
    pub hash: bool,
}

/// A picture that must be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Names this challenge (R10).
    pub challenge: Number,
    /// CAPTCHA id (C2).
    pub sid: String,
    /// Where the picture is, if the portal names a place (C5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What waits behind it.
    pub waits: Waits,
}

/// What waits behind a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "WrittenWaits")]
pub enum Waits {
    /// The password just typed (T6).
    Typed,
    /// The stored application password (T7).
    Stored,
    /// The code step: nothing is sent for the picture, word and code go out together (T10).
    Code {
        /// The code step.
        code: CodeStep,
    },
}

/// What waits behind a picture, as its document has it: read like a stage, for the same reason.
#[derive(Deserialize)]
struct WrittenWaits {
    kind: WaitsKind,
    code: Option<CodeStep>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum WaitsKind {
    Typed,
    Stored,
    Code,
}

impl TryFrom<WrittenWaits> for Waits {
    type Error = &'static str;

    fn try_from(written: WrittenWaits) -> Result<Self, Self::Error> {
        match (written.kind, written.code) {
            (WaitsKind::Typed, _) => Ok(Self::Typed),
            (WaitsKind::Stored, _) => Ok(Self::Stored),
            (WaitsKind::Code, Some(code)) => Ok(Self::Code { code }),
            (WaitsKind::Code, None) => Err("a picture before a code, without the code"),
        }
    }
}

impl Waits {
    /// Whose password it is, for the view.
    pub fn secret(&self) -> CaptchaSecret {
        match self {
            Self::Stored => CaptchaSecret::Stored,
            Self::Typed | Self::Code { .. } => CaptchaSecret::Typed,
        }
    }
}

/// A code that must be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeStep {
    /// Names this challenge; the same over wrong codes.
    pub challenge: Number,
    /// What makes the codes.
    pub kind: SecondFactorType,
    /// `canLoginBySms`.
    pub sms: bool,
    /// The message the portal sent, or says it sent a moment ago (D12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texted: Option<Texted>,
    /// `canUseRecoveryCodes`.
    pub backup_codes: bool,
    /// Asked for with `needOtp` alone, as servers up to 2024 do (B14): they say neither what makes the codes nor whether backup
    /// codes are taken, and tell a wrong code from a lost session only beside a password.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bare: bool,
    /// The answered picture that goes along (T10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Where that picture is, for when its word must be asked again (C5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The last answer was lost: that code may have been accepted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
    /// Wrong codes and lost answers in a row (Q9).
    #[serde(default)]
    pub wrong: u32,
}

impl CodeStep {
    /// Whether a backup code is worth sending: the portal takes them, or does not say (B14).
    pub fn takes_backup_codes(&self) -> bool {
        self.backup_codes || self.bare
    }

    /// Whether the clock of this phone may matter: a counter knows no time, and the code in a message is the portal's own (D12).
    pub fn goes_by_this_clock(&self) -> bool {
        self.kind != SecondFactorType::Hotp && self.texted.is_none()
    }
}

/// A message with the code (D12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texted {
    /// Until when (phone's clock) the portal sends no other.
    #[serde(with = "time::serde::rfc3339")]
    pub until: OffsetDateTime,
    /// How long that was in all, in seconds: a clock set back makes the wait no longer.
    pub whole_s: u64,
    /// Where it went, masked by the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}
