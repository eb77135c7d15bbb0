//! What may be done inside one write transaction. Documents are read again here before they are written: a caller's copy may
//! be another process's yesterday.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::codec::{self, Document};
use super::disk::{Disk, DiskProblem};
use super::documents::{AccountDoc, IndexDoc, LedgerDoc, PhoneDoc, RecoveryDoc, SignInDoc, TombstoneDoc};
use super::names::{self, ASIDE, ASIDES, LOCK, Layout, Shelf, TEMP};
use super::read::{Read, StoreProblem};
use super::{Access, Loaded};

/// One write transaction of [`super::Store::transact`].
///
/// A *put* of a document with revision 0 creates, any other updates. An update that finds its document gone, or either that
/// finds its account tombstoned, writes nothing and says [`StoreProblem::Gone`]. After `Ok` the new bytes survive a power
/// cut and the caller's header carries the new revision. A creation over a damaged document keeps a copy of that beside it.
pub struct Tx<'a> {
    disk: &'a dyn Disk,
    layout: &'a Layout,
}

impl<'a> Tx<'a> {
    pub(super) fn new(disk: &'a dyn Disk, layout: &'a Layout) -> Self {
        Self { disk, layout }
    }

    /// One account.
    pub fn account(&self, id: &str) -> Read<AccountDoc> {
        self.one(Shelf::Accounts, id)
    }

    /// All accounts.
    pub fn accounts(&self) -> Result<BTreeMap<String, Read<AccountDoc>>, StoreProblem> {
        self.all(Shelf::Accounts)
    }

    /// Writes an account. [`StoreProblem::Gone`] if a tombstone names it.
    pub fn put_account(&mut self, doc: &mut AccountDoc) -> Result<(), StoreProblem> {
        self.refuse_tombstoned(&doc.id)?;
        let path = self.layout.document(Shelf::Accounts, &doc.id)?;
        self.put(&path, doc)
    }

    /// One unfinished sign-in.
    pub fn sign_in(&self, id: &str) -> Read<SignInDoc> {
        self.one(Shelf::SignIns, id)
    }

    /// All unfinished sign-ins.
    pub fn sign_ins(&self) -> Result<BTreeMap<String, Read<SignInDoc>>, StoreProblem> {
        self.all(Shelf::SignIns)
    }

    /// Writes an unfinished sign-in. [`StoreProblem::Gone`] if a tombstone names its account or itself.
    pub fn put_sign_in(&mut self, doc: &mut SignInDoc) -> Result<(), StoreProblem> {
        if let Some(account) = &doc.account {
            self.refuse_tombstoned(account)?;
        }
        let named = |read: &Read<TombstoneDoc>| read.value().is_some_and(|stone| stone.sign_ins.contains(&doc.id));
        if self.tombstones()?.values().any(named) {
            return Err(StoreProblem::Gone);
        }
        let path = self.layout.document(Shelf::SignIns, &doc.id)?;
        self.put(&path, doc)
    }

    /// Removes an unfinished sign-in; an absent one is fine, a newer one is not touched.
    pub fn remove_sign_in(&mut self, id: &str) -> Result<(), StoreProblem> {
        self.remove_unless_newer::<SignInDoc>(Shelf::SignIns, id)
    }

    /// One password recovery.
    pub fn recovery(&self, id: &str) -> Read<RecoveryDoc> {
        self.one(Shelf::Recoveries, id)
    }

    /// All password recoveries that are not done.
    pub fn recoveries(&self) -> Result<BTreeMap<String, Read<RecoveryDoc>>, StoreProblem> {
        self.all(Shelf::Recoveries)
    }

    /// Writes a password recovery.
    pub fn put_recovery(&mut self, doc: &mut RecoveryDoc) -> Result<(), StoreProblem> {
        let path = self.layout.document(Shelf::Recoveries, &doc.id)?;
        self.put(&path, doc)
    }

