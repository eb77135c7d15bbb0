//! What people type, made one origin (pain 31): every spelling of one portal gives the same text, and reading that text
//! again gives it once more. No network.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::clean::invisible;
use super::host;

/// The longest text that is read, in characters.
pub const MAX_TYPED: usize = 2048;

/// The longest name of a host (RFC 1035).
const MAX_HOST: usize = 253;

/// One portal's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalAddress {
    /// Scheme, host and port where it is not the usual one, as `https://portal.example:8443`. The key of a portal.
    pub origin: String,
    /// The same as an address with the path `/`.
    pub url: Url,
    /// The host as people read it: [`host::host_shown`].
    pub host_shown: String,
    /// Whether the typed text may hold a secret (`user:password@`, a pasted link; an e-mail address is none): then keep only
    /// the origin (R5).
    pub holds_secret: bool,
}

/// Why a typed text is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Nothing was typed.
    #[error("no address")]
    Empty,
    /// More than [`MAX_TYPED`] characters.
    #[error("the address is too long")]
    TooLong,
    /// No host can be read from it.
    #[error("not an address")]
    Unreadable,
    /// One word that may as well be a secret (R5). With `https://` in front it is an address.
    #[error("it may be a secret")]
    MayBeSecret,
    /// Plain http was typed for a host that is not allowed it.
    #[error("the address is not secure")]
    NotSecure {
        /// The same host with https: what to offer instead.
        https: String,
    },
    /// Another scheme than http and https was typed.
    #[error("not a web address")]
    OtherScheme,
}

/// Reads what was typed into the address field. https where no scheme is typed, on loopback too; `http://` only for
/// loopback hosts, and only with `allow_plain_loopback`. Path, query, fragment, user name and password are dropped. A word that
/// looks like a secret is no host until a scheme says so: a host is looked up, and written down.
///
/// # Errors
/// [`AddressProblem`], which never repeats what was typed.
pub fn read_address(typed: &str, allow_plain_loopback: bool) -> Result<PortalAddress, AddressProblem> {
    if typed.chars().nth(MAX_TYPED).is_some() {
        return Err(AddressProblem::TooLong);
    }
    let text = tidy(typed);
    if text.is_empty() {
        return Err(AddressProblem::Empty);
    }
    let (scheme, rest) = split_scheme(&text);
    let (authority, after) = split_authority(rest);
    let host_and_port = drop_user(authority, after)?;
    let plain = match scheme {
        Scheme::Http => true,
        Scheme::Https | Scheme::None => false,
        Scheme::Other => return Err(AddressProblem::OtherScheme),
    };
    let https = origin_url("https", host_and_port, plain)?;
    if is_lone_word(&text) {
        return Err(AddressProblem::MayBeSecret);
    }
    if !plain {
        return Ok(address(https, holds_secret(&text)));
    }
    if !(allow_plain_loopback && host::is_loopback(&https)) {
        return Err(AddressProblem::NotSecure { https: https.origin().ascii_serialization() });
    }
    Ok(address(origin_url("http", host_and_port, false)?, holds_secret(&text)))
}

/// What may be kept of a typed address (R5): the text to the letter; where it may hold a secret its origin; nothing where
/// then no origin can be read, or the text is too long.
pub fn typed_to_keep(typed: &str) -> String {
    if typed.chars().nth(MAX_TYPED).is_some() {
        return String::new();
    }
    let (text, read) = (tidy(typed), read_address(typed, true));
    let may_be_anything = matches!(read, Err(AddressProblem::Unreadable)) && !is_harmless(&text);
    if !holds_secret(&text) && !may_be_anything {
        return typed.to_owned();
    }
    match read {
        Ok(address) => address.origin,
        Err(AddressProblem::NotSecure { https }) => https.replacen("https:", "http:", 1),
        Err(
            AddressProblem::Empty
            | AddressProblem::TooLong
            | AddressProblem::Unreadable
            | AddressProblem::MayBeSecret
            | AddressProblem::OtherScheme,
        ) => String::new(),
    }
}

/// `user:password`, with its `@host` or before that is typed: a colon, and behind it more than a port.
pub(crate) fn half_a_user(typed: &str) -> bool {
    let rest = typed.rsplit_once("://").map_or(typed, |(_, rest)| rest);
    let (host, _) = split_authority(rest);
    host.split_once(':').is_some_and(|(name, port)| {
        let name_is_scheme = matches!(name.trim().to_ascii_lowercase().as_str(), "http" | "https");
        let is_ipv6 = name.starts_with('[') || host.trim().parse::<Ipv6Addr>().is_ok();
        !name_is_scheme && !is_ipv6 && !port.trim().bytes().all(|b| b.is_ascii_digit())
    })
}

