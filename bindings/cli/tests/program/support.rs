//! A running `portico`, a portal in this process, and the talk between them.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Nothing in these tests takes that long unless it hangs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const PASSWORD: &str = "Sun-flower9";

/// A portal where anna and boris work.
pub(crate) fn portal() -> Portal {
    let company = Company::default().with(Employee::new("anna", PASSWORD, "Anna Berg")).with(Employee::new(
        "boris",
        "Rain-coat7",
        "Boris Lind",
    ));
    Portal::start_blocking(PortalOptions::of(company)).unwrap()
}

/// The program with its usual arguments for this folder and these portals.
pub(crate) fn portico(data: &Path, portals: &[&Portal]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    let pem: String = portals.iter().filter_map(|portal| portal.ca_pem()).collect::<Vec<_>>().join("\n");
    let ca = data.join("ca.pem");
    std::fs::create_dir_all(data).unwrap();
    std::fs::write(&ca, pem).unwrap();
    command.arg("--data").arg(data.join("data")).args(["--vault", "file", "--locale", "en"]);
    if !portals.is_empty() {
        command.arg("--trust-ca").arg(ca);
    }
    command.env_remove("RUST_LOG").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What is said, as it comes.
pub(crate) fn parts(mut said: ChildStdout) -> Receiver<Vec<u8>> {
    let (sender, output) = channel();
    std::thread::spawn(move || {
        let mut part = [0; 4096];
        while let Ok(read @ 1..) = said.read(&mut part) {
            if sender.send(part.iter().take(read).copied().collect()).is_err() {
                return;
            }
        }
    });
    output
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    pub(crate) said: String,
    pub(crate) errors: String,
}

/// Runs a command at a pipe with this typed.
pub(crate) fn run(data: &Path, portal: &Portal, arguments: &[&str], typed: impl AsRef<[u8]>) -> Ended {
    let mut child = portico(data, &[portal]).args(arguments).spawn().unwrap();
    // Who ends before it has read everything breaks the pipe.
    let _ = child.stdin.take().unwrap().write_all(typed.as_ref());
    let ended = child.wait_with_output().unwrap();
    let (said, errors) = (String::from_utf8(ended.stdout).unwrap(), String::from_utf8(ended.stderr).unwrap());
    Ended { status: ended.status.code(), said, errors }
}

/// What is in the picture that was fetched last.
pub(crate) fn word(portal: &Portal) -> String {
    let requests = portal.desk().requests(0);
    let fetched = requests.iter().rev().find_map(|request| request.path.split("captcha_sid=").nth(1)).unwrap();
    portal.desk().captcha_word(fetched.split('&').next().unwrap()).unwrap()
}

/// The next sign-ins of anna meet a picture.
pub(crate) fn lock_out(portal: &Portal) {
    let anna = portal.desk().state().unwrap().users[0].id;
    portal.desk().patch_user(anna, &json!({"attempts": 10})).unwrap();
}

/// A folder that goes with the test.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// `portico rpc`, spoken to.
pub(crate) struct Rpc {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    errors: Option<JoinHandle<String>>,
    /// Answers that came before somebody asked for them, and notifications.
    kept: Vec<Value>,
    next: u64,
}

impl Rpc {
    pub(crate) fn start(data: &Path, portals: &[&Portal]) -> Self {
        Self::spawn(portico(data, portals).arg("rpc"))
    }

    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let (sender, output) = channel();
        let lines = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                let message = serde_json::from_str(&line).unwrap_or_else(|_| json!({"not json": line}));
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut errors = child.stderr.take().unwrap();
        let errors = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            text
        });
        let input = child.stdin.take();
        Self { child, input, output, errors: Some(errors), kept: Vec::new(), next: 0 }
    }

    /// One line as it is.
    pub(crate) fn write(&mut self, line: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line).and_then(|()| input.write_all(b"\n")).and_then(|()| input.flush()).unwrap();
    }

    /// The next message, whatever it is.
    pub(crate) fn next(&mut self) -> Value {
        self.output.recv_timeout(PATIENCE).unwrap()
    }

    /// Sends a request and does not wait; gives its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> u64 {
        self.next += 1;
        let request = json!({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params});
        self.write(request.to_string().as_bytes());
        self.next
    }

    /// The first message that fits, now or later.
    pub(crate) fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&fits) {
            return self.kept.remove(at);
        }
        loop {
            let message = self.next();
            if fits(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    /// Asks and waits for the whole answer.
    pub(crate) fn answer(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.wait(|message| message["id"] == json!(id))
    }

    /// Asks and gives the result.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        if answer.get("result").is_none() {
            panic!("{method}: {answer}");
        }
        answer["result"].clone()
    }

    /// Signs anna in, and gives her account.
    pub(crate) fn sign_in(&mut self, address: &str) -> String {
        let at = self.call("sign_in.start", json!({"address": address}));
        let typed = json!({"sign_in": at["id"], "login": "anna", "password": PASSWORD});
        let at = self.call("sign_in.submit_credentials", typed);
        assert_eq!(at["step"]["kind"], "done", "{at}");
        at["step"]["account"].as_str().unwrap().to_owned()
    }

    /// The end of input.
    pub(crate) fn close_input(&mut self) {
        self.input = None;
    }

    /// Asks the program to end as the system does, by a signal's name without SIG.
    pub(crate) fn signal(&self, name: &str) {
        // The shell's own `kill`: not every system has the program.
        let kill = format!("kill -s {name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Waits for the end, and gives the exit status; none where a signal ended it.
    pub(crate) fn status(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Closes, waits for the end, and gives whether it was a good one, and standard error.
    pub(crate) fn end(mut self) -> (bool, String) {
        self.close_input();
        let status = self.child.wait().unwrap();
        (status.success(), self.errors.take().unwrap().join().unwrap())
    }
}

impl Drop for Rpc {
    /// A test that failed leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
