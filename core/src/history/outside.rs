//! Why the event log shows a sign-in from an address that is not allowed: the article's reasons (S5), as far as they can be seen.

use time::{Duration, OffsetDateTime};

use crate::journal;
use crate::portal::event_log::LogItem;
use crate::records::{OutsideReason, PhoneEvent, ProblemCode};
use crate::store::documents::Happened;

/// Clocks of phone and portal may differ by this much, and a notice comes a little before or after the entry.
const ABOUT_THEN: Duration = Duration::minutes(5);

/// What this phone knows beside the log.
pub(super) struct Seen<'a> {
    /// The number of its own employee.
    pub(super) own: Option<&'a str>,
    /// What it wrote down.
    pub(super) happened: &'a [Happened],
}

/// The reason, for a sign-in from outside; `None` for other entries. N2: REST shows as a sign-in. N1: the app learns of the rule
/// with its next update of data.
pub(super) fn reason(item: &LogItem, seen: &Seen<'_>) -> Option<OutsideReason> {
    if !matches!(item.event.as_str(), "user_authorize" | "user_loginbyhash") {
        return None;
    }
    let under = |folder: &str| item.path.as_deref().is_some_and(|path| path.starts_with(folder));
    let mobile = || item.device.as_deref().is_some_and(|device| device.contains("BitrixMobile"));
    Some(if noticed(item, seen) {
        OutsideReason::NoticeYetSuccess
    } else if under("/rest/") || under("/bitrix/services/rest/") {
        OutsideReason::RestOnBehalf
    } else if under("/mobile/") || mobile() {
        OutsideReason::MobileApp
    } else {
        OutsideReason::Outside
    })
}

/// Whether this phone's own employee was kept out at about that time.
fn noticed(item: &LogItem, seen: &Seen<'_>) -> bool {
    let own = item.user.is_some() && item.user.as_deref() == seen.own;
    own && seen.happened.iter().any(|entry| {
        journal::event_of(entry) == Some(PhoneEvent::Blocked)
            && journal::code_of(entry) == Some(ProblemCode::NotAllowedHere)
            && about(entry.since.unwrap_or(entry.at), entry.at, item.at)
    })
}

fn about(first: OffsetDateTime, last: OffsetDateTime, at: OffsetDateTime) -> bool {
    first.saturating_sub(ABOUT_THEN) <= at && at <= last.saturating_add(ABOUT_THEN)
}
