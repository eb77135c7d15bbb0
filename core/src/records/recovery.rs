//! A password recovery as a view draws it.

use serde::{Deserialize, Serialize};

use super::account::PortalRef;
use super::problem::Problem;

/// One password recovery.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recovery {
    /// Kept over restarts.
    pub id: String,
    /// The portal.
    pub portal: PortalRef,
    /// The login as typed; where the mail's link names another, that one. What may be a password is not written down: after a
    /// restart it is empty.
    pub login: String,
    /// Where it stands.
    pub stage: RecoveryStage,
    /// Whether a request is under way.
    pub busy: bool,
    /// Seconds until another mail may be asked for, at most 60 (I6). 0: now.
    pub wait_s: u64,
    /// At `browser`: where the recovery goes on, https. At `captcha`: where it goes on for who cannot read the picture (pain 12).
    /// Without any secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// At `done`: the sign-in that goes on with the new password. It may still ask for a picture or a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<String>,
    /// What went wrong last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

impl Recovery {
    /// The page of a portal where a new password is asked for in a browser (I1).
    pub fn page_at(origin: &str) -> String {
        format!("{origin}/auth/?forgot_password=yes")
    }
}

/// Where a recovery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryStage {
    /// No mail was asked for yet; `problem` says why. `recovery.resend` tries again.
    Start,
    /// The portal wants a picture first: `recovery.captcha_picture`, `recovery.submit_captcha`.
    Captcha,
    /// The portal says that a mail went out: open its link, or type its checkword.
    Sent,
    /// The portal asks for the checkword (again): that of the last mail.
    Checkword,
    /// It goes on in a browser, at `url` (I9), or may (I8). A checkword is still taken where the portal itself sent it.
    Browser,
    /// The new password is set.
    Done,
}
