//! The push type: messages by phone, and the controller that sends them (D11, D12, F4, P4, P17).

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, CODE_WANTED, DEVICE, Portal, RIGHT, SECRET, SIGNED_IN, WRONG_OTP};

const PHONE: &str = "+4930123456";
const ERROR: &str = r#"{"status":"error","data":null,"errors":[{"message":"<text>","code":"CODE","customData":null}]}"#;

/// Anna confirms in the app, or by messages to her phone.
fn with_push() -> Portal {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "otp": { "type": "push", "secret": SECRET }, "phone": PHONE }));
    portal
}

/// Her password accepted: the session and its token.
fn pending(portal: &Portal) -> (String, String) {
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    assert_eq!(reply.json()["needOtp"], true, "{}", reply.text());
    (reply.session().unwrap(), reply.field("bitrix_sessid"))
}

fn action(name: &str, session: &str, sessid: &str) -> Ask {
    let target = format!("/bitrix/services/main/ajax.php?action=security.PushOtp.{name}");
    Ask::post(&target).cookie(session).header("BX-Ajax", "true").header("X-Bitrix-Csrf-Token", sessid)
}

fn sms(portal: &Portal) -> Vec<Value> {
    portal.desk_get("/sms").json()["sms"].as_array().unwrap().clone()
}

fn assert_error(portal: &Portal, ask: &Ask, code: &str) {
    portal.send(ask).assert_is("200 OK", &ERROR.replace("CODE", code));
}

#[test]
fn a_message_brings_the_code_that_is_entered_like_any_other() {
    let portal = with_push();
    let wanted = CODE_WANTED.replace("totp", "push").replace(r#""canLoginBySms":false"#, r#""canLoginBySms":true"#);
    let refusal = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    refusal.assert_refused(&wanted);
    let (session, sessid) = (refusal.session().unwrap(), refusal.field("bitrix_sessid"));
    let reply = portal.send(&action("sendSms", &session, &sessid));
    assert!(reply.header("content-type").unwrap().starts_with("application/json"));
    let sent = r#"{"status":"success","data":{"maskedPhoneNumber":"+4*******56","timeLeft":60},"errors":[]}"#;
    reply.assert_is("200 OK", sent);
    let message = sms(&portal).pop().unwrap();
    let code = portal.code();
    assert_eq!(
        (&message["to"], &message["login"], &message["code"]),
        (&json!(PHONE), &json!(ANNA), &json!(code)),
        "P17"
    );
    assert!(message["text"].as_str().unwrap().contains(&code));
    assert!(portal.desk_get("/").text().contains(&format!("Message to {PHONE}")), "people read it on the page");
    portal.send(&Ask::code(&session, ANNA, &portal.wrong_code())).assert_refused(WRONG_OTP);
    portal.send(&Ask::code(&session, ANNA, &code)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn the_next_message_has_to_wait_a_minute() {
    let portal = with_push();
    let (session, sessid) = pending(&portal);
    let ask = action("sendSms", &session, &sessid);
    portal.send(&ask);
    portal.advance(20);
    let other = pending(&portal);
    for ask in [&ask, &action("sendSms", &other.0, &other.1)] {
        let error = portal.send(ask).json()["errors"][0].clone();
        assert_eq!(error["code"], "SMS_TIMEOUT", "D12");
        assert!((37..=40).contains(&error["customData"]["timeLeft"].as_i64().unwrap()), "D12: {error}");
    }
    portal.advance(41);
    assert_eq!(portal.send(&ask).json()["data"]["timeLeft"], 60);
    assert_eq!(sms(&portal).len(), 2);
}

#[test]
fn what_cannot_be_sent_is_told_by_name() {
    let portal = with_push();
    let (session, sessid) = pending(&portal);
    portal.patch_user(ANNA, &json!({ "phone": "" }));
    assert_error(&portal, &action("sendSms", &session, &sessid), "PHONE_NOT_FOUND");
    let wanted = CODE_WANTED.replace("totp", "push");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(&wanted);
    assert_error(&portal, &action("sendMobilePush", &session, &sessid), "REQUEST");
    let push = action("sendMobilePush", &session, &sessid).form("channelTag=channel7");
    assert_error(&portal, &push, "PULL");
    portal.patch_user(ANNA, &json!({ "otp": { "type": "totp" } }));
    assert_error(&portal, &action("sendSms", &session, &sessid), "PUSH_OTP_DISABLED");
    let nobody = portal.send(&Ask::discovery());
    let (session, sessid) = (nobody.session().unwrap(), nobody.field("bitrix_sessid"));
    assert_error(&portal, &action("sendSms", &session, &sessid), "OTP_PARAMS");
    assert!(sms(&portal).is_empty());
}

#[test]
fn a_stale_token_is_answered_with_the_right_one() {
    let portal = with_push();
    let (session, sessid) = pending(&portal);
    let error = portal.send(&action("sendSms", &session, "stale")).json()["errors"][0].clone();
    assert_eq!((&error["code"], &error["customData"]["csrf"]), (&json!("invalid_csrf"), &json!(sessid)), "F4");
    let in_body = Ask::post("/bitrix/services/main/ajax.php?action=security.PushOtp.sendSms").cookie(&session);
    assert_eq!(portal.send(&in_body.form(&format!("sessid={sessid}"))).json()["status"], "success", "F3");
}

#[test]
fn other_actions_want_somebody_signed_in() {
    let portal = with_push();
    let ask = Ask::post("/bitrix/services/main/ajax.php?action=main.qrcodeauth.pushToken");
    let reply = portal.send(&ask.clone().header("BX-Ajax", "true"));
    reply.assert_is("401 Unauthorized", &ERROR.replace("CODE", "invalid_authentication"));
    let reply = portal.send(&ask);
    assert_eq!((reply.status, reply.header("location")), (302, Some("/auth/")), "F4");
    portal.policy(&json!({ "generation": "2024" }));
    let (session, sessid) = pending(&portal);
    assert_eq!(portal.send(&action("sendSms", &session, &sessid)).status, 401, "D12: not known before 2025");
}
