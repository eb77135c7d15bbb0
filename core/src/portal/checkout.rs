//! Reads answers to checkout: T1–T19, of every generation. Decides on status and keys (R11), reads within bounds (R14),
//! never panics.

use serde_json::Value;
use time::OffsetDateTime;
use url::Url;

use super::answer::{Answer, CaptchaDemand, CodeDemand, CodeKind, Discovery, NotSignedIn, SignedIn};
use super::clean;
use super::cookies::in_cookies;
use super::headers;
use super::host;
use super::json::{self, Object};
use crate::secret::Secret;
use crate::transport::Response;

/// The most bytes of an answer to checkout that are read (R14). Real ones are a few kilobytes.
pub const MAX_CHECKOUT_BODY: usize = 1024 * 1024;

/// The longest application password taken from an answer; real ones have 16 letters (E1).
const MAX_PASSWORD: usize = 256;

/// What an answer to checkout means. `portal` is the address asked; `now` is used for `Retry-After` where the answer has no
/// `Date` (Q15).
pub fn read_checkout(response: &Response, portal: &Url, now: OffsetDateTime) -> Answer {
    let status = response.status;
    match status {
        200 => read_ok(response, portal),
        301 | 302 | 303 | 307 | 308 => read_redirect(response, portal),
        401 => read_refusal(response, portal),
        403 => Answer::Forbidden { page: forbidden_page(response, MAX_CHECKOUT_BODY) },
        429 => Answer::Busy { wait_s: busy(response, now) },
        503 if overloaded(response, now) => Answer::Busy { wait_s: busy(response, now) },
        // A network that wants its own sign-in first says so (RFC 6585): the request did not get as far as the portal (T19).
        511 => Answer::NotCheckout,
        521 => Answer::NetworkServiceDown,
        408 | 425 | 500..=599 => Answer::Failing { status },
        404 | 410 => Answer::Gone,
        400..=499 => Answer::NotCheckout,
        _ => unreadable(response),
    }
}

/// Where a redirect leads, if it leads to another origin: its origin, within R15, the path and query forgotten (they may
/// repeat what was sent, P23). `Err` for a redirect within the portal, which is no move.
pub(super) fn moved_to(response: &Response, portal: &Url) -> Result<Option<Url>, SamePortal> {
    let Some(mut to) = headers::values(&response.headers, "location").find_map(|value| portal.join(value).ok()) else {
        return Ok(None);
    };
    if to.origin() == portal.origin() {
        return Err(SamePortal);
    }
    if !host::may_name(portal, &to) {
        return Ok(None);
    }
    to.set_path("/");
    to.set_query(None);
    to.set_fragment(None);
    Ok(Some(to))
}

/// A redirect within the portal (a sign-in page, say).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SamePortal;

/// The text of a 403 for people (T17): none where it is JSON without any.
pub(super) fn forbidden_page(response: &Response, limit: usize) -> Option<String> {
    match json::object(&response.body, limit) {
        Some(object) => says(&object, &response.secrets),
        None => clean::clean_page(response),
    }
}

fn read_redirect(response: &Response, portal: &Url) -> Answer {
    match moved_to(response, portal) {
        Ok(to) => Answer::Moved { to },
        Err(SamePortal) => Answer::NotCheckout,
    }
}

fn unreadable(response: &Response) -> Answer {
    Answer::Unreadable { status: response.status, html: clean::looks_like_page(&response.body) }
}

fn busy(response: &Response, now: OffsetDateTime) -> u64 {
    headers::busy_wait(headers::retry_after(&response.headers, now), headers::DEFAULT_WAIT_S)
}

/// 503 that says how long, or names the limit (L7).
fn overloaded(response: &Response, now: OffsetDateTime) -> bool {
    let limit = |object: Object| {
        json::string(&object, "error").is_some_and(|code| {
            code.eq_ignore_ascii_case("QUERY_LIMIT_EXCEEDED") || code.eq_ignore_ascii_case("OVERLOAD_LIMIT")
        })
    };
    headers::retry_after(&response.headers, now).is_some()
        || json::object(&response.body, MAX_CHECKOUT_BODY).is_some_and(limit)
}

/// 200: success, discovery, or a 2013 refusal; anything else is no portal's answer.
fn read_ok(response: &Response, portal: &Url) -> Answer {
    let Some(object) = json::object(&response.body, MAX_CHECKOUT_BODY) else {
        return unreadable(response);
    };
    match json::string(&object, "status") {
        Some("success") if a_portals(&object) => Answer::SignedIn(Box::new(signed_in(&object, response, portal))),
        Some("failed") if object.contains_key("cloud") || object.contains_key("exists") => {
            Answer::Portal(discovery(&object))
        }
        Some("failed") => {
            not_signed_in(&object, response, portal, true).map_or_else(|_| unreadable(response), Answer::NotSignedIn)
        }
        _ => unreadable(response),
    }
}

/// 401: of checkout only with `bitrix_sessid` (T16).
fn read_refusal(response: &Response, portal: &Url) -> Answer {
    let Some(object) = json::object(&response.body, MAX_CHECKOUT_BODY) else {
        return Answer::NotCheckout;
    };
    let ours = json::id(&object, "bitrix_sessid").is_some();
    match (ours, json::string(&object, "status")) {
        (false, _) => Answer::NotCheckout,
        (true, Some("failed")) => {
            not_signed_in(&object, response, portal, false).map_or_else(|_| unreadable(response), Answer::NotSignedIn)
        }
        (true, _) => unreadable(response),
    }
}

