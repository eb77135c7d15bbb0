//! Where a sign-in can stand. Plain data without secrets: passwords, words and codes stay with the driver, the machine only
//! knows that they are there.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::records::{CaptchaSecret, PortalRef, SecondFactorType, Trouble};

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

/// Where a sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Stage {
    /// Waits for the portal's address.
    Address,
    /// Asks whether a portal is there (A1).
    Discovering {
        /// The question under way.
        request: Number,
        /// Where.
        portal: PortalRef,
        /// Whether the employee agreed to a move that led here (Q12).
        moved: bool,
    },
    /// The portal has another address; waits for the employee (Q12).
    Moved {
        /// Where it says it is.
        to: PortalRef,
    },
    /// A link is shown; nothing is sent before the employee agrees (R15).
    ConfirmLink {
        /// Where it leads, and nowhere else.
        link: LinkStep,
    },
    /// Asks whether a portal is there, before the link's hash goes out: nobody else may get it (A1).
    Probing {
        /// The question under way.
        request: Number,
        /// The link.
        link: LinkStep,
    },
    /// The link's hash is on its way, once (Q14).
    Redeeming {
        /// The request under way.
        request: Number,
        /// The link.
        link: LinkStep,
    },
    /// Waits for login and password.
    Credentials,
    /// The typed password is on its way.
    Trying {
        /// The request under way.
        request: Number,
    },
    /// Waits for the word in a picture.
    Picture {
        /// The picture.
        picture: Picture,
    },
    /// A new picture is on its way (C4).
    Renewing {
        /// The request under way.
        request: Number,
        /// The picture it replaces.
        picture: Picture,
    },
    /// Word and secret are on their way.
    Answering {
        /// The request under way.
        request: Number,
        /// The picture that was answered, with what it waited for.
        picture: Picture,
        /// Whether a typed password went with the word, be it in place of the stored one.
        typed: bool,
    },
    /// Waits for a code.
    Code {
        /// What is asked.
        code: CodeStep,
    },
    /// The code is on its way.
    Checking {
        /// The request under way.
        request: Number,
        /// What was asked.
        code: CodeStep,
        /// Whether it went at the end of the password, in one request (B10).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        joined: bool,
    },
    /// The portal is asked to send the code in a message (D12).
    Texting {
        /// The request under way.
        request: Number,
        /// The code step it is for.
        code: CodeStep,
    },
    /// No code can work before one is set up in a browser (D10).
    Browser,
    /// Signed in on the portal; being written down (R9: the gain is stored before it is told).
    Committing {
        /// Names this commit.
        request: Number,
        /// Whether the last write failed and waits for the next call.
        failed: bool,
        /// The link that brought it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<LinkStep>,
    },
    /// Signed in.
    Done {
        /// The account.
        account: String,
    },
    /// Ended without an account.
    Cancelled,
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
#[serde(tag = "kind", rename_all = "snake_case")]
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

/// A stage without its data: rows of the generated table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StageKind {
    /// See [`Stage::Address`].
    Address,
    /// See [`Stage::Discovering`].
    Discovering,
    /// See [`Stage::Moved`].
    Moved,
    /// See [`Stage::ConfirmLink`].
    ConfirmLink,
    /// See [`Stage::Probing`].
    Probing,
    /// See [`Stage::Redeeming`].
    Redeeming,
    /// See [`Stage::Credentials`].
    Credentials,
    /// See [`Stage::Trying`].
    Trying,
    /// See [`Stage::Picture`].
    Picture,
    /// See [`Stage::Renewing`].
    Renewing,
    /// See [`Stage::Answering`].
    Answering,
    /// See [`Stage::Code`].
    Code,
    /// See [`Stage::Checking`].
    Checking,
    /// See [`Stage::Texting`].
    Texting,
    /// See [`Stage::Browser`].
    Browser,
    /// See [`Stage::Committing`].
    Committing,
    /// See [`Stage::Done`].
    Done,
    /// See [`Stage::Cancelled`].
    Cancelled,
}

