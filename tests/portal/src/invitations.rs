//! Invited people who have not accepted yet (J2, J4, J6): employees without a password and with a checkword.

use rusqlite::{OptionalExtension, params};

use crate::db::{Store, Stored};
use crate::users::Text;

/// An invitation nobody has accepted yet.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    /// Kept in clear, because the same mail may be sent again (I1).
    pub(crate) checkword: String,
    /// Who invited, by name.
    pub(crate) inviter: Option<String>,
}

impl Store {
    pub(crate) fn put_invitation(&self, user: i64, invitation: &Invitation) -> Stored<()> {
        self.lock().execute(
            "INSERT OR REPLACE INTO invitations (user_id, checkword, inviter) VALUES (?1, ?2, ?3)",
            params![user, invitation.checkword, invitation.inviter],
        )?;
        Ok(())
    }

    pub(crate) fn invitation(&self, user: i64) -> Stored<Option<Invitation>> {
        let connection = self.lock();
        let mut statement =
            connection.prepare_cached("SELECT checkword, inviter FROM invitations WHERE user_id = ?1")?;
        let found = statement.query_row([user], |row| Ok(Invitation { checkword: row.get(0)?, inviter: row.get(1)? }));
        Ok(found.optional()?)
    }

    /// Spends the invitation; false if another request was faster with it.
    pub(crate) fn accept_invitation(&self, user: i64, name: &str) -> Stored<bool> {
        let accepted = self.lock().execute("DELETE FROM invitations WHERE user_id = ?1", [user])? == 1;
        if accepted {
            self.set_text(user, Text::Name, name)?;
        }
        Ok(accepted)
    }

    /// J6: the user of an invitation that was never accepted.
    pub(crate) fn delete_user(&self, user: i64) -> Stored<()> {
        self.lock().execute("DELETE FROM users WHERE id = ?1", [user])?;
        Ok(())
    }
}
