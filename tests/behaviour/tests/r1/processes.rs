//! Several processes on one folder: the real program, twice, on real files with one clock.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use portico_behaviour::rpc::Rpc;
use portico_behaviour::{PASSWORD, sent};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{app_passwords, attempts, fault, user};

/// One phone on which the program is started as often as one likes.
struct Phone {
    portal: Portal,
    folder: TempDir,
}

impl Phone {
    fn new() -> Self {
        let company = Company::default().with(Employee::new("anna", PASSWORD, "Anna Berg"));
        let portal = Portal::start_blocking(PortalOptions::of(company)).unwrap();
        Self { portal, folder: TempDir::new().unwrap() }
    }

    fn clock(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    fn start(&self) -> Rpc {
        let program = env!("CARGO_BIN_EXE_portico-rpc");
        Rpc::start(program, &self.folder.path().join("data"), self.portal.ca_file().unwrap(), &self.clock())
    }

    /// Time passes for every process.
    fn advance(&self, seconds: u64) {
        let before = std::fs::read_to_string(self.clock()).unwrap_or_default();
        std::fs::write(self.clock(), format!("{before}advance by {seconds} seconds\n")).unwrap();
    }

    /// Signed in by a process that has ended since: the next ones have no session and need the stored password.
    fn signed_in(&self) -> String {
        let mut program = self.start();
        let account = sign_in(&mut program, &self.portal);
        drop(program);
        account
    }

    fn sent(&self) -> usize {
        app_passwords(&self.portal)
    }
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in {value}")).to_owned()
}

fn sign_in(program: &mut Rpc, portal: &Portal) -> String {
    let open = program.call("sign_in.start", json!({"address": portal.url()})).unwrap();
    let typed = json!({"sign_in": text(&open, "/id"), "login": "anna", "password": PASSWORD});
    text(&program.call("sign_in.submit_credentials", typed).unwrap(), "/step/account")
}

/// One whole exchange with the portal: what was begun before it has had its time.
fn find(program: &mut Rpc, portal: &Portal) {
    let open = program.call("sign_in.start", json!({"address": portal.url()})).unwrap();
    assert_eq!(text(&open, "/step/kind"), "credentials");
}

fn profile(account: &str) -> Value {
    json!({"account": account, "method": "profile", "params": {}})
}

/// The code of the problem of a failed call.
fn failed(result: Result<Value, Value>) -> String {
    text(&result.unwrap_err(), "/problem/code")
}

fn row(program: &mut Rpc, account: &str) -> Value {
    let list = program.call("accounts.list", json!({})).unwrap();
    let rows = list.get("accounts").and_then(Value::as_array).unwrap();
    rows.iter().find(|row| row.get("id").and_then(Value::as_str) == Some(account)).unwrap().clone()
}

fn until(what: &str, mut is: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is() {
        assert!(started.elapsed() < Duration::from_secs(30), "it never came to this: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn two_processes_and_five_starts_of_each_send_a_stale_password_once() {
    let phone = Phone::new();
    let mut one = phone.start();
    let account = sign_in(&mut one, &phone.portal);
    let mut two = phone.start();
    assert_eq!(text(&row(&mut two, &account), "/state"), "signed_in");
    phone.portal.desk().revoke(user(&phone.portal, "anna")).unwrap();
    for start in 0..5 {
        let calls: Vec<_> = (0..20)
            .map(|n| {
                if n % 2 == 0 {
                    one.begin("session.call", profile(&account))
                } else {
                    two.begin("session.call", profile(&account))
                }
            })
            .collect();
        for call in calls {
            assert_eq!(failed(call.wait()), "stored_refused", "start {start}");
        }
        for program in [&mut one, &mut two] {
            phone.advance(61);
            program.call("session.foreground", json!({})).unwrap();
            phone.advance(61);
            program.call("session.network_changed", json!({})).unwrap();
            program.call("session.check", json!({"account": account})).unwrap();
            let row = row(program, &account);
            assert_eq!(
                (text(&row, "/state"), text(&row, "/reason")),
                ("needs_sign_in".to_owned(), "refused".to_owned())
            );
        }
        assert_eq!(phone.sent(), 1, "start {start}");
        (one, two) = (phone.start(), phone.start());
    }
    assert_eq!(attempts(&phone.portal, "anna"), 1);
    two.call("session.check", json!({"account": account, "spend_try": true})).unwrap();
    assert_eq!(phone.sent(), 2, "the employee's own wish, in the other process");
    assert_eq!(failed(one.call("session.call", profile(&account))), "stored_refused");
    assert_eq!(phone.sent(), 2);
}

#[test]
fn a_process_that_meets_a_send_under_way_waits_for_it_and_does_not_repeat_a_refusal() {
    let phone = Phone::new();
    let account = phone.signed_in();
    phone.portal.desk().revoke(user(&phone.portal, "anna")).unwrap();
    let (mut one, mut two) = (phone.start(), phone.start());
    fault(&phone.portal, json!({"kind": "delay", "ms": 2_000, "path": "/mobile/"}));
    let first = one.begin("session.call", profile(&account));
    until("the first is on its way", || phone.sent() == 1);
    let second = two.begin("session.call", profile(&account));
    find(&mut two, &phone.portal);
    assert!(second.still_waits());
    assert_eq!(phone.sent(), 1);
    assert_eq!(failed(first.wait()), "stored_refused");
    assert_eq!(failed(second.wait()), "stored_refused");
    assert_eq!((phone.sent(), attempts(&phone.portal, "anna")), (1, 1));
}

#[test]
fn a_process_that_waited_for_a_success_opens_its_own_session_after_it() {
    let phone = Phone::new();
    let account = phone.signed_in();
    let (mut one, mut two) = (phone.start(), phone.start());
    fault(&phone.portal, json!({"kind": "delay", "ms": 1_500, "path": "/mobile/"}));
    let first = one.begin("session.call", profile(&account));
    until("the first is on its way", || phone.sent() == 1);
    let second = two.begin("session.call", profile(&account));
    find(&mut two, &phone.portal);
    assert!(second.still_waits());
    first.wait().unwrap();
    second.wait().unwrap();
    assert_eq!((phone.sent(), sent(&phone.portal, "login_password")), (2, 1), "a session is a process's own");
    one.call("session.call", profile(&account)).unwrap();
    two.call("session.call", profile(&account)).unwrap();
    assert_eq!(phone.sent(), 2);
}

#[test]
fn a_send_whose_process_was_killed_is_under_way_for_twenty_seconds_and_then_lost() {
    let phone = Phone::new();
    let account = phone.signed_in();
    let mut one = phone.start();
    fault(&phone.portal, json!({"kind": "delay", "ms": 100_000, "path": "/mobile/"}));
    let _nobody = one.begin("session.call", profile(&account));
    until("the first is on its way", || phone.sent() == 1);
    one.kill();
    let mut two = phone.start();
    let second = two.begin("session.call", profile(&account));
    find(&mut two, &phone.portal);
    assert!(second.still_waits());
    assert_eq!(phone.sent(), 1, "the dead one's send may still be answered");
    phone.advance(21);
    second.wait().unwrap();
    assert_eq!(phone.sent(), 2, "a new call may repeat what was lost");
    assert_eq!(text(&row(&mut two, &account), "/state"), "signed_in");
}

#[test]
fn three_kills_in_the_middle_of_a_send_are_three_lost_answers_and_the_fourth_call_sends_nothing() {
    let phone = Phone::new();
    let account = phone.signed_in();
    for n in 1..=3 {
        fault(&phone.portal, json!({"kind": "delay", "ms": 100_000, "path": "/mobile/"}));
        let mut program = phone.start();
        let _nobody = program.begin("session.call", profile(&account));
        until("it is on its way", || phone.sent() == n);
        program.kill();
        phone.advance(21);
    }
    for _ in 0..2 {
        let mut program = phone.start();
        assert_eq!(failed(program.call("session.call", profile(&account))), "answers_lost");
        program.call("session.foreground", json!({})).unwrap();
        assert_eq!(phone.sent(), 3);
    }
    let mut program = phone.start();
    let checked = program.call("session.check", json!({"account": account})).unwrap();
    assert_eq!((text(&checked, "/state"), phone.sent()), ("signed_in".to_owned(), 4), "the employee may");
    program.call("session.call", profile(&account)).unwrap();
}

#[test]
fn lost_answers_in_a_row_are_counted_over_processes() {
    let phone = Phone::new();
    let account = phone.signed_in();
    let (mut one, mut two) = (phone.start(), phone.start());
    fault(&phone.portal, json!({"kind": "drop", "count": 50, "path": "/mobile/", "after": true}));
    for n in 1..=3 {
        let program = if n % 2 == 0 { &mut one } else { &mut two };
        program.call("session.call", profile(&account)).unwrap_err();
        assert_eq!(phone.sent(), n);
    }
    for program in [&mut one, &mut two] {
        assert_eq!(failed(program.call("session.call", profile(&account))), "answers_lost");
    }
    assert_eq!(phone.sent(), 3);
}

#[test]
fn what_one_process_cleared_or_deleted_the_other_does_not_send() {
    for clear in ["accounts.reset", "accounts.delete"] {
        let phone = Phone::new();
        let account = phone.signed_in();
        let (mut one, mut two) = (phone.start(), phone.start());
        assert_eq!(text(&row(&mut two, &account), "/state"), "signed_in");
        one.call(clear, json!({"account": account})).unwrap();
        two.call("session.call", profile(&account)).unwrap_err();
        two.call("session.foreground", json!({})).unwrap();
        assert_eq!(phone.sent(), 0, "{clear}");
        let list = two.call("accounts.list", json!({})).unwrap();
        let rows = list.get("accounts").and_then(Value::as_array).unwrap().len();
        assert_eq!(rows, usize::from(clear == "accounts.reset"), "{clear}");
    }
}
