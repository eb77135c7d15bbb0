//! What is no answer of a portal, or no answer about the credentials; and rubbish.

use proptest::prelude::*;
use serde_json::Value;

use super::checkout::{X1, X2, X3, X4, X6, X8, read, signed_in, with};
use super::{now, portal, response, url};
use crate::portal::answer::Answer;
use crate::portal::checkout::{MAX_CHECKOUT_BODY, read_checkout};
use crate::transport::Response;

#[test]
fn t16_not_checkout() {
    for body in [
        "",
        "<html><body>Proxy",
        "{}",
        "[]",
        r#"{"status":"failed"}"#,
        r#"{"bitrix_sessid":"x"#,
        "null",
        r#"{"status":"failed","bitrix_sessid":""}"#,
        r#"{"status":"failed","bitrix_sessid":[]}"#,
        r#"{"error":"access_denied"}"#,
        r#"{success: false}"#,
    ] {
        assert_eq!(read(401, body), Answer::NotCheckout, "{body}");
    }
    for status in [400, 405, 407, 418, 451] {
        assert_eq!(read(status, "<html>"), Answer::NotCheckout);
    }
    for status in [404, 410] {
        assert_eq!(read(status, "<html>"), Answer::Gone);
    }
    assert_eq!(
        read(401, r#"{"status":"success","bitrix_sessid":"58"}"#),
        Answer::Unreadable { status: 401, html: false }
    );
}

#[test]
fn t17_forbidden() {
    assert_eq!(read(403, ""), Answer::Forbidden { page: None });
    assert_eq!(read(403, X3), Answer::Forbidden { page: None });
    let page = "<html><head><style>a{}</style><script>var a = '<b>';</script></head><body><h1>Denied</h1>\n from 203.0.113.7</body>";
    assert_eq!(read(403, page), Answer::Forbidden { page: Some("Denied from 203.0.113.7".into()) });
    let Answer::Forbidden { page: Some(page) } = read(403, "ё".repeat(100_000)) else { panic!() };
    assert!(page.len() <= 2048 && page.len() > 2000);
}

/// X13, P23: where to, and nothing of what was sent.
#[test]
fn t18_moved() {
    let to = |status: u16, location: &str| with(status, &[("location", location)], "");
    let moved = |to: &str| Answer::Moved { to: Some(url(to)) };
    for status in [301, 302, 303, 307, 308] {
        assert_eq!(
            to(status, "https://new-name.bitrix24.example/mobile/?mobile_action=checkout&bx_hit_hash=8f2kd0"),
            moved("https://new-name.bitrix24.example/")
        );
    }
    assert_eq!(to(302, "//new.example/x#y"), moved("https://new.example/"));
    assert_eq!(to(302, "https://new.example:8443"), moved("https://new.example:8443/"));
    for none in [
        "http://new.example/",
        "https://10.0.0.1/",
        "https://localhost/",
        "https://a:b@new.example/",
        "ftp://new.example/",
        "https://",
    ] {
        assert_eq!(to(302, none), Answer::Moved { to: None }, "{none}");
    }
    assert_eq!(with(302, &[], ""), Answer::Moved { to: None });
    for same in ["/auth/", "https://portal.example/login", "?x=1", "https://PORTAL.example:443/"] {
        assert_eq!(to(302, same), Answer::NotCheckout, "{same}");
    }
    let plain = response(302, &[("location", "http://b.localhost:9/mobile/")], "");
    assert_eq!(read_checkout(&plain, &url("http://localhost:8/"), now()), moved("http://b.localhost:9/"));
    assert_eq!(read(304, ""), Answer::Unreadable { status: 304, html: false });
}

#[test]
fn t19_nothing_about_the_credentials() {
    assert_eq!(read(429, X3), Answer::Busy { wait_s: 60 });
    assert_eq!(with(429, &[("retry-after", "7")], "x"), Answer::Busy { wait_s: 7 });
    assert_eq!(with(429, &[("retry-after", "0")], "x"), Answer::Busy { wait_s: 1 });
    assert_eq!(with(503, &[("retry-after", "99999")], "x"), Answer::Busy { wait_s: 3600 });
    assert_eq!(with(503, &[("retry-after", "Mon, 21 Sep 2026 14:15:20 GMT")], ""), Answer::Busy { wait_s: 120 });
    let skewed = [("date", "Mon, 21 Sep 2020 14:13:20 GMT"), ("Retry-After", "Mon, 21 Sep 2020 14:13:50 GMT")];
    assert_eq!(with(503, &skewed, ""), Answer::Busy { wait_s: 30 });
    assert_eq!(read(503, r#"{"error":"query_limit_exceeded"}"#), Answer::Busy { wait_s: 60 });
    for status in [500, 502, 503, 504, 520, 599, 408] {
        assert_eq!(read(status, X2), Answer::Failing { status });
    }
    assert_eq!(read(521, r#"{"code":"network_error"}"#), Answer::NetworkServiceDown);
    assert_eq!(read(511, " <html>"), Answer::NotCheckout);
}

/// R1, R2: a captive page with 200 is no answer.
#[test]
fn pages_and_rubbish_are_no_answer() {
    let pages = [
        "<!DOCTYPE html><html>Wi-Fi",
        "\u{FEFF} \n<html>",
        "<script>var a = {\"status\":\"success\",\"sessid_md5\":\"x\"}</script>",
    ];
    for page in pages {
        assert_eq!(read(200, page), Answer::Unreadable { status: 200, html: true }, "{page}");
    }
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let deep = format!(r#"{{"status":"success","sessid_md5":"a","x":{deep}}}"#);
    let large = format!(r#"{{"status":"success","sessid_md5":"a","x":"{}"}}"#, "a".repeat(MAX_CHECKOUT_BODY));
    for body in [
        "",
        "ok",
        "null",
        "[]",
        "{}",
        "\"success\"",
        r#"{"status":"success"}"#,
        r#"{"status":"ok"}"#,
        r#"{"status":true}"#,
        r#"{"error":"unknown action for data request"}"#,
        r#"{"success":true}"#,
        "{'status':'success'}",
        &deep,
        &large,
        &format!("{X2}{X2}"),
        &format!("Warning: x {X2}"),
    ] {
        assert_eq!(read(200, body), Answer::Unreadable { status: 200, html: false }, "{:.60}", body);
    }
    assert_eq!(read(200, [0xFF, 0xFE, 0x7B]), Answer::Unreadable { status: 200, html: false });
    for status in [0, 100, 201, 204, 206, 300, 600, 999] {
        assert_eq!(read(status, X2), Answer::Unreadable { status, html: false });
    }
}

#[test]
fn marks_blanks_and_types_before_json_are_borne() {
    for before in ["\u{FEFF}", " \r\n\t", "\r\n\u{FEFF} ", ""] {
        assert_eq!(signed_in(format!("{before}{X2}\n ")), signed_in(X2));
    }
    assert!(matches!(with(200, &[("content-type", "text/html; charset=windows-1251")], X2), Answer::SignedIn(_)));
    assert!(matches!(with(200, &[], X2), Answer::SignedIn(_)));
    let twice = X2.replacen("{", r#"{"login":"other","unknown":{"a":[1]},"#, 1);
    assert_eq!(signed_in(twice), signed_in(X2));
}

/// Every truncation of a success is no sign-in; of a refusal no refusal.
#[test]
fn half_an_answer_is_no_answer() {
    for end in 0..X2.len() {
        let half = X2.as_bytes().get(..end).unwrap();
        assert_eq!(read(200, half), Answer::Unreadable { status: 200, html: false }, "{end}");
    }
    for body in [X3, X4, X6, X8] {
        for end in 0..body.len() {
            assert_eq!(read(401, body.as_bytes().get(..end).unwrap()), Answer::NotCheckout);
        }
    }
}

fn read_any(answer: &Response) -> Answer {
    read_checkout(answer, &portal(), now())
}

proptest! {
    #[test]
    fn rubbish_never_panics(status: u16, body: Vec<u8>, name in "[a-z-]{0,12}", value in "\\PC{0,40}") {
        read_any(&response(status, &[(&name, &value), ("location", &value), ("retry-after", &value), ("date", &value)], &body));
        prop_assert!(!matches!(read_any(&response(200, &[], &body)), Answer::SignedIn(_) | Answer::Portal(_)));
    }

    #[test]
    fn damaged_answers_never_panic(which in 0_usize..6, at in 0_usize..1000, byte: u8, status in prop::sample::select(vec![200, 401, 403, 503])) {
        let mut body = [X1, X2, X3, X4, X6, X8][which].as_bytes().to_vec();
        let at = at % body.len();
        body[at] = byte;
        let answer = read_any(&response(status, &[], &body));
        let sign_in = matches!(answer, Answer::SignedIn(_));
        prop_assert!(!sign_in || (status == 200 && which == 1));
    }

    #[test]
    fn any_values_are_borne(key in prop::sample::select(vec!["status", "bitrix_sessid", "captchaCode", "captchaURL", "needOtp", "otpType", "error", "error_message", "id", "login", "name", "photoUrl", "cloud", "host", "appPassword"]), value in any_json(), status in prop::sample::select(vec![200, 401])) {
        for body in [X1, X2, X4, X6, X8] {
            let mut body: Value = serde_json::from_str(body).unwrap();
            body[key] = value.clone();
            read_any(&response(status, &[], body.to_string()));
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{0,6}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}
