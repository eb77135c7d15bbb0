//! X1 to X14 as the current generation speaks them, byte for byte where the facts fix the bytes.

use serde_json::json;

use crate::support::{
    ANNA, Ask, BARE, CODE_WANTED, DEVICE, PICTURE, Portal, RIGHT, SIGNED_IN, WRONG, WRONG_OTP, signed_in_new,
};

#[test]
fn x1_discovery_tells_a_portal_and_opens_a_session() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::discovery());
    reply.assert_checkout_headers();
    assert!(reply.session().is_some());
    reply.assert_is("200 OK", r#"{"status":"failed","bitrix_sessid":"<hex>","cloud":false,"host":null}"#);
}

#[test]
fn a_login_check_says_whether_the_login_exists() {
    let portal = Portal::start();
    for (login, exists) in [("anna", "true"), ("COMPANY%5Canna", "true"), ("nobody", "false")] {
        let target = format!("/mobile/?mobile_action=checkout&logincheck=1&login={login}");
        let reply = portal.send(&Ask::get(&target));
        reply.assert_checkout_headers();
        assert_eq!(reply.line, "HTTP/1.1 200 OK", "A2");
        assert_eq!(reply.json()["status"], "failed", "A2");
        assert_eq!(reply.json()["exists"].to_string(), exists, "A2 for {login}");
    }
}

#[test]
fn x2_first_sign_in_gives_an_application_password() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    reply.assert_checkout_headers();
    assert!(reply.session().is_some());
    let found = reply.assert_is("200 OK", &signed_in_new());
    assert_eq!(found[0], portal.id(ANNA));
}

#[test]
fn target_is_the_same_at_every_sign_in_and_another_for_everybody_else() {
    let portal = Portal::start();
    portal.add_user("boris", "Moon-flower9", "Boris Crane");
    let anna = portal.sign_in(ANNA, RIGHT, DEVICE).field("target");
    let boris = portal.sign_in("boris", "Moon-flower9", DEVICE).field("target");
    assert_eq!(portal.sign_in(ANNA, RIGHT, DEVICE).field("target"), anna);
    assert_ne!(anna, boris);
    assert_ne!(Portal::start().sign_in(ANNA, RIGHT, DEVICE).field("target"), anna, "B17: another portal");
}

#[test]
fn x3_a_wrong_password_is_a_bare_refusal() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::checkout().basic(ANNA, WRONG));
    assert!(reply.session().is_some());
    reply.assert_refused(BARE);
}

#[test]
fn x4_the_tenth_wrong_try_of_a_session_brings_a_picture() {
    let portal = Portal::start();
    let ask = Ask::checkout().basic(ANNA, WRONG);
    let first = portal.send(&ask);
    let session = first.session().unwrap();
    let sessid = first.field("bitrix_sessid");
    for _ in 2..=9 {
        let found = portal.send(&ask.clone().cookie(&session)).assert_refused(BARE);
        assert_eq!(found[0], sessid, "F3: one session, one sessid");
    }
    let found = portal.send(&ask.cookie(&session)).assert_refused(PICTURE);
    assert_eq!(found[0], sessid);

    let picture = portal.send(&Ask::get(&format!("/mobile/ajax.php?captcha_sid={}", found[1])));
    assert_eq!((picture.line.as_str(), picture.header("content-type")), ("HTTP/1.1 200 OK", Some("image/jpeg")));
    let size = imagesize::blob_size(&picture.body).unwrap();
    assert_eq!((size.width, size.height), (240, 80), "C1");
}

#[test]
fn x5_word_and_password_together_sign_in() {
    let portal = Portal::start();
    let reply = portal.wrong_tries(ANNA, 10);
    let (session, sid) = (reply.session().unwrap(), reply.field("captchaCode"));
    let ask = Ask::checkout().cookie(&session).basic(ANNA, RIGHT).phone(DEVICE).captcha(&sid, &portal.word(&sid));
    let reply = portal.send(&ask);
    reply.assert_checkout_headers();
    reply.assert_is("200 OK", &signed_in_new());
}

#[test]
fn x6_a_second_factor_asks_for_a_code() {
    let portal = Portal::with_code();
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    assert!(reply.session().is_some());
    reply.assert_refused(CODE_WANTED);
}

#[test]
fn x7_a_code_in_the_same_session_signs_in_and_brings_the_application_password() {
    let portal = Portal::with_code();
    let asked = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    let session = asked.session().unwrap();
    let reply = portal.send(&Ask::code(&session, ANNA, &portal.code()).phone(DEVICE));
    reply.assert_checkout_headers();
    let found = reply.assert_is("200 OK", &signed_in_new());
    assert_eq!(found[1], asked.field("bitrix_sessid"), "F3, P24");
    assert!(reply.session().is_none_or(|same| same == session), "P24");
}

