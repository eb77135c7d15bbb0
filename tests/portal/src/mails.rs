//! What the portal has sent: mails and text messages, kept for the desk.
//!
//! A mail stays the five fields that the desk shows. Building a MIME message of them with a mail crate (lettre and its stub
//! transport) would only mean to take it apart again: nothing here speaks SMTP, and nobody outside reads a mail.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::clock::rfc3339;
use crate::users::User;

/// Entries kept of each kind; the oldest make room.
const MOST_ENTRIES: usize = 1_000;

/// A mail as its receiver sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The employee it is about.
    pub login: String,
    /// One line.
    pub subject: String,
    /// Plain text; the link is in it too.
    pub text: String,
    /// The link, where it has one.
    pub link: Option<String>,
    /// The portal's time, RFC 3339 UTC.
    pub at: String,
}

/// A text message as its receiver sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sms {
    /// The phone number.
    pub to: String,
    /// The employee it is about.
    pub login: String,
    /// The code is in it too.
    pub text: String,
    /// P17: the current TOTP value.
    pub code: String,
    /// The portal's time, RFC 3339 UTC.
    pub at: String,
}

impl Sms {
    /// D12: the code of this moment.
    pub(crate) fn with_code(user: &User, code: String, at: i64) -> Self {
        let text = format!("{code} is your code for signing in.");
        Self { to: user.phone.clone(), login: user.login.clone(), text, code, at: rfc3339(at) }
    }
}

/// What a mail is about.
pub(crate) enum Letter<'a> {
    /// I2: the link to a new password.
    Recovery { link: String },
    /// H18: the password was changed.
    PasswordChanged,
    /// J2, J3.
    Invitation { link: String, inviter: Option<&'a str> },
}

impl Letter<'_> {
    /// As it goes to an employee at `host` (the portal's name as people read it).
    pub(crate) fn to(self, user: &User, host: &str, at: i64) -> Mail {
        let (subject, text, link) = match self {
            Self::Recovery { link } => (
                format!("{host}: a new password"),
                format!(
                    "Somebody asked for a new password for {login} at {host}.\n\nTo choose one, open this link:\n{link}\n\n\
                     Only the link of the last mail works. If it was not you, do nothing.",
                    login = user.login
                ),
                Some(link),
            ),
            Self::PasswordChanged => (
                format!("{host}: your password was changed"),
                format!("The password of {} at {host} was changed.", user.login),
                None,
            ),
            Self::Invitation { link, inviter } => (
                format!("Invitation to {host}"),
                format!(
                    "{} invites you to {host}.\n\nTo accept, open this link:\n{link}",
                    inviter.unwrap_or("Your company")
                ),
                Some(link),
            ),
        };
        Mail { to: user.email.clone(), login: user.login.clone(), subject, text, link, at: rfc3339(at) }
    }
}

/// I2.
pub(crate) fn recovery_link(origin: &str, login: &str, checkword: &str) -> String {
    format!(
        "{origin}/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={checkword}&USER_LOGIN={}",
        encoded(login)
    )
}

/// J2 on a box; J3 on the cloud, whose Network host this portal plays itself (P36).
pub(crate) fn invitation_link(origin: &str, client: Option<&str>, user: i64, checkword: &str) -> String {
    match client {
        None => format!("{origin}/bitrix/tools/intranet_invite_dialog.php?user_id={user}&checkword={checkword}"),
        Some(client) => {
            let client = encoded(client);
            format!("{origin}/invite/?user_lang=en&client_id={client}&profile_id={user}&checkword={checkword}")
        }
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Oldest first.
#[derive(Debug)]
struct Sent<T>(Mutex<VecDeque<T>>);

impl<T> Default for Sent<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Sent<T> {
    fn lock(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, one: T) {
        let mut sent = self.lock();
        if sent.len() >= MOST_ENTRIES {
            sent.pop_front();
        }
        sent.push_back(one);
    }

    fn all(&self) -> Vec<T> {
        self.lock().iter().cloned().collect()
    }
}

/// Everything sent since the start.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    mails: Sent<Mail>,
    sms: Sent<Sms>,
}

impl Outbox {
    pub(crate) fn send(&self, mail: Mail) {
        self.mails.push(mail);
    }

    pub(crate) fn send_sms(&self, sms: Sms) {
        self.sms.push(sms);
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.all()
    }

    pub(crate) fn sms(&self) -> Vec<Sms> {
        self.sms.all()
    }
}
