//! A link as it was read, without its secret.

use serde::Serialize;
use time::OffsetDateTime;

use super::account::PortalRef;
use super::warning::Warning;

/// What was read out of a text. Holds no hash and no checkword (R5): whoever has the text has those.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// What it is for.
    pub kind: LinkKind,
    /// The portal it leads to, if it says one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal: Option<PortalRef>,
    /// The login it names (I2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// Name of this phone's account that it is for, where it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// It works until then at the latest, counted from now (K3, P12): it was made before it was read.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub expires: Option<OffsetDateTime>,
    /// What to look at before it is used.
    pub warnings: Vec<Warning>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A new password (I2): `recovery.submit`.
    Recovery,
    /// An invitation (J1–J3): `invitation.open`.
    Invitation,
    /// Signs in, once (K1): `sign_in.start`.
    QrSignIn,
    /// Sets up the second factor in the Bitrix24 app (K3).
    PushSetup,
    /// A portal's address.
    Portal,
    /// None of these.
    Unknown,
}

/// Whether this phone knows the portal of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKnown {
    /// It was given in a sign-in to an account of that portal.
    ThisAccount,
    /// There is an account on that portal; whether the link is for it, only the portal knows.
    KnownPortal,
    /// There is none.
    NewPortal,
}
