//! Tests of the store: whole scenarios at its boundary.

mod cuts;
mod deleting;
mod format;
mod real;
mod starting;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::documents::{AccountDoc, Header, IndexDoc, IndexRow, LedgerDoc, PhoneDoc, Sealed, SignInDoc};
use super::names::Shelf;
use super::sim::SimDisk;
use super::{Read, Store, StoreProblem, Tx, recover, row_of};
use crate::records::{AccountState, PortalKind};
use crate::vault::Vault as _;
use crate::vault::memory::MemoryVault;

const DATA: &str = "/phone/data";

/// As at a start. What that gives is what is there.
fn mended(store: &Store) -> Result<recover::Repairs, StoreProblem> {
    let (repairs, loaded) = recover::documents(store)?;
    assert_eq!(loaded, store.load());
    Ok(repairs)
}

/// A simulated phone.
struct Phone {
    disk: SimDisk,
    vault: MemoryVault,
}

impl Phone {
    fn new() -> Self {
        Self { disk: SimDisk::new(), vault: MemoryVault::new() }
    }

    /// As a new process sees it.
    fn store(&self) -> Store {
        Store::open(Path::new(DATA), Arc::new(self.disk.clone()))
    }

    fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.disk.files().remove(&path(name))
    }

    fn spoil(&self, name: &str, bytes: &[u8]) {
        self.disk.place(&path(name), Some(bytes));
    }

    /// An account with its key, its document and its row.
    fn add(&self, id: &str) {
        let doc = add_account(&self.store(), id);
        self.vault.put(doc.entry.as_deref().unwrap(), b"key").unwrap();
    }

    fn add_sign_in(&self, id: &str, account: Option<&str>) {
        let mut doc = sign_in(id, account);
        self.store().transact(|tx| tx.put_sign_in(&mut doc)).unwrap();
        self.vault.put(doc.entry.as_deref().unwrap(), b"key").unwrap();
    }

    fn rows(&self) -> Vec<String> {
        rows(&self.store())
    }
}

fn path(name: &str) -> PathBuf {
    Path::new(DATA).join(name)
}

fn rows(store: &Store) -> Vec<String> {
    let index = store.load().index.optional().unwrap().unwrap_or_default();
    index.rows.into_iter().map(|row| row.id).collect()
}

/// The shape of a real entry's name, from a test's id.
fn entry_of(id: &str) -> String {
    let digits: String = id.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("k-{digits:0>32}")
}

fn account(id: &str) -> AccountDoc {
    let row = IndexRow {
        id: id.to_owned(),
        origin: format!("https://{id}.example"),
        kind: PortalKind::Cloud,
        user_id: Some("7".to_owned()),
        target: None,
        login: format!("{id}@example"),
        name: "Ann".to_owned(),
        position: None,
    };
    AccountDoc {
        state: AccountState::SignedIn,
        entry: Some(entry_of(id)),
        sealed: Some(Sealed("c2VhbGVk".to_owned())),
        ..AccountDoc::new(row, "device".to_owned())
    }
}

fn sign_in(id: &str, account: Option<&str>) -> SignInDoc {
    SignInDoc {
        header: Header::default(),
        id: id.to_owned(),
        account: account.map(str::to_owned),
        device_id: "device".to_owned(),
        entry: Some(entry_of(id)),
        sealed: None,
        installation: None,
        state: json!({"step": "credentials"}),
        touched_at: OffsetDateTime::UNIX_EPOCH,
    }
}

/// Document, then row, as a sign-in commits.
fn add_account(store: &Store, id: &str) -> AccountDoc {
    let mut doc = account(id);
    store
        .transact(|tx| {
            tx.put_account(&mut doc)?;
            add_row(tx, &doc)
        })
        .unwrap();
    doc
}

fn add_row(tx: &mut Tx<'_>, doc: &AccountDoc) -> Result<(), StoreProblem> {
    let mut index = tx.index().optional()?.unwrap_or_default();
    index.rows.push(row_of(doc));
    index.selected.get_or_insert_with(|| doc.id.clone());
    tx.put_index(&mut index)
}
