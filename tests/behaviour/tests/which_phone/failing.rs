//! A disk without room: gains wait, stops do not (R9).

use std::sync::Arc;
use std::time::Duration;

use portico::records::{AccountState, Reason, Receipt, Step};
use portico::secret::Secret;
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::patch;
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in};
use serde_json::json;

use super::stands;

async fn on(disk: &Arc<MoodyDisk>, phone: &Phone) -> Portico {
    Portico::open(Config { disk: Arc::clone(disk) as Arc<_>, ..phone.next_config() }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_on_a_full_disk_is_reported_does_not_advance_and_goes_on_when_there_is_room() {
    let alfa = portal(&["anna"]).await;
    for n in 0..200 {
        let phone = Phone::trusting(&[&alfa]);
        std::fs::create_dir_all(phone.folder()).unwrap();
        let disk = Arc::new(MoodyDisk::default());
        let app = on(&disk, &phone).await;
        disk.fill_after(n);
        let failed = match entered(&app, alfa.url()).await {
            Ok(sign_in) => {
                disk.make_room();
                assert!(app.accounts_list().accounts.len() == 1, "{sign_in:?}");
                assert!(n > 5, "the disk was full at {n} places");
                return;
            }
            Err(code) => code,
        };
        assert_eq!(failed, "storage_failed", "full at {n}");
        assert!(app.accounts_list().accounts.is_empty(), "no account that is not on disk: full at {n}");
        let open = app.sign_in_list();
        assert!(open.iter().all(|open| !open.busy), "nothing waits for an answer: full at {n}");
        disk.make_room();
        assert_eq!(documents(&phone), 0, "nor a document of one that is not shown: full at {n}");
        let open = match open.into_iter().next() {
            Some(open) => open,
            None => app.sign_in_start(Start::Nothing).await.unwrap(),
        };
        let nowhere = matches!(open.step, Step::Address { .. });
        let open = if nowhere { app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap() } else { open };
        assert_eq!(open.step, Step::Credentials, "full at {n}: {:?}", open.problem);
        let again = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
        let anna = done(&again);
        drop(app);
        let app = phone.restart().await;
        let rows = app.accounts_list().accounts;
        assert_eq!(rows.len(), 1, "full at {n}");
        assert_eq!(rows.first().unwrap().id, anna);
        app.session_call(&anna, "profile", json!({})).await.unwrap();
    }
    unreachable!("the disk was always full");
}

async fn entered(app: &Portico, portal: &str) -> Result<portico::records::SignIn, &'static str> {
    let open = app.sign_in_start(Start::Address(portal.to_owned())).await.map_err(|error| error.code())?;
    let entered = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await;
    entered.map_err(|error| error.code()).inspect(|entered| drop(done(entered)))
}

fn documents(phone: &Phone) -> usize {
    std::fs::read_dir(phone.folder().join("device/accounts")).map_or(0, |entries| {
        entries.flatten().filter(|entry| entry.path().extension().is_some_and(|it| it == "json")).count()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_where_the_note_of_it_cannot_be_written() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    let disk = Arc::new(MoodyDisk::default());
    let app = on(&disk, &phone).await;
    alfa.desk().clear_requests();
    disk.fill_after(0);
    let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(failed.code(), "storage_failed");
    assert_eq!(alfa.desk().requests(0), []);
    disk.make_room();
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

/// How many changes of the disk a noted send makes before it goes out: the document and the ledger, two each.
const NOTE: u32 = 4;

#[tokio::test(flavor = "multi_thread")]
async fn order_and_selection_are_shown_as_they_are_on_a_full_disk() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let boris = sign_in(&app, &alfa, "boris").await.id;
    drop(app);
    let disk = Arc::new(MoodyDisk::default());
    let app = on(&disk, &phone).await;
    let before = app.accounts_list().accounts;
    disk.fill_after(0);
    assert_eq!(app.accounts_select(&anna).await.unwrap_err().code(), "storage_failed");
    assert_eq!(app.accounts_list().accounts, before, "R9");
    assert_eq!(app.accounts_move(&boris, 0).await.unwrap_err().code(), "storage_failed");
    assert_eq!(app.accounts_list().accounts, before, "R9");
    disk.make_room();
    app.accounts_select(&anna).await.unwrap();
    app.accounts_move(&boris, 0).await.unwrap();
    let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| (row.id, row.selected)).collect();
    assert_eq!(rows, [(boris, false), (anna, true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_typed_password_is_sent_whose_try_is_not_on_the_disk() {
    let mut came = [false; 2];
    for room in 0..12 {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        std::fs::create_dir_all(phone.folder()).unwrap();
        let disk = Arc::new(MoodyDisk::default());
        let app = on(&disk, &phone).await;
        let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
        disk.fill_after(room);
        let _ = app.sign_in_submit_credentials(&open.id, "anna", Secret::new("wrong")).await;
        let sent = sent(&alfa, "login_password");
        drop(app);
        let app = phone.restart().await;
        let tries = app.sign_in_list().pop().unwrap().tries;
        assert!((tries.spent + tries.unanswered) as usize >= sent, "room for {room} writes, {sent} sent: {tries:?}");
        came[sent] = true;
    }
    assert_eq!(came, [true; 2], "with and without a try");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_acts_at_once_on_a_full_disk_and_is_written_when_there_is_room() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    let user = alfa.desk().state().unwrap().users.remove(0).id;
    alfa.desk().revoke(user).unwrap();
    let disk = Arc::new(MoodyDisk::default());
    let app = on(&disk, &phone).await;
    alfa.desk().clear_requests();
    disk.fill_after(NOTE);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(sent(&alfa, "app_password"), 1);
    let refused = (AccountState::NeedsSignIn, Some(Reason::Refused));
    assert_eq!(stands(&account(&app, &anna.id)), refused, "a stop acts whatever the disk says");
    for _ in 0..5 {
        app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    }
    assert_eq!(sent(&alfa, "app_password"), 1, "and is obeyed");
    disk.make_room();
    app.session_foreground().await;
    assert_eq!(sent(&alfa, "app_password"), 1);
    drop(app);
    let app = phone.restart().await;
    assert_eq!(stands(&account(&app, &anna.id)), refused, "written later");
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(sent(&alfa, "app_password"), 1, "also after a restart");
}

fn clears(receipt: &Receipt, what: &str) -> bool {
    receipt.cleared.iter().any(|item| item.what == what && item.count > 0)
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_and_delete_act_at_once_on_a_full_disk_and_are_written_when_there_is_room() {
    for room_by in ["foreground", "close"] {
        let alfa = portal(&["anna", "boris"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        let boris = sign_in(&app, &alfa, "boris").await;
        drop(app);
        let disk = Arc::new(MoodyDisk::default());
        let app = on(&disk, &phone).await;
        alfa.desk().clear_requests();
        disk.fill_after(0);
        let receipt = app.accounts_reset(&anna.id).await.unwrap();
        assert!(receipt.pending.contains(&"document".to_owned()), "{receipt:#?}");
        assert!(!clears(&receipt, "application_password"), "still in the document: {receipt:#?}");
        let was_reset = (AccountState::NeedsSignIn, Some(Reason::Reset));
        assert_eq!(stands(&account(&app, &anna.id)), was_reset);
        let receipt = app.accounts_delete(&boris.id).await.unwrap();
        assert!(receipt.pending.contains(&"row".to_owned()), "{receipt:#?}");
        for what in ["application_password", "vault_entry", "row", "login", "name", "device_id", "history"] {
            assert!(!clears(&receipt, what), "{what} is still there: {receipt:#?}");
        }
        let boris_row = app.accounts_list().accounts.into_iter().find(|row| row.id == boris.id);
        assert!(boris_row.is_none_or(|row| row.state == AccountState::Deleting), "said so, or gone");
        app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
        app.session_call(&boris.id, "profile", json!({})).await.unwrap_err();
        assert_eq!(alfa.desk().requests(0), [], "neither is used any more");
        disk.make_room();
        if room_by == "foreground" {
            app.session_foreground().await;
            let again = app.accounts_delete(&boris.id).await.unwrap();
            assert_eq!(again.pending, Vec::<String>::new(), "it was finished meanwhile");
            assert!(clears(&again, "row") && clears(&again, "vault_entry"), "{again:#?}");
            assert_eq!(again.at, receipt.at);
        } else {
            app.close().await;
        }
        drop(app);
        let app = phone.restart().await;
        let rows = app.accounts_list().accounts;
        assert_eq!(rows.len(), 1, "boris is gone after {room_by}: {rows:#?}");
        assert_eq!(stands(&account(&app, &anna.id)), was_reset, "after {room_by}");
        assert!(!phone.document(&boris.id).exists());
    }
}

/// R9, R13: at the code step the portal's session lies sealed in the sign-in's document.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_ended_while_the_disk_took_nothing_does_not_come_back() {
    for (ended_by, room_by) in
        [("reset", "foreground"), ("reset", "close"), ("cancel", "foreground"), ("cancel", "close")]
    {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        drop(app);
        patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
        let disk = Arc::new(MoodyDisk::default());
        let app = on(&disk, &phone).await;
        let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
        let open = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
        assert!(matches!(open.step, Step::SecondFactor { .. }), "{:?}", open.step);
        disk.deny(true);
        if ended_by == "reset" {
            app.accounts_reset(&anna.id).await.unwrap();
        } else {
            app.sign_in_cancel(&open.id).await.unwrap();
        }
        assert_eq!(app.sign_in_list(), []);
        disk.deny(false);
        if room_by == "foreground" {
            app.session_foreground().await;
        } else {
            app.close().await;
        }
        drop(app);
        let app = phone.restart().await;
        assert_eq!(app.sign_in_list(), [], "{ended_by}, written by {room_by}");
        let keys = if ended_by == "reset" { 1 } else { 2 };
        assert_eq!(phone.vault.names().len(), keys, "no key is left: {ended_by}, {room_by}");
    }
}

/// R9: the password was right, and the portal asks for a code while the disk takes nothing. That step is written later.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_the_disk_refused_is_written_when_there_is_room() {
    for room_by in ["foreground", "close"] {
        let alfa = portal(&["anna"]).await;
        patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
        let phone = Phone::trusting(&[&alfa]);
        std::fs::create_dir_all(phone.folder()).unwrap();
        let disk = Arc::new(MoodyDisk::default());
        let app = on(&disk, &phone).await;
        let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
        alfa.desk().fault(&json!({"kind": "delay", "ms": 300, "path": "/mobile/"})).unwrap();
        let (trying, id) = (app.clone(), open.id.clone());
        let password = Secret::new(PASSWORD);
        let tried = tokio::spawn(async move { trying.sign_in_submit_credentials(&id, "anna", password).await });
        while sent(&alfa, "login_password") == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        disk.deny(true);
        let open = tried.await.unwrap().unwrap();
        assert!(matches!(open.step, Step::SecondFactor { .. }), "{:?}", open.step);
        disk.deny(false);
        if room_by == "foreground" {
            app.session_foreground().await;
        } else {
            app.close().await;
        }
        drop(app);
        let again = phone.restart().await.sign_in_get(&open.id).unwrap();
        assert!(matches!(again.step, Step::SecondFactor { .. }), "written by {room_by}: {:?}", again.step);
    }
}

/// Pain 10: the article's own cure, on a full disk.
#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_again_after_a_deletion_that_the_disk_refused_keeps_the_new_account() {
    for room in [true, false] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        drop(app);
        let disk = Arc::new(MoodyDisk::default());
        let app = on(&disk, &phone).await;
        disk.fill_after(0);
        assert_ne!(app.accounts_delete(&anna.id).await.unwrap().pending, Vec::<String>::new());
        if room {
            disk.make_room();
        }
        let open = match app.sign_in_start(Start::Address(alfa.url().to_owned())).await {
            Ok(open) => open,
            Err(failed) => {
                assert_eq!((failed.code(), room), ("storage_failed", false));
                disk.make_room();
                app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap()
            }
        };
        let entered = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
        let again = done(&entered);
        assert_ne!(again, anna.id, "a deleted account is not written into");
        app.session_foreground().await;
        app.session_call(&again, "profile", json!({})).await.unwrap();
        let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| row.id).collect();
        assert_eq!(rows, [again]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_that_the_disk_refused_is_done_when_it_is_asked_for_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    let disk = Arc::new(MoodyDisk::default());
    let app = on(&disk, &phone).await;
    disk.fill_after(0);
    assert_ne!(app.accounts_delete(&anna.id).await.unwrap().pending, Vec::<String>::new());
    disk.make_room();
    let receipt = app.accounts_delete(&anna.id).await.unwrap();
    assert_eq!(receipt.pending, Vec::<String>::new(), "again and again");
    for what in ["application_password", "vault_entry", "row", "device_id"] {
        assert!(clears(&receipt, what), "{what} went now: {receipt:#?}");
    }
    assert!(!phone.document(&anna.id).exists());
    assert_eq!(phone.vault.names(), ["installation"]);
}
