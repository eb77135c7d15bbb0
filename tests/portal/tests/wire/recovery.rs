//! Password recovery: the forms of I1 and I3 and their markers (I8), checkwords, what a new password ends (E9, P6).

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, BARE, DEVICE, PICTURE, Portal, RIGHT, Reply, SIGNED_IN, flip};

const NEW: &str = "Moon-flower7";

/// The request of I1.
fn ask_for_mail(fields: &str) -> Ask {
    Ask::post("/auth/?forgot_password=yes").form(&format!("AUTH_FORM=Y&TYPE=SEND_PWD&{fields}"))
}

/// The request of I3.
fn change(checkword: &str, password: &str) -> Ask {
    change_of(ANNA, checkword, password, password)
}

fn change_of(login: &str, checkword: &str, password: &str, confirmation: &str) -> Ask {
    let form = format!(
        "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN={login}&USER_CHECKWORD={checkword}&USER_PASSWORD={password}\
         &USER_CONFIRM_PASSWORD={confirmation}"
    );
    Ask::post("/auth/index.php?change_password=yes").form(&form)
}

fn mails(portal: &Portal) -> Vec<Value> {
    portal.desk_get("/mails").json()["mails"].as_array().unwrap().clone()
}

/// Asks for a mail for Anna and takes the checkword out of its link (I2).
fn checkword(portal: &Portal) -> String {
    assert_noted(&portal.send(&ask_for_mail("USER_LOGIN=anna")));
    let link = mails(portal).pop().unwrap()["link"].as_str().unwrap().to_owned();
    let start = format!("http://{}/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD=", portal.address);
    let rest = link.strip_prefix(&start).unwrap_or_else(|| panic!("I2: {link}"));
    rest.strip_suffix("&USER_LOGIN=anna").unwrap_or_else(|| panic!("I2: {link}")).to_owned()
}

/// The text in the only element of that class (I8).
fn marked(reply: &Reply, class: &str) -> Option<String> {
    assert_eq!(reply.status, 200, "I8: in every case");
    assert!(reply.header("content-type").unwrap().starts_with("text/html"), "I8");
    let page = reply.text();
    let (_, rest) = page.split_once(&format!("<font class=\"{class}\">"))?;
    assert!(!rest.contains(&format!("class=\"{class}\"")), "twice: {page}");
    Some(rest.split("</font>").next().unwrap().to_owned())
}

fn assert_noted(reply: &Reply) {
    assert!(marked(reply, "notetext").is_some(), "{}", reply.text());
    assert_eq!(marked(reply, "errortext"), None);
}

/// A refusal with exactly this text; still a form of I3?
fn assert_error(reply: &Reply, text: &str, form_of_i3: bool) {
    assert_eq!(marked(reply, "errortext").as_deref(), Some(text), "{}", reply.text());
    assert_eq!(marked(reply, "notetext"), None);
    assert_eq!(reply.text().contains("name=\"USER_CHECKWORD\""), form_of_i3, "I8");
}

#[test]
fn the_forms_ask_for_what_they_take() {
    let portal = Portal::start();
    let forgot = portal.send(&Ask::get("/auth/?forgot_password=yes"));
    let page = forgot.text();
    for field in ["AUTH_FORM", "TYPE", "USER_LOGIN", "USER_EMAIL"] {
        assert!(page.contains(&format!("name=\"{field}\"")), "I1: {field}");
    }
    assert!(page.contains("value=\"SEND_PWD\"") && !page.contains("USER_CHECKWORD") && !page.contains("captcha_sid"));
    let change = portal.send(&Ask::get("/auth/index.php?change_password=yes&USER_CHECKWORD=a%3Cb&USER_LOGIN=anna"));
    let page = change.text();
    for field in ["AUTH_FORM", "TYPE", "USER_LOGIN", "USER_CHECKWORD", "USER_PASSWORD", "USER_CONFIRM_PASSWORD"] {
        assert!(page.contains(&format!("name=\"{field}\"")), "I3: {field}");
    }
    assert!(
        page.contains("value=\"CHANGE_PWD\"") && page.contains("value=\"a&lt;b\"") && page.contains("value=\"anna\"")
    );
    for reply in [&forgot, &change] {
        assert_eq!((marked(reply, "errortext"), marked(reply, "notetext")), (None, None), "nothing was asked yet");
    }
}

