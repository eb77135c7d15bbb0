//! Rows as the list shows them: worded when read.

use url::Url;

use crate::advice;
use crate::clock::Clock;
use crate::phone::{Memory, Row, as_of_now};
use crate::portal::host::host_shown;
use crate::records::{Account, PortalKind, PortalRef, Problem, Tries, Trouble};

/// One row.
pub(crate) fn account(memory: &Memory, row: &Row, now: &dyn Clock) -> Account {
    let standing = row.standing(&memory.vault);
    let tries = memory.tries(&row.index.origin, &row.index.login);
    let doc = row.document();
    let portal = portal_ref(&row.index.origin, row.index.kind);
    let trouble = standing.trouble.map(|trouble| {
        at_portal(as_of_now(trouble, now), &portal).with("account", &row.index.id).with("login", &row.index.login)
    });
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
        portal,
    }
}

/// A portal as people read it.
pub(crate) fn portal_ref(origin: &str, kind: PortalKind) -> PortalRef {
    let host = Url::parse(origin).map_or_else(|_| origin.to_owned(), |url| host_shown(&url));
    PortalRef { origin: origin.to_owned(), host, kind }
}

/// A problem that happened at a portal. What it says of it already, stays.
pub(crate) fn at_portal(trouble: Trouble, portal: &PortalRef) -> Trouble {
    let trouble = trouble.with("origin", &portal.origin);
    let trouble = if portal.kind == PortalKind::Cloud { trouble.with("cloud", &portal.host) } else { trouble };
    if trouble.args.contains_key("host") { trouble } else { trouble.with("host", &portal.host) }
}

/// A problem in words, with what was spent.
pub(crate) fn worded(trouble: &Trouble, tries: &Tries, locale: &str) -> Problem {
    advice::word(&advice::tries_args(trouble.clone(), tries), locale)
}
