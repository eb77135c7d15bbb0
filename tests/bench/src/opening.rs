//! Opening a folder in a process that has just begun, until its rows are there; and the memory that takes.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use portico::Portico;
use serde_json::{Value, json};

use crate::phone;
use crate::portal::Portal;
use crate::table::{Limit, Row};

/// Processes for each figure; the median counts.
const TIMES: usize = 9;
/// Rows that are measured.
const ROWS: [usize; 3] = [1, 20, 200];

/// Fills `folder` by signing in and measures at each number of rows. Leaves 200 in it.
pub(crate) async fn measure(portal: &Portal, folder: &Path) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut signed_in = 0;
    for count in ROWS {
        let app = phone::open(folder, portal, None).await;
        while signed_in < count {
            signed_in += 1;
            phone::sign_in(&app, portal, signed_in).await;
        }
        app.close().await;
        drop(app);
        let children: Vec<Value> = (0..TIMES).map(|_| ask_child(folder, count)).collect();
        let open = middle(&children, "open_us") / 1000.0;
        let row = Row::new(format!("cold open to the first row, accounts: {count}"), Limit::Time(20.0));
        rows.push(row.reached(open, format!("{open:.1} ms")));
        if count == 20 {
            let grown = middle(&children, "kib") / 1024.0;
            rows.push(
                Row::new("memory that opening takes, accounts: 20", Limit::None)
                    .reached(grown, format!("{grown:.1} MB")),
            );
        }
    }
    rows
}

/// What the child does: opens, lists, says what it took.
pub(crate) fn child(folder: &Path) -> Value {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let before = resident();
        let start = Instant::now();
        let app = Portico::open(phone::config(folder, Vec::new())).await.unwrap();
        let rows = phone::accounts(&app).len();
        let took = start.elapsed();
        json!({"rows": rows, "open_us": took.as_micros() as u64, "kib": resident().saturating_sub(before)})
    })
}

fn ask_child(folder: &Path, rows: usize) -> Value {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.arg("open").arg(folder).stderr(Stdio::inherit()).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said.get("rows").and_then(Value::as_u64), Some(rows as u64), "all rows are there");
    said
}

fn middle(said: &[Value], name: &str) -> f64 {
    let mut figures: Vec<f64> = said.iter().filter_map(|said| said.get(name)?.as_f64()).collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Memory of this process that is in use, in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
