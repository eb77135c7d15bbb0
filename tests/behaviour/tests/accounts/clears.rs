//! Reset, sign-out and delete, in every state.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use portico::records::{AccountState, Receipt, ReceiptKind, Step, ToldPortal};
use portico::vault::VaultProblem;
use portico::vault::memory::MemoryVault;
use portico::{Portico, Start};
use portico_behaviour::steps::{answer, at_credentials, employee, patch, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in, state, word};
use portico_portal::Portal;
use serde_json::{Value, json};

use super::{CLEARS, clear, count, files_of, left_in_document, logins, stands};

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_says_what_the_receipt_will_say_and_does_nothing() {
    for kind in CLEARS {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
        let before = (app.accounts_list(), app.sign_in_list(), alfa.desk().requests(0), files_of(&phone, &anna));
        let preview = app.accounts_preview(&anna, kind).unwrap();
        assert_eq!(before, (app.accounts_list(), app.sign_in_list(), alfa.desk().requests(0), files_of(&phone, &anna)));
        assert_eq!(preview.at, None);
        let receipt = clear(&app, &anna, kind).await;
        assert!(receipt.at.is_some());
        let told = if kind == ReceiptKind::Reset { ToldPortal::NotPossible } else { ToldPortal::Told };
        assert_eq!(receipt.portal_told, told);
        assert_eq!(preview, Receipt { at: None, portal_told: ToldPortal::NotPossible, ..receipt });
        assert_eq!(app.sign_in_list(), [], "R13: its unfinished sign-ins end");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_complete() {
    for kind in CLEARS {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
        let receipt = clear(&app, &anna, kind).await;
        assert_eq!((&receipt.account, receipt.kind), (&anna, kind));
        assert_eq!((receipt.portal.as_str(), receipt.login.as_str()), (alfa.url(), "anna"));
        for what in ["application_password", "session", "unfinished_sign_in"] {
            assert_eq!(count(&receipt, what), 1, "{what}: {receipt:?}");
        }
        assert_eq!(count(&receipt, "row") > 0, kind == ReceiptKind::Delete);
        assert!(receipt.kept.contains(&"ledger".to_owned()));
        assert_eq!(receipt.kept.contains(&"row".to_owned()), kind != ReceiptKind::Delete);
        assert_eq!(receipt.pending, [""; 0]);
        let [left] = &receipt.left_on_portal[..] else { unreachable!("{receipt:?}") };
        let comment = &employee(&alfa, "anna").app_passwords[0].comment;
        // Its beginning is in the portal's language.
        let (_, end) = comment.split_once('(').unwrap();
        assert!(left.what.contains(&format!("({end}")), "{left:?} names it as the portal does: {comment}");
        assert!(left.r#where.contains("Application passwords"), "{left:?}");
        assert!(left.url.as_deref().is_some_and(|url| url.starts_with(alfa.url())), "{left:?}");
        let farewells: Vec<_> =
            alfa.desk().requests(0).into_iter().filter(|request| request.path.contains("logout")).collect();
        assert_eq!(farewells.len(), usize::from(kind != ReceiptKind::Reset));
        let none = portico_portal::Credential::None;
        assert!(farewells.iter().all(|request| request.credential == none), "R4: with the session alone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_cannot_be_told_stops_no_clear() {
    for kind in [ReceiptKind::SignOut, ReceiptKind::Delete] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        drop(alfa);
        let receipt = clear(&app, &anna, kind).await;
        assert_eq!((receipt.portal_told, receipt.pending.len()), (ToldPortal::NotPossible, 0));
        assert_eq!(receipt.left_on_portal.len(), 1);
        assert_eq!(phone.vault.names().len(), 1, "the key is gone");
    }
}

/// What a clear may find.
const STATES: [&str; 6] = ["signed_in", "refused", "captcha_needed", "blocked", "damaged", "device_changed"];

async fn brought_to(what: &str, phone: &mut Phone, alfa: &Portal, app: Portico, anna: &str) -> Portico {
    let call = |app: Portico| async move {
        app.session_call(anna, "profile", json!({})).await.unwrap_err();
        app
    };
    match what {
        "refused" => {
            alfa.desk().revoke(employee(alfa, "anna").id).unwrap();
            phone.let_session_end(alfa);
            call(app).await
        }
        "captcha_needed" => {
            patch(alfa, "anna", json!({"attempts": 10}));
            phone.let_session_end(alfa);
            call(app).await
        }
        "blocked" => {
            alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
            call(app).await
        }
        "damaged" => {
            let file = files_of(phone, anna).into_keys().next().unwrap();
            std::fs::write(file, b"{").unwrap();
            phone.begin_again(app).await
        }
        "device_changed" => {
            phone.vault = MemoryVault::new();
            let app = phone.begin_again(app).await;
            app.session_foreground().await;
            app
        }
        _signed_in => app,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_does_not_answer_holds_up_a_clear_for_five_seconds_at_most() {
    let clears = [ReceiptKind::SignOut, ReceiptKind::Delete].map(|kind| {
        tokio::spawn(async move {
            let alfa = portal(&["anna"]).await;
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await.id;
            alfa.desk().fault(&json!({"kind": "delay", "ms": 60_000, "path": "/mobile/ajax.php"})).unwrap();
            let begun = Instant::now();
            let receipt = clear(&app, &anna, kind).await;
            assert_eq!(receipt.portal_told, ToldPortal::NotPossible, "{kind:?}");
            assert!(begun.elapsed() < Duration::from_secs(10), "R4: {kind:?} took {:?}", begun.elapsed());
        })
    });
    for clear in clears {
        clear.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_clear_is_taken_in_every_state_and_twice() {
    for kind in CLEARS {
        for what in STATES {
            let alfa = portal(&["anna", "boris"]).await;
            let mut phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await.id;
            let boris = sign_in(&app, &alfa, "boris").await.id;
            let app = brought_to(what, &mut phone, &alfa, app, &anna).await;
            assert_eq!(stands(&account(&app, &anna)), what);
            let other = (files_of(&phone, &boris), state(&app, &boris));
            let before = alfa.desk().requests(0).len();
            let first = clear(&app, &anna, kind).await;
            assert_eq!(first.left_on_portal.len(), 1, "{kind:?} {what}: P39");
            let second = clear(&app, &anna, kind).await;
            assert_eq!(second.account, anna);
            assert_eq!(second.left_on_portal, first.left_on_portal, "{kind:?} {what}: it is still there");
            assert_eq!(sent(&alfa, "app_password") + sent(&alfa, "login_password"), {
                let log = alfa.desk().requests(0);
                let early = log.iter().take(before);
                early.filter(|request| request.credential != portico_portal::Credential::None).count()
            });
            assert_eq!(other, (files_of(&phone, &boris), state(&app, &boris)), "{kind:?} {what}: byte for byte");
            match kind {
                ReceiptKind::Delete => {
                    assert_eq!(second, first, "{what}: the same receipt again");
                    assert_eq!(logins(&app), ["boris"], "{what}");
                    assert_eq!(files_of(&phone, &anna), BTreeMap::new(), "{what}");
                    let index = std::fs::read_to_string(phone.folder().join("portable/index.json")).unwrap();
                    assert!(!index.contains("anna") && !index.contains(&anna), "{what}: {index}");
                }
                ReceiptKind::Reset | ReceiptKind::SignOut => {
                    let named = if kind == ReceiptKind::Reset { "reset" } else { "signed_out" };
                    assert_eq!(stands(&account(&app, &anna)), named, "{what}");
                    assert_eq!(left_in_document(&phone, &anna), [""; 0], "{kind:?} {what}: R13");
                    assert_eq!(count(&second, "application_password"), 0, "{what}: nothing left to clear");
                    assert_eq!(logins(&app), ["anna", "boris"], "{what}: row and order stay");
                }
            }
            alfa.desk().put_ip_rules(&[]).unwrap();
            patch(&alfa, "anna", json!({"attempts": 0}));
            let again = sign_in(&app, &alfa, "anna").await;
            assert_eq!(again.id == anna, kind != ReceiptKind::Delete, "{kind:?} {what}");
            assert_eq!(again.state, AccountState::SignedIn);
            let rows = employee(&alfa, "anna").app_passwords.len();
            let same_device = kind != ReceiptKind::Delete && !["damaged", "device_changed"].contains(&what);
            // A refused one was revoked: the portal has none of it.
            let expected = if what == "refused" || same_device { 1 } else { 2 };
            assert_eq!(rows, expected, "{kind:?} {what}: E3, the device id is kept over a reset");
            let app = phone.begin_again(app).await;
            assert_eq!(app.accounts_list().accounts.len(), 2, "{kind:?} {what}: no row twice");
        }
    }
}

/// Two taps, or two windows of one app.
#[tokio::test(flavor = "multi_thread")]
async fn several_deletions_of_an_account_at_once_all_give_a_receipt() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let boris = sign_in(&app, &alfa, "boris").await.id;
    for _ in 0..15 {
        let anna = sign_in(&app, &alfa, "anna").await.id;
        let at_once = (0..4).map(|_| {
            let (app, anna) = (app.clone(), anna.clone());
            tokio::spawn(async move { app.accounts_delete(&anna).await })
        });
        let at_once: Vec<_> = at_once.collect();
        for delete in at_once {
            assert_eq!(delete.await.unwrap().map(|receipt| receipt.account), Ok(anna.clone()));
        }
        assert_eq!(app.accounts_delete(&anna).await.unwrap().portal_told, ToldPortal::Told);
        assert_eq!(app.accounts_select(&anna).await.unwrap_err().code(), "unknown_account");
        let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| (row.id, row.selected)).collect();
        assert_eq!(rows, [(boris.clone(), true)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clear_with_a_locked_key_store_is_done_at_once_and_finished_later() {
    for kind in CLEARS {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        phone.vault.set_problem(Some(VaultProblem::Locked));
        let receipt = clear(&app, &anna, kind).await;
        assert_eq!(receipt.pending, ["vault_key"], "{kind:?}");
        assert_eq!(app.accounts_list().accounts.len(), usize::from(kind != ReceiptKind::Delete));
        assert_eq!(phone.vault.names().len(), 2, "the key is still there");
        phone.vault.set_problem(None);
        let app = phone.begin_again(app).await;
        app.session_foreground().await;
        app.close().await;
        assert_eq!(phone.vault.names().len(), 1, "{kind:?}: the key went when it could");
        assert_eq!(app.accounts_list().accounts.len(), usize::from(kind != ReceiptKind::Delete));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_count_of_tries_outlives_reset_and_delete_and_ends_after_thirty_days() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    for _ in 0..3 {
        submit(&app, &open, "anna", "wrong").await;
    }
    app.accounts_reset(&anna).await.unwrap();
    assert_eq!(account(&app, &anna).tries.spent, 3, "reset keeps it");
    app.accounts_delete(&anna).await.unwrap();
    assert!(!phone.files().iter().any(|file| std::fs::read(file).unwrap().windows(4).any(|four| four == b"anna")));
    let app = phone.begin_again(app).await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "wrong").await;
    assert_eq!(open.tries.spent, 4, "delete does not hide what was spent");
    let back = sign_in(&app, &alfa, "anna").await;
    assert_eq!(back.tries.spent, 0);
    let open = app.sign_in_start(Start::Account(back.id.clone())).await.unwrap();
    submit(&app, &open, "anna", "wrong").await;
    app.accounts_delete(&back.id).await.unwrap();
    phone.advance(31 * 86_400);
    let app = phone.begin_again(app).await;
    let open = at_credentials(&app, &alfa).await;
    assert_eq!(submit(&app, &open, "anna", "wrong").await.tries.spent, 1, "after 30 days it is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_takes_the_open_picture_along_and_the_next_sign_in_asks_for_one_itself() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let receipt = app.accounts_reset(&anna).await.unwrap();
    assert_eq!((count(&receipt, "picture"), count(&receipt, "unfinished_sign_in")), (1, 1));
    assert_eq!(left_in_document(&phone, &anna), [""; 0], "R13");
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, Step::Cancelled);
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(open.step, Step::Credentials);
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(done(&answer(&app, &open, &word(&alfa), None).await), anna);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_lists_nothing_that_was_not_there() {
    for kind in CLEARS {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        let receipt = clear(&app, &anna, kind).await;
        let cleared: Vec<_> = receipt.cleared.iter().map(|item| (item.what.as_str(), item.count)).collect();
        let authentication = [("application_password", 1), ("vault_entry", 1), ("session", 1)];
        let all = [("row", 1), ("login", 1), ("name", 1), ("device_id", 1), ("history", 1)];
        let everything = if kind == ReceiptKind::Delete { &all[..] } else { &[] };
        assert_eq!(cleared, [&authentication[..], everything].concat(), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_stay_over_a_reset_and_a_delete_counts_them() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    drop(app);
    let file = phone.document(&anna);
    let mut doc: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let fields = doc.as_object_mut().unwrap();
    fields.insert("settings".to_owned(), json!({"sound": false, "badge": true}));
    std::fs::write(&file, serde_json::to_vec(&doc).unwrap()).unwrap();
    let app = phone.restart().await;
    assert_eq!(count(&app.accounts_reset(&anna).await.unwrap(), "settings"), 0, "R13: kept");
    assert_eq!(count(&app.accounts_delete(&anna).await.unwrap(), "settings"), 2);
}

/// R13: without its number an employee whose login changes would be taken for another one.
#[tokio::test(flavor = "multi_thread")]
async fn a_clear_that_keeps_the_row_keeps_the_number_at_the_portal() {
    for kind in [ReceiptKind::Reset, ReceiptKind::SignOut] {
        let alfa = portal(&["boris", "anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        assert_eq!(anna.user_id.as_deref(), Some("2"));
        clear(&app, &anna.id, kind).await;
        let app = phone.begin_again(app).await;
        assert_eq!(account(&app, &anna.id).user_id, anna.user_id, "{kind:?}");
    }
}
