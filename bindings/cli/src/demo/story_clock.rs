//! The tour's clock, so that an hour of the story takes no time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use portico::clock::{Clock, SystemClock};
use time::OffsetDateTime;

/// The system's clock, and what the story has let pass. Both times move, as when a phone sleeps.
#[derive(Debug, Default)]
pub(super) struct StoryClock {
    system: SystemClock,
    passed_s: AtomicU64,
}

impl StoryClock {
    pub(super) fn advance(&self, seconds: u32) {
        self.passed_s.fetch_add(u64::from(seconds), Ordering::Relaxed);
    }

    fn passed(&self) -> Duration {
        Duration::from_secs(self.passed_s.load(Ordering::Relaxed))
    }
}

impl Clock for StoryClock {
    fn wall(&self) -> OffsetDateTime {
        self.system.wall().saturating_add(time::Duration::try_from(self.passed()).unwrap_or(time::Duration::MAX))
    }

    fn boot(&self) -> Duration {
        self.system.boot().saturating_add(self.passed())
    }
}
