//! A Keychain that says exactly what apple-native-keyring-store 1.0.2 and security-framework 3.7 hand on: the same modifiers,
//! search keys and errors (pain 40).

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::attributes::parse_attributes;
use keyring_core::{Credential, CredentialStore, Entry, Error, Result};

use super::*;
use crate::vault::keyring::KeyringVault;
use crate::vault::{Vault as _, VaultProblem};

/// Group, service and account name an item.
type Key = (Option<String>, String, String);

/// What the phone keeps, and the status it answers the next calls with.
#[derive(Default)]
struct Phone {
    items: BTreeMap<Key, (String, Vec<u8>)>,
    says: Vec<i32>,
}

#[derive(Clone)]
struct Keychain {
    phone: Arc<Mutex<Phone>>,
    group: Option<String>,
}

struct Item {
    phone: Arc<Mutex<Phone>>,
    key: Key,
    policy: String,
}

/// security-framework's error: its number and the system's words for it.
struct SecError(i32);

impl SecError {
    fn words(&self) -> &'static str {
        match self.0 {
            -25308 => "User interaction is not allowed.",
            -34018 => "A required entitlement isn't present.",
            -128 => "User canceled the operation.",
            -25293 => "The user name or passphrase you entered is not correct.",
            -25291 => "No keychain is available. You may need to restart your computer.",
            _ => "The operation couldn’t be completed.",
        }
    }
}

impl fmt::Debug for SecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("code", &self.0).field("message", &self.words()).finish()
    }
}

impl fmt::Display for SecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl std::error::Error for SecError {}

/// The crate's `decode_error`.
fn decode(status: i32) -> Error {
    match status {
        -25291 | -25292 => Error::NoStorageAccess(Box::new(SecError(status))),
        -25300 => Error::NoEntry,
        _ => Error::PlatformFailure(Box::new(SecError(status))),
    }
}

/// What the phone says now.
fn status(phone: &Mutex<Phone>) -> Result<()> {
    phone.lock().unwrap().says.pop().map_or(Ok(()), |status| Err(decode(status)))
}

impl CredentialStoreApi for Keychain {
    fn vendor(&self) -> String {
        "Apple".to_owned()
    }
    fn id(&self) -> String {
        "Protected Data Storage".to_owned()
    }
    fn build(&self, service: &str, user: &str, modifiers: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let mut modifiers = parse_attributes(&["access-policy"], modifiers)?;
        let policy = modifiers.remove("access-policy").unwrap_or_else(|| "when-unlocked".to_owned());
        let known = [
            "after-first-unlock",
            "after-first-unlock-this-device-only",
            "when-unlocked",
            "when-unlocked-this-device-only",
            "when-passcode-set-this-device-only",
            "require-user-presence",
        ];
        if !known.contains(&policy.to_ascii_lowercase().as_str()) {
            return Err(Error::Invalid("access-policy".to_owned(), format!("unknown value: {policy}")));
        }
        let key = (self.group.clone(), service.to_owned(), user.to_owned());
        Ok(Entry::new_with_credential(Arc::new(Item { phone: Arc::clone(&self.phone), key, policy })))
    }
    fn search(&self, spec: &HashMap<&str, &str>) -> Result<Vec<Entry>> {
        let spec = parse_attributes(&["service", "account", "access-group", "*show-authentication-ui"], Some(spec))?;
        status(&self.phone)?;
        let phone = self.phone.lock().unwrap();
        // Without a group in the search all groups are searched, whatever the store's own is.
        let wanted = |((group, service, _), _): &(&Key, &(String, Vec<u8>))| {
            spec.get("service").is_none_or(|wanted| wanted == service)
                && spec.get("access-group").is_none_or(|wanted| Some(wanted) == group.as_ref())
        };
        let entry = |(key, (policy, _)): (&Key, &(String, Vec<u8>))| {
            let item = Item { phone: Arc::clone(&self.phone), key: key.clone(), policy: policy.clone() };
            Entry::new_with_credential(Arc::new(item))
        };
        Ok(phone.items.iter().filter(wanted).map(entry).collect())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn debug_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

impl CredentialApi for Item {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        status(&self.phone)?;
        self.phone.lock().unwrap().items.insert(self.key.clone(), (self.policy.clone(), secret.to_vec()));
        Ok(())
    }
    fn get_secret(&self) -> Result<Vec<u8>> {
        status(&self.phone)?;
        let phone = self.phone.lock().unwrap();
        phone.items.get(&self.key).map(|(_, secret)| secret.clone()).ok_or_else(|| decode(-25300))
    }
    fn delete_credential(&self) -> Result<()> {
        status(&self.phone)?;
        self.phone.lock().unwrap().items.remove(&self.key).map(drop).ok_or_else(|| decode(-25300))
    }
    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }
    fn get_specifiers(&self) -> Option<(String, String)> {
        Some((self.key.1.clone(), self.key.2.clone()))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn debug_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cred")
    }
}

