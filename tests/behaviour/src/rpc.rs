//! Another process: `portico rpc` at the other end of two pipes.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

/// Longer than any call takes.
const LONGEST: Duration = Duration::from_secs(90);
/// Longer than the program takes to end once its input has (surface: 5 s), with room for a busy machine.
const LONGEST_END: Duration = Duration::from_secs(20);

type Waiting = Arc<Mutex<HashMap<u64, Sender<Value>>>>;

/// A running program that speaks JSON-RPC on its pipes. Killed when dropped.
pub struct Rpc {
    child: Child,
    /// `None` once its end was asked for.
    input: Option<ChildStdin>,
    waiting: Waiting,
    last: u64,
}

/// An answer that has not come yet.
pub struct Pending(Receiver<Value>);

impl Rpc {
    /// Starts `program rpc` on a data folder with the file vault, a trusted authority and a clock file.
    pub fn start(program: &str, data: &Path, ca: &Path, clock: &Path) -> Self {
        let mut command = Command::new(program);
        command
            .arg("--data")
            .arg(data)
            .args(["--vault", "file"])
            .arg("--trust-ca")
            .arg(ca)
            .arg("--clock")
            .arg(clock)
            .arg("rpc");
        Self::spawn(command)
    }

    /// Starts any program that speaks it.
    pub fn spawn(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        let waiting = Waiting::default();
        let answers = Arc::clone(&waiting);
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let Ok(answer) = serde_json::from_str::<Value>(&line) else { continue };
                let id = answer.get("id").and_then(Value::as_u64);
                if let Some(waiter) = id.and_then(|id| answers.lock().unwrap().remove(&id)) {
                    // Who waited may have gone.
                    let _ = waiter.send(answer);
                }
            }
            // The program ended: nobody gets an answer any more.
            answers.lock().unwrap().clear();
        });
        Self { child, input, waiting, last: 0 }
    }

    /// Sends a call and does not wait for its answer.
    pub fn begin(&mut self, method: &str, params: Value) -> Pending {
        self.last += 1;
        let (waiter, answer) = channel();
        self.waiting.lock().unwrap().insert(self.last, waiter);
        let message = json!({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params});
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{message}").unwrap();
        input.flush().unwrap();
        Pending(answer)
    }

    /// Sends a call and waits for what it gives. Errors: `error.data`.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.begin(method, params).wait()
    }

    /// Ends its input and waits until it has ended by itself. Errors: it did not, or said that something failed.
    pub fn end(&mut self) -> Result<(), String> {
        drop(self.input.take());
        let until = std::time::Instant::now() + LONGEST_END;
        while std::time::Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return if status.success() { Ok(()) } else { Err(format!("the program ended with {status}")) };
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err("the program did not end".to_owned())
    }

    /// Ends it at once, as a system short of memory does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Rpc {
    fn drop(&mut self) {
        // Killed already is killed too.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Pending {
    /// What the call gives. Errors: `error.data`.
    pub fn wait(self) -> Result<Value, Value> {
        let answer = self.0.recv_timeout(LONGEST).unwrap();
        match answer.get("result") {
            Some(result) => Ok(result.clone()),
            None => Err(answer.pointer("/error/data").cloned().unwrap_or(answer)),
        }
    }

    /// Whether the call still waits.
    pub fn still_waits(&self) -> bool {
        matches!(self.0.try_recv(), Err(TryRecvError::Empty))
    }
}
