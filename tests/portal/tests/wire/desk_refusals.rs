//! What the desk refuses: always as JSON, with nothing changed.

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, Reply, SECRET};

/// A refusal of the README's form, with this status.
fn assert_refusal(portal: &Portal, ask: &Ask, status: u16) {
    let reply = portal.desk_send(ask);
    assert_eq!(reply.status, status, "{} {}: {}", ask.method, ask.target, reply.text());
    assert!(reply.header("content-type").is_some_and(|kind| kind.starts_with("application/json")), "{}", ask.target);
    let told = reply.json();
    assert!(told["error"].is_string() && told["message"].is_string(), "{} {}: {told}", ask.method, ask.target);
}

fn refuse(portal: &Portal, method: &str, target: &str, bodies: &[Value]) {
    for body in bodies {
        assert_refusal(portal, &Ask::new(method, target).json(body), 400);
    }
}

#[test]
fn every_refusal_is_json_with_a_code_and_a_text() {
    let portal = Portal::start();
    for (method, target, status) in [
        ("GET", "/nothing", 404),
        ("GET", "/state/", 404),
        ("GET", "/captcha/none", 404),
        ("GET", "/captcha/%ff", 400),
        ("GET", "/picture/none", 404),
        ("PUT", "/state", 405),
        ("GET", "/users", 405),
        ("GET", "/requests?after=x", 400),
        ("GET", "/requests?after=", 400),
        ("GET", "/requests?after=-1", 400),
        ("PATCH", "/users/999", 404),
    ] {
        assert_refusal(&portal, &Ask::new(method, target).body(b"{}".to_vec()), status);
    }
    assert_refusal(&portal, &Ask::post("/users").body(b"\xff\xfe".to_vec()), 400);
    assert_refusal(&portal, &Ask::post("/clock").body(vec![b' '; (1 << 20) + 1]), 413);
    assert_refusal(&portal, &Ask::get("/state").header("Host", "evil.example"), 403);
    assert_refusal(&portal, &Ask::post("/clock").header("Origin", "https://evil.example"), 403);
    assert!(portal.desk_send(&Ask::new("PUT", "/state")).header("allow").is_some(), "RFC 9110");
}

#[test]
fn a_field_that_a_call_does_not_have_is_refused_and_changes_nothing() {
    let portal = Portal::start();
    portal.desk_json("POST", "/rename", &json!({ "to": "https://new.example" }));
    refuse(&portal, "POST", "/rename", &[json!({ "too": null }), json!({})]);
    assert_eq!(portal.state()["renamed"], "https://new.example");
    refuse(&portal, "PUT", "/ip-rules", &[json!({ "allowed": [], "forbidden": ["10.0.0.1"] })]);
    refuse(&portal, "POST", "/seen-as", &[json!({ "adress": "10.0.0.1" }), json!({})]);
    refuse(&portal, "POST", "/hash", &[json!({ "user": ANNA, "intent": "x", "ttl": 5 })]);
    refuse(&portal, "POST", "/faults", &[json!({ "kind": "drop", "paht": "/rest/" })]);
    refuse(
        &portal,
        "PATCH",
        "/users/1",
        &[json!({ "otp": { "typ": "hotp" } }), json!({ "otp": { "type": "totp", "key": SECRET } })],
    );
    assert!(portal.user(ANNA)["otp"].is_null());
    let pair = json!({ "P1": { "error": "E", "error_message": "text", "code": "E" } });
    refuse(&portal, "PATCH", "/switches", &[pair]);
    assert_eq!(portal.state()["switches"]["P1"], "none");
    assert_eq!(portal.desk_get("/faults").json(), json!({ "faults": [] }));
}

