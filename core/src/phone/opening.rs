//! From the folder into memory: at opening, and again when what was locked may have been unlocked.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::tries::{Counted, ledger_turn};
use super::{DocSays, Folder, Memory, Phone, Row, VaultSays};
use crate::config::Config;
use crate::errors::CallError;
use crate::records::Availability;
use crate::store::documents::{AccountDoc, IndexDoc, IndexRow, SignInDoc};
use crate::store::{Access, Loaded, Read, recover, row_of};
use crate::task;

impl Phone {
    /// Reads the folder and asks the vault who we are without waiting for its answer. Opening reads no secret.
    pub(crate) async fn open(config: &Config) -> Result<(Arc<Self>, Vec<SignInDoc>), CallError> {
        let phone = Arc::new(Self::new(config)?);
        let sign_ins = phone.reload().await;
        let asking = Arc::clone(&phone);
        task::spawn(&phone.runtime, async move {
            asking.ask_vault().await;
            asking.finish_deletions().await;
        });
        Ok((phone, sign_ins))
    }

    /// Reads the folder again: mends what a kill left, then shows what is there. Gives the unfinished sign-ins. What memory
    /// alone knows of a row (its session, stops not yet on disk) stays.
    pub(crate) async fn reload(&self) -> Vec<SignInDoc> {
        let store = self.store.clone();
        let (turn, ledger_turn) = (self.number(), ledger_turn());
        let loaded = self.aside(move || match recover::documents(&store) {
            Ok((_, loaded)) => loaded,
            Err(problem) => {
                tracing::warn!(%problem, "the folder could not be mended");
                store.load()
            }
        });
        let Some(loaded) = loaded.await else { return Vec::new() };
        if loaded.access == Access::Locked && self.read(|memory| memory.folder == Folder::Unreadable) {
            return Vec::new();
        }
        self.ask_vault_again(loaded.accounts.values().filter_map(Read::value)).await;
        let sign_ins = loaded.sign_ins.values().filter_map(Read::value).cloned().collect();
        self.edit(|memory| memory.take(loaded, turn, ledger_turn));
        sign_ins
    }

    /// Whether nobody is looking already.
    pub(crate) fn may_knock(&self) -> bool {
        !self.knocking.swap(true, Ordering::AcqRel)
    }

    /// The look is over.
    pub(crate) fn knocked(&self) {
        self.knocking.store(false, Ordering::Release);
    }

    /// What was locked may be readable now: asks again. Cheap where nothing was locked. Gives sign-ins that came to light.
    pub(crate) async fn wake(&self) -> Vec<SignInDoc> {
        let vault = self.read(|memory| memory.vault.clone());
        let sign_ins = self.wake_folder().await;
        if matches!(vault, VaultSays::Nothing | VaultSays::Problem(_))
            && !matches!(self.ask_vault().await, VaultSays::Nothing | VaultSays::Problem(_))
        {
            self.finish_deletions().await;
        }
        sign_ins
    }

    /// The same of the folder alone: what keeps no secret yet does not wait for a vault that takes its time.
    pub(crate) async fn wake_folder(&self) -> Vec<SignInDoc> {
        let unreadable =
            self.read(|memory| memory.folder == Folder::Unreadable || memory.without_row == Some(Availability::Locked));
        if unreadable { self.reload().await } else { Vec::new() }
    }

    /// Sees to it that this account is known as it lies on disk now: what was locked is asked again, and another process may have
    /// added it, signed it in, reset or deleted it since. What acts for one account begins here. Errors:
    /// [`CallError::StorageFailed`] while the folder cannot be read, [`CallError::UnknownAccount`].
    pub(crate) async fn find(&self, id: &str) -> Result<(), CallError> {
        self.wake().await;
        let known = || {
            self.read(|memory| match memory.folder {
                Folder::Unreadable => Err(CallError::StorageFailed),
                Folder::Readable | Folder::Newer | Folder::Damaged => {
                    memory.row(id).map(|_| ()).ok_or(CallError::UnknownAccount)
                }
            })
        };
        match known() {
            Ok(()) => self.look_again(id).await,
            Err(CallError::UnknownAccount) => _ = self.reload().await,
            Err(_) => {}
        }
        known()
    }

    /// Reads one account's document. Callers that come together share a reading that began after they had come.
    async fn look_again(&self, id: &str) {
        let came = self.number();
        let looked = self.read(|memory| memory.row(id).map(|row| Arc::clone(&row.looked)));
        let Some(looked) = looked else { return };
        let mut looked = looked.lock().await;
        if *looked > came {
            return;
        }
        let turn = self.number();
        let (store, name) = (self.store.clone(), id.to_owned());
        match self.aside(move || store.account(&name)).await {
            // Nothing may be concluded from that (R7).
            None | Some(Read::Unreadable(_)) => {}
            // Deleted, or in a backup that came without it: the folder says which.
            Some(Read::Absent) => _ = self.reload().await,
            Some(read) => {
                self.ask_vault_again(read.value().into_iter()).await;
                self.take_again(id, DocSays::of(read), turn);
            }
        }
        *looked = turn;
    }

