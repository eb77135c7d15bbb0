//! No secret in clear outside the vault and the process (R5): the real program, its log at its loudest, through a long story.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::path::PathBuf;

use base64::Engine as _;
use portico_behaviour::documents_in;
use portico_behaviour::hunt::{Canary, forms};
use portico_behaviour::program::{Failure, Program, enter, text, witnessed};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What people type. Spaces, quotes and slashes have forms of their own in each encoding.
const RIGHT: &str = "Canary right/\"word\" +77?";
const WRONG: &str = "Canary-wrong\\word&88=";
const OTHER: &str = "Canary>retyped word~55";
const CHECKED: &str = "Canary only-checked;66";
const CHOSEN: &str = "Canary chosen;for/me +44";
const RECOVERED: &str = "Canary-recovered&33?/";
const SMUGGLED: &str = "Canary-in-the-address99";
/// Typed where the login goes. It looks like no login, and the portal says its name back.
const MISPLACED: &str = "Canary-for-a-Login55";
/// Unsent text lies in its account's document and nowhere else.
const UNSENT: &str = "Canary unsent \"letter\" & more";

struct Story {
    portal: Portal,
    folder: TempDir,
    heard: String,
    /// Typed, or made by the portal, and known here.
    typed: Vec<(String, String)>,
}

