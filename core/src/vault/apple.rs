//! Keys in the Keychain of an iPhone: protected data, readable after the first unlock, on this phone only.

use super::keyring::{KeyringOptions, StoreKind};

/// What our entries are called there. Fixed before the first release: another one signs everybody out (pain 46).
const SERVICE: &str = "portico";

/// Where entries lie. `group`: an access group of the app and its extensions, which then open one folder.
pub fn options(group: Option<String>) -> KeyringOptions {
    KeyringOptions {
        service: SERVICE.to_owned(),
        // Of a phone's store the app sees its own part only.
        scope: "app".to_owned(),
        store: StoreKind::AppleProtected { group },
    }
}

/// The Keychain as a vault.
///
/// # Errors
/// The store could not be made.
#[cfg(target_vendor = "apple")]
pub fn vault(group: Option<String>) -> Result<super::keyring::KeyringVault, super::VaultProblem> {
    use std::collections::HashMap;

    use super::keyring::{KeyringVault, LIST, POLICY, place};

    let options = options(group);
    let group = place(POLICY, &options, LIST).group;
    let configuration: HashMap<&str, &str> = group.iter().map(|group| ("access-group", group.as_str())).collect();
    let store = apple_native_keyring_store::protected::Store::new_with_configuration(&configuration)
        .map_err(|_| super::VaultProblem::Unavailable)?;
    Ok(KeyringVault::new(store, options))
}

#[cfg(test)]
mod tests;
