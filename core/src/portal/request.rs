//! Builds the requests of one portal, byte for byte as section X shows them. Pure: nothing is sent here.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use url::Url;
use zeroize::Zeroizing;

use super::checkout::MAX_CHECKOUT_BODY;
use super::cookies::in_cookies;
use super::device_name::header_device_name;
use super::form::{self, FormProblem};
use super::logout::MAX_LOGOUT_BODY;
use super::picture::{MAX_PICTURE_BODY, MAX_SID_BODY};
use super::push_otp::MAX_SMS_BODY;
use super::rest::MAX_REST_BODY;
use crate::secret::Secret;
use crate::transport::{Method, Request};

/// A checkout has 20 s of its own, whatever is left of a call.
pub const CHECKOUT_TIMEOUT: Duration = Duration::from_secs(20);
/// Discovery.
pub const DISCOVERY_TIMEOUT: Duration = Duration::from_secs(15);
/// A picture, or a new id for one.
pub const PICTURE_TIMEOUT: Duration = Duration::from_secs(15);
/// A REST call, unless the caller has less left.
pub const REST_TIMEOUT: Duration = Duration::from_secs(30);
/// A message with the code.
pub const SMS_TIMEOUT: Duration = Duration::from_secs(15);
/// The portal is told of a sign-out for at most 5 s (R4).
pub const LOGOUT_TIMEOUT: Duration = Duration::from_secs(5);

/// How the core names itself (B8). Without `BitrixMobile`: it does not claim to be the vendor's app.
pub const USER_AGENT: &str = "Portico/0.1";

const MAX_METHOD: usize = 128;
const FORM: &str = "application/x-www-form-urlencoded";

/// Why a request cannot be built. Nothing was sent and nothing is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestProblem {
    /// Basic splits login and password at the first colon (RFC 7617, P19): such a login cannot sign in this way.
    #[error("a login with a colon cannot be sent")]
    ColonInLogin,
    /// No name of a REST method.
    #[error("not a method")]
    Method,
    /// The parameters cannot be sent as a form.
    #[error(transparent)]
    Params(#[from] FormProblem),
}

/// What a checkout signs in with.
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// Login with the login password or the application password (B4).
    Basic {
        /// As typed; later the answer's `login` (Q11).
        login: String,
        /// Login password or application password.
        password: Secret,
    },
    /// The second factor, in the session of the first; no Basic (B10, B19, X7).
    Code {
        /// `USER_LOGIN`: without it 2025+ gives no keys back.
        login: String,
        /// `USER_OTP`: one-time or recovery code.
        code: Secret,
    },
    /// A hit hash, sent once (K2, Q14, X14).
    Hash {
        /// `bx_hit_hash`.
        hash: Secret,
        /// `intent`.
        intent: String,
    },
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Basic { .. } => "Basic(…)",
            Self::Code { .. } => "Code(…)",
            Self::Hash { .. } => "Hash(…)",
        })
    }
}

/// One checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutCall {
    /// What it signs in with.
    pub credential: Credential,
    /// `BX-APP-UUID` (Q11).
    pub device_id: String,
    /// `BX-DEVICE-NAME`, as people gave it: it is made fit for a header here. Needed where an application password may come.
    pub device_name: Option<String>,
    /// `BX-APP-PASS: mobile` (E2): with a login password and with the code after it. A hash always brings one (K2).
    pub want_app_password: bool,
    /// `captcha_sid` and `captcha_word`.
    pub captcha: Option<(String, String)>,
    /// The `Cookie` header of this account's jar (R6).
    pub cookies: Option<Secret>,
    /// `BX-MOBILE-BACKGROUND: true`: the user is not marked online.
    pub background: bool,
}

/// Discovery (A1, X1). Carries no device id (Q11) and no cookie.
pub fn discovery(portal: &Url) -> Request {
    let url = at(portal, "/mobile/", Some("mobile_action=checkout&servercheck=1"));
    get(url, Vec::new(), MAX_CHECKOUT_BODY, DISCOVERY_TIMEOUT)
}