    /// Removes a password recovery; an absent one is fine, a newer one is not touched.
    pub fn remove_recovery(&mut self, id: &str) -> Result<(), StoreProblem> {
        self.remove_unless_newer::<RecoveryDoc>(Shelf::Recoveries, id)
    }

    /// One tombstone.
    pub fn tombstone(&self, account: &str) -> Read<TombstoneDoc> {
        self.one(Shelf::Tombstones, account)
    }

    /// All tombstones, by account.
    pub fn tombstones(&self) -> Result<BTreeMap<String, Read<TombstoneDoc>>, StoreProblem> {
        self.all(Shelf::Tombstones)
    }

    /// Writes a tombstone; see [`super::deletion::begin`].
    pub fn put_tombstone(&mut self, doc: &mut TombstoneDoc) -> Result<(), StoreProblem> {
        let path = self.layout.document(Shelf::Tombstones, &doc.account)?;
        self.put(&path, doc)
    }

    /// Removes a tombstone; an absent one is fine, a newer one is not touched.
    pub fn remove_tombstone(&mut self, account: &str) -> Result<(), StoreProblem> {
        self.remove_unless_newer::<TombstoneDoc>(Shelf::Tombstones, account)
    }

    /// The rows.
    pub fn index(&self) -> Read<IndexDoc> {
        self.read(&self.layout.index(), None)
    }

    /// Writes the rows.
    pub fn put_index(&mut self, doc: &mut IndexDoc) -> Result<(), StoreProblem> {
        self.put(&self.layout.index(), doc)
    }

    /// The try ledger.
    pub fn ledger(&self) -> Read<LedgerDoc> {
        self.read(&self.layout.ledger(), None)
    }

    /// Writes the try ledger.
    pub fn put_ledger(&mut self, doc: &mut LedgerDoc) -> Result<(), StoreProblem> {
        self.put(&self.layout.ledger(), doc)
    }

    /// Which phone this is.
    pub fn phone(&self) -> Read<PhoneDoc> {
        self.read(&self.layout.phone(), None)
    }

    /// Writes which phone this is.
    pub fn put_phone(&mut self, doc: &mut PhoneDoc) -> Result<(), StoreProblem> {
        self.put(&self.layout.phone(), doc)
    }

    /// Everything. Without the lock, as [`super::Store::load`] reads, a write of another process may fall in between.
    pub fn load(&self) -> Loaded {
        let accounts = self.all(Shelf::Accounts);
        let sign_ins = self.all(Shelf::SignIns);
        let tombstones = self.all(Shelf::Tombstones);
        let index = self.index();
        let listed = accounts.is_ok() && sign_ins.is_ok() && tombstones.is_ok();
        let readable = listed && self.folders_readable() && !index.is_unreadable();
        Loaded {
            access: if readable { Access::Ready } else { Access::Locked },
            index,
            accounts: accounts.unwrap_or_default(),
            sign_ins: sign_ins.unwrap_or_default(),
            tombstones: tombstones.unwrap_or_default(),
            ledger: self.ledger(),
            phone: self.phone(),
            strangers: self.has_strangers(),
        }
    }

    fn folders_readable(&self) -> bool {
        [&self.layout.root, &self.layout.portable, &self.layout.device]
            .into_iter()
            .all(|folder| matches!(self.disk.list(folder), Ok(_) | Err(DiskProblem::NotFound)))
    }

    fn has_strangers(&self) -> bool {
        let ours = |name: &str| {
            // A leading dot: the desktop's own, such as `.DS_Store`.
            name.starts_with('.')
                || [LOCK, "phone.json", "ledger.json"].contains(&name)
                || Shelf::ALL.iter().any(|shelf| shelf.name() == name)
                || name.ends_with(TEMP)
                || name.contains(ASIDE)
        };
        let device = self.disk.list(&self.layout.device).unwrap_or_default();
        let shelves = Shelf::ALL.into_iter().filter_map(|shelf| self.disk.list(&self.layout.shelf(shelf)).ok());
        device.iter().any(|name| !ours(name)) || shelves.flatten().any(|name| !names::is_known_on_shelf(&name))
    }

