use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use time::macros::datetime;

use super::outside::{Seen, reason};
use super::ranges::Allowed;
use crate::portal::event_log::LogItem;
use crate::records::OutsideReason;
use crate::store::documents::Happened;

fn allows(parts: &[&str], address: &str) -> Option<bool> {
    Allowed::read(parts.iter().copied()).unwrap().contains(address)
}

#[test]
fn addresses_ranges_and_networks_are_read_as_administrators_write_them() {
    for (parts, inside, outside) in [
        (&["192.0.2.7"][..], "192.0.2.7", "192.0.2.8"),
        (&["192.0.2.7-192.0.2.9"], "192.0.2.9", "192.0.2.10"),
        (&[" 192.0.2.7 - 192.0.2.9 "], "192.0.2.7", "192.0.2.6"),
        (&["192.0.2.130/25"], "192.0.2.128", "192.0.2.127"),
        (&["10.0.0.0/8", "2001:db8::/32"], "2001:db8:ffff::1", "2001:db9::"),
        (&["2001:db8::5-2001:db8::a"], "2001:DB8::7", "2001:db8::b"),
        (&["0.0.0.0/0"], "203.0.113.9", "::1"),
        (&["::/0"], "::1", "203.0.113.9"),
        (&["::ffff:192.0.2.7"], "192.0.2.7", "192.0.2.8"),
        (&["192.0.2.7/32"], "::ffff:192.0.2.7", "192.0.2.6"),
    ] {
        assert_eq!((allows(parts, inside), allows(parts, outside)), (Some(true), Some(false)), "{parts:?}");
    }
    assert_eq!(allows(&[], "192.0.2.7"), Some(false), "nothing is allowed where nothing is named");
    assert_eq!(allows(&["192.0.2.7"], "not an address"), None);
}

#[test]
fn what_is_no_range_is_named_by_its_place() {
    let wrong = [
        "",
        "a",
        "192.0.2",
        "192.0.2.9-192.0.2.7",
        "192.0.2.7-2001:db8::",
        "192.0.2.7/33",
        "192.0.2.7/",
        "192.0.2.7/+8",
        "2001:db8::/129",
        "-",
        "1-2-3",
        "192.0.2.*",
    ];
    for part in wrong {
        assert_eq!(Allowed::read(["192.0.2.7", part]), Err(2));
    }
}

fn v4() -> impl Strategy<Value = u32> {
    prop_oneof![any::<u32>(), 0xC000_0200_u32..0xC000_0300]
}

proptest! {
    #[test]
    fn a_range_holds_its_ends_and_what_lies_between(a in v4(), b in v4(), at in v4()) {
        let (first, last) = (a.min(b), a.max(b));
        let shown = |n: u32| Ipv4Addr::from(n).to_string();
        let allowed = Allowed::read([format!("{}-{}", shown(first), shown(last)).as_str()]).unwrap();
        prop_assert_eq!(allowed.contains(&shown(at)), Some((first..=last).contains(&at)));
        prop_assert_eq!(allowed.contains(&shown(first)), Some(true));
        prop_assert_eq!(allowed.contains(&shown(last)), Some(true));
    }

    #[test]
    fn a_network_is_what_shares_its_first_bits(network in any::<u128>(), bits in 0u32..=128, at in any::<u128>(), near in 0u32..128) {
        let shown = |n: u128| Ipv6Addr::from(n).to_string();
        // An address that reads as IPv4 is one.
        prop_assume!(Ipv6Addr::from(network).to_ipv4_mapped().is_none());
        let allowed = Allowed::read([format!("{}/{bits}", shown(network)).as_str()]).unwrap();
        for at in [at, network ^ (1 << near)] {
            prop_assume!(Ipv6Addr::from(at).to_ipv4_mapped().is_none());
            let same = bits == 0 || (at ^ network).leading_zeros() >= bits;
            prop_assert_eq!(allowed.contains(&shown(at)), Some(same));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,40}") {
        let _ = Allowed::read([text.as_str()]).map(|allowed| allowed.contains(&text));
    }
}

fn item(path: &str, device: &str, event: &str, user: &str) -> LogItem {
    LogItem {
        at: datetime!(2026-11-22 21:00 UTC),
        event: event.to_owned(),
        address: Some("203.0.113.9".to_owned()),
        device: Some(device.to_owned()),
        user: Some(user.to_owned()),
        path: Some(path.to_owned()),
    }
}

fn blocked(since: Option<i64>, at: i64) -> Happened {
    let minute = |minutes: i64| datetime!(2026-11-22 21:00 UTC) + time::Duration::minutes(minutes);
    Happened {
        at: minute(at),
        since: since.map(minute),
        times: 1,
        event: "blocked".to_owned(),
        code: Some("not_allowed_here".to_owned()),
        address: None,
    }
}

/// S5, and that this phone's own entry speaks only of its own employee at that time.
#[test]
fn each_reason_of_the_article_is_told_from_what_can_be_seen() {
    let none = Seen { own: Some("17"), happened: &[] };
    let of = |path, device| reason(&item(path, device, "user_authorize", "18"), &none);
    assert_eq!(of("/rest/crm.lead.list.json", "curl"), Some(OutsideReason::RestOnBehalf));
    assert_eq!(of("/bitrix/services/rest/index.php", ""), Some(OutsideReason::RestOnBehalf));
    assert_eq!(of("/mobile/", ""), Some(OutsideReason::MobileApp));
    assert_eq!(of("/", "WKWebView/BitrixMobile"), Some(OutsideReason::MobileApp));
    assert_eq!(of("/auth/", "Firefox"), Some(OutsideReason::Outside));
    assert_eq!(reason(&item("/rest/x", "", "user_login", "18"), &none), None, "a failed one needs no reason");
    for (happened, user, noticed) in [
        (blocked(None, 4), "17", true),
        (blocked(None, -5), "17", true),
        (blocked(None, 6), "17", false),
        (blocked(Some(-60), 60), "17", true),
        (blocked(None, 0), "18", false),
        (Happened { code: Some("portal_moved".to_owned()), ..blocked(None, 0) }, "17", false),
    ] {
        let seen = Seen { own: Some("17"), happened: std::slice::from_ref(&happened) };
        let told =
            reason(&item("/mobile/", "", "user_authorize", user), &seen) == Some(OutsideReason::NoticeYetSuccess);
        assert_eq!(told, noticed, "{user} {happened:?}");
    }
    let nobody = Seen { own: None, happened: &[blocked(None, 0)] };
    let unknown = LogItem { user: None, ..item("/mobile/", "", "user_authorize", "") };
    assert_eq!(reason(&unknown, &nobody), Some(OutsideReason::MobileApp), "two unknowns are not the same one");
}
