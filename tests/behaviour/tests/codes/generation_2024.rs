//! Portals up to 2024 say neither what makes the codes nor, to a code by itself, whether it was wrong or the session lost (B14,
//! T14). Six digits go at the end of the password instead (B10), where that can do no harm.

use portico::records::{ProblemCode, SecondFactorType, Step};
use portico_behaviour::steps::{
    answer, at_credentials, code_challenge, device_code, employee, give_code, patch, problem, submit, wrong_code,
};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, word};
use serde_json::json;

use super::{at_code, backup_code, generation, kinds};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_code_stays_in_its_challenge_and_counts_no_password() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut open = at_code(&app, &alfa, "totp").await;
    let challenge = code_challenge(&open);
    let Step::SecondFactor { r#type, backup_codes, sms_available, .. } = &open.step else { unreachable!() };
    assert_eq!((*r#type, *backup_codes, *sms_available), (SecondFactorType::Unknown, false, false), "nothing is said");
    for n in 1..=3 {
        open = give_code(&app, &open, &wrong_code(&alfa, "anna", n)).await;
        assert_eq!((code_challenge(&open), problem(&open)), (challenge.clone(), Some(ProblemCode::CodeWrong)), "{n}");
        assert_eq!((open.tries.spent, open.tries.unanswered), (0, 0), "P18: a wrong code is no wrong password");
        let anna = employee(&alfa, "anna");
        assert_eq!((anna.attempts, anna.code_attempts), (0, n), "G6: nor does the portal count one");
    }
    let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0);
    assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "E2: with the headers of B8");
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (5, 0), "one request for each thing typed");
    phone.let_session_end(&alfa);
    app.session_call(&done(&open), "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_the_portal_has_lost_does_not_matter_while_the_password_is_held() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    alfa.desk().advance(1500).unwrap();
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!(sent(&alfa, "login_password"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_password_the_code_goes_by_itself_and_a_wrong_one_begins_again() {
    for lost in ["by a restart", "after five minutes", "after a minute in the background"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, "2024");
        let phone = Phone::trusting(&[&alfa]);
        let mut app = phone.open().await;
        let open = at_code(&app, &alfa, "totp").await;
        match lost {
            "by a restart" => app = phone.begin_again(app).await,
            "after five minutes" => phone.advance(301),
            _ => {
                app.session_background();
                phone.advance(61);
                app.session_foreground().await;
            }
        }
        let open = app.sign_in_get(&open.id).unwrap();
        let wrong = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
        assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (1, 1), "{lost}");
        assert_eq!((&wrong.step, problem(&wrong)), (&Step::Credentials, Some(ProblemCode::CodeSessionLost)), "T14");
        assert!(wrong.problem.as_ref().unwrap().cause.contains("code may also have been wrong"));
        assert_eq!((wrong.login.as_deref(), wrong.tries.spent), (Some("anna"), 0), "{lost}");
        let open = submit(&app, &wrong, "anna", PASSWORD).await;
        done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_code_is_offered_and_goes_by_itself() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    assert!(kinds(&open).contains(&"backup_code".to_owned()), "the portal does not say that it takes none");
    let Step::SecondFactor { input, .. } = &open.step else { unreachable!() };
    assert_eq!(input.alphabet, "letters_and_digits", "pain 15");
    done(&give_code(&app, &open, &backup_code(&alfa).to_uppercase()).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (1, 1), "B10: it does not fit");
    assert_eq!(employee(&alfa, "anna").app_passwords.len(), 1, "E2");
}

/// B19: the password would use the word up before the code is looked at.
#[tokio::test(flavor = "multi_thread")]
async fn with_a_pictures_word_the_code_goes_by_itself() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}, "attempts": 10}));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let open = answer(&app, &open, &word(&alfa), None).await;
    let open = answer(&app, &open, &word(&alfa), None).await;
    assert_eq!(sent(&alfa, "login_password"), 2);
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (2, 1));
    let anna = employee(&alfa, "anna");
    assert_eq!((anna.attempts, anna.app_passwords.len()), (0, 1), "G7, E2");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_codes_limit_the_word_goes_with_the_next_code_by_itself() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"generation": "2024", "LOGIN_ATTEMPTS": 2})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 2)).await;
    let open = answer(&app, &open, &word(&alfa), None).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (3, 1));
    assert_eq!(employee(&alfa, "anna").attempts, 0, "no word was spent on the password");
}

/// What the whole is refused for is a refused password for the portal (B15): it is counted, told, and not done again.
#[tokio::test(flavor = "multi_thread")]
async fn where_the_whole_is_refused_it_is_counted_and_codes_go_by_themselves_from_then_on() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    patch(&alfa, "anna", json!({"password": "Moon-flower9"}));
    let refused = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Credentials, Some(ProblemCode::CodeSessionLost)));
    assert_eq!((refused.tries.spent, employee(&alfa, "anna").attempts), (1, 1), "R12: both counts agree");
    let open = submit(&app, &refused, "anna", "Moon-flower9").await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (3, 1));
}

/// B6: a server that cuts the password at its colon would cut the code with it.
#[tokio::test(flavor = "multi_thread")]
async fn behind_a_password_with_a_colon_no_code_is_put() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}, "password": "Sun:flower9"}));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "Sun:flower9").await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_comes_in_between_waits_for_the_password_that_is_held() {
    let alfa = portal(&["anna"]).await;
    generation(&alfa, "2024");
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    // Another device of hers has used up the tries meanwhile.
    patch(&alfa, "anna", json!({"attempts": 10}));
    let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    let Step::Captcha { r#for, password_needed, .. } = &open.step else { unreachable!("{open:?}") };
    assert_eq!((*r#for, *password_needed), (portico::records::CaptchaFor::Password, false), "T6");
    let open = answer(&app, &open, &word(&alfa), None).await;
    let open = answer(&app, &open, &word(&alfa), None).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_of_2025_never_gets_a_code_behind_the_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let open = give_code(&app, &open, &wrong_code(&alfa, "anna", 1)).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!((sent(&alfa, "login_password"), sent(&alfa, "code")), (1, 2), "it says WRONG_OTP by itself");
}
