//! Several sign-ins at once: what is done with one leaves the others alone.

use std::sync::Arc;
use std::time::Duration;

use portico::records::{AccountState, Step};
use portico::secret::Secret;
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::{answer, at_credentials, patch, submit};
use portico_behaviour::{PASSWORD, Phone, done, portal, sign_in, state, word};
use serde_json::json;

/// A cancel and what is typed are taken in every state; of a sign-in that is over they change nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_called_for_a_finished_sign_in_ends_no_other() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let first = at_credentials(&app, &alfa).await;
    let anna = done(&submit(&app, &first, "anna", PASSWORD).await);
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    app.sign_in_keep(&first.id, Some("anna"), None).await.unwrap();
    app.sign_in_cancel(&first.id).await.unwrap();
    let now = app.sign_in_get(&open.id).unwrap();
    assert!(matches!(now.step, Step::Captcha { .. }), "{:?}", now.step);
    assert_eq!(state(&app, &anna), AccountState::CaptchaNeeded);
    done(&answer(&app, &now, &word(&alfa), None).await);
}

/// R5: the login field is kept at its step, the address field at another.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_typed_as_the_login_is_not_written_when_an_address_is_typed_after_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    app.sign_in_keep(&open.id, Some(PASSWORD), None).await.unwrap();
    app.sign_in_back(&open.id).await.unwrap();
    app.sign_in_keep(&open.id, None, Some("alfa.examp")).await.unwrap();
    assert!(!phone.writes(PASSWORD));
    let app = phone.begin_again(app).await;
    assert_ne!(app.sign_in_get(&open.id).unwrap().login.as_deref(), Some(PASSWORD));
}

/// R5, R9: the disk refuses the login that takes its place, so the first one is still what the field holds.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_typed_as_the_login_is_not_written_when_the_disk_refuses_what_is_typed_next() {
    for submit in [false, true] {
        let alfa = portal(&["anna", "boris"]).await;
        let phone = Phone::trusting(&[&alfa]);
        sign_in(&phone.open().await, &alfa, "boris").await;
        let disk = Arc::new(MoodyDisk::default());
        let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.next_config() }).await.unwrap();
        let open = at_credentials(&app, &alfa).await;
        app.sign_in_keep(&open.id, Some(PASSWORD), None).await.unwrap();
        disk.fill_after(0);
        if submit {
            let password = Secret::new("Moon-flower7");
            app.sign_in_submit_credentials(&open.id, "anna", password).await.unwrap_err();
        } else {
            app.sign_in_keep(&open.id, Some("anna"), None).await.unwrap_err();
        }
        disk.make_room();
        app.sign_in_back(&open.id).await.unwrap();
        assert!(!phone.writes(PASSWORD), "submitted: {submit}");
    }
}

/// The disk refuses the note before the send, so nothing was sent; what was typed waits, and not for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_that_the_disk_kept_from_being_sent_is_wiped_in_time() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    // Of a phone that has its number, and in a program that nobody has typed a password into yet.
    sign_in(&phone.open().await, &alfa, "boris").await;
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.next_config() }).await.unwrap();
    let open = at_credentials(&app, &alfa).await;
    disk.fill_after(0);
    app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap_err();
    disk.make_room();
    let mut revisions = app.observe();
    revisions.borrow_and_update();
    phone.advance(301);
    tokio::time::timeout(Duration::from_secs(20), revisions.changed()).await.unwrap().unwrap();
}

/// An app that comes to the front because a link was tapped: both at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_begins_while_the_folder_is_read_is_there_once() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for _ in 0..60 {
        let front = app.clone();
        let read = tokio::spawn(async move { front.session_foreground().await });
        let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
        read.await.unwrap();
        assert_eq!(open.step, Step::Credentials, "{:?}", open.problem);
        assert_eq!(app.sign_in_list().len(), 1);
        app.sign_in_cancel(&open.id).await.unwrap();
        assert_eq!(app.sign_in_list(), []);
    }
}
