//! Passwords that were refused lately, so that nobody spends a second try on the same one unawares.

use std::collections::VecDeque;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::ledger::{fold_login, keyed};
use crate::secret::Secret;

/// How long a refused password is recognised.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);
/// How many of one login.
const PASSWORDS: usize = 5;
/// Of how many logins.
const LOGINS: usize = 32;

/// Keyed digests of the last five passwords refused for each login, for 15 minutes, under a key that dies with the
/// process. In memory only; holds neither login nor password.
pub struct RefusedMemory {
    key: Zeroizing<[u8; 32]>,
    logins: VecDeque<Login>,
}

struct Login {
    name: [u8; 32],
    passwords: VecDeque<([u8; 32], Duration)>,
}

impl RefusedMemory {
    /// Empty, under 32 random bytes that are used nowhere else.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key: Zeroizing::new(key), logins: VecDeque::new() }
    }

    /// The portal has refused `password` (T12) at boot time `now`.
    pub fn remember(&mut self, origin: &str, login: &str, password: &Secret, now: Duration) {
        let name = self.name(origin, login);
        // EXPOSE: into the digest.
        let tag = self.tag(&name, password.expose());
        let known = self.logins.iter().position(|line| line.name == name).and_then(|at| self.logins.remove(at));
        let mut line = known.unwrap_or_else(|| Login { name, passwords: VecDeque::new() });
        line.passwords.retain(|(other, at)| *other != tag && is_recent(*at, now));
        line.passwords.push_back((tag, now));
        drop_oldest(&mut line.passwords, PASSWORDS);
        self.logins.push_back(line);
        drop_oldest(&mut self.logins, LOGINS);
    }

    /// Whether `password` was refused for this login within 15 minutes before `now`.
    pub fn knows(&self, origin: &str, login: &str, password: &str, now: Duration) -> bool {
        let name = self.name(origin, login);
        let Some(line) = self.logins.iter().find(|line| line.name == name) else {
            return false;
        };
        let tag = self.tag(&name, password);
        line.passwords.iter().any(|(other, at)| *other == tag && is_recent(*at, now))
    }

    /// After a success: what was wrong may be right now.
    pub fn forget(&mut self, origin: &str, login: &str) {
        let name = self.name(origin, login);
        self.logins.retain(|line| line.name != name);
    }

    fn name(&self, origin: &str, login: &str) -> [u8; 32] {
        keyed(self.key.as_slice(), &[b"refused-login", origin.as_bytes(), fold_login(login).as_bytes()])
    }

    fn tag(&self, name: &[u8; 32], password: &str) -> [u8; 32] {
        keyed(self.key.as_slice(), &[b"refused-password", name, password.as_bytes()])
    }
}

impl std::fmt::Debug for RefusedMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RefusedMemory(…)")
    }
}

fn is_recent(at: Duration, now: Duration) -> bool {
    now.saturating_sub(at) < REMEMBERED
}

fn drop_oldest<T>(queue: &mut VecDeque<T>, most: usize) {
    while queue.len() > most {
        queue.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://portal.example";
    const MINUTE: Duration = Duration::from_secs(60);

    fn with(passwords: &[&str]) -> RefusedMemory {
        let mut memory = RefusedMemory::new([7; 32]);
        passwords.iter().for_each(|password| memory.remember(ORIGIN, "Anna", &Secret::new(*password), MINUTE));
        memory
    }

    #[test]
    fn the_same_password_for_the_same_login_is_known() {
        let memory = with(&["Sun-flower8"]);
        assert!(memory.knows(ORIGIN, " anna ", "Sun-flower8", MINUTE * 2));
        assert!(!memory.knows(ORIGIN, "anna", "Sun-flower9", MINUTE * 2));
        assert!(!memory.knows(ORIGIN, "boris", "Sun-flower8", MINUTE * 2));
        assert!(!memory.knows("https://other.example", "anna", "Sun-flower8", MINUTE * 2));
    }

    #[test]
    fn it_is_forgotten_after_fifteen_minutes_of_boot_time_or_a_success() {
        let mut memory = with(&["a"]);
        assert!(memory.knows(ORIGIN, "anna", "a", MINUTE * 16 - Duration::from_secs(1)));
        assert!(!memory.knows(ORIGIN, "anna", "a", MINUTE * 16));
        memory.forget(ORIGIN, "ANNA");
        assert!(!memory.knows(ORIGIN, "anna", "a", MINUTE));
    }

    #[test]
    fn only_the_last_five_of_a_login_and_not_for_ever_more_logins() {
        let mut memory = with(&["1", "2", "3", "4", "5", "2", "6"]);
        let known: Vec<bool> =
            ["1", "2", "3", "4", "5", "6"].iter().map(|p| memory.knows(ORIGIN, "anna", p, MINUTE)).collect();
        assert_eq!(known, [false, true, true, true, true, true]);
        let again = with(&["1", "2", "3", "4", "5", "5"]);
        assert!(again.knows(ORIGIN, "anna", "1", MINUTE), "the same once more takes nobody's place");
        (0..LOGINS).for_each(|n| memory.remember(ORIGIN, &format!("user{n}"), &Secret::new("x"), MINUTE));
        assert!(!memory.knows(ORIGIN, "anna", "6", MINUTE));
        assert!(memory.knows(ORIGIN, "user0", "x", MINUTE));
    }

    #[test]
    fn it_says_nothing_when_printed() {
        assert_eq!(format!("{:?}", with(&["Sun-flower8"])), "RefusedMemory(…)");
    }
}
