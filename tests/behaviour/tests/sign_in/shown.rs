//! What each step shows, and what is not sent.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use portico::clock::{Clock, ManualClock};
use portico::records::{Cost, ProblemCode, Step, Who};
use portico::secret::Secret;
use portico::{CallError, Config, Portico, Start};
use portico_behaviour::steps::{
    answer, at_credentials, code_challenge, device_code, employee, give_code, patch, problem, submit,
};
use portico_behaviour::{PASSWORD, Phone, account, done, only_account, portal, sent, word};
use serde_json::json;

use super::{at_code, keys, requests, shown};

#[tokio::test(flavor = "multi_thread")]
async fn every_step_shows_the_fields_of_the_surface() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let empty = app.sign_in_start(Start::Nothing).await.unwrap();
    assert_eq!(keys(&shown(&empty)), ["busy", "id", "step", "tries"]);
    assert_eq!(shown(&empty)["step"], json!({"kind": "address"}));
    assert_eq!(
        shown(&empty)["tries"],
        json!({"spent": 0, "unanswered": 0, "picture_after": 10, "picture_after_known": false})
    );
    let typed = app.sign_in_submit_address(&empty.id, " not an address ").await.unwrap();
    assert_eq!(shown(&typed)["step"], json!({"kind": "address", "typed": " not an address "}), "kept to the letter");
    assert_eq!(problem(&typed), Some(ProblemCode::AddressUnreadable));
    assert_eq!(requests(&alfa), 0);

    let open = app.sign_in_submit_address(&empty.id, alfa.url()).await.unwrap();
    assert_eq!(keys(&shown(&open)), ["busy", "id", "portal", "step", "tries"]);
    assert_eq!(open.id, empty.id);
    assert_eq!(shown(&open)["step"], json!({"kind": "credentials"}));
    assert_eq!(shown(&open)["portal"], json!({"origin": alfa.url(), "host": "localhost", "kind": "box"}));

    patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(keys(&shown(&open)), ["busy", "id", "login", "portal", "problem", "step", "tries"]);
    let step = &shown(&open)["step"];
    assert_eq!(keys(step), ["challenge", "for", "kind", "other_ways", "password_needed", "picture_age_s", "secret"]);
    assert_eq!(
        (&step["kind"], &step["secret"], &step["for"]),
        (&json!("captcha"), &json!("typed"), &json!("password"))
    );
    assert_eq!(keys(&shown(&open)["problem"]), ["cause", "code", "retry", "steps", "title", "who"]);
    let ways = step["other_ways"].as_array().unwrap();
    assert!(ways.iter().any(|way| way["needs_picture"] == json!(false)), "{ways:?}");
    assert!(ways.iter().any(|way| way["kind"] == json!("signed_in_elsewhere")), "{ways:?}");
    phone.advance(7);
    assert_eq!(shown(&app.sign_in_get(&open.id).unwrap())["step"]["picture_age_s"], json!(7));

    let open = answer(&app, &open, &word(&alfa), None).await;
    let step = &shown(&open)["step"];
    assert_eq!((&step["kind"], &step["for"]), (&json!("captcha"), &json!("code")), "T10");
    let open = answer(&app, &open, &word(&alfa), None).await;
    let step = &shown(&open)["step"];
    assert_eq!(
        keys(step),
        [
            "backup_codes",
            "backup_codes_used",
            "challenge",
            "clock_drift_s",
            "input",
            "kind",
            "other_ways",
            "sms_available",
            "type"
        ]
    );
    assert_eq!((&step["kind"], &step["type"]), (&json!("second_factor"), &json!("totp")));
    assert_eq!(
        step["input"],
        json!({"alphabet": "letters_and_digits", "length": 8, "keyboard": "text", "autofill": "one_time_code"})
    );
    assert!(!step["other_ways"].as_array().unwrap().is_empty());

    let open = give_code(&app, &open, &device_code(&alfa, "anna")).await;
    let anna = only_account(&app).id;
    assert_eq!(shown(&open)["step"], json!({"kind": "done", "account": anna}));
    assert_eq!(open.account.as_deref(), Some(anna.as_str()));
    assert_eq!(app.sign_in_list(), [], "what is done is not unfinished");
    let again = app.sign_in_start(Start::Account(anna)).await.unwrap();
    let ended = app.sign_in_cancel(&again.id).await.unwrap();
    assert_eq!(shown(&ended)["step"], json!({"kind": "cancelled"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_names_its_causes_keeps_the_login_and_says_what_the_next_try_costs() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, " anna ", "wrong").await;
    assert_eq!(open.step, Step::Credentials);
    assert_eq!(open.login.as_deref(), Some("anna"));
    assert_eq!((open.tries.spent, open.tries.unanswered, open.busy), (1, 0, false));
    let refused = open.problem.clone().unwrap();
    assert_eq!((refused.code, refused.who), (ProblemCode::WrongCredentials, Who::You));
    assert_eq!(refused.retry.cost, Cost::OneTry);
    for cause in ["login", "password", "blocked", "does not say why", "1 try"] {
        assert!(refused.cause.contains(cause), "{cause}: {}", refused.cause);
    }
    assert!(!refused.steps.is_empty());
    assert_eq!(sent(&alfa, "login_password"), 1);
    assert_eq!(employee(&alfa, "anna").attempts, 1);
    let unknown = submit(&app, &open, "nobody", PASSWORD).await;
    assert_eq!(problem(&unknown), Some(ProblemCode::WrongCredentials), "not to be told apart");
    assert_eq!(unknown.tries.spent, 1, "another login, another count");
    let open = submit(&app, &unknown, "anna", PASSWORD).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_or_endless_login_or_password_is_the_callers_mistake_and_is_not_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    for (login, password) in [("", PASSWORD), ("  ", PASSWORD), ("anna", ""), ("anna", &"x".repeat(1025))] {
        let error = app.sign_in_submit_credentials(&open.id, login, Secret::new(password)).await.unwrap_err();
        assert_eq!(error.code(), "invalid_argument");
    }
    assert_eq!(requests(&alfa), 1, "discovery alone");
    let longest = submit(&app, &open, "anna", &"x".repeat(1024)).await;
    assert_eq!(problem(&longest), Some(ProblemCode::WrongCredentials), "1,024 bytes may be a password");
    assert_eq!(app.sign_in_get("nobody").unwrap_err(), CallError::UnknownSignIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_code_is_not_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let before = requests(&alfa);
    for typed in ["", "12345", "1234567", "h4t9-x2q", "Sun-flower9", "12345ö"] {
        let same = give_code(&app, &open, typed).await;
        assert_eq!(problem(&same), Some(ProblemCode::CodeMalformed), "{typed}");
        assert_eq!(same.problem.as_ref().unwrap().retry.cost, Cost::Free);
        assert_eq!(code_challenge(&same), code_challenge(&open));
    }
    assert_eq!(requests(&alfa), before);
    assert_eq!(employee(&alfa, "anna").code_attempts, 0);
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_temporary_block_looks_like_a_wrong_password_and_passes() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"BLOCK_LOGIN_ATTEMPTS": 2, "BLOCK_TIME": 30})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut open = at_credentials(&app, &alfa).await;
    for password in ["wrong", "wrong", PASSWORD] {
        open = submit(&app, &open, "anna", password).await;
        assert_eq!(problem(&open), Some(ProblemCode::WrongCredentials));
    }
    assert!(employee(&alfa, "anna").blocked);
    alfa.desk().advance(31 * 60).unwrap();
    done(&submit(&app, &open, "anna", PASSWORD).await);
}

