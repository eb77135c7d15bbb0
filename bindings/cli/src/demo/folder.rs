//! The demo's data folder: its own and gone afterwards, unless one was named.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::stop::Stop;

/// Where the demo keeps its accounts.
pub(super) enum Folder {
    Own(TempDir),
    Named(PathBuf),
}

impl Folder {
    pub(super) fn of(named: Option<PathBuf>) -> Result<Self, Stop> {
        match named {
            Some(folder) => Ok(Self::Named(folder)),
            None => tempfile::Builder::new()
                .prefix("portico-demo-")
                .tempdir()
                .map(Self::Own)
                .map_err(|error| Stop::Failed(format!("There is no room for a folder: {error}."))),
        }
    }

    /// Whether nothing lies in it, or it is not there yet. A file is for others to judge.
    pub(super) fn is_empty(&self) -> bool {
        self.path().is_file() || std::fs::read_dir(self.path()).map_or(true, |mut entries| entries.next().is_none())
    }

    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Named(folder) => folder,
        }
    }
}
