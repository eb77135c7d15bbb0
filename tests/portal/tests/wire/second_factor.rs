//! Codes, recovery codes, and picture and code together (D, P13 to P18, Q8).

use serde_json::{Value, json};

use crate::support::code::hotp;
use crate::support::{
    ANNA, Ask, BARE, CODE_WANTED, DEVICE, PICTURE, Portal, RIGHT, Reply, SECRET, SIGNED_IN, WRONG, WRONG_OTP,
    signed_in_new,
};

const PICTURE_AND_CODE: &str = concat!(
    r#"{"status":"failed","bitrix_sessid":"<hex>","captchaCode":"<sid>","needOtp":true,"#,
    r#""otpType":"totp","canLoginBySms":false,"canUseRecoveryCodes":true}"#
);

fn recovery_codes(portal: &Portal) -> Vec<String> {
    let codes = portal.user(ANNA)["otp"]["recovery_codes"].clone();
    codes.as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_first_factor_alone_leaves_the_counter_and_the_code_sets_it_to_nothing() {
    let portal = Portal::with_code();
    portal.wrong_tries(ANNA, 3);
    let session = portal.half_signed_in();
    assert_eq!(portal.attempts(ANNA), 3, "G7: completed only after the code");
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 0, "G7");
}

#[test]
fn half_a_sign_in_is_no_sign_in() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    assert_eq!(portal.send(&Ask::rest("profile", &session, "")).status, 401);
    portal.send(&Ask::discovery().cookie(&session));
    assert_eq!(portal.sessions(ANNA), 0);
    portal.send(&Ask::checkout().cookie(&session)).assert_refused(BARE);
}

#[test]
fn a_code_in_another_session_finds_nothing_pending() {
    let portal = Portal::with_code();
    portal.half_signed_in();
    let other = portal.send(&Ask::discovery()).session().unwrap();
    portal.send(&Ask::code(&other, ANNA, &portal.code())).assert_refused(WRONG_OTP);
}

#[test]
fn a_code_without_a_login_is_answered_without_a_key() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    let form = format!("AUTH_FORM=Y&TYPE=OTP&USER_OTP={}", portal.wrong_code());
    portal.send(&Ask::checkout().cookie(&session).form(&form)).assert_refused(BARE);
}

#[test]
fn a_code_in_the_query_is_not_seen() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    let code = portal.code();
    let target = format!("/mobile/?mobile_action=checkout&AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={code}");
    assert_eq!(portal.send(&Ask::post(&target).cookie(&session)).status, 401, "B10");
    portal.send(&Ask::code(&session, ANNA, &code)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_pending_code_step_lives_as_long_as_its_session() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    portal.advance(1_430);
    portal.send(&Ask::code(&session, ANNA, &portal.wrong_code())).assert_refused(WRONG_OTP);
    portal.advance(1_430);
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_is("200 OK", SIGNED_IN);
    let session = portal.half_signed_in();
    portal.advance(1_441);
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_refused(WRONG_OTP);
}

#[test]
fn a_failed_first_factor_clears_the_pending_step() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    portal.send(&Ask::checkout().cookie(&session).basic(ANNA, WRONG)).assert_refused(BARE);
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_refused(WRONG_OTP);
}

#[test]
fn codes_of_two_steps_around_now_are_good_and_the_third_is_not() {
    for (offset, good) in [(-90_i64, false), (-60, true), (60, true), (90, false)] {
        let portal = Portal::with_code();
        portal.leave_end_of_step();
        let session = portal.half_signed_in();
        let code = crate::support::code::totp(SECRET, portal.now().saturating_add_signed(offset));
        let reply = portal.send(&Ask::code(&session, ANNA, &code));
        assert_eq!(reply.status == 200, good, "D2 at {offset} s");
    }
}

#[test]
fn a_code_is_good_once() {
    let portal = Portal::with_code();
    let code = portal.code();
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &code)).assert_is("200 OK", SIGNED_IN);
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &code)).assert_refused(WRONG_OTP);
}