    fn one<D: Document>(&self, shelf: Shelf, id: &str) -> Read<D> {
        match self.layout.document(shelf, id) {
            Ok(path) => self.read(&path, Some(id)),
            // Nothing was ever written under such a name.
            Err(_) => Read::Absent,
        }
    }

    fn all<D: Document>(&self, shelf: Shelf) -> Result<BTreeMap<String, Read<D>>, StoreProblem> {
        let mut all = BTreeMap::new();
        for id in self.ids(shelf)? {
            let read = self.one(shelf, &id);
            // Absent now: another process removed it after the folder was listed.
            if !matches!(read, Read::Absent) {
                all.insert(id, read);
            }
        }
        Ok(all)
    }

    /// Apart from [`Self::all`], which is in the library once for each kind of document.
    fn ids(&self, shelf: Shelf) -> Result<Vec<String>, StoreProblem> {
        let names = self.names_in(&self.layout.shelf(shelf))?;
        Ok(names.iter().filter_map(|name| names::id_of(name)).map(str::to_owned).collect())
    }

    fn read<D: Document>(&self, path: &Path, id: Option<&str>) -> Read<D> {
        understand(&self.disk.read(path), id)
    }

    fn put<D: Document>(&mut self, path: &Path, doc: &mut D) -> Result<(), StoreProblem> {
        let creates = doc.header().revision == 0;
        let on_disk = self.disk.read(path);
        let old = match understand::<D>(&on_disk, doc.id()) {
            Read::Absent if creates => None,
            Read::Absent => return Err(StoreProblem::Gone),
            Read::Value(old) if old.header().revision == doc.header().revision => Some(old),
            Read::Value(_) => return Err(StoreProblem::Stale),
            Read::Damaged if creates => {
                self.set_aside(path)?;
                None
            }
            Read::Damaged => return Err(StoreProblem::Damaged),
            Read::Newer => return Err(StoreProblem::Newer),
            Read::Unreadable(problem) => return Err(problem.into()),
        };
        let (bytes, header) = codec::encode(doc, old.as_ref().zip(on_disk.ok().as_deref()))?;
        self.replace(path, &bytes)?;
        *doc.header_mut() = header;
        Ok(())
    }

    /// One rename commits (R3): a kill before it leaves the old bytes, after it the new ones.
    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreProblem> {
        let temp = names::beside(path, TEMP);
        let written = self.disk.write(&temp, bytes).and_then(|()| self.disk.rename(&temp, path));
        if let Err(problem) = written {
            // Without it the next start removes the temporary file.
            let _ = self.disk.remove(&temp);
            return Err(problem.into());
        }
        self.sync_around(path)
    }

    fn sync_around(&self, path: &Path) -> Result<(), StoreProblem> {
        path.parent().map_or(Ok(()), |folder| Ok(self.disk.sync_folder(folder)?))
    }