#[test]
fn a_list_is_not_taken_for_an_object() {
    let portal = Portal::start();
    let before = portal.state();
    refuse(&portal, "POST", "/clock", &[json!([3_600, 5]), json!([])]);
    refuse(&portal, "POST", "/rename", &[json!(["https://new.example"])]);
    refuse(&portal, "POST", "/seen-as", &[json!(["10.0.0.1"])]);
    refuse(&portal, "PUT", "/ip-rules", &[json!([["10.0.0.1"]])]);
    refuse(&portal, "POST", "/hash", &[json!([ANNA, "x", 600])]);
    refuse(&portal, "POST", "/invite", &[json!(["boris@company.example", null, null])]);
    let user = json!([17, "boris", "x", false, "Boris", "", "", "", "", false, null]);
    refuse(&portal, "POST", "/users", &[user]);
    refuse(&portal, "PATCH", "/switches", &[json!({ "P1": ["E", "text"] })]);
    let after = portal.state();
    for name in ["users", "switches", "ip_rules", "renamed", "seen_as"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    assert_eq!(after["clock"]["advanced_s"], 0);
}

#[test]
fn a_refused_rule_is_named() {
    let portal = Portal::start();
    for (name, value) in [("LOGIN_ATTEMPTS", json!(null)), ("BLOCK_TIME", json!(-1)), ("generation", json!(2013))] {
        let reply = portal.desk_json("PATCH", "/policy", &json!({ "SESSION_TIMEOUT": 5, name: value }));
        assert_eq!(reply.status, 400);
        assert!(reply.field("message").contains(&format!("`{name}`")), "{}", reply.text());
    }
    assert_eq!(portal.state()["policy"]["SESSION_TIMEOUT"], 24);
}

#[test]
fn of_two_that_want_one_login_at_once_the_second_is_told_that_it_is_taken() {
    let portal = Portal::start();
    let user = json!({ "login": "boris", "password": "x", "name": "Boris Crane" });
    let invitation = json!({ "email": "carla@company.example" });
    for (target, body, code) in [("/users", &user, "taken"), ("/invite", &invitation, "email_exists")] {
        let replies: Vec<Reply> = std::thread::scope(|scope| {
            let asked: Vec<_> = (0..16).map(|_| scope.spawn(|| portal.desk_json("POST", target, body))).collect();
            asked.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let (done, refused): (Vec<Reply>, Vec<Reply>) = replies.into_iter().partition(|reply| reply.status < 300);
        assert_eq!(done.len(), 1, "{target}");
        for reply in refused {
            assert_eq!((reply.status, reply.field("error").as_str()), (409, code), "{target}: {}", reply.text());
        }
    }
}

#[test]
fn a_fault_with_a_field_of_the_wrong_kind_is_refused() {
    let portal = Portal::start();
    let status = |headers: Value| json!({ "kind": "status", "status": 503, "headers": headers });
    refuse(
        &portal,
        "POST",
        "/faults",
        &[
            json!({ "kind": "drop", "path": 5 }),
            json!({ "kind": "drop", "after": "yes" }),
            status(json!("Retry-After: 5")),
            status(json!([["Retry-After"]])),
            status(json!({ "Retry After": "5" })),
            status(json!({ "Transfer-Encoding": "chunked" })),
        ],
    );
    assert_eq!(portal.desk_get("/faults").json(), json!({ "faults": [] }));
    portal.fault(&status(json!({ "Retry-After": 5 })));
    let shown = portal.desk_get("/faults").json()["faults"][0].clone();
    assert_eq!(portal.send(&Ask::discovery()).header("retry-after"), Some("5"));
    portal.fault(&shown);
    assert_eq!(portal.send(&Ask::discovery()).header("retry-after"), Some("5"), "as the desk shows it, so it takes it");
}

#[test]
fn an_empty_password_is_refused_and_the_old_one_stays() {
    let portal = Portal::start();
    let target = format!("/users/{}", portal.id(ANNA));
    refuse(&portal, "PATCH", &target, &[json!({ "password": "" })]);
    portal.send(&Ask::checkout().basic(ANNA, "")).assert_refused(BARE);
    portal.sign_in(ANNA, RIGHT, DEVICE);
}

#[test]
fn an_id_that_leaves_no_room_for_others_is_refused() {
    let portal = Portal::start();
    let user = |id: i64| json!({ "id": id, "login": "boris", "password": "x", "name": "Boris" });
    refuse(&portal, "POST", "/users", &[user(i64::MAX), user(0), user(-5)]);
    assert_eq!(portal.desk_json("POST", "/users", &user(17)).json()["id"], 17);
    portal.add_user("carla", "x", "Carla");
    assert_eq!(portal.id("carla"), "18");
}

#[test]
fn an_id_names_its_employee_also_where_another_has_that_number_as_login() {
    let portal = Portal::start();
    portal.add_user("1", "x", "Somebody else");
    assert_eq!(portal.desk_json("PATCH", "/users/1", &json!({ "attempts": 4 })).json()["login"], ANNA);
    assert_eq!(portal.attempts("1"), 0);
}
