//! Reading JSON as portals write it (Q7, P26): loosely in types, strictly in bounds (R14).

use serde_json::{Map, Value};
use url::Url;

use super::clean;
use super::host;
use crate::secret::Secret;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// The longest id, token or name of a session that is taken from an answer, in characters.
const MAX_ID: usize = 256;

/// The longest login; names of directories and e-mail addresses are shorter.
const MAX_LOGIN: usize = 255;

/// The longest address taken from an answer.
const MAX_URL: usize = 2048;

/// The body as one object, whatever the Content-Type says; `None` where it is larger than `limit`, cut off, nested deeper
/// than serde_json's 128 levels (R14), or anything but an object. A byte order mark and white space before it are accepted.
pub(super) fn object(body: &[u8], limit: usize) -> Option<Object> {
    if body.len() > limit {
        return None;
    }
    let body = body.trim_ascii_start();
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    match serde_json::from_slice(body).ok()? {
        Value::Object(object) => Some(object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
    }
}

/// PHP's idea of true, with `N` and `false` as what they mean.
pub(super) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64().is_some_and(|n| n != 0.0),
        Value::String(s) => !matches!(s.trim().to_ascii_lowercase().as_str(), "" | "0" | "n" | "no" | "false"),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}

/// Whether `key` is there and true.
pub(super) fn flag(object: &Object, key: &str) -> bool {
    object.get(key).is_some_and(truthy)
}

/// `key` as a bool, absent and null being `None`.
pub(super) fn maybe_flag(object: &Object, key: &str) -> Option<bool> {
    object.get(key).filter(|value| !value.is_null()).map(truthy)
}

/// `key` as a string.
pub(super) fn string<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// `key` as text, a string or a whole number (P26).
pub(super) fn text(object: &Object, key: &str) -> Option<String> {
    let value = object.get(key)?;
    let number = || value.as_u64().map(|n| n.to_string());
    value.as_str().map(str::to_owned).or_else(number)
}

/// `key` as an id: [`text`] that [`is_id`].
pub(super) fn id(object: &Object, key: &str) -> Option<String> {
    text(object, key).filter(|id| is_id(id))
}

/// Whether a text can be an id, a token or a CAPTCHA id: visible ASCII, not empty, bounded.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_ID && text.bytes().all(|b| b.is_ascii_graphic())
}

/// `login` to the letter, for later Basic sign-ins (Q11); no control characters, bounded.
pub(super) fn login(object: &Object, key: &str) -> Option<String> {
    let fits =
        |login: &String| !login.is_empty() && login.chars().count() <= MAX_LOGIN && !login.contains(char::is_control);
    text(object, key).filter(fits)
}

/// `key` as a text for people, which may repeat what the portal was sent.
pub(super) fn said(object: &Object, key: &str, secrets: &[Secret]) -> Option<String> {
    clean::clean_text(string(object, key)?, secrets)
}

/// `key` as an address made absolute against the portal, within R15; none where it shows a secret.
pub(super) fn address(object: &Object, key: &str, portal: &Url, secrets: &[Secret]) -> Option<Url> {
    let typed = string(object, key).map(str::trim)?;
    if typed.is_empty() || typed.len() > MAX_URL {
        return None;
    }
    portal.join(typed).ok().filter(|url| host::may_name(portal, url) && !clean::shows(url.as_str(), secrets))
}
