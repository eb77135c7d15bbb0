//! The session of a signed-in account: renewed silently and once for any number of waiting callers, never at the price of a
//! try. A transport error signs nobody out (R2).

mod call;
mod checkout;
mod open;
mod settle;
mod unasked;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, watch};

pub(crate) use call::Ask;

use crate::errors::CallError;
use crate::phone::Phone;
use crate::records::{AccountState, SessionStatus, Trouble};

/// Checks that nobody called for run three at a time over all accounts ("Storms").
const UNASKED_AT_ONCE: usize = 3;

/// All sessions of this process.
pub(crate) struct Sessions {
    phone: Arc<Phone>,
    /// Checkouts under way, by account, with the wish that began each: whoever needs one joins it.
    flights: Mutex<HashMap<String, (Flight, Wish)>>,
    unasked: Semaphore,
}

/// A checkout under way; it holds what came of it.
type Flight = watch::Receiver<Option<Outcome>>;

/// Why a stored secret is to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wish {
    /// A call of the app needs a session.
    Call,
    /// The app came to the front, or the network changed.
    Unasked {
        /// Which of the two: a network change may repeat what was lost (R1).
        network_changed: bool,
    },
    /// The employee asks for it.
    Employee {
        /// They know that it may cost a try.
        spend_try: bool,
        /// They answered this picture with this word.
        word: Option<(String, String)>,
    },
}

/// What a checkout with the stored secret came to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// A session is open.
    Open,
    /// T7, T8: a picture first.
    Picture {
        /// CAPTCHA id.
        sid: String,
        /// Where the picture is.
        url: Option<String>,
    },
    /// T13.
    Refused,
    /// T15.
    Says(Trouble),
    /// T16–T19, or the network let nothing out.
    NotJudged(Trouble),
    /// The answer was lost (R1).
    Lost(Trouble),
    /// The account's state stands in the way: before the send, or by the time its answer came (R10).
    Stopped(Trouble),
    /// Store or vault said no: nothing was sent, or nothing kept of what the portal gave.
    Failed(CallError),
}

impl Sessions {
    pub(crate) fn new(phone: Arc<Phone>) -> Self {
        Self { phone, flights: Mutex::new(HashMap::new()), unasked: Semaphore::new(UNASKED_AT_ONCE) }
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<String, (Flight, Wish)>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Seconds left of the session, without waiting.
    pub(crate) fn status(&self, account: &str) -> Result<SessionStatus, CallError> {
        let now = self.phone.clock.boot();
        self.phone.read(|memory| {
            let row = memory.row(account).ok_or(CallError::UnknownAccount)?;
            let length = row.session_length();
            let idle = row.session.as_ref().map(|session| now.saturating_sub(session.last_action).as_secs());
            let stored = row.document().and_then(|doc| doc.session.checked_at);
            Ok(SessionStatus {
                signed_in: row.standing(&memory.vault).state == AccountState::SignedIn,
                ends_in_s: idle.map_or(0, |idle| length.saturating_sub(idle)),
                ends_in_known: row.document().is_some_and(|doc| doc.session.length_s.is_some()),
                checked_at: row.session.as_ref().map(|session| session.checked_at).or(stored),
            })
        })
    }
}