#[test]
fn a_counting_authenticator_may_be_ten_presses_ahead() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "otp": { "type": "hotp", "secret": SECRET } }));
    let session = portal.send(&Ask::checkout().basic(ANNA, RIGHT)).session().unwrap();
    portal.send(&Ask::code(&session, ANNA, &hotp(SECRET, 30))).assert_refused(WRONG_OTP);
    portal.send(&Ask::code(&session, ANNA, &hotp(SECRET, 9))).assert_is("200 OK", SIGNED_IN);
    let session = portal.send(&Ask::checkout().basic(ANNA, RIGHT)).session().unwrap();
    portal.send(&Ask::code(&session, ANNA, &hotp(SECRET, 9))).assert_refused(WRONG_OTP);
    portal.send(&Ask::code(&session, ANNA, &hotp(SECRET, 10))).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn wrong_codes_have_a_counter_of_their_own() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    for _ in 0..5 {
        portal.send(&Ask::code(&session, ANNA, &portal.wrong_code())).assert_refused(WRONG_OTP);
    }
    assert_eq!(portal.attempts(ANNA), 0, "P15");
    portal.wrong_tries(ANNA, 9).assert_refused(BARE);
}

#[test]
fn at_the_limit_a_code_wants_a_picture_before_it_is_looked_at() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    let wrong = Ask::code(&session, ANNA, &portal.wrong_code());
    for _ in 0..9 {
        portal.send(&wrong).assert_refused(WRONG_OTP);
    }
    portal.send(&wrong).assert_refused(PICTURE);
    let code = portal.code();
    let sid = portal.send(&Ask::code(&session, ANNA, &code)).assert_refused(PICTURE)[1].clone();
    let with = |word: &str| {
        let form =
            format!("AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={code}&captcha_sid={sid}&captcha_word={word}");
        portal.send(&Ask::checkout().cookie(&session).form(&form).phone(DEVICE))
    };
    with("AAAAA").assert_refused(PICTURE);
    with(&portal.word(&sid)).assert_is("200 OK", &signed_in_new());
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &portal.wrong_code())).assert_refused(WRONG_OTP);
}

#[test]
fn malformed_codes_are_wrong_without_counting() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    for code in
        ["", "12345", "1234567", "12345x", "abcd-efg", "abcdefgh", "%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6"].repeat(2)
    {
        portal.send(&Ask::code(&session, ANNA, code)).assert_refused(WRONG_OTP);
    }
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn below_the_limit_a_picture_with_a_code_is_ignored_and_not_used_up() {
    let portal = Portal::with_code();
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    let asked = portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(PICTURE);
    let sid = &asked[1];
    let word = portal.word(sid);
    portal.patch_user(ANNA, &json!({ "attempts": 0 }));
    let session = portal.half_signed_in();
    let form = format!(
        "AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={}&captcha_sid={sid}&captcha_word={word}",
        portal.code()
    );
    portal.send(&Ask::checkout().cookie(&session).form(&form)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.word(sid), word, "P16");
}

#[test]
fn after_a_lockout_a_right_word_brings_another_picture_and_the_demand_for_a_code() {
    let portal = Portal::with_code();
    let first = portal.wrong_tries(ANNA, 10);
    let (session, sid) = (first.session().unwrap(), first.field("captchaCode"));
    let ask = Ask::checkout().cookie(&session).basic(ANNA, RIGHT).captcha(&sid, &portal.word(&sid));
    let found = portal.send(&ask).assert_refused(PICTURE_AND_CODE);
    assert_ne!(found[1], sid, "Q8: the new picture belongs to the code post");
    assert_eq!(portal.attempts(ANNA), 10, "Q8");
    let form = format!(
        "AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={}&captcha_sid={}&captcha_word={}",
        portal.code(),
        found[1],
        portal.word(&found[1])
    );
    portal.send(&Ask::checkout().cookie(&session).form(&form)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 0, "G7");
}

#[test]
fn ten_recovery_codes_are_made_and_each_is_good_once() {
    let portal = Portal::with_code();
    let codes = recovery_codes(&portal);
    assert_eq!(codes.len(), 10, "D6");
    for code in &codes {
        let parts: Vec<&str> = code.split('-').collect();
        let fits = |part: &&str| {
            part.len() == 4 && part.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit())
        };
        assert!(parts.len() == 2 && parts.iter().all(fits), "D6: {code}");
    }
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &codes[3])).assert_is("200 OK", SIGNED_IN);
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &codes[3])).assert_refused(WRONG_OTP);
    portal.send(&Ask::code(&session, ANNA, &codes[4])).assert_is("200 OK", SIGNED_IN);
    assert_eq!(recovery_codes(&portal).len(), 8);
}

