//! What a host gives: its key store, its clock, somebody to tell about changes. All of it is called synchronously and under no
//! lock that a read waits for: the key store from the core's blocking threads, the clock also from the thread of whoever reads. What
//! a host throws arrives as an error.

use std::sync::Arc;
use std::time::Duration;

use portico::clock::{Clock as CoreClock, SystemClock};
use portico::vault::{Vault as CoreVault, VaultProblem};
use time::OffsetDateTime;
use uniffi::UnexpectedUniFFICallbackError;

/// Why the key store gave no answer. Never taken for an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VaultError {
    /// Not readable now: before the first unlock. Try again later.
    #[error("the key store is locked")]
    Locked,
    /// The employee must do something first (unlock, confirm).
    #[error("the key store needs the user")]
    NeedsUser,
    /// The platform has made the key unusable for ever.
    #[error("the key was invalidated")]
    Invalidated,
    /// The key store does not work here.
    #[error("the key store is not available")]
    Unavailable,
    /// There is ciphertext, but its key belongs to another phone.
    #[error("the entry belongs to another device")]
    OtherDevice,
    /// What was read is no value of ours.
    #[error("the entry is damaged")]
    Damaged,
}

/// What a host throws that it did not promise says nothing about the entry.
impl From<UnexpectedUniFFICallbackError> for VaultError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

impl From<VaultError> for VaultProblem {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Locked => Self::Locked,
            VaultError::NeedsUser => Self::NeedsUser,
            VaultError::Invalidated => Self::Invalidated,
            VaultError::Unavailable => Self::Unavailable,
            VaultError::OtherDevice => Self::OtherDevice,
            VaultError::Damaged => Self::Damaged,
        }
    }
}

/// The platform's key store: a few small entries by name, in the app's own scope. Called off the main thread;
/// may block.
#[uniffi::export(foreign)]
pub trait Vault: Send + Sync {
    /// The value, or nothing where a readable key store has no such entry.
    fn get(&self, entry: String) -> Result<Option<Vec<u8>>, VaultError>;
    /// Writes or replaces. When it returns, the value survives a power cut.
    fn put(&self, entry: String, value: Vec<u8>) -> Result<(), VaultError>;
    /// Removes; an absent entry is fine.
    fn delete(&self, entry: String) -> Result<(), VaultError>;
    /// The names of the entries.
    fn list(&self) -> Result<Vec<String>, VaultError>;
}

/// Wall and boot time, so that tests can move them. Both answer at once.
#[uniffi::export(foreign)]
pub trait Clock: Send + Sync {
    /// What the phone's clock shows, in milliseconds since 1970 UTC.
    fn wall_ms(&self) -> Result<i64, HostError>;
    /// Milliseconds since the phone was started, its sleep included.
    fn boot_ms(&self) -> Result<u64, HostError>;
}

/// Is told that something changed; the last revision wins. It may call back in.
#[uniffi::export(foreign)]
pub trait Observer: Send + Sync {
    /// `revision` is that of `accounts.list`.
    fn changed(&self, revision: u64) -> Result<(), HostError>;
}

/// A host's clock or observer threw.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum HostError {
    /// What it threw is not kept: it may hold anything.
    #[error("the host threw")]
    Threw,
}

impl From<UnexpectedUniFFICallbackError> for HostError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Threw
    }
}

/// A host's key store as the core takes it. On phones the store is the app's own: one scope.
pub(crate) struct HostVault(pub(crate) Arc<dyn Vault>);

impl CoreVault for HostVault {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        Ok(self.0.get(entry.to_owned())?)
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        Ok(self.0.put(entry.to_owned(), value.to_vec())?)
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        Ok(self.0.delete(entry.to_owned())?)
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        Ok(self.0.list()?)
    }

    fn scope(&self) -> String {
        "app".to_owned()
    }
}

/// A host's clock as the core takes it; the phone's own wherever the host's throws.
pub(crate) struct HostClock {
    host: Arc<dyn Clock>,
    own: SystemClock,
}

impl HostClock {
    pub(crate) fn new(host: Arc<dyn Clock>) -> Self {
        Self { host, own: SystemClock::default() }
    }
}

impl CoreClock for HostClock {
    fn wall(&self) -> OffsetDateTime {
        let told = self.host.wall_ms().ok();
        let time = told.and_then(|ms| OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).ok());
        time.unwrap_or_else(|| self.own.wall())
    }

    fn boot(&self) -> Duration {
        self.host.boot_ms().map_or_else(|_| self.own.boot(), Duration::from_millis)
    }
}

#[cfg(test)]
mod tests;
