//! What this process knows of the documents, and what lives only as long as it does: open sessions.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use time::OffsetDateTime;

use crate::clock::Wait;
use crate::ledger;
use crate::portal::cookies::Jar;
use crate::records::{AccountState, Availability, ProblemCode, Reason, Tries, Trouble};
use crate::secret::Secret;
use crate::store::documents::{AccountDoc, IndexRow, LedgerDoc, PhoneDoc};
use crate::store::{Read, update_row};
use crate::vault::VaultProblem;

/// Seconds a session lives after the last action, until an earlier end was seen (P43, F7).
pub(crate) const SESSION_S: u64 = 1440;

/// R1: lost answers in a row after which only the employee or a network change may send the stored secret again.
pub(crate) const LOST_AT_MOST: u32 = 3;

/// All of it, behind one lock that is never held across a wait (R8).
#[derive(Default)]
pub(crate) struct Memory {
    /// Folder and index.
    pub(crate) folder: Folder,
    /// Which phone this is, as far as the vault has said.
    pub(crate) vault: VaultSays,
    /// Rows in the employee's order.
    pub(crate) rows: Vec<Row>,
    /// Why accounts are there that have no row; nothing where there are none.
    pub(crate) without_row: Option<Availability>,
    /// The account in use.
    pub(crate) selected: Option<String>,
    /// The try ledger.
    pub(crate) ledger: LedgerDoc,
    /// Turn of the ledger that is shown.
    pub(crate) ledger_turn: u64,
    /// Turn of the index whose order and selection are shown.
    pub(crate) index_turn: u64,
    /// Accounts that this process has deleted: what was read before does not bring them back.
    pub(crate) deleted: Vec<String>,
    /// Key of its digests.
    pub(crate) ledger_key: Option<Vec<u8>>,
    /// The installation id in `device/`.
    pub(crate) installation_on_disk: Option<String>,
    /// Since when (boot time) the app is in the background.
    pub(crate) background_since: Option<Duration>,
    /// Language of texts.
    pub(crate) locale: String,
}

/// Whether documents can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Folder {
    /// Read.
    Readable,
    /// Not readable now: no rows, nothing written (R7).
    #[default]
    Unreadable,
    /// The index is of a newer version.
    Newer,
    /// The index was damaged and could not be rebuilt.
    Damaged,
}

/// What the vault said about the installation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum VaultSays {
    /// Not yet answered: rows are listed as stored, nothing with a device id is sent.
    #[default]
    Nothing,
    /// It can be read and has no id: another phone, or nobody has signed in here yet.
    Empty,
    /// Its key was made unusable: what it held is lost, the id too. The next sign-in begins a new one.
    Invalidated,
    /// This installation.
    Installation(String),
    /// A problem.
    Problem(VaultProblem),
}

impl VaultSays {
    /// Whether the document was sealed under another id than the one the vault named: on another phone, or by another process
    /// that has put one there since.
    pub(super) fn disowns(&self, doc: &AccountDoc) -> bool {
        doc.sealed.is_some()
            && match self {
                Self::Installation(id) => doc.installation.as_ref() != Some(id),
                Self::Empty | Self::Invalidated => true,
                Self::Nothing | Self::Problem(_) => false,
            }
    }
}

/// One account.
pub(crate) struct Row {
    /// Its row in the index.
    pub(crate) index: IndexRow,
    /// Its document.
    pub(crate) doc: DocSays,
    /// Turn of the writing it was shown from: an earlier one that comes later changes nothing.
    pub(crate) turn: u64,
    /// Turn of the last reading of its document alone; held while one is under way.
    pub(super) looked: Arc<tokio::sync::Mutex<u64>>,
    /// Turn of the last unsent text that was written.
    pub(crate) drafted: Arc<AtomicU64>,
    /// Stops that are not on disk yet (R9): applied first at the next write.
    pub(crate) stops: Vec<Stop>,
    /// The portal's session, if one is open in this process.
    pub(crate) session: Option<OpenSession>,
    /// What went wrong last and need not survive a restart.
    pub(crate) passing: Option<Trouble>,
    /// Why the key could not be read: shown, not written.
    pub(crate) key: Option<VaultProblem>,
    /// How long the portal asked for patience (Q15), as far as it was asked for or looked up in this process.
    pub(crate) busy: Option<Wait>,
    /// When (boot time) a check nobody called for last went out.
    pub(crate) checked_unasked: Option<Duration>,
}

