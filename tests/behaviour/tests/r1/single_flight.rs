//! One renewal for any number of callers, and callers who go away.

use std::sync::Arc;

use portico::{Config, Portico};
use portico_behaviour::wire::Silent;
use portico_behaviour::{Phone, portal, sign_in};
use serde_json::json;
use tokio::time::Instant;

use crate::support::{app_passwords, call, calls, fault, requests, restarted, rests, session_ends, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_calls_at_the_end_of_the_session_make_one_renewal() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    for result in calls(&app, &anna.id, 100).await {
        result.unwrap();
    }
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, 100), "each call one request of its own");
    let sessions: std::collections::BTreeSet<_> = requests(&alfa, |request| request.path.starts_with("/rest/"))
        .into_iter()
        .map(|request| request.session)
        .collect();
    assert_eq!(sessions.len(), 1, "all in the one session");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_calls_into_a_session_the_portal_ended_make_one_renewal() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    crate::support::end_sessions(&alfa, "anna");
    for result in calls(&app, &anna.id, 100).await {
        result.unwrap();
    }
    assert_eq!(app_passwords(&alfa), 1);
    assert!(rests(&alfa) <= 200, "at most one repeat each: {}", rests(&alfa));
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_checks_and_fronts_during_a_held_answer_wait_for_it_and_send_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    fault(&alfa, json!({"kind": "delay", "ms": 300, "path": "/mobile/"}));
    let first = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { calls(&app, &anna, 10).await }
    });
    until("the checkout is on its way", || app_passwords(&alfa) == 1).await;
    phone.advance(5);
    let (more, _, check, _) = tokio::join!(
        calls(&app, &anna.id, 20),
        app.session_foreground(),
        app.session_check(&anna.id, false),
        app.session_network_changed(),
    );
    check.unwrap();
    for result in more.into_iter().chain(first.await.unwrap()) {
        result.unwrap();
    }
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, 30));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_goes_away_leaves_the_checkout_to_finish() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    assert_eq!(app.session_status(&anna.id).unwrap().ends_in_s, 0);
    fault(&alfa, json!({"kind": "delay", "ms": 300, "path": "/mobile/"}));
    let waiting = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { call(&app, &anna).await }
    });
    until("the checkout is on its way", || app_passwords(&alfa) == 1).await;
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    until("the session is open", || app.session_status(&anna.id).unwrap().ends_in_s > 0).await;
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, 0), "the call itself went with its caller");
    call(&app, &anna.id).await.unwrap();
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_whose_caller_goes_away_is_finished_and_counted() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = app.sign_in_start(portico::Start::Address(alfa.url().to_owned())).await.unwrap();
    let typed = |password: &'static str| {
        let (app, open) = (app.clone(), open.id.clone());
        tokio::spawn(async move {
            app.sign_in_submit_credentials(&open, "anna", portico::secret::Secret::new(password)).await
        })
    };
    let passwords = || portico_behaviour::sent(&alfa, "login_password");
    fault(&alfa, json!({"kind": "delay", "ms": 200, "path": "/mobile/"}));
    let waiting = typed("wrong");
    until("the try is on its way", || passwords() == 1).await;
    waiting.abort();
    until("the try is counted", || app.sign_in_get(&open.id).unwrap().tries.spent == 1).await;
    until("and the step is free again", || !app.sign_in_get(&open.id).unwrap().busy).await;
    fault(&alfa, json!({"kind": "delay", "ms": 200, "path": "/mobile/"}));
    let waiting = typed(portico_behaviour::PASSWORD);
    until("the second is on its way", || passwords() == 2).await;
    waiting.abort();
    until("the account is there", || app.accounts_list().accounts.len() == 1).await;
    assert_eq!(passwords(), 2);
    let anna = portico_behaviour::only_account(&app);
    assert_eq!(anna.tries.spent, 0);
    call(&app, &anna.id).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_comes_while_a_front_is_told_no_is_not_told_no_for_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    // A program that was killed left its send behind, which is lost by now: a front may not repeat it, a new call may. The key store
    // is slow, so that they meet.
    let file = phone.document(&anna.id);
    let mut doc: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let note = json!({"id": "killed", "at": "2001-01-01T00:00:00Z"});
    doc.get_mut("marks").unwrap().as_object_mut().unwrap().insert("under_way".to_owned(), note);
    std::fs::write(&file, serde_json::to_vec(&doc).unwrap()).unwrap();
    let app = phone.restart().await;
    phone.vault.set_delay(std::time::Duration::from_millis(200));
    let reads = phone.vault.calls().get;
    let front = tokio::spawn({
        let app = app.clone();
        async move { app.session_foreground().await }
    });
    until("the front asks for the key", || phone.vault.calls().get > reads).await;
    call(&app, &anna.id).await.unwrap();
    front.await.unwrap();
    assert_eq!(app_passwords(&alfa), 1);
}

/// Real time stands still but for what is waited for.
async fn on_silent_portals(phone: &Phone) -> Portico {
    let app = Portico::open(Config { transport: Some(Arc::new(Silent)), ..phone.next_config() }).await.unwrap();
    tokio::time::pause();
    app
}

#[tokio::test]
async fn checks_one_after_the_other_on_a_silent_portal_end_within_a_minute_all_the_same() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let anna = sign_in(&phone.open().await, &alfa, "anna").await.id;
    let app = on_silent_portals(&phone).await;
    let began = Instant::now();
    let check = || app.session_check(&anna, false);
    let checks = tokio::join!(check(), check(), check(), check(), check());
    assert!(began.elapsed().as_secs() <= 60, "{:?}", began.elapsed());
    for row in [checks.0, checks.1, checks.2, checks.3, checks.4] {
        assert_eq!(row.unwrap().state, portico::records::AccountState::SignedIn, "R2");
    }
}

#[tokio::test]
async fn a_network_change_with_many_accounts_on_silent_portals_ends_within_a_minute() {
    let logins = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let alfa = portal(&logins).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut accounts = Vec::new();
    for login in logins {
        accounts.push(sign_in(&app, &alfa, login).await.id);
    }
    drop(app);
    let app = on_silent_portals(&phone).await;
    for account in &accounts {
        call(&app, account).await.unwrap_err();
    }
    let began = Instant::now();
    app.session_network_changed().await;
    assert!(began.elapsed().as_secs() <= 60, "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_network_asks_for_three_accounts_at_a_time() {
    let logins = ["a", "b", "c", "d", "e", "f", "g"];
    let alfa = portal(&logins).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut accounts = Vec::new();
    for login in logins {
        accounts.push(sign_in(&app, &alfa, login).await.id);
    }
    let app = restarted(&phone, app).await;
    fault(&alfa, json!({"kind": "status", "status": 500, "path": "/mobile/", "count": 7}));
    for account in &accounts {
        call(&app, account).await.unwrap_err();
    }
    fault(&alfa, json!({"kind": "delay", "ms": 200, "path": "/mobile/", "count": 7}));
    let asking = tokio::spawn(async move { app.session_network_changed().await });
    let mut most = 0;
    until("every account was asked for", || {
        let unanswered = requests(&alfa, |request| request.status.is_none()).len();
        most = most.max(unanswered);
        asking.is_finished()
    })
    .await;
    assert_eq!((most, app_passwords(&alfa)), (3, 14), "\"Storms\"");
}