/// Asks who is signed in in a session (B4: checkout only looks). Brings no application password (E2) and names no device.
pub fn who_am_i(portal: &Url, cookies: Option<Secret>) -> Request {
    let url = at(portal, "/mobile/", Some("mobile_action=checkout"));
    post(url, cookie_header(cookies.as_ref()), None, MAX_CHECKOUT_BODY, CHECKOUT_TIMEOUT)
}

/// Checkout (B1, X2, X5, X7, X10, X14). Never carries `sessid` (B10).
///
/// # Errors
/// [`RequestProblem::ColonInLogin`] for a login that Basic cannot carry.
pub fn checkout(portal: &Url, call: &CheckoutCall) -> Result<Request, RequestProblem> {
    let headers = checkout_headers(call)?;
    let fields = Zeroizing::new(checkout_fields(call));
    let secret = match &call.credential {
        Credential::Basic { password, .. } => password,
        Credential::Code { code, .. } => code,
        Credential::Hash { hash, .. } => hash,
    };
    let request = match &call.credential {
        Credential::Hash { .. } => {
            let query = Zeroizing::new(format!("mobile_action=checkout&{}", fields.as_str()));
            get(at(portal, "/mobile/", Some(&query)), headers, MAX_CHECKOUT_BODY, CHECKOUT_TIMEOUT)
        }
        Credential::Basic { .. } | Credential::Code { .. } => {
            let body = (!fields.is_empty()).then(|| Secret::from(fields.as_str()));
            let url = at(portal, "/mobile/", Some("mobile_action=checkout"));
            post(url, headers, body, MAX_CHECKOUT_BODY, CHECKOUT_TIMEOUT)
        }
    };
    Ok(hiding(request, [secret]))
}

/// A picture: at `captchaURL` where the portal named one (C5, P3), else in the mobile form of C1. Without cookies: the word
/// is kept by id.
pub fn picture(portal: &Url, sid: &str, url: Option<&Url>) -> Request {
    let query = form::encode([("captcha_sid", sid)]);
    let url = url.cloned().unwrap_or_else(|| at(portal, "/mobile/ajax.php", Some(&query)));
    get(url, Vec::new(), MAX_PICTURE_BODY, PICTURE_TIMEOUT)
}

/// A new picture id, without spending a try (C4).
pub fn new_sid(portal: &Url) -> Request {
    get(at(portal, "/bitrix/tools/ajax_captcha.php", None), Vec::new(), MAX_SID_BODY, PICTURE_TIMEOUT)
}

/// A REST call in the session (L1, X12). `params` become form fields as [`form::flatten`] says; `sessid` comes first, since
/// PHP drops what comes late. Method names have no case for portals and are sent in small letters.
///
/// # Errors
/// [`RequestProblem::Method`] and [`RequestProblem::Params`].
pub fn rest(portal: &Url, call: &RestCall<'_>) -> Result<Request, RequestProblem> {
    let method = method_name(call.method)?;
    let fields = form::flatten(call.params)?;
    // EXPOSE: the CSRF token goes into the body of a request to the portal that gave it (F3).
    let token = [("sessid", call.sessid.expose())];
    let mobile = if call.background { Some(("bx_mobile_background", "Y")) } else { None };
    let pairs = fields.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let body = form::encode(token.into_iter().chain(mobile).chain(pairs));
    let headers = cookie_header(call.cookies.as_ref());
    let url = at(portal, &format!("/rest/{method}.json"), None);
    Ok(hiding(post(url, headers, Some(Secret::new(body)), MAX_REST_BODY, call.timeout), [call.sessid]))
}