#[test]
fn the_mail_goes_to_the_employee_and_its_link_sets_a_new_password() {
    let portal = Portal::start();
    let word = checkword(&portal);
    let mail = mails(&portal).pop().unwrap();
    assert_eq!((&mail["to"], &mail["login"]), (&json!("anna@company.example"), &json!(ANNA)));
    assert!(!mail["subject"].as_str().unwrap().is_empty());
    assert!(mail["text"].as_str().unwrap().contains(mail["link"].as_str().unwrap()));
    let reply = portal.send(&change(&word, NEW));
    let text =
        "Password successfully changed.<br>New registration information has just been sent to your E-mail address.";
    assert_eq!(marked(&reply, "notetext").as_deref(), Some(text), "H18");
    assert!(!reply.text().contains("USER_CHECKWORD"), "I8: not the form again");
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_refused(BARE);
    portal.send(&Ask::checkout().basic(ANNA, NEW)).assert_is("200 OK", SIGNED_IN);
    let told = mails(&portal).pop().unwrap();
    assert_eq!(
        (&told["to"], &told["link"]),
        (&json!("anna@company.example"), &Value::Null),
        "H18: information by mail"
    );
}

#[test]
fn employees_are_found_by_login_or_by_address_in_any_case() {
    let portal = Portal::start();
    for fields in
        ["USER_LOGIN=ANNA", "USER_EMAIL=Anna%40Company.example", "USER_LOGIN=&USER_EMAIL=anna%40company.example"]
    {
        let before = mails(&portal).len();
        assert_noted(&portal.send(&ask_for_mail(fields)));
        assert_eq!(mails(&portal).len(), before + 1, "I1: {fields}");
    }
    let not_found = "User profile was not found.";
    for fields in
        ["USER_LOGIN=nobody", "USER_EMAIL=nobody%40company.example", "USER_LOGIN=", "USER_LOGIN=anna%40company.example"]
    {
        assert_error(&portal.send(&ask_for_mail(fields)), not_found, false);
    }
    portal.patch_user(ANNA, &json!({ "active": false }));
    assert_error(&portal.send(&ask_for_mail("USER_LOGIN=anna")), not_found, false);
    assert_eq!(mails(&portal).len(), 3);
}

#[test]
fn an_address_of_two_employees_brings_a_mail_for_each() {
    let portal = Portal::start();
    portal.add_user("boris", "Moon-flower9", "Boris Crane");
    portal.patch_user("boris", &json!({ "email": "anna@company.example" }));
    assert_noted(&portal.send(&ask_for_mail("USER_EMAIL=anna%40company.example")));
    let logins: Vec<Value> = mails(&portal).into_iter().map(|mail| mail["login"].clone()).collect();
    assert_eq!(logins, [json!(ANNA), json!("boris")]);
}

#[test]
fn only_the_link_of_the_last_mail_works() {
    let portal = Portal::start();
    let first = checkword(&portal);
    let last = checkword(&portal);
    assert_error(&portal.send(&change(&first, NEW)), "Incorrect check word for login &quot;anna&quot;", true);
    assert_noted(&portal.send(&change(&last, NEW)));
}

#[test]
fn a_checkword_serves_once() {
    let portal = Portal::start();
    let word = checkword(&portal);
    assert_noted(&portal.send(&change(&word, NEW)));
    assert_error(&portal.send(&change(&word, "Star-flower5")), "Incorrect check word for login &quot;anna&quot;", true);
    portal.sign_in(ANNA, NEW, DEVICE);
}

#[test]
fn a_link_lives_as_long_as_the_policy_says() {
    let portal = Portal::start();
    assert_eq!(portal.state()["policy"]["CHECKWORD_TIMEOUT"], 2 * 24 * 60, "G2");
    portal.policy(&json!({ "CHECKWORD_TIMEOUT": 60 }));
    let word = checkword(&portal);
    portal.advance(3_590);
    assert_noted(&portal.send(&change(&word, NEW)));
    let word = checkword(&portal);
    portal.advance(3_605);
    let expired = "Check word validity period has expired. You need to request it again.";
    assert_error(&portal.send(&change(&word, RIGHT)), expired, true);
    portal.sign_in(ANNA, NEW, DEVICE);
}

