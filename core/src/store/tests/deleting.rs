//! R4: deletion, killed anywhere, with the vault as it may be.

use std::sync::atomic::{AtomicU32, Ordering};

use super::super::deletion::{self, Pending};
use super::super::sim::Crash;
use super::cuts::{crashes, cut_everywhere};
use super::*;
use crate::vault::{Vault, VaultProblem};

/// Three accounts, the middle one selected and with two unfinished sign-ins.
fn three() -> Phone {
    let phone = Phone::new();
    for id in ["a", "b", "c"] {
        phone.add(id);
    }
    phone.add_sign_in("s", Some("b"));
    phone.add_sign_in("t", Some("b"));
    phone.add_sign_in("u", None);
    select(&phone, "b");
    phone
}

fn select(phone: &Phone, id: &str) {
    phone
        .store()
        .transact(|tx| {
            let mut index = tx.index().required()?;
            index.selected = Some(id.to_owned());
            tx.put_index(&mut index)
        })
        .unwrap();
}

fn selected(phone: &Phone) -> Option<String> {
    phone.store().load().index.value().unwrap().selected.clone()
}

fn delete(phone: &Phone, vault: &dyn Vault, id: &str) -> Result<Pending, StoreProblem> {
    let store = phone.store();
    let stone = store.transact(|tx| deletion::begin(tx, id, &[], &vault.scope()))?;
    deletion::finish(&store, vault, &stone)
}

/// The account is there with all that belongs to it, or nothing of it is anywhere.
fn whole_or_gone(phone: &Phone, when: &str) -> bool {
    let loaded = phone.store().load();
    let there = [
        loaded.accounts.contains_key("b"),
        loaded.sign_ins.contains_key("s"),
        loaded.sign_ins.contains_key("t"),
        phone.rows().contains(&"b".to_owned()),
        phone.vault.names().contains(&entry_of("b")),
        phone.vault.names().contains(&entry_of("s")),
        phone.vault.names().contains(&entry_of("t")),
    ];
    assert!(there.iter().all(|one| *one == there[0]), "{there:?} {when}");
    assert!(loaded.tombstones.is_empty(), "{when}");
    if !there[0] {
        assert_no_trace(phone, when);
    }
    !there[0]
}

fn assert_no_trace(phone: &Phone, when: &str) {
    for (path, bytes) in phone.disk.files() {
        let text = String::from_utf8_lossy(&bytes);
        for trace in ["b@example", &entry_of("b"), &entry_of("s"), &entry_of("t")] {
            assert!(!text.contains(trace), "{trace} in {} {when}", path.display());
        }
    }
}

#[test]
fn everything_goes_and_the_others_keep_their_bytes() {
    let phone = three();
    let others = ["device/accounts/a.json", "device/accounts/c.json", "device/sign_ins/u.json"];
    let before: Vec<_> = others.iter().map(|name| phone.bytes(name)).collect();
    assert!(delete(&phone, &phone.vault, "b").unwrap().is_done());
    assert!(whole_or_gone(&phone, ""));
    assert_eq!(others.iter().map(|name| phone.bytes(name)).collect::<Vec<_>>(), before);
    assert_eq!(phone.rows(), ["a", "c"]);
    assert_eq!(phone.vault.names().len(), 3);
    let files = phone.disk.files();
    assert!(delete(&phone, &phone.vault, "b").unwrap().is_done(), "again and again");
    assert_eq!(phone.disk.files(), files);
}

#[test]
fn the_selection_stays_goes_down_or_up_or_away() {
    for (select_first, delete_this, then) in
        [("a", "b", Some("a")), ("b", "b", Some("c")), ("c", "c", Some("b")), ("a", "a", Some("b"))]
    {
        let phone = three();
        select(&phone, select_first);
        delete(&phone, &phone.vault, delete_this).unwrap();
        assert_eq!(selected(&phone).as_deref(), then, "{select_first} {delete_this}");
    }
    let phone = Phone::new();
    phone.add("a");
    delete(&phone, &phone.vault, "a").unwrap();
    assert_eq!(selected(&phone), None);
}

