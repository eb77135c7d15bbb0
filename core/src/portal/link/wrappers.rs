//! Links around links: what mail programs and carriers put around a link so that they see the click. Their target is read out of
//! their text. They are never fetched (K1): that would spend the link, or tell a stranger.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;
use zeroize::Zeroizing;

use super::parts::Parts;
use super::text::Piece;

/// Hosts, with all below them, that do nothing but carry a link: mail filters, page.link (K1), search and social sites, and
/// short links, whose target cannot be seen.
const KNOWN: [&str; 27] = [
    "page.link",
    "safelinks.protection.outlook.com",
    "safelinks.protection.office365.us",
    "urldefense.proofpoint.com",
    "urldefense.com",
    "urldefense.us",
    "mimecast.com",
    "mimecastprotect.com",
    "linkprotect.cudasvc.com",
    "secure-web.cisco.com",
    "ctp.trendmicro.com",
    "protection.sophos.com",
    "l.facebook.com",
    "l.instagram.com",
    "away.vk.com",
    "checklink.mail.ru",
    "r.mail.ru",
    "sba.yandex.ru",
    "sba.yandex.net",
    "bit.ly",
    "t.co",
    "tinyurl.com",
    "goo.gl",
    "is.gd",
    "clck.ru",
    "vk.cc",
    "cutt.ly",
];

/// Links that one wrapper may name.
const MAX_CARRIED: usize = 4;
/// How often a link may be percent-encoded over.
const MAX_ENCODED: usize = 3;

/// Whether a host is known for carrying other people's links.
pub(super) fn is_known(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let under = |top: &&str| host == *top || host.strip_suffix(*top).is_some_and(|rest| rest.ends_with('.'));
    let google = (host.starts_with("www.google.") || host.starts_with("google.")) && host.split('.').count() <= 4;
    google || KNOWN.iter().any(under) || host == "vk.com"
}

/// The links that a link carries. `known`: its host is known for it.
pub(super) fn carried(text: &str, known: bool) -> Vec<Piece> {
    let text = undone(Zeroizing::new(text.to_owned()));
    let parts = Parts::of(&text);
    let mut all = Vec::new();
    if known {
        all.extend(proofpoint_3(&text));
        all.extend(proofpoint_2(&parts));
        all.extend(in_path(&parts));
    }
    for (name, value) in parts.fields() {
        let value = undone(value);
        // K1: `link=<host>/?intent=…` may come without a scheme.
        if is_web(&value) || (name == "link" && !Parts::of(&value).authority.is_empty()) {
            all.push(value);
        }
    }
    all.extend(unencoded(parts.query));
    all.truncate(MAX_CARRIED);
    all
}

fn is_web(text: &str) -> bool {
    let front: String = text.chars().take(8).collect::<String>().to_ascii_lowercase();
    front.starts_with("http://") || front == "https://"
}

/// A link that was encoded whole, maybe more than once.
pub(super) fn undone(value: Piece) -> Piece {
    let mut value = value;
    for _ in 0..MAX_ENCODED {
        let lower = value.get(..14).unwrap_or_default().to_ascii_lowercase();
        if !lower.starts_with("http%") && !lower.starts_with("https%") {
            break;
        }
        value = percent_decoded(&value);
    }
    value
}

/// `?q=https://portal.example/?a=1&b=2`: where nobody encoded it, all the rest belongs to it.
fn unencoded(query: &str) -> Option<Piece> {
    let lower = query.to_ascii_lowercase();
    let at = ["https://", "http://"].iter().filter_map(|scheme| lower.find(scheme)).min()?;
    query.get(at..).map(|rest| Zeroizing::new(rest.to_owned()))
}

/// Cisco and others: the link is a part of the path, encoded.
fn in_path(parts: &Parts<'_>) -> Option<Piece> {
    let encoded = parts.path.split('/').find(|part| {
        part.to_ascii_lowercase().starts_with("http%") || part.to_ascii_lowercase().starts_with("https%")
    })?;
    Some(undone(Zeroizing::new(encoded.to_owned())))
}

/// `u=https-3A__portal.example_-3F…`: `-` stands for `%` and `_` for `/`.
fn proofpoint_2(parts: &Parts<'_>) -> Option<Piece> {
    let value = parts.fields().into_iter().find(|(name, _)| name == "u").map(|(_, value)| value)?;
    let lower = value.to_ascii_lowercase();
    let form = lower.starts_with("http-3a__") || lower.starts_with("https-3a__");
    form.then(|| percent_decoded(&Zeroizing::new(value.replace('-', "%").replace('_', "/"))))
}

/// `/v3/__https://portal.example/?a=*b__;Iw!!…`: each `*` stands for a character of the Base64 after `;`, `**x` for a run.
fn proofpoint_3(text: &str) -> Option<Piece> {
    let (_, rest) = text.split_once("/v3/__")?;
    let (link, tail) = rest.rsplit_once("__;")?;
    let encoded = tail.split('!').next().unwrap_or_default();
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(encoded.trim_end_matches('=')).unwrap_or_default());
    let replaced = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    let mut replaced = replaced.chars();
    let mut link_again = Zeroizing::new(String::with_capacity(link.len()));
    let mut chars = link.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '*' {
            link_again.push(c);
            continue;
        }
        let run = if chars.next_if_eq(&'*').is_some() { chars.next().and_then(run_length).unwrap_or(1) } else { 1 };
        (0..run).filter_map(|_| replaced.next()).for_each(|c| link_again.push(c));
    }
    // Some of their programs drop one of the two slashes.
    if !link_again.contains("://") && link_again.contains(":/") {
        link_again = Zeroizing::new(link_again.replacen(":/", "://", 1));
    }
    Some(link_again)
}

/// `A` is two, `B` three, and so on through their Base64 alphabet.
fn run_length(c: char) -> Option<usize> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    ALPHABET.chars().position(|known| known == c).map(|at| at + 2)
}

/// `%41` to `A`, once. What is no such pair stays; what is no UTF-8 is replaced.
pub(super) fn percent_decoded(text: &str) -> Piece {
    let hex = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [high, low, tail @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push(hex(*high).unwrap_or_default() << 4 | hex(*low).unwrap_or_default());
                rest = tail;
            }
            (byte, tail) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}
