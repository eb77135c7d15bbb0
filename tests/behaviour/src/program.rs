//! The real program as another program uses it: `portico rpc` over its standard input and output.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use serde_json::{Value, json};

/// What a call came to, if not to a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The program is gone.
    Died,
    /// It said this, `error.data.code`.
    Said(String),
}

/// A running program.
#[derive(Debug)]
pub struct Program {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    calls: u64,
    heard: String,
}

impl Program {
    /// Starts `portico rpc` on this data folder with the file vault, trusting this CA everywhere. Standard error is added to
    /// `log`.
    pub fn start(program: &str, data: &Path, ca: &Path, log: &Path, environment: &[(&str, String)]) -> Self {
        let log = std::fs::File::options().create(true).append(true).open(log).unwrap();
        let mut command = Command::new(program);
        command.arg("--data").arg(data).args(["--vault", "file", "--json", "--trust-ca"]).arg(ca).arg("rpc");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        command.env_remove("RUST_LOG").envs(environment.iter().map(|(name, value)| (*name, value.as_str())));
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output, calls: 0, heard: String::new() }
    }

    /// One call, answered.
    pub fn call(&mut self, method: &str, params: Value) -> Result<Value, Failure> {
        self.calls += 1;
        let message = json!({"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params});
        let input = self.input.as_mut().ok_or(Failure::Died)?;
        writeln!(input, "{message}").map_err(|_| Failure::Died)?;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).map_err(|_| Failure::Died)? == 0 {
                return Err(Failure::Died);
            }
            self.heard.push_str(&line);
            let Ok(answer) = serde_json::from_str::<Value>(&line) else { panic!("no JSON: {line}") };
            if answer.get("id") != Some(&json!(self.calls)) {
                continue;
            }
            return match answer.get("result") {
                Some(result) => Ok(result.clone()),
                None => Err(Failure::Said(
                    answer.pointer("/error/data/code").and_then(Value::as_str).unwrap_or_default().to_owned(),
                )),
            };
        }
    }

    /// What it said on standard output so far.
    pub fn heard(&self) -> &str {
        &self.heard
    }

    /// Ends the input and waits for the end of the program. Gives what it said on standard output.
    pub fn end(mut self) -> (ExitStatus, String) {
        drop(self.input.take());
        let mut rest = String::new();
        let _ = std::io::Read::read_to_string(&mut self.output, &mut rest);
        self.heard.push_str(&rest);
        (self.child.wait().unwrap(), self.heard)
    }
}

/// Signs in over `rpc` to the step after the password.
pub fn enter(program: &mut Program, portal: &str, login: &str, password: &str) -> Result<Value, Failure> {
    let open = program.call("sign_in.start", json!({"address": portal}))?;
    assert_eq!(text(&open, "/step/kind"), "credentials", "{open}");
    let id = text(&open, "/id");
    program.call("sign_in.submit_credentials", json!({"sign_in": id, "login": login, "password": password}))
}

/// A text in a record.
pub fn text(record: &Value, pointer: &str) -> String {
    match record.pointer(pointer).and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => panic!("no {pointer} in {record}"),
    }
}

/// Where `portico-under-fire` notes what went over the wire: one JSON line for each secret.
pub fn witnessed(file: &PathBuf) -> Vec<(String, String)> {
    let lines = std::fs::read_to_string(file).unwrap_or_default();
    let pair = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        (text(&value, "/what"), text(&value, "/secret"))
    };
    let mut pairs: Vec<(String, String)> = lines.lines().map(pair).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The application password in an account's document, opened with the file vault's key. `None` where there is none.
pub fn stored_password(data: &Path, account: &str) -> Option<String> {
    use portico::store::documents::Sealed;
    use portico::vault::seal::{Key, Place, context, open};
    let file = data.join("device/accounts").join(format!("{account}.json"));
    let doc: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    let entry = doc.get("entry")?.as_str()?;
    let key = Key::from_vault(std::fs::read(data.join("vault").join(entry)).ok()?).ok()?;
    let sealed = Sealed(doc.get("sealed")?.as_str()?.to_owned());
    let plain = open(&key, &context(Place::Account, account, entry), &sealed).ok()?;
    String::from_utf8(plain.to_vec()).ok()
}