#[test]
fn killed_at_any_step_it_is_finished_by_the_next_start() {
    let steps = cut_everywhere(
        three,
        |phone| delete(phone, &phone.vault, "b").map(|_| ()),
        |phone, when| {
            // Before the vault answers there is no row of a half-deleted account without its tombstone.
            let loaded = phone.store().load();
            let hidden = loaded.tombstones.contains_key("b");
            assert!(!hidden || !phone.rows().contains(&"b".to_owned()), "{when}");
            recover::keys(&phone.store(), &phone.vault).unwrap();
            let gone = whole_or_gone(phone, when);
            assert!(gone || when.ends_with("false"), "{when}");
            assert!(phone.store().load().is_whole(), "{when}");
        },
    );
    assert!(steps > 15, "{steps}");
}

/// Dies, and the phone with it, at its nth removal.
struct DyingVault<'a> {
    phone: &'a Phone,
    left: AtomicU32,
}

impl Vault for DyingVault<'static> {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        self.phone.vault.get(entry)
    }
    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        self.phone.vault.put(entry, value)
    }
    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        let left = self.left.load(Ordering::SeqCst);
        if left == 0 {
            self.phone.disk.cut_at(0);
            return Err(VaultProblem::Unavailable);
        }
        self.left.store(left - 1, Ordering::SeqCst);
        self.phone.vault.delete(entry)
    }
    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        self.phone.vault.list()
    }
    fn scope(&self) -> String {
        self.phone.vault.scope()
    }
}

/// Keeps one entry, whatever is asked.
struct Keeping<'a> {
    vault: &'a MemoryVault,
    entry: String,
}

impl Vault for Keeping<'static> {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        self.vault.get(entry)
    }
    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        self.vault.put(entry, value)
    }
    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        if entry == self.entry { Err(VaultProblem::Damaged) } else { self.vault.delete(entry) }
    }
    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        self.vault.list()
    }
    fn scope(&self) -> String {
        self.vault.scope()
    }
}

#[test]
fn one_key_that_cannot_be_deleted_keeps_no_other() {
    for kept in ["b", "s", "t"] {
        let phone: &'static Phone = Box::leak(Box::new(three()));
        let vault = Keeping { vault: &phone.vault, entry: entry_of(kept) };
        let pending = delete(phone, &vault, "b").unwrap();
        assert_eq!(pending, Pending { vault_key: true, row: false, problem: Some(VaultProblem::Damaged) });
        let mut left = phone.vault.names();
        left.sort();
        let mut want = ["a", "c", "u", kept].map(entry_of);
        want.sort();
        assert_eq!(left, want, "R4");
    }
}

#[test]
fn killed_between_two_keys_it_is_finished_by_the_next_start() {
    for left in 0..3 {
        for crash in crashes() {
            let phone: &'static Phone = Box::leak(Box::new(three()));
            let vault = DyingVault { phone, left: AtomicU32::new(left) };
            assert!(delete(phone, &vault, "b").is_err());
            phone.disk.crash(crash);
            mended(&phone.store()).unwrap();
            recover::keys(&phone.store(), &phone.vault).unwrap();
            assert!(whole_or_gone(phone, &format!("{left} {crash:?}")), "the tombstone was durable");
        }
    }
}

#[test]
fn a_locked_vault_delays_only_the_keys() {
    for problem in [
        VaultProblem::Locked,
        VaultProblem::NeedsUser,
        VaultProblem::Invalidated,
        VaultProblem::Unavailable,
        VaultProblem::OtherDevice,
        VaultProblem::Damaged,
    ] {
        let phone = three();
        phone.vault.set_problem(Some(problem));
        let pending = delete(&phone, &phone.vault, "b").unwrap();
        assert_eq!(pending, Pending { vault_key: true, row: false, problem: Some(problem) });
        assert_eq!(phone.rows(), ["a", "c"]);
        for _ in 0..2 {
            phone.disk.crash(Crash::Power);
            mended(&phone.store()).unwrap();
            let swept = recover::keys(&phone.store(), &phone.vault).unwrap();
            assert_eq!((swept.problem, swept.pending.len(), swept.orphans_removed), (Some(problem), 1, 0));
            let loaded = phone.store().load();
            assert!(!loaded.accounts.contains_key("b") && loaded.sign_ins.len() == 1 && loaded.tombstones.len() == 1);
            let stone = String::from_utf8(phone.bytes("device/tombstones/b.json").unwrap()).unwrap();
            assert!(!stone.contains("example"), "a tombstone tells nothing of the account");
        }
        phone.vault.set_problem(None);
        assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap().deletions_finished, 1);
        assert!(whole_or_gone(&phone, "unlocked"));
    }
}

