//! The commands for people on a real terminal.

use std::process::{Command, Stdio};

use portico_portal::Portal;
use serde_json::json;
use tempfile::TempDir;

use crate::screen::{CTRL_C, CTRL_D, Terminal};
use crate::support::{PASSWORD, folder, lock_out, portal, portico, run, word};

/// What the terminal is like after the program: `stty` says ` echo` and ` icanon`, or ` -echo` and ` -icanon`.
const THEN_STTY: &str = "echo status $?; stty -a; echo that is all";

fn is_restored(stty: &str) -> bool {
    [" echo ", " icanon ", "isig "].iter().all(|mode| stty.contains(mode))
}

#[test]
fn a_password_is_not_shown_also_where_standard_output_goes_elsewhere() {
    for shell in ["portico sign-in $0", "portico --json sign-in $0 | cat", "portico sign-in $0 | cat"] {
        let (folder, portal) = (folder(), portal());
        let mut terminal = Terminal::start(folder.path(), &portal, &shell.replace("$0", portal.url()));
        terminal.hear("Login:");
        terminal.press("anna\n");
        terminal.hear("Password");
        terminal.hear("login):");
        terminal.press(&format!("{PASSWORD}\n"));
        let (said, _) = terminal.end();
        assert!(said.contains("anna on") || said.contains("Anna Berg") || said.contains("\"done\""), "{said}");
        assert!(!said.contains(PASSWORD), "{shell}: {said}");
    }
}

#[test]
fn a_program_ended_at_a_password_leaves_the_terminal_as_it_was() {
    for end in ["ctrl-c", "ctrl-d", "TERM", "HUP"] {
        let (folder, portal) = (folder(), portal());
        let shell = format!("named sign-in {}; {THEN_STTY}", portal.url());
        let mut terminal = Terminal::start(folder.path(), &portal, &shell);
        terminal.hear("pid ");
        let pid = terminal.hear(".");
        terminal.hear("Login:");
        terminal.press("anna\n");
        terminal.hear("login):");
        match end {
            "ctrl-c" => terminal.press(CTRL_C),
            "ctrl-d" => terminal.press(CTRL_D),
            signal => {
                let ended = Command::new("kill").args([&format!("-{signal}"), pid.trim_end_matches('.')]).status();
                assert!(ended.unwrap().success());
            }
        }
        let left = terminal.hear("that is all");
        assert!(left.contains("status 130") && is_restored(&left), "{end}: {left}");
    }
}

#[test]
fn at_a_terminal_an_unfinished_sign_in_of_the_named_portal_is_gone_on_with() {
    let (folder, alfa, beta) = (folder(), portal(), portal());
    let shell =
        format!("portico sign-in {0} </dev/null; portico sign-in {1}; portico sign-in {0}", alfa.url(), beta.url());
    let mut terminal = Terminal::start(folder.path(), &alfa, &shell);
    terminal.hear("Left.");
    let before = terminal.hear("Login:");
    assert!(!before.contains("Go on with it?"), "that one is at another portal: {before}");
    terminal.press("/cancel\n");
    terminal.hear("Go on with it?");
    terminal.press("y\n");
    terminal.hear("Login:");
    terminal.press("/cancel\n");
    let (said, _) = terminal.end();
    assert!(said.contains("This sign-in has ended."), "{said}");
    let left = portico(folder.path(), &[&alfa]).arg("accounts").stdin(Stdio::null()).output().unwrap();
    let left = String::from_utf8(left.stdout).unwrap();
    assert!(!left.contains("unfinished"), "a second one was begun: {left}");
}

#[test]
fn letters_that_a_terminal_sends_in_another_encoding_are_not_sent_as_a_password() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in {}", portal.url()));
    terminal.hear("Login:");
    terminal.press("anna\n");
    terminal.hear("login):");
    // Latin-1 for ü.
    terminal.press_bytes(b"Sun-fl\xfcower9\n");
    terminal.hear("not UTF-8");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    let (said, status) = terminal.end();
    assert_eq!(status, Some(0), "{said}");
    let refused = portal.desk().requests(0).into_iter().filter(|request| request.right == Some(false)).count();
    assert_eq!(refused, 0, "no try was spent");
}

#[test]
fn a_wait_says_how_long_and_what_leaving_costs_and_leaving_is_said_on_a_line_of_its_own() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in {}", portal.url()));
    terminal.hear("Login:");
    portal.desk().fault(&json!({"kind": "delay", "ms": 30_000, "count": 9})).unwrap();
    terminal.press("anna\n");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    terminal.hear("Waiting for localhost");
    let waiting = terminal.hear("Still waiting");
    assert!(waiting.contains("what was sent stays sent") && !waiting.contains("nothing is lost"), "{waiting}");
    terminal.hear(", 11 s,");
    terminal.press(CTRL_C);
    let (said, status) = terminal.end();
    assert_eq!(status, Some(130), "{said}");
    assert!(said.contains("\nLeft."), "{said}");
}

#[test]
fn at_a_terminal_the_picture_that_an_account_waits_for_is_one_command_away() {
    let (folder, portal) = (folder(), portal());
    let shell = format!("portico sign-in {}; echo in; read go; portico check; portico sign-in", portal.url());
    let mut terminal = Terminal::start(folder.path(), &portal, &shell);
    terminal.hear("Login:");
    terminal.press("anna\n");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    terminal.hear("in\r\n");
    lock_out(&portal);
    portal.desk().advance(25 * 60).unwrap();
    terminal.press("\n");
    terminal.hear("all the same? (y/n)");
    terminal.press("n\n");
    terminal.hear("Sign in to it?");
    terminal.press("y\n");
    terminal.hear("Characters:");
    terminal.press(&format!("{}\n", word(&portal)));
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}

