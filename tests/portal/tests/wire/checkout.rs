//! What checkout takes besides the examples: addresses, methods, places of the fields (B1 to B11, B19, E10, F).

use serde_json::json;

use crate::support::{ANNA, Ask, BARE, DEVICE, PICTURE, Portal, RIGHT, SIGNED_IN, WRONG, signed_in_new};

#[test]
fn both_addresses_and_both_methods_are_checkout() {
    let portal = Portal::start();
    for address in ["/mobile/?mobile_action=checkout", "/mobile/ajax.php?mobile_action=checkout"] {
        for method in ["GET", "POST"] {
            portal.send(&Ask::new(method, address).basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
        }
    }
    let in_body = Ask::post("/mobile/").basic(ANNA, RIGHT).form("mobile_action=checkout");
    portal.send(&in_body).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn options_answers_the_cross_origin_headers_and_stops() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::new("OPTIONS", "/mobile/?mobile_action=checkout").basic(ANNA, RIGHT));
    assert!((200..300).contains(&reply.status), "B2");
    assert_eq!(reply.header("access-control-allow-methods"), Some("POST, OPTIONS"), "B2");
    let allowed = Some("X-Requested-With, Content-Type, Accept");
    assert_eq!(reply.header("access-control-allow-headers"), allowed, "B2");
    assert_eq!(reply.text(), "", "B2");
    assert_eq!(portal.sessions(ANNA), 0, "B2: and stops");
}

