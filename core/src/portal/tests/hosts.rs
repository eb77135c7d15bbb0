use super::{portal, url};
use crate::portal::host::{host_shown, is_loopback, is_private, may_name};

#[test]
fn look_alikes_are_punycode() {
    for shown in [
        "bücher.example",
        "łódź.example",
        "яндекс.рф",
        "почтовый.company.com",
        "ελλάδα.example",
        "日本語.example",
        "한국.example",
    ] {
        assert_eq!(host_shown(&url(&format!("https://{shown}/"))), shown);
    }
    for typed in [
        "раураl.com",
        "pаypal.com",
        "сосо.com",
        "аррӏе.com",
        "ѕсоре.com",
        "gοοgle.com",
        "ονοκ.com",
        "ıstanbul.example",
        "ー.example",
        "example一.com",
        "שלום.example",
        "ไทย.example",
        "xn--a.example.invalid-but-ascii.com",
        "кот.сом.xn--e1a",
        "日本a.example",
        "ĸafe.example",
        "ɡoogle.com",
        "a\u{338}b.example",
    ] {
        let Ok(parsed) = url::Url::parse(&format!("https://{typed}/")) else {
            continue;
        };
        let shown = host_shown(&parsed);
        assert!(shown.is_ascii(), "{typed} is shown as {shown}");
        assert_eq!(Some(shown.as_str()), parsed.host_str());
    }
    assert_eq!(host_shown(&url("https://portal.example:8443/")), "portal.example");
    assert_eq!(host_shown(&url("https://[::1]/")), "[::1]");
}

#[test]
fn loopback_and_private() {
    for host in ["localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]"] {
        let address = url(&format!("https://{host}/"));
        assert!(is_loopback(&address) && is_private(&address), "{host}");
    }
    for host in [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "198.18.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "[::]",
        "[ff02::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
        "[::10.0.0.1]",
        "portal",
        "printer.local",
        "a.internal",
        "b.lan",
        "c.home.arpa",
        "portal.local.",
    ] {
        let address = url(&format!("https://{host}/"));
        assert!(!is_loopback(&address) && is_private(&address), "{host}");
    }
    for host in [
        "portal.example",
        "8.8.8.8",
        "[2606:4700::1111]",
        "localhost.example",
        "notlocalhost.com",
        "mylan.com",
        "172.32.0.1",
    ] {
        let address = url(&format!("https://{host}/"));
        assert!(!is_loopback(&address) && !is_private(&address), "{host}");
    }
}

/// R15.
#[test]
fn what_a_portal_may_name() {
    let public = portal();
    let (office, here, plain) =
        (url("https://10.0.0.5/"), url("https://localhost:8443/"), url("http://127.0.0.1:8080/"));
    for (from, to, may) in [
        (&public, "https://cdn.example/p.jpg", true),
        (&public, "https://portal.example/p.jpg", true),
        (&public, "http://portal.example/p.jpg", false),
        (&public, "http://cdn.example/p.jpg", false),
        (&public, "https://10.0.0.5/p.jpg", false),
        (&public, "https://localhost/p.jpg", false),
        (&public, "https://intranet/p.jpg", false),
        (&public, "https://user:pw@cdn.example/p.jpg", false),
        (&public, "ftp://cdn.example/p.jpg", false),
        (&public, "data:image/png;base64,AAAA", false),
        (&public, "javascript:alert(1)", false),
        (&office, "https://10.0.0.6/p.jpg", true),
        (&office, "https://127.0.0.1/p.jpg", false),
        (&office, "http://10.0.0.5/p.jpg", false),
        (&here, "https://127.0.0.1:9/p.jpg", true),
        (&here, "http://localhost:8080/p.jpg", false),
        (&plain, "http://127.0.0.1:8081/p.jpg", true),
        (&plain, "https://portal.example/p.jpg", true),
        (&plain, "http://portal.example/p.jpg", false),
    ] {
        assert_eq!(may_name(from, &url(to)), may, "{from} names {to}");
    }
}
