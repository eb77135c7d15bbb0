//! Picture and code in one attempt, in whatever order the portal asks (T10, B19, E2), and what is not sent at all.

use portico::records::{CaptchaFor, Cost, ProblemCode, Step};
use portico::secret::Secret;
use portico::{Portico, Typed};
use portico_behaviour::steps::{
    answer, at_credentials, code_challenge, device_code, employee, give_code, patch, problem, submit, wrong_code,
};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, word};
use portico_portal::Portal;
use serde_json::json;

use super::{at_code, backup_code, generation, kinds, ways};

fn captcha_for(open: &portico::records::SignIn) -> CaptchaFor {
    let Step::Captcha { r#for, .. } = &open.step else { unreachable!("no picture but {open:?}") };
    *r#for
}

/// The application password came, and signs in without a code (E2, E5).
async fn is_at_home(app: &Portico, phone: &Phone, portal: &Portal, account: &str) {
    let anna = employee(portal, "anna");
    assert_eq!((anna.app_passwords.len(), anna.attempts, anna.code_attempts), (1, 0, 0), "E2, G7, P15");
    let codes = sent(portal, "code");
    phone.let_session_end(portal);
    app.session_call(account, "profile", json!({})).await.unwrap();
    assert_eq!(sent(portal, "code"), codes, "E5");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_lockout_the_picture_comes_before_the_code() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, year);
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        patch(&alfa, "anna", json!({"otp": {"type": "totp"}, "attempts": 10}));
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        assert_eq!(captcha_for(&open), CaptchaFor::Password, "{year}");
        let open = answer(&app, &open, &word(&alfa), None).await;
        assert_eq!(captcha_for(&open), CaptchaFor::Code, "{year}: Q8");
        let open = answer(&app, &open, &word(&alfa), None).await;
        let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
        is_at_home(&app, &phone, &alfa, &done(&open)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_codes_limit_the_picture_comes_after_it() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        alfa.desk().patch_policy(&json!({"generation": year, "LOGIN_ATTEMPTS": 3})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let mut open = at_code(&app, &alfa, "totp").await;
        for n in 1..=3 {
            code_challenge(&open);
            open = give_code(&app, &open, &wrong_code(&alfa, "anna", n)).await;
        }
        assert_eq!((captcha_for(&open), problem(&open)), (CaptchaFor::Code, Some(ProblemCode::CodeWrong)), "{year}");
        let cause = open.problem.as_ref().unwrap().cause.as_str();
        assert!(cause.contains("may not have looked at this code"), "D5: {cause}");
        let open = answer(&app, &open, &word(&alfa), None).await;
        let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
        is_at_home(&app, &phone, &alfa, &done(&open)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_code_with_a_picture_signs_in_too() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, year);
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        patch(&alfa, "anna", json!({"otp": {"type": "hotp"}, "attempts": 10}));
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        let open = answer(&app, &open, &word(&alfa), None).await;
        let open = answer(&app, &open, &word(&alfa), None).await;
        let open = give_code(&app, &open, &backup_code(&alfa)).await;
        is_at_home(&app, &phone, &alfa, &done(&open)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_refused_is_warned_of_and_never_sent_again() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, year);
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, "totp").await;
        let (first, second) = (wrong_code(&alfa, "anna", 1), wrong_code(&alfa, "anna", 2));
        let open = give_code(&app, &open, &first).await;
        assert!(kinds(&open).iter().all(|kind| kind != "begin_again"), "one wrong code is a slip");
        let open = give_code(&app, &open, &second).await;
        assert!(kinds(&open).iter().any(|kind| kind == "begin_again"), "Q9: two in a row");
        let before = alfa.desk().requests(0).len();
        let spaced = format!("{} - {}", first.get(..3).unwrap(), first.get(3..).unwrap());
        let typed = Typed { code: Some(Secret::from(spaced.as_str())), ..Typed::default() };
        let warnings = app.sign_in_check(&open.id, typed).unwrap();
        assert!(warnings.iter().any(|warning| warning.code == "same_as_refused"), "{year}: {warnings:?}");
        // The one before the last as well, in any spelling.
        let same = give_code(&app, &open, &spaced).await;
        assert_eq!(problem(&same), Some(ProblemCode::CodeRepeated), "{year}");
        assert_eq!(same.problem.as_ref().unwrap().retry.cost, Cost::Free);
        assert_eq!(code_challenge(&same), code_challenge(&open));
        assert_eq!(alfa.desk().requests(0).len(), before, "{year}: nothing was sent");
        assert_eq!(employee(&alfa, "anna").code_attempts, 2);
        // A notice is gone with the next thing done.
        let open = give_code(&app, &same, &device_code(&alfa, "anna")).await;
        assert_eq!((done(&open).is_empty(), problem(&open)), (false, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_code_where_none_is_taken_is_not_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    // Nobody has given her a device, and so no backup codes.
    patch(&alfa, "anna", json!({"otp_required": true}));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let Step::SecondFactor { backup_codes: false, input, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((input.alphabet.as_str(), input.length, input.keyboard.as_str()), ("digits", 6, "number"));
    let before = alfa.desk().requests(0).len();
    let same = give_code(&app, &open, "h4t9-x2qm").await;
    assert_eq!(problem(&same), Some(ProblemCode::BackupCodesNotTaken));
    assert_eq!(alfa.desk().requests(0).len(), before, "it could only have been counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_field_takes_what_each_kind_gives() {
    for (kind, autofill) in [("totp", "one_time_code"), ("hotp", "off"), ("push", "one_time_code")] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, kind).await;
        let Step::SecondFactor { input, backup_codes: true, .. } = &open.step else { unreachable!("{open:?}") };
        assert_eq!((input.keyboard.as_str(), input.length, input.autofill.as_str()), ("text", 8, autofill), "{kind}");
        let spaced: String = device_code(&alfa, "anna").chars().map(|c| format!("{c} ")).collect();
        done(&give_code(&app, &open, &spaced).await);
    }
}

/// E4: what a lost answer brought is lost; only a sign-in from the password brings another application password.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_whose_answer_was_lost_begins_again_and_the_application_password_comes() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, year);
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, "totp").await;
        alfa.desk().fault(&json!({"kind": "cut", "count": 1})).unwrap();
        let lost = give_code(&app, &open, &backup_code(&alfa)).await;
        assert_eq!((problem(&lost), code_challenge(&lost)), (Some(ProblemCode::AnswerLost), code_challenge(&open)));
        let cause = lost.problem.clone().unwrap().cause;
        assert!(cause.contains("Your code was on its way") && !cause.contains("Your password was"), "{cause}");
        assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "{year}: the portal took it");
        let begin = ways(&lost).into_iter().find(|way| way.kind == "begin_again").unwrap();
        assert_eq!(begin.action.unwrap().kind, "sign_in.back", "Q9");
        let again = give_code(&app, &lost, &backup_code(&alfa)).await;
        assert_eq!((&again.step, problem(&again)), (&Step::Credentials, Some(ProblemCode::AnswerLost)), "{year}");
        assert_eq!((again.tries.spent, again.tries.unanswered), (0, 0), "{year}");
        let open = submit(&app, &again, "anna", PASSWORD).await;
        let done = done(&give_code(&app, &open, &backup_code(&alfa)).await);
        assert_eq!(problem(&app.sign_in_get(&open.id).unwrap()), None);
        is_at_home(&app, &phone, &alfa, &done).await;
    }
}

/// The other half of E4: where the portal never saw the lost one, the next code brings everything.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_lost_on_its_way_to_the_portal_is_given_once_more() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, year);
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, "totp").await;
        alfa.desk().fault(&json!({"kind": "drop", "count": 1, "path": "/mobile/"})).unwrap();
        let code = device_code(&alfa, "anna");
        let lost = give_code(&app, &open, &code).await;
        assert_eq!((problem(&lost), code_challenge(&lost)), (Some(ProblemCode::AnswerLost), code_challenge(&open)));
        let done = done(&give_code(&app, &lost, &code).await);
        is_at_home(&app, &phone, &alfa, &done).await;
    }
}

/// Q13: no application password is no sign of a lost answer where none was lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_signs_in_where_the_portal_gives_no_application_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    // Only this generation gives none, and it asks for no codes: so it takes over after the question.
    generation(&alfa, "2013");
    let anna = done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!(account(&app, &anna).problem.unwrap().code, ProblemCode::NoApplicationPassword);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}
