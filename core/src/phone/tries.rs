//! Tries are noted before they go out, and counted when the answer is there.

use super::{AsOf, Phone};
use crate::errors::CallError;
use crate::ledger;
use crate::store::documents::LedgerDoc;
use crate::store::{Read, StoreProblem, Tx};

/// What an answer makes of the try ledger, in memory and on disk.
type Counting = Box<dyn Fn(&mut LedgerDoc) + Send + Sync>;

impl Phone {
    /// What an answer means for the try ledger: counted in memory at once, then written. A write that fails is only logged:
    /// the note from before the send is on disk, so the try shows as unanswered after a restart.
    pub(crate) fn count(
        &self,
        change: impl Fn(&mut LedgerDoc) + Send + Sync + 'static,
    ) -> impl Future<Output = ()> + Send {
        self.count_boxed(Box::new(change))
    }

    async fn count_boxed(&self, change: Counting) {
        self.edit(|memory| change(&mut memory.ledger));
        let written = self.write(move |tx| change_ledger(tx, change));
        match written.await {
            Ok(counted) => self.edit(|memory| memory.show_ledger(counted)),
            Err(error) => tracing::warn!(error = error.code(), "the try ledger could not be written"),
        }
    }

    /// Notes a try before it goes out (R12). Errors: nothing may be sent then.
    pub(crate) async fn note_try(&self, line: String) -> Result<(), CallError> {
        let now = self.now();
        let noted = self.write(move |tx| change_ledger(tx, |ledger| ledger::note_sent(ledger, &line, now)));
        let counted = noted.await?;
        self.edit(|memory| memory.show_ledger(counted));
        Ok(())
    }

    /// Digests of a login's line and of its portal, once this phone has a key for them.
    pub(crate) fn ledger_names(&self, origin: &str, login: &str) -> Option<ledger::Names> {
        self.read(|memory| memory.ledger_names(origin, login))
    }
}

/// Changes the ledger inside a transaction.
pub(crate) fn change_ledger(
    tx: &mut Tx<'_>,
    change: impl FnOnce(&mut LedgerDoc),
) -> Result<AsOf<LedgerDoc>, StoreProblem> {
    let mut ledger = ledger_of(tx)?;
    change(&mut ledger);
    tx.put_ledger(&mut ledger)?;
    Ok(AsOf::now(ledger))
}

/// The ledger as it lies on disk; a damaged one is begun anew, a newer one is not touched.
fn ledger_of(tx: &mut Tx<'_>) -> Result<LedgerDoc, StoreProblem> {
    match tx.ledger() {
        Read::Damaged => Ok(LedgerDoc::default()),
        read @ (Read::Absent | Read::Value(_) | Read::Newer | Read::Unreadable(_)) => {
            Ok(read.optional()?.unwrap_or_default())
        }
    }
}
