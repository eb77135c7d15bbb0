//! Password recovery (section I): a mail is asked for, its checkword sets a new password, and sign-in goes on with that. One
//! request at a time for each recovery; reading never waits for one (R8). What is typed here is sent once and never written
//! down (Q14); neither is a login that may be something else (R5).

mod change;
mod keep;
mod link;
mod lost;
mod mail;
mod picture;
#[cfg(test)]
mod tests;
mod verdict;
mod view;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Wait;
use crate::errors::CallError;
use crate::phone::Phone;
use crate::portal::recovery::NewPassword;
use crate::records::{Picture, Recovery, RecoveryStage, Trouble};
use crate::signin::SignIns;
use crate::store::documents::RecoveryDoc;
use crate::task::{self, Work, joined_in_time};

/// Between two mails (I6).
const BETWEEN_MAILS: Duration = Duration::from_secs(60);
/// Above this many recoveries in memory those that are done make room; one that is not done never does.
const AT_MOST: usize = 32;

/// All recoveries of this process.
pub(crate) struct Recoveries {
    phone: Arc<Phone>,
    sign_ins: Arc<SignIns>,
    live: Mutex<Vec<Live>>,
    /// One start for a login at a time.
    starting: tokio::sync::Mutex<()>,
    /// Whether somebody looks after what is held.
    watching: AtomicBool,
}

/// One recovery as this process holds it.
struct Live {
    /// As last written.
    doc: RecoveryDoc,
    /// Until the next mail, on both clocks.
    wait: Option<Wait>,
    /// Checkword and new password, while a picture is answered for them.
    held: Option<Held>,
    /// The login where it may be a password typed into the wrong field: kept in memory only (R5).
    unwritten_login: Option<String>,
    /// The picture as the portal gave it, with its id.
    picture: Option<(String, Picture)>,
    /// Something about what was typed that needs no state: gone with the next call.
    notice: Option<Trouble>,
    /// The sign-in that goes on.
    sign_in: Option<String>,
    /// What is under way.
    doing: Option<Doing>,
    /// One of them at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// What waits behind the picture on the form of I3.
struct Held {
    new: NewPassword,
    sid: String,
    since: Duration,
    /// Whether a picture was answered for it and refused.
    refused: bool,
    /// What the last answer said; over when nothing waits any more.
    problem: Option<Trouble>,
}

/// What a call does; a second call of the same kind waits for the first and gets what that brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Asking,
    Renewing,
    Answering,
    Changing,
}

impl Live {
    fn new(doc: RecoveryDoc, wait: Option<Wait>) -> Self {
        Self {
            doc,
            wait,
            held: None,
            unwritten_login: None,
            picture: None,
            notice: None,
            sign_in: None,
            doing: None,
            turn: Arc::default(),
        }
    }

    /// The login that is asked for. Empty after a restart where it was not written.
    fn login(&self) -> &str {
        let unwritten = self.unwritten_login.as_deref().unwrap_or_default();
        if self.doc.login.is_empty() { unwritten } else { &self.doc.login }
    }

    /// Shows what was written, unless a later writing is shown already, or it is done and has no document any more.
    fn show(&mut self, doc: RecoveryDoc) {
        if doc.header.revision >= self.doc.header.revision && !self.ended() {
            self.doc = doc;
        }
    }

    /// Done, or forgotten: no document any more.
    fn ended(&self) -> bool {
        self.doc.stage == RecoveryStage::Done
    }
}

impl Recoveries {
    pub(crate) fn new(phone: Arc<Phone>, sign_ins: Arc<SignIns>) -> Arc<Self> {
        let (live, starting, watching) = (Mutex::default(), tokio::sync::Mutex::default(), AtomicBool::default());
        Arc::new(Self { phone, sign_ins, live, starting, watching })
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at or changes one recovery. Errors: [`CallError::UnknownRecovery`].
    fn with<R>(&self, id: &str, work: impl FnOnce(&mut Live) -> R) -> Result<R, CallError> {
        self.lock().iter_mut().find(|live| live.doc.id == id).map(work).ok_or(CallError::UnknownRecovery)
    }

    /// Adds a recovery; the oldest ones that are done make room.
    fn add(&self, live: Live) {
        let mut all = self.lock();
        if all.iter().any(|known| known.doc.id == live.doc.id) {
            return;
        }
        while all.len() >= AT_MOST {
            let Some(oldest) = all.iter().position(Live::ended) else { break };
            all.remove(oldest);
        }
        all.push(live);
    }

    /// Carries `work` out as the only one of this recovery, and by itself if the caller goes away.
    async fn run<F>(
        self: &Arc<Self>,
        id: &str,
        doing: Doing,
        work: impl FnOnce(Arc<Self>, String) -> F,
    ) -> Result<Recovery, CallError>
    where
        F: Future<Output = Result<(), CallError>> + Send + 'static,
    {
        self.run_boxed(id, doing, Box::pin(work(Arc::clone(self), id.to_owned()))).await
    }

    async fn run_boxed(
        self: &Arc<Self>,
        id: &str,
        doing: Doing,
        work: Work<Result<(), CallError>>,
    ) -> Result<Recovery, CallError> {
        let (recoveries, name) = (Arc::clone(self), id.to_owned());
        let task = task::spawn(&self.phone.runtime, async move {
            let turn = recoveries.with(&name, |live| Arc::clone(&live.turn))?;
            let _turn = match turn.try_lock() {
                Ok(first) => first,
                Err(_) => {
                    let same = recoveries.with(&name, |live| live.doing == Some(doing))?;
                    let next = turn.lock().await;
                    if same {
                        return Ok(());
                    }
                    next
                }
            };
            recoveries.with(&name, |live| (live.doing, live.notice) = (Some(doing), None))?;
            recoveries.phone.notify();
            let done = work.await;
            // Forgotten meanwhile is not busy either.
            let _ = recoveries.with(&name, |live| live.doing = None);
            recoveries.phone.notify();
            done
        });
        joined_in_time(&self.phone.runtime, task).await?;
        self.get(id)
    }

    /// Says something about what was typed; nothing was sent.
    fn say(&self, id: &str, trouble: Trouble) -> Result<(), CallError> {
        self.with(id, |live| live.notice = Some(trouble))
    }
}
