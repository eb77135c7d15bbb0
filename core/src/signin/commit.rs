//! A success of the portal becomes an account: secrets and state in one document, moved there by one rename (R3).

use std::sync::{Arc, PoisonError};

use time::OffsetDateTime;
use url::Url;

use super::belongs::{Belongs, belongs};
use super::driver::{CarriedOut, SignIns};
use super::events::Event;
use super::live::Gained;
use super::machine::Number;
use crate::errors::CallError;
use crate::journal;
use crate::ledger;
use crate::phone::{DocSays, OpenSession, Row, change_ledger, seal_text, take_facts};
use crate::portal::answer::{RestAnswer, SignedIn};
use crate::portal::cookies::Jar;
use crate::portal::device_name::header_device_name;
use crate::portal::request::{self, RestCall};
use crate::portal::rest::read_rest;
use crate::records::{AccountState, PhoneEvent, PortalRef, ProblemCode, Reason, Trouble};
use crate::secret::Secret;
use crate::store::documents::{AccountDoc, Header, IndexDoc, IndexRow, LedgerDoc, LeftBehind};
use crate::store::{Read, StoreProblem, Tx, row_of, update_row};
use crate::vault::seal::{Key, Place};

/// Everything that is written.
struct Gain {
    sign_in: String,
    portal: PortalRef,
    /// Empty for a link: whose it is shows only in the answer.
    typed_login: String,
    facts: SignedIn,
    device_id: String,
    device_name: String,
    installation: Option<String>,
    by_backup_code: bool,
    /// An account that came by a link is not selected by itself (pain 44).
    by_link: bool,
    /// Entry, key and application password.
    secret: Option<(String, Key, Secret)>,
    ledger_lines: Vec<String>,
    now: OffsetDateTime,
}

/// What was written.
struct Written {
    doc: AccountDoc,
    /// Number of the writing.
    turn: u64,
    index: Option<IndexDoc>,
    ledger: Option<LedgerDoc>,
    old_entry: Option<String>,
}

impl SignIns {
    /// Writes the account down, then shows it. The application password is stored first, then the typed one forgotten (T2).
    pub(super) async fn commit(&self, id: &str, request: Number) -> CarriedOut {
        match self.try_commit(id).await {
            Ok(Ok(account)) => CarriedOut::event(Event::Committed { request, account }),
            Ok(Err(trouble)) => CarriedOut::event(Event::CommitRefused { request, trouble }),
            // Cancelled, or finished by another process, between the portal's yes and the writing: over, and no call's mistake.
            Err(CallError::UnknownAccount) => {
                let trouble = Trouble::new(ProblemCode::NoLongerThere);
                CarriedOut::event(Event::CommitRefused { request, trouble })
            }
            Err(error) => {
                let trouble = Trouble::new(ProblemCode::StorageFailed);
                CarriedOut { event: Some(Event::CommitFailed { request, trouble }), error: Some(error) }
            }
        }
    }

