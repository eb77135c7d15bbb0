//! What is kept over time and restarts, and what is not.

use std::time::Duration;

use portico::records::{AccountState, CaptchaFor, ProblemCode, SignIn, Step};
use portico::{CallError, Portico, Start};
use portico_behaviour::steps::{
    answer, at_credentials, code_challenge, device_code, give_code, patch, problem, submit, wrong_code,
};
use portico_behaviour::{PASSWORD, Phone, captcha, done, only_account, portal, sent, word};
use serde_json::json;

use super::{at_code, at_stored_picture, at_typed_picture, requests, shown};

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_waits_five_minutes_and_one_in_the_background() {
    for (background, enough) in [(false, 300), (true, 60)] {
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
        phone.advance(1);
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

/// Nobody looks, and nothing is called: views that observe are told when the password is gone.
#[tokio::test(flavor = "multi_thread")]
async fn who_observes_is_told_when_the_time_of_a_typed_password_is_over() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let mut revisions = app.observe();
    revisions.borrow_and_update();
    phone.advance(301);
    tokio::time::timeout(Duration::from_secs(20), revisions.changed()).await.unwrap().unwrap();
    let Step::Captcha { password_needed: true, .. } = app.sign_in_get(&open.id).unwrap().step else { unreachable!() };
}

/// On one thread, where nothing of the first call's own work has run when the second comes.
#[tokio::test]
async fn to_the_front_and_at_once_to_the_back_again_is_the_back() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let mut front = std::pin::pin!(app.session_foreground());
    std::future::poll_fn(|context| std::task::Poll::Ready(front.as_mut().poll(context).is_pending())).await;
    app.session_background();
    front.await;
    phone.advance(61);
    app.session_foreground().await;
    let now = app.sign_in_get(&open.id).unwrap();
    assert!(matches!(now.step, Step::Captcha { password_needed: true, .. }), "{now:?}");
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

/// Capitals, small letters and digits in one word, as passwords have them: not written while nobody has said that it is a login.
#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_looks_like_a_password_is_kept_once_the_portal_has_shown_that_it_knows_it() {
    const LOGIN: &str = "JSmith2";
    for otp in [false, true] {
        let alfa = portal(&[LOGIN]).await;
        patch(&alfa, LOGIN, if otp { json!({"otp": {"type": "totp"}}) } else { json!({"attempts": 10}) });
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, LOGIN, PASSWORD).await;
        let app = phone.begin_again(app).await;
        let back = app.sign_in_get(&open.id).unwrap();
        assert_eq!(back.login.as_deref(), Some(LOGIN));
        let now = match otp {
            true => {
                let code = device_code(&alfa, LOGIN);
                give_code(&app, &back, &code).await
            }
            false => answer(&app, &back, &word(&alfa), Some(PASSWORD)).await,
        };
        done(&now);
    }
}

