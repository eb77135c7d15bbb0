//! Portals as they are: spellings of their address, faults on the way, moves, rules, and four generations of servers.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico::records::{AccountState, CaptchaFor, CaptchaSecret, Cost, PortalKind, ProblemCode, Reason, SignIn, Step};
use portico::{Portico, Start};
use portico_behaviour::steps::{answer, at_credentials, device_code, employee, give_code, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, only_account, portal, sent, sign_in, state, word};
use portico_portal::{Credential, Portal};
use serde_json::{Value, json};

async fn start(app: &Portico, address: &str) -> SignIn {
    app.sign_in_start(Start::Address(address.to_owned())).await.unwrap()
}

fn requests(portal: &Portal) -> usize {
    portal.desk().requests(0).len()
}

fn secrets(portal: &Portal) -> usize {
    portal.desk().requests(0).iter().filter(|request| request.credential != Credential::None).count()
}

/// The same portal by another name of this machine.
fn by_number(portal: &Portal) -> String {
    portal.url_as("127.0.0.1")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_spelling_of_an_address_is_one_portal() {
    let alfa = portal(&["anna"]).await;
    let port = alfa.address().port();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut spellings = vec![
        format!("localhost:{port}"),
        format!("  LOCALHOST:{port}/ "),
        format!("https://localhost:{port}"),
        format!("HTTPS://localhost.:{port}/mobile/"),
        format!("https:\\\\localhost:{port}\\"),
        format!("localhost:{port}/company/personal/user/1/"),
    ];
    for typed in spellings.drain(..) {
        let open = start(&app, &typed).await;
        assert_eq!(open.step, Step::Credentials, "{typed:?}: {:?}", open.problem);
        assert_eq!(open.portal.clone().unwrap().origin, alfa.url(), "{typed:?}");
        let back = app.sign_in_back(&open.id).await.unwrap();
        assert_eq!(back.step, Step::Address { typed: Some(typed) }, "kept to the letter");
    }
    let open = start(&app, &format!("https://anna:{PASSWORD}@localhost:{port}/")).await;
    let back = app.sign_in_back(&open.id).await.unwrap();
    assert_eq!(back.step, Step::Address { typed: Some(alfa.url().to_owned()) }, "R5: what may be a secret is not kept");
    assert!(!phone.writes(PASSWORD));
    assert_eq!(secrets(&alfa), 0);
    assert!(alfa.desk().requests(0).iter().all(|request| request.device.is_none()), "Q11: no device id in discovery");
    sign_in(&app, &alfa, "anna").await;
    let again = start(&app, &format!("LOCALHOST:{port}")).await;
    done(&submit(&app, &again, "anna", PASSWORD).await);
    assert_eq!(app.accounts_list().accounts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_told_before_anything_is_sent() {
    let alfa = portal(&["anna"]).await;
    let port = alfa.address().port();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for (typed, code) in [
        ("", ProblemCode::AddressUnreadable),
        ("two words", ProblemCode::AddressUnreadable),
        ("ftp://localhost", ProblemCode::AddressUnreadable),
        (&format!("http://localhost:{port}"), ProblemCode::AddressNotSecure),
    ] {
        let open = start(&app, typed).await;
        assert_eq!(problem(&open), Some(code), "{typed:?}");
        assert_eq!(open.step, Step::Address { typed: Some(typed.to_owned()) });
    }
    assert_eq!(requests(&alfa), 0);
    drop(alfa);
    let open = start(&app, &format!("localhost:{port}")).await;
    assert_eq!(problem(&open), Some(ProblemCode::NoConnection));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_no_portal_is_told_so_and_gets_no_password() {
    for fault in [
        json!({"kind": "garbage"}),
        json!({"kind": "captive"}),
        json!({"kind": "status", "status": 200}),
        json!({"kind": "status", "status": 401}),
        json!({"kind": "status", "status": 404}),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        alfa.desk().fault(&fault).unwrap();
        let open = start(&app, alfa.url()).await;
        assert_eq!(problem(&open), Some(ProblemCode::NotAPortal), "{fault}");
        assert_eq!(open.step, Step::Address { typed: Some(alfa.url().to_owned()) });
        assert_eq!(open.problem.as_ref().unwrap().retry.cost, Cost::Free);
        let same = submit(&app, &open, "anna", PASSWORD).await;
        assert!(matches!(same.step, Step::Address { .. }), "there is nobody to send a password to");
        assert_eq!((requests(&alfa), secrets(&alfa)), (1, 0), "{fault}");
        let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
        assert_eq!(open.step, Step::Credentials, "the next one is read anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_a_certificate_has_its_own_problem_and_gets_no_password() {
    for (fault, code) in [
        ("expired", ProblemCode::TlsExpired),
        ("wrong_name", ProblemCode::TlsWrongName),
        ("unknown_ca", ProblemCode::TlsUnknownCa),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let bad = |count: u32| alfa.desk().fault(&json!({"kind": "tls", "tls": fault, "count": count})).unwrap();
        bad(8);
        let open = start(&app, alfa.url()).await;
        assert_eq!(problem(&open), Some(code));
        assert!(matches!(open.step, Step::Address { .. }));
        alfa.desk().clear_faults();
        let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
        let before = requests(&alfa);
        bad(8);
        app.session_network_changed().await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(code)));
        assert_eq!((open.login.as_deref(), open.tries.spent, open.tries.unanswered), (Some("anna"), 0, 0));
        assert_eq!((requests(&alfa), secrets(&alfa)), (before, 0), "{fault}: nothing reached the portal");
        alfa.desk().clear_faults();
        let anna = done(&submit(&app, &open, "anna", PASSWORD).await);
        bad(8);
        phone.let_session_end(&alfa);
        app.session_network_changed().await;
        app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        let row = account(&app, &anna);
        assert_eq!((row.state, row.problem.unwrap().code), (AccountState::SignedIn, code), "R2");
        alfa.desk().clear_faults();
        app.session_call(&anna, "profile", json!({})).await.unwrap();
        assert_eq!(account(&app, &anna).problem, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_companys_authority_counts_for_the_origins_named_and_nowhere_else() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    assert_eq!(problem(&start(&app, &by_number(&alfa)).await), Some(ProblemCode::TlsUnknownCa), "the same portal");
    assert_eq!(problem(&start(&app, beta.url()).await), Some(ProblemCode::TlsUnknownCa), "another portal");
    sign_in(&app, &alfa, "anna").await;
    phone.trust(&alfa, &by_number(&alfa));
    let app = phone.begin_again(app).await;
    assert_eq!(start(&app, &by_number(&alfa)).await.step, Step::Credentials);
    assert_eq!(problem(&start(&app, beta.url()).await), Some(ProblemCode::TlsUnknownCa));
    assert_eq!(requests(&beta), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_portal_is_shown_at_discovery_and_not_followed_unasked() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    alfa.desk().rename(Some(beta.url())).unwrap();
    let open = start(&app, alfa.url()).await;
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to: beta.url().to_owned() });
    let app = phone.begin_again(app).await;
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, open.step, "also after a restart");
    assert_eq!(requests(&beta), 0, "R15: nothing goes there unasked");
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!((&agreed.step, agreed.portal.clone().unwrap().origin.as_str()), (&Step::Credentials, beta.url()));
    assert_eq!((requests(&beta), secrets(&beta)), (1, 0), "discovery first");
    let row = account(&app, &done(&submit(&app, &agreed, "anna", PASSWORD).await));
    assert_eq!(row.portal.origin, beta.url());
    let refused = start(&app, alfa.url()).await;
    for _ in 0..2 {
        let back = app.sign_in_back(&refused.id).await.unwrap();
        assert_eq!(back.step, Step::Address { typed: Some(alfa.url().to_owned()) }, "the employee does not agree");
    }
}

/// An account whose portal says at the next renewal that it is elsewhere.
async fn moved_account(app: &Portico, phone: &Phone, alfa: &Portal, to: &str) -> String {
    let anna = sign_in(app, alfa, "anna").await.id;
    alfa.desk().rename(Some(to)).unwrap();
    phone.let_session_end(alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::PortalMoved)));
    assert_eq!(row.problem.unwrap().code, ProblemCode::PortalMoved);
    anna
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_moves_with_its_portal_when_the_employee_agrees_and_signs_in_there() {
    let alfa = portal(&["anna"]).await;
    let to = by_number(&alfa);
    let mut phone = Phone::trusting(&[&alfa]);
    phone.trust(&alfa, &to);
    let app = phone.open().await;
    let anna = moved_account(&app, &phone, &alfa, &to).await;
    let before = requests(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.session_foreground().await;
    assert_eq!(requests(&alfa), before, "nobody knocks again by itself");
    let app = phone.begin_again(app).await;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to: to.clone() });
    alfa.desk().rename(None).unwrap();
    let stored = sent(&alfa, "app_password");
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!((&agreed.step, agreed.login.as_deref()), (&Step::Credentials, Some("anna")), "{:?}", agreed.problem);
    assert_eq!(done(&submit(&app, &agreed, "anna", PASSWORD).await), anna, "the same account");
    let row = only_account(&app);
    assert_eq!((row.state, row.portal.origin.as_str()), (AccountState::SignedIn, to.as_str()));
    assert_eq!(sent(&alfa, "app_password"), stored, "R15: the stored password does not go along");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    let app = phone.begin_again(app).await;
    assert_eq!(only_account(&app).portal.origin, to);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_to_another_portal_is_refused_and_the_account_keeps_everything() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let anna = moved_account(&app, &phone, &alfa, beta.url()).await;
    let keys = phone.vault.names();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    let refused = submit(&app, &agreed, "anna", PASSWORD).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Cancelled, Some(ProblemCode::MoveRefused)));
    let row = only_account(&app);
    assert_eq!((row.state, row.portal.origin.as_str()), (AccountState::Blocked, alfa.url()));
    let told = row.problem.unwrap();
    assert_eq!(told.code, ProblemCode::MoveRefused);
    assert!(told.cause.contains("there is another portal"), "{}", told.cause);
    assert_eq!(phone.vault.names(), keys);
    let left = app.accounts_preview(&anna, portico::records::ReceiptKind::Reset).unwrap().left_on_portal;
    assert!(left.iter().any(|left| left.url.as_deref() == Some(beta.url())), "P39: {left:?}");
    let again = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert!(matches!(again.step, Step::Moved { .. }), "nothing more goes to an address that is no longer its own");
    app.sign_in_cancel(&again.id).await.unwrap();
    alfa.desk().rename(None).unwrap();
    assert_eq!(app.session_check(&anna, false).await.unwrap().state, AccountState::SignedIn, "the old one is back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_onto_an_account_that_is_there_already_keeps_both_rows() {
    let alfa = portal(&["anna"]).await;
    let to = by_number(&alfa);
    let mut phone = Phone::trusting(&[&alfa]);
    phone.trust(&alfa, &to);
    let app = phone.open().await;
    let open = start(&app, &to).await;
    let older = done(&submit(&app, &open, "anna", PASSWORD).await);
    let anna = moved_account(&app, &phone, &alfa, &to).await;
    assert_ne!(older, anna, "two origins, two accounts");
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    alfa.desk().rename(None).unwrap();
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    let refused = submit(&app, &agreed, "anna", PASSWORD).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Cancelled, Some(ProblemCode::MoveRefused)));
    let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| row.id).collect();
    assert_eq!(rows, [older.clone(), anna.clone()]);
    let steps = account(&app, &anna).problem.unwrap().steps;
    let actions: Vec<_> = steps.into_iter().filter_map(|step| step.action).collect();
    let offered = |kind: &str, id: &str| {
        actions.iter().any(|it| it.kind == kind && it.args.get("account").map(String::as_str) == Some(id))
    };
    assert!(offered("accounts.select", &older) && offered("accounts.delete", &anna), "{actions:?}");
    // The portal gave this phone's device a new application password in place of the old one (E3).
    let app = phone.begin_again(app).await;
    app.session_call(&older, "profile", json!({})).await.unwrap();
    assert_eq!(account(&app, &older).tries.spent, 0);
}

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
    phone.advance(1);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_elsewhere_is_a_move_that_is_asked_about() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "redirect", "location": "https://elsewhere.example/mobile/"})).unwrap();
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let to = "https://elsewhere.example".to_owned();
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to });
    assert_eq!((problem(&open), open.login.as_deref()), (Some(ProblemCode::PortalMoved), Some("anna")));
    assert_eq!((open.tries.spent, open.tries.unanswered), (0, 0));
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
        assert_eq!(sign_in(&app, &alfa, "ANNA").await.id, anna.id, "{generation}: the same row");
        assert_eq!(app.accounts_list().accounts.len(), 1);
        let open = at_credentials(&app, &alfa).await;
        let refused = submit(&app, &open, "anna", "wrong").await;
        assert_eq!((&refused.step, problem(&refused)), (&Step::Credentials, Some(ProblemCode::WrongCredentials)));
        assert_eq!(refused.tries.spent, 1, "{generation}");
        assert_eq!(employee(&alfa, "anna").attempts, 1);
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
        assert_eq!((failed.code(), requests(&alfa)), ("call_failed", before), "there is nothing to send");
        let row = account(&app, &anna.id);
        assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::SessionEnded)));
        assert_eq!(row.problem.unwrap().code, ProblemCode::SessionEnded);
        let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
        assert_eq!((&open.step, open.login.as_deref()), (&Step::Credentials, Some("anna")));
        assert_eq!(done(&submit(&app, &open, "anna", PASSWORD).await), anna.id);
        let receipt = app.accounts_delete(&anna.id).await.unwrap();
        assert_eq!(receipt.left_on_portal, [], "nothing was left there");
    }
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
async fn a_cloud_portal_is_known_as_one_and_names_the_place_of_its_pictures() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let open = at_credentials(&app, &alfa).await;
    assert_eq!(open.portal.clone().unwrap().kind, PortalKind::Cloud);
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let before = alfa.desk().requests(0).len();
    let picture = app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    assert_eq!(picture.media_type, "image/jpeg");
    let asked = alfa.desk().requests(0).remove(before);
    assert!(asked.path.starts_with("/mobile/ajax.php?captcha_sid="), "{asked:?}");
    assert_eq!((asked.credential, asked.device), (Credential::None, None), "R15");
    let row = account(&app, &done(&answer(&app, &open, &word(&alfa), None).await));
    assert_eq!(row.portal.kind, PortalKind::Cloud);

    alfa.desk().patch_switches(&json!({"P9": "cloud_network_down"})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&row.id, "profile", json!({})).await.unwrap_err();
    let down = account(&app, &row.id);
    assert_eq!((down.state, down.problem.unwrap().code), (AccountState::SignedIn, ProblemCode::NetworkServiceDown));
    assert_eq!((down.tries.spent, down.tries.unanswered), (0, 0), "O5");
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    app.session_call(&row.id, "profile", json!({})).await.unwrap();
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
