//! The counter of failed attempts, the picture at its limit, the block (C, G, P27, P30).

use serde_json::json;

use crate::support::{ANNA, Ask, BARE, DEVICE, PICTURE, Portal, RIGHT, SIGNED_IN, WRONG, signed_in_new};

/// A portal where Anna's counter stands at the limit of ten.
fn at_the_limit() -> Portal {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    portal
}

/// A fresh picture's id, for which a try of its own is spent.
fn picture(portal: &Portal) -> String {
    portal.send(&Ask::checkout().basic(ANNA, WRONG)).assert_refused(PICTURE)[1].clone()
}

fn answer(portal: &Portal, password: &str, sid: &str, word: &str) -> crate::support::Reply {
    portal.send(&Ask::checkout().basic(ANNA, password).captcha(sid, word))
}

#[test]
fn the_limit_is_ten_unless_somebody_sets_it() {
    assert_eq!(Portal::start().state()["policy"]["LOGIN_ATTEMPTS"], 10, "P30");
}

#[test]
fn every_wrong_try_counts_one() {
    let portal = Portal::start();
    for count in 1..=3 {
        portal.wrong_tries(ANNA, 1);
        assert_eq!(portal.attempts(ANNA), count, "G4");
    }
}

#[test]
fn nine_wrong_tries_are_bare_and_the_tenth_brings_the_picture() {
    let portal = Portal::start();
    portal.wrong_tries(ANNA, 9).assert_refused(BARE);
    portal.wrong_tries(ANNA, 1).assert_refused(PICTURE);
    assert_eq!(portal.attempts(ANNA), 10, "G5");
}

#[test]
fn after_nine_wrong_tries_the_right_password_needs_no_picture() {
    let portal = Portal::start();
    portal.wrong_tries(ANNA, 9);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 0, "G7");
}

#[test]
fn a_missing_picture_counts_even_with_the_right_password() {
    let portal = at_the_limit();
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(PICTURE);
    assert_eq!(portal.attempts(ANNA), 11, "G6");
}

#[test]
fn a_wrong_word_counts_even_with_the_right_password() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    let found = answer(&portal, RIGHT, &sid, "AAAAA").assert_refused(PICTURE);
    assert_ne!(found[1], sid, "B12: a fresh one");
    assert_eq!(portal.attempts(ANNA), 12, "G6");
}

#[test]
fn an_empty_word_is_a_wrong_one() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    answer(&portal, RIGHT, &sid, "").assert_refused(PICTURE);
    answer(&portal, RIGHT, "", "").assert_refused(PICTURE);
    assert_eq!(portal.attempts(ANNA), 13, "G6");
}

#[test]
fn a_right_word_with_a_wrong_password_counts_and_brings_another_picture() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    answer(&portal, WRONG, &sid, &portal.word(&sid)).assert_refused(PICTURE);
    assert_eq!(portal.attempts(ANNA), 12);
}

#[test]
fn right_word_and_right_password_sign_in_and_set_the_counter_to_nothing() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    answer(&portal, RIGHT, &sid, &portal.word(&sid)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 0, "G7");
    portal.wrong_tries(ANNA, 1).assert_refused(BARE);
}

#[test]
fn a_wrong_word_leaves_the_picture_usable() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    let word = portal.word(&sid);
    answer(&portal, RIGHT, &sid, "AAAAA").assert_refused(PICTURE);
    assert_eq!(portal.word(&sid), word, "C3");
    answer(&portal, RIGHT, &sid, &word).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_right_word_uses_the_picture_up() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    let word = portal.word(&sid);
    answer(&portal, WRONG, &sid, &word).assert_refused(PICTURE);
    answer(&portal, RIGHT, &sid, &word).assert_refused(PICTURE);
    assert_eq!(portal.attempts(ANNA), 13, "C3: the second use is a wrong word");
}

#[test]
fn a_used_picture_gets_a_fresh_word_when_it_is_asked_for() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    let word = portal.word(&sid);
    answer(&portal, WRONG, &sid, &word);
    let reply = portal.send(&Ask::get(&format!("/mobile/ajax.php?captcha_sid={sid}")));
    assert_eq!(reply.status, 200, "C3");
    assert_ne!(portal.word(&sid), word, "C3");
}

#[test]
fn words_have_five_letters_without_the_doubtful_ones_and_any_case() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    let word = portal.word(&sid);
    assert_eq!(word.len(), 5, "C2: {word}");
    assert!(word.bytes().all(|letter| b"ABCDEFGHJKLMNPQRSTWXYZ23456789".contains(&letter)), "C2: {word}");
    answer(&portal, RIGHT, &sid, &word.to_lowercase()).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn pictures_come_in_two_sizes_and_need_no_cookie() {
    let portal = at_the_limit();
    let sid = picture(&portal);
    for (address, wanted) in [("/bitrix/tools/captcha.php", (180, 40)), ("/mobile/ajax.php", (240, 80))] {
        let reply = portal.send(&Ask::get(&format!("{address}?captcha_sid={sid}")));
        assert_eq!(reply.header("content-type"), Some("image/jpeg"), "C1: {address}");
        assert_eq!(imagesize::image_type(&reply.body).unwrap(), imagesize::ImageType::Jpeg, "C1: {address}");
        let size = imagesize::blob_size(&reply.body).unwrap();
        assert_eq!((size.width, size.height), wanted, "C1: {address}");
    }
}