#[test]
fn extranet_users_have_an_address_of_their_own() {
    let portal = Portal::start();
    let ask = Ask::post("/extranet/mobile/?mobile_action=checkout").basic(ANNA, RIGHT);
    portal.send(&ask).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn an_action_that_needs_sign_in_says_how() {
    let portal = Portal::start();
    let ask = Ask::post("/mobile/?mobile_action=save_device_token").form("device_token=x&uuid=y");
    let reply = portal.send(&ask);
    let found = reply.assert_is("401 Unauthorized", BARE);
    assert_eq!(reply.header("www-authenticate"), Some(r#"Basic realm="Bitrix24""#), "B16");
    assert_eq!(reply.header("bx-authorize"), Some(found[0].as_str()), "B16");
}

#[test]
fn every_answer_says_which_product_it_is() {
    let reply = Portal::start().send(&Ask::discovery());
    let told = reply.header("x-powered-cms").unwrap();
    crate::support::template::read("Bitrix Site Manager (<hex>)", told);
}

#[test]
fn an_unknown_action_is_told_so() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::get("/mobile/?mobile_action=dance").basic(ANNA, RIGHT));
    reply.assert_is("200 OK", r#"{"error":"unknown action for data request"}"#);
}

#[test]
fn without_a_login_a_refusal_names_nothing() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    portal.send(&Ask::checkout()).assert_refused(BARE);
    portal.send(&Ask::checkout().form("USER_LOGIN=anna&USER_PASSWORD=x")).assert_refused(PICTURE);
}

#[test]
fn the_form_fields_sign_in_instead_of_basic() {
    let portal = Portal::start();
    let form = format!("AUTH_FORM=Y&TYPE=AUTH&USER_LOGIN={ANNA}&USER_PASSWORD={RIGHT}");
    portal.send(&Ask::checkout().form(&form).phone(DEVICE)).assert_is("200 OK", &signed_in_new());
    let form = format!("AUTH_FORM=Y&TYPE=AUTH&USER_LOGIN={ANNA}&USER_PASSWORD={WRONG}");
    portal.send(&Ask::checkout().form(&form)).assert_refused(BARE);
    assert_eq!(portal.attempts(ANNA), 1);
}

#[test]
fn the_form_may_come_in_parts() {
    let portal = Portal::start();
    let part = |(name, value)| format!("--mark\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let fields = [("AUTH_FORM", "Y"), ("TYPE", "AUTH"), ("USER_LOGIN", ANNA), ("USER_PASSWORD", RIGHT)];
    let body = fields.map(part).concat() + "--mark--\r\n";
    let ask = Ask::checkout().header("Content-Type", "multipart/form-data; boundary=mark").body(body.into_bytes());
    portal.send(&ask).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn the_answer_to_a_picture_may_stand_in_the_query() {
    let portal = Portal::start();
    let sid = portal.wrong_tries(ANNA, 10).field("captchaCode");
    let word = portal.word(&sid);
    let target = format!("/mobile/?mobile_action=checkout&captcha_sid={sid}&captcha_word={word}");
    portal.send(&Ask::post(&target).basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_session_of_the_same_login_is_not_signed_in_again() {
    let portal = Portal::start();
    let session = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    let reply = portal.send(&Ask::checkout().cookie(&session).basic(ANNA, WRONG).phone(DEVICE));
    reply.assert_is("200 OK", SIGNED_IN);
    assert_eq!(portal.attempts(ANNA), 0, "B5: the password was not looked at");
    portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn another_login_signs_in_over_the_old_session() {
    let portal = Portal::start();
    portal.add_user("boris", "Moon-flower9", "Boris Crane");
    let session = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    let reply = portal.send(&Ask::checkout().cookie(&session).basic("boris", "Moon-flower9"));
    assert_eq!(reply.field("login"), "boris", "B5");
}

#[test]
fn a_host_before_the_login_is_stripped() {
    let portal = Portal::start();
    portal.send(&Ask::checkout().basic("COMPANY\\anna", RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_colon_belongs_to_the_password_unless_the_switch_cuts_it() {
    let portal = Portal::start();
    portal.add_user("carla", "Sun:flower:9", "Carla Dunn");
    let ask = Ask::checkout().basic("carla", "Sun:flower:9");
    assert_eq!(portal.send(&ask).status, 200, "P19");
    crate::support::flip(&portal, "P19");
    portal.send(&ask).assert_refused(BARE);
}

#[test]
fn the_version_of_the_app_is_remembered_in_a_cookie() {
    let portal = Portal::start();
    let reply = portal.send(&Ask::get("/mobile/?mobile_action=checkout&servercheck=1&api_version=45"));
    let cookies = reply.all("set-cookie");
    assert!(cookies.iter().any(|cookie| cookie.starts_with("BITRIX_SM_MOBILE_APP_VERSION=45;")), "B3: {cookies:?}");
}

#[test]
fn basic_leaves_no_remember_me_cookie() {
    let portal = Portal::start();
    let reply = portal.sign_in(ANNA, RIGHT, DEVICE);
    assert!(!reply.all("set-cookie").iter().any(|cookie| cookie.contains("_UIDH")), "F2");
}

#[test]
fn a_wrong_sessid_with_checkout_is_refused_with_the_headers_of_b16() {
    let portal = Portal::start();
    let ask = Ask::checkout().basic(ANNA, RIGHT).form("sessid=00000000000000000000000000000000");
    let reply = portal.send(&ask);
    let found = reply.assert_is("401 Unauthorized", BARE);
    assert_eq!(reply.header("www-authenticate"), Some(r#"Basic realm="Bitrix24""#), "P21, B16");
    assert_eq!(reply.header("bx-authorize"), Some(found[0].as_str()), "P21, B16");
}

#[test]
fn logout_of_the_app_changes_nothing() {
    let portal = Portal::start();
    let session = portal.sign_in(ANNA, RIGHT, DEVICE).session().unwrap();
    let target = format!("/mobile/ajax.php?mobile_action=logout&uuid={DEVICE}");
    let reply = portal.send(&Ask::get(&target).cookie(&session));
    assert_eq!((reply.status, reply.text().as_str()), (200, ""), "P5");
    portal.send(&Ask::checkout().cookie(&session)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn logout_of_the_page_needs_the_sessid() {
    let portal = Portal::start();
    let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
    let (session, sessid) = (signed_in.session().unwrap(), signed_in.field("sessid_md5"));
    portal.send(&Ask::get("/?logout=yes").cookie(&session));
    assert_eq!(portal.send(&Ask::checkout().cookie(&session)).status, 200, "P20: nothing without sessid");
    portal.send(&Ask::get(&format!("/?logout=yes&sessid={sessid}")).cookie(&session));
    portal.send(&Ask::checkout().cookie(&session)).assert_refused(BARE);
}

#[test]
fn logout_is_heard_on_any_page() {
    let portal = Portal::start();
    let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
    let (session, sessid) = (signed_in.session().unwrap(), signed_in.field("sessid_md5"));
    let target = format!("/company/?logout=yes&sessid={sessid}");
    let reply = portal.send(&Ask::get(&target).cookie(&session));
    assert_eq!((reply.status, reply.header("location")), (302, Some("/company/")), "E10");
    portal.send(&Ask::checkout().cookie(&session)).assert_refused(BARE);
}

#[test]
fn one_connection_carries_many_requests() {
    let portal = Portal::start();
    let host = portal.address.to_string();
    let once = format!("GET /mobile/?mobile_action=checkout&servercheck=1 HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let mut bytes = once.repeat(3).into_bytes();
    bytes.extend(Ask::discovery().bytes(&host));
    let answers = String::from_utf8(portal.raw(&bytes)).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 4);
}
