//! Waits that a wrong clock may shorten and never lengthen ("How it runs", Time).

use std::time::Duration;

use time::OffsetDateTime;

use super::Clock;

/// What is left of a wait known only by its wall time, as after a restart: never more than the whole wait (`longest`), and
/// nothing once the deadline has passed.
///
/// Ask once after the restart and go on with boot time, as [`Wait::resumed`] does: with a clock set back by a day, each new
/// question would give `longest` again.
pub fn remaining(deadline_wall: OffsetDateTime, now_wall: OffsetDateTime, longest: Duration) -> Duration {
    // A negative difference, the deadline being over, is no `std` duration.
    Duration::try_from(deadline_wall - now_wall).unwrap_or(Duration::ZERO).min(longest)
}

/// A wait under way, on both clocks: it ends when either says so. Boot time ends it in spite of a wall clock set back, wall
/// time lets it outlive a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    until_wall: OffsetDateTime,
    until_boot: Duration,
}

impl Wait {
    /// A wait of this length from now.
    pub fn starting(clock: &dyn Clock, length: Duration) -> Self {
        let wall_length = time::Duration::try_from(length).unwrap_or(time::Duration::MAX);
        Self { until_wall: clock.wall().saturating_add(wall_length), until_boot: clock.boot().saturating_add(length) }
    }

    /// A wait found in a document, of at most `longest` in all.
    pub fn resumed(clock: &dyn Clock, until_wall: OffsetDateTime, longest: Duration) -> Self {
        let left = remaining(until_wall, clock.wall(), longest);
        Self { until_wall, until_boot: clock.boot().saturating_add(left) }
    }

    /// What is left of it; zero when it is over.
    pub fn left(&self, clock: &dyn Clock) -> Duration {
        remaining(self.until_wall, clock.wall(), self.until_boot.saturating_sub(clock.boot()))
    }

    /// Whole seconds that are left of it: the last part of a second is one too.
    pub fn seconds_left(&self, clock: &dyn Clock) -> u64 {
        let left = self.left(clock);
        left.as_secs().saturating_add(u64::from(left.subsec_nanos() > 0))
    }

    /// One of which both ends are known.
    pub fn known(until_wall: OffsetDateTime, until_boot: Duration) -> Self {
        Self { until_wall, until_boot }
    }

    /// When it ends by boot time.
    pub fn until_boot(&self) -> Duration {
        self.until_boot
    }

    /// What a document keeps of it.
    pub fn until_wall(&self) -> OffsetDateTime {
        self.until_wall
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use proptest::prelude::*;
    use time::macros::datetime;

    const MINUTE: Duration = Duration::from_secs(60);
    const NOON: OffsetDateTime = datetime!(2025-03-01 12:00 UTC);

    #[test]
    fn remaining_is_bounded_both_ways() {
        let at = |seconds: i64| NOON + time::Duration::seconds(seconds);
        assert_eq!(remaining(NOON, at(-20), MINUTE), Duration::from_secs(20));
        assert_eq!(remaining(NOON, NOON, MINUTE), Duration::ZERO);
        assert_eq!(remaining(NOON, at(86_400), MINUTE), Duration::ZERO, "clock ahead: shorter");
        assert_eq!(remaining(NOON, at(-86_400), MINUTE), MINUTE, "clock back: not longer");
    }

    #[test]
    fn a_clock_set_back_does_not_hold_a_wait() {
        let clock = ManualClock::starting_at(NOON);
        let wait = Wait::starting(&clock, MINUTE);
        clock.set_wall(NOON - time::Duration::days(1));
        clock.advance(Duration::from_secs(45));
        assert_eq!(wait.left(&clock), Duration::from_secs(15));
        clock.advance(Duration::from_secs(15));
        assert_eq!(wait.left(&clock), Duration::ZERO);
    }

    #[test]
    fn a_wait_outlives_a_restart() {
        let clock = ManualClock::starting_at(NOON);
        let until = Wait::starting(&clock, MINUTE).until_wall();
        let later = ManualClock::starting_at(NOON + time::Duration::seconds(50));
        assert_eq!(Wait::resumed(&later, until, MINUTE).left(&later), Duration::from_secs(10));
        let back = ManualClock::starting_at(NOON - time::Duration::days(9));
        let wait = Wait::resumed(&back, until, MINUTE);
        assert_eq!(wait.left(&back), MINUTE);
        back.advance(MINUTE);
        assert_eq!(wait.left(&back), Duration::ZERO);
    }

    proptest! {
        /// Whatever the clock is set to, and when: never longer than what truly is left.
        #[test]
        fn never_longer(length in 0_u64..100_000, passed in 0_u64..200_000, jump in -1_000_000_i64..1_000_000) {
            let clock = ManualClock::starting_at(NOON);
            let wait = Wait::starting(&clock, Duration::from_secs(length));
            clock.set_wall(NOON + time::Duration::seconds(jump));
            clock.advance(Duration::from_secs(passed));
            prop_assert!(wait.left(&clock) <= Duration::from_secs(length.saturating_sub(passed)));
        }
    }
}