#[test]
fn a_new_picture_costs_nothing_and_serves_at_checkout() {
    let portal = at_the_limit();
    let reply = portal.send(&Ask::get("/bitrix/tools/ajax_captcha.php"));
    let sid = reply.assert_is("200 OK", "{'captcha_sid':'<sid>'}")[0].clone();
    assert_eq!(portal.attempts(ANNA), 10, "C4 spends no try");
    assert_eq!(portal.send(&Ask::get(&format!("/mobile/ajax.php?captcha_sid={sid}"))).status, 200);
    answer(&portal, RIGHT, &sid, &portal.word(&sid)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn below_the_limit_a_picture_is_neither_wanted_nor_used_up() {
    let portal = Portal::start();
    let sid = portal.send(&Ask::get("/bitrix/tools/ajax_captcha.php")).assert_is("200 OK", "{'captcha_sid':'<sid>'}");
    answer(&portal, RIGHT, &sid[0], "AAAAA").assert_is("200 OK", SIGNED_IN);
}

#[test]
fn unknown_logins_are_not_counted_and_never_bring_a_picture() {
    let portal = Portal::start();
    for _ in 0..12 {
        portal.send(&Ask::checkout().basic("nobody", WRONG)).assert_refused(BARE);
    }
    assert_eq!(portal.attempts(ANNA), 0, "G7");
}

#[test]
fn the_counter_belongs_to_the_employee_and_not_to_the_session() {
    let portal = Portal::start();
    portal.add_user("boris", "Moon-flower9", "Boris Crane");
    portal.wrong_tries(ANNA, 10).assert_refused(PICTURE);
    portal.wrong_tries("boris", 1).assert_refused(BARE);
    portal.send(&Ask::checkout().basic(ANNA, WRONG)).assert_refused(PICTURE);
    assert_eq!(portal.send(&Ask::checkout().basic("boris", "Moon-flower9")).status, 200);
}

#[test]
fn an_open_session_lives_on_while_the_counter_is_over_the_limit() {
    let portal = Portal::start();
    let session = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    portal.wrong_tries(ANNA, 11);
    portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 11, "only a sign-in that was completed sets it back");
}

#[test]
fn a_limit_of_nothing_never_brings_a_picture() {
    let portal = Portal::start();
    portal.policy(&json!({ "LOGIN_ATTEMPTS": 0 }));
    portal.wrong_tries(ANNA, 15).assert_refused(BARE);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn the_limit_can_be_set_to_three_and_twelve() {
    let portal = Portal::start();
    for limit in [3, 12] {
        portal.policy(&json!({ "LOGIN_ATTEMPTS": limit }));
        portal.patch_user(ANNA, &json!({ "attempts": limit - 2 }));
        portal.wrong_tries(ANNA, 1).assert_refused(BARE);
        portal.wrong_tries(ANNA, 1).assert_refused(PICTURE);
    }
}

#[test]
fn a_stale_application_password_locks_out_all_devices() {
    let portal = Portal::start();
    let stale = portal.app_password();
    portal.revoke(ANNA);
    for _ in 0..9 {
        portal.send(&Ask::checkout().basic(ANNA, &stale)).assert_refused(BARE);
    }
    portal.send(&Ask::checkout().basic(ANNA, &stale)).assert_refused(PICTURE);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone("OTHER-PHONE")).assert_refused(PICTURE);
    assert_eq!(portal.attempts(ANNA), 11, "T13");
}

#[test]
fn the_application_password_answered_with_a_wrong_word_is_kept() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    let sid = portal.send(&Ask::checkout().basic(ANNA, &app_password)).assert_refused(PICTURE)[1].clone();
    let sid = answer(&portal, &app_password, &sid, "AAAAA").assert_refused(PICTURE)[1].clone();
    assert_eq!(portal.attempts(ANNA), 12, "E6, G6");
    answer(&portal, &app_password, &sid, &portal.word(&sid)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn the_third_wrong_try_blocks_where_the_policy_says_so() {
    let portal = Portal::start();
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 3, "BLOCK_TIME": 5 }));
    portal.wrong_tries(ANNA, 2).assert_refused(BARE);
    assert_eq!(portal.user(ANNA)["blocked"], false);
    portal.wrong_tries(ANNA, 1).assert_refused(BARE);
    assert_eq!(portal.user(ANNA)["blocked"], true, "G8");
}

#[test]
fn while_blocked_every_password_is_a_bare_refusal_and_counts_nothing() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 3, "BLOCK_TIME": 5 }));
    portal.wrong_tries(ANNA, 3);
    for password in [RIGHT, WRONG, app_password.as_str()] {
        portal.send(&Ask::checkout().basic(ANNA, password)).assert_refused(BARE);
    }
    assert_eq!(portal.attempts(ANNA), 3, "P27");
}

#[test]
fn the_block_is_lifted_after_its_minutes_and_the_count_is_unchanged() {
    let portal = Portal::start();
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 3, "BLOCK_TIME": 5 }));
    portal.wrong_tries(ANNA, 3);
    portal.advance(290);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(BARE);
    portal.advance(15);
    assert_eq!(portal.attempts(ANNA), 3, "P27");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE)).assert_is("200 OK", &signed_in_new());
    assert_eq!((portal.attempts(ANNA), portal.user(ANNA)["blocked"].as_bool()), (0, Some(false)));
}

#[test]
fn without_a_block_time_nobody_is_blocked() {
    let portal = Portal::start();
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 3, "BLOCK_TIME": 0 }));
    portal.wrong_tries(ANNA, 4);
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn blocked_and_inactive_employees_are_told_what_everybody_is_told() {
    let portal = Portal::start();
    for change in [json!({ "blocked": true }), json!({ "blocked": false, "active": false })] {
        portal.patch_user(ANNA, &change);
        portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(BARE);
    }
    portal.patch_user(ANNA, &json!({ "active": true }));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}
