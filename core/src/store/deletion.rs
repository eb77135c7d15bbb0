//! Deleting an account (R4): tombstone, then the vault's keys, documents, row; then the tombstone goes. A kill anywhere in
//! between is finished by the next start, which sees the tombstone.
//!
//! Deleting the key is what makes the deletion final, because the document's sealed bytes are unreadable from then on. Where
//! the vault is locked, document and row go at once and the tombstone waits for it.

use std::collections::BTreeSet;

use super::documents::{Header, TombstoneDoc};
use super::names::Shelf;
use super::read::{Read, StoreProblem};
use super::transaction::Tx;
use super::{Store, is_id, rows};
use crate::order;
use crate::vault::{Vault, VaultProblem};

/// What of a deletion could not be done yet. The tombstone stays while anything is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pending {
    /// Entries are still in the vault (`vault_key` on the receipt).
    pub vault_key: bool,
    /// The row is still in an index that a newer program wrote.
    pub row: bool,
    /// Why the vault kept them; `None` with `vault_key` where the entries are in another vault's scope.
    pub problem: Option<VaultProblem>,
}

impl Pending {
    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        !self.vault_key && !self.row
    }
}

/// Begins a deletion: the tombstone is durable when this returns, and from then on nothing is written for this account.
/// Repeating it is fine; entries found since are added.
///
/// `sign_ins` are those the caller knows to belong to the account; those whose documents name it are found here. A damaged
/// account document does not stop it: its key cannot be known then, and the orphan sweep of [`super::recover`] removes it.
/// A newer one does not either, since it is the employee who deletes.
pub fn begin(tx: &mut Tx<'_>, account: &str, sign_ins: &[String], scope: &str) -> Result<TombstoneDoc, StoreProblem> {
    let old = match tx.tombstone(account) {
        Read::Value(stone) => Some(stone),
        Read::Absent | Read::Damaged => None,
        Read::Newer => return Err(StoreProblem::Newer),
        Read::Unreadable(problem) => return Err(problem.into()),
    };
    let mut stone = old.clone().unwrap_or_else(|| new_stone(account, scope));
    let sign_ins = sign_ins_of(tx, account, &stone.sign_ins, sign_ins)?;
    let mut entries = order::set(stone.entries.iter().cloned());
    if let Read::Unreadable(problem) = tx.account(account) {
        return Err(problem.into());
    }
    entries.extend(tx.peek(Shelf::Accounts, account, "entry"));
    entries.extend(sign_ins.iter().filter_map(|id| tx.peek(Shelf::SignIns, id, "entry")));
    stone.entries = entries.into_iter().collect();
    stone.sign_ins = sign_ins.into_iter().collect();
    if old.as_ref() != Some(&stone) {
        tx.put_tombstone(&mut stone)?;
    }
    Ok(stone)
}

/// Finishes a deletion as far as it can be now. Makes the vault's calls before it takes the folder's lock (pain 42).
///
/// Entries are deleted only where `vault` is the one they were put into: the tombstone's scope is compared, so that a copied
/// folder never deletes in another's. Where it differs the account goes and the tombstone stays, for the day the right vault
/// is there; it holds nothing about the account but random names.
pub fn finish(store: &Store, vault: &dyn Vault, tombstone: &TombstoneDoc) -> Result<Pending, StoreProblem> {
    let mut pending = Pending::default();
    if tombstone.entries.is_empty() {
        // Nothing was ever put into a vault.
    } else if vault.scope() != tombstone.scope {
        pending.vault_key = true;
    } else {
        pending.problem = delete_all(vault, &tombstone.entries);
        pending.vault_key = pending.problem.is_some();
    }
    store.transact(|tx| close(tx, tombstone, pending))
}

/// Gives the first problem; each entry is tried, since one that stays keeps no other (R4).
pub(super) fn delete_all(vault: &dyn Vault, entries: &[String]) -> Option<VaultProblem> {
    entries.iter().fold(None, |problem, entry| {
        let failed = vault.delete(entry).err();
        problem.or(failed)
    })
}

/// Documents and row go, and the tombstone if nothing is pending.
fn close(tx: &mut Tx<'_>, tombstone: &TombstoneDoc, mut pending: Pending) -> Result<Pending, StoreProblem> {
    if matches!(tx.tombstone(&tombstone.account), Read::Absent) {
        // Another process finished it.
        return Ok(Pending::default());
    }
    let (now, row_gone) = clear(tx, tombstone)?;
    pending.row = !row_gone;
    // An entry found only now has not been deleted yet.
    pending.vault_key |= now.entries.iter().any(|entry| !tombstone.entries.contains(entry));
    if pending.is_done() {
        tx.remove_tombstone(&tombstone.account)?;
    }
    Ok(pending)
}

/// Documents and row of a tombstoned account go while its keys still wait for a slow vault; the tombstone stays (R4). Gives
/// whether the row is gone.
pub fn clear_documents(tx: &mut Tx<'_>, account: &str) -> Result<bool, StoreProblem> {
    match tx.tombstone(account) {
        Read::Value(stone) => clear(tx, &stone).map(|(_, row_gone)| row_gone),
        Read::Absent => Ok(true),
        Read::Newer | Read::Damaged => Ok(false),
        Read::Unreadable(problem) => Err(problem.into()),
    }
}

/// Removes everything of a tombstoned account from the folder but the tombstone. Gives the tombstone as it is then, and
/// whether the row is gone.
pub(super) fn clear(tx: &mut Tx<'_>, tombstone: &TombstoneDoc) -> Result<(TombstoneDoc, bool), StoreProblem> {
    // Whatever names an entry is noted before it goes.
    let stone = begin(tx, &tombstone.account, &tombstone.sign_ins, &tombstone.scope)?;
    tx.remove_temps()?;
    tx.remove_document(Shelf::Accounts, &stone.account)?;
    for id in &stone.sign_ins {
        tx.remove_document(Shelf::SignIns, id)?;
    }
    let row_gone = rows::remove(tx, &stone.account)?;
    tx.remove_index_asides()?;
    Ok((stone, row_gone))
}

fn new_stone(account: &str, scope: &str) -> TombstoneDoc {
    TombstoneDoc {
        header: Header::default(),
        account: account.to_owned(),
        entries: Vec::new(),
        sign_ins: Vec::new(),
        scope: scope.to_owned(),
    }
}

fn sign_ins_of(
    tx: &Tx<'_>,
    account: &str,
    noted: &[String],
    known: &[String],
) -> Result<BTreeSet<String>, StoreProblem> {
    // What is no id names no file.
    let mut ids = order::set(noted.iter().chain(known).filter(|id| is_id(id)).cloned());
    for (id, read) in tx.sign_ins()? {
        if let Read::Unreadable(problem) = read {
            return Err(problem.into());
        }
        if tx.peek(Shelf::SignIns, &id, "account").as_deref() == Some(account) {
            ids.insert(id);
        }
    }
    Ok(ids)
}
