//! The effects that talk to the portal, each one request.

use std::sync::Arc;

use url::Url;
use zeroize::Zeroizing;

use super::drift::drift_s;
use super::driver::{CarriedOut, SignIns};
use super::input::{self, Code};
use super::live::{Gained, Live};
use super::machine::Number;
use super::machine::events::{Event, Found, Verdict};
use super::verdict::{of_discovery, verdict};
use crate::errors::CallError;
use crate::journal;
use crate::ledger;
use crate::portal::answer::Answer;
use crate::portal::checkout::read_checkout;
use crate::portal::cookies::Jar;
use crate::portal::host::host_shown;
use crate::portal::push_otp::read_token;
use crate::portal::request::{self, CheckoutCall, Credential};
use crate::portal::trouble;
use crate::records::{PhoneEvent, ProblemCode, Trouble};
use crate::secret::Secret;
use crate::session::{Outcome, Wish};
use crate::store::documents::AccountDoc;
use crate::transport::Response;
use crate::vault::VaultProblem;

impl SignIns {
    /// A1: nothing personal goes along, no device id either (Q11).
    pub(super) async fn discover(&self, request: Number, origin: &str) -> CarriedOut {
        let found = match Url::parse(origin) {
            Ok(url) => {
                let sent = self.phone.transport.send(request::discovery(&url)).await;
                of_discovery(sent, &url, self.phone.now())
            }
            Err(_) => Found::Failed(Trouble::new(ProblemCode::AddressUnreadable)),
        };
        CarriedOut::event(Event::Discovered { request, found })
    }

    /// One try (T1–T15): the password by itself, or `joined`, with the six digits at its end and in the same session (B10). A portal
    /// up to 2024 then says whether the code was wrong or its session lost (B14). The key is in the vault and the try in the ledger
    /// before anything goes out.
    pub(super) async fn send_password(
        self: &Arc<Self>,
        id: &str,
        request: Number,
        origin: &str,
        sid: Option<String>,
        joined: bool,
    ) -> CarriedOut {
        let attempt = match self.prepare_try(id, origin, sid, joined).await {
            Ok(attempt) => attempt,
            Err(error) => return CarriedOut::not_started(request, error),
        };
        let fresh = attempt.call.captcha.is_none() && !joined;
        let (verdict, _) = self.exchange(id, attempt.url, &attempt.call).await;
        let verdict = self.after_a_lost_answer(id, verdict);
        if knows_login(&verdict, fresh) {
            let _ = self.with(id, |live| live.login_may_be_secret = false);
        }
        self.count_try(&verdict, attempt.names).await;
        self.note_in_history(id, &verdict, joined).await;
        match attempt.code {
            Some(code) => self.remember_refused_code(id, &verdict, code),
            None if matches!(verdict, Verdict::Refused | Verdict::Says(_)) => {
                self.remember_refused(origin, &attempt.login, &attempt.password);
            }
            None => {}
        }
        CarriedOut::event(Event::Answered { request, verdict })
    }

    async fn prepare_try(
        &self,
        id: &str,
        origin: &str,
        sid: Option<String>,
        joined: bool,
    ) -> Result<Attempt, CallError> {
        if !joined {
            self.put_key_for(id).await?;
        }
        let url = Url::parse(origin).map_err(|_| CallError::InvalidArgument { what: "address".to_owned() })?;
        let prepared = self.with(id, |live| {
            if sid.is_none() && !joined {
                // An old session's cookie would make a success no proof of the password (T1, B5).
                live.jar = Some(Jar::new(&url));
            }
            let (login, password) = (live.state.login.clone()?, live.held.as_ref()?.password.clone());
            // The code by itself is hidden too in what comes back, and taken then.
            let code = if joined { Some(live.code.clone()?) } else { None };
            // EXPOSE: both into the one password of this request.
            let both = code.as_ref().map(|code| Zeroizing::new(format!("{}{}", password.expose(), code.expose())));
            let sent = both.map_or_else(|| password.clone(), |both| Secret::from(both.as_str()));
            let credential = Credential::Basic { login: login.clone(), password: sent };
            let call = live.call(&url, &self.phone.device_name, credential, sid.zip(live.word.clone()));
            Some((login, password, code, call))
        })?;
        let (login, password, code, call) = prepared.ok_or(CallError::Cancelled)?;
        let names = self.phone.ledger_names(origin, &login);
        if let Some(names) = &names {
            self.phone.note_try(names.line.clone()).await?;
        }
        Ok(Attempt { url, login, password, code, names, call })
    }

