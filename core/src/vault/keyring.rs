//! The platform's own key store, through `keyring-core`.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::{Vault, VaultProblem, is_entry};
use crate::order;

/// The policy this version writes. A value says under which one it was written.
pub(super) const POLICY: u8 = 1;

/// The entry that lists the others, where the store cannot search. No entry of ours has a name like it.
pub(super) const LIST: &str = "__list";

/// Where one entry lies in the key store.
pub(super) struct Placement {
    service: String,
    user: String,
    /// The access group, where the store has such.
    pub(super) group: Option<String>,
    /// Names and values that the store takes for an entry.
    modifiers: HashMap<&'static str, &'static str>,
}

/// Which store it is, as far as entries must be placed differently for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreKind {
    /// A desktop's, which all programs of a person share.
    Desktop,
    /// Apple's protected data: the app's own.
    AppleProtected {
        /// A group of the app and its extensions; `None` is the app's own. Another group after a release signs everybody out.
        group: Option<String>,
    },
}

/// What the host decides once, before its first release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringOptions {
    /// The app's own name in the key store, such as `com.example.app`.
    pub service: String,
    /// Our part of it (see [`folder_scope`](super::folder_scope)); on phones a constant, since the store is the app's own.
    pub scope: String,
    /// What kind of store it is.
    pub store: StoreKind,
}

/// Where an entry lies under a policy: service, user, group and access policy, all in this one function (pain 46). A change
/// is a new number; old values are then read where they were, rewritten and verified.
pub(super) fn place(policy: u8, options: &KeyringOptions, entry: &str) -> Placement {
    // 1, the first release: the scope is part of the service, so that a search finds our own scope only. 0 was never
    // released; it stands for an older one in tests.
    let service = match policy {
        0 => options.service.clone(),
        _ => format!("{}/{}", options.service, options.scope),
    };
    let (group, modifiers) = match &options.store {
        StoreKind::Desktop => (None, HashMap::new()),
        // Readable by work in the background once the phone was unlocked, and never restored on another phone.
        StoreKind::AppleProtected { group } => {
            (group.clone(), HashMap::from([("access-policy", "after-first-unlock-this-device-only")]))
        }
    };
    Placement { service, user: entry.to_owned(), group, modifiers }
}

/// Keys in the platform's key store.
///
/// The store's own errors are never handed on or printed: some carry the value (R5).
pub struct KeyringVault {
    store: Arc<CredentialStore>,
    options: KeyringOptions,
    /// Older policies that values may still lie under, newest first.
    older: Vec<u8>,
    /// Whether the store can search, once it has said so.
    searches: OnceLock<bool>,
    /// Over each change of the list entry. Two processes may still lose each other's line: that leaves an orphan unseen, never
    /// deletes an entry.
    turn: Mutex<()>,
}

impl KeyringVault {
    /// The vault in `store`. A store that runs a D-Bus connection of its own must outlive the vault: its last owner may not be
    /// dropped on a runtime's thread, where that connection panics as it ends.
    pub fn new(store: Arc<CredentialStore>, options: KeyringOptions) -> Self {
        Self { store, options, older: Vec::new(), searches: OnceLock::new(), turn: Mutex::new(()) }
    }

    fn entry(&self, policy: u8, entry: &str) -> Result<Entry, VaultProblem> {
        let place = place(policy, &self.options, entry);
        let modifiers = (!place.modifiers.is_empty()).then_some(&place.modifiers);
        twice(|| self.store.build(&place.service, &place.user, modifiers))
    }

