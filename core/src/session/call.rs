//! Authorised REST calls (L1): T20 and T21 in either order, at most three requests and one checkout a call.

use std::sync::Arc;

use serde_json::Value;
use tokio::time::Instant;

use super::open::Pass;
use super::{Outcome, Sessions, Wish};
use crate::advice;
use crate::errors::CallError;
use crate::journal;
use crate::phone::as_of_now;
use crate::portal::answer::RestAnswer;
use crate::portal::host::host_shown;
use crate::portal::request::{self, CHECKOUT_TIMEOUT, REST_TIMEOUT, RestCall};
use crate::portal::rest::read_rest;
use crate::portal::trouble;
use crate::records::{AccountState, PhoneEvent, ProblemCode, Reason, Tries, Trouble};
use crate::secret::Secret;
use crate::task::WHOLE_CALL;
use crate::transport::Request;

/// REST requests a call may make.
const REQUESTS_AT_MOST: u32 = 3;

/// What is asked of the portal in the session.
pub(crate) enum Ask<'a> {
    /// A REST method, for the app (L1).
    Method {
        /// As `user.current`.
        name: &'a str,
        /// An object, or null for none.
        params: &'a Value,
    },
    /// A page of the event log (P42). Who may not read it is still signed in: a refusal says nothing about the account.
    EventLog {
        /// Entries at most.
        limit: u32,
        /// Newer entries that are left out.
        offset: u32,
    },
}

impl Ask<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Method { name, .. } => name,
            Self::EventLog { .. } => "main.eventlog.list",
        }
    }

    /// Whether the account carries what went wrong.
    fn concerns_account(&self) -> bool {
        match self {
            Self::Method { .. } => true,
            Self::EventLog { .. } => false,
        }
    }
}

/// How far one call has come.
struct Progress {
    deadline: Instant,
    requests: u32,
    checked_out: bool,
    token_repeated: bool,
}

impl Progress {
    /// A checkout has 20 s of its own; a call with less left starts none.
    fn has_time_for_checkout(&self, now: Instant) -> bool {
        self.deadline.saturating_duration_since(now) >= CHECKOUT_TIMEOUT
    }
}

impl Sessions {
    /// Asks the portal, until 60 s are over. Errors: [`CallError::CallFailed`] with the problem, which the account carries too
    /// where it concerns it.
    pub(crate) async fn call(self: &Arc<Self>, account: &str, ask: &Ask<'_>) -> Result<Value, CallError> {
        let deadline = Instant::now() + WHOLE_CALL;
        match tokio::time::timeout_at(deadline, self.call_until(account, ask, deadline)).await {
            Ok(result) => result,
            Err(_) => Err(self.failed(account, ask, Trouble::new(ProblemCode::NoAnswer))),
        }
    }

    async fn call_until(self: &Arc<Self>, account: &str, ask: &Ask<'_>, deadline: Instant) -> Result<Value, CallError> {
        self.phone.find(account).await?;
        let mut progress = Progress { deadline, requests: 0, checked_out: false, token_repeated: false };
        loop {
            let pass = self.pass(account, ask, &mut progress).await?;
            if progress.requests >= REQUESTS_AT_MOST {
                return Err(self.failed(account, ask, Trouble::new(ProblemCode::SessionNotAccepted)));
            }
            progress.requests += 1;
            if let Some(result) = self.request(account, ask, &pass, &mut progress).await? {
                return Ok(result);
            }
        }
    }

    /// The open session, renewed if its time is over; one checkout a call.
    async fn pass(self: &Arc<Self>, account: &str, ask: &Ask<'_>, progress: &mut Progress) -> Result<Pass, CallError> {
        if let Some(pass) = self.open_pass(account) {
            return Ok(pass);
        }
        if self.has_nothing_to_renew(account) {
            return Err(self.failed_as_it_stands(account));
        }
        if progress.checked_out {
            return Err(self.failed(account, ask, Trouble::new(ProblemCode::SessionNotAccepted)));
        }
        if !progress.has_time_for_checkout(Instant::now()) {
            return Err(self.failed(account, ask, Trouble::new(ProblemCode::NoAnswer)));
        }
        progress.checked_out = true;
        match self.checkout(account, Wish::Call).await {
            Outcome::Open => self.open_pass(account).ok_or_else(|| self.failed_as_it_stands(account)),
            Outcome::NotJudged(trouble)
            | Outcome::Lost(trouble)
            | Outcome::Says(trouble)
            | Outcome::Stopped(trouble) => Err(self.worded(account, &trouble)),
            Outcome::Picture { .. } | Outcome::Refused => Err(self.failed_as_it_stands(account)),
            Outcome::Failed(error) => Err(error),
        }
    }

