//! What happened with an account: this phone's own entries, and the portal's event log where the employee may read it, each with
//! what it means.

mod outside;
mod ranges;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use tokio::time::Instant;

pub use ranges::Allowed;

use crate::accounts::worded;
use crate::advice;
use crate::errors::CallError;
use crate::journal;
use crate::order;
use crate::phone::{Memory, Phone, Row};
use crate::portal::event_log::{LogItem, read_items};
use crate::records::{HistoryEntry, HistorySource, Problem, ProblemCode, Reason, Trouble};
use crate::session::{Ask, Sessions};
use crate::store::documents::Happened;
use crate::task::WHOLE_CALL;

/// Entries asked for at once.
const PAGE: u32 = 50;
/// Pages asked for at most: what is older is for a browser.
const PAGES: u32 = 4;

/// The histories of this phone's accounts.
pub(crate) struct Histories {
    phone: Arc<Phone>,
    sessions: Arc<Sessions>,
}

impl Histories {
    pub(crate) fn new(phone: Arc<Phone>, sessions: Arc<Sessions>) -> Self {
        Self { phone, sessions }
    }

    /// Newest first. `allowed`: what the administrator allows, see [`Allowed`]. The log that cannot be read is an entry with a
    /// problem, not an error. Errors: [`CallError::UnknownAccount`]; [`CallError::InvalidArgument`] says the place of a range that is none.
    pub(crate) async fn list(&self, account: &str, allowed: Option<&[String]>) -> Result<Vec<HistoryEntry>, CallError> {
        let read = |parts: &[String]| {
            let read = Allowed::read(parts.iter().map(String::as_str));
            read.map_err(|place| CallError::InvalidArgument { what: format!("allowed: {place}") })
        };
        // Empty lifts the rule, as it does at the portal.
        let allowed = allowed.filter(|parts| !parts.is_empty()).map(read).transpose()?;
        self.phone.find(account).await?;
        let log = self.event_log(account).await;
        self.phone.read(|memory| {
            let row = memory.row(account).ok_or(CallError::UnknownAccount)?;
            let happened = row.document().map(|doc| doc.history.as_slice()).unwrap_or_default();
            // Newest first, as the log comes; what happened at one instant keeps its order then.
            let here = happened.iter().rev().map(|entry| self.of_phone(memory, row, entry, allowed.as_ref()));
            let mut entries: Vec<HistoryEntry> = here.collect();
            match &log {
                Ok(items) => {
                    let own = row.index.user_id.as_deref();
                    let seen = outside::Seen { own, happened };
                    entries.extend(items.iter().map(|item| of_portal(item, &seen, allowed.as_ref(), &memory.locale)));
                }
                Err(problem) => entries.push(self.unreadable(problem, &memory.locale)),
            }
            Ok(order::sorted(entries, |entry| (-entry.at.unix_timestamp_nanos(), String::new())))
        })
    }

