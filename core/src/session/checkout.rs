//! One checkout with the stored application password: single-flight, noted durably before it goes out, never repeated by
//! itself (R1).

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use url::Url;

use super::{Flight, Outcome, Sessions, Wish};
use crate::clock::Wait;
use crate::errors::CallError;
use crate::ledger;
use crate::phone::{LOST_AT_MOST, Memory, Row, VaultSays, change_ledger};
use crate::portal::headers::LONGEST_WAIT_S;
use crate::portal::request::{self, CheckoutCall, Credential};
use crate::portal::trouble;
use crate::records::{AccountState, ProblemCode, Reason, Trouble};
use crate::secret::Secret;
use crate::store::documents::{AccountDoc, Note};
use crate::task;
use crate::vault::VaultProblem;
use crate::vault::seal::Place;

/// A noted send is under way for this long (Clock), then its answer is lost.
const UNDER_WAY: time::Duration = time::Duration::seconds(20);
/// How often a note of another process is looked at again (real time).
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long that goes on at most (real time): the other's 20 s and its write.
const LOOK_AT_MOST: u32 = 250;
/// The longest a portal is left alone for (Q15).
const LONGEST_BUSY: Duration = Duration::from_secs(LONGEST_WAIT_S);

/// What goes out: everything a checkout needs, read before it is noted.
pub(super) struct Stored {
    pub(super) account: String,
    pub(super) origin: Url,
    pub(super) login: String,
    pub(super) device_id: String,
    pub(super) entry: String,
    pub(super) password: Secret,
    /// The note's id: an answer whose note is gone from the document is late.
    pub(super) note: String,
    pub(super) names: Option<ledger::Names>,
}

impl Sessions {
    /// Sends the stored secret once, or joins a send under way. Runs on by itself if the caller goes away.
    pub(crate) async fn checkout(self: &Arc<Self>, account: &str, wish: Wish) -> Outcome {
        loop {
            let (mut flight, joined) = self.join_or_start(account, &wish);
            let outcome = flight.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
            let outcome = outcome.unwrap_or(Outcome::Failed(CallError::Closed));
            let own_send_owed = match joined {
                // What another wish was not allowed, this one may be.
                Some(others) if others != wish && matches!(outcome, Outcome::Stopped(_)) => true,
                Some(_) => matches!(wish, Wish::Employee { .. }) && outcome != Outcome::Open,
                None => false,
            };
            if !own_send_owed {
                return outcome;
            }
        }
    }

    /// The flight, and whose wish it carries if it is another's.
    fn join_or_start(self: &Arc<Self>, account: &str, wish: &Wish) -> (Flight, Option<Wish>) {
        let mut flights = self.flights();
        if let Some((flight, others)) = flights.get(account) {
            return (flight.clone(), Some(others.clone()));
        }
        let (done, flight) = watch::channel(None);
        flights.insert(account.to_owned(), (flight.clone(), wish.clone()));
        let (sessions, account, wish) = (Arc::clone(self), account.to_owned(), wish.clone());
        task::spawn(&self.phone.runtime, async move {
            let landing = Landing { sessions: &sessions, account: &account };
            let outcome = sessions.fly(&account, &wish).await;
            drop(landing);
            done.send_replace(Some(outcome));
        });
        (flight, None)
    }

    async fn fly(&self, account: &str, wish: &Wish) -> Outcome {
        // A call that found the session over may come just after another's checkout has opened the next one.
        if *wish == Wish::Call && self.open_pass(account).is_some() {
            return Outcome::Open;
        }
        match self.prepare(account, wish).await {
            Ok(stored) => self.send(stored, wish).await,
            Err(outcome) => outcome,
        }
    }

    /// Everything that can say no before anything is sent, on the account as it lies on disk. Where another process signs it in
    /// meanwhile, and takes the old key away with that, all of it is asked of the new secret.
    async fn prepare(&self, account: &str, wish: &Wish) -> Result<Stored, Outcome> {
        self.phone.find(account).await?;
        let entry = self.entry(account);
        let prepared = self.prepare_as_known(account, wish).await;
        if !matches!(prepared, Err(Outcome::Stopped(_))) {
            return prepared;
        }
        self.phone.find(account).await?;
        let now = self.entry(account);
        if now.is_some() && now != entry { self.prepare_as_known(account, wish).await } else { prepared }
    }

