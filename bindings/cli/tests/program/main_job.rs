//! The main job over `portico rpc`: two portals, a wrong password, the lockout, the picture, reset and delete.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use portico_portal::{Credential, Portal};
use serde_json::{Value, json};

use crate::support::{PASSWORD, Rpc, folder, portal, word};

fn row(rpc: &mut Rpc, account: &str) -> Value {
    let list = rpc.call("accounts.list", json!({}));
    list["accounts"].as_array().unwrap().iter().find(|row| row["id"] == account).cloned().unwrap_or_default()
}

fn anna(portal: &Portal) -> portico_portal::desk::UserState {
    portal.desk().state().unwrap().users.into_iter().find(|user| user.login == "anna").unwrap()
}

fn stored_sent(portal: &Portal) -> usize {
    portal.desk().requests(0).iter().filter(|request| request.credential == Credential::AppPassword).count()
}

#[test]
fn an_employee_of_two_portals_gets_out_of_a_lockout_and_can_reset_and_delete() {
    let (folder, alfa, beta) = (folder(), portal(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&alfa, &beta]);

    // A wrong password costs a try, and the login stays.
    let at = rpc.call("sign_in.start", json!({"address": alfa.url()}));
    assert_eq!(at["step"]["kind"], "credentials", "{at}");
    let id = at["id"].clone();
    let checked = rpc.call(
        "sign_in.check",
        json!({"sign_in": id, "login": "anna", "password": "Sun-flower8 ", "keyboard": {"caps": true}}),
    );
    assert!(!checked["warnings"].as_array().unwrap().is_empty());
    let at = rpc.call("sign_in.submit_credentials", json!({"sign_in": id, "login": "anna", "password": "Sun-flower8"}));
    assert_eq!(at["problem"]["code"], "wrong_credentials", "{at}");
    assert_eq!((&at["tries"]["spent"], &at["login"]), (&json!(1), &json!("anna")));
    let at = rpc.call("sign_in.submit_credentials", json!({"sign_in": id, "login": "anna", "password": PASSWORD}));
    let on_alfa = at["step"]["account"].as_str().unwrap().to_owned();
    let on_beta = rpc.sign_in(beta.url());
    assert_eq!(rpc.call("accounts.list", json!({}))["accounts"].as_array().unwrap().len(), 2);

    // Another device locks her out; the session ends.
    alfa.desk().patch_user(anna(&alfa).id, &json!({"attempts": 10})).unwrap();
    alfa.desk().advance(25 * 60).unwrap();
    let profile = json!({"account": on_alfa, "method": "profile", "params": {}});
    let failed = rpc.answer("session.call", profile.clone());
    assert_eq!(failed["error"]["data"]["code"], "call_failed");
    assert_eq!(failed["error"]["data"]["problem"]["code"], "captcha_for_stored", "{failed}");
    assert_eq!(row(&mut rpc, &on_alfa)["state"], "captcha_needed");
    let sent = stored_sent(&alfa);
    let asked: Vec<u64> = (0..20).map(|_| rpc.ask("session.call", profile.clone())).collect();
    for id in asked {
        assert!(rpc.wait(|message| message["id"] == json!(id)).get("error").is_some());
    }
    assert_eq!(stored_sent(&alfa), sent, "twenty calls burn no try");
    assert_eq!(rpc.call("session.call", json!({"account": on_beta, "method": "profile"}))["NAME"], "Anna");

    // The picture, with the stored password.
    let at = rpc.call("sign_in.start", json!({"account": on_alfa}));
    assert_eq!((&at["step"]["kind"], &at["step"]["secret"]), (&json!("captcha"), &json!("stored")), "{at}");
    assert_eq!(at["step"]["password_needed"], false);
    let first = json!({"sign_in": at["id"], "challenge": at["step"]["challenge"]});
    let at = rpc.call("sign_in.refresh_captcha", first.clone());
    let mut open = json!({"sign_in": at["id"], "challenge": at["step"]["challenge"]});
    let picture = rpc.call("sign_in.captcha_picture", open.clone());
    assert_eq!(picture["media_type"], "image/jpeg");
    assert!(picture["base64"].as_str().unwrap().starts_with("/9j/"));
    let stale = rpc.answer("sign_in.captcha_picture", first);
    assert_eq!(stale["error"]["data"]["code"], "stale_challenge");
    open["text"] = json!(word(&alfa));
    let at = rpc.call("sign_in.submit_captcha", open);
    assert_eq!(at["step"], json!({"kind": "done", "account": on_alfa}), "{at}");
    assert_eq!(anna(&alfa).attempts, 0);
    assert_eq!(rpc.call("session.call", profile)["NAME"], "Anna");

    // Reset keeps the row, delete does not; the other account is not touched.
    assert!(rpc.call("accounts.preview", json!({"account": on_alfa, "kind": "reset"})).get("at").is_none());
    let receipt = rpc.call("accounts.reset", json!({"account": on_alfa}));
    assert_eq!((&receipt["kind"], &receipt["portal_told"]), (&json!("reset"), &json!("not_possible")));
    assert_eq!(row(&mut rpc, &on_alfa)["reason"], "reset");
    let receipt = rpc.call("accounts.delete", json!({"account": on_alfa}));
    assert_eq!(receipt["kind"], "delete");
    assert!(receipt["at"].as_str().unwrap().ends_with('Z'), "{receipt}");
    assert_eq!(row(&mut rpc, &on_alfa), Value::Null);
    assert_eq!(row(&mut rpc, &on_beta)["state"], "signed_in");
    assert!(rpc.end().0);
}

#[test]
fn order_and_selection_are_the_employees() {
    let (folder, alfa, beta) = (folder(), portal(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&alfa, &beta]);
    let (first, second) = (rpc.sign_in(alfa.url()), rpc.sign_in(beta.url()));
    assert!(rpc.call("accounts.select", json!({"account": first}))["revision"].is_u64());
    for to in [json!(u64::MAX), json!(-1), json!(99)] {
        assert!(rpc.call("accounts.move", json!({"account": first, "to": to}))["revision"].is_u64());
    }
    let list = rpc.call("accounts.list", json!({}));
    assert_eq!((&list["accounts"][0]["id"], &list["accounts"][1]["id"]), (&json!(second), &json!(first)));
    assert_eq!((&list["accounts"][0]["selected"], &list["accounts"][1]["selected"]), (&json!(false), &json!(true)));
    for method in ["session.network_changed", "session.foreground", "session.background"] {
        assert!(rpc.call(method, json!({}))["revision"].is_u64(), "{method}");
    }
    assert!(rpc.call("session.status", json!({"account": first}))["signed_in"].as_bool().unwrap());
    assert_eq!(rpc.call("session.check", json!({"account": first}))["state"], "signed_in");
    let receipt = rpc.call("accounts.sign_out", json!({"account": second}));
    assert_eq!((&receipt["kind"], &receipt["portal_told"]), (&json!("sign_out"), &json!("told")), "{receipt}");
}
