//! Invitations (J2, J3, J4): opened by the employee's tap, shown, and accepted once with names and password. The checkword lives
//! in memory only (Q14), so an invitation lives as long as the program; its link opens it again. Signing in elsewhere meanwhile
//! does not touch it (pain 33).

mod accept;
mod open;
#[cfg(test)]
mod tests;
mod verdict;
mod view;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use url::Url;

use crate::errors::CallError;
use crate::phone::Phone;
use crate::portal::cookies::Jar;
use crate::portal::invitation::Invited;
use crate::records::{Invitation, InvitationStage, Trouble};
use crate::secret::Secret;
use crate::signin::SignIns;
use crate::task::{self, Work, joined_in_time};

/// Invitations kept at most; the oldest makes room.
const AT_MOST: usize = 16;

/// All invitations of this process.
pub(crate) struct Invitations {
    phone: Arc<Phone>,
    sign_ins: Arc<SignIns>,
    live: Mutex<Vec<Live>>,
}

/// One invitation.
struct Live {
    id: String,
    portal: Url,
    /// `portal` is the Network's host, which is no portal (M6, J3).
    at_network: bool,
    /// The page of J2; none where it is accepted in a browser.
    invited: Option<Invited>,
    stage: InvitationStage,
    person: Option<String>,
    /// The page's session and token (F3).
    jar: Option<Jar>,
    sessid: Option<Secret>,
    problem: Option<Trouble>,
    /// The answer to its acceptance was lost: it is not sent again (Q14).
    lost: bool,
    sign_in: Option<String>,
    busy: bool,
    /// Names and password are what is under way.
    accepting: bool,
    /// One request at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Invitations {
    pub(crate) fn new(phone: Arc<Phone>, sign_ins: Arc<SignIns>) -> Arc<Self> {
        Arc::new(Self { phone, sign_ins, live: Mutex::default() })
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at or changes one. Errors: [`CallError::UnknownInvitation`].
    fn with<R>(&self, id: &str, work: impl FnOnce(&mut Live) -> R) -> Result<R, CallError> {
        self.lock().iter_mut().find(|live| live.id == id).map(work).ok_or(CallError::UnknownInvitation)
    }

    fn add(&self, live: Live) {
        let mut all = self.lock();
        if all.len() >= AT_MOST {
            let oldest = all.iter().position(|live| !live.busy);
            oldest.map(|at| all.remove(at));
        }
        all.push(live);
    }

    /// Carries `work` out as the only one of this invitation, and by itself if the caller goes away. A second call waits and
    /// gets what the first brought; only what was typed while the page was looked at goes out after that.
    async fn run<F>(
        self: &Arc<Self>,
        id: &str,
        accepting: bool,
        work: impl FnOnce(Arc<Self>, String) -> F,
    ) -> Result<Invitation, CallError>
    where
        F: Future<Output = Result<(), CallError>> + Send + 'static,
    {
        self.run_boxed(id, accepting, Box::pin(work(Arc::clone(self), id.to_owned()))).await
    }

    async fn run_boxed(
        self: &Arc<Self>,
        id: &str,
        accepting: bool,
        work: Work<Result<(), CallError>>,
    ) -> Result<Invitation, CallError> {
        let (invitations, name) = (Arc::clone(self), id.to_owned());
        let task = task::spawn(&self.phone.runtime, async move {
            let turn = invitations.with(&name, |live| Arc::clone(&live.turn))?;
            let _turn = match turn.try_lock() {
                Ok(first) => first,
                Err(_) => {
                    let goes_on = invitations.with(&name, |live| accepting && !live.accepting)?;
                    let next = turn.lock().await;
                    if !goes_on {
                        return Ok(());
                    }
                    next
                }
            };
            invitations.with(&name, |live| (live.busy, live.accepting) = (true, accepting))?;
            invitations.phone.notify();
            let done = work.await;
            let _ = invitations.with(&name, |live| (live.busy, live.accepting) = (false, false));
            invitations.phone.notify();
            done
        });
        joined_in_time(&self.phone.runtime, task).await?;
        self.get(id)
    }
}
