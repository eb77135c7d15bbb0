use proptest::prelude::*;
use serde_json::json;

use super::{now, portal, response, url};
use crate::portal::answer::RestAnswer;
use crate::portal::rest::{MAX_REST_BODY, read_rest};
use crate::secret::Secret;

const X12_STALE: &str = r#"{"error":"session_failed","error_description":"Sessid check failed",
 "sessid":"c875faac1798048ed7b0ef0dc632a8ae"}"#;
const X12_PROFILE: &str = r#"{"result":{"ID":"17","ADMIN":false,"NAME":"Anna","LAST_NAME":"Berg","PERSONAL_GENDER":"F","TIME_ZONE":""},
 "time":{"start":1790000000.1,"finish":1790000000.2,"duration":0.1,"processing":0.01,
 "date_start":"2026-09-21T14:13:20+00:00","date_finish":"2026-09-21T14:13:20+00:00",
 "operating":0,"operating_reset_at":1790000600}}"#;

fn read(status: u16, body: impl AsRef<[u8]>) -> RestAnswer {
    with(status, &[], body)
}

fn with(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> RestAnswer {
    read_rest(&response(status, headers, body), &portal(), now())
}

fn error(status: u16, code: &str, text: Option<&str>) -> RestAnswer {
    RestAnswer::Error { status, code: code.to_owned(), text: text.map(str::to_owned) }
}

#[test]
fn x12_result_and_stale_token() {
    let stale = RestAnswer::StaleToken { sessid: Secret::from("c875faac1798048ed7b0ef0dc632a8ae") };
    assert_eq!(with(401, &[("www-authenticate", "Basic realm=\"Bitrix REST\"")], X12_STALE), stale);
    assert_eq!(read(401, X12_STALE.replace("session_failed", "SESSION_FAILED")), stale);
    let RestAnswer::Result(result) = read(200, X12_PROFILE) else { panic!() };
    assert_eq!(result["ID"], json!("17"));
    assert_eq!(read(200, r#"{"result":[]}"#), RestAnswer::Result(json!([])));
    assert_eq!(read(200, r#"{"result":null,"error":""}"#), RestAnswer::Result(json!(null)));
    assert_eq!(read(200, "\u{FEFF}\n {\"result\":false}"), RestAnswer::Result(json!(false)));
    for nested in [
        r#"{"error":"session_failed","result":{"sessid":"c8"}}"#,
        r#"{"error":{"code":"session_failed","sessid":"c8"}}"#,
    ] {
        assert_eq!(read(401, nested), RestAnswer::StaleToken { sessid: Secret::from("c8") }, "{nested}");
    }
    assert_eq!(read(401, r#"{"error":"session_failed"}"#), RestAnswer::NoSession);
    assert_eq!(read(403, X12_STALE), error(403, "session_failed", Some("Sessid check failed")));
    assert!(!format!("{stale:?}").contains("c875"));
}

/// T21, L2, L3, L5, B16.
#[test]
fn no_session() {
    for code in ["access_denied", "ACCESS_DENIED", "NO_AUTH_FOUND", "authorization_error", "invalid_authentication"] {
        let body = json!({"error": code, "error_description": "User not authorized", "sessid": "c8"}).to_string();
        assert_eq!(read(401, &body), RestAnswer::NoSession, "{code}");
        assert_eq!(read(403, &body), error(403, code, Some("User not authorized")), "{code}");
    }
    let b16 = [("WWW-Authenticate", "Basic realm=\"Bitrix24\""), ("BX-Authorize", "58")];
    assert_eq!(with(401, &b16, r#"{"status":"failed","bitrix_sessid":"58"}"#), RestAnswer::NoSession);
    assert_eq!(with(401, &b16, ""), RestAnswer::NoSession);
    assert_eq!(read(401, r#"{"status":"failed","bitrix_sessid":"58"}"#), RestAnswer::NoSession);
    assert_eq!(read(401, "<html>"), RestAnswer::Unreadable { status: 401, html: true });
    assert_eq!(read(401, "{}"), RestAnswer::Unreadable { status: 401, html: false });
}

#[test]
fn errors_of_methods() {
    for (status, code) in [
        (401, "expired_token"),
        (401, "INVALID_CREDENTIALS"),
        (403, "insufficient_scope"),
        (404, "ERROR_METHOD_NOT_FOUND"),
        (400, "INVALID_REQUEST"),
        (405, "ERROR_BATCH_METHOD_NOT_ALLOWED"),
        (500, "INTERNAL_SERVER_ERROR"),
        (500, "PORTAL_DELETED"),
        (200, "ERROR_X"),
    ] {
        let body = json!({"error": code, "error_description": "<b>No</b>"}).to_string();
        assert_eq!(read(status, body), error(status, code, Some("No")), "{code}");
    }
    assert_eq!(read(400, r#"{"error":{"code":"A_B","message":"Hm"}}"#), error(400, "A_B", Some("Hm")));
    assert_eq!(read(400, r#"{"error":42}"#), error(400, "42", None));
    assert_eq!(read(400, r#"{"error":["x"]}"#), error(400, "UNKNOWN", None));
    assert_eq!(read(400, r#"{"error":"a b<c>\n"}"#), error(400, "abc", None));
    let RestAnswer::Error { code, .. } = read(400, json!({"error": "x".repeat(500)}).to_string()) else { panic!() };
    assert_eq!(code.len(), 64);
}

/// L7, T19, Q15.
#[test]
fn limits() {
    let operating = r#"{"error":"OPERATION_TIME_LIMIT","time":{"operating_reset_at":1790000300}}"#;
    assert_eq!(read(429, operating), RestAnswer::Busy { wait_s: 300 });
    assert_eq!(with(429, &[("date", "Mon, 21 Sep 2026 14:14:20 GMT")], operating), RestAnswer::Busy { wait_s: 240 });
    assert_eq!(with(429, &[("retry-after", "9")], operating), RestAnswer::Busy { wait_s: 9 });
    assert_eq!(read(429, operating.replace("1790000300", "\"1790009999\"")), RestAnswer::Busy { wait_s: 3600 });
    assert_eq!(read(429, operating.replace("1790000300", "5")), RestAnswer::Busy { wait_s: 1 });
    assert_eq!(read(429, operating.replace("1790000300", "99999999999999999")), RestAnswer::Busy { wait_s: 60 });
    assert_eq!(read(429, "<html>"), RestAnswer::Busy { wait_s: 60 });
    assert_eq!(read(503, r#"{"error":"QUERY_LIMIT_EXCEEDED"}"#), RestAnswer::Busy { wait_s: 5 });
    assert_eq!(read(503, r#"{"error":"overload_limit"}"#), RestAnswer::Busy { wait_s: 60 });
    assert_eq!(with(503, &[("retry-after", "120")], ""), RestAnswer::Busy { wait_s: 120 });
    assert_eq!(read(503, r#"{"error":"X"}"#), error(503, "X", None));
    assert_eq!(read(503, "Service Unavailable"), RestAnswer::Failing { status: 503 });
}

#[test]
fn everything_else() {
    assert_eq!(
        with(302, &[("location", "https://new.example/rest/profile.json?auth=s")], ""),
        RestAnswer::Moved { to: Some(url("https://new.example/")) }
    );
    assert_eq!(with(302, &[("location", "http://new.example/")], ""), RestAnswer::Moved { to: None });
    // A method's own answer, and no move of the portal.
    let file = RestAnswer::Unreadable { status: 302, html: false };
    assert_eq!(with(302, &[("location", "https://files.example/b17/report.pdf?sign=s")], ""), file);
    assert_eq!(with(302, &[("location", "/auth/")], ""), RestAnswer::Unreadable { status: 302, html: false });
    assert_eq!(read(521, r#"{"error":"network_error"}"#), RestAnswer::NetworkServiceDown);
    assert_eq!(read(500, "<html>"), RestAnswer::Failing { status: 500 });
    assert_eq!(
        read(403, "<p>Your IP 203.0.113.7 is not allowed"),
        RestAnswer::Forbidden { page: Some("Your IP 203.0.113.7 is not allowed".into()) }
    );
    assert_eq!(read(403, r#"{"status":"failed","bitrix_sessid":"58"}"#), RestAnswer::Forbidden { page: None });
    assert_eq!(read(404, "<html>"), RestAnswer::Unreadable { status: 404, html: true });
    for body in ["", "<html>", "[]", "{}", r#"{"status":"success"}"#, r#"{"result":{"ID":"17""#] {
        assert!(matches!(read(200, body), RestAnswer::Unreadable { status: 200, .. }), "{body}");
    }
    let large = format!(r#"{{"result":"{}"}}"#, "a".repeat(MAX_REST_BODY));
    assert_eq!(read(200, large), RestAnswer::Unreadable { status: 200, html: false });
    for end in 0..X12_PROFILE.len() {
        assert!(matches!(read(200, X12_PROFILE.as_bytes().get(..end).unwrap()), RestAnswer::Unreadable { .. }));
    }
}

proptest! {
    #[test]
    fn rubbish_never_panics(status: u16, body: Vec<u8>, at in 0_usize..400, byte: u8) {
        read(status, &body);
        for sample in [X12_PROFILE, X12_STALE] {
            let mut damaged = sample.as_bytes().to_vec();
            let at = at % damaged.len();
            damaged[at] = byte;
            read(status, &damaged);
            read(401, &damaged);
            read(429, &damaged);
        }
    }
}
