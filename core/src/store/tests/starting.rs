//! What a start does, and what it must not do (R7).

use super::super::disk::{Disk as _, DiskProblem};
use super::super::{Access, deletion};
use super::*;
use crate::vault::{INSTALLATION, Vault, VaultProblem};

#[test]
fn a_first_start_makes_nothing() {
    let phone = Phone::new();
    assert_eq!(mended(&phone.store()).unwrap(), recover::Repairs::default());
    assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap(), recover::Swept::default());
    let loaded = phone.store().load();
    assert!(loaded.access == Access::Ready && loaded.is_whole() && loaded.index == Read::Absent);
    assert!(phone.disk.files().is_empty());
    assert_eq!(phone.vault.calls().list, 0);
}

#[test]
fn a_folder_that_cannot_be_read_is_locked_and_left_alone() {
    let phone = Phone::new();
    phone.add("a");
    phone.add("b");
    phone.spoil("device/accounts/c.json.tmp", b"half");
    let before = phone.disk.files();
    for below in ["", "portable", "device", "device/accounts", "device/tombstones"] {
        phone.disk.deny(Some(&path(below)));
        let store = phone.store();
        let loaded = store.load();
        assert_eq!(loaded.access, Access::Locked, "{below:?}");
        assert!(loaded.has_unreadable() && !loaded.is_whole());
        assert_eq!(mended(&store), Err(StoreProblem::Locked));
        assert_eq!(recover::keys(&store, &phone.vault), Err(StoreProblem::Locked));
        assert_eq!(store.transact(|_| Ok(())), Err(StoreProblem::Locked));
        phone.disk.deny(None);
        assert_eq!(phone.disk.files(), before, "{below:?}");
        assert_eq!(phone.vault.calls().delete, 0);
    }
    assert_eq!(phone.rows(), ["a", "b"]);
}

#[test]
fn a_locked_folder_is_not_made() {
    let phone = Phone::new();
    phone.disk.deny(Some(&path("")));
    assert_eq!(phone.store().load().access, Access::Locked);
    assert_eq!(phone.store().transact(|_| Ok(())), Err(StoreProblem::Locked));
    phone.disk.deny(None);
    assert!(phone.disk.files().is_empty());
}

#[test]
fn one_document_that_cannot_be_read_now_blocks_repairs_but_not_the_others() {
    let phone = Phone::new();
    phone.add("a");
    phone.add("b");
    phone.vault.put(&entry_of("orphan"), b"key").unwrap();
    phone.disk.deny(Some(&path("device/accounts/a.json")));
    let loaded = phone.store().load();
    assert_eq!(loaded.access, Access::Ready);
    assert_eq!(loaded.accounts["a"], Read::Unreadable(DiskProblem::Denied));
    assert!(loaded.accounts["b"].value().is_some());
    assert_eq!(mended(&phone.store()), Err(StoreProblem::Locked));
    assert_eq!(recover::keys(&phone.store(), &phone.vault), Err(StoreProblem::Locked));
    assert_eq!(phone.vault.names().len(), 3);
    assert_eq!(phone.store().transact(|tx| tx.put_account(&mut account("a"))), Err(StoreProblem::Locked));
    phone.disk.deny(None);
    mended(&phone.store()).unwrap();
    assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap().orphans_removed, 1);
}

#[test]
fn documents_win_over_the_index_and_rows_without_document_stay() {
    let phone = Phone::new();
    for id in ["a", "b", "c"] {
        phone.add(id);
    }
    phone
        .store()
        .transact(|tx| {
            let mut doc = tx.account("c").required()?;
            doc.name = "Cleo".to_owned();
            doc.target = Some("t".to_owned());
            tx.put_account(&mut doc)?;
            tx.remove_document(Shelf::Accounts, "b")?;
            tx.put_account(&mut account("d"))
        })
        .unwrap();
    let repairs = mended(&phone.store()).unwrap();
    assert_eq!((repairs.rows_added, repairs.rows_corrected), (1, 1));
    assert_eq!(phone.rows(), ["a", "b", "c", "d"]);
    let index = phone.store().load().index.into_value().unwrap();
    assert_eq!((index.rows[2].name.as_str(), index.rows[2].target.as_deref()), ("Cleo", Some("t")));
    assert_eq!(index.selected.as_deref(), Some("a"));
}

#[test]
fn portable_without_device_keeps_its_rows() {
    let phone = Phone::new();
    phone.add("a");
    let copy = Phone::new();
    copy.store().transact(|_| Ok(())).unwrap();
    copy.spoil("portable/index.json", &phone.bytes("portable/index.json").unwrap());
    mended(&copy.store()).unwrap();
    recover::keys(&copy.store(), &copy.vault).unwrap();
    assert_eq!(copy.rows(), ["a"]);
    assert!(copy.store().load().accounts.is_empty());
}

#[test]
fn a_start_reads_each_account_once_before_its_row_is_there() {
    let phone = Phone::new();
    phone.add("a");
    phone.add("b");
    let reads = || ["device/accounts/a.json", "device/accounts/b.json"].map(|name| phone.disk.reads(&path(name)));
    let before = reads();
    recover::documents(&phone.store()).unwrap();
    assert_eq!(reads(), before.map(|times| times + 1));
}