    async fn try_commit(&self, id: &str) -> Result<Result<String, Trouble>, CallError> {
        let (gain, session, account) = self.gain(id).await?;
        let belongs =
            self.phone.read(|memory| belongs(memory, account.as_deref(), &gain.portal, &gain.facts, &gain.typed_login));
        let (known, not_moved) = match belongs {
            Belongs::New => (None, None),
            Belongs::To(account) => (Some(account), None),
            // The portal has replaced the application password of the one that is there (E3, Q11): it takes this success.
            Belongs::NotMoved { moved, other: Some(other) } => (Some(other), Some((moved, gain.portal.clone()))),
            Belongs::NotMoved { moved, other: None } => {
                // Nothing is written of this success but that it was one (G7).
                let lines = gain.ledger_lines.clone();
                self.phone.count(move |book| signed_in(book, &lines)).await;
                return Ok(Err(self.not_moved(&moved, None, &gain.portal, gain.facts.app_password.is_some()).await));
            }
        };
        let (origin, login) = (gain.portal.origin.clone(), gain.typed_login.clone());
        let (phone, known_before) = (Arc::clone(&self.phone), known.clone());
        let written = self.phone.write(move |tx| write(tx, known, &gain, || phone.number())).await?;
        let account = written.doc.id.clone();
        if let Some(gone) = known_before.filter(|known| *known != account) {
            self.phone.edit(|memory| memory.rows.retain(|row| row.index.id != gone));
        }
        if written.doc.reason == Some(Reason::PortalChanged) {
            let trouble = Trouble::new(ProblemCode::PortalChanged).with("account", &account);
            self.show_committed(written, None);
            return Ok(Err(trouble));
        }
        // Its key is the account's now: the end of the sign-in has none to drop. Gone already is fine too.
        let _ = self.with(id, |live| live.doc.entry.take_if(|entry| written.doc.entry.as_ref() == Some(&*entry)));
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).forget(&origin, &login);
        let old_entry = written.old_entry.clone();
        self.show_committed(written, Some(session));
        if let Some(entry) = old_entry {
            self.phone.drop_key(&entry).await;
        }
        match not_moved {
            Some((moved, to)) => Ok(Err(self.not_moved(&moved, Some(account), &to, false).await)),
            None => Ok(Ok(account)),
        }
    }

    /// What the portal gave, the session that is open with it, and the account that the sign-in was begun for.
    async fn gain(&self, id: &str) -> Result<(Gain, OpenSession, Option<String>), CallError> {
        let (state, gained, jar, doc, key) = self.with(id, |live| {
            (live.state.clone(), live.gained.clone(), live.jar.clone(), live.doc.clone(), live.key.clone())
        })?;
        let (Some(portal), Some(Gained { mut facts, at, by_backup_code })) = (state.portal, gained) else {
            return Err(CallError::Cancelled);
        };
        let origin = Url::parse(&portal.origin).map_err(|_| CallError::StorageFailed)?;
        let jar = jar.unwrap_or_else(|| Jar::new(&origin));
        if facts.user_id.is_none() {
            facts.user_id = self.ask_user_id(&origin, &facts, &jar).await;
        }
        let by_hash = state.stage.link().is_some();
        let by_link = by_hash || self.with(id, |live| live.by_link)?;
        let typed_login = state.login.filter(|_| !by_hash).unwrap_or_default();
        let logins = [Some(typed_login.as_str()), facts.login.as_deref()].into_iter().flatten();
        let lines =
            logins.filter(|login| !login.is_empty()).filter_map(|login| self.phone.ledger_names(&portal.origin, login));
        let ledger_lines = lines.map(|(line, _)| line).collect();
        let secret = doc.entry.zip(key).zip(facts.app_password.clone());
        let now = self.phone.now();
        let session = OpenSession {
            jar,
            sessid: facts.sessid.clone(),
            last_action: at,
            checked_at: now,
            number: self.phone.number(),
        };
        let gain = Gain {
            sign_in: id.to_owned(),
            portal,
            typed_login,
            facts,
            device_id: doc.device_id,
            device_name: header_device_name(&self.phone.device_name),
            installation: doc.installation,
            by_backup_code,
            by_link,
            secret: secret.map(|((entry, key), password)| (entry, key, password)),
            ledger_lines,
            now,
        };
        Ok((gain, session, state.account))
    }

    fn show_committed(&self, written: Written, session: Option<OpenSession>) {
        self.phone.edit(|memory| {
            if let Some(ledger) = written.ledger {
                memory.ledger = ledger;
            }
            let index = row_of(&written.doc);
            let id = index.id.clone();
            match memory.row_mut(&id) {
                Some(row) => {
                    row.stops.clear();
                    row.take(DocSays::Value(Box::new(written.doc)), written.turn);
                    (row.session, row.passing, row.key, row.busy_until) = (session, None, None, None);
                }
                None => {
                    let mut row = Row::new(index, DocSays::Value(Box::new(written.doc)));
                    (row.session, row.turn) = (session, written.turn);
                    memory.rows.push(row);
                }
            }
            if let Some(index) = &written.index {
                memory.follow(index);
            }
        });
    }

    /// Q13: old portals do not say who signed in; REST does.
    async fn ask_user_id(&self, origin: &Url, facts: &SignedIn, jar: &Jar) -> Option<String> {
        let params = serde_json::json!({});
        let none = Secret::new("");
        let call = RestCall {
            method: "profile",
            params: &params,
            sessid: facts.sessid.as_ref().unwrap_or(&none),
            cookies: jar.header(origin),
            background: false,
            timeout: request::PICTURE_TIMEOUT,
        };
        let request = request::rest(origin, &call).ok()?;
        let response = self.phone.transport.send(request).await.ok()?;
        match read_rest(&response, origin, self.phone.now()) {
            RestAnswer::Result(result) => {
                let id = result.get("ID")?;
                let number = || id.as_i64().map(|id| id.to_string());
                id.as_str().filter(|id| !id.is_empty()).map(str::to_owned).or_else(number)
            }
            RestAnswer::StaleToken { .. }
            | RestAnswer::NoSession
            | RestAnswer::Error { .. }
            | RestAnswer::Busy { .. }
            | RestAnswer::Forbidden { .. }
            | RestAnswer::Moved { .. }
            | RestAnswer::Failing { .. }
            | RestAnswer::NetworkServiceDown
            | RestAnswer::Unreadable { .. } => None,
        }
    }

    /// Q12: the moved account keeps everything and says why it was not moved.
    /// `left`: an application password that nobody here takes stays behind at the new address (P39).
    async fn not_moved(&self, moved: &str, other: Option<String>, to: &PortalRef, left: bool) -> Trouble {
        let mut trouble = Trouble::new(ProblemCode::MoveRefused)
            .with("account", moved)
            .with("to", &to.host)
            .with("to_origin", &to.origin);
        if let Some(other) = other {
            trouble = trouble.with("other_account", other);
        }
        let shown = trouble.clone();
        let name = header_device_name(&self.phone.device_name);
        let left = left.then(|| LeftBehind { origin: to.origin.clone(), device_name: Some(name.clone()) });
        self.phone
            .stop_account(moved, move |doc| {
                doc.problem = Some(shown.clone());
                doc.left_on_portal.extend(left.clone());
            })
            .await;
        // What was shown since the portal moved is answered by this.
        self.sessions.forget_passing(moved);
        trouble
    }
}

