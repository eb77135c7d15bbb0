//! The accounts of a phone: whose is whose, their order, and the three clears in every state.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

mod clears;
mod rebuilt;
mod receipts;
mod rows;

use std::collections::BTreeMap;
use std::path::PathBuf;

use portico::Portico;
use portico::records::{Account, AccountState, Reason, Receipt, ReceiptKind};
use portico_behaviour::Phone;
use serde_json::{Value, json};

const CLEARS: [ReceiptKind; 3] = [ReceiptKind::Reset, ReceiptKind::SignOut, ReceiptKind::Delete];

async fn clear(app: &Portico, id: &str, kind: ReceiptKind) -> Receipt {
    match kind {
        ReceiptKind::Reset => app.accounts_reset(id).await.unwrap(),
        ReceiptKind::SignOut => app.accounts_sign_out(id).await.unwrap(),
        ReceiptKind::Delete => app.accounts_delete(id).await.unwrap(),
    }
}

fn logins(app: &Portico) -> Vec<String> {
    app.accounts_list().accounts.into_iter().map(|row| row.login).collect()
}

fn selected(app: &Portico) -> Vec<String> {
    app.accounts_list().accounts.into_iter().filter(|row| row.selected).map(|row| row.id).collect()
}

/// Files that belong to one with their bytes.
fn files_of(phone: &Phone, id: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let named = phone.files().into_iter().filter(|file| file.to_string_lossy().contains(id));
    named.map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
}

/// What is still in an account's document of all that a clear drops there (R13).
fn left_in_document(phone: &Phone, id: &str) -> Vec<String> {
    let document: Value = serde_json::from_slice(&std::fs::read(phone.document(id)).unwrap()).unwrap();
    let dropped = ["sealed", "entry", "picture", "target"].into_iter().filter(|name| document.get(name).is_some());
    let inside = ["marks", "session"].into_iter().filter_map(|name| document.get(name)?.as_object()).flatten();
    // Lost answers are counted, and none is a count too.
    let inside = inside.filter(|(_, value)| **value != json!(0)).map(|(name, _)| name.as_str());
    dropped.chain(inside).map(str::to_owned).collect()
}

fn count(receipt: &Receipt, what: &str) -> u32 {
    receipt.cleared.iter().filter(|item| item.what == what).map(|item| item.count).sum()
}

fn stands(row: &Account) -> &'static str {
    match (row.state, row.reason) {
        (AccountState::SignedIn, None) => "signed_in",
        (AccountState::NeedsSignIn, Some(Reason::Refused)) => "refused",
        (AccountState::CaptchaNeeded, None) => "captcha_needed",
        (AccountState::Blocked, Some(Reason::IpRule)) => "blocked",
        (AccountState::Damaged, None) => "damaged",
        (AccountState::NeedsSignIn, Some(Reason::DeviceChanged)) => "device_changed",
        (AccountState::NeedsSignIn, Some(Reason::Reset)) => "reset",
        (AccountState::NeedsSignIn, Some(Reason::SignedOut)) => "signed_out",
        (_, _) => "something else",
    }
}
