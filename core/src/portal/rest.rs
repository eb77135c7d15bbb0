//! Reads answers to REST calls (section L): T19–T21, limits, errors. Codes are compared without case and together with the
//! status (L3).

use serde_json::Value;
use time::OffsetDateTime;
use url::Url;

use super::answer::RestAnswer;
use super::checkout::{SamePortal, forbidden_page, moved_to};
use super::clean;
use super::headers;
use super::json::{self, Object};
use crate::secret::Secret;
use crate::transport::Response;

/// The most bytes of an answer to a REST call that are read (R14).
pub const MAX_REST_BODY: usize = 4 * 1024 * 1024;

/// The wait after `QUERY_LIMIT_EXCEEDED` without a number: the bucket leaks two requests a second (L7).
const QUERY_LIMIT_WAIT_S: u64 = 5;

/// What an answer to a REST call means. `now` is used for waits where the answer has no `Date` (Q15).
pub fn read_rest(response: &Response, portal: &Url, now: OffsetDateTime) -> RestAnswer {
    match response.status {
        301 | 302 | 303 | 307 | 308 => return read_redirect(response, portal),
        511 => return unreadable(response),
        521 => return RestAnswer::NetworkServiceDown,
        _ => {}
    }
    let object = json::object(&response.body, MAX_REST_BODY);
    let error = object.as_ref().and_then(|object| error_of(object, &response.secrets));
    if let Some(wait_s) = busy(response, object.as_ref(), error.as_ref(), now) {
        return RestAnswer::Busy { wait_s };
    }
    match (response.status, object, error) {
        (200, Some(object), None) => read_result(response, object),
        (401, object, error) => read_refusal(response, object.as_ref(), error),
        (status @ (200 | 400..=599), Some(_), Some(error)) => error_answer(status, error),
        (403, _, None) => RestAnswer::Forbidden { page: forbidden_page(response, MAX_REST_BODY) },
        (status @ 500..=599, _, _) => RestAnswer::Failing { status },
        _ => unreadable(response),
    }
}

/// `error` as it came: its code in full and its text.
struct Error {
    code: String,
    text: Option<String>,
}

impl Error {
    fn is(&self, codes: &[&str]) -> bool {
        codes.iter().any(|code| self.code.eq_ignore_ascii_case(code))
    }
}

/// `error` and `error_description` (L3), or `error {code, message}` (REST 3.0); `None` where there is no error.
fn error_of(object: &Object, secrets: &[Secret]) -> Option<Error> {
    let error = object.get("error").filter(|error| json::truthy(error))?;
    let code = error.get("code").unwrap_or(error);
    let named = code.as_str().map(str::to_owned).or_else(|| code.as_i64().map(|n| n.to_string()));
    let code = named
        .map(|code| clean::code(&code, secrets))
        .filter(|code| !code.is_empty())
        .unwrap_or_else(|| "UNKNOWN".to_owned());
    let message = || clean::clean_text(error.get("message").and_then(Value::as_str)?, secrets);
    Some(Error { code, text: json::said(object, "error_description", secrets).or_else(message) })
}

fn error_answer(status: u16, error: Error) -> RestAnswer {
    RestAnswer::Error { status, code: error.code, text: error.text }
}

fn unreadable(response: &Response) -> RestAnswer {
    RestAnswer::Unreadable { status: response.status, html: clean::looks_like_page(&response.body) }
}

fn read_redirect(response: &Response, portal: &Url) -> RestAnswer {
    match moved_to(response, portal) {
        Ok(to) if !leads_to_a_file(response, portal) => RestAnswer::Moved { to },
        Ok(_) | Err(SamePortal) => unreadable(response),
    }
}

/// A renamed portal sends to the same place under its new name (P23), at most to its front page. A method may send elsewhere, to
/// a store of files for example: that is its own answer, and the portal has not moved for it.
fn leads_to_a_file(response: &Response, portal: &Url) -> bool {
    let to = headers::values(&response.headers, "location").find_map(|value| portal.join(value).ok());
    to.is_some_and(|to| to.path() != "/" && !["/rest/", "/bitrix/"].iter().any(|place| to.path().starts_with(place)))
}

fn read_result(response: &Response, mut object: Object) -> RestAnswer {
    object.get_mut("result").map(Value::take).map_or_else(|| unreadable(response), RestAnswer::Result)
}

/// 401: a stale token (T20), no session (T21, B16), or an error of the method.
fn read_refusal(response: &Response, object: Option<&Object>, error: Option<Error>) -> RestAnswer {
    let unsigned = headers::values(&response.headers, "bx-authorize").next().is_some();
    match (object, error) {
        (Some(object), Some(error)) if error.is(&["session_failed"]) => {
            fresh_sessid(object).map_or(RestAnswer::NoSession, |sessid| RestAnswer::StaleToken { sessid })
        }
        (_, Some(error)) if error.is(&NO_SESSION) => RestAnswer::NoSession,
        (_, Some(error)) => error_answer(response.status, error),
        (Some(object), None) if unsigned || json::id(object, "bitrix_sessid").is_some() => RestAnswer::NoSession,
        _ if unsigned => RestAnswer::NoSession,
        _ => unreadable(response),
    }
}

/// Codes that with 401 mean that nobody is signed in (L2, L5, F4).
const NO_SESSION: [&str; 4] = ["access_denied", "NO_AUTH_FOUND", "authorization_error", "invalid_authentication"];

/// The right token: at top level (P25), or one level down.
fn fresh_sessid(object: &Object) -> Option<Secret> {
    let below = || object.values().filter_map(Value::as_object).find_map(|inner| json::id(inner, "sessid"));
    json::id(object, "sessid").or_else(below).map(Secret::new)
}

/// The wait of a limit (T19, L7): 429, or 503 that says how long or names a limit.
fn busy(response: &Response, object: Option<&Object>, error: Option<&Error>, now: OffsetDateTime) -> Option<u64> {
    let asked = headers::retry_after(&response.headers, now);
    let query_limit = error.is_some_and(|error| error.is(&["QUERY_LIMIT_EXCEEDED"]));
    let overload = error.is_some_and(|error| error.is(&["OVERLOAD_LIMIT"]));
    let limited = match response.status {
        429 => true,
        503 => asked.is_some() || query_limit || overload,
        _ => false,
    };
    let default = if query_limit { QUERY_LIMIT_WAIT_S } else { headers::DEFAULT_WAIT_S };
    let asked = asked.or_else(|| until_reset(response, object?, now));
    limited.then(|| headers::busy_wait(asked, default))
}

/// Seconds until `time.operating_reset_at` (L7), by the portal's clock. A 503's reset time speaks of another limit and is
/// not looked at.
fn until_reset(response: &Response, object: &Object, now: OffsetDateTime) -> Option<u64> {
    let time = object.get("time")?.as_object()?;
    let at: i64 = json::text(time, "operating_reset_at")?.parse().ok()?;
    let from = headers::date(&response.headers).unwrap_or(now);
    let then = OffsetDateTime::from_unix_timestamp(at).ok().filter(|_| response.status == 429)?;
    headers::until(then, from)
}
