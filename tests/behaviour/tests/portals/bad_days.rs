//! Portals that answer rubbish, late, or not at all.

use portico::clock::Clock as _;
use portico::records::{AccountState, Cost, Problem, ProblemCode, Reason, Step};
use portico::{CallError, Start};
use portico_behaviour::steps::{answer, at_credentials, employee, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in, word};
use serde_json::{Value, json};

use super::requests;

/// What may come instead of an answer: what it is called, whether the try may have been counted, and whether waiting is told.
fn bad_days() -> Vec<(Value, ProblemCode, bool, Option<u64>)> {
    let status = |status: u16| json!({"kind": "status", "status": status});
    let wait = |status: u16, wait: &str| json!({"kind": "status", "status": status, "headers": {"Retry-After": wait}});
    vec![
        (wait(429, "30"), ProblemCode::PortalBusy, false, Some(30)),
        (wait(429, "99999"), ProblemCode::PortalBusy, false, Some(3600)),
        (status(429), ProblemCode::PortalBusy, false, Some(60)),
        (wait(503, "40"), ProblemCode::PortalBusy, false, Some(40)),
        (status(503), ProblemCode::PortalFailing, false, Some(10)),
        (status(500), ProblemCode::PortalFailing, false, Some(10)),
        (status(521), ProblemCode::NetworkServiceDown, false, Some(10)),
        (status(407), ProblemCode::CaptivePortal, false, None),
        (json!({"kind": "redirect", "location": "/auth/"}), ProblemCode::CaptivePortal, false, None),
        (json!({"kind": "captive"}), ProblemCode::CaptivePortal, true, None),
        (json!({"kind": "garbage"}), ProblemCode::Unexpected, true, None),
        (json!({"kind": "drop"}), ProblemCode::AnswerLost, true, None),
        (json!({"kind": "cut"}), ProblemCode::AnswerLost, true, None),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_bad_day_loses_what_was_typed_or_calls_a_password_wrong() {
    for (fault, code, lost, wait_s) in bad_days() {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        alfa.desk().fault(&fault).unwrap();
        let open = submit(&app, &open, "anna", PASSWORD).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(code)), "{fault}");
        let told = open.problem.clone().unwrap();
        assert_eq!(told.retry.wait_s, wait_s, "{fault}");
        assert_eq!(told.retry.cost, if lost { Cost::OneTry } else { Cost::Free }, "{fault}");
        assert!(!told.steps.is_empty() && !told.cause.contains('{'), "{told:?}");
        assert_eq!(open.login.as_deref(), Some("anna"));
        assert_eq!((open.tries.spent, open.tries.unanswered), (0, u32::from(lost)), "{fault}");
        let row = account(&app, &done(&submit(&app, &open, "anna", PASSWORD).await));
        assert_eq!((row.tries.spent, row.tries.unanswered), (0, 0));
        assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "Q11: a lost answer is repeated with the same id");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_bad_day_signs_anybody_out() {
    for (fault, code, lost, wait_s) in bad_days() {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        phone.let_session_end(&alfa);
        alfa.desk().fault(&fault).unwrap();
        let failed = app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        assert_eq!(failed.code(), "call_failed", "{fault}");
        let row = account(&app, &anna);
        assert_eq!((row.state, row.reason), (AccountState::SignedIn, None), "{fault}");
        let told = row.problem.unwrap();
        assert_eq!(told.code, code, "{fault}: the account carries it");
        assert_eq!(told.retry.cost, if lost { Cost::OneTry } else { Cost::Free }, "{fault}");
        assert_eq!((row.tries.spent, row.tries.unanswered), (0, u32::from(lost)), "{fault}");
        phone.advance(wait_s.unwrap_or_default());
        app.session_call(&anna, "profile", json!({})).await.unwrap();
        assert_eq!((account(&app, &anna).problem, sent(&alfa, "login_password")), (None, 1), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_portal_is_left_alone_for_as_long_as_it_asked() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    phone.let_session_end(&alfa);
    alfa.desk().fault(&json!({"kind": "status", "status": 429, "headers": {"Retry-After": "30"}})).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let before = requests(&alfa);
    phone.advance(29);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!(requests(&alfa), before);
    // Another start, or another process, asks no sooner; nor does a clock set back make it later.
    let app = phone.restart().await;
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!(requests(&alfa), before);
    phone.clock.set_wall(phone.clock.wall() - time::Duration::days(1));
    phone.advance(1);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_from_the_cloud_is_shown_as_the_portals_words() {
    let alfa = portal(&["anna"]).await;
    alfa.desk()
        .patch_switches(&json!({"P1": {"error": "INVITE", "error_message": "Accept the <b>invitation</b>"}}))
        .unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "wrong").await;
    let told = open.problem.clone().unwrap();
    assert_eq!((&open.step, told.code, open.tries.spent), (&Step::Credentials, ProblemCode::PortalSays, 1));
    let detail = told.detail.unwrap();
    assert!(detail.contains("Accept the") && detail.contains("invitation"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_for_refusing_the_saved_password_is_shown_at_its_picture_and_at_the_account() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"P1": {"error": "INVITE", "error_message": "Accept the invitation"}})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let known = word(&alfa);
    alfa.desk().revoke(employee(&alfa, "anna").id).unwrap();
    patch(&alfa, "anna", json!({"attempts": 0}));
    let refused = answer(&app, &open, &known, None).await;
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    for told in [refused.problem.unwrap(), row.problem.unwrap()] {
        assert_eq!((told.code, told.detail.as_deref()), (ProblemCode::PortalSays, Some("Accept the invitation")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_the_portal_does_not_have_is_named_and_a_page_that_is_missing_is_not_called_one() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let told = |error: CallError| {
        let CallError::CallFailed { problem } = error else { unreachable!("{error:?}") };
        *problem
    };
    let unknown = told(app.session_call(&anna, "crm.moon.list", json!({})).await.unwrap_err());
    assert_eq!(unknown.code, ProblemCode::UnknownMethod);
    assert!(unknown.cause.contains("crm.moon.list"), "{}", unknown.cause);
    alfa.desk().fault(&json!({"kind": "status", "status": 404, "path": "/rest/"})).unwrap();
    let missing = told(app.session_call(&anna, "profile", json!({})).await.unwrap_err());
    assert_eq!(missing.code, ProblemCode::Unexpected, "nor is the portal gone: its sign-in says that");
    let offers_delete = |step: &portico::records::ProblemStep| {
        step.action.as_ref().is_some_and(|action| action.kind == "accounts.delete")
    };
    assert!(!missing.steps.iter().any(offers_delete), "{:?}", missing.steps);
    let row = account(&app, &anna);
    assert_eq!((row.state, row.problem.map(|problem| problem.code)), (AccountState::SignedIn, Some(missing.code)));
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(account(&app, &anna).problem, None);
}

/// Pain 13: seconds from now, whenever it is read.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_told_as_what_is_left_of_it_also_after_a_restart() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let busy = json!({"kind": "status", "status": 429, "headers": {"Retry-After": "90"}});
    let wait_s = |told: &Problem| (told.code == ProblemCode::PortalBusy).then_some(told.retry.wait_s).unwrap();
    let texts = |told: &Problem| told.steps.iter().map(|step| step.text.clone()).collect::<Vec<_>>();

    let anna = sign_in(&app, &alfa, "anna").await.id;
    phone.let_session_end(&alfa);
    alfa.desk().fault(&busy).unwrap();
    app.session_check(&anna, false).await.unwrap();
    let revision = app.accounts_list().revision;
    phone.advance(60);
    let row = account(&app, &anna).problem.unwrap();
    assert_eq!((wait_s(&row), app.accounts_list().revision), (Some(30), revision), "in the list, without a change");

    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&busy).unwrap();
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(wait_s(&open.problem.unwrap()), Some(90));
    phone.advance(30);
    assert_eq!(wait_s(&app.sign_in_get(&open.id).unwrap().problem.unwrap()), Some(60));
    let app = phone.restart().await;
    phone.advance(20);
    let told = app.sign_in_get(&open.id).unwrap().problem.unwrap();
    assert_eq!((wait_s(&told), texts(&told).len()), (Some(40), 2), "{told:?}");
    phone.advance(40);
    let told = app.sign_in_get(&open.id).unwrap().problem.unwrap();
    assert_eq!((wait_s(&told), texts(&told)), (None, vec!["Try again.".to_owned()]), "nobody is told to wait any more");
}

/// Pain 13: with a clock set back while the program was closed, each look would begin the wait anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_grows_shorter_whatever_the_clock_was_set_to_meanwhile() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let busy = json!({"kind": "status", "status": 429, "headers": {"Retry-After": "90"}});
    let open = at_credentials(&app, &alfa).await;
    let at = app.recovery_start(alfa.url(), "anna").await.unwrap();
    phone.advance(60);
    alfa.desk().fault(&busy).unwrap();
    submit(&app, &open, "anna", PASSWORD).await;
    alfa.desk().fault(&busy).unwrap();
    app.recovery_resend(&at.id).await.unwrap();
    phone.clock.set_wall(phone.clock.wall() - time::Duration::days(1));
    let app = phone.begin_again(app).await;
    let told = || {
        let problems = [app.sign_in_get(&open.id).unwrap().problem, app.recovery_get(&at.id).unwrap().problem];
        problems.map(|problem| problem.unwrap()).map(|problem| (problem.code, problem.retry.wait_s))
    };
    assert_eq!(told(), [(ProblemCode::PortalBusy, Some(90)); 2]);
    phone.advance(30);
    assert_eq!(told(), [(ProblemCode::PortalBusy, Some(60)); 2]);
    phone.advance(60);
    assert_eq!(told(), [(ProblemCode::PortalBusy, None); 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_outlived_a_restart_stands_on_the_row_once_a_call_has_met_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    phone.let_session_end(&alfa);
    alfa.desk().fault(&json!({"kind": "status", "status": 429, "headers": {"Retry-After": "600"}})).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let app = phone.begin_again(app).await;
    phone.advance(100);
    let before = alfa.desk().requests(0).len();
    let CallError::CallFailed { problem } = app.session_call(&anna, "profile", json!({})).await.unwrap_err() else {
        unreachable!("the portal's own failure")
    };
    assert_eq!((problem.code, problem.retry.wait_s), (ProblemCode::PortalBusy, Some(500)));
    assert_eq!(account(&app, &anna).problem, Some(*problem), "the account carries it too");
    assert_eq!(alfa.desk().requests(0).len(), before, "Q15: nothing is sent");
}
