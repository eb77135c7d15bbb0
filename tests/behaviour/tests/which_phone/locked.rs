//! Vault or folder locked, then not any more (R7, pains 1 and 41).

use std::sync::Arc;

use portico::records::{AccountState, Availability, Reason, ToldPortal};
use portico::secret::Secret;
use portico::vault::{Vault as _, VaultProblem};
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::at_credentials;
use portico_behaviour::vaults::MoodyVault;
use portico_behaviour::{PASSWORD, Phone, account, portal, sign_in, until};
use serde_json::json;

use super::{logins, stands};

/// A key that no document names.
const ORPHAN: &str = "k-00000000000000000000000000000000";

#[tokio::test(flavor = "multi_thread")]
async fn with_a_locked_vault_rows_are_listed_and_clears_work_and_are_finished_after_the_unlock() {
    for problem in [VaultProblem::Locked, VaultProblem::NeedsUser] {
        let alfa = portal(&["anna", "boris", "carla", "dora"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let mut ids = Vec::new();
        for login in ["anna", "boris", "carla", "dora"] {
            ids.push(sign_in(&app, &alfa, login).await.id);
        }
        let [anna, boris, carla, dora] = ids.try_into().unwrap();
        phone.vault.put(ORPHAN, &[1; 32]).unwrap();
        phone.vault.set_problem(Some(problem));
        let names = phone.vault.names();
        let calls = phone.vault.calls();
        alfa.desk().clear_requests();
        let app = phone.restart().await;
        let list = until(&app, |list| list.availability == Availability::Locked).await;
        assert_eq!(list.accounts.len(), 4, "rows as stored");
        assert!(list.accounts.iter().all(|row| row.state == AccountState::SignedIn), "{list:#?}");
        assert_eq!(app.session_call(&dora, "profile", json!({})).await.unwrap_err().code(), "vault_locked");
        assert_eq!(sign_in_while_locked(&app, alfa.url()).await, "vault_locked");
        assert!(alfa.desk().requests(0).iter().all(|request| request.device.is_none()), "nothing with a device id");
        let reset = app.accounts_reset(&anna).await.unwrap();
        let signed_out = app.accounts_sign_out(&boris).await.unwrap();
        let deleted = app.accounts_delete(&carla).await.unwrap();
        for receipt in [&reset, &signed_out, &deleted] {
            assert_eq!(receipt.pending, ["vault_key"], "{receipt:#?}");
            assert_eq!(receipt.portal_told, ToldPortal::NotPossible);
        }
        assert_eq!(logins(&app), ["anna", "boris", "dora"]);
        assert_eq!(stands(&account(&app, &anna)), (AccountState::NeedsSignIn, Some(Reason::Reset)));
        assert_eq!(stands(&account(&app, &boris)), (AccountState::NeedsSignIn, Some(Reason::SignedOut)));
        assert!(!phone.document(&carla).exists(), "document and row go at once");
        assert_eq!(phone.vault.names(), names, "nothing is created or deleted meanwhile");
        assert_eq!(phone.vault.calls().put, calls.put, "nothing is even tried");
        let stone = std::fs::read_to_string(phone.folder().join(format!("device/tombstones/{carla}.json"))).unwrap();
        assert!(
            !stone.contains("carla") || carla.contains("carla"),
            "the tombstone holds nothing of the person: {stone}"
        );
        let app = phone.restart().await;
        until(&app, |list| list.availability == Availability::Locked && list.accounts.len() == 3).await;
        assert_eq!(phone.vault.names(), names, "nor by a restart");

        phone.vault.set_problem(None);
        until(&app, |list| list.availability == Availability::Ready && phone.vault.names().len() == 2).await;
        app.session_call(&dora, "profile", json!({})).await.unwrap();
        assert_eq!(phone.vault.names().len(), 2, "dora's key and the installation: {:?}", phone.vault.names());
        until(&app, |_| !phone.folder().join(format!("device/tombstones/{carla}.json")).exists()).await;
        assert_eq!(logins(&app), ["anna", "boris", "dora"]);
    }
}

/// The code of the error; nothing is spent.
async fn sign_in_while_locked(app: &Portico, portal: &str) -> &'static str {
    let open = match app.sign_in_start(Start::Address(portal.to_owned())).await {
        Ok(open) => open,
        Err(error) => return error.code(),
    };
    let entered = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await;
    assert_eq!(app.sign_in_get(&open.id).unwrap().tries.spent, 0);
    app.sign_in_cancel(&open.id).await.unwrap();
    entered.unwrap_err().code()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_read_shows_no_rows_and_is_written_by_nobody_until_it_can() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    drop(app);
    let disk = Arc::new(MoodyDisk::default());
    disk.deny(true);
    let (before, names) = (phone.documents(), phone.vault.names());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.next_config() }).await.unwrap();
    alfa.desk().clear_requests();
    let list = until(&app, |list| list.availability == Availability::Locked).await;
    assert_eq!(list.accounts, [], "not even an empty list is concluded, only shown");
    let errors = [
        app.accounts_select(&anna.id).await.unwrap_err(),
        app.accounts_move(&anna.id, 1).await.unwrap_err(),
        app.accounts_reset(&anna.id).await.unwrap_err(),
        app.accounts_sign_out(&anna.id).await.unwrap_err(),
        app.accounts_delete(&anna.id).await.unwrap_err(),
        app.sign_in_start(Start::Nothing).await.unwrap_err(),
        app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap_err(),
        app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap_err(),
        app.session_check(&anna.id, true).await.unwrap_err(),
    ];
    assert_eq!(errors.map(|error| error.code()), ["storage_failed"; 9]);
    app.session_foreground().await;
    app.session_network_changed().await;
    app.close().await;
    assert_eq!(alfa.desk().requests(0), []);
    assert_eq!((phone.documents(), phone.vault.names()), (before, names), "nothing created, set aside or deleted");

    disk.deny(false);
    let list = until(&app, |list| list.availability == Availability::Ready).await;
    assert_eq!(list.accounts.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), [&anna.id, &boris.id]);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