    /// The entry of the account's key.
    fn entry(&self, account: &str) -> Option<String> {
        self.phone.read(|memory| memory.row(account)?.document()?.entry.clone())
    }

    /// The account's state, the vault, the note.
    async fn prepare_as_known(&self, account: &str, wish: &Wish) -> Result<Stored, Outcome> {
        self.may_send(account, wish)?;
        self.know_phone().await?;
        // Again, because the vault may have said that this is another phone.
        self.may_send(account, wish)?;
        let mut stored = self.unseal(account).await?;
        stored.note = uuid::Uuid::new_v4().to_string();
        self.note(&stored, wish).await?;
        Ok(stored)
    }

    /// Whether this wish may send the stored secret in the account's present state.
    fn may_send(&self, account: &str, wish: &Wish) -> Result<(), Outcome> {
        let outlived = |memory: &Memory| memory.row(account).is_some_and(|row| outlived(row, &memory.vault, wish));
        if self.phone.read(outlived) {
            self.forget_passing(account);
        }
        let busy_s = self.busy_s(account);
        let stands = self.phone.read(|memory| {
            let row = memory.row(account).ok_or(Outcome::Failed(CallError::UnknownAccount))?;
            let standing = row.standing(&memory.vault);
            let trouble = standing.trouble.unwrap_or_else(|| Trouble::new(ProblemCode::SessionEnded));
            let has_secret = row.document().is_some_and(|doc| doc.sealed.is_some() && doc.entry.is_some());
            let stopped = row.document().is_some_and(stopped_until_asked);
            if !has_secret || !wish.fits(standing.state, standing.reason, stopped) {
                return Err(Outcome::Stopped(trouble));
            }
            Ok(())
        });
        if stands.is_ok() && busy_s > 0 && !matches!(wish, Wish::Employee { .. }) {
            // After a restart the row does not say so yet.
            let trouble = trouble::busy(busy_s);
            self.show_passing(account, &trouble);
            return Err(Outcome::Stopped(trouble));
        }
        stands
    }

    /// Whole seconds for which the portal still asks for patience. What another process was asked for, an earlier one too, counts
    /// by wall time once, and from then on by both clocks.
    fn busy_s(&self, account: &str) -> u64 {
        let now = self.phone.moment();
        let (busy, written) = self.phone.read(|memory| {
            let row = memory.row(account);
            (row.and_then(|row| row.busy), row.and_then(|row| row.document()?.marks.busy_until))
        });
        let known = busy.filter(|wait| written.is_none_or(|until| until == wait.until_wall()));
        let found = || written.map(|until| Wait::resumed(&now, until, LONGEST_BUSY));
        let Some(wait) = known.or_else(found) else { return 0 };
        if busy != Some(wait) {
            self.phone.edit_row(account, |row| row.busy = Some(wait));
        }
        wait.seconds_left(&now)
    }

    /// Until the vault has said which phone this is, nothing with a device id is sent.
    async fn know_phone(&self) -> Result<(), Outcome> {
        let mut says = self.phone.read(|memory| memory.vault.clone());
        if matches!(says, VaultSays::Nothing | VaultSays::Problem(_)) {
            says = self.phone.ask_vault().await;
        }
        match says {
            VaultSays::Installation(_) | VaultSays::Empty | VaultSays::Invalidated => Ok(()),
            VaultSays::Problem(problem) => Err(Outcome::Failed(problem.into())),
            VaultSays::Nothing => Err(Outcome::Failed(CallError::VaultLocked)),
        }
    }

