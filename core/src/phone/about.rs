//! What every text and button of an account's problem may say of the account and its portal.

use url::Url;

use super::Row;
use crate::portal::host::host_shown;
use crate::records::{PortalKind, PortalRef, Trouble};

impl Row {
    /// The account's portal as people read it.
    pub(crate) fn portal(&self) -> PortalRef {
        portal_ref(&self.index.origin, self.index.kind)
    }

    /// A problem of this account.
    pub(crate) fn about(&self, trouble: Trouble) -> Trouble {
        at_portal(trouble, &self.portal()).with("account", &self.index.id).with("login", &self.index.login)
    }
}

/// A portal as people read it.
pub(crate) fn portal_ref(origin: &str, kind: PortalKind) -> PortalRef {
    let host = Url::parse(origin).map_or_else(|_| origin.to_owned(), |url| host_shown(&url));
    PortalRef { origin: origin.to_owned(), host, kind }
}

/// A problem that happened at a portal. What it says of it already, stays.
pub(crate) fn at_portal(trouble: Trouble, portal: &PortalRef) -> Trouble {
    let trouble = trouble.with("origin", &portal.origin);
    let trouble = if portal.kind == PortalKind::Cloud { trouble.with("cloud", &portal.host) } else { trouble };
    if trouble.args.contains_key("host") { trouble } else { trouble.with("host", &portal.host) }
}
