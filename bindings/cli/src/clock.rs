//! `--clock`: the system's clock, moved by a file, so that tests in other languages can let time pass.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use portico::clock::{Clock, SystemClock};

/// More of the file is not read.
const LONGEST_FILE: u64 = 1024 * 1024;

/// The system's clock plus the sum of the numbers in a file. Both times move, as when a phone sleeps.
pub(crate) struct FileClock {
    system: SystemClock,
    file: PathBuf,
    /// The most that was ever read: boot time never goes back, also while the file is being rewritten.
    seconds: AtomicU64,
}

impl FileClock {
    /// A file that is not there (yet) moves nothing.
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { system: SystemClock::default(), file, seconds: AtomicU64::new(0) }
    }

    /// Reads the file at each look: it is tiny, and a cache by time and length could miss a change.
    fn advance(&self) -> Duration {
        let mut text = Vec::new();
        let read = File::open(&self.file).and_then(|file| file.take(LONGEST_FILE).read_to_end(&mut text));
        let now = if read.is_ok() { sum(&String::from_utf8_lossy(&text)) } else { 0 };
        Duration::from_secs(self.seconds.fetch_max(now, Ordering::Relaxed).max(now))
    }
}

impl Clock for FileClock {
    fn wall(&self) -> time::OffsetDateTime {
        let wall = self.system.wall();
        // Further than the calendar goes: the clock stays where it is.
        time::Duration::try_from(self.advance()).ok().and_then(|by| wall.checked_add(by)).unwrap_or(wall)
    }

    fn boot(&self) -> Duration {
        self.system.boot().saturating_add(self.advance())
    }
}

/// The first whole number of each line, added up.
fn sum(text: &str) -> u64 {
    let number = |line: &str| -> Option<u64> {
        line.split(|character: char| !character.is_ascii_digit()).find(|part| !part.is_empty())?.parse().ok()
    };
    text.lines().filter_map(number).fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_advances_by_its_number() {
        assert_eq!(sum("advance by 1440 seconds\n60\n\nadvance by 7 seconds"), 1507);
        assert_eq!(sum("nothing here\n"), 0);
        assert_eq!(sum(""), 0);
    }

    #[test]
    fn a_missing_file_moves_nothing_and_a_shrinking_one_never_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock");
        let clock = FileClock::new(file.clone());
        assert_eq!(clock.advance(), Duration::ZERO);
        std::fs::write(&file, "advance by 100 seconds\n").unwrap();
        assert_eq!(clock.advance(), Duration::from_secs(100));
        std::fs::write(&file, "").unwrap();
        assert_eq!(clock.advance(), Duration::from_secs(100));
    }
}
