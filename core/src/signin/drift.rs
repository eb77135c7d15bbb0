//! How far the phone's clock is from the portal's. Told, never corrected (D2, pain 16).

use time::OffsetDateTime;

use crate::portal::headers;
use crate::transport::Response;

/// Phone minus portal in whole seconds, by the answer's `Date`; `None` where it has none. `now`: when the answer came.
pub(super) fn drift_s(response: &Response, now: OffsetDateTime) -> Option<i64> {
    let date = headers::date(&response.headers)?;
    // The answer was made half a round trip before it came.
    let ahead = now - date - response.round_trip / 2;
    // `Date` lost its part of a second, so the phone seems that much further ahead: cut down, not toward zero.
    Some(ahead.whole_seconds() - i64::from(ahead.subsec_nanoseconds() < 0))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;
    use crate::advice::{WarningCode, clock_drift_speaks, warning};
    use crate::records::WarningWhere;

    const NOON: OffsetDateTime = datetime!(2026-09-21 12:00 UTC);

    fn at_noon(date: Option<&str>, round_trip: Duration) -> Response {
        let headers = date.map(|date| ("date".to_owned(), date.to_owned())).into_iter().collect();
        Response { status: 401, headers, body: Vec::new(), round_trip, secrets: Vec::new() }
    }

    fn measured(phone_ahead: i64) -> Option<i64> {
        let answer = at_noon(Some("Mon, 21 Sep 2026 12:00:00 GMT"), Duration::ZERO);
        drift_s(&answer, NOON + time::Duration::seconds(phone_ahead))
    }

    /// Pain 16, to the second and both ways.
    #[test]
    fn a_clock_that_is_off_is_told_from_61_seconds_and_more_clearly_from_91() {
        for ahead in [0, 29, 31, 60] {
            for ahead in [ahead, -ahead] {
                assert!(!measured(ahead).is_some_and(clock_drift_speaks), "{ahead}");
            }
        }
        for (ahead, likely) in [(61, "may be refused"), (90, "may be"), (91, "will probably"), (180, "will probably")] {
            for ahead in [ahead, -ahead] {
                let drift = measured(ahead);
                assert!(drift == Some(ahead) && drift.is_some_and(clock_drift_speaks), "{ahead}: {drift:?}");
                let said = warning(WarningCode::ClockDrift, WarningWhere::Code, drift, "en").text;
                assert!(said.contains(likely), "{ahead}: {said}");
                assert!(said.contains(if ahead > 0 { "fast" } else { "slow" }), "{ahead}: {said}");
            }
        }
    }

    /// `Date` is cut to whole seconds (RFC 9110): the part that it leaves out is no part of the clock's error, either way.
    #[test]
    fn a_clock_that_is_off_is_told_to_the_second_whatever_part_of_one_the_date_leaves_out() {
        let answer = at_noon(Some("Mon, 21 Sep 2026 12:00:00 GMT"), Duration::ZERO);
        for ahead in [-180, -91, -90, -61, -60, 0, 60, 61, 90, 91, 180] {
            for left_out in [0, 1, 500, 999] {
                let now = NOON + time::Duration::seconds(ahead) + Duration::from_millis(left_out);
                assert_eq!(drift_s(&answer, now), Some(ahead), "{ahead} s and {left_out} ms");
            }
        }
    }

    #[test]
    fn without_a_date_nothing_is_said() {
        assert_eq!(drift_s(&at_noon(None, Duration::ZERO), NOON), None);
        assert_eq!(drift_s(&at_noon(Some("yesterday"), Duration::ZERO), NOON), None);
    }

    #[test]
    fn half_of_the_round_trip_is_not_the_clocks() {
        let slow = at_noon(Some("Mon, 21 Sep 2026 12:00:00 GMT"), Duration::from_secs(20));
        assert_eq!(drift_s(&slow, NOON + time::Duration::seconds(10)), Some(0), "10 s there, 10 s back");
        assert_eq!(drift_s(&slow, NOON + time::Duration::seconds(71)), Some(61));
    }

    proptest! {
        /// However slow the network: never off by more than half of the round trip.
        #[test]
        fn the_network_counts_half(ahead in -100_000_i64..100_000, there in 0_u64..60, back in 0_u64..60) {
            let answer = at_noon(Some("Mon, 21 Sep 2026 12:00:00 GMT"), Duration::from_secs(there + back));
            let came = NOON + time::Duration::seconds(ahead) + Duration::from_secs(back);
            let half = (there + back).div_ceil(2);
            prop_assert!((drift_s(&answer, came).unwrap() - ahead).unsigned_abs() <= half);
        }
    }
}
