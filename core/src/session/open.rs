//! An account's open session, as this process holds it, and what passes with it. A late answer finds another one, or none, and
//! changes nothing (R10).

use std::time::Duration;

use time::OffsetDateTime;
use url::Url;

use super::Sessions;
use super::checkout::Stored;
use crate::journal;
use crate::phone::{Row, waiting};
use crate::portal::cookies::in_cookies;
use crate::records::{AccountState, PhoneEvent, ProblemCode, Reason, Trouble};
use crate::secret::Secret;
use crate::store::documents::AccountDoc;

/// An end of the session that comes sooner than this after the last action says nothing about its length (E8, P33).
const SHORTEST_LESSON: Duration = Duration::from_secs(60);

/// The open session as one request needs it.
pub(super) struct Pass {
    pub(super) origin: Url,
    pub(super) number: u64,
    pub(super) sessid: Option<Secret>,
    pub(super) cookies: Option<Secret>,
}

impl Sessions {
    /// The session, if one is open.
    pub(super) fn open_pass(&self, account: &str) -> Option<Pass> {
        let now = self.phone.clock.boot();
        self.phone.read(|memory| {
            let row = memory.row(account)?;
            if !row.session_is_open(now) || row.standing(&memory.vault).state != AccountState::SignedIn {
                return None;
            }
            let session = row.session.as_ref()?;
            let origin = Url::parse(&row.document()?.origin).ok()?;
            let cookies = session.jar.header(&origin);
            Some(Pass { origin, number: session.number, sessid: session.sessid.clone(), cookies })
        })
    }

    /// What the portal knows of the session before this checkout: its words may show it.
    pub(super) fn session_secrets(&self, stored: &Stored) -> Vec<Secret> {
        self.phone.read(|memory| {
            let session = memory.row(&stored.account).and_then(|row| row.session.as_ref());
            let cookies = session.and_then(|session| session.jar.header(&stored.origin));
            // EXPOSE: taken apart, in memory.
            let cookies = in_cookies(cookies.as_ref().map_or("", Secret::expose));
            cookies.into_iter().chain(session.and_then(|session| session.sessid.clone())).collect()
        })
    }

    /// A portal that gives no application password (Q13): when its session is over, a person must sign in.
    pub(super) fn has_nothing_to_renew(&self, account: &str) -> bool {
        let is_bare = |doc: &AccountDoc| doc.sealed.is_none() && doc.state == AccountState::SignedIn;
        self.phone.read(|memory| memory.row(account).and_then(Row::document).is_some_and(is_bare))
    }

    /// So it is written down, for the session that was `ours`: another process may have signed in since.
    async fn ended_for_good(&self, account: &str, ours: OffsetDateTime) {
        let now = self.phone.now();
        self.phone
            .stop_account(account, move |doc| {
                let ours = doc.session.checked_at.is_none_or(|at| at <= ours);
                if ours && doc.sealed.is_none() && doc.state == AccountState::SignedIn {
                    (doc.state, doc.reason) = (AccountState::NeedsSignIn, Some(Reason::SessionEnded));
                    doc.problem = Some(Trouble::new(ProblemCode::SessionEnded).with("account", &doc.id));
                    journal::note(doc, now, PhoneEvent::SessionEnded, None);
                }
            })
            .await;
    }

    /// Work extends the session (S3), and what went wrong before is over.
    pub(super) fn acted(&self, account: &str, number: u64) {
        let (boot, wall) = (self.phone.clock.boot(), self.phone.now());
        self.with_session(account, number, |row| {
            row.passing = None;
            if let Some(session) = &mut row.session {
                (session.last_action, session.checked_at) = (boot, wall);
            }
        });
    }

    pub(super) fn take_token(&self, account: &str, number: u64, sessid: Secret) {
        self.with_session(account, number, |row| {
            if let Some(session) = &mut row.session {
                session.sessid = Some(sessid);
            }
        });
    }

    /// Q10: the session id may change at any answer.
    pub(super) fn take_cookies(&self, account: &str, pass: &Pass, headers: &[(String, String)]) {
        let now = self.phone.now();
        self.with_session(account, pass.number, |row| {
            if let Some(session) = &mut row.session {
                session.jar.take(&pass.origin, headers, now);
            }
        });
    }

    pub(super) fn is_open(&self, account: &str, number: u64) -> bool {
        let session = |row: &Row| row.session.as_ref().is_some_and(|session| session.number == number);
        self.phone.read(|memory| memory.row(account).is_some_and(session))
    }

    /// Changes the row only while this very session is open: a late answer finds another, or none.
    fn with_session(&self, account: &str, number: u64, change: impl FnOnce(&mut Row)) {
        self.phone.edit_row(account, |row| {
            if row.session.as_ref().is_some_and(|session| session.number == number) {
                change(row);
            }
        });
    }

    /// T21: the portal ended the session. One that ended early says how long they live here (P43).
    pub(super) async fn session_over(&self, account: &str, number: u64) {
        let now = self.phone.clock.boot();
        let (mut ours, mut lived) = (None, None);
        self.with_session(account, number, |row| {
            let length = row.session_length();
            let ended = row.session.take();
            ours = ended.as_ref().map(|session| session.checked_at);
            let idle = ended.map(|session| now.saturating_sub(session.last_action));
            lived = idle.filter(|idle| *idle >= SHORTEST_LESSON && idle.as_secs() < length);
        });
        if let Some(ours) = ours.filter(|_| self.has_nothing_to_renew(account)) {
            self.ended_for_good(account, ours).await;
        }
        let Some(lived) = lived else { return };
        let learnt = self.phone.update_account(account, move |doc| {
            doc.session.length_s = Some(lived.as_secs());
            Some(())
        });
        if let Err(error) = learnt.await {
            tracing::debug!(account, error = error.code(), "the session's length could not be written");
        }
    }

    /// The account carries what went wrong until something goes right.
    pub(super) fn show_passing(&self, account: &str, trouble: &Trouble) {
        let trouble = self.to_show(account, trouble);
        self.phone.edit_row(account, |row| row.passing = Some(trouble));
    }

    /// The same of the answer to a secret.
    pub(super) fn show_passing_of(&self, stored: &Stored, trouble: &Trouble) {
        let trouble = self.to_show(&stored.account, trouble);
        self.edit_sent(&stored.account, &stored.entry, |row| row.passing = Some(trouble));
    }

    fn to_show(&self, account: &str, trouble: &Trouble) -> Trouble {
        waiting(trouble.clone().with("account", account), self.phone.clock.as_ref())
    }

    /// Changes the row while it is of the secret that was sent: a reset or a sign-in since has taken its entry away (R10).
    pub(super) fn edit_sent(&self, account: &str, entry: &str, change: impl FnOnce(&mut Row)) {
        self.phone.edit_row(account, |row| {
            if row.document().and_then(|doc| doc.entry.as_deref()) == Some(entry) {
                change(row);
            }
        });
    }

    /// What went wrong last is over, or something else is to be said.
    pub(crate) fn forget_passing(&self, account: &str) {
        self.phone.edit_row(account, |row| row.passing = None);
    }

    /// The session is over, and with it what went wrong in it.
    pub(super) fn forget_session(&self, stored: &Stored) {
        self.edit_sent(&stored.account, &stored.entry, |row| (row.session, row.passing) = (None, None));
    }
}
