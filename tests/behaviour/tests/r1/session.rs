//! The portal's session of 24 minutes: silent renewal, T20 and T21, and how long it lives here (P43).

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use portico::Portico;
use portico::records::{AccountState, ProblemCode};
use portico::secret::Secret;
use portico::transport::Response;
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in};
use serde_json::{Value, json};
use tokio::runtime::Handle;

use crate::support::{Reader, app_passwords, call, end_sessions, fault, pass, requests, restarted, rests};

#[tokio::test(flavor = "multi_thread")]
async fn the_status_counts_down_from_the_last_action_and_a_call_winds_it_up() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let ends_in = || app.session_status(&anna.id).unwrap().ends_in_s;
    assert_eq!(ends_in(), 1_440);
    pass(&phone, &alfa, 1_000);
    assert_eq!(ends_in(), 440);
    call(&app, &anna.id).await.unwrap();
    assert_eq!((ends_in(), app_passwords(&alfa)), (1_440, 0));
    pass(&phone, &alfa, 1_439);
    call(&app, &anna.id).await.unwrap();
    assert_eq!((ends_in(), app_passwords(&alfa)), (1_440, 0), "at the last second");
    pass(&phone, &alfa, 1_440);
    let status = app.session_status(&anna.id).unwrap();
    assert_eq!((status.signed_in, status.ends_in_s, status.ends_in_known), (true, 0, false));
    let before = rests(&alfa);
    call(&app, &anna.id).await.unwrap();
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, before + 1), "renewed silently, for two requests");
    assert_eq!((ends_in(), sent(&alfa, "login_password")), (1_440, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_front_renews_the_selected_account_only_when_its_time_is_over_and_once_a_minute() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    app.session_foreground().await;
    assert_eq!(app_passwords(&alfa), 0, "the session is open");
    pass(&phone, &alfa, 1_500);
    app.session_foreground().await;
    let only = requests(&alfa, |request| request.credential == portico_portal::Credential::AppPassword);
    assert_eq!(only.iter().map(|request| request.login.as_deref()).collect::<Vec<_>>(), [Some("boris")]);
    assert!(account(&app, &boris.id).selected && !account(&app, &anna.id).selected);
    end_sessions(&alfa, "boris");
    for _ in 0..5 {
        app.session_foreground().await;
    }
    assert_eq!(app_passwords(&alfa), 1);
    // Nothing comes of a check now: every front finds the time over.
    pass(&phone, &alfa, 1_500);
    fault(&alfa, json!({"kind": "status", "status": 500, "path": "/mobile/", "count": 100}));
    for (later, asked) in [(0, 2), (0, 2), (59, 2), (1, 3), (0, 3)] {
        phone.advance(later);
        app.session_foreground().await;
        assert_eq!(app_passwords(&alfa), asked, "once a minute");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_from_the_background_say_so_and_no_others() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    for background in [true, false] {
        if background {
            app.session_background();
        } else {
            app.session_foreground().await;
        }
        pass(&phone, &alfa, 1_440);
        let before = alfa.desk().requests(0).len();
        call(&app, &anna.id).await.unwrap();
        let log = alfa.desk().requests(0);
        let said: Vec<_> = log.iter().skip(before).map(|request| request.background).collect();
        assert_eq!(said, [background; 2], "B8, of the checkout and of the call: {log:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_early_costs_one_checkout_and_one_more_request() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    end_sessions(&alfa, "anna");
    call(&app, &anna.id).await.unwrap();
    assert_eq!((rests(&alfa), app_passwords(&alfa)), (2, 1), "T21");
    alfa.desk().patch_switches(&json!({"L2": "session_failed"})).unwrap();
    end_sessions(&alfa, "anna");
    call(&app, &anna.id).await.unwrap();
    assert_eq!((rests(&alfa), app_passwords(&alfa)), (5, 2), "T20, then T21");
    assert!(!app.session_status(&anna.id).unwrap().ends_in_known, "an end at once says nothing about the length");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_never_accepted_costs_at_most_three_requests_and_one_checkout_a_call() {
    for (switch, requests_each) in [("access_denied", 2), ("session_failed", 3)] {
        let alfa = portal(&["anna"]).await;
        alfa.desk().patch_switches(&json!({"L2": switch})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let (desk, ending) = (alfa.desk().clone(), Arc::new(AtomicBool::new(false)));
        let ends = Arc::clone(&ending);
        // Every session ends as soon as it was opened.
        let reader = Reader::new(&phone, move |sent, _| {
            if ends.load(Ordering::SeqCst) && sent.path.contains("checkout") {
                desk.patch_user(1, &json!({"password": PASSWORD})).unwrap();
            }
        });
        let app = Portico::open(reader.config(&phone)).await.unwrap();
        let anna = sign_in(&app, &alfa, "anna").await;
        ending.store(true, Ordering::SeqCst);
        end_sessions(&alfa, "anna");
        for n in 1..=3 {
            let (rest, checkouts) = (rests(&alfa), app_passwords(&alfa));
            assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::SessionNotAccepted), "{switch}");
            assert!(rests(&alfa) - rest <= requests_each && rests(&alfa) > rest, "{switch}, call {n}");
            assert!(app_passwords(&alfa) - checkouts <= 1, "{switch}, call {n}");
            assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn, "{switch}: nobody was refused");
        }
        ending.store(false, Ordering::SeqCst);
        call(&app, &anna.id).await.unwrap();
    }
}

/// T20.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_never_the_right_one_is_renewed_once_a_call() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let reader = Reader::new(&phone, |sent, response| {
        if sent.path.starts_with("/rest/") {
            refuse(response, &json!({"error": "session_failed", "sessid": "0123456789abcdef0123456789abcdef"}));
        }
    });
    let app = Portico::open(reader.config(&phone)).await.unwrap();
    let anna = sign_in(&app, &alfa, "anna").await;
    assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::SessionNotAccepted));
    assert_eq!((rests(&alfa), app_passwords(&alfa)), (2, 0));
}

