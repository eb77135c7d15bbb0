//! *Delete* (R4): tombstone, key, documents, row; what a kill interrupts the next start finishes. Accepted in every state,
//! again and again.

use std::sync::Arc;

use super::Accounts;
use super::clears::{take_session, tell};
use super::receipts;
use crate::advice;
use crate::errors::CallError;
use crate::ledger;
use crate::phone::{DocSays, Memory};
use crate::records::{Receipt, ReceiptKind, ToldPortal};
use crate::store::deletion::{self, Pending};
use crate::task;

impl Accounts {
    /// Deletes everything of an account. `sign_ins`: its unfinished ones. Errors: [`CallError::UnknownAccount`].
    pub(crate) async fn delete(&self, id: &str, sign_ins: Vec<String>) -> Result<Receipt, CallError> {
        let before = self.deleted().get(id).cloned();
        let mut receipt = match before {
            // What was pending then is tried again, or is done by now; what was told then stays true.
            Some(receipt) => receipt,
            None => {
                let found = self.phone.find(id).await;
                match found.and_then(|()| self.preview(id, ReceiptKind::Delete, sign_ins.len())) {
                    // Another call was quicker.
                    Err(CallError::UnknownAccount) => {
                        self.deleted().get(id).cloned().ok_or(CallError::UnknownAccount)?
                    }
                    found => found?,
                }
            }
        };
        // Before the row goes: a second call meanwhile finds what the first one does.
        self.deleted().entry(id.to_owned()).or_insert_with(|| receipt.clone());
        let farewell = take_session(&self.phone, id);
        // At once, whatever disk and vault say: no request of this account begins any more.
        self.phone.edit_row(id, |row| row.doc = DocSays::Deleting);
        let phone = Arc::clone(&self.phone);
        let told = task::spawn(&self.phone.runtime, async move { tell(&phone, farewell).await });
        let pending = self.delete_here(id, sign_ins).await;
        receipt.portal_told = match receipt.portal_told {
            ToldPortal::Told => ToldPortal::Told,
            ToldPortal::NotPossible => told.await.unwrap_or(ToldPortal::NotPossible),
        };
        match pending {
            Ok(pending) => {
                receipt.pending.clear();
                receipt.pending.extend(pending.vault_key.then(|| "vault_key".to_owned()));
                receipt.pending.extend(pending.row.then(|| "row".to_owned()));
            }
            Err(error) => {
                tracing::warn!(account = id, error = error.code(), "a deletion could not be written yet");
                if receipt.at.is_none() {
                    receipt.pending.extend(["document".to_owned(), "row".to_owned(), "vault_key".to_owned()]);
                }
            }
        }
        receipt.at.get_or_insert(self.phone.now());
        let locale = self.phone.read(|memory| memory.locale.clone());
        let given = advice::receipt_again(receipts::without_pending(&receipt), &locale);
        // Kept in full: what is pending now is cleared when it is asked for again.
        let mut deleted = self.deleted();
        if deleted.get(id).is_some_and(|known| known.portal_told == ToldPortal::Told) {
            receipt.portal_told = ToldPortal::Told;
        }
        deleted.insert(id.to_owned(), receipt);
        Ok(given)
    }

    /// Deletions that could not even be begun on disk are tried again.
    pub(crate) async fn finish_deleting(&self) {
        for id in self.phone.read(Memory::deleting) {
            if let Err(error) = self.delete_here(&id, Vec::new()).await {
                tracing::warn!(account = id, error = error.code(), "a deletion could not be finished yet");
            }
        }
    }

    /// The tombstone first; then vault, documents, row, as far as they can be reached. Repeating it is fine.
    async fn delete_here(&self, id: &str, sign_ins: Vec<String>) -> Result<Pending, CallError> {
        let (account, scope) = (id.to_owned(), self.phone.vault.scope());
        let names = self.phone.read(|memory| {
            let row = memory.row(id)?;
            memory.ledger_names(&row.index.origin, &row.index.login)
        });
        let stone = self.phone.write(move |tx| deletion::begin(tx, &account, &sign_ins, &scope)).await?;
        if let Some(names) = names {
            // The count stays true for 30 days under its digest, without the login.
            let now = self.phone.now();
            self.phone.count(move |ledger| ledger::forget_after_delete(ledger, &names.line, now)).await;
        }
        let pending = self.phone.finish_deletion(stone).await?;
        self.phone.edit(|memory| memory.forget(id));
        self.phone.follow_index().await;
        Ok(pending)
    }
}