/// A change that acts in memory at once and is repeated until it is on disk.
pub(crate) type Stop = Arc<dyn Fn(&mut AccountDoc) + Send + Sync>;

/// What a row's document says.
pub(crate) enum DocSays {
    /// It.
    Value(Box<AccountDoc>),
    /// There is none: a backup of another phone.
    Missing,
    /// It cannot be read.
    Damaged,
    /// It is of a newer version.
    Newer,
    /// Deletion has begun.
    Deleting,
}

impl DocSays {
    /// What was read of a document that has a row.
    pub(super) fn of(read: Read<AccountDoc>) -> Self {
        match read {
            Read::Absent => Self::Missing,
            Read::Value(doc) => Self::Value(Box::new(doc)),
            Read::Newer => Self::Newer,
            Read::Damaged | Read::Unreadable(_) => Self::Damaged,
        }
    }

    /// Whether reading it again found nothing that counts.
    pub(super) fn is_still(&self, read: &Self) -> bool {
        match (self, read) {
            (Self::Deleting, _) => true,
            (Self::Value(known), Self::Value(read)) => known.header.revision == read.header.revision,
            (Self::Damaged, Self::Damaged) | (Self::Newer, Self::Newer) => true,
            (Self::Value(_) | Self::Missing | Self::Damaged | Self::Newer, _) => false,
        }
    }
}

/// An open session. Never written down; dropped with the row's secrets.
pub(crate) struct OpenSession {
    /// Its cookies, of this account alone (R6).
    pub(crate) jar: Jar,
    /// The CSRF token (F3).
    pub(crate) sessid: Option<Secret>,
    /// Last answer of the portal, boot time.
    pub(crate) last_action: Duration,
    /// The same, wall time.
    pub(crate) checked_at: OffsetDateTime,
    /// Names this session, so that a late answer finds whether it is still the one it began with.
    pub(crate) number: u64,
}

/// How an account stands.
pub(crate) struct Standing {
    /// State.
    pub(crate) state: AccountState,
    /// Why.
    pub(crate) reason: Option<Reason>,
    /// Problem to show.
    pub(crate) trouble: Option<Trouble>,
}

impl Row {
    /// A row as loaded.
    pub(crate) fn new(index: IndexRow, doc: DocSays) -> Self {
        let (stops, session, passing, key) = (Vec::new(), None, None, None);
        let (looked, drafted) = (Arc::default(), Arc::default());
        Self { index, doc, turn: 0, looked, drafted, stops, session, passing, key, busy: None, checked_unasked: None }
    }

    /// These, and only these, are owed no longer.
    pub(crate) fn forget_stops(&mut self, done: &[Stop]) {
        self.stops.retain(|stop| !done.iter().any(|done| Arc::ptr_eq(done, stop)));
    }

    /// Shows what lies on disk, with the stops that do not lie there yet; `turn`: from before the reading, or from the
    /// writing. Session and problems are of the account as it stood: where another process has signed it in, reset it or met a
    /// refusal, they are over.
    pub(crate) fn take(&mut self, mut doc: DocSays, turn: u64) {
        // A later writing is shown already; and a deletion that the disk refused is still one.
        if self.turn > turn || matches!(self.doc, DocSays::Deleting) {
            return;
        }
        if let DocSays::Value(doc) = &mut doc {
            self.stops.iter().for_each(|stop| stop(doc));
            // Where both hold a field, the document wins.
            update_row(&mut self.index, doc);
        }
        let (stood, told) = (self.stands_on(), self.problem());
        (self.doc, self.turn) = (doc, turn);
        if self.stands_on() != stood {
            (self.session, self.passing, self.key) = (None, None, None);
        } else if self.problem() != told {
            self.passing = None;
        }
    }

