//! The desk's calls by the names that its README promises.

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, SECRET, WRONG, fresh_folder};

/// The last request that the portal saw.
fn last(portal: &Portal) -> Value {
    portal.requests().pop().unwrap()
}

#[test]
fn state_tells_users_policy_switches_and_clock() {
    let portal = Portal::with_code();
    portal.sign_in_with_code();
    let state = portal.state();
    for name in ["users", "policy", "switches", "clock"] {
        assert!(!state[name].is_null(), "{name} in {state}");
    }
    let anna = &state["users"][0];
    assert_eq!((&anna["login"], &anna["name"]), (&json!(ANNA), &json!("Anna Berg")));
    assert_eq!(anna["email"], "anna@company.example");
    assert_eq!((&anna["active"], &anna["blocked"]), (&json!(true), &json!(false)));
    assert_eq!((&anna["attempts"], &anna["sessions"]), (&json!(0), &json!(1)));
    assert_eq!(anna["otp"]["type"], "totp");
    assert_eq!(anna["otp"]["recovery_codes"].as_array().unwrap().len(), 10);
    let row = &anna["app_passwords"][0];
    assert!(!row["id"].is_null() && row["code"] == DEVICE && row["comment"].is_string(), "{row}");
}

#[test]
fn policy_names_every_rule() {
    let policy = Portal::start().state()["policy"].clone();
    for name in
        ["LOGIN_ATTEMPTS", "BLOCK_LOGIN_ATTEMPTS", "BLOCK_TIME", "SESSION_TIMEOUT", "CHECKWORD_TIMEOUT", "generation"]
    {
        assert!(!policy[name].is_null(), "{name} in {policy}");
    }
}

#[test]
fn nothing_that_the_desk_shows_is_a_password() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.wrong_tries(ANNA, 2);
    portal.send(&Ask::get(&format!("/mobile/?mobile_action=checkout&USER_PASSWORD={RIGHT}")));
    for target in ["/state", "/requests?after=0", "/mails", "/sms", "/switches", "/events", "/"] {
        let text = portal.desk_get(target).text();
        for secret in [RIGHT, WRONG, app_password.as_str()] {
            assert!(!text.contains(secret), "{secret} in {target}");
        }
    }
}

#[test]
fn requests_are_numbered_and_told_after_a_number() {
    let portal = Portal::start();
    portal.send(&Ask::discovery());
    portal.send(&Ask::checkout().basic(ANNA, WRONG));
    let all = portal.requests();
    assert_eq!(all.len(), 2);
    let first = all[0]["n"].as_u64().unwrap();
    assert_eq!(all[1]["n"], first + 1);
    assert_eq!((&all[0]["method"], &all[0]["status"]), (&json!("GET"), &json!(200)));
    assert_eq!((&all[1]["method"], &all[1]["status"]), (&json!("POST"), &json!(401)));
    assert!(all[1]["path"].as_str().unwrap().starts_with("/mobile/"));
    assert!(all[1]["at"].is_string());
    let later = portal.desk_get(&format!("/requests?after={first}")).json();
    assert_eq!(later["requests"].as_array().unwrap().len(), 1);
}

#[test]
fn an_emptied_log_is_empty_and_goes_on_counting() {
    let portal = Portal::start();
    portal.send(&Ask::discovery());
    let before = last(&portal)["n"].as_u64().unwrap();
    assert!((200..300).contains(&portal.desk_send(&Ask::new("DELETE", "/requests")).status));
    assert!(portal.requests().is_empty());
    portal.send(&Ask::discovery());
    assert!(last(&portal)["n"].as_u64().unwrap() > before, "who asks after a number must not miss the next one");
}

#[test]
fn the_log_says_which_credential_came_and_whether_it_was_right() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    let told = |ask: &Ask, credential: &str, right: Value, login: Value| {
        portal.send(ask);
        let last = last(&portal);
        assert_eq!(last["credential"], credential, "{last}");
        assert_eq!(last["right"], right, "{last}");
        assert_eq!(last["login"], login, "{last}");
    };
    told(&Ask::discovery(), "none", Value::Null, Value::Null);
    told(&Ask::checkout().basic(ANNA, RIGHT), "login_password", json!(true), json!(ANNA));
    told(&Ask::checkout().basic(ANNA, WRONG), "login_password", json!(false), json!(ANNA));
    told(&Ask::checkout().basic(ANNA, &app_password), "app_password", json!(true), json!(ANNA));
}

