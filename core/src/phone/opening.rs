//! From the folder into memory: at opening, and again when what was locked may have been unlocked.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{AsOf, DocSays, Folder, Memory, Phone, Row, TakeUp, VaultSays, turn};
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
        let sign_ins = phone.load().await;
        let asking = Arc::clone(&phone);
        task::spawn(&phone.runtime, async move {
            asking.ask_vault().await;
            asking.finish_deletions().await;
        });
        Ok((phone, sign_ins))
    }

    /// From now on what comes to light is taken up by this; the first one stays.
    pub(crate) fn hand_over_to(&self, takes_up: TakeUp) {
        let _ = self.takes_up.set(takes_up);
    }

    /// Reads the folder again and takes up what came to light, whoever asked for it.
    pub(crate) async fn reload(&self) {
        let sign_ins = self.load().await;
        if let Some(takes_up) = self.takes_up.get() {
            takes_up(sign_ins).await;
        }
    }

    /// Mends what a kill left, then shows what is there. Gives the unfinished sign-ins. What memory alone knows of a row (its
    /// session, stops not yet on disk) stays.
    async fn load(&self) -> Vec<SignInDoc> {
        let store = self.store.clone();
        let turn = turn();
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
        self.edit(|memory| memory.take(loaded, turn));
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

    /// What was locked may be readable now: asks again. Cheap where nothing was locked.
    pub(crate) async fn wake(&self) {
        let vault = self.read(|memory| memory.vault.clone());
        self.wake_folder().await;
        if matches!(vault, VaultSays::Nothing | VaultSays::Problem(_))
            && !matches!(self.ask_vault().await, VaultSays::Nothing | VaultSays::Problem(_))
        {
            self.finish_deletions().await;
        }
    }

    /// The same of the folder alone: what keeps no secret yet does not wait for a vault that takes its time.
    pub(crate) async fn wake_folder(&self) {
        let unreadable =
            self.read(|memory| memory.folder == Folder::Unreadable || memory.without_row == Some(Availability::Locked));
        if unreadable {
            self.reload().await;
        }
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
            Err(CallError::UnknownAccount) => self.reload().await,
            Err(_) => {}
        }
        known()
    }

    /// Reads one account's document. Callers that come together share a reading that began after they had come.
    async fn look_again(&self, id: &str) {
        let came = turn();
        let looked = self.read(|memory| memory.row(id).map(|row| Arc::clone(&row.looked)));
        let Some(looked) = looked else { return };
        let mut looked = looked.lock().await;
        if *looked > came {
            return;
        }
        let turn = turn();
        let (store, name) = (self.store.clone(), id.to_owned());
        match self.aside(move || store.account(&name)).await {
            // Nothing may be concluded from that (R7).
            None | Some(Read::Unreadable(_)) => {}
            // Deleted, or in a backup that came without it: the folder says which.
            Some(Read::Absent) => self.reload().await,
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
    /// Shows what was loaded. `turn`: from before the loading began.
    fn take(&mut self, loaded: Loaded, turn: u64) {
        self.folder = match (loaded.access, &loaded.index) {
            (Access::Locked, _) | (_, Read::Unreadable(_)) => Folder::Unreadable,
            (Access::Ready, Read::Newer) => Folder::Newer,
            (Access::Ready, Read::Damaged) => Folder::Damaged,
            (Access::Ready, Read::Absent | Read::Value(_)) => Folder::Readable,
        };
        if self.folder == Folder::Unreadable {
            return;
        }
        if let Some(doc) = loaded.ledger.into_value() {
            self.show_ledger(AsOf { doc, turn });
        }
        if let Some(phone) = loaded.phone.into_value() {
            self.take_phone(phone);
        }
        let index = loaded.index.into_value().unwrap_or_default();
        let shown: Vec<String> = self.rows.iter().map(|row| row.index.id.clone()).collect();
        let mut documents = loaded.accounts;
        documents.retain(|id, _| !loaded.tombstones.contains_key(id));
        let mut rows = rows_of(&index, &mut documents);
        self.without_row = documents.values().find_map(unshown);
        rows.retain(|row| !loaded.tombstones.contains_key(&row.index.id) && !self.deleted.contains(&row.index.id));
        let mut rows: Vec<Row> = rows.into_iter().map(|row| self.keep_alive(row, turn)).collect();
        // Added by this process since: the loading was too early to see them.
        rows.extend(self.rows.drain(..).filter(|row| row.turn > turn));
        self.rows = rows;
        if self.index_turn > turn {
            // Order and selection were written by this process since.
            self.arrange(shown.iter().map(String::as_str));
        } else {
            (self.selected, self.index_turn) = (index.selected, turn);
        }
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
fn rows_of(index: &IndexDoc, documents: &mut BTreeMap<String, Read<AccountDoc>>) -> Vec<Row> {
    let listed = index.rows.iter().cloned();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phone::turn;
    use crate::records::PortalKind;

    fn row(id: &str) -> IndexRow {
        let (origin, login) = ("https://firm.example".to_owned(), id.to_owned());
        IndexRow {
            id: id.to_owned(),
            origin,
            kind: PortalKind::Box,
            user_id: None,
            target: None,
            login,
            name: String::new(),
            position: None,
        }
    }

    fn index(ids: &[&str], selected: &str) -> IndexDoc {
        let rows = ids.iter().map(|id| row(id)).collect();
        IndexDoc { selected: Some(selected.to_owned()), rows, ..IndexDoc::default() }
    }

    fn loaded(index: IndexDoc) -> Loaded {
        Loaded {
            access: Access::Ready,
            index: Read::Value(index),
            accounts: BTreeMap::new(),
            sign_ins: BTreeMap::new(),
            tombstones: BTreeMap::new(),
            ledger: Read::Absent,
            phone: Read::Absent,
            strangers: false,
        }
    }

    fn shown(memory: &Memory) -> (Vec<&str>, Option<&str>) {
        (memory.rows.iter().map(|row| row.index.id.as_str()).collect(), memory.selected.as_deref())
    }

    #[test]
    fn an_order_that_comes_back_late_does_not_hide_a_later_one() {
        let mut memory = Memory::default();
        memory.take(loaded(index(&["a", "b", "c"], "a")), turn());
        let (first, second) = (AsOf::now(index(&["b", "a", "c"], "b")), AsOf::now(index(&["c", "b", "a"], "c")));
        memory.show_index(&second);
        memory.show_index(&first);
        assert_eq!(shown(&memory), (vec!["c", "b", "a"], Some("c")));
    }

    #[test]
    fn a_loading_that_began_before_a_change_of_the_order_does_not_undo_it() {
        let mut memory = Memory::default();
        memory.take(loaded(index(&["a", "b"], "a")), turn());
        let began = turn();
        memory.show_index(&AsOf::now(index(&["b", "a"], "b")));
        memory.take(loaded(index(&["a", "b", "new"], "a")), began);
        assert_eq!(shown(&memory), (vec!["b", "a", "new"], Some("b")));
        memory.take(loaded(index(&["new", "a"], "a")), turn());
        assert_eq!(shown(&memory), (vec!["new", "a"], Some("a")), "a later loading is shown as it is");
    }

    #[test]
    fn a_loading_that_began_before_a_deletion_does_not_bring_the_account_back() {
        let mut memory = Memory::default();
        memory.take(loaded(index(&["a", "b"], "a")), turn());
        let began = turn();
        memory.forget("a");
        memory.show_index(&AsOf::now(index(&["b"], "b")));
        memory.take(loaded(index(&["a", "b"], "a")), began);
        assert_eq!(shown(&memory), (vec!["b"], Some("b")));
    }
}
