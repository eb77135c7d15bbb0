//! The portal's own time: real time plus what the desk has added.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

/// Whole years either way: a portal moved further than its calendar reaches would only break its dates.
const MOST_SECONDS: i64 = 50 * 365 * 86_400;

/// Virtual time. Sessions, blocks, one-time codes and `Date` follow [`Clock::now`].
#[derive(Debug, Default)]
pub(crate) struct Clock {
    advanced_s: AtomicI64,
    skew_s: AtomicI64,
}

/// What the desk shows of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockState {
    /// The portal's time, RFC 3339 UTC.
    pub now: String,
    /// Seconds by which the portal's time is ahead of real time.
    pub advanced_s: i64,
    /// Seconds by which only the `Date` header is off.
    pub skew_s: i64,
}

impl Clock {
    pub(crate) fn now_precise(&self) -> Duration {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let advanced = self.advanced_s.load(Ordering::Relaxed);
        match u64::try_from(advanced) {
            Ok(ahead) => real.saturating_add(Duration::from_secs(ahead)),
            Err(_) => real.saturating_sub(Duration::from_secs(advanced.unsigned_abs())),
        }
    }

    /// Seconds since 1970, UTC.
    pub(crate) fn now(&self) -> i64 {
        i64::try_from(self.now_precise().as_secs()).unwrap_or(i64::MAX)
    }

    pub(crate) fn advance(&self, seconds: i64) {
        let next = |now: i64| Some(now.saturating_add(seconds).clamp(-MOST_SECONDS, MOST_SECONDS));
        let _ = self.advanced_s.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
    }

    pub(crate) fn set_advanced(&self, seconds: i64) {
        self.advanced_s.store(seconds.clamp(-MOST_SECONDS, MOST_SECONDS), Ordering::Relaxed);
    }

    pub(crate) fn set_skew(&self, seconds: i64) {
        self.skew_s.store(seconds.clamp(-MOST_SECONDS, MOST_SECONDS), Ordering::Relaxed);
    }

    pub(crate) fn state(&self) -> ClockState {
        ClockState {
            now: rfc3339(self.now()),
            advanced_s: self.advanced_s.load(Ordering::Relaxed),
            skew_s: self.skew_s.load(Ordering::Relaxed),
        }
    }

    /// The `Date` header: virtual time and skew (RFC 9110).
    pub(crate) fn date_header(&self) -> String {
        let format =
            format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
        let at = self.now().saturating_add(self.skew_s.load(Ordering::Relaxed));
        moment(at).format(&format).unwrap_or_default()
    }
}

fn moment(unix: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(unix).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Seconds since 1970 as RFC 3339 UTC.
pub(crate) fn rfc3339(unix: i64) -> String {
    moment(unix).format(&Rfc3339).unwrap_or_default()
}

/// L6: ISO 8601 with a numeric offset, as REST writes it.
pub(crate) fn with_offset(unix: i64) -> String {
    rfc3339(unix).replace('Z', "+00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advancing_moves_time_and_skew_moves_only_the_date() {
        let clock = Clock::default();
        let before = clock.now();
        clock.advance(1440);
        assert!(clock.now() >= before + 1440);
        let date = clock.date_header();
        clock.set_skew(-86_400 * 3);
        assert_ne!(clock.date_header(), date);
        assert!(clock.now() >= before + 1440);
    }

    #[test]
    fn of_many_that_advance_it_at_once_none_is_lost() {
        let (clock, together) = (Clock::default(), std::sync::Barrier::new(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    together.wait();
                    (0..1_000_000).for_each(|_| clock.advance(1));
                });
            }
        });
        assert_eq!(clock.state().advanced_s, 4_000_000);
    }

    #[test]
    fn dates_are_written_as_the_wire_has_them() {
        assert_eq!(with_offset(1_790_000_000), "2026-09-21T14:13:20+00:00");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn absurd_jumps_stay_inside_the_calendar() {
        let clock = Clock::default();
        clock.advance(i64::MAX);
        clock.advance(i64::MIN);
        clock.set_skew(i64::MIN);
        assert!(clock.date_header().ends_with("GMT"));
    }
}
