//! Reads along with the phone: which secret went out in which step, and what came back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Response, Transport, TransportProblem};
use portico_behaviour::Phone;
use serde_json::Value;

/// What became of a secret that went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    SignedIn,
    /// A readable 401 without a demand for a code: the password was refused, or a picture is wanted first.
    Refused,
    /// A code is wanted, or the code was wrong.
    Code,
    /// Lost in the sense of R1.
    Lost,
    /// T16–T19: says nothing of the secret.
    NotJudged,
}

/// A secret that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) origin: String,
    pub(crate) login: String,
    /// What was in `Authorization`; `None`: a code without a password.
    pub(crate) password: Option<String>,
    pub(crate) came: Came,
}

/// The real transport, with somebody who reads along.
#[derive(Clone)]
pub(crate) struct Reader {
    inner: Arc<HttpTransport>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Reader {
    pub(crate) fn new(phone: &Phone) -> Self {
        let http = HttpConfig { proxy: None, extra_roots: phone.config().extra_roots };
        Self { inner: Arc::new(HttpTransport::new(http).unwrap()), sent: Arc::default() }
    }

    /// What went out since the last time this was asked.
    pub(crate) fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Reader {
    fn send(&self, request: Request) -> Answering<'_> {
        let secret = secret_in(&request);
        let origin = request.url.origin().ascii_serialization();
        Box::pin(async move {
            let answer = self.inner.send(request).await;
            if let Some((login, password)) = secret {
                let sent = Sent { origin, login, password, came: read(&answer) };
                self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
            }
            answer
        })
    }

    fn forget_connections(&self) {
        self.inner.forget_connections();
    }
}

/// Login and password of `Authorization` (B4), or the login of a code (B19).
fn secret_in(request: &Request) -> Option<(String, Option<String>)> {
    let header = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    if let Some((_, value)) = header {
        let coded = value.expose().strip_prefix("Basic ")?;
        let pair = String::from_utf8(STANDARD.decode(coded).ok()?).ok()?;
        let (login, password) = pair.split_once(':')?;
        return Some((login.to_owned(), Some(password.to_owned())));
    }
    let body = request.body.as_ref()?.expose();
    let login = body.split('&').find_map(|field| field.strip_prefix("USER_LOGIN="))?;
    body.contains("USER_OTP=").then(|| (login.to_owned(), None))
}

/// Table T, written down once more: what the program makes of an answer is what is tested.
fn read(answer: &Result<Response, TransportProblem>) -> Came {
    let response = match answer {
        Ok(response) => response,
        Err(problem) if problem.sent() => return Came::Lost,
        Err(_) => return Came::NotJudged,
    };
    let body: Option<Value> = serde_json::from_slice(&response.body).ok();
    let says = |key: &str| body.as_ref().and_then(|body| body.get(key));
    match (response.status, says("status").and_then(Value::as_str)) {
        (200, Some("success")) => Came::SignedIn,
        (200, _) => Came::Lost,
        (401, Some("failed")) if says("needOtp").is_some() || says("error").is_some() => Came::Code,
        (401, Some("failed")) => Came::Refused,
        _ => Came::NotJudged,
    }
}

/// What is known of one stored secret (R1).
#[derive(Debug, Clone, Copy, Default)]
struct Stored {
    refused: bool,
    lost_in_a_row: u32,
}

/// What a step allows to go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nothing at all.
    Nothing,
    /// The stored secrets, each once, as long as none was refused: what a call, the front or a network does. `again`: also one
    /// whose answer was lost three times in a row.
    Unasked { again: bool },
    /// One typed secret: the employee has just typed it.
    Typed,
    /// One stored secret, whatever became of it before.
    Stored,
    /// One secret, whichever waits behind the picture.
    Either,
}

/// Which secrets are stored ones, and what became of each.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    stored: BTreeMap<(String, String, String), Stored>,
}

impl Memory {
    /// Holds what went out in a step against what was wished for.
    pub(crate) fn judge(&mut self, wish: Wish, sent: &[Sent], typed: &BTreeSet<String>) {
        let mut once = BTreeSet::new();
        for sent in sent {
            let was_typed = sent.password.as_ref().is_none_or(|password| is_typed(typed, password));
            let key = (sent.origin.clone(), sent.login.clone(), sent.password.clone().unwrap_or_default());
            let known = self.stored.entry(key.clone()).or_default();
            if let Wish::Unasked { again: true } = wish {
                known.lost_in_a_row = 0;
            }
            match wish {
                Wish::Nothing => panic!("R1: nobody wished for it: {sent:?}"),
                Wish::Unasked { .. } => {
                    assert!(!was_typed, "R1: a typed secret without a wish: {sent:?}");
                    assert!(!known.refused, "R1: a refused secret went out again by itself: {sent:?}");
                    assert!(known.lost_in_a_row < 3, "R1: three answers were lost, and no wish: {sent:?}");
                    assert!(once.insert(key), "R1: twice in one step: {sent:?}");
                }
                Wish::Typed | Wish::Stored | Wish::Either => {
                    assert!(once.is_empty() && once.insert(key), "R1: one wish, one send: {sent:?}");
                    let wished = wish == Wish::Either || was_typed == (wish == Wish::Typed);
                    assert!(wished, "R1: another secret than was wished for: {sent:?}");
                }
            }
            known.lost_in_a_row = if sent.came == Came::Lost { known.lost_in_a_row + 1 } else { 0 };
            known.refused = match sent.came {
                Came::Refused => true,
                Came::SignedIn => false,
                Came::Code | Came::Lost | Came::NotJudged => known.refused,
            };
        }
    }
}

/// A typed password, or one with a code behind it (B10).
pub(crate) fn is_typed(typed: &BTreeSet<String>, password: &str) -> bool {
    typed.iter().any(|typed| password.starts_with(typed.as_str()))
}
