//! Unsent text of an account. It lies in the account's document, in clear, so that it can be read while the vault is locked; no
//! log and no other file gets it. It outlives sessions, restarts and resets, and goes with delete.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Accounts;
use super::clears::blank;
use crate::errors::CallError;
use crate::phone::DocSays;
use crate::records::{ProblemCode, Reason};
use crate::store::documents::{AccountDoc, IndexRow};

/// The longest draft, in bytes of UTF-8.
const LONGEST_DRAFT: usize = 8 * 1024;

impl Accounts {
    /// The unsent text; empty where there is none, or where its document cannot be read. Never waits.
    pub(crate) fn draft(&self, id: &str) -> Result<String, CallError> {
        self.phone.read(|memory| {
            let row = memory.row(id).ok_or(CallError::UnknownAccount)?;
            Ok(row.document().map(|doc| doc.draft.clone()).unwrap_or_default())
        })
    }

    /// Keeps the text instead of the one before: written, then shown (R9). Errors: [`CallError::DraftTooLong`], and then the one
    /// before stays; [`CallError::StorageFailed`] and [`CallError::Newer`] where the document cannot be written.
    /// `wish`: its turn among the texts of this account.
    pub(crate) async fn set_draft(&self, id: &str, text: &str, wish: u64) -> Result<String, CallError> {
        if text.len() > LONGEST_DRAFT {
            return Err(CallError::DraftTooLong { at_most: LONGEST_DRAFT });
        }
        self.phone.find(id).await?;
        match self.row_without_document(id)? {
            // A row that came with a backup has no document yet, and what is typed now needs a place. It says the same as before.
            Some(row) => {
                let blank = blank(row, Reason::DeviceChanged, ProblemCode::DeviceChanged);
                self.phone.begin_document(AccountDoc { draft: text.to_owned(), ..blank }).await?;
            }
            None => {
                let kept = text.to_owned();
                let last = self.phone.read(|memory| memory.row(id).map(|row| Arc::clone(&row.drafted)));
                let last = last.ok_or(CallError::UnknownAccount)?;
                let written = self.phone.update_account(id, move |doc| {
                    // Under the folder's lock: a later text may have been quicker, and stays.
                    let newest = last.fetch_max(wish, Ordering::Relaxed) < wish;
                    newest.then(|| doc.draft = kept)
                });
                written.await?;
            }
        }
        Ok(text.to_owned())
    }

    fn row_without_document(&self, id: &str) -> Result<Option<IndexRow>, CallError> {
        self.phone.read(|memory| {
            let row = memory.row(id).ok_or(CallError::UnknownAccount)?;
            match row.doc {
                DocSays::Missing => Ok(Some(row.index.clone())),
                // What is typed into an account that is going has nowhere to go.
                DocSays::Deleting => Err(CallError::UnknownAccount),
                DocSays::Value(_) | DocSays::Damaged | DocSays::Newer => Ok(None),
            }
        })
    }
}
