//! Which file a document lies in. Ids become file names, so they are checked here and nowhere else.

use std::path::{Path, PathBuf};

use super::read::StoreProblem;
use crate::vault::is_entry;

/// The file whose lock lets one process write at a time.
pub(super) const LOCK: &str = "lock";
/// Suffix of a file that is being written; whoever holds the lock may remove it.
pub(super) const TEMP: &str = ".tmp";
/// What stands between a document's name and the number of a copy that was set aside.
pub(super) const ASIDE: &str = ".damaged-";
/// How many differing damaged copies of one document are kept.
pub(super) const ASIDES: u32 = 5;

/// The folders and files of one data folder.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The data folder.
    pub(super) root: PathBuf,
    /// What may travel in a backup.
    pub(super) portable: PathBuf,
    /// What may not.
    pub(super) device: PathBuf,
}

/// The folders with one document for each id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    Accounts,
    SignIns,
    Tombstones,
    Recoveries,
}

impl Shelf {
    pub(super) const ALL: [Self; 4] = [Self::Accounts, Self::SignIns, Self::Tombstones, Self::Recoveries];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::SignIns => "sign_ins",
            Self::Tombstones => "tombstones",
            Self::Recoveries => "recoveries",
        }
    }
}

impl Layout {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), portable: root.join("portable"), device: root.join("device") }
    }

    pub(super) fn shelf(&self, shelf: Shelf) -> PathBuf {
        self.device.join(shelf.name())
    }

    pub(super) fn index(&self) -> PathBuf {
        self.portable.join("index.json")
    }

    pub(super) fn phone(&self) -> PathBuf {
        self.device.join("phone.json")
    }

    pub(super) fn ledger(&self) -> PathBuf {
        self.device.join("ledger.json")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.device.join(LOCK)
    }

    pub(super) fn document(&self, shelf: Shelf, id: &str) -> Result<PathBuf, StoreProblem> {
        if is_id(id) { Ok(self.shelf(shelf).join(format!("{id}.json"))) } else { Err(StoreProblem::BadId) }
    }

    /// Every folder that files of ours lie in.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let shelves = Shelf::ALL.into_iter().map(|shelf| self.shelf(shelf));
        [self.portable.clone(), self.device.clone()].into_iter().chain(shelves).collect()
    }
}

/// Whether `id` may be a file's name on every system, as the names of the vault's entries may.
pub fn is_id(id: &str) -> bool {
    is_entry(id)
}

/// The id in a document's file name; `None` for temporary files, copies set aside and whatever else lies there.
pub(super) fn id_of(name: &str) -> Option<&str> {
    name.strip_suffix(".json").filter(|id| is_id(id))
}

/// Whether the file is a copy of `document` (a file name) that was set aside.
pub(super) fn is_aside_of(name: &str, document: &str) -> bool {
    name.strip_prefix(document).is_some_and(|rest| rest.starts_with(ASIDE))
}

/// Whether the file is one a program of this version knows: a document, one being written, or a copy set aside.
pub(super) fn is_known_on_shelf(name: &str) -> bool {
    name.starts_with('.') || id_of(name).is_some() || name.ends_with(TEMP) || name.contains(ASIDE)
}

/// `path` with something added to its last name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
