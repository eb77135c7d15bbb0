//! The code step, alone and behind a picture.

use portico::records::{AccountState, CaptchaFor, Cost, ProblemCode, SecondFactorType, Step};
use portico_behaviour::steps::{
    answer, at_credentials, code_challenge, device_code, employee, give_code, patch, problem, submit, wrong_code,
};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, word};
use serde_json::json;

use super::{at_code, at_typed_picture, requests};

#[tokio::test(flavor = "multi_thread")]
async fn a_few_wrong_codes_and_then_the_right_one_sign_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut open = at_code(&app, &alfa, "totp").await;
    let mut told = None;
    let challenge = code_challenge(&open);
    let Step::SecondFactor { r#type, sms_available, backup_codes, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*r#type, *sms_available, *backup_codes), (SecondFactorType::Totp, false, true));
    for n in 1..=3 {
        let wrong = wrong_code(&alfa, "anna", n);
        open = give_code(&app, &open, &wrong).await;
        assert_eq!(problem(&open), Some(ProblemCode::CodeWrong), "{n}");
        told = open.problem.clone();
        open = give_code(&app, &open, &wrong).await;
        assert_eq!(problem(&open), Some(ProblemCode::CodeRepeated), "{n}");
        assert_eq!(open.problem.clone().unwrap().retry.cost, Cost::Free);
        assert_eq!((code_challenge(&open), open.login.as_deref()), (challenge.clone(), Some("anna")));
        assert_eq!(open.tries.spent, 0, "a code is no password");
        assert_eq!(employee(&alfa, "anna").code_attempts, n, "T11: the same code is not sent twice");
    }
    let actions: Vec<_> =
        told.as_ref().unwrap().steps.iter().filter_map(|step| Some(step.action.as_ref()?.kind.as_str())).collect();
    assert!(actions.contains(&"sign_in.back"), "Q9: begin again with the password is offered: {actions:?}");
    let passwords = sent(&alfa, "login_password");
    let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    assert_eq!(account(&app, &done(&open)).state, AccountState::SignedIn);
    assert_eq!(sent(&alfa, "login_password"), passwords, "the same session");
    assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "E2: given for the code post");
    phone.let_session_end(&alfa);
    app.session_call(&done(&open), "profile", json!({})).await.unwrap();
    assert_eq!(sent(&alfa, "code"), 4, "E5: no code for the application password");
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_codes_are_taken_in_any_spacing_and_case() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let spelt: [fn(&str) -> String; 5] = [
        str::to_owned,
        |code| code.to_uppercase(),
        |code| code.replace('-', ""),
        |code| format!("  {} \n", code.replace('-', " \u{2014} ")),
        |code| code.chars().map(|c| format!("{c} ")).collect(),
    ];
    for (n, spell) in spelt.iter().enumerate() {
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        let codes = employee(&alfa, "anna").otp.unwrap().recovery_codes;
        let typed = spell(&codes[0]);
        done(&give_code(&app, &open, &typed).await);
        assert_eq!(employee(&alfa, "anna").otp.unwrap().recovery_codes.len(), codes.len() - 1, "{n}: each works once");
    }
    assert_eq!(app.accounts_list().accounts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_lockout_the_picture_comes_first_then_the_code_and_the_counter_is_zero() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let open = at_typed_picture(&app, &alfa, PASSWORD).await;
    let both = answer(&app, &open, &word(&alfa), None).await;
    let Step::Captcha { r#for, password_needed, .. } = &both.step else { unreachable!("{both:?}") };
    assert_eq!((*r#for, *password_needed), (CaptchaFor::Code, false), "needOtp: word and password were right");
    assert_ne!(problem(&both), Some(ProblemCode::CaptchaAgain), "nothing was wrong");
    let before = requests(&alfa);
    let code = answer(&app, &both, &word(&alfa), None).await;
    assert_eq!(requests(&alfa), before, "word and code go out together");
    let open = give_code(&app, &code, &device_code(&alfa, "anna")).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0);
    assert_eq!(requests(&alfa), before + 1);
    assert_eq!(employee(&alfa, "anna").attempts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lockout_of_the_code_step_is_answered_by_a_picture_and_a_new_code() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"LOGIN_ATTEMPTS": 2})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 2)).await;
    let Step::Captcha { r#for, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*r#for, problem(&open)), (CaptchaFor::Code, Some(ProblemCode::CodeWrong)));
    let code = answer(&app, &open, "AAAAA", None).await;
    let again = give_code(&app, &code, &device_code(&alfa, "anna")).await;
    let Step::Captcha { r#for, .. } = &again.step else { unreachable!("a wrong word asks again: {again:?}") };
    assert_eq!(*r#for, CaptchaFor::Code);
    let code = answer(&app, &again, &word(&alfa), None).await;
    done(&give_code(&app, &code, &device_code(&alfa, "anna")).await);
    assert_eq!(sent(&alfa, "login_password"), 1, "the password is not asked again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_step_older_than_the_portals_session_leads_back_to_the_password() {
    for generation in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        alfa.desk().patch_policy(&json!({"generation": generation})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, "totp").await;
        phone.let_session_end(&alfa);
        let late = give_code(&app, &open, &device_code(&alfa, "anna")).await;
        let told = late.problem.clone().unwrap();
        let again = if generation == "2024" {
            assert_eq!((&late.step, told.code), (&Step::Credentials, ProblemCode::CodeSessionLost), "T14");
            assert_eq!(told.steps.first().unwrap().action, None, "the password is typed right here");
            late
        } else {
            // T11, P13: not to be told from a wrong code; the way back is offered (Q9).
            assert_eq!(told.code, ProblemCode::CodeWrong);
            let back =
                |step: &portico::records::ProblemStep| step.action.as_ref().is_some_and(|it| it.kind == "sign_in.back");
            assert!(told.steps.iter().any(back), "{:?}", told.steps);
            app.sign_in_back(&late.id).await.unwrap()
        };
        assert_eq!((&again.step, again.login.as_deref()), (&Step::Credentials, Some("anna")));
        let open = submit(&app, &again, "anna", PASSWORD).await;
        assert_eq!(open.tries.spent, 0, "the portal counted nothing");
        done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_by_counter_and_from_the_confirming_app_are_taken() {
    for (kind, shown) in [("hotp", SecondFactorType::Hotp), ("push", SecondFactorType::Push)] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_code(&app, &alfa, kind).await;
        let Step::SecondFactor { r#type, .. } = &open.step else { unreachable!("{open:?}") };
        assert_eq!(*r#type, shown);
        let wrong = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
        assert_eq!(problem(&wrong), Some(ProblemCode::CodeWrong));
        done(&give_code(&app, &wrong, &device_code(&alfa, "anna")).await);
    }
}
