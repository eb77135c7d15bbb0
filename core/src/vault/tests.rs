//! Tests of sealing and of the vaults that need no platform.

use std::time::Duration;

use super::file::FileVault;
use super::memory::{MemoryVault, VaultCalls};
use super::seal::{Key, Place, SealProblem, context, is_entry_name, new_entry_name, new_key, open, seal};
use super::{INSTALLATION, Vault, VaultProblem, folder_scope, is_entry};
use crate::store::documents::Sealed;

#[test]
fn what_is_sealed_opens_in_its_place_only() {
    let (key, other) = (new_key().unwrap(), new_key().unwrap());
    let here = context(Place::Account, "a", "k-1");
    let sealed = seal(&key, &here, b"application password").unwrap();
    assert_eq!(&*open(&key, &here, &sealed).unwrap(), b"application password");
    assert_eq!(open(&other, &here, &sealed).unwrap_err(), SealProblem::Damaged);
    for place in [
        context(Place::SignIn, "a", "k-1"),
        context(Place::Account, "b", "k-1"),
        context(Place::Account, "a", "k-2"),
        String::new(),
    ] {
        assert_eq!(open(&key, &place, &sealed).unwrap_err(), SealProblem::Damaged, "{place}");
    }
}

#[test]
fn altered_or_cut_bytes_do_not_open() {
    let key = new_key().unwrap();
    let sealed = seal(&key, "c", b"secret").unwrap();
    for at in 0..sealed.0.len() {
        let mut bytes = sealed.0.clone().into_bytes();
        assert!(open(&key, "c", &Sealed(String::from_utf8(bytes[..at].to_vec()).unwrap())).is_err(), "cut at {at}");
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert!(open(&key, "c", &Sealed(String::from_utf8(bytes).unwrap())).is_err(), "altered at {at}");
    }
    assert!(open(&key, "c", &Sealed("no Base64 ☂".to_owned())).is_err());
}

#[test]
fn the_same_secret_never_looks_the_same() {
    let key = new_key().unwrap();
    assert_ne!(seal(&key, "c", b"secret").unwrap(), seal(&key, "c", b"secret").unwrap());
    assert!(!seal(&key, "c", b"secret").unwrap().0.contains("secret"));
    assert_eq!(&*open(&key, "c", &seal(&key, "c", b"").unwrap()).unwrap(), b"");
}

#[test]
fn keys_go_through_the_vault_and_are_not_printed() {
    let key = new_key().unwrap();
    let again = Key::from_vault(key.bytes().to_vec()).unwrap();
    assert_eq!(again.bytes(), key.bytes());
    assert_eq!(format!("{key:?}"), "Key(…)");
    assert_eq!(Key::from_vault(vec![1; 31]).unwrap_err(), VaultProblem::Damaged);
    assert_eq!(Key::from_vault(Vec::new()).unwrap_err(), VaultProblem::Damaged);
}

#[test]
fn entry_names_are_ours_and_differ() {
    let (one, two) = (new_entry_name().unwrap(), new_entry_name().unwrap());
    assert!(one != two && is_entry_name(&one) && is_entry(&one));
    assert!(is_entry(INSTALLATION) && !is_entry_name(INSTALLATION), "never an orphan");
    for name in ["", "..", "a/b", "A", "k-", "__list.", "é"] {
        assert!(!is_entry_name(name));
    }
}

fn behaves(vault: &dyn Vault) {
    assert_eq!(vault.get("one"), Ok(None));
    assert_eq!(vault.delete("one"), Ok(()));
    vault.put("one", b"1").unwrap();
    vault.put("one", b"\0\xff").unwrap();
    vault.put("two", b"").unwrap();
    assert_eq!(vault.get("one"), Ok(Some(b"\0\xff".to_vec())));
    assert_eq!(vault.get("two"), Ok(Some(Vec::new())));
    let mut names = vault.list().unwrap();
    names.sort();
    assert_eq!(names, ["one", "two"]);
    vault.delete("one").unwrap();
    assert_eq!((vault.get("one"), vault.list()), (Ok(None), Ok(vec!["two".to_owned()])));
}