#[test]
fn a_locked_vault_and_a_kill_at_any_step() {
    let locked = || {
        let phone = three();
        phone.vault.set_problem(Some(VaultProblem::Locked));
        phone
    };
    cut_everywhere(
        locked,
        |phone| delete(phone, &phone.vault, "b").map(|_| ()),
        |phone, when| {
            recover::keys(&phone.store(), &phone.vault).unwrap();
            phone.vault.set_problem(None);
            recover::keys(&phone.store(), &phone.vault).unwrap();
            whole_or_gone(phone, when);
        },
    );
}

#[test]
fn another_vault_is_never_deleted_in() {
    let phone = three();
    let other = phone.vault.other_scope("other");
    other.put(&entry_of("b"), b"another's").unwrap();
    let store = phone.store();
    let stone = store.transact(|tx| deletion::begin(tx, "b", &[], &phone.vault.scope())).unwrap();
    let pending = deletion::finish(&store, &other, &stone).unwrap();
    assert_eq!(pending, Pending { vault_key: true, row: false, problem: None });
    assert_eq!(recover::keys(&store, &other).unwrap().pending.len(), 1);
    assert_eq!(other.names(), [entry_of("b")]);
    assert_eq!(phone.rows(), ["a", "c"]);
    assert_eq!(recover::keys(&store, &phone.vault).unwrap().deletions_finished, 1);
    assert!(whole_or_gone(&phone, "the right vault"));
    assert_eq!(other.names(), [entry_of("b")]);
}

#[test]
fn nothing_is_written_for_a_tombstoned_account() {
    let phone = three();
    phone.vault.set_problem(Some(VaultProblem::Locked));
    let store = phone.store();
    let mut doc = store.load().accounts["b"].value().unwrap().clone();
    let mut unfinished = store.load().sign_ins["s"].value().unwrap().clone();
    delete(&phone, &phone.vault, "b").unwrap();
    let before = phone.disk.files();
    let gone = Err(StoreProblem::Gone);
    assert_eq!(store.transact(|tx| tx.put_account(&mut doc)), gone);
    assert_eq!(store.transact(|tx| tx.put_account(&mut account("b"))), gone);
    assert_eq!(store.transact(|tx| tx.put_sign_in(&mut unfinished)), gone);
    assert_eq!(store.transact(|tx| tx.put_sign_in(&mut sign_in("new", Some("b")))), gone);
    unfinished.account = None;
    unfinished.header.revision = 0;
    assert_eq!(store.transact(|tx| tx.put_sign_in(&mut unfinished)), gone);
    assert_eq!(phone.disk.files(), before);
}

#[test]
fn a_damaged_account_can_be_deleted_and_its_key_is_swept() {
    let phone = three();
    phone.spoil("device/accounts/b.json", b"{ \"vers");
    assert!(delete(&phone, &phone.vault, "b").unwrap().is_done());
    assert!(phone.vault.names().contains(&entry_of("b")), "nobody knows its entry");
    assert_eq!(recover::keys(&phone.store(), &phone.vault).unwrap().orphans_removed, 1);
    assert!(whole_or_gone(&phone, "damaged"));
}

