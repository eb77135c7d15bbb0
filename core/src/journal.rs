//! What this phone did with an account, kept in the account's own document: one rename keeps state and entry, and a delete takes
//! both. Bounded; times, names of events and codes of problems, never anything typed (R5).

use time::OffsetDateTime;

use crate::records::{PhoneEvent, ProblemCode, Trouble};
use crate::store::documents::{AccountDoc, Happened};

/// Entries of one account that are kept; the oldest go.
pub const AT_MOST: usize = 200;

/// Notes an event. The same note taken twice, as a stop that is written again may be, is one. What goes on and on, renewals and a
/// network that is not allowed, is one entry with a count.
pub fn note(doc: &mut AccountDoc, at: OffsetDateTime, event: PhoneEvent, trouble: Option<&Trouble>) {
    let new = Happened {
        at,
        since: None,
        times: 1,
        event: event.as_str().to_owned(),
        code: trouble.map(|trouble| trouble.code.name()),
        address: trouble.and_then(|trouble| trouble.args.get("address").cloned()),
    };
    if let Some(last) = doc.history.last_mut().filter(|last| last.event == new.event && last.code == new.code) {
        if last.at == at {
            return;
        }
        if goes_on(event) && last.address == new.address {
            last.since = last.since.or(Some(last.at));
            last.at = at;
            last.times = last.times.saturating_add(1);
            return;
        }
    }
    doc.history.push(new);
    let too_many = doc.history.len().saturating_sub(AT_MOST);
    doc.history.drain(..too_many);
}

/// The problem of an entry; none where there was none, or where a newer version knows it and this one does not.
pub fn code_of(entry: &Happened) -> Option<ProblemCode> {
    let name = entry.code.clone()?;
    serde_json::from_slice(serde_json::Value::String(name).to_string().as_bytes()).ok()
}

/// What kind of event an entry is; none where only a newer version knows it.
pub fn event_of(entry: &Happened) -> Option<PhoneEvent> {
    PhoneEvent::ALL.into_iter().find(|event| event.as_str() == entry.event)
}

fn goes_on(event: PhoneEvent) -> bool {
    match event {
        PhoneEvent::Renewed | PhoneEvent::Blocked => true,
        PhoneEvent::SignedIn
        | PhoneEvent::Moved
        | PhoneEvent::PictureWanted
        | PhoneEvent::Refused
        | PhoneEvent::CodeRefused
        | PhoneEvent::SavedRefused
        | PhoneEvent::SessionEnded
        | PhoneEvent::SignedOut
        | PhoneEvent::Reset
        | PhoneEvent::SavedDropped => false,
    }
}

#[cfg(test)]
mod tests;
