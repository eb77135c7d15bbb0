//! One random key for each sealed document, in the platform's key store.
//!
//! A [`Vault`] holds a few small entries by name, already inside our own scope (on phones the app's; in the terminal app one
//! data folder). It is called off the runtime's thread and may be slow, locked or damaged: a problem is never taken for
//! an absence.

pub mod apple;
pub mod file;
pub mod keyring;
pub mod memory;
mod scope;
pub mod seal;

pub use scope::{folder_scope, is_entry};

/// The one entry that no document names: which phone this is. Never an orphan.
pub const INSTALLATION: &str = "installation";

/// The platform's key store, as Portico uses it. Methods may block; they are called from a blocking thread.
pub trait Vault: Send + Sync + 'static {
    /// The value under `entry`, or `None` where a readable vault has no such entry.
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem>;
    /// Writes or replaces. After `Ok` the value survives a power cut.
    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem>;
    /// Removes; an absent entry is fine.
    fn delete(&self, entry: &str) -> Result<(), VaultProblem>;
    /// The names of the entries in our own scope.
    fn list(&self) -> Result<Vec<String>, VaultProblem>;
    /// A short name of that scope, written into tombstones so that nobody deletes in another's.
    fn scope(&self) -> String;
}

/// Why the vault gave no answer. Never taken for an absence (R7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultProblem {
    /// Not readable now: before the first unlock, the key ring locked, or no answer within 5 s. Try again later.
    #[error("the key store is locked")]
    Locked,
    /// The employee must do something first (unlock, confirm).
    #[error("the key store needs the user")]
    NeedsUser,
    /// The platform has made the key unusable for ever (a new fingerprint, a removed screen lock).
    #[error("the key was invalidated")]
    Invalidated,
    /// The key store does not work here (no service, an entitlement missing).
    #[error("the key store is not available")]
    Unavailable,
    /// There is ciphertext, but its key belongs to another phone.
    #[error("the entry belongs to another device")]
    OtherDevice,
    /// What was read is no value of ours.
    #[error("the entry is damaged")]
    Damaged,
}

#[cfg(test)]
mod tests;
