//! Which vault: the system's key store, memory, or (insecure, never by itself) files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use keyring_core::CredentialStore;
use portico::vault::file::FileVault;
use portico::vault::keyring::{KeyringOptions, KeyringVault, StoreKind};
use portico::vault::memory::MemoryVault;
use portico::vault::{Vault, folder_scope};

use crate::args::VaultChoice;
use crate::say;
use crate::stop::{NO_KEY_STORE, Stop};

/// Our name in the system's key store.
const SERVICE: &str = "portico";

/// A key store is found, or started, in this time.
const LONGEST_OPENING: Duration = Duration::from_secs(10);

/// Opens the chosen vault. A key store may take its time, and may run a loop of its own: not on this runtime's thread.
pub(crate) async fn open_off_the_runtime(choice: VaultChoice, data: PathBuf) -> Result<Arc<dyn Vault>, Stop> {
    let opening = tokio::task::spawn_blocking(move || open(choice, &data));
    // A service that D-Bus starts but that never comes up would be waited for a minute.
    let Ok(opened) = tokio::time::timeout(LONGEST_OPENING, opening).await else {
        return Err(Stop::Failed(format!("The key store does not answer. {NO_KEY_STORE}")));
    };
    opened.unwrap_or_else(|error| Err(Stop::Failed(format!("The key store could not be asked: {error}."))))
}

/// In the scope of this data folder.
fn open(choice: VaultChoice, data: &Path) -> Result<Arc<dyn Vault>, Stop> {
    let scope =
        folder_scope(data).map_err(|error| Stop::Failed(format!("The data folder cannot be named: {error}.")))?;
    match choice {
        VaultChoice::Memory => Ok(Arc::new(MemoryVault::with_scope(&scope))),
        VaultChoice::File => {
            let folder = data.join("vault");
            say::error(&format!(
                "INSECURE: the keys lie as plain files in {}. Every program of yours can read them.",
                folder.display()
            ));
            Ok(Arc::new(FileVault::new(folder, scope)))
        }
        VaultChoice::SecretService if cfg!(any(target_os = "macos", windows)) => {
            Err(Stop::Usage("There is no Secret Service on this system; use --vault auto.".to_owned()))
        }
        VaultChoice::Auto | VaultChoice::SecretService => {
            let store = kept(system_store)
                .map_err(|_| Stop::Failed(format!("No key store answers on this machine. {NO_KEY_STORE}")))?;
            let options = KeyringOptions { service: SERVICE.to_owned(), scope, store: StoreKind::Desktop };
            Ok(Arc::new(KeyringVault::new(store, options)))
        }
    }
}

/// The system's store, kept to the end of the program: dropping the Secret Service's waits for D-Bus, which panics on a thread of
/// the runtime, and there the core drops its vault.
fn kept(
    open: impl FnOnce() -> keyring_core::Result<Arc<CredentialStore>>,
) -> keyring_core::Result<Arc<CredentialStore>> {
    static STORE: OnceLock<Arc<CredentialStore>> = OnceLock::new();
    if let Some(store) = STORE.get() {
        return Ok(Arc::clone(store));
    }
    let store = open()?;
    Ok(Arc::clone(STORE.get_or_init(|| store)))
}

#[cfg(all(unix, not(target_os = "macos")))]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn system_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}
