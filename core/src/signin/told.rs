//! A sign-in as it may be told to somebody else: what was typed as a login is left out where it may have been a password (R5).

use super::driver::SignIns;
use crate::errors::CallError;
use crate::records::{SignIn, Trouble};

/// What a help card needs.
pub(crate) struct Told {
    /// The record, as the employee sees it.
    pub(crate) sign_in: SignIn,
    /// The login, unless it may be a secret.
    pub(crate) login: Option<String>,
    /// The problem before it was worded.
    pub(crate) trouble: Option<Trouble>,
}

impl SignIns {
    /// Errors: [`CallError::UnknownSignIn`].
    pub(crate) fn told(&self, id: &str) -> Result<Told, CallError> {
        let sign_in = self.get(id)?;
        let (login, trouble) = self.with(id, |live| {
            let login = live.state.login.clone().filter(|_| !live.login_may_be_secret);
            (login, live.notice.clone().or_else(|| live.state.problem.clone()))
        })?;
        Ok(Told { sign_in, login, trouble })
    }
}
