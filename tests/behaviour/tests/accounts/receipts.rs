//! A receipt says only what is so: who was told, what is kept, and what is not cleared yet.

use std::time::Duration;

use portico::records::{ReceiptKind, ToldPortal};
use portico::vault::VaultProblem;
use portico_behaviour::{Phone, portal, sign_in};
use serde_json::{Value, json};

use super::{CLEARS, clear, count};

/// What may come back for a logout, and whether it can be the portal's answer.
fn answers_to_a_logout() -> [(Value, ToldPortal); 10] {
    let status = |status: u16| json!({"kind": "status", "status": status});
    [
        (json!({"kind": "captive"}), ToldPortal::NotPossible),
        (json!({"kind": "garbage"}), ToldPortal::NotPossible),
        (json!({"kind": "redirect", "location": "http://wifi.example/login"}), ToldPortal::NotPossible),
        (json!({"kind": "redirect", "location": "https://elsewhere.example/"}), ToldPortal::NotPossible),
        (status(407), ToldPortal::NotPossible),
        (status(429), ToldPortal::NotPossible),
        (status(503), ToldPortal::NotPossible),
        (status(511), ToldPortal::NotPossible),
        // E10: one that signs out shows a page of its own; P5: an empty one.
        (json!({"kind": "redirect", "location": "/auth/"}), ToldPortal::Told),
        (status(200), ToldPortal::Told),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn told_is_only_what_the_portal_itself_answered() {
    for kind in [ReceiptKind::SignOut, ReceiptKind::Delete] {
        for (mut fault, told) in answers_to_a_logout() {
            let alfa = portal(&["anna"]).await;
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await.id;
            fault["path"] = json!("/mobile/");
            alfa.desk().fault(&fault).unwrap();
            assert_eq!(clear(&app, &anna, kind).await.portal_told, told, "{kind:?} {fault}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_aside_with_a_damaged_document_is_not_said_to_be_kept() {
    for kind in [ReceiptKind::Reset, ReceiptKind::SignOut] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        app.drafts_set(&anna, "not sent yet").await.unwrap();
        std::fs::write(phone.document(&anna), b"{").unwrap();
        let app = phone.begin_again(app).await;
        let preview = app.accounts_preview(&anna, kind).unwrap();
        let receipt = clear(&app, &anna, kind).await;
        assert_eq!(receipt.kept, ["row", "login", "name", "order", "ledger"], "{kind:?}");
        assert_eq!(preview.kept, receipt.kept, "{kind:?}");
        assert_eq!(app.drafts_get(&anna).unwrap(), "", "{kind:?}: which is true");
        let again = clear(&app, &anna, kind).await;
        assert!(again.kept.contains(&"device_id".to_owned()), "{kind:?}: the new document is kept as any: {again:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_still_to_be_removed_is_not_said_to_be_cleared() {
    for problem in [VaultProblem::Locked, VaultProblem::Unavailable] {
        for kind in CLEARS {
            let alfa = portal(&["anna"]).await;
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await.id;
            phone.vault.set_problem(Some(problem));
            let receipt = clear(&app, &anna, kind).await;
            assert_eq!(receipt.pending, ["vault_key"], "{kind:?} {problem:?}");
            assert_eq!(count(&receipt, "vault_entry"), 0, "{kind:?} {problem:?}: {receipt:?}");
            assert_eq!(count(&receipt, "application_password"), 1, "{kind:?} {problem:?}: {receipt:?}");
            if kind == ReceiptKind::Delete {
                assert_eq!(clear(&app, &anna, kind).await, receipt, "the same receipt again");
                phone.vault.set_problem(None);
                let done = clear(&app, &anna, kind).await;
                assert_eq!((&done.pending, count(&done, "vault_entry")), (&vec![], 1), "{problem:?}: {done:?}");
                assert_eq!((done.at, done.portal_told), (receipt.at, receipt.portal_told), "{problem:?}");
                assert_eq!(phone.vault.names(), ["installation"], "{problem:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_in_a_list_of_a_newer_program_is_said_to_be_there_however_slow_the_key_store_is() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let newer = json!({"version": 9, "min_reader": 9, "revision": 9});
    std::fs::write(phone.folder().join("portable/index.json"), newer.to_string()).unwrap();
    phone.vault.set_delay(Duration::from_secs(6));
    let receipt = clear(&app, &anna, ReceiptKind::Delete).await;
    assert_eq!(receipt.pending, ["vault_key", "row"]);
    assert_eq!(count(&receipt, "row"), 0, "{receipt:?}");
    phone.vault.set_delay(Duration::ZERO);
}