#[test]
fn a_newer_account_can_be_deleted_with_its_key() {
    let phone = three();
    let newer = format!(r#"{{"version":9,"min_reader":9,"revision":1,"id":"b","entry":"{}"}}"#, entry_of("b"));
    phone.spoil("device/accounts/b.json", newer.as_bytes());
    assert!(delete(&phone, &phone.vault, "b").unwrap().is_done());
    assert!(whole_or_gone(&phone, "newer"));
}

#[test]
fn copies_set_aside_go_too() {
    let phone = three();
    let index = phone.bytes("portable/index.json").unwrap();
    phone.spoil("portable/index.json", index.get(..index.len() - 1).unwrap());
    let doc = phone.bytes("device/accounts/b.json").unwrap();
    phone.spoil("device/accounts/b.json", doc.get(..doc.len() - 1).unwrap());
    phone.store().transact(|tx| tx.put_account(&mut account("b"))).unwrap();
    mended(&phone.store()).unwrap();
    assert!(delete(&phone, &phone.vault, "b").unwrap().is_done());
    recover::keys(&phone.store(), &phone.vault).unwrap();
    assert!(whole_or_gone(&phone, "aside"));
}

#[test]
fn a_damaged_index_does_not_stop_it() {
    let phone = three();
    phone.spoil("portable/index.json", b"{");
    assert!(delete(&phone, &phone.vault, "b").unwrap().is_done());
    assert!(whole_or_gone(&phone, "damaged index"));
    assert_eq!(phone.rows(), ["a", "c"], "rebuilt");
}

#[test]
fn a_damaged_tombstone_still_deletes() {
    let phone = three();
    let store = phone.store();
    store.transact(|tx| deletion::begin(tx, "b", &[], &phone.vault.scope())).unwrap();
    phone.spoil("device/tombstones/b.json", b"{");
    assert_eq!(store.transact(|tx| tx.put_account(&mut account("b"))), Err(StoreProblem::Gone));
    mended(&store).unwrap();
    assert_eq!(recover::keys(&store, &phone.vault).unwrap().deletions_finished, 1);
    assert!(whole_or_gone(&phone, "damaged tombstone"));
    assert!(!phone.disk.files().keys().any(|path| path.to_string_lossy().contains("tombstones/")));
}

#[test]
fn an_entry_that_comes_to_light_late_is_deleted_too() {
    let phone = three();
    let store = phone.store();
    let stone = store.transact(|tx| deletion::begin(tx, "b", &[], &phone.vault.scope())).unwrap();
    let late = serde_json::to_value(sign_in("late", Some("b"))).unwrap();
    phone.spoil("device/sign_ins/late.json", late.to_string().as_bytes());
    phone.vault.put(&entry_of("late"), b"key").unwrap();
    let pending = deletion::finish(&store, &phone.vault, &stone).unwrap();
    assert!(pending.vault_key && !store.load().sign_ins.contains_key("late"));
    assert_eq!(store.load().tombstones["b"].value().unwrap().entries.len(), 4);
    assert_eq!(recover::keys(&store, &phone.vault).unwrap().deletions_finished, 1);
    assert!(whole_or_gone(&phone, "late") && !phone.vault.names().contains(&entry_of("late")));
}

#[test]
fn a_damaged_tombstone_gives_no_row_back() {
    let phone = three();
    let store = phone.store();
    store
        .transact(|tx| {
            deletion::begin(tx, "b", &[], &phone.vault.scope())?;
            let mut index = tx.index().required()?;
            index.rows.retain(|row| row.id != "b");
            tx.put_index(&mut index)
        })
        .unwrap();
    phone.spoil("device/tombstones/b.json", b"{");
    assert_eq!(mended(&store).unwrap().rows_added, 0);
    assert_eq!(phone.rows(), ["a", "c"]);
}

/// R7: a name that no program of ours wrote names no file, and holds up nobody.
#[test]
fn a_name_in_a_tombstone_that_is_none_holds_up_no_start() {
    let phone = three();
    let store = phone.store();
    let mut stone = store.transact(|tx| deletion::begin(tx, "b", &[], &phone.vault.scope())).unwrap();
    stone.sign_ins.push("(ne".to_owned());
    store.transact(|tx| tx.put_tombstone(&mut stone)).unwrap();
    assert_eq!(recover::documents(&store).map(|(repairs, _)| repairs.deletions), Ok(1));
    recover::keys(&store, &phone.vault).unwrap();
    assert!(whole_or_gone(&phone, "after the start"));
}
