//! What becomes of an account when its link is taken.

use std::sync::Arc;

use portico::records::{AccountState, ProblemCode, Reason, ReceiptKind};
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Transport};
use portico::{Config, Portico, Start};
use portico_behaviour::steps::{employee, patch, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, only_account, portal, sent, sign_in, state};
use portico_portal::Portal;
use serde_json::json;

use crate::{confirm, hashes, link, links, requests, start};

/// A portal whose successes name this login; none, as those of B18.
struct Naming {
    login: Option<&'static str>,
    network: HttpTransport,
}

impl Transport for Naming {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(async move {
            let mut response = self.network.send(request).await?;
            let mut answer: serde_json::Value = serde_json::from_slice(&response.body).unwrap_or_default();
            if let Some(answer) = answer.as_object_mut().filter(|answer| answer.contains_key("login")) {
                answer.remove("login");
                answer.extend(self.login.map(|login| ("login".to_owned(), json!(login))));
                response.body = json!(answer).to_string().into_bytes();
            }
            Ok(response)
        })
    }
}

/// X14: after one question who is there, one request with the hash, and nothing else of anybody.
#[tokio::test]
async fn a_link_makes_an_account_that_is_not_selected_by_itself() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let [wrapped, _] = links(&alfa, "anna");
    let [_, plain] = links(&alfa, "anna");
    for (round, text) in [wrapped, plain].iter().enumerate() {
        let open = start(&app, text).await;
        let id = done(&confirm(&app, &open).await);
        let made = only_account(&app);
        assert_eq!((made.id, made.state, made.selected), (id, AccountState::SignedIn, false), "pain 44");
        assert_eq!((made.login.as_str(), made.name.as_str(), made.problem), ("anna", "anna Berg", None));
        assert_eq!((requests(&alfa), hashes(&alfa)), (2 * (round + 1), round + 1), "discovery and hash");
    }
    assert_eq!(employee(&alfa, "anna").app_passwords.len(), 2, "a device id of its own for each (Q11)");
}

#[tokio::test]
async fn the_account_in_use_stays_in_use() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["boris"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let own = sign_in(&app, &alfa, "anna").await;
    let open = start(&app, &link(&beta, "boris")).await;
    let came = done(&confirm(&app, &open).await);
    assert!(account(&app, &own.id).selected && !account(&app, &came).selected);
    app.accounts_select(&came).await.unwrap();
    assert!(account(&app, &came).selected, "selected by the employee");
    app.session_call(&came, "profile", json!({})).await.unwrap();
    let app = phone.begin_again(app).await;
    app.session_call(&came, "profile", json!({})).await.unwrap();
    assert_eq!(sent(&beta, "app_password"), 1, "the stored password renews it");
}

/// Q11: the same row; the new device id wins, and the old application password is listed as left on the portal.
#[tokio::test]
async fn a_link_updates_the_row_of_the_account_it_is_for() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let (boris, anna) = (sign_in(&app, &alfa, "boris").await, sign_in(&app, &alfa, "anna").await);
    let left_before = app.accounts_preview(&anna.id, ReceiptKind::Reset).unwrap().left_on_portal.len();
    let open = start(&app, &link(&alfa, "anna")).await;
    assert_eq!(done(&confirm(&app, &open).await), anna.id);
    assert_eq!(app.accounts_list().accounts.len(), 2, "no second row");
    let codes =
        |portal: &Portal| employee(portal, "anna").app_passwords.iter().map(|it| it.code.clone()).collect::<Vec<_>>();
    let known = codes(&alfa);
    assert!(known.len() == 2 && known[0] != known[1], "{known:?}");
    let left = app.accounts_preview(&anna.id, ReceiptKind::Reset).unwrap().left_on_portal;
    assert_eq!(left.len(), left_before + 1, "{left:?}");
    assert_eq!(state(&app, &boris.id), AccountState::SignedIn);
}

