//! A command at a pipe that is spoken to in turns.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, ChildStdin};
use std::sync::mpsc::Receiver;

use portico_portal::Portal;

use crate::support::{PATIENCE, parts, portico};

/// A command that is spoken to in turns.
pub(crate) struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Vec<u8>>,
    said: Vec<u8>,
}

impl Talk {
    pub(crate) fn start(data: &Path, portal: &Portal, arguments: &[&str]) -> Self {
        let mut child = portico(data, &[portal]).args(arguments).spawn().unwrap();
        let (input, output) = (child.stdin.take(), parts(child.stdout.take().unwrap()));
        Self { child, input, output, said: Vec::new() }
    }

    pub(crate) fn type_line(&mut self, text: &str) {
        self.input.as_mut().unwrap().write_all(format!("{text}\n").as_bytes()).unwrap();
    }

    /// Reads until this was said.
    pub(crate) fn hear(&mut self, what: &str) {
        while !String::from_utf8_lossy(&self.said).contains(what) {
            let Ok(part) = self.output.recv_timeout(PATIENCE) else {
                panic!("{what} in {}", String::from_utf8_lossy(&self.said))
            };
            self.said.extend(part);
        }
    }

    /// The end of input, and everything that was said.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        while let Ok(part) = self.output.recv_timeout(PATIENCE) {
            self.said.extend(part);
        }
        (self.child.wait().unwrap().code(), String::from_utf8_lossy(&self.said).into_owned())
    }
}

impl Drop for Talk {
    /// A test that failed leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
