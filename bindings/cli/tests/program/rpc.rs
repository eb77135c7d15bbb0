//! The manners of `portico rpc`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use serde_json::{Value, json};

use crate::support::{PASSWORD, Rpc, folder, portal, portico};

const MEBIBYTE: usize = 1024 * 1024;

fn code(message: &Value) -> i64 {
    message["error"]["code"].as_i64().unwrap()
}

#[test]
fn rubbish_gets_its_code_and_changes_nothing() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    // Opening does not wait for the vault; this does, so that its answer changes nothing later.
    rpc.call("session.foreground", json!({}));
    let before = rpc.call("accounts.list", json!({}));
    let rubbish: [(&[u8], i64); 12] = [
        (b"hello", -32700),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,", -32700),
        (b"\xff\xfe\x00", -32700),
        (b"[]", -32600),
        (b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"accounts.list\"}]", -32600),
        (b"7", -32600),
        (b"{\"id\":1,\"method\":\"accounts.list\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"accounts.list\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"accounts.forget\"}", -32601),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"accounts.list\",\"params\":[]}", -32602),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"accounts.list\",\"params\":{\"x\":1}}", -32602),
    ];
    for (line, wanted) in rubbish {
        rpc.write(line);
        let answer = rpc.next();
        assert_eq!(code(&answer), wanted, "{}: {answer}", String::from_utf8_lossy(line));
        assert_eq!(answer["jsonrpc"], "2.0");
    }
    assert_eq!(rpc.call("accounts.list", json!({})), before);
    assert!(rpc.end().0);
}

#[test]
fn parameters_that_are_missing_of_another_type_or_too_many_are_named() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    let wrong = [
        ("accounts.select", json!({}), "account"),
        ("accounts.select", json!({"account": 7}), "string"),
        ("accounts.select", json!({"account": "a", "to": 1}), "to"),
        ("accounts.move", json!({"account": "a", "to": 0.5}), "whole number"),
        ("accounts.move", json!({"account": "a", "to": "1"}), "whole number"),
        ("accounts.preview", json!({"account": "a", "kind": "forget"}), "reset"),
        ("sign_in.start", json!({"address": "a", "account": "b"}), "one of"),
        ("sign_in.start", json!({"link": "https://portal.example/?intent=x", "address": "a"}), "link"),
        ("sign_in.submit_credentials", json!({"sign_in": "s", "login": "anna"}), "password"),
        ("sign_in.check", json!({"sign_in": "s", "keyboard": {"locks": true}}), "locks"),
        ("session.call", json!({"account": "a", "method": "profile", "params": "x"}), "object"),
        ("locale.set", json!({}), "locale"),
    ];
    for (method, params, named) in wrong {
        let answer = rpc.answer(method, params.clone());
        assert_eq!(code(&answer), -32602, "{method} {params}: {answer}");
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.contains(named), "{method} {params}: {message}");
    }
}

/// Many languages write an argument that is not given as null.
#[test]
fn an_optional_argument_may_be_null() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    for (method, params) in [
        ("session.check", json!({"account": "a", "spend_try": null})),
        ("session.call", json!({"account": "a", "method": "profile", "params": null})),
        ("history.list", json!({"account": "a", "allowed": null})),
        ("drafts.get", json!({"account": "a"})),
    ] {
        let answer = rpc.answer(method, params);
        assert_eq!(answer["error"]["data"]["code"], "unknown_account", "{method}: {answer}");
    }
    let typed = json!({"sign_in": "s", "login": null, "password": null, "code": null, "keyboard": {"layout": null, "caps": null}});
    assert_eq!(rpc.answer("sign_in.check", typed)["error"]["data"]["code"], "unknown_sign_in");
    assert_eq!(
        rpc.call("sign_in.start", json!({"address": null, "link": null, "account": null}))["step"]["kind"],
        "address"
    );
}

#[test]
fn a_place_in_the_list_may_be_any_whole_number() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    for to in ["-1", "0", "4294967295", "4294967296", "-9223372036854775809", "18446744073709551616", "1e30"] {
        let to: serde_json::Value = serde_json::from_str(to).unwrap();
        let answer = rpc.answer("accounts.move", json!({"account": "nobody", "to": to}));
        assert_eq!(answer["error"]["data"]["code"], "unknown_account", "{to}: understood, and clamped: {answer}");
    }
}

