//! The log of every request to the portal: what came, never the secret in it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

/// Entries kept; the oldest make room, numbers go on.
const MOST_ENTRIES: usize = 50_000;
/// A logged path is cut here.
const LONGEST_PATH: usize = 2_000;
/// Query fields whose value is a secret, or leads to one.
const BLANKED: &[&str] = &[
    "bx_hit_hash",
    "hash",
    "checkword",
    "user_checkword",
    "captcha_word",
    "sessid",
    "user_password",
    "user_confirm_password",
    "user_current_password",
    "password",
    "confirm_password",
    "user_otp",
    "otp",
    "signature",
    "device_token",
    "intent",
    "confirm_code",
    "code",
    "token",
    "access_token",
    "auth",
];

/// What a request offers as proof of who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// Nothing; a session cookie does not count.
    None,
    /// What a person types; also when a code came along.
    LoginPassword,
    /// E.
    AppPassword,
    /// A second-factor code.
    Code,
    /// K2.
    Hash,
    /// I2, J2.
    Checkword,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedRequest {
    /// Counted from 1, without gaps, in the order of arrival.
    pub n: u64,
    /// The portal's time, RFC 3339 UTC.
    pub at: String,
    /// As sent.
    pub method: String,
    /// Path and query, secrets blanked.
    pub path: String,
    /// What was answered; null while the answer is on its way, and for ever if it never went out.
    pub status: Option<u16>,
    /// What kind of credential came along.
    pub credential: Credential,
    /// Whether the credential was right; null where nobody compared it (B5, G6, no answer).
    pub right: Option<bool>,
    /// The login named, else that of the session's employee.
    pub login: Option<String>,
    /// Where it came from.
    pub address: String,
    /// `BX-APP-UUID` (B8).
    pub device: Option<String>,
    /// A mark for the session the request ended in; equal marks, equal session.
    pub session: Option<String>,
    /// `BX-MOBILE-BACKGROUND: true` (B8), or REST's `bx_mobile_background=Y` (L1).
    pub background: bool,
    /// The fault that met this request.
    pub fault: Option<String>,
}

/// What is learned of a request while it is worked on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Learned {
    pub(crate) credential: Option<Credential>,
    pub(crate) right: Option<bool>,
    pub(crate) login: Option<String>,
    pub(crate) session: Option<String>,
}

#[derive(Debug, Default)]
struct Entries {
    next: u64,
    kept: VecDeque<LoggedRequest>,
}

/// All requests since the start or the last `DELETE /requests`.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    entries: Mutex<Entries>,
}

impl RequestLog {
    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an arrival and gives its number.
    pub(crate) fn arrived(&self, mut request: LoggedRequest) -> u64 {
        let mut entries = self.lock();
        entries.next = entries.next.saturating_add(1);
        request.n = entries.next;
        if entries.kept.len() >= MOST_ENTRIES {
            entries.kept.pop_front();
        }
        entries.kept.push_back(request);
        entries.next
    }

    fn update(&self, n: u64, change: impl FnOnce(&mut LoggedRequest)) {
        if let Some(entry) = self.lock().kept.iter_mut().rev().find(|entry| entry.n == n) {
            change(entry);
        }
    }

    pub(crate) fn learned(&self, n: u64, learned: Learned) {
        self.update(n, |entry| {
            entry.credential = learned.credential.unwrap_or(entry.credential);
            entry.right = learned.right;
            entry.login = learned.login.or(entry.login.take());
            entry.session = learned.session;
        });
    }

    pub(crate) fn answered(&self, n: u64, status: Option<u16>) {
        self.update(n, |entry| entry.status = status);
    }

    pub(crate) fn faulted(&self, n: u64, fault: &str) {
        self.update(n, |entry| entry.fault = Some(fault.to_owned()));
    }

    pub(crate) fn after(&self, n: u64) -> Vec<LoggedRequest> {
        self.lock().kept.iter().filter(|entry| entry.n > n).cloned().collect()
    }

    /// Empties the log; numbers go on, so that `after` never shows an old one again.
    pub(crate) fn clear(&self) {
        self.lock().kept.clear();
    }
}

/// Path and query as logged: every value that could be a secret is `…`.
pub(crate) fn blanked(path: &str, query: &str) -> String {
    let shown = query.split('&').filter(|field| !field.is_empty()).map(|field| match field.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}=…"),
        _ => field.to_owned(),
    });
    let query: Vec<String> = shown.collect();
    let text = if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) };
    text.chars().take(LONGEST_PATH).collect()
}

fn is_secret(name: &str) -> bool {
    let decoded = url::form_urlencoded::parse(name.as_bytes()).next().map(|(key, _)| key.to_lowercase());
    decoded.is_none_or(|name| BLANKED.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_the_query_are_blanked_however_they_are_written() {
        assert_eq!(
            blanked("/mobile/", "mobile_action=checkout&bx_hit_hash=abc&intent=a%3Bb"),
            "/mobile/?mobile_action=checkout&bx_hit_hash=…&intent=…"
        );
        assert_eq!(blanked("/mobile/", "SessID=1&captcha%5Fword=K7RWM"), "/mobile/?SessID=…&captcha%5Fword=…");
        assert_eq!(blanked("/mobile/ajax.php", "captcha_sid=12"), "/mobile/ajax.php?captcha_sid=12");
        assert_eq!(blanked("/a", ""), "/a");
    }

    fn request() -> LoggedRequest {
        LoggedRequest {
            n: 0,
            at: String::new(),
            method: "GET".to_owned(),
            path: "/".to_owned(),
            status: None,
            credential: Credential::None,
            right: None,
            login: None,
            address: String::new(),
            device: None,
            session: None,
            background: false,
            fault: None,
        }
    }

    #[test]
    fn numbers_go_on_after_the_log_was_emptied() {
        let log = RequestLog::default();
        assert_eq!((log.arrived(request()), log.arrived(request())), (1, 2));
        log.answered(1, Some(200));
        log.answered(99, Some(200));
        assert_eq!(log.after(0).iter().map(|entry| entry.status).collect::<Vec<_>>(), [Some(200), None]);
        log.clear();
        assert_eq!(log.arrived(request()), 3);
        assert_eq!(log.after(2).len(), 1);
    }
}
