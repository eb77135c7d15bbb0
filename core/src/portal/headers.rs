//! What the head of an answer says: the product's name, `Date`, and `Retry-After` in both forms (Q15).

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// The longest wait a portal can ask for, in seconds (Q15).
pub const LONGEST_WAIT_S: u64 = 3600;

/// The wait where a portal says "later" and no number (T19).
pub const DEFAULT_WAIT_S: u64 = 60;

/// Values of the header `name` (lower case), in order.
pub fn values<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim())
}

/// Whether the product says its name (A4).
pub fn names_bitrix(headers: &[(String, String)]) -> bool {
    values(headers, "x-powered-cms").any(|name| name.starts_with("Bitrix"))
}

/// The answer's `Date`: the portal's clock.
pub fn date(headers: &[(String, String)]) -> Option<OffsetDateTime> {
    values(headers, "date").find_map(http_date)
}

/// `Retry-After` in seconds (Q15): a number, or any of the three HTTP dates counted from the answer's own `Date` (so that a
/// wrong clock on the phone does not matter), and from `now` where it has none. At most 3600; a date gone by is 0.
pub fn retry_after(headers: &[(String, String)], now: OffsetDateTime) -> Option<u64> {
    let from = date(headers).unwrap_or(now);
    values(headers, "retry-after").find_map(|value| seconds(value).or_else(|| until(http_date(value)?, from)))
}

/// Seconds from `from` until `then`, between 0 and 3600.
pub fn until(then: OffsetDateTime, from: OffsetDateTime) -> Option<u64> {
    let seconds = (then - from).whole_seconds();
    Some(u64::try_from(seconds).unwrap_or(0).min(LONGEST_WAIT_S))
}

/// The wait of a "busy" answer: at least a second, so that nobody answers at once, for ever.
pub(super) fn busy_wait(asked: Option<u64>, default: u64) -> u64 {
    asked.unwrap_or(default).clamp(1, LONGEST_WAIT_S)
}

/// A whole number of seconds; more digits than a number holds are simply "long".
fn seconds(value: &str) -> Option<u64> {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| value.parse().unwrap_or(LONGEST_WAIT_S).min(LONGEST_WAIT_S))
}

/// The three forms of RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`. The weekday is not looked at.
pub fn http_date(value: &str) -> Option<OffsetDateTime> {
    if value.len() > 64 {
        return None;
    }
    let parts: Vec<&str> = value.split([' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [_, day, month, year, clock, "GMT" | "UTC"] => moment(year, month, day, clock),
        [_, month, day, clock, year] => moment(year, month, day, clock),
        _ => None,
    }
}

fn moment(year: &str, month: &str, day: &str, clock: &str) -> Option<OffsetDateTime> {
    let date = Date::from_calendar_date(full_year(year)?, month_named(month)?, day.parse().ok()?).ok()?;
    let mut numbers = clock.splitn(3, ':').map(|part| part.parse::<u8>().ok());
    let (hour, minute, second) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let time = Time::from_hms(hour, minute, second.min(59)).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_utc())
}

/// Two digits are of this century up to 69, as C's `strptime` reads them.
fn full_year(year: &str) -> Option<i32> {
    let number: u16 = year.parse().ok()?;
    match (year.len(), number) {
        (2, 0..=69) => Some(2000 + i32::from(number)),
        (2, _) => Some(1900 + i32::from(number)),
        (4, _) => Some(i32::from(number)),
        _ => None,
    }
}

fn month_named(name: &str) -> Option<Month> {
    const NAMES: [(&str, Month); 12] = [
        ("jan", Month::January),
        ("feb", Month::February),
        ("mar", Month::March),
        ("apr", Month::April),
        ("may", Month::May),
        ("jun", Month::June),
        ("jul", Month::July),
        ("aug", Month::August),
        ("sep", Month::September),
        ("oct", Month::October),
        ("nov", Month::November),
        ("dec", Month::December),
    ];
    NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, month)| *month)
}
