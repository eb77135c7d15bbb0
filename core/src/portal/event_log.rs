//! Reads a page of the event log (L4, N3, P42). What an entry lacks is absent; one without a time cannot be placed and is dropped.

use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::json::{self, Object};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogItem {
    /// `timestampX`; without an offset it is taken for UTC.
    pub at: OffsetDateTime,
    /// `auditTypeId` in small letters.
    pub event: String,
    /// `remoteAddr`.
    pub address: Option<String>,
    /// `userAgent`, cleaned.
    pub device: Option<String>,
    /// The number of the employee it is about: `itemId`, failing that `userId`. What somebody typed as a login is left out, since
    /// it may be a password (R5).
    pub user: Option<String>,
    /// The path of `requestUri`; its query may hold anything.
    pub path: Option<String>,
}

/// How many entries there were, and those that can be used. `None` where this is no event log.
pub fn read_items(result: &Value) -> Option<(usize, Vec<LogItem>)> {
    let items = result.get("items").unwrap_or(result).as_array()?;
    Some((items.len(), items.iter().filter_map(Value::as_object).filter_map(item).collect()))
}

fn item(item: &Object) -> Option<LogItem> {
    let event = json::id(item, "auditTypeId")?.to_ascii_lowercase();
    let address = json::id(item, "remoteAddr").filter(|address| address.parse::<std::net::IpAddr>().is_ok());
    let path = json::string(item, "requestUri").and_then(|uri| uri.split(['?', '#']).next());
    Some(LogItem {
        at: when(json::string(item, "timestampX")?)?,
        event,
        address,
        device: json::said(item, "userAgent", &[]),
        user: number(item, "itemId").or_else(|| number(item, "userId")),
        path: path.filter(|path| json::is_id(path)).map(str::to_owned),
    })
}

fn number(item: &Object, key: &str) -> Option<String> {
    json::id(item, key).filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One format for both spellings: a second one is another whole reader of dates in the library.
fn when(text: &str) -> Option<OffsetDateTime> {
    let read = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    let at = read(text).or_else(|| read(&format!("{}Z", text.replacen(' ', "T", 1))))?;
    Some(at.to_offset(UtcOffset::UTC))
}
