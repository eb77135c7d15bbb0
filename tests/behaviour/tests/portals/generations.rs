//! Four generations of servers.

use std::sync::Arc;

use portico::records::{
    AccountState, CaptchaFor, CaptchaSecret, HistorySource, PortalKind, ProblemCode, Reason, Step, ToldPortal,
};
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::{answer, at_credentials, device_code, employee, give_code, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, only_account, portal, sent, sign_in, state, word};
use portico_portal::Portal;
use serde_json::json;

use super::requests;

async fn of_generation(generation: &str) -> Portal {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"generation": generation})).unwrap();
    alfa
}

#[tokio::test(flavor = "multi_thread")]
async fn every_generation_signs_in_refuses_and_answers_calls() {
    for (generation, cost) in [("2025", 2), ("2024", 2), ("2015", 3), ("2013", 3)] {
        let alfa = of_generation(generation).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        assert_eq!(requests(&alfa), cost, "{generation}: {:?}", alfa.desk().requests(0));
        assert_eq!(anna.user_id.as_deref(), Some("1"), "{generation}: Q13");
        assert_eq!((anna.state, anna.login.as_str()), (AccountState::SignedIn, "anna"));
        app.session_call(&anna.id, "profile", json!({})).await.unwrap();
        let again = sign_in(&app, &alfa, "ANNA").await;
        assert_eq!(again.id, anna.id, "{generation}: the same row");
        let named = if cost == 2 { "anna" } else { "ANNA" };
        assert_eq!(
            again.login, named,
            "{generation}: as the portal writes it; as it was typed where the portal is silent"
        );
        assert_eq!(app.accounts_list().accounts.len(), 1);
        let open = at_credentials(&app, &alfa).await;
        let refused = submit(&app, &open, "anna", "wrong").await;
        assert_eq!((&refused.step, problem(&refused)), (&Step::Credentials, Some(ProblemCode::WrongCredentials)));
        assert_eq!(refused.tries.spent, 1, "{generation}");
        assert_eq!(employee(&alfa, "anna").attempts, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_is_hosted_where_its_last_success_says_and_self_hosted_where_none_says_it() {
    for (generation, moved) in [("2025", PortalKind::Cloud), ("2013", PortalKind::Box)] {
        let alfa = of_generation(generation).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let before = sign_in(&app, &alfa, "anna").await;
        assert_eq!(before.portal.kind, PortalKind::Box, "{generation}");
        alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
        let again = sign_in(&app, &alfa, "anna").await;
        assert_eq!((&again.id, again.portal.kind), (&before.id, moved), "{generation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn generations_that_give_an_application_password_renew_with_it() {
    for generation in ["2025", "2024", "2015"] {
        let alfa = of_generation(generation).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        assert_eq!(anna.problem, None);
        phone.let_session_end(&alfa);
        let app = phone.begin_again(app).await;
        let before = requests(&alfa);
        app.session_call(&anna.id, "profile", json!({})).await.unwrap();
        assert_eq!(requests(&alfa), before + 2, "{generation}: one renewal and the call");
        assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "app_password")), (1, 1));
        assert_eq!(only_account(&app).login, "anna", "{generation}: the name for later sign-ins");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_without_application_passwords_says_so_beforehand_and_ends_with_its_session() {
    for restart in [false, true] {
        let alfa = of_generation("2013").await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        assert_eq!(
            (anna.state, anna.problem.unwrap().code),
            (AccountState::SignedIn, ProblemCode::NoApplicationPassword)
        );
        app.session_call(&anna.id, "profile", json!({})).await.unwrap();
        assert_eq!(state(&app, &anna.id), AccountState::SignedIn);
        let app = if restart {
            phone.begin_again(app).await
        } else {
            phone.let_session_end(&alfa);
            app
        };
        let before = requests(&alfa);
        let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
        // The portal itself says that the session is over; started anew, there is nothing to ask with.
        let asked = if restart { 0 } else { 1 };
        assert_eq!((failed.code(), requests(&alfa)), ("call_failed", before + asked));
        let row = account(&app, &anna.id);
        assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::SessionEnded)));
        assert_eq!(row.problem.unwrap().code, ProblemCode::SessionEnded);
        let history = app.history_list(&anna.id, None).await.unwrap();
        let own: Vec<_> = history.iter().filter(|entry| entry.source == HistorySource::Phone).collect();
        let own: Vec<_> = own.iter().map(|entry| entry.event.as_str()).collect();
        // A program that was started anew does not know whether the session goes on in another one.
        let seen: &[&str] = if restart { &["signed_in"] } else { &["session_ended", "signed_in"] };
        assert_eq!(own, seen);
        let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
        assert_eq!((&open.step, open.login.as_deref()), (&Step::Credentials, Some("anna")));
        assert_eq!(done(&submit(&app, &open, "anna", PASSWORD).await), anna.id);
        let receipt = app.accounts_delete(&anna.id).await.unwrap();
        assert_eq!(receipt.left_on_portal, [], "nothing was left there");
    }
}

/// R2: 24 minutes are only assumed (P43), and a portal may let sessions live longer (G2: 30 minutes, and what its administrator sets).
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_nothing_renews_ends_when_the_portal_says_so_and_not_by_the_clock() {
    let alfa = of_generation("2013").await;
    alfa.desk().patch_policy(&json!({"SESSION_TIMEOUT": 60})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    for _ in 0..3 {
        phone.let_session_end(&alfa);
        app.session_call(&anna.id, "profile", json!({})).await.unwrap();
        assert_eq!(state(&app, &anna.id), AccountState::SignedIn);
    }
    // R4: told with the session that is open.
    phone.let_session_end(&alfa);
    assert_eq!(app.accounts_sign_out(&anna.id).await.unwrap().portal_told, ToldPortal::Told);
    let anna = sign_in(&app, &alfa, "anna").await;
    phone.advance(3601);
    alfa.desk().advance(3601).unwrap();
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna.id);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::SessionEnded)));
}

