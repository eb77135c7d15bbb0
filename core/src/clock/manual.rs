//! A clock that tests in every language move by hand.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

use super::{Clock, SystemClock};

/// Stands still until it is moved. Share it as `Arc<ManualClock>`.
#[derive(Debug)]
pub struct ManualClock(Mutex<Times>);

#[derive(Debug, Clone, Copy)]
struct Times {
    wall: OffsetDateTime,
    boot: Duration,
}

impl ManualClock {
    /// Starts at this machine's times, boot time included: two processes started together agree.
    pub fn new() -> Self {
        let system = SystemClock::default();
        Self(Mutex::new(Times { wall: system.wall(), boot: system.boot() }))
    }

    /// Starts at a given wall time, one hour after a start of the phone.
    pub fn starting_at(wall: OffsetDateTime) -> Self {
        Self(Mutex::new(Times { wall, boot: Duration::from_secs(3_600) }))
    }

    /// Lets time pass: wall and boot time move together, at most to the end of what they can hold.
    pub fn advance(&self, by: Duration) {
        self.change(|times| {
            let wall_by = time::Duration::try_from(by).unwrap_or(time::Duration::MAX);
            times.wall = times.wall.saturating_add(wall_by);
            times.boot = times.boot.saturating_add(by);
        });
    }

    /// Somebody sets the phone's clock, perhaps wrongly. Boot time does not care.
    pub fn set_wall(&self, wall: OffsetDateTime) {
        self.change(|times| times.wall = wall);
    }

    fn change(&self, change: impl FnOnce(&mut Times)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn times(&self) -> Times {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ManualClock {
    fn wall(&self) -> OffsetDateTime {
        self.times().wall
    }

    fn boot(&self) -> Duration {
        self.times().boot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn moves_only_by_hand() {
        let clock = ManualClock::starting_at(datetime!(2025-03-01 12:00 UTC));
        let boot = clock.boot();
        assert_eq!(clock.wall(), datetime!(2025-03-01 12:00 UTC));
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.wall(), datetime!(2025-03-01 12:01:30 UTC));
        assert_eq!(clock.boot() - boot, Duration::from_secs(90));
        clock.set_wall(datetime!(2001-01-01 0:00 UTC));
        assert_eq!(clock.wall(), datetime!(2001-01-01 0:00 UTC));
        assert_eq!(clock.boot() - boot, Duration::from_secs(90), "setting the clock is not time passing");
    }

    #[test]
    fn bears_any_step() {
        let clock = ManualClock::default();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.boot(), Duration::MAX);
    }
}