/// One REST call. Without `Debug`: what an app sends is its own affair (R5).
#[derive(Clone)]
pub struct RestCall<'a> {
    /// As `user.current`.
    pub method: &'a str,
    /// An object, or null for none.
    pub params: &'a Value,
    /// The CSRF token (F3).
    pub sessid: &'a Secret,
    /// The `Cookie` header of this account's jar.
    pub cookies: Option<Secret>,
    /// The user is not marked online (L1: `bx_mobile_background=Y`).
    pub background: bool,
    /// [`REST_TIMEOUT`], or what is left of the caller's time.
    pub timeout: Duration,
}

/// Asks the portal to send the code in a message (D12), in the session whose password was accepted. Without `BX-Ajax` it may
/// be redirected to a page (F4).
pub fn send_sms(portal: &Url, sessid: Option<&Secret>, cookies: Option<Secret>) -> Request {
    let mut headers = cookie_header(cookies.as_ref());
    headers.push(("BX-Ajax", Secret::from("true")));
    // EXPOSE: the CSRF token goes into the body of a request to the portal that gave it (F3).
    let body = form::encode([("sessid", sessid.map_or("", Secret::expose))]);
    let url = at(portal, "/bitrix/services/main/ajax.php", Some("action=security.PushOtp.sendSms"));
    hiding(post(url, headers, Some(Secret::new(body)), MAX_SMS_BODY, SMS_TIMEOUT), sessid)
}

/// A page of the event log (L4, P42), newest first: JSON both ways, and the CSRF token as a header (F3).
pub fn event_log(
    portal: &Url,
    (limit, offset): (u32, u32),
    sessid: &Secret,
    cookies: Option<Secret>,
    timeout: Duration,
) -> Request {
    let page = json!({"limit": limit, "offset": offset});
    let body = json!({"filter": [], "order": {"id": "DESC"}, "pagination": page}).to_string();
    let mut headers = cookie_header(cookies.as_ref());
    headers.push(("X-Bitrix-Csrf-Token", sessid.clone()));
    headers.push(("Content-Type", Secret::from("application/json")));
    let url = at(portal, "/rest/api/main.eventlog.list", None);
    let body = Some(Secret::new(body));
    hiding(finished(Method::Post, url, headers, body, MAX_REST_BODY, timeout), [sessid])
}

/// Tells the portal of a sign-out (E10, P5), with the open session only (R4).
pub fn logout(portal: &Url, device_id: &str, cookies: Option<Secret>) -> Request {
    let query = form::encode([("mobile_action", "logout"), ("uuid", device_id)]);
    let url = at(portal, "/mobile/ajax.php", Some(&query));
    get(url, cookie_header(cookies.as_ref()), MAX_LOGOUT_BODY, LOGOUT_TIMEOUT)
}

fn checkout_headers(call: &CheckoutCall) -> Result<Vec<(&'static str, Secret)>, RequestProblem> {
    let mut headers = cookie_header(call.cookies.as_ref());
    let by_hash = match &call.credential {
        Credential::Basic { login, password } => {
            headers.push(("Authorization", basic(login, password)?));
            false
        }
        Credential::Code { .. } => false,
        Credential::Hash { .. } => true,
    };
    if call.want_app_password && !by_hash {
        headers.push(("BX-APP-PASS", Secret::from("mobile")));
    }
    headers.push(("BX-APP-UUID", Secret::new(header_safe(&call.device_id))));
    if let Some(name) = &call.device_name {
        headers.push(("BX-DEVICE-NAME", Secret::new(header_device_name(name))));
    }
    if call.background {
        headers.push(("BX-MOBILE-BACKGROUND", Secret::from("true")));
    }
    Ok(headers)
}

