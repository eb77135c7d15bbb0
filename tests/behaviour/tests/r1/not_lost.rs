//! What says nothing about the password (T16–T19, R2): unlimited, and nothing of the account changes.

use std::time::Duration;

use portico::records::{AccountState, ProblemCode, Reason};
use portico::{Portico, Start};
use portico_behaviour::{Phone, account, portal, sign_in};
use portico_portal::Portal;
use serde_json::{Value, json};

use crate::support::{
    app_passwords, attempts, call, calls, fault, pass, problem, requests, restarted, rests, secret, session_ends, until,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_readable_answer_that_judges_nothing_may_be_repeated_for_every_call() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let mut app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let kept = secret(&phone, &anna.id);
    session_ends(&phone, &alfa);
    let mut n = 0;
    for (status, code) in [
        (500, ProblemCode::PortalFailing),
        (502, ProblemCode::PortalFailing),
        (503, ProblemCode::PortalFailing),
        (521, ProblemCode::NetworkServiceDown),
        (401, ProblemCode::CaptivePortal),
        (407, ProblemCode::CaptivePortal),
        (511, ProblemCode::CaptivePortal),
    ] {
        fault(&alfa, json!({"kind": "status", "status": status, "count": 5, "path": "/mobile/"}));
        for _ in 0..5 {
            n += 1;
            assert_eq!(call(&app, &anna.id).await, Err(code), "{status}");
            assert_eq!(app_passwords(&alfa), n, "one for each call: {status}");
            assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn, "{status}");
        }
        assert_eq!(account(&app, &anna.id).problem.unwrap().code, code);
        app = restarted(&phone, app).await;
        assert_eq!(secret(&phone, &anna.id), kept, "{status}");
        assert_eq!(account(&app, &anna.id).tries.unanswered, 0, "{status}");
    }
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), n + 1);
    assert_eq!(account(&app, &anna.id).problem, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_fails_before_anything_was_sent_costs_nothing_however_often() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let kept = secret(&phone, &anna.id);
    session_ends(&phone, &alfa);
    for (tls, code) in [
        ("expired", ProblemCode::TlsExpired),
        ("wrong_name", ProblemCode::TlsWrongName),
        ("unknown_ca", ProblemCode::TlsUnknownCa),
    ] {
        for _ in 0..5 {
            alfa.desk().clear_faults();
            fault(&alfa, json!({"kind": "tls", "tls": tls}));
            assert_eq!(call(&app, &anna.id).await, Err(code));
        }
    }
    assert_eq!(app_passwords(&alfa), 0, "no password was sent to whoever that was");
    alfa.desk().clear_faults();
    call(&app, &anna.id).await.unwrap();
    assert_eq!(secret(&phone, &anna.id), kept);
    session_ends(&phone, &alfa);
    drop(alfa);
    for _ in 0..5 {
        assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::NoConnection));
        phone.advance(61);
        app.session_foreground().await;
        app.session_network_changed().await;
    }
    let app = restarted(&phone, app).await;
    assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::NoConnection), "never `answers_lost`");
    let row = account(&app, &anna.id);
    assert_eq!((row.state, row.tries.unanswered), (AccountState::SignedIn, 0));
    assert_eq!(secret(&phone, &anna.id), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_asks_for_patience_gets_it_from_calls() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let at = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (status, headers, wait) in [
        (429, json!({}), 60),
        (429, json!({"retry-after": "60"}), 60),
        (429, json!({"retry-after": "7"}), 7),
        (429, json!({"date": at, "retry-after": "Sun, 06 Nov 1994 08:51:07 GMT"}), 90),
        (429, json!({"retry-after": "604800"}), 3_600),
        (429, json!({"date": at, "retry-after": "Sun, 13 Nov 1994 08:49:37 GMT"}), 3_600),
        (429, json!({"date": at, "retry-after": "Sat, 05 Nov 1994 08:49:37 GMT"}), 1),
        (503, json!({"retry-after": "120"}), 120),
    ] {
        session_ends(&phone, &alfa);
        fault(&alfa, json!({"kind": "status", "status": status, "headers": headers, "path": "/mobile/"}));
        let before = app_passwords(&alfa);
        let told = problem(app.session_call(&anna.id, "profile", json!({})).await.unwrap_err());
        assert_eq!((told.code, told.retry.wait_s), (ProblemCode::PortalBusy, Some(wait)), "{headers}");
        if wait > 1 {
            phone.advance(wait - 1);
            for result in calls(&app, &anna.id, 10).await {
                assert_eq!(result, Err(ProblemCode::PortalBusy), "{headers}");
            }
            let told = problem(app.session_call(&anna.id, "profile", json!({})).await.unwrap_err());
            assert_eq!(told.retry.wait_s, Some(1), "what is left of it: {headers}");
        }
        app.session_foreground().await;
        app.session_network_changed().await;
        assert_eq!(app_passwords(&alfa), before + 1, "nothing before it is over: {headers}");
        phone.advance(1);
        call(&app, &anna.id).await.unwrap();
        assert_eq!(app_passwords(&alfa), before + 2, "{headers}");
        assert_eq!(account(&app, &anna.id).problem, None, "{headers}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_where_the_portal_lets_nobody_in_blocks_the_account_and_keeps_everything() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let kept = secret(&phone, &anna.id);
    alfa.desk().put_ip_rules(&["10.0.0.1-10.0.0.9".to_owned()]).unwrap();
    session_ends(&phone, &alfa);
    for _ in 0..5 {
        assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::NotAllowedHere));
    }
    let row = account(&app, &anna.id);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::IpRule)));
    assert_eq!((app_passwords(&alfa), attempts(&alfa, "anna")), (1, 0));
    for n in 2..=5 {
        phone.advance(61);
        app.session_network_changed().await;
        assert_eq!(app_passwords(&alfa), n, "one for each network");
        app.session_network_changed().await;
        assert_eq!(app_passwords(&alfa), n, "and once in a minute at most");
    }
    alfa.desk().put_ip_rules(&[]).unwrap();
    let app = restarted(&phone, app).await;
    app.session_network_changed().await;
    assert_eq!(account(&app, &anna.id).state, AccountState::SignedIn);
    call(&app, &anna.id).await.unwrap();
    assert_eq!(secret(&phone, &anna.id), kept);
    // The same on a call, with the session open.
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::NotAllowedHere));
    assert_eq!(account(&app, &anna.id).reason, Some(Reason::IpRule));
    alfa.desk().put_ip_rules(&[]).unwrap();
    app.session_check(&anna.id, false).await.unwrap();
    call(&app, &anna.id).await.unwrap();
    assert_eq!(secret(&phone, &anna.id), kept);
}

