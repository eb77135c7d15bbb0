//! A sign-in that goes on with a password that was set a moment ago, by a recovery or an invitation: nobody types it again.

use std::sync::Arc;

use super::driver::SignIns;
use super::machine::{Stage, State};
use crate::errors::CallError;
use crate::ledger::fold_login;
use crate::records::{PortalRef, SignIn};
use crate::secret::Secret;

/// Why a sign-in did not go on by itself.
pub(crate) struct Stopped {
    /// It waits for login and password, if it could be begun.
    pub(crate) sign_in: Option<String>,
    /// Why.
    pub(crate) error: CallError,
}

impl SignIns {
    /// Sends login and password in the sign-in that waits for them, else in a new one. It may meet a picture or a code.
    /// `by_link`: a link led here, so that the new account is not selected by itself.
    pub(crate) async fn go_on_with(
        self: &Arc<Self>,
        portal: PortalRef,
        login: &str,
        password: Secret,
        by_link: bool,
    ) -> Result<SignIn, Stopped> {
        let sign_in = match self.waiting_for(&portal.origin, login) {
            Some(open) => open,
            None => {
                let begun = self.begin(self.state_with(portal, login)).await;
                let begun = begun.map_err(|error| Stopped { sign_in: None, error })?.id;
                // Ended in the same moment: the send below says so.
                let _ = self.with(&begun, |live| live.by_link = by_link);
                begun
            }
        };
        let sent = self.submit_credentials(&sign_in, login, password).await;
        sent.map_err(|error| Stopped { sign_in: Some(sign_in), error })
    }

    /// The unfinished sign-in at this portal that stands at login and password with this login.
    fn waiting_for(&self, origin: &str, login: &str) -> Option<String> {
        let folded = fold_login(login);
        let all = self.lock();
        let waiting = all.iter().find(|live| {
            matches!(live.state.stage, Stage::Credentials)
                && live.state.origin() == Some(origin)
                && live.state.login.as_deref().is_some_and(|login| fold_login(login) == folded)
        });
        waiting.map(|live| live.doc.id.clone())
    }

    /// At login and password; of the account that is here already, if there is one.
    fn state_with(&self, portal: PortalRef, login: &str) -> State {
        let folded = fold_login(login);
        let known = self.phone.read(|memory| {
            let same = |row: &&crate::phone::Row| {
                row.index.origin == portal.origin && fold_login(&row.index.login) == folded && row.document().is_some()
            };
            memory.rows.iter().find(same).map(|row| row.index.id.clone())
        });
        match known {
            Some(account) => State::for_account(&account, portal, login),
            None => State { stage: Stage::Credentials, portal: Some(portal), ..State::new() },
        }
    }
}
