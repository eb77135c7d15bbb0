//! The main job: several portals, lockout, the way out, reset, delete.

use portico::records::{AccountState, Availability, CaptchaSecret, Reason, Step, ToldPortal};
use portico::secret::Secret;
use portico::{CallError, Start};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, only_account, portal, sent, sign_in, state, word};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sign_in_is_two_requests_and_keeps_an_application_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    assert_eq!(anna.state, AccountState::SignedIn);
    assert_eq!(anna.name, "anna Berg");
    assert!(anna.selected);
    assert_eq!(app.accounts_list().availability, Availability::Ready);
    let requests = alfa.desk().requests(0);
    assert_eq!(requests.len(), 2, "{requests:?}");
    let profile = app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    assert_eq!(profile.get("NAME").unwrap(), "anna");
    assert_eq!(alfa.desk().requests(0).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_by_another_device_is_cured_by_one_picture_without_retyping_anything() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let user = alfa.desk().state().unwrap().users.remove(0).id;
    alfa.desk().patch_user(user, &json!({"attempts": 10})).unwrap();
    phone.advance(1500);
    alfa.desk().advance(1500).unwrap();
    let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    assert_eq!(failed.code(), "call_failed");
    assert_eq!(state(&app, &anna.id), AccountState::CaptchaNeeded);
    let before = alfa.desk().requests(0).len();
    for _ in 0..20 {
        app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    }
    assert_eq!(alfa.desk().requests(0).len(), before, "a machine burns no try");
    let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    assert_eq!(alfa.desk().requests(0).len(), before, "no password is sent for that");
    let Step::Captcha { secret, password_needed, other_ways, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*secret, *password_needed), (CaptchaSecret::Stored, false));
    assert!(other_ways.iter().any(|way| !way.needs_picture));
    let picture = app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    assert_eq!(picture.media_type, "image/jpeg");
    let solved = app.sign_in_submit_captcha(&open.id, &captcha(&open), &word(&alfa), None).await.unwrap();
    assert_eq!(done(&solved), anna.id);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    assert_eq!(only_account(&app).tries.spent, 0);
    assert_eq!(sent(&alfa, "login_password"), 1, "nothing was retyped");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_wrong_passwords_bring_a_picture_and_the_held_password_goes_out_with_its_word() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
    for n in 1..=9 {
        open = app.sign_in_submit_credentials(&open.id, "anna", Secret::new("wrong")).await.unwrap();
        assert_eq!(open.step, Step::Credentials);
        assert_eq!(open.tries.spent, n);
        assert_eq!(open.login.as_deref(), Some("anna"), "nothing typed is lost");
    }
    open = app.sign_in_submit_credentials(&open.id, "anna", Secret::new("wrong")).await.unwrap();
    assert_eq!(open.tries.spent, 10);
    let Step::Captcha { secret, password_needed, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*secret, *password_needed), (CaptchaSecret::Typed, false));
    app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    let first = captcha(&open);
    open = app.sign_in_submit_captcha(&open.id, &first, &word(&alfa), Some(Secret::new(PASSWORD))).await.unwrap();
    let anna = done(&open);
    assert_eq!(account(&app, &anna).tries.spent, 0);
    let late = app.sign_in_submit_captcha(&open.id, &first, "late", None).await.unwrap_err();
    assert_eq!(late, CallError::StaleChallenge);
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_keeps_the_row_and_delete_leaves_nothing() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    assert_ne!(anna.id, boris.id);
    let receipt = app.accounts_reset(&anna.id).await.unwrap();
    assert!(receipt.cleared.iter().any(|item| item.what == "application_password"));
    assert_eq!(receipt.left_on_portal.len(), 1, "P39");
    let row = account(&app, &anna.id);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Reset)));
    let again = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    assert_eq!(again.login.as_deref(), Some("anna"));
    let again = app.sign_in_submit_credentials(&again.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    assert_eq!(done(&again), anna.id, "the same row");
    let receipt = app.accounts_delete(&anna.id).await.unwrap();
    assert_eq!(receipt.portal_told, ToldPortal::Told);
    assert_eq!(receipt.pending, Vec::<String>::new());
    assert_eq!(only_account(&app).id, boris.id);
    assert_eq!(phone.vault.names().len(), 2, "boris and the installation: {:?}", phone.vault.names());
    app.session_call(&boris.id, "profile", json!({})).await.unwrap();
    assert_eq!(app.accounts_delete(&anna.id).await.unwrap(), receipt, "again and again");
}
