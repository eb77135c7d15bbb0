//! A clock that somebody set back, or that ran ahead: it lengthens nothing.

use portico::CallError;
use portico::records::{AccountState, ProblemCode};
use portico_behaviour::steps::{at_credentials, problem};
use portico_behaviour::{Phone, portal, sign_in, state};
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::macros::datetime;

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_holds_up_no_send_and_signs_nobody_out() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    super::sessions_end(&phone, &alfa);
    // The answer is lost, so the send stays noted as of now.
    alfa.desk().fault(&json!({"kind": "drop", "count": 1, "path": "/mobile/", "after": true})).unwrap();
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    let wall = portico::clock::Clock::wall(&*phone.clock);
    phone.clock.set_wall(wall - time::Duration::days(2));
    assert_eq!(state(&app, &anna.id), AccountState::SignedIn);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    let status = app.session_status(&anna.id).unwrap();
    assert!(status.signed_in && status.ends_in_s <= 1440, "{status:?}");
    let app = phone.restart().await;
    assert_eq!(state(&app, &anna.id), AccountState::SignedIn);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    phone.advance(1500);
    alfa.desk().advance(1500).unwrap();
    assert!(!app.session_status(&anna.id).unwrap().signed_in || app.session_status(&anna.id).unwrap().ends_in_s == 0);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

/// A program that was killed leaves its note behind. With a clock that stands still, what is waited for is waited for for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_note_from_a_future_that_the_clock_has_left_or_from_twenty_seconds_ago_is_waited_for_by_nobody() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    drop(app);
    let now = portico::clock::Clock::wall(&*phone.clock);
    for at in [datetime!(2099-01-01 0:00 UTC), now - time::Duration::seconds(20)] {
        let file = phone.document(&anna.id);
        let mut doc: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let note = json!({"id": "killed", "at": at.format(&Rfc3339).unwrap()});
        doc.get_mut("marks").unwrap().as_object_mut().unwrap().insert("under_way".to_owned(), note);
        std::fs::write(&file, serde_json::to_vec(&doc).unwrap()).unwrap();
        let app = phone.restart().await;
        let call = app.session_call(&anna.id, "profile", json!({}));
        tokio::time::timeout(std::time::Duration::from_secs(15), call).await.unwrap().unwrap();
    }
}

/// A wrong clock may shorten a time, never lengthen it.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_touched_in_the_year_to_come_is_over_too() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let at = app.recovery_start(alfa.url(), "anna").await.unwrap();
    let wall = portico::clock::Clock::wall(&*phone.clock);
    phone.clock.set_wall(wall - time::Duration::days(365));
    let app = phone.begin_again(app).await;
    assert_eq!(problem(&app.sign_in_get(&open.id).unwrap()), Some(ProblemCode::SignInExpired));
    assert_eq!(app.sign_in_list(), []);
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery);
}