fn address(url: Url, holds_secret: bool) -> PortalAddress {
    let origin = url.origin().ascii_serialization();
    PortalAddress { origin, host_shown: host::host_shown(&url), url, holds_secret }
}

/// Invisible characters go wherever they are, blanks and wrapping signs at the ends; back-slashes become slashes. What parts
/// words goes on parting them: glued together, an address and the password below it would be one host.
fn tidy(typed: &str) -> String {
    let seen = typed.chars().filter(|c| c.is_whitespace() || !invisible(*c));
    let seen: String = seen.map(|c| if c == '\\' { '/' } else { c }).collect();
    let wrapping =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '«' | '»' | '“' | '”' | '„' | '`');
    seen.trim_matches(wrapping).trim_end_matches(|c: char| wrapping(c) || matches!(c, ',' | ';')).to_owned()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    None,
    Http,
    Https,
    Other,
}

/// Takes the scheme off, several where one was pasted behind another (the last counts), and every slash after it. `https:`
/// with any number of slashes, and `https//` with the colon forgotten, are taken for what is meant.
fn split_scheme(text: &str) -> (Scheme, &str) {
    let mut scheme = Scheme::None;
    let mut rest = text.strip_prefix("://").unwrap_or(text).trim_start_matches('/');
    loop {
        let (name, after) = match rest.split_once([':', '/']) {
            Some((name, after)) => (name, after),
            None => return (scheme, rest),
        };
        let colon = rest.strip_prefix(name).is_some_and(|tail| tail.starts_with(':'));
        let known = match name.to_ascii_lowercase().as_str() {
            "https" if colon || after.starts_with('/') => Scheme::Https,
            "http" if colon || after.starts_with('/') => Scheme::Http,
            _ if colon && after.starts_with("//") => return (Scheme::Other, rest),
            _ => return (scheme, rest),
        };
        scheme = known;
        let after = after.strip_prefix("://").unwrap_or(after);
        rest = after.trim_start_matches(|c: char| c == '/' || c.is_whitespace());
    }
}

/// The part that names the host, and what follows it.
fn split_authority(rest: &str) -> (&str, &str) {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (authority, rest.strip_prefix(authority).unwrap_or_default())
}

/// The authority without `user:password@`. A password with a slash or a question mark in it cuts the authority short; what
/// may be half a password is no host.
fn drop_user<'a>(authority: &'a str, after: &str) -> Result<&'a str, AddressProblem> {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let cut_short = after.contains('@') && (authority.contains(['@', ':']) || !host.contains('.'));
    if cut_short { Err(AddressProblem::Unreadable) } else { Ok(host.trim()) }
}

/// The address of a host and port. `other_scheme`: the port was typed for http, so 80 means none.
fn origin_url(scheme: &str, host_and_port: &str, other_scheme: bool) -> Result<Url, AddressProblem> {
    let (host, port) = split_port(host_and_port)?;
    let port = port.filter(|port| !(other_scheme && *port == 80));
    let host = host_text(host)?;
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Url::parse(&format!("{scheme}://{host}{port}/")).map_err(|_| AddressProblem::Unreadable)
}

/// Host and port. An IPv6 address may come without its brackets; then it has no port.
fn split_port(text: &str) -> Result<(&str, Option<u16>), AddressProblem> {
    let text = text.trim_end_matches(['.', '。']).trim();
    if text.parse::<Ipv6Addr>().is_ok() {
        return Ok((text, None));
    }
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.trim()),
        _ => (text, ""),
    };
    let digits = port.bytes().all(|b| b.is_ascii_digit());
    let number =
        if port.is_empty() { None } else { Some(port.parse::<u16>().map_err(|_| AddressProblem::Unreadable)?) };
    if digits && number != Some(0) { Ok((host.trim(), number)) } else { Err(AddressProblem::Unreadable) }
}

/// The host in its one spelling: lower case, punycode, no dot at the end, IPv6 in brackets. Stricter than a browser: no
/// number that a browser would make an IPv4 address of, no label with signs in it.
fn host_text(typed: &str) -> Result<String, AddressProblem> {
    let bare = typed.trim_start_matches('[').trim_end_matches(']');
    if let Ok(ip) = bare.parse::<Ipv6Addr>() {
        return Ok(format!("[{ip}]"));
    }
    match Host::parse(typed).map_err(|_| AddressProblem::Unreadable)? {
        Host::Domain(name) => domain_text(&name),
        Host::Ipv4(ip) if same_spelling(typed, ip) => Ok(ip.to_string()),
        Host::Ipv4(_) | Host::Ipv6(_) => Err(AddressProblem::Unreadable),
    }
}

