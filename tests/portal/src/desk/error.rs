//! What the desk refuses, and why.

use serde_json::{Value, json};

use crate::db::StoreError;

/// A refusal of the desk; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// A field is missing, unknown or of the wrong kind.
    #[error("{0}")]
    Bad(String),
    /// No such employee or sid.
    #[error("there is no {0}")]
    Unknown(String),
    /// Another employee has this login or id.
    #[error("{0} is taken")]
    Taken(String),
    /// H22: the address is somebody's login or contact e-mail.
    #[error("A user with this e-mail address ({0}) already exists.")]
    EmailExists(String),
    /// J6: who has accepted an invitation is dismissed, not deleted, and not invited again.
    #[error("{0} has no open invitation")]
    NotInvited(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<serde_json::Error> for DeskError {
    fn from(error: serde_json::Error) -> Self {
        Self::Bad(error.to_string())
    }
}

impl DeskError {
    /// The HTTP status of this refusal.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Bad(_) => 400,
            Self::Unknown(_) => 404,
            Self::Taken(_) | Self::EmailExists(_) | Self::NotInvited(_) => 409,
            Self::Store(_) => 500,
        }
    }

    /// `{"error": code, "message": text}`.
    pub(crate) fn body(&self) -> Value {
        let code = match self {
            Self::Bad(_) => "bad_request",
            Self::Unknown(_) => "unknown",
            Self::Taken(_) => "taken",
            Self::EmailExists(_) => "email_exists",
            Self::NotInvited(_) => "not_invited",
            Self::Store(_) => "store_failed",
        };
        json!({"error": code, "message": self.to_string()})
    }
}
