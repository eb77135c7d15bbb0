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
            Some(receipt) if self.phone.read(|memory| memory.row(id).is_none()) => {
                let receipt = receipts::without_pending(&receipt);
                return Ok(advice::receipt_again(receipt, &self.phone.read(|memory| memory.locale.clone())));
            }
            // The disk refused: what was told then stays true, and it is tried again.
            Some(receipt) => Receipt { pending: Vec::new(), ..receipt },
            None => {
                self.phone.find(id).await?;
                self.preview(id, ReceiptKind::Delete, sign_ins.len())?
            }
        };
        let told_before = receipt.portal_told;
        let farewell = take_session(&self.phone, id);
        // At once, whatever disk and vault say: no request of this account begins any more.
        self.phone.edit_row(id, |row| row.doc = DocSays::Deleting);
        let phone = Arc::clone(&self.phone);
        let told = task::spawn(&self.phone.runtime, async move { tell(&phone, farewell).await });
        let pending = self.delete_here(id, sign_ins).await;
        receipt.portal_told = match told_before {
            ToldPortal::Told => ToldPortal::Told,
            ToldPortal::NotPossible => told.await.unwrap_or(ToldPortal::NotPossible),
        };
        match pending {
            Ok(pending) => {
                receipt.pending.extend(pending.vault_key.then(|| "vault_key".to_owned()));
                receipt.pending.extend(pending.row.then(|| "row".to_owned()));
            }
            Err(error) => {
                tracing::warn!(account = id, error = error.code(), "a deletion could not be written yet");
                receipt.pending.extend(["document".to_owned(), "row".to_owned(), "vault_key".to_owned()]);
            }
        }
        self.age_ledger(&receipt).await;
        receipt.at = Some(self.phone.now());
        let given = receipts::without_pending(&receipt);
        // Kept in full: what is pending now is cleared when it is asked for again.
        self.deleted().insert(id.to_owned(), receipt);
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

    /// The tombstone first; then vault, documents, row, as far as they can be reached.
    async fn delete_here(&self, id: &str, sign_ins: Vec<String>) -> Result<Pending, CallError> {
        let (account, scope) = (id.to_owned(), self.phone.vault.scope());
        let stone = self.phone.write(move |tx| deletion::begin(tx, &account, &sign_ins, &scope)).await?;
        let pending = self.phone.finish_deletion(stone).await?;
        self.phone.edit(|memory| memory.forget(id));
        self.phone.follow_index().await;
        Ok(pending)
    }

    /// The count stays true for 30 days under its digest, without the login.
    async fn age_ledger(&self, receipt: &Receipt) {
        let Some(names) = self.phone.ledger_names(&receipt.portal, &receipt.login) else { return };
        let now = self.phone.now();
        self.phone.count(move |ledger| ledger::forget_after_delete(ledger, &names.line, now)).await;
    }
}
