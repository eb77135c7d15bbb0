//! Employees: who they are, their counters (G4), their block (G8), their second factor (D).

use rusqlite::{OptionalExtension, Row, params};

use crate::db::{Store, Stored};
use crate::otp::{Accepted, Device, OtpType};
use crate::words;

/// D6: recovery codes of one set.
const RECOVERY_CODES: usize = 10;

/// One employee as stored.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) login: String,
    /// Argon2 in PHC form.
    pub(crate) password: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) gender: String,
    pub(crate) position: String,
    pub(crate) admin: bool,
    pub(crate) active: bool,
    pub(crate) blocked: bool,
    pub(crate) blocked_until: Option<i64>,
    pub(crate) attempts: u32,
    pub(crate) password_expired: bool,
    pub(crate) otp: Option<Device>,
    pub(crate) otp_attempts: u32,
    pub(crate) otp_required: bool,
    /// Where text messages go; empty: nowhere.
    pub(crate) phone: String,
    /// D8: an administrator switched the second factor off until then.
    pub(crate) otp_off_until: Option<i64>,
    /// D8: a mandatory second factor may wait until then.
    pub(crate) otp_grace_until: Option<i64>,
}

/// What a new employee starts with.
#[derive(Debug, Clone, Default)]
pub(crate) struct NewUser<'a> {
    pub(crate) id: Option<i64>,
    pub(crate) login: &'a str,
    pub(crate) password: &'a str,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) gender: &'a str,
    pub(crate) position: &'a str,
    pub(crate) phone: &'a str,
    pub(crate) admin: bool,
}

impl User {
    /// Everything before the first space (B17's `name` is one text, REST has two).
    pub(crate) fn first_name(&self) -> &str {
        self.name.split_once(' ').map_or(self.name.as_str(), |(first, _)| first)
    }

    pub(crate) fn last_name(&self) -> &str {
        self.name.split_once(' ').map_or("", |(_, last)| last)
    }

    /// Logins are compared without case, as the table does.
    pub(crate) fn has_login(&self, login: &str) -> bool {
        self.login.eq_ignore_ascii_case(login)
    }

    pub(crate) fn has_email(&self, email: &str) -> bool {
        !self.email.is_empty() && self.email.eq_ignore_ascii_case(email)
    }

    /// The second factor in force: none where there is none, or where it is switched off for a time (D8).
    pub(crate) fn second_factor(&self, now: i64) -> Option<&Device> {
        self.otp.as_ref().filter(|_| !self.second_factor_is_off(now))
    }

    pub(crate) fn second_factor_is_off(&self, now: i64) -> bool {
        self.otp_off_until.is_some_and(|until| now < until)
    }

    /// G8: a block ends by itself when its minutes are over.
    pub(crate) fn is_blocked(&self, now: i64) -> bool {
        self.blocked && self.blocked_until.is_none_or(|until| now < until)
    }

    /// Whether sign-in is open to this employee at all (B15).
    pub(crate) fn may_sign_in(&self, now: i64) -> bool {
        self.active && !self.is_blocked(now)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    let kind = match row.get::<_, Option<String>>("otp_type")?.as_deref() {
        Some("totp") => Some(OtpType::Totp),
        Some("hotp") => Some(OtpType::Hotp),
        Some("push") => Some(OtpType::Push),
        _ => None,
    };
    let secret: Option<Vec<u8>> = row.get("otp_secret")?;
    let (position, offset) = (row.get("otp_position")?, row.get("otp_offset")?);
    Ok(User {
        id: row.get("id")?,
        login: row.get("login")?,
        password: row.get("password")?,
        name: row.get("name")?,
        email: row.get("email")?,
        gender: row.get("gender")?,
        position: row.get("position")?,
        admin: row.get("admin")?,
        active: row.get("active")?,
        blocked: row.get("blocked")?,
        blocked_until: row.get("blocked_until")?,
        attempts: row.get("attempts")?,
        password_expired: row.get("password_expired")?,
        otp: kind.zip(secret).map(|(kind, secret)| Device { kind, secret, position, offset }),
        otp_attempts: row.get("otp_attempts")?,
        otp_required: row.get("otp_required")?,
        phone: row.get("phone")?,
        otp_off_until: row.get("otp_off_until")?,
        otp_grace_until: row.get("otp_grace_until")?,
    })
}

fn otp_name(kind: OtpType) -> &'static str {
    match kind {
        OtpType::Totp => "totp",
        OtpType::Hotp => "hotp",
        OtpType::Push => "push",
    }
}

