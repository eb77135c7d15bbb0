//! The desk's page for people: forms that work without script, from this machine's own pages only.

use serde_json::json;

use crate::support::{ANNA, Ask, PICTURE, Portal, RIGHT, SIGNED_IN, WRONG};

/// A form as a browser sends it from the page itself.
fn form(portal: &Portal, target: &str, body: &str) -> Ask {
    let origin = format!("http://{}", portal.desk);
    Ask::post(target).header("Origin", &origin).header("Sec-Fetch-Site", "same-origin").form(body)
}

/// Sends it and expects to be led back to the page.
fn done(portal: &Portal, target: &str, body: &str) {
    let reply = portal.desk_send(&form(portal, target, body));
    assert_eq!(reply.line, "HTTP/1.1 303 See Other", "{target} {body}: {}", reply.text());
    let location = reply.header("location").unwrap();
    assert!(location.starts_with('/') && !location.starts_with("//"), "{location}");
    let (place, _) = location.split_once('#').unwrap();
    let page = portal.desk_get(place);
    assert!(page.text().contains(r#"role="status""#), "what was done is said: {place}");
}

fn page(portal: &Portal) -> String {
    let reply = portal.desk_get("/");
    assert_eq!(reply.line, "HTTP/1.1 200 OK");
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    reply.text()
}

#[test]
fn the_page_shows_who_is_locked_out_and_where_each_counter_stands() {
    let portal = Portal::start();
    portal.add_user("boris", "Moon-flower9", "Boris Crane");
    portal.wrong_tries("boris", 3);
    assert!(page(&portal).contains("Locked out: 0"));
    let sid = portal.wrong_tries(ANNA, 10).assert_refused(PICTURE)[1].clone();
    let page = page(&portal);
    assert!(page.contains("Locked out: 1") && page.contains("Anna Berg"));
    assert!(page.contains("10 of 10") && page.contains("3 of 10"));
    assert!(page.contains(&portal.word(&sid)) && page.contains(&format!("/picture/{sid}")));
    assert!(page.contains("login password") && page.contains("wrong"));
}

#[test]
fn a_picture_of_the_page_is_the_one_of_the_portal() {
    let portal = Portal::start();
    let sid = portal.wrong_tries(ANNA, 10).assert_refused(PICTURE)[1].clone();
    let reply = portal.desk_get(&format!("/picture/{sid}"));
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(imagesize::blob_size(&reply.body).unwrap().width, 240);
    assert_eq!(portal.desk_get("/picture/none").status, 404);
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let portal = Portal::start();
    let reply = portal.desk_get("/");
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let text = reply.text();
    for place in text.split("src=\"").chain(text.split("<link rel=\"stylesheet\" href=\"")).skip(1) {
        assert!(!place.starts_with("http") && !place.starts_with("//"), "{}", &place[..place.len().min(60)]);
    }
    for (place, kind) in [("/page.css", "text/css; charset=utf-8"), ("/page.js", "text/javascript; charset=utf-8")] {
        let reply = portal.desk_get(place);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)));
    }
}

#[test]
fn every_field_has_a_label_and_every_table_a_caption() {
    let portal = Portal::start();
    portal.wrong_tries(ANNA, 10);
    let page = page(&portal);
    for tag in ["<input", "<select", "<textarea"] {
        for rest in page.split(tag).skip(1) {
            let field = &rest[..rest.find('>').unwrap()];
            let Some(id) = field.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()) else {
                assert!(field.contains("hidden") || field.contains("checkbox"), "no id: {field}");
                continue;
            };
            let labelled = page.contains(&format!("for=\"{id}\"")) || id == "refresh";
            assert!(labelled, "no label for {id}");
            assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id} twice");
        }
    }
    assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
    assert!(page.contains("lang=\"en\"") && page.contains("href=\"#main\""));
}

