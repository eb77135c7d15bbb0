//! Which login belongs where (S8, S11).

use serde::Serialize;

use super::account::{AccountState, PortalRef};

/// The map of logins: the person's Network profile, their employee profiles on this phone, and which login to use.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhichMe {
    /// The person, over all portals of the cloud (M10).
    pub network: NetworkProfile,
    /// The employees that this phone knows, in the employee's order.
    pub portal_profiles: Vec<PortalProfile>,
    /// The login to use at the portal that was asked about; null in JSON where this phone does not know one.
    pub r#use: Option<String>,
    /// Why, in words; without `use`, what to do instead.
    pub why: String,
}

/// The Network profile as far as this phone can know it: no call tells an employee's portals (M7, P8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NetworkProfile {
    /// The one login under which this phone knows accounts in the cloud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// Whether there is exactly one. With several logins there may be several Network profiles, which cannot be merged.
    pub known: bool,
}

/// One employee on one portal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PortalProfile {
    /// The account on this phone.
    pub account: String,
    /// The portal.
    pub portal: PortalRef,
    /// The login there.
    pub login: String,
    /// The employee's name.
    pub name: String,
    /// How the account stands.
    pub state: AccountState,
}