#[test]
fn the_log_knows_a_revoked_application_password_by_its_form() {
    let portal = Portal::start();
    let app_password = portal.app_password();
    portal.revoke(ANNA);
    portal.send(&Ask::checkout().basic(ANNA, &app_password));
    let last = last(&portal);
    assert_eq!((&last["credential"], &last["right"]), (&json!("app_password"), &json!(false)), "{last}");
}

#[test]
fn the_log_knows_a_code_and_counts_password_and_code_as_a_password() {
    let portal = Portal::with_code();
    let session = portal.half_signed_in();
    assert_eq!(last(&portal)["credential"], "login_password");
    portal.send(&Ask::code(&session, ANNA, &portal.wrong_code()));
    let wrong = last(&portal);
    assert_eq!((&wrong["credential"], &wrong["right"]), (&json!("code"), &json!(false)), "{wrong}");
    let code = portal.code();
    portal.send(&Ask::code(&session, ANNA, &code));
    let right = last(&portal);
    assert_eq!((&right["credential"], &right["right"]), (&json!("code"), &json!(true)), "{right}");
    let form = format!("AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={ANNA}&USER_OTP={code}");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT).form(&form));
    assert_eq!(last(&portal)["credential"], "login_password");
}

#[test]
fn mails_and_messages_have_an_outbox() {
    let portal = Portal::start();
    assert!(portal.desk_get("/mails").json()["mails"].is_array());
    assert!(portal.desk_get("/sms").json()["sms"].is_array());
}

#[test]
fn an_unknown_picture_has_no_word() {
    let reply = Portal::start().desk_get("/captcha/00000000000000000000000000000000");
    assert_eq!(reply.status, 404);
}

#[test]
fn users_can_be_added_and_changed() {
    let portal = Portal::start();
    let user = json!({
        "login": "boris", "password": "Moon-flower9", "name": "Boris Crane", "email": "b@company.example", "admin": true
    });
    assert!((200..300).contains(&portal.desk_json("POST", "/users", &user).status));
    let reply = portal.sign_in("boris", "Moon-flower9", DEVICE);
    assert_eq!(reply.field("name"), "Boris Crane");
    let (session, sessid) = (reply.session().unwrap(), reply.field("sessid_md5"));
    let profile = portal.send(&Ask::rest("profile", &session, &sessid)).json();
    assert_eq!(profile["result"]["ADMIN"], true);
    portal.patch_user("boris", &json!({ "name": "Boris Dale", "attempts": 7, "password": "Moon-flower8" }));
    let boris = portal.user("boris");
    assert_eq!((&boris["name"], &boris["attempts"]), (&json!("Boris Dale"), &json!(7)));
    assert_eq!(portal.sign_in("boris", "Moon-flower8", DEVICE).field("name"), "Boris Dale");
}

#[test]
fn the_same_login_twice_and_changes_of_nobody_are_refused() {
    let portal = Portal::start();
    let user = json!({ "login": ANNA, "password": "x", "name": "x", "email": "x@x.example" });
    assert!((400..500).contains(&portal.desk_json("POST", "/users", &user).status));
    assert_eq!(portal.desk_json("PATCH", "/users/999", &json!({ "active": false })).status, 404);
    assert_eq!(portal.desk_json("POST", "/users/999/revoke", &json!({})).status, 404);
    portal.sign_in(ANNA, RIGHT, DEVICE);
}

#[test]
fn changes_that_the_desk_does_not_understand_change_nothing() {
    let portal = Portal::start();
    let before = portal.state();
    for (target, change) in [
        ("/policy", json!({ "generation": "1999" })),
        ("/policy", json!({ "LOGIN_ATTEMPTS": "many" })),
        ("/policy", json!({ "LOGIN_ATTEMPTS": 3, "NO_SUCH_RULE": 1 })),
        ("/switches", json!({ "P999": "x" })),
        ("/switches", json!({ "P2": "no such value" })),
    ] {
        let reply = portal.desk_json("PATCH", target, &change);
        assert!((400..500).contains(&reply.status), "{target} {change}: {}", reply.status);
    }
    let after = portal.state();
    assert_eq!((&after["policy"], &after["switches"]), (&before["policy"], &before["switches"]));
    assert!((400..500).contains(&portal.desk_json("PUT", "/ip-rules", &json!({ "allowed": ["x-y"] })).status));
}

