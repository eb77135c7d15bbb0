use proptest::prelude::*;

use crate::portal::address::{AddressProblem, half_a_user, read_address, typed_to_keep};

fn origin(typed: &str) -> String {
    read_address(typed, false).unwrap_or_else(|problem| panic!("{typed:?}: {problem}")).origin
}

fn problem(typed: &str) -> AddressProblem {
    match read_address(typed, false) {
        Ok(address) => panic!("{typed:?} is read as {}", address.origin),
        Err(problem) => problem,
    }
}

/// Pain 31: every spelling of one portal is one key.
#[test]
fn every_spelling_is_one_origin() {
    let spellings = [
        "portal.example",
        "https://portal.example",
        "https://portal.example/",
        "HTTPS://Portal.Example",
        "PORTAL.EXAMPLE",
        "  portal.example  ",
        "\tportal.example\r\n",
        "\u{A0}portal.example\u{3000}",
        "\u{200B}portal\u{200D}.example\u{FEFF}",
        "\u{202A}https://portal.example\u{202C}",
        "portal.example.",
        "portal.example..",
        "portal.example./",
        "portal.example:443",
        "portal.example:",
        "portal.example:443.",
        "https://portal.example:443/",
        "https://portal.example//",
        "https:///portal.example",
        "https:/portal.example",
        "https:portal.example",
        "https//portal.example",
        "https://https://portal.example",
        "http://https://portal.example",
        "https:// portal.example",
        "//portal.example",
        "://portal.example",
        "https:\\\\portal.example\\mobile\\",
        "portal.example\\mobile",
        "portal.example/mobile/",
        "https://portal.example/mobile/?mobile_action=checkout",
        "portal.example/stream/#top",
        "portal.example?x=1",
        "portal.example#top",
        "anna:Sun-flower9@portal.example",
        "https://anna:Sun-flower9@portal.example/mobile/",
        "https://a@b:c@portal.example",
        "anna@portal.example",
        "<https://portal.example/>",
        "\"portal.example\"",
        "„portal.example“",
        "portal.example,",
        "portal.example/my files/",
        "ｐｏｒｔａｌ．ｅｘａｍｐｌｅ",
        "portal。example",
        "portal.example。",
        "portal%2Eexample",
        "por\u{AD}tal.example",
    ];
    for typed in spellings {
        assert_eq!(origin(typed), "https://portal.example", "{typed:?}");
    }
}

