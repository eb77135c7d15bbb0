//! Blocks: each kind keeps everything, says what it can and cannot know, and has a way on.

use portico::CallError;
use portico::records::{AccountState, Cost, Problem, ProblemCode, Reason, Step, Who};
use portico_behaviour::steps::{at_credentials, employee, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in};
use serde_json::json;

fn kinds(problem: &Problem) -> Vec<&str> {
    problem.steps.iter().filter_map(|step| step.action.as_ref()).map(|action| action.kind.as_str()).collect()
}

fn said(problem: &Problem) -> String {
    let steps: Vec<&str> = problem.steps.iter().map(|step| step.text.as_str()).collect();
    format!("{} {} {}", problem.title, problem.cause, steps.join(" "))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_about_networks_names_the_address_and_is_asked_again_only_for_a_reason() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    phone.let_session_end(&alfa);
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::IpRule)));
    let told = row.problem.unwrap();
    assert!(told.cause.contains("The portal saw this address: 127.0.0.1."), "{}", told.cause);
    assert_eq!(kinds(&told), ["session.check", "share_help_card"]);
    let requests = || alfa.desk().requests(0).len();
    let before = requests();
    phone.advance(86_400);
    app.session_foreground().await;
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!(requests(), before, "no timer, no call, no coming to the front");
    app.session_network_changed().await;
    app.session_network_changed().await;
    assert_eq!(requests(), before + 1, "one check for a network change, at most one a minute");
    app.session_check(&anna, false).await.unwrap();
    assert_eq!(requests(), before + 2, "and one for the asking");
    assert_eq!(employee(&alfa, "anna").attempts, 0, "the rule costs no try (P2)");
    alfa.desk().put_ip_rules(&[]).unwrap();
    assert_eq!(app.session_check(&anna, false).await.unwrap().state, AccountState::SignedIn);
    assert_eq!(sent(&alfa, "login_password"), 1, "nothing was retyped");
}

