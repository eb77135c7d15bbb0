//! The commands for people, at a pipe: the same questions, answered line by line.

use std::io::{Read as _, Write as _};

use serde_json::{Value, json};

use crate::support::{Ended, PASSWORD, folder, lock_out, portal, portico, run, word};

#[test]
fn a_person_signs_in_looks_calls_resets_and_deletes() {
    let (folder, portal) = (folder(), portal());
    let say = |arguments: &[&str], typed: &str| run(folder.path(), &portal, arguments, typed);
    let ended = say(&["sign-in", portal.url()], &format!("anna\nwrong-one1\n\n{PASSWORD}\n"));
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    for sentence in [
        "Many portals ask for the characters in a picture after 10",
        "! The portal refused",
        "1 try",
        "Signed in: Anna Berg",
    ] {
        assert!(ended.said.contains(sentence), "{sentence}: {}", ended.said);
    }
    assert!(!ended.said.contains('\u{1b}'), "no colours at a pipe");
    assert!(!ended.said.contains(PASSWORD));

    let list: Value = serde_json::from_str(&say(&["accounts", "--json"], "").said).unwrap();
    assert_eq!(list["accounts"][0]["state"], "signed_in");
    assert!(say(&["accounts"], "").said.starts_with("1. Anna Berg (anna) on localhost:"));
    let called: Value = serde_json::from_str(&say(&["call", "profile"], "").said).unwrap();
    assert_eq!(called["NAME"], "Anna");
    assert!(say(&["check", "anna"], "").said.contains("signed in"));
    assert!(say(&["select", "1"], "").said.contains("in use"));
    assert_eq!(say(&["select", "nobody"], "").status, Some(1));

    let ended = say(&["reset", "1"], "");
    assert!(ended.said.contains("Would be cleared") && ended.said.contains("Sign-in was reset"), "{}", ended.said);
    let receipt: Value = serde_json::from_str(&say(&["delete", "anna", "--json"], "").said).unwrap();
    assert_eq!(receipt["kind"], "delete");
    assert_eq!(say(&["accounts"], "").said, "No accounts yet.\n");
}

/// R7: what cannot be read is not empty.
#[test]
fn accounts_that_cannot_be_read_now_are_not_said_to_be_none() {
    let (folder, portal) = (folder(), portal());
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/device"), "no folder").unwrap();
    let ended = run(folder.path(), &portal, &["accounts"], "");
    assert!(ended.said.starts_with("! ") && !ended.said.contains("No accounts"), "{}", ended.said);
    assert_eq!(ended.status, Some(1), "not done");
    let ended = run(folder.path(), &portal, &["--json", "accounts"], "");
    let list: Value = serde_json::from_str(&ended.said).unwrap();
    assert_eq!((ended.status, &list["availability"]), (Some(1), &json!("locked")));
    let ended = run(folder.path(), &portal, &["check"], "");
    assert!(ended.said.starts_with("! ") && !ended.errors.contains("no accounts"), "{} {}", ended.said, ended.errors);
    assert_eq!(ended.status, Some(1));
}

#[test]
fn an_invitations_link_is_accepted_with_names_and_a_password() {
    let (folder, portal) = (folder(), portal());
    let link = portal.desk().invite("carla@company.example", None).unwrap().link;
    let ended =
        run(folder.path(), &portal, &["sign-in", &link], "Carla\n\nMoon-flower77\nCarla\nDunn\nMoon-flower77\n");
    assert_eq!(ended.status, Some(0), "{}{}", ended.said, ended.errors);
    for sentence in ["An invitation to localhost", "first and last name are needed", "Signed in: Carla Dunn"] {
        assert!(ended.said.contains(sentence), "{sentence}: {}", ended.said);
    }
}

#[test]
fn leaving_in_the_middle_loses_nothing() {
    let (folder, portal) = (folder(), portal());
    let ended = run(folder.path(), &portal, &["sign-in", portal.url()], "anna\n");
    assert_eq!(ended.status, Some(130), "{}", ended.said);
    let ended = run(folder.path(), &portal, &["sign-in", portal.url()], "anna\nwrong-one1\n");
    assert_eq!(ended.status, Some(3), "stopped at a problem: {}", ended.said);
    assert!(ended.errors.contains("portico sign-in"), "{}", ended.errors);
    let listed = run(folder.path(), &portal, &["accounts"], "").said;
    assert!(listed.contains("u1. unfinished sign-in to localhost") && listed.contains("as anna"), "{listed}");
}

