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

    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Named(folder) => folder,
        }
    }
}
