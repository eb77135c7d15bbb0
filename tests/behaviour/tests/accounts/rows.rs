//! Whose account is whose, and their order.

use portico::CallError;
use portico::records::{AccountState, Policy, ProblemCode, Reason, ReceiptKind};
use portico_behaviour::steps::{at_credentials, employee, patch, submit};
use portico_behaviour::{PASSWORD, Phone, account, done, portal, sent, sign_in};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::json;

use super::{logins, selected};

#[tokio::test(flavor = "multi_thread")]
async fn two_employees_on_one_portal_are_two_accounts_that_share_nothing() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    assert_ne!(anna.id, boris.id);
    assert_eq!(logins(&app), ["anna", "boris"]);
    assert_eq!(selected(&app), std::slice::from_ref(&boris.id), "who signs in is in use");
    for _ in 0..2 {
        for (id, name) in [(&anna.id, "anna"), (&boris.id, "boris")] {
            let profile = app.session_call(id, "profile", json!({})).await.unwrap();
            assert_eq!(profile["NAME"], name);
        }
        phone.let_session_end(&alfa);
    }
    let codes = |login| employee(&alfa, login).app_passwords.into_iter().map(|row| row.code).collect::<Vec<_>>();
    assert_eq!((codes("anna").len(), codes("boris").len()), (1, 1));
    assert_ne!(codes("anna"), codes("boris"), "two accounts never share a device id");
    let devices = |login: &str| {
        let mut devices: Vec<_> = alfa
            .desk()
            .requests(0)
            .into_iter()
            .filter(|request| request.login.as_deref() == Some(login))
            .filter_map(|request| request.device)
            .collect();
        devices.dedup();
        devices
    };
    assert_eq!((devices("anna"), devices("boris")), (codes("anna"), codes("boris")), "R6");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_employee_on_two_portals_is_two_accounts() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let here = sign_in(&app, &alfa, "anna").await;
    let there = sign_in(&app, &beta, "anna").await;
    assert_ne!(here.id, there.id);
    assert_eq!((here.portal.origin.as_str(), there.portal.origin.as_str()), (alfa.url(), beta.url()));
    assert_ne!(
        employee(&alfa, "anna").app_passwords[0].code,
        employee(&beta, "anna").app_passwords[0].code,
        "a portal cannot tell from the device id where else its employee is"
    );
    app.accounts_delete(&here.id).await.unwrap();
    app.session_call(&there.id, "profile", json!({})).await.unwrap();
}