#[test]
fn ports_numbers_and_other_letters() {
    for (typed, expected) in [
        ("portal.example:8443", "https://portal.example:8443"),
        ("portal.example:8443/mobile", "https://portal.example:8443"),
        ("portal.example: 8443", "https://portal.example:8443"),
        ("test1234.bitrix24.com", "https://test1234.bitrix24.com"),
        ("portal", "https://portal"),
        ("localhost:8080", "https://localhost:8080"),
        ("192.168.1.10", "https://192.168.1.10"),
        ("192.168.1.10:8443", "https://192.168.1.10:8443"),
        ("[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
        ("2001:db8::1", "https://[2001:db8::1]"),
        ("::1", "https://[::1]"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("BÜCHER.example", "https://xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("почта.рф", "https://xn--80a1acny.xn--p1ai"),
    ] {
        assert_eq!(origin(typed), expected, "{typed:?}");
    }
}

#[test]
fn what_is_no_address() {
    for typed in ["", "   ", "\u{200B}", "\"\""] {
        assert_eq!(problem(typed), AddressProblem::Empty, "{typed:?}");
    }
    for typed in [
        "https://",
        "https:",
        "https.:4",
        "https://https:4",
        "HTTP.",
        ".",
        "..",
        "a..b",
        "portal example",
        "portal,example",
        "portal.example:0",
        "portal.example:99999",
        "portal.example:-1",
        "portal.example:80a",
        "12345",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "por|tal",
        "[::1",
        "[::1]x",
        "user:pa/ss@portal.example",
        "pass?word@portal.example",
        "anna:pw@",
        "preset_task;8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa",
        "exa%00mple",
        "%",
        "fe80::1%eth0",
        "xn--a",
    ] {
        let found = problem(typed);
        let empty_after_all = matches!(typed, "[::1") && found == AddressProblem::Empty;
        assert!(found == AddressProblem::Unreadable || empty_after_all, "{typed:?}: {found:?}");
    }
    for typed in ["ftp://portal.example", "bitrix24://portal.example", "javascript://portal.example"] {
        assert_eq!(problem(typed), AddressProblem::OtherScheme, "{typed:?}");
    }
    assert_eq!(problem(&"a".repeat(2049)), AddressProblem::TooLong);
    assert_eq!(problem(&"я".repeat(2049)), AddressProblem::TooLong);
    assert_eq!(problem(&"a".repeat(64)), AddressProblem::Unreadable);
}

#[test]
fn plain_http_is_for_loopback_only() {
    let not_secure = |https: &str| AddressProblem::NotSecure { https: https.to_owned() };
    assert_eq!(problem("http://portal.example/x"), not_secure("https://portal.example"));
    assert_eq!(problem("https://http://portal.example"), not_secure("https://portal.example"));
    assert_eq!(problem("HTTP:\\\\portal.example:80"), not_secure("https://portal.example"));
    assert_eq!(problem("http://portal.example:8080"), not_secure("https://portal.example:8080"));
    assert_eq!(problem("http://localhost:8080"), not_secure("https://localhost:8080"));
    assert_eq!(read_address("http://10.0.0.1", true), Err(not_secure("https://10.0.0.1")));
    assert_eq!(
        read_address("http://localhost.portal.example", true),
        Err(not_secure("https://localhost.portal.example"))
    );
    for (typed, expected) in [
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://LOCALHOST.", "http://localhost"),
        ("http://b.localhost:80", "http://b.localhost"),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:4000", "http://[::1]:4000"),
        ("localhost:4000", "https://localhost:4000"),
        ("https://localhost:4000", "https://localhost:4000"),
    ] {
        assert_eq!(read_address(typed, true).unwrap().origin, expected, "{typed:?}");
    }
}

/// R5: what may be a secret is not kept; everything else to the letter.
#[test]
fn secrets_are_not_kept() {
    for typed in [
        "portal.example",
        "  Portal.Example/ ",
        "portal.example:8443/mobile/",
        "portal exam",
        "portal1,example",
        "",
        "http://portal.example",
        "anna@x.example",
        " Anna.Berg.1985@firm.example ",
        "https://anna@portal.example:8443/mobile/",
        "anna:@portal.example",
    ] {
        assert_eq!(typed_to_keep(typed), typed);
        assert!(!read_address(typed, true).is_ok_and(|address| address.holds_secret), "{typed:?}");
    }
    for (typed, kept) in [
        ("anna:Sun-flower9@portal.example", "https://portal.example"),
        ("http://anna:Sun-flower9@portal.example", "http://portal.example"),
        ("https://portal.example/?intent=preset_task%3B8f2kd0", "https://portal.example"),
        ("https://portal.example/auth/index.php?change_password=yes&USER_CHECKWORD=abc", "https://portal.example"),
        ("https://portal.example/#8f2kd0", "https://portal.example"),
        ("portal.example/i/8f2kd0QmZx4Lw7cVb1", "https://portal.example"),
        ("anna:a@b@portal.example", "https://portal.example"),
        ("p@ss@portal.example", "https://portal.example"),
        ("https://portal.example/pass@word", "https://portal.example"),
        ("user:pa/ss@portal.example", ""),
        ("Sun-flower9@", ""),
        ("preset_task;8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa", ""),
        ("8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa", ""),
        ("qwhzkfnmtrxbpdla", ""),
        ("qwhzkfnmtrxbpdla:/x;y", ""),
        ("anna:Sun-flower9", ""),
        ("anna@firm.example:Sun-flower9", ""),
        ("firm.example\nanna\nSunflower9", ""),
        ("firm.example\tanna\tsunflower", ""),
        ("firm.example anna sunflower9", ""),
        ("firm.example anna Sunflower9", ""),
        ("https://firm.example/ anna Sunflower9", "https://firm.example"),
        ("anna/Sunflower9", "https://anna"),
        ("anna,Sunflower9", ""),
        ("Sun-flower9!", ""),
        ("sunflower!", ""),
        ("Llaulux7.2024", ""),
        ("318845", ""),
        ("qwhzkfnmtrxbpdla/?x=1", ""),
        ("bitrix24://open?hash=8f2kd0", ""),
    ] {
        assert_eq!(typed_to_keep(typed), kept, "{typed:?}");
        let held = read_address(typed, true).map(|address| address.holds_secret);
        assert!(held.unwrap_or(true), "{typed:?}");
    }
    assert_eq!(typed_to_keep(&"a".repeat(3000)), "");
    assert!(!read_address("https://portal.example/mobile/", false).unwrap().holds_secret);
}

/// R5: what may be a secret is not looked up either, until it says that it is an address.
#[test]
fn a_word_that_may_be_a_secret_is_a_host_only_with_a_scheme_or_a_port() {
    for word in [
        "qwhzkfnmtrxbpdla",
        "8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa",
        "rabgyx-vyvwuB-4niwsa",
        "anna@qwhzkfnmtrxbpdla",
        "Sommer2024",
        "P@ssw0rd",
    ] {
        for typed in [word.to_owned(), format!(" {word}/mobile/"), format!("{word}:"), format!("//{word}?a=b")] {
            assert_eq!(read_address(&typed, true), Err(AddressProblem::MayBeSecret), "{typed:?}");
            assert_eq!(typed_to_keep(&typed), "", "{typed:?}");
        }
    }
    assert_eq!(problem("correct horse battery"), AddressProblem::Unreadable);
    for (typed, expected) in [
        ("https://qwhzkfnmtrxbpdla", "https://qwhzkfnmtrxbpdla"),
        ("qwhzkfnmtrxbpdla:8443", "https://qwhzkfnmtrxbpdla:8443"),
        ("portal-of-the-company", "https://portal-of-the-company"),
        ("bitrix", "https://bitrix"),
    ] {
        assert_eq!(origin(typed), expected);
        assert_eq!(typed_to_keep(typed), typed, "what is looked up is kept too");
    }
}

/// R5, while it is typed.
#[test]
fn a_password_before_a_host_is_seen_before_its_at_sign_is_typed() {
    for half in ["anna:Sun", "https://anna:Sun-fl", "anna:9a", "anna:Sun-flower9@firm"] {
        assert!(half_a_user(half), "{half}");
    }
    for address in [
        "firm.example",
        "https://firm.example:8443/",
        "firm.example:",
        "https:",
        "https:firm.example",
        "[::1]:80",
        "fe80::1",
        "http:/f",
    ] {
        assert!(!half_a_user(address), "{address}");
    }
}

fn host() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,5})?(\\.[a-z][a-z0-9]{0,8}){1,3}"
}

