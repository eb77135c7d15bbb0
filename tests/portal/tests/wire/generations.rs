//! How older servers answer (B12, B14, B18, A3, T5, P31).

use serde_json::json;

use crate::support::template::keys;
use crate::support::{ANNA, Ask, BARE, CODE_WANTED, DEVICE, PICTURE, Portal, RIGHT, SECRET, WRONG, signed_in_new};

const NEED_OTP_2024: &str = r#"{"status":"failed","bitrix_sessid":"<hex>","needOtp":true}"#;

fn with_code(generation: &str) -> Portal {
    let portal = Portal::of_generation(generation);
    portal.patch_user(ANNA, &json!({ "otp": { "type": "totp", "secret": SECRET } }));
    portal
}

#[test]
fn the_generation_of_today_is_2025() {
    let portal = Portal::start();
    assert_eq!(portal.state()["policy"]["generation"], "2025", "P31");
}

#[test]
fn in_2024_discovery_and_success_are_as_today() {
    let portal = Portal::of_generation("2024");
    let template = r#"{"status":"failed","bitrix_sessid":"<hex>","cloud":false,"host":null}"#;
    portal.send(&Ask::discovery()).assert_is("200 OK", template);
    portal.sign_in(ANNA, RIGHT, DEVICE).assert_is("200 OK", &signed_in_new());
}

#[test]
fn in_2024_a_code_is_asked_for_with_one_key_only() {
    let portal = with_code("2024");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE)).assert_refused(NEED_OTP_2024);
}

#[test]
fn in_2024_a_wrong_code_with_basic_repeats_the_demand() {
    let portal = with_code("2024");
    let session = portal.half_signed_in();
    let wrong = Ask::code(&session, ANNA, &portal.wrong_code()).basic(ANNA, RIGHT);
    portal.send(&wrong).assert_refused(NEED_OTP_2024);
}

#[test]
fn in_2024_a_wrong_code_without_basic_is_a_bare_refusal() {
    let portal = with_code("2024");
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &portal.wrong_code())).assert_refused(BARE);
    let reply = portal.send(&Ask::code(&session, ANNA, &portal.code()).phone(DEVICE));
    reply.assert_is("200 OK", &signed_in_new());
}

#[test]
fn in_2024_a_code_with_nothing_pending_is_a_bare_refusal() {
    let portal = with_code("2024");
    let session = portal.send(&Ask::discovery()).session().unwrap();
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_refused(BARE);
}

#[test]
fn in_2024_the_code_steps_limit_brings_a_picture_beside_the_demand() {
    let portal = with_code("2024");
    let session = portal.half_signed_in();
    portal.patch_user(ANNA, &json!({ "code_attempts": 9 }));
    let wrong = Ask::code(&session, ANNA, &portal.wrong_code());
    let both = NEED_OTP_2024.replace(r#""needOtp""#, r#""captchaCode":"<sid>","needOtp""#);
    let sid = portal.send(&wrong.clone().basic(ANNA, RIGHT)).assert_refused(&both)[1].clone();
    portal.send(&wrong).assert_refused(BARE);
    let form =
        format!("AUTH_FORM=Y&TYPE=OTP&USER_OTP={}&captcha_sid={sid}&captcha_word={}", portal.code(), portal.word(&sid));
    let reply = portal.send(&Ask::checkout().cookie(&session).form(&form).phone(DEVICE));
    reply.assert_is("200 OK", &signed_in_new());
}

#[test]
fn in_2024_only_basic_names_a_login() {
    let portal = Portal::of_generation("2024");
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    portal.send(&Ask::checkout().basic(ANNA, WRONG)).assert_refused(PICTURE);
    let form = format!("AUTH_FORM=Y&TYPE=AUTH&USER_LOGIN={ANNA}&USER_PASSWORD={WRONG}");
    portal.send(&Ask::checkout().form(&form)).assert_refused(BARE);
}

#[test]
fn today_a_code_is_asked_for_with_its_kind_and_the_other_ways() {
    let portal = with_code("2025");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(CODE_WANTED);
    portal.patch_user(ANNA, &json!({ "otp": { "type": "hotp", "secret": SECRET } }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT));
    reply.assert_refused(&CODE_WANTED.replace("totp", "hotp"));
}

#[test]
fn in_2015_discovery_is_a_plain_refusal() {
    let portal = Portal::of_generation("2015");
    for query in ["servercheck=1", "logincheck=1&login=anna"] {
        let reply = portal.send(&Ask::get(&format!("/mobile/?mobile_action=checkout&{query}")));
        assert_eq!(reply.header("content-type"), Some("application/x-javascript"));
        assert_eq!(reply.header("bx-mobile-action"), None, "B11: since 17.5");
        reply.assert_is("401 Unauthorized", BARE);
    }
}

#[test]
fn in_2015_success_has_the_keys_of_its_time() {
    let portal = Portal::of_generation("2015");
    let reply = portal.sign_in(ANNA, RIGHT, DEVICE);
    assert_eq!(reply.header("bx-mobile-action"), None, "B11: since 17.5");
    let wanted = "status page_mark sessid_md5 target photoUrl useModernStyle appmap whiteList appPassword";
    assert_eq!(keys(&reply.text()).join(" "), wanted, "B18");
    assert_eq!(reply.field("status"), "success");
    assert_eq!(reply.field("sessid_md5").len(), 32);
    assert_eq!(reply.field("target").len(), 32);
    assert_eq!(reply.field("appPassword").len(), 16);
    let again = portal.send(&Ask::checkout().basic(ANNA, &reply.field("appPassword")));
    let wanted = wanted.strip_suffix(" appPassword").unwrap();
    assert_eq!(keys(&again.text()).join(" "), wanted, "E2");
}

#[test]
fn in_2015_the_tenth_wrong_try_brings_a_picture() {
    let portal = Portal::of_generation("2015");
    portal.wrong_tries(ANNA, 9).assert_is("401 Unauthorized", BARE);
    let sid = portal.wrong_tries(ANNA, 1).assert_is("401 Unauthorized", PICTURE)[1].clone();
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).captcha(&sid, &portal.word(&sid)));
    assert_eq!(reply.status, 200);
    assert_eq!(portal.attempts(ANNA), 0);
}