/// What may happen in an app while the network is bad.
#[derive(Debug, Clone, Copy)]
enum Event {
    CallInSession,
    CallAfterSession,
    Check,
    Foreground,
    NetworkChange,
    SignOutElsewhere,
}

const EVENTS: [Event; 6] = [
    Event::CallInSession,
    Event::CallAfterSession,
    Event::Check,
    Event::Foreground,
    Event::NetworkChange,
    Event::SignOutElsewhere,
];

/// Faults, and the reason they block an account for.
fn faults() -> Vec<(Value, Option<Reason>)> {
    let status = |status: u16| json!({"kind": "status", "status": status});
    let tls = |tls: &str| json!({"kind": "tls", "tls": tls});
    vec![
        (json!({"kind": "drop"}), None),
        (json!({"kind": "drop", "after": true}), None),
        (json!({"kind": "cut"}), None),
        (json!({"kind": "garbage"}), None),
        (json!({"kind": "captive"}), None),
        (status(401), None),
        (status(408), None),
        (status(429), None),
        (status(500), None),
        (status(503), None),
        (status(511), None),
        (status(521), None),
        (tls("expired"), None),
        (tls("wrong_name"), None),
        (tls("unknown_ca"), None),
        (status(403), Some(Reason::IpRule)),
        (json!({"kind": "redirect", "location": "https://elsewhere.example/"}), Some(Reason::PortalMoved)),
    ]
}

