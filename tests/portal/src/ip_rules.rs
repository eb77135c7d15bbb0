//! Which addresses may work on the portal (N1).

use std::fmt;
use std::net::IpAddr;

/// One address or a range `a-b`, both ends included; CIDR is taken too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IpRange {
    first: IpAddr,
    last: IpAddr,
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

impl IpRange {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((network, bits)) = text.split_once('/') {
            return Self::of_network(network.trim().parse().ok()?, bits.trim().parse().ok()?);
        }
        let (first, last) = match text.split_once('-') {
            Some((first, last)) => (first.trim().parse().ok()?, last.trim().parse().ok()?),
            None => (text.parse().ok()?, text.parse().ok()?),
        };
        Self::between(first, last)
    }

    fn between(first: IpAddr, last: IpAddr) -> Option<Self> {
        let (first, last) = (first.to_canonical(), last.to_canonical());
        (first.is_ipv4() == last.is_ipv4() && first <= last).then_some(Self { first, last })
    }

    fn of_network(address: IpAddr, bits: u32) -> Option<Self> {
        match address {
            IpAddr::V4(v4) => {
                let host = u32::MAX.checked_shr(bits).unwrap_or(0);
                let low = u32::from(v4) & !host;
                (bits <= 32).then_some(Self { first: IpAddr::V4(low.into()), last: IpAddr::V4((low | host).into()) })
            }
            IpAddr::V6(v6) => {
                let host = u128::MAX.checked_shr(bits).unwrap_or(0);
                let low = u128::from(v6) & !host;
                (bits <= 128).then_some(Self { first: IpAddr::V6(low.into()), last: IpAddr::V6((low | host).into()) })
            }
        }
    }

    fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.first.is_ipv4() && self.first <= address && address <= self.last
    }
}

/// No range means no rule.
pub(crate) fn allows(rules: &[IpRange], address: IpAddr) -> bool {
    rules.is_empty() || rules.iter().any(|range| range.contains(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(rule: &str, address: &str) -> bool {
        allows(&[IpRange::parse(rule).unwrap()], address.parse().unwrap())
    }

    #[test]
    fn single_addresses_ranges_and_networks() {
        assert!(allowed("127.0.0.1", "127.0.0.1") && !allowed("127.0.0.1", "127.0.0.2"));
        assert!(allowed("10.0.0.5 - 10.0.0.9", "10.0.0.9") && !allowed("10.0.0.5-10.0.0.9", "10.0.0.10"));
        assert!(allowed("10.1.0.0/16", "10.1.255.255") && !allowed("10.1.0.0/16", "10.2.0.0"));
        assert!(allowed("0.0.0.0/0", "8.8.8.8") && !allowed("0.0.0.0/0", "::1"));
        assert!(allowed("2001:db8::/32", "2001:db8:1::1") && !allowed("fe80::1-fe80::5", "fe80::6"));
        assert!(allowed("127.0.0.1", "::ffff:127.0.0.1"));
    }

    #[test]
    fn an_empty_rule_allows_everyone_and_rubbish_is_no_rule() {
        assert!(allows(&[], "1.2.3.4".parse().unwrap()));
        for rubbish in ["", "a", "1.2.3", "1.2.3.4-::1", "9.9.9.9-1.1.1.1", "1.2.3.4/33", "::/129", "-"] {
            assert!(IpRange::parse(rubbish).is_none(), "{rubbish}");
        }
    }
}
