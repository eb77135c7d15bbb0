//! Whatever comes in: the portal bounds what it reads, answers or closes, and goes on.

use serde_json::json;

use crate::support::{ANNA, Ask, BARE, Portal, RIGHT, SIGNED_IN};

/// No answer, or one that lays the blame on the request.
fn refused(portal: &Portal, ask: &Ask) {
    if let Some(reply) = portal.try_send(ask) {
        assert!((400..500).contains(&reply.status), "{} {}: {}", ask.method, ask.target, reply.line);
    }
}

#[test]
fn a_body_of_ten_megabytes_is_not_read_to_its_end() {
    let portal = Portal::start();
    let big = vec![b'a'; 10 << 20];
    refused(&portal, &Ask::checkout().form("").body(big.clone()));
    refused(&portal, &Ask::post("/rest/profile.json").form("").body(big));
    portal.assert_well();
}

#[test]
fn a_promised_body_that_does_not_come_holds_nobody_up() {
    let portal = Portal::start();
    let ask =
        format!("POST /mobile/?mobile_action=checkout HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\na", u64::MAX);
    portal.raw(ask.as_bytes());
    portal.assert_well();
}

#[test]
fn a_hanging_connection_holds_nobody_up() {
    let portal = Portal::start();
    let hanging: Vec<_> = (0..50).map(|_| crate::support::connect(portal.address)).collect();
    portal.assert_well();
    drop(hanging);
}

#[test]
fn bad_basic_is_no_login() {
    let portal = Portal::start();
    for value in [
        "Basic",
        "Basic ",
        "Basic ====",
        "Basic %%%",
        "Basic YW5uYQ==",
        "Basic Og==",
        "Basic OlN1bi1mbG93ZXI5",
        "Basic /////w==",
        "Bearer YW5uYTpTdW4tZmxvd2VyOQ==",
        "Digest username=\"anna\"",
    ] {
        portal.send(&Ask::checkout().header("Authorization", value)).assert_refused(BARE);
    }
    assert_eq!(portal.attempts(ANNA), 1, "only `anna` without a password names somebody, and that is a try");
    portal.assert_well();
}

