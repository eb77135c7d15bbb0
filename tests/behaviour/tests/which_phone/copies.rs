//! Folders that were copied from another phone.

use portico::records::{AccountState, Availability, Reason};
use portico::vault::Vault as _;
use portico::vault::memory::MemoryVault;
use portico_behaviour::{Phone, account, portal, sign_in, until};
use serde_json::json;

use super::{devices, logins, sign_in_again, stands};

const CHANGED: (AccountState, Option<Reason>) = (AccountState::NeedsSignIn, Some(Reason::DeviceChanged));

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_without_device_keeps_rows_and_order_and_the_next_sign_in_updates_the_same_rows() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    app.accounts_move(&boris.id, 0).await.unwrap();
    app.accounts_select(&anna.id).await.unwrap();
    let copy = phone.copied(&["portable"], MemoryVault::with_scope("another phone"));
    alfa.desk().clear_requests();
    let app = copy.restart().await;
    let list = until(&app, |list| list.accounts.len() == 2).await;
    assert_eq!(list.availability, Availability::Ready);
    assert_eq!(logins(&app), ["boris", "anna"]);
    assert!(list.accounts.iter().all(|row| stands(row) == CHANGED), "{list:#?}");
    assert!(account(&app, &anna.id).selected);
    assert_eq!(account(&app, &anna.id).name, "anna Berg");
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(alfa.desk().requests(0), [], "nothing is sent for an account of another phone");
    for known in [&anna, &boris] {
        assert_eq!(sign_in_again(&app, &known.id).await, known.id, "the same row");
        app.session_call(&known.id, "profile", json!({})).await.unwrap();
    }
    assert_eq!(logins(&app), ["boris", "anna"], "the order is the employee's");
    assert_eq!(app.accounts_list().accounts.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_folder_with_another_vault_is_another_phone_and_nothing_is_written_for_that() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let old = devices(&alfa, "anna");
    assert_eq!(old.len(), 1);
    for another in ["", "another-installation"] {
        let vault = MemoryVault::with_scope("another phone");
        if !another.is_empty() {
            vault.put("installation", another.as_bytes()).unwrap();
        }
        let copy = phone.copied(&["portable", "device"], vault);
        let before = copy.documents();
        alfa.desk().clear_requests();
        let app = copy.restart().await;
        until(&app, |list| list.accounts.iter().all(|row| stands(row) == CHANGED) && !list.accounts.is_empty()).await;
        app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
        app.session_check(&anna.id, true).await.unwrap();
        app.session_network_changed().await;
        app.session_foreground().await;
        assert_eq!(
            alfa.desk().requests(0),
            [],
            "two phones with one device id would cost each other the password (E3)"
        );
        assert_eq!(copy.documents(), before, "device_changed is derived, not written");
        assert_eq!(sign_in_again(&app, &anna.id).await, anna.id);
        let new = devices(&alfa, "anna");
        assert_eq!(new.len(), 1, "{new:?}");
        assert_ne!(new, old);
        assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn);
    }
    alfa.desk().clear_requests();
    super::sessions_end(&phone, &alfa);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    assert_eq!(devices(&alfa, "anna"), old, "the first phone goes on as itself");
}

/// Of two that sign in first at once, one writes the id down and puts it into the vault; the other must not take it for lost in
/// between, or what the first seals would seem to come from another phone.
#[tokio::test(flavor = "multi_thread")]
async fn an_installation_that_is_not_in_the_vault_yet_stays_as_long_as_nothing_is_sealed_under_it() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    app.accounts_delete(&anna.id).await.unwrap();
    drop(app);
    let written = phone.vault.get("installation").unwrap().unwrap();
    phone.vault.delete("installation").unwrap();
    let app = phone.restart().await;
    let boris = sign_in(&app, &alfa, "boris").await;
    assert_eq!(phone.vault.get("installation").unwrap().unwrap(), written);
    drop(app);
    let app = phone.restart().await;
    app.session_call(&boris.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_key_is_another_phones_and_the_account_can_be_signed_in_again() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let annas = phone.vault.names().into_iter().find(|name| name != "installation").unwrap();
    let boris = sign_in(&app, &alfa, "boris").await;
    phone.vault.delete(&annas).unwrap();
    let app = phone.restart().await;
    let before = phone.documents();
    alfa.desk().clear_requests();
    let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(failed.code(), "call_failed");
    assert_eq!(stands(&account(&app, &anna.id)), CHANGED);
    assert_eq!(alfa.desk().requests(0), []);
    assert_eq!(phone.documents(), before, "derived, not written");
    app.session_call(&boris.id, "profile", json!({})).await.unwrap();
    assert_eq!(sign_in_again(&app, &anna.id).await, anna.id);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_store_that_outlived_the_app_signs_nobody_in_and_its_old_keys_go() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    assert_eq!(phone.vault.names().len(), 2, "a key and the installation");
    drop(app);
    alfa.desk().clear_requests();
    // Installed again: the files went with the app, the key store stayed.
    let again = phone.copied(&[], phone.vault.clone());
    let app = again.restart().await;
    let list = app.accounts_list();
    assert_eq!((list.availability, list.accounts), (Availability::Ready, vec![]));
    assert_eq!((app.sign_in_list(), alfa.desk().requests(0)), (vec![], vec![]), "no half sign-in, and nothing is sent");
    let new = sign_in(&app, &alfa, "anna").await;
    assert_ne!(new.id, anna.id, "ids are never reused");
    let app = again.begin_again(app).await;
    until(&app, |_| again.vault.names().len() == 2).await;
    app.session_call(&new.id, "profile", json!({})).await.unwrap();
}
