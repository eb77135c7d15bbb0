//! What a commit writes: the account's document, the rows, the ledger, in one transaction.

use time::OffsetDateTime;

use crate::journal;
use crate::ledger;
use crate::phone::{AsOf, change_ledger, is_of_another_portal, seal_text, take_facts};
use crate::portal::answer::SignedIn;
use crate::records::{AccountState, PhoneEvent, PortalRef, ProblemCode, Reason, Trouble};
use crate::secret::Secret;
use crate::store::documents::{AccountDoc, IndexDoc, IndexRow, LedgerDoc, LeftBehind};
use crate::store::{Read, StoreProblem, Tx, row_of, update_row};
use crate::vault::seal::{Key, Place};

/// Everything that is written.
pub(super) struct Gain {
    pub(super) sign_in: String,
    pub(super) portal: PortalRef,
    /// Empty for a link: whose it is shows only in the answer.
    pub(super) typed_login: String,
    pub(super) facts: SignedIn,
    pub(super) device_id: String,
    pub(super) device_name: String,
    pub(super) installation: Option<String>,
    pub(super) by_backup_code: bool,
    /// An account that came by a link is not selected by itself (pain 44).
    pub(super) by_link: bool,
    /// Entry, key and application password.
    pub(super) secret: Option<(String, Key, Secret)>,
    pub(super) ledger_lines: Vec<String>,
    /// Accounts that are being deleted, whether or not the disk has heard of it: nothing is written into one of them.
    pub(super) deleting: Vec<String>,
    pub(super) now: OffsetDateTime,
}

/// What was written.
pub(super) struct Written {
    pub(super) account: AsOf<AccountDoc>,
    pub(super) index: Option<AsOf<IndexDoc>>,
    pub(super) ledger: Option<AsOf<LedgerDoc>>,
    pub(super) old_entry: Option<String>,
}

/// One transaction: document, index, ledger, and the sign-in's own document goes. The first rename commits; what a kill leaves
/// behind it the next start finishes.
pub(super) fn write(tx: &mut Tx<'_>, known: Option<String>, gain: &Gain) -> Result<Written, StoreProblem> {
    let open = tx.sign_in(&gain.sign_in);
    if matches!(open, Read::Absent)
        && let Some(written) = written_before(tx, gain)?
    {
        return Ok(written);
    }
    // Cancelled, or its account reset, while the answer was on its way: nothing comes of it.
    open.required()?;
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
    let other_portal = stored.as_ref().is_some_and(|doc| is_of_another_portal(doc, &gain.facts));
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
    Ok(Written { account: AsOf::now(doc), index, ledger, old_entry })
}

/// What an earlier writing of the same success left that took longer than it was waited for.
fn written_before(tx: &mut Tx<'_>, gain: &Gain) -> Result<Option<Written>, StoreProblem> {
    let Some((entry, ..)) = &gain.secret else { return Ok(None) };
    let written = |doc: &AccountDoc| doc.entry.as_ref() == Some(entry);
    let account = tx.accounts()?.into_values().filter_map(Read::into_value).find(written);
    let Some(account) = account else { return Ok(None) };
    let index = tx.index().optional()?.map(AsOf::now);
    Ok(Some(Written { account: AsOf::now(account), index, ledger: None, old_entry: None }))
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
        let here = row.origin == gain.portal.origin && row.user_id.is_some() && row.user_id == gain.facts.user_id;
        here && !gain.deleting.contains(&row.id) && matches!(tx.tombstone(&row.id), Read::Absent)
    };
    Ok(index.rows.iter().find(same).map(|row| row.id.clone()))
}

fn write_index(tx: &mut Tx<'_>, doc: &AccountDoc, select: bool) -> Result<AsOf<IndexDoc>, StoreProblem> {
    let mut index = tx.index().optional()?.unwrap_or_default();
    match index.rows.iter_mut().find(|row| row.id == doc.id) {
        Some(row) => update_row(row, doc),
        None => index.rows.push(row_of(doc)),
    }
    if select {
        index.selected = Some(doc.id.clone());
    }
    tx.put_index(&mut index)?;
    Ok(AsOf::now(index))
}

/// A completed sign-in sets the count to zero (G7).
fn write_ledger(tx: &mut Tx<'_>, lines: &[String]) -> Result<Option<AsOf<LedgerDoc>>, StoreProblem> {
    if lines.is_empty() {
        return Ok(None);
    }
    change_ledger(tx, |ledger| signed_in(ledger, lines)).map(Some)
}

pub(super) fn signed_in(ledger: &mut LedgerDoc, lines: &[String]) {
    lines.iter().for_each(|line| ledger::succeeded(ledger, line));
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
    // Under no login a password could only be refused (Q11), and a colon would cut the login short (B4).
    let secret = gain.secret.as_ref().filter(|_| !doc.login.is_empty() && !doc.login.contains(':'));
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
    let row = IndexRow {
        id: account.to_owned(),
        origin: gain.portal.origin.clone(),
        kind: gain.portal.kind,
        user_id: None,
        target: None,
        login: gain.typed_login.clone(),
        name: String::new(),
        position: None,
    };
    AccountDoc::new(row, gain.device_id.clone())
}
