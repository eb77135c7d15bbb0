//! Status 0 says that it was done, and nothing else does.

use std::fs::File;
use std::process::Stdio;

use crate::support::{PASSWORD, folder, lock_out, portal, portico, run};

#[test]
fn a_check_that_does_not_find_the_account_signed_in_is_not_done() {
    let (folder, portal) = (folder(), portal());
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    assert_eq!(run(folder.path(), &portal, &["check"], "").status, Some(0));
    lock_out(&portal);
    portal.desk().advance(25 * 60).unwrap();
    for arguments in [&["check"][..], &["--json", "check"]] {
        let ended = run(folder.path(), &portal, arguments, "");
        assert_eq!(ended.status, Some(1), "{}", ended.said);
        assert!(ended.said.contains("picture") || ended.said.contains("captcha_needed"), "{}", ended.said);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_person_refuses_is_not_done() {
    use crate::screen::Terminal;
    let (folder, portal) = (folder(), portal());
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    let link = portal.desk().invite("carla@company.example", None).unwrap().link;
    for command in ["delete".to_owned(), format!("sign-in '{link}'")] {
        let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico {command}"));
        terminal.hear("(y/n) [n]:");
        terminal.press("perhaps\n");
        terminal.hear("(y/n) [n]:");
        terminal.press("n\n");
        let (said, status) = terminal.end();
        assert_eq!(status, Some(1), "{command}: {said}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_cannot_be_written_is_not_done() {
    let (folder, portal) = (folder(), portal());
    for arguments in [&["accounts"][..], &["--json", "accounts"], &["explain", "S1"], &["rpc"], &["--help"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = portico(folder.path(), &[&portal]);
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(full).spawn().unwrap();
        let request = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"accounts.list\"}\n";
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), request);
        let ended = child.wait_with_output().unwrap();
        let errors = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}: {errors}");
        assert!(errors.contains("cannot be written"), "{arguments:?}: {errors}");
    }
}

#[test]
fn signing_out_by_a_command_says_before_that_the_portal_is_not_told() {
    let (folder, portal) = (folder(), portal());
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    let said = run(folder.path(), &portal, &["sign-out", "anna"], "").said;
    let (before, _after) = said.split_once("Signed out").unwrap();
    assert!(before.contains("The portal is not told"), "{said}");
    let help = run(folder.path(), &portal, &["sign-out", "--help"], "").said;
    assert!(help.contains("no session is open"), "{help}");
}
