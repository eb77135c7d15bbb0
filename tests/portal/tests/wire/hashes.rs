//! One-time hashes of links (K1, K2, P11, P12, P45).

use serde_json::json;

use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, signed_in_new};

/// A hash for Anna, as the desk gives it out.
fn hash(portal: &Portal) -> String {
    let wish = json!({ "user": portal.id(ANNA), "intent": "preset_task", "ttl_s": 600 });
    let given = portal.desk_json("POST", "/hash", &wish);
    let (hash, link) = (given.field("hash"), given.field("link"));
    assert!(link.starts_with("https://") && link.contains(&hash), "K1: {link}");
    hash
}

fn ask(hash: &str) -> Ask {
    let target = format!("/mobile/?mobile_action=checkout&bx_hit_hash={hash}&intent=preset_task");
    Ask::get(&target).header("BX-APP-UUID", DEVICE)
}

#[test]
fn a_hash_lives_ten_minutes() {
    let portal = Portal::start();
    let (early, late) = (hash(&portal), hash(&portal));
    portal.advance(590);
    portal.send(&ask(&early)).assert_is("200 OK", &signed_in_new());
    portal.advance(15);
    portal.send(&ask(&late)).assert_refused(BARE);
}

#[test]
fn a_hash_needs_no_picture_and_sets_the_counter_to_nothing() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "attempts": 12 }));
    portal.send(&ask(&hash(&portal))).assert_is("200 OK", &signed_in_new());
    assert_eq!(portal.attempts(ANNA), 0, "P45");
}

#[test]
fn a_hash_that_nobody_gave_out_is_a_bare_refusal() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "attempts": 12 }));
    portal.send(&ask("8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa")).assert_refused(BARE);
    assert_eq!(portal.attempts(ANNA), 12, "P11");
    let last = portal.requests().pop().unwrap();
    assert_eq!((&last["credential"], &last["right"]), (&json!("hash"), &json!(false)));
}

#[test]
fn a_hash_of_a_blocked_employee_signs_nobody_in() {
    let portal = Portal::start();
    let hash = hash(&portal);
    portal.patch_user(ANNA, &json!({ "blocked": true }));
    portal.send(&ask(&hash)).assert_refused(BARE);
}

#[test]
fn a_hash_that_sets_up_the_push_type_brings_what_the_phone_needs() {
    let portal = Portal::start();
    let wish = json!({ "user": ANNA, "intent": "pushOtpInit/channel7" });
    let hash = portal.desk_json("POST", "/hash", &wish).field("hash");
    let target = format!("/mobile/?mobile_action=checkout&bx_hit_hash={hash}&intent=pushOtpInit%2Fchannel7");
    let reply = portal.send(&Ask::get(&target).header("BX-APP-UUID", DEVICE));
    assert_eq!(reply.status, 200, "K3");
    let set_up = &reply.json()["pushOtpInit"];
    let text = |name: &str| set_up[name].as_str().unwrap_or_else(|| panic!("no {name} in {set_up}")).to_owned();
    assert_eq!((text("channelTag").as_str(), text("uniqueId").len()), ("channel7", 32), "K3, B17");
    let uri = format!("otpauth://totp/127.0.0.1:anna?secret={}&algorithm=SHA1&digits=6", text("appSecret"));
    assert!(text("provisionUri").starts_with(&uri), "D1: {set_up}");
    assert_eq!(portal.user(ANNA)["otp"], serde_json::Value::Null, "offered, not connected");
}

#[test]
fn a_hash_whose_answer_is_lost_is_spent() {
    let portal = Portal::start();
    let hash = hash(&portal);
    portal.fault(&json!({ "kind": "drop", "count": 1, "after": true }));
    assert!(portal.try_send(&ask(&hash)).is_none());
    portal.send(&ask(&hash)).assert_refused(BARE);
}

#[test]
fn the_log_never_shows_the_hash() {
    let portal = Portal::start();
    let hash = hash(&portal);
    portal.send(&ask(&hash));
    assert!(!portal.desk_get("/requests?after=0").text().contains(&hash));
    assert!(!portal.desk_get("/").text().contains(&hash));
    assert_eq!(portal.send(&Ask::checkout().basic(ANNA, RIGHT)).status, 200);
}

#[test]
fn a_hash_serves_under_its_path_and_is_not_spent_elsewhere() {
    let portal = Portal::start();
    let hash = hash(&portal);
    for target in ["/auth/", "/", "/rest/profile.json", "/extranet/mobile/", "/bitrix/services/main/ajax.php"] {
        portal.send(&Ask::get(&format!("{target}?mobile_action=checkout&bx_hit_hash={hash}")));
        let last = portal.requests().pop().unwrap();
        assert_eq!((&last["credential"], &last["right"]), (&json!("hash"), &json!(null)), "K2: {target} {last}");
    }
    assert_eq!(portal.sessions(ANNA), 0, "K2");
    let target = format!("/mobile/ajax.php?mobile_action=checkout&bx_hit_hash={hash}");
    portal.send(&Ask::get(&target)).assert_is("200 OK", &signed_in_new());
}