#[test]
fn the_newest_server_tells_an_unknown_login_nothing_and_looks_at_the_password_last() {
    let portal = Portal::start();
    let word = checkword(&portal);
    assert_error(
        &portal.send(&change_of("nobody", &word, NEW, NEW)),
        "Incorrect check word for login &quot;nobody&quot;",
        true,
    );
    assert_error(&portal.send(&change("wrong", "short")), "Incorrect check word for login &quot;anna&quot;", true);
    let rule = "The password must contain at least 6 characters.";
    assert_error(&portal.send(&change(&word, "short")), rule, true);
    assert_error(&portal.send(&change_of(ANNA, &word, NEW, "Moon-flower8")), "Incorrect password confirmation", true);
    assert_noted(&portal.send(&change(&word, NEW)));
}

#[test]
fn an_older_server_looks_at_the_password_first_and_names_an_unknown_login() {
    let portal = Portal::of_generation("2015");
    assert_error(&portal.send(&ask_for_mail("USER_LOGIN=nobody")), "Login or E-mail not found", false);
    let rule = "The password must contain at least 6 characters.";
    assert_error(&portal.send(&change("wrong", "short")), rule, true);
    let unknown = "User under login &quot;nobody&quot; not found";
    assert_error(&portal.send(&change_of("nobody", "wrong", NEW, NEW)), unknown, true);
    let word = checkword(&portal);
    assert_noted(&portal.send(&change(&word, NEW)));
}

#[test]
fn every_broken_rule_of_the_policy_is_named() {
    let portal = Portal::start();
    portal.policy(&json!({
        "PASSWORD_LENGTH": 10, "PASSWORD_UPPERCASE": true, "PASSWORD_LOWERCASE": true, "PASSWORD_DIGITS": true,
        "PASSWORD_PUNCTUATION": true,
    }));
    let word = checkword(&portal);
    let text = marked(&portal.send(&change(&word, "sunflower")), "errortext").unwrap();
    assert_eq!(text.split("<br>").count(), 4, "H24: {text}");
    assert!(text.contains("at least 10 characters") && text.contains("digits (0-9)"), "{text}");
    assert_noted(&portal.send(&change(&word, NEW)));
}

#[test]
fn a_link_that_is_only_opened_is_not_spent() {
    let portal = Portal::start();
    let word = checkword(&portal);
    let target = format!("/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={word}&USER_LOGIN=anna");
    assert_eq!(portal.send(&Ask::get(&target)).status, 200);
    let with_all = format!("{target}&AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_PASSWORD={NEW}&USER_CONFIRM_PASSWORD={NEW}");
    portal.send(&Ask::get(&with_all));
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
    assert_noted(&portal.send(&change(&word, NEW)));
}

#[test]
fn a_new_password_ends_every_session_and_leaves_application_passwords_unless_the_switch_revokes_them() {
    for revoked in [false, true] {
        let portal = Portal::start();
        if revoked {
            flip(&portal, "P6");
        }
        let signed_in = portal.sign_in(ANNA, RIGHT, DEVICE);
        let word = checkword(&portal);
        assert_noted(&portal.send(&change(&word, NEW).cookie(&signed_in.session().unwrap())));
        assert_eq!(portal.sessions(ANNA), 0, "E9");
        let kept = portal.send(&Ask::checkout().basic(ANNA, &signed_in.field("appPassword")));
        assert_eq!(kept.status, if revoked { 401 } else { 200 }, "E9, P6");
    }
}

#[test]
fn recovery_leaves_the_counter_so_that_the_new_password_still_meets_the_picture() {
    let portal = Portal::start();
    portal.patch_user(ANNA, &json!({ "attempts": 10 }));
    let word = checkword(&portal);
    for _ in 0..3 {
        portal.send(&change("wrong", NEW));
    }
    assert_eq!(portal.attempts(ANNA), 10, "a wrong checkword is no failed sign-in");
    assert_noted(&portal.send(&change(&word, NEW)));
    portal.send(&Ask::checkout().basic(ANNA, NEW)).assert_refused(PICTURE);
}

