//! Portals that have another address.

use portico::records::{AccountState, ProblemCode, Reason, Step};
use portico::{Portico, Start};
use portico_behaviour::steps::{at_credentials, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, only_account, portal, sent, sign_in};
use portico_portal::Portal;
use serde_json::json;

use super::{by_number, requests, secrets, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_portal_is_shown_at_discovery_and_not_followed_unasked() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    alfa.desk().rename(Some(beta.url())).unwrap();
    let open = start(&app, alfa.url()).await;
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to: beta.url().to_owned() });
    let app = phone.begin_again(app).await;
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, open.step, "also after a restart");
    assert_eq!(requests(&beta), 0, "R15: nothing goes there unasked");
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!((&agreed.step, agreed.portal.clone().unwrap().origin.as_str()), (&Step::Credentials, beta.url()));
    assert_eq!((requests(&beta), secrets(&beta)), (1, 0), "discovery first");
    let row = account(&app, &done(&submit(&app, &agreed, "anna", PASSWORD).await));
    assert_eq!(row.portal.origin, beta.url());
    let refused = start(&app, alfa.url()).await;
    for _ in 0..2 {
        let back = app.sign_in_back(&refused.id).await.unwrap();
        assert_eq!(back.step, Step::Address { typed: Some(alfa.url().to_owned()) }, "the employee does not agree");
    }
}

/// An account whose portal says at the next renewal that it is elsewhere.
async fn moved_account(app: &Portico, phone: &Phone, alfa: &Portal, to: &str) -> String {
    let anna = sign_in(app, alfa, "anna").await.id;
    alfa.desk().rename(Some(to)).unwrap();
    phone.let_session_end(alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    let row = account(app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::PortalMoved)));
    assert_eq!(row.problem.unwrap().code, ProblemCode::PortalMoved);
    anna
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_moves_with_its_portal_when_the_employee_agrees_and_signs_in_there() {
    let alfa = portal(&["anna"]).await;
    let to = by_number(&alfa);
    let mut phone = Phone::trusting(&[&alfa]);
    phone.trust(&alfa, &to);
    let app = phone.open().await;
    let anna = moved_account(&app, &phone, &alfa, &to).await;
    let before = requests(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.session_foreground().await;
    assert_eq!(requests(&alfa), before, "nobody knocks again by itself");
    let app = phone.begin_again(app).await;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to: to.clone() });
    alfa.desk().rename(None).unwrap();
    let stored = sent(&alfa, "app_password");
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!((&agreed.step, agreed.login.as_deref()), (&Step::Credentials, Some("anna")), "{:?}", agreed.problem);
    assert_eq!(done(&submit(&app, &agreed, "anna", PASSWORD).await), anna, "the same account");
    let row = only_account(&app);
    assert_eq!((row.state, row.portal.origin.as_str()), (AccountState::SignedIn, to.as_str()));
    assert_eq!(sent(&alfa, "app_password"), stored, "R15: the stored password does not go along");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    let app = phone.begin_again(app).await;
    assert_eq!(only_account(&app).portal.origin, to);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_to_another_portal_is_refused_and_the_account_keeps_everything() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let anna = moved_account(&app, &phone, &alfa, beta.url()).await;
    let keys = phone.vault.names();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    let refused = submit(&app, &agreed, "anna", PASSWORD).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Cancelled, Some(ProblemCode::MoveRefused)));
    assert_eq!((refused.tries.spent, refused.tries.unanswered), (0, 0), "the other portal did answer: signed in");
    let row = only_account(&app);
    assert_eq!((row.state, row.portal.origin.as_str()), (AccountState::Blocked, alfa.url()));
    let told = row.problem.unwrap();
    assert_eq!(told.code, ProblemCode::MoveRefused);
    assert!(told.cause.contains("there is another portal"), "{}", told.cause);
    assert_eq!(phone.vault.names(), keys);
    let left = app.accounts_preview(&anna, portico::records::ReceiptKind::Reset).unwrap().left_on_portal;
    assert!(left.iter().any(|left| left.url.as_deref() == Some(beta.url())), "P39: {left:?}");
    let again = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert!(matches!(again.step, Step::Moved { .. }), "nothing more goes to an address that is no longer its own");
    app.sign_in_cancel(&again.id).await.unwrap();
    let elsewhere = submit(&app, &at_credentials(&app, &beta).await, "anna", "wrong").await;
    assert_eq!(
        (elsewhere.tries.spent, elsewhere.tries.unanswered),
        (1, 0),
        "nothing of it hangs over the next try there"
    );
    app.sign_in_cancel(&elsewhere.id).await.unwrap();
    alfa.desk().rename(None).unwrap();
    assert_eq!(app.session_check(&anna, false).await.unwrap().state, AccountState::SignedIn, "the old one is back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_onto_an_account_that_is_there_already_keeps_both_rows() {
    let alfa = portal(&["anna"]).await;
    let to = by_number(&alfa);
    let mut phone = Phone::trusting(&[&alfa]);
    phone.trust(&alfa, &to);
    let app = phone.open().await;
    let open = start(&app, &to).await;
    let older = done(&submit(&app, &open, "anna", PASSWORD).await);
    let anna = moved_account(&app, &phone, &alfa, &to).await;
    assert_ne!(older, anna, "two origins, two accounts");
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    alfa.desk().rename(None).unwrap();
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    let refused = submit(&app, &agreed, "anna", PASSWORD).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Cancelled, Some(ProblemCode::MoveRefused)));
    let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| row.id).collect();
    assert_eq!(rows, [older.clone(), anna.clone()]);
    let steps = account(&app, &anna).problem.unwrap().steps;
    let actions: Vec<_> = steps.into_iter().filter_map(|step| step.action).collect();
    let offered = |kind: &str, id: &str| {
        actions.iter().any(|it| it.kind == kind && it.args.get("account").map(String::as_str) == Some(id))
    };
    assert!(offered("accounts.select", &older) && offered("accounts.delete", &anna), "{actions:?}");
    // The portal gave this phone's device a new application password in place of the old one (E3).
    let app = phone.begin_again(app).await;
    app.session_call(&older, "profile", json!({})).await.unwrap();
    assert_eq!(account(&app, &older).tries.spent, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_elsewhere_is_a_move_that_is_asked_about() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "redirect", "location": "https://elsewhere.example/mobile/"})).unwrap();
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let to = "https://elsewhere.example".to_owned();
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to });
    assert_eq!((problem(&open), open.login.as_deref()), (Some(ProblemCode::PortalMoved), Some("anna")));
    assert_eq!((open.tries.spent, open.tries.unanswered), (0, 0));
}

