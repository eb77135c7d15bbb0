//! Reads answers of the controller `security.PushOtp` (D12), in the form of ajax controllers: `{status, data, errors}` (F4).

use serde_json::Value;
use time::OffsetDateTime;
use url::Url;

use super::answer::RestAnswer;
use super::clean;
use super::headers::{DEFAULT_WAIT_S, LONGEST_WAIT_S};
use super::json::{self, Object};
use super::rest::read_rest;
use crate::secret::Secret;
use crate::transport::Response;

/// The most bytes that are read (R14).
pub const MAX_SMS_BODY: usize = 64 * 1024;

/// An answer to the wish for a message.
#[derive(Debug, Clone, PartialEq)]
pub enum SmsAnswer {
    /// It is on its way.
    Sent {
        /// `maskedPhoneNumber`, cleaned.
        to: Option<String>,
        /// `timeLeft`: seconds until another may be asked for.
        wait_s: u64,
    },
    /// SMS_TIMEOUT: another was sent a moment ago.
    TooSoon {
        /// `timeLeft`.
        wait_s: u64,
    },
    /// `invalid_csrf`: nothing was done; the right token is with it (F4).
    StaleToken {
        /// `customData.csrf`.
        sessid: Secret,
    },
    /// Another error of the controller.
    Refused {
        /// Its code, as PHONE_NOT_FOUND.
        code: String,
        /// Its text, cleaned: shown, never decided on.
        text: Option<String>,
    },
    /// No answer of the controller.
    Other(RestAnswer),
}

/// What an answer to `sendSms` means. `now` is used for `Retry-After` where the answer has no `Date` (Q15).
pub fn read_sms(response: &Response, portal: &Url, now: OffsetDateTime) -> SmsAnswer {
    let object = json::object(&response.body, MAX_SMS_BODY).unwrap_or_default();
    if let Some(error) = error_of(&object, &response.secrets) {
        return error;
    }
    let data = object.get("data").and_then(Value::as_object);
    match (response.status, json::string(&object, "status"), data) {
        (200, Some("success"), Some(data)) => SmsAnswer::Sent {
            to: json::said(data, "maskedPhoneNumber", &response.secrets),
            wait_s: time_left(data).unwrap_or(DEFAULT_WAIT_S),
        },
        _ => SmsAnswer::Other(read_rest(response, portal, now)),
    }
}

/// The first of `errors`, with `code`, `message` and `customData`.
fn error_of(object: &Object, secrets: &[Secret]) -> Option<SmsAnswer> {
    let error = object.get("errors")?.as_array()?.iter().find_map(Value::as_object)?;
    let code = json::text(error, "code")?;
    let custom = error.get("customData").and_then(Value::as_object);
    if code.eq_ignore_ascii_case("invalid_csrf")
        && let Some(sessid) = custom.and_then(|custom| json::id(custom, "csrf"))
    {
        return Some(SmsAnswer::StaleToken { sessid: Secret::new(sessid) });
    }
    if code.eq_ignore_ascii_case("SMS_TIMEOUT") {
        let data = object.get("data").and_then(Value::as_object);
        let wait_s = custom.and_then(time_left).or(data.and_then(time_left));
        return Some(SmsAnswer::TooSoon { wait_s: wait_s.unwrap_or(DEFAULT_WAIT_S) });
    }
    Some(SmsAnswer::Refused { code: clean::code(&code, secrets), text: json::said(error, "message", secrets) })
}

/// `timeLeft`, a number or its text, bounded as every wait (Q15).
fn time_left(object: &Object) -> Option<u64> {
    json::text(object, "timeLeft")?.parse::<u64>().ok().map(|seconds| seconds.min(LONGEST_WAIT_S))
}

