//! The demo on a terminal, and how it is left.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::screen::{CTRL_C, CTRL_D, Terminal};
use crate::support::{PATIENCE, folder, parts, portal};

/// Asks a desk that another process runs.
fn post(desk: &str, path: &str, body: &str) -> String {
    let host = desk.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// The next word that is said after this.
fn word_after(terminal: &mut Terminal, what: &str) -> String {
    terminal.hear(what);
    terminal.hear("\r\n").trim().to_owned()
}

#[test]
fn an_invitation_from_the_desk_is_accepted_in_the_demo() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, "portico --vault memory demo");
    let desk = word_after(&mut terminal, "can do:");
    terminal.hear("What now?");
    let invited = post(&desk, "/invite", r#"{"email": "dora@example.com"}"#);
    let link = invited.split("\"link\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    terminal.press("n\n");
    terminal.hear("Address:");
    terminal.press(&format!("{link}\n"));
    terminal.hear("Open it?");
    terminal.press("y\n");
    terminal.hear("First name:");
    terminal.press("Dora\n");
    terminal.hear("Last name:");
    terminal.press("Falk\n");
    for question in ["back):", "Once more:"] {
        terminal.hear(question);
        terminal.press("Candle-light8\n");
    }
    terminal.hear("Signed in: Dora Falk");
    terminal.hear("What now?");
    terminal.press("q\n");
    let (said, status) = terminal.end();
    assert_eq!(status, Some(0), "{said}");
}

/// Nothing of the demo's is left in this folder for what is temporary.
fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().next().is_none()
}

fn send(signal: &str, pid: &str) {
    assert!(Command::new("kill").args([&format!("-{signal}"), pid]).status().unwrap().success());
}

#[test]
fn who_leaves_the_demo_leaves_nothing_behind_and_is_told_so_by_the_status() {
    for (end, status) in [("q\n", 0), (CTRL_C, 130), (CTRL_D, 130), ("TERM", 130), ("HUP", 130)] {
        let (folder, portal) = (folder(), portal());
        let temporary = folder.path().join("temporary");
        std::fs::create_dir(&temporary).unwrap();
        // Without a folder named, the demo makes its own.
        let program = env!("CARGO_BIN_EXE_portico");
        let shell = format!(
            "export TMPDIR='{}'; sh -c 'echo \"pid $$.\"; exec {program} demo'; echo status $?",
            temporary.display()
        );
        let mut terminal = Terminal::start(folder.path(), &portal, &shell);
        terminal.hear("pid ");
        let pid = terminal.hear(".");
        terminal.hear("What now?");
        assert!(!is_empty(&temporary));
        match end {
            "TERM" | "HUP" => send(end, pid.trim_end_matches('.')),
            keys => terminal.press(keys),
        }
        let (said, _) = terminal.end();
        assert!(said.contains(&format!("status {status}")), "{end:?}: {said}");
        assert!(said.contains("The demo's portals are gone.") && !said.contains("is kept"), "{end:?}: {said}");
        assert!(is_empty(&temporary), "{end:?}");
    }
}

#[test]
fn a_tour_that_is_stopped_leaves_nothing_behind() {
    for signal in ["INT", "TERM", "HUP"] {
        let temporary = folder();
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        command
            .args(["demo", "--tour"])
            .env("TMPDIR", temporary.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let output = parts(child.stdout.take().unwrap());
        output.recv_timeout(PATIENCE).unwrap();
        send(signal, &child.id().to_string());
        while output.recv_timeout(PATIENCE).is_ok() {}
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}");
        assert!(is_empty(temporary.path()), "{signal}");
    }
}
