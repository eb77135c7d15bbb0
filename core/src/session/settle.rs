//! What an answer to a stored secret changes: a refusal or a picture stops every automatic send at once (R9), everything else
//! leaves the account as it was (R2).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::checkout::{Stored, stopped_until_asked};
use super::{Outcome, Sessions};
use crate::clock::Wait;
use crate::errors::CallError;
use crate::journal;
use crate::ledger;
use crate::phone::{AsOf, OpenSession, change_ledger, is_of_another_portal, take_facts, turn};
use crate::portal::answer::{Answer, NotSignedIn, SignedIn};
use crate::portal::checkout::read_checkout;
use crate::portal::cookies::Jar;
use crate::portal::{host::host_shown, trouble};
use crate::records::{AccountState, PhoneEvent, ProblemCode, Reason, Trouble};
use crate::store::documents::{AccountDoc, LedgerDoc, PictureDoc};
use crate::transport::{Response, TransportProblem};

/// What an answer changes; boxed, so that what writes it stands in the library once.
type Change = Box<dyn Fn(&mut AccountDoc) + Send + Sync>;

impl Sessions {
    /// Reads the answer and writes down what follows from it. `word`: a picture was answered with it.
    pub(super) async fn settle(&self, stored: Stored, sent: Result<Response, TransportProblem>, word: bool) -> Outcome {
        let host = host_shown(&stored.origin);
        let response = match sent {
            Ok(response) => response,
            Err(problem) => {
                let trouble = trouble::of_transport(problem, &host);
                return match problem.sent() {
                    true => self.lost(&stored, trouble).await,
                    false => self.not_judged(&stored, trouble).await,
                };
            }
        };
        let answer = read_checkout(&response, &stored.origin, self.phone.now());
        match &answer {
            Answer::SignedIn(signed_in) => self.signed_in(stored, &response, signed_in).await,
            Answer::NotSignedIn(not) => self.not_signed_in(&stored, not, word).await,
            Answer::Moved { .. } => {
                self.blocked(&stored, Reason::PortalMoved, known(trouble::of_answer(&answer, &host))).await
            }
            Answer::Forbidden { .. } => {
                self.blocked(&stored, Reason::IpRule, known(trouble::of_answer(&answer, &host))).await
            }
            Answer::Unreadable { .. } | Answer::Portal(_) => {
                self.lost(&stored, known(trouble::of_answer(&answer, &host))).await
            }
            Answer::Busy { wait_s } => self.busy(&stored, known(trouble::of_answer(&answer, &host)), *wait_s).await,
            Answer::NotCheckout | Answer::Gone | Answer::Failing { .. } | Answer::NetworkServiceDown => {
                self.not_judged(&stored, known(trouble::of_answer(&answer, &host))).await
            }
        }
    }

    /// Q15: nothing goes out by itself before the portal's wait is over, after a restart neither.
    async fn busy(&self, stored: &Stored, trouble: Trouble, wait_s: u64) -> Outcome {
        let wait = Wait::starting(self.phone.clock.as_ref(), Duration::from_secs(wait_s));
        let noted = move |doc: &mut AccountDoc| doc.marks.busy_until = Some(wait.until_wall());
        let outcome = self.not_judged_but(stored, trouble, Box::new(noted)).await;
        if matches!(outcome, Outcome::NotJudged(_)) {
            self.edit_sent(&stored.account, &stored.entry, |row| row.busy = Some(wait));
        }
        outcome
    }

    /// T1, T3: the gain is written with the ledger's line set to zero (G7, P32), then the session is shown.
    async fn signed_in(&self, stored: Stored, response: &Response, signed_in: &SignedIn) -> Outcome {
        let (note, names, now) = (stored.note.clone(), stored.names.clone(), self.phone.now());
        let facts = signed_in.clone();
        let written = self.phone.update_account_with(&stored.account, move |tx, doc| {
            if !is_open(doc, &note) {
                return Ok(None);
            }
            doc.marks = Default::default();
            let ledger = match &names {
                Some(names) => Some(change_ledger(tx, |ledger| ledger::succeeded(ledger, &names.line))?),
                None => None,
            };
            doc.session.checked_at = Some(now);
            let welcome = welcome(doc, &facts);
            let event = if welcome.is_ok() { PhoneEvent::Renewed } else { PhoneEvent::Blocked };
            let trouble = doc.problem.clone();
            journal::note(doc, now, event, trouble.as_ref());
            Ok(Some((welcome, ledger)))
        });
        match written.await {
            Ok(Some((Ok(()), ledger))) => {
                self.show_session(&stored, response, signed_in, ledger);
                Outcome::Open
            }
            Ok(Some((Err(code), ledger))) => {
                self.phone.edit(|memory| {
                    if let Some(counted) = ledger {
                        memory.show_ledger(counted);
                    }
                });
                Outcome::Stopped(Trouble::new(code))
            }
            Ok(None) => self.late(&stored),
            Err(error) => Outcome::Failed(error),
        }
    }