proptest! {
    /// Reading never panics, and what it reads is stable.
    #[test]
    fn any_text_is_read_once_and_for_all(typed in "\\PC{0,60}", plain: bool) {
        let kept = typed_to_keep(&typed);
        prop_assert!(kept == typed || kept.is_empty() || read_address(&kept, true).is_ok() || kept.starts_with("http://"));
        prop_assert_eq!(&typed_to_keep(&kept), &kept);
        if let Ok(address) = read_address(&typed, plain) {
            let again = read_address(&address.origin, plain).unwrap();
            prop_assert_eq!(&again.origin, &address.origin);
            prop_assert_eq!(&again.url, &address.url);
            let shown = address.origin.replace(address.url.host_str().unwrap(), &address.host_shown);
            prop_assert_eq!(read_address(&shown, plain).unwrap().origin, address.origin);
            prop_assert!(address.url.username().is_empty() && address.url.query().is_none());
        }
    }

    /// The same with what addresses are made of.
    #[test]
    fn address_like_text_is_stable(typed in "(https?:[/\\\\]{0,3})?[a-z.:@/?#\\[\\]0-9x%яß -]{0,24}", plain: bool) {
        if let Ok(address) = read_address(&typed, plain) {
            prop_assert_eq!(read_address(&address.origin, plain).unwrap().origin, address.origin);
        }
    }

    /// Dress a host in any spelling: the origin is the same.
    #[test]
    fn any_dress_is_one_origin(
        host in host(),
        scheme in prop::sample::select(vec!["", "https://", "HTTPS://", "https:/", "//", "https:\\\\", " https:// "]),
        user in prop::sample::select(vec!["", "anna@", "anna:pw@", "a:b@c:d@"]),
        tail in prop::sample::select(vec!["", "/", ".", "./", "/mobile/", "\\x", "?a=b", "#c", ":443", ":443/y", "  ", "//z"]),
        upper: bool,
    ) {
        let shown = if upper { host.to_uppercase() } else { host.clone() };
        prop_assert_eq!(origin(&format!("{scheme}{user}{shown}{tail}")), format!("https://{host}"));
    }

    /// A password before the host is never part of what is read or kept.
    #[test]
    fn no_password_is_kept(host in host(), password in "[!-~]{6,20}") {
        let typed = format!("https://anna:{password}@{host}/");
        let kept = typed_to_keep(&typed);
        prop_assert!(kept.is_empty() || kept == format!("https://{host}"), "{}", kept);
    }
}
