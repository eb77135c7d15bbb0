//! **Insecure**: keys as plain files, for machines without a key store.
//!
//! Whoever can read the data folder can then read the secrets in it; sealing protects only what leaves the folder without
//! `vault/`. The terminal app names it insecure wherever it is chosen, and never chooses it itself.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Vault, VaultProblem, is_entry};
use crate::store::disk::{Disk as _, DiskProblem, RealDisk};

/// What begins the name of a file that is being written: no entry's name has a dot.
const TEMP: &str = ".tmp";

/// **Insecure**: one file (0600) for each entry in one folder (0700). Any process of the same user can read it.
#[derive(Debug)]
pub struct FileVault {
    folder: PathBuf,
    scope: String,
    /// Whoever writes or removes an entry has its temporary file alone.
    turn: Mutex<()>,
}

impl FileVault {
    /// The vault in `folder`, which the first write makes. `scope` is its name in tombstones (see
    /// [`folder_scope`](super::folder_scope)).
    pub fn new(folder: impl Into<PathBuf>, scope: impl Into<String>) -> Self {
        Self { folder: folder.into(), scope: scope.into(), turn: Mutex::new(()) }
    }

    fn write(&self, entry: &str, value: &[u8]) -> Result<(), DiskProblem> {
        make_folder(&self.folder)?;
        // The process id keeps two processes apart.
        let temp = self.folder.join(format!("{entry}{TEMP}{}", std::process::id()));
        let path = self.folder.join(entry);
        let written = RealDisk.write(&temp, value).and_then(|()| RealDisk.rename(&temp, &path));
        if written.is_err() {
            let _ = RealDisk.remove(&temp);
        }
        written?;
        RealDisk.sync_folder(&self.folder)
    }

    /// Removes the entry and what a killed process was writing of it.
    fn remove(&self, entry: &str) -> Result<(), DiskProblem> {
        let names = match RealDisk.list(&self.folder) {
            Err(DiskProblem::NotFound) => return Ok(()),
            names => names?,
        };
        let ours =
            |name: &&String| name.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with(TEMP));
        for name in names.iter().filter(ours) {
            match RealDisk.remove(&self.folder.join(name)) {
                Ok(()) | Err(DiskProblem::NotFound) => {}
                Err(problem) => return Err(problem),
            }
        }
        RealDisk.sync_folder(&self.folder)
    }
}

fn make_folder(folder: &Path) -> Result<(), DiskProblem> {
    match (RealDisk.create_folder(folder), folder.parent()) {
        (Err(DiskProblem::NotFound), Some(parent)) if !parent.as_os_str().is_empty() => {
            make_folder(parent)?;
            RealDisk.create_folder(folder)?;
            RealDisk.sync_folder(parent)
        }
        (made, _) => made,
    }
}

fn problem_of(problem: DiskProblem) -> VaultProblem {
    match problem {
        DiskProblem::Denied => VaultProblem::Locked,
        DiskProblem::Other(ErrorKind::FileTooLarge | ErrorKind::IsADirectory) => VaultProblem::Damaged,
        DiskProblem::NotFound | DiskProblem::Full | DiskProblem::Other(_) => VaultProblem::Unavailable,
    }
}

impl Vault for FileVault {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        if !is_entry(entry) {
            return Ok(None);
        }
        match RealDisk.read(&self.folder.join(entry)) {
            Ok(value) => Ok(Some(value)),
            Err(DiskProblem::NotFound) => Ok(None),
            Err(problem) => Err(problem_of(problem)),
        }
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        if !is_entry(entry) {
            return Err(VaultProblem::Unavailable);
        }
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.write(entry, value).map_err(problem_of)
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        if !is_entry(entry) {
            return Ok(());
        }
        // Not while it is written: what a killed process left of it goes too, and that would be the file a put is about to rename.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.remove(entry).map_err(problem_of)
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        match RealDisk.list(&self.folder) {
            Ok(names) => Ok(names.into_iter().filter(|name| is_entry(name)).collect()),
            Err(DiskProblem::NotFound) => Ok(Vec::new()),
            Err(problem) => Err(problem_of(problem)),
        }
    }

    fn scope(&self) -> String {
        self.scope.clone()
    }
}