fn vault_of(phone: &Arc<Mutex<Phone>>, group: Option<&str>) -> KeyringVault {
    let group = group.map(str::to_owned);
    let store: Arc<CredentialStore> = Arc::new(Keychain { phone: Arc::clone(phone), group: group.clone() });
    KeyringVault::new(store, options(group))
}

#[test]
fn entries_lie_after_first_unlock_on_this_device_only_under_a_name_that_stays() {
    let phone = Arc::default();
    vault_of(&phone, None).put("k", b"key").unwrap();
    let items = &phone.lock().unwrap().items;
    let key = (None, "portico/app".to_owned(), "k".to_owned());
    let value = ("after-first-unlock-this-device-only".to_owned(), b"1:a2V5".to_vec());
    assert_eq!(items.iter().collect::<Vec<_>>(), [(&key, &value)]);
}

#[test]
fn an_access_group_is_searched_alone() {
    let phone = Arc::default();
    let (own, shared) = (vault_of(&phone, None), vault_of(&phone, Some("TEAM.shared")));
    own.put("own", b"1").unwrap();
    shared.put("shared", b"2").unwrap();
    assert_eq!(shared.list(), Ok(vec!["shared".to_owned()]));
    assert_eq!((shared.get("shared"), shared.get("own")), (Ok(Some(b"2".to_vec())), Ok(None)));
}

#[test]
fn each_status_has_its_meaning() {
    let cases = [
        (vec![-25308], Err(VaultProblem::Locked), "before the first unlock"),
        (vec![-34018], Err(VaultProblem::Unavailable), "the programmer's error: not tried again, not damage"),
        (vec![-128], Err(VaultProblem::NeedsUser), "the employee said no"),
        (vec![-25293], Err(VaultProblem::NeedsUser), "the employee must confirm"),
        (vec![-25291], Err(VaultProblem::Locked), "no keychain yet"),
        (vec![-25300], Ok(None), "nothing there"),
        (vec![-26276], Ok(Some(b"key".to_vec())), "once is not yet unavailable"),
        (vec![-26276, -26276], Err(VaultProblem::Unavailable), "seen twice"),
    ];
    for (says, meaning, why) in cases {
        let phone = Arc::default();
        let vault = vault_of(&phone, None);
        vault.put("k", b"key").unwrap();
        phone.lock().unwrap().says = says;
        assert_eq!(vault.get("k"), meaning, "{why}");
        assert!(phone.lock().unwrap().says.is_empty(), "{why}");
        assert_eq!(vault.get("k"), Ok(Some(b"key".to_vec())), "nothing was lost: {why}");
    }
}

#[test]
fn a_locked_keychain_is_not_an_empty_one() {
    let phone = Arc::default();
    let vault = vault_of(&phone, None);
    vault.put("k", b"key").unwrap();
    phone.lock().unwrap().says = vec![-25308];
    assert_eq!(vault.list(), Err(VaultProblem::Locked));
    phone.lock().unwrap().says = vec![-25308];
    assert_eq!(vault.delete("k"), Err(VaultProblem::Locked));
    phone.lock().unwrap().says = vec![-25308];
    assert_eq!(vault.put("k", b"new"), Err(VaultProblem::Locked));
    assert_eq!(vault.get("k"), Ok(Some(b"key".to_vec())));
}
