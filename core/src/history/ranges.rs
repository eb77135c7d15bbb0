//! The addresses that a company allows, as its administrator writes them (N1): one address, `a-b`, or a network in CIDR form.

use std::net::IpAddr;

/// What was given, each part read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed(Vec<Range>);

/// From first to last, both included. Addresses are numbers, so that IPv4 and IPv6 are one matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    v6: bool,
    first: u128,
    last: u128,
}

impl Allowed {
    /// Reads the parts. Errors: which, counted from 1, is no address, range or network; its text may be anything (R5). Nothing
    /// given allows nothing.
    pub fn read<'a>(parts: impl IntoIterator<Item = &'a str>) -> Result<Self, usize> {
        let ranges = parts.into_iter().zip(1..).map(|(part, place)| Range::read(part.trim()).ok_or(place));
        ranges.collect::<Result<_, _>>().map(Self)
    }

    /// Whether an address is in one of them; `None` where the text is no address.
    pub fn contains(&self, address: &str) -> Option<bool> {
        let (v6, number) = number(address.trim())?;
        Some(self.0.iter().any(|range| range.v6 == v6 && (range.first..=range.last).contains(&number)))
    }
}

impl Range {
    fn read(part: &str) -> Option<Self> {
        if let Some((network, bits)) = part.split_once('/') {
            return Self::network(network.trim(), bits.trim());
        }
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let ((v6, first), (same, last)) = (number(first.trim())?, number(last.trim())?);
        (v6 == same && first <= last).then_some(Self { v6, first, last })
    }

    fn network(address: &str, bits: &str) -> Option<Self> {
        let (v6, within) = number(address)?;
        let width: u32 = if v6 { 128 } else { 32 };
        // `+8` is a number to Rust and a mistake to an administrator.
        let digits = !bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit());
        let bits: u32 = bits.parse().ok().filter(|bits| digits && *bits <= width)?;
        let hosts = u128::MAX.checked_shr(128 - (width - bits)).unwrap_or(0);
        Some(Self { v6, first: within & !hosts, last: within | hosts })
    }
}

/// IPv4 written as IPv6 (`::ffff:…`) is IPv4.
fn number(text: &str) -> Option<(bool, u128)> {
    match text.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => Some((false, u128::from(u32::from(address)))),
        IpAddr::V6(address) => Some((true, u128::from(address))),
    }
}