    /// The event log, or why it cannot be read.
    async fn event_log(&self, account: &str) -> Result<Vec<LogItem>, Problem> {
        let deadline = Instant::now() + WHOLE_CALL;
        let mut items = Vec::new();
        for page in 0..PAGES {
            let ask = Ask::EventLog { limit: PAGE, offset: page.saturating_mul(PAGE) };
            let asked = tokio::time::timeout_at(deadline, self.sessions.call(account, &ask)).await;
            let result = match asked {
                Ok(Ok(result)) => result,
                // What came is better than nothing.
                Ok(Err(_)) | Err(_) if page > 0 => break,
                Ok(Err(CallError::CallFailed { problem })) => return Err(self.why_not(account, *problem)),
                Ok(Err(error)) => return Err(self.problem(account, phone_trouble(&error))),
                Err(_) => return Err(self.problem(account, Trouble::new(ProblemCode::NoAnswer))),
            };
            let Some((count, read)) = read_items(&result) else {
                if page > 0 {
                    break;
                }
                let trouble = Trouble::new(ProblemCode::Unexpected).with("stage", "event log");
                return Err(self.problem(account, trouble));
            };
            items.extend(read);
            if count < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        Ok(items)
    }

    /// A refusal of the log is told as what it is: most employees may not read it, and some portals have none (N2, L4).
    fn why_not(&self, account: &str, problem: Problem) -> Problem {
        let standing = |memory: &Memory| memory.row(account).map(|row| row.standing(&memory.vault).reason);
        if self.phone.read(standing).flatten() == Some(Reason::IpRule) {
            // It is the network that the portal does not allow, whoever may read its log.
            return problem;
        }
        let refused = [ProblemCode::CallRefused, ProblemCode::NotAllowedHere].contains(&problem.code);
        let missing = problem.code == ProblemCode::UnknownMethod;
        let code = match (refused, missing) {
            (true, _) => ProblemCode::EventLogNotAllowed,
            (false, true) => ProblemCode::EventLogMissing,
            (false, false) => return problem,
        };
        self.problem(account, Trouble { detail: problem.detail, ..Trouble::new(code) })
    }

    fn problem(&self, account: &str, trouble: Trouble) -> Problem {
        self.phone.read(|memory| match memory.row(account) {
            Some(row) => worded_for(memory, row, trouble),
            None => advice::word(&trouble, &memory.locale),
        })
    }

    fn of_phone(&self, memory: &Memory, row: &Row, entry: &Happened, allowed: Option<&Allowed>) -> HistoryEntry {
        let trouble = journal::code_of(entry).map(|code| {
            let trouble = Trouble::new(code);
            match &entry.address {
                Some(address) => trouble.with("address", address),
                None => trouble,
            }
        });
        HistoryEntry {
            at: entry.at,
            since: entry.since,
            times: entry.times,
            source: HistorySource::Phone,
            event: entry.event.clone(),
            address: entry.address.clone(),
            device: None,
            user_id: row.index.user_id.clone(),
            inside_allowed: entry.address.as_deref().and_then(|address| allowed?.contains(address)),
            reason: None,
            means: advice::phone_event(journal::event_of(entry), entry.times, &memory.locale),
            problem: trouble.map(|trouble| worded_for(memory, row, trouble)),
        }
    }

    fn unreadable(&self, problem: &Problem, locale: &str) -> HistoryEntry {
        HistoryEntry {
            at: self.phone.now(),
            since: None,
            times: 1,
            source: HistorySource::Portal,
            event: "event_log_unreadable".to_owned(),
            address: None,
            device: None,
            user_id: None,
            inside_allowed: None,
            reason: None,
            means: advice::event_log_unreadable(locale),
            problem: Some(problem.clone()),
        }
    }
}

fn of_portal(item: &LogItem, seen: &outside::Seen<'_>, allowed: Option<&Allowed>, locale: &str) -> HistoryEntry {
    let inside = item.address.as_deref().and_then(|address| allowed?.contains(address));
    let reason = if inside == Some(false) { outside::reason(item, seen) } else { None };
    HistoryEntry {
        at: item.at,
        since: None,
        times: 1,
        source: HistorySource::Portal,
        event: item.event.clone(),
        address: item.address.clone(),
        device: item.device.clone(),
        user_id: item.user.clone(),
        inside_allowed: inside,
        reason,
        means: advice::portal_event(&item.event, reason, locale),
        problem: None,
    }
}

fn worded_for(memory: &Memory, row: &Row, trouble: Trouble) -> Problem {
    worded(&row.about(trouble), &memory.tries(&row.index.origin, &row.index.login), &memory.locale)
}

/// What the phone could not do, as a problem: the history itself is shown all the same.
fn phone_trouble(error: &CallError) -> Trouble {
    let code = match error {
        CallError::VaultLocked => ProblemCode::VaultLocked,
        CallError::VaultUnavailable => ProblemCode::VaultUnavailable,
        CallError::VaultDamaged => ProblemCode::DocumentDamaged,
        CallError::Newer => ProblemCode::DocumentNewer,
        CallError::StorageFailed => ProblemCode::StorageFailed,
        CallError::UnknownAccount
        | CallError::UnknownSignIn
        | CallError::UnknownRecovery
        | CallError::UnknownInvitation
        | CallError::StaleChallenge
        | CallError::Cancelled
        | CallError::Closed
        | CallError::UnknownTopic
        | CallError::DraftTooLong { .. }
        | CallError::InvalidArgument { .. }
        | CallError::CallFailed { .. } => ProblemCode::Unexpected,
    };
    Trouble::new(code)
}
