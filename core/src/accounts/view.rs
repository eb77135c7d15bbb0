//! Rows as the list shows them: worded when read.

use crate::advice;
use crate::clock::Clock;
use crate::errors::CallError;
use crate::phone::{Memory, Phone, Row, as_of_now};
use crate::records::{Account, Problem, Tries, Trouble};

/// One row.
pub(crate) fn account(memory: &Memory, row: &Row, now: &dyn Clock) -> Account {
    let standing = row.standing(&memory.vault);
    let tries = memory.tries(&row.index.origin, &row.index.login);
    let doc = row.document();
    let trouble = standing.trouble.map(|trouble| row.about(as_of_now(trouble, now)));
    Account {
        id: row.index.id.clone(),
        user_id: row.index.user_id.clone(),
        login: row.index.login.clone(),
        name: row.index.name.clone(),
        position: row.index.position.clone(),
        photo_url: doc.and_then(|doc| doc.photo_url.clone()),
        selected: memory.selected.as_deref() == Some(row.index.id.as_str()),
        restricted: doc.is_some_and(|doc| doc.restricted),
        policy: doc.map(|doc| doc.policy).unwrap_or_default(),
        state: standing.state,
        reason: standing.reason,
        problem: trouble.map(|trouble| worded(&trouble, &tries, &memory.locale)),
        tries,
        portal: row.portal(),
    }
}

/// A problem of a call that has nothing else to carry it.
pub(crate) fn call_failed(phone: &Phone, trouble: &Trouble) -> CallError {
    let problem = phone.read(|memory| worded(trouble, &memory.tries("", ""), &memory.locale));
    CallError::CallFailed { problem: Box::new(problem) }
}

/// A problem in words, with what was spent.
pub(crate) fn worded(trouble: &Trouble, tries: &Tries, locale: &str) -> Problem {
    advice::word(&advice::tries_args(trouble.clone(), tries), locale)
}
