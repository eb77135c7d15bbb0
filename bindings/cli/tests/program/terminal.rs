//! The commands for people on a real terminal, which `script` of util-linux makes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use portico_portal::Portal;
use serde_json::json;

use crate::support::{PASSWORD, folder, portal, portico};

/// Nothing in these tests takes that long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";

/// A shell on a terminal of its own, in which `portico` is the program with its usual arguments, and `named` is the same and says
/// its process id.
struct Terminal {
    child: Child,
    input: ChildStdin,
    output: Receiver<Vec<u8>>,
    said: Vec<u8>,
}

impl Terminal {
    fn start(data: &Path, portal: &Portal, shell: &str) -> Self {
        let program = portico(data, &[portal]);
        let words = std::iter::once(program.get_program()).chain(program.get_args());
        let words: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
        let file = data.join("shell");
        let words = words.join(" ");
        let named = format!("named() {{ sh -c 'echo \"pid $$.\"; exec \"$@\"' sh {words} \"$@\"; }}");
        std::fs::write(&file, format!("trap : INT\nportico() {{ {words} \"$@\"; }}\n{named}\n{shell}\n")).unwrap();
        let mut child = Command::new("script")
            .args(["--quiet", "--flush", "--return", "--command"])
            .arg(format!("sh '{}'", file.display()))
            .arg("/dev/null")
            .env_remove("RUST_LOG")
            .env("TERM", "dumb")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, mut said) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(read @ 1..) = said.read(&mut part) {
                if sender.send(part.iter().take(read).copied().collect()).is_err() {
                    return;
                }
            }
        });
        Self { child, input, output, said: Vec::new() }
    }

    fn press(&mut self, keys: &str) {
        self.press_bytes(keys.as_bytes());
    }

    fn press_bytes(&mut self, keys: &[u8]) {
        self.input.write_all(keys).and_then(|()| self.input.flush()).unwrap();
    }

    /// Reads until this was said, and gives everything up to there; the next search begins behind it.
    fn hear(&mut self, what: &str) -> String {
        loop {
            let said = String::from_utf8_lossy(&self.said).into_owned();
            if let Some((before, after)) = said.split_once(what) {
                self.said = after.as_bytes().to_vec();
                return format!("{before}{what}");
            }
            let Ok(part) = self.output.recv_timeout(PATIENCE) else { panic!("{what} was not said: {said}") };
            self.said.extend(part);
        }
    }

    /// Everything that is still said, and the status.
    fn end(mut self) -> (String, Option<i32>) {
        while let Ok(part) = self.output.recv_timeout(PATIENCE) {
            self.said.extend(part);
        }
        (String::from_utf8_lossy(&self.said).into_owned(), self.child.wait().unwrap().code())
    }
}

impl Drop for Terminal {
    /// A test that failed leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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
    for end in ["ctrl-c", "ctrl-d", "TERM"] {
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
fn leaving_in_a_wait_is_said_on_a_line_of_its_own() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in {}", portal.url()));
    terminal.hear("Login:");
    portal.desk().fault(&json!({"kind": "delay", "ms": 30_000, "count": 9})).unwrap();
    terminal.press("anna\n");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    terminal.hear("Waiting for localhost");
    terminal.press(CTRL_C);
    let (said, status) = terminal.end();
    assert_eq!(status, Some(130), "{said}");
    assert!(said.contains("\nLeft."), "{said}");
}

#[test]
fn at_a_terminal_the_picture_that_an_account_waits_for_is_one_command_away() {
    let (folder, portal) = (folder(), portal());
    let anna = portal.desk().state().unwrap().users[0].id;
    let shell = format!("portico sign-in {}; echo in; read go; portico check; portico sign-in", portal.url());
    let mut terminal = Terminal::start(folder.path(), &portal, &shell);
    terminal.hear("Login:");
    terminal.press("anna\n");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    terminal.hear("in\r\n");
    portal.desk().patch_user(anna, &json!({"attempts": 10})).unwrap();
    portal.desk().advance(25 * 60).unwrap();
    terminal.press("\n");
    terminal.hear("all the same? (y/n)");
    terminal.press("n\n");
    terminal.hear("Sign in to it?");
    terminal.press("y\n");
    terminal.hear("Characters:");
    let fetched = portal.desk().requests(0);
    let sid = fetched.iter().rev().find_map(|request| request.path.split("captcha_sid=").nth(1)).unwrap();
    let word = portal.desk().captcha_word(sid.split('&').next().unwrap()).unwrap();
    terminal.press(&format!("{word}\n"));
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}
