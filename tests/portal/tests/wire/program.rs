//! The program itself: what it is started with, what outlives it, how it ends.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{ANNA, Ask, Portal, RIGHT, fresh_folder};

fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_portico-portal"));
    program.args(arguments).stdin(Stdio::null());
    program
}

#[test]
fn what_the_desk_changed_outlives_a_restart_with_the_same_company_file() {
    let folder = fresh_folder();
    let (db, company) = (folder.join("portal.sqlite"), folder.join("company.json"));
    let mut file = json!({
        "users": [{ "login": ANNA, "password": RIGHT, "name": "Anna Berg", "email": "anna@company.example" }],
        "policy": { "LOGIN_ATTEMPTS": 5 },
        "ip_rules": ["127.0.0.1"],
        "switches": { "P26": "number" },
    });
    std::fs::write(&company, file.to_string()).unwrap();
    let arguments = ["--plain", "--db", db.to_str().unwrap(), "--company", company.to_str().unwrap()];
    let portal = Portal::empty(&arguments);
    let state = portal.state();
    assert_eq!((&state["policy"]["LOGIN_ATTEMPTS"], &state["switches"]["P26"]), (&json!(5), &json!("number")));
    portal.policy(&json!({ "LOGIN_ATTEMPTS": 3 }));
    portal.switches(&json!({ "P26": "string" }));
    portal.allow_addresses(&[]);
    portal.patch_user(ANNA, &json!({ "password": "Moon-flower9" }));
    portal.desk_json("POST", "/clock", &json!({ "advance_s": 3_600, "skew_s": -7_200 }));
    let before = portal.state();
    drop(portal);
    file["users"].as_array_mut().unwrap().push(json!({ "login": "boris", "password": "x", "name": "Boris Crane" }));
    std::fs::write(&company, file.to_string()).unwrap();
    let portal = Portal::empty(&arguments);
    let after = portal.state();
    for name in ["policy", "switches", "ip_rules"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    for name in ["advanced_s", "skew_s"] {
        assert_eq!(after["clock"][name], before["clock"][name], "{name}");
    }
    assert_eq!(portal.send(&Ask::checkout().basic(ANNA, "Moon-flower9")).status, 200);
    assert_eq!(portal.user("boris")["name"], "Boris Crane", "who is new in the file is added");
    drop(portal);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_first_start_that_failed_leaves_no_half_of_the_companys_rules() {
    let folder = fresh_folder();
    let (db, company) = (folder.join("portal.sqlite"), folder.join("company.json"));
    let arguments = ["--plain", "--db", db.to_str().unwrap(), "--company", company.to_str().unwrap()];
    let mut file = json!({
        "policy": { "LOGIN_ATTEMPTS": 5 }, "switches": { "P26": "number" }, "ip_rules": ["127.0.0.1 to 127.0.0.9"],
    });
    std::fs::write(&company, file.to_string()).unwrap();
    assert!(!program(&arguments).output().unwrap().status.success());
    file["policy"]["LOGIN_ATTEMPTS"] = json!(7);
    file["ip_rules"] = json!(["127.0.0.1-127.0.0.9"]);
    std::fs::write(&company, file.to_string()).unwrap();
    let portal = Portal::empty(&arguments);
    let state = portal.state();
    assert_eq!((&state["policy"]["LOGIN_ATTEMPTS"], &state["switches"]["P26"]), (&json!(7), &json!("number")));
    assert_eq!(state["ip_rules"], file["ip_rules"]);
    drop(portal);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_company_file_that_cannot_be_used_is_named() {
    let folder = fresh_folder();
    let (missing, broken) = (folder.join("missing.json"), folder.join("broken.json"));
    std::fs::write(&broken, "{").unwrap();
    for file in [&missing, &broken] {
        let file = file.to_str().unwrap();
        let done = program(&["--plain", "--company", file]).output().unwrap();
        assert!(!done.status.success() && done.stdout.is_empty());
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains(file), "{said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_in_good_order_from_its_first_line_on() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let mut child = program(&[]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert!(child.wait().unwrap().success(), "{signal}");
        let ready: Value = serde_json::from_str(&line).unwrap();
        assert!(!std::path::Path::new(ready["ca"].as_str().unwrap()).exists(), "{signal}: its CA's file is left");
    }
}
