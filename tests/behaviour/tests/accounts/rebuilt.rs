//! Accounts that come back, and portals that are others now.

use portico::Start;
use portico::records::{AccountState, ProblemCode, Reason, Step};
use portico_behaviour::steps::{employee, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, only_account, portal, sign_in};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::{Value, json};

use super::{logins, stands};

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_account_signs_in_again_as_a_new_one_with_its_own_device_id() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let first = sign_in(&app, &alfa, "anna").await.id;
    app.accounts_delete(&first).await.unwrap();
    let second = sign_in(&app, &alfa, "anna").await.id;
    assert_ne!(first, second, "ids are never reused");
    let rows = employee(&alfa, "anna").app_passwords;
    assert_eq!(rows.len(), 2, "as the receipt said, the old one stays on the portal");
    assert_ne!(rows[0].code, rows[1].code);
    assert_eq!(app.accounts_delete(&first).await.unwrap().account, first);
    assert_eq!(only_account(&app).id, second, "the old receipt touches nothing");
}

/// The same address, another portal behind it.
async fn rebuilt(alfa: Portal, phone: &mut Phone, logins: &[&str]) -> Portal {
    let (listen, url) = (alfa.address(), alfa.url().to_owned());
    drop(alfa);
    let company = logins.iter().fold(Company::default(), |company, login| {
        company.with(Employee::new(login, PASSWORD, &format!("{login} New")))
    });
    let portal = Portal::start(PortalOptions { listen, ..PortalOptions::of(company) }).await.unwrap();
    phone.trust(&portal, &url);
    portal
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuilt_portal_is_not_taken_for_the_old_one_until_a_reset() {
    let alfa = portal(&["anna"]).await;
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let alfa = rebuilt(alfa, &mut phone, &["anna"]).await;
    let app = phone.begin_again(app).await;
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!(stands(&account(&app, &anna)), "refused", "the new portal does not know the stored password");
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let refused = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!((&refused.step, problem(&refused)), (&Step::Cancelled, Some(ProblemCode::PortalChanged)));
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::PortalChanged)));
    assert_eq!(row.problem.clone().unwrap().code, ProblemCode::PortalChanged);
    let again = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(problem(&again), Some(ProblemCode::PortalChanged), "before a password is typed for another portal");
    app.sign_in_cancel(&again.id).await.unwrap();
    assert_eq!(row.name, "anna Berg", "nothing is merged");
    let actions: Vec<_> = row.problem.unwrap().steps.into_iter().filter_map(|step| Some(step.action?.kind)).collect();
    assert!(actions.contains(&"accounts.reset".to_owned()), "{actions:?}");
    let before = alfa.desk().requests(0).len();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    app.session_check(&anna, true).await.unwrap();
    assert_eq!(alfa.desk().requests(0).len(), before, "nothing goes to another portal");
    app.accounts_reset(&anna).await.unwrap();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let healed = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(done(&healed), anna, "the same row");
    assert_eq!(only_account(&app).name, "anna New");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuilt_portal_with_other_numbers_is_healed_by_a_reset_too() {
    let alfa = portal(&["anna"]).await;
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let _alfa = rebuilt(alfa, &mut phone, &["boris", "anna"]).await;
    let app = phone.begin_again(app).await;
    app.accounts_reset(&anna).await.unwrap();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let signed_in = submit(&app, &open, "anna", PASSWORD).await;
    done(&signed_in);
    let logins = logins(&app);
    assert!(logins.iter().all(|login| login == "anna"), "{logins:?}");
    app.session_call(&done(&signed_in), "profile", json!({})).await.unwrap();
}

/// R13: after `portal_changed` the number goes with a reset; on the new portal it is another employee's, or nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_was_told_as_changed_keeps_its_row_when_its_numbers_are_others() {
    let alfa = portal(&["anna"]).await;
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let _alfa = rebuilt(alfa, &mut phone, &["boris", "anna"]).await;
    let app = phone.begin_again(app).await;
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let refused = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(problem(&refused), Some(ProblemCode::PortalChanged));
    app.accounts_reset(&anna).await.unwrap();
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!(done(&submit(&app, &open, "anna", PASSWORD).await), anna, "the same row");
    assert_eq!(only_account(&app).user_id.as_deref(), Some("2"));
}

/// B17: only two names that differ are two portals.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_says_only_now_which_one_it_is_stays_the_same() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    drop(app);
    let file = phone.document(&anna);
    let mut doc: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    doc.as_object_mut().unwrap().remove("target").unwrap();
    std::fs::write(&file, serde_json::to_vec(&doc).unwrap()).unwrap();
    let app = phone.restart().await;
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(stands(&account(&app, &anna)), "signed_in");
}