fn same_spelling(typed: &str, ip: Ipv4Addr) -> bool {
    typed.trim_end_matches('.') == ip.to_string()
}

fn domain_text(name: &str) -> Result<String, AddressProblem> {
    let name = name.trim_end_matches('.');
    let plain = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    // Half an address; with a port it would be read as a scheme the next time.
    let is_scheme = matches!(name, "http" | "https");
    // A dot taken off can leave what a browser reads as a number (`1.`, `0x7f.`); read it once more.
    let still_a_name = matches!(Host::parse(name), Ok(Host::Domain(again)) if again == name);
    if !is_scheme && name.len() <= MAX_HOST && name.split('.').all(plain) && still_a_name {
        Ok(name.to_owned())
    } else {
        Err(AddressProblem::Unreadable)
    }
}

/// Whether a tidied text may hold a secret (R5): a password behind a name or before an `@`, a query or a fragment (hash,
/// checkword, intent, token; a pasted link is one), a part of the path as long and mixed as a token, or in the host's place
/// `intent;hash` (K1) or a lone word. Too careful rather than too little.
fn holds_secret(text: &str) -> bool {
    let (_, rest) = split_scheme(text);
    let (authority, after) = split_authority(rest);
    let token = |part: &str| {
        let long = part.len() >= MIN_TOKEN && part.contains(|c: char| c.is_ascii_digit());
        part.contains([';', '=']) || part.contains(char::is_whitespace) || part.contains("%3") || long || is_mixed(part)
    };
    let asks = after.split_once(['?', '#']).is_some_and(|(_, query)| !query.is_empty());
    half_a_user(authority.rsplit_once('@').map_or(text, |(_, host)| host))
        || password_before_at(authority)
        || after.contains('@')
        || asks
        || after.split('/').any(token)
        || host_of(text).contains([';', '='])
        || is_lone_word(text)
}

/// Whether what is no address is no secret either: an address with a slip in it, or words as people write them. Several lines
/// are a note, of whatever; where there are several words, one with a digit may be the password.
fn is_harmless(text: &str) -> bool {
    let several = text.contains(char::is_whitespace);
    let part = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '/' | '@' | '_');
    let plain = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let may_be_password = is_mixed(word) || (several && digits > 0 && digits < word.len());
        word.chars().all(|c| c.is_alphanumeric() || c == '-') && !may_be_password && digits < MIN_CODE
    };
    !text.contains(char::is_control) && text.split(part).all(plain)
}

/// Capitals, small letters and digits in one word: how passwords look.
pub(crate) fn is_mixed(word: &str) -> bool {
    let has = |kind: fn(char) -> bool| word.contains(kind);
    has(char::is_uppercase) && has(char::is_lowercase) && has(|c| c.is_ascii_digit())
}

/// `user:password@host`, or half of it: a name alone is how people write their e-mail address. A second `@` may be of a
/// password, and so may be what has no host behind it.
fn password_before_at(authority: &str) -> bool {
    let Some((user, host)) = authority.rsplit_once('@') else { return false };
    let password = user.split_once(':').is_some_and(|(_, password)| !password.is_empty());
    password || user.contains('@') || host.is_empty()
}

/// The shortest text that is taken for a token: an application password has 16 letters (E1), a hash 32 (K2).
const MIN_TOKEN: usize = 16;

/// The shortest run of digits that is taken for a code (H).
const MIN_CODE: usize = 6;

/// Whether one word that may be a secret stands in the host's place, pasted into the wrong field: as long as an application
/// password or a hash, mixed like a password, or with an `@` before it. What has a scheme or a port is meant as an
/// address, and small letters joined by hyphens are how people name hosts.
fn is_lone_word(text: &str) -> bool {
    let (scheme, rest) = split_scheme(text);
    let host = host_of(text);
    let lone = scheme == Scheme::None && !host.is_empty() && !host.contains(['.', '%', ':', '。']);
    let named = host.contains('-') && host.chars().all(|c| c == '-' || c.is_lowercase());
    let long = host.chars().count() >= MIN_TOKEN && !named;
    lone && (long || is_mixed(host) || split_authority(rest).0.contains('@'))
}

/// What stands in the host's place of a tidied text.
fn host_of(text: &str) -> &str {
    let (_, rest) = split_scheme(text);
    let (authority, _) = split_authority(rest);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host).trim_end_matches(':')
}
