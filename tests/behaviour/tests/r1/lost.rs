//! Answers that were lost or cannot be read: the secret may have been looked at (R1).

use portico::records::{AccountState, ProblemCode};
use portico_behaviour::{Phone, account, portal, sign_in};
use serde_json::{Value, json};

use crate::support::{app_passwords, attempts, call, calls, fault, pass, restarted, secret, session_ends};

/// Each way to lose an answer that was made: the connection breaks, half a body, a page for people, rubbish.
fn losses() -> [Value; 6] {
    [
        json!({"kind": "drop", "path": "/mobile/", "count": 100, "after": true}),
        json!({"kind": "drop", "path": "/mobile/", "count": 100}),
        json!({"kind": "cut", "path": "/mobile/", "count": 100}),
        json!({"kind": "captive", "path": "/mobile/", "count": 100, "after": true}),
        json!({"kind": "captive", "path": "/mobile/", "count": 100}),
        json!({"kind": "garbage", "path": "/mobile/", "count": 100, "after": true}),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_repeated_for_a_new_call_only_and_at_most_three_times_in_a_row() {
    for loss in losses() {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let mut app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        let kept = secret(&phone, &anna.id);
        session_ends(&phone, &alfa);
        fault(&alfa, loss.clone());
        for n in 1..=3 {
            let failed = call(&app, &anna.id).await.unwrap_err();
            assert_ne!(failed, ProblemCode::AnswersLost, "{loss}");
            assert_eq!(app_passwords(&alfa), n, "one for each call: {loss}");
            pass(&phone, &alfa, 3_600);
            app.session_foreground().await;
            assert_eq!(app_passwords(&alfa), n, "no timer and no front repeats it: {loss}");
            app = restarted(&phone, app).await;
        }
        for _ in 0..3 {
            for result in calls(&app, &anna.id, 10).await {
                assert_eq!(result, Err(ProblemCode::AnswersLost), "{loss}");
            }
            phone.advance(61);
            app.session_foreground().await;
            app = restarted(&phone, app).await;
        }
        assert_eq!(app_passwords(&alfa), 3, "{loss}");
        assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn, "R2: {loss}");
        assert_eq!(secret(&phone, &anna.id), kept, "{loss}");

        // A network change, or the employee, may try once each.
        phone.advance(61);
        app.session_network_changed().await;
        assert_eq!(app_passwords(&alfa), 4, "{loss}");
        call(&app, &anna.id).await.unwrap_err();
        assert_eq!(app_passwords(&alfa), 4, "{loss}");
        app.session_check(&anna.id, false).await.unwrap();
        assert_eq!(app_passwords(&alfa), 5, "a password that nobody refused costs nothing: {loss}");
        call(&app, &anna.id).await.unwrap_err();
        assert_eq!(app_passwords(&alfa), 5, "{loss}");

        alfa.desk().clear_faults();
        phone.advance(61);
        app.session_network_changed().await;
        assert_eq!(app_passwords(&alfa), 6, "{loss}");
        call(&app, &anna.id).await.unwrap();
        assert_eq!((app_passwords(&alfa), attempts(&alfa, "anna")), (6, 0), "{loss}");
        assert_eq!(account(&app, &anna.id).problem, None, "{loss}");

        // A success begins the count anew.
        session_ends(&phone, &alfa);
        fault(&alfa, loss.clone());
        for _ in 0..6 {
            call(&app, &anna.id).await.unwrap_err();
        }
        assert_eq!(app_passwords(&alfa), 9, "{loss}");
    }
}

/// An app that stays open holds the session that is over, and comes to the front in the moment in which the network changes.
#[tokio::test(flavor = "multi_thread")]
async fn another_network_is_tried_once_also_by_an_app_that_stayed_open() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    fault(&alfa, json!({"kind": "drop", "path": "/mobile/", "count": 4, "after": true}));
    for _ in 0..4 {
        call(&app, &anna.id).await.unwrap_err();
    }
    app.session_foreground().await;
    assert_eq!(app_passwords(&alfa), 3, "the front repeats nothing");
    for _ in 0..2 {
        app.session_network_changed().await;
        assert_eq!(app_passwords(&alfa), 4, "once in 60 s");
    }
    phone.advance(61);
    app.session_network_changed().await;
    assert_eq!((app_passwords(&alfa), account(&app, &anna.id).problem), (5, None));
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_calls_that_wait_for_one_lost_answer_do_not_send_it_twenty_times() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    fault(&alfa, json!({"kind": "drop", "path": "/mobile/", "count": 100, "after": true}));
    for result in calls(&app, &anna.id, 20).await {
        result.unwrap_err();
    }
    // Who comes while it is on its way joins it; a straggler may begin another, as a new call.
    assert!((1..=3).contains(&app_passwords(&alfa)), "{}", app_passwords(&alfa));
    calls(&app, &anna.id, 20).await;
    calls(&app, &anna.id, 20).await;
    assert_eq!(app_passwords(&alfa), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_a_refused_password_costs_one_for_each_wish_and_never_one_more() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(crate::support::user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    fault(&alfa, json!({"kind": "drop", "path": "/mobile/", "count": 1, "after": true}));
    let row = app.session_check(&anna.id, true).await.unwrap();
    assert_eq!((row.state, app_passwords(&alfa)), (AccountState::NeedsSignIn, 2));
    let app = restarted(&phone, app).await;
    crate::support::everything_unasked(&phone, &app, &anna.id).await;
    assert_eq!(app_passwords(&alfa), 2);
    assert_eq!(account(&app, &anna.id).tries.unanswered, 1);
}
