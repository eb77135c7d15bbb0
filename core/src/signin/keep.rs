//! What is typed and not sent yet, kept over a kill (R3), as far as it can be no secret (R5).

use std::sync::Arc;

use super::driver::SignIns;
use super::input::is_space;
use super::links::origin_of;
use super::live::Live;
use super::machine::events::Event;
use super::typed::looks_like_login;
use crate::errors::CallError;
use crate::portal::address::{half_a_user, typed_to_keep};
use crate::records::SignIn;

/// The longest login that is kept, in bytes; a portal's are shorter.
const LONGEST_LOGIN: usize = 256;

impl SignIns {
    /// Keeps what the fields of the step hold; empty clears. A login that may be a password is held in memory and not written.
    pub(crate) async fn keep(
        self: &Arc<Self>,
        id: &str,
        login: Option<&str>,
        address: Option<&str>,
    ) -> Result<SignIn, CallError> {
        let typed = address.map(|address| self.address_to_keep(address));
        let login = login.map(|login| if login.len() > LONGEST_LOGIN { "" } else { login });
        let login = login.map(|login| login.trim_matches(is_space).to_owned());
        let may_be_secret = match &login {
            Some(login) => Some(!looks_like_login(login) || self.was_a_password(id, login)?),
            // What was typed as the login before stays what it is.
            None => None,
        };
        let hold = move |live: &mut Live| {
            live.typed_login_may_be_secret = may_be_secret.unwrap_or(live.typed_login_may_be_secret);
        };
        self.run(id, Event::Kept { login, typed }, hold).await
    }

    /// As of an address that is submitted; of a link that carries something only the portal it leads to.
    fn address_to_keep(&self, typed: &str) -> String {
        match self.pasted(typed) {
            Some(link) => link.at.as_ref().map(origin_of).unwrap_or_default(),
            None if half_a_user(typed) => String::new(),
            None => typed_to_keep(typed),
        }
    }

    /// Whether this was sent as a password in this sign-in, or refused as one lately.
    pub(super) fn was_a_password(&self, id: &str, text: &str) -> Result<bool, CallError> {
        let (origin, login, held) = self.with(id, |live| {
            // EXPOSE: compared in memory.
            let held = live.held.as_ref().is_some_and(|held| text.contains(held.password.expose()));
            (live.state.origin().unwrap_or_default().to_owned(), live.state.login.clone(), held)
        })?;
        let now = self.phone.clock.boot();
        let refused = self.refused();
        Ok(held || refused.knows(&origin, &login.unwrap_or_default(), text, now))
    }
}
