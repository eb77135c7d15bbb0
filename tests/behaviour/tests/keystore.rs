//! Keys in a real Secret Service: `tests/run keystore` starts an empty one for each of these tests.

#![cfg(all(unix, not(target_os = "macos")))]
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use portico::records::{AccountState, Availability};
use portico::vault::keyring::{KeyringOptions, KeyringVault, StoreKind};
use portico::vault::{INSTALLATION, Vault, VaultProblem};
use portico::{Config, Portico};
use portico_behaviour::{Phone, only_account, portal, sign_in};
use serde_json::json;
use zbus_secret_service_keyring_store::Store;

/// A connection of its own, as a new process would have.
fn vault(scope: &str) -> KeyringVault {
    let store = Store::new().unwrap();
    // Its last owner must not go on a thread of the runtime (zbus waits there); a host keeps its store for its whole life.
    std::mem::forget(Arc::clone(&store));
    let options =
        KeyringOptions { service: "portico-test".to_owned(), scope: scope.to_owned(), store: StoreKind::Desktop };
    KeyringVault::new(store, options)
}

async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[test]
fn what_is_put_is_there_for_the_next_process_and_gone_after_delete() {
    let first = vault("values");
    assert_eq!(first.list(), Ok(Vec::new()));
    assert_eq!(first.get("k1"), Ok(None));
    first.put("k1", b"\0one\xff").unwrap();
    first.put("k2", b"two").unwrap();
    first.put("k2", b"").unwrap();
    let second = vault("values");
    assert_eq!(second.get("k1"), Ok(Some(b"\0one\xff".to_vec())));
    assert_eq!(second.get("k2"), Ok(Some(Vec::new())));
    let mut names = second.list().unwrap();
    names.sort();
    assert_eq!(names, ["k1", "k2"]);
    second.delete("k1").unwrap();
    second.delete("k1").unwrap();
    assert_eq!((first.get("k1"), first.list()), (Ok(None), Ok(vec!["k2".to_owned()])));
}

#[test]
fn one_folder_never_sees_or_deletes_the_entries_of_another() {
    let (one, more) = (vault("one"), vault("one-more"));
    one.put("k", b"1").unwrap();
    more.put("k", b"2").unwrap();
    one.delete("k").unwrap();
    assert_eq!((one.get("k"), one.list()), (Ok(None), Ok(Vec::new())));
    assert_eq!((more.get("k"), more.list()), (Ok(Some(b"2".to_vec())), Ok(vec!["k".to_owned()])));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_survives_a_restart_and_delete_leaves_no_key_of_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = open(&phone, "app").await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let keys = off_the_runtime(|| vault("app").list()).await.unwrap();
    assert_eq!(keys.len(), 2, "the phone's and the account's: {keys:?}");
    assert!(keys.iter().any(|name| name == INSTALLATION));
    app.close().await;
    drop(app);

    phone.advance(1500);
    alfa.desk().advance(1500).unwrap();
    let app = open(&phone, "app").await;
    assert_eq!(only_account(&app).id, anna.id);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    assert_eq!(only_account(&app).state, AccountState::SignedIn);

    let receipt = app.accounts_delete(&anna.id).await.unwrap();
    assert!(receipt.pending.is_empty(), "{receipt:?}");
    assert_eq!(off_the_runtime(|| vault("app").list()).await, Ok(vec![INSTALLATION.to_owned()]));
    app.close().await;
    drop(app);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_key_ring_is_locked_and_nothing_is_lost() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = open(&phone, "locked").await;
    let anna = sign_in(&app, &alfa, "anna").await;
    app.close().await;
    drop(app);

    lock();
    let seen = off_the_runtime(|| vault("locked").get(INSTALLATION)).await;
    assert!(matches!(seen, Err(VaultProblem::Locked | VaultProblem::NeedsUser)), "{seen:?}");
    let started = Instant::now();
    let app = open(&phone, "locked").await;
    assert!(started.elapsed() < Duration::from_secs(2), "opening waits for no vault");
    assert_eq!(only_account(&app).id, anna.id, "rows are shown as stored");
    let refused = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(refused.code(), "vault_locked");
    assert_eq!(app.accounts_list().availability, Availability::Locked);
    assert_eq!(only_account(&app).id, anna.id, "nothing is lost, nothing set aside");
    app.close().await;
    drop(app);
}

/// Locks the key ring, as a desktop does with the screen.
fn lock() {
    let done = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"])
        .args(["org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}

async fn open(phone: &Phone, scope: &'static str) -> Portico {
    let vault = off_the_runtime(move || vault(scope)).await;
    Portico::open(Config { vault: Arc::new(vault), ..phone.config() }).await.unwrap()
}
