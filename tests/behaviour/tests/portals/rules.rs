//! Networks that are not allowed.

use portico::Start;
use portico::records::{AccountState, Cost, ProblemCode, Reason, Step};
use portico_behaviour::steps::{problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, portal, sent, sign_in, state};
use serde_json::json;

use super::requests;

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_is_not_allowed_blocks_and_loses_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let keys = phone.vault.names();
    phone.let_session_end(&alfa);
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::IpRule)));
    let told = row.problem.unwrap();
    assert_eq!((told.code, told.retry.cost), (ProblemCode::NotAllowedHere, Cost::Free));
    assert!(told.detail.unwrap().contains("127.0.0.1"), "the address the portal saw");
    assert_eq!((row.tries.spent, row.tries.unanswered), (0, 0));
    assert_eq!(phone.vault.names(), keys);
    let before = requests(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.session_foreground().await;
    assert_eq!(requests(&alfa), before, "a call does not knock");
    app.session_network_changed().await;
    assert_eq!((requests(&alfa), state(&app, &anna)), (before + 1, AccountState::Blocked), "another network may do");
    let app = phone.begin_again(app).await;
    assert_eq!(state(&app, &anna), AccountState::Blocked);
    alfa.desk().put_ip_rules(&[]).unwrap();
    phone.advance(61);
    app.session_network_changed().await;
    assert_eq!((state(&app, &anna), account(&app, &anna).problem), (AccountState::SignedIn, None));
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(sent(&alfa, "login_password"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_meets_an_open_session_or_a_typed_password_judges_no_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!(account(&app, &anna).reason, Some(Reason::IpRule));
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(ProblemCode::NotAllowedHere)));
    assert_eq!((open.tries.spent, open.tries.unanswered, open.login.as_deref()), (0, 0, Some("anna")));
    alfa.desk().put_ip_rules(&[]).unwrap();
    assert_eq!(app.session_check(&anna, false).await.unwrap().state, AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_looks_like_a_refusal_is_sent_once_and_healed_by_the_employees_check() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"P2": "bare_401"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::Refused)));
    let told = row.problem.unwrap();
    assert!(told.cause.contains("network"), "{}", told.cause);
    alfa.desk().put_ip_rules(&[]).unwrap();
    let before = requests(&alfa);
    app.session_network_changed().await;
    app.session_check(&anna, false).await.unwrap();
    assert_eq!(requests(&alfa), before, "R1");
    assert_eq!(app.session_check(&anna, true).await.unwrap().state, AccountState::SignedIn, "the secret was kept");
}