#[test]
fn memory_behaves() {
    let vault = MemoryVault::new();
    behaves(&vault);
    assert_eq!(vault.clone().list(), Ok(vec!["two".to_owned()]), "a restart of the program, not of the phone");
    assert_eq!(vault.other_scope("x").list(), Ok(Vec::new()));
}

#[test]
fn memory_says_what_it_is_told_and_counts() {
    let vault = MemoryVault::new();
    vault.put("one", b"1").unwrap();
    vault.set_problem(Some(VaultProblem::Locked));
    assert_eq!(vault.get("one"), Err(VaultProblem::Locked));
    assert_eq!(vault.put("one", b"2"), Err(VaultProblem::Locked));
    assert_eq!(vault.delete("one"), Err(VaultProblem::Locked));
    assert_eq!(vault.list(), Err(VaultProblem::Locked));
    vault.set_problem(None);
    assert_eq!(vault.get("one"), Ok(Some(b"1".to_vec())));
    assert_eq!(vault.calls(), VaultCalls { get: 2, put: 2, delete: 1, list: 1 });
    vault.set_delay(Duration::from_millis(1));
    assert_eq!(vault.names(), ["one"], "no call of the vault");
}

#[test]
fn files_behave_and_are_the_owners() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("data").join("vault");
    let vault = FileVault::new(&folder, "f");
    assert_eq!(vault.list(), Ok(Vec::new()));
    assert!(!folder.exists(), "reading makes nothing");
    behaves(&vault);
    assert_eq!(FileVault::new(&folder, "f").get("two"), Ok(Some(Vec::new())));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("two"))), (0o700, 0o600));
    }
}

#[test]
fn files_stay_in_their_folder() {
    let home = tempfile::tempdir().unwrap();
    let vault = FileVault::new(home.path().join("vault"), "f");
    vault.put("one", b"1").unwrap();
    std::fs::write(home.path().join("outside"), b"x").unwrap();
    for name in ["../outside", "/etc/hosts", "", ".."] {
        assert_eq!(vault.get(name), Ok(None));
        assert_eq!(vault.delete(name), Ok(()));
        assert_eq!(vault.put(name, b"y"), Err(VaultProblem::Unavailable));
    }
    assert_eq!(std::fs::read(home.path().join("outside")).unwrap(), b"x");
}

#[test]
fn what_a_killed_writer_left_goes_with_the_entry() {
    let home = tempfile::tempdir().unwrap();
    let vault = FileVault::new(home.path(), "f");
    vault.put("one", b"1").unwrap();
    vault.put("one-more", b"2").unwrap();
    std::fs::write(home.path().join("one.tmp77"), b"half").unwrap();
    vault.delete("one").unwrap();
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["one-more"]);
}

#[test]
fn a_scope_is_the_folders_own() {
    let home = tempfile::tempdir().unwrap();
    let later = home.path().join("later");
    let scope = folder_scope(&later).unwrap();
    std::fs::create_dir(&later).unwrap();
    assert_eq!(folder_scope(&later).unwrap(), scope, "before and after it exists");
    assert_eq!(folder_scope(&later.join("..").join("later")).unwrap(), scope);
    assert_ne!(folder_scope(home.path()).unwrap(), scope);
    assert!(is_entry(&scope) && !scope.contains("later"));
}

/// A reset ends the sign-in whose key is just being put.
#[test]
fn an_entry_of_the_file_vault_can_be_removed_while_it_is_written() {
    let home = tempfile::tempdir().unwrap();
    let vault = FileVault::new(home.path().join("vault"), "f");
    std::thread::scope(|scope| {
        scope.spawn(|| (0..100).for_each(|_| assert_eq!(vault.put("one", b"key"), Ok(()))));
        scope.spawn(|| (0..100).for_each(|_| assert_eq!(vault.delete("one"), Ok(()))));
    });
}