    /// Keeps a copy of a damaged document beside it (pain 22). A copy, not a move: a kill must not make it absent. The same
    /// bytes are not kept twice, and at most five different ones.
    fn set_aside(&self, path: &Path) -> Result<(), StoreProblem> {
        let bytes = match self.disk.read(path) {
            Ok(bytes) => bytes,
            Err(DiskProblem::NotFound) => return Ok(()),
            // Too long to be ours, so nothing in it is worth a copy.
            Err(DiskProblem::Other(std::io::ErrorKind::FileTooLarge)) => return Ok(()),
            Err(problem @ (DiskProblem::Denied | DiskProblem::Full | DiskProblem::Other(_))) => {
                return Err(problem.into());
            }
        };
        let mut place = names::beside(path, &format!("{ASIDE}1"));
        for number in 1..=ASIDES {
            place = names::beside(path, &format!("{ASIDE}{number}"));
            match self.disk.read(&place) {
                Ok(kept) if kept == bytes => return Ok(()),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        self.replace(&place, &bytes)
    }

    fn refuse_tombstoned(&self, account: &str) -> Result<(), StoreProblem> {
        match self.tombstone(account) {
            Read::Absent => Ok(()),
            Read::Unreadable(problem) => Err(problem.into()),
            Read::Value(_) | Read::Newer | Read::Damaged => Err(StoreProblem::Gone),
        }
    }

    fn remove_unless_newer<D: Document>(&mut self, shelf: Shelf, id: &str) -> Result<(), StoreProblem> {
        match self.one::<D>(shelf, id) {
            Read::Absent => Ok(()),
            Read::Newer => Err(StoreProblem::Newer),
            Read::Unreadable(problem) => Err(problem.into()),
            Read::Value(_) | Read::Damaged => self.remove_document(shelf, id),
        }
    }

    /// Removes a document, whatever it is, and the copies that were set aside of it.
    pub(super) fn remove_document(&mut self, shelf: Shelf, id: &str) -> Result<(), StoreProblem> {
        let path = self.layout.document(shelf, id)?;
        self.remove_asides(&path)?;
        self.remove_file(&path)
    }

    /// Removes what was set aside of the index: it may hold the row of a deleted account (R4).
    pub(super) fn remove_index_asides(&mut self) -> Result<(), StoreProblem> {
        self.remove_asides(&self.layout.index())
    }

    fn remove_asides(&self, path: &Path) -> Result<(), StoreProblem> {
        let (Some(folder), Some(document)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return Ok(());
        };
        let names = self.names_in(folder)?;
        names
            .iter()
            .filter(|name| names::is_aside_of(name, document))
            .try_for_each(|name| self.remove_file(&folder.join(name)))
    }

    fn remove_file(&self, path: &Path) -> Result<(), StoreProblem> {
        match self.disk.remove(path) {
            Ok(()) => self.sync_around(path),
            Err(DiskProblem::NotFound) => Ok(()),
            Err(problem) => Err(problem.into()),
        }
    }

    fn names_in(&self, folder: &Path) -> Result<Vec<String>, StoreProblem> {
        match self.disk.list(folder) {
            Ok(names) => Ok(names),
            Err(DiskProblem::NotFound) => Ok(Vec::new()),
            Err(problem) => Err(problem.into()),
        }
    }

    /// Removes files that a killed process was writing. Under the lock nobody else is.
    pub(super) fn remove_temps(&mut self) -> Result<usize, StoreProblem> {
        let mut stale: Vec<PathBuf> = Vec::new();
        for folder in self.layout.folders() {
            let names = self.names_in(&folder)?;
            stale.extend(names.iter().filter(|name| name.ends_with(TEMP)).map(|name| folder.join(name)));
        }
        stale.iter().try_for_each(|path| self.remove_file(path))?;
        Ok(stale.len())
    }

    /// One text field of a document that may be newer.
    pub(super) fn peek(&self, shelf: Shelf, id: &str, field: &str) -> Option<String> {
        let path = self.layout.document(shelf, id).ok()?;
        codec::peek(&self.disk.read(&path).ok()?, field)
    }
}

/// What the bytes on disk come to.
fn understand<D: Document>(bytes: &Result<Vec<u8>, DiskProblem>, id: Option<&str>) -> Read<D> {
    match bytes {
        Ok(bytes) => codec::decode(bytes, id),
        Err(DiskProblem::NotFound) => Read::Absent,
        Err(DiskProblem::Other(std::io::ErrorKind::FileTooLarge)) => Read::Damaged,
        Err(problem @ (DiskProblem::Denied | DiskProblem::Full | DiskProblem::Other(_))) => Read::Unreadable(*problem),
    }
}
