//! What people type or paste, and JSON that came whole.

use portico::portal::address::{read_address, typed_to_keep};
use portico::portal::clean::MAX_TEXT;
use portico::portal::event_log::read_items;
use portico::portal::form::{MAX_FIELDS, MAX_FORM, flatten};
use portico::portal::host::is_loopback;
use portico::portal::link;
use serde_json::Value;
use url::Url;

/// What is typed as a portal's address: one portal has one spelling, and reading that gives it again (pain 31).
pub(crate) fn address(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    for plain in [false, true] {
        let Ok(address) = read_address(&typed, plain) else { continue };
        assert_eq!(read_address(&address.origin, plain).map(|again| again.origin), Ok(address.origin.clone()));
        is_portals(&address.url, plain);
    }
    let kept = typed_to_keep(&typed);
    assert_eq!(typed_to_keep(&kept), kept, "what is kept holds nothing that may not be kept (R5)");
}

/// A link, or a text with one in it (section K): it leads to one origin, and reading that again finds the same portal.
pub(crate) fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for plain in [false, true] {
        let Some(at) = link::read(&text, plain).at else { continue };
        is_portals(&at, plain);
        assert_eq!(link::read(at.as_str(), plain).at.as_ref(), Some(&at), "the same portal again");
    }
}

/// Parameters of a REST call as a form (L1): what PHP reads of it is what was given, and never the session's token.
pub(crate) fn form(bytes: &[u8]) {
    let Ok(params) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(fields) = flatten(&params) else { return };
    assert!(fields.len() <= MAX_FIELDS);
    assert!(fields.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() <= MAX_FORM);
    let reserved = |name: &str| name.trim_start().split(['[', '\0']).next() == Some("sessid");
    assert!(!fields.iter().any(|(name, _)| reserved(name)), "the token is the core's own");
}

/// A page of the event log (L4).
pub(crate) fn event_log(bytes: &[u8]) {
    let Ok(result) = serde_json::from_slice::<Value>(bytes) else { return };
    let Some((all, items)) = read_items(&result) else { return };
    assert!(items.len() <= all);
    for item in items {
        assert!(item.device.is_none_or(|device| device.chars().count() <= MAX_TEXT));
        assert!(item.path.is_none_or(|path| !path.contains(['?', '#'])), "a query may hold anything");
        assert!(item.user.is_none_or(|user| user.bytes().all(|byte| byte.is_ascii_digit())), "no login (R5)");
    }
}

/// https, or http on loopback where that is allowed; bare.
fn is_portals(url: &Url, plain: bool) {
    assert!(url.scheme() == "https" || (plain && url.scheme() == "http" && is_loopback(url)), "{url}");
    assert_eq!((url.path(), url.query(), url.fragment()), ("/", None, None));
    assert!(url.username().is_empty() && url.password().is_none(), "no user name");
}
