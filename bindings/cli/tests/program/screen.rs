//! A terminal with a shell on it, which `script` of util-linux makes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use portico_portal::Portal;

use crate::support::{PATIENCE, parts, portico};

pub(crate) const CTRL_C: &str = "\u{3}";
pub(crate) const CTRL_D: &str = "\u{4}";

/// A shell on a terminal of its own, in which `portico` is the program with its usual arguments, and `named` is the same and says
/// its process id.
pub(crate) struct Terminal {
    child: Child,
    input: ChildStdin,
    output: Receiver<Vec<u8>>,
    said: Vec<u8>,
}

impl Terminal {
    pub(crate) fn start(data: &Path, portal: &Portal, shell: &str) -> Self {
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
        let input = child.stdin.take().unwrap();
        let output = parts(child.stdout.take().unwrap());
        Self { child, input, output, said: Vec::new() }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.press_bytes(keys.as_bytes());
    }

    pub(crate) fn press_bytes(&mut self, keys: &[u8]) {
        self.input.write_all(keys).and_then(|()| self.input.flush()).unwrap();
    }

    /// Reads until this was said, and gives everything up to there; the next search begins behind it.
    pub(crate) fn hear(&mut self, what: &str) -> String {
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
    pub(crate) fn end(mut self) -> (String, Option<i32>) {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(part) => self.said.extend(part),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end: {}", String::from_utf8_lossy(&self.said)),
            }
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
