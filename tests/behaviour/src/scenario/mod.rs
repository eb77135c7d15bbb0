//! Scenarios as data: `tests/scenarios/*.json`, played against the real program `portico rpc` and real reference portals.
//!
//! The language is described in `tests/scenarios/README.md`; this is its runner in Rust. It knows the program only by its
//! pipes and the portals only by HTTP, as the runners in other languages do.

pub mod coverage;
pub mod file;
pub mod matching;
pub mod names;
mod play;
mod stage;
mod web;

use std::path::{Path, PathBuf};

pub use play::play;

/// Where the scenarios lie.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

/// Every scenario file, by name.
pub fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().flatten().map(|entry| entry.path());
    let scenario = |path: &PathBuf| {
        path.extension().is_some_and(|it| it == "json") && path.file_name().is_some_and(|it| it != "schema.json")
    };
    let mut files: Vec<PathBuf> = entries.filter(scenario).collect();
    files.sort();
    files
}

/// The name of a scenario: its file's, without the ending.
pub fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
