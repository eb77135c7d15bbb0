//! Every call of the surface is there, and takes its arguments by their names: this list is written by hand, from the surface's
//! text, and knows nothing of the program's own list.
#![expect(clippy::indexing_slicing, reason = "a test says no by panicking")]

use serde_json::{Value, json};

use crate::support::{Rpc, folder};

/// A call, the arguments it needs, and those it takes beside them, each tried alone.
type Row = (&'static str, Value, Value);

fn accounts_and_sessions() -> Vec<Row> {
    let account = || json!({"account": "a"});
    vec![
        ("accounts.list", json!({}), json!({})),
        ("accounts.select", account(), json!({})),
        ("accounts.move", json!({"account": "a", "to": 0}), json!({})),
        ("accounts.preview", json!({"account": "a", "kind": "sign_out"}), json!({})),
        ("accounts.reset", account(), json!({})),
        ("accounts.sign_out", account(), json!({})),
        ("accounts.delete", account(), json!({})),
        ("session.status", account(), json!({})),
        ("session.call", json!({"account": "a", "method": "profile"}), json!({"params": {"x": 1}})),
        ("session.check", account(), json!({"spend_try": true})),
        ("session.network_changed", json!({}), json!({})),
        ("session.foreground", json!({}), json!({})),
        ("session.background", json!({}), json!({})),
        ("history.list", account(), json!({"allowed": ["192.0.2.0/24"]})),
        ("drafts.get", account(), json!({})),
        ("drafts.set", json!({"account": "a", "text": "t"}), json!({})),
        ("help.card", json!({}), json!({"sign_in": "s", "account": "a"})),
        ("help.which_me", json!({}), json!({"sign_in": "s", "account": "a"})),
        ("help.topic", json!({"topic": "S1"}), json!({})),
        ("locale.set", json!({"locale": "de"}), json!({})),
        ("observe", json!({}), json!({})),
    ]
}

fn ways_in() -> Vec<Row> {
    let sign_in = || json!({"sign_in": "s"});
    let challenge = || json!({"sign_in": "s", "challenge": "c"});
    let with = |mut object: Value, name: &str, value: &str| {
        object[name] = json!(value);
        object
    };
    let looks = json!({"login": "l", "password": "p", "code": "1", "keyboard": {"layout": "ru", "caps": true}});
    vec![
        ("sign_in.start", json!({}), json!({"address": "no address", "link": "no link", "account": "a"})),
        ("sign_in.list", json!({}), json!({})),
        ("sign_in.get", sign_in(), json!({})),
        ("sign_in.submit_address", with(sign_in(), "address", "no address"), json!({})),
        ("sign_in.keep", sign_in(), json!({"login": "l", "address": "a"})),
        ("sign_in.check", sign_in(), looks),
        ("sign_in.submit_credentials", with(with(sign_in(), "login", "l"), "password", "p"), json!({})),
        ("sign_in.captcha_picture", challenge(), json!({})),
        ("sign_in.refresh_captcha", challenge(), json!({})),
        ("sign_in.submit_captcha", with(challenge(), "text", "t"), json!({"password": "p"})),
        ("sign_in.submit_code", with(challenge(), "code", "1"), json!({})),
        ("sign_in.send_sms", challenge(), json!({})),
        ("sign_in.confirm_link", sign_in(), json!({})),
        ("sign_in.confirm_move", sign_in(), json!({})),
        ("sign_in.back", sign_in(), json!({})),
        ("sign_in.cancel", sign_in(), json!({})),
        ("recovery.start", json!({"address": "no address", "login": "l"}), json!({})),
        ("recovery.resend", json!({"recovery": "r"}), json!({})),
        ("recovery.submit_captcha", json!({"recovery": "r", "text": "t"}), json!({})),
        ("recovery.submit", json!({"recovery": "r", "checkword": "c", "new_password": "p"}), json!({})),
        ("recovery.get", json!({"recovery": "r"}), json!({})),
        ("links.read", json!({"text": "t"}), json!({})),
        ("invitation.open", json!({"link": "no link"}), json!({})),
        ("invitation.accept", json!({"invitation": "i", "name": "n", "last_name": "l", "password": "p"}), json!({})),
    ]
}

#[test]
fn every_call_of_the_surface_takes_its_arguments_and_no_others() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    let mut refusal = |method: &str, params: &Value| {
        let answer = rpc.answer(method, params.clone());
        let code = answer["error"]["code"].as_i64();
        code.filter(|code| (-32700..=-32600).contains(code))
    };
    for (method, needed, taken) in accounts_and_sessions().into_iter().chain(ways_in()) {
        assert_eq!(refusal(method, &needed), None, "{method} {needed}");
        for (name, value) in taken.as_object().unwrap() {
            let mut more = needed.clone();
            more[name] = value.clone();
            assert_eq!(refusal(method, &more), None, "{method} {more}");
        }
        for name in needed.as_object().unwrap().keys() {
            let mut fewer = needed.clone();
            fewer.as_object_mut().unwrap().remove(name);
            assert_eq!(refusal(method, &fewer), Some(-32602), "{method} without {name}");
        }
        let mut other = needed.clone();
        other["nobody_takes_this"] = json!(1);
        assert_eq!(refusal(method, &other), Some(-32602), "{method} with one more");
    }
}