#[tokio::test]
async fn a_link_cures_a_refused_secret_a_picture_and_the_count_of_tries() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let (anna, boris) = (sign_in(&app, &alfa, "anna").await, sign_in(&app, &alfa, "boris").await);
    let _ = alfa.desk().revoke(employee(&alfa, "anna").id).unwrap();
    patch(&alfa, "boris", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    for row in [&anna, &boris] {
        app.session_call(&row.id, "profile", json!({})).await.unwrap_err();
    }
    assert_eq!(
        (state(&app, &anna.id), state(&app, &boris.id)),
        (AccountState::NeedsSignIn, AccountState::CaptchaNeeded)
    );
    let waiting = app.sign_in_start(Start::Account(boris.id.clone())).await.unwrap();
    for (login, row) in [("anna", &anna), ("boris", &boris)] {
        let open = start(&app, &link(&alfa, login)).await;
        assert_eq!(done(&confirm(&app, &open).await), row.id);
        let cured = account(&app, &row.id);
        assert_eq!((cured.state, cured.problem, cured.tries.spent), (AccountState::SignedIn, None, 0), "{login}");
        app.session_call(&row.id, "profile", json!({})).await.unwrap();
    }
    assert_eq!(done(&app.sign_in_get(&waiting.id).unwrap()), boris.id, "its picture is done with (G7)");
    phone.let_session_end(&alfa);
    for row in [&anna, &boris] {
        app.session_call(&row.id, "profile", json!({})).await.unwrap();
    }
    assert_eq!(employee(&alfa, "boris").attempts, 0, "P45");
}

/// The person whose link it is shows only in the answer.
#[tokio::test]
async fn a_link_for_somebody_else_makes_a_row_of_its_own() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    let open = app.sign_in_submit_address(&open.id, &link(&alfa, "boris")).await.unwrap();
    let came = done(&confirm(&app, &open).await);
    assert_ne!(came, anna.id);
    assert_eq!((account(&app, &came).login.as_str(), account(&app, &anna.id).login.as_str()), ("boris", "anna"));
    assert!(account(&app, &anna.id).selected && !account(&app, &came).selected);
    let devices = |login: &str| employee(&alfa, login).app_passwords[0].code.clone();
    assert_ne!(devices("anna"), devices("boris"), "Q11: never one device id for two accounts");
}

/// A phone on that portal's network.
async fn on(phone: &Phone, login: Option<&'static str>) -> Portico {
    let http = HttpConfig { proxy: None, extra_roots: phone.config().extra_roots };
    let network = Naming { login, network: HttpTransport::new(http).unwrap() };
    Portico::open(Config { transport: Some(Arc::new(network)), ..phone.config() }).await.unwrap()
}

/// B4: everything behind the first colon would be taken for the password.
#[tokio::test]
async fn an_application_password_is_not_kept_under_a_login_that_cannot_be_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = on(&phone, Some("an:na")).await;
    let id = done(&confirm(&app, &start(&app, &link(&alfa, "anna")).await).await);
    let made = account(&app, &id);
    let problem = made.problem.map(|problem| problem.code);
    assert_eq!((made.login.as_str(), problem), ("an:na", Some(ProblemCode::NoApplicationPassword)));
    phone.let_session_end(&alfa);
    app.session_call(&id, "profile", json!({})).await.unwrap_err();
    assert_eq!((account(&app, &id).reason, sent(&alfa, "app_password")), (Some(Reason::SessionEnded), 0));
}

/// Q11: later sign-ins use the login of the answer. Where it names none, an application password could only go out under no login
/// and be refused: it is not kept, and that is said beforehand.
#[tokio::test]
async fn a_link_that_tells_no_login_brings_a_session_and_no_password_that_nobody_could_send() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = on(&phone, None).await;
    let id = done(&confirm(&app, &start(&app, &link(&alfa, "anna")).await).await);
    let made = only_account(&app);
    let problem = made.problem.map(|problem| problem.code);
    assert_eq!(
        (made.state, made.login.as_str(), problem),
        (AccountState::SignedIn, "", Some(ProblemCode::NoApplicationPassword))
    );
    app.session_call(&id, "profile", json!({})).await.unwrap();
    assert_eq!(
        app.accounts_preview(&id, ReceiptKind::Reset).unwrap().left_on_portal.len(),
        1,
        "the portal has it all the same"
    );
    phone.let_session_end(&alfa);
    app.session_call(&id, "profile", json!({})).await.unwrap_err();
    let ended = account(&app, &id);
    assert_eq!((ended.state, ended.reason), (AccountState::NeedsSignIn, Some(Reason::SessionEnded)));
    assert_eq!((sent(&alfa, "app_password"), ended.tries.spent), (0, 0), "nothing went out under no login");
    let open = app.sign_in_start(Start::Account(id.clone())).await.unwrap();
    assert_eq!(done(&submit(&app, &open, "anna", PASSWORD).await), id);
    assert_eq!((account(&app, &id).login.as_str(), account(&app, &id).problem), ("anna", None));
    let left = app.accounts_preview(&id, ReceiptKind::Reset).unwrap().left_on_portal;
    let there = employee(&alfa, "anna").app_passwords.len();
    assert_eq!((left.len(), there), (2, 2), "whose it is shows only in the answer: the new device id wins (Q11)");
}