/// R7: while it runs as at its start. What is only in memory comes back with the folder.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_locked_under_a_running_program_shows_no_rows_until_it_can_be_read() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    sign_in(&phone.open().await, &alfa, "anna").await;
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.next_config() }).await.unwrap();
    let rows = app.accounts_list().accounts;
    assert_eq!(rows.len(), 1);
    disk.deny(true);
    app.session_foreground().await;
    let list = app.accounts_list();
    assert_eq!((list.availability, list.accounts), (Availability::Locked, vec![]));
    disk.deny(false);
    let list = until(&app, |list| list.availability == Availability::Ready).await;
    assert_eq!(list.accounts.into_iter().map(|row| row.id).collect::<Vec<_>>(), [rows.first().unwrap().id.clone()]);
}

/// Pain 14: whichever call finds the folder readable, what lay unfinished in it is there for all.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_unfinished_is_there_whatever_call_comes_first_after_the_unlock() {
    for first in ["select", "check", "start", "recovery"] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        let unfinished = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
        let recovery = app.recovery_start(alfa.url(), "anna").await.unwrap();
        drop(app);
        let disk = Arc::new(MoodyDisk::default());
        disk.deny(true);
        let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.next_config() }).await.unwrap();
        let mut revisions = app.observe();
        revisions.borrow_and_update();
        disk.deny(false);
        match first {
            "select" => _ = app.accounts_select(&anna.id).await.unwrap(),
            "check" => _ = app.session_check(&anna.id, false).await.unwrap(),
            "start" => _ = app.sign_in_start(Start::Nothing).await.unwrap(),
            _recovery => _ = app.recovery_start(alfa.url(), "anna").await.unwrap(),
        }
        assert!(revisions.has_changed().unwrap(), "{first}");
        assert!(app.sign_in_list().iter().any(|open| open.id == unfinished.id), "{first}");
        assert_eq!(app.recovery_get(&recovery.id).map(|known| known.id), Ok(recovery.id), "{first}");
        let again = app.sign_in_start(Start::Account(anna.id)).await.unwrap();
        assert_eq!(again.id, unfinished.id, "{first}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_takes_too_long_is_locked_and_meanwhile_reads_and_other_accounts_go_on() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let annas = phone.vault.names().into_iter().find(|name| name != "installation").unwrap();
    let boris = sign_in(&app, &alfa, "boris").await;
    let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
    vault.hold(Some(&annas));
    let app = Portico::open(Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() }).await.unwrap();
    let (slow, id) = (app.clone(), anna.id.clone());
    let slow = tokio::spawn(async move { slow.session_call(&id, "profile", json!({})).await });
    app.session_call(&boris.id, "profile", json!({})).await.unwrap();
    assert_eq!(app.accounts_list().accounts.len(), 2);
    assert!(!slow.is_finished(), "still waiting for its key");
    assert_eq!(slow.await.unwrap().unwrap_err().code(), "vault_locked", "after 5 s");
    vault.hold(None);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_does_not_wait_for_a_vault_that_does_not_answer() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
    vault.hold(Some("installation"));
    alfa.desk().clear_requests();
    let app = Portico::open(Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() }).await.unwrap();
    assert_eq!(stands(&account(&app, &anna.id)), (AccountState::SignedIn, None), "as stored");
    let asked = at_credentials(&app, &alfa).await;
    let asks = vault.waiting();
    app.sign_in_cancel(&asked.id).await.unwrap();
    alfa.desk().clear_requests();
    let (waiting, id) = (app.clone(), anna.id.clone());
    let call = tokio::spawn(async move { waiting.session_call(&id, "profile", json!({})).await });
    // It does not wait for the vault, because it tells the portal nothing of the phone (Q11).
    at_credentials(&app, &alfa).await;
    let (waits, sent) = (!call.is_finished(), alfa.desk().requests(0).len());
    vault.hold(None);
    assert!(asks <= 1, "opening asks the vault; a sign-in begins without it");
    assert!(waits);
    assert_eq!(sent, 1, "nothing with a device id before the vault has answered");
    call.await.unwrap().unwrap();
    assert_eq!(alfa.desk().requests(0).len(), 3, "a checkout and the call");
}