    fn problem(&self) -> Option<Trouble> {
        self.document().and_then(|doc| doc.problem.clone())
    }

    fn stands_on(&self) -> Option<(Option<String>, AccountState, Option<Reason>)> {
        self.document().map(|doc| (doc.entry.clone(), doc.state, doc.reason))
    }

    /// The document, if it can be read.
    pub(crate) fn document(&self) -> Option<&AccountDoc> {
        match &self.doc {
            DocSays::Value(doc) => Some(doc),
            DocSays::Missing | DocSays::Damaged | DocSays::Newer | DocSays::Deleting => None,
        }
    }

    /// Seconds a session of this account lives.
    pub(crate) fn session_length(&self) -> u64 {
        self.document().and_then(|doc| doc.session.length_s).unwrap_or(SESSION_S)
    }

    /// Whether the session that is held is open, as far as this phone can know. What nothing renews (Q13) is over when the portal says
    /// so, not by a length that is assumed (R2, P43).
    pub(crate) fn session_is_open(&self, now: Duration) -> bool {
        let Some(session) = &self.session else { return false };
        let renewable = self.document().is_some_and(|doc| doc.sealed.is_some());
        !renewable || now.saturating_sub(session.last_action).as_secs() < self.session_length()
    }

    /// How it stands: what is stored, and what follows from the vault without being written (`device_changed`).
    pub(crate) fn standing(&self, vault: &VaultSays) -> Standing {
        let derived = |state, reason, code| Standing { state, reason, trouble: Some(Trouble::new(code)) };
        match &self.doc {
            DocSays::Deleting => Standing { state: AccountState::Deleting, reason: None, trouble: None },
            DocSays::Damaged => derived(AccountState::Damaged, None, ProblemCode::DocumentDamaged),
            DocSays::Newer => derived(AccountState::Blocked, None, ProblemCode::DocumentNewer),
            DocSays::Missing => {
                derived(AccountState::NeedsSignIn, Some(Reason::DeviceChanged), ProblemCode::DeviceChanged)
            }
            DocSays::Value(doc) => self.stands_as_stored(doc, vault),
        }
    }

    fn stands_as_stored(&self, doc: &AccountDoc, vault: &VaultSays) -> Standing {
        let needs = |reason, code| Standing {
            state: AccountState::NeedsSignIn,
            reason: Some(reason),
            trouble: Some(Trouble::new(code)),
        };
        if doc.sealed.is_some() {
            if vault.disowns(doc) {
                return match *vault == VaultSays::Invalidated {
                    true => needs(Reason::KeyInvalidated, ProblemCode::KeyInvalidated),
                    false => needs(Reason::DeviceChanged, ProblemCode::DeviceChanged),
                };
            }
            match self.key {
                Some(VaultProblem::Invalidated) => return needs(Reason::KeyInvalidated, ProblemCode::KeyInvalidated),
                Some(VaultProblem::OtherDevice) => return needs(Reason::DeviceChanged, ProblemCode::DeviceChanged),
                Some(VaultProblem::Damaged) => {
                    let trouble = Some(Trouble::new(ProblemCode::DocumentDamaged));
                    return Standing { state: AccountState::Damaged, reason: None, trouble };
                }
                Some(VaultProblem::Locked | VaultProblem::NeedsUser | VaultProblem::Unavailable) | None => {}
            }
        } else if doc.state == AccountState::SignedIn && self.session.is_none() {
            return needs(Reason::SessionEnded, ProblemCode::SessionEnded);
        }
        let trouble = self.passing.clone().or_else(|| doc.problem.clone()).or_else(|| stopped_by_itself(doc));
        Standing { state: doc.state, reason: doc.reason, trouble }
    }
}

