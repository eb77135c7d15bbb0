//! Help: a card for the administrator, the map of logins, and the article's topics. Reads memory alone and never waits (R8).

mod card;
mod which_me;

use std::sync::Arc;

use crate::accounts;
use crate::advice;
use crate::errors::CallError;
use crate::phone::{Memory, Phone, Row};
use crate::records::{Problem, Trouble, WhichMe};
use crate::signin::{SignIns, Told};

/// What help is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A sign-in, unfinished or just ended.
    SignIn(String),
    /// An account.
    Account(String),
    /// The account in use, if there is one.
    Nothing,
}

/// Everything that helps.
pub(crate) struct Help {
    phone: Arc<Phone>,
    sign_ins: Arc<SignIns>,
}

/// What it is about, once found.
enum Subject {
    SignIn(Box<Told>),
    Account(String),
    Nothing,
}

impl Help {
    pub(crate) fn new(phone: Arc<Phone>, sign_ins: Arc<SignIns>) -> Self {
        Self { phone, sign_ins }
    }

    /// A plain text of under 1,500 characters for the administrator, without secrets.
    pub(crate) fn card(&self, about: &About) -> Result<String, CallError> {
        let subject = self.subject(about)?;
        let (moment, now) = (self.phone.moment(), self.phone.now());
        self.phone.read(|memory| match &subject {
            Subject::SignIn(told) => Ok(card::of_sign_in(told, now, &memory.locale)),
            Subject::Account(id) => {
                let row = memory.row(id).ok_or(CallError::UnknownAccount)?;
                Ok(card::of_account(&accounts::account(memory, row, &moment), memory, row, now))
            }
            Subject::Nothing => Ok(card::of_nothing(now, &memory.locale)),
        })
    }

    /// The map of logins.
    pub(crate) fn which_me(&self, about: &About) -> Result<WhichMe, CallError> {
        let subject = self.subject(about)?;
        self.phone.read(|memory| match &subject {
            Subject::SignIn(told) => Ok(which_me::map(memory, told.sign_in.portal.as_ref(), None)),
            Subject::Account(id) => {
                let row = memory.row(id).ok_or(CallError::UnknownAccount)?;
                Ok(which_me::map(memory, Some(&row.portal()), Some(row)))
            }
            Subject::Nothing => Ok(which_me::map(memory, None, None)),
        })
    }

    /// One of the article's topics, `S1` to `S11`, with buttons for the account in use. Errors: [`CallError::UnknownTopic`].
    pub(crate) fn topic(&self, topic: &str) -> Result<Problem, CallError> {
        let code = advice::topic(topic).ok_or(CallError::UnknownTopic)?;
        self.phone.read(|memory| {
            let trouble = match selected(memory) {
                Some(row) => for_account(memory, row, Trouble::new(code)),
                None => Trouble::new(code),
            };
            Ok(advice::word(&trouble, &memory.locale))
        })
    }

    fn subject(&self, about: &About) -> Result<Subject, CallError> {
        match about {
            About::SignIn(id) => Ok(Subject::SignIn(Box::new(self.sign_ins.told(id)?))),
            About::Account(id) => Ok(Subject::Account(id.clone())),
            About::Nothing => {
                let selected = self.phone.read(|memory| selected(memory).map(|row| row.index.id.clone()));
                Ok(selected.map_or(Subject::Nothing, Subject::Account))
            }
        }
    }
}

fn selected(memory: &Memory) -> Option<&Row> {
    memory.row(memory.selected.as_deref()?)
}

/// What a text about this account may say.
fn for_account(memory: &Memory, row: &Row, trouble: Trouble) -> Trouble {
    advice::tries_args(row.about(trouble), &memory.tries(&row.index.origin, &row.index.login))
}
