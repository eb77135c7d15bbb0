//! The demo's data folder: its own and gone afterwards, unless one was named.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::stop::Stop;

/// Where the demo keeps its accounts.
pub(super) enum Folder {
    Own(Own),
    Named(PathBuf),
}

impl Folder {
    pub(super) fn of(named: Option<PathBuf>) -> Result<Self, Stop> {
        match named {
            Some(folder) => Ok(Self::Named(folder)),
            None => tempfile::Builder::new()
                .prefix("portico-demo-")
                .tempdir()
                .map(|folder| Self::Own(Own(folder.keep())))
                .map_err(|error| Stop::Failed(format!("There is no room for a folder: {error}."))),
        }
    }

    /// Whether nothing lies in it, or it is not there yet. A file is for others to judge.
    pub(super) fn is_empty(&self) -> bool {
        self.path().is_file() || std::fs::read_dir(self.path()).map_or(true, |mut entries| entries.next().is_none())
    }

    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Own(Own(folder)) => folder,
            Self::Named(folder) => folder,
        }
    }
}

/// A folder that goes with this.
pub(super) struct Own(PathBuf);

impl Drop for Own {
    /// Again for a moment: where the tour was stopped, the core still finishes what it had begun to write.
    fn drop(&mut self) {
        for _ in 0..40 {
            match std::fs::remove_dir_all(&self.0) {
                Err(error) if error.kind() != ErrorKind::NotFound => std::thread::sleep(Duration::from_millis(50)),
                Ok(()) | Err(_) => return,
            }
        }
    }
}