#[test]
fn a_repeated_row_is_one_row() {
    let phone = Phone::new();
    phone.add("a");
    phone.store().transact(|tx| add_row(tx, &account("a"))).unwrap();
    assert_eq!(phone.rows(), ["a", "a"]);
    mended(&phone.store()).unwrap();
    assert_eq!(phone.rows(), ["a"]);
}

#[test]
fn an_index_damaged_again_and_again_keeps_few_copies() {
    let phone = Phone::new();
    phone.add("a");
    for round in 0..12_u32 {
        phone.spoil("portable/index.json", format!("{{{round}").as_bytes());
        assert!(mended(&phone.store()).unwrap().index_rebuilt);
        assert_eq!(phone.rows(), ["a"]);
    }
    let asides = phone.disk.files().into_keys().filter(|path| path.to_string_lossy().contains(".damaged-"));
    assert_eq!(asides.count(), 5);
}

/// One account, one unfinished sign-in, one orphan, and what is not ours to judge.
fn with_orphan() -> Phone {
    let phone = Phone::new();
    phone.add("a");
    phone.add_sign_in("s", None);
    for name in [entry_of("orphan").as_str(), INSTALLATION, "k-short", "something"] {
        phone.vault.put(name, b"value").unwrap();
    }
    phone.vault.other_scope("other").put(&entry_of("orphan"), b"value").unwrap();
    phone
}

#[test]
fn orphans_go_and_nothing_else() {
    let phone = with_orphan();
    assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap().orphans_removed, 1);
    let mut left = phone.vault.names();
    left.sort();
    let mut kept =
        [entry_of("a"), entry_of("s"), INSTALLATION.to_owned(), "k-short".to_owned(), "something".to_owned()];
    kept.sort();
    assert_eq!(left, kept);
    assert_eq!(phone.vault.other_scope("other").names(), [entry_of("orphan")]);
}

/// A vault that takes its time: another process writes meanwhile.
struct Slow(&'static Phone);

impl Vault for Slow {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        self.0.vault.get(entry)
    }
    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        self.0.vault.put(entry, value)
    }
    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        assert_eq!(self.0.store().transact(|_| Ok(())), Ok(()), "the folder's lock is held (pain 42)");
        self.0.vault.delete(entry)
    }
    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        self.0.vault.list()
    }
    fn scope(&self) -> String {
        self.0.vault.scope()
    }
}

#[test]
fn the_vault_is_never_waited_for_under_the_folders_lock() {
    let phone: &'static Phone = Box::leak(Box::new(with_orphan()));
    phone.store().transact(|tx| deletion::begin(tx, "a", &[], &phone.vault.scope())).unwrap();
    let swept = recover::keys(&phone.store(), &Slow(phone)).unwrap();
    assert_eq!((swept.deletions_finished, swept.orphans_removed), (1, 1));
}

#[test]
fn no_sweep_while_any_document_may_name_more() {
    let newer: &[u8] = br#"{"version":9,"min_reader":9,"revision":1}"#;
    let spoilt: [(&str, &[u8]); 10] = [
        ("device/accounts/a.json", b"{"),
        ("device/accounts/x.json", newer),
        ("device/sign_ins/s.json", b""),
        ("device/sign_ins/x.json", newer),
        ("device/tombstones/x.json", newer),
        ("device/ledger.json", newer),
        ("device/phone.json", b"{"),
        ("portable/index.json", newer),
        ("device/recoveries.json", b"{}"),
        ("device/accounts/a.keys", b"of a newer program"),
    ];
    for (name, bytes) in spoilt {
        let phone = with_orphan();
        phone.spoil(name, bytes);
        assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap().orphans_removed, 0, "{name}");
        assert_eq!(phone.vault.calls().delete, 0, "{name}");
        assert_eq!(phone.bytes(name).unwrap(), bytes, "{name}");
    }
}

#[test]
fn no_sweep_while_the_vault_is_locked() {
    let phone = with_orphan();
    phone.vault.set_problem(Some(VaultProblem::Locked));
    let swept = recover::keys(&phone.store(), &phone.vault).unwrap();
    assert_eq!((swept.problem, phone.vault.calls().delete), (Some(VaultProblem::Locked), 0), "pain 1");
    phone.vault.set_problem(None);
    assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap().orphans_removed, 1);
}

#[test]
fn a_locked_index_alone_makes_no_device_folder() {
    let phone = Phone::new();
    phone.add("a");
    let copy = Phone::new();
    for folder in ["/phone", DATA, "/phone/data/portable"] {
        copy.disk.create_folder(Path::new(folder)).unwrap();
    }
    copy.spoil("portable/index.json", &phone.bytes("portable/index.json").unwrap());
    copy.disk.deny(Some(&path("portable/index.json")));
    assert_eq!(mended(&copy.store()), Err(StoreProblem::Locked));
    copy.disk.deny(None);
    assert_eq!(copy.disk.list(Path::new(DATA)).unwrap(), ["portable"]);
}

#[test]
fn a_folder_that_is_locked_later_is_left_alone() {
    let phone = Phone::new();
    phone.add("a");
    let store = phone.store();
    store.transact(|_| Ok(())).unwrap();
    let before = phone.disk.files();
    for below in ["", "device", "device/accounts", "device/tombstones"] {
        phone.disk.deny(Some(&path(below)));
        assert_eq!(store.transact(|tx| tx.put_account(&mut account("b"))), Err(StoreProblem::Locked), "{below:?}");
        phone.disk.deny(None);
        assert_eq!(phone.disk.files(), before, "{below:?}");
    }
}