/// R6, Q11: whoever is typed first, by mistake or for a colleague, the account that comes of it has a device id of its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_goes_on_with_another_login_leaves_the_first_ones_device_id() {
    let (alfa, beta) = (portal(&["anna", "boris"]).await, portal(&["clara"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    sign_in(&app, &alfa, "anna").await;
    let annas = employee(&alfa, "anna").app_passwords[0].code.clone();

    let open = at_credentials(&app, &alfa).await;
    submit(&app, &open, "anna", "not hers").await;
    done(&submit(&app, &open, "boris", PASSWORD).await);
    assert_ne!(employee(&alfa, "boris").app_passwords[0].code, annas, "a colleague's");

    let open = at_credentials(&app, &alfa).await;
    submit(&app, &open, "anna", "not hers").await;
    app.sign_in_submit_address(&open.id, beta.url()).await.unwrap();
    done(&submit(&app, &open, "clara", PASSWORD).await);
    let devices: Vec<_> = beta.desk().requests(0).into_iter().filter_map(|request| request.device).collect();
    assert!(!devices.is_empty() && !devices.contains(&annas), "another portal's: {devices:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_updates_the_same_row_in_any_spelling() {
    let alfa = portal(&["boris", "anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let device = employee(&alfa, "anna").app_passwords[0].clone();
    patch(&alfa, "anna", json!({"name": "Anna Maria Berg", "position": "Director"}));
    for spelt in ["anna", "ANNA", " Anna "] {
        let row = sign_in(&app, &alfa, spelt).await;
        assert_eq!((&row.id, row.login.as_str()), (&anna.id, "anna"), "{spelt}");
        assert_eq!((row.name.as_str(), row.position.as_deref()), ("Anna Maria Berg", Some("Director")));
        let rows = employee(&alfa, "anna").app_passwords;
        assert_eq!((rows.len(), &rows[0].code), (1, &device.code), "E3: {spelt}");
    }
    assert_eq!(phone.vault.names().len(), 2, "old keys are gone");
    // B6: the match shows only in the answer; the new device id wins (Q11).
    let row = sign_in(&app, &alfa, "COMPANY\\anna").await;
    assert_eq!((row.id, row.login.as_str()), (anna.id.clone(), "anna"));
    let rows = employee(&alfa, "anna").app_passwords;
    assert_eq!(rows.len(), 2);
    let receipt = app.accounts_preview(&anna.id, ReceiptKind::Delete).unwrap();
    assert_eq!(receipt.left_on_portal.len(), 2, "the old one is listed as left: {receipt:?}");
    phone.let_session_end(&alfa);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

/// A program knows the accounts that were there when it was started.
#[tokio::test(flavor = "multi_thread")]
async fn an_employee_whom_two_processes_sign_in_for_the_first_time_is_one_account() {
    let alfa = portal(&["boris", "anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (one, two) = (phone.open().await, phone.restart().await);
    let boris = sign_in(&one, &alfa, "boris").await.id;
    let (in_one, in_two) = (at_credentials(&one, &alfa).await, at_credentials(&two, &alfa).await);
    let anna = done(&submit(&one, &in_one, "anna", PASSWORD).await);
    assert_eq!(done(&submit(&two, &in_two, "anna", PASSWORD).await), anna);
    let app = phone.restart().await;
    let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| row.id).collect();
    assert_eq!(rows, [boris, anna.clone()]);
    app.session_call(&anna, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn order_and_selection_are_the_employees_and_survive_a_restart() {
    let alfa = portal(&["anna", "boris", "clara"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let boris = sign_in(&app, &alfa, "boris").await.id;
    let clara = sign_in(&app, &alfa, "clara").await.id;
    let before = alfa.desk().requests(0).len();
    for (id, to, order) in [
        (&clara, 0, ["clara", "anna", "boris"]),
        (&clara, 1, ["anna", "clara", "boris"]),
        (&anna, 2, ["clara", "boris", "anna"]),
        (&clara, u32::MAX, ["boris", "anna", "clara"]),
        (&boris, 0, ["boris", "anna", "clara"]),
    ] {
        app.accounts_move(id, to).await.unwrap();
        assert_eq!(logins(&app), order, "{to}");
    }
    app.accounts_select(&anna).await.unwrap();
    assert_eq!(app.accounts_select("nobody").await.unwrap_err(), CallError::UnknownAccount);
    assert_eq!(app.accounts_move("nobody", 0).await.unwrap_err(), CallError::UnknownAccount);
    let app = phone.begin_again(app).await;
    assert_eq!(logins(&app), ["boris", "anna", "clara"]);
    assert_eq!(selected(&app), std::slice::from_ref(&anna));
    app.accounts_reset(&anna).await.unwrap();
    assert_eq!(
        (logins(&app), selected(&app)),
        (vec!["boris".into(), "anna".into(), "clara".into()], vec![anna.clone()])
    );
    assert_eq!(alfa.desk().requests(0).len(), before, "none of this is the portal's business");
    app.accounts_delete(&anna).await.unwrap();
    assert_eq!(logins(&app), ["boris", "clara"]);
    assert!(selected(&app).iter().all(|id| *id != anna));
    for error in [
        app.accounts_select(&anna).await.unwrap_err(),
        app.accounts_reset(&anna).await.unwrap_err(),
        app.accounts_preview(&anna, ReceiptKind::Reset).unwrap_err(),
        app.session_status(&anna).unwrap_err(),
    ] {
        assert_eq!(error, CallError::UnknownAccount, "ids are never reused");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_licence_is_shown_and_never_taken_for_a_refusal() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    alfa.desk().patch_switches(&json!({"T3": "restricted"})).unwrap();
    let row = sign_in(&app, &alfa, "anna").await;
    assert_eq!((row.state, row.restricted), (AccountState::SignedIn, true));
    assert_eq!(row.problem.unwrap().code, ProblemCode::LicenceLimit);
    app.session_call(&row.id, "profile", json!({})).await.unwrap();

    alfa.desk().patch_switches(&json!({"T3": "blocked"})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&row.id, "profile", json!({})).await.unwrap_err();
    let locked = account(&app, &row.id);
    assert_eq!((locked.state, locked.reason), (AccountState::Blocked, Some(Reason::Licence)));
    assert_eq!(locked.problem.unwrap().code, ProblemCode::PortalLocked);
    assert_eq!(locked.tries.spent, 0);

    alfa.desk().patch_switches(&json!({"T3": "none"})).unwrap();
    let free = app.session_check(&row.id, false).await.unwrap();
    assert_eq!((free.state, free.restricted, free.problem), (AccountState::SignedIn, false, None));
    assert_eq!(sent(&alfa, "login_password"), 1, "the stored password was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_portal_at_the_first_sign_in_makes_a_blocked_row_that_heals_by_a_check() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"T3": "blocked"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let row = sign_in(&app, &alfa, "anna").await;
    assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::Licence)));
    alfa.desk().patch_switches(&json!({"T3": "none"})).unwrap();
    assert_eq!(app.session_check(&row.id, false).await.unwrap().state, AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_portal_says_about_the_employee_is_shown_and_follows_each_renewal() {
    let company = Company::default().with(Employee {
        position: "Engineer".to_owned(),
        id: Some(17),
        ..Employee::new("anna", PASSWORD, "Anna Berg")
    });
    let alfa = Portal::start(PortalOptions::of(company)).await.unwrap();
    alfa.desk().patch_policy(&json!({"canTakeScreenshot": false})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let row = sign_in(&app, &alfa, "anna").await;
    assert_eq!(row.user_id.as_deref(), Some("17"));
    assert_eq!((row.name.as_str(), row.position.as_deref()), ("Anna Berg", Some("Engineer")));
    assert_eq!(row.policy, Policy { screenshots: false, copy: true });
    assert_eq!(row.photo_url, None, "the portal names none");
    patch(&alfa, "anna", json!({"name": "Anna Maria Berg", "position": "Director"}));
    alfa.desk().patch_policy(&json!({"canTakeScreenshot": true, "canCopyText": false})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&row.id, "profile", json!({})).await.unwrap();
    let row = account(&app, &row.id);
    assert_eq!((row.name.as_str(), row.position.as_deref()), ("Anna Maria Berg", Some("Director")));
    assert_eq!(row.policy, Policy { screenshots: true, copy: false });
    alfa.desk().patch_switches(&json!({"P26": "number"})).unwrap();
    assert_eq!(sign_in(&app, &alfa, "anna").await.id, row.id, "P26: 17 is \"17\"");
}
