use proptest::prelude::*;

use super::{now, portal, url};
use crate::portal::cookies::{Jar, MAX_COOKIES, MAX_HEADER};
use crate::secret::Secret;

const MOBILE: &str = "https://portal.example/mobile/?mobile_action=checkout";

fn set(jar: &mut Jar, at: &str, cookies: &[&str]) {
    let headers: Vec<_> = cookies.iter().map(|c| ("set-cookie".to_owned(), (*c).to_owned())).collect();
    jar.take(&url(at), &headers, now());
}

fn header(jar: &Jar, at: &str) -> Option<String> {
    jar.header(&url(at)).map(|header| header.expose().to_owned())
}

fn jar_with(cookies: &[&str]) -> Jar {
    let mut jar = Jar::new(&portal());
    set(&mut jar, MOBILE, cookies);
    jar
}

#[test]
fn x2_session_cookie_goes_back() {
    let jar = jar_with(&["PHPSESSID=s2b8p4q1; Path=/; HttpOnly"]);
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=s2b8p4q1"));
    assert_eq!(header(&jar, "https://portal.example/rest/profile.json").as_deref(), Some("PHPSESSID=s2b8p4q1"));
    assert_eq!(header(&Jar::new(&portal()), MOBILE), None);
}

/// R6: other origins set none and get none.
#[test]
fn nothing_leaves_the_origin() {
    let mut jar = jar_with(&[
        "PHPSESSID=a; Path=/; Domain=.example",
        "B=1; Domain=portal.example; Path=/",
        "C=1; Domain=evil.com; Path=/",
    ]);
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=a; B=1"));
    for other in [
        "https://other.example/mobile/",
        "https://sub.portal.example/mobile/",
        "https://portal.example:8443/mobile/",
        "http://portal.example/mobile/",
        "https://example/",
    ] {
        assert_eq!(header(&jar, other), None, "{other}");
        set(&mut jar, other, &["PHPSESSID=evil; Path=/"]);
    }
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=a; B=1"));
}

/// Q10: always the newest.
#[test]
fn newest_replaces_and_deletion_deletes() {
    let mut jar = jar_with(&["PHPSESSID=a; Path=/", "PHPSESSID=b; Path=/; HttpOnly"]);
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=b"));
    set(&mut jar, MOBILE, &["PHPSESSID=x; Path=/; Max-Age=0"]);
    assert_eq!(header(&jar, MOBILE), None);
    assert!(jar.is_empty());
    let mut jar = jar_with(&["L=anna; Path=/; expires=Tue, 21-Sep-2027 14:13:20 GMT; Max-Age=31536000"]);
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("L=anna"));
    set(&mut jar, MOBILE, &["L=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Path=/"]);
    assert!(jar.is_empty());
}

/// The portal's clock decides: a phone years ahead keeps the session.
#[test]
fn a_wrong_clock_loses_nothing() {
    let mut jar = Jar::new(&portal());
    let headers = [
        ("date".to_owned(), "Mon, 21 Sep 2026 14:13:20 GMT".to_owned()),
        ("set-cookie".to_owned(), "PHPSESSID=a; Path=/; Expires=Mon, 21 Sep 2026 14:37:20 GMT".to_owned()),
    ];
    jar.take(&url(MOBILE), &headers, now() + time::Duration::days(3650));
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=a"));
}

#[test]
fn paths_and_order() {
    let jar = jar_with(&["Z=1; Path=/", "A=1; Path=/mobile", "PHPSESSID=s; Path=/", "D=default", "R=1; Path=/rest"]);
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=s; A=1; D=default; Z=1"));
    assert_eq!(header(&jar, "https://portal.example/rest/x.json").as_deref(), Some("PHPSESSID=s; R=1; Z=1"));
}

#[test]
fn secure_on_plain_loopback_comes_back() {
    let plain = url("http://127.0.0.1:8080/");
    let mut jar = Jar::new(&plain);
    set(&mut jar, "http://127.0.0.1:8080/mobile/", &["PHPSESSID=s; Path=/; Secure; HttpOnly"]);
    assert_eq!(header(&jar, "http://127.0.0.1:8080/mobile/").as_deref(), Some("PHPSESSID=s"));
    let jar = jar_with(&["PHPSESSID=s; Path=/; Secure"]);
    assert_eq!(header(&jar, MOBILE).as_deref(), Some("PHPSESSID=s"));
}

#[test]
fn bounded() {
    let mut jar = Jar::new(&portal());
    for n in 0..200 {
        set(&mut jar, MOBILE, &[&format!("C{n:03}={}; Path=/", "x".repeat(1000))]);
    }
    assert_eq!(jar.len(), MAX_COOKIES);
    set(&mut jar, MOBILE, &["PHPSESSID=s; Path=/", "C001=new; Path=/"]);
    assert_eq!(jar.len(), MAX_COOKIES);
    let sent = header(&jar, MOBILE).unwrap();
    assert!(sent.starts_with("PHPSESSID=s; ") && sent.contains("C001=new") && sent.len() <= MAX_HEADER);
    set(&mut jar, MOBILE, &[&format!("BIG={}; Path=/", "x".repeat(5000))]);
    assert!(!header(&jar, MOBILE).unwrap().contains("BIG"));
    let flood: Vec<String> = (0..1000).map(|n| format!("F{n}=1")).collect();
    set(&mut jar, MOBILE, &flood.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(jar.len(), MAX_COOKIES);
}

#[test]
fn sealed_and_back() {
    let jar = jar_with(&["PHPSESSID=s2b8p4q1; Path=/; HttpOnly; Secure", "D=a=b"]);
    let sealed = jar.to_sealed_json();
    let back = Jar::from_sealed_json(&portal(), &sealed).unwrap();
    assert_eq!(header(&back, MOBILE), header(&jar, MOBILE));
    assert_eq!(back.len(), 2);
    assert!(Jar::from_sealed_json(&url("https://other.example/"), &sealed).unwrap().is_empty());
    assert!(Jar::from_sealed_json(&portal(), &Secret::from("[]")).unwrap().is_empty());
    for damaged in ["", "{", "{}", "[{}]", "[1]", "null"] {
        assert!(Jar::from_sealed_json(&portal(), &Secret::from(damaged)).is_err(), "{damaged}");
    }
    assert_eq!(format!("{jar:?}"), "Jar(2 cookies)");
}

proptest! {
    #[test]
    fn any_header_is_borne(cookies in prop::collection::vec("\\PC{0,40}|[A-Z]{1,3}=[!-~]{0,9}(; ?(Path|Domain|Max-Age|Expires|Secure)(=[!-~]{0,9})?){0,3}", 0..5)) {
        let jar = jar_with(&cookies.iter().map(String::as_str).collect::<Vec<_>>());
        if let Some(sent) = header(&jar, MOBILE) {
            prop_assert!(sent.bytes().all(|b| (b' '..=b'~').contains(&b)));
        }
        let back = Jar::from_sealed_json(&portal(), &jar.to_sealed_json()).unwrap();
        prop_assert_eq!(header(&back, MOBILE), header(&jar, MOBILE));
    }
}
