//! Problems that say how long to wait: told as what is left of it, by both clocks, and over a restart by wall time.

use std::time::Duration;

use crate::clock::{Clock, Wait};
use crate::records::Trouble;

/// The problem as it is noted: its wait begins now. One whose wait runs already stays as it is; one from a document goes on by
/// boot time from here.
pub(crate) fn waiting(mut trouble: Trouble, clock: &dyn Clock) -> Trouble {
    let Some(seconds) = trouble.wait_s.filter(|_| trouble.until_boot.is_none()) else { return trouble };
    let whole = Duration::from_secs(seconds);
    let wait = match trouble.until {
        Some(until) => Wait::resumed(clock, until, whole),
        None => Wait::starting(clock, whole),
    };
    trouble.until = Some(wait.until_wall());
    trouble.until_boot = Some(wait.until_boot());
    trouble
}

/// The problem as it is told now.
pub(crate) fn as_of_now(mut trouble: Trouble, clock: &dyn Clock) -> Trouble {
    let (Some(seconds), Some(until)) = (trouble.wait_s, trouble.until) else { return trouble };
    let whole = Duration::from_secs(seconds);
    let wait = match trouble.until_boot {
        Some(boot) => Wait::known(until, boot),
        None => Wait::resumed(clock, until, whole),
    };
    match wait.seconds_left(clock) {
        0 => Trouble { wait_s: None, ..trouble.with("waited", true) },
        left => {
            trouble.wait_s = Some(left);
            trouble
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::records::ProblemCode;

    fn told(trouble: &Trouble, clock: &ManualClock) -> Option<u64> {
        as_of_now(trouble.clone(), clock).wait_s
    }

    #[test]
    fn a_wait_is_told_as_what_is_left_of_it_and_then_not_at_all() {
        let clock = ManualClock::new();
        let busy = Trouble { wait_s: Some(90), ..Trouble::new(ProblemCode::PortalBusy) };
        assert_eq!(told(&busy, &clock), Some(90), "noted nowhere: it was said just now");
        let noted = waiting(busy, &clock);
        clock.advance(Duration::from_millis(30_500));
        assert_eq!(told(&noted, &clock), Some(60), "the last part of a second is one too");
        assert_eq!(told(&waiting(noted.clone(), &clock), &clock), Some(60), "noted again it does not begin again");
        clock.set_wall(clock.wall() - time::Duration::days(1));
        assert_eq!(told(&noted, &clock), Some(60), "a clock set back does not lengthen it");
        let read_back: Trouble = serde_json::from_value(serde_json::to_value(&noted).unwrap()).unwrap();
        assert_eq!(told(&read_back, &clock), Some(90), "nor, when all that is known is wall time, beyond the whole");
        let resumed = waiting(read_back, &clock);
        clock.advance(Duration::from_secs(60));
        assert_eq!(told(&resumed, &clock), Some(30), "resumed once it grows shorter");
        let over = as_of_now(noted, &clock);
        assert_eq!((over.wait_s, over.args.get("waited").map(String::as_str)), (None, Some("true")));
    }
}
