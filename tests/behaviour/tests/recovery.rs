//! A forgotten password: the mail, its wait, the link of the last mail, the new password, and on with the sign-in (I, P35, P36).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::sync::Arc;

use portico::clock::Clock as _;
use portico::records::{AccountState, ProblemCode, Recovery, RecoveryStage, Step};
use portico::secret::Secret;
use portico::vault::VaultProblem;
use portico::{CallError, Config, Portico};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::{answer, at_credentials, employee, patch, problem as sign_in_problem, submit};
use portico_behaviour::{Phone, account, done, only_account, portal, sent, sign_in, state, word};
use portico_portal::Portal;
use serde_json::{Value, json};

const NEW: &str = "Moon-flower77";

async fn start(app: &Portico, portal: &Portal) -> Recovery {
    app.recovery_start(portal.url(), "anna").await.unwrap()
}

async fn give(app: &Portico, at: &Recovery, checkword: &str, password: &str) -> Recovery {
    app.recovery_submit(&at.id, Secret::from(checkword), Secret::from(password)).await.unwrap()
}

fn code(at: &Recovery) -> Option<ProblemCode> {
    at.problem.as_ref().map(|problem| problem.code)
}

/// The link of the nth mail with one.
fn link(portal: &Portal, nth: usize) -> String {
    portal.desk().mails().into_iter().filter_map(|mail| mail.link).nth(nth).unwrap()
}

fn checkword(portal: &Portal, nth: usize) -> String {
    let link = link(portal, nth);
    link.split("USER_CHECKWORD=").nth(1).unwrap().split('&').next().unwrap().to_owned()
}

fn mails(portal: &Portal) -> usize {
    portal.desk().mails().into_iter().filter(|mail| mail.link.is_some()).count()
}

fn posts(portal: &Portal) -> usize {
    portal.desk().requests(0).iter().filter(|request| request.path.starts_with("/auth/")).count()
}

fn actions(at: &Recovery) -> Vec<(String, Value)> {
    let steps = at.problem.iter().flat_map(|problem| &problem.steps).filter_map(|step| step.action.as_ref());
    steps.map(|action| (action.kind.clone(), serde_json::to_value(&action.args).unwrap())).collect()
}