/// `bitrix_sessid` of an answer to checkout: the CSRF token of its session (B12, F3), for what may be asked in it before
/// anybody is signed in.
pub fn read_token(response: &Response) -> Option<Secret> {
    json::id(&json::object(&response.body, super::checkout::MAX_CHECKOUT_BODY)?, "bitrix_sessid").map(Secret::new)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn read(status: u16, body: &str) -> SmsAnswer {
        let portal = Url::parse("https://portal.example").unwrap();
        read_sms(&response(status, body), &portal, OffsetDateTime::UNIX_EPOCH)
    }

    fn response(status: u16, body: &str) -> Response {
        let (headers, body) = (Vec::new(), body.as_bytes().to_vec());
        Response { status, headers, body, round_trip: Duration::ZERO, secrets: Vec::new() }
    }

    #[test]
    fn a_message_sent_says_where_and_when_the_next_may_be_asked_for() {
        let sent = |to: Option<&str>, wait_s| SmsAnswer::Sent { to: to.map(str::to_owned), wait_s };
        let body = r#"{"status":"success","data":{"maskedPhoneNumber":"+4*******12","timeLeft":60},"errors":[]}"#;
        assert_eq!(read(200, body), sent(Some("+4*******12"), 60));
        assert_eq!(read(200, r#"{"status":"success","data":{"timeLeft":"45"}}"#), sent(None, 45));
        assert_eq!(read(200, r#"{"status":"success","data":{}}"#), sent(None, 60), "D12's usual wait");
        assert_eq!(read(200, r#"{"status":"success","data":{"timeLeft":999999}}"#), sent(None, 3600), "Q15");
    }

    #[test]
    fn errors_are_known_by_their_codes_whatever_the_status() {
        for status in [200, 400, 401, 403] {
            let timeout = r#"{"status":"error","data":null,"errors":[{"message":"Wait","code":"SMS_TIMEOUT","customData":{"timeLeft":42}}]}"#;
            assert_eq!(read(status, timeout), SmsAnswer::TooSoon { wait_s: 42 });
            let csrf = r#"{"status":"error","data":null,"errors":[{"message":"","code":"invalid_csrf","customData":{"csrf":"4e9f0b81"}}]}"#;
            assert_eq!(read(status, csrf), SmsAnswer::StaleToken { sessid: Secret::from("4e9f0b81") });
            let phone = r#"{"status":"error","errors":[{"message":"<b>No</b> phone","code":"PHONE_NOT_FOUND"}]}"#;
            assert_eq!(
                read(status, phone),
                SmsAnswer::Refused { code: "PHONE_NOT_FOUND".to_owned(), text: Some("No phone".to_owned()) }
            );
        }
        let no_token = r#"{"status":"error","errors":[{"code":"invalid_csrf","customData":[]}]}"#;
        assert_eq!(read(200, no_token), SmsAnswer::Refused { code: "invalid_csrf".to_owned(), text: None });
    }

    #[test]
    fn what_is_no_answer_of_the_controller_sends_nothing_and_says_so() {
        assert!(matches!(
            read(200, "<html>Sign in to the Wi-Fi</html>"),
            SmsAnswer::Other(RestAnswer::Unreadable { .. })
        ));
        assert!(matches!(read(200, r#"{"status":"success"}"#), SmsAnswer::Other(RestAnswer::Unreadable { .. })));
        assert!(matches!(read(500, "{}"), SmsAnswer::Other(RestAnswer::Failing { status: 500 })));
        assert!(matches!(read(429, ""), SmsAnswer::Other(RestAnswer::Busy { .. })));
    }

    #[test]
    fn the_token_is_the_one_of_the_sessions_last_answer() {
        let body = r#"{"status":"failed","bitrix_sessid":"4e9f0b816aeed4c9a191d313cf4bea66","needOtp":true}"#;
        assert_eq!(read_token(&response(401, body)), Some(Secret::from("4e9f0b816aeed4c9a191d313cf4bea66")));
        assert_eq!(read_token(&response(401, r#"{"bitrix_sessid":""}"#)), None);
        assert_eq!(read_token(&response(200, "<html>")), None);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(status in 100_u16..600, body in ".{0,200}") {
            let _ = (read(status, &body), read_token(&response(status, &body)));
        }
    }
}