/// Which yes-or-no column of an employee the desk changes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Flag {
    Active,
    Admin,
    PasswordExpired,
    OtpRequired,
}

impl Flag {
    fn column(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Admin => "admin",
            Self::PasswordExpired => "password_expired",
            Self::OtpRequired => "otp_required",
        }
    }
}

/// Which moment of an employee is noted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    OtpOffUntil,
    OtpGraceUntil,
}

impl Moment {
    fn column(self) -> &'static str {
        match self {
            Self::OtpOffUntil => "otp_off_until",
            Self::OtpGraceUntil => "otp_grace_until",
        }
    }
}

/// Which text of an employee the desk changes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text {
    Name,
    Email,
    Gender,
    Position,
    Password,
    Phone,
}

impl Text {
    fn column(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Gender => "gender",
            Self::Position => "position",
            Self::Password => "password",
            Self::Phone => "phone",
        }
    }
}

impl Store {
    /// The new employee's id; `None`: the id or the login is somebody's already.
    pub(crate) fn add_user(&self, new: &NewUser<'_>) -> Stored<Option<i64>> {
        let connection = self.lock();
        let added = connection.execute(
            "INSERT INTO users (id, login, password, name, email, gender, position, phone, admin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
            params![
                new.id,
                new.login,
                new.password,
                new.name,
                new.email,
                new.gender,
                new.position,
                new.phone,
                new.admin
            ],
        )?;
        Ok((added == 1).then(|| connection.last_insert_rowid()))
    }

