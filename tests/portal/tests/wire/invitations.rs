//! Invitations: the desk's side (H22, J4, J6), the page of J2 with its codes (P41), the cloud's link (J3).

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, BARE, DEVICE, Portal, RIGHT, Reply};

const CARLA: &str = "carla@company.example";
const PASSWORD: &str = "Moon-flower7";

/// An invitation of Carla: its address without the origin.
fn invite(portal: &Portal) -> String {
    let reply = portal.desk_json("POST", "/invite", &json!({ "email": CARLA, "by": ANNA }));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let link = reply.field("link");
    link.strip_prefix(&portal.url).unwrap_or_else(|| panic!("{link}")).to_owned()
}

fn mails(portal: &Portal) -> Vec<Value> {
    portal.desk_get("/mails").json()["mails"].as_array().unwrap().clone()
}

/// The page, and the session and token that its form needs.
fn open(portal: &Portal, target: &str) -> (Reply, String, String) {
    let reply = portal.send(&Ask::get(target));
    let page = reply.text();
    let token = page.split("name=\"sessid\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let (session, token) = (reply.session().unwrap(), token.unwrap_or_else(|| panic!("no form: {page}")));
    (reply, session, token)
}

fn fields(names: &str, password: &str, confirmation: &str, sessid: &str) -> String {
    format!("confirm=Y&{names}&PASSWORD={password}&CONFIRM_PASSWORD={confirmation}&USER_REMEMBER=Y&sessid={sessid}")
}

/// The code of the only refusal on the page (P41).
fn code(reply: &Reply) -> String {
    assert_eq!(reply.status, 200);
    let page = reply.text();
    assert_eq!(page.matches("class=\"errortext\"").count(), 1, "P41: {page}");
    page.split("class=\"errortext\">").nth(1).unwrap()[..3].to_owned()
}

#[test]
fn an_invitation_is_mailed_and_accepting_it_signs_in() {
    let portal = Portal::start();
    let target = invite(&portal);
    let (before, word) = target.rsplit_once("&checkword=").unwrap();
    assert_eq!(before, format!("/bitrix/tools/intranet_invite_dialog.php?user_id={}", portal.id(CARLA)), "J2");
    assert_eq!(word.len(), 8, "J2");
    let mail = mails(&portal).pop().unwrap();
    assert_eq!((&mail["to"], &mail["login"]), (&json!(CARLA), &json!(CARLA)), "J4: the address is the login");
    assert!(mail["link"].as_str().unwrap().ends_with(&target) && mail["text"].as_str().unwrap().contains("Anna Berg"));
    portal.send(&Ask::checkout().basic(CARLA, PASSWORD)).assert_refused(BARE);

    let (page, session, token) = open(&portal, &target);
    for field in ["confirm", "NAME", "LAST_NAME", "PASSWORD", "CONFIRM_PASSWORD", "USER_REMEMBER", "sessid"] {
        assert!(page.text().contains(&format!("name=\"{field}\"")), "J2: {field}");
    }
    assert!(!page.text().contains("Anna"), "no fact puts the inviter on the page");
    let form = fields("NAME=Carla&LAST_NAME=Dunn", PASSWORD, PASSWORD, &token);
    let reply = portal.send(&Ask::post(&target).cookie(&session).form(&form));
    assert_eq!((reply.line.as_str(), reply.header("location")), ("HTTP/1.1 302 Found", Some("/")), "P41");
    let signed_in = portal.send(&Ask::checkout().cookie(&session));
    assert_eq!((signed_in.field("login"), signed_in.field("name")), (CARLA.to_owned(), "Carla Dunn".to_owned()));
    let phone = portal.sign_in(CARLA, PASSWORD, DEVICE);
    assert_eq!(phone.field("appPassword").len(), 16);
}

#[test]
fn every_refusal_has_its_code() {
    let portal = Portal::start();
    let target = invite(&portal);
    let (_, session, token) = open(&portal, &target);
    let post = |names: &str, password: &str, confirmation: &str| {
        code(&portal.send(&Ask::post(&target).cookie(&session).form(&fields(names, password, confirmation, &token))))
    };
    assert_eq!(post("NAME=&LAST_NAME=Dunn", PASSWORD, PASSWORD), "E21");
    assert_eq!(post("NAME=Carla&LAST_NAME=+", PASSWORD, PASSWORD), "E22");
    assert_eq!(post("NAME=Carla&LAST_NAME=Dunn", "short", "short"), "E07");
    assert_eq!(post("NAME=Carla&LAST_NAME=Dunn", PASSWORD, "Moon-flower8"), "E08");
    let (before, word) = target.rsplit_once("&checkword=").unwrap();
    let nobody = format!("/bitrix/tools/intranet_invite_dialog.php?user_id=999&checkword={word}");
    for (address, wanted) in [
        (before.to_owned(), "E04"),
        (format!("{before}&checkword="), "E04"),
        (format!("{before}&checkword=wrong123"), "E05"),
        (nobody, "E05"),
        (format!("/bitrix/tools/intranet_invite_dialog.php?user_id=x&checkword={word}"), "E05"),
    ] {
        assert_eq!(code(&portal.send(&Ask::get(&address))), wanted, "{address}");
    }
    let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    assert_eq!(code(&portal.send(&Ask::get(&target).cookie(&signed_in))), "E02");
    portal.patch_user(CARLA, &json!({ "active": false }));
    assert_eq!(code(&portal.send(&Ask::get(&target))), "E03");
    portal.patch_user(CARLA, &json!({ "active": true }));
    let form = fields("NAME=Carla&LAST_NAME=Dunn", PASSWORD, PASSWORD, &token);
    assert_eq!(portal.send(&Ask::post(&target).cookie(&session).form(&form)).status, 302);
    assert_eq!(code(&portal.send(&Ask::get(&target))), "E30");
    let again = Ask::post(&target).form(&fields("NAME=Eve&LAST_NAME=Fox", "Evil-flower1", "Evil-flower1", "x"));
    assert_eq!(code(&portal.send(&again)), "E30");
    portal.sign_in(CARLA, PASSWORD, DEVICE);
}

#[test]
fn a_form_without_the_sessions_token_changes_nothing_and_brings_a_good_one() {
    let portal = Portal::start();
    let target = invite(&portal);
    let (_, session, token) = open(&portal, &target);
    let form = fields("NAME=Carla&LAST_NAME=Dunn", PASSWORD, PASSWORD, "00000000000000000000000000000000");
    let reply = portal.send(&Ask::post(&target).cookie(&session).form(&form));
    assert_eq!(reply.status, 200);
    assert!(reply.text().contains(&token) && !reply.text().contains("errortext"), "{}", reply.text());
    portal.send(&Ask::checkout().basic(CARLA, PASSWORD)).assert_refused(BARE);
}

#[test]
fn an_address_that_is_a_login_or_a_contact_address_cannot_be_invited() {
    let portal = Portal::start();
    portal.add_user("boris@company.example", "Moon-flower9", "Boris Crane");
    portal.patch_user("boris@company.example", &json!({ "email": "b.crane@home.example" }));
    for email in ["Boris@company.example", "b.crane@home.example", "anna@company.example"] {
        let reply = portal.desk_json("POST", "/invite", &json!({ "email": email }));
        assert_eq!((reply.status, reply.field("error").as_str()), (409, "email_exists"), "H22");
        assert_eq!(reply.field("message"), format!("A user with this e-mail address ({email}) already exists."), "H22");
    }
    for wish in [json!({ "email": "no address" }), json!({}), json!({ "email": CARLA, "user": 1 })] {
        assert_eq!(portal.desk_json("POST", "/invite", &wish).status, 400, "{wish}");
    }
    assert_eq!(portal.desk_json("POST", "/invite", &json!({ "email": CARLA, "by": "nobody" })).status, 404);
    assert!(mails(&portal).is_empty());
}

#[test]
fn an_open_invitation_is_sent_again_or_taken_back_and_an_accepted_one_is_not() {
    let portal = Portal::start();
    let target = invite(&portal);
    let open = portal.desk_get("/invitations").json()["invitations"].clone();
    assert_eq!((&open[0]["login"], &open[0]["by"], &open[1]), (&json!(CARLA), &json!("Anna Berg"), &Value::Null));
    let again = portal.desk_json("POST", "/invite", &json!({ "user": CARLA }));
    assert!(again.field("link").ends_with(&target), "J6: the same mail");
    assert_eq!(mails(&portal).len(), 2);
    // I1: who has not accepted yet and asks for a new password gets that mail too.
    let form = format!("AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN={CARLA}");
    assert!(portal.send(&Ask::post("/auth/?forgot_password=yes").form(&form)).text().contains("notetext"));
    assert!(mails(&portal).pop().unwrap()["link"].as_str().unwrap().ends_with(&target));
    let id = portal.id(CARLA);
    assert_eq!(portal.desk_send(&Ask::new("DELETE", &format!("/users/{id}"))).status, 200);
    assert_eq!(code(&portal.send(&Ask::get(&target))), "E05", "nobody is invited by it any more");
    invite(&portal);
    for ask in [
        Ask::new("DELETE", &format!("/users/{}", portal.id(ANNA))),
        Ask::post("/invite").json(&json!({ "user": ANNA })),
    ] {
        let reply = portal.desk_send(&ask);
        assert_eq!((reply.status, reply.field("error").as_str()), (409, "not_invited"), "J6");
    }
}

#[test]
fn the_clouds_invitation_goes_to_the_network_host() {
    let portal = Portal::start();
    portal.switches(&json!({ "P9": "cloud" }));
    let target = invite(&portal);
    let id = portal.id(CARLA);
    let wanted = format!("&profile_id={id}&checkword=");
    assert!(target.starts_with("/invite/?user_lang=en&client_id=b24.") && target.contains(&wanted), "J3: {target}");
    let (_, session, token) = open(&portal, &target);
    let form = fields("NAME=Carla&LAST_NAME=Dunn", PASSWORD, PASSWORD, &token);
    assert_eq!(portal.send(&Ask::post(&target).cookie(&session).form(&form)).status, 302);
    portal.sign_in(CARLA, PASSWORD, DEVICE);
    portal.switches(&json!({ "P9": "box" }));
    assert_eq!(portal.send(&Ask::get(&target)).status, 404, "a box is no Network host");
}

#[test]
fn extranet_has_an_address_of_its_own_and_the_log_shows_no_checkword() {
    let portal = Portal::start();
    let target = invite(&portal);
    let word = target.rsplit_once('=').unwrap().1.to_owned();
    open(&portal, &format!("/extranet/confirm/?user_id={}&checkword={word}", portal.id(CARLA)));
    let last = portal.requests().pop().unwrap();
    assert_eq!((&last["credential"], &last["right"]), (&json!("checkword"), &json!(true)));
    assert!(!portal.desk_get("/requests?after=0").text().contains(&word));
}