    /// The key of this sign-in's document, in the vault before anything secret goes out.
    pub(super) async fn put_key_for(&self, id: &str) -> Result<(), CallError> {
        let entry = self.with(id, |live| live.doc.entry.clone())?.ok_or(CallError::StorageFailed)?;
        let held = self.with(id, |live| live.key.clone())?;
        // Another process may have put one there: it has sealed under it, or will. Or it had this sign-in under a key of its own,
        // and a start swept up the one that no document named then.
        let key = match (self.phone.key(&entry).await, held) {
            (Err(VaultProblem::OtherDevice | VaultProblem::Damaged | VaultProblem::Invalidated), _) => {
                self.phone.put_key(&entry).await?
            }
            // Not readable now, but put there before.
            (Err(VaultProblem::Locked | VaultProblem::NeedsUser | VaultProblem::Unavailable), Some(held)) => held,
            (key, _) => key?,
        };
        self.with(id, |live| live.key = Some(key).filter(|_| !live.state.ended()))
    }

    /// What the answer means for the ledger. A success is counted where it is written down.
    pub(super) async fn count_try(&self, verdict: &Verdict, names: Option<ledger::Names>) {
        let Some(ledger::Names { line, portal }) = names else { return };
        match verdict {
            Verdict::Refused | Verdict::Says(_) | Verdict::WrongCode => {
                self.phone.count(move |ledger| ledger::counted(ledger, &line, &portal, true, false)).await;
            }
            Verdict::Picture { .. } => {
                self.phone.count(move |ledger| ledger::counted(ledger, &line, &portal, true, true)).await;
            }
            Verdict::Code { .. } | Verdict::Moved(_) | Verdict::NotJudged(_) | Verdict::SignedInBefore => {
                self.phone.count(move |ledger| ledger::not_counted(ledger, &line)).await;
            }
            Verdict::SignedIn | Verdict::Lost(_) => {}
        }
    }

    /// What the answer to a typed secret means for the history of the account it was typed for. A success is noted where it is
    /// written down; what cannot be written is repeated and holds nobody up (R9).
    pub(super) async fn note_in_history(&self, id: &str, verdict: &Verdict, code: bool) {
        let Ok(Some(account)) = self.with(id, |live| live.state.account.clone()) else { return };
        let (event, trouble) = match verdict {
            Verdict::Picture { .. } => (PhoneEvent::PictureWanted, None),
            Verdict::Refused | Verdict::WrongCode | Verdict::Code { .. } if code => (PhoneEvent::CodeRefused, None),
            Verdict::Refused | Verdict::WrongCode => (PhoneEvent::Refused, None),
            Verdict::Says(trouble) => (PhoneEvent::Refused, Some(trouble.clone())),
            Verdict::NotJudged(trouble) if trouble.code == ProblemCode::NotAllowedHere => {
                (PhoneEvent::Blocked, Some(trouble.clone()))
            }
            Verdict::SignedIn
            | Verdict::SignedInBefore
            | Verdict::Code { .. }
            | Verdict::Moved(_)
            | Verdict::NotJudged(_)
            | Verdict::Lost(_) => return,
        };
        let now = self.phone.now();
        let note = move |doc: &mut AccountDoc| journal::note(doc, now, event, trouble.as_ref());
        self.phone.stop_account(&account, note).await;
    }

    fn remember_refused(&self, origin: &str, login: &str, password: &Secret) {
        let now = self.phone.clock.boot();
        self.refused().remember(origin, login, password, now);
    }

