//! What survives a restart: serde documents in two folders, replaced atomically (R3).
//!
//! `portable/` may travel in a backup, `device/` may not. Everything here blocks; the caller runs it off the runtime's thread
//! and gives it 5 s. One [`Store::transact`] is one write transaction under the folder's lock: several processes may open
//! one folder, and none holds the lock across a network call, a vault call or a wait (pain 42).
//!
//! Each write replaces one file. A transaction of several writes is not undone when it is cut; their order is chosen so that
//! [`recover`] finishes what a kill leaves.

mod codec;
pub mod deletion;
pub mod disk;
pub mod documents;
mod names;
mod read;
pub mod recover;
mod rows;
mod transaction;

#[cfg(any(test, feature = "test-support"))]
pub mod sim;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use disk::{Disk, DiskProblem, LOCK_WAIT, LockGuard};
use documents::{AccountDoc, IndexDoc, LedgerDoc, PhoneDoc, RecoveryDoc, SignInDoc, TombstoneDoc};
use names::{LOCK, Layout};

pub use names::is_id;
pub use read::{Read, StoreProblem};
pub use rows::{row_of, update_row};
pub use transaction::Tx;

/// What a write says whose folder is missing.
const GONE: StoreProblem = StoreProblem::Io(std::io::ErrorKind::NotFound);

/// One data folder. Cheap to clone; clones share the lock.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    disk: Arc<dyn Disk>,
    layout: Layout,
    /// Within this process; the file lock is against the others. Whether all folders were there when they were last looked at.
    turn: Mutex<bool>,
}

/// Whether the folder itself can be read (R7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It can, or it does not exist yet.
    Ready,
    /// It exists and cannot be read now: there are no rows to show, and nothing may be concluded.
    Locked,
}

/// Everything that lies in the folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// Whether the folder and its index could be read. If not, the rest says nothing.
    pub access: Access,
    /// The rows in the employee's order.
    pub index: Read<IndexDoc>,
    /// By account id.
    pub accounts: BTreeMap<String, Read<AccountDoc>>,
    /// By sign-in id.
    pub sign_ins: BTreeMap<String, Read<SignInDoc>>,
    /// By account id. The file's name alone says that the account is being deleted, whatever is in it.
    pub tombstones: BTreeMap<String, Read<TombstoneDoc>>,
    /// The try ledger.
    pub ledger: Read<LedgerDoc>,
    /// Which phone this is.
    pub phone: Read<PhoneDoc>,
    /// Files in `device/` that no program of this version writes: a newer one may name vault entries there.
    pub strangers: bool,
}

impl Loaded {
    /// Whether anything at all could not be read now: then nothing is created, set aside or deleted (R7).
    pub fn has_unreadable(&self) -> bool {
        self.access == Access::Locked
            || self.accounts.values().any(Read::is_unreadable)
            || self.sign_ins.values().any(Read::is_unreadable)
            || self.tombstones.values().any(Read::is_unreadable)
            || self.index.is_unreadable()
            || self.ledger.is_unreadable()
            || self.phone.is_unreadable()
    }

    /// Whether every document was read and none is damaged or newer: only then is a vault entry that nobody names an orphan.
    pub fn is_whole(&self) -> bool {
        self.access == Access::Ready
            && !self.strangers
            && self.accounts.values().all(Read::is_settled)
            && self.sign_ins.values().all(Read::is_settled)
            && self.tombstones.values().all(Read::is_settled)
            && self.index.is_settled()
            && self.ledger.is_settled()
            && self.phone.is_settled()
    }
}

impl Store {
    /// The store in `folder`. Touches nothing: a missing folder is made by the first write.
    pub fn open(folder: &Path, disk: Arc<dyn Disk>) -> Self {
        Self { inner: Arc::new(Inner { disk, layout: Layout::new(folder), turn: Mutex::new(false) }) }
    }

