//! Vaults that take their time, or have a problem with one entry.

use std::sync::{Condvar, Mutex, PoisonError};

use portico::vault::memory::MemoryVault;
use portico::vault::{Vault, VaultProblem};

/// A vault whose entries of one name can be held up or spoiled.
#[derive(Debug)]
pub struct MoodyVault {
    inner: MemoryVault,
    mood: Mutex<Mood>,
    told: Condvar,
}

#[derive(Debug, Default)]
struct Mood {
    held: Option<String>,
    spoilt: Option<(String, VaultProblem)>,
    waiting: usize,
}

impl MoodyVault {
    /// Over this vault.
    pub fn over(inner: MemoryVault) -> Self {
        Self { inner, mood: Mutex::default(), told: Condvar::new() }
    }

    /// Reads of this entry wait until it is let go; `None` lets it go.
    pub fn hold(&self, entry: Option<&str>) {
        self.change(|mood| mood.held = entry.map(str::to_owned));
    }

    /// How many reads wait now; one that was given up for a time-out still does.
    pub fn waiting(&self) -> usize {
        self.mood.lock().unwrap_or_else(PoisonError::into_inner).waiting
    }

    /// Reads of this entry say this; `None` ends it.
    pub fn spoil(&self, entry: Option<(&str, VaultProblem)>) {
        self.change(|mood| mood.spoilt = entry.map(|(entry, problem)| (entry.to_owned(), problem)));
    }

    fn change(&self, change: impl FnOnce(&mut Mood)) {
        change(&mut self.mood.lock().unwrap_or_else(PoisonError::into_inner));
        self.told.notify_all();
    }
}

impl Vault for MoodyVault {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        let mut mood = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        while mood.held.as_deref() == Some(entry) {
            mood.waiting += 1;
            mood = self.told.wait(mood).unwrap_or_else(PoisonError::into_inner);
            mood.waiting -= 1;
        }
        match &mood.spoilt {
            Some((spoilt, problem)) if spoilt == entry => Err(*problem),
            Some(_) | None => {
                drop(mood);
                self.inner.get(entry)
            }
        }
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        self.inner.put(entry, value)
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        self.inner.delete(entry)
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        self.inner.list()
    }

    fn scope(&self) -> String {
        self.inner.scope()
    }
}
