//! What is said before a try is spent, and how a view learns that something changed.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use portico::records::{SignIn, WarningWhere};
use portico::secret::Secret;
use portico::{CallError, Portico, Start, Typed};
use portico_behaviour::steps::{at_credentials, submit};
use portico_behaviour::{PASSWORD, Phone, done, files_under, portal, sign_in};

fn password(login: &str, password: &str) -> Typed {
    Typed { login: Some(login.to_owned()), password: Some(Secret::from(password)), ..Typed::default() }
}

fn check(app: &Portico, open: &SignIn, typed: Typed) -> Vec<String> {
    let warnings = app.sign_in_check(&open.id, typed).unwrap();
    warnings.into_iter().map(|warning| warning.code).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_is_recognised_for_fifteen_minutes_and_until_a_success() {
    let alfa = portal(&["anna", "boris"]).await;
    let beta = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let same = |open: &SignIn, login: &str, typed: &str| {
        check(&app, open, password(login, typed)).contains(&"same_as_refused".to_owned())
    };
    assert!(!same(&open, "anna", "Sun-flower8"));
    let open = submit(&app, &open, "anna", "Sun-flower8").await;
    assert!(same(&open, "anna", "Sun-flower8"));
    assert!(same(&open, " ANNA ", "Sun-flower8"), "the portal takes it for the same login");
    assert!(!same(&open, "anna", PASSWORD));
    assert!(!same(&open, "boris", "Sun-flower8"));
    let elsewhere = at_credentials(&app, &beta).await;
    assert!(!same(&elsewhere, "anna", "Sun-flower8"), "another portal");
    let another = at_credentials(&app, &alfa).await;
    assert!(same(&another, "anna", "Sun-flower8"), "another sign-in to the same portal");
    phone.advance(15 * 60 - 1);
    assert!(same(&open, "anna", "Sun-flower8"));
    phone.advance(1);
    assert!(!same(&open, "anna", "Sun-flower8"), "after 15 minutes");

    let open = submit(&app, &open, "anna", "Sun-flower7").await;
    assert!(same(&open, "anna", "Sun-flower7"));
    done(&submit(&app, &open, "anna", PASSWORD).await);
    assert!(!same(&another, "anna", "Sun-flower7"), "after a success");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_is_on_no_disk_and_forgotten_by_a_restart() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    submit(&app, &open, "anna", "Sun-flower8").await;
    assert!(!phone.writes("Sun-flower8"));
    let app = phone.begin_again(app).await;
    assert_eq!(check(&app, &open, password("anna", "Sun-flower8")), [""; 0]);
    assert_eq!(app.sign_in_get(&open.id).unwrap().tries.spent, 1, "but the count is true");
    let again = submit(&app, &open, "anna", "Sun-flower8").await;
    assert_eq!(again.tries.spent, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_warns_of_what_can_be_seen_and_costs_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let before = (app.sign_in_get(&open.id).unwrap(), app.accounts_list(), alfa.desk().requests(0).len());
    let files: Vec<_> = files_under(&phone.folder()).iter().map(|file| std::fs::read(file).unwrap()).collect();
    for (typed, expected) in [
        (password("anna", PASSWORD), vec![]),
        (password("anna ", PASSWORD), vec![("edge_space", WarningWhere::Login)]),
        (password("anna", " Sun-flower9"), vec![("edge_space", WarningWhere::Password)]),
        (password("аnna", PASSWORD), vec![("mixed_alphabets", WarningWhere::Login)]),
        (password("anna", "Sun\u{2013}flower9"), vec![("smart_quote", WarningWhere::Password)]),
        (password("anna", "sUN-FLOWER9"), vec![("caps_lock", WarningWhere::Password)]),
        (password("anna", "492817"), vec![("looks_like_code", WarningWhere::Password)]),
        (password("anna", "h4t9-x2qm"), vec![("looks_like_backup_code", WarningWhere::Password)]),
        (Typed { caps: Some(true), ..password("anna", PASSWORD) }, vec![("caps_lock", WarningWhere::Password)]),
        (Typed { caps: Some(false), ..password("anna", "SUN-FLOWER9") }, vec![]),
        (Typed { code: Some(Secret::from("12")), ..Typed::default() }, vec![("code_malformed", WarningWhere::Code)]),
        (Typed::default(), vec![]),
    ] {
        let found = app.sign_in_check(&open.id, typed).unwrap();
        assert!(found.iter().all(|warning| !warning.text.is_empty() && !warning.text.contains("flower")), "{found:?}");
        let found: Vec<_> = found.iter().map(|warning| (warning.code.as_str(), warning.r#where)).collect();
        assert_eq!(found, expected);
    }
    assert_eq!(before, (app.sign_in_get(&open.id).unwrap(), app.accounts_list(), alfa.desk().requests(0).len()));
    let after: Vec<_> = files_under(&phone.folder()).iter().map(|file| std::fs::read(file).unwrap()).collect();
    assert_eq!(files, after);
    assert_eq!(app.sign_in_check("nobody", Typed::default()).unwrap_err(), CallError::UnknownSignIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_revision_grows_with_every_change_and_only_then() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut last = app.accounts_list().revision;
    let mut grown = |what: &str| {
        let now = app.accounts_list().revision;
        assert!(now > last, "{what}: {last} and then {now}");
        last = now;
    };
    let anna = sign_in(&app, &alfa, "anna").await;
    grown("a sign-in");
    sign_in(&app, &alfa, "boris").await;
    grown("another");
    let revision = app.accounts_select(&anna.id).await.unwrap();
    assert_eq!(revision, app.accounts_list().revision, "the call gives it");
    grown("select");
    app.accounts_move(&anna.id, 1).await.unwrap();
    grown("move");
    let revision = app.locale_set("de-AT");
    assert_eq!(revision, app.accounts_list().revision);
    grown("a language");
    app.accounts_reset(&anna.id).await.unwrap();
    grown("reset");
    let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    grown("an unfinished sign-in");
    app.sign_in_cancel(&open.id).await.unwrap();
    grown("its end");
    app.accounts_delete(&anna.id).await.unwrap();
    grown("delete");
    let before = app.accounts_list();
    let _ = (app.sign_in_list(), app.sign_in_get(&open.id), app.session_status(&anna.id));
    assert_eq!(app.accounts_list(), before, "reading changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_observer_never_misses_the_last_value() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut revisions = app.observe();
    let seen = Arc::new(AtomicU64::new(0));
    let observer = tokio::spawn({
        let seen = Arc::clone(&seen);
        async move {
            while revisions.changed().await.is_ok() {
                let revision = *revisions.borrow_and_update();
                assert!(revision > seen.swap(revision, Ordering::SeqCst), "it only grows");
            }
        }
    });
    let anna = sign_in(&app, &alfa, "anna").await;
    app.accounts_reset(&anna.id).await.unwrap();
    let last = app.locale_set("fr");
    let late = app.observe();
    assert_eq!(*late.borrow(), last, "who comes late finds it at once");
    drop(late);
    let mut waiting = app.observe();
    drop(app);
    let ended = async { while waiting.changed().await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(20), ended).await.unwrap();
    tokio::time::timeout(Duration::from_secs(20), observer).await.unwrap().unwrap();
    assert!(seen.load(Ordering::SeqCst) >= last);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_observer_may_call_back_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut revisions = app.observe();
    let stop = Arc::new(AtomicBool::new(false));
    let observer = tokio::spawn({
        let (app, stop) = (app.clone(), Arc::clone(&stop));
        async move {
            let mut rows = Vec::new();
            while !stop.load(Ordering::SeqCst) && revisions.changed().await.is_ok() {
                let news = *revisions.borrow_and_update();
                let list = app.accounts_list();
                assert!(list.revision >= news, "never older than the news of it");
                for open in app.sign_in_list() {
                    let _ = app.sign_in_check(&open.id, password("anna", "x"));
                    let _ = app.sign_in_get(&open.id);
                }
                for row in &list.accounts {
                    app.session_status(&row.id).unwrap();
                    app.session_check(&row.id, false).await.unwrap();
                    app.accounts_select(&row.id).await.unwrap();
                    if list.accounts.len() == 1 && rows.len() > 40 {
                        stop.store(true, Ordering::SeqCst);
                    }
                }
                rows.push(list.accounts.len());
            }
            rows
        }
    });
    let work = async {
        sign_in(&app, &alfa, "anna").await;
        while !stop.load(Ordering::SeqCst) {
            app.locale_set("en");
            tokio::task::yield_now().await;
        }
        observer.await.unwrap()
    };
    let rows = tokio::time::timeout(Duration::from_secs(60), work).await.unwrap();
    assert!(rows.contains(&0) && rows.contains(&1), "{rows:?}");
}
