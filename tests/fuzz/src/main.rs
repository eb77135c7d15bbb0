//! LLVM's fuzzer on one reader: `PORTICO_READER=checkout portico-fuzz FOLDER -max_total_time=60`. `tests/run fuzz` does it for all.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use portico_fuzz::{READERS, Reader};

static READ: LazyLock<Reader> = LazyLock::new(|| {
    let wanted = std::env::var("PORTICO_READER").unwrap_or_default();
    let found = READERS.iter().find(|(name, _)| *name == wanted);
    assert!(found.is_some(), "PORTICO_READER names one of the folders in tests/fuzz/seeds");
    found.map_or(|_| {}, |(_, read)| *read)
});

fuzz_target!(|bytes: &[u8]| (*READ)(bytes));