    /// The stored secret, once, with the word the employee typed (T7). The session's room sends and settles it.
    pub(super) async fn send_stored(&self, id: &str, request: Number, account: &str, sid: String) -> CarriedOut {
        let word = match self.with(id, |live| live.word.clone()) {
            Ok(word) => word.unwrap_or_default(),
            Err(error) => return CarriedOut::not_started(request, error),
        };
        let wish = Wish::Employee { spend_try: false, word: Some((sid, word)) };
        let verdict = match self.sessions.checkout(account, wish).await {
            Outcome::Open => Verdict::SignedIn,
            Outcome::Picture { sid, url } => Verdict::Picture { sid, url },
            Outcome::Refused => Verdict::Refused,
            Outcome::Says(trouble) => Verdict::Says(trouble),
            Outcome::NotJudged(trouble) | Outcome::Stopped(trouble) => Verdict::NotJudged(trouble),
            Outcome::Lost(trouble) => Verdict::Lost(trouble),
            Outcome::Failed(error) => return CarriedOut::not_started(request, error),
        };
        CarriedOut::event(Event::Answered { request, verdict })
    }

    /// One checkout of this sign-in, and whether any byte of it left the phone. What the portal gave is held until it is written
    /// down.
    pub(super) async fn exchange(&self, id: &str, origin: Url, call: &CheckoutCall) -> (Verdict, bool) {
        let host = host_shown(&origin);
        let mut request = match request::checkout(&origin, call) {
            Ok(request) => request,
            // The one thing that a checkout cannot carry.
            Err(_) => return (Verdict::NotJudged(Trouble::new(ProblemCode::LoginWithColon)), false),
        };
        request.secrets.extend(self.with(id, Live::secrets).unwrap_or_default());
        let response = match self.phone.transport.send(request).await {
            Ok(response) => response,
            Err(problem) => {
                let trouble = trouble::of_transport(problem, &host).with("sent", problem.sent());
                let sent = problem.sent();
                return (if sent { Verdict::Lost(trouble) } else { Verdict::NotJudged(trouble) }, sent);
            }
        };
        let now = self.phone.now();
        let answer = read_checkout(&response, &origin, now);
        let at = self.phone.clock.boot();
        let _ = self.with(id, |live| {
            // Cancelled meanwhile: the machine drops the answer, and nothing of it is held.
            if live.state.ended() {
                return;
            }
            live.take_answer(&origin, &response, now);
            if let Answer::SignedIn(facts) = &answer {
                let by_backup_code = is_backup_code(&call.credential);
                live.gained = Some(Gained { facts: facts.as_ref().clone(), at, by_backup_code });
            }
        });
        (verdict(&answer, &host), true)
    }
}

/// Whether the portal has shown that such a login exists, so that it is no password in the wrong field: it asks for a code after
/// the right password only (T9), and in a fresh session for a picture only of a login that it counts for (G7).
fn knows_login(verdict: &Verdict, fresh: bool) -> bool {
    match verdict {
        Verdict::SignedIn | Verdict::Code { .. } => true,
        Verdict::Picture { .. } => fresh,
        Verdict::SignedInBefore
        | Verdict::Refused
        | Verdict::Says(_)
        | Verdict::WrongCode
        | Verdict::Moved(_)
        | Verdict::NotJudged(_)
        | Verdict::Lost(_) => false,
    }
}

fn is_backup_code(credential: &Credential) -> bool {
    // EXPOSE: only its form is looked at.
    matches!(credential, Credential::Code { code, .. } if matches!(input::code(code.expose()), Code::Backup(_)))
}

/// Everything one try needs.
struct Attempt {
    url: Url,
    login: String,
    password: Secret,
    /// Where it stands at the password's end.
    code: Option<Secret>,
    names: Option<ledger::Names>,
    call: CheckoutCall,
}

impl Live {
    /// A checkout in this sign-in's own session (R6), with B8's headers, so that the application password comes (E2).
    pub(super) fn call(
        &self,
        url: &Url,
        device_name: &str,
        credential: Credential,
        captcha: Option<(String, String)>,
    ) -> CheckoutCall {
        CheckoutCall {
            credential,
            device_id: self.doc.device_id.clone(),
            device_name: Some(device_name.to_owned()),
            want_app_password: true,
            captcha,
            cookies: self.jar.as_ref().and_then(|jar| jar.header(url)),
            background: false,
        }
    }

    /// Q10: the newest cookies count, and the newest token. The portal's `Date` says how far the phone's clock is off.
    pub(super) fn take_answer(&mut self, origin: &Url, response: &Response, now: time::OffsetDateTime) {
        self.jar.get_or_insert_with(|| Jar::new(origin)).take(origin, &response.headers, now);
        self.sessid = read_token(response).or(self.sessid.take());
        self.drift_s = drift_s(response, now);
    }
}
