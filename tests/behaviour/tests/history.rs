//! What happened with an account: this phone's own entries, and the portal's event log with what each sign-in means.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use portico::records::{AccountState, HistoryEntry, HistorySource, OutsideReason, ProblemCode};
use portico::secret::Secret;
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Transport};
use portico::{CallError, Config, Portico, Start};
use portico_behaviour::steps::{at_credentials, device_code, give_code, patch, submit, wrong_code};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sign_in, state};
use serde_json::json;

/// This phone's own entries, oldest first.
async fn own(app: &Portico, account: &str) -> Vec<HistoryEntry> {
    let mut entries = app.history_list(account, None).await.unwrap();
    entries.retain(|entry| entry.source == HistorySource::Phone);
    entries.reverse();
    entries
}

fn events(entries: &[HistoryEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.event.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_phone_did_is_listed_and_outlives_restart_and_reset() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let boris = sign_in(&app, &alfa, "boris").await.id;
    for _ in 0..3 {
        phone.let_session_end(&alfa);
        app.session_call(&anna, "profile", json!({})).await.unwrap();
    }
    patch(&alfa, "anna", json!({"active": false}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    submit(&app, &open, "anna", "wrong").await;
    app.accounts_sign_out(&anna).await.unwrap();
    patch(&alfa, "anna", json!({"active": true, "otp": {"type": "totp"}}));
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.accounts_reset(&anna).await.unwrap();
    let app = phone.begin_again(app).await;
    let entries = own(&app, &anna).await;
    let wanted = [
        "signed_in",
        "renewed",
        "saved_refused",
        "refused",
        "signed_out",
        "code_refused",
        "signed_in",
        "picture_wanted",
        "reset",
    ];
    assert_eq!(events(&entries), wanted);
    let renewed = &entries[1];
    assert_eq!(renewed.times, 3, "one entry for what goes on");
    assert_eq!((renewed.at - renewed.since.unwrap()).whole_seconds(), 3000);
    let refused = entries[2].problem.as_ref().unwrap();
    assert_eq!(refused.code, ProblemCode::StoredRefused);
    assert!(entries.iter().all(|entry| !entry.means.is_empty() && !entry.means.contains('{')), "{entries:?}");
    assert!(entries.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert_eq!(events(&own(&app, &boris).await), ["signed_in", "renewed"], "R6; renewed to read the portal's log");

    let receipt = app.accounts_delete(&anna).await.unwrap();
    assert!(receipt.cleared.iter().any(|item| item.what == "history" && item.count == 9), "{receipt:?}");
    assert_eq!(app.history_list(&anna, None).await.unwrap_err().code(), "unknown_account");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_typed_is_written_down() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let typed = "Canary-typed/once 77";
    app.sign_in_submit_credentials(&open.id, typed, Secret::new(typed)).await.unwrap();
    assert_eq!(events(&own(&app, &anna).await), ["signed_in", "refused"]);
    assert!(!phone.writes(typed), "R5");
    let shown = serde_json::to_string(&app.history_list(&anna, None).await.unwrap()).unwrap();
    assert!(!shown.contains(typed) && !shown.contains(PASSWORD), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_about_addresses_is_noted_with_the_address_that_the_portal_saw() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let blocked = |entries: Vec<HistoryEntry>| entries.into_iter().find(|entry| entry.event == "blocked").unwrap();
    let entry = blocked(app.history_list(&anna, Some(&["10.0.0.0/8".to_owned()])).await.unwrap());
    assert_eq!((entry.address.as_deref(), entry.inside_allowed), (Some("127.0.0.1"), Some(false)));
    assert_eq!(entry.problem.unwrap().code, ProblemCode::NotAllowedHere);
    let allowed = ["2001:db8::/32".to_owned(), "127.0.0.0-127.0.0.9".to_owned()];
    assert_eq!(blocked(app.history_list(&anna, Some(&allowed)).await.unwrap()).inside_allowed, Some(true));
    assert_eq!(blocked(app.history_list(&anna, None).await.unwrap()).inside_allowed, None);
    assert_eq!(blocked(app.history_list(&anna, Some(&[])).await.unwrap()).inside_allowed, None, "no rule");
    let wrong = app.history_list(&anna, Some(&["10.0.0.0/8".to_owned(), "Sun-flower9!".to_owned()])).await.unwrap_err();
    assert_eq!(
        wrong,
        CallError::InvalidArgument { what: "allowed: 2".to_owned() },
        "by its place: it may be anything (R5)"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_that_meets_a_rule_about_addresses_is_noted_and_a_bad_day_is_not() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    alfa.desk().fault(&json!({"kind": "status", "status": 500, "path": "/mobile/"})).unwrap();
    submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(events(&own(&app, &anna).await), ["signed_in"], "nothing was judged");
    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    submit(&app, &open, "anna", PASSWORD).await;
    let entries = own(&app, &anna).await;
    assert_eq!(events(&entries), ["signed_in", "blocked"]);
    let blocked = entries.last().unwrap();
    assert_eq!(blocked.address.as_deref(), Some("127.0.0.1"));
    assert_eq!(blocked.problem.as_ref().unwrap().code, ProblemCode::NotAllowedHere);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_cannot_be_read_is_told_as_an_entry_and_harms_nobody() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let unreadable = |entries: Vec<HistoryEntry>| {
        let entry = entries.into_iter().find(|entry| entry.event == "event_log_unreadable").unwrap();
        assert_eq!(entry.source, HistorySource::Portal);
        entry.problem.unwrap()
    };
    for (fault, code) in [
        (json!({"kind": "status", "status": 403, "path": "/rest/api/"}), ProblemCode::EventLogNotAllowed),
        (json!({"kind": "status", "status": 404, "path": "/rest/api/"}), ProblemCode::EventLogMissing),
        (json!({"kind": "status", "status": 500, "path": "/rest/api/"}), ProblemCode::PortalFailing),
        (json!({"kind": "drop", "path": "/rest/api/"}), ProblemCode::AnswerLost),
    ] {
        alfa.desk().fault(&fault).unwrap();
        let entries = app.history_list(&anna, None).await.unwrap();
        assert_eq!(entries.iter().filter(|entry| entry.source == HistorySource::Phone).count(), 1, "{fault}");
        assert_eq!(unreadable(entries).code, code, "{fault}");
        assert_eq!(account(&app, &anna).problem, None, "{fault}: the account is as it was");
        alfa.desk().clear_faults();
    }
    app.accounts_reset(&anna).await.unwrap();
    let before = alfa.desk().requests(0).len();
    let told = unreadable(app.history_list(&anna, None).await.unwrap());
    assert_eq!((told.code, alfa.desk().requests(0).len()), (ProblemCode::WasReset, before), "nothing to ask with");
    let open = at_credentials(&app, &alfa).await;
    done(&submit(&app, &open, "anna", PASSWORD).await);
}

fn ours() -> Vec<String> {
    vec!["127.0.0.0/8".to_owned(), "::1".to_owned()]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_reads_why_the_log_shows_sign_ins_from_elsewhere() {
    let alfa = portal(&["boss", "anna"]).await;
    patch(&alfa, "boss", json!({"admin": true}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    // Before there was a rule: the mobile app, from elsewhere.
    alfa.desk().seen_as(Some("203.0.113.9")).unwrap();
    let boss = sign_in(&app, &alfa, "boss").await.id;
    // An integration acts for Anna.
    alfa.desk().integration("anna", "profile", "198.51.100.7").unwrap();
    // The rule is made, and meets the phone after its next sign-in succeeded.
    alfa.desk().patch_switches(&json!({"P2": "403_after_sign_in"})).unwrap();
    alfa.desk().put_ip_rules(&["127.0.0.1".to_owned(), "::1".to_owned()]).unwrap();
    phone.advance(7200);
    alfa.desk().advance(7200).unwrap();
    app.session_call(&boss, "profile", json!({})).await.unwrap_err();
    assert_eq!(state(&app, &boss), AccountState::Blocked, "S5: a notice, and yet a success in the log");
    // Back in the office.
    phone.advance(3600);
    alfa.desk().advance(3600).unwrap();
    alfa.desk().seen_as(None).unwrap();
    assert_eq!(app.session_check(&boss, false).await.unwrap().state, AccountState::SignedIn);

    let entries = app.history_list(&boss, Some(&ours())).await.unwrap();
    assert!(entries.windows(2).all(|pair| pair[0].at >= pair[1].at), "newest first");
    let log: Vec<_> = entries.iter().filter(|entry| entry.source == HistorySource::Portal).collect();
    let told: Vec<_> = log.iter().map(|entry| (entry.event.as_str(), entry.inside_allowed, entry.reason)).collect();
    let outside = |reason| ("user_authorize", Some(false), Some(reason));
    assert_eq!(
        told,
        [
            ("user_authorize", Some(true), None),
            outside(OutsideReason::NoticeYetSuccess),
            outside(OutsideReason::RestOnBehalf),
            outside(OutsideReason::MobileApp),
        ]
    );
    assert_eq!(log[1].address.as_deref(), Some("203.0.113.9"));
    assert_eq!(log[2].user_id, Some(alfa.desk().state().unwrap().users[1].id.to_string()), "whom it was about");
    assert!(log[2].means.contains("acted for the employee"), "{}", log[2].means);
    let own: Vec<_> = entries.iter().filter(|entry| entry.source == HistorySource::Phone).collect();
    assert_eq!(own.iter().map(|entry| entry.event.as_str()).collect::<Vec<_>>(), ["renewed", "blocked", "signed_in"]);
    assert_eq!((own[1].address.as_deref(), own[1].inside_allowed), (Some("203.0.113.9"), Some(false)));

    let without = app.history_list(&boss, None).await.unwrap();
    assert!(without.iter().all(|entry| entry.inside_allowed.is_none() && entry.reason.is_none()));
    app.locale_set("de");
    let german = app.history_list(&boss, Some(&ours())).await.unwrap();
    assert!(german.iter().any(|entry| entry.means.contains("Adresse ist nicht erlaubt")), "{german:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_read_the_log_is_told_so_and_an_old_portal_has_none() {
    let alfa = portal(&["anna", "boss"]).await;
    patch(&alfa, "boss", json!({"admin": true}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let (anna, boss) = (sign_in(&app, &alfa, "anna").await.id, sign_in(&app, &alfa, "boss").await.id);
    let told = |entries: Vec<HistoryEntry>| entries.into_iter().find_map(|entry| entry.problem).map(|it| it.code);
    assert_eq!(told(app.history_list(&anna, None).await.unwrap()), Some(ProblemCode::EventLogNotAllowed), "N2");
    assert_eq!(told(app.history_list(&boss, None).await.unwrap()), None);
    alfa.desk().patch_policy(&json!({"generation": "2024"})).unwrap();
    assert_eq!(told(app.history_list(&boss, None).await.unwrap()), Some(ProblemCode::EventLogMissing), "L4");
    assert_eq!((account(&app, &anna).problem, account(&app, &boss).problem), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_whom_the_network_keeps_out_is_told_of_the_network() {
    let alfa = portal(&["boss"]).await;
    patch(&alfa, "boss", json!({"admin": true}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let boss = sign_in(&app, &alfa, "boss").await.id;
    alfa.desk().put_ip_rules(&["198.51.100.7".to_owned()]).unwrap();
    phone.let_session_end(&alfa);
    let entries = app.history_list(&boss, None).await.unwrap();
    let told: Vec<_> = entries.into_iter().filter_map(|entry| entry.problem).map(|it| it.code).collect();
    assert!(told.contains(&ProblemCode::NotAllowedHere), "{told:?}");
    assert!(!told.contains(&ProblemCode::EventLogNotAllowed), "N2 is not what stands in the way: {told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_log_is_read_in_pages_and_not_for_ever() {
    let alfa = portal(&["boss"]).await;
    patch(&alfa, "boss", json!({"admin": true}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let boss = sign_in(&app, &alfa, "boss").await.id;
    let mut written = 1;
    for (more, shown, pages) in [(10, 11, 1), (60, 71, 2), (180, 200, 4)] {
        for _ in 0..more {
            alfa.desk().integration("boss", "profile", "127.0.0.1").unwrap();
        }
        written += more;
        let before = alfa.desk().requests(0).len();
        let entries = app.history_list(&boss, None).await.unwrap();
        let log = entries.iter().filter(|entry| entry.source == HistorySource::Portal).count();
        assert_eq!((log, alfa.desk().requests(0).len() - before), (shown, pages), "of {written}");
    }
}

/// Something on the way that makes rubbish of every page of the log but the first.
struct OnePage {
    inner: HttpTransport,
    pages: AtomicU32,
}

impl Transport for OnePage {
    fn send(&self, request: Request) -> Answering<'_> {
        let of_log = request.url.path().contains("eventlog");
        let later = of_log && self.pages.fetch_add(1, Ordering::Relaxed) > 0;
        Box::pin(async move {
            let mut response = self.inner.send(request).await?;
            if later {
                response.body = json!({"result": {"items": "none"}}).to_string().into_bytes();
            }
            Ok(response)
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_page_that_cannot_be_read_takes_none_of_the_first_away() {
    let alfa = portal(&["boss"]).await;
    patch(&alfa, "boss", json!({"admin": true}));
    let phone = Phone::trusting(&[&alfa]);
    let http = HttpConfig { extra_roots: phone.config().extra_roots, ..HttpConfig::default() };
    let wire = Arc::new(OnePage { inner: HttpTransport::new(http).unwrap(), pages: AtomicU32::new(0) });
    let app = Portico::open(Config { transport: Some(wire), ..phone.config() }).await.unwrap();
    let boss = sign_in(&app, &alfa, "boss").await.id;
    for _ in 0..70 {
        alfa.desk().integration("boss", "profile", "127.0.0.1").unwrap();
    }
    let entries = app.history_list(&boss, None).await.unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.problem.is_some()).count(), 0, "{entries:?}");
    assert_eq!(entries.iter().filter(|entry| entry.source == HistorySource::Portal).count(), 50);
    let entries = app.history_list(&boss, None).await.unwrap();
    let told: Vec<_> = entries.into_iter().filter_map(|entry| entry.problem).map(|it| it.code).collect();
    assert_eq!(told, [ProblemCode::Unexpected], "nothing of it was read this time");
}
