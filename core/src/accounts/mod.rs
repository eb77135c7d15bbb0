//! The accounts of this phone: listing, order, selection, unsent text, and the three clears (R13). One bad account never blocks the
//! others (R7).

mod clears;
mod delete;
mod drafts;
mod receipts;
mod view;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::{Duration, OffsetDateTime};

pub(crate) use view::{account, call_failed, worded};

use crate::errors::CallError;
use crate::journal;
use crate::ledger;
use crate::phone::Phone;
use crate::records::{Account, AccountList, PhoneEvent, Receipt};
use crate::store::documents::{AccountDoc, IndexDoc};

/// How long a refused secret is kept for the employee's own wish (R1).
const REFUSED_KEPT: Duration = Duration::days(30);

/// The accounts.
pub(crate) struct Accounts {
    phone: Arc<Phone>,
    /// The list as last worded: apps ask for it at every turn, and at one revision only waits differ.
    worded: Mutex<Option<AccountList>>,
    /// Receipts of what was deleted in this process: asking again gives the same (R4).
    deleted: Mutex<HashMap<String, Receipt>>,
    /// Turn of the last wish for the selection that was written.
    selected: Arc<AtomicU64>,
}

impl Accounts {
    pub(crate) fn new(phone: Arc<Phone>) -> Self {
        Self { phone, worded: Mutex::default(), deleted: Mutex::default(), selected: Arc::default() }
    }

    fn deleted(&self) -> MutexGuard<'_, HashMap<String, Receipt>> {
        self.deleted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All rows, from memory. They are worded once for each change; where a wait grows shorter, each time.
    pub(crate) fn list(&self) -> AccountList {
        let waits = |account: &Account| account.problem.as_ref().is_some_and(|told| told.retry.wait_s.is_some());
        let revision = self.phone.revision();
        let stands = |list: &&AccountList| list.revision == revision && !list.accounts.iter().any(waits);
        if let Some(list) = self.worded().as_ref().filter(stands) {
            return list.clone();
        }
        // A host's clock is not asked under a lock.
        let now = self.phone.moment();
        let list = self.phone.read(|memory| AccountList {
            revision: self.phone.revision(),
            availability: memory.availability(),
            accounts: memory.listed().map(|row| account(memory, row, &now)).collect(),
        });
        self.worded().insert(list).clone()
    }

    fn worded(&self) -> MutexGuard<'_, Option<AccountList>> {
        self.worded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an account into use. `wish`: its turn among the wishes for that.
    pub(crate) async fn select(&self, id: &str, wish: u64) -> Result<u64, CallError> {
        self.phone.find(id).await?;
        let last = Arc::clone(&self.selected);
        let select = move |id: &str, index: &mut IndexDoc| {
            // Under the folder's lock: a later wish may have been quicker.
            if last.fetch_max(wish, Ordering::Relaxed) < wish {
                index.selected = Some(id.to_owned());
            }
        };
        self.phone.update_index(id, select).await?;
        Ok(self.phone.revision())
    }

    /// Moves a row to a 0-based place, clamped.
    pub(crate) async fn move_to(&self, id: &str, to: u32) -> Result<u64, CallError> {
        self.phone.find(id).await?;
        let moved = self.phone.update_index(id, move |id, index| {
            let Some(from) = index.rows.iter().position(|row| row.id == id) else { return };
            let row = index.rows.remove(from);
            let to = usize::try_from(to).unwrap_or(usize::MAX).min(index.rows.len());
            index.rows.insert(to, row);
        });
        moved.await?;
        Ok(self.phone.revision())
    }

    /// What has had its time goes: refused secrets after 30 days (R1), ledger lines of deleted accounts after theirs.
    pub(crate) async fn tidy(&self) {
        let now = self.phone.now();
        if self.phone.read(|memory| ledger::sweep(&mut memory.ledger.clone(), now)) {
            self.phone.count(move |ledger| _ = ledger::sweep(ledger, now)).await;
        }
        let due: Vec<String> = self.phone.read(|memory| {
            let due = memory.rows.iter().filter(|row| row.document().is_some_and(|doc| had_its_time(doc, now)));
            due.map(|row| row.index.id.clone()).collect()
        });
        for id in due {
            // Asked of the document on disk: another process may have signed in meanwhile.
            let dropped = self.phone.update_account(&id, move |doc| {
                let entry = doc.entry.clone().filter(|_| had_its_time(doc, now))?;
                clears::drop_secret(doc);
                doc.problem = doc.problem.take().map(|trouble| trouble.with("dropped", true));
                journal::note(doc, now, PhoneEvent::SavedDropped, None);
                Some(entry)
            });
            // What the disk refuses now is dropped the next time.
            if let Ok(Some(entry)) = dropped.await {
                self.phone.drop_key(&entry).await;
            }
        }
    }
}

/// R1: a refused secret is kept for 30 days, and no longer where its date lies ahead: a wrong clock lengthens nothing.
fn had_its_time(doc: &AccountDoc, now: OffsetDateTime) -> bool {
    doc.sealed.is_some() && doc.marks.refused_at.is_some_and(|at| (now - at).abs() > REFUSED_KEPT)
}
