//! The phone's own clocks.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use time::OffsetDateTime;

use super::Clock;

/// Boot time that runs on in sleep. `Instant` would not do: it stands still while the phone sleeps.
#[cfg(any(target_os = "linux", target_os = "android"))]
const BOOT: ClockId = ClockId::Boottime;
/// Darwin has no `CLOCK_BOOTTIME`; its `CLOCK_MONOTONIC` "will continue to increment while the system is asleep"
/// (`clock_gettime(3)`), unlike `CLOCK_UPTIME_RAW`. Elsewhere it is the best there is.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const BOOT: ClockId = ClockId::Monotonic;

/// Wall time and boot time of this machine. Boot time is the same for all its processes.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock(());

impl Clock for SystemClock {
    fn wall(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn boot(&self) -> Duration {
        let now = clock_gettime(BOOT);
        // Neither is negative nor more than a second; a kernel that says so gets zero, not a panic.
        Duration::from_secs(u64::try_from(now.tv_sec).unwrap_or(0))
            .saturating_add(Duration::from_nanos(u64::try_from(now.tv_nsec).unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boot_time_does_not_go_back() {
        let mut last = SystemClock::default().boot();
        for _ in 0..1_000 {
            let now = SystemClock::default().boot();
            assert!(now >= last);
            last = now;
        }
        assert!(last > Duration::ZERO);
    }

    #[test]
    fn wall_time_is_utc() {
        assert!(SystemClock::default().wall().offset().is_utc());
    }
}
