//! Signing in, step by step: what each step shows, what a mistake costs, and that nothing typed is lost.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico::records::{
    AccountState, CaptchaFor, CaptchaSecret, Cost, ProblemCode, Reason, SecondFactorType, SignIn, Step, Who,
};
use portico::secret::Secret;
use portico::{CallError, Portico, Start};
use portico_behaviour::steps::{
    answer, at_credentials, code_challenge, device_code, employee, give_code, patch, problem, submit, wrong_code,
};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, only_account, portal, sent, sign_in, state, word};
use portico_portal::Portal;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn shown(open: &SignIn) -> Value {
    serde_json::to_value(open).unwrap()
}

fn requests(portal: &Portal) -> usize {
    portal.desk().requests(0).len()
}

/// A typed password that waits behind a picture.
async fn at_typed_picture(app: &Portico, portal: &Portal, password: &str) -> SignIn {
    patch(portal, "anna", json!({"attempts": 10}));
    let open = at_credentials(app, portal).await;
    let open = submit(app, &open, "anna", password).await;
    assert_eq!(problem(&open), Some(ProblemCode::CaptchaForTyped));
    open
}

/// A stored application password that waits behind a picture.
async fn at_stored_picture(app: &Portico, phone: &Phone, portal: &Portal) -> SignIn {
    let anna = sign_in(app, portal, "anna").await;
    patch(portal, "anna", json!({"attempts": 10}));
    phone.let_session_end(portal);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    app.sign_in_start(Start::Account(anna.id)).await.unwrap()
}

