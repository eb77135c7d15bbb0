//! Real files, real locks.

use std::thread;
use std::time::Duration;

use super::super::Access;
use super::super::disk::{Disk as _, DiskProblem, LOCK_WAIT, RealDisk};
use super::*;

fn open(folder: &Path) -> Store {
    Store::open(folder, Arc::new(RealDisk))
}

#[test]
fn a_missing_folder_is_made_by_the_first_write() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("deep").join("data");
    let store = open(&folder);
    assert_eq!(store.load().access, Access::Ready);
    mended(&store).unwrap();
    assert!(!folder.exists());
    add_account(&store, "a");
    let again = open(&folder);
    mended(&again).unwrap();
    assert_eq!(rows(&again), ["a"]);
    assert!(again.load().is_whole());
}

#[test]
fn a_folder_that_is_removed_under_our_hands_is_made_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("data");
    let store = open(&folder);
    add_account(&store, "a");
    std::fs::remove_dir_all(&folder).unwrap();
    add_account(&store, "b");
    assert_eq!(rows(&store), ["b"]);
    // One shelf alone: what was to be written is reported as not written, and the next finds it made.
    std::fs::remove_dir_all(folder.join("device").join("accounts")).unwrap();
    let mut doc = account("c");
    let written = store.transact(|tx| tx.put_account(&mut doc));
    assert_eq!(written, Err(StoreProblem::Io(std::io::ErrorKind::NotFound)));
    add_account(&store, "c");
    assert!(store.load().is_whole());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("data");
    add_account(&open(&folder), "a");
    let mode = |name: &str| std::fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
    for name in ["", "portable", "device", "device/accounts", "device/sign_ins", "device/tombstones"] {
        assert_eq!(mode(name), 0o700, "{name:?}");
    }
    for name in ["portable/index.json", "device/accounts/a.json", "device/lock"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
}

#[test]
fn two_processes_on_one_folder_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    add_account(&open(home.path()), "shared");
    let work = |process: &str| {
        let store = open(home.path());
        for round in 0..20 {
            let mut doc = account(&format!("{process}{round}"));
            store
                .transact(|tx| {
                    tx.put_account(&mut doc)?;
                    add_row(tx, &doc)?;
                    let mut shared = tx.account("shared").required()?;
                    shared.marks.lost += 1;
                    tx.put_account(&mut shared)
                })
                .unwrap();
        }
    };
    thread::scope(|scope| {
        for process in ["a", "b", "c"] {
            scope.spawn(move || work(process));
        }
    });
    let store = open(home.path());
    let loaded = store.load();
    assert!(loaded.is_whole());
    assert_eq!(loaded.accounts["shared"].value().unwrap().marks.lost, 60);
    assert_eq!((loaded.accounts.len(), rows(&store).len()), (61, 61));
    assert_eq!(mended(&store).unwrap(), recover::Repairs::default());
}

#[test]
fn the_lock_lasts_one_transaction() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path());
    let lock = home.path().join("device").join("lock");
    store
        .transact(|_| {
            let other = std::fs::File::open(&lock).unwrap();
            assert!(other.try_lock().is_err());
            Ok(())
        })
        .unwrap();
    assert!(std::fs::File::open(&lock).unwrap().try_lock().is_ok());
}

#[test]
fn a_lock_that_is_never_given_up_is_busy_and_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path());
    store.transact(|_| Ok(())).unwrap();
    let held = RealDisk.lock(&home.path().join("device").join("lock")).unwrap();
    assert_eq!(store.transact(|tx| tx.put_account(&mut account("a"))), Err(StoreProblem::Busy));
    drop(held);
    let long_ago = std::time::Instant::now().checked_sub(LOCK_WAIT + Duration::from_millis(1)).unwrap();
    let late = store.transact_asked(long_ago, |tx| tx.put_account(&mut account("a")));
    assert_eq!(late, Err(StoreProblem::Busy), "wherever it has waited");
    assert!(store.load().accounts.is_empty());
    store.transact(|tx| tx.put_account(&mut account("a"))).unwrap();
}

/// Who asked for it was told after 5 s that nothing was written.
#[test]
fn what_waited_behind_a_slow_write_for_too_long_is_not_written_later() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path());
    store.transact(|_| Ok(())).unwrap();
    let (began, begun) = std::sync::mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            store.transact(|_| {
                began.send(()).unwrap();
                thread::sleep(LOCK_WAIT + Duration::from_millis(100));
                Ok(())
            })
        });
        begun.recv().unwrap();
        assert_eq!(store.transact(|tx| tx.put_account(&mut account("a"))), Err(StoreProblem::Busy));
    });
    assert!(store.load().accounts.is_empty());
    store.transact(|tx| tx.put_account(&mut account("a"))).unwrap();
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("long");
    std::fs::File::create(&path).unwrap().set_len(5 * 1024 * 1024).unwrap();
    assert_eq!(RealDisk.read(&path), Err(DiskProblem::Other(std::io::ErrorKind::FileTooLarge)));
    assert_eq!(RealDisk.read(&home.path().join("none")), Err(DiskProblem::NotFound));
}

#[test]
fn a_folder_in_a_documents_place_blocks_nobody() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path());
    add_account(&store, "a");
    std::fs::create_dir(home.path().join("device").join("accounts").join("b.json")).unwrap();
    let loaded = store.load();
    assert!(loaded.accounts["b"].is_unreadable() && loaded.accounts["a"].value().is_some());
}