    /// One write transaction: under a lock of this process and the file lock, for as long as `work` runs. `work` reads what it
    /// is about to change through the [`Tx`] and makes no network or vault call. Its problem is handed on; what it wrote
    /// before stays. Who has waited for too long in all writes nothing: its caller was told so.
    pub fn transact<R>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<R, StoreProblem>) -> Result<R, StoreProblem> {
        self.transact_asked(Instant::now(), work)
    }

    /// The same of what was asked for at this time, and has waited since.
    pub(crate) fn transact_asked<R>(
        &self,
        asked: Instant,
        work: impl FnOnce(&mut Tx<'_>) -> Result<R, StoreProblem>,
    ) -> Result<R, StoreProblem> {
        let mut made = self.turn();
        let _lock = self.lock_made(*made)?;
        if asked.elapsed() > LOCK_WAIT {
            return Err(StoreProblem::Busy);
        }
        let result = work(&mut Tx::new(&*self.inner.disk, &self.inner.layout));
        *made = !matches!(result, Err(GONE));
        result
    }

    /// Everything, without the lock: a write of another process may fall in between, and its next revision be read later.
    pub fn load(&self) -> Loaded {
        Tx::new(&*self.inner.disk, &self.inner.layout).load()
    }

    /// One account, without the lock; absent where a tombstone names it too.
    pub(crate) fn account(&self, id: &str) -> Read<AccountDoc> {
        let tx = Tx::new(&*self.inner.disk, &self.inner.layout);
        match tx.tombstone(id) {
            Read::Absent => tx.account(id),
            Read::Unreadable(problem) => Read::Unreadable(problem),
            Read::Value(_) | Read::Newer | Read::Damaged => Read::Absent,
        }
    }

    /// The password recoveries, without the lock. Errors: the folder cannot be read now.
    pub fn recoveries(&self) -> Result<BTreeMap<String, Read<RecoveryDoc>>, StoreProblem> {
        Tx::new(&*self.inner.disk, &self.inner.layout).recoveries()
    }

    /// Whether there is a folder with anything in it. Locked is not empty.
    pub(crate) fn exists(&self) -> Result<bool, StoreProblem> {
        match self.inner.disk.list(&self.inner.layout.root) {
            Ok(names) => Ok(names.iter().any(|name| name == "device" || name == "portable")),
            Err(DiskProblem::NotFound) => Ok(false),
            Err(problem) => Err(problem.into()),
        }
    }

    /// Whether a transaction would find all it needs, and so make nothing before its work begins.
    pub(crate) fn is_made(&self) -> Result<bool, StoreProblem> {
        let all = self.missing_folders()?.is_empty();
        *self.turn() = all;
        Ok(all && self.inner.disk.list(&self.inner.layout.device)?.iter().any(|name| name == LOCK))
    }

    fn turn(&self) -> MutexGuard<'_, bool> {
        // A panic elsewhere leaves files whole, so its poison says nothing.
        self.inner.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lock, in folders that are all there. They are looked at once, and again where one was removed under our hands.
    fn lock_made(&self, made: bool) -> Result<Box<dyn LockGuard>, StoreProblem> {
        if !made {
            self.prepare_folders()?;
        }
        match self.lock() {
            Err(GONE) if made => self.prepare_folders().and_then(|()| self.lock()),
            locked => locked,
        }
    }

    fn lock(&self) -> Result<Box<dyn LockGuard>, StoreProblem> {
        self.inner.disk.lock(&self.inner.layout.lock()).map_err(|problem| match problem {
            DiskProblem::Other(std::io::ErrorKind::WouldBlock) => StoreProblem::Busy,
            DiskProblem::NotFound | DiskProblem::Denied | DiskProblem::Full | DiskProblem::Other(_) => problem.into(),
        })
    }

    /// The outer ones first. Errors: one cannot be listed, so it is locked (R7, pain 41).
    fn missing_folders(&self) -> Result<Vec<PathBuf>, StoreProblem> {
        let layout = &self.inner.layout;
        let mut missing = Vec::new();
        for folder in std::iter::once(layout.root.clone()).chain(layout.folders()) {
            match self.inner.disk.list(&folder) {
                Ok(_) => {}
                Err(DiskProblem::NotFound) => missing.push(folder),
                Err(problem) => return Err(problem.into()),
            }
        }
        Ok(missing)
    }

    /// Makes the folders that are missing; none where one is locked.
    fn prepare_folders(&self) -> Result<(), StoreProblem> {
        let missing = self.missing_folders()?;
        missing.iter().try_for_each(|folder| self.make_folder(folder))?;
        // Their names are durable before anything is written into them; each folder that holds some is synced once.
        let mut holders: Vec<&Path> = missing.iter().filter_map(|folder| parent(folder)).collect();
        holders.dedup();
        Ok(holders.into_iter().try_for_each(|holder| self.inner.disk.sync_folder(holder))?)
    }

    fn make_folder(&self, folder: &Path) -> Result<(), StoreProblem> {
        let disk = &*self.inner.disk;
        match (disk.create_folder(folder), parent(folder)) {
            (Ok(()), _) => Ok(()),
            (Err(DiskProblem::NotFound), Some(holder)) => {
                self.make_folder(holder)?;
                if let Some(above) = parent(holder) {
                    disk.sync_folder(above)?;
                }
                Ok(disk.create_folder(folder)?)
            }
            (Err(problem), _) => Err(problem.into()),
        }
    }
}

/// `None` where a relative path begins.
fn parent(folder: &Path) -> Option<&Path> {
    folder.parent().filter(|parent| !parent.as_os_str().is_empty())
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("folder", &self.inner.layout.root).finish_non_exhaustive()
    }
}
