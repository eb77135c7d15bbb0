//! Devices that need no code for a time (D7, D6, G9).

use serde_json::json;

use crate::support::{ANNA, Ask, CODE_WANTED, Portal, RIGHT, Reply, SIGNED_IN};

/// The cookie line of D7.
fn cookie_line(reply: &Reply) -> Option<String> {
    let lines = reply.all("set-cookie").into_iter();
    lines.filter(|line| line.starts_with("BITRIX_SM_OTPH=")).map(str::to_owned).next()
}

fn accepted(portal: &Portal, code: &str, more: &str) -> Reply {
    let session = portal.half_signed_in();
    let form = format!("AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={code}{more}");
    let reply = portal.send(&Ask::checkout().cookie(&session).form(&form));
    reply.assert_is("200 OK", SIGNED_IN);
    reply
}

/// The cookie of a device that signed in with the wish to be remembered.
fn remember(portal: &Portal) -> String {
    let line = cookie_line(&accepted(portal, &portal.code(), "&OTP_REMEMBER=Y")).unwrap();
    assert!(line.contains("; HttpOnly") && line.contains("Max-Age=31536000;"), "D7, G2: {line}");
    line.split(';').next().unwrap().to_owned()
}

#[test]
fn a_remembered_device_needs_no_code_until_its_time_is_over() {
    let portal = Portal::with_code();
    let cookie = remember(&portal);
    let ask = Ask::checkout().basic(ANNA, RIGHT).header("Cookie", &cookie);
    portal.send(&ask).assert_is("200 OK", SIGNED_IN);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(CODE_WANTED);
    portal.advance(365 * 86_400 + 5);
    portal.send(&ask).assert_refused(CODE_WANTED);
}

#[test]
fn the_time_is_a_rule_of_the_policy_and_a_new_secret_ends_it() {
    let portal = Portal::with_code();
    let cookie = remember(&portal);
    let ask = Ask::checkout().basic(ANNA, RIGHT).header("Cookie", &cookie);
    portal.patch_user(ANNA, &json!({ "otp": { "type": "totp" } }));
    portal.send(&ask).assert_refused(CODE_WANTED);
    portal.policy(&json!({ "STORE_TIMEOUT": 10 }));
    let code = portal.user(ANNA)["otp"]["current_code"].as_str().unwrap().to_owned();
    let line = cookie_line(&accepted(&portal, &code, "&OTP_REMEMBER=Y")).unwrap();
    assert!(line.contains("Max-Age=600;"), "{line}");
    let ask = Ask::checkout().basic(ANNA, RIGHT).header("Cookie", line.split(';').next().unwrap());
    portal.send(&ask).assert_is("200 OK", SIGNED_IN);
    portal.advance(605);
    portal.send(&ask).assert_refused(CODE_WANTED);
}

#[test]
fn a_cookie_made_by_somebody_else_remembers_nothing() {
    let portal = Portal::with_code();
    let cookie = remember(&portal);
    let (front, signature) = cookie.rsplit_once('.').unwrap();
    let (value, until) = front.rsplit_once('.').unwrap();
    let later = format!("{value}.{}.{signature}", until.parse::<u64>().unwrap() + 1);
    for forged in [later, format!("{front}.{}", "0".repeat(signature.len())), "BITRIX_SM_OTPH=".to_owned()] {
        let ask = Ask::checkout().basic(ANNA, RIGHT).header("Cookie", &forged);
        portal.send(&ask).assert_refused(CODE_WANTED);
    }
}

#[test]
fn only_a_wish_sets_it_and_never_a_recovery_code() {
    let portal = Portal::with_code();
    assert_eq!(cookie_line(&accepted(&portal, &portal.code(), "")), None);
    let recovery = portal.user(ANNA)["otp"]["recovery_codes"][0].as_str().unwrap().to_owned();
    assert_eq!(cookie_line(&accepted(&portal, &recovery, "&OTP_REMEMBER=Y")), None, "D6");
}

#[test]
fn logout_clears_it() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    let signed_in = portal.send(&Ask::code(&session, ANNA, &portal.code()));
    let target = format!("/?logout=yes&sessid={}", signed_in.field("sessid_md5"));
    let line = cookie_line(&portal.send(&Ask::get(&target).cookie(&session))).unwrap();
    assert!(line.starts_with("BITRIX_SM_OTPH=;") && line.contains("Max-Age=0;"), "D7: {line}");
}
