//! The phone with the codes is lost (S4, pain 17): a backup code, the administrator, the browser, support.

use portico::records::{BrowserThen, ProblemCode, Step};
use portico_behaviour::steps::{at_credentials, device_code, employee, give_code, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, done, portal};
use serde_json::json;

use super::{at_code, backup_code, generation, kinds, ways};

fn used(open: &portico::records::SignIn) -> u32 {
    let Step::SecondFactor { backup_codes_used, .. } = &open.step else { unreachable!("no code but {open:?}") };
    *backup_codes_used
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_always_has_a_way() {
    for year in ["2025", "2024"] {
        for kind in ["totp", "hotp", "push"] {
            let alfa = portal(&["anna"]).await;
            generation(&alfa, year);
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let open = at_code(&app, &alfa, kind).await;
            for wanted in ["backup_code", "browser", "administrator", "support"] {
                assert!(kinds(&open).iter().any(|kind| kind == wanted), "{wanted} with {kind} in {year}");
            }
            let administrator = ways(&open).into_iter().find(|way| way.kind == "administrator").unwrap();
            let card = administrator.action.unwrap();
            assert_eq!((card.kind.as_str(), card.args.get("sign_in")), ("share_help_card", Some(&open.id)));
            assert!(administrator.text.contains("switch the codes off for a time"), "D8: {}", administrator.text);
            assert!(administrator.text.contains("new phone"), "D13: {}", administrator.text);
            assert!(ways(&open).iter().all(|way| !way.needs_picture));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_switches_the_codes_off_and_the_password_is_enough() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    patch(&alfa, "anna", json!({"otp_off_days": 3}));
    let open = app.sign_in_back(&open.id).await.unwrap();
    assert_eq!((&open.step, open.login.as_deref()), (&Step::Credentials, Some("anna")));
    let anna = done(&submit(&app, &open, "anna", PASSWORD).await);
    // D13: she sets the codes up on the new phone, and the account goes on with them.
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}, "otp_off_days": 0}));
    app.accounts_reset(&anna).await.unwrap();
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!(done(&give_code(&app, &open, &device_code(&alfa, "anna")).await), anna, "the same row");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_many_backup_codes_were_used_from_this_phone_is_known_until_the_account_is_deleted() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    assert_eq!(used(&open), 0);
    // A wrong one is not used up.
    let open = give_code(&app, &open, "zzzz-zzzz").await;
    assert_eq!((used(&open), problem(&open)), (0, Some(ProblemCode::CodeWrong)));
    let anna = done(&give_code(&app, &open, &backup_code(&alfa)).await);
    app.accounts_reset(&anna).await.unwrap();
    let again = at_credentials(&app, &alfa).await;
    let open = submit(&app, &again, " ANNA", PASSWORD).await;
    assert_eq!(used(&open), 1, "after a reset, in any spelling of the login");
    assert!(ways(&open).iter().any(|way| way.text.contains("used 1 backup code from this phone")), "{:?}", ways(&open));
    done(&give_code(&app, &open, &backup_code(&alfa)).await);
    let app = phone.begin_again(app).await;
    app.accounts_sign_out(&anna).await.unwrap();
    let again = at_credentials(&app, &alfa).await;
    let open = submit(&app, &again, "anna", PASSWORD).await;
    assert_eq!(used(&open), 2, "after a restart and a sign-out");
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    app.accounts_sign_out(&anna).await.unwrap();
    let again = at_credentials(&app, &alfa).await;
    let open = submit(&app, &again, "anna", PASSWORD).await;
    assert_eq!(used(&open), 2, "the device's codes are none");
    patch(&alfa, "boris", json!({"otp": {"type": "totp"}}));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "boris", PASSWORD).await;
    assert_eq!(used(&open), 0, "another employee's are another's");
    app.accounts_delete(&anna).await.unwrap();
    let again = at_credentials(&app, &alfa).await;
    let open = submit(&app, &again, "anna", PASSWORD).await;
    assert_eq!(used(&open), 0, "gone with the account");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_to_have_codes_that_nobody_set_up_leads_to_the_browser_where_the_portal_shows_it() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"D10": "without_type"})).unwrap();
    patch(&alfa, "anna", json!({"otp_required": true}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let Step::Browser { url, host, why, then } = &open.step else { unreachable!("{open:?}") };
    assert_eq!(url, &format!("{}/", alfa.url()));
    assert!(alfa.url().contains(host.as_str()) && !why.is_empty());
    assert_eq!(*then, BrowserThen::None);
    assert_eq!((problem(&open), open.tries.spent), (Some(ProblemCode::CodesNotSetUp), 0), "the password was right");
    let app = phone.begin_again(app).await;
    assert_eq!(app.sign_in_get(&open.id).unwrap().step, open.step, "R3");
    // In the browser she sets them up.
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let open = app.sign_in_back(&open.id).await.unwrap();
    assert_eq!((&open.step, open.login.as_deref()), (&Step::Credentials, Some("anna")));
    let open = submit(&app, &open, "anna", PASSWORD).await;
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
    assert_eq!(employee(&alfa, "anna").attempts, 0);
}

/// Old portals do not show it, and a newer one may name a type all the same: the browser is among the other ways.
#[tokio::test(flavor = "multi_thread")]
async fn where_the_portal_does_not_show_it_the_browser_is_among_the_other_ways() {
    for year in ["2025", "2024"] {
        let alfa = portal(&["anna"]).await;
        generation(&alfa, year);
        patch(&alfa, "anna", json!({"otp_required": true}));
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = at_credentials(&app, &alfa).await;
        let open = submit(&app, &open, "anna", PASSWORD).await;
        let browser = ways(&open).into_iter().find(|way| way.kind == "browser").unwrap();
        assert_eq!(browser.action.unwrap().args.get("url"), Some(&alfa.url().to_owned()), "{year}");
        let wrong = give_code(&app, &open, "492817").await;
        // Nobody's code fits behind a password: up to 2024 the whole is refused, and told as counted.
        let (code, spent) =
            if year == "2025" { (ProblemCode::CodeWrong, 0) } else { (ProblemCode::CodeSessionLost, 1) };
        assert_eq!((problem(&wrong), wrong.tries.spent), (Some(code), spent), "{year}");
        assert_eq!(employee(&alfa, "anna").attempts, spent, "{year}");
        let steps = wrong.problem.unwrap().steps;
        assert!(steps.iter().any(|step| step.text.contains("never set up codes")), "{steps:?}");
    }
}
