//! Wall time and boot time, given by the host, so that tests in every language can move them.

use std::time::Duration;
use time::OffsetDateTime;

mod manual;
mod system;
mod wait;

pub use manual::ManualClock;
pub use system::SystemClock;
pub use wait::{Wait, remaining};

/// Where the core takes its time from. Both methods answer at once.
pub trait Clock: Send + Sync + 'static {
    /// What the phone's clock shows. May be wrong, may jump.
    fn wall(&self) -> OffsetDateTime;
    /// Time since the phone was started, its sleep included. Never goes back while the phone is on.
    fn boot(&self) -> Duration;
}

/// Both clocks as they stood at one moment. Taken before a lock is: a host's clock that waits, or that asks the core something,
/// must hold nobody up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    wall: OffsetDateTime,
    boot: Duration,
}

impl Moment {
    /// Now.
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self { wall: clock.wall(), boot: clock.boot() }
    }
}

impl Clock for Moment {
    fn wall(&self) -> OffsetDateTime {
        self.wall
    }

    fn boot(&self) -> Duration {
        self.boot
    }
}
