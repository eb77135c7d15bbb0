//! What a clear would take and leave, item by item. The preview and the receipt come from here, so they cannot differ.

use crate::advice;
use crate::phone::{DocSays, Row};
use crate::records::{Cleared, Receipt, ReceiptKind, ToldPortal};
use crate::store::documents::{AccountDoc, LeftBehind};

/// The receipt of a clear of this row as it stands now. `sign_ins`: its unfinished sign-ins.
pub(super) fn receipt(row: &Row, kind: ReceiptKind, sign_ins: usize, locale: &str) -> Receipt {
    let doc = row.document();
    let mut cleared = authentication(row, doc, sign_ins);
    let mut kept: Vec<&str> = Vec::new();
    match kind {
        ReceiptKind::Reset | ReceiptKind::SignOut => {
            kept.extend(["row", "login", "name", "order"]);
            // Of a damaged document nothing can be taken over: the row is all there is.
            if !matches!(row.doc, DocSays::Missing | DocSays::Damaged) {
                kept.extend(["settings", "draft", "history", "device_id"]);
            }
            kept.push("ledger");
        }
        ReceiptKind::Delete => {
            cleared.extend([item("row", 1), item("login", 1), item("name", 1), item("device_id", 1)]);
            cleared.extend(doc.filter(|doc| !doc.draft.is_empty()).map(|_| item("draft", 1)));
            cleared.extend(doc.filter(|doc| !doc.history.is_empty()).map(|doc| item("history", doc.history.len())));
            cleared.extend(doc.filter(|doc| !doc.settings.is_empty()).map(|doc| item("settings", doc.settings.len())));
            // Under its digest, for 30 days, so that the count stays true.
            kept.push("ledger");
        }
    }
    Receipt {
        account: row.index.id.clone(),
        portal: row.index.origin.clone(),
        login: row.index.login.clone(),
        kind,
        cleared,
        kept: kept.into_iter().map(str::to_owned).collect(),
        pending: Vec::new(),
        portal_told: ToldPortal::NotPossible,
        left_on_portal: left(row, doc)
            .iter()
            .map(|left| advice::left_application_password(&left.origin, left.device_name.as_deref(), locale))
            .collect(),
        at: None,
    }
}

/// The receipt without what it says to be pending: that is still there.
pub(super) fn without_pending(receipt: &Receipt) -> Receipt {
    let owed = |what: &str| receipt.pending.iter().any(|pending| still_there(pending).contains(&what));
    let cleared = receipt.cleared.iter().filter(|item| !owed(&item.what)).cloned().collect();
    Receipt { cleared, ..receipt.clone() }
}

/// What stays on the phone for as long as this is pending.
fn still_there(pending: &str) -> &'static [&'static str] {
    match pending {
        "vault_key" => &["vault_entry"],
        "row" => &["row", "login", "name"],
        "document" => &["application_password", "picture", "device_id", "draft", "history", "settings"],
        _ => &[],
    }
}

fn authentication(row: &Row, doc: Option<&AccountDoc>, sign_ins: usize) -> Vec<Cleared> {
    let has = |there: bool, what: &str| there.then(|| item(what, 1));
    let secret = has(doc.is_some_and(|doc| doc.sealed.is_some()), "application_password");
    let key = has(doc.is_some_and(|doc| doc.entry.is_some()), "vault_entry");
    let session = has(row.session.is_some(), "session");
    let picture = has(doc.is_some_and(|doc| doc.picture.is_some()), "picture");
    let unfinished = (sign_ins > 0).then(|| item("unfinished_sign_in", sign_ins));
    [secret, key, session, picture, unfinished].into_iter().flatten().collect()
}

/// What a phone cannot remove (P39): its application passwords, under the names the portal shows.
pub(super) fn left(row: &Row, doc: Option<&AccountDoc>) -> Vec<LeftBehind> {
    let Some(doc) = doc else {
        // Under which name cannot be read any more.
        let damaged = matches!(row.doc, DocSays::Damaged);
        return damaged.then(|| behind(row, None)).into_iter().collect();
    };
    let own = doc.device_name.clone().map(|name| behind(row, Some(name)));
    own.into_iter().chain(doc.left_on_portal.iter().cloned()).collect()
}

fn behind(row: &Row, device_name: Option<String>) -> LeftBehind {
    LeftBehind { origin: row.index.origin.clone(), device_name }
}

fn item(what: &str, count: usize) -> Cleared {
    Cleared { what: what.to_owned(), count: u32::try_from(count).unwrap_or(u32::MAX) }
}