fn checkout_fields(call: &CheckoutCall) -> String {
    let mut fields: Vec<(&str, &str)> = Vec::new();
    match &call.credential {
        Credential::Basic { .. } => {}
        // EXPOSE: the code goes into the body of the request it was typed for.
        Credential::Code { login, code } => fields.extend([
            ("AUTH_FORM", "Y"),
            ("TYPE", "OTP"),
            ("USER_LOGIN", login.as_str()),
            ("USER_OTP", code.expose()),
        ]),
        // EXPOSE: the hash goes into the query of the request it was made for (K2).
        Credential::Hash { hash, intent } => {
            fields.extend([("bx_hit_hash", hash.expose()), ("intent", intent.as_str())]);
        }
    }
    if let Some((sid, word)) = &call.captcha {
        fields.extend([("captcha_sid", sid.as_str()), ("captcha_word", word.as_str())]);
    }
    form::encode(fields)
}

/// `Basic` in UTF-8 (B4, B6).
fn basic(login: &str, password: &Secret) -> Result<Secret, RequestProblem> {
    if login.contains(':') {
        return Err(RequestProblem::ColonInLogin);
    }
    // EXPOSE: encoded for the Authorization header of this request.
    let pair = Zeroizing::new(format!("{login}:{}", password.expose()));
    let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
    Ok(Secret::new(format!("Basic {}", encoded.as_str())))
}

/// `[a-z0-9._]`, with a name in every part.
fn method_name(method: &str) -> Result<String, RequestProblem> {
    let name = method.to_ascii_lowercase();
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    if name.len() <= MAX_METHOD && name.split('.').all(part) { Ok(name) } else { Err(RequestProblem::Method) }
}

fn header_safe(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).take(128).collect()
}

pub(super) fn cookie_header(cookies: Option<&Secret>) -> Vec<(&'static str, Secret)> {
    cookies.filter(|cookies| !cookies.is_empty()).map(|cookies| ("Cookie", cookies.clone())).into_iter().collect()
}

/// An address of the portal. Only its origin counts: path and query of `portal` are replaced.
pub(super) fn at(portal: &Url, path: &str, query: Option<&str>) -> Url {
    let mut url = portal.clone();
    url.set_path(path);
    url.set_query(query);
    url.set_fragment(None);
    url
}

pub(super) fn get(url: Url, headers: Vec<(&'static str, Secret)>, max_body: usize, timeout: Duration) -> Request {
    finished(Method::Get, url, headers, None, max_body, timeout)
}

pub(super) fn post(
    url: Url,
    mut headers: Vec<(&'static str, Secret)>,
    body: Option<Secret>,
    max_body: usize,
    timeout: Duration,
) -> Request {
    if body.is_some() {
        headers.push(("Content-Type", Secret::from(FORM)));
    }
    finished(Method::Post, url, headers, body, max_body, timeout)
}

/// Under our name, and knowing what of its headers nobody may be shown.
fn finished(
    method: Method,
    url: Url,
    mut headers: Vec<(&'static str, Secret)>,
    body: Option<Secret>,
    max_body: usize,
    timeout: Duration,
) -> Request {
    // Nothing is unpacked here. Unsaid, a server may choose any coding (RFC 9110, 12.5.3).
    headers.push(("Accept-Encoding", Secret::from("identity")));
    headers.push(("User-Agent", Secret::from(USER_AGENT)));
    let secrets = headers.iter().flat_map(|(name, value)| in_header(name, value)).collect();
    Request { method, url, headers, body, max_body, timeout, secrets }
}

/// What stands behind `Basic`, and in cookies.
fn in_header(name: &str, value: &Secret) -> Vec<Secret> {
    // EXPOSE: taken apart, in memory.
    let value = value.expose();
    match name {
        "Authorization" => value.split_once(' ').map(|(_, token)| Secret::from(token)).into_iter().collect(),
        "Cookie" => in_cookies(value),
        _ => Vec::new(),
    }
}

/// The request, knowing that nobody may be shown these either.
pub(super) fn hiding<'a>(mut request: Request, secrets: impl IntoIterator<Item = &'a Secret>) -> Request {
    request.secrets.extend(secrets.into_iter().cloned());
    request
}
