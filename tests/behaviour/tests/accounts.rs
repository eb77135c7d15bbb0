//! The accounts of a phone: whose is whose, their order, and the three clears in every state.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use portico::records::{Account, AccountState, Policy, ProblemCode, Reason, Receipt, ReceiptKind, Step, ToldPortal};
use portico::vault::VaultProblem;
use portico::vault::memory::MemoryVault;
use portico::{CallError, Portico, Start};
use portico_behaviour::steps::{answer, at_credentials, employee, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, only_account, portal, sent, sign_in, state, word};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::json;

const CLEARS: [ReceiptKind; 3] = [ReceiptKind::Reset, ReceiptKind::SignOut, ReceiptKind::Delete];

async fn clear(app: &Portico, id: &str, kind: ReceiptKind) -> Receipt {
    match kind {
        ReceiptKind::Reset => app.accounts_reset(id).await.unwrap(),
        ReceiptKind::SignOut => app.accounts_sign_out(id).await.unwrap(),
        ReceiptKind::Delete => app.accounts_delete(id).await.unwrap(),
    }
}

fn logins(app: &Portico) -> Vec<String> {
    app.accounts_list().accounts.into_iter().map(|row| row.login).collect()
}

fn selected(app: &Portico) -> Vec<String> {
    app.accounts_list().accounts.into_iter().filter(|row| row.selected).map(|row| row.id).collect()
}

/// Files that belong to one account, with their bytes.
fn files_of(phone: &Phone, id: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let named = phone.files().into_iter().filter(|file| file.to_string_lossy().contains(id));
    named.map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
}