async fn happens(event: Event, phone: &Phone, app: &Portico, portal: &Portal, account: &str) {
    match event {
        Event::CallInSession => _ = call(app, account).await,
        Event::SignOutElsewhere => {
            // Another sign-in of the same portal meets the same fault and must not touch this one.
            _ = app.sign_in_start(Start::Address(portal.url().to_owned())).await;
        }
        Event::CallAfterSession | Event::Check | Event::Foreground | Event::NetworkChange => {
            session_ends(phone, portal);
            match event {
                Event::Check => _ = app.session_check(account, false).await,
                Event::Foreground => _ = app.session_foreground().await,
                Event::NetworkChange => _ = app.session_network_changed().await,
                Event::CallAfterSession | Event::CallInSession | Event::SignOutElsewhere => {
                    _ = call(app, account).await;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_event_under_any_fault_costs_the_sign_in_and_a_later_call_works() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let mut app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let kept = secret(&phone, &anna);
    for (order, blocks) in faults() {
        for event in EVENTS {
            // Every pause is over, and the session is open.
            pass(&phone, &alfa, 3_700);
            call(&app, &anna).await.unwrap_or_else(|code| panic!("before {event:?} × {order}: {code:?}"));
            let mut many = order.clone();
            many.as_object_mut().unwrap().insert("count".to_owned(), json!(50));
            fault(&alfa, many);
            happens(event, &phone, &app, &alfa, &anna).await;
            let row = account(&app, &anna);
            match (row.state, row.reason) {
                (AccountState::SignedIn, None) => {}
                (AccountState::Blocked, reason) if reason == blocks => {}
                other => panic!("{event:?} × {order}: {other:?}"),
            }
            assert_eq!(secret(&phone, &anna), kept, "{event:?} × {order}");
            alfa.desk().clear_faults();
            app = restarted(&phone, app).await;
            assert_eq!(account(&app, &anna).state, row.state, "{event:?} × {order}");
            if row.state == AccountState::Blocked {
                app.session_check(&anna, false).await.unwrap();
            }
            if order["status"] == json!(429) {
                // Q15: it asked to wait, a start later too.
                phone.advance(60);
            }
            call(&app, &anna).await.unwrap_or_else(|code| panic!("after {event:?} × {order}: {code:?}"));
            assert_eq!(secret(&phone, &anna), kept, "{event:?} × {order}");
        }
    }
    let wrong = requests(&alfa, |request| request.right == Some(false));
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(attempts(&alfa, "anna"), 0);
    assert!(rests(&alfa) > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_answers_slowly_holds_up_nobody_who_only_looks() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    session_ends(&phone, &alfa);
    fault(&alfa, json!({"kind": "delay", "ms": 400, "path": "/mobile/"}));
    let waiting = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { call(&app, &anna).await }
    });
    until("the checkout is on its way", || app_passwords(&alfa) == 1).await;
    let looked = tokio::time::timeout(Duration::from_millis(200), async {
        for _ in 0..100 {
            assert_eq!(app.accounts_list().accounts.len(), 1);
            assert!(app.session_status(&anna.id).unwrap().signed_in);
        }
    });
    looked.await.unwrap();
    assert!(!waiting.is_finished(), "the portal had not answered yet");
    waiting.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_network_is_a_reason_only_for_accounts_that_the_last_one_may_have_kept_out() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    fault(&alfa, json!({"kind": "status", "status": 500, "path": "/rest/"}));
    call(&app, &anna).await.unwrap_err();
    app.session_network_changed().await;
    assert_eq!(app_passwords(&alfa), 0, "its session is open");
    let app = restarted(&phone, app).await;
    phone.advance(61);
    app.session_network_changed().await;
    assert_eq!(app_passwords(&alfa), 0, "nothing went wrong since it was started");
    fault(&alfa, json!({"kind": "status", "status": 500, "path": "/mobile/"}));
    call(&app, &anna).await.unwrap_err();
    app.session_network_changed().await;
    assert_eq!(app_passwords(&alfa), 2, "the portal could not be asked");
    call(&app, &anna).await.unwrap();
    assert_eq!(app_passwords(&alfa), 2);
}
