//! The portal's SQLite file: tables by version, and the one connection.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use rusqlite_migration::{M, Migrations};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What goes wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("the portal's database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file is of a newer portal, or no database.
    #[error("the portal's database cannot be brought to this version: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// A setting is no JSON of ours.
    #[error("a setting in the portal's database cannot be read: {0}")]
    Setting(#[from] serde_json::Error),
}

pub(crate) type Stored<T> = Result<T, StoreError>;

/// Version 1. `attempts` is G4's counter, `otp_attempts` the code step's own (P15).
const TABLES: &str = "
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    gender TEXT NOT NULL,
    position TEXT NOT NULL,
    admin INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    blocked INTEGER NOT NULL DEFAULT 0,
    blocked_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    password_expired INTEGER NOT NULL DEFAULT 0,
    otp_type TEXT,
    otp_secret BLOB,
    otp_position INTEGER NOT NULL DEFAULT 0,
    otp_offset INTEGER NOT NULL DEFAULT 0,
    otp_attempts INTEGER NOT NULL DEFAULT 0,
    otp_required INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE recovery_codes (
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    used_at INTEGER,
    used_from TEXT
) STRICT;
CREATE TABLE app_passwords (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    application TEXT NOT NULL,
    code TEXT NOT NULL COLLATE NOCASE,
    comment TEXT NOT NULL,
    salt TEXT NOT NULL,
    digest TEXT NOT NULL,
    last_login INTEGER,
    last_ip TEXT
) STRICT;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id INTEGER REFERENCES users(id) ON DELETE CASCADE,
    application TEXT,
    by_app_password INTEGER NOT NULL DEFAULT 0,
    pending_user INTEGER,
    needs_picture INTEGER NOT NULL DEFAULT 0,
    last_seen INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_age ON sessions(last_seen);
CREATE TABLE captchas (sid TEXT PRIMARY KEY, word TEXT NOT NULL, made INTEGER NOT NULL) STRICT;
CREATE TABLE hashes (
    hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    valid_until INTEGER
) STRICT;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// Version 2: recovery (I2) and invitations (J2).
const RECOVERY: &str = "
CREATE TABLE checkwords (
    user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    salt TEXT NOT NULL,
    digest TEXT NOT NULL,
    made INTEGER NOT NULL
) STRICT;
CREATE TABLE invitations (
    user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
    checkword TEXT NOT NULL,
    inviter TEXT
) STRICT;
";

/// Version 3: text messages (D11, D12), a second factor switched off for a time or not set up yet (D8), what a hash is
/// for (K3).
const SECOND_FACTOR: &str = "
ALTER TABLE users ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN sms_at INTEGER;
ALTER TABLE users ADD COLUMN otp_off_until INTEGER;
ALTER TABLE users ADD COLUMN otp_grace_until INTEGER;
ALTER TABLE hashes ADD COLUMN intent TEXT NOT NULL DEFAULT '';
";

/// Version 4: the event log (L4, N3).
const EVENTS: &str = "
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    audit TEXT NOT NULL,
    item TEXT NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    request_uri TEXT NOT NULL,
    user_id INTEGER,
    description TEXT NOT NULL
) STRICT;
";

/// The one connection. Nobody holds it across a wait or a password hash.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// A file, or memory only.
    pub(crate) fn open(file: Option<&Path>) -> Stored<Self> {
        let mut connection = match file {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        Migrations::new(vec![M::up(TABLES), M::up(RECOVERY), M::up(SECOND_FACTOR), M::up(EVENTS)])
            .to_latest(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// A panic elsewhere leaves SQLite itself consistent, so a poisoned lock is taken all the same.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn setting<T: DeserializeOwned>(&self, key: &str) -> Stored<Option<T>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
        let text: Option<String> = statement.query_row([key], |row| row.get(0)).optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    pub(crate) fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Stored<()> {
        let text = serde_json::to_string(value)?;
        self.lock().execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)", params![key, text])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opens_twice_and_keeps_its_settings() {
        let file = std::env::temp_dir().join(format!("portico-portal-db-{}", crate::words::sid()));
        Store::open(Some(&file)).unwrap().set_setting("a", &5).unwrap();
        assert_eq!(Store::open(Some(&file)).unwrap().setting::<i64>("a").unwrap(), Some(5));
        assert_eq!(Store::open(Some(&file)).unwrap().setting::<i64>("b").unwrap(), None);
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
        }
    }

    #[test]
    fn rubbish_is_not_a_database() {
        let file = std::env::temp_dir().join(format!("portico-portal-db-{}", crate::words::sid()));
        std::fs::write(&file, "this is no database, whatever its name says").unwrap();
        assert!(Store::open(Some(&file)).is_err());
        std::fs::remove_file(&file).unwrap();
    }
}
