//! A link taken apart, before anybody knows whether it is one.

use std::borrow::Cow;

use url::form_urlencoded;
use zeroize::Zeroizing;

use super::text::Piece;

/// Parameters of one link that are looked at.
const MAX_FIELDS: usize = 64;

/// The parts of a link.
pub(super) struct Parts<'a> {
    /// `http` or `https`, another scheme, or none.
    pub(super) scheme: Option<&'a str>,
    /// Host, port, and what stands before an `@`. Empty where there is none.
    pub(super) authority: &'a str,
    pub(super) path: &'a str,
    /// After the first `?`.
    pub(super) query: &'a str,
    pub(super) fragment: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes a text apart. A text without a scheme has an authority only where it looks like a host.
    pub(super) fn of(text: &'a str) -> Self {
        let (before, fragment) = text.split_once('#').unwrap_or((text, ""));
        let (front, query) = before.split_once('?').unwrap_or((before, ""));
        let (scheme, rest) = match front.split_once(':') {
            Some((scheme, rest)) if rest.starts_with(['/', '\\']) && is_scheme(scheme) => (Some(scheme), rest),
            Some(_) | None => (None, front),
        };
        let rest = rest.trim_start_matches(['/', '\\']);
        let authority = rest.split(['/', '\\']).next().unwrap_or_default();
        let path = rest.strip_prefix(authority).unwrap_or_default();
        if scheme.is_some() || is_host(authority) {
            return Self { scheme, authority, path, query, fragment };
        }
        // The raw forms of K1: parameters without a link around them.
        let query = if query.is_empty() || front.contains('=') { before } else { query };
        Self { scheme, authority: "", path: "", query, fragment }
    }

    /// Its parameters, decoded once.
    pub(super) fn fields(&self) -> Vec<(String, Piece)> {
        let pairs = |text: &'a str| form_urlencoded::parse(text.as_bytes()).take(MAX_FIELDS);
        let own = |(name, value): (Cow<'_, str>, Cow<'_, str>)| {
            (name.to_ascii_lowercase(), Zeroizing::new(value.into_owned()))
        };
        let fragment = if self.fragment.contains('=') { self.fragment } else { "" };
        let fragment = fragment.rsplit('?').next().unwrap_or_default();
        pairs(self.query).chain(pairs(fragment)).map(own).collect()
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Whether a word without a scheme is meant as a host: `portal.example`, `portal:8443`, but no e-mail and no `e.g`, and no page
/// (`index.php`), where a line was broken before it.
fn is_host(word: &str) -> bool {
    if word.contains(['@', ';', '=', '%', ',']) {
        return false;
    }
    let (name, port) = match word.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => (name, true),
        Some(_) | None => (word, false),
    };
    let last = name.trim_end_matches('.').rsplit(['.', '。']).next().unwrap_or_default();
    let dotted = name.contains(['.', '。']) && last.chars().count() >= 2 && !last.eq_ignore_ascii_case("php");
    let address = name.parse::<std::net::Ipv4Addr>().is_ok() || name.starts_with('[');
    (dotted && last.chars().all(char::is_alphanumeric)) || port || address || name.eq_ignore_ascii_case("localhost")
}