/// The account's key is no proof: a vault that came over whole, or in part, is another phone's until its id says otherwise.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_comes_before_the_vaults_answer_sends_nothing_from_another_phone() {
    let alfa = portal(&["anna", "boris"]).await;
    let (phone, other) = (Phone::trusting(&[&alfa]), Phone::trusting(&[&alfa]));
    let anna = sign_in(&phone.open().await, &alfa, "anna").await;
    sign_in(&other.open().await, &alfa, "boris").await;
    phone.vault.put("installation", &other.vault.get("installation").unwrap().unwrap()).unwrap();
    let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
    vault.hold(Some("installation"));
    alfa.desk().clear_requests();
    let app = Portico::open(Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() }).await.unwrap();
    let (waiting, id) = (app.clone(), anna.id.clone());
    let call = tokio::spawn(async move { waiting.session_call(&id, "profile", json!({})).await });
    at_credentials(&app, &alfa).await;
    let waits = !call.is_finished();
    vault.hold(None);
    assert!(waits);
    call.await.unwrap().unwrap_err();
    assert_eq!(alfa.desk().requests(0).len(), 1, "that a portal is there is all that was asked");
    let device_changed = (AccountState::NeedsSignIn, Some(Reason::DeviceChanged));
    assert_eq!(stands(&account(&app, &anna.id)), device_changed);
}