/// R1: a call would send nothing any more, so the row must offer the employee's wish, after a restart too.
fn stopped_by_itself(doc: &AccountDoc) -> Option<Trouble> {
    let stopped = doc.state == AccountState::SignedIn && doc.marks.lost >= LOST_AT_MOST;
    stopped.then(|| Trouble::new(ProblemCode::AnswersLost))
}

impl Memory {
    /// Whether rows can be used now.
    pub(crate) fn availability(&self) -> Availability {
        // What cannot be read is not empty (R7). Beside rows it is no reason to warn for ever.
        if let (Folder::Readable, true, Some(why)) = (self.folder, self.rows.is_empty(), self.without_row) {
            return why;
        }
        match (self.folder, &self.vault) {
            (Folder::Unreadable, _) => Availability::Locked,
            (Folder::Newer, _) => Availability::Newer,
            (Folder::Damaged, _) => Availability::Damaged,
            (Folder::Readable, VaultSays::Problem(_)) => Availability::Locked,
            (
                Folder::Readable,
                VaultSays::Nothing | VaultSays::Empty | VaultSays::Invalidated | VaultSays::Installation(_),
            ) => Availability::Ready,
        }
    }

    /// What `phone.json` says.
    pub(super) fn take_phone(&mut self, phone: PhoneDoc) {
        self.ledger_key = BASE64.decode(&phone.ledger_key).ok();
        self.installation_on_disk = Some(phone.installation);
    }

    /// The installation id in `device/`, if an account was sealed under it.
    pub(super) fn installation_in_use(&self) -> Option<String> {
        let mut docs = self.rows.iter().filter_map(Row::document);
        let used = docs.any(|doc| doc.installation.is_some() && doc.installation == self.installation_on_disk);
        self.installation_on_disk.clone().filter(|_| used)
    }

    /// Accounts whose deletion has begun and is not done.
    pub(crate) fn deleting(&self) -> Vec<String> {
        let deleting = self.rows.iter().filter(|row| matches!(row.doc, DocSays::Deleting));
        deleting.map(|row| row.index.id.clone()).collect()
    }

    /// The account is deleted: its row goes, for good.
    pub(crate) fn forget(&mut self, id: &str) {
        self.rows.retain(|row| row.index.id != id);
        self.deleted.push(id.to_owned());
    }

    /// Digests of a login's line and of its portal; none before this phone has a key.
    pub(crate) fn ledger_names(&self, origin: &str, login: &str) -> Option<ledger::Names> {
        let key = self.ledger_key.as_deref()?;
        Some(ledger::Names { line: ledger::digest(key, origin, login), portal: ledger::portal_digest(key, origin) })
    }

    /// Tries of one login on one portal.
    pub(crate) fn tries(&self, origin: &str, login: &str) -> Tries {
        match self.ledger_names(origin, login) {
            Some(names) => ledger::tries(&self.ledger, &names.line, &names.portal),
            None => ledger::tries(&LedgerDoc::default(), "", ""),
        }
    }

    /// Backup codes that signed this login in from this phone.
    pub(crate) fn backup_codes_used(&self, origin: &str, login: &str) -> u32 {
        let folded = ledger::fold_login(login);
        let mut here = self.rows.iter().filter_map(Row::document).filter(|doc| doc.origin == origin);
        here.find(|doc| ledger::fold_login(&doc.login) == folded).map_or(0, |doc| doc.backup_codes_used)
    }

    /// The rows to show: none while the folder cannot be read (R7), whatever was known of them before.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|_| self.folder != Folder::Unreadable)
    }

    /// The row of an account.
    pub(crate) fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.index.id == id)
    }

    /// The row of an account, to change.
    pub(crate) fn row_mut(&mut self, id: &str) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.index.id == id)
    }
}