#[test]
fn a_new_authenticator_brings_new_recovery_codes_and_none_ends_the_second_factor() {
    let portal = Portal::with_code();
    let old = recovery_codes(&portal);
    portal.patch_user(ANNA, &json!({ "otp": { "type": "totp", "secret": SECRET } }));
    let session = portal.half_signed_in();
    portal.send(&Ask::code(&session, ANNA, &old[0])).assert_refused(WRONG_OTP);
    portal.patch_user(ANNA, &json!({ "otp": Value::Null }));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn six_digits_after_the_password_are_taken_for_the_code() {
    let portal = Portal::with_code();
    let ask = Ask::checkout().basic(ANNA, &format!("{RIGHT}{}", portal.code())).phone(DEVICE);
    portal.send(&ask).assert_is("200 OK", &signed_in_new());
}

#[test]
fn the_two_tries_of_the_appended_form_count_once() {
    let portal = Portal::with_code();
    portal.send(&Ask::checkout().basic(ANNA, &format!("{WRONG}123456"))).assert_refused(BARE);
    assert_eq!(portal.attempts(ANNA), 1, "P18");
}

#[test]
fn a_password_that_ends_in_six_digits_is_tried_in_full_first() {
    let portal = Portal::start();
    portal.add_user("dora", "Sunflower123456", "Dora Elm");
    assert_eq!(portal.send(&Ask::checkout().basic("dora", "Sunflower123456")).status, 200, "B10");
}

#[test]
fn password_and_code_in_one_request_sign_in() {
    let portal = Portal::with_code();
    let form = format!("AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={}", portal.code());
    portal.send(&Ask::checkout().basic(ANNA, RIGHT).form(&form)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn without_recovery_codes_left_the_demand_says_so() {
    let portal = Portal::with_code();
    for code in recovery_codes(&portal) {
        let session = portal.half_signed_in();
        portal.send(&Ask::code(&session, ANNA, &code)).assert_is("200 OK", SIGNED_IN);
    }
    let template = CODE_WANTED.replace(r#""canUseRecoveryCodes":true"#, r#""canUseRecoveryCodes":false"#);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(&template);
}

#[test]
fn a_mandatory_second_factor_that_is_not_set_up_asks_for_a_code_that_no_code_answers() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "otp_required": true }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
    assert_eq!((reply.status, reply.json()["needOtp"].as_bool()), (401, Some(true)), "D10");
    let session = reply.session().unwrap();
    portal.send(&Ask::code(&session, ANNA, "123456")).assert_refused(WRONG_OTP);
    assert_eq!(portal.sessions(ANNA), 0);
}

#[test]
fn a_duty_to_have_codes_leaves_ten_days_from_the_first_sign_in() {
    let portal = Portal::start();
    portal.policy(&json!({ "OTP_MANDATORY": true }));
    assert_eq!(portal.state()["policy"]["OTP_MANDATORY_SKIP_DAYS"], 10, "D8");
    portal.advance(30 * 86_400);
    portal.sign_in(ANNA, RIGHT, DEVICE);
    portal.advance(9 * 86_400);
    let app_password = portal.app_password();
    portal.advance(86_400 + 5);
    let template = CODE_WANTED.replace(r#""canUseRecoveryCodes":true"#, r#""canUseRecoveryCodes":false"#);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(&template);
    portal.send(&Ask::checkout().basic(ANNA, &app_password)).assert_is("200 OK", SIGNED_IN);
    portal.patch_user(ANNA, &json!({ "otp": { "type": "totp", "secret": SECRET } }));
    portal.sign_in_with_code();
}

#[test]
fn a_second_factor_can_be_switched_off_for_days_and_comes_back() {
    let portal = Portal::with_code();
    portal.patch_user(ANNA, &json!({ "otp_off_days": 2 }));
    portal.sign_in(ANNA, RIGHT, DEVICE);
    portal.advance(2 * 86_400 + 5);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(CODE_WANTED);
    portal.patch_user(ANNA, &json!({ "otp_required": true, "otp": null, "otp_off_days": 1 }));
    portal.sign_in(ANNA, RIGHT, DEVICE);
    portal.patch_user(ANNA, &json!({ "otp_off_days": 0 }));
    assert_eq!(portal.send(&Ask::checkout().basic(ANNA, RIGHT)).json()["needOtp"], true, "D10");
}

#[test]
fn the_page_for_people_says_what_is_wanted_and_what_was_wrong() {
    let portal = Portal::with_code();
    let page = |session: &str, fields: &str| {
        let form = format!("AUTH_FORM=Y&USER_LOGIN={ANNA}&{fields}");
        portal.send(&Ask::post("/auth/").cookie(session).form(&form))
    };
    let wrong = |reply: &Reply, text: &str| {
        let told = format!("<font class=\"errortext\">{text}</font>");
        assert!(reply.text().contains(&told), "{text}: {}", reply.text());
    };
    let password = format!("TYPE=AUTH&USER_PASSWORD={RIGHT}");
    let half = page("", &password);
    assert!(!half.text().contains("errortext"), "the password was right: {}", half.text());
    assert!(half.text().contains("Please enter your one-time password:"), "H9: {}", half.text());
    let session = half.session().unwrap();
    let code = |code: &str| format!("TYPE=OTP&USER_OTP={code}");
    wrong(&page(&session, &code(&portal.wrong_code())), "One-time password is incorrect."); // H7
    portal.patch_user(ANNA, &json!({ "attempts": 10, "code_attempts": 10 }));
    wrong(&page(&session, &code(&portal.code())), "CAPTCHA code is incorrect."); // H5
    wrong(&page("", &password), "CAPTCHA code is incorrect."); // H5
    wrong(&page("", &code(&portal.code())), "One-time password are disabled."); // H8
    portal.patch_user(ANNA, &json!({ "attempts": 0 }));
    wrong(&page("", &format!("TYPE=AUTH&USER_PASSWORD={WRONG}")), "Incorrect login or password"); // H1
}

#[test]
fn a_right_password_with_wrong_digits_after_it_is_half_a_sign_in() {
    for generation in ["2025", "2024"] {
        let portal = Portal::with_code();
        portal.policy(&json!({ "generation": generation }));
        let ask = Ask::checkout().basic(ANNA, &format!("{RIGHT}{}", portal.wrong_code()));
        let reply = portal.send(&ask);
        assert_eq!((reply.status, &reply.json()["needOtp"]), (401, &json!(true)), "B10: {generation}");
        let anna = portal.user(ANNA);
        assert_eq!((&anna["attempts"], &anna["code_attempts"]), (&json!(0), &json!(1)), "P15, P18");
        let session = reply.session().unwrap();
        portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_is("200 OK", SIGNED_IN);
    }
}

#[test]
fn a_recovery_code_cannot_be_appended() {
    let portal = Portal::with_code();
    let code = recovery_codes(&portal).pop().unwrap();
    portal.send(&Ask::checkout().basic(ANNA, &format!("{RIGHT}{code}"))).assert_refused(BARE);
    assert_eq!(recovery_codes(&portal).len(), 10, "B10");
}

#[test]
fn one_picture_does_not_serve_password_and_code_of_one_request() {
    let portal = Portal::with_code();
    portal.patch_user(ANNA, &json!({ "attempts": 10, "code_attempts": 10 }));
    let sid = portal.wrong_tries(ANNA, 1).field("captchaCode");
    let form = format!(
        "AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={}&captcha_sid={sid}&captcha_word={}",
        portal.code(),
        portal.word(&sid)
    );
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT).form(&form));
    let next = reply.assert_refused(PICTURE)[1].clone();
    let form = format!(
        "AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={}&captcha_sid={next}&captcha_word={}",
        portal.code(),
        portal.word(&next)
    );
    let ask = Ask::checkout().cookie(&reply.session().unwrap()).form(&form);
    portal.send(&ask).assert_is("200 OK", SIGNED_IN);
}