#[test]
fn in_2015_a_device_id_is_compared_with_its_case() {
    let portal = Portal::of_generation("2015");
    portal.sign_in(ANNA, RIGHT, DEVICE);
    portal.sign_in(ANNA, RIGHT, &DEVICE.to_lowercase());
    portal.sign_in(ANNA, RIGHT, DEVICE);
    assert_eq!(portal.user(ANNA)["app_passwords"].as_array().unwrap().len(), 2, "E3; B8: in upper case from 2023 on");
}

#[test]
fn before_20_0_the_token_is_a_field_and_no_header() {
    for generation in ["2015", "2013"] {
        let portal = Portal::of_generation(generation);
        let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
        let (session, sessid) = (signed_in.session().unwrap(), signed_in.field("sessid_md5"));
        let header = Ask::post("/rest/profile.json").cookie(&session).header("X-Bitrix-Csrf-Token", &sessid);
        let refused = portal.send(&header);
        assert_eq!((refused.status, refused.field("error").as_str()), (401, "session_failed"), "F3: {generation}");
        assert_eq!(portal.send(&Ask::rest("profile", &session, &sessid)).status, 200, "{generation}");
    }
}

#[test]
fn in_2013_a_refusal_comes_with_status_200_and_names_nothing() {
    let portal = Portal::of_generation("2013");
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    for ask in [Ask::checkout().basic(ANNA, WRONG), Ask::checkout(), Ask::discovery()] {
        let reply = portal.send(&ask);
        assert_eq!(reply.line, "HTTP/1.1 200 OK", "B18");
        assert_eq!(reply.header("bx-mobile-action"), None, "B11: since 17.5");
        assert_eq!(reply.field("status"), "failed", "T5");
        let keys = keys(&reply.text());
        assert!(keys.iter().all(|key| key == "status" || key == "bitrix_sessid"), "T5, B18: {keys:?}");
    }
}

#[test]
fn in_2013_success_has_three_keys_and_no_application_password() {
    let portal = Portal::of_generation("2013");
    let reply = portal.sign_in(ANNA, RIGHT, DEVICE);
    assert_eq!(keys(&reply.text()).join(" "), "status sessid_md5 appmap", "B18");
    assert_eq!(reply.field("status"), "success");
    assert_eq!(portal.user(ANNA)["app_passwords"].as_array().unwrap().len(), 0, "Q13");
}

#[test]
fn in_2013_logout_of_the_app_signs_out_and_says_so() {
    let portal = Portal::of_generation("2013");
    let session = portal.send(&Ask::checkout().basic(ANNA, RIGHT)).session().unwrap();
    let target = "/mobile/ajax.php?mobile_action=logout&uuid=1";
    let reply = portal.send(&Ask::get(target).cookie(&session));
    assert_eq!(
        (reply.status, reply.text().as_str()),
        (200, r#"{"logout_status":"success","token_status":"deleted"}"#),
        "E10"
    );
    assert_eq!(portal.sessions(ANNA), 0, "E10");
    assert_eq!(portal.desk_get("/events").json()["events"][1]["auditTypeId"], "USER_LOGOUT", "N3");
    portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", BARE);
    assert_eq!(portal.send(&Ask::get(target)).status, 200, "who is signed out may sign out");
}