fn count(receipt: &Receipt, what: &str) -> u32 {
    receipt.cleared.iter().filter(|item| item.what == what).map(|item| item.count).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_employees_on_one_portal_are_two_accounts_that_share_nothing() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    assert_ne!(anna.id, boris.id);
    assert_eq!(logins(&app), ["anna", "boris"]);
    assert_eq!(selected(&app), std::slice::from_ref(&boris.id), "who signs in is in use");
    for _ in 0..2 {
        for (id, name) in [(&anna.id, "anna"), (&boris.id, "boris")] {
            let profile = app.session_call(id, "profile", json!({})).await.unwrap();
            assert_eq!(profile["NAME"], name);
        }
        phone.let_session_end(&alfa);
    }
    let codes = |login| employee(&alfa, login).app_passwords.into_iter().map(|row| row.code).collect::<Vec<_>>();
    assert_eq!((codes("anna").len(), codes("boris").len()), (1, 1));
    assert_ne!(codes("anna"), codes("boris"), "two accounts never share a device id");
    let devices = |login: &str| {
        let mut devices: Vec<_> = alfa
            .desk()
            .requests(0)
            .into_iter()
            .filter(|request| request.login.as_deref() == Some(login))
            .filter_map(|request| request.device)
            .collect();
        devices.dedup();
        devices
    };
    assert_eq!((devices("anna"), devices("boris")), (codes("anna"), codes("boris")), "R6");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_employee_on_two_portals_is_two_accounts() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let here = sign_in(&app, &alfa, "anna").await;
    let there = sign_in(&app, &beta, "anna").await;
    assert_ne!(here.id, there.id);
    assert_eq!((here.portal.origin.as_str(), there.portal.origin.as_str()), (alfa.url(), beta.url()));
    assert_ne!(
        employee(&alfa, "anna").app_passwords[0].code,
        employee(&beta, "anna").app_passwords[0].code,
        "a portal cannot tell from the device id where else its employee is"
    );
    app.accounts_delete(&here.id).await.unwrap();
    app.session_call(&there.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_updates_the_same_row_in_any_spelling() {
    let alfa = portal(&["boris", "anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let device = employee(&alfa, "anna").app_passwords[0].clone();
    patch(&alfa, "anna", json!({"name": "Anna Maria Berg", "position": "Director"}));
    for spelt in ["anna", "ANNA", " Anna "] {
        let row = sign_in(&app, &alfa, spelt).await;
        assert_eq!((&row.id, row.login.as_str()), (&anna.id, "anna"), "{spelt}");
        assert_eq!((row.name.as_str(), row.position.as_deref()), ("Anna Maria Berg", Some("Director")));
        let rows = employee(&alfa, "anna").app_passwords;
        assert_eq!((rows.len(), &rows[0].code), (1, &device.code), "E3: {spelt}");
    }
    assert_eq!(phone.vault.names().len(), 2, "old keys are gone");
    // B6: the match shows only in the answer; the new device id wins (Q11).
    let row = sign_in(&app, &alfa, "COMPANY\\anna").await;
    assert_eq!((row.id, row.login.as_str()), (anna.id.clone(), "anna"));
    let rows = employee(&alfa, "anna").app_passwords;
    assert_eq!(rows.len(), 2);
    let receipt = app.accounts_preview(&anna.id, ReceiptKind::Delete).unwrap();
    assert_eq!(receipt.left_on_portal.len(), 2, "the old one is listed as left: {receipt:?}");
    phone.let_session_end(&alfa);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn order_and_selection_are_the_employees_and_survive_a_restart() {
    let alfa = portal(&["anna", "boris", "clara"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let boris = sign_in(&app, &alfa, "boris").await.id;
    let clara = sign_in(&app, &alfa, "clara").await.id;
    let before = alfa.desk().requests(0).len();
    for (id, to, order) in [
        (&clara, 0, ["clara", "anna", "boris"]),
        (&clara, 1, ["anna", "clara", "boris"]),
        (&anna, 2, ["clara", "boris", "anna"]),
        (&clara, u32::MAX, ["boris", "anna", "clara"]),
        (&boris, 0, ["boris", "anna", "clara"]),
    ] {
        app.accounts_move(id, to).await.unwrap();
        assert_eq!(logins(&app), order, "{to}");
    }
    app.accounts_select(&anna).await.unwrap();
    assert_eq!(app.accounts_select("nobody").await.unwrap_err(), CallError::UnknownAccount);
    assert_eq!(app.accounts_move("nobody", 0).await.unwrap_err(), CallError::UnknownAccount);
    let app = phone.begin_again(app).await;
    assert_eq!(logins(&app), ["boris", "anna", "clara"]);
    assert_eq!(selected(&app), std::slice::from_ref(&anna));
    app.accounts_reset(&anna).await.unwrap();
    assert_eq!(
        (logins(&app), selected(&app)),
        (vec!["boris".into(), "anna".into(), "clara".into()], vec![anna.clone()])
    );
    assert_eq!(alfa.desk().requests(0).len(), before, "none of this is the portal's business");
    app.accounts_delete(&anna).await.unwrap();
    assert_eq!(logins(&app), ["boris", "clara"]);
    assert!(selected(&app).iter().all(|id| *id != anna));
    for error in [
        app.accounts_select(&anna).await.unwrap_err(),
        app.accounts_reset(&anna).await.unwrap_err(),
        app.accounts_preview(&anna, ReceiptKind::Reset).unwrap_err(),
        app.session_status(&anna).unwrap_err(),
    ] {
        assert_eq!(error, CallError::UnknownAccount, "ids are never reused");
    }
}

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
        assert!(left.what.contains(comment), "{left:?} names it as the portal does: {comment}");
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

fn stands(row: &Account) -> &'static str {
    match (row.state, row.reason) {
        (AccountState::SignedIn, None) => "signed_in",
        (AccountState::NeedsSignIn, Some(Reason::Refused)) => "refused",
        (AccountState::CaptchaNeeded, None) => "captcha_needed",
        (AccountState::Blocked, Some(Reason::IpRule)) => "blocked",
        (AccountState::Damaged, None) => "damaged",
        (AccountState::NeedsSignIn, Some(Reason::DeviceChanged)) => "device_changed",
        (AccountState::NeedsSignIn, Some(Reason::Reset)) => "reset",
        (AccountState::NeedsSignIn, Some(Reason::SignedOut)) => "signed_out",
        (_, _) => "something else",
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
async fn a_deleted_account_signs_in_again_as_a_new_one_with_its_own_device_id() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let first = sign_in(&app, &alfa, "anna").await.id;
    app.accounts_delete(&first).await.unwrap();
    let second = sign_in(&app, &alfa, "anna").await.id;
    assert_ne!(first, second, "ids are never reused");
    let rows = employee(&alfa, "anna").app_passwords;
    assert_eq!(rows.len(), 2, "as the receipt said, the old one stays on the portal");
    assert_ne!(rows[0].code, rows[1].code);
    assert_eq!(app.accounts_delete(&first).await.unwrap().account, first);
    assert_eq!(only_account(&app).id, second, "the old receipt touches nothing");
}

/// The same address, another portal behind it.
async fn rebuilt(alfa: Portal, phone: &mut Phone, logins: &[&str]) -> Portal {
    let (listen, url) = (alfa.address(), alfa.url().to_owned());
    drop(alfa);
    let company = logins.iter().fold(Company::default(), |company, login| {
        company.with(Employee::new(login, PASSWORD, &format!("{login} New")))
    });
    let portal = Portal::start(PortalOptions { listen, ..PortalOptions::of(company) }).await.unwrap();
    phone.trust(&portal, &url);
    portal
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuilt_portal_is_not_taken_for_the_old_one_until_a_reset() {
    let alfa = portal(&["anna"]).await;
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let alfa = rebuilt(alfa, &mut phone, &["anna"]).await;
    let app = phone.begin_again(app).await;
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!(stands(&account(&app, &anna)), "refused", "the new portal does not know the stored password");
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let refused = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Cancelled, Some(ProblemCode::PortalChanged)));
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::PortalChanged)));
    assert_eq!(row.problem.clone().unwrap().code, ProblemCode::PortalChanged);
    assert_eq!(row.name, "anna Berg", "nothing is merged");
    let actions: Vec<_> = row.problem.unwrap().steps.into_iter().filter_map(|step| Some(step.action?.kind)).collect();
    assert!(actions.contains(&"accounts.reset".to_owned()), "{actions:?}");
    let before = alfa.desk().requests(0).len();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.session_check(&anna, true).await.unwrap();
    assert_eq!(alfa.desk().requests(0).len(), before, "nothing goes to another portal");
    app.accounts_reset(&anna).await.unwrap();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let healed = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(done(&healed), anna, "the same row");
    assert_eq!(only_account(&app).name, "anna New");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuilt_portal_with_other_numbers_is_healed_by_a_reset_too() {
    let alfa = portal(&["anna"]).await;
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let _alfa = rebuilt(alfa, &mut phone, &["boris", "anna"]).await;
    let app = phone.begin_again(app).await;
    app.accounts_reset(&anna).await.unwrap();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let signed_in = submit(&app, &open, "anna", PASSWORD).await;
    done(&signed_in);
    let logins = logins(&app);
    assert!(logins.iter().all(|login| login == "anna"), "{logins:?}");
    app.session_call(&done(&signed_in), "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_licence_is_shown_and_never_taken_for_a_refusal() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    alfa.desk().patch_switches(&json!({"T3": "restricted"})).unwrap();
    let row = sign_in(&app, &alfa, "anna").await;
    assert_eq!((row.state, row.restricted), (AccountState::SignedIn, true));
    assert_eq!(row.problem.unwrap().code, ProblemCode::LicenceLimit);
    app.session_call(&row.id, "profile", json!({})).await.unwrap();

    alfa.desk().patch_switches(&json!({"T3": "blocked"})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&row.id, "profile", json!({})).await.unwrap_err();
    let locked = account(&app, &row.id);
    assert_eq!((locked.state, locked.reason), (AccountState::Blocked, Some(Reason::Licence)));
    assert_eq!(locked.problem.unwrap().code, ProblemCode::PortalLocked);
    assert_eq!(locked.tries.spent, 0);

    alfa.desk().patch_switches(&json!({"T3": "none"})).unwrap();
    let free = app.session_check(&row.id, false).await.unwrap();
    assert_eq!((free.state, free.restricted, free.problem), (AccountState::SignedIn, false, None));
    assert_eq!(sent(&alfa, "login_password"), 1, "the stored password was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_portal_at_the_first_sign_in_makes_a_blocked_row_that_heals_by_a_check() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"T3": "blocked"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let row = sign_in(&app, &alfa, "anna").await;
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::Licence)));
    alfa.desk().patch_switches(&json!({"T3": "none"})).unwrap();
    assert_eq!(app.session_check(&row.id, false).await.unwrap().state, AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_portal_says_about_the_employee_is_shown_and_follows_each_renewal() {
    let company = Company::default().with(Employee {
        position: "Engineer".to_owned(),
        id: Some(17),
        ..Employee::new("anna", PASSWORD, "Anna Berg")
    });
    let alfa = Portal::start(PortalOptions::of(company)).await.unwrap();
    alfa.desk().patch_policy(&json!({"canTakeScreenshot": false})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let row = sign_in(&app, &alfa, "anna").await;
    assert_eq!(row.user_id.as_deref(), Some("17"));
    assert_eq!((row.name.as_str(), row.position.as_deref()), ("Anna Berg", Some("Engineer")));
    assert_eq!(row.policy, Policy { screenshots: false, copy: true });
    assert_eq!(row.photo_url, None, "the portal names none");
    patch(&alfa, "anna", json!({"name": "Anna Maria Berg", "position": "Director"}));
    alfa.desk().patch_policy(&json!({"canTakeScreenshot": true, "canCopyText": false})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&row.id, "profile", json!({})).await.unwrap();
    let row = account(&app, &row.id);
    assert_eq!((row.name.as_str(), row.position.as_deref()), ("Anna Maria Berg", Some("Director")));
    assert_eq!(row.policy, Policy { screenshots: true, copy: false });
    alfa.desk().patch_switches(&json!({"P26": "number"})).unwrap();
    assert_eq!(sign_in(&app, &alfa, "anna").await.id, row.id, "P26: 17 is \"17\"");
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
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, Step::Cancelled);
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(open.step, Step::Credentials);
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(done(&answer(&app, &open, &word(&alfa), None).await), anna);
}