/// A host's clock that looks at the core before it answers.
#[derive(Default)]
struct Curious {
    time: ManualClock,
    app: OnceLock<Portico>,
}

thread_local! {
    /// What it asks has its time from it too.
    static ASKING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

impl Curious {
    fn look(&self) {
        if let Some(app) = self.app.get().filter(|_| !ASKING.replace(true)) {
            app.accounts_list();
            app.sign_in_list();
            ASKING.set(false);
        }
    }
}

impl Clock for Curious {
    fn wall(&self) -> time::OffsetDateTime {
        self.look();
        self.time.wall()
    }

    fn boot(&self) -> Duration {
        self.look();
        self.time.boot()
    }
}

/// R8: under a lock it would wait for itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_hosts_clock_is_asked_under_no_lock_that_reading_needs() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let phone = Phone::trusting(&[&alfa]);
    let clock = Arc::new(Curious::default());
    let app = Portico::open(Config { clock: Arc::clone(&clock) as Arc<_>, ..phone.config() }).await.unwrap();
    clock.app.set(app.clone()).unwrap_or_else(|_| unreachable!("set once"));
    let all = tokio::spawn(async move {
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        app.sign_in_captcha_picture(&open.id, &portico_behaviour::captcha(&open)).await.unwrap();
        let anna = done(&answer(&app, &open, &word(&alfa), None).await);
        app.session_call(&anna, "profile", json!({})).await.unwrap();
        app.session_status(&anna).unwrap();
        app.recovery_start(alfa.url(), "anna").await.unwrap();
        app.accounts_sign_out(&anna).await.unwrap();
        drop(phone);
    });
    tokio::time::timeout(Duration::from_secs(60), all).await.unwrap().unwrap();
}
