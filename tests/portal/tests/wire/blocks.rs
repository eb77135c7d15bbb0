//! What looks like a wrong password and is none: expired, blocked, without a password (B15, G8, G11, G12, M8, P34); and a
//! portal that is another one (B17).

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, SIGNED_IN, WRONG, WRONG_OTP};

/// The browser's sign-in form.
fn page_says(portal: &Portal, password: &str) -> String {
    let form = format!("AUTH_FORM=Y&TYPE=AUTH&USER_LOGIN={ANNA}&USER_PASSWORD={password}");
    let page = portal.send(&Ask::post("/auth/").form(&form)).text();
    let text = page.split("class=\"errortext\">").nth(1).unwrap_or_else(|| panic!("{page}"));
    text.split('<').next().unwrap().to_owned()
}

#[test]
fn an_expired_password_is_right_and_refused_until_it_is_changed() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.patch_user(ANNA, &json!({ "password_expired": true }));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(BARE);
    let last = portal.requests().pop().unwrap();
    assert_eq!((&last["right"], portal.attempts(ANNA)), (&json!(true), 0), "P34: no failed attempt");
    portal.send(&Ask::checkout().basic(ANNA, &app_password)).assert_is("200 OK", SIGNED_IN);
    portal.send(&Ask::post("/auth/?forgot_password=yes").form("AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN=anna"));
    let link = portal.desk_get("/mails").json()["mails"][0]["link"].as_str().unwrap().to_owned();
    let word = link.split("USER_CHECKWORD=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let form = format!(
        "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN=anna&USER_CHECKWORD={word}&USER_PASSWORD=Moon-flower7\
         &USER_CONFIRM_PASSWORD=Moon-flower7"
    );
    portal.send(&Ask::post("/auth/?change_password=yes").form(&form));
    assert_eq!(portal.user(ANNA)["password_expired"], false);
    portal.sign_in(ANNA, "Moon-flower7", DEVICE);
}

#[test]
fn before_22_4_no_password_expires() {
    let portal = Portal::of_generation("2015");
    portal.patch_user(ANNA, &json!({ "password_expired": true }));
    portal.sign_in(ANNA, RIGHT, DEVICE);
}

#[test]
fn the_older_block_makes_inactive_for_good_and_says_so_to_the_right_password() {
    let portal = Portal::of_generation("2015");
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 3, "BLOCK_TIME": 5 }));
    portal.wrong_tries(ANNA, 3);
    assert_eq!(portal.user(ANNA)["active"], true, "G8: more than the limit");
    portal.wrong_tries(ANNA, 1);
    let anna = portal.user(ANNA);
    assert_eq!((&anna["active"], &anna["blocked"]), (&json!(false), &json!(false)), "G8");
    portal.advance(3_600);
    assert_eq!(portal.send(&Ask::checkout().basic(ANNA, RIGHT)).status, 401, "G8: until lifted");
    assert_eq!(page_says(&portal, RIGHT), "Your login is blocked", "H2");
    assert_eq!(page_says(&portal, WRONG), "Incorrect login or password", "H1");
    portal.patch_user(ANNA, &json!({ "active": true }));
    portal.sign_in(ANNA, RIGHT, DEVICE);
}

#[test]
fn the_newer_block_is_told_as_a_wrong_login_everywhere() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "blocked": true }));
    assert_eq!(page_says(&portal, RIGHT), "Incorrect login or password", "G8");
}

#[test]
fn who_has_no_password_is_refused_with_every_one() {
    let portal = Portal::start();
    let carla = json!({ "login": "carla", "sso": true, "name": "Carla Dunn", "email": "c@company.example" });
    assert_eq!(portal.desk_json("POST", "/users", &carla).status, 201);
    for password in ["", RIGHT, "qwhzkfnmtrxbpdla"] {
        portal.send(&Ask::checkout().basic("carla", password)).assert_refused(BARE);
    }
    assert_eq!((portal.attempts("carla"), &portal.user("carla")["has_password"]), (3, &json!(false)));
    portal.patch_user(ANNA, &json!({ "password": Value::Null }));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(BARE);
    for user in [json!({ "login": "dora" }), json!({ "login": "dora", "password": "x", "sso": true })] {
        assert_eq!(portal.desk_json("POST", "/users", &user).status, 400, "{user}");
    }
}

#[test]
fn the_clouds_security_block_refuses_everything_and_counts_nothing() {
    let portal = Portal::start();
    let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
    let (session, sessid, app_password) =
        (signed_in.session().unwrap(), signed_in.field("sessid_md5"), signed_in.field("appPassword"));
    portal.switches(&json!({ "G12": "on" }));
    assert_eq!(portal.send(&Ask::rest("profile", &session, &sessid)).field("error"), "access_denied", "G12");
    for password in [RIGHT, WRONG, &app_password] {
        portal.send(&Ask::checkout().basic(ANNA, password)).assert_refused(BARE);
    }
    assert_eq!(page_says(&portal, RIGHT), "Incorrect login or password", "G12");
    assert_eq!(portal.attempts(ANNA), 0);
    portal.switches(&json!({ "G12": "off" }));
    portal.send(&Ask::checkout().basic(ANNA, &app_password)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_portal_registered_anew_has_other_targets_and_tokens_and_the_same_employees() {
    let portal = Portal::start();
    let before = portal.sign_in(ANNA, RIGHT, DEVICE);
    assert_eq!(portal.desk_json("POST", "/reregister", &json!({})).status, 200);
    let session = before.session().unwrap();
    let after = portal.send(&Ask::checkout().cookie(&session));
    assert_ne!(after.field("target"), before.field("target"), "B17");
    assert_eq!(after.json()["id"], before.json()["id"]);
    let stale = portal.send(&Ask::rest("profile", &session, &before.field("sessid_md5")));
    assert_eq!(
        (stale.field("error"), stale.field("sessid")),
        ("session_failed".to_owned(), after.field("sessid_md5")),
        "F3"
    );
}

#[test]
fn a_block_that_is_over_stands_in_the_way_of_neither_a_code_nor_a_hash() {
    let portal = Portal::with_code();
    portal.policy(&json!({ "BLOCK_LOGIN_ATTEMPTS": 2, "BLOCK_TIME": 5 }));
    let session = portal.half_signed_in();
    portal.wrong_tries(ANNA, 2);
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_refused(WRONG_OTP);
    portal.advance(301);
    assert_eq!(portal.user(ANNA)["blocked"], false, "G8");
    portal.send(&Ask::code(&session, ANNA, &portal.code())).assert_is("200 OK", SIGNED_IN);
    portal.wrong_tries(ANNA, 2);
    portal.advance(301);
    let hash = portal.desk_json("POST", "/hash", &json!({ "user": ANNA, "intent": "preset_task" })).field("hash");
    let target = format!("/mobile/?mobile_action=checkout&bx_hit_hash={hash}");
    assert_eq!(portal.send(&Ask::get(&target)).status, 200, "G8: the block is over for every way in");
}
