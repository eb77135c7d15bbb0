//! The picture: what an answer costs, what stays held, and the ways around it.

use std::time::Duration;

use portico::clock::Clock;
use portico::records::{AccountState, CaptchaFor, CaptchaSecret, Cost, ProblemCode, Reason, SignIn, Step};
use portico::{CallError, Portico, Start};
use portico_behaviour::steps::{answer, busy_or_failing, employee, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, only_account, portal, sent, sign_in, state, word};
use portico_portal::Portal;
use serde_json::json;

use super::{at_stored_picture, at_typed_picture, requests};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_picture_word_and_password_are_not_told_apart_and_nothing_is_lost() {
    for (right_word, password) in [(true, "wrong"), (false, PASSWORD), (false, "wrong")] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_typed_picture(&app, &alfa, password).await;
        let first = captcha(&open);
        let (counted, spent) = (employee(&alfa, "anna").attempts, open.tries.spent);
        let typed = if right_word { word(&alfa) } else { "AAAAA".to_owned() };
        let again = answer(&app, &open, &typed, None).await;
        let Step::Captcha { secret, r#for, password_needed, .. } = &again.step else { unreachable!("{again:?}") };
        assert_eq!((*secret, *r#for, *password_needed), (CaptchaSecret::Typed, CaptchaFor::Password, false));
        assert_ne!(captcha(&again), first, "a new picture");
        let told = again.problem.clone().unwrap();
        assert_eq!(told.code, ProblemCode::CaptchaAgain);
        assert!(told.cause.contains("does not tell which of the two was wrong"), "{}", told.cause);
        assert_eq!(told.retry.cost, Cost::OneTry);
        assert_eq!(again.login.as_deref(), Some("anna"));
        assert_eq!(again.tries.spent, spent + 1);
        assert_eq!(employee(&alfa, "anna").attempts, counted + 1, "the portal counts the same");
        let late = app.sign_in_submit_captcha(&again.id, &first, "AAAAA", None).await.unwrap_err();
        assert_eq!(late, CallError::StaleChallenge);
        app.sign_in_captcha_picture(&again.id, &captcha(&again)).await.unwrap();
        let solved = answer(&app, &again, &word(&alfa), Some(PASSWORD)).await;
        assert_eq!(account(&app, &done(&solved)).tries.spent, 0);
        assert_eq!(employee(&alfa, "anna").attempts, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_used_up_is_followed_by_a_new_one() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, "wrong").await;
    let used = word(&alfa);
    alfa.desk()
        .fault(&json!({"kind": "status", "status": 500, "count": 1, "path": "/mobile/", "after": true}))
        .unwrap();
    let failed = answer(&app, &open, &used, None).await;
    assert_eq!(problem(&failed), Some(ProblemCode::PortalFailing));
    assert_eq!(captcha(&failed), captcha(&open), "nothing was judged as far as the phone can know");
    let again = answer(&app, &failed, &used, Some(PASSWORD)).await;
    assert_eq!(problem(&again), Some(ProblemCode::CaptchaAgain));
    assert_ne!(captcha(&again), captcha(&failed));
    assert_eq!(again.login.as_deref(), Some("anna"));
    done(&answer(&app, &again, &word(&alfa), None).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_look_at_a_picture_the_portal_is_asked_for_it_once() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let before = requests(&alfa);
    let look = |_| {
        let (app, open) = (app.clone(), open.clone());
        tokio::spawn(async move { app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap() })
    };
    let looks: Vec<_> = (0..5).map(look).collect();
    let mut seen = Vec::new();
    for look in looks {
        seen.push(look.await.unwrap().bytes);
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]) && !seen[0].is_empty());
    assert_eq!(requests(&alfa), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_picture_spends_no_try_and_keeps_the_held_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let passwords = sent(&alfa, "login_password");
    let (spent, attempts) = (open.tries.spent, employee(&alfa, "anna").attempts);
    let fresh = app.sign_in_refresh_captcha(&open.id, &captcha(&open)).await.unwrap();
    assert_ne!(captcha(&fresh), captcha(&open));
    let Step::Captcha { password_needed, .. } = &fresh.step else { unreachable!("{fresh:?}") };
    assert!(!password_needed);
    assert_eq!(fresh.tries.spent, spent);
    assert_eq!(employee(&alfa, "anna").attempts, attempts);
    assert_eq!(sent(&alfa, "login_password"), passwords);
    let stale = app.sign_in_refresh_captcha(&open.id, &captcha(&open)).await.unwrap_err();
    assert_eq!(stale, CallError::StaleChallenge);
    done(&answer(&app, &fresh, &word(&alfa), None).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_renewed_stays_and_can_be_answered() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let known = word(&alfa);
    let shown = app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    alfa.desk().fault(&json!({"kind": "drop", "count": 1, "path": "/bitrix/tools/"})).unwrap();
    phone.advance(1);
    let same = app.sign_in_refresh_captcha(&open.id, &captcha(&open)).await.unwrap();
    assert_eq!(captcha(&same), captcha(&open));
    assert_eq!(problem(&same), Some(ProblemCode::AnswerLost));
    assert_eq!(same.problem.as_ref().unwrap().retry.cost, Cost::Free, "no password was on its way");
    let before = requests(&alfa);
    let still = app.sign_in_captcha_picture(&same.id, &captcha(&same)).await.unwrap();
    assert_eq!((still, requests(&alfa)), (shown, before), "kept with its challenge");
    done(&answer(&app, &same, &known, None).await);
}

/// T19, Q15: at a picture the same as at any other request.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_or_failing_portal_is_told_at_a_picture_as_everywhere() {
    for (fault, code, wait_s) in busy_or_failing() {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_typed_picture(&app, &alfa, PASSWORD).await;
        let known = word(&alfa);
        alfa.desk().fault(&fault).unwrap();
        let error = app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap_err();
        let CallError::CallFailed { problem: told } = error else { unreachable!("{fault}: {error:?}") };
        assert_eq!((told.code, told.retry.wait_s, told.retry.cost), (code, wait_s, Cost::Free), "{fault}");
        alfa.desk().fault(&fault).unwrap();
        phone.advance(1);
        let same = app.sign_in_refresh_captcha(&open.id, &captcha(&open)).await.unwrap();
        let told = same.problem.clone().unwrap();
        assert_eq!((told.code, told.retry.wait_s, told.retry.cost), (code, wait_s, Cost::Free), "{fault}");
        assert_eq!(captcha(&same), captcha(&open), "{fault}: it stays and can be answered");
        phone.advance(1);
        let fresh = app.sign_in_refresh_captcha(&same.id, &captcha(&same)).await.unwrap();
        let told = fresh.problem.clone().unwrap();
        assert_eq!((told.code, told.retry.cost), (ProblemCode::CaptchaForTyped, Cost::OneTry), "{fault}: that is over");
        assert_ne!(known, word(&alfa));
        done(&answer(&app, &fresh, &word(&alfa), None).await);
    }
}

/// A picture that a stored application password waits behind, or a typed one.
async fn at_picture(app: &Portico, phone: &Phone, portal: &Portal, stored: bool) -> SignIn {
    match stored {
        true => at_stored_picture(app, phone, portal).await,
        false => at_typed_picture(app, portal, PASSWORD).await,
    }
}

fn picture_age(open: &SignIn) -> u64 {
    let Step::Captcha { picture_age_s, .. } = open.step else { unreachable!("{open:?}") };
    picture_age_s
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_as_old_after_a_restart_as_it_was_before() {
    for stored in [true, false] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_picture(&app, &phone, &alfa, stored).await;
        phone.advance(90);
        assert_eq!(picture_age(&app.sign_in_get(&open.id).unwrap()), 90, "stored: {stored}");
        let app = phone.begin_again(app).await;
        let same = app.sign_in_get(&open.id).unwrap();
        assert_eq!((picture_age(&same), captcha(&same)), (90, captcha(&open)), "stored: {stored}");
        phone.advance(10);
        assert_eq!(picture_age(&app.sign_in_get(&open.id).unwrap()), 100, "stored: {stored}");
        let fresh = app.sign_in_refresh_captcha(&open.id, &captcha(&open)).await.unwrap();
        assert_eq!(picture_age(&fresh), 0, "another one, stored: {stored}");
        phone.advance(5);
        phone.clock.set_wall(phone.clock.wall() - Duration::from_secs(3600));
        let app = phone.begin_again(app).await;
        assert_eq!(picture_age(&app.sign_in_get(&open.id).unwrap()), 0, "never from the future, stored: {stored}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_a_stored_password_is_as_old_as_the_answer_that_brought_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    assert_eq!(picture_age(&open), 0);
    app.sign_in_cancel(&open.id).await.unwrap();
    phone.advance(300);
    let later = app.sign_in_start(Start::Account(only_account(&app).id)).await.unwrap();
    assert_eq!(picture_age(&later), 300);
    let app = phone.begin_again(app).await;
    assert_eq!(picture_age(&app.sign_in_get(&later.id).unwrap()), 300);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_with_the_word_replaces_the_stored_one() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let (entries, rows) = (phone.vault.names(), employee(&alfa, "anna").app_passwords);
    let wrong = answer(&app, &open, &word(&alfa), Some("wrong")).await;
    assert_eq!(problem(&wrong), Some(ProblemCode::CaptchaAgain));
    assert_eq!(state(&app, &anna), AccountState::CaptchaNeeded, "the stored one is kept until a new one comes");
    let solved = answer(&app, &wrong, &word(&alfa), Some(PASSWORD)).await;
    assert_eq!(done(&solved), anna);
    let new_rows = employee(&alfa, "anna").app_passwords;
    assert_eq!((rows.len(), new_rows.len()), (1, 1), "E3: replaced, not added");
    assert_eq!(rows[0].code, new_rows[0].code, "the same phone");
    assert_ne!(rows[0].id, new_rows[0].id);
    assert_ne!(entries, phone.vault.names(), "a fresh key");
    assert_eq!(phone.vault.names().len(), entries.len(), "and the old one is gone");
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_elsewhere_frees_a_stored_password_by_one_knowing_check() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let Step::Captcha { other_ways, .. } = &open.step else { unreachable!("{open:?}") };
    let elsewhere = other_ways.iter().find(|way| way.kind == "signed_in_elsewhere").unwrap();
    let action = elsewhere.action.clone().unwrap();
    assert_eq!(action.kind, "session.check");
    assert_eq!(action.args.get("account"), Some(&anna));
    assert_eq!(action.args.get("spend_try").map(String::as_str), Some("true"));
    patch(&alfa, "anna", json!({"attempts": 0}));
    let before = requests(&alfa);
    let asked = app.session_check(&anna, false).await.unwrap();
    assert_eq!(requests(&alfa), before, "it may cost a try: nothing is sent");
    assert_eq!(asked.problem.unwrap().retry.cost, Cost::OneTry);
    let checked = app.session_check(&anna, true).await.unwrap();
    assert_eq!((checked.state, checked.problem), (AccountState::SignedIn, None));
    assert_eq!(requests(&alfa), before + 1);
    assert_eq!(done(&app.sign_in_get(&open.id).unwrap()), anna, "the open picture is done with");
    assert_eq!(app.sign_in_list(), []);
}

/// The same where a password typed at the picture was wrong: the account is signed in, and nobody need answer it.
#[tokio::test(flavor = "multi_thread")]
async fn signing_in_elsewhere_ends_a_typed_picture_of_the_account_too() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let open = answer(&app, &open, &word(&alfa), Some("Wrong-flower9")).await;
    assert!(matches!(open.step, Step::Captcha { .. }), "{:?}", open.step);
    patch(&alfa, "anna", json!({"attempts": 0}));
    assert_eq!(app.session_check(&anna, true).await.unwrap().state, AccountState::SignedIn);
    assert_eq!(done(&app.sign_in_get(&open.id).unwrap()), anna);
    assert_eq!(app.sign_in_list(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_elsewhere_frees_a_typed_password_by_going_back() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let Step::Captcha { other_ways, .. } = &open.step else { unreachable!("{open:?}") };
    let elsewhere = other_ways.iter().find(|way| way.kind == "signed_in_elsewhere").unwrap();
    assert_eq!(elsewhere.action.as_ref().unwrap().kind, "sign_in.back");
    patch(&alfa, "anna", json!({"attempts": 0}));
    let back = app.sign_in_back(&open.id).await.unwrap();
    assert_eq!((&back.step, back.login.as_deref()), (&Step::Credentials, Some("anna")));
    done(&submit(&app, &back, "anna", PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_password_refused_at_the_picture_asks_for_the_login_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let known = word(&alfa);
    alfa.desk().revoke(employee(&alfa, "anna").id).unwrap();
    // Somebody signs in elsewhere: the counter falls, and the refusal is a plain one.
    patch(&alfa, "anna", json!({"attempts": 0}));
    let refused = answer(&app, &open, &known, None).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Credentials, Some(ProblemCode::StoredRefused)));
    assert_eq!(refused.login.as_deref(), Some("anna"), "filled in");
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    let before = requests(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.session_foreground().await;
    app.session_network_changed().await;
    app.session_check(&anna, false).await.unwrap();
    assert_eq!(requests(&alfa), before, "R1: never again by itself");
    assert_eq!(done(&submit(&app, &refused, "anna", PASSWORD).await), anna);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_password_at_a_picture_gets_a_new_picture_after_a_wrong_word_and_is_kept() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let entries = phone.vault.names();
    let again = answer(&app, &open, "AAAAA", None).await;
    assert_eq!(problem(&again), Some(ProblemCode::CaptchaAgain));
    let Step::Captcha { secret, password_needed, .. } = &again.step else { unreachable!("{again:?}") };
    assert_eq!((*secret, *password_needed), (CaptchaSecret::Stored, false), "nothing is retyped");
    assert_eq!(phone.vault.names(), entries);
    // The next start takes up the newest picture.
    let app = phone.begin_again(app).await;
    let back = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(captcha(&back), captcha(&again));
    assert_eq!(done(&answer(&app, &back, &word(&alfa), None).await), anna);
    assert_eq!(sent(&alfa, "login_password"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_a_word_brings_a_new_picture_and_keeps_the_password() {
    for stored in [false, true] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_picture(&app, &phone, &alfa, stored).await;
        alfa.desk().fault(&json!({"kind": "drop", "count": 1, "path": "/mobile/", "after": true})).unwrap();
        let lost = answer(&app, &open, &word(&alfa), None).await;
        assert_eq!(problem(&lost), Some(ProblemCode::AnswerLost), "{stored}");
        assert_ne!(captcha(&lost), captcha(&open), "C3: a right word is used up by its answer");
        let Step::Captcha { password_needed, .. } = lost.step else { unreachable!("{lost:?}") };
        assert!(!password_needed);
        assert_eq!(lost.tries.unanswered, 1, "{stored}: it may have been counted");
        assert_eq!(lost.problem.as_ref().unwrap().retry.cost, Cost::OneTry);
        done(&answer(&app, &lost, &word(&alfa), None).await);
        assert_eq!(only_account(&app).tries.unanswered, 0);
        assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "Q11, E3");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_saved_password_refused_by_a_check_beside_its_open_picture_asks_for_the_login_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    // The picture's own other way: signed in elsewhere, then the saved password once. It was revoked meanwhile.
    patch(&alfa, "anna", json!({"attempts": 0}));
    alfa.desk().revoke(employee(&alfa, "anna").id).unwrap();
    let checked = app.session_check(&anna, true).await.unwrap();
    assert_eq!((checked.state, checked.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    let before = requests(&alfa);
    let shown = app.sign_in_get(&open.id).unwrap();
    assert_eq!((&shown.step, problem(&shown)), (&Step::Credentials, Some(ProblemCode::StoredRefused)));
    let late = app.sign_in_submit_captcha(&open.id, &captcha(&open), "AAAAA", None).await;
    assert_eq!(late, Err(CallError::StaleChallenge), "R10: nothing waits behind it any more");
    let started = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!((started.id, &started.step), (open.id, &Step::Credentials));
    assert_eq!(requests(&alfa), before);
    assert_eq!(done(&submit(&app, &shown, "anna", PASSWORD).await), anna);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_left_open_does_not_hide_the_picture_of_the_saved_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let mut app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let left = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(left.step, Step::Credentials);
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    phone.advance(40);
    for again in ["now", "after a restart"] {
        let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
        assert_eq!(open.id, left.id, "one unfinished sign-in for an account (pain 14)");
        let Step::Captcha { secret, password_needed, picture_age_s, .. } = &open.step else { unreachable!("{open:?}") };
        assert_eq!((*secret, *password_needed), (CaptchaSecret::Stored, false), "{again}: nothing is retyped");
        assert_eq!(*picture_age_s, 40, "{again}: as old as the answer that brought it");
        app = phone.begin_again(app).await;
    }
    let tries = sent(&alfa, "login_password");
    let open = app.sign_in_get(&left.id).unwrap();
    assert_eq!(done(&answer(&app, &open, &word(&alfa), None).await), anna);
    assert_eq!(sent(&alfa, "login_password"), tries);
    // Gone back from on purpose, the form stays for who looks at it, and the row leads to the picture again.
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, Step::Credentials);
    assert_eq!(app.session_check(&anna, false).await.unwrap().state, AccountState::CaptchaNeeded);
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, Step::Credentials);
    let again = app.sign_in_start(Start::Account(anna)).await.unwrap();
    assert!(matches!(again.step, Step::Captcha { secret: CaptchaSecret::Stored, .. }));
}