/// Every generation sends at least one of these with `success` (B17, B18); a stranger's `{"status":"success"}` has none.
fn a_portals(object: &Object) -> bool {
    ["sessid_md5", "target", "appmap", "appPassword"].iter().any(|key| object.contains_key(*key))
}

/// What is for people in it is written down, and so without what was sent and what it brings (R5).
fn signed_in(object: &Object, response: &Response, portal: &Url) -> SignedIn {
    let sessid = json::id(object, "sessid_md5").map(Secret::new);
    let app_password = app_password(object);
    // A cookie's attributes are no secrets: its domain stands in the photo's address too.
    let cookies = headers::values(&response.headers, "set-cookie").filter_map(|set| set.split(';').next());
    let cookies = cookies.flat_map(in_cookies);
    let brought = sessid.iter().chain(&app_password).cloned().chain(cookies);
    let secrets: Vec<Secret> = response.secrets.iter().cloned().chain(brought).collect();
    SignedIn {
        user_id: json::id(object, "id"),
        login: json::login(object, "login"),
        name: json::said(object, "name", &secrets),
        position: json::said(object, "position", &secrets),
        sessid,
        target: json::id(object, "target"),
        cloud: json::maybe_flag(object, "cloud"),
        photo_url: json::address(object, "photoUrl", portal, &secrets).map(String::from),
        restricted: json::flag(object, "restricted"),
        blocked: json::flag(object, "blocked"),
        screenshots: json::maybe_flag(object, "canTakeScreenshot").unwrap_or(true),
        copy: json::maybe_flag(object, "canCopyText").unwrap_or(true),
        app_password,
    }
}

fn app_password(object: &Object) -> Option<Secret> {
    let fits = |text: &&str| !text.is_empty() && text.len() <= MAX_PASSWORD && !text.contains(char::is_control);
    json::string(object, "appPassword").filter(fits).map(Secret::from)
}

fn discovery(object: &Object) -> Discovery {
    Discovery { cloud: json::flag(object, "cloud"), network_host: network_host(object) }
}

/// `host` (A1) as a bare host name, out of `www.bitrix24.net` or `https://www.bitrix24.net/`; only a public one.
fn network_host(object: &Object) -> Option<String> {
    let named = json::string(object, "host").map(str::trim).filter(|host| json::is_id(host))?;
    let bare = named.strip_prefix("https://").unwrap_or(named);
    let url = Url::parse(&format!("https://{bare}")).ok()?;
    let only_host = url.username().is_empty() && url.password().is_none() && url.path() == "/" && url.query().is_none();
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str()?),
        None => url.host_str()?.to_owned(),
    };
    only_host.then_some(host)
}

/// A `captchaCode` that cannot be an id.
struct StrangeCaptcha;

fn not_signed_in(
    object: &Object,
    response: &Response,
    portal: &Url,
    old_form: bool,
) -> Result<NotSignedIn, StrangeCaptcha> {
    Ok(NotSignedIn {
        old_form,
        captcha: captcha(object, response, portal)?,
        code: code(object),
        wrong_code: error_code(object) == Some("WRONG_OTP"),
        says: says(object, &response.secrets),
    })
}

/// `captchaCode` (T6, T7, T8, T10). What is there and cannot be an id makes the whole answer unreadable: taken for absent,
/// it would turn a picture demand into a refusal.
fn captcha(object: &Object, response: &Response, portal: &Url) -> Result<Option<CaptchaDemand>, StrangeCaptcha> {
    let there = object.get("captchaCode").filter(|value| json::truthy(value));
    if there.is_none() {
        return Ok(None);
    }
    let sid = json::id(object, "captchaCode").ok_or(StrangeCaptcha)?;
    Ok(Some(CaptchaDemand { sid, url: json::address(object, "captchaURL", portal, &response.secrets) }))
}

fn code(object: &Object) -> Option<CodeDemand> {
    json::flag(object, "needOtp").then(|| CodeDemand {
        kind: json::string(object, "otpType").and_then(code_kind),
        sms: json::flag(object, "canLoginBySms"),
        recovery_codes: json::flag(object, "canUseRecoveryCodes"),
        names_type: json::flag(object, "otpType"),
        bare: ["otpType", "canLoginBySms", "canUseRecoveryCodes"].iter().all(|key| !object.contains_key(*key)),
    })
}

fn code_kind(name: &str) -> Option<CodeKind> {
    match name.to_ascii_lowercase().as_str() {
        "totp" => Some(CodeKind::Totp),
        "hotp" => Some(CodeKind::Hotp),
        "push" => Some(CodeKind::Push),
        _ => None,
    }
}

/// `error.code` where `error` is an object (B12).
fn error_code(object: &Object) -> Option<&str> {
    object.get("error").and_then(|error| error.get("code")).and_then(Value::as_str)
}

/// The portal's words: `error_message`, else a string `error`, else the message of an `error` that is not about the code.
fn says(object: &Object, secrets: &[Secret]) -> Option<String> {
    let message = || {
        let text = object.get("error").and_then(|error| error.get("message")).and_then(Value::as_str)?;
        if error_code(object) == Some("WRONG_OTP") { None } else { clean::clean_text(text, secrets) }
    };
    let said = |key| json::said(object, key, secrets);
    said("error_message").or_else(|| said("error")).or_else(message)
}
