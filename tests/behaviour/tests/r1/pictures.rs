//! A picture demanded for the stored password (T7): no refusal, but a stop until a person acts.

use portico::records::{AccountState, ProblemCode, Step};
use portico::{Portico, Start};
use portico_behaviour::{Phone, account, captcha, done, portal, sent, sign_in, state, word};
use portico_portal::Portal;
use serde_json::{Value, json};

use crate::support::{Reader, app_passwords, call, calls, everything_unasked, restarted, secret, session_ends, user};

/// Signed in, then locked out by tries on another device, and found out by twenty calls.
async fn locked_out(phone: &Phone, portal: &Portal) -> (Portico, String) {
    let app = phone.open().await;
    let anna = sign_in(&app, portal, "anna").await;
    portal.desk().patch_user(user(portal, "anna"), &json!({"attempts": 10})).unwrap();
    session_ends(phone, portal);
    let kept = secret(phone, &anna.id);
    for result in calls(&app, &anna.id, 20).await {
        assert_eq!(result, Err(ProblemCode::CaptchaForStored));
    }
    assert_eq!(app_passwords(portal), 1);
    assert_eq!(secret(phone, &anna.id), kept, "not a refusal of that password");
    (app, anna.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_stops_every_automatic_send_until_a_person_answers_it_over_restarts() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (mut app, anna) = locked_out(&phone, &alfa).await;
    for _ in 0..5 {
        everything_unasked(&phone, &app, &anna).await;
        app = restarted(&phone, app).await;
        assert_eq!(state(&app, &anna), AccountState::CaptchaNeeded);
        app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    }
    everything_unasked(&phone, &app, &anna).await;
    assert_eq!(app_passwords(&alfa), 1, "starting the sign-in sends no password either");
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(app.sign_in_list().len(), 1, "one unfinished sign-in for one account");
    let challenge = captcha(&open);
    app.sign_in_captcha_picture(&open.id, &challenge).await.unwrap();
    let solved = app.sign_in_submit_captcha(&open.id, &challenge, &word(&alfa), None).await.unwrap();
    assert_eq!(done(&solved), anna);
    assert_eq!((app_passwords(&alfa), sent(&alfa, "login_password")), (2, 1));
    call(&app, &anna).await.unwrap();
    assert_eq!(app_passwords(&alfa), 2);
}

/// E5: no code is asked for a stored password, so what stands beside the picture takes nothing back.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_stops_every_automatic_send_also_where_a_code_is_named_beside_it() {
    for beside in [json!({"needOtp": true}), json!({"error": {"code": "WRONG_OTP"}}), json!({"error": "any"})] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let added = beside.clone();
        let reader = Reader::new(&phone, move |_, response| {
            if let Ok(Value::Object(mut body)) = serde_json::from_slice(&response.body)
                && body.contains_key("captchaCode")
            {
                body.extend(added.as_object().unwrap().clone());
                response.body = Value::Object(body).to_string().into_bytes();
            }
        });
        let app = Portico::open(reader.config(&phone)).await.unwrap();
        let anna = sign_in(&app, &alfa, "anna").await.id;
        alfa.desk().patch_user(user(&alfa, "anna"), &json!({"attempts": 10})).unwrap();
        session_ends(&phone, &alfa);
        for _ in 0..5 {
            assert_eq!(call(&app, &anna).await, Err(ProblemCode::CaptchaForStored), "{beside}");
        }
        everything_unasked(&phone, &app, &anna).await;
        assert_eq!((app_passwords(&alfa), state(&app, &anna)), (1, AccountState::CaptchaNeeded), "{beside}");
        assert_eq!(account(&app, &anna).tries.spent, 1, "{beside}: as the portal counts it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_word_sends_once_and_then_everything_stops_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (app, anna) = locked_out(&phone, &alfa).await;
    let mut open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    for n in 2..=3 {
        let challenge = captcha(&open);
        open = app.sign_in_submit_captcha(&open.id, &challenge, "wrong", None).await.unwrap();
        assert_eq!(app_passwords(&alfa), n);
        let late = app.sign_in_submit_captcha(&open.id, &challenge, &word(&alfa), None).await.unwrap_err();
        assert_eq!(late.code(), "stale_challenge");
        everything_unasked(&phone, &app, &anna).await;
        assert_eq!(app_passwords(&alfa), n, "an answer to a dead challenge is not sent");
        assert_eq!(state(&app, &anna), AccountState::CaptchaNeeded);
    }
    let app = restarted(&phone, app).await;
    everything_unasked(&phone, &app, &anna).await;
    assert_eq!(app_passwords(&alfa), 3);
    let open = app.sign_in_get(&open.id).unwrap();
    let solved = app.sign_in_submit_captcha(&open.id, &captcha(&open), &word(&alfa), None).await.unwrap();
    assert_eq!(done(&solved), anna);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_sign_in_elsewhere_one_check_ends_the_lockout_and_its_open_sign_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (app, anna) = locked_out(&phone, &alfa).await;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let row = app.session_check(&anna, true).await.unwrap();
    assert_eq!((row.state, app_passwords(&alfa)), (AccountState::CaptchaNeeded, 2), "still locked: one try, as told");
    alfa.desk().patch_user(user(&alfa, "anna"), &json!({"attempts": 0})).unwrap();
    everything_unasked(&phone, &app, &anna).await;
    assert_eq!(app_passwords(&alfa), 2, "the phone cannot know that");
    let row = app.session_check(&anna, true).await.unwrap();
    assert_eq!((row.state, app_passwords(&alfa)), (AccountState::SignedIn, 3));
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, Step::Done { account: anna.clone() });
    assert!(app.sign_in_list().is_empty());
    call(&app, &anna).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_answered_in_a_network_that_is_not_allowed_still_stops_every_automatic_send() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (app, anna) = locked_out(&phone, &alfa).await;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    let after = app.sign_in_submit_captcha(&open.id, &captcha(&open), "ABCDE", None).await.unwrap();
    assert_eq!(after.problem.map(|problem| problem.code), Some(ProblemCode::NotAllowedHere));
    assert_eq!(app_passwords(&alfa), 2);
    alfa.desk().put_ip_rules(&[]).unwrap();
    everything_unasked(&phone, &app, &anna).await;
    let app = restarted(&phone, app).await;
    everything_unasked(&phone, &app, &anna).await;
    assert_eq!(app_passwords(&alfa), 2);
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let solved = app.sign_in_submit_captcha(&open.id, &captcha(&open), &word(&alfa), None).await.unwrap();
    assert_eq!(done(&solved), anna);
}
