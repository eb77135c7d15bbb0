//! The event log (N2, N3): what happened to whom, from where, with the fields of L4.

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use crate::clock::with_offset;
use crate::db::{Store, Stored};
use crate::hit::Hit;
use crate::requests::blanked;
use crate::visit::Visit;

/// Rows kept; the oldest make room.
const MOST_EVENTS: i64 = 20_000;
/// A header is kept up to here.
const LONGEST_AGENT: usize = 500;

/// N3: those that happen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audit {
    /// Signed in.
    Authorize,
    /// A sign-in that failed.
    Login,
    /// A one-time hash that was refused (P11).
    LoginByHash,
    Logout,
    /// A mail for a new password was asked for.
    Info,
    PasswordChanged,
    /// G8.
    Blocked,
}

impl Audit {
    fn name(self) -> &'static str {
        match self {
            Self::Authorize => "USER_AUTHORIZE",
            Self::Login => "USER_LOGIN",
            Self::LoginByHash => "USER_LOGINBYHASH",
            Self::Logout => "USER_LOGOUT",
            Self::Info => "USER_INFO",
            Self::PasswordChanged => "USER_PASSWORD_CHANGED",
            Self::Blocked => "USER_BLOCKED",
        }
    }

    /// H1, H21.
    fn description(self) -> &'static str {
        match self {
            Self::Login => "Incorrect login or password",
            Self::LoginByHash => "Verification of stored authorization failed.",
            Self::Authorize | Self::Logout | Self::Info | Self::PasswordChanged | Self::Blocked => "",
        }
    }
}

/// One row as L4 has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Counted from 1.
    pub id: i64,
    /// ISO 8601 with offset.
    pub timestamp_x: String,
    /// Always `SECURITY` here.
    pub severity: String,
    /// N3.
    pub audit_type_id: String,
    /// Always `main` here.
    pub module_id: String,
    /// The employee's id; of a failed sign-in the login that was typed.
    pub item_id: String,
    /// Where the request came from; empty: the desk did it.
    pub remote_addr: String,
    /// As sent.
    pub user_agent: String,
    /// Path and query, secrets blanked.
    pub request_uri: String,
    /// Always `s1`.
    pub site_id: String,
    /// Who was signed in by it.
    pub user_id: Option<i64>,
    /// Always null.
    pub guest_id: Option<i64>,
    /// The portal's words, if any.
    pub description: String,
}

/// A row before it has a number.
#[derive(Debug)]
pub(crate) struct NewEvent<'a> {
    at: i64,
    audit: Audit,
    item: &'a str,
    user: Option<i64>,
    hit: Option<&'a Hit>,
}

impl<'a> NewEvent<'a> {
    /// What somebody did behind the portal.
    pub(crate) fn at_desk(at: i64, audit: Audit, item: &'a str) -> Self {
        Self { at, audit, item, user: None, hit: None }
    }
}

impl Visit<'_> {
    /// Writes a row about this request.
    pub(crate) fn note(&self, audit: Audit, user: Option<i64>, item: &str) -> Stored<()> {
        self.server.store.add_event(&NewEvent { at: self.now, audit, item, user, hit: Some(self.hit) })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get("id")?,
        timestamp_x: with_offset(row.get("at")?),
        severity: "SECURITY".to_owned(),
        audit_type_id: row.get("audit")?,
        module_id: "main".to_owned(),
        item_id: row.get("item")?,
        remote_addr: row.get("address")?,
        user_agent: row.get("user_agent")?,
        request_uri: row.get("request_uri")?,
        site_id: "s1".to_owned(),
        user_id: row.get("user_id")?,
        guest_id: None,
        description: row.get("description")?,
    })
}

impl Store {
    pub(crate) fn add_event(&self, new: &NewEvent<'_>) -> Stored<()> {
        let agent = new.hit.and_then(|hit| hit.header("user-agent")).unwrap_or_default();
        let agent: String = agent.chars().take(LONGEST_AGENT).collect();
        let connection = self.lock();
        connection.execute(
            "INSERT INTO events (at, audit, item, address, user_agent, request_uri, user_id, description)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                new.at,
                new.audit.name(),
                new.item,
                new.hit.map(|hit| hit.peer.to_string()).unwrap_or_default(),
                agent,
                new.hit.map(|hit| blanked(&hit.path, &hit.query)).unwrap_or_default(),
                new.user,
                new.audit.description()
            ],
        )?;
        let newest = connection.last_insert_rowid();
        connection.execute("DELETE FROM events WHERE id <= ?1", [newest.saturating_sub(MOST_EVENTS)])?;
        Ok(())
    }

    /// Oldest first.
    pub(crate) fn events(&self) -> Stored<Vec<Event>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT * FROM events ORDER BY id")?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