/// The call before may have failed of itself: what blocks the account now is what it says.
#[tokio::test(flavor = "multi_thread")]
async fn a_block_met_by_a_call_is_told_whatever_the_call_before_it_met() {
    for (fault, reason, code) in [
        (json!({"kind": "status", "status": 403, "path": "/rest/"}), Reason::IpRule, ProblemCode::NotAllowedHere),
        (
            json!({"kind": "redirect", "location": "https://new.portal.example/", "path": "/rest/"}),
            Reason::PortalMoved,
            ProblemCode::PortalMoved,
        ),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        alfa.desk().fault(&json!({"kind": "drop", "path": "/rest/"})).unwrap();
        app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        assert_eq!(account(&app, &anna).problem.unwrap().code, ProblemCode::AnswerLost);
        alfa.desk().fault(&fault).unwrap();
        app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        let row = account(&app, &anna);
        assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(reason)));
        assert_eq!(row.problem.unwrap().code, code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_several_addresses_names_none_as_ours() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    alfa.desk().fault(&json!({"kind": "status", "status": 403, "path": "/rest/"})).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let told = account(&app, &anna).problem.unwrap();
    assert_eq!(told.code, ProblemCode::NotAllowedHere);
    assert!(!told.cause.contains("saw this address"), "nothing is made up: {}", told.cause);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_for_a_time_is_named_as_a_cause_and_the_kept_secret_works_again_on_request() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    patch(&alfa, "anna", json!({"blocked": true}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    let told = row.problem.unwrap();
    assert_eq!((told.code, told.retry.cost), (ProblemCode::StoredRefused, Cost::OneTry));
    for cause in ["removed", "blocked for a time", "closed", "network"] {
        assert!(told.cause.contains(cause), "T13, G8, P2: {cause} in {}", told.cause);
    }
    // Even the right password is refused while the block lasts, and no text calls it wrong.
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let refused = open.problem.clone().unwrap();
    assert_eq!((&open.step, refused.code), (&Step::Credentials, ProblemCode::WrongCredentials));
    assert!(refused.cause.contains("a right password is refused too"), "G8: {}", refused.cause);
    app.sign_in_cancel(&open.id).await.unwrap();
    patch(&alfa, "anna", json!({"blocked": false}));
    let stored = sent(&alfa, "app_password");
    app.session_network_changed().await;
    assert_eq!(sent(&alfa, "app_password"), stored, "R1: not by itself");
    assert_eq!(app.session_check(&anna, true).await.unwrap().state, AccountState::SignedIn, "R1: on request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_in_the_cloud_speaks_of_the_network_profile_and_of_support() {
    for cloud in [true, false] {
        let alfa = portal(&["anna"]).await;
        if cloud {
            alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
        }
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", "wrong").await;
        let told = open.problem.unwrap();
        assert_eq!(told.code, ProblemCode::WrongCredentials);
        assert_eq!(said(&told).contains("Bitrix24 support"), cloud, "G12: {told:?}");
        assert_eq!(kinds(&told).contains(&"help.which_me"), cloud, "J5: {told:?}");
        assert!(told.cause.contains("expired"), "G11, P34: it cannot be told apart: {}", told.cause);
        let recover = told.steps.iter().filter_map(|step| step.action.as_ref());
        assert!(recover.clone().count() > 2, "{told:?}");
        // People without a password of their own: a browser, or a QR code.
        assert!(said(&told).contains("may have no password here"), "{told:?}");
        assert!(kinds(&told).contains(&"open_url") && kinds(&told).contains(&"scan_qr"), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_says_of_a_refused_saved_password_all_that_the_account_says() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    alfa.desk().revoke(employee(&alfa, "anna").id).unwrap();
    phone.let_session_end(&alfa);
    let Err(CallError::CallFailed { problem }) = app.session_call(&anna, "profile", json!({})).await else {
        unreachable!("the saved password is refused")
    };
    assert!(said(&problem).contains("Bitrix24 cloud"), "G12: {problem:?}");
    assert_eq!(account(&app, &anna).problem, Some(*problem));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_the_cloud_are_shown_and_never_decided_on() {
    for words in ["This employee is not in Bitrix24", "Accept the invitation"] {
        let alfa = portal(&["anna"]).await;
        alfa.desk().patch_switches(&json!({"P9": "cloud", "P1": {"error": "ANY", "error_message": words}})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", "wrong").await;
        let told = open.problem.unwrap();
        assert_eq!((told.code, told.detail.as_deref()), (ProblemCode::PortalSays, Some(words)), "T15, R11");
        assert!(kinds(&told).contains(&"help.which_me"), "whatever it says: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_password_refused_with_words_of_the_cloud_has_the_same_ways_on_as_without() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let id = employee(&alfa, "anna").id;
    let words = "Try again later";
    alfa.desk().patch_switches(&json!({"P9": "cloud", "P1": {"error": "ANY", "error_message": words}})).unwrap();
    alfa.desk().patch_user(id, &json!({"blocked": true})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    let told = row.problem.unwrap();
    assert_eq!((told.code, told.detail.as_deref()), (ProblemCode::PortalSays, Some(words)));
    assert!(told.cause.contains("kept for 30\u{a0}days"), "R1: {}", told.cause);
    assert_eq!(kinds(&told), ["sign_in.start", "session.check", "share_help_card"], "{told:?}");
    alfa.desk().patch_user(id, &json!({"blocked": false})).unwrap();
    assert_eq!(
        app.session_check(&anna, true).await.unwrap().state,
        AccountState::SignedIn,
        "a block looks the same (G8)"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_over_its_plan_or_locked_keeps_the_sign_in_and_says_who_can_help() {
    for (mark, state, reason, code) in [
        ("restricted", AccountState::SignedIn, None, ProblemCode::LicenceLimit),
        ("blocked", AccountState::Blocked, Some(Reason::Licence), ProblemCode::PortalLocked),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        alfa.desk().patch_switches(&json!({"T3": mark})).unwrap();
        phone.let_session_end(&alfa);
        app.session_foreground().await;
        let row = account(&app, &anna);
        assert_eq!((row.state, row.reason), (state, reason), "T3");
        let told = row.problem.unwrap();
        assert_eq!((told.code, told.who, told.retry.cost), (code, Who::Administrator, Cost::Free));
        alfa.desk().patch_switches(&json!({"T3": "none"})).unwrap();
        phone.let_session_end(&alfa);
        let row = app.session_check(&anna, false).await.unwrap();
        assert_eq!((row.state, row.problem), (AccountState::SignedIn, None), "{mark}: the check it offers heals it");
        assert_eq!(sent(&alfa, "login_password"), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_is_gone_loses_nobody_a_try_or_an_account() {
    for status in [404, 410] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        phone.let_session_end(&alfa);
        alfa.desk().fault(&json!({"kind": "status", "status": status, "count": 2})).unwrap();
        app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        let row = account(&app, &anna);
        let told = row.problem.unwrap();
        assert_eq!(
            (row.state, told.code, told.retry.cost),
            (AccountState::SignedIn, ProblemCode::PortalGone, Cost::Free)
        );
        assert_eq!((row.tries.spent, row.tries.unanswered), (0, 0), "R2");
        assert_eq!(kinds(&told), ["share_help_card", "open_url", "session.check", "accounts.delete"]);
        let open = app.sign_in_start(portico::Start::Account(anna.clone())).await.unwrap();
        let open = submit(&app, &open, "anna", PASSWORD).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(ProblemCode::PortalGone)));
        assert_eq!(done(&submit(&app, &open, "anna", PASSWORD).await), anna, "it is back");
    }
}

/// An expired password (G11, P34), the cloud's security block (G12), people who sign in through another service only (M8): none of
/// them can be told from a wrong password, so all of them are among the causes, and each has its way on.
#[tokio::test(flavor = "multi_thread")]
async fn what_looks_like_a_wrong_password_has_its_own_way_on() {
    let password = |portal: &portico_portal::Portal, change| patch(portal, "anna", change);
    let expired = |portal: &portico_portal::Portal| password(portal, json!({"password_expired": true}));
    let none = |portal: &portico_portal::Portal| password(portal, json!({"password": null}));
    let blocked = |portal: &portico_portal::Portal| {
        portal.desk().patch_switches(&json!({"P9": "cloud", "G12": "on"})).unwrap();
    };
    type Making<'a> = &'a dyn Fn(&portico_portal::Portal);
    let cases: [(Making<'_>, &str, &str); 3] = [
        (&expired, "expired", "make a new one before"),
        (&none, "password", "a company or social account"),
        (&blocked, "only Bitrix24 support lifts it", "ask your administrator"),
    ];
    for (make, cause, way) in cases {
        let alfa = portal(&["anna"]).await;
        make(&alfa);
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(ProblemCode::WrongCredentials)));
        let told = open.problem.unwrap();
        assert!(told.cause.contains(cause) && said(&told).contains(way), "{told:?}");
        assert_eq!(open.login.as_deref(), Some("anna"), "nothing typed is lost");
    }
}

/// B17: everything is kept, nothing is mixed, and after a reset the same account signs in to the new portal.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_was_registered_anew_is_not_taken_for_the_old_one() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    app.drafts_set(&anna, "half a sentence").await.unwrap();
    alfa.desk().reregister().unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::PortalChanged)));
    let told = row.problem.unwrap();
    assert_eq!((told.code, told.retry.cost), (ProblemCode::PortalChanged, Cost::NoneHelps));
    assert_eq!(kinds(&told), ["share_help_card", "accounts.reset"]);
    app.accounts_reset(&anna).await.unwrap();
    let open = app.sign_in_start(portico::Start::Account(anna.clone())).await.unwrap();
    assert_eq!(done(&submit(&app, &open, "anna", PASSWORD).await), anna, "the same row");
    assert_eq!(app.drafts_get(&anna).unwrap(), "half a sentence");
}