fn switch(portal: &Portal, switches: Value) {
    portal.desk().patch_switches(&switches).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_by_mail_goes_on_to_a_signed_in_account_without_typing_it_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "forgotten").await;
    assert_eq!(open.tries.spent, 1);
    let refused = open.problem.clone().unwrap();
    let offer =
        refused.steps.iter().filter_map(|step| step.action.as_ref()).find(|action| action.kind == "recovery.start");
    let args = &offer.unwrap().args;
    let at = app.recovery_start(&args["address"], &args["login"]).await.unwrap();
    assert_eq!((at.stage, at.wait_s, at.busy, code(&at)), (RecoveryStage::Sent, 60, false, None));
    assert_eq!((at.login.as_str(), at.portal.origin.as_str()), ("anna", alfa.url()));
    let shown = serde_json::to_value(&at).unwrap();
    let mut keys: Vec<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["busy", "id", "login", "portal", "stage", "wait_s"]);
    assert_eq!(shown["stage"], json!("sent"));

    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Done, None, 0));
    assert_eq!(at.sign_in.as_deref(), Some(open.id.as_str()), "the sign-in that waited goes on");
    let sign_in = app.sign_in_get(&open.id).unwrap();
    let anna = account(&app, &done(&sign_in));
    assert_eq!((anna.state, anna.tries.spent), (AccountState::SignedIn, 0), "G7");
    assert_eq!(employee(&alfa, "anna").attempts, 0);
    assert_eq!((sent(&alfa, "checkword"), sent(&alfa, "login_password")), (1, 2));
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    assert_eq!(give(&app, &at, &link(&alfa, 0), NEW).await, at, "again changes nothing");
    assert_eq!(sent(&alfa, "checkword"), 1);
    assert!(!phone.folder().join(format!("device/recoveries/{}.json", at.id)).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_account_gets_the_new_password_under_its_device_id() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let before: Value = serde_json::from_slice(&std::fs::read(phone.document(&anna.id)).unwrap()).unwrap();
    let at = start(&app, &alfa).await;
    let at = give(&app, &at, &checkword(&alfa, 0), NEW).await;
    assert_eq!(app.sign_in_get(at.sign_in.as_ref().unwrap()).unwrap().account.as_deref(), Some(anna.id.as_str()));
    assert_eq!(only_account(&app).id, anna.id, "the same row");
    let after: Value = serde_json::from_slice(&std::fs::read(phone.document(&anna.id)).unwrap()).unwrap();
    assert_eq!(before["device_id"], after["device_id"]);
    assert_ne!(before["sealed"], after["sealed"]);
    assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "E3: the old one was replaced");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_mail_within_a_minute_is_not_asked_for_and_the_wait_outlives_a_restart() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    phone.advance(20);
    let early = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((early.wait_s, code(&early), early.stage), (40, Some(ProblemCode::RecoveryWait), RecoveryStage::Sent));
    assert_eq!(early.problem.as_ref().unwrap().retry.wait_s, Some(40));
    assert!(early.problem.as_ref().unwrap().cause.contains("40 seconds"), "{:?}", early.problem);
    let again = start(&app, &alfa).await;
    assert_eq!(
        (again.id.as_str(), again.wait_s, mails(&alfa)),
        (at.id.as_str(), 40, 1),
        "starting anew is no way round"
    );

    let app = phone.begin_again(app).await;
    phone.advance(10);
    let resumed = app.recovery_get(&at.id).unwrap();
    assert_eq!((resumed.wait_s, resumed.stage, code(&resumed)), (30, RecoveryStage::Sent, None));
    app.recovery_resend(&at.id).await.unwrap();
    assert_eq!(mails(&alfa), 1);
    phone.advance(30);
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.wait_s, code(&at), mails(&alfa)), (60, None, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_wrongly_never_lengthens_the_wait() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    phone.clock.set_wall(phone.clock.wall() - time::Duration::days(30));
    assert_eq!(app.recovery_get(&at.id).unwrap().wait_s, 60);
    phone.advance(60);
    assert_eq!(app.recovery_get(&at.id).unwrap().wait_s, 0);
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!(code(&at), None);
    let app = phone.begin_again(app).await;
    phone.clock.set_wall(phone.clock.wall() - time::Duration::days(30));
    assert_eq!(app.recovery_get(&at.id).unwrap().wait_s, 60);
    phone.advance(60);
    assert_eq!(app.recovery_resend(&at.id).await.unwrap().problem, None);
    assert_eq!(mails(&alfa), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_taps_are_one_mail_and_one_change() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let taps: Vec<_> = (0..20)
        .map(|_| {
            let (app, url) = (app.clone(), alfa.url().to_owned());
            tokio::spawn(async move { app.recovery_start(&url, " Anna ").await.unwrap() })
        })
        .collect();
    let mut ids = Vec::new();
    for tap in taps {
        ids.push(tap.await.unwrap().id);
    }
    ids.dedup();
    assert_eq!((ids.len(), mails(&alfa)), (1, 1));
    let at = app.recovery_get(ids.first().unwrap()).unwrap();
    let taps: Vec<_> = (0..5)
        .map(|_| {
            let (app, at, link) = (app.clone(), at.clone(), link(&alfa, 0));
            tokio::spawn(async move { give(&app, &at, &link, NEW).await })
        })
        .collect();
    for tap in taps {
        assert_eq!(tap.await.unwrap().stage, RecoveryStage::Done);
    }
    assert_eq!((sent(&alfa, "checkword"), sent(&alfa, "login_password")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_of_an_old_mail_is_refused_and_the_last_one_still_works() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    phone.advance(60);
    let at = app.recovery_resend(&at.id).await.unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Checkword, Some(ProblemCode::CheckwordWrong)));
    let told = at.problem.clone().unwrap();
    assert!(told.cause.contains("Only the link of the last mail works"), "{}", told.cause);
    assert!(told.detail.as_deref().unwrap().contains("check word"), "the portal's words: {:?}", told.detail);
    assert!(actions(&at).contains(&("recovery.resend".to_owned(), json!({"recovery": at.id}))));
    let at = give(&app, &at, &link(&alfa, 1), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Done);
    assert_eq!(state(&app, &only_account(&app).id), AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_link_is_its_own_problem_and_the_next_mail_helps() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"CHECKWORD_TIMEOUT": 60})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    phone.advance(3700);
    alfa.desk().advance(3700).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((code(&at), at.wait_s), (Some(ProblemCode::CheckwordExpired), 0));
    let (kind, _) = actions(&at).first().unwrap().clone();
    assert_eq!(kind, "recovery.resend");
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Sent, None));
    assert_eq!(give(&app, &at, &link(&alfa, 1), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_the_portal_does_not_take_is_refused_in_its_words_and_the_link_still_works() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    let at = give(&app, &at, &link(&alfa, 0), "short").await;
    assert_eq!((code(&at), at.stage), (Some(ProblemCode::NewPasswordShort), RecoveryStage::Sent));
    assert_eq!(sent(&alfa, "checkword"), 0, "known before: nothing was sent");
    alfa.desk().patch_policy(&json!({"PASSWORD_LENGTH": 10})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), "sixsix").await;
    assert_eq!(at.stage, RecoveryStage::Checkword);
    assert!(at.problem.clone().unwrap().detail.unwrap().contains("at least 10 characters"), "{:?}", at.problem);
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_another_portal_or_none_at_all_sends_nothing() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    app.recovery_start(beta.url(), "anna").await.unwrap();
    alfa.desk().clear_requests();
    let other = give(&app, &at, &link(&beta, 0), NEW).await;
    assert_eq!((code(&other), other.stage), (Some(ProblemCode::LinkOfOtherPortal), RecoveryStage::Sent));
    for rubbish in ["", "two words", "https://elsewhere.example/?USER_LOGIN=anna", alfa.url()] {
        assert_eq!(code(&give(&app, &at, rubbish, NEW).await), Some(ProblemCode::CheckwordUnreadable), "{rubbish}");
    }
    assert_eq!((posts(&alfa), sent(&beta, "checkword")), (0, 0));
    let wrapped = format!("Open this:\r\n<{}>.", link(&alfa, 0));
    assert_eq!(give(&app, &at, &wrapped, NEW).await.stage, RecoveryStage::Done, "as a mail program shows it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_e_mail_finds_the_login_and_the_link_names_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = app.recovery_start(alfa.url(), "anna@company.example").await.unwrap();
    assert_eq!(at.stage, RecoveryStage::Sent, "{:?}", at.problem);
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, at.login.as_str()), (RecoveryStage::Done, "anna"));
    assert_eq!(only_account(&app).login, "anna");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_login_is_told_in_the_portals_words_and_no_wait_is_made() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = app.recovery_start(alfa.url(), "nobody").await.unwrap();
    assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Start, Some(ProblemCode::RecoveryRefused), 0));
    assert_eq!(at.problem.unwrap().detail.as_deref(), Some("User profile was not found."));
    assert_eq!(mails(&alfa), 0);
    let error = app.recovery_start(alfa.url(), "  ").await.unwrap_err();
    assert_eq!(error.code(), "invalid_argument");
    let error = app.recovery_start("not an address", "anna").await.unwrap_err();
    let CallError::CallFailed { problem } = error else { unreachable!("{error:?}") };
    assert_eq!(problem.code, ProblemCode::AddressUnreadable);
    assert_eq!(app.recovery_get("nobody").unwrap_err(), CallError::UnknownRecovery);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_on_both_forms_is_read_and_costs_no_try() {
    let alfa = portal(&["anna"]).await;
    switch(&alfa, json!({"I1": "on"}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, at.wait_s, mails(&alfa)), (RecoveryStage::Captcha, 0, 0));
    let app = phone.begin_again(app).await;
    assert_eq!(app.recovery_get(&at.id).unwrap().stage, RecoveryStage::Captcha, "kept over a restart");
    let picture = app.recovery_captcha_picture(&at.id).await.unwrap();
    assert_eq!(picture.media_type, "image/jpeg");
    let at = app.recovery_submit_captcha(&at.id, "wrong").await.unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, Some(ProblemCode::RecoveryRefused)));
    let at = app.recovery_refresh_captcha(&at.id).await.unwrap();
    app.recovery_captcha_picture(&at.id).await.unwrap();
    let at = app.recovery_submit_captcha(&at.id, &word(&alfa)).await.unwrap();
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 1));
    assert_eq!(app.recovery_captcha_picture(&at.id).await.unwrap_err(), CallError::StaleChallenge);
    assert_eq!(app.recovery_submit_captcha(&at.id, "late").await.unwrap_err(), CallError::StaleChallenge);

    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, None), "the other form wants one too");
    app.recovery_captcha_picture(&at.id).await.unwrap();
    let at = app.recovery_submit_captcha(&at.id, &word(&alfa)).await.unwrap();
    assert_eq!(at.stage, RecoveryStage::Done, "{:?}", at.problem);
    assert_eq!(employee(&alfa, "anna").attempts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_behind_a_picture_is_wiped_after_five_minutes() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    switch(&alfa, json!({"I1": "on"}));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Captcha);
    phone.advance(301);
    assert_eq!(app.recovery_submit_captcha(&at.id, "whatever").await.unwrap_err(), CallError::StaleChallenge);
    let at = app.recovery_get(&at.id).unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Sent, Some(ProblemCode::PasswordNeeded)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_markers_is_never_a_success() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    switch(&alfa, json!({"P35": "no_marker"}));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Browser, Some(ProblemCode::RecoveryUnreadable)));
    assert_eq!((at.sign_in.clone(), sent(&alfa, "login_password")), (None, 0), "nothing is counted as done");
    let url = format!("{}/auth/?forgot_password=yes", alfa.url());
    assert_eq!(at.url.as_deref(), Some(url.as_str()));
    assert!(actions(&at).contains(&("open_url".to_owned(), json!({"url": url}))), "{:?}", actions(&at));
    let again = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((code(&again), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1), "Q14: sent once");
    // It was set all the same, which the sign-in shows.
    let open = at_credentials(&app, &alfa).await;
    done(&submit(&app, &open, "anna", NEW).await);

    let beta = portal(&["anna"]).await;
    switch(&beta, json!({"P35": "no_marker"}));
    let phone = Phone::trusting(&[&beta]);
    let app = phone.open().await;
    let at = start(&app, &beta).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Browser, Some(ProblemCode::RecoveryUnreadable)));
    switch(&beta, json!({"P35": "stock"}));
    assert_eq!(give(&app, &at, &link(&beta, 0), NEW).await.stage, RecoveryStage::Done, "the mail came all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_cloud_it_goes_on_in_a_browser_at_the_network_host() {
    let alfa = portal(&["anna"]).await;
    switch(&alfa, json!({"P9": "cloud"}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Browser, Some(ProblemCode::RecoveryInBrowser), 0));
    assert_eq!(serde_json::to_value(&at).unwrap()["portal"]["kind"], json!("cloud"));
    let url = at.url.clone().unwrap();
    assert!(url.starts_with("https://"), "{url}");
    assert!(actions(&at).contains(&("open_url".to_owned(), json!({"url": url}))));
    assert_eq!(app.recovery_resend(&at.id).await.unwrap().stage, RecoveryStage::Browser);
    assert_eq!(give(&app, &at, "abcd1234", NEW).await.stage, RecoveryStage::Browser);
    assert_eq!((posts(&alfa), mails(&alfa)), (0, 0), "the portal itself is asked for nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_says_what_is_not_known() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    alfa.desk().fault(&json!({"kind": "cut", "count": 1, "path": "/auth/"})).unwrap();
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Start, Some(ProblemCode::RecoveryMailLost), 60));
    alfa.desk().fault(&json!({"kind": "cut", "count": 1, "path": "/auth/"})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(code(&at), Some(ProblemCode::PasswordChangeLost));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((code(&at), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1), "Q14: sent once");
    let open = at_credentials(&app, &alfa).await;
    done(&submit(&app, &open, "anna", NEW).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_is_away_counts_as_nothing_asked() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for (status, want) in
        [(503, ProblemCode::PortalFailing), (403, ProblemCode::NotAllowedHere), (521, ProblemCode::NetworkServiceDown)]
    {
        alfa.desk().fault(&json!({"kind": "status", "count": 1, "path": "/auth/", "status": status})).unwrap();
        let at = start(&app, &alfa).await;
        assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Start, Some(want), 0), "{status}");
    }
    alfa.desk()
        .fault(&json!({"kind": "redirect", "count": 1, "path": "/auth/", "location": "https://elsewhere.example/"}))
        .unwrap();
    let at = start(&app, &alfa).await;
    assert_eq!(code(&at), Some(ProblemCode::PortalMoved), "never followed (Q12)");
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 1));
    alfa.desk().fault(&json!({"kind": "status", "count": 1, "path": "/auth/", "status": 500})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(code(&at), Some(ProblemCode::PortalFailing));
    assert_eq!(give(&app, &at, &link(&alfa, 0), NEW).await.stage, RecoveryStage::Done, "a readable status is not lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_that_follows_may_meet_a_picture_or_a_code() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let at = start(&app, &alfa).await;
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Done);
    let open = app.sign_in_get(at.sign_in.as_ref().unwrap()).unwrap();
    assert_eq!(sign_in_problem(&open), Some(ProblemCode::CaptchaForTyped));
    let Step::Captcha { password_needed, .. } = open.step else { unreachable!("{:?}", open.step) };
    assert!(!password_needed, "the new password is held");
    app.sign_in_captcha_picture(&open.id, &portico_behaviour::captcha(&open)).await.unwrap();
    let open = answer(&app, &open, &word(&alfa), None).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0, "G7");
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_never_waits_for_the_request_under_way() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "count": 1, "path": "/auth/", "ms": 2000})).unwrap();
    let (other, id, text) = (app.clone(), at.id.clone(), link(&alfa, 0));
    let under_way = tokio::spawn(async move { other.recovery_submit(&id, Secret::new(text), Secret::from(NEW)).await });
    let mut changes = app.observe();
    while !app.recovery_get(&at.id).unwrap().busy {
        changes.changed().await.unwrap();
    }
    let begun = std::time::Instant::now();
    assert!(app.recovery_get(&at.id).unwrap().busy);
    assert!(begun.elapsed() < std::time::Duration::from_millis(200), "R8");
    assert_eq!(under_way.await.unwrap().unwrap().stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_key_store_spends_no_checkword() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    phone.vault.set_problem(Some(VaultProblem::Locked));
    let error = app.recovery_submit(&at.id, Secret::new(link(&alfa, 0)), Secret::from(NEW)).await.unwrap_err();
    assert_eq!((error, sent(&alfa, "checkword")), (CallError::VaultLocked, 0));
    phone.vault.set_problem(None);
    assert_eq!(give(&app, &at, &link(&alfa, 0), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_recovery_is_left_after_a_week_or_after_its_account_is_deleted() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let at = start(&app, &alfa).await;
    assert!(phone.writes("anna"));
    app.accounts_delete(&anna.id).await.unwrap();
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery);
    assert!(!phone.writes("anna"), "a deleted account's login is in no file");
    let at = start(&app, &alfa).await;
    let app = phone.begin_again(app).await;
    phone.advance(7 * 24 * 3600 + 1);
    assert!(app.recovery_get(&at.id).is_ok());
    let app = phone.begin_again(app).await;
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery);
    assert!(!phone.writes("anna"));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_nothing_is_sent_and_what_the_portal_said_is_not_forgotten() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
    let at = start(&app, &alfa).await;
    phone.advance(60);
    let before = disk.changes();
    app.recovery_resend(&at.id).await.unwrap();
    let one_write = (disk.changes() - before) / 2;

    phone.advance(60);
    disk.fill_after(0);
    assert_eq!(app.recovery_resend(&at.id).await.unwrap_err(), CallError::StorageFailed);
    assert_eq!((mails(&alfa), app.recovery_get(&at.id).unwrap().wait_s), (2, 0), "the wait is written before the mail");
    disk.fill_after(one_write);
    let sent = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((sent.stage, sent.wait_s, mails(&alfa)), (RecoveryStage::Sent, 60, 3), "shown whatever the disk says");
    disk.make_room();
    let wrong = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(
        (wrong.stage, wrong.wait_s, code(&wrong)),
        (RecoveryStage::Checkword, 60, Some(ProblemCode::CheckwordWrong))
    );
    let app = phone.begin_again(app).await;
    let kept = app.recovery_get(&at.id).unwrap();
    assert_eq!(
        (kept.stage, code(&kept)),
        (RecoveryStage::Checkword, Some(ProblemCode::CheckwordWrong)),
        "written with the next"
    );
    assert_eq!(give(&app, &at, &link(&alfa, 2), NEW).await.stage, RecoveryStage::Done);
}
