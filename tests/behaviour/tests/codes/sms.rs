//! The code by message (D11, D12, P17): one at a time, in the pending session alone, with a wait that no clock makes longer.

use portico::records::{Cost, ProblemCode, SecondFactorType, SignIn, Step};
use portico::secret::Secret;
use portico::{CallError, Portico, Typed};
use portico_behaviour::steps::{
    at_credentials, code_challenge, device_code, employee, give_code, patch, problem, submit, wrong_code,
};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent};
use portico_portal::{LoggedRequest, Portal};
use serde_json::json;
use time::Duration;

use super::{at_code, generation, ways};

const PHONE_NUMBER: &str = "+4930123456";

/// Anna confirms in the app, or by messages to her phone.
async fn at_push(app: &Portico, portal: &Portal) -> SignIn {
    patch(portal, "anna", json!({"phone": PHONE_NUMBER}));
    at_code(app, portal, "push").await
}

async fn send_sms(app: &Portico, open: &SignIn) -> SignIn {
    app.sign_in_send_sms(&open.id, &code_challenge(open)).await.unwrap()
}

fn wait(open: &SignIn) -> Option<u64> {
    let Step::SecondFactor { sms_wait_s, .. } = &open.step else { unreachable!("no code but {open:?}") };
    *sms_wait_s
}

