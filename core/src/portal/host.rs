//! Hosts: which are this device, which are private, which a portal may name (R15), and how people read them.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Whether the host is this device: `localhost` and below it, 127.0.0.0/8, ::1.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => under(name, "localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => v6_loopback(ip),
        None => false,
    }
}

/// Whether the host is in no public network: [`is_loopback`], private, link-local, shared or reserved addresses, names
/// without a dot, and names under `local`, `internal`, `lan`, `home.arpa`, `localdomain`. Nothing is looked up.
pub fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => private_name(name),
        Some(Host::Ipv4(ip)) => private_v4(ip),
        Some(Host::Ipv6(ip)) => private_v6(ip),
        None => true,
    }
}

/// Whether a portal may name this address (R15): a new address, a picture, a photo. https, or http on loopback where the
/// portal's own address is that; loopback only where the portal is loopback, private only where it is private; without
/// user name and password.
pub fn may_name(portal: &Url, named: &Url) -> bool {
    let same_origin = named.origin() == portal.origin();
    let plain = named.scheme() == "http" && portal.scheme() == "http" && is_loopback(portal) && is_loopback(named);
    let near = (!is_private(named) || is_private(portal)) && (!is_loopback(named) || is_loopback(portal));
    let bare = named.username().is_empty() && named.password().is_none();
    bare && (named.scheme() == "https" || plain) && (same_origin || near)
}

fn under(name: &str, top: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == top || name.strip_suffix(top).is_some_and(|rest| rest.ends_with('.'))
}

fn private_name(name: &str) -> bool {
    const TOPS: [&str; 6] = ["localhost", "local", "internal", "lan", "home.arpa", "localdomain"];
    !name.trim_end_matches('.').contains('.') || TOPS.iter().any(|top| under(name, top))
}

fn private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (b == 18 || b == 19))
}

/// IPv4 in its four IPv6 dresses: mapped, compatible, NAT64, 6to4.
fn v4_inside(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Some(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xFFFF, high, low] | [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => v4(high, low),
        [0, 0, 0, 0, 0, 0, high, low] if (high, low) > (0, 1) => v4(high, low),
        [0x2002, high, low, ..] => v4(high, low),
        _ => None,
    }
}

fn v6_loopback(ip: Ipv6Addr) -> bool {
    ip.is_loopback() || v4_inside(ip).is_some_and(|v4| v4.is_loopback())
}

fn private_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    v6_loopback(ip)
        || ip.is_unspecified()
        || ip.is_multicast()
        || (first & 0xFE00) == 0xFC00
        || (first & 0xFFC0) == 0xFE80
        || (first == 0x2001 && second == 0xDB8)
        || v4_inside(ip).is_some_and(private_v4)
}

/// The host as people read it, port left out. An international name is shown in its own letters only where every label
/// keeps to one script that cannot be taken for another; otherwise as punycode ("Look-alike hosts are shown as punycode"):
///
/// - Latin: a–z and the accented letters up to U+017F, without the few that pass for plain ones (dotless ı, ĸ, ŉ, ſ);
/// - Cyrillic or Greek: at least one letter of the label has no Latin look-alike (`яндекс`, but not `раураl`);
/// - Hangul; or Han with Hiragana and Katakana, without the signs that pass for a dash or a circle.
///
/// Every other script, right-to-left ones included, is shown as punycode: never wrong, only less pretty.
pub fn host_shown(url: &Url) -> String {
    let ascii = url.host_str().unwrap_or_default();
    if !ascii.split('.').any(|label| label.starts_with("xn--")) {
        return ascii.to_owned();
    }
    let (shown, read) = idna::domain_to_unicode(ascii);
    let returns = idna::domain_to_ascii(&shown).is_ok_and(|back| back == ascii);
    if read.is_ok() && returns && shown.split('.').all(plain_label) { shown } else { ascii.to_owned() }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hangul,
    Japanese,
}

fn plain_label(label: &str) -> bool {
    let letters = || label.chars().filter(|c| !c.is_ascii_digit() && *c != '-');
    let Some(first) = letters().next() else { return true };
    let Some(script) = script(first) else { return false };
    letters().all(|c| self::script(c) == Some(script)) && (!has_twins(script) || letters().any(no_twin))
}

fn script(c: char) -> Option<Script> {
    match c {
        '\u{131}' | '\u{138}' | '\u{149}' | '\u{17F}' | '\u{F7}' => None,
        'a'..='z' | '_' | '\u{DF}'..='\u{17F}' => Some(Script::Latin),
        '\u{430}'..='\u{45F}' => Some(Script::Cyrillic),
        '\u{3AC}'..='\u{3CE}' => Some(Script::Greek),
        '\u{AC00}'..='\u{D7A3}' => Some(Script::Hangul),
        '\u{3007}' | '\u{4E00}' | '\u{4E36}' | '\u{4E3F}' | '\u{30CE}' | '\u{30FC}' | '\u{30CB}' => None,
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' => Some(Script::Japanese),
        _ => None,
    }
}

/// Whether whole words of a script can look like Latin ones.
fn has_twins(script: Script) -> bool {
    match script {
        Script::Cyrillic | Script::Greek => true,
        Script::Latin | Script::Hangul | Script::Japanese => false,
    }
}

/// Letters that nobody takes for a Latin letter or a digit.
fn no_twin(c: char) -> bool {
    "джийлфцчшщыэюяђћљњџθλξπφψδζσς".contains(c)
}
