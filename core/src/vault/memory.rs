//! A vault that ends with the process: for tests, and for `--vault memory`, where every start is another phone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use super::{Vault, VaultProblem};

/// The scope of a [`MemoryVault`] unless another is given. Always the same: what a former process held is gone, so a
/// tombstone of it is rightly finished by the next.
const SCOPE: &str = "memory";

/// Entries in memory, wiped when they go. Clones share them, as a restarted program shares its phone's vault.
#[derive(Clone)]
pub struct MemoryVault {
    scope: String,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    entries: BTreeMap<(String, String), Zeroizing<Vec<u8>>>,
    problem: Option<VaultProblem>,
    delay: Duration,
    calls: VaultCalls,
}

/// How often each method was called, failing calls included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VaultCalls {
    /// Reads.
    pub get: u32,
    /// Writes.
    pub put: u32,
    /// Removals.
    pub delete: u32,
    /// Lists.
    pub list: u32,
}

impl MemoryVault {
    /// An empty vault.
    pub fn new() -> Self {
        Self::with_scope(SCOPE)
    }

    /// An empty vault whose scope has this name.
    pub fn with_scope(scope: &str) -> Self {
        Self { scope: scope.to_owned(), inner: Arc::default() }
    }

    /// Another scope in the same key store.
    pub fn other_scope(&self, scope: &str) -> Self {
        Self { scope: scope.to_owned(), inner: Arc::clone(&self.inner) }
    }

    /// From now on every call says this; `None` ends it. For tests.
    pub fn set_problem(&self, problem: Option<VaultProblem>) {
        self.inner().problem = problem;
    }

    /// From now on every call takes this long. For tests.
    pub fn set_delay(&self, delay: Duration) {
        self.inner().delay = delay;
    }

    /// How often it was called. For tests.
    pub fn calls(&self) -> VaultCalls {
        self.inner().calls
    }

    /// The names in our own scope, whatever problem is set. For tests.
    pub fn names(&self) -> Vec<String> {
        let inner = self.inner();
        inner.entries.keys().filter(|(scope, _)| *scope == self.scope).map(|(_, entry)| entry.clone()).collect()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts the call, takes its time, and says its problem. The time passes without the lock.
    fn enter(&self, count: impl FnOnce(&mut VaultCalls)) -> Result<MutexGuard<'_, Inner>, VaultProblem> {
        let delay = {
            let mut inner = self.inner();
            count(&mut inner.calls);
            inner.delay
        };
        if !delay.is_zero() {
            thread::sleep(delay);
        }
        let inner = self.inner();
        match inner.problem {
            Some(problem) => Err(problem),
            None => Ok(inner),
        }
    }

    fn key(&self, entry: &str) -> (String, String) {
        (self.scope.clone(), entry.to_owned())
    }
}

impl Default for MemoryVault {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for MemoryVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryVault").field("scope", &self.scope).finish_non_exhaustive()
    }
}

impl Vault for MemoryVault {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        let inner = self.enter(|calls| calls.get += 1)?;
        Ok(inner.entries.get(&self.key(entry)).map(|value| value.to_vec()))
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        let mut inner = self.enter(|calls| calls.put += 1)?;
        inner.entries.insert(self.key(entry), Zeroizing::new(value.to_vec()));
        Ok(())
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        let mut inner = self.enter(|calls| calls.delete += 1)?;
        inner.entries.remove(&self.key(entry));
        Ok(())
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        let inner = self.enter(|calls| calls.list += 1)?;
        drop(inner);
        Ok(self.names())
    }

    fn scope(&self) -> String {
        self.scope.clone()
    }
}
