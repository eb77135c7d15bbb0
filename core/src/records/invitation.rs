//! An invitation as a view draws it.

use serde::{Deserialize, Serialize};

use super::account::PortalRef;
use super::problem::Problem;

/// One invitation, opened by its link. Lives as long as the program: its checkword is never written down (Q14).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Invitation {
    /// Names it in `invitation.accept`.
    pub id: String,
    /// The portal that invites.
    pub portal: PortalRef,
    /// Who is invited, where the portal's page says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Who invites, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    /// Where it stands.
    pub stage: InvitationStage,
    /// Whether a request is under way.
    pub busy: bool,
    /// At `browser`: the host where the link itself is to be opened. Without the link's secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The account that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The sign-in that follows; it may still ask for a picture or a code, and then has no account yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<String>,
    /// What went wrong last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStage {
    /// Waits for names and password.
    Open,
    /// It is accepted in a browser: the cloud's invitations are Bitrix24 Network's (J3).
    Browser,
    /// Accepted.
    Done,
}
