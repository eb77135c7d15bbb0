//! PHP sessions (F) as the portal keeps them.

use rusqlite::{OptionalExtension, params};

use crate::db::{Store, Stored};
use crate::words;

/// One session during one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// Signed in as.
    pub(crate) user: Option<i64>,
    /// E3: `mobile` where the session holds or was made with an application password (E8).
    pub(crate) application: Option<String>,
    /// E7: the scope of application passwords applies.
    pub(crate) by_app_password: bool,
    /// First factor accepted, code wanted (Q3, P40).
    pub(crate) pending: Option<i64>,
    /// B12: the session's last attempt needed a picture.
    pub(crate) needs_picture: bool,
    /// The answer has to name the id.
    pub(crate) fresh: bool,
}

impl Session {
    pub(crate) fn begin() -> Self {
        Self {
            id: words::session_id(),
            user: None,
            application: None,
            by_app_password: false,
            pending: None,
            needs_picture: false,
            fresh: true,
        }
    }

    /// Signs out but keeps the id.
    pub(crate) fn sign_out(&mut self) {
        *self = Self { id: self.id.clone(), fresh: self.fresh, ..Self::begin() };
    }
}

impl Store {
    /// The session if it lives: known, and not idle for longer than `idle_s` (F5). Marks it as seen.
    pub(crate) fn session(&self, id: &str, now: i64, idle_s: i64) -> Stored<Option<Session>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "UPDATE sessions SET last_seen = ?2 WHERE id = ?1 AND last_seen + ?3 >= ?2
             RETURNING user_id, application, by_app_password, pending_user, needs_picture",
        )?;
        let found = statement.query_row(params![id, now, idle_s], |row| {
            Ok(Session {
                id: id.to_owned(),
                user: row.get(0)?,
                application: row.get(1)?,
                by_app_password: row.get(2)?,
                pending: row.get(3)?,
                needs_picture: row.get(4)?,
                fresh: false,
            })
        });
        Ok(found.optional()?)
    }

    /// Writes the session down; a new one also sweeps out those that ended.
    pub(crate) fn keep_session(&self, session: &Session, now: i64, idle_s: i64) -> Stored<()> {
        let connection = self.lock();
        if session.fresh {
            connection.execute("DELETE FROM sessions WHERE last_seen + ?2 < ?1", params![now, idle_s])?;
        }
        let mut statement = connection.prepare_cached(
            "INSERT OR REPLACE INTO sessions
             (id, user_id, application, by_app_password, pending_user, needs_picture, last_seen)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        statement.execute(params![
            session.id,
            session.user,
            session.application,
            session.by_app_password,
            session.pending,
            session.needs_picture,
            now
        ])?;
        Ok(())
    }

    pub(crate) fn forget_session(&self, id: &str) -> Stored<()> {
        self.lock().execute("DELETE FROM sessions WHERE id = ?1", [id])?;
        Ok(())
    }

    /// E9: every session of an employee ends with its next request; a pending code step too.
    pub(crate) fn end_sessions(&self, user: i64) -> Stored<()> {
        self.lock().execute("DELETE FROM sessions WHERE user_id = ?1 OR pending_user = ?1", [user])?;
        Ok(())
    }

    /// Live signed-in sessions.
    pub(crate) fn count_sessions(&self, user: i64, now: i64, idle_s: i64) -> Stored<u32> {
        let connection = self.lock();
        let mut statement =
            connection.prepare_cached("SELECT count(*) FROM sessions WHERE user_id = ?1 AND last_seen + ?3 >= ?2")?;
        Ok(statement.query_row(params![user, now, idle_s], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_lives_for_its_idle_time_and_each_hit_renews_it() {
        let store = Store::open(None).unwrap();
        let session = Session::begin();
        store.keep_session(&session, 1_000, 1_440).unwrap();
        assert!(store.session(&session.id, 2_440, 1_440).unwrap().is_some());
        assert!(store.session(&session.id, 3_880, 1_440).unwrap().is_some(), "renewed by the hit before");
        assert!(store.session(&session.id, 5_321, 1_440).unwrap().is_none());
        assert!(store.session("unknown", 1_000, 1_440).unwrap().is_none());
    }
}
