//! A secret that the portal refused (T13).

use portico::clock::Clock as _;
use portico::records::{AccountState, Cost, ProblemCode, ProblemStep, Reason, ReceiptKind};
use portico::secret::Secret;
use portico::{Portico, Start};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in, state};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{
    Reader, app_passwords, attempts, call, calls, everything_unasked, fault, requests, restarted, rests, secret,
    session_ends, user,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_password_reaches_the_portal_once_whatever_the_app_does_and_however_often_it_is_started() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let mut app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let kept = secret(&phone, &anna.id);
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    // The session is open here and gone there: every call finds out by itself.
    for result in calls(&app, &anna.id, 20).await {
        assert_eq!(result, Err(ProblemCode::StoredRefused));
    }
    for _ in 0..5 {
        everything_unasked(&phone, &app, &anna.id).await;
        app = restarted(&phone, app).await;
        let row = account(&app, &anna.id);
        assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
        assert_eq!(row.problem.unwrap().retry.cost, Cost::OneTry, "what a check would cost is said");
    }
    everything_unasked(&phone, &app, &anna.id).await;
    let once = requests(&alfa, |request| request.credential == portico_portal::Credential::AppPassword);
    assert_eq!(once.len(), 1, "{once:?}");
    assert_eq!(once.first().unwrap().right, Some(false));
    assert_eq!(attempts(&alfa, "anna"), 1, "the portal counted one");
    assert_eq!(account(&app, &anna.id).tries.spent, 1, "and so did the phone");
    assert_eq!(secret(&phone, &anna.id), kept, "it is kept, marked");
    sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 2, "a new one is not held back by that");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_brings_no_application_password_takes_the_refused_one_away() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    alfa.desk().patch_policy(&json!({"generation": "2013"})).unwrap();
    assert_eq!(sign_in(&app, &alfa, "anna").await.id, anna.id);
    assert_eq!(secret(&phone, &anna.id), (None, None));
    session_ends(&phone, &alfa);
    everything_unasked(&phone, &app, &anna.id).await;
    let app = restarted(&phone, app).await;
    everything_unasked(&phone, &app, &anna.id).await;
    assert_eq!(app_passwords(&alfa), 1, "the one that was refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_found_stale_at_a_renewal_by_twenty_calls_is_sent_once() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    session_ends(&phone, &alfa);
    for result in calls(&app, &anna.id, 20).await {
        assert_eq!(result, Err(ProblemCode::StoredRefused));
    }
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_check_that_spends_a_try_sends_exactly_one_and_one_that_does_not_sends_none() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    for n in 1..=3 {
        let row = app.session_check(&anna.id, false).await.unwrap();
        assert_eq!(row.problem.unwrap().retry.cost, Cost::OneTry);
        assert_eq!(app_passwords(&alfa), n);
        let row = app.session_check(&anna.id, true).await.unwrap();
        assert_eq!((row.state, row.tries.spent), (AccountState::NeedsSignIn, u32::try_from(n).unwrap() + 1));
        assert_eq!(app_passwords(&alfa), n + 1);
    }
    let (one, two) = tokio::join!(app.session_check(&anna.id, true), app.session_check(&anna.id, true));
    assert_eq!((one.unwrap().state, two.unwrap().state), (AccountState::NeedsSignIn, AccountState::NeedsSignIn));
    assert_eq!(app_passwords(&alfa), 6, "two wishes, two tries");
    let app = restarted(&phone, app).await;
    everything_unasked(&phone, &app, &anna.id).await;
    assert_eq!(app_passwords(&alfa), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_temporary_block_the_same_password_works_again_on_the_employees_wish() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().patch_user(user(&alfa, "anna"), &json!({"blocked": true})).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    assert_eq!(account(&app, &anna.id).reason, Some(Reason::Refused), "a block looks the same (G8)");
    alfa.desk().patch_user(user(&alfa, "anna"), &json!({"blocked": false})).unwrap();
    let app = restarted(&phone, app).await;
    everything_unasked(&phone, &app, &anna.id).await;
    assert_eq!(app_passwords(&alfa), 1);
    let row = app.session_check(&anna.id, true).await.unwrap();
    assert_eq!((row.state, row.reason, row.problem), (AccountState::SignedIn, None, None));
    call(&app, &anna.id).await.unwrap();
    assert_eq!(sent(&alfa, "login_password"), 1, "nothing was retyped");
    session_ends(&phone, &alfa);
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 3, "it is trusted again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_is_dropped_after_thirty_days_and_not_before() {
    const DAY: u64 = 86_400;
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    phone.advance(29 * DAY);
    let app = restarted(&phone, app).await;
    app.session_foreground().await;
    let holds = |app: &Portico| {
        let receipt = app.accounts_preview(&anna.id, ReceiptKind::Reset).unwrap();
        receipt.cleared.iter().any(|item| item.what == "application_password")
    };
    assert!(holds(&app));
    assert_eq!(phone.vault.names().len(), 2, "its key and the installation");
    phone.advance(DAY);
    app.session_foreground().await;
    assert!(holds(&app), "at the last moment");
    phone.advance(1);
    app.session_foreground().await;
    assert!(!holds(&app), "dropped by the program that runs on");
    assert_eq!(phone.vault.names().len(), 1, "{:?}", phone.vault.names());
    assert_eq!(secret(&phone, &anna.id), (None, None));
    let before = app_passwords(&alfa);
    app.session_check(&anna.id, true).await.unwrap();
    assert_eq!(app_passwords(&alfa), before, "there is nothing to send");
    let row = account(&app, &anna.id);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    let again = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    let again = app.sign_in_submit_credentials(&again.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    assert_eq!(done(&again), anna.id);
    let app = restarted(&phone, app).await;
    assert_eq!(state(&app, &anna.id), AccountState::SignedIn, "the mark went with the password it was about");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_is_offered_for_its_thirty_days_and_neither_sent_nor_offered_after_them() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    let offers = |app: &Portico| {
        let problem = account(app, &anna.id).problem.unwrap();
        let spends = |step: &ProblemStep| step.action.as_ref().is_some_and(|action| action.kind == "session.check");
        (problem.cause.contains("30\u{a0}days"), problem.steps.iter().any(spends))
    };
    assert_eq!(offers(&app), (true, true));
    // The app stays open, and comes to the front no more.
    phone.advance(31 * 86_400);
    let before = app_passwords(&alfa);
    app.session_check(&anna.id, true).await.unwrap();
    assert_eq!(app_passwords(&alfa), before);
    assert_eq!(secret(&phone, &anna.id), (None, None));
    assert_eq!(offers(&app), (false, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_is_dropped_at_a_start_too() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    phone.advance(31 * 86_400);
    let app = restarted(&phone, app).await;
    assert_eq!(secret(&phone, &anna.id), (None, None));
    assert_eq!(account(&app, &anna.id).reason, Some(Reason::Refused));
}

/// A wrong clock may shorten a time, never lengthen it.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_refused_in_the_year_to_come_is_not_kept_until_then() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    call(&app, &anna.id).await.unwrap_err();
    phone.clock.set_wall(phone.clock.wall() - Duration::days(365));
    let app = restarted(&phone, app).await;
    assert_eq!(secret(&phone, &anna.id), (None, None));
    assert_eq!(account(&app, &anna.id).reason, Some(Reason::Refused));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_that_then_met_a_block_or_a_move_is_still_sent_by_nobody_but_the_employee() {
    for moved in [false, true] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        alfa.desk().revoke(user(&alfa, "anna")).unwrap();
        call(&app, &anna.id).await.unwrap_err();
        let bad_day = |on: bool| match (moved, on) {
            (true, true) => alfa.desk().rename(Some("https://elsewhere.example")).unwrap(),
            (true, false) => alfa.desk().rename(None).unwrap(),
            (false, true) => alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap(),
            (false, false) => alfa.desk().put_ip_rules(&[]).unwrap(),
        };
        bad_day(true);
        let row = app.session_check(&anna.id, true).await.unwrap();
        let stands = match moved {
            true => (AccountState::Blocked, Some(Reason::PortalMoved)),
            false => (AccountState::NeedsSignIn, Some(Reason::Refused)),
        };
        assert_eq!((row.state, row.reason), stands, "in every network it is refused");
        assert_eq!(app_passwords(&alfa), 2, "the employee's wish");
        bad_day(false);
        everything_unasked(&phone, &app, &anna.id).await;
        let app = restarted(&phone, app).await;
        everything_unasked(&phone, &app, &anna.id).await;
        assert_eq!(app_passwords(&alfa), 2, "moved: {moved}");
        let row = app.session_check(&anna.id, true).await.unwrap();
        assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
        assert_eq!(app_passwords(&alfa), 3, "moved: {moved}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_wrong_in_a_session_before_does_not_hide_the_refusal_and_the_session_is_over() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    fault(&alfa, json!({"kind": "status", "status": 500, "path": "/rest/"}));
    assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::PortalFailing));
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    let row = app.session_check(&anna.id, false).await.unwrap();
    assert_eq!((row.state, row.problem.unwrap().code), (AccountState::NeedsSignIn, ProblemCode::StoredRefused));
    assert_eq!(app.session_status(&anna.id).unwrap().ends_in_s, 0);
}

/// E5: an application password needs no code, so a portal that asks for one has not judged it.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_asked_for_the_stored_password_is_no_refusal() {
    for field in [json!({"needOtp": true}), json!({"error": {"code": "WRONG_OTP"}})] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let added = field.as_object().unwrap().clone();
        let reader = Reader::new(&phone, move |_, response| {
            let body: Option<Value> = serde_json::from_slice(&response.body).ok();
            if let (401, Some(mut body)) = (response.status, body) {
                body.as_object_mut().unwrap().extend(added.clone());
                response.body = body.to_string().into_bytes();
            }
        });
        let app = Portico::open(reader.config(&phone)).await.unwrap();
        let anna = sign_in(&app, &alfa, "anna").await;
        alfa.desk().revoke(user(&alfa, "anna")).unwrap();
        session_ends(&phone, &alfa);
        assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::Unexpected), "{field}");
        assert_eq!((state(&app, &anna.id), app_passwords(&alfa)), (AccountState::SignedIn, 1), "{field}");
    }
}
