//! Disks that say no.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use portico::store::disk::{Disk, DiskProblem, LockGuard, RealDisk};

/// The real disk, until it is told otherwise.
#[derive(Debug, Default)]
pub struct MoodyDisk {
    denied: AtomicBool,
    /// Changes that still happen, while counting; the next one and all later ones say that the disk is full.
    left: AtomicU32,
    counting: AtomicBool,
    changes: AtomicU32,
    reads: AtomicU32,
    held: Mutex<Held>,
    told: Condvar,
}

/// Readings that are held up.
#[derive(Debug, Default)]
struct Held {
    file: Option<PathBuf>,
    waiting: usize,
}

impl MoodyDisk {
    /// Everything answers "denied", as before a phone's first unlock.
    pub fn deny(&self, denied: bool) {
        self.denied.store(denied, Ordering::SeqCst);
    }

    /// After this many more changes the disk is full.
    pub fn fill_after(&self, changes: u32) {
        self.left.store(changes, Ordering::SeqCst);
        self.counting.store(true, Ordering::SeqCst);
    }

    /// There is room again.
    pub fn make_room(&self) {
        self.counting.store(false, Ordering::SeqCst);
    }

    /// Changes that happened so far.
    pub fn changes(&self) -> u32 {
        self.changes.load(Ordering::SeqCst)
    }

    /// Files read so far.
    pub fn reads(&self) -> u32 {
        self.reads.load(Ordering::SeqCst)
    }

    /// Who reads this file gets it as it was, but only once it is let go; `None` lets it go.
    pub fn hold(&self, file: Option<PathBuf>) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).file = file;
        self.told.notify_all();
    }

    /// How many readings wait now.
    pub fn waiting(&self) -> usize {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).waiting
    }

    fn look(&self) -> Result<(), DiskProblem> {
        if self.denied.load(Ordering::SeqCst) { Err(DiskProblem::Denied) } else { Ok(()) }
    }

    fn change(&self) -> Result<(), DiskProblem> {
        self.look()?;
        if self.counting.load(Ordering::SeqCst)
            && self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err()
        {
            return Err(DiskProblem::Full);
        }
        self.changes.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

impl Disk for MoodyDisk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskProblem> {
        self.look()?;
        self.reads.fetch_add(1, Ordering::SeqCst);
        let read = RealDisk.read(path);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        while held.file.as_deref() == Some(path) {
            held.waiting += 1;
            held = self.told.wait(held).unwrap_or_else(PoisonError::into_inner);
            held.waiting -= 1;
        }
        drop(held);
        read
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskProblem> {
        self.change()?;
        RealDisk.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskProblem> {
        self.change()?;
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> Result<(), DiskProblem> {
        self.look()?;
        // Removing needs no room.
        RealDisk.remove(path)
    }

    fn sync_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        self.look()?;
        RealDisk.sync_folder(path)
    }

    fn list(&self, path: &Path) -> Result<Vec<String>, DiskProblem> {
        self.look()?;
        RealDisk.list(path)
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        self.change()?;
        RealDisk.create_folder(path)
    }

    fn lock(&self, path: &Path) -> Result<Box<dyn LockGuard>, DiskProblem> {
        self.look()?;
        RealDisk.lock(path)
    }
}