/// The portal was updated, and the other program signs in to it just after this one has read the account: its application
/// password is there now.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_for_good_in_one_process_signs_nobody_out_in_another() {
    let alfa = of_generation("2013").await;
    let phone = Phone::trusting(&[&alfa]);
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
    let anna = sign_in(&app, &alfa, "anna").await;
    let other = phone.restart().await;
    alfa.desk().patch_policy(&json!({"generation": "2025"})).unwrap();
    let open = other.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    phone.let_session_end(&alfa);
    disk.hold(Some(phone.document(&anna.id)));
    let calling = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { app.session_call(&anna, "profile", json!({})).await }
    });
    while disk.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(done(&submit(&other, &open, "anna", PASSWORD).await), anna.id);
    disk.hold(None);
    calling.await.unwrap().unwrap();
    assert_eq!(state(&app, &anna.id), AccountState::SignedIn, "read again before it was written, and gone on with");
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    other.session_call(&anna.id, "profile", json!({})).await.unwrap();
    assert_eq!(state(&phone.restart().await, &anna.id), AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_employees_of_an_old_portal_are_told_apart_by_their_profile() {
    for generation in ["2015", "2013"] {
        let alfa = portal(&["anna", "boris"]).await;
        alfa.desk().patch_policy(&json!({"generation": generation})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        let boris = sign_in(&app, &alfa, "boris").await;
        assert_ne!(anna.id, boris.id);
        assert_eq!((anna.user_id.as_deref(), boris.user_id.as_deref()), (Some("1"), Some("2")));
        assert_eq!(sign_in(&app, &alfa, "anna").await.id, anna.id, "{generation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_that_does_not_come_leaves_the_login_as_the_key() {
    for generation in ["2015", "2013"] {
        let alfa = of_generation(generation).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        alfa.desk().fault(&json!({"kind": "status", "status": 500, "path": "/rest/"})).unwrap();
        let first = sign_in(&app, &alfa, "anna").await;
        assert_eq!((first.state, first.user_id.as_deref()), (AccountState::SignedIn, None), "{generation}");
        let second = sign_in(&app, &alfa, "anna").await;
        assert_eq!((&second.id, second.user_id.as_deref()), (&first.id, Some("1")), "{generation}: learnt later");
        assert_eq!(app.accounts_list().accounts.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_is_opened_by_a_picture_where_the_generation_has_pictures() {
    for generation in ["2025", "2024", "2015"] {
        let alfa = of_generation(generation).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        patch(&alfa, "anna", json!({"attempts": 10}));
        phone.let_session_end(&alfa);
        app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        assert_eq!(state(&app, &anna), AccountState::CaptchaNeeded, "{generation}");
        let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
        let Step::Captcha { secret, .. } = &open.step else { unreachable!("{open:?}") };
        assert_eq!(*secret, CaptchaSecret::Stored);
        app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
        assert_eq!(done(&answer(&app, &open, &word(&alfa), None).await), anna, "{generation}");
        assert_eq!(sent(&alfa, "login_password"), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_of_a_portal_of_2013_cannot_be_seen_and_passes_with_a_sign_in_elsewhere() {
    let alfa = of_generation("2013").await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(ProblemCode::WrongCredentials)), "T5");
    patch(&alfa, "anna", json!({"attempts": 0}));
    done(&submit(&app, &open, "anna", PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_with_a_second_factor_is_opened_in_2024_too() {
    let alfa = of_generation("2024").await;
    patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let open = answer(&app, &open, &word(&alfa), None).await;
    let Step::Captcha { r#for, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!(*r#for, CaptchaFor::Code, "Q8");
    let open = answer(&app, &open, &word(&alfa), None).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!(employee(&alfa, "anna").attempts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_things_cost_on_the_wire() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let lines = |after: usize| -> Vec<String> {
        let log = alfa.desk().requests(0).into_iter().skip(after);
        log.map(|request| format!("{} {}", request.method, request.path.split(['?', '&']).next().unwrap())).collect()
    };
    let anna = sign_in(&app, &alfa, "anna").await.id;
    assert_eq!(lines(0), ["GET /mobile/", "POST /mobile/"], "a first sign-in");

    let before = requests(&alfa);
    for _ in 0..5 {
        let _ = (app.accounts_list(), app.sign_in_list(), app.session_status(&anna).unwrap());
        app.accounts_preview(&anna, portico::records::ReceiptKind::Delete).unwrap();
        app.session_foreground().await;
        app.session_network_changed().await;
    }
    assert_eq!(requests(&alfa), before, "reading, and a session that lives");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(lines(before), ["POST /rest/profile.json"], "a call");

    phone.let_session_end(&alfa);
    let before = requests(&alfa);
    app.session_foreground().await;
    assert_eq!(lines(before), ["POST /mobile/"], "a renewal");

    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let before = requests(&alfa);
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    for _ in 0..3 {
        app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    }
    assert_eq!(done(&answer(&app, &open, &word(&alfa), None).await), anna);
    assert_eq!(lines(before), ["GET /mobile/ajax.php", "POST /mobile/"], "a picture");
}