#[test]
fn x8_a_wrong_code_says_so_and_keeps_the_session() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    let wrong = portal.wrong_code();
    for _ in 0..2 {
        portal.send(&Ask::code(&session, ANNA, &wrong).phone(DEVICE)).assert_refused(WRONG_OTP);
    }
    let reply = portal.send(&Ask::code(&session, ANNA, &portal.code()).phone(DEVICE));
    reply.assert_is("200 OK", &signed_in_new());
}

#[test]
fn x9_a_recovery_code_signs_in_like_a_code() {
    let portal = Portal::with_code();
    let codes = portal.user(ANNA)["otp"]["recovery_codes"].clone();
    let code = codes[0].as_str().unwrap();
    let session = portal.half_signed_in();
    let reply = portal.send(&Ask::code(&session, ANNA, code).phone(DEVICE));
    reply.assert_is("200 OK", &signed_in_new());
}

#[test]
fn x10_the_application_password_signs_in_again_without_a_code_or_a_new_one() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.patch_user(ANNA, &json!({ "otp": { "type": "totp", "secret": crate::support::SECRET } }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, &app_password).phone(DEVICE));
    reply.assert_checkout_headers();
    assert!(reply.session().is_some());
    reply.assert_is("200 OK", SIGNED_IN);
}

#[test]
fn x10_a_revoked_application_password_is_a_bare_refusal() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.revoke(ANNA);
    portal.send(&Ask::checkout().basic(ANNA, &app_password)).assert_refused(BARE);
    assert_eq!(portal.attempts(ANNA), 1, "T13: each try raises the counter");
}

#[test]
fn x11_over_the_limit_the_application_password_wants_a_picture_and_then_works() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.wrong_tries(ANNA, 10);
    let ask = Ask::checkout().basic(ANNA, &app_password).header("BX-APP-UUID", DEVICE);
    let sid = portal.send(&ask).assert_refused(PICTURE)[1].clone();
    let word = portal.word(&sid).to_uppercase();
    portal.send(&ask.captcha(&sid, &word)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 0, "G7, P32");
}

#[test]
fn x12_rest_refuses_a_stale_sessid_and_names_the_right_one() {
    let portal = Portal::start();
    let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
    let (session, sessid) = (signed_in.session().unwrap(), signed_in.field("sessid_md5"));
    let reply = portal.send(&Ask::rest("profile", &session, "ca6709171442d8d57c49bffe3ee0ce89"));
    assert_eq!(reply.header("www-authenticate"), Some(r#"Basic realm="Bitrix REST""#));
    let template = r#"{"error":"session_failed","error_description":"Sessid check failed","sessid":"<hex>"}"#;
    assert_eq!(reply.assert_is("401 Unauthorized", template)[0], sessid);

    let reply = portal.send(&Ask::rest("profile", &session, &sessid));
    let template = concat!(
        r#"{"result":{"ID":"<digits>","ADMIN":false,"NAME":"Anna","LAST_NAME":"Berg","#,
        r#""PERSONAL_GENDER":"<text>","TIME_ZONE":"<text>"},"#,
        r#""time":{"start":<number>,"finish":<number>,"duration":<number>,"processing":<number>,"#,
        r#""date_start":"<text>","date_finish":"<text>","operating":<number>,"operating_reset_at":<number>}}"#
    );
    let found = reply.assert_is("200 OK", template);
    assert_eq!(found[0], portal.id(ANNA));
}

#[test]
fn x13_a_renamed_portal_points_to_its_new_address_with_path_and_query() {
    let portal = Portal::start();
    portal.desk_json("POST", "/rename", &json!({ "to": "https://new-name.bitrix24.example" }));
    for (ask, place) in [
        (Ask::checkout().basic(ANNA, RIGHT), "/mobile/?mobile_action=checkout"),
        (Ask::discovery(), "/mobile/?mobile_action=checkout&servercheck=1"),
        (Ask::post("/rest/profile.json"), "/rest/profile.json"),
    ] {
        let reply = portal.send(&ask.header("Host", "b24-old.bitrix24.example"));
        assert_eq!(reply.line, "HTTP/1.1 302 Found", "A7");
        let wanted = format!("https://new-name.bitrix24.example{place}");
        assert_eq!(reply.header("location"), Some(wanted.as_str()), "P23");
    }
    portal.desk_json("POST", "/rename", &json!({ "to": null }));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn x14_a_hash_signs_in_once_and_brings_an_application_password() {
    let portal = Portal::start();
    let wish = json!({ "user": portal.id(ANNA), "intent": "preset_task", "ttl_s": 600 });
    let given = portal.desk_json("POST", "/hash", &wish);
    let hash = given.field("hash");
    assert_eq!(hash.len(), 32, "K2");
    let target = format!("/mobile/?mobile_action=checkout&bx_hit_hash={hash}&intent=preset_task");
    let ask = Ask::get(&target).header("BX-APP-UUID", DEVICE).header("BX-DEVICE-NAME", "Anna phone");
    let reply = portal.send(&ask);
    assert!(reply.session().is_some());
    reply.assert_is("200 OK", &signed_in_new());
    portal.send(&ask).assert_refused(BARE);
    assert_eq!(portal.attempts(ANNA), 0, "P11: not counted");
}