#[test]
fn a_failed_call_carries_its_stable_code() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    for (method, params, wanted) in [
        ("accounts.select", json!({"account": "nobody"}), "unknown_account"),
        ("session.status", json!({"account": "nobody"}), "unknown_account"),
        ("sign_in.get", json!({"sign_in": "none"}), "unknown_sign_in"),
        ("sign_in.submit_code", json!({"sign_in": "none", "challenge": "none.1", "code": "123456"}), "unknown_sign_in"),
    ] {
        let answer = rpc.answer(method, params);
        assert_eq!(answer["error"]["data"]["code"], wanted, "{method}: {answer}");
        assert_eq!(code(&answer), -32000);
    }
}

#[test]
fn ids_come_back_and_notifications_are_not_answered() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    for id in ["7", "\"seven\"", "null"] {
        rpc.write(br#"{"jsonrpc":"2.0","method":"locale.set","params":{"locale":"de"}}"#);
        rpc.write(br#"{"jsonrpc":"2.0","method":"no.such","params":{}}"#);
        rpc.write(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"accounts.list"}}"#).as_bytes());
        let answer = rpc.next();
        assert_eq!(answer["id"].to_string(), id);
        assert_eq!(answer["result"]["availability"], "ready", "{answer}");
    }
}

#[test]
fn a_line_of_one_mebibyte_is_taken_and_a_longer_one_is_skipped() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    let request = br#"{"jsonrpc":"2.0","id":1,"method":"accounts.list"}"#;
    let mut line = request.to_vec();
    line.resize(MEBIBYTE, b' ');
    rpc.write(&line);
    assert_eq!(rpc.next()["id"], 1);
    line.push(b' ');
    rpc.write(&line);
    assert_eq!(code(&rpc.next()), -32700);
    rpc.write(&vec![b'x'; 20 * MEBIBYTE]);
    assert_eq!(code(&rpc.next()), -32700);
    rpc.write(request);
    assert_eq!(rpc.next()["id"], 1);
}

#[test]
fn a_slow_call_blocks_no_other() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let account = rpc.sign_in(portal.url());
    portal.desk().fault(&json!({"kind": "delay", "ms": 1500, "count": 1, "path": "/rest/"})).unwrap();
    let slow = rpc.ask("session.call", json!({"account": account, "method": "profile", "params": {}}));
    let quick = rpc.ask("session.status", json!({"account": account}));
    assert_eq!(rpc.next()["id"], quick);
    let answer = rpc.next();
    assert_eq!((&answer["id"], &answer["result"]["NAME"]), (&json!(slow), &json!("Anna")));
}

#[test]
fn after_observe_changes_are_told_once_and_the_last_value_wins() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let first = rpc.call("observe", json!({}))["revision"].as_u64().unwrap();
    rpc.call("observe", json!({}));
    rpc.sign_in(portal.url());
    let last = rpc.call("accounts.list", json!({}))["revision"].as_u64().unwrap();
    let mut told = first;
    while told < last {
        let change = rpc.wait(|message| message["method"] == "changed");
        assert!(change.get("id").is_none());
        let revision = change["params"]["revision"].as_u64().unwrap();
        assert!(revision > told, "{revision} after {told}");
        told = revision;
    }
}

#[test]
fn the_clock_file_moves_the_clock() {
    let (folder, portal) = (folder(), portal());
    let clock = folder.path().join("clock");
    let mut rpc = Rpc::spawn(portico(folder.path(), &[&portal]).arg("--clock").arg(&clock).arg("rpc"));
    let account = rpc.sign_in(portal.url());
    let mut left = || rpc.call("session.status", json!({"account": account}))["ends_in_s"].as_u64().unwrap();
    let before = left();
    std::fs::write(&clock, "advance by 600 seconds\n60\n").unwrap();
    let after = left();
    assert!(before >= after + 660 && before <= after + 720, "{before} {after}");
    std::fs::write(&clock, "advance by 600 seconds\n60\nadvance by 1440 seconds\n").unwrap();
    assert_eq!(left(), 0);
}

#[test]
fn standard_error_never_shows_what_was_typed() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::spawn(portico(folder.path(), &[&portal]).env("RUST_LOG", "trace").arg("rpc"));
    let account = rpc.sign_in(portal.url());
    rpc.call("session.call", json!({"account": account, "method": "profile"}));
    rpc.write(format!(r#"{{"jsonrpc":"2.0","id":1,"method":"x","password":"{PASSWORD}"#).as_bytes());
    rpc.next();
    let (_, errors) = rpc.end();
    // Basic of anna and her password, as reqwest or hyper would print it.
    for secret in [PASSWORD, "YW5uYTpTdW4tZmxvd2VyOQ", "PHPSESSID", "hyper", "rustls"] {
        assert!(!errors.contains(secret), "{secret} in {errors}");
    }
}
