//! Every call of the surface is there, and takes its arguments by their names: this list is written by hand, from the surface's
//! text, and not made from the program's own. The table of `rpc.md` is made from it: `UPDATE_GOLDEN=1 cargo test -p portico-cli
//! --test program surface` writes it anew.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test says no by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Rpc, folder};

/// A call, the arguments it needs, those it takes beside them, each tried alone, and what it gives.
type Row = (&'static str, Value, Value, &'static str);

fn accounts_and_sessions() -> Vec<Row> {
    let account = || json!({"account": "a"});
    vec![
        ("accounts.list", json!({}), json!({}), "`revision`, `availability`, `accounts`: Account[]"),
        ("accounts.select", account(), json!({}), "`revision`"),
        ("accounts.move", json!({"account": "a", "to": 0}), json!({}), "`revision`"),
        ("accounts.preview", json!({"account": "a", "kind": "sign_out"}), json!({}), "Receipt without `at`"),
        ("accounts.reset", account(), json!({}), "Receipt"),
        ("accounts.sign_out", account(), json!({}), "Receipt"),
        ("accounts.delete", account(), json!({}), "Receipt"),
        ("session.status", account(), json!({}), "`signed_in`, `ends_in_s`, `ends_in_known`, `checked_at`"),
        (
            "session.call",
            json!({"account": "a", "method": "profile"}),
            json!({"params": {"x": 1}}),
            "the portal's `result`",
        ),
        ("session.check", account(), json!({"spend_try": true}), "Account"),
        ("session.network_changed", json!({}), json!({}), "`revision`"),
        ("session.foreground", json!({}), json!({}), "`revision`"),
        ("session.background", json!({}), json!({}), "`revision`"),
        ("history.list", account(), json!({"allowed": ["192.0.2.0/24"]}), "`entries`: HistoryEntry[]"),
        ("drafts.get", account(), json!({}), "`text`"),
        ("drafts.set", json!({"account": "a", "text": "t"}), json!({}), "`text`"),
        ("help.card", json!({}), json!({"sign_in": "s", "account": "a"}), "`text`"),
        ("help.which_me", json!({}), json!({"sign_in": "s", "account": "a"}), "WhichMe"),
        ("help.topic", json!({"topic": "S1"}), json!({}), "Problem"),
        ("locale.set", json!({"locale": "de"}), json!({}), "`revision`"),
        ("observe", json!({}), json!({}), "`revision`; then notifications"),
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
        ("sign_in.start", json!({}), json!({"address": "no address", "link": "no link", "account": "a"}), "SignIn"),
        ("sign_in.list", json!({}), json!({}), "`sign_ins`: SignIn[]"),
        ("sign_in.get", sign_in(), json!({}), "SignIn"),
        ("sign_in.submit_address", with(sign_in(), "address", "no address"), json!({}), "SignIn"),
        ("sign_in.keep", sign_in(), json!({"login": "l", "address": "a"}), "SignIn"),
        ("sign_in.check", sign_in(), looks, "`warnings`: Warning[]"),
        ("sign_in.submit_credentials", with(with(sign_in(), "login", "l"), "password", "p"), json!({}), "SignIn"),
        ("sign_in.captcha_picture", challenge(), json!({}), "`media_type`, `base64`"),
        ("sign_in.refresh_captcha", challenge(), json!({}), "SignIn"),
        ("sign_in.submit_captcha", with(challenge(), "text", "t"), json!({"password": "p"}), "SignIn"),
        ("sign_in.submit_code", with(challenge(), "code", "1"), json!({}), "SignIn"),
        ("sign_in.send_sms", challenge(), json!({}), "SignIn"),
        ("sign_in.confirm_link", sign_in(), json!({}), "SignIn"),
        ("sign_in.confirm_move", sign_in(), json!({}), "SignIn"),
        ("sign_in.back", sign_in(), json!({}), "SignIn"),
        ("sign_in.cancel", sign_in(), json!({}), "SignIn"),
        ("recovery.start", json!({"address": "no address", "login": "l"}), json!({}), "Recovery"),
        ("recovery.resend", json!({"recovery": "r"}), json!({}), "Recovery"),
        ("recovery.captcha_picture", json!({"recovery": "r"}), json!({}), "`media_type`, `base64`"),
        ("recovery.refresh_captcha", json!({"recovery": "r"}), json!({}), "Recovery"),
        ("recovery.submit_captcha", json!({"recovery": "r", "text": "t"}), json!({}), "Recovery"),
        ("recovery.submit", json!({"recovery": "r", "checkword": "c", "new_password": "p"}), json!({}), "Recovery"),
        ("recovery.get", json!({"recovery": "r"}), json!({}), "Recovery"),
        ("links.read", json!({"text": "t"}), json!({}), "Link"),
        ("invitation.open", json!({"link": "no link"}), json!({}), "Invitation"),
        (
            "invitation.accept",
            json!({"invitation": "i", "name": "n", "last_name": "l", "password": "p"}),
            json!({}),
            "Invitation",
        ),
    ]
}

fn all() -> Vec<Row> {
    accounts_and_sessions().into_iter().chain(ways_in()).collect()
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
    for (method, needed, taken, _) in all() {
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

/// Written between quotes before an arrow: what the program's own list reads as a method.
#[test]
fn the_program_takes_no_call_that_is_not_in_this_list() {
    let source = include_str!("../../src/rpc/call.rs");
    let arms = source.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\" => "));
    let taken: BTreeSet<&str> = arms.map(|(method, _)| method).collect();
    let rows = all();
    assert_eq!(taken, rows.iter().map(|(method, ..)| *method).collect());
}

#[test]
fn the_page_lists_every_call_with_its_arguments() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rpc.md");
    let old = std::fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- generated: calls -->\n", "<!-- end: calls -->");
    let Some((before, rest)) = old.split_once(begin) else { panic!("rpc.md has no {begin}") };
    let Some((_, after)) = rest.split_once(end) else { panic!("rpc.md has no {end}") };
    let new = format!("{before}{begin}\n{}\n{end}{after}", table());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, new).unwrap();
    } else {
        assert!(new == old, "rpc.md differs from this list; see the head of this file");
    }
}

fn table() -> String {
    let mut rows = all();
    rows.sort_by_key(|(method, ..)| *method);
    let mut table = "| call | needs | takes beside it | gives |\n|---|---|---|---|\n".to_owned();
    for (method, needed, taken, gives) in rows {
        table.push_str(&format!("| `{method}` | {} | {} | {gives} |\n", names(&needed), names(&taken)));
    }
    table
}

/// Names of arguments; of what is no text also what it is.
fn names(arguments: &Value) -> String {
    let kind = |value: &Value| match value {
        Value::String(_) | Value::Null => String::new(),
        Value::Number(_) => " (number)".to_owned(),
        Value::Bool(_) => " (true or false)".to_owned(),
        Value::Array(_) => " (list)".to_owned(),
        Value::Object(_) => " (object)".to_owned(),
    };
    let named = |(name, value): (&String, &Value)| format!("`{name}`{}", kind(value));
    arguments.as_object().unwrap().iter().map(named).collect::<Vec<_>>().join(", ")
}
