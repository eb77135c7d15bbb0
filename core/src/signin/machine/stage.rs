//! The stages, and what each is about.

use serde::{Deserialize, Serialize};

use super::{CodeStep, LinkStep, Number, Picture};
use crate::records::PortalRef;

/// Where a sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case", try_from = "Written")]
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

/// A stage without its data: rows of the generated table, and what documents and `Back` name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// A stage as its document has it: what any of them may hold, side by side. Read so, and not by its tag first, all that is in it
/// is read by what reads everything else: a second reader for each would be 80 KB of the library.
#[derive(Deserialize)]
struct Written {
    at: StageKind,
    request: Option<Number>,
    portal: Option<PortalRef>,
    moved: Option<bool>,
    to: Option<PortalRef>,
    link: Option<LinkStep>,
    picture: Option<Picture>,
    typed: Option<bool>,
    code: Option<CodeStep>,
    #[serde(default)]
    joined: bool,
    failed: Option<bool>,
    account: Option<String>,
}

impl TryFrom<Written> for Stage {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        written.stage().ok_or("a stage without what belongs to it")
    }
}

impl Written {
    fn stage(self) -> Option<Stage> {
        let Self { at, request, portal, moved, to, link, picture, typed, code, joined, failed, account } = self;
        Some(match at {
            StageKind::Address => Stage::Address,
            StageKind::Discovering => Stage::Discovering { request: request?, portal: portal?, moved: moved? },
            StageKind::Moved => Stage::Moved { to: to? },
            StageKind::ConfirmLink => Stage::ConfirmLink { link: link? },
            StageKind::Probing => Stage::Probing { request: request?, link: link? },
            StageKind::Redeeming => Stage::Redeeming { request: request?, link: link? },
            StageKind::Credentials => Stage::Credentials,
            StageKind::Trying => Stage::Trying { request: request? },
            StageKind::Picture => Stage::Picture { picture: picture? },
            StageKind::Renewing => Stage::Renewing { request: request?, picture: picture? },
            StageKind::Answering => Stage::Answering { request: request?, picture: picture?, typed: typed? },
            StageKind::Code => Stage::Code { code: code? },
            StageKind::Checking => Stage::Checking { request: request?, code: code?, joined },
            StageKind::Texting => Stage::Texting { request: request?, code: code? },
            StageKind::Browser => Stage::Browser,
            StageKind::Committing => Stage::Committing { request: request?, failed: failed?, link },
            StageKind::Done => Stage::Done { account: account? },
            StageKind::Cancelled => Stage::Cancelled,
        })
    }
}