#[test]
fn the_clock_moves_the_date_and_the_skew_only_the_date() {
    let portal = Portal::start();
    let session = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    let before = portal.now();
    portal.desk_json("POST", "/clock", &json!({ "skew_s": 5_000 }));
    assert!((4_999..5_060).contains(&(portal.now() - before)));
    assert_eq!(portal.send(&Ask::checkout().cookie(&session)).status, 200, "a skew ages nothing");
    portal.desk_json("POST", "/clock", &json!({ "skew_s": -5_000 }));
    assert!(portal.now() < before);
    portal.desk_json("POST", "/clock", &json!({ "skew_s": 0 }));
    portal.advance(1_441);
    assert!((1_440..1_500).contains(&(portal.now() - before)));
    portal.send(&Ask::checkout().cookie(&session)).assert_refused(BARE);
}

#[test]
fn a_company_file_brings_users_policy_addresses_and_switches() {
    let folder = fresh_folder();
    let file = folder.join("company.json");
    let company = json!({
        "users": [
            { "login": ANNA, "password": RIGHT, "name": "Anna Berg", "email": "anna@company.example",
              "otp": { "type": "totp", "secret": SECRET } },
            { "login": "boris", "password": "Moon-flower9", "name": "Boris Crane", "email": "b@company.example" },
        ],
        "policy": { "LOGIN_ATTEMPTS": 3 },
        "ip_rules": ["127.0.0.1"],
        "switches": {},
    });
    std::fs::write(&file, company.to_string()).unwrap();
    let portal = Portal::empty(&["--plain", "--company", file.to_str().unwrap()]);
    portal.half_signed_in();
    assert_eq!(portal.state()["policy"]["LOGIN_ATTEMPTS"], 3);
    portal.sign_in("boris", "Moon-flower9", DEVICE);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_database_file_remembers_over_a_restart_and_holds_no_password_in_clear() {
    let folder = fresh_folder();
    let file = folder.join("portal.sqlite");
    let arguments = ["--plain", "--db", file.to_str().unwrap()];
    let portal = Portal::empty(&arguments);
    portal.add_user(ANNA, RIGHT, "Anna Berg");
    let app_password = portal.app_password();
    let target = portal.sign_in(ANNA, RIGHT, "TABLET").field("target");
    portal.wrong_tries(ANNA, 3);
    drop(portal);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [RIGHT, &app_password] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "a password in clear");
        }
    }
    let portal = Portal::empty(&arguments);
    assert_eq!(portal.attempts(ANNA), 3);
    let reply = portal.send(&Ask::checkout().basic(ANNA, &app_password));
    assert_eq!((reply.status, reply.field("target")), (200, target));
    drop(portal);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn links_and_events_survive_a_restart() {
    let folder = fresh_folder();
    let file = folder.join("portal.sqlite");
    let arguments = ["--plain", "--db", file.to_str().unwrap()];
    let portal = Portal::empty(&arguments);
    portal.add_user(ANNA, RIGHT, "Anna Berg");
    portal.wrong_tries(ANNA, 1);
    let invited = portal.desk_json("POST", "/invite", &json!({ "email": "carla@company.example" })).field("link");
    portal.send(&Ask::post("/auth/?forgot_password=yes").form("AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN=anna"));
    let mail = portal.desk_get("/mails").json()["mails"][1]["link"].as_str().unwrap().to_owned();
    let events = portal.desk_get("/events").json();
    drop(portal);
    let portal = Portal::empty(&arguments);
    assert_eq!(portal.desk_get("/events").json(), events);
    let (_, place) = invited.split_once("/bitrix").unwrap();
    assert!(portal.send(&Ask::get(&format!("/bitrix{place}"))).text().contains("LAST_NAME"));
    let word = mail.split("USER_CHECKWORD=").nth(1).unwrap().split('&').next().unwrap();
    let form = format!(
        "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN=anna&USER_CHECKWORD={word}&USER_PASSWORD=Moon-flower7\
         &USER_CONFIRM_PASSWORD=Moon-flower7"
    );
    portal.send(&Ask::post("/auth/?change_password=yes").form(&form));
    portal.sign_in(ANNA, "Moon-flower7", DEVICE);
    drop(portal);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn two_portals_side_by_side_know_nothing_of_each_other() {
    let (one, other) = (Portal::start(), Portal::start());
    let session = one.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    other.send(&Ask::checkout().cookie(&session)).assert_refused(BARE);
    one.wrong_tries(ANNA, 3);
    assert_eq!(other.attempts(ANNA), 0);
}