    fn show_session(
        &self,
        stored: &Stored,
        response: &Response,
        signed_in: &SignedIn,
        ledger: Option<AsOf<LedgerDoc>>,
    ) {
        let mut jar = Jar::new(&stored.origin);
        jar.take(&stored.origin, &response.headers, self.phone.now());
        let session = OpenSession {
            jar,
            sessid: signed_in.sessid.clone(),
            last_action: self.phone.clock.boot(),
            checked_at: self.phone.now(),
            number: turn(),
        };
        if let Some(counted) = ledger {
            self.phone.edit(|memory| memory.show_ledger(counted));
        }
        self.edit_sent(&stored.account, &stored.entry, |row| {
            (row.session, row.passing, row.key, row.busy) = (Some(session), None, None, None);
        });
    }

    async fn not_signed_in(&self, stored: &Stored, not: &NotSignedIn, word: bool) -> Outcome {
        // Whatever stands beside it: no code is asked for an application password (E5), and each further send would count (G6).
        if let Some(captcha) = &not.captcha {
            let url = captcha.url.as_ref().map(ToString::to_string);
            return self.picture_wanted(stored, &captcha.sid, url, word).await;
        }
        if not.code.is_some() || not.wrong_code {
            // E5: no second factor for an application password. Whatever this is, it is no refusal.
            let trouble = Trouble::new(ProblemCode::Unexpected).with("code", "needOtp").with("stage", "checkout");
            return self.not_judged(stored, trouble).await;
        }
        let code = if not.says.is_some() { ProblemCode::PortalSays } else { ProblemCode::StoredRefused };
        let trouble = Trouble { detail: not.says.clone(), ..Trouble::new(code).with("saved", true) };
        self.refused(stored, trouble).await
    }

    /// T7, T8: not a refusal, but every automatic send stops until a person has acted.
    async fn picture_wanted(&self, stored: &Stored, sid: &str, url: Option<String>, word: bool) -> Outcome {
        let code = if word { ProblemCode::CaptchaAgain } else { ProblemCode::CaptchaForStored };
        let trouble = Trouble::new(code).with("account", &stored.account);
        let picture = PictureDoc { sid: sid.to_owned(), url: url.clone(), at: self.phone.now() };
        let shown = trouble.clone();
        let stop = self.stop(stored, move |doc| {
            // Refused before (R1): the mark stays, a picture does not take it back.
            (doc.state, doc.reason) = (AccountState::CaptchaNeeded, None);
            doc.problem = Some(shown.clone());
            doc.picture = Some(picture.clone());
            doc.marks.lost = 0;
            journal::note(doc, picture.at, PhoneEvent::PictureWanted, Some(&shown));
        });
        let late = stop.await;
        self.counted(stored, true).await;
        if let Some(late) = late {
            return late;
        }
        self.forget_session(stored);
        Outcome::Picture { sid: sid.to_owned(), url }
    }

    /// T13: stops at the first one.
    async fn refused(&self, stored: &Stored, trouble: Trouble) -> Outcome {
        let (shown, now) = (trouble.clone().with("account", &stored.account), self.phone.now());
        let stop = self.stop(stored, move |doc| {
            (doc.state, doc.reason) = (AccountState::NeedsSignIn, Some(Reason::Refused));
            doc.problem = Some(shown.clone());
            doc.picture = None;
            doc.marks.refused_at = Some(now);
            doc.marks.lost = 0;
            journal::note(doc, now, PhoneEvent::SavedRefused, Some(&shown));
        });
        let late = stop.await;
        self.counted(stored, false).await;
        if let Some(late) = late {
            return late;
        }
        self.forget_session(stored);
        match trouble.code == ProblemCode::StoredRefused {
            true => Outcome::Refused,
            false => Outcome::Says(trouble),
        }
    }

    /// T18, Q12: nobody follows, the employee is asked. T17, P2: the rule may know this network. Everything is kept.
    async fn blocked(&self, stored: &Stored, reason: Reason, trouble: Trouble) -> Outcome {
        let trouble = trouble.with("account", &stored.account);
        let (shown, now) = (trouble.clone(), self.phone.now());
        let stop = self.stop(stored, move |doc| {
            journal::note(doc, now, PhoneEvent::Blocked, Some(&shown));
            // Refused, or behind a picture, it stays that in every network: a rule that is lifted frees no send (R1).
            if reason != Reason::IpRule || !stopped_until_asked(doc) {
                (doc.state, doc.reason) = (AccountState::Blocked, Some(reason));
                doc.problem = Some(shown.clone());
            }
        });
        let late = stop.await;
        self.not_counted(stored).await;
        if let Some(late) = late {
            return late;
        }
        self.show_passing_of(stored, &trouble);
        Outcome::NotJudged(trouble)
    }