#[test]
fn basic_is_read_whatever_the_case_of_its_name() {
    let portal = Portal::start();
    let ask = Ask::checkout().header("authorization", "basic YW5uYTpTdW4tZmxvd2VyOQ==");
    portal.send(&ask).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_very_long_password_is_a_wrong_one() {
    let portal = Portal::start();
    let reply = portal.try_send(&Ask::checkout().basic(ANNA, &"x".repeat(5_000)));
    assert!(reply.is_some_and(|reply| (400..500).contains(&reply.status)));
    portal.assert_well();
}

#[test]
fn bad_percent_encoding_breaks_nothing() {
    let portal = Portal::start();
    for query in ["%zz", "%", "login=%ff%fe", "&&&&====", "servercheck=%31", "captcha_sid=%00&captcha_word=%0d%0a"] {
        let reply = portal.send(&Ask::post(&format!("/mobile/?mobile_action=checkout&{query}")));
        assert!(matches!(reply.status, 200 | 400 | 401), "{query}: {}", reply.line);
        let reply = portal.send(&Ask::checkout().form(query));
        assert!(matches!(reply.status, 200 | 400 | 401), "{query}: {}", reply.line);
    }
    portal.assert_well();
}

#[test]
fn the_same_field_twice_breaks_nothing() {
    let portal = Portal::start();
    let target = "/mobile/?mobile_action=checkout&mobile_action=checkout&captcha_sid=a&captcha_sid=b";
    let reply = portal.send(&Ask::post(target).basic(ANNA, RIGHT).form("captcha_sid=c&captcha_sid=d"));
    reply.assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_body_that_says_it_is_something_else_is_not_a_form() {
    let portal = Portal::start();
    let body = b"AUTH_FORM=Y&TYPE=AUTH&USER_LOGIN=anna&USER_PASSWORD=Sun-flower9".to_vec();
    for kind in ["application/json", "multipart/form-data", "multipart/form-data; boundary=", "\u{7f}"] {
        let reply = portal.try_send(&Ask::checkout().header("Content-Type", kind).body(body.clone()));
        assert!(reply.is_none_or(|reply| (400..500).contains(&reply.status)), "{kind}");
    }
    assert_eq!(portal.sessions(ANNA), 0);
    portal.assert_well();
}

#[test]
fn json_is_no_form_at_checkout() {
    let portal = Portal::start();
    let fields = json!({ "AUTH_FORM": "Y", "TYPE": "AUTH", "USER_LOGIN": ANNA, "USER_PASSWORD": RIGHT });
    portal.send(&Ask::checkout().json(&fields)).assert_refused(BARE);
    portal.send(&Ask::checkout().json(&json!({ "servercheck": "1" }))).assert_refused(BARE);
    assert_eq!(portal.sessions(ANNA), 0, "B1: fields come in query or form");
}

#[test]
fn a_form_is_one_by_post_only() {
    let portal = Portal::start();
    let form = format!("AUTH_FORM=Y&TYPE=AUTH&USER_LOGIN={ANNA}&USER_PASSWORD={RIGHT}");
    for method in ["PUT", "PATCH", "DELETE"] {
        portal.send(&Ask::new(method, "/mobile/?mobile_action=checkout").form(&form)).assert_refused(BARE);
    }
    assert_eq!(portal.sessions(ANNA), 0, "B1");
    assert_eq!(portal.send(&Ask::checkout().form(&form)).status, 200);
}

#[test]
fn broken_http_gets_a_400_or_nothing() {
    let portal = Portal::start();
    let bytes: [&[u8]; 9] = [
        b"\r\n\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /mobile/ HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /mobile/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST /mobile/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: \x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00",
    ];
    for bytes in bytes {
        let mut stream = crate::support::connect(portal.address);
        std::io::Write::write_all(&mut stream, bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let answer = crate::support::http::exchange(stream, b"");
        let text = String::from_utf8_lossy(&answer);
        assert!(text.is_empty() || text.starts_with("HTTP/1.1 4") || !text.starts_with("HTTP/1.1 5"), "{text}");
    }
    portal.assert_well();
}

#[test]
fn too_many_and_too_long_headers_are_refused() {
    let portal = Portal::start();
    let many = (0..500).fold(Ask::discovery(), |ask, number| ask.header(&format!("X-{number}"), "y"));
    refused(&portal, &many);
    refused(&portal, &Ask::discovery().header("X-Long", &"y".repeat(1 << 20)));
    refused(&portal, &Ask::get(&format!("/mobile/?{}", "y".repeat(1 << 20))));
    portal.assert_well();
}

#[test]
fn strange_paths_and_methods_are_not_found_rather_than_fatal() {
    let portal = Portal::start();
    for target in ["/", "//", "/../../etc/passwd", "/mobile", "/mobile/nothing", "/rest/", "/rest/..json", "/%00", "*"]
    {
        for method in ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"] {
            if let Some(reply) = portal.try_send(&Ask::new(method, target)) {
                assert!(reply.status < 500, "{method} {target}: {}", reply.line);
            }
        }
    }
    portal.assert_well();
}

#[test]
fn strange_pictures_are_answered() {
    let portal = Portal::start();
    for sid in ["", "%00", "..%2f..", "x", &"y".repeat(4_000), "%F0%9F%90%9F"] {
        for address in ["/mobile/ajax.php", "/bitrix/tools/captcha.php"] {
            let reply = portal.send(&Ask::get(&format!("{address}?captcha_sid={sid}")));
            assert!(reply.status < 500, "{address} {sid}: {}", reply.line);
        }
    }
    portal.assert_well();
}

#[test]
fn strange_devices_are_stored_as_text() {
    let portal = Portal::start();
    let device = "'; DROP TABLE users; --<script>";
    let ask = Ask::checkout().basic(ANNA, RIGHT).header("BX-APP-PASS", "mobile").header("BX-APP-UUID", device);
    assert_eq!(portal.send(&ask.header("BX-DEVICE-NAME", "Анна \"phone\"")).status, 200);
    let rows = portal.user(ANNA)["app_passwords"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(rows[0]["comment"], "Generated by application (Анна \"phone\")", "B8");
    portal.assert_well();
}

#[test]
fn strange_forms_are_answered_with_a_page() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "otp": { "type": "push" }, "phone": "é\u{10ffff}" }));
    let session = portal.half_signed_in();
    let long = "y".repeat(100_000);
    let values = ["", "%00", "%ff%fe", "<script>", "%22'%3E", "-1", "99999999999999999999", "{{ 7*7 }}", &long];
    for value in values {
        for (target, form) in [
            ("/auth/?forgot_password=yes", format!("AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN={value}&USER_EMAIL={value}")),
            (
                "/auth/?change_password=yes",
                format!("AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN={value}&USER_CHECKWORD={value}&USER_PASSWORD={value}"),
            ),
            ("/auth/?change_password=yes", format!("AUTH_FORM={value}&TYPE={value}&USER_LOGIN[]={value}")),
            (
                "/bitrix/tools/intranet_invite_dialog.php",
                format!("user_id={value}&checkword={value}&confirm={value}&NAME={value}&sessid={value}"),
            ),
            ("/bitrix/services/main/ajax.php?action=security.PushOtp.sendSms", format!("sessid={value}")),
            ("/bitrix/services/main/ajax.php", format!("action={value}")),
        ] {
            let reply = portal.send(&Ask::post(target).cookie(&session).form(&form));
            assert!(reply.status < 500, "{target} {form}: {}", reply.line);
            assert!(!reply.text().contains("<script>"), "{target} {form}");
        }
        portal.send(&Ask::post("/rest/api/main.eventlog.list").body(value.as_bytes().to_vec()));
    }
    portal.assert_well();
}

#[test]
fn the_desk_survives_rubbish_too() {
    let portal = Portal::start();
    for body in [&b""[..], b"{", b"null", b"[]", b"\"x\"", b"{\"login\":5}", b"\xff\xfe", &[b'['; 200_000]] {
        for (method, target) in [
            ("POST", "/users"),
            ("PATCH", "/users/1"),
            ("PATCH", "/users/none"),
            ("POST", "/users/none/revoke"),
            ("PATCH", "/policy"),
            ("PATCH", "/switches"),
            ("PUT", "/ip-rules"),
            ("POST", "/clock"),
            ("POST", "/faults"),
            ("POST", "/hash"),
            ("POST", "/rename"),
            ("POST", "/invite"),
            ("POST", "/integration"),
            ("POST", "/seen-as"),
            ("DELETE", "/users/none"),
        ] {
            let ask = Ask::new(method, target).header("Content-Type", "application/json").body(body.to_vec());
            let reply = portal.desk_send(&ask);
            assert!(reply.status < 500, "{method} {target} {}: {}", String::from_utf8_lossy(body), reply.line);
        }
    }
    for target in ["/requests?after=x", "/requests?after=-1", "/captcha/none", "/captcha/%00", "/nothing"] {
        assert!(portal.desk_get(target).status < 500, "{target}");
    }
    portal.assert_well();
}