#[test]
fn a_script_reads_records_and_nothing_else_and_learns_from_the_status_where_it_stopped() {
    let (folder, portal) = (folder(), portal());
    let say = |typed: &str| run(folder.path(), &portal, &["--json", "sign-in", portal.url()], typed);
    let records =
        |ended: &Ended| -> Vec<Value> { ended.said.lines().map(|line| serde_json::from_str(line).unwrap()).collect() };
    let stopped = say("anna\nwrong-one1\n");
    assert_eq!(stopped.status, Some(3), "{}", stopped.errors);
    let shown = records(&stopped);
    assert_eq!(shown.len(), 2, "{}", stopped.said);
    assert_eq!((&shown[0]["step"]["kind"], shown[0].get("problem")), (&json!("credentials"), None));
    assert_eq!(shown[1]["problem"]["code"], "wrong_credentials");
    assert!(stopped.errors.contains("Login") && stopped.errors.contains("Password"), "{}", stopped.errors);

    let done = say(&format!("anna\n{PASSWORD}\n"));
    assert_eq!(done.status, Some(0), "{}", done.errors);
    assert_eq!(records(&done).last().unwrap()["step"]["kind"], "done");

    let nobody = run(folder.path(), &portal, &["--json", "sign-in", "not an address"], "");
    assert_eq!((nobody.status, &records(&nobody)[0]["problem"]["code"]), (Some(3), &json!("address_unreadable")));
}

#[test]
fn the_picture_is_drawn_and_answered() {
    let (folder, portal) = (folder(), portal());
    lock_out(&portal);
    let mut child = portico(folder.path(), &[&portal]).args(["sign-in", portal.url()]).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    input.write_all(format!("anna\n{PASSWORD}\n/ways\n").as_bytes()).unwrap();
    let mut said = Vec::new();
    let mut part = [0; 4096];
    while !String::from_utf8_lossy(&said).contains("(no picture needed)") {
        let read = output.read(&mut part).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&part[..read]);
    }
    input.write_all(format!("{}\n", word(&portal)).as_bytes()).unwrap();
    drop(input);
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{rest}");
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(said.chars().filter(|dots| ('\u{2801}'..='\u{28ff}').contains(dots)).count() > 50, "{said}");
    assert!(rest.contains("Signed in: Anna Berg"), "{rest}");
}

#[test]
fn at_a_code_a_person_gets_a_message_or_learns_what_helps_without_the_phone() {
    let (folder, portal) = (folder(), portal());
    let anna = portal.desk().state().unwrap().users.into_iter().find(|user| user.login == "anna").unwrap().id;
    portal.desk().patch_user(anna, &json!({"otp": {"type": "push"}, "phone": "+4930123456"})).unwrap();
    let code = portal.desk().user(anna).unwrap().otp.unwrap().current_code;
    let typed = format!("anna\n{PASSWORD}\n/lost\n/sms\n12345\n{code}\n");
    let ended = run(folder.path(), &portal, &["sign-in", portal.url()], &typed);
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    for sentence in [
        "verification code in your Bitrix24 app, or of a text message (/sms)",
        "The phone that makes the codes is lost:",
        "1. Type one of your backup codes instead.",
        "switch the codes off for a time",
        "A text message was sent to +4*******56. Another can be asked for in 60 seconds.",
        "! This cannot be a code",
        "Signed in: Anna Berg",
    ] {
        assert!(ended.said.contains(sentence), "{sentence}: {}", ended.said);
    }
    assert_eq!(portal.desk().sms().len(), 1);
    assert!(!ended.said.contains(&code));
}

#[test]
fn a_person_reads_history_card_map_and_topics() {
    let (folder, portal) = (folder(), portal());
    let say = |arguments: &[&str]| run(folder.path(), &portal, arguments, "").said;
    assert!(say(&["which-me"]).contains("Your invitation names the portal"));
    assert!(say(&["help-card"]).contains("Portal: not known yet"));
    let ended = run(folder.path(), &portal, &["sign-in", portal.url()], "anna\nwrong-one1\n");
    assert_eq!(ended.status, Some(3), "{}", ended.said);
    let card = say(&["help-card"]);
    assert!(card.contains("Problem: wrong_credentials") && card.contains("Login: anna"), "{card}");
    assert!(!card.contains("wrong-one1"), "{card}");
    let ended = run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    assert_eq!(ended.status, Some(0), "{}", ended.said);

    assert_eq!(say(&["draft", "half a sentence"]), "half a sentence\n");
    assert_eq!(say(&["draft"]), "half a sentence\n");
    let history = say(&["history"]);
    assert!(history.contains("this phone: You signed in on this phone."), "{history}");
    assert!(history.contains("Only administrators may read the event log"), "{history}");
    assert_eq!(run(folder.path(), &portal, &["history", "1", "--allowed", "10.0.0.300"], "").status, Some(1));
    let map = say(&["which-me"]);
    assert!(map.contains("anna on localhost:") && map.contains("Use anna."), "{map}");
    assert!(say(&["help-card", "anna"]).contains("State: signed_in"));
    assert!(say(&["explain", "S8"]).contains("This employee is not in Bitrix24"));
    assert_eq!(run(folder.path(), &portal, &["explain", "S12"], "").status, Some(1));
    let entries: Value = serde_json::from_str(&say(&["history", "--json"])).unwrap();
    assert!(entries["entries"].as_array().unwrap().len() >= 2, "{entries}");
}