#[test]
fn counters_blocks_and_passwords_can_be_changed_by_buttons() {
    let portal = Portal::start();
    let id = portal.id(ANNA);
    done(&portal, "/do/employee", &format!("id={id}&do=limit"));
    portal.send(&Ask::checkout().basic(ANNA, WRONG)).assert_refused(PICTURE);
    done(&portal, "/do/employee", &format!("id={id}&do=zero"));
    assert_eq!(portal.attempts(ANNA), 0);
    done(&portal, "/do/employee", &format!("id={id}&do=block"));
    assert_eq!(portal.user(ANNA)["blocked"], true);
    done(&portal, "/do/employee", &format!("id={id}&do=unblock"));
    done(&portal, "/do/employee", &format!("id={id}&do=dismiss"));
    assert_eq!(portal.user(ANNA)["active"], false);
    done(&portal, "/do/employee", &format!("id={id}&do=activate"));
    portal.app_password();
    done(&portal, "/do/employee", &format!("id={id}&do=revoke"));
    assert!(portal.user(ANNA)["app_passwords"].as_array().unwrap().is_empty());
    let change = format!("id={id}&do=change&name=Anna+Hill&attempts=4&password=Star-flower7&otp=totp&secret=");
    done(&portal, "/do/employee", &change);
    let anna = portal.user(ANNA);
    assert_eq!((&anna["name"], &anna["attempts"]), (&json!("Anna Hill"), &json!(4)));
    assert_eq!(anna["otp"]["type"], "totp");
    done(&portal, "/do/employee", &format!("id={id}&do=change&phone=%2B4930123456&otp_off_days=2"));
    let anna = portal.user(ANNA);
    assert!(anna["phone"] == "+4930123456" && anna["otp_off_until"].is_string(), "{anna}");
    done(&portal, "/do/employee", &format!("id={id}&do=change&name=Anna+Hill&attempts=4&password=&otp=none&secret="));
    assert_eq!(portal.send(&Ask::checkout().basic(ANNA, "Star-flower7")).field("name"), "Anna Hill");
}

#[test]
fn clock_faults_and_rules_can_be_set_by_forms() {
    let portal = Portal::start();
    let before = portal.now();
    done(&portal, "/do/clock", "advance_s=1441");
    assert!(portal.now() - before >= 1_441);
    done(&portal, "/do/clock", "skew_s=-7200");
    assert!(portal.now() < before);
    done(&portal, "/do/clock", "skew_s=0");

    let order = "do=order&kind=status&count=1&path=&ms=5000&status=503&retry_after=9&location=&tls=expired";
    done(&portal, "/do/faults", order);
    let reply = portal.send(&Ask::discovery());
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("9")));
    done(&portal, "/do/faults", "do=order&kind=drop&count=9&path=%2Fmobile%2F&ms=&status=&retry_after=&location=&tls=");
    done(&portal, "/do/faults", "do=clear");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);

    done(&portal, "/do/policy", "LOGIN_ATTEMPTS=3&generation=2024");
    let policy = portal.state()["policy"].clone();
    assert_eq!((&policy["LOGIN_ATTEMPTS"], &policy["generation"]), (&json!(3), &json!("2024")));
    done(&portal, "/do/switches", "P2=bare_401&error=E&error_message=text");
    assert_eq!(portal.state()["switches"]["P2"], "bare_401");
    assert_eq!(portal.state()["switches"]["P1"], json!({ "error": "E", "error_message": "text" }));
    done(&portal, "/do/switches", "P2=bare_401&error=&error_message=");
    done(&portal, "/do/addresses", "allowed=10.0.0.1-10.0.0.9%0D%0A%0D%0A192.168.0.1%0D%0A");
    assert_eq!(portal.send(&Ask::checkout()).status, 401);
    assert!(page(&portal).contains("10.0.0.1-10.0.0.9\n192.168.0.1"), "the rule is shown as it was written");
    done(&portal, "/do/addresses", "allowed=");
    done(&portal, "/do/rename", "to=https%3A%2F%2Fnew-name.bitrix24.example");
    assert_eq!(portal.send(&Ask::discovery()).status, 302);
    done(&portal, "/do/rename", "to=");
    done(&portal, "/do/reregister", "");
    assert_eq!(portal.send(&Ask::discovery()).status, 200);
    done(&portal, "/do/log", "");
    done(&portal, "/do/new", "login=boris&password=Moon-flower9&name=Boris+Crane&email=b%40company.example&admin=yes");
    assert_eq!(portal.send(&Ask::checkout().basic("boris", "Moon-flower9")).field("name"), "Boris Crane");
}

