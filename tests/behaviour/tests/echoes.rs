//! A portal, or what stands before it, repeats what it was sent or gave away itself: no file, no record and no help card shows it
//! (R5). The answers are written here, so that every secret in them is known.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico::records::{ProblemCode, SignIn, Step};
use portico::secret::Secret;
use portico::{About, Portico, Start};
use portico_behaviour::steps::{at_credentials, code_challenge, give_code, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, portal};
use portico_portal::Portal;
use serde_json::{Value, json};

const CHECKOUT: &str = "/mobile/";
const SMS: &str = "/bitrix/services/main/ajax.php";
/// Typed where the login goes.
const MISPLACED: &str = "Sommerxyz24";
const TOKEN: &str = "4e9f0b816aeed4c9a191d313cf4bea66";
const COOKIE: &str = "c00c1ec00c1ec00c1ec00c1ec00c1e00";
const APP_PASSWORD: &str = "qwhzkfnmtrxbpdla";

/// The next request to `path` gets this answer.
fn answers(portal: &Portal, path: &str, status: u16, body: &str) {
    let headers = json!({"Set-Cookie": format!("PHPSESSID={COOKIE}; path=/; HttpOnly")});
    let fault = json!({"kind": "status", "path": path, "status": status, "headers": headers, "body": body});
    portal.desk().fault(&fault).unwrap();
}

fn refusal(says: &str) -> String {
    json!({"status": "failed", "bitrix_sessid": TOKEN, "error_message": says}).to_string()
}

fn detail(open: &SignIn) -> String {
    open.problem.clone().and_then(|problem| problem.detail).unwrap_or_default()
}

fn shows_none(phone: &Phone, app: &Portico, about: About, secrets: &[&str]) {
    let card = app.help_card(&about).unwrap();
    for secret in secrets {
        assert!(!phone.writes(secret), "{secret} is in a file");
        assert!(!card.contains(secret), "{secret} in {card}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_typed_as_the_login_is_not_shown_because_the_portal_repeats_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for (status, body) in [
        (401, refusal(&format!("User {MISPLACED} unknown"))),
        (403, format!("<p>User {MISPLACED} unknown</p>")),
        (403, refusal(&format!("User {MISPLACED} unknown"))),
    ] {
        let open = at_credentials(&app, &alfa).await;
        answers(&alfa, CHECKOUT, status, &body);
        let open = submit(&app, &open, MISPLACED, "no password").await;
        assert_eq!(detail(&open), "User ••• unknown", "{status}");
        assert_eq!(open.login.as_deref(), Some(MISPLACED), "it is shown as what was typed, and that is all");
        shows_none(&phone, &app, About::SignIn(open.id), &[MISPLACED]);
    }
}

/// B10: a portal up to 2024 gets both as one.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_behind_the_password_hides_both_of_them() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"generation": "2024"})).unwrap();
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = submit(&app, &at_credentials(&app, &alfa).await, "anna", PASSWORD).await;
    answers(&alfa, CHECKOUT, 403, &format!("<p>password {PASSWORD} otp 492817</p>"));
    let open = give_code(&app, &open, "492817").await;
    assert_eq!(detail(&open), "password ••• otp •••");
    shows_none(&phone, &app, About::SignIn(open.id), &[PASSWORD, "492817"]);
}

/// The code's request carries the cookie alone. The password is not held any more where codes go by themselves.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_pending_session_is_made_of_is_hidden_in_every_answer_of_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let said = format!("Session {COOKIE} of token {TOKEN}.");
    let asks =
        json!({"status": "failed", "bitrix_sessid": TOKEN, "needOtp": true, "otpType": "push", "canLoginBySms": true});
    let refused = json!({"status": "error", "errors": [{"code": "PHONE_NOT_FOUND", "message": said}]}).to_string();
    for by_message in [false, true] {
        let open = at_credentials(&app, &alfa).await;
        answers(&alfa, CHECKOUT, 401, &asks.to_string());
        let open = submit(&app, &open, "anna", PASSWORD).await;
        let open = if by_message {
            answers(&alfa, SMS, 200, &refused);
            app.sign_in_send_sms(&open.id, &code_challenge(&open)).await.unwrap()
        } else {
            answers(&alfa, CHECKOUT, 403, &said);
            give_code(&app, &open, "492817").await
        };
        assert_eq!(detail(&open), "Session ••• of token •••.", "by message: {by_message}");
        shows_none(&phone, &app, About::SignIn(open.id), &[TOKEN, COOKIE]);
    }
}