    /// One REST request. `None`: another is worth making (T20, T21).
    async fn request(
        &self,
        account: &str,
        ask: &Ask<'_>,
        pass: &Pass,
        progress: &mut Progress,
    ) -> Result<Option<Value>, CallError> {
        let request = self.build(ask, pass, progress.deadline)?;
        let host = host_shown(&pass.origin);
        let sent = self.phone.transport.send(request).await;
        // R10: of a session that is over by now, an answer is for who asked alone.
        let late = !self.is_open(account, pass.number);
        let failed = |trouble: Trouble| match late {
            true => self.worded(account, &trouble),
            false => self.failed(account, ask, trouble),
        };
        let response = match sent {
            Ok(response) => response,
            Err(problem) => return Err(failed(trouble::of_transport(problem, &host))),
        };
        self.take_cookies(account, pass, &response.headers);
        let answer = read_rest(&response, &pass.origin, self.phone.now());
        match answer {
            RestAnswer::Result(result) => {
                self.acted(account, pass.number);
                Ok(Some(result))
            }
            RestAnswer::StaleToken { sessid } if !progress.token_repeated => {
                progress.token_repeated = true;
                self.take_token(account, pass.number, sessid);
                Ok(None)
            }
            RestAnswer::StaleToken { .. } => {
                Err(failed(Trouble::new(ProblemCode::SessionNotAccepted).with("host", host)))
            }
            RestAnswer::NoSession => {
                self.session_over(account, pass.number).await;
                Ok(None)
            }
            RestAnswer::Moved { .. }
            | RestAnswer::Forbidden { .. }
            | RestAnswer::Error { .. }
            | RestAnswer::Busy { .. }
            | RestAnswer::Failing { .. }
            | RestAnswer::NetworkServiceDown
            | RestAnswer::Unreadable { .. } => {
                if !late && blocks(&answer, ask) {
                    return Err(self.blocked_by_call(account, &answer, &host, ask).await);
                }
                Err(failed(no_result(&answer, &host, ask)))
            }
        }
    }

    /// The request, with what is left of the call's time. Errors: what the calling program got wrong.
    fn build(&self, ask: &Ask<'_>, pass: &Pass, deadline: Instant) -> Result<Request, CallError> {
        let none = Secret::new("");
        let (sessid, cookies) = (pass.sessid.as_ref().unwrap_or(&none), pass.cookies.clone());
        let timeout = deadline.saturating_duration_since(Instant::now()).min(REST_TIMEOUT);
        match *ask {
            Ask::Method { name: method, params } => {
                let background = self.phone.read(|memory| memory.background_since.is_some());
                let call = RestCall { method, params, sessid, cookies, background, timeout };
                let built = request::rest(&pass.origin, &call);
                built.map_err(|problem| CallError::InvalidArgument { what: problem.to_string() })
            }
            Ask::EventLog { limit, offset } => {
                Ok(request::event_log(&pass.origin, (limit, offset), sessid, cookies, timeout))
            }
        }
    }

    /// P2, T18 on a call: the whole account is affected, and keeps everything.
    async fn blocked_by_call(&self, account: &str, answer: &RestAnswer, host: &str, ask: &Ask<'_>) -> CallError {
        let trouble = no_result(answer, host, ask).with("account", account);
        let moved = matches!(answer, RestAnswer::Moved { .. });
        let reason = if moved { Reason::PortalMoved } else { Reason::IpRule };
        let (shown, now) = (trouble.clone(), self.phone.now());
        // What an earlier call met would stand before it.
        self.forget_passing(account);
        self.phone
            .stop_account(account, move |doc| {
                if doc.state == AccountState::SignedIn {
                    (doc.state, doc.reason) = (AccountState::Blocked, Some(reason));
                    doc.problem = Some(shown.clone());
                    journal::note(doc, now, PhoneEvent::Blocked, Some(&shown));
                }
            })
            .await;
        self.worded(account, &trouble)
    }

    fn failed(&self, account: &str, ask: &Ask<'_>, trouble: Trouble) -> CallError {
        if ask.concerns_account() {
            self.show_passing(account, &trouble);
        }
        self.worded(account, &trouble)
    }

    fn failed_as_it_stands(&self, account: &str) -> CallError {
        let standing = self.phone.read(|memory| memory.row(account).map(|row| row.standing(&memory.vault)));
        match standing {
            // Nothing is wrong any more: somebody put it right while this call waited.
            Some(standing) => {
                let unsaid = || Trouble::new(ProblemCode::SessionNotAccepted);
                self.worded(account, &standing.trouble.unwrap_or_else(unsaid))
            }
            None => CallError::UnknownAccount,
        }
    }

    fn worded(&self, account: &str, trouble: &Trouble) -> CallError {
        let now = self.phone.moment();
        let problem = self.phone.read(|memory| {
            let trouble = as_of_now(trouble.clone(), &now).with("account", account);
            let (trouble, tries) = match memory.row(account) {
                Some(row) => (row.about(trouble), memory.tries(&row.index.origin, &row.index.login)),
                None => (trouble, Tries::default()),
            };
            advice::word(&advice::tries_args(trouble, &tries), &memory.locale)
        });
        CallError::CallFailed { problem: Box::new(problem) }
    }
}

/// Whether the whole account is affected (P2, T18), and not only what was asked for.
fn blocks(answer: &RestAnswer, ask: &Ask<'_>) -> bool {
    let forbidden = matches!(answer, RestAnswer::Forbidden { .. });
    matches!(answer, RestAnswer::Moved { .. }) || (forbidden && ask.concerns_account())
}

/// What an answer says that is no result.
fn no_result(answer: &RestAnswer, host: &str, ask: &Ask<'_>) -> Trouble {
    if !ask.concerns_account() && matches!(answer, RestAnswer::Unreadable { status: 404, .. }) {
        // An older portal has no such place at all.
        return Trouble::new(ProblemCode::UnknownMethod);
    }
    trouble::of_rest(answer, host, ask.name()).unwrap_or_else(|| Trouble::new(ProblemCode::Unexpected))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_call_with_less_than_twenty_seconds_left_starts_no_checkout() {
        let began = Instant::now();
        let deadline = began + WHOLE_CALL;
        let progress = Progress { deadline, requests: 0, checked_out: false, token_repeated: false };
        let starts_after = |s| progress.has_time_for_checkout(began + Duration::from_secs(s));
        assert_eq!([0, 40, 41, 60, 90].map(starts_after), [true, true, false, false, false]);
    }
}
