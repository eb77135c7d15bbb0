//! Fuzz targets: whatever a portal answers, people paste or a disk gives back is read without a panic, within bounds (R14), and
//! what is read keeps what its reader promises.
//!
//! Each reader has a folder of seeds, which are also its regressions: `cargo test` reads them all, and what the fuzzer finds
//! goes there. `tests/run fuzz` looks for more.

mod answers;
mod documents;
mod texts;

/// Reads one input, and panics where what it reads with breaks a promise.
pub type Reader = fn(&[u8]);

/// What a fuzzer may call, by the name of its seeds' folder.
pub const READERS: &[(&str, Reader)] = &[
    ("address", texts::address),
    ("checkout", answers::checkout),
    ("cookies", answers::cookies),
    ("documents", documents::read),
    ("event_log", texts::event_log),
    ("form", texts::form),
    ("link", texts::link),
    ("page", answers::page),
    ("picture", answers::picture),
    ("rest", answers::rest),
    ("sms", answers::sms),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::READERS;

    fn below(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    fn seeds() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
    }

    #[test]
    fn every_seed_is_read() {
        for (name, read) in READERS {
            for seed in below(&seeds().join(name)) {
                eprintln!("{}", seed.display());
                read(&fs::read(seed).unwrap());
            }
        }
    }

    #[test]
    fn every_reader_has_seeds_and_every_folder_a_reader() {
        let folders: BTreeSet<PathBuf> =
            below(&seeds()).into_iter().filter(|folder| !below(folder).is_empty()).collect();
        assert_eq!(folders, READERS.iter().map(|(name, _)| seeds().join(name)).collect());
    }
}