fn success(changes: Value) -> String {
    let mut body = json!({"status": "success", "id": "17", "login": "anna", "name": "Anna Berg", "position": "Sales",
        "sessid_md5": TOKEN, "target": "4909e630b11722599843499bf0509302", "appPassword": APP_PASSWORD, "appmap": {}});
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body.to_string()
}

/// Name and position also stand in the list that travels in a backup.
#[tokio::test(flavor = "multi_thread")]
async fn name_position_and_photo_of_a_success_show_no_secret_of_it() {
    let alfa = portal(&["anna"]).await;
    for secret in [PASSWORD, APP_PASSWORD, TOKEN, COOKIE] {
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let photo = format!("{}/photo/{}.png?of={secret}", alfa.url(), secret.to_lowercase());
        let echo = json!({"name": format!("Anna {secret}"), "position": format!("<i>{secret}</i>"), "photoUrl": photo});
        answers(&alfa, CHECKOUT, 200, &success(echo));
        let id = done(&submit(&app, &open, "anna", PASSWORD).await);
        let made = account(&app, &id);
        assert_eq!((made.name.as_str(), made.position.as_deref()), ("Anna •••", Some("•••")));
        assert_eq!(made.photo_url, None, "its address names it");
        shows_none(&phone, &app, About::Account(id), &[secret, &secret.to_lowercase()]);
    }
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    answers(&alfa, CHECKOUT, 200, &success(json!({"photoUrl": "/photo/17.png?size=80"})));
    let made = account(&app, &done(&submit(&app, &open, "anna", PASSWORD).await));
    assert_eq!(made.photo_url, Some(format!("{}/photo/17.png?size=80", alfa.url())), "any other is kept whole");
}

/// The renewal sends the stored secret in a new session; the portal may still speak of the old one.
#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_hides_what_the_session_before_it_was_made_of() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    answers(&alfa, CHECKOUT, 200, &success(json!({})));
    let id = done(&submit(&app, &open, "anna", PASSWORD).await);
    phone.let_session_end(&alfa);
    answers(
        &alfa,
        CHECKOUT,
        403,
        &format!("Session {COOKIE} of token {TOKEN} is over, {APP_PASSWORD} is not allowed."),
    );
    app.session_call(&id, "profile", json!({})).await.unwrap_err();
    let shown = account(&app, &id).problem.unwrap();
    let said = "Session ••• of token ••• is over, ••• is not allowed.";
    assert_eq!((shown.code, shown.detail.as_deref()), (ProblemCode::NotAllowedHere, Some(said)));
    shows_none(&phone, &app, About::Account(id), &[COOKIE, TOKEN, APP_PASSWORD]);
}

/// I2: the mail names a login. What looks like none may be anything that was put there.
#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_link_hands_on_a_login_and_no_password_in_its_place() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for (named, kept) in [("anna", "anna"), (MISPLACED, "")] {
        let link = format!("{}/auth/?change_password=yes&USER_CHECKWORD=c4e5k6w7&USER_LOGIN={named}", alfa.url());
        let open = app.sign_in_start(Start::Link(Secret::new(link))).await.unwrap();
        assert_eq!(
            (problem(&open), &open.step),
            (Some(ProblemCode::LinkForRecovery), &Step::Address { typed: Some(alfa.url().to_owned()) })
        );
        let actions = open.problem.iter().flat_map(|problem| &problem.steps).filter_map(|step| step.action.as_ref());
        let logins: Vec<_> = actions.filter_map(|action| action.args.get("login")).collect();
        assert_eq!(logins.first().map_or("", |login| login.as_str()), kept);
        assert!(!phone.writes(MISPLACED), "{named}");
        app.sign_in_cancel(&open.id).await.unwrap();
    }
}
