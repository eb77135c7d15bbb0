//! What of a recovery survives a restart (R3), and when it is forgotten.

use std::sync::Arc;

use time::Duration;

use super::{BETWEEN_MAILS, Live, Recoveries};
use crate::clock::Wait;
use crate::errors::CallError;
use crate::ledger::fold_login;
use crate::phone::waiting;
use crate::records::{ProblemCode, Trouble};
use crate::store::StoreProblem;
use crate::store::documents::{RecoveryDoc, RecoverySend};

/// Untouched for this long, a recovery is over: no policy lets a checkword of today's portals live longer than two days (G2). One
/// from further ahead too: a wrong clock lengthens nothing.
const EXPIRES: Duration = Duration::days(7);

/// Changes of a document, boxed, so that what writes them stands in the library once.
type Gain = Box<dyn FnOnce(&mut RecoveryDoc) -> bool + Send>;
pub(super) type Stop = Box<dyn Fn(&mut RecoveryDoc) + Send>;
/// The document to write, of the one that lies there, and whether it is to be.
type Make = Box<dyn FnOnce(Option<RecoveryDoc>) -> Result<(RecoveryDoc, bool), StoreProblem> + Send>;

impl Recoveries {
    /// Takes up what the last start left. What it had under way has no answer. What has no document any more is over: another
    /// process has finished it, or its time is up, and nothing could be written of it here.
    pub(crate) async fn resume(self: &Arc<Self>) {
        let store = self.phone.store.clone();
        let written = |live: &&Live| live.doc.header.revision > 0;
        // Taken before the look: what is begun meanwhile is none of these.
        let mut over: Vec<String> = self.lock().iter().filter(written).map(|live| live.doc.id.clone()).collect();
        // Not readable now: the next look finds them.
        let Some(Ok(docs)) = self.phone.aside(move || store.recoveries()).await else { return };
        let now = self.phone.now();
        for (id, doc) in docs {
            let doc = doc.into_value();
            let expired = doc.as_ref().is_some_and(|doc| (now - doc.touched_at).abs() > EXPIRES);
            // Or done here, and the disk refused to hear of it (R9): the next start would take its answer for lost.
            if expired || self.with(&id, |live| live.ended()).unwrap_or(false) {
                self.remove(&id).await;
                continue;
            }
            over.retain(|known| *known != id);
            if let Some(doc) = doc.filter(|_| self.with(&id, |_| ()).is_err()) {
                self.add(self.resumed(doc));
            }
        }
        self.lock().retain(|live| live.ended() || live.doing.is_some() || !over.contains(&live.doc.id));
    }

    fn resumed(&self, mut doc: RecoveryDoc) -> Live {
        let wait = doc.wait_until.map(|until| Wait::resumed(self.phone.clock.as_ref(), until, BETWEEN_MAILS));
        match doc.under_way.take() {
            Some(RecoverySend::Mail) => doc.problem = Some(Trouble::new(ProblemCode::RecoveryMailLost)),
            Some(RecoverySend::Change) => doc.problem = Some(Trouble::new(ProblemCode::PasswordChangeLost)),
            None => {}
        }
        doc.problem = doc.problem.take().map(|trouble| waiting(trouble, self.phone.clock.as_ref()));
        Live::new(doc, wait)
    }

    /// A gain: changed on disk as it lies there, then shown (R9). `change` gives `false` to write nothing.
    pub(super) fn gain(
        &self,
        id: &str,
        change: impl FnOnce(&mut RecoveryDoc) -> bool + Send + 'static,
    ) -> impl Future<Output = Result<bool, CallError>> + Send {
        self.gain_boxed(id, Box::new(change))
    }

    async fn gain_boxed(&self, id: &str, change: Gain) -> Result<bool, CallError> {
        let mine = self.with(id, |live| live.doc.clone())?;
        let make = move |stored| {
            let mut doc = newer_of(stored, mine)?;
            let changed = change(&mut doc);
            Ok((doc, changed))
        };
        self.write(id, Box::new(make)).await
    }

    /// A stop, or an answer: shown whatever the disk says, then written (R9). What the disk refuses goes with the next write.
    pub(super) fn stop(
        &self,
        id: &str,
        change: impl Fn(&mut RecoveryDoc) + Send + 'static,
    ) -> impl Future<Output = Result<(), CallError>> + Send {
        self.stop_boxed(id, Box::new(change))
    }

    pub(super) async fn stop_boxed(&self, id: &str, change: Stop) -> Result<(), CallError> {
        let now = self.phone.moment();
        let change = move |doc: &mut RecoveryDoc| {
            change(doc);
            doc.problem = doc.problem.take().map(|trouble| waiting(trouble, &now));
        };
        let shown = self.with(id, |live| {
            change(&mut live.doc);
            live.doc.clone()
        })?;
        self.phone.notify();
        let make = move |stored| {
            let revision = shown.header.revision;
            let mut doc = newer_of(stored, shown)?;
            if doc.header.revision != revision {
                // Another process has written meanwhile: the answer counts on top of that.
                change(&mut doc);
            }
            Ok((doc, true))
        };
        if let Err(error) = self.write(id, Box::new(make)).await {
            tracing::warn!(recovery = id, error = error.code(), "an answer could not be written yet");
        }
        Ok(())
    }

    async fn write(&self, id: &str, make: Make) -> Result<bool, CallError> {
        let (name, now) = (id.to_owned(), self.phone.now());
        let written = self.phone.write(move |tx| {
            let (mut doc, changed) = make(tx.recovery(&name).optional()?)?;
            if changed {
                doc.touched_at = now;
                tx.put_recovery(&mut doc)?;
            }
            Ok((doc, changed))
        });
        let (doc, changed) = written.await.map_err(gone)?;
        self.with(id, |live| live.show(doc))?;
        self.phone.notify();
        Ok(changed)
    }

    /// Its document goes; what is shown of it stays.
    pub(super) async fn remove(&self, id: &str) {
        let name = id.to_owned();
        if let Err(error) = self.phone.write(move |tx| tx.remove_recovery(&name)).await {
            tracing::warn!(recovery = id, error = error.code(), "a recovery could not be removed yet");
        }
    }

    /// An account is being deleted: what was typed for its login goes first.
    pub(crate) async fn forget_for(&self, account: &str) {
        let who = self.phone.read(|memory| {
            let row = memory.row(account)?;
            Some((row.index.origin.clone(), fold_login(&row.index.login)))
        });
        let Some((origin, login)) = who else { return };
        let same = |live: &Live| live.doc.origin == origin && fold_login(live.login()) == login;
        let ids: Vec<String> = self.lock().iter().filter(|live| same(live)).map(|live| live.doc.id.clone()).collect();
        for id in ids {
            self.remove(&id).await;
            self.lock().retain(|live| live.doc.id != id);
        }
    }
}

/// What another process wrote meanwhile, else what is shown here: a write that the disk refused is in that.
fn newer_of(stored: Option<RecoveryDoc>, mine: RecoveryDoc) -> Result<RecoveryDoc, StoreProblem> {
    match stored {
        Some(stored) if stored.header.revision != mine.header.revision => Ok(stored),
        None if mine.header.revision > 0 => Err(StoreProblem::Gone),
        Some(_) | None => Ok(mine),
    }
}

fn gone(error: CallError) -> CallError {
    if error == CallError::UnknownAccount { CallError::UnknownRecovery } else { error }
}