async fn at_code(app: &Portico, portal: &Portal, kind: &str) -> SignIn {
    patch(portal, "anna", json!({"otp": {"type": kind}}));
    let open = at_credentials(app, portal).await;
    submit(app, &open, "anna", PASSWORD).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_shows_the_fields_of_the_surface() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let empty = app.sign_in_start(Start::Nothing).await.unwrap();
    assert_eq!(keys(&shown(&empty)), ["busy", "id", "step", "tries"]);
    assert_eq!(shown(&empty)["step"], json!({"kind": "address"}));
    assert_eq!(
        shown(&empty)["tries"],
        json!({"spent": 0, "unanswered": 0, "picture_after": 10, "picture_after_known": false})
    );
    let typed = app.sign_in_submit_address(&empty.id, " not an address ").await.unwrap();
    assert_eq!(shown(&typed)["step"], json!({"kind": "address", "typed": " not an address "}), "kept to the letter");
    assert_eq!(problem(&typed), Some(ProblemCode::AddressUnreadable));
    assert_eq!(requests(&alfa), 0);

    let open = app.sign_in_submit_address(&empty.id, alfa.url()).await.unwrap();
    assert_eq!(keys(&shown(&open)), ["busy", "id", "portal", "step", "tries"]);
    assert_eq!(open.id, empty.id);
    assert_eq!(shown(&open)["step"], json!({"kind": "credentials"}));
    assert_eq!(shown(&open)["portal"], json!({"origin": alfa.url(), "host": "localhost", "kind": "box"}));

    patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(keys(&shown(&open)), ["busy", "id", "login", "portal", "problem", "step", "tries"]);
    let step = &shown(&open)["step"];
    assert_eq!(keys(step), ["challenge", "for", "kind", "other_ways", "password_needed", "picture_age_s", "secret"]);
    assert_eq!(
        (&step["kind"], &step["secret"], &step["for"]),
        (&json!("captcha"), &json!("typed"), &json!("password"))
    );
    assert_eq!(keys(&shown(&open)["problem"]), ["cause", "code", "retry", "steps", "title", "who"]);
    let ways = step["other_ways"].as_array().unwrap();
    assert!(ways.iter().any(|way| way["needs_picture"] == json!(false)), "{ways:?}");
    assert!(ways.iter().any(|way| way["kind"] == json!("signed_in_elsewhere")), "{ways:?}");
    phone.advance(7);
    assert_eq!(shown(&app.sign_in_get(&open.id).unwrap())["step"]["picture_age_s"], json!(7));

    let open = answer(&app, &open, &word(&alfa), None).await;
    let step = &shown(&open)["step"];
    assert_eq!((&step["kind"], &step["for"]), (&json!("captcha"), &json!("code")), "T10");
    let open = answer(&app, &open, &word(&alfa), None).await;
    let step = &shown(&open)["step"];
    assert_eq!(
        keys(step),
        [
            "backup_codes",
            "backup_codes_used",
            "challenge",
            "clock_drift_s",
            "input",
            "kind",
            "other_ways",
            "sms_available",
            "type"
        ]
    );
    assert_eq!((&step["kind"], &step["type"]), (&json!("second_factor"), &json!("totp")));
    assert_eq!(
        step["input"],
        json!({"alphabet": "letters_and_digits", "length": 8, "keyboard": "text", "autofill": "one_time_code"})
    );
    assert!(!step["other_ways"].as_array().unwrap().is_empty());

    let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    let anna = only_account(&app).id;
    assert_eq!(shown(&open)["step"], json!({"kind": "done", "account": anna}));
    assert_eq!(open.account.as_deref(), Some(anna.as_str()));
    assert_eq!(app.sign_in_list(), [], "what is done is not unfinished");
    let again = app.sign_in_start(Start::Account(anna)).await.unwrap();
    let ended = app.sign_in_cancel(&again.id).await.unwrap();
    assert_eq!(shown(&ended)["step"], json!({"kind": "cancelled"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_names_its_causes_keeps_the_login_and_says_what_the_next_try_costs() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, " anna ", "wrong").await;
    assert_eq!(open.step, Step::Credentials);
    assert_eq!(open.login.as_deref(), Some("anna"));
    assert_eq!((open.tries.spent, open.tries.unanswered, open.busy), (1, 0, false));
    let refused = open.problem.clone().unwrap();
    assert_eq!((refused.code, refused.who), (ProblemCode::WrongCredentials, Who::You));
    assert_eq!(refused.retry.cost, Cost::OneTry);
    for cause in ["login", "password", "blocked", "does not say why", "1 try"] {
        assert!(refused.cause.contains(cause), "{cause}: {}", refused.cause);
    }
    assert!(!refused.steps.is_empty());
    assert_eq!(sent(&alfa, "login_password"), 1);
    assert_eq!(employee(&alfa, "anna").attempts, 1);
    let unknown = submit(&app, &open, "nobody", PASSWORD).await;
    assert_eq!(problem(&unknown), Some(ProblemCode::WrongCredentials), "not to be told apart");
    assert_eq!(unknown.tries.spent, 1, "another login, another count");
    let open = submit(&app, &unknown, "anna", PASSWORD).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_login_or_password_is_the_callers_mistake_and_is_not_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    for (login, password) in [("", PASSWORD), ("  ", PASSWORD), ("anna", ""), ("anna", &"x".repeat(1025))] {
        let error = app.sign_in_submit_credentials(&open.id, login, Secret::new(password)).await.unwrap_err();
        assert_eq!(error.code(), "invalid_argument");
    }
    assert_eq!(requests(&alfa), 1, "discovery alone");
    assert_eq!(app.sign_in_get("nobody").unwrap_err(), CallError::UnknownSignIn);
}

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
    alfa.desk().fault(&json!({"kind": "drop", "count": 1, "path": "/bitrix/tools/"})).unwrap();
    let same = app.sign_in_refresh_captcha(&open.id, &captcha(&open)).await.unwrap();
    assert_eq!(captcha(&same), captcha(&open));
    assert_eq!(problem(&same), Some(ProblemCode::AnswerLost));
    assert_eq!(same.problem.as_ref().unwrap().retry.cost, Cost::Free, "no password was on its way");
    done(&answer(&app, &same, &known, None).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_another_sign_ins_challenge_is_refused_and_sends_nothing() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = at_typed_picture(&app, &alfa, PASSWORD).await;
    patch(&alfa, "boris", json!({"attempts": 10}));
    let boris = at_credentials(&app, &alfa).await;
    let boris = submit(&app, &boris, "boris", PASSWORD).await;
    let before = requests(&alfa);
    let stale = CallError::StaleChallenge;
    for wrong in [captcha(&boris), String::new(), "1".to_owned(), format!("{}.99", anna.id)] {
        assert_eq!(app.sign_in_submit_captcha(&anna.id, &wrong, "AAAAA", None).await.unwrap_err(), stale);
        assert_eq!(app.sign_in_refresh_captcha(&anna.id, &wrong).await.unwrap_err(), stale);
        assert_eq!(app.sign_in_captcha_picture(&anna.id, &wrong).await.unwrap_err(), stale);
        assert_eq!(app.sign_in_submit_code(&anna.id, &wrong, Secret::new("123456")).await.unwrap_err(), stale);
    }
    let kind = app.sign_in_submit_code(&anna.id, &captcha(&anna), Secret::new("123456")).await.unwrap_err();
    assert_eq!(kind, stale, "a picture is no code step");
    assert_eq!(requests(&alfa), before);
    let boris_word = word(&alfa);
    let ended = app.sign_in_cancel(&anna.id).await.unwrap();
    assert_eq!(ended.step, Step::Cancelled);
    let solved = answer(&app, &boris, &boris_word, None).await;
    assert_eq!(account(&app, &done(&solved)).login, "boris", "the other sign-in is not touched by it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_waits_five_minutes_and_one_in_the_background() {
    for (background, enough, too_long) in [(false, 299, 2), (true, 59, 2)] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_typed_picture(&app, &alfa, PASSWORD).await;
        let needed = |app: &Portico| {
            let now = app.sign_in_get(&open.id).unwrap();
            let Step::Captcha { password_needed, .. } = now.step else { unreachable!("{now:?}") };
            password_needed
        };
        if background {
            app.session_background();
        }
        phone.advance(enough);
        assert!(!needed(&app), "after {enough} s");
        phone.advance(too_long);
        if background {
            // A phone stops programs in the background: nothing ran meanwhile.
            app.session_foreground().await;
        }
        assert!(needed(&app), "{background}");
        let before = requests(&alfa);
        let still = answer(&app, &open, &word(&alfa), None).await;
        assert_eq!(captcha(&still), captcha(&open));
        assert_eq!(problem(&still), Some(ProblemCode::PasswordNeeded));
        assert_eq!(requests(&alfa), before, "nothing goes out without a password");
        done(&answer(&app, &still, &word(&alfa), Some(PASSWORD)).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_back_within_a_minute_keeps_the_typed_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    app.session_background();
    phone.advance(59);
    app.session_foreground().await;
    phone.advance(120);
    done(&answer(&app, &open, &word(&alfa), None).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_picture_survives_a_restart_without_the_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let wanted = word(&alfa);
    let before = requests(&alfa);
    let app = phone.begin_again(app).await;
    assert!(!phone.writes(PASSWORD), "no password was written for that");
    let [back] = app.sign_in_list().try_into().unwrap();
    assert_eq!((&back.id, back.login.as_deref()), (&open.id, Some("anna")));
    let Step::Captcha { challenge, password_needed, .. } = &back.step else { unreachable!("{back:?}") };
    assert_eq!((challenge, *password_needed), (&captcha(&open), true));
    assert_eq!(requests(&alfa), before, "a restart sends nothing");
    let picture = app.sign_in_captcha_picture(&back.id, &captcha(&back)).await.unwrap();
    assert!(picture.bytes.len() > 100);
    let done_now = answer(&app, &back, &wanted, Some(PASSWORD)).await;
    done(&done_now);
    assert!(!phone.writes(PASSWORD));
    assert_eq!(phone.begin_again(app).await.sign_in_list(), [], "done is done");
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
async fn back_and_cancel_are_taken_in_every_step_and_twice() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let address = Step::Address { typed: None };
    let address_kept = Step::Address { typed: Some(alfa.url().to_owned()) };
    for way in 0..6 {
        patch(&alfa, "anna", json!({"attempts": 0, "otp": null}));
        let (open, once, twice) = match way {
            0 => (app.sign_in_start(Start::Nothing).await.unwrap(), address.clone(), address.clone()),
            1 => (at_credentials(&app, &alfa).await, address_kept.clone(), address_kept.clone()),
            2 => (at_typed_picture(&app, &alfa, PASSWORD).await, Step::Credentials, address_kept.clone()),
            3 => (at_code(&app, &alfa, "totp").await, Step::Credentials, address_kept.clone()),
            4 => {
                patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
                let open = at_typed_picture(&app, &alfa, PASSWORD).await;
                (answer(&app, &open, &word(&alfa), None).await, Step::Credentials, address_kept.clone())
            }
            _ => (at_stored_picture(&app, &phone, &alfa).await, Step::Credentials, Step::Credentials),
        };
        let before = requests(&alfa);
        assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, once, "{way}");
        assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, twice, "{way}");
        for _ in 0..2 {
            let ended = app.sign_in_cancel(&open.id).await.unwrap();
            assert_eq!((&ended.step, ended.busy), (&Step::Cancelled, false), "{way}");
        }
        assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, Step::Cancelled, "{way}");
        assert_eq!(app.sign_in_list(), [], "{way}");
        assert_eq!(requests(&alfa), before, "{way}: nothing is sent for that");
    }
    let left = phone.files().into_iter().filter(|file| file.to_string_lossy().contains("sign_ins"));
    assert_eq!(left.count(), 0, "no document is left");
    assert_eq!(phone.vault.names().len(), 2, "one account and the installation: {:?}", phone.vault.names());
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_straight_from_each_step_leaves_nothing_behind() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for way in 0..4 {
        patch(&alfa, "anna", json!({"attempts": 0, "otp": null}));
        let open = match way {
            0 => app.sign_in_start(Start::Nothing).await.unwrap(),
            1 => at_credentials(&app, &alfa).await,
            2 => at_typed_picture(&app, &alfa, PASSWORD).await,
            _ => at_code(&app, &alfa, "totp").await,
        };
        for _ in 0..2 {
            assert_eq!(app.sign_in_cancel(&open.id).await.unwrap().step, Step::Cancelled, "{way}");
        }
        assert_eq!(phone.vault.names().len(), usize::from(way > 1), "{way}: the key goes, the installation stays");
    }
    assert_eq!(phone.begin_again(app).await.sign_in_list(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_for_an_account_gives_the_first() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let first = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let second = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!((&second.id, captcha(&second)), (&first.id, captcha(&first)));
    assert_eq!(app.sign_in_list().len(), 1);
    let app = phone.begin_again(app).await;
    assert_eq!(app.sign_in_start(Start::Account(anna.clone())).await.unwrap().id, first.id, "also after a restart");
    app.sign_in_cancel(&first.id).await.unwrap();
    assert_ne!(app.sign_in_start(Start::Account(anna)).await.unwrap().id, first.id);
    let unknown = app.sign_in_start(Start::Account("nobody".to_owned())).await.unwrap_err();
    assert_eq!(unknown, CallError::UnknownAccount);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_starts_for_an_account_at_once_give_one_sign_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let (app, from) = (app.clone(), Start::Account(anna.id.clone()));
            tokio::spawn(async move { app.sign_in_start(from).await.unwrap().id })
        })
        .collect();
    let mut ids = Vec::new();
    for start in starts {
        ids.push(start.await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert_eq!(app.sign_in_list().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_every_step_is_the_same_and_no_file_holds_a_password() {
    let alfa = portal(&["anna"]).await;
    for way in 0..6 {
        patch(&alfa, "anna", json!({"attempts": 0, "otp": null}));
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = match way {
            0 => {
                let open = app.sign_in_start(Start::Nothing).await.unwrap();
                app.sign_in_submit_address(&open.id, "no address at all").await.unwrap()
            }
            1 => at_credentials(&app, &alfa).await,
            2 => {
                let open = at_credentials(&app, &alfa).await;
                submit(&app, &open, "anna", "Wrong-flower9").await
            }
            3 => at_stored_picture(&app, &phone, &alfa).await,
            4 => at_code(&app, &alfa, "totp").await,
            _ => {
                patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
                let open = at_typed_picture(&app, &alfa, PASSWORD).await;
                answer(&app, &open, &word(&alfa), None).await
            }
        };
        let before = requests(&alfa);
        let app = phone.begin_again(app).await;
        let back = app.sign_in_get(&open.id).unwrap();
        let without = |open: &SignIn| {
            let mut shown = shown(open);
            let step = shown["step"].as_object_mut().unwrap();
            // Measured anew with the next answer.
            step.remove("clock_drift_s");
            step.remove("picture_age_s");
            shown
        };
        assert_eq!(without(&back), without(&open), "{way}");
        assert_eq!(requests(&alfa), before, "{way}: a restart sends nothing");
        assert!(!phone.writes(PASSWORD) && !phone.writes("Wrong-flower9"), "{way}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_left_for_a_week_is_over_and_says_so() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    phone.advance(8 * 86_400);
    let app = phone.begin_again(app).await;
    let over = app.sign_in_get(&open.id).unwrap();
    assert_eq!((&over.step, problem(&over)), (&Step::Cancelled, Some(ProblemCode::SignInExpired)));
    assert_eq!(app.sign_in_list(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_wrong_codes_and_then_the_right_one_sign_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut open = at_code(&app, &alfa, "totp").await;
    let mut told = None;
    let challenge = code_challenge(&open);
    let Step::SecondFactor { r#type, sms_available, backup_codes, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*r#type, *sms_available, *backup_codes), (SecondFactorType::Totp, false, true));
    for n in 1..=3 {
        let wrong = wrong_code(&alfa, "anna", n);
        open = give_code(&app, &open, &wrong).await;
        assert_eq!(problem(&open), Some(ProblemCode::CodeWrong), "{n}");
        told = open.problem.clone();
        open = give_code(&app, &open, &wrong).await;
        assert_eq!(problem(&open), Some(ProblemCode::CodeRepeated), "{n}");
        assert_eq!(open.problem.clone().unwrap().retry.cost, Cost::Free);
        assert_eq!((code_challenge(&open), open.login.as_deref()), (challenge.clone(), Some("anna")));
        assert_eq!(open.tries.spent, 0, "a code is no password");
        assert_eq!(employee(&alfa, "anna").code_attempts, n, "T11: the same code is not sent twice");
    }
    let actions: Vec<_> =
        told.as_ref().unwrap().steps.iter().filter_map(|step| Some(step.action.as_ref()?.kind.as_str())).collect();
    assert!(actions.contains(&"sign_in.back"), "Q9: begin again with the password is offered: {actions:?}");
    let passwords = sent(&alfa, "login_password");
    let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    assert_eq!(account(&app, &done(&open)).state, AccountState::SignedIn);
    assert_eq!(sent(&alfa, "login_password"), passwords, "the same session");
    assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "E2: given for the code post");
    phone.let_session_end(&alfa);
    app.session_call(&done(&open), "profile", json!({})).await.unwrap();
    assert_eq!(sent(&alfa, "code"), 4, "E5: no code for the application password");
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_codes_are_taken_in_any_spacing_and_case() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let spelt: [fn(&str) -> String; 5] = [
        str::to_owned,
        |code| code.to_uppercase(),
        |code| code.replace('-', ""),
        |code| format!("  {} \n", code.replace('-', " \u{2014} ")),
        |code| code.chars().map(|c| format!("{c} ")).collect(),
    ];
    for (n, spell) in spelt.iter().enumerate() {
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        let codes = employee(&alfa, "anna").otp.unwrap().recovery_codes;
        let typed = spell(&codes[0]);
        done(&give_code(&app, &open, &typed).await);
        assert_eq!(employee(&alfa, "anna").otp.unwrap().recovery_codes.len(), codes.len() - 1, "{n}: each works once");
    }
    assert_eq!(app.accounts_list().accounts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_code_is_not_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let before = requests(&alfa);
    for typed in ["", "12345", "1234567", "h4t9-x2q", "Sun-flower9", "12345ö"] {
        let same = give_code(&app, &open, typed).await;
        assert_eq!(problem(&same), Some(ProblemCode::CodeMalformed), "{typed}");
        assert_eq!(same.problem.as_ref().unwrap().retry.cost, Cost::Free);
        assert_eq!(code_challenge(&same), code_challenge(&open));
    }
    assert_eq!(requests(&alfa), before);
    assert_eq!(employee(&alfa, "anna").code_attempts, 0);
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_lockout_the_picture_comes_first_then_the_code_and_the_counter_is_zero() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let both = answer(&app, &open, &word(&alfa), None).await;
    let Step::Captcha { r#for, password_needed, .. } = &both.step else { unreachable!("{both:?}") };
    assert_eq!((*r#for, *password_needed), (CaptchaFor::Code, false), "needOtp: word and password were right");
    assert_ne!(problem(&both), Some(ProblemCode::CaptchaAgain), "nothing was wrong");
    let before = requests(&alfa);
    let code = answer(&app, &both, &word(&alfa), None).await;
    assert_eq!(requests(&alfa), before, "word and code go out together");
    let open = give_code(&app, &code, &device_code(&alfa, "anna")).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0);
    assert_eq!(requests(&alfa), before + 1);
    assert_eq!(employee(&alfa, "anna").attempts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_of_the_code_step_is_answered_by_a_picture_and_a_new_code() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"LOGIN_ATTEMPTS": 2})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 2)).await;
    let Step::Captcha { r#for, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*r#for, problem(&open)), (CaptchaFor::Code, Some(ProblemCode::CodeWrong)));
    let code = answer(&app, &open, "AAAAA", None).await;
    let again = give_code(&app, &code, &device_code(&alfa, "anna")).await;
    let Step::Captcha { r#for, .. } = &again.step else { unreachable!("a wrong word asks again: {again:?}") };
    assert_eq!(*r#for, CaptchaFor::Code);
    let code = answer(&app, &again, &word(&alfa), None).await;
    done(&give_code(&app, &code, &device_code(&alfa, "anna")).await);
    assert_eq!(sent(&alfa, "login_password"), 1, "the password is not asked again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_step_older_than_the_portals_session_leads_back_to_the_password() {
    for generation in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        alfa.desk().patch_policy(&json!({"generation": generation})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, "totp").await;
        phone.let_session_end(&alfa);
        let late = give_code(&app, &open, &device_code(&alfa, "anna")).await;
        let told = late.problem.clone().unwrap();
        let again = if generation == "2024" {
            assert_eq!((&late.step, told.code), (&Step::Credentials, ProblemCode::CodeSessionLost), "T14");
            late
        } else {
            // T11, P13: not to be told from a wrong code; the way back is offered (Q9).
            assert_eq!(told.code, ProblemCode::CodeWrong);
            let back =
                |step: &portico::records::ProblemStep| step.action.as_ref().is_some_and(|it| it.kind == "sign_in.back");
            assert!(told.steps.iter().any(back), "{:?}", told.steps);
            app.sign_in_back(&late.id).await.unwrap()
        };
        assert_eq!((&again.step, again.login.as_deref()), (&Step::Credentials, Some("anna")));
        let open = submit(&app, &again, "anna", PASSWORD).await;
        assert_eq!(open.tries.spent, 0, "the portal counted nothing");
        done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_at_the_code_step_goes_on_with_the_sealed_cookie() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let app = phone.begin_again(app).await;
    let back = app.sign_in_get(&open.id).unwrap();
    assert_eq!(code_challenge(&back), code_challenge(&open));
    let wrong = give_code(&app, &back, &wrong_code(&alfa, "anna", 1)).await;
    assert_eq!(problem(&wrong), Some(ProblemCode::CodeWrong));
    let app = phone.begin_again(app).await;
    let back = app.sign_in_get(&open.id).unwrap();
    done(&give_code(&app, &back, &device_code(&alfa, "anna")).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (1, 2), "the password was not sent again");
    assert_eq!(only_account(&app).state, AccountState::SignedIn);
    let anna = only_account(&app).id;
    let app = phone.begin_again(app).await;
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_between_word_and_code_asks_for_the_word_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let open = answer(&app, &open, &word(&alfa), None).await;
    let wanted = word(&alfa);
    let code = answer(&app, &open, &wanted, None).await;
    code_challenge(&code);
    let app = phone.begin_again(app).await;
    assert!(!phone.writes(&wanted), "the word is not written");
    let back = app.sign_in_get(&open.id).unwrap();
    let Step::Captcha { r#for, password_needed, .. } = &back.step else { unreachable!("{back:?}") };
    assert_eq!((*r#for, *password_needed), (CaptchaFor::Code, false));
    let code = answer(&app, &back, &wanted, None).await;
    done(&give_code(&app, &code, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_after_the_portals_session_begins_with_the_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    phone.let_session_end(&alfa);
    let app = phone.begin_again(app).await;
    let back = app.sign_in_get(&open.id).unwrap();
    assert_eq!((&back.step, problem(&back)), (&Step::Credentials, Some(ProblemCode::CodeSessionLost)));
    assert_eq!(back.login.as_deref(), Some("anna"));
    let open = submit(&app, &back, "anna", PASSWORD).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_by_counter_and_from_the_confirming_app_are_taken() {
    for (kind, shown) in [("hotp", SecondFactorType::Hotp), ("push", SecondFactorType::Push)] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, kind).await;
        let Step::SecondFactor { r#type, .. } = &open.step else { unreachable!("{open:?}") };
        assert_eq!(*r#type, shown);
        let wrong = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
        assert_eq!(problem(&wrong), Some(ProblemCode::CodeWrong));
        done(&give_code(&app, &wrong, &device_code(&alfa, "anna")).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_temporary_block_looks_like_a_wrong_password_and_passes() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"BLOCK_LOGIN_ATTEMPTS": 2, "BLOCK_TIME": 30})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut open = at_credentials(&app, &alfa).await;
    for password in ["wrong", "wrong", PASSWORD] {
        open = submit(&app, &open, "anna", password).await;
        assert_eq!(problem(&open), Some(ProblemCode::WrongCredentials));
    }
    assert!(employee(&alfa, "anna").blocked);
    alfa.desk().advance(31 * 60).unwrap();
    done(&submit(&app, &open, "anna", PASSWORD).await);
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
        let open = match stored {
            true => at_stored_picture(&app, &phone, &alfa).await,
            false => at_typed_picture(&app, &alfa, PASSWORD).await,
        };
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
async fn cancelling_while_the_password_is_on_its_way_drops_the_answer() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 700, "path": "/mobile/"})).unwrap();
    let trying = tokio::spawn({
        let (app, open) = (app.clone(), open.clone());
        async move { submit(&app, &open, "anna", PASSWORD).await }
    });
    let on_its_way = async {
        while requests(&alfa) < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), on_its_way).await.unwrap();
    assert!(app.sign_in_get(&open.id).unwrap().busy);
    let ended = app.sign_in_cancel(&open.id).await.unwrap();
    assert_eq!((&ended.step, ended.busy), (&Step::Cancelled, false), "it waits for nobody");
    assert_eq!(trying.await.unwrap().step, Step::Cancelled);
    assert_eq!(app.accounts_list().accounts, [], "nothing comes of the late answer");
    let app = phone.begin_again(app).await;
    assert_eq!((app.sign_in_list(), app.accounts_list().accounts), (vec![], vec![]));
    assert_eq!(phone.vault.names().len(), 1, "no key is left: {:?}", phone.vault.names());
}

#[tokio::test(flavor = "multi_thread")]
async fn going_away_from_a_call_leaves_the_sign_in_running() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 300, "path": "/mobile/"})).unwrap();
    let mut revisions = app.observe();
    let caller = tokio::spawn({
        let (app, open) = (app.clone(), open.clone());
        async move { submit(&app, &open, "anna", PASSWORD).await }
    });
    let busy = async {
        while !app.sign_in_get(&open.id).unwrap().busy {
            revisions.changed().await.unwrap();
        }
        caller.abort();
        while app.sign_in_get(&open.id).unwrap().busy {
            revisions.changed().await.unwrap();
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), busy).await.unwrap();
    assert_eq!(done(&app.sign_in_get(&open.id).unwrap()), only_account(&app).id, "a transition begun is finished");
}
