//! What Portico costs, measured in one run: portico-bench PORTAL LIBRARY PICTURE [BOUNDARY...]
//!
//! PORTAL is the reference portal's program, LIBRARY the stripped library, PICTURE where the figures are drawn. BOUNDARY is what was
//! measured in another language: `{"language": "Kotlin", "accounts": 20, "call_us": 1.2, "bare_us": 1.1}`. Times that are missed
//! are told; only a count or a size above its limit fails.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what cannot be measured ends the run; its voice is a table"
)]

mod draw;
mod opening;
mod phone;
mod portal;
mod signing_in;
mod table;
mod waiting;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;
use tempfile::TempDir;

use crate::portal::Portal;
use crate::table::{Limit, Row};

/// Employees of the portal: as many as the longest list has rows.
const EMPLOYEES: usize = 200;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match arguments.as_slice() {
        [open, folder] if open == "open" => {
            println!("{}", opening::child(Path::new(folder)));
            ExitCode::SUCCESS
        }
        [portal, library, picture, boundary @ ..] => {
            let rows = measure(Path::new(portal), Path::new(library), boundary);
            std::fs::write(picture, draw::svg(&rows)).unwrap();
            println!("{}", table::table(&rows));
            if rows.iter().any(Row::fails) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        _other => {
            println!("portico-bench PORTAL LIBRARY PICTURE [BOUNDARY...]");
            ExitCode::from(2)
        }
    }
}

fn measure(program: &Path, library: &Path, boundary: &[OsString]) -> Vec<Row> {
    let portal = Portal::start(program, EMPLOYEES);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut rows = runtime.block_on(async {
        let (one, many) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut rows = signing_in::measure(&portal).await;
        rows.extend(opening::measure(&portal, many.path()).await);
        rows.extend(waiting::measure(&portal, one.path()).await);
        rows
    });
    rows.extend(boundary.iter().map(|file| of_boundary(Path::new(file))));
    rows.push(size(library));
    rows
}

/// A call over the boundary against one of the same shape with nothing behind it, which gives the same record.
fn of_boundary(file: &Path) -> Row {
    let said: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let number = |name: &str| said.get(name).and_then(Value::as_f64).unwrap();
    let language = said.get("language").and_then(Value::as_str).unwrap();
    let (accounts, call, bare) = (number("accounts"), number("call_us"), number("bare_us"));
    Row::new(format!("accounts.list of {accounts} from {language}, against a bare call for it"), Limit::Time(1.2))
        .reached(call / bare, format!("{:.2}× ({call:.1} µs against {bare:.1} µs)", call / bare))
}

/// `tests/tools/size` fails above its own limit; here is what is wanted.
fn size(library: &Path) -> Row {
    let megabytes = std::fs::metadata(library).unwrap().len() as f64 / 1e6;
    Row::new("stripped library, MB", Limit::Time(3.0)).reached(megabytes, format!("{megabytes:.2} MB"))
}
