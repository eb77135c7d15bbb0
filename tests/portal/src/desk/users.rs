//! The desk's calls on employees.

use data_encoding::{BASE32_NOPAD, DecodeError};
use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::company::Employee;
use crate::db::StoreError;
use crate::desk::state::{AppPasswordState, OtpState, UserState};
use crate::desk::{Desk, DeskError, Done, fields};
use crate::events::{Audit, NewEvent};
use crate::otp::{Device, OtpType};
use crate::passwords::hash_login_password;
use crate::users::{Flag, Moment, NewUser, Text, User};
use crate::words;

/// The next employee's id is one more than the largest, and every reader of JSON can hold it.
const LARGEST_ID: i64 = i32::MAX as i64;

impl Desk {
    /// Every employee.
    pub(super) fn users(&self) -> Done<Vec<UserState>> {
        let users = self.server.store.users()?;
        users.iter().map(|user| self.shown(user)).collect()
    }

    /// One employee.
    ///
    /// # Errors
    /// No such employee.
    pub fn user(&self, id: i64) -> Done<UserState> {
        let user = self.server.store.user(id)?.ok_or_else(|| DeskError::Unknown(format!("employee {id}")))?;
        self.shown(&user)
    }

    /// By id or login; a number that is both is an id (`/users/ID`).
    pub(super) fn find_user(&self, named: &str) -> Done<User> {
        let by_id = named.parse().ok().map(|id| self.server.store.user(id)).transpose()?.flatten();
        let found = match by_id {
            Some(user) => Some(user),
            None => self.server.store.user_by_login(named)?,
        };
        found.ok_or_else(|| DeskError::Unknown(format!("employee {named}")))
    }

    fn shown(&self, user: &User) -> Done<UserState> {
        let now = self.server.clock.now();
        let (idle, locked_out) = {
            let policy = &self.server.rules().policy;
            (policy.session_seconds(), policy.attempt_needs_picture(user.attempts))
        };
        let store = &self.server.store;
        let passwords = store.application_passwords(user.id)?.into_iter();
        let otp = user.otp.as_ref().map(|device| self.shown_otp(user, device)).transpose()?;
        let blocked = user.is_blocked(now);
        Ok(UserState {
            id: user.id,
            login: user.login.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            active: user.active,
            blocked,
            blocked_until: user.blocked_until.filter(|_| blocked).map(rfc3339),
            attempts: user.attempts,
            code_attempts: user.otp_attempts,
            locked_out,
            invited: store.invitation(user.id)?.is_some(),
            has_password: !user.password.is_empty(),
            admin: user.admin,
            password_expired: user.password_expired,
            phone: user.phone.clone(),
            otp_required: user.otp_required,
            otp_off_until: user.otp_off_until.filter(|_| user.second_factor_is_off(now)).map(rfc3339),
            otp_grace_until: user.otp_grace_until.map(rfc3339),
            otp,
            app_passwords: passwords
                .map(|row| AppPasswordState { id: row.id, code: row.code, comment: row.comment })
                .collect(),
            sessions: store.count_sessions(user.id, now, idle)?,
        })
    }

    fn shown_otp(&self, user: &User, device: &Device) -> Done<OtpState> {
        Ok(OtpState {
            kind: device.kind,
            recovery_codes: self.server.store.recovery_codes(user.id)?,
            secret: BASE32_NOPAD.encode(&device.secret),
            current_code: device.current_code(self.server.clock.now()),
        })
    }

    /// `POST /users`: the JSON form of [`Desk::add_employee`].
    ///
    /// # Errors
    /// A field is unknown or missing, or the login is taken.
    pub fn add_user(&self, new: &Value) -> Done<UserState> {
        self.add_employee(&serde_json::from_value(new.clone())?)
    }

    /// Adds an employee.
    ///
    /// # Errors
    /// No login, or one that is taken.
    pub fn add_employee(&self, new: &Employee) -> Done<UserState> {
        let login = new.login.trim();
        if login.is_empty() || new.password.is_empty() != new.sso {
            return Err(DeskError::Bad("an employee needs `login`, and `password` or `sso`".to_owned()));
        }
        if new.id.is_some_and(|id| !(1..=LARGEST_ID).contains(&id)) {
            return Err(DeskError::Bad(format!("`id` is a number from 1 to {LARGEST_ID}")));
        }
        let device = new.otp.as_ref().map(read_otp).transpose()?;
        let added = self.server.store.add_user(&NewUser {
            id: new.id,
            login,
            password: &if new.sso { String::new() } else { hash_login_password(&new.password) },
            name: &new.name,
            email: &new.email,
            gender: &new.gender,
            position: &new.position,
            phone: &new.phone,
            admin: new.admin,
        })?;
        let id = added.ok_or_else(|| DeskError::Taken(format!("the id or the login {login}")))?;
        if let Some(Some((kind, secret))) = device {
            self.server.store.set_otp(id, Some((kind, &secret)))?;
        }
        self.user(id)
    }

    /// `PATCH /users/ID`: `active`, `blocked`, `password` (null: other services only, M8), `attempts`, `name`, `otp`, and `code_attempts`, `email`,
    /// `gender`, `position`, `phone`, `admin`, `password_expired`, `otp_required`, `otp_off_days` (0 ends it).
    ///
    /// # Errors
    /// No such employee, or a field that is unknown or of the wrong kind; then nothing is changed.
    pub fn patch_user(&self, id: i64, change: &Value) -> Done<UserState> {
        self.user(id)?;
        let changes: Vec<Change> =
            fields(change)?.iter().map(|(name, value)| Change::read(name, value)).collect::<Done<_>>()?;
        for change in changes {
            self.apply(id, change)?;
        }
        self.user(id)
    }

