//! Spellings of an address, what is no portal, and whom a certificate convinces.

use portico::About;
use portico::records::{AccountState, Cost, PortalKind, ProblemCode, Step};
use portico_behaviour::steps::{answer, at_credentials, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, portal, sign_in, word};
use portico_portal::Credential;
use serde_json::json;

use super::{by_number, requests, secrets, start};

#[tokio::test(flavor = "multi_thread")]
async fn every_spelling_of_an_address_is_one_portal() {
    let alfa = portal(&["anna"]).await;
    let port = alfa.address().port();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let mut spellings = vec![
        format!("localhost:{port}"),
        format!("  LOCALHOST:{port}/ "),
        format!("https://localhost:{port}"),
        format!("HTTPS://localhost.:{port}/mobile/"),
        format!("https:\\\\localhost:{port}\\"),
        format!("localhost:{port}/company/personal/user/1/"),
        format!("anna@localhost:{port}"),
    ];
    for typed in spellings.drain(..) {
        let open = start(&app, &typed).await;
        assert_eq!(open.step, Step::Credentials, "{typed:?}: {:?}", open.problem);
        assert_eq!(open.portal.clone().unwrap().origin, alfa.url(), "{typed:?}");
        let back = app.sign_in_back(&open.id).await.unwrap();
        assert_eq!(back.step, Step::Address { typed: Some(typed) }, "kept to the letter");
    }
    let open = start(&app, &format!("https://anna:{PASSWORD}@localhost:{port}/")).await;
    let back = app.sign_in_back(&open.id).await.unwrap();
    assert_eq!(back.step, Step::Address { typed: Some(alfa.url().to_owned()) }, "R5: what may be a secret is not kept");
    assert!(!phone.writes(PASSWORD));
    assert_eq!(secrets(&alfa), 0);
    assert!(alfa.desk().requests(0).iter().all(|request| request.device.is_none()), "Q11: no device id in discovery");
    sign_in(&app, &alfa, "anna").await;
    let again = start(&app, &format!("LOCALHOST:{port}")).await;
    done(&submit(&app, &again, "anna", PASSWORD).await);
    assert_eq!(app.accounts_list().accounts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_told_before_anything_is_sent() {
    let alfa = portal(&["anna"]).await;
    let port = alfa.address().port();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for (typed, code) in [
        ("", ProblemCode::AddressUnreadable),
        ("two words", ProblemCode::AddressUnreadable),
        ("ftp://localhost", ProblemCode::AddressUnreadable),
        (&format!("http://localhost:{port}"), ProblemCode::AddressNotSecure),
    ] {
        let open = start(&app, typed).await;
        assert_eq!(problem(&open), Some(code), "{typed:?}");
        assert_eq!(open.step, Step::Address { typed: Some(typed.to_owned()) });
    }
    assert_eq!(requests(&alfa), 0);
    drop(alfa);
    let open = start(&app, &format!("localhost:{port}")).await;
    assert_eq!(problem(&open), Some(ProblemCode::NoConnection));
}

/// R5: a password or a hash pasted into the wrong field.
#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_a_secret_is_not_looked_up_and_not_kept_and_the_text_says_so() {
    let phone = Phone::trusting(&[]);
    let app = phone.open().await;
    for (typed, one_word) in [
        ("qwhzkfnmtrxbpdla", true),
        ("P@ssw0rd", true),
        ("anna:Sun-flower9", false),
        ("firm.example\nanna\nSunflower", false),
        ("Sun-flower9!", false),
    ] {
        let open = start(&app, typed).await;
        let told = open.problem.clone().unwrap();
        assert_eq!(
            (told.code, &open.step),
            (ProblemCode::AddressUnreadable, &Step::Address { typed: Some(String::new()) })
        );
        assert!(told.cause.contains("neither looked up nor kept"), "{}", told.cause);
        assert_eq!(told.steps.iter().any(|step| step.text.contains("https://")), one_word, "{:?}", told.steps);
        let last = typed.lines().last().unwrap();
        assert!(!phone.writes(last) && !format!("{open:?}").contains(last), "{typed}");
    }
    let open = start(&app, "").await;
    let two_words = app.sign_in_submit_address(&open.id, "two words").await.unwrap().problem.unwrap();
    assert!(two_words.cause.contains("What you typed is kept"), "{}", two_words.cause);
}

#[tokio::test(flavor = "multi_thread")]
async fn back_at_the_address_nothing_speaks_of_the_portal_that_was_left() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "wrong").await;
    assert_eq!(open.tries.spent, 1);
    for by_back in [true, false] {
        let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
        assert_eq!((open.portal.map(|portal| portal.origin), open.tries.spent), (Some(alfa.url().to_owned()), 1));
        if by_back {
            let back = app.sign_in_back(&open.id).await.unwrap();
            assert_eq!((back.portal, back.tries.spent), (None, 0));
            assert_eq!(back.step, Step::Address { typed: Some(alfa.url().to_owned()) });
        }
        let host = "localhost:1";
        let nobody = app.sign_in_submit_address(&open.id, host).await.unwrap();
        assert_eq!((nobody.portal.clone(), nobody.tries.spent), (None, 0), "back first: {by_back}");
        assert_eq!(nobody.step, Step::Address { typed: Some(host.to_owned()) });
        assert_eq!(problem(&nobody), Some(ProblemCode::NoConnection));
        let card = app.help_card(&About::SignIn(open.id.clone())).unwrap();
        let left = alfa.url().trim_start_matches("https://");
        assert!(!card.contains(left) && card.contains("anna"), "{card}");
        let unreadable = app.sign_in_submit_address(&open.id, "two words").await.unwrap();
        assert_eq!((unreadable.portal, unreadable.login.as_deref()), (None, Some("anna")));
    }
    let open = app.sign_in_submit_address(&open.id, beta.url()).await.unwrap();
    assert_eq!((open.portal.clone().map(|portal| portal.origin), open.tries.spent), (Some(beta.url().to_owned()), 0));
    done(&submit(&app, &open, "anna", PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_no_portal_is_told_so_and_gets_no_password() {
    for fault in [
        json!({"kind": "garbage"}),
        json!({"kind": "captive"}),
        json!({"kind": "status", "status": 200}),
        json!({"kind": "status", "status": 401}),
        json!({"kind": "status", "status": 404}),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        alfa.desk().fault(&fault).unwrap();
        let open = start(&app, alfa.url()).await;
        assert_eq!(problem(&open), Some(ProblemCode::NotAPortal), "{fault}");
        assert_eq!(open.step, Step::Address { typed: Some(alfa.url().to_owned()) });
        assert_eq!(open.problem.as_ref().unwrap().retry.cost, Cost::Free);
        let same = submit(&app, &open, "anna", PASSWORD).await;
        assert!(matches!(same.step, Step::Address { .. }), "there is nobody to send a password to");
        assert_eq!((requests(&alfa), secrets(&alfa)), (1, 0), "{fault}");
        let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
        assert_eq!(open.step, Step::Credentials, "the next one is read anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_a_certificate_has_its_own_problem_and_gets_no_password() {
    for (fault, code) in [
        ("expired", ProblemCode::TlsExpired),
        ("wrong_name", ProblemCode::TlsWrongName),
        ("unknown_ca", ProblemCode::TlsUnknownCa),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let bad = |count: u32| alfa.desk().fault(&json!({"kind": "tls", "tls": fault, "count": count})).unwrap();
        bad(8);
        let open = start(&app, alfa.url()).await;
        assert_eq!(problem(&open), Some(code));
        assert!(matches!(open.step, Step::Address { .. }));
        alfa.desk().clear_faults();
        let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
        let before = requests(&alfa);
        bad(8);
        app.session_network_changed().await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(code)));
        assert_eq!((open.login.as_deref(), open.tries.spent, open.tries.unanswered), (Some("anna"), 0, 0));
        assert_eq!((requests(&alfa), secrets(&alfa)), (before, 0), "{fault}: nothing reached the portal");
        alfa.desk().clear_faults();
        let anna = done(&submit(&app, &open, "anna", PASSWORD).await);
        bad(8);
        phone.let_session_end(&alfa);
        app.session_network_changed().await;
        app.session_call(&anna, "profile", json!({})).await.unwrap_err();
        let row = account(&app, &anna);
        assert_eq!((row.state, row.problem.unwrap().code), (AccountState::SignedIn, code), "R2");
        alfa.desk().clear_faults();
        app.session_call(&anna, "profile", json!({})).await.unwrap();
        assert_eq!(account(&app, &anna).problem, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_companys_authority_counts_for_the_origins_named_and_nowhere_else() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let mut phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    assert_eq!(problem(&start(&app, &by_number(&alfa)).await), Some(ProblemCode::TlsUnknownCa), "the same portal");
    assert_eq!(problem(&start(&app, beta.url()).await), Some(ProblemCode::TlsUnknownCa), "another portal");
    sign_in(&app, &alfa, "anna").await;
    phone.trust(&alfa, &by_number(&alfa));
    let app = phone.begin_again(app).await;
    assert_eq!(start(&app, &by_number(&alfa)).await.step, Step::Credentials);
    assert_eq!(problem(&start(&app, beta.url()).await), Some(ProblemCode::TlsUnknownCa));
    assert_eq!(requests(&beta), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_portal_is_known_as_one_and_names_the_place_of_its_pictures() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let open = at_credentials(&app, &alfa).await;
    assert_eq!(open.portal.clone().unwrap().kind, PortalKind::Cloud);
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let before = alfa.desk().requests(0).len();
    let picture = app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    assert_eq!(picture.media_type, "image/jpeg");
    let asked = alfa.desk().requests(0).remove(before);
    assert!(asked.path.starts_with("/mobile/ajax.php?captcha_sid="), "{asked:?}");
    assert_eq!((asked.credential, asked.device), (Credential::None, None), "R15");
    let row = account(&app, &done(&answer(&app, &open, &word(&alfa), None).await));
    assert_eq!(row.portal.kind, PortalKind::Cloud);

    alfa.desk().patch_switches(&json!({"P9": "cloud_network_down"})).unwrap();
    phone.let_session_end(&alfa);
    app.session_call(&row.id, "profile", json!({})).await.unwrap_err();
    let down = account(&app, &row.id);
    assert_eq!((down.state, down.problem.unwrap().code), (AccountState::SignedIn, ProblemCode::NetworkServiceDown));
    assert_eq!((down.tries.spent, down.tries.unanswered), (0, 0), "O5");
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    app.session_call(&row.id, "profile", json!({})).await.unwrap();
}