/// Signs anna in within a shell, and gives the folder it happened in.
fn signed_in(portal: &Portal) -> TempDir {
    let folder = folder();
    let typed = format!("anna\n{PASSWORD}\n");
    assert_eq!(run(folder.path(), portal, &["sign-in", portal.url()], typed).status, Some(0));
    folder
}

#[test]
fn whoever_sits_at_a_keyboard_is_asked_before_an_account_is_cleared_wherever_the_receipt_goes() {
    let portal = portal();
    let folder = signed_in(&portal);
    let receipt = folder.path().join("receipt");
    for command in ["delete", "reset", "sign-out"] {
        for to in ["| cat".to_owned(), format!(">'{}'", receipt.display())] {
            let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico {command} {to}"));
            let asked = terminal.hear("(y/n) [n]:");
            assert!(asked.contains("anna"), "{command} {to}: it says whom: {asked}");
            terminal.press("n\n");
            terminal.end();
            let listed = run(folder.path(), &portal, &["accounts"], "").said;
            assert!(listed.contains("signed in"), "{command} {to}: {listed}");
        }
    }
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico delete >'{}'", receipt.display()));
    terminal.hear("(y/n) [n]:");
    terminal.press("y\n");
    assert_eq!(terminal.end().1, Some(0));
    assert!(std::fs::read_to_string(receipt).unwrap().contains("Account deleted"));
}

#[test]
fn without_a_keyboard_one_of_several_accounts_that_is_to_be_cleared_must_be_named() {
    let portal = portal();
    let folder = signed_in(&portal);
    assert_eq!(run(folder.path(), &portal, &["reset"], "").status, Some(0), "of one account nothing can be mistaken");
    for typed in [format!("anna\n{PASSWORD}\n"), "boris\nRain-coat7\n".to_owned()] {
        assert_eq!(run(folder.path(), &portal, &["sign-in", portal.url()], typed).status, Some(0));
    }
    for command in ["delete", "reset", "sign-out"] {
        for arguments in [&[command][..], &["--json", command]] {
            let ended = run(folder.path(), &portal, arguments, "");
            assert_eq!((ended.status, ended.said.as_str()), (Some(2), ""), "{arguments:?}: {}", ended.errors);
            assert!(ended.errors.contains(&format!("portico {command} ACCOUNT")), "{}", ended.errors);
        }
    }
    assert!(run(folder.path(), &portal, &["accounts"], "").said.contains("signed in"));
    let (said, _) = Terminal::start(folder.path(), &portal, "portico --json delete anna").end();
    assert!(said.contains("\"kind\":\"delete\"") && !said.contains("y/n"), "{said}");
}

#[test]
fn leaving_where_nothing_was_begun_promises_nothing() {
    let portal = portal();
    let folder = signed_in(&portal);
    for (command, question) in [("accounts", "What now?"), ("delete", "(y/n) [n]:")] {
        let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico {command}"));
        terminal.hear(question);
        terminal.press(CTRL_C);
        let (said, status) = terminal.end();
        assert!(said.contains("Left.") && !said.contains("What was begun is kept"), "{command}: {said}");
        assert_eq!(status, Some(130));
    }
}

#[test]
fn a_code_that_is_never_sent_is_not_asked_about() {
    let (folder, portal) = (folder(), portal());
    let anna = portal.desk().state().unwrap().users[0].id;
    portal.desk().patch_user(anna, &json!({"otp": {"type": "totp"}})).unwrap();
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in {}", portal.url()));
    terminal.hear("Login:");
    terminal.press("anna\n");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    let current = || portal.desk().user(anna).unwrap().otp.unwrap().current_code;
    let wrong = if current() == "123456" { "654321" } else { "123456" };
    // No code at all; a wrong one, which is sent; the same once more, which is not.
    for code in ["12345", wrong, wrong] {
        terminal.hear("Code:");
        terminal.press(&format!("{code}\n"));
    }
    let said = terminal.hear("Code:");
    assert!(said.contains("not sent again") && !said.contains("all the same"), "{said}");
    terminal.press(&format!("{}\n", current()));
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}

#[test]
fn an_unfinished_sign_in_that_is_not_wanted_does_not_hide_its_account() {
    let portal = portal();
    let folder = signed_in(&portal);
    run(folder.path(), &portal, &["reset", "anna"], "");
    let mut terminal = Terminal::start(folder.path(), &portal, "portico sign-in; portico sign-in");
    terminal.hear("Sign in to it?");
    terminal.press("y\n");
    terminal.hear("Login [anna]:");
    terminal.press("/later\n");
    terminal.hear("Go on with it?");
    terminal.press("n\n");
    terminal.hear("Sign in to it?");
    terminal.press("y\n");
    terminal.hear("Login [anna]:");
    terminal.press("/cancel\n");
    let (said, _) = terminal.end();
    assert!(said.contains("This sign-in has ended."), "{said}");
}

#[test]
fn in_a_narrow_window_lines_are_broken_and_keys_stay_with_what_they_do() {
    let portal = portal();
    let folder = signed_in(&portal);
    let mut terminal = Terminal::start(folder.path(), &portal, "stty cols 30; portico accounts; portico select nobody");
    let mut said = terminal.hear("What now?");
    terminal.press("1\n");
    said += &terminal.hear("What now?");
    terminal.press("b\n");
    terminal.hear("What now?");
    terminal.press("q\n");
    said += &terminal.end().0;
    for line in said.lines().filter(|line| !line.contains('/')) {
        assert!(line.trim_end().chars().count() <= 30, "{line}");
        assert!(!line.trim_end().ends_with([':']) || line.trim_end().chars().count() < 2, "{line}: {said}");
    }
    assert!(said.contains("d: delete") && said.contains("No account is called"), "{said}");
}