impl Stage {
    /// Its kind.
    pub fn kind(&self) -> StageKind {
        match self {
            Self::Address => StageKind::Address,
            Self::Discovering { .. } => StageKind::Discovering,
            Self::Moved { .. } => StageKind::Moved,
            Self::ConfirmLink { .. } => StageKind::ConfirmLink,
            Self::Probing { .. } => StageKind::Probing,
            Self::Redeeming { .. } => StageKind::Redeeming,
            Self::Credentials => StageKind::Credentials,
            Self::Trying { .. } => StageKind::Trying,
            Self::Picture { .. } => StageKind::Picture,
            Self::Renewing { .. } => StageKind::Renewing,
            Self::Answering { .. } => StageKind::Answering,
            Self::Code { .. } => StageKind::Code,
            Self::Checking { .. } => StageKind::Checking,
            Self::Texting { .. } => StageKind::Texting,
            Self::Browser => StageKind::Browser,
            Self::Committing { .. } => StageKind::Committing,
            Self::Done { .. } => StageKind::Done,
            Self::Cancelled => StageKind::Cancelled,
        }
    }

    /// The request under way, a failed commit's included.
    pub fn request(&self) -> Option<Number> {
        match self {
            Self::Discovering { request, .. }
            | Self::Probing { request, .. }
            | Self::Redeeming { request, .. }
            | Self::Trying { request }
            | Self::Renewing { request, .. }
            | Self::Answering { request, .. }
            | Self::Checking { request, .. }
            | Self::Texting { request, .. }
            | Self::Committing { request, .. } => Some(*request),
            Self::Address
            | Self::Moved { .. }
            | Self::ConfirmLink { .. }
            | Self::Credentials
            | Self::Picture { .. }
            | Self::Code { .. }
            | Self::Browser
            | Self::Done { .. }
            | Self::Cancelled => None,
        }
    }

    /// The picture that is asked for, or that a request under way is about.
    pub fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Picture { picture } | Self::Renewing { picture, .. } | Self::Answering { picture, .. } => {
                Some(picture)
            }
            Self::Address
            | Self::Discovering { .. }
            | Self::Moved { .. }
            | Self::ConfirmLink { .. }
            | Self::Probing { .. }
            | Self::Redeeming { .. }
            | Self::Credentials
            | Self::Trying { .. }
            | Self::Code { .. }
            | Self::Checking { .. }
            | Self::Texting { .. }
            | Self::Browser
            | Self::Committing { .. }
            | Self::Done { .. }
            | Self::Cancelled => None,
        }
    }

    /// The code that is asked for, on its way, or being sent to the employee.
    pub fn code(&self) -> Option<&CodeStep> {
        match self {
            Self::Code { code } | Self::Checking { code, .. } | Self::Texting { code, .. } => Some(code),
            Self::Address
            | Self::Discovering { .. }
            | Self::Moved { .. }
            | Self::ConfirmLink { .. }
            | Self::Probing { .. }
            | Self::Redeeming { .. }
            | Self::Credentials
            | Self::Trying { .. }
            | Self::Picture { .. }
            | Self::Renewing { .. }
            | Self::Answering { .. }
            | Self::Browser
            | Self::Committing { .. }
            | Self::Done { .. }
            | Self::Cancelled => None,
        }
    }

    /// The link that is shown, under way, or being written down.
    pub fn link(&self) -> Option<&LinkStep> {
        match self {
            Self::ConfirmLink { link } | Self::Probing { link, .. } | Self::Redeeming { link, .. } => Some(link),
            Self::Committing { link, .. } => link.as_ref(),
            Self::Address
            | Self::Discovering { .. }
            | Self::Moved { .. }
            | Self::Credentials
            | Self::Trying { .. }
            | Self::Picture { .. }
            | Self::Renewing { .. }
            | Self::Answering { .. }
            | Self::Code { .. }
            | Self::Checking { .. }
            | Self::Texting { .. }
            | Self::Browser
            | Self::Done { .. }
            | Self::Cancelled => None,
        }
    }

    /// Whether a request is under way.
    pub fn busy(&self) -> bool {
        self.request().is_some() && !matches!(self, Self::Committing { failed: true, .. })
    }
}