    /// The stored secret, with the account's key read now that it is needed.
    async fn unseal(&self, account: &str) -> Result<Stored, Outcome> {
        let gone = || Outcome::Failed(CallError::UnknownAccount);
        let doc =
            self.phone.read(|memory| memory.row(account).and_then(|row| row.document().cloned())).ok_or_else(gone)?;
        let (Some(entry), Some(sealed)) = (doc.entry.clone(), doc.sealed.clone()) else { return Err(gone()) };
        let password = match self.phone.unseal(Place::Account, account, &entry, &sealed).await {
            Ok(password) => password,
            Err(problem) => return Err(self.key_problem(account, &entry, problem)),
        };
        Ok(Stored {
            account: account.to_owned(),
            origin: Url::parse(&doc.origin).map_err(|_| gone())?,
            names: self.phone.ledger_names(&doc.origin, &doc.login),
            login: doc.login,
            device_id: doc.device_id,
            entry,
            password,
            note: String::new(),
        })
    }

    /// Locked, unavailable and damaged are errors of the call. What will not pass by itself is shown on the row, derived and
    /// not written.
    fn key_problem(&self, account: &str, entry: &str, problem: VaultProblem) -> Outcome {
        let outcome = match problem {
            VaultProblem::Locked | VaultProblem::NeedsUser | VaultProblem::Unavailable => {
                return Outcome::Failed(problem.into());
            }
            VaultProblem::Invalidated => Outcome::Stopped(Trouble::new(ProblemCode::KeyInvalidated)),
            VaultProblem::OtherDevice => Outcome::Stopped(Trouble::new(ProblemCode::DeviceChanged)),
            VaultProblem::Damaged => Outcome::Failed(problem.into()),
        };
        self.edit_sent(account, entry, |row| row.key = Some(problem));
        outcome
    }