/// One transaction: document, index, ledger, and the sign-in's own document goes. The first rename commits; what a kill leaves
/// behind it the next start finishes.
fn write(
    tx: &mut Tx<'_>,
    known: Option<String>,
    gain: &Gain,
    turn: impl FnOnce() -> u64,
) -> Result<Written, StoreProblem> {
    // Cancelled, or its account reset, while the answer was on its way: nothing comes of it.
    tx.sign_in(&gain.sign_in).required()?;
    let account = match known {
        Some(known) if is_there(tx, &known)? => Some(known),
        // Deleted by another process: its id is not used again, and neither is what memory holds of it.
        Some(_) | None => added_meanwhile(tx, gain)?,
    };
    let account = account.unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let account = account.as_str();
    let stored = match tx.account(account) {
        Read::Damaged | Read::Absent => None,
        read @ (Read::Value(_) | Read::Newer | Read::Unreadable(_)) => read.optional()?,
    };
    let old_entry = stored.as_ref().and_then(|doc| doc.entry.clone());
    let other_portal = stored
        .as_ref()
        .is_some_and(|doc| doc.target.is_some() && gain.facts.target.is_some() && doc.target != gain.facts.target);
    let moved = stored.as_ref().is_some_and(|doc| doc.origin != gain.portal.origin);
    let mut doc = stored.unwrap_or_else(|| new_document(account, gain));
    if other_portal {
        (doc.state, doc.reason) = (AccountState::Blocked, Some(Reason::PortalChanged));
        doc.problem = Some(Trouble::new(ProblemCode::PortalChanged).with("account", account));
    } else {
        fill(&mut doc, gain)?;
    }
    let event = match (other_portal, moved) {
        (true, _) => PhoneEvent::Blocked,
        (false, true) => PhoneEvent::Moved,
        (false, false) => PhoneEvent::SignedIn,
    };
    let trouble = doc.problem.clone();
    journal::note(&mut doc, gain.now, event, trouble.as_ref());
    tx.put_account(&mut doc)?;
    // This rename committed. What fails from here on (a disk that is full now) the next start mends, as after a kill; told as
    // a failure, the next try would make a second account of it.
    let index = done_later("the row", write_index(tx, &doc, !other_portal && !gain.by_link));
    let ledger = done_later("the try ledger", write_ledger(tx, &gain.ledger_lines)).flatten();
    done_later("the end of the sign-in", tx.remove_sign_in(&gain.sign_in));
    let old_entry = old_entry.filter(|entry| doc.entry.as_ref() != Some(entry));
    Ok(Written { doc, turn: turn(), index, ledger, old_entry })
}

/// What was written, if it was.
fn done_later<R>(what: &str, written: Result<R, StoreProblem>) -> Option<R> {
    written.inspect_err(|problem| tracing::warn!(%problem, "{what} could not be written yet")).ok()
}

/// Whether the account still is one: a document, or a row whose document is not on this phone, and no deletion begun.
fn is_there(tx: &Tx<'_>, account: &str) -> Result<bool, StoreProblem> {
    let deleting = !matches!(tx.tombstone(account), Read::Absent);
    let has_document = !matches!(tx.account(account), Read::Absent);
    let index = tx.index().optional()?.unwrap_or_default();
    Ok(!deleting && (has_document || index.rows.iter().any(|row| row.id == account)))
}