/// The sign-in that an account's row leads to.
async fn led_to(app: &Portico, account: &str) -> portico::records::SignIn {
    app.sign_in_start(Start::Account(account.to_owned())).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_was_undone_is_asked_about_no_more() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let anna = moved_account(&app, &phone, &alfa, beta.url()).await;
    let open = led_to(&app, &anna).await;
    assert!(matches!(open.step, Step::Moved { .. }));
    for told in [account(&app, &anna).problem.unwrap(), app.sign_in_get(&open.id).unwrap().problem.unwrap()] {
        let mut offered = told.steps.iter().filter_map(|step| step.action.as_ref()).map(|action| action.kind.as_str());
        assert!(offered.any(|kind| kind == "session.check"), "a portal may come back: {told:?}");
        assert!(told.cause.contains("now points to"), "which address is to be asked about: {}", told.cause);
    }
    alfa.desk().rename(None).unwrap();
    assert_eq!(app.session_check(&anna, false).await.unwrap().state, AccountState::SignedIn);
    assert_eq!(done(&app.sign_in_get(&open.id).unwrap()), anna, "the portal is where it was");
    assert_eq!(app.sign_in_list(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_agrees_to_an_address_that_the_portal_names_no_more() {
    let (alfa, beta, gamma) = (portal(&["anna"]).await, portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta, &gamma]);
    let app = phone.open().await;
    let anna = moved_account(&app, &phone, &alfa, beta.url()).await;
    let open = led_to(&app, &anna).await;
    alfa.desk().rename(Some(gamma.url())).unwrap();
    phone.advance(1);
    // The renewal that learns of it is not the one that this question came from.
    app.session_check(&anna, false).await.unwrap();
    let now = Step::Moved { from: alfa.url().to_owned(), to: gamma.url().to_owned() };
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, now, "the page that is open asks about the new one");
    assert_eq!(led_to(&app, &anna).await.step, now);
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!(agreed.portal.as_ref().unwrap().origin, gamma.url());
    // Agreed, not signed in yet, and the portal says another thing once more: no password goes where it once was.
    alfa.desk().rename(Some(beta.url())).unwrap();
    phone.advance(1);
    app.session_check(&anna, false).await.unwrap();
    let asked = led_to(&app, &anna).await;
    assert_eq!(asked.step, Step::Moved { from: alfa.url().to_owned(), to: beta.url().to_owned() });
    assert_eq!(asked.id, open.id, "one unfinished sign-in for an account (pain 14)");
    assert_eq!((secrets(&beta), secrets(&gamma)), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_to_an_address_that_changed_meanwhile_asks_again() {
    let (alfa, beta, gamma) = (portal(&["anna"]).await, portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta, &gamma]);
    let app = phone.restart().await;
    let anna = moved_account(&app, &phone, &alfa, beta.url()).await;
    let open = led_to(&app, &anna).await;
    // Another process of this phone asks the portal.
    let other = phone.restart().await;
    alfa.desk().rename(Some(gamma.url())).unwrap();
    phone.advance(1);
    other.session_check(&anna, false).await.unwrap();
    let asked = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!(asked.step, Step::Moved { from: alfa.url().to_owned(), to: gamma.url().to_owned() });
    assert_eq!((requests(&beta), requests(&gamma)), (0, 0), "nothing is sent for a question that nobody was asked");
    let agreed = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!((&agreed.step, agreed.portal.as_ref().unwrap().origin.as_str()), (&Step::Credentials, gamma.url()));
}