    /// R2: says nothing about the secret; the note goes, nothing was lost.
    pub(super) async fn not_judged(&self, stored: &Stored, trouble: Trouble) -> Outcome {
        self.not_judged_but(stored, trouble, Box::new(|_| {})).await
    }

    async fn not_judged_but(&self, stored: &Stored, trouble: Trouble, change: Change) -> Outcome {
        let late = self.stop_boxed(stored, change).await;
        self.not_counted(stored).await;
        if let Some(late) = late {
            return late;
        }
        self.show_passing_of(stored, &trouble);
        Outcome::NotJudged(trouble)
    }

    /// R1: it may have been counted; how often in a row is kept.
    async fn lost(&self, stored: &Stored, trouble: Trouble) -> Outcome {
        // The secret had left the phone: sending it again may be counted too (R12).
        let trouble = trouble.with("sent", true);
        let stop = self.stop(stored, |doc| doc.marks.lost = doc.marks.lost.saturating_add(1));
        if let Some(late) = stop.await {
            return late;
        }
        self.show_passing_of(stored, &trouble);
        Outcome::Lost(trouble)
    }

    /// Takes the note away and lets `change` follow, if the document still waits for this very send. Gives the outcome of an
    /// answer that came too late: it changes nothing (R10).
    fn stop(
        &self,
        stored: &Stored,
        change: impl Fn(&mut AccountDoc) + Send + Sync + 'static,
    ) -> impl Future<Output = Option<Outcome>> + Send {
        self.stop_boxed(stored, Box::new(change))
    }

    async fn stop_boxed(&self, stored: &Stored, change: Change) -> Option<Outcome> {
        let (note, in_time) = (stored.note.clone(), Arc::new(AtomicBool::new(false)));
        let seen = Arc::clone(&in_time);
        self.phone
            .stop_account(&stored.account, move |doc| {
                if close(doc, &note) {
                    seen.store(true, Ordering::Release);
                    change(doc);
                }
            })
            .await;
        (!in_time.load(Ordering::Acquire)).then(|| self.late(stored))
    }

    /// What a late answer comes to: what the row says by now, or the account was deleted meanwhile.
    fn late(&self, stored: &Stored) -> Outcome {
        let stands = self.phone.read(|memory| {
            let row = memory.row(&stored.account).filter(|row| row.document().is_some())?;
            Some(row.standing(&memory.vault).trouble)
        });
        match stands {
            // Nothing is wrong any more where somebody has signed in after the reset.
            Some(trouble) => Outcome::Stopped(trouble.unwrap_or_else(|| Trouble::new(ProblemCode::WasReset))),
            None => Outcome::Failed(CallError::UnknownAccount),
        }
    }

    async fn counted(&self, stored: &Stored, picture: bool) {
        if let Some(names) = stored.names.clone() {
            self.phone.count(move |ledger| ledger::counted(ledger, &names.line, &names.portal, false, picture)).await;
        }
    }

    async fn not_counted(&self, stored: &Stored) {
        if let Some(names) = stored.names.clone() {
            self.phone.count(move |ledger| ledger::not_counted(ledger, &names.line)).await;
        }
    }
}

/// Whether the send of this note is still the one the document waits for: a reset, another process or a delete ends it.
fn is_open(doc: &AccountDoc, note: &str) -> bool {
    doc.marks.under_way.as_ref().is_some_and(|open| open.id == note)
}

/// Takes the note away; whether it was still open.
fn close(doc: &mut AccountDoc, note: &str) -> bool {
    let open = is_open(doc, note);
    if open {
        doc.marks.under_way = None;
    }
    open
}

/// The account after T1 or T3. Errors: why it is not signed in all the same.
fn welcome(doc: &mut AccountDoc, facts: &SignedIn) -> Result<(), ProblemCode> {
    let blocked = |doc: &mut AccountDoc, reason, code| {
        (doc.state, doc.reason) = (AccountState::Blocked, Some(reason));
        doc.problem = Some(Trouble::new(code).with("account", &doc.id));
        doc.picture = None;
        Err(code)
    };
    if is_of_another_portal(doc, facts) {
        return blocked(doc, Reason::PortalChanged, ProblemCode::PortalChanged);
    }
    take_facts(doc, facts);
    if facts.blocked {
        return blocked(doc, Reason::Licence, ProblemCode::PortalLocked);
    }
    (doc.state, doc.reason, doc.picture) = (AccountState::SignedIn, None, None);
    doc.problem = facts.restricted.then(|| Trouble::new(ProblemCode::LicenceLimit));
    Ok(())
}

fn known(trouble: Option<Trouble>) -> Trouble {
    trouble.unwrap_or_else(|| Trouble::new(ProblemCode::Unexpected).with("stage", "checkout"))
}

impl From<CallError> for Outcome {
    fn from(error: CallError) -> Self {
        Self::Failed(error)
    }
}