/// Where somebody else opens the next session each time, this call needs no checkout of its own, and still ends.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_whose_sessions_others_open_again_and_again_makes_three_requests_at_most() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let others = Arc::new(OnceLock::<(Portico, String)>::new());
    let (opened, refused) = (Arc::clone(&others), AtomicU32::new(0));
    let reader = Reader::new(&phone, move |sent, response| {
        // Five times, so that a call without an end has one.
        if sent.path.starts_with("/rest/") && refused.fetch_add(1, Ordering::SeqCst) < 5 {
            let (app, anna) = opened.get().unwrap();
            let check = app.session_check(anna, false);
            tokio::task::block_in_place(|| Handle::current().block_on(check)).unwrap();
            refuse(response, &json!({"error": "access_denied"}));
        }
    });
    let app = Portico::open(reader.config(&phone)).await.unwrap();
    let anna = sign_in(&app, &alfa, "anna").await;
    others.set((app.clone(), anna.id.clone())).ok().unwrap();
    assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::SessionNotAccepted));
    assert_eq!((rests(&alfa), app_passwords(&alfa)), (3, 3), "each after a checkout of another");
}

/// 401 with this body, whatever the portal said.
fn refuse(response: &mut Response, body: &Value) {
    (response.status, response.body) = (401, body.to_string().into_bytes());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_phone_that_signs_in_anew_ends_this_ones_session_and_nobody_notices() {
    let alfa = portal(&["anna"]).await;
    let (one, two) = (Phone::trusting(&[&alfa]), Phone::trusting(&[&alfa]));
    let app = one.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let other = two.open().await;
    let there = sign_in(&other, &alfa, "anna").await;
    other.accounts_reset(&there.id).await.unwrap();
    let again = other.sign_in_start(portico::Start::Account(there.id.clone())).await.unwrap();
    let again = other.sign_in_submit_credentials(&again.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    assert_eq!(done(&again), there.id);
    assert_eq!(app_passwords(&alfa), 0);
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 1, "E8: its session had ended, its password had not");
    call(&other, &there.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 1);
    assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shorter_session_is_learnt_from_its_first_early_end_and_kept_over_a_restart() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"SESSION_TIMEOUT": 10})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    pass(&phone, &alfa, 700);
    assert_eq!(app.session_status(&anna.id).unwrap().ends_in_s, 740, "a guess");
    call(&app, &anna.id).await.unwrap();
    assert_eq!((rests(&alfa), app_passwords(&alfa)), (2, 1));
    let status = app.session_status(&anna.id).unwrap();
    assert_eq!((status.ends_in_known, status.ends_in_s), (true, 700));
    pass(&phone, &alfa, 701);
    call(&app, &anna.id).await.unwrap();
    assert_eq!((rests(&alfa), app_passwords(&alfa)), (3, 2), "no request into a session known to be over");
    let app = restarted(&phone, app).await;
    assert!(app.session_status(&anna.id).unwrap().ends_in_known);
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app.session_status(&anna.id).unwrap().ends_in_s, 700);
}
