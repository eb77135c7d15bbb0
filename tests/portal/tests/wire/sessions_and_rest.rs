//! Sessions, CSRF tokens, REST and address rules (F, L, N1, P2, P24).

use std::time::Duration;

use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::support::template::keys;
use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, SIGNED_IN, WRONG, flip};

const DENIED: &str = r#"{"error":"access_denied","error_description":"User not authorized","sessid":"<hex>"}"#;
const STALE: &str = r#"{"error":"session_failed","error_description":"Sessid check failed","sessid":"<hex>"}"#;

/// Anna's session and its token.
fn signed_in(portal: &Portal) -> (String, String) {
    let reply = portal.sign_in(ANNA, RIGHT, DEVICE);
    (reply.session().unwrap(), reply.field("sessid_md5"))
}

/// `2026-09-21T14:13:20+00:00` (L6) in seconds since 1970.
fn unix(text: &str) -> f64 {
    assert!(text.ends_with("+00:00"), "L6: {text}");
    let date = OffsetDateTime::parse(text, &Rfc3339).unwrap();
    Duration::from_secs(date.unix_timestamp().try_into().unwrap()).as_secs_f64()
}

#[test]
fn a_session_ends_24_minutes_after_its_last_request() {
    let portal = Portal::start();
    let (session, _) = signed_in(&portal);
    for _ in 0..3 {
        portal.advance(1_430);
        portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", SIGNED_IN);
    }
    portal.advance(1_441);
    let reply = portal.send(&Ask::checkout().cookie(&session));
    reply.assert_refused(BARE);
    assert_ne!(reply.session(), Some(session), "F5: a new id is given");
}

#[test]
fn the_session_time_is_a_rule_of_the_policy() {
    let portal = Portal::start();
    assert_eq!(portal.state()["policy"]["SESSION_TIMEOUT"], 24, "G2");
    portal.policy(&json!({ "SESSION_TIMEOUT": 15 }));
    let (session, _) = signed_in(&portal);
    portal.advance(901);
    portal.send(&Ask::checkout().cookie(&session)).assert_refused(BARE);
}

#[test]
fn the_desk_counts_open_sessions() {
    let portal = Portal::start();
    assert_eq!(portal.sessions(ANNA), 0);
    portal.sign_in(ANNA, RIGHT, "PHONE");
    portal.sign_in(ANNA, RIGHT, "TABLET");
    assert_eq!(portal.sessions(ANNA), 2);
    portal.advance(1_441);
    assert_eq!(portal.sessions(ANNA), 0);
}

#[test]
fn a_session_id_that_nobody_gave_out_is_not_taken_over() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::checkout().cookie("s00000000").basic(ANNA, RIGHT));
    assert_eq!(reply.status, 200);
    assert_ne!(reply.session().unwrap(), "s00000000", "a session id made by somebody else is no secret");
}

#[test]
fn other_cookies_do_not_hide_the_session() {
    let portal = Portal::start();
    let (session, _) = signed_in(&portal);
    let cookies = format!("BITRIX_SM_LOGIN=anna; PHPSESSID={session};MOBILE_DEVICE=iphone");
    portal.send(&Ask::checkout().header("Cookie", &cookies)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn every_session_has_a_token_of_its_own() {
    let portal = Portal::start();
    let (_, first) = signed_in(&portal);
    let (_, second) = signed_in(&portal);
    assert_ne!(first, second, "F3");
}

#[test]
fn rest_without_a_session_is_denied() {
    let portal = Portal::start();
    for ask in [Ask::post("/rest/profile.json"), Ask::rest("profile", "nobody", "x")] {
        let reply = portal.send(&ask);
        assert_eq!(reply.header("www-authenticate"), Some(r#"Basic realm="Bitrix REST""#), "L2");
        reply.assert_is("401 Unauthorized", DENIED);
    }
}

#[test]
fn rest_after_the_session_ended_is_denied() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    portal.advance(1_441);
    portal.send(&Ask::rest("profile", &session, &sessid)).assert_is("401 Unauthorized", DENIED);
}

#[test]
fn rest_wants_the_token_and_takes_it_from_a_header_too() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    let bare = Ask::post("/rest/profile.json").cookie(&session);
    let found = portal.send(&bare).assert_is("401 Unauthorized", STALE);
    assert_eq!(found[0], sessid, "T20: the right one comes along");
    let reply = portal.send(&bare.header("X-Bitrix-Csrf-Token", &sessid));
    assert_eq!(reply.status, 200, "F3: {}", reply.text());
}

#[test]
fn rest_refusals_spend_no_try() {
    let portal = Portal::start();
    let (session, _) = signed_in(&portal);
    portal.send(&Ask::rest("profile", &session, "wrong"));
    portal.send(&Ask::rest("profile", "nobody", "wrong"));
    assert_eq!(portal.attempts(ANNA), 0);
}

#[test]
fn the_log_says_of_checkout_and_rest_that_they_came_from_the_background() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    portal.send(&Ask::checkout().cookie(&session).header("BX-MOBILE-BACKGROUND", "true"));
    let call =
        |background| Ask::post("/rest/profile.json").cookie(&session).form(&format!("sessid={sessid}{background}"));
    portal.send(&call("&bx_mobile_background=Y"));
    portal.send(&call("&bx_mobile_background=N"));
    let marked: Vec<bool> = portal.requests().iter().map(|entry| entry["background"] == true).collect();
    assert_eq!(marked, [false, true, true, false], "B8, L1");
}

#[test]
fn both_rest_addresses_answer() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    let form = format!("sessid={sessid}&bx_mobile=Y");
    for address in ["/rest/profile.json", "/rest/profile"] {
        let reply = portal.send(&Ask::post(address).cookie(&session).form(&form));
        assert_eq!(reply.status, 200, "{address}");
        assert!(reply.header("content-type").unwrap().starts_with("application/json"), "{address}");
    }
}

