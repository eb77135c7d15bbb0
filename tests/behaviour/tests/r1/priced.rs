//! What a try would cost is said before it is spent (R12): whatever came over the account meanwhile, and as it was counted.

use portico::Portico;
use portico::records::{Cost, ProblemCode};
use portico_behaviour::steps::{at_credentials, submit};
use portico_behaviour::{PASSWORD, Phone, account, portal, sign_in};
use portico_portal::Portal;
use serde_json::json;

use crate::support::{Reader, app_passwords, attempts, call, fault, session_ends, user};

/// An account whose stored password is refused, or waits behind a picture, and what it says of that.
async fn stopped(phone: &Phone, portal: &Portal, refused: bool) -> (Portico, String, ProblemCode) {
    let app = phone.open().await;
    let anna = sign_in(&app, portal, "anna").await.id;
    let code = match refused {
        true => {
            portal.desk().revoke(user(portal, "anna")).unwrap();
            ProblemCode::StoredRefused
        }
        false => {
            portal.desk().patch_user(user(portal, "anna"), &json!({"attempts": 10})).unwrap();
            ProblemCode::CaptchaForStored
        }
    };
    session_ends(phone, portal);
    assert_eq!(call(&app, &anna).await, Err(code));
    (app, anna, code)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_is_not_sent_says_its_price_again_after_one_that_met_a_bad_day() {
    for refused in [true, false] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let (app, anna, stands) = stopped(&phone, &alfa, refused).await;
        let mut sent = app_passwords(&alfa);
        for (status, code) in [
            (500, ProblemCode::PortalFailing),
            (429, ProblemCode::PortalBusy),
            (403, ProblemCode::NotAllowedHere),
            (404, ProblemCode::PortalGone),
        ] {
            for by_call in [false, true] {
                let what = format!("{stands:?}, {status}, by a call: {by_call}");
                fault(&alfa, json!({"kind": "status", "status": status, "count": 1, "path": "/mobile/"}));
                let row = app.session_check(&anna, true).await.unwrap();
                sent += 1;
                assert_eq!(row.problem.map(|problem| problem.code), Some(code), "what this one met: {what}");
                match by_call {
                    true => assert_eq!(call(&app, &anna).await, Err(stands), "{what}"),
                    false => {
                        let problem = app.session_check(&anna, false).await.unwrap().problem.unwrap();
                        assert_eq!((problem.code, problem.retry.cost), (stands, Cost::OneTry), "{what}");
                    }
                }
                let problem = account(&app, &anna).problem.unwrap();
                assert_eq!((problem.code, problem.retry.cost), (stands, Cost::OneTry), "{what}");
                assert_eq!(app_passwords(&alfa), sent, "{what}");
            }
        }
    }
}

/// B10: a portal that took the last six digits of a password for a code. Nobody was asked for one, and the try is counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_that_is_answered_with_a_wrong_code_costs_what_it_is_counted() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let reader = Reader::new(&phone, |sent, response| {
        if sent.basic.is_some() && response.status == 401 {
            let mut body: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
            body["error"] = json!({"message": "Failed to authorize with OTP.", "code": "WRONG_OTP"});
            response.body = body.to_string().into_bytes();
        }
    });
    let app = Portico::open(reader.config(&phone)).await.unwrap();
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", &format!("{PASSWORD}123456")).await;
    assert_eq!(open.problem.unwrap().retry.cost, Cost::OneTry);
    assert_eq!((open.tries.spent, attempts(&alfa, "anna")), (1, 1));
}
