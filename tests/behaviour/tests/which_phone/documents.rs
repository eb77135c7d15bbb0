//! Documents of another version, and damaged ones.

use std::sync::Arc;

use portico::records::{AccountState, Availability, Reason};
use portico::secret::Secret;
use portico::vault::Vault as _;
use portico::vault::memory::MemoryVault;
use portico::{Config, Portico, Start};
use portico_behaviour::wire::Offline;
use portico_behaviour::{PASSWORD, Phone, account, portal, sign_in, until};
use serde_json::{Value, json};

use super::{sign_in_again, stands};

/// Rewrites a document as a later version of the program would.
fn made_newer(file: &std::path::Path) -> Vec<u8> {
    let mut doc: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let fields = doc.as_object_mut().unwrap();
    fields.extend([("version".to_owned(), json!(9)), ("min_reader".to_owned(), json!(9))]);
    fields.insert("from_the_future".to_owned(), json!({"deep": [1, 2]}));
    let bytes = serde_json::to_vec(&doc).unwrap();
    std::fs::write(file, &bytes).unwrap();
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_a_newer_version_is_shown_and_not_touched_and_the_others_work() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    drop(app);
    let annas = phone.document(&anna.id);
    let bytes = made_newer(&annas);
    let names = phone.vault.names();
    alfa.desk().clear_requests();
    let app = phone.restart().await;
    let row = account(&app, &anna.id);
    assert_eq!(serde_json::to_value(row.problem.unwrap().code).unwrap(), "document_newer");
    assert_eq!(row.name, "anna Berg");
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(alfa.desk().requests(0), []);
    assert_eq!(app.accounts_reset(&anna.id).await.unwrap_err().code(), "newer");
    let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    let given = app.sign_in_submit_credentials(&open.id, "Anna", Secret::from(PASSWORD)).await;
    assert_eq!(
        (given.unwrap_err().code(), alfa.desk().requests(0)),
        ("newer", vec![]),
        "what comes of it cannot be kept"
    );
    app.session_call(&boris.id, "profile", json!({})).await.unwrap();
    app.accounts_reset(&boris.id).await.unwrap();
    assert_eq!(sign_in_again(&app, &boris.id).await, boris.id);
    app.accounts_move(&boris.id, 0).await.unwrap();
    app.session_foreground().await;
    app.session_network_changed().await;
    app.close().await;
    let app = phone.restart().await;
    assert_eq!(account(&app, &anna.id).name, "anna Berg");
    app.close().await;
    assert_eq!(std::fs::read(&annas).unwrap(), bytes, "not touched");
    for name in &names {
        // A newer document may name any of them.
        assert!(phone.vault.names().contains(name) || name.starts_with("k-"), "{name}");
    }
    let named = serde_json::from_slice::<Value>(&bytes).unwrap();
    assert!(phone.vault.names().contains(&named.get("entry").unwrap().as_str().unwrap().to_owned()), "its key is kept");
    app.accounts_delete(&anna.id).await.unwrap();
    assert!(!annas.exists(), "the employee may delete it all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_of_a_newer_version_shows_the_accounts_and_is_not_touched() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    let index = phone.folder().join("portable/index.json");
    let bytes = made_newer(&index);
    let app = phone.restart().await;
    let list = app.accounts_list();
    assert_eq!(list.availability, Availability::Newer);
    assert_eq!(list.accounts.len(), 1, "{list:#?}");
    assert_eq!(app.accounts_select(&anna.id).await.unwrap_err().code(), "newer");
    assert_eq!(app.accounts_move(&anna.id, 0).await.unwrap_err().code(), "newer");
    app.session_foreground().await;
    app.close().await;
    assert_eq!(std::fs::read(&index).unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_cut_at_any_byte_is_damaged_and_reset_repairs_and_delete_removes_it() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    drop(app);
    let annas = phone.document(&anna.id);
    let whole = std::fs::read(&annas).unwrap();
    let read_whole: Value = serde_json::from_slice(&whole).unwrap();
    let installation = phone.vault.get("installation").unwrap().unwrap();
    let original = phone;
    for cut in 0..whole.len() {
        let vault = MemoryVault::new();
        vault.put("installation", &installation).unwrap();
        let phone = original.copied(&["portable", "device"], vault);
        let annas = phone.document(&anna.id);
        let short = whole.get(..cut).unwrap();
        std::fs::write(&annas, short).unwrap();
        let offline = Arc::new(Offline::default());
        let config = Config { transport: Some(Arc::clone(&offline) as Arc<_>), ..phone.config() };
        let app = Portico::open(config).await.unwrap();
        if serde_json::from_slice::<Value>(short).is_ok_and(|read| read == read_whole) {
            assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn, "only an empty end is missing: {cut}");
            continue;
        }
        let row = account(&app, &anna.id);
        assert_eq!(row.state, AccountState::Damaged, "cut at {cut}");
        assert_eq!(serde_json::to_value(row.problem.unwrap().code).unwrap(), "document_damaged");
        assert_eq!((row.login.as_str(), row.name.as_str()), ("anna", "anna Berg"), "the row says who it is");
        assert_eq!(account(&app, &boris.id).state, AccountState::SignedIn, "one bad account blocks no other: {cut}");
        assert_eq!(std::fs::read(&annas).unwrap(), short, "kept as it is: {cut}");
        if cut % 2 == 0 {
            let reset = app.accounts_reset(&anna.id).await;
            assert!(reset.is_ok(), "cut at {cut}: {reset:?}");
            let repaired = (AccountState::NeedsSignIn, Some(Reason::Reset));
            assert_eq!(stands(&account(&app, &anna.id)), repaired, "cut at {cut}");
            serde_json::from_slice::<Value>(&std::fs::read(&annas).unwrap()).unwrap();
        } else {
            let receipt = app.accounts_delete(&anna.id).await.unwrap();
            assert_eq!(receipt.pending, Vec::<String>::new(), "cut at {cut}");
            let left: Vec<_> = phone.documents().into_keys().collect();
            assert!(!left.iter().any(|file| file.to_string_lossy().contains(&anna.id)), "cut at {cut}: {left:?}");
            assert_eq!(app.accounts_list().accounts.len(), 1, "cut at {cut}");
        }
        assert!(offline.tried().is_empty(), "damage is no reason to ask a portal");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_document_that_no_row_speaks_for_is_no_empty_list() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    std::fs::remove_file(phone.folder().join("portable/index.json")).unwrap();
    std::fs::write(phone.document(&anna.id), b"{\"version\":1,").unwrap();
    let app = phone.restart().await;
    let list = app.accounts_list();
    assert_eq!((list.availability, list.accounts.len()), (Availability::Damaged, 0), "R7: damaged is not absent");
    let boris = sign_in(&app, &alfa, "boris").await;
    assert_eq!(app.accounts_list().availability, Availability::Ready, "it warns of an empty list, not for ever");
    let app = phone.restart().await;
    assert_eq!(account(&app, &boris.id).state, AccountState::SignedIn);
    assert!(phone.document(&anna.id).exists(), "nobody asked for its end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_account_is_reset_and_signed_in_again_and_its_old_key_is_swept_up() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    drop(app);
    std::fs::write(phone.document(&anna.id), b"{\"version\":1,").unwrap();
    let app = phone.restart().await;
    until(&app, |list| list.availability == Availability::Ready).await;
    app.session_call(&boris.id, "profile", json!({})).await.unwrap();
    assert_eq!(phone.vault.names().len(), 3, "while a document is damaged no key is an orphan");
    app.accounts_reset(&anna.id).await.unwrap();
    assert_eq!(sign_in_again(&app, &anna.id).await, anna.id);
    app.close().await;
    let app = phone.restart().await;
    until(&app, |_| phone.vault.names().len() == 3).await;
    super::sessions_end(&phone, &alfa);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_names_no_key_sends_nothing_and_the_account_is_signed_in_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    let file = phone.document(&anna.id);
    let mut doc: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    doc.as_object_mut().unwrap().remove("entry").unwrap();
    std::fs::write(&file, serde_json::to_vec(&doc).unwrap()).unwrap();
    alfa.desk().clear_requests();
    let app = phone.restart().await;
    let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(failed.code(), "call_failed", "the account is known, and a problem says what is wrong");
    assert_eq!(alfa.desk().requests(0), []);
    assert_eq!(sign_in_again(&app, &anna.id).await, anna.id);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}