impl Story {
    fn start(&self) -> Program {
        let environment = [
            ("RUST_LOG", "trace".to_owned()),
            ("PORTICO_WITNESS", self.witness().to_string_lossy().into_owned()),
            ("PORTICO_FULL", self.full().to_string_lossy().into_owned()),
        ];
        let ca = self.portal.ca_file().unwrap();
        Program::start(env!("CARGO_BIN_EXE_portico-under-fire"), &self.data(), ca, &self.log(), &environment)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn witness(&self) -> PathBuf {
        self.folder.path().join("witness")
    }

    /// While this file is there, the program's disk is full, which it says in its log.
    fn full(&self) -> PathBuf {
        self.folder.path().join("full")
    }

    fn canaries(&self) -> Vec<Canary> {
        let wire = witnessed(&self.witness());
        self.typed.iter().chain(&wire).map(|(what, secret)| Canary::new(what, secret)).collect()
    }

    /// Looks for everything that is secret by now in everything that is there by now.
    fn nothing_leaked(&self, program: &Program, when: &str) {
        let mut places = documents_in(&self.data());
        places.insert("standard error".into(), std::fs::read(self.log()).unwrap());
        places.insert("standard output".into(), [self.heard.as_str(), program.heard()].concat().into_bytes());
        let canaries = self.canaries();
        for (place, bytes) in &places {
            let found: Vec<String> = canaries.iter().flat_map(|canary| canary.found_in(bytes)).collect();
            assert!(found.is_empty(), "{when}, in {}: {found:?}", place.display());
        }
        assert!(places.len() >= 3, "{when}: there were files: {:?}", places.keys());
    }

    /// It is shown as a login, and that is all.
    fn misplaced_is_nowhere(&self) {
        let mut places = documents_in(&self.data());
        places.insert("standard error".into(), std::fs::read(self.log()).unwrap());
        for (place, bytes) in &places {
            let found = Canary::new("a password as a login", MISPLACED).found_in(bytes);
            assert!(found.is_empty(), "in {}: {found:?}", place.display());
        }
    }

    fn restart(&mut self, program: Program) -> Program {
        let (status, heard) = program.end();
        assert!(status.success(), "{status}");
        self.heard.push_str(&heard);
        self.start()
    }

    fn user(&self, login: &str) -> i64 {
        self.portal.desk().state().unwrap().users.into_iter().find(|user| user.login == login).unwrap().id
    }

    fn attempts(&self, login: &str, attempts: u32) {
        self.portal.desk().patch_user(self.user(login), &json!({"attempts": attempts})).unwrap();
    }
}

fn step(record: &Value) -> String {
    text(record, "/step/kind")
}

#[test]
fn no_secret_is_in_a_file_a_log_or_an_answer_after_a_long_story() {
    let company = Company::default().with(Employee::new("anna", RIGHT, "Anna Berg")).with(Employee::new(
        "boris",
        RIGHT,
        "Boris Tal",
    ));
    let portal = Portal::start_blocking(PortalOptions::of(company)).unwrap();
    let typed = [("right", RIGHT), ("wrong", WRONG), ("retyped", OTHER), ("checked", CHECKED), ("smuggled", SMUGGLED)];
    let typed = typed.map(|(what, secret)| (what.to_owned(), secret.to_owned())).to_vec();
    let mut story = Story { portal, folder: TempDir::new().unwrap(), heard: String::new(), typed };
    let mut program = story.start();

    let smuggling = story.portal.url().replace("https://", &format!("https://anna:{SMUGGLED}@"));
    let open = program.call("sign_in.start", json!({"address": smuggling})).unwrap();
    story.nothing_leaked(&program, "with a password in the address");
    program.call("sign_in.cancel", json!({"sign_in": text(&open, "/id")})).unwrap();
    let rubbish = format!("ht!tp://anna:{SMUGGLED}@[nowhere/{SMUGGLED}");
    let open = program.call("sign_in.start", json!({"address": rubbish})).unwrap();
    story.nothing_leaked(&program, "with a password in an address that is none");
    program.call("sign_in.cancel", json!({"sign_in": text(&open, "/id")})).unwrap();
    let misplaced =
        program.call("sign_in.submit_credentials", json!({"sign_in": 5, "login": "anna", "password": RIGHT}));
    assert!(matches!(misplaced, Err(Failure::Said(_))));

    misplaced_login(&story, &mut program);
    wrong_then_right(&mut story, &mut program);
    unsent_text(&story, &mut program);
    full_disk(&mut story, &mut program);
    program = lockout(&mut story, program);
    program = second_factor(&mut story, program);
    program = codes_behind_the_password(&mut story, program);
    program = codes_by_message(&mut story, program);
    program = invitation_and_recovery(&mut story, program);
    program = hash_links(&mut story, program);
    clears(&mut story, &mut program);

    let seen = witnessed(&story.witness());
    for what in ["password", "application password", "cookie", "sessid", "header", "checkword", "new password"] {
        assert!(seen.iter().any(|(seen, _)| seen == what), "{what} went over the wire: {seen:?}");
    }
    assert!(seen.len() > 12, "{}", seen.len());
    let log = std::fs::read_to_string(story.log()).unwrap();
    assert!(log.lines().filter(|line| line.contains("WARN")).count() >= 2, "the log was on: {log}");
}

fn misplaced_login(story: &Story, program: &mut Program) {
    let says = format!("User {MISPLACED} unknown");
    for (status, body) in [
        (401, json!({"status": "failed", "bitrix_sessid": "4e9f0b81", "error_message": says}).to_string()),
        (403, format!("<p>{says}</p>")),
    ] {
        let open = program.call("sign_in.start", json!({"address": story.portal.url()})).unwrap();
        let fault = json!({"kind": "status", "status": status, "body": body});
        story.portal.desk().fault(&fault).unwrap();
        let typed = json!({"sign_in": text(&open, "/id"), "login": MISPLACED, "password": WRONG});
        let refused = program.call("sign_in.submit_credentials", typed).unwrap();
        assert_eq!(text(&refused, "/problem/detail"), "User ••• unknown", "{refused}");
        story.misplaced_is_nowhere();
        program.call("sign_in.cancel", json!({"sign_in": text(&open, "/id")})).unwrap();
    }
}

fn wrong_then_right(story: &mut Story, program: &mut Program) {
    let portal = story.portal.url().to_owned();
    let open = enter(program, &portal, "anna", WRONG).unwrap();
    let id = text(&open, "/id");
    let check = json!({"sign_in": id, "login": "anna", "password": CHECKED, "keyboard": {"caps": true}});
    program.call("sign_in.check", check).unwrap();
    program.call("sign_in.check", json!({"sign_in": id, "login": CHECKED, "password": WRONG})).unwrap();
    story.nothing_leaked(program, "after a wrong password");
    let right = json!({"sign_in": id, "login": "anna", "password": RIGHT});
    let done = program.call("sign_in.submit_credentials", right).unwrap();
    assert_eq!(step(&done), "done", "{done}");
    let account = text(&done, "/step/account");
    program.call("session.call", json!({"account": account, "method": "profile"})).unwrap();
    program
        .call("session.call", json!({"account": account, "method": "no.such", "params": {"text": CHECKED}}))
        .unwrap_err();
    story.nothing_leaked(program, "signed in");
}

/// Kept, refused for its length, and met by a disk that is full: in one document, and in no log.
fn unsent_text(story: &Story, program: &mut Program) {
    let account = text(&program.call("accounts.list", json!({})).unwrap(), "/accounts/0/id");
    let keep = |text: &str| json!({"account": account, "text": text});
    program.call("drafts.set", keep(UNSENT)).unwrap();
    let too_long = program.call("drafts.set", keep(&UNSENT.repeat(400))).unwrap_err();
    assert_eq!(too_long, Failure::Said("draft_too_long".to_owned()));
    std::fs::write(story.full(), b"").unwrap();
    let refused = program.call("drafts.set", keep(&format!("{UNSENT}, changed"))).unwrap_err();
    assert_eq!(refused, Failure::Said("storage_failed".to_owned()));
    std::fs::remove_file(story.full()).unwrap();
    assert_eq!(text(&program.call("drafts.get", json!({"account": account})).unwrap(), "/text"), UNSENT);
    let canary = Canary::new("unsent text", UNSENT);
    let own = PathBuf::from(format!("device/accounts/{account}.json"));
    let mut places = documents_in(&story.data());
    assert!(!canary.found_in(&places.remove(&own).unwrap()).is_empty(), "kept");
    places.insert("standard error".into(), std::fs::read(story.log()).unwrap());
    for (place, bytes) in &places {
        assert_eq!(canary.found_in(bytes), [] as [String; 0], "in {}", place.display());
    }
}

/// What cannot be written is logged, with secrets under way.
fn full_disk(story: &mut Story, program: &mut Program) {
    std::fs::write(story.full(), b"").unwrap();
    let account = text(&program.call("accounts.list", json!({})).unwrap(), "/accounts/0/id");
    let open = program.call("sign_in.start", json!({"address": story.portal.url()}));
    assert_eq!(open, Err(Failure::Said("storage_failed".to_owned())));
    let receipt = program.call("accounts.reset", json!({"account": account})).unwrap();
    assert_eq!(receipt.get("pending"), Some(&json!(["document"])), "{receipt}");
    program.call("session.foreground", json!({})).unwrap();
    story.nothing_leaked(program, "on a full disk");
    std::fs::remove_file(story.full()).unwrap();
    let portal = story.portal.url().to_owned();
    let done = enter(program, &portal, "anna", RIGHT).unwrap();
    assert_eq!(text(&done, "/step/account"), account, "{done}");
}

/// A picture for the stored secret, with a wrong word first; then one for a typed password, with a restart in between.
fn lockout(story: &mut Story, program: Program) -> Program {
    let mut program = story.restart(program);
    story.attempts("anna", 10);
    let account = text(&program.call("accounts.list", json!({})).unwrap(), "/accounts/0/id");
    program.call("session.call", json!({"account": account, "method": "profile"})).unwrap_err();
    let open = program.call("sign_in.start", json!({"account": account})).unwrap();
    assert_eq!(step(&open), "captcha", "{open}");
    let open = answer(story, &mut program, &open, Some("wrong word"), None);
    assert_eq!(step(&open), "captcha", "{open}");
    story.nothing_leaked(&program, "locked out");
    let done = answer(story, &mut program, &open, None, None);
    assert_eq!(step(&done), "done", "{done}");
    story.attempts("boris", 10);
    let portal = story.portal.url().to_owned();
    let open = enter(&mut program, &portal, "boris", WRONG).unwrap();
    assert_eq!(step(&open), "captcha", "{open}");
    story.nothing_leaked(&program, "with a password held");
    let open = answer(story, &mut program, &open, None, Some(OTHER));
    assert_eq!(step(&open), "captcha", "{open}");
    let mut program = story.restart(program);
    story.nothing_leaked(&program, "restarted at a picture");
    let open = program.call("sign_in.get", json!({"sign_in": text(&open, "/id")})).unwrap();
    let done = answer(story, &mut program, &open, None, Some(RIGHT));
    assert_eq!(step(&done), "done", "{done}");
    program
}

fn answer(story: &Story, program: &mut Program, open: &Value, word: Option<&str>, password: Option<&str>) -> Value {
    let mut params = json!({"sign_in": text(open, "/id"), "challenge": text(open, "/step/challenge")});
    program.call("sign_in.captcha_picture", params.clone()).unwrap();
    let right = story.portal.desk().pictures(1).unwrap().remove(0).word;
    let fields = params.as_object_mut().unwrap();
    fields.insert("text".to_owned(), json!(word.unwrap_or(&right)));
    fields.extend(password.map(|password| ("password".to_owned(), json!(password))));
    program.call("sign_in.submit_captcha", params).unwrap()
}

/// One-time code and recovery code, wrong and right, with a restart at the code step.
fn second_factor(story: &mut Story, program: Program) -> Program {
    let mut program = program;
    let boris = story.user("boris");
    story.portal.desk().patch_user(boris, &json!({"otp": {"type": "totp"}})).unwrap();
    let otp = serde_json::to_value(story.portal.desk().user(boris).unwrap().otp).unwrap();
    let recovery = otp.get("recovery_codes").unwrap().as_array().unwrap().clone();
    let recovery: Vec<String> = recovery.iter().map(|code| code.as_str().unwrap_or_default().to_owned()).collect();
    let used = recovery.first().unwrap().clone();
    story.typed.push(("the authenticator's secret".to_owned(), text(&otp, "/secret")));
    story.typed.extend(recovery.into_iter().map(|code| ("a recovery code".to_owned(), code)));
    let portal = story.portal.url().to_owned();
    for code in [text(&otp, "/current_code"), used] {
        story.typed.push(("a code".to_owned(), code.clone()));
        let open = enter(&mut program, &portal, "boris", RIGHT).unwrap();
        assert_eq!(step(&open), "second_factor", "{open}");
        story.nothing_leaked(&program, "at a code step");
        program = story.restart(program);
        let at = |open: &Value, code: &str| json!({"sign_in": text(open, "/id"), "challenge": text(open, "/step/challenge"), "code": code});
        let open = program.call("sign_in.get", json!({"sign_in": text(&open, "/id")})).unwrap();
        assert_eq!(step(&open), "second_factor", "kept over a restart: {open}");
        let wrong = program.call("sign_in.submit_code", at(&open, "Canary-wr0ng-code")).unwrap();
        story.typed.push(("a malformed code".to_owned(), "Canary-wr0ng-code".to_owned()));
        story.nothing_leaked(&program, "after a wrong code");
        let done = program.call("sign_in.submit_code", at(&wrong, &code)).unwrap();
        assert_eq!(step(&done), "done", "{done}");
        story.nothing_leaked(&program, "after a code");
    }
    program
}

fn code_call(open: &Value, code: &str) -> Value {
    json!({"sign_in": text(open, "/id"), "challenge": text(open, "/step/challenge"), "code": code})
}

/// Up to 2024 a code goes at the end of the password (B10): wrong and right, with a lost answer in between.
fn codes_behind_the_password(story: &mut Story, program: Program) -> Program {
    let mut program = program;
    story.portal.desk().patch_policy(&json!({"generation": "2024"})).unwrap();
    let boris = story.user("boris");
    story.portal.desk().patch_user(boris, &json!({"otp": {"type": "totp"}})).unwrap();
    let otp = serde_json::to_value(story.portal.desk().user(boris).unwrap().otp).unwrap();
    let right = text(&otp, "/current_code");
    let wrong: String = right.chars().rev().map(|digit| if digit == '7' { '3' } else { '7' }).collect();
    story.typed.push(("the authenticator's next secret".to_owned(), text(&otp, "/secret")));
    for code in [&right, &wrong] {
        story.typed.push(("password and code".to_owned(), format!("{RIGHT}{code}")));
    }
    let portal = story.portal.url().to_owned();
    let open = enter(&mut program, &portal, "boris", RIGHT).unwrap();
    assert_eq!(step(&open), "second_factor", "{open}");
    let open = program.call("sign_in.submit_code", code_call(&open, &wrong)).unwrap();
    assert_eq!(text(&open, "/problem/code"), "code_wrong", "{open}");
    story.nothing_leaked(&program, "after a wrong code behind the password");
    story.portal.desk().fault(&json!({"kind": "garbage", "count": 1})).unwrap();
    let open = program.call("sign_in.submit_code", code_call(&open, &right)).unwrap();
    assert_eq!(step(&open), "second_factor", "{open}");
    story.nothing_leaked(&program, "after a lost answer to a code");
    let done = program.call("sign_in.submit_code", code_call(&open, &right)).unwrap();
    assert_eq!(step(&done), "done", "{done}");
    let seen = witnessed(&story.witness());
    assert!(seen.contains(&("password".to_owned(), format!("{RIGHT}{right}"))), "both in one went over the wire");
    story.nothing_leaked(&program, "after a code behind the password");
    story.portal.desk().patch_policy(&json!({"generation": "2025"})).unwrap();
    story.restart(program)
}

/// The code in a message (D12): what the portal sends, and to which number.
fn codes_by_message(story: &mut Story, program: Program) -> Program {
    let mut program = program;
    let boris = story.user("boris");
    let number = "+4930777123456";
    story.portal.desk().patch_user(boris, &json!({"otp": {"type": "push"}, "phone": number})).unwrap();
    story.typed.push(("the phone number".to_owned(), number.to_owned()));
    let portal = story.portal.url().to_owned();
    let open = enter(&mut program, &portal, "boris", RIGHT).unwrap();
    let named = json!({"sign_in": text(&open, "/id"), "challenge": text(&open, "/step/challenge")});
    program = story.restart(program);
    let open = program.call("sign_in.send_sms", named.clone()).unwrap();
    assert!(open.pointer("/step/sms_to").is_some(), "{open}");
    program.call("sign_in.send_sms", named).unwrap();
    let code = story.portal.desk().sms().pop().unwrap().code;
    story.typed.push(("a code by message".to_owned(), code.clone()));
    story.nothing_leaked(&program, "after a message");
    let done = program.call("sign_in.submit_code", code_call(&open, &code)).unwrap();
    assert_eq!(step(&done), "done", "{done}");
    story.nothing_leaked(&program, "after the code of a message");
    program
}

/// Somebody is invited, and forgets the password: links, checkwords and both passwords, right and wrong, with restarts between.
fn invitation_and_recovery(story: &mut Story, program: Program) -> Program {
    let mut program = program;
    story
        .typed
        .extend([("chosen", CHOSEN), ("recovered", RECOVERED)].map(|(what, text)| (what.to_owned(), text.to_owned())));
    let invited = story.portal.desk().invite("carla@company.example", Some("anna")).unwrap();
    let word = |link: &str, name: &str| link.split(name).nth(1).unwrap().split('&').next().unwrap().to_owned();
    story.typed.push(("the invitation's checkword".to_owned(), word(&invited.link, "checkword=")));
    let at = program.call("invitation.open", json!({"link": invited.link})).unwrap();
    story.nothing_leaked(&program, "with an invitation open");
    let names = json!({"invitation": text(&at, "/id"), "name": "Carla", "last_name": "", "password": CHOSEN});
    program.call("invitation.accept", names).unwrap();
    let names = json!({"invitation": text(&at, "/id"), "name": "Carla", "last_name": "Dunn", "password": CHOSEN});
    let accepted = program.call("invitation.accept", names).unwrap();
    story.nothing_leaked(&program, "with an invitation accepted");

    let begin = |login: &str| json!({"address": story.portal.url(), "login": login});
    for login in [MISPLACED.to_owned(), format!("anna:{MISPLACED}")] {
        let at = program.call("recovery.start", begin(&login)).unwrap();
        let give =
            json!({"recovery": text(&at, "/id"), "checkword": "Canary0wrong0checkword", "new_password": RECOVERED});
        program.call("recovery.submit", give).unwrap();
        story.misplaced_is_nowhere();
    }
    let at = program.call("recovery.start", begin(&invited.login)).unwrap();
    let link = story.portal.desk().mails().into_iter().rev().find_map(|mail| mail.link).unwrap();
    story.typed.push(("the mail's checkword".to_owned(), word(&link, "USER_CHECKWORD=")));
    let give =
        |checkword: &str| json!({"recovery": text(&at, "/id"), "checkword": checkword, "new_password": RECOVERED});
    story.typed.push(("a wrong checkword".to_owned(), "Canary0wrong0checkword".to_owned()));
    program.call("recovery.submit", give("Canary0wrong0checkword")).unwrap();
    program.call("recovery.submit", give("no checkword: Canary-wrong\\word&88=")).unwrap();
    let pasted = program.call("recovery.start", begin(&link)).unwrap_err();
    assert_eq!(pasted, Failure::Said("call_failed".to_owned()));
    story.portal.desk().fault(&json!({"kind": "drop", "path": "/auth/"})).unwrap();
    story.typed.push(("a lost checkword".to_owned(), "Canary0lost0checkword".to_owned()));
    program.call("recovery.submit", give("Canary0lost0checkword")).unwrap();
    program = story.restart(program);
    story.nothing_leaked(&program, "restarted in a recovery");
    let done = program.call("recovery.submit", give(&link)).unwrap();
    assert_eq!(text(&done, "/stage"), "done", "{done}");
    story.nothing_leaked(&program, "recovered");
    program.call("accounts.delete", json!({"account": text(&accepted, "/account")})).unwrap();
    program
}

/// A hash that is read, shown, dropped by a restart, sent, sent again in vain, and lost; a checkword that goes nowhere.
fn hash_links(story: &mut Story, program: Program) -> Program {
    let mut program = program;
    for way in ["right", "again", "lost"] {
        let given = story.portal.desk().hash("anna", "preset_task", None).unwrap();
        let (link, plain) = (text(&given, "/link"), text(&given, "/plain_link"));
        story.typed.push(("a hash".to_owned(), text(&given, "/hash")));
        program.call("links.read", json!({"text": link})).unwrap();
        let shown = program.call("sign_in.start", json!({"link": link})).unwrap();
        assert_eq!(step(&shown), "confirm_link", "{shown}");
        story.nothing_leaked(&program, "at a link");
        program = story.restart(program);
        let ended = program.call("sign_in.get", json!({"sign_in": text(&shown, "/id")})).unwrap();
        assert_eq!((step(&ended).as_str(), text(&ended, "/problem/code")), ("cancelled", "open_link_again".to_owned()));
        let pasted = program.call("sign_in.start", json!({"address": plain})).unwrap();
        let named = json!({"sign_in": text(&pasted, "/id")});
        if way == "lost" {
            let fault = json!({"kind": "drop", "after": true, "path": "/mobile/?mobile_action=checkout&bx_hit_hash"});
            story.portal.desk().fault(&fault).unwrap();
        }
        let sent = program.call("sign_in.confirm_link", named.clone()).unwrap();
        assert_eq!(step(&sent), if way == "lost" { "credentials" } else { "done" }, "{sent}");
        if way == "again" {
            program = story.restart(program);
            let again = program.call("sign_in.start", json!({"link": link})).unwrap();
            let refused = program.call("sign_in.confirm_link", json!({"sign_in": text(&again, "/id")})).unwrap();
            assert_eq!(text(&refused, "/problem/code"), "link_refused", "{refused}");
        }
        story.nothing_leaked(&program, "after a link");
    }
    let word = "d41d8cd98f00b204e9800998ecf8427e";
    story.typed.push(("a checkword".to_owned(), word.to_owned()));
    let recovery = format!("{}/auth/?change_password=yes&USER_CHECKWORD={word}&USER_LOGIN=anna", story.portal.url());
    for start in [json!({"link": recovery}), json!({"address": recovery})] {
        let open = program.call("sign_in.start", start).unwrap();
        assert_eq!(text(&open, "/problem/code"), "link_for_recovery", "{open}");
    }
    story.nothing_leaked(&program, "after a link for something else");
    program
}

/// T20: the portal takes another token in the same session, and names it.
fn renewed_token(story: &Story, program: &mut Program, account: &str) {
    let call = json!({"account": account, "method": "profile"});
    program.call("session.call", call.clone()).unwrap();
    story.portal.desk().reregister().unwrap();
    let before = story.portal.desk().requests(0).len();
    program.call("session.call", call).unwrap();
    let log = story.portal.desk().requests(0);
    let answers: Vec<_> = log.iter().skip(before).map(|request| request.status).collect();
    assert_eq!(answers, [Some(401), Some(200)], "{log:?}");
    story.nothing_leaked(program, "after a token was renewed");
}

fn clears(story: &mut Story, program: &mut Program) {
    let list = program.call("accounts.list", json!({})).unwrap();
    let (first, second) = (text(&list, "/accounts/0/id"), text(&list, "/accounts/1/id"));
    renewed_token(story, program, &first);
    program.call("accounts.preview", json!({"account": first, "kind": "reset"})).unwrap();
    program.call("accounts.reset", json!({"account": first})).unwrap();
    story.nothing_leaked(program, "after a reset");
    let portal = story.portal.url().to_owned();
    let done = enter(program, &portal, "anna", RIGHT).unwrap();
    assert_eq!(step(&done), "done", "{done}");
    program.call("accounts.sign_out", json!({"account": first})).unwrap();
    program.call("accounts.delete", json!({"account": second})).unwrap();
    story.nothing_leaked(program, "after a deletion");
    program.call("accounts.delete", json!({"account": first})).unwrap();
    story.nothing_leaked(program, "with nothing left");
    assert_eq!(program.call("accounts.list", json!({})).unwrap().get("accounts"), Some(&json!([])));
}

#[test]
fn the_searcher_finds_every_form_of_a_secret() {
    for secret in [RIGHT, WRONG, OTHER, "123456", "pässwörd-ключ"] {
        let canary = Canary::new("it", secret);
        assert_eq!(
            canary.found_in(b"a long text that has nothing to do with it, 0x00 and %20 and \\u0041"),
            Vec::<String>::new()
        );
        for (name, form) in forms(secret) {
            let hay = [b"before ".as_slice(), &form, b" after"].concat();
            assert!(canary.found_in(&hay).contains(&format!("it as {name}")), "{secret} as {name}");
        }
        let engines = [&base64::engine::general_purpose::STANDARD, &base64::engine::general_purpose::URL_SAFE];
        for engine in engines {
            for prefix in ["", "a", "ab", "anna:", "anna.b:"] {
                let hay = format!("Basic {}", engine.encode(format!("{prefix}{secret}, and more")));
                assert!(!canary.found_in(hay.as_bytes()).is_empty(), "{hay} for {secret}");
            }
        }
        let written: Vec<Vec<u8>> = vec![
            serde_json::to_vec(&json!({"password": secret})).unwrap(),
            format!("{secret:?}").into_bytes(),
            format!("https://anna:{}@host/", secret.bytes().map(|b| format!("%{b:02X}")).collect::<String>())
                .into_bytes(),
            secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            secret.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            format!("{:02x?}", secret.as_bytes()).replace(", ", "").into_bytes(),
        ];
        for hay in written {
            assert!(!canary.found_in(&hay).is_empty(), "{} for {secret}", String::from_utf8_lossy(&hay));
        }
        assert!(canary.found_in(secret.get(1..).unwrap_or_default().as_bytes()).is_empty(), "a part is not the whole");
    }
}
