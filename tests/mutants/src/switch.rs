//! The switches of the mutants; not part of this crate, but put into the one that is changed.
//!
//! `PORTICO_MUTANTS` names those that are on, with commas. Into the file `PORTICO_REACHED` goes the number of each one that the
//! program came by, on or off.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

const MOST: usize = 4096;

static ON: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let names = std::env::var("PORTICO_MUTANTS").unwrap_or_default();
    names.split(',').filter_map(|name| name.parse().ok()).collect()
});
static REACHED: LazyLock<Option<File>> = LazyLock::new(|| {
    let file = std::env::var_os("PORTICO_REACHED")?;
    OpenOptions::new().create(true).append(true).open(file).ok()
});
static SEEN: [AtomicBool; MOST] = [const { AtomicBool::new(false) }; MOST];

pub(crate) fn on(mutant: usize) -> bool {
    if let Some(mut file) = REACHED.as_ref()
        && !SEEN[mutant].swap(true, Ordering::Relaxed)
    {
        // In one piece: other processes write there, too.
        let _ = file.write_all(format!("{mutant}\n").as_bytes());
    }
    ON.contains(&mutant)
}