    pub(crate) fn user(&self, id: i64) -> Stored<Option<User>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT * FROM users WHERE id = ?1")?;
        Ok(statement.query_row([id], read).optional()?)
    }

    pub(crate) fn user_by_login(&self, login: &str) -> Stored<Option<User>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT * FROM users WHERE login = ?1")?;
        Ok(statement.query_row([login], read).optional()?)
    }

    pub(crate) fn users(&self) -> Stored<Vec<User>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT * FROM users ORDER BY id")?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn set_flag(&self, user: i64, flag: Flag, value: bool) -> Stored<()> {
        let sql = format!("UPDATE users SET {} = ?2 WHERE id = ?1", flag.column());
        self.lock().execute(&sql, params![user, value])?;
        Ok(())
    }

    pub(crate) fn set_text(&self, user: i64, text: Text, value: &str) -> Stored<()> {
        let sql = format!("UPDATE users SET {} = ?2 WHERE id = ?1", text.column());
        self.lock().execute(&sql, params![user, value])?;
        Ok(())
    }

    /// Unix seconds; `None`: no such moment.
    pub(crate) fn set_moment(&self, user: i64, moment: Moment, at: Option<i64>) -> Stored<()> {
        let sql = format!("UPDATE users SET {} = ?2 WHERE id = ?1", moment.column());
        self.lock().execute(&sql, params![user, at])?;
        Ok(())
    }

    /// D12: takes the right to send a message now; an error: when the last one
    /// went, `wait_s` not being over.
    pub(crate) fn claim_sms(&self, user: i64, now: i64, wait_s: i64) -> Stored<Result<(), i64>> {
        let connection = self.lock();
        let claimed = connection.execute(
            "UPDATE users SET sms_at = ?2 WHERE id = ?1 AND (sms_at IS NULL OR sms_at + ?3 <= ?2)",
            params![user, now, wait_s],
        )?;
        if claimed == 1 {
            return Ok(Ok(()));
        }
        let last = connection.query_row("SELECT sms_at FROM users WHERE id = ?1", [user], |row| row.get(0))?;
        Ok(Err(last))
    }

    /// G8: `until` is when the block lifts itself; `None` = when the desk lifts it.
    pub(crate) fn set_blocked(&self, user: i64, blocked: bool, until: Option<i64>) -> Stored<()> {
        self.lock().execute(
            "UPDATE users SET blocked = ?2, blocked_until = ?3 WHERE id = ?1",
            params![user, blocked, until],
        )?;
        Ok(())
    }

    pub(crate) fn set_attempts(&self, user: i64, attempts: u32) -> Stored<()> {
        self.lock().execute("UPDATE users SET attempts = ?2 WHERE id = ?1", params![user, attempts])?;
        Ok(())
    }

    /// Adds one failed attempt and gives the count after it.
    pub(crate) fn count_attempt(&self, user: i64) -> Stored<u32> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "UPDATE users SET attempts = min(attempts + 1, 1000000) WHERE id = ?1 RETURNING attempts",
        )?;
        Ok(statement.query_row([user], |row| row.get(0))?)
    }

    /// P15: adds one to the code step's own count and gives the count after it.
    pub(crate) fn count_code(&self, user: i64) -> Stored<u32> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "UPDATE users SET otp_attempts = min(otp_attempts + 1, 1000000) WHERE id = ?1 RETURNING otp_attempts",
        )?;
        Ok(statement.query_row([user], |row| row.get(0))?)
    }

    /// P15: the code step's count is 0 after an accepted code.
    pub(crate) fn set_code_attempts(&self, user: i64, attempts: u32) -> Stored<()> {
        self.lock().execute("UPDATE users SET otp_attempts = ?2 WHERE id = ?1", params![user, attempts])?;
        Ok(())
    }

    /// Connects a device, or with `None` removes it; either clears the recovery codes (D6).
    pub(crate) fn set_otp(&self, user: i64, device: Option<(OtpType, &[u8])>) -> Stored<()> {
        let mut connection = self.lock();
        let change = connection.transaction()?;
        let position: i64 = if device.is_some_and(|(kind, _)| kind == OtpType::Hotp) { 0 } else { -1 };
        change.execute(
            "UPDATE users SET otp_type = ?2, otp_secret = ?3, otp_position = ?4, otp_offset = 0, otp_attempts = 0
             WHERE id = ?1",
            params![user, device.map(|(kind, _)| otp_name(kind)), device.map(|(_, secret)| secret), position],
        )?;
        change.execute("DELETE FROM recovery_codes WHERE user_id = ?1", [user])?;
        if device.is_some() {
            for _ in 0..RECOVERY_CODES {
                let code = words::recovery_code();
                change.execute("INSERT INTO recovery_codes (user_id, code) VALUES (?1, ?2)", params![user, code])?;
            }
        }
        change.commit()?;
        Ok(())
    }

    /// Remembers an accepted code (D2, D3); false if another request was faster with it.
    pub(crate) fn move_otp(&self, user: i64, place: Accepted) -> Stored<bool> {
        let moved = self.lock().execute(
            "UPDATE users SET otp_position = ?2, otp_offset = ?3 WHERE id = ?1 AND otp_position < ?2",
            params![user, place.position, place.offset],
        )?;
        Ok(moved == 1)
    }

    /// D6: uses up a recovery code; false if it is not one, or used.
    pub(crate) fn use_recovery_code(&self, user: i64, code: &str, now: i64, from: &str) -> Stored<bool> {
        let used = self.lock().execute(
            "UPDATE recovery_codes SET used_at = ?3, used_from = ?4
             WHERE user_id = ?1 AND code = ?2 AND used_at IS NULL",
            params![user, code, now, from],
        )?;
        Ok(used > 0)
    }

    /// The unused ones.
    pub(crate) fn recovery_codes(&self, user: i64) -> Stored<Vec<String>> {
        let connection = self.lock();
        let mut statement = connection
            .prepare_cached("SELECT code FROM recovery_codes WHERE user_id = ?1 AND used_at IS NULL ORDER BY rowid")?;
        let rows = statement.query_map([user], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
