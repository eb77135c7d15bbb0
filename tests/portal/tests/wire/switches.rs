//! The second forms of table P, each by its switch; and what the cloud does differently (P9).

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, BARE, DEVICE, PICTURE, Portal, RIGHT, SIGNED_IN, WRONG, flip};

#[test]
fn every_switch_names_its_values_and_the_one_in_force() {
    let portal = Portal::start();
    let all = portal.desk_get("/switches").json();
    let rows = all.get("switches").unwrap_or(&all).as_object().unwrap().clone();
    for number in ["P1", "P2", "P6", "P9", "P10", "P19", "P24", "P26", "P31", "P35", "E8", "G12", "I1", "L2", "T3"] {
        let row = &rows[number];
        let values = row["values"].as_array().unwrap();
        assert!(values.len() > 1 && !row["in_force"].is_null(), "{number}: {row}");
    }
    let set = portal.desk_json("PATCH", "/switches", &json!({ "P2": rows["P2"]["values"][1] }));
    assert_eq!(set.status / 100, 2);
    assert_eq!(portal.state()["switches"]["P2"], rows["P2"]["values"][1]);
}

#[test]
fn p1_sends_a_reason_from_the_cloud() {
    let portal = Portal::start();
    portal.switches(&json!({ "P1": { "error": "INVITE", "error_message": "Accept the invitation" } }));
    let template = concat!(
        r#"{"status":"failed","bitrix_sessid":"<hex>","#,
        r#""error":"INVITE","error_message":"Accept the invitation"}"#
    );
    portal.send(&Ask::checkout().basic(ANNA, WRONG)).assert_refused(template);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn p10_sends_the_headers_of_b16_with_a_checkout_refusal() {
    let portal = Portal::start();
    flip(&portal, "P10");
    let reply = portal.send(&Ask::checkout().basic(ANNA, WRONG));
    let found = reply.assert_is("401 Unauthorized", BARE);
    assert_eq!(reply.header("www-authenticate"), Some(r#"Basic realm="Bitrix24""#));
    assert_eq!(reply.header("bx-authorize"), Some(found[0].as_str()));
}

#[test]
fn p24_gives_a_new_session_id_at_sign_in() {
    let portal = Portal::start();
    flip(&portal, "P24");
    let before = portal.send(&Ask::discovery()).session().unwrap();
    let reply = portal.send(&Ask::checkout().cookie(&before).basic(ANNA, RIGHT).phone(DEVICE));
    let after = reply.session().unwrap();
    assert_ne!(after, before);
    portal.send(&Ask::checkout().cookie(&before)).assert_refused(BARE);
    let rest = portal.send(&Ask::rest("profile", &after, &reply.field("sessid_md5")));
    assert_eq!(rest.status, 200, "Q10: the newest cookie and its token");
}

#[test]
fn p26_tells_the_id_as_a_number() {
    let portal = Portal::start();
    flip(&portal, "P26");
    let reply = portal.sign_in(ANNA, RIGHT, DEVICE);
    assert_eq!(reply.json()["id"].to_string(), portal.id(ANNA));
}

#[test]
fn without_a_session_a_stale_token_may_be_named_first() {
    let portal = Portal::start();
    flip(&portal, "L2");
    let reply = portal.send(&Ask::rest("profile", "nobody", "x"));
    assert_eq!((reply.status, reply.field("error").as_str()), (401, "session_failed"), "T20 before T21");
    let (session, sessid) = (reply.session().unwrap(), reply.field("sessid"));
    let reply = portal.send(&Ask::rest("profile", &session, &sessid));
    assert_eq!((reply.status, reply.field("error").as_str()), (401, "access_denied"), "T21");
}

#[test]
fn a_replaced_application_password_may_end_only_the_sessions_made_with_one() {
    for (switched, status) in [(false, 401), (true, 200)] {
        let portal = Portal::start();
        if switched {
            flip(&portal, "E8");
        }
        let typed = portal.sign_in(ANNA, RIGHT, "TABLET").session().unwrap();
        portal.sign_in(ANNA, RIGHT, DEVICE);
        portal.sign_in(ANNA, RIGHT, DEVICE);
        assert_eq!(portal.send(&Ask::checkout().cookie(&typed)).status, status, "E8, P33");
    }
}

#[test]
fn a_licence_mark_is_no_refusal() {
    let portal = Portal::start();
    for mark in ["restricted", "blocked"] {
        portal.switches(&json!({ "T3": mark }));
        let reply = portal.sign_in(ANNA, RIGHT, DEVICE).json();
        assert_eq!(reply["status"], "success", "T3");
        assert!(!reply[mark].is_null(), "T3");
    }
}

#[test]
fn the_cloud_says_so_and_names_the_picture_by_address() {
    let portal = Portal::start();
    portal.switches(&json!({ "P9": "cloud" }));
    let discovery = portal.send(&Ask::discovery()).json();
    assert_eq!(discovery["cloud"], true, "A1");
    assert!(discovery["host"].is_string(), "A1");
    let reply = portal.wrong_tries(ANNA, 10);
    let template = PICTURE.replace('}', r#","captchaURL":"<text>"}"#);
    let found = reply.assert_refused(&template);
    assert!(found[2].starts_with("http") && found[2].contains(&found[1]), "P3: {}", found[2]);
    let (_, after) = found[2].split_once("://").unwrap();
    let (_, place) = after.split_once('/').unwrap();
    let picture = portal.send(&Ask::get(&format!("/{place}")));
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/jpeg")), "P3: plain GET");
    assert_eq!(portal.sign_in_with_picture(&reply).json()["cloud"], true);
}

#[test]
fn when_network_cannot_be_reached_checkout_answers_521() {
    let portal = Portal::start();
    portal.switches(&json!({ "P9": "cloud_network_down" }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, WRONG));
    assert_eq!(reply.status, 521, "P9");
    assert_eq!(portal.attempts(ANNA), 0, "T19: no refusal");
    portal.switches(&json!({ "P9": "box" }));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn screenshots_and_copying_follow_the_policy() {
    let portal = Portal::start();
    portal.policy(&json!({ "canTakeScreenshot": false, "canCopyText": false }));
    let reply = portal.sign_in(ANNA, RIGHT, DEVICE).json();
    assert_eq!((&reply["canTakeScreenshot"], &reply["canCopyText"]), (&Value::Bool(false), &Value::Bool(false)));
}
