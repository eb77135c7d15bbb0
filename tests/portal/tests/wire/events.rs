//! The event log (L4, N2, N3, P42), and addresses in it: what lies behind a login from an address that is not allowed (S5).

use serde_json::{Value, json};

use crate::support::template::keys;
use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, Reply, SIGNED_IN, WRONG};

/// A portal with an administrator besides Anna.
fn with_admin() -> Portal {
    let portal = Portal::start();
    portal.add_user("boss", "Moon-flower9", "Bea Oss");
    portal.patch_user("boss", &json!({ "admin": true }));
    portal
}

/// The request of P42.
fn list(portal: &Portal, login: &str, password: &str, body: &Value) -> Reply {
    let signed_in = portal.sign_in(login, password, "ADMIN-PHONE");
    let (session, sessid) = (signed_in.session().unwrap(), signed_in.field("sessid_md5"));
    let ask = Ask::post("/rest/api/main.eventlog.list").cookie(&session).header("X-Bitrix-Csrf-Token", &sessid);
    portal.send(&ask.json(body))
}

fn items(portal: &Portal, body: &Value) -> Vec<Value> {
    let reply = list(portal, "boss", "Moon-flower9", body);
    assert_eq!(keys(&reply.text()), ["result", "time"], "P42, L6: {}", reply.text());
    reply.json()["result"]["items"].as_array().unwrap().clone()
}

/// What the desk sees of it: type, about whom, from where.
fn events(portal: &Portal) -> Vec<(String, String, String)> {
    let text = |event: &Value, name: &str| event[name].as_str().unwrap().to_owned();
    let all = portal.desk_get("/events").json()["events"].as_array().unwrap().clone();
    all.iter().map(|event| (text(event, "auditTypeId"), text(event, "itemId"), text(event, "remoteAddr"))).collect()
}

fn kinds(portal: &Portal) -> Vec<String> {
    events(portal).into_iter().map(|(kind, ..)| kind).collect()
}

#[test]
fn administrators_read_rows_with_the_fields_of_the_document() {
    let portal = with_admin();
    portal.send(&Ask::checkout().basic(ANNA, RIGHT).header("User-Agent", "Phone/1"));
    let anna = portal.id(ANNA);
    let row = items(&portal, &json!({ "filter": [["userId", anna]] })).pop().unwrap();
    let fields = "id timestampX severity auditTypeId moduleId itemId remoteAddr userAgent requestUri siteId userId guestId \
                  description";
    assert_eq!(row.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" "), fields, "L4");
    assert_eq!((&row["auditTypeId"], &row["remoteAddr"]), (&json!("USER_AUTHORIZE"), &json!("127.0.0.1")), "N3");
    assert_eq!((&row["userAgent"], &row["userId"].to_string()), (&json!("Phone/1"), &anna));
    assert_eq!(row["requestUri"], "/mobile/?mobile_action=checkout");
    assert!(row["timestampX"].as_str().unwrap().ends_with("+00:00"), "{row}");
}

#[test]
fn filter_order_and_pages_are_kept_to() {
    let portal = with_admin();
    portal.wrong_tries(ANNA, 5);
    let failed = json!([["auditTypeId", "=", "USER_LOGIN"]]);
    let page = json!({ "filter": failed, "order": { "id": "DESC" }, "pagination": { "limit": 2, "offset": 1 } });
    let ids: Vec<i64> = items(&portal, &page).iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert!(ids.len() == 2 && ids[0] == ids[1] + 1, "{ids:?}");
    let count = |filter: Value| items(&portal, &json!({ "filter": filter })).len();
    assert_eq!(count(json!({ "auditTypeId": "USER_LOGIN", "itemId": ANNA })), 5, "an object says the same");
    assert_eq!(count(json!([["auditTypeId", "in", ["USER_LOGIN", "USER_LOGOUT"]], ["id", "<=", ids[1]]])), 3);
    assert_eq!(count(json!([["auditTypeId", "!=", "USER_LOGIN"], ["remoteAddr", "10.0.0.1"]])), 0);
    portal.advance(3_600);
    portal.wrong_tries(ANNA, 1);
    let rows = items(&portal, &json!({ "filter": failed, "order": { "timestampX": "desc" } }));
    let newest = rows[0]["timestampX"].as_str().unwrap();
    assert_eq!(count(json!([["auditTypeId", "USER_LOGIN"], ["timestampX", ">=", newest]])), 1);
    assert_eq!(count(json!([["auditTypeId", "USER_LOGIN"], ["timestampX", "<", newest]])), 5);
    for body in [
        json!({ "filter": "all" }),
        json!({ "filter": [["id", "like", 1]] }),
        json!({ "order": { "id": "UP" } }),
        json!({ "pagination": { "limit": -1 } }),
    ] {
        assert_eq!(list(&portal, "boss", "Moon-flower9", &body).status, 400, "{body}");
    }
}

