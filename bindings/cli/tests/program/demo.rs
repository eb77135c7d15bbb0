//! The demo on a terminal, and how it is left.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::screen::Terminal;
use crate::support::{folder, portal};

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
