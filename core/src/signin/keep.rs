//! What is typed and not sent yet, kept over a kill (R3), as far as it can be no secret (R5).

use std::sync::Arc;

use super::driver::SignIns;
use super::input::is_space;
use super::links::origin_of;
use super::machine::events::Event;
use crate::errors::CallError;
use crate::portal::address::{half_a_user, is_mixed, typed_to_keep};
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
            Some(login) => !looks_like_login(login) || self.was_a_password(id, login)?,
            None => false,
        };
        self.run(id, Event::Kept { login, typed }, move |live| live.typed_login_may_be_secret = may_be_secret).await
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

/// A mail address, a phone number, or a name: what a portal takes for a login, in the signs that logins are made of. Capitals,
/// small letters and digits mixed are how passwords look; in a mail address where they are in one word. So do 16 small letters,
/// an application password (E1), and 32 letters and digits, a hash.
pub(crate) fn looks_like_login(text: &str) -> bool {
    let sign = |c: char| matches!(c, '.' | '_' | '-' | '+' | '\\');
    let plain = |c: char| c.is_alphanumeric() || sign(c);
    let (name, domain) = text.split_once('@').unwrap_or((text, ""));
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    let is_top = top.starts_with("xn--") || (top.chars().count() >= 2 && top.chars().all(char::is_alphabetic));
    let mail = is_top && domain.chars().all(|c| plain(c) && c != '\\');
    let made = match text.len() {
        16 => text.bytes().all(|b| b.is_ascii_lowercase()),
        32 => text.bytes().all(|b| b.is_ascii_alphanumeric()),
        _ => false,
    };
    let secret = if mail { name.split(sign).any(is_mixed) } else { made || is_mixed(text) };
    name.chars().all(plain) && (domain.is_empty() != mail) && !secret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_kept_and_what_looks_like_a_password_is_not() {
        for login in [
            "anna",
            "Anna",
            "anna.berg",
            "АннаБерг",
            "ivanov01",
            "CORP\\anna",
            "+4915112345678",
            "a+b@firm.example",
            " Anna.Berg.1985@firm.example ".trim(),
            "Anna_Berg-1985@mail.firm.xn--p1ai",
            "christophermayer@firm.example",
            "maximilianbauer",
            "4e9f0b816aeed4c9a191d313cf4bea66x",
            "",
        ] {
            assert!(looks_like_login(login), "{login}");
        }
        for secret in [
            "Sun-flower9",
            "Sommer2024",
            "hunter2!",
            "pass word",
            "a:b",
            "anna:Sun-flower9@firm.example",
            "https://firm.example",
            "Sun@flower9",
            "p@ss@firm.example",
            "$ecret",
            "P@ssw0rd.2024",
            "Sun9@flow.er",
            "anna@firm.e",
            "anna@firm.",
            "anna@firm.example1",
            "qwhzkfnmtrxbpdla",
            "4e9f0b816aeed4c9a191d313cf4bea66",
            "4E9F0B816AEED4C9A191D313CF4BEA66",
        ] {
            assert!(!looks_like_login(secret), "{secret}");
        }
    }
}
