//! Tests with `keyring-core`'s mock store, and with fake stores that say exactly what real ones say.

use std::any::Any;
use std::fmt;

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, mock};

use super::*;

fn options() -> KeyringOptions {
    KeyringOptions { service: "app".to_owned(), scope: "one".to_owned(), store: StoreKind::Desktop }
}

fn mock_vault() -> (Arc<mock::Store>, KeyringVault) {
    let store = mock::Store::new().unwrap();
    (Arc::clone(&store), KeyringVault::new(store, options()))
}

fn mock_says(store: &mock::Store, error: Error) {
    let entry = store.build("app/one", "k", None).unwrap();
    entry.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(error);
}

/// An error as a platform's crate wraps it.
struct Platform(&'static str);

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sentence in the phone's language")
    }
}

impl std::error::Error for Platform {}

#[test]
fn values_come_back() {
    let (_, vault) = mock_vault();
    assert_eq!(vault.get("k"), Ok(None));
    vault.put("k", b"\0\xff").unwrap();
    assert_eq!(vault.get("k"), Ok(Some(b"\0\xff".to_vec())));
    vault.delete("k").unwrap();
    vault.delete("k").unwrap();
    assert_eq!(vault.get("k"), Ok(None));
    assert_eq!(vault.put("../k", b""), Err(VaultProblem::Unavailable));
}

#[test]
fn scopes_are_apart() {
    let (store, vault) = mock_vault();
    let other = KeyringVault::new(store, KeyringOptions { scope: "one-more".to_owned(), ..options() });
    vault.put("k", b"1").unwrap();
    other.put("l", b"2").unwrap();
    assert_eq!((vault.list(), other.list()), (Ok(vec!["k".to_owned()]), Ok(vec!["l".to_owned()])));
    assert_eq!((vault.get("l"), vault.scope()), (Ok(None), "one".to_owned()));
}

#[test]
fn every_error_has_its_meaning() {
    let platform = |said| Box::new(Platform(said)) as keyring_core::error::PlatformError;
    let secret = b"canary".to_vec();
    let cases = [
        (
            Error::PlatformFailure(platform("Error { code: -25308, message: \"User interaction\" }")),
            VaultProblem::Locked,
        ),
        (Error::PlatformFailure(platform("Error { code: -34018 }")), VaultProblem::Unavailable),
        (Error::PlatformFailure(platform("Error { code: -128 }")), VaultProblem::NeedsUser),
        (Error::NoStorageAccess(platform("Locked")), VaultProblem::Locked),
        (Error::NoStorageAccess(platform("Prompt")), VaultProblem::NeedsUser),
        (Error::NoStorageAccess(platform("who knows")), VaultProblem::Locked),
        (Error::BadEncoding(secret.clone()), VaultProblem::Damaged),
        (Error::BadDataFormat(secret, platform("?")), VaultProblem::Damaged),
        (Error::BadStoreFormat("?".to_owned()), VaultProblem::Unavailable),
        (Error::Ambiguous(Vec::new()), VaultProblem::Damaged),
        (Error::TooLong("user".to_owned(), 9), VaultProblem::Unavailable),
        (Error::NoDefaultStore, VaultProblem::Unavailable),
    ];
    for (error, problem) in cases {
        let (store, vault) = mock_vault();
        vault.put("k", b"1").unwrap();
        let said = format!("{error:?}");
        mock_says(&store, error);
        assert_eq!(vault.get("k"), Err(problem), "{said}");
        assert_eq!(vault.get("k"), Ok(Some(b"1".to_vec())), "nothing was lost: {said}");
    }
}

#[test]
fn an_unexplained_failure_counts_when_seen_twice() {
    let (store, vault) = mock_vault();
    vault.put("k", b"1").unwrap();
    for said in ["Error { code: -50 }", "Error { code: -253080 }", "Error { code: -1280 }"] {
        mock_says(&store, Error::PlatformFailure(Box::new(Platform(said))));
        assert_eq!(vault.get("k"), Ok(Some(b"1".to_vec())), "{said}");
    }
    let always = FakeStore { says: |_| Err(Error::PlatformFailure(Box::new(Platform("-50")))), ..FakeStore::default() };
    let vault = KeyringVault::new(Arc::new(always), options());
    assert_eq!(vault.get("k"), Err(VaultProblem::Unavailable));
    assert_eq!(vault.delete("k"), Err(VaultProblem::Unavailable));
}