#[test]
fn nobody_else_reads_it_and_older_servers_do_not_know_it() {
    let portal = with_admin();
    let reply = list(&portal, ANNA, RIGHT, &json!({}));
    assert_eq!((reply.status, reply.field("error").as_str()), (403, "ACCESS_DENIED"), "L5");
    let reply = portal.send(&Ask::post("/rest/api/main.eventlog.list").json(&json!({})));
    assert_eq!((reply.status, reply.field("error").as_str()), (401, "access_denied"), "L2");
    let signed_in = portal.sign_in("boss", "Moon-flower9", DEVICE);
    let ask = Ask::post("/rest/api/main.eventlog.list").cookie(&signed_in.session().unwrap()).json(&json!({}));
    assert_eq!(portal.send(&ask).field("error"), "session_failed", "P42: with its token");
    for generation in ["2024", "2015"] {
        portal.policy(&json!({ "generation": generation }));
        let reply = list(&portal, "boss", "Moon-flower9", &json!({}));
        assert_eq!((reply.status, reply.field("error").as_str()), (404, "ERROR_METHOD_NOT_FOUND"), "L4");
    }
}

#[test]
fn everything_that_happens_at_sign_in_is_written_down() {
    let portal = Portal::with_code();
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 2, "BLOCK_TIME": 5 }));
    portal.send(&Ask::checkout().basic("nobody", WRONG)).assert_refused(BARE);
    let session = portal.half_signed_in();
    assert_eq!(kinds(&portal), ["USER_LOGIN"], "half a sign-in is none");
    portal.send(&Ask::code(&session, ANNA, &portal.wrong_code()));
    let signed_in = portal.send(&Ask::code(&session, ANNA, &portal.code()));
    portal.send(&Ask::checkout().cookie(&session));
    let target = format!("/?logout=yes&sessid={}", signed_in.field("sessid_md5"));
    portal.send(&Ask::get(&target).cookie(&session));
    portal.send(&Ask::get("/mobile/?mobile_action=checkout&bx_hit_hash=8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa"));
    portal.send(&Ask::post("/auth/?forgot_password=yes").form("AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN=anna"));
    portal.patch_user(ANNA, &json!({ "password": "Moon-flower7" }));
    portal.wrong_tries(ANNA, 2);
    let id = portal.id(ANNA);
    let found: Vec<(String, String)> = events(&portal).into_iter().map(|(kind, item, _)| (kind, item)).collect();
    let wanted = [
        ("USER_LOGIN", "nobody"),
        ("USER_LOGIN", ANNA),
        ("USER_AUTHORIZE", &id),
        ("USER_LOGOUT", &id),
        ("USER_LOGINBYHASH", ""),
        ("USER_INFO", &id),
        ("USER_PASSWORD_CHANGED", &id),
        ("USER_LOGIN", ANNA),
        ("USER_BLOCKED", &id),
        ("USER_LOGIN", ANNA),
    ];
    let wanted: Vec<(String, String)> =
        wanted.iter().map(|(kind, item)| ((*kind).to_owned(), (*item).to_owned())).collect();
    assert_eq!(found, wanted, "N3");
    let log = portal.desk_get("/events").text();
    assert!(!log.contains("8f2kd0Qm") && !log.contains(&signed_in.field("sessid_md5")), "no secret in it");
}