fn wishes(portal: &Portal) -> Vec<LoggedRequest> {
    let asked = |request: &LoggedRequest| request.path.starts_with("/bitrix/services/main/ajax.php");
    portal.desk().requests(0).into_iter().filter(asked).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_brings_the_code_and_says_where_it_went_and_when_the_next_may_be_asked_for() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    let Step::SecondFactor { r#type, sms_available: true, sms_wait_s: None, sms_to: None, .. } = &open.step else {
        unreachable!("{open:?}")
    };
    assert_eq!(*r#type, SecondFactorType::Push);
    let verification = ways(&open).into_iter().find(|way| way.kind == "verification_code").unwrap();
    assert!(verification.text.contains("Verification code"), "D11: {}", verification.text);
    let way = ways(&open).into_iter().find(|way| way.kind == "sms").unwrap();
    let action = way.action.unwrap();
    assert_eq!(
        (action.kind.as_str(), action.args.get("challenge")),
        ("sign_in.send_sms", Some(&code_challenge(&open)))
    );

    let texted = send_sms(&app, &open).await;
    let Step::SecondFactor { sms_wait_s, sms_to, .. } = &texted.step else { unreachable!("{texted:?}") };
    assert_eq!((*sms_wait_s, sms_to.as_deref(), problem(&texted)), (Some(60), Some("+4*******56"), None));
    assert_eq!(code_challenge(&texted), code_challenge(&open), "the same challenge");
    let way = ways(&texted).into_iter().find(|way| way.kind == "sms").unwrap();
    assert!(way.text.contains("+4*******56") && way.text.contains("60\u{a0}seconds"), "{}", way.text);
    assert_eq!(wishes(&alfa).len(), 1);

    let code = alfa.desk().sms().pop().unwrap().code;
    assert!(!phone.writes(&code) && !phone.writes(PHONE_NUMBER), "R5");
    let wrong = give_code(&app, &texted, &wrong_code(&alfa, "anna", 1)).await;
    assert_eq!((problem(&wrong), wait(&wrong)), (Some(ProblemCode::CodeWrong), Some(60)), "a wrong code loses nothing");
    let done = done(&give_code(&app, &wrong, &code).await);
    assert_eq!(account(&app, &done).tries.spent, 0);
    assert_eq!((sent(&alfa, "login_password"), employee(&alfa, "anna").app_passwords.len()), (1, 1), "E2");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_time_is_over_nothing_is_sent_and_the_seconds_are_told() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    let open = send_sms(&app, &open).await;
    phone.advance(18);
    assert_eq!(wait(&app.sign_in_get(&open.id).unwrap()), Some(42));
    let early = send_sms(&app, &open).await;
    let told = early.problem.clone().unwrap();
    assert_eq!((told.code, told.retry.cost, told.retry.wait_s), (ProblemCode::SmsTimeout, Cost::Free, Some(42)));
    assert!(told.cause.contains("42\u{a0}seconds"), "{}", told.cause);
    let again = told.steps.iter().find_map(|step| step.action.as_ref()).unwrap();
    assert_eq!((again.kind.as_str(), again.args.get("challenge")), ("sign_in.send_sms", Some(&code_challenge(&open))));
    assert_eq!(wishes(&alfa).len(), 1, "nothing was sent");
    phone.clock.advance(std::time::Duration::from_millis(41_500));
    let last = send_sms(&app, &open).await;
    assert_eq!((wait(&last), problem(&last)), (Some(1), Some(ProblemCode::SmsTimeout)), "half a second is one more");
    assert_eq!(wishes(&alfa).len(), 1);
    phone.clock.advance(std::time::Duration::from_millis(500));
    alfa.desk().advance(61).unwrap();
    assert_eq!(wait(&app.sign_in_get(&open.id).unwrap()), None);
    let next = send_sms(&app, &open).await;
    assert_eq!((problem(&next), wait(&next)), (None, Some(60)));
    assert_eq!((wishes(&alfa).len(), alfa.desk().sms().len()), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_says_how_long_where_another_sign_in_has_asked() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let first = at_push(&app, &alfa).await;
    send_sms(&app, &first).await;
    let second = at_credentials(&app, &alfa).await;
    let second = submit(&app, &second, "anna", PASSWORD).await;
    let told = send_sms(&app, &second).await;
    let wait_s = wait(&told).unwrap();
    assert!((55..=60).contains(&wait_s), "{wait_s}");
    let problem = told.problem.clone().unwrap();
    assert_eq!((problem.code, problem.retry.wait_s.is_some()), (ProblemCode::SmsTimeout, true), "D12");
    assert_eq!(alfa.desk().sms().len(), 1);
    let open = give_code(&app, &told, &alfa.desk().sms().pop().unwrap().code).await;
    done(&open);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wait_survives_a_restart_and_a_wrong_clock_only_shortens_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    let open = send_sms(&app, &open).await;
    let began = portico::clock::Clock::wall(phone.clock.as_ref());
    phone.advance(20);
    let app = phone.begin_again(app).await;
    let back = app.sign_in_get(&open.id).unwrap();
    assert_eq!((wait(&back), code_challenge(&back)), (Some(40), code_challenge(&open)));
    let Step::SecondFactor { sms_to, .. } = &back.step else { unreachable!() };
    assert_eq!(sms_to.as_deref(), Some("+4*******56"));
    // Set back by a day: not longer, and boot time runs on.
    phone.clock.set_wall(began - Duration::days(1));
    assert_eq!(wait(&app.sign_in_get(&open.id).unwrap()), Some(40));
    let app = phone.begin_again(app).await;
    // A clock in the past leaves no session to trust (Q3): the sign-in begins with the password, and waits for nothing.
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, Step::Credentials);
    phone.clock.set_wall(began + Duration::seconds(70));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(wait(&open), None, "a new challenge knows of no message");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_the_token_is_had_anew() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    let app = phone.begin_again(app).await;
    let open = send_sms(&app, &app.sign_in_get(&open.id).unwrap()).await;
    assert_eq!((problem(&open), wait(&open)), (None, Some(60)));
    assert_eq!((wishes(&alfa).len(), alfa.desk().sms().len()), (2, 1), "F4: the first asks for the token");
    done(&give_code(&app, &open, &alfa.desk().sms().pop().unwrap().code).await);
}

/// R12: the program ended while the wish was on its way, and no try with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_wish_for_a_message_that_was_cut_off_by_the_programs_end_costs_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 30_000, "count": 1})).unwrap();
    let wish = tokio::spawn({
        let (app, open) = (app.clone(), open.clone());
        async move { app.sign_in_send_sms(&open.id, &code_challenge(&open)).await }
    });
    while !app.sign_in_get(&open.id).unwrap().busy {
        tokio::task::yield_now().await;
    }
    // As another process finds it: this one is stopped in the middle.
    let left = phone.restart().await.sign_in_get(&open.id).unwrap();
    let told = left.problem.unwrap();
    assert_eq!((told.code, told.retry.cost), (ProblemCode::AnswerLost, Cost::Free));
    assert!(!told.cause.contains("password was on its way"), "{}", told.cause);
    wish.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_portal_refuses_has_its_own_name() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    patch(&alfa, "anna", json!({"phone": ""}));
    let refused = send_sms(&app, &open).await;
    assert_eq!((problem(&refused), wait(&refused)), (Some(ProblemCode::PhoneNotFound), None));
    assert_eq!(refused.problem.clone().unwrap().detail.as_deref(), Some("There is no phone number."), "its words");
    patch(&alfa, "anna", json!({"phone": PHONE_NUMBER, "otp": {"type": "totp"}}));
    let refused = send_sms(&app, &open).await;
    assert_eq!(problem(&refused), Some(ProblemCode::PushOtpDisabled));
    assert_eq!(code_challenge(&refused), code_challenge(&open));
    done(&give_code(&app, &refused, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_forgot_the_password_step_sends_nothing_and_the_way_back_is_offered() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    alfa.desk().advance(1500).unwrap();
    let refused = send_sms(&app, &open).await;
    let told = refused.problem.clone().unwrap();
    assert_eq!(told.code, ProblemCode::SmsNotSent);
    assert!(told.steps.iter().any(|step| step.action.as_ref().is_some_and(|it| it.kind == "sign_in.back")));
    assert!(alfa.desk().sms().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_portal_is_told_and_the_code_step_stays() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    for (fault, code) in [
        (json!({"kind": "status", "count": 1, "status": 500}), ProblemCode::PortalFailing),
        (json!({"kind": "captive", "count": 1}), ProblemCode::CaptivePortal),
        (json!({"kind": "drop", "count": 1}), ProblemCode::AnswerLost),
        (json!({"kind": "status", "count": 1, "status": 404}), ProblemCode::SmsNotSent),
    ] {
        alfa.desk().fault(&fault).unwrap();
        let same = send_sms(&app, &open).await;
        assert_eq!((problem(&same), wait(&same)), (Some(code), None), "{fault}");
        assert_eq!((code_challenge(&same), same.busy), (code_challenge(&open), false));
        assert_eq!(same.problem.unwrap().retry.cost, Cost::Free, "no password was on its way");
    }
    let open = send_sms(&app, &open).await;
    done(&give_code(&app, &open, &alfa.desk().sms().pop().unwrap().code).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_taps_ask_once() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    let taps: Vec<_> = (0..8)
        .map(|_| {
            let (app, id, challenge) = (app.clone(), open.id.clone(), code_challenge(&open));
            tokio::spawn(async move { app.sign_in_send_sms(&id, &challenge).await.unwrap() })
        })
        .collect();
    for tap in taps {
        tap.await.unwrap();
    }
    assert_eq!((wishes(&alfa).len(), alfa.desk().sms().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_for_a_dead_challenge_or_where_none_are_sent_is_the_callers_mistake() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = at_push(&app, &alfa).await;
    let stale = app.sign_in_send_sms(&anna.id, &format!("{}.99", anna.id)).await.unwrap_err();
    assert_eq!(stale, CallError::StaleChallenge);
    patch(&alfa, "boris", json!({"otp": {"type": "totp"}}));
    let boris = at_credentials(&app, &alfa).await;
    let boris = submit(&app, &boris, "boris", PASSWORD).await;
    let other = app.sign_in_send_sms(&boris.id, &code_challenge(&anna)).await.unwrap_err();
    assert_eq!(other, CallError::StaleChallenge, "R10: another sign-in's");
    let none = app.sign_in_send_sms(&boris.id, &code_challenge(&boris)).await.unwrap_err();
    assert_eq!(none.code(), "invalid_argument", "canLoginBySms is false");
    let unknown = app.sign_in_send_sms("nobody", &code_challenge(&anna)).await.unwrap_err();
    assert_eq!(unknown, CallError::UnknownSignIn);
    assert!(wishes(&alfa).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_a_message_knows_no_clock_of_this_phone() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().skew(-180).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    let typed = || Typed { code: Some(Secret::from("492817")), ..Typed::default() };
    let warned = |open: &SignIn| {
        let warnings = app.sign_in_check(&open.id, typed()).unwrap();
        warnings.iter().any(|warning| warning.code == "clock_drift")
    };
    assert!(warned(&open), "the app on this phone may make the verification code");
    let open = send_sms(&app, &open).await;
    assert!(!warned(&open), "D12: the portal made the code in the message");
}

#[tokio::test(flavor = "multi_thread")]
async fn up_to_2024_there_are_no_messages() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_push(&app, &alfa).await;
    assert!(ways(&open).iter().all(|way| way.kind != "sms"));
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}