#[test]
fn where_the_option_is_on_both_forms_want_a_picture() {
    let portal = Portal::start();
    portal.switches(&json!({ "I1": "on" }));
    let sid_of = |reply: &Reply| {
        let page = reply.text();
        let (_, rest) = page.split_once("name=\"captcha_sid\" value=\"").unwrap_or_else(|| panic!("{page}"));
        rest.split('"').next().unwrap().to_owned()
    };
    let form = portal.send(&Ask::get("/auth/?forgot_password=yes"));
    let sid = sid_of(&form);
    assert_eq!(portal.send(&Ask::get(&format!("/bitrix/tools/captcha.php?captcha_sid={sid}"))).status, 200, "C1");
    let wrong = "Word for protecting against automatic registration is entered incorrectly";
    for fields in ["USER_LOGIN=anna".to_owned(), format!("USER_LOGIN=anna&captcha_sid={sid}&captcha_word=AAAAA")] {
        let reply = portal.send(&ask_for_mail(&fields));
        assert_error(&reply, wrong, false);
        assert_ne!(sid_of(&reply), sid, "a fresh one");
    }
    assert!(mails(&portal).is_empty());
    let answered = format!("USER_LOGIN=anna&captcha_sid={sid}&captcha_word={}", portal.word(&sid));
    let reply = portal.send(&ask_for_mail(&answered));
    assert_noted(&reply);
    let link = mails(&portal).pop().unwrap()["link"].as_str().unwrap().to_owned();
    let word = link.split("USER_CHECKWORD=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    assert_error(&portal.send(&change(&word, NEW)), wrong, true);
    let sid = sid_of(&reply);
    let form = format!(
        "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN=anna&USER_CHECKWORD={word}&USER_PASSWORD={NEW}&USER_CONFIRM_PASSWORD={NEW}\
         &captcha_sid={sid}&captcha_word={}",
        portal.word(&sid)
    );
    assert_noted(&portal.send(&Ask::post("/auth/index.php?change_password=yes").form(&form)));
}

#[test]
fn a_template_without_the_stock_markers_says_the_same_in_another_element() {
    let portal = Portal::start();
    flip(&portal, "P35");
    let refused = portal.send(&ask_for_mail("USER_LOGIN=nobody"));
    let accepted = portal.send(&ask_for_mail("USER_LOGIN=anna"));
    for (reply, text) in [(&refused, "User profile was not found."), (&accepted, "has just been sent")] {
        assert_eq!((marked(reply, "errortext"), marked(reply, "notetext")), (None, None), "P35");
        assert!(
            reply.text().contains(text) && !reply.text().contains("errortext") && !reply.text().contains("notetext")
        );
    }
    assert_eq!(mails(&portal).len(), 1, "it is done all the same");
}

#[test]
fn on_the_cloud_this_host_is_networks_and_sends_one_mail_a_minute() {
    let portal = Portal::start();
    portal.switches(&json!({ "P9": "cloud" }));
    let host = portal.send(&Ask::discovery()).field("host");
    let page = portal.send(&Ask::get("/auth/?forgot_password=yes").header("Host", &host)).text();
    assert!(page.contains("Network") && page.contains("SEND_PWD"), "P36: {page}");
    checkword(&portal);
    assert_error(&portal.send(&ask_for_mail("USER_LOGIN=anna")), "Timeout has not expired yet.", false);
    portal.advance(61);
    let word = checkword(&portal);
    assert_noted(&portal.send(&change(&word, NEW)));
    portal.switches(&json!({ "P9": "cloud_network_down" }));
    assert_eq!(portal.send(&ask_for_mail("USER_LOGIN=anna")).status, 521, "O5");
}

#[test]
fn the_log_knows_a_checkword_and_neither_it_nor_the_database_keeps_one() {
    let folder = crate::support::fresh_folder();
    let file = folder.join("portal.sqlite");
    let portal = Portal::empty(&["--plain", "--db", file.to_str().unwrap()]);
    portal.add_user(ANNA, RIGHT, "Anna Berg");
    let word = checkword(&portal);
    portal.send(&Ask::get(&format!("/auth/index.php?change_password=yes&USER_CHECKWORD={word}&USER_LOGIN=anna")));
    portal.send(&change("wrong", NEW));
    for entry in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "I2: stored hashed");
    }
    portal.send(&change(&word, NEW));
    let last: Vec<Value> = portal.requests().into_iter().rev().take(3).collect();
    for (entry, right) in last.iter().zip([json!(true), json!(false), Value::Null]) {
        assert_eq!(
            (&entry["credential"], &entry["right"], &entry["login"]),
            (&json!("checkword"), &right, &json!(ANNA))
        );
    }
    assert!(!portal.desk_get("/requests?after=0").text().contains(&word));
    drop(portal);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn recovery_answers_outside_the_allowed_addresses_too() {
    let portal = Portal::start();
    portal.allow_addresses(&["10.0.0.1"]);
    let word = checkword(&portal);
    assert_noted(&portal.send(&change(&word, NEW)));
}