    fn take_again(&self, id: &str, doc: DocSays, turn: u64) {
        if self.read(|memory| memory.row(id).is_some_and(|row| !row.doc.is_still(&doc))) {
            self.edit_row(id, |row| row.take(doc, turn));
        }
    }

    /// Before documents are shown that the vault disowns by its last answer: whoever signs in puts the installation there before
    /// anything is sealed under it, so it may know better now.
    async fn ask_vault_again<'a>(&self, mut docs: impl Iterator<Item = &'a AccountDoc>) {
        if self.read(|memory| docs.any(|doc| memory.vault.disowns(doc))) {
            self.ask_vault().await;
        }
    }

    /// Finishes deletions that waited for the vault, and removes keys that nobody names.
    pub(crate) async fn finish_deletions(&self) {
        let readable = self.read(|memory| memory.folder == Folder::Readable);
        if !readable {
            return;
        }
        let (store, vault) = (self.store.clone(), Arc::clone(&self.vault));
        let swept = self.aside(move || recover::keys(&store, vault.as_ref())).await;
        if let Some(Err(problem)) = swept {
            tracing::warn!(%problem, "deletions could not be finished yet");
        }
    }
}

impl Memory {
    /// Shows what was loaded. `turn`, `ledger_turn`: numbers from before the loading began.
    fn take(&mut self, loaded: Loaded, turn: u64, ledger_turn: u64) {
        self.folder = match (loaded.access, &loaded.index) {
            (Access::Locked, _) | (_, Read::Unreadable(_)) => Folder::Unreadable,
            (Access::Ready, Read::Newer) => Folder::Newer,
            (Access::Ready, Read::Damaged) => Folder::Damaged,
            (Access::Ready, Read::Absent | Read::Value(_)) => Folder::Readable,
        };
        if self.folder == Folder::Unreadable {
            return;
        }
        if let Some(ledger) = loaded.ledger.into_value() {
            self.show_ledger(Counted { ledger, turn: ledger_turn });
        }
        if let Some(phone) = loaded.phone.into_value() {
            self.take_phone(phone);
        }
        let index = loaded.index.into_value().unwrap_or_default();
        self.selected.clone_from(&index.selected);
        let mut documents = loaded.accounts;
        documents.retain(|id, _| !loaded.tombstones.contains_key(id));
        let mut rows = rows_of(index, &mut documents);
        self.without_row = documents.values().find_map(unshown);
        rows.retain(|row| !loaded.tombstones.contains_key(&row.index.id));
        let mut rows: Vec<Row> = rows.into_iter().map(|row| self.keep_alive(row, turn)).collect();
        // Added by this process since: the loading was too early to see them.
        rows.extend(self.rows.drain(..).filter(|row| row.turn > turn));
        self.rows = rows;
    }

    /// The loaded row with what only memory knows of it.
    fn keep_alive(&mut self, loaded: Row, turn: u64) -> Row {
        let Some(place) = self.rows.iter().position(|row| row.index.id == loaded.index.id) else { return loaded };
        let old = self.rows.swap_remove(place);
        if old.turn > turn {
            // Written by this process since: the loading may have been too early to see it.
            return old;
        }
        let mut row = Row { index: loaded.index, ..old };
        row.take(loaded.doc, turn);
        row
    }
}

/// Rows in order; documents without a row (a newer or damaged index) at the end. Takes from `documents` what has a row.
fn rows_of(index: IndexDoc, documents: &mut BTreeMap<String, Read<AccountDoc>>) -> Vec<Row> {
    let listed = index.rows.into_iter();
    let mut rows: Vec<Row> = listed.map(|row| with_document(documents.remove(&row.id), row)).collect();
    let unlisted = documents.values().filter_map(Read::value);
    rows.extend(unlisted.map(|doc| Row::new(row_of(doc), DocSays::Value(Box::new(doc.clone())))));
    rows
}

/// Of a document without a row: why it can have none.
fn unshown(read: &Read<AccountDoc>) -> Option<Availability> {
    match read {
        Read::Newer => Some(Availability::Newer),
        Read::Damaged => Some(Availability::Damaged),
        Read::Unreadable(_) => Some(Availability::Locked),
        Read::Absent | Read::Value(_) => None,
    }
}

fn with_document(read: Option<Read<AccountDoc>>, row: IndexRow) -> Row {
    Row::new(row, DocSays::of(read.unwrap_or(Read::Absent)))
}
