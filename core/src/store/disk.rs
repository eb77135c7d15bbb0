//! The few file operations the store is made of, so that a simulated disk can drop what was not fsynced and cut every write
//! at every step (R3).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The longest document that is read or written (R14): what is longer is not ours.
pub const LONGEST: usize = 4 * 1024 * 1024;
/// Bytes that hold most documents.
const USUAL: usize = 8 * 1024;

/// How long a transaction waits for its turn: for another process, or for a write of this one before it. Shorter than the caller's 5 s, so that a write that was reported as
/// failed does not happen afterwards.
pub(super) const LOCK_WAIT: Duration = Duration::from_secs(4);

/// Why the disk did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiskProblem {
    /// There is no such file or folder.
    #[error("not found")]
    NotFound,
    /// There is one, but it cannot be read or written now, as before a phone's first unlock (pain 41): locked, never absent
    /// or damaged (R7).
    #[error("access denied")]
    Denied,
    /// No room left.
    #[error("the disk is full")]
    Full,
    /// Anything else; [`ErrorKind::FileTooLarge`] where a file is longer than [`LONGEST`].
    #[error("the disk failed ({0})")]
    Other(ErrorKind),
}

impl From<io::Error> for DiskProblem {
    fn from(error: io::Error) -> Self {
        let kind = error.kind();
        if kind == ErrorKind::NotFound {
            Self::NotFound
        } else if kind == ErrorKind::PermissionDenied {
            Self::Denied
        } else if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            Self::Full
        } else {
            Self::Other(kind)
        }
    }
}

/// Held while one write transaction lasts (pain 42); dropping it lets the next process in.
pub trait LockGuard: Send {}

/// The file operations of the store. All block. None follows its own idea of safety: what is durable when is the store's
/// business, so that it can be tested.
pub trait Disk: Send + Sync + 'static {
    /// The whole file, at most [`LONGEST`] bytes.
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskProblem>;
    /// Creates or empties the file (owner only), writes, and waits until its bytes are durable. Its *name* is not, until the
    /// folder is synced.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskProblem>;
    /// Replaces `to` in one step. Durable when the folder is synced.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskProblem>;
    /// Removes a file. Durable when the folder is synced.
    fn remove(&self, path: &Path) -> Result<(), DiskProblem>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> Result<(), DiskProblem>;
    /// The names in a folder, unordered; names that are not UTF-8 are not ours and are left out.
    fn list(&self, path: &Path) -> Result<Vec<String>, DiskProblem>;
    /// Creates one folder (owner only) whose parent exists; an existing one is fine.
    fn create_folder(&self, path: &Path) -> Result<(), DiskProblem>;
    /// Locks a file for this transaction alone, against other processes too, creating it if need be.
    /// [`ErrorKind::WouldBlock`] if another one holds it for too long.
    fn lock(&self, path: &Path) -> Result<Box<dyn LockGuard>, DiskProblem>;
}

/// The real files.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

/// An open file whose lock the system gives up when it is closed, a killed process's included.
struct FileLock(#[expect(dead_code, reason = "held, not read: closing it unlocks")] File);

impl LockGuard for FileLock {}

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskProblem> {
        // One read for most documents; from nothing it would be half a dozen, each a little longer.
        let mut bytes = Vec::with_capacity(USUAL);
        File::open(path)?.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > LONGEST { Err(DiskProblem::Other(ErrorKind::FileTooLarge)) } else { Ok(bytes) }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskProblem> {
        let mut file = private_file().write(true).create(true).truncate(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskProblem> {
        Ok(fs::rename(from, to)?)
    }

    fn remove(&self, path: &Path) -> Result<(), DiskProblem> {
        Ok(fs::remove_file(path)?)
    }

    fn sync_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        sync_names(path)
    }

    fn list(&self, path: &Path) -> Result<Vec<String>, DiskProblem> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path)? {
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        let made = private_folder().create(path);
        match made {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            made => Ok(made?),
        }
    }

    fn lock(&self, path: &Path) -> Result<Box<dyn LockGuard>, DiskProblem> {
        let file = private_file().write(true).create(true).truncate(false).open(path)?;
        let give_up = Instant::now() + LOCK_WAIT;
        let mut pause = Duration::from_millis(1);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Box::new(FileLock(file))),
                Err(TryLockError::Error(error)) => return Err(error.into()),
                Err(TryLockError::WouldBlock) if Instant::now() < give_up => thread::sleep(pause),
                Err(TryLockError::WouldBlock) => return Err(DiskProblem::Other(ErrorKind::WouldBlock)),
            }
            pause = (pause * 2).min(Duration::from_millis(16));
        }
    }
}

#[cfg(unix)]
fn private_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private_file() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn private_folder() -> fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private_folder() -> fs::DirBuilder {
    fs::DirBuilder::new()
}

#[cfg(unix)]
fn sync_names(path: &Path) -> Result<(), DiskProblem> {
    Ok(File::open(path)?.sync_all()?)
}

/// Elsewhere a folder cannot be opened as a file; the system orders its own names.
#[cfg(not(unix))]
fn sync_names(_path: &Path) -> Result<(), DiskProblem> {
    Ok(())
}