    fn apply(&self, id: i64, change: Change) -> Result<(), StoreError> {
        let store = &self.server.store;
        match change {
            Change::Flag(flag, value) => {
                store.set_flag(id, flag, value)?;
                // E9: a dismissed employee's sessions end.
                if !value && matches!(flag, Flag::Active) { store.end_sessions(id) } else { Ok(()) }
            }
            Change::Text(text, value) => store.set_text(id, text, &value),
            Change::OtpOffDays(days) => {
                let until = self.server.clock.now().saturating_add(i64::from(days).saturating_mul(86_400));
                store.set_moment(id, Moment::OtpOffUntil, (days > 0).then_some(until))
            }
            Change::Attempts(count) => store.set_attempts(id, count),
            Change::CodeAttempts(count) => store.set_code_attempts(id, count),
            Change::Blocked(blocked) => {
                store.set_blocked(id, blocked, None)?;
                if blocked { store.end_sessions(id) } else { Ok(()) }
            }
            Change::Password(password) => {
                store.add_event(&NewEvent::at_desk(
                    self.server.clock.now(),
                    Audit::PasswordChanged,
                    &id.to_string(),
                ))?;
                self.server.set_login_password(id, &password)
            }
            Change::NoPassword => store.set_text(id, Text::Password, ""),
            Change::Otp(Some((kind, secret))) => store.set_otp(id, Some((kind, &secret))),
            Change::Otp(None) => store.set_otp(id, None),
        }
    }

    /// Revokes an employee's application passwords and ends the sessions that go with them (E8); how many there were.
    ///
    /// # Errors
    /// No such employee.
    pub fn revoke(&self, id: i64) -> Done<usize> {
        self.user(id)?;
        Ok(self.server.store.revoke_application_passwords(id)?)
    }

    /// `POST /users/ID/revoke`.
    pub(super) fn revoke_json(&self, id: i64) -> Done<Value> {
        Ok(json!({"revoked": self.revoke(id)?}))
    }
}

type NewDevice = Option<(OtpType, Vec<u8>)>;

/// One field of a `PATCH`, read.
enum Change {
    Flag(Flag, bool),
    Text(Text, String),
    Attempts(u32),
    CodeAttempts(u32),
    OtpOffDays(u32),
    Blocked(bool),
    Password(String),
    NoPassword,
    Otp(NewDevice),
}

impl Change {
    fn read(name: &str, value: &Value) -> Done<Self> {
        let flag = || value.as_bool().ok_or_else(|| DeskError::Bad(format!("`{name}` is true or false")));
        let text = || value.as_str().map(str::to_owned).ok_or_else(|| DeskError::Bad(format!("`{name}` is a text")));
        let count = || {
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
            count.ok_or_else(|| DeskError::Bad(format!("`{name}` is a whole number")))
        };
        Ok(match name {
            "active" => Self::Flag(Flag::Active, flag()?),
            "admin" => Self::Flag(Flag::Admin, flag()?),
            "password_expired" => Self::Flag(Flag::PasswordExpired, flag()?),
            "otp_required" => Self::Flag(Flag::OtpRequired, flag()?),
            "blocked" => Self::Blocked(flag()?),
            "name" => Self::Text(Text::Name, text()?),
            "email" => Self::Text(Text::Email, text()?),
            "gender" => Self::Text(Text::Gender, text()?),
            "position" => Self::Text(Text::Position, text()?),
            "phone" => Self::Text(Text::Phone, text()?),
            "otp_off_days" => Self::OtpOffDays(count()?),
            "password" if value.is_null() => Self::NoPassword,
            "password" if value.as_str() == Some("") => {
                return Err(DeskError::Bad("`password` is not empty; null: other services only".to_owned()));
            }
            "password" => Self::Password(text()?),
            "attempts" => Self::Attempts(count()?),
            "code_attempts" => Self::CodeAttempts(count()?),
            "otp" => Self::Otp(read_otp(value)?),
            _ => {
                return Err(DeskError::Bad(format!("an employee has no field `{name}` that can be changed")));
            }
        })
    }
}

/// `{type, secret}`; without `secret` one is made; null removes.
fn read_otp(value: &Value) -> Done<NewDevice> {
    if value.is_null() {
        return Ok(None);
    }
    let device = fields(value)?;
    if let Some(name) = device.keys().find(|name| !matches!(name.as_str(), "type" | "secret")) {
        return Err(DeskError::Bad(format!("`otp` has no field `{name}` that can be set")));
    }
    let kind = serde_json::from_value(device.get("type").cloned().unwrap_or_else(|| json!("totp")))
        .map_err(|_| DeskError::Bad("`otp.type` is totp, hotp or push".to_owned()))?;
    let secret = match device.get("secret") {
        None | Some(Value::Null) => words::otp_secret(),
        Some(secret) => decode(secret.as_str().unwrap_or_default())
            .ok()
            .filter(|bytes| !bytes.is_empty())
            .ok_or_else(|| DeskError::Bad("`otp.secret` is Base32".to_owned()))?,
    };
    Ok(Some((kind, secret)))
}

/// Base32 as people copy it: any case, spaces and padding ignored.
fn decode(text: &str) -> Result<Vec<u8>, DecodeError> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '=' && *c != '-').collect();
    BASE32_NOPAD.decode(bare.to_uppercase().as_bytes())
}