#[test]
fn invitations_are_sent_and_taken_back_by_forms_and_mails_are_read_on_the_page() {
    let portal = Portal::start();
    done(&portal, "/do/invite", "email=carla%40company.example&by=anna");
    let page_now = page(&portal);
    assert!(page_now.contains("intranet_invite_dialog.php") && page_now.contains(", by Anna Berg"));
    assert!(page_now.contains("To carla@company.example: Invitation to"));
    let id = portal.id("carla@company.example");
    done(&portal, "/do/invite", &format!("do=again&user={id}"));
    done(&portal, "/do/invite", &format!("do=back&user={id}"));
    assert!(page(&portal).contains("None is open."));
}

#[test]
fn events_are_shown_and_addresses_can_be_played() {
    let portal = Portal::start();
    done(&portal, "/do/seen-as", "address=203.0.113.9");
    portal.wrong_tries(ANNA, 1);
    done(&portal, "/do/seen-as", "address=");
    done(&portal, "/do/integration", "user=anna&method=profile&address=198.51.100.7");
    let page = page(&portal);
    for text in ["USER_LOGIN", "from 203.0.113.9", "USER_AUTHORIZE", "198.51.100.7"] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn what_could_not_be_done_is_said_on_the_page() {
    let portal = Portal::start();
    for (target, body) in [
        ("/do/addresses", "allowed=here"),
        ("/do/policy", "LOGIN_ATTEMPTS=many"),
        ("/do/employee", "id=999&do=zero"),
        ("/do/employee", "id=1&do=dance"),
        ("/do/new", "login=anna&password=x&name=x&email=x"),
        ("/do/clock", "advance_s=soon"),
        ("/do/faults", "do=order&kind=earthquake&count=1"),
        ("/do/rename", "to=nowhere"),
        ("/do/seen-as", "address=home"),
        ("/do/integration", "user=nobody&method=profile&address=10.0.0.1"),
        ("/do/invite", "email=anna%40company.example"),
    ] {
        let reply = portal.desk_send(&form(&portal, target, body));
        assert!((400..500).contains(&reply.status), "{target} {body}: {}", reply.line);
        assert!(reply.text().contains(r#"role="alert""#), "{target} {body}");
    }
    assert_eq!(portal.state()["policy"]["LOGIN_ATTEMPTS"], 10);
}

#[test]
fn names_of_employees_are_text_and_nothing_else() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "name": "<script>alert(1)</script> \"&" }));
    let ask = Ask::get("/mobile/?x=<script>").basic("<b>nobody</b>", WRONG);
    portal.try_send(&ask);
    let page = page(&portal);
    assert!(!page.contains("<script>alert") && !page.contains("<b>nobody"));
    assert!(page.contains("&lt;script&gt;alert"));
}

#[test]
fn pages_of_other_sites_can_neither_change_nor_read_the_desk() {
    let portal = Portal::start();
    let own = format!("http://{}", portal.desk);
    let strange = [
        vec![("Origin", "https://evil.example")],
        vec![("Origin", "null")],
        vec![("Origin", "http://127.0.0.1:1")],
        vec![("Sec-Fetch-Site", "cross-site")],
        vec![("Sec-Fetch-Site", "same-site")],
        vec![("Origin", own.as_str()), ("Sec-Fetch-Site", "cross-site")],
        vec![("Host", "evil.example")],
        vec![("Host", "127.0.0.1.evil.example")],
        vec![("Host", "")],
    ];
    for headers in &strange {
        for ask in [
            Ask::post("/do/clock").form("advance_s=1441"),
            Ask::post("/clock").header("Content-Type", "text/plain").body(br#"{"advance_s":1441}"#.to_vec()),
            Ask::new("DELETE", "/requests"),
        ] {
            let ask = headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value));
            let reply = portal.desk_send(&ask);
            assert!((400..500).contains(&reply.status), "{headers:?} {}: {}", ask.target, reply.line);
        }
    }
    assert_eq!(portal.state()["clock"]["advanced_s"], 0);
    for target in ["/", "/state"] {
        let reply = portal.desk_send(&Ask::get(target).header("Host", "evil.example"));
        assert!((400..500).contains(&reply.status), "a rebound name reads nothing: {}", reply.line);
        let here = format!("localhost:{}", portal.desk.port());
        assert_eq!(portal.desk_send(&Ask::get(target).header("Host", &here)).status, 200);
    }
}