    fn read(&self, policy: u8, entry: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultProblem> {
        let item = self.entry(policy, entry)?;
        let text = match absent_is_none(twice_raw(|| item.get_secret()))? {
            Some(bytes) => Zeroizing::new(bytes),
            None => return Ok(None),
        };
        unpack(&text, policy).map(Some)
    }

    fn write(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        let item = self.entry(POLICY, entry)?;
        let packed = pack(value);
        twice(|| item.set_secret(packed.as_bytes()))
    }

    fn erase(&self, policy: u8, entry: &str) -> Result<(), VaultProblem> {
        let item = self.entry(policy, entry)?;
        absent_is_none(twice_raw(|| item.delete_credential())).map(|_| ())
    }

    /// A value of an older policy moves to this one: read, rewritten, verified, and only then removed there (pain 46).
    fn move_here(&self, entry: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultProblem> {
        for policy in self.older.iter().copied() {
            let Some(value) = self.read(policy, entry)? else {
                continue;
            };
            self.write(entry, &value)?;
            if self.read(POLICY, entry)?.as_deref() != Some(&*value) {
                return Err(VaultProblem::Unavailable);
            }
            self.erase(policy, entry)?;
            return Ok(Some(value));
        }
        Ok(None)
    }

    /// Our entries as the store finds them; `None` if it cannot search by service.
    fn search(&self) -> Result<Option<Vec<String>>, VaultProblem> {
        if self.searches.get() == Some(&false) {
            return Ok(None);
        }
        let place = place(POLICY, &self.options, LIST);
        let ours = place.service;
        let mut wanted = HashMap::from([("service", ours.as_str())]);
        if let Some(group) = &place.group {
            wanted.insert("access-group", group);
        }
        let found = match self.store.search(&wanted) {
            Ok(found) => found,
            Err(Error::NotSupportedByStore(_) | Error::Invalid(..)) => {
                // Somebody else may have set the same answer meanwhile.
                let _ = self.searches.set(false);
                return Ok(None);
            }
            Err(error) => return Err(problem_of(&error)),
        };
        let _ = self.searches.set(true);
        // Some stores find by part of the name: only exact ones are ours.
        let names = found.iter().filter_map(Entry::get_specifiers).filter(|(service, _)| *service == ours);
        Ok(Some(names.map(|(_, user)| user).filter(|name| is_entry(name)).collect()))
    }

    /// Changes the list entry, where the store cannot search.
    fn note(&self, change: impl FnOnce(&mut BTreeSet<String>) -> bool) -> Result<(), VaultProblem> {
        if self.searches.get() == Some(&true) || self.search()?.is_some() {
            return Ok(());
        }
        let _turn = self.turn();
        let mut names = self.noted()?;
        if change(&mut names) {
            let lines: Vec<&str> = names.iter().map(String::as_str).collect();
            self.write(LIST, lines.join("\n").as_bytes())?;
        }
        Ok(())
    }

    fn noted(&self) -> Result<BTreeSet<String>, VaultProblem> {
        let Some(value) = self.read(POLICY, LIST)? else {
            return Ok(BTreeSet::new());
        };
        let text = std::str::from_utf8(&value).map_err(|_| VaultProblem::Damaged)?;
        Ok(order::set(text.lines().filter(|name| is_entry(name)).map(str::to_owned)))
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for KeyringVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyringVault").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Vault for KeyringVault {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        let value = match self.read(POLICY, entry)? {
            Some(value) => Some(value),
            None => self.move_here(entry)?,
        };
        Ok(value.map(|value| value.to_vec()))
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        if !is_entry(entry) {
            return Err(VaultProblem::Unavailable);
        }
        // Listed first: a kill in between leaves a name without an entry, not an entry nobody finds.
        self.note(|names| names.insert(entry.to_owned()))?;
        self.write(entry, value)
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        if !is_entry(entry) {
            return Ok(());
        }
        self.erase(POLICY, entry)?;
        for policy in self.older.iter().copied() {
            self.erase(policy, entry)?;
        }
        self.note(|names| names.remove(entry))
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        match self.search()? {
            Some(names) => Ok(names),
            None => Ok(self.noted()?.into_iter().collect()),
        }
    }

    fn scope(&self) -> String {
        self.options.scope.clone()
    }
}

/// The value as text, since some stores keep text only: the policy's number, a colon, Base64.
fn pack(value: &[u8]) -> Zeroizing<String> {
    let encoded = Zeroizing::new(STANDARD.encode(value));
    Zeroizing::new(format!("{POLICY}:{}", encoded.as_str()))
}

/// The value of a packed text that lies under `policy`. A number above ours is a newer program's: not damage, and not ours to
/// touch.
fn unpack(text: &[u8], policy: u8) -> Result<Zeroizing<Vec<u8>>, VaultProblem> {
    let text = std::str::from_utf8(text).map_err(|_| VaultProblem::Damaged)?;
    let (number, encoded) = text.split_once(':').ok_or(VaultProblem::Damaged)?;
    let number: u8 = number.parse().map_err(|_| VaultProblem::Damaged)?;
    if number > POLICY {
        return Err(VaultProblem::Unavailable);
    }
    if number != policy {
        return Err(VaultProblem::Damaged);
    }
    STANDARD.decode(encoded).map(Zeroizing::new).map_err(|_| VaultProblem::Damaged)
}

/// An unexplained failure of the platform is unavailable only when seen twice (pain 40): the first is often transient.
fn twice_raw<T>(mut call: impl FnMut() -> keyring_core::Result<T>) -> keyring_core::Result<T> {
    match call() {
        Err(Error::PlatformFailure(error)) if explained(&*error).is_none() => call(),
        first => first,
    }
}

fn twice<T>(call: impl FnMut() -> keyring_core::Result<T>) -> Result<T, VaultProblem> {
    twice_raw(call).map_err(|error| problem_of(&error))
}

fn absent_is_none<T>(result: keyring_core::Result<T>) -> Result<Option<T>, VaultProblem> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(problem_of(&error)),
    }
}

/// What the store's error means to us. Only an entry's own bytes can be damaged; whatever concerns the whole store is
/// locked or unavailable, because damage is shown as the account's.
fn problem_of(error: &Error) -> VaultProblem {
    match error {
        Error::PlatformFailure(inner) => explained(&**inner).unwrap_or(VaultProblem::Unavailable),
        Error::NoStorageAccess(inner) => explained(&**inner).unwrap_or(VaultProblem::Locked),
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_) => VaultProblem::Damaged,
        Error::NoEntry
        | Error::BadStoreFormat(_)
        | Error::TooLong(..)
        | Error::Invalid(..)
        | Error::NoDefaultStore
        | Error::NotSupportedByStore(_) => VaultProblem::Unavailable,
        // The enum may grow; what we do not know is never taken for damage or absence.
        _ => VaultProblem::Unavailable,
    }
}

/// What the platform's own number or name says, where it says anything. The crate hands these on as text only.
///
/// -25308 `errSecInteractionNotAllowed`: before the first unlock, and it arrives as a general failure (pain 40). -128
/// `errSecUserCanceled` and -25293 `errSecAuthFailed`: the employee must do something. -34018
/// `errSecMissingEntitlement`: a programmer's error.
fn explained(error: &(dyn std::error::Error + Send + Sync + 'static)) -> Option<VaultProblem> {
    let said = format!("{error:?} {error}");
    let names = |number: &str| {
        said.match_indices(number).any(|(at, _)| {
            let after = said.get(at + number.len()..).and_then(|rest| rest.chars().next());
            !after.is_some_and(|next| next.is_ascii_digit())
        })
    };
    if names("-25308") || names("Locked") {
        Some(VaultProblem::Locked)
    } else if names("-25293") || names("-128") || names("Prompt") {
        Some(VaultProblem::NeedsUser)
    } else if names("-34018") {
        Some(VaultProblem::Unavailable)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