#[test]
fn foreign_values_are_damaged_and_newer_ones_unavailable() {
    let (store, vault) = mock_vault();
    let entry = store.build("app/one", "k", None).unwrap();
    for (value, problem) in [
        (&b"\xff\xfe"[..], VaultProblem::Damaged),
        (b"", VaultProblem::Damaged),
        (b"plain", VaultProblem::Damaged),
        (b"1:not Base64", VaultProblem::Damaged),
        (b"0:AAAA", VaultProblem::Damaged),
        (b"2:AAAA", VaultProblem::Unavailable),
    ] {
        entry.set_secret(value).unwrap();
        assert_eq!(vault.get("k"), Err(problem), "{value:?}");
        assert_eq!(entry.get_secret().unwrap(), value, "kept");
    }
}

#[test]
fn a_value_of_an_older_policy_is_read_rewritten_and_verified() {
    let (store, mut vault) = mock_vault();
    vault.older = vec![0];
    let old = store.build("app", "k", None).unwrap();
    old.set_secret(b"0:a2V5").unwrap();
    assert_eq!(vault.get("k"), Ok(Some(b"key".to_vec())));
    assert_eq!(store.build("app/one", "k", None).unwrap().get_secret().unwrap(), b"1:a2V5");
    assert!(matches!(old.get_secret(), Err(Error::NoEntry)));
    assert_eq!(vault.get("k"), Ok(Some(b"key".to_vec())));
    old.set_secret(b"0:a2V5").unwrap();
    vault.delete("k").unwrap();
    assert!(matches!(old.get_secret(), Err(Error::NoEntry)), "deleted wherever it lies");
}

/// A store that cannot search, and says to each access what it is told to.
struct FakeStore {
    inner: Arc<mock::Store>,
    says: fn(&str) -> keyring_core::Result<()>,
}

impl Default for FakeStore {
    fn default() -> Self {
        Self { inner: mock::Store::new().unwrap(), says: |_| Ok(()) }
    }
}

struct FakeCred {
    inner: Entry,
    user: String,
    says: fn(&str) -> keyring_core::Result<()>,
}

impl CredentialStoreApi for FakeStore {
    fn vendor(&self) -> String {
        "fake".to_owned()
    }
    fn id(&self) -> String {
        "fake".to_owned()
    }
    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        let inner = self.inner.build(service, user, None)?;
        let cred = FakeCred { inner, user: user.to_owned(), says: self.says };
        Ok(Entry::new_with_credential(Arc::new(cred)))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn debug_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fake")
    }
}

impl CredentialApi for FakeCred {
    fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
        (self.says)(&self.user)?;
        self.inner.set_secret(secret)
    }
    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        (self.says)(&self.user)?;
        self.inner.get_secret()
    }
    fn delete_credential(&self) -> keyring_core::Result<()> {
        (self.says)(&self.user)?;
        self.inner.delete_credential()
    }
    fn get_credential(&self) -> keyring_core::Result<Option<Arc<Credential>>> {
        Ok(None)
    }
    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn debug_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fake")
    }
}

#[test]
fn a_store_that_cannot_search_has_a_list_entry() {
    let store = Arc::new(FakeStore::default());
    let vault = KeyringVault::new(Arc::clone(&store) as Arc<CredentialStore>, options());
    assert_eq!(vault.list(), Ok(Vec::new()));
    for entry in ["k", "l", "k"] {
        vault.put(entry, b"1").unwrap();
    }
    vault.delete("l").unwrap();
    vault.delete("never").unwrap();
    let restarted = KeyringVault::new(store, options());
    assert_eq!(restarted.list(), Ok(vec!["k".to_owned()]));
}

#[test]
fn a_put_whose_list_cannot_be_written_did_not_happen() {
    let locked = |user: &str| {
        if user == LIST { Err(Error::NoStorageAccess(Box::new(Platform("Locked")))) } else { Ok(()) }
    };
    let vault = KeyringVault::new(Arc::new(FakeStore { says: locked, ..FakeStore::default() }), options());
    assert_eq!(vault.put("k", b"1"), Err(VaultProblem::Locked));
    assert_eq!(vault.get("k"), Ok(None));
    assert_eq!(vault.list(), Err(VaultProblem::Locked), "locked is not empty");
}
