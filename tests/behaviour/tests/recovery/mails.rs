//! The mail, its wait, and its link.

use portico::clock::Clock as _;
use portico::records::{AccountState, ProblemCode, RecoveryStage};
use portico::{CallError, Portico};
use portico_behaviour::steps::{at_credentials, employee, submit};
use portico_behaviour::{Phone, account, done, only_account, portal, sent, sign_in, state};
use serde_json::{Value, json};

use super::{NEW, actions, checkword, code, give, link, mails, start};

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
    assert!(early.problem.as_ref().unwrap().cause.contains("after 40\u{a0}seconds"), "{:?}", early.problem);
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

/// I6: a second before the end of the wait it is still told, and then no more; another mail is offered all the time.
#[tokio::test(flavor = "multi_thread")]
async fn when_the_wait_is_over_nobody_is_told_to_wait() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    app.recovery_resend(&at.id).await.unwrap();
    the_wait_ends(&app, &phone, &at.id, ProblemCode::RecoveryWait);
    alfa.desk().fault(&json!({"kind": "cut", "count": 1, "path": "/auth/"})).unwrap();
    app.recovery_resend(&at.id).await.unwrap();
    the_wait_ends(&app, &phone, &at.id, ProblemCode::RecoveryMailLost);
    let app = phone.begin_again(app).await;
    app.recovery_resend(&at.id).await.unwrap();
    assert_eq!(app.recovery_get(&at.id).unwrap().wait_s, 60, "and it is taken");
}

fn the_wait_ends(app: &Portico, phone: &Phone, id: &str, want: ProblemCode) {
    let told = || {
        let at = app.recovery_get(id).unwrap();
        assert_eq!(code(&at), Some(want));
        assert!(actions(&at).contains(&("recovery.resend".to_owned(), json!({"recovery": id}))), "{want:?}");
        let problem = at.problem.unwrap();
        let steps: Vec<&str> = problem.steps.iter().map(|step| step.text.as_str()).collect();
        (at.wait_s, problem.retry.wait_s, format!("{} {}", problem.cause, steps.join(" ")))
    };
    phone.advance(59);
    let (wait, retry, words) = told();
    assert_eq!((wait, retry), (1, Some(1)));
    assert!(words.contains("after a second"), "{words}");
    phone.advance(1);
    let (wait, retry, words) = told();
    assert_eq!((wait, retry), (0, None));
    assert!(!words.contains("after") && !words.contains("second") && !words.contains("time is over"), "{words}");
    assert!(words.contains("If nothing has come, ask for another mail."), "{words}");
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

/// I2: a mail that was asked for elsewhere, or an hour ago, is as good as its link; one more would end it.
#[tokio::test(flavor = "multi_thread")]
async fn with_the_mails_link_in_hand_no_other_mail_is_asked_for() {
    let alfa = portal(&["anna"]).await;
    let computer = Phone::trusting(&[&alfa]);
    start(&computer.open().await, &alfa).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    alfa.desk().clear_requests();
    for login in ["", "anna"] {
        let at = app.recovery_start(&link(&alfa, 0), login).await.unwrap();
        assert_eq!((at.stage, at.login.as_str(), code(&at)), (RecoveryStage::Checkword, "anna", None));
        assert_eq!((at.portal.origin.as_str(), alfa.desk().requests(0).len()), (alfa.url(), 0), "nothing is sent");
    }
    assert!(!phone.writes(&checkword(&alfa, 0)), "Q14");
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 2), "asked for with the address, it comes");
    let at = app.recovery_start(&link(&alfa, 1), "").await.unwrap();
    assert_eq!((at.stage, at.wait_s > 0), (RecoveryStage::Checkword, true));
    let at = give(&app, &at, &link(&alfa, 1), NEW).await;
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Done, 2));
    assert_eq!(only_account(&app).login, "anna");
}