/// Another process may have signed the same employee in: two rows would be one account twice.
fn added_meanwhile(tx: &Tx<'_>, gain: &Gain) -> Result<Option<String>, StoreProblem> {
    let index = tx.index().optional()?.unwrap_or_default();
    let same = |row: &&IndexRow| {
        row.origin == gain.portal.origin && row.user_id.is_some() && row.user_id == gain.facts.user_id
    };
    Ok(index.rows.iter().find(same).map(|row| row.id.clone()))
}

fn write_index(tx: &mut Tx<'_>, doc: &AccountDoc, select: bool) -> Result<IndexDoc, StoreProblem> {
    let mut index = tx.index().optional()?.unwrap_or_default();
    match index.rows.iter_mut().find(|row| row.id == doc.id) {
        Some(row) => update_row(row, doc),
        None => index.rows.push(row_of(doc)),
    }
    if select {
        index.selected = Some(doc.id.clone());
    }
    tx.put_index(&mut index)?;
    Ok(index)
}

/// A completed sign-in sets the count to zero (G7).
fn write_ledger(tx: &mut Tx<'_>, lines: &[String]) -> Result<Option<LedgerDoc>, StoreProblem> {
    if lines.is_empty() {
        return Ok(None);
    }
    change_ledger(tx, |book| signed_in(book, lines)).map(Some)
}

fn signed_in(book: &mut LedgerDoc, lines: &[String]) {
    lines.iter().for_each(|line| ledger::succeeded(book, line));
}

fn fill(doc: &mut AccountDoc, gain: &Gain) -> Result<(), StoreProblem> {
    doc.origin.clone_from(&gain.portal.origin);
    take_facts(doc, &gain.facts);
    if gain.facts.login.is_none() && !gain.typed_login.is_empty() {
        doc.login.clone_from(&gain.typed_login);
    }
    if doc.device_id != gain.device_id
        && let Some(name) = doc.device_name.take()
    {
        // Q11: the new device id wins; the portal keeps the password of the old one.
        doc.left_on_portal.push(LeftBehind { origin: doc.origin.clone(), device_name: Some(name) });
    }
    doc.device_id.clone_from(&gain.device_id);
    doc.installation.clone_from(&gain.installation);
    if gain.secret.is_some() {
        doc.device_name = Some(gain.device_name.clone());
    }
    // Under no login a password could only be refused (Q11).
    let secret = gain.secret.as_ref().filter(|_| !doc.login.is_empty());
    // Without a new one the old secret goes too: it may be the refused one (R1).
    (doc.entry, doc.sealed) = match secret {
        Some((entry, key, password)) => {
            let sealed = seal_text(key, Place::Account, &doc.id, entry, password);
            (Some(entry.clone()), Some(sealed.map_err(|_| StoreProblem::Io(std::io::ErrorKind::Other))?))
        }
        None => (None, None),
    };
    doc.marks = Default::default();
    doc.backup_codes_used = doc.backup_codes_used.saturating_add(u32::from(gain.by_backup_code));
    doc.picture = None;
    doc.session.checked_at = Some(gain.now);
    (doc.state, doc.reason, doc.problem) = standing_after(&gain.facts, secret.is_some());
    Ok(())
}

/// T3: over the licence or locked is signed in all the same. Q13: no application password is said beforehand.
fn standing_after(facts: &SignedIn, renewable: bool) -> (AccountState, Option<Reason>, Option<Trouble>) {
    if facts.blocked {
        return (AccountState::Blocked, Some(Reason::Licence), Some(Trouble::new(ProblemCode::PortalLocked)));
    }
    let problem = match (facts.restricted, renewable) {
        (true, _) => Some(Trouble::new(ProblemCode::LicenceLimit)),
        (false, false) => Some(Trouble::new(ProblemCode::NoApplicationPassword)),
        (false, true) => None,
    };
    (AccountState::SignedIn, None, problem)
}

fn new_document(account: &str, gain: &Gain) -> AccountDoc {
    AccountDoc {
        header: Header::default(),
        id: account.to_owned(),
        origin: gain.portal.origin.clone(),
        kind: gain.portal.kind,
        user_id: None,
        target: None,
        login: gain.typed_login.clone(),
        name: String::new(),
        position: None,
        photo_url: None,
        restricted: false,
        policy: Default::default(),
        state: AccountState::NeedsSignIn,
        reason: None,
        problem: None,
        device_id: gain.device_id.clone(),
        device_name: None,
        installation: None,
        entry: None,
        sealed: None,
        marks: Default::default(),
        picture: None,
        session: Default::default(),
        backup_codes_used: 0,
        left_on_portal: Vec::new(),
        settings: Default::default(),
        draft: String::new(),
        history: Vec::new(),
    }
}