    /// Notes the send durably; waits while another process has one under way.
    async fn note(&self, stored: &Stored, wish: &Wish) -> Result<(), Outcome> {
        for _ in 0..LOOK_AT_MOST {
            match self.note_once(stored, wish).await? {
                Noted::Go => return Ok(()),
                Noted::Stop(trouble) => return Err(Outcome::Stopped(trouble)),
                Noted::UnderWay => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
        Err(Outcome::Stopped(Trouble::new(ProblemCode::NoAnswer)))
    }

    async fn note_once(&self, stored: &Stored, wish: &Wish) -> Result<Noted, Outcome> {
        let (entry, note, wish) = (stored.entry.clone(), stored.note.clone(), wish.clone());
        let (clock, names) = (Arc::clone(&self.phone.clock), stored.names.clone());
        let noted = self.phone.update_account_with(&stored.account, move |tx, doc| {
            // Read under the folder's lock: a note that another process wrote while this one waited for it would else seem to
            // come from the future, and be taken for lost.
            let now = clock.wall();
            let noted = decide(doc, &entry, &wish, now, &note);
            // A note that was found lost is written even where nothing is sent.
            let write = noted != Noted::UnderWay;
            let ledger = match (&noted, &names) {
                (Noted::Go, Some(names)) => {
                    Some(change_ledger(tx, |ledger| ledger::note_sent(ledger, &names.line, now))?)
                }
                (Noted::Go | Noted::Stop(_) | Noted::UnderWay, _) => None,
            };
            Ok(write.then_some((noted, ledger)))
        });
        match noted.await {
            Ok(Some((noted, ledger))) => {
                if let Some(counted) = ledger {
                    self.phone.edit(|memory| memory.show_ledger(counted));
                }
                Ok(noted)
            }
            Ok(None) => Ok(Noted::UnderWay),
            Err(error) => Err(Outcome::Failed(error)),
        }
    }

    async fn send(&self, stored: Stored, wish: &Wish) -> Outcome {
        let (word, background) = match wish {
            Wish::Employee { word, .. } => (word.clone(), false),
            Wish::Call | Wish::Unasked { .. } => (None, self.phone.read(|memory| memory.background_since.is_some())),
        };
        let call = CheckoutCall {
            credential: Credential::Basic { login: stored.login.clone(), password: stored.password.clone() },
            device_id: stored.device_id.clone(),
            device_name: None,
            want_app_password: false,
            captcha: word.clone(),
            // A fresh session proves the password; an old cookie would not (T1, B5).
            cookies: None,
            background,
        };
        let sent = match request::checkout(&stored.origin, &call) {
            Ok(mut request) => {
                request.secrets.extend(self.session_secrets(&stored));
                self.phone.transport.send(request).await
            }
            Err(problem) => {
                let trouble = Trouble::new(ProblemCode::Unexpected).with("stage", "checkout").with("code", problem);
                return self.not_judged(&stored, trouble).await;
            }
        };
        self.settle(stored, sent, word.is_some()).await
    }
}

/// What the document says to a send.
#[derive(Debug, Clone, PartialEq)]
enum Noted {
    Go,
    Stop(Trouble),
    UnderWay,
}

/// Decides under the folder's lock, on the document as it is on disk, and notes the send in it.
fn decide(doc: &mut AccountDoc, entry: &str, wish: &Wish, now: time::OffsetDateTime, note: &str) -> Noted {
    let stop = |doc: &AccountDoc, code| Noted::Stop(doc.problem.clone().unwrap_or_else(|| Trouble::new(code)));
    if doc.entry.as_deref() != Some(entry) {
        return stop(doc, ProblemCode::WasReset);
    }
    if let Some(other) = &doc.marks.under_way {
        let age = now - other.at;
        // A clock that was set back may shorten this wait, never lengthen it.
        if age >= time::Duration::ZERO && age < UNDER_WAY {
            return Noted::UnderWay;
        }
        doc.marks.under_way = None;
        doc.marks.lost = doc.marks.lost.saturating_add(1);
    }
    if !wish.fits(doc.state, doc.reason, stopped_until_asked(doc)) {
        return stop(doc, ProblemCode::StoredRefused);
    }
    let too_often = match wish {
        Wish::Call => doc.marks.lost >= LOST_AT_MOST,
        Wish::Unasked { network_changed } => doc.marks.lost > 0 && !network_changed,
        Wish::Employee { .. } => false,
    };
    if too_often {
        return Noted::Stop(Trouble::new(ProblemCode::AnswersLost).with("account", &doc.id));
    }
    doc.marks.under_way = Some(Note { id: note.to_owned(), at: now });
    Noted::Go
}

/// Whether an earlier send met something that is no answer any more: nothing is sent now because of how the account stands, and
/// that has a price of its own (R12).
fn outlived(row: &Row, vault: &VaultSays, wish: &Wish) -> bool {
    let standing = row.standing(vault);
    let stopped = row.document().is_some_and(stopped_until_asked);
    row.passing.is_some() && !wish.fits(standing.state, standing.reason, stopped)
}

/// Refused, or behind a picture (R1): whatever else came over the account since, only a person's wish sends the secret.
pub(super) fn stopped_until_asked(doc: &AccountDoc) -> bool {
    doc.marks.refused_at.is_some() || doc.picture.is_some()
}

impl Wish {
    /// Whether this wish may send the stored secret of an account in this state (R1, T7, T13). `stopped`: see
    /// [`stopped_until_asked`].
    fn fits(&self, state: AccountState, reason: Option<Reason>, stopped: bool) -> bool {
        if stopped && !self.spends() && !matches!(self, Self::Employee { word: Some(_), .. }) {
            return false;
        }
        match (state, reason) {
            (AccountState::SignedIn, _) => true,
            (AccountState::NeedsSignIn, Some(Reason::Refused)) => self.spends(),
            (AccountState::CaptchaNeeded, _) => self.spends() || matches!(self, Self::Employee { word: Some(_), .. }),
            (AccountState::Blocked, Some(Reason::IpRule)) => match self {
                Self::Unasked { network_changed } => *network_changed,
                Self::Employee { .. } => true,
                Self::Call => false,
            },
            (AccountState::Blocked, Some(Reason::PortalMoved | Reason::Licence)) => {
                matches!(self, Self::Employee { .. })
            }
            (AccountState::NeedsSignIn | AccountState::Blocked | AccountState::Deleting | AccountState::Damaged, _) => {
                false
            }
        }
    }

    fn spends(&self) -> bool {
        matches!(self, Self::Employee { spend_try: true, .. })
    }
}

/// Takes a flight off the list, even if it panicked.
struct Landing<'a> {
    sessions: &'a Sessions,
    account: &'a str,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        self.sessions.flights().remove(self.account);
    }
}
