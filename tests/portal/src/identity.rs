//! Which portal this is: the server's unique id, and everything that is made of it.

use std::sync::{PoisonError, RwLock};

use crate::db::{Store, Stored};
use crate::words;

const SETTING: &str = "unique_id";

/// F3, B17.
#[derive(Debug)]
pub(crate) struct Identity {
    unique_id: RwLock<String>,
}

impl Identity {
    /// The one of before, or a new one.
    pub(crate) fn stored(store: &Store) -> Stored<Self> {
        let known = store.setting(SETTING)?;
        let identity = Self { unique_id: RwLock::new(known.clone().unwrap_or_default()) };
        if known.is_none() {
            identity.renew(store)?;
        }
        Ok(identity)
    }

    /// The portal was registered anew: every `target` and every token of a session is another one from now on.
    pub(crate) fn renew(&self, store: &Store) -> Stored<()> {
        let id = words::session_id();
        store.set_setting(SETTING, &id)?;
        *self.unique_id.write().unwrap_or_else(PoisonError::into_inner) = id;
        Ok(())
    }

    fn digest(&self, before: &str, after: &str) -> String {
        let id = self.unique_id.read().unwrap_or_else(PoisonError::into_inner);
        words::md5_hex(&[before, id.as_str(), after])
    }

    /// F3: the CSRF token of a session.
    pub(crate) fn sessid(&self, session: &str) -> String {
        self.digest("", session)
    }

    /// B17: stable per employee and portal.
    pub(crate) fn target(&self, user: i64) -> String {
        self.digest(&user.to_string(), "")
    }

    /// M7: what this portal calls itself before Network.
    pub(crate) fn network_client(&self) -> String {
        format!("b24.{}", self.digest("client", ""))
    }

    /// K4, D12: the portal's id as others may know it.
    pub(crate) fn public_id(&self) -> String {
        self.digest("public", "")
    }

    /// A5.
    pub(crate) fn powered_by(&self) -> String {
        format!("Bitrix Site Manager ({})", self.digest("", ""))
    }
}