/// Of a program that kept no such login: asked for again, and said so.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_or_a_code_that_is_left_without_its_login_asks_for_login_and_password_again() {
    for otp in [false, true] {
        let alfa = portal(&["anna"]).await;
        patch(&alfa, "anna", if otp { json!({"otp": {"type": "totp"}}) } else { json!({"attempts": 10}) });
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        let file = phone.folder().join("device/sign_ins").join(format!("{}.json", open.id));
        drop(app);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("\"login\": \"anna\"", "\"login\": null")).unwrap();
        let app = phone.restart().await;
        let back = app.sign_in_get(&open.id).unwrap();
        assert_eq!((&back.step, problem(&back)), (&Step::Credentials, Some(ProblemCode::PasswordNeeded)));
        let now = submit(&app, &back, "anna", PASSWORD).await;
        assert_eq!(now.login.as_deref(), Some("anna"));
    }
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
    let open = at_credentials(&app, &alfa).await;
    phone.advance(6 * 86_400);
    patch(&alfa, "anna", json!({"attempts": 10}));
    captcha(&submit(&app, &open, "anna", PASSWORD).await);
    phone.advance(7 * 86_400);
    let app = phone.begin_again(app).await;
    assert_eq!(app.sign_in_list().len(), 1, "a week since the last step is not over yet");
    phone.advance(1);
    let app = phone.begin_again(app).await;
    let over = app.sign_in_get(&open.id).unwrap();
    assert_eq!((&over.step, problem(&over)), (&Step::Cancelled, Some(ProblemCode::SignInExpired)));
    assert_eq!(app.sign_in_list(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_sign_ins_can_be_looked_at_until_sixty_four_are_kept_and_an_open_one_never_makes_room() {
    let phone = Phone::trusting(&[]);
    let app = phone.open().await;
    let open = app.sign_in_start(Start::Nothing).await.unwrap();
    let mut ended = Vec::new();
    for _ in 0..64 {
        let next = app.sign_in_start(Start::Nothing).await.unwrap();
        ended.push(app.sign_in_cancel(&next.id).await.unwrap());
    }
    let (oldest, kept) = ended.split_first().unwrap();
    assert_eq!(app.sign_in_get(&oldest.id).unwrap_err(), CallError::UnknownSignIn);
    for one in kept {
        assert_eq!(app.sign_in_get(&one.id).unwrap().step, Step::Cancelled);
    }
    assert_eq!(app.sign_in_list(), [app.sign_in_get(&open.id).unwrap()]);
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
    phone.advance(1_439);
    let app = phone.begin_again(app).await;
    code_challenge(&app.sign_in_get(&open.id).unwrap());
    phone.advance(1);
    alfa.desk().advance(1_440).unwrap();
    let app = phone.begin_again(app).await;
    let back = app.sign_in_get(&open.id).unwrap();
    assert_eq!((&back.step, problem(&back)), (&Step::Credentials, Some(ProblemCode::CodeSessionLost)));
    assert_eq!(back.login.as_deref(), Some("anna"));
    let open = submit(&app, &back, "anna", PASSWORD).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

/// R3, R5: as many ways as a password gets into a field that is kept, and none of them reaches a file.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_kept_over_a_restart_and_no_password_among_it() {
    const REFUSED: &str = "plainword";
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let mut app = phone.open().await;
    let open = app.sign_in_start(Start::Nothing).await.unwrap();
    let link = format!("{}/?intent=a&hash=0123456789abcdef0123456789abcdef", alfa.url());
    for secret in [format!("anna:{PASSWORD}"), format!("anna:{PASSWORD}@alfa.example"), link] {
        app.sign_in_keep(&open.id, None, Some(&secret)).await.unwrap();
        assert!(!phone.writes(PASSWORD) && !phone.writes("0123456789abcdef"), "{secret}");
    }
    let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
    submit(&app, &open, "anna", REFUSED).await;
    for (typed, after) in [(REFUSED, Some("anna")), ("anna.b", Some("anna.b")), (PASSWORD, Some("anna")), ("", None)] {
        let kept = app.sign_in_keep(&open.id, Some(typed), None).await.unwrap();
        assert_eq!(kept.login.as_deref().unwrap_or_default(), typed, "shown as typed");
        assert!(!phone.writes(REFUSED) && !phone.writes(PASSWORD), "{typed}");
        if typed != REFUSED {
            app = phone.begin_again(app).await;
            assert_eq!(app.sign_in_get(&open.id).unwrap().login.as_deref(), after, "{typed}");
        }
    }
    for (length, is_kept) in [(256, true), (257, false)] {
        let typed = "a".repeat(length);
        let kept = app.sign_in_keep(&open.id, Some(&typed), None).await.unwrap();
        assert_eq!(kept.login == Some(typed), is_kept, "no login is as long as {length}");
    }
    assert_eq!(sent(&alfa, "login_password"), 1, "nothing was sent for it");
}

/// R5: what was a password a moment ago stands in no file as a login.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_that_is_sent_as_login_next_is_not_written() {
    const REFUSED: &str = "plainword";
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    submit(&app, &open, "anna", REFUSED).await;
    let open = submit(&app, &open, REFUSED, PASSWORD).await;
    assert_eq!((open.login.as_deref(), sent(&alfa, "login_password")), (Some(REFUSED), 2));
    assert!(!phone.writes(REFUSED));
}

/// Q3, P40: the portal's cookie is on the disk, sealed, only where a code would be useless without it.
#[tokio::test(flavor = "multi_thread")]
async fn the_portals_cookie_is_written_only_while_a_code_is_awaited() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let keeps_a_cookie = |open: &SignIn| {
        let file = phone.folder().join("device/sign_ins").join(format!("{}.json", open.id));
        let doc: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        doc.get("sealed").is_some_and(|sealed| !sealed.is_null())
    };
    let open = at_credentials(&app, &alfa).await;
    assert!(!keeps_a_cookie(&open));
    let open = submit(&app, &open, "anna", "Wrong-flower9").await;
    assert!(!keeps_a_cookie(&open), "a refused password");
    patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
    let open = submit(&app, &open, "anna", PASSWORD).await;
    captcha(&open);
    assert!(!keeps_a_cookie(&open), "a picture before the password");
    let open = answer(&app, &open, &word(&alfa), None).await;
    captcha(&open);
    assert!(keeps_a_cookie(&open), "a picture before the code");
    let open = answer(&app, &open, &word(&alfa), None).await;
    code_challenge(&open);
    assert!(keeps_a_cookie(&open), "the code itself");
    let open = app.sign_in_back(&open.id).await.unwrap();
    assert!(!keeps_a_cookie(&open), "back at the password");
}

/// Most likely login and password were pasted as one.
#[tokio::test(flavor = "multi_thread")]
async fn a_login_with_a_colon_is_said_to_be_one_and_neither_sent_nor_written() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let before = requests(&alfa);
    let still = submit(&app, &open, "anna:Sun-flower9", "Sun-flower9").await;
    assert_eq!((problem(&still), &still.step), (Some(ProblemCode::LoginWithColon), &Step::Credentials));
    assert_eq!((requests(&alfa), still.tries.last_at), (before, None));
    assert!(!phone.writes("Sun-flower9"));
    done(&submit(&app, &still, "anna", PASSWORD).await);
}

/// R5: a password in the login field.
#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_looks_like_a_password_is_shown_and_not_written() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let still = submit(&app, &open, "Sun-flower8", "something else").await;
    assert_eq!((problem(&still), still.login.as_deref()), (Some(ProblemCode::WrongCredentials), Some("Sun-flower8")));
    assert!(!phone.writes("Sun-flower8"));
    done(&submit(&app, &still, "anna", PASSWORD).await);
}
