//! Checkwords of recovery links (I2): one for each employee at a time, hashed, and gone after their time.

use rusqlite::{OptionalExtension, params};

use crate::db::{Store, Stored};
use crate::words;

/// What a checkword turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    Right,
    /// Not the newest one, or none was ever made (H10).
    Wrong,
    /// The newest one, too late (H11).
    Expired,
}

impl Store {
    /// I2: a new checkword; the one before dies with it.
    pub(crate) fn new_checkword(&self, user: i64, now: i64) -> Stored<String> {
        let (word, salt) = (words::checkword(), words::salt());
        self.lock().execute(
            "INSERT OR REPLACE INTO checkwords (user_id, salt, digest, made) VALUES (?1, ?2, ?3, ?4)",
            params![user, salt, words::md5_hex(&[&salt, &word]), now],
        )?;
        Ok(word)
    }

    /// When the newest checkword was made.
    pub(crate) fn checkword_made(&self, user: i64) -> Stored<Option<i64>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT made FROM checkwords WHERE user_id = ?1")?;
        Ok(statement.query_row([user], |row| row.get(0)).optional()?)
    }

    /// Compares, without spending it: a password that breaks the rules leaves the link good (I3).
    pub(crate) fn judge_checkword(&self, user: i64, typed: &str, now: i64, life_s: i64) -> Stored<Judged> {
        let connection = self.lock();
        let mut statement =
            connection.prepare_cached("SELECT salt, digest, made FROM checkwords WHERE user_id = ?1")?;
        let kept: Option<(String, String, i64)> =
            statement.query_row([user], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        Ok(match kept {
            Some((salt, digest, made)) if words::md5_hex(&[&salt, typed]) == digest => {
                if now <= made.saturating_add(life_s) { Judged::Right } else { Judged::Expired }
            }
            Some(_) | None => Judged::Wrong,
        })
    }

    /// Spends a right one; false if another request was faster with it.
    pub(crate) fn spend_checkword(&self, user: i64, typed: &str) -> Stored<bool> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT salt FROM checkwords WHERE user_id = ?1")?;
        let salt: Option<String> = statement.query_row([user], |row| row.get(0)).optional()?;
        let digest = words::md5_hex(&[salt.as_deref().unwrap_or_default(), typed]);
        let spent =
            connection.execute("DELETE FROM checkwords WHERE user_id = ?1 AND digest = ?2", params![user, digest])?;
        Ok(spent == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::NewUser;

    #[test]
    fn only_the_newest_counts_until_its_time_is_over_and_once() {
        let store = Store::open(None).unwrap();
        let user = store.add_user(&NewUser { login: "anna", ..NewUser::default() }).unwrap().unwrap();
        assert_eq!(store.judge_checkword(user, "", 0, 60).unwrap(), Judged::Wrong, "none was made");
        let old = store.new_checkword(user, 0).unwrap();
        let word = store.new_checkword(user, 0).unwrap();
        assert_eq!(store.judge_checkword(user, &old, 0, 60).unwrap(), Judged::Wrong);
        assert_eq!(store.judge_checkword(user, &word, 60, 60).unwrap(), Judged::Right);
        assert_eq!(store.judge_checkword(user, &word, 61, 60).unwrap(), Judged::Expired);
        assert!(!store.spend_checkword(user, &old).unwrap());
        assert!(store.spend_checkword(user, &word).unwrap());
        assert!(!store.spend_checkword(user, &word).unwrap(), "used");
    }
}