#[test]
fn a_password_changed_by_a_link_is_written_down_with_its_address() {
    let portal = Portal::start();
    portal.send(&Ask::post("/auth/?forgot_password=yes").form("AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN=anna"));
    let link = portal.desk_get("/mails").json()["mails"][0]["link"].as_str().unwrap().to_owned();
    let word = link.split("USER_CHECKWORD=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let form = format!(
        "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN=anna&USER_CHECKWORD={word}&USER_PASSWORD=Moon-flower7\
         &USER_CONFIRM_PASSWORD=Moon-flower7"
    );
    portal.send(&Ask::post("/auth/?change_password=yes").form(&form));
    let (kind, item, address) = events(&portal).pop().unwrap();
    assert_eq!((kind.as_str(), item, address.as_str()), ("USER_PASSWORD_CHANGED", portal.id(ANNA), "127.0.0.1"));
    assert!(!portal.desk_get("/events").text().contains(&word));
}

#[test]
fn a_rest_call_with_basic_is_a_login() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.send(&Ask::post("/rest/profile.json").basic(ANNA, &app_password));
    let last = portal.desk_get("/events").json()["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["auditTypeId"], &last["requestUri"]),
        (&json!("USER_AUTHORIZE"), &json!("/rest/profile.json")),
        "N2"
    );
}

#[test]
fn the_desk_can_make_requests_come_from_elsewhere() {
    let portal = Portal::start();
    portal.allow_addresses(&["127.0.0.1"]);
    let seen_as = |address: Value| {
        let reply = portal.desk_json("POST", "/seen-as", &json!({ "address": address }));
        assert_eq!(reply.status, 200, "{}", reply.text());
    };
    seen_as(json!("2001:db8::7"));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT));
    assert!(reply.status == 403 && reply.text().contains("2001:db8::7"), "{}", reply.text());
    assert_eq!(portal.state()["seen_as"], "2001:db8::7");
    seen_as(Value::Null);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.desk_json("POST", "/seen-as", &json!({ "address": "home" })).status, 400);
}

#[test]
fn who_was_signed_in_before_the_rule_is_told_with_the_next_request() {
    let portal = Portal::start();
    portal.desk_json("POST", "/seen-as", &json!({ "address": "203.0.113.9" }));
    let session = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    portal.allow_addresses(&["127.0.0.1"]);
    assert_eq!(portal.send(&Ask::checkout().cookie(&session)).status, 403, "N1");
    assert_eq!(events(&portal).len(), 1, "the login is older than the rule");
    portal.desk_json("POST", "/seen-as", &json!({ "address": null }));
    portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn the_notice_may_come_after_a_sign_in_that_succeeded() {
    let portal = Portal::start();
    portal.switches(&json!({ "P2": "403_after_sign_in" }));
    portal.allow_addresses(&["10.0.0.1"]);
    portal.patch_user(ANNA, &json!({ "attempts": 3 }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    assert_eq!((reply.status, kinds(&portal)), (403, vec!["USER_AUTHORIZE".to_owned()]), "S5");
    assert!(portal.user(ANNA)["app_passwords"].as_array().unwrap().is_empty());
    portal.send(&Ask::checkout().basic(ANNA, WRONG)).assert_refused(BARE);
    assert_eq!(portal.attempts(ANNA), 1);
}

#[test]
fn an_integration_on_behalf_of_an_employee_shows_as_a_login_past_the_rule() {
    let portal = Portal::start();
    portal.allow_addresses(&["127.0.0.1"]);
    let wish = json!({ "user": ANNA, "method": "profile", "address": "198.51.100.7" });
    let reply = portal.desk_json("POST", "/integration", &wish).json();
    assert_eq!((&reply["status"], &reply["answer"]["result"]["NAME"]), (&json!(200), &json!("Anna")));
    let wanted = ("USER_AUTHORIZE".to_owned(), portal.id(ANNA), "198.51.100.7".to_owned());
    assert_eq!(events(&portal), [wanted], "N2");
    assert_eq!(portal.sessions(ANNA), 0);
}