#[test]
fn every_good_answer_of_rest_tells_its_times() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    for method in ["profile", "user.current", "server.time"] {
        let reply = portal.send(&Ask::rest(method, &session, &sessid));
        assert_eq!(keys(&reply.text()), ["result", "time"], "L6: {method}");
        let json = reply.json();
        let wanted = "start finish duration processing date_start date_finish operating operating_reset_at";
        assert_eq!(keys(&raw_time(&reply.text())).join(" "), wanted, "L6: {method}");
        let (start, finish) = (json["time"]["start"].as_f64().unwrap(), json["time"]["finish"].as_f64().unwrap());
        assert!(finish >= start, "{method}");
        let start_text = unix(json["time"]["date_start"].as_str().unwrap());
        assert!((start_text - start).abs() < 1.5, "L6: {method}");
    }
}

/// The text of the object under `time`, which comes last.
fn raw_time(body: &str) -> String {
    let (_, time) = body.rsplit_once(r#""time":"#).unwrap();
    time.strip_suffix('}').unwrap().to_owned()
}

#[test]
fn user_current_tells_the_employee() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    let result = portal.send(&Ask::rest("user.current", &session, &sessid)).json()["result"].clone();
    assert_eq!(result["ID"], portal.id(ANNA).as_str(), "L4: a string");
    assert_eq!((&result["NAME"], &result["LAST_NAME"]), (&json!("Anna"), &json!("Berg")));
    assert_eq!((&result["ACTIVE"], &result["EMAIL"]), (&json!(true), &json!("anna@company.example")));
}

#[test]
fn server_time_follows_the_desks_clock() {
    let portal = Portal::start();
    let before = portal.now();
    portal.advance(7_200);
    let (session, sessid) = signed_in(&portal);
    let reply = portal.send(&Ask::rest("server.time", &session, &sessid));
    let told = unix(reply.json()["result"].as_str().unwrap());
    let since = told - Duration::from_secs(before).as_secs_f64();
    assert!((7_199.0..7_260.0).contains(&since), "{since}");
}

#[test]
fn an_unknown_method_is_not_found() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    let reply = portal.send(&Ask::rest("no.such.method", &session, &sessid));
    assert_eq!((reply.status, reply.field("error").to_uppercase().as_str()), (404, "ERROR_METHOD_NOT_FOUND"), "L5");
}

#[test]
fn rest_takes_basic_as_well() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    let ask = Ask::post("/rest/profile.json").basic(ANNA, &app_password);
    let opened = portal.send(&ask);
    let (session, sessid) = (opened.session().unwrap(), opened.field("sessid"));
    opened.assert_is("401 Unauthorized", STALE);
    assert_eq!(portal.send(&Ask::rest("profile", &session, &sessid)).status, 200, "L1");
}

#[test]
fn outside_the_allowed_addresses_checkout_and_rest_answer_403_with_a_page() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    for allowed in [&["10.0.0.1-10.0.0.9"][..], &["192.168.7.1"][..]] {
        portal.allow_addresses(allowed);
        for ask in [Ask::checkout().basic(ANNA, RIGHT), Ask::rest("profile", &session, &sessid)] {
            let reply = portal.send(&ask);
            assert_eq!(reply.line, "HTTP/1.1 403 Forbidden", "P2");
            assert!(reply.header("content-type").unwrap().starts_with("text/html"), "P2");
            assert!(reply.text().contains('<'), "P2");
        }
        portal.send(&Ask::checkout().basic(ANNA, WRONG));
        assert_eq!(portal.attempts(ANNA), 0, "P2: counter unchanged");
    }
    portal.allow_addresses(&[]);
    portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn inside_the_allowed_addresses_nothing_changes() {
    let portal = Portal::start();
    for allowed in [&["127.0.0.1"][..], &["10.0.0.1", "127.0.0.0-127.0.0.255"][..]] {
        portal.allow_addresses(allowed);
        portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
    }
}

#[test]
fn the_switch_makes_the_address_rule_a_bare_401() {
    let portal = Portal::start();
    portal.allow_addresses(&["10.0.0.1-10.0.0.9"]);
    flip(&portal, "P2");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("401 Unauthorized", BARE);
    assert_eq!(portal.attempts(ANNA), 0, "P2");
}

#[test]
fn rest_names_the_employee_whom_the_answer_of_2013_does_not_name() {
    let portal = Portal::of_generation("2013");
    let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
    let (session, sessid) = (signed_in.session().unwrap(), signed_in.field("sessid_md5"));
    let reply = portal.send(&Ask::rest("profile", &session, &sessid));
    assert_eq!(reply.json()["result"]["ID"], portal.id(ANNA).as_str(), "Q13");
}

#[test]
fn counters_of_messages_are_nothing_and_their_empty_maps_arrive_as_lists() {
    let portal = Portal::start();
    let (session, sessid) = signed_in(&portal);
    let result = portal.send(&Ask::rest("im.counters.get", &session, &sessid)).json()["result"].clone();
    for name in ["ALL", "NOTIFY", "CHAT", "LINES", "DIALOG", "MESSENGER"] {
        assert_eq!(result["TYPE"][name], 0, "L4: {name}");
    }
    for name in ["CHAT", "CHAT_MUTED", "CHAT_UNREAD", "LINES", "DIALOG", "DIALOG_UNREAD"] {
        assert_eq!(result[name], json!([]), "L4: {name}");
    }
}
