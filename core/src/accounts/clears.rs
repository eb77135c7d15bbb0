//! *Reset sign-in* and *sign out*: authentication data goes, row, order, settings, draft and ledger stay (R13).

use time::OffsetDateTime;
use url::Url;

use super::{Accounts, receipts};
use crate::errors::CallError;
use crate::journal;
use crate::phone::{DocSays, Phone, new_device_id};
use crate::portal::logout::is_portals_answer;
use crate::portal::request;
use crate::records::{AccountState, PhoneEvent, ProblemCode, Reason, Receipt, ReceiptKind, ToldPortal, Trouble};
use crate::secret::Secret;
use crate::store::documents::{AccountDoc, IndexRow, LeftBehind};

/// The session that was open when a clear began: with it alone the portal is told (R4).
pub(super) struct Farewell {
    origin: Url,
    device_id: String,
    cookies: Option<Secret>,
}

impl Accounts {
    /// What a clear would take and keep; does nothing.
    pub(crate) fn preview(&self, id: &str, kind: ReceiptKind, sign_ins: usize) -> Result<Receipt, CallError> {
        self.phone.read(|memory| {
            let row = memory.row(id).ok_or(CallError::UnknownAccount)?;
            Ok(receipts::receipt(row, kind, sign_ins, &memory.locale))
        })
    }

    /// Clears the authentication data. `sign_ins`: how many unfinished ones ended with it. Accepted in every state.
    pub(crate) async fn clear(&self, id: &str, kind: ReceiptKind, sign_ins: usize) -> Result<Receipt, CallError> {
        self.phone.find(id).await?;
        let mut receipt = self.preview(id, kind, sign_ins)?;
        let farewell = take_session(&self.phone, id);
        let entry = self.phone.read(|memory| memory.row(id)?.document()?.entry.clone());
        let reason = match kind {
            ReceiptKind::SignOut => Reason::SignedOut,
            ReceiptKind::Reset | ReceiptKind::Delete => Reason::Reset,
        };
        if self.write_clear(id, reason).await? {
            receipt.pending.push("document".to_owned());
        }
        if let Some(entry) = entry
            && !self.phone.drop_key(&entry).await
        {
            receipt.pending.push("vault_key".to_owned());
        }
        if kind == ReceiptKind::SignOut {
            receipt.portal_told = tell(&self.phone, farewell).await;
        }
        receipt.at = Some(self.phone.now());
        Ok(receipts::without_pending(&receipt))
    }

    /// Whether the write is still owed: the clear acts in memory at once whatever the disk says (R9).
    async fn write_clear(&self, id: &str, reason: Reason) -> Result<bool, CallError> {
        enum Document {
            There,
            Replace(Box<IndexRow>, Vec<LeftBehind>),
            Newer,
        }
        let document = self.phone.read(|memory| {
            let row = memory.row(id)?;
            Some(match &row.doc {
                DocSays::Value(_) => Document::There,
                // Nothing of it can be read: the row is all there is, and enough to sign in again.
                DocSays::Missing | DocSays::Damaged => {
                    Document::Replace(Box::new(row.index.clone()), receipts::left(row, None))
                }
                DocSays::Newer => Document::Newer,
                DocSays::Deleting => return None,
            })
        });
        match document.ok_or(CallError::UnknownAccount)? {
            Document::There => {
                let now = self.phone.now();
                let written = self.phone.stop_account(id, move |doc| reset(doc, reason, now)).await;
                Ok(!written)
            }
            Document::Replace(row, left_on_portal) => {
                let mut doc = AccountDoc { left_on_portal, ..blank(*row, reason, ProblemCode::WasReset) };
                journal::note(&mut doc, self.phone.now(), cleared_as(reason), None);
                self.phone.begin_document(doc).await?;
                Ok(false)
            }
            Document::Newer => Err(CallError::Newer),
        }
    }
}

/// Drops, in one document write and without needing the key, all that R13 names.
fn reset(doc: &mut AccountDoc, reason: Reason, now: OffsetDateTime) {
    if doc.reason == Some(Reason::PortalChanged) {
        doc.user_id = None;
    }
    drop_secret(doc);
    doc.target = None;
    (doc.state, doc.reason) = (AccountState::NeedsSignIn, Some(reason));
    let code = if reason == Reason::SignedOut { ProblemCode::SignedOut } else { ProblemCode::WasReset };
    doc.problem = Some(Trouble::new(code));
    journal::note(doc, now, cleared_as(reason), None);
}

fn cleared_as(reason: Reason) -> PhoneEvent {
    if reason == Reason::SignedOut { PhoneEvent::SignedOut } else { PhoneEvent::Reset }
}

/// The sealed secret and everything that is only about it.
pub(super) fn drop_secret(doc: &mut AccountDoc) {
    // `device_name` stays: the portal still lists an application password under it, until one replaces it (E3).
    (doc.sealed, doc.entry, doc.picture) = (None, None, None);
    doc.marks = Default::default();
    doc.session = Default::default();
}

/// A document from nothing but its row.
pub(super) fn blank(row: IndexRow, reason: Reason, code: ProblemCode) -> AccountDoc {
    let row = IndexRow { target: None, ..row };
    AccountDoc { reason: Some(reason), problem: Some(Trouble::new(code)), ..AccountDoc::new(row, new_device_id()) }
}

/// Takes the open session out of memory, so that nothing goes on with it but the farewell.
pub(super) fn take_session(phone: &Phone, id: &str) -> Option<Farewell> {
    let now = phone.clock.boot();
    phone.edit(|memory| {
        let row = memory.row_mut(id)?;
        let open = row.session_is_open(now);
        (row.passing, row.key, row.busy) = (None, None, None);
        let session = row.session.take().filter(|_| open)?;
        let origin = Url::parse(&row.index.origin).ok()?;
        let cookies = session.jar.header(&origin);
        Some(Farewell { device_id: row.document()?.device_id.clone(), origin, cookies })
    })
}

/// Tells the portal, for at most 5 s, with the session and never with the application password. *Told* means that it answered,
/// not that something did in its place.
pub(super) async fn tell(phone: &Phone, farewell: Option<Farewell>) -> ToldPortal {
    let Some(farewell) = farewell else { return ToldPortal::NotPossible };
    let request = request::logout(&farewell.origin, &farewell.device_id, farewell.cookies);
    match phone.transport.send(request).await {
        Ok(response) if is_portals_answer(&response, &farewell.origin) => ToldPortal::Told,
        Ok(_) | Err(_) => ToldPortal::NotPossible,
    }
}
