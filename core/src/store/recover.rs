//! What a start does with what the last run left (design, "At start").
//!
//! Each step can be repeated, and a kill between any two leaves a state that the next start finishes. If anything needed
//! cannot be read now, nothing is created, set aside or deleted (R7, pains 1 and 41).

use std::collections::BTreeSet;

use super::deletion::{self, Pending};
use super::documents::TombstoneDoc;
use super::read::{Read, StoreProblem};
use super::transaction::Tx;
use super::{Access, Loaded, Store, rows};
use crate::order;
use crate::vault::seal::is_entry_name;
use crate::vault::{Vault, VaultProblem};

/// What [`documents`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repairs {
    /// The index was damaged and rebuilt from the documents; a copy lies beside it.
    pub index_rebuilt: bool,
    /// Documents that got a row at the end.
    pub rows_added: usize,
    /// Rows that got their document's fields, or were there twice.
    pub rows_corrected: usize,
    /// Sign-ins whose entry an account names: they were done.
    pub sign_ins_done: usize,
    /// Files that a killed process was writing.
    pub temps_removed: usize,
    /// Deletions whose documents and rows are gone; [`keys`] finishes them.
    pub deletions: usize,
}

/// What [`keys`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Deletions finished.
    pub deletions_finished: usize,
    /// Deletions that still wait, by account.
    pub pending: Vec<(String, Pending)>,
    /// Entries that nobody names, removed.
    pub orphans_removed: usize,
    /// What the vault said instead.
    pub problem: Option<VaultProblem>,
}

/// Makes the folder's documents agree, without the vault: opening reads no secret. A folder that does not exist stays so. Gives
/// what is there then.
pub fn documents(store: &Store) -> Result<(Repairs, Loaded), StoreProblem> {
    if !store.exists()? {
        return Ok((Repairs::default(), store.load()));
    }
    // Before a transaction makes anything, all that is there must be readable.
    if !store.is_made()? {
        refuse_unreadable(&store.load())?;
    }
    store.transact(|tx| {
        let loaded = tx.load();
        refuse_unreadable(&loaded)?;
        let mut repairs = Repairs { temps_removed: tx.remove_temps()?, ..Repairs::default() };
        for stone in loaded.tombstones.values().filter_map(Read::value) {
            deletion::clear(tx, stone)?;
            repairs.deletions += 1;
        }
        repairs.sign_ins_done = remove_done(tx, &loaded)?;
        let agreed = rows::agree(tx, &loaded.accounts, &loaded.tombstones)?;
        repairs.index_rebuilt = agreed.rebuilt;
        repairs.rows_added = agreed.added;
        repairs.rows_corrected = agreed.corrected;
        let loaded = if repairs == Repairs::default() { loaded } else { tx.load() };
        Ok((repairs, loaded))
    })
}

/// Finishes deletions and removes entries that nobody names. Needs the vault, so it may be late; nothing waits for it. May
/// be called again whenever the vault may have been unlocked.
pub fn keys(store: &Store, vault: &dyn Vault) -> Result<Swept, StoreProblem> {
    let mut swept = Swept::default();
    if !store.exists()? {
        return Ok(swept);
    }
    let mut loaded = store.load();
    refuse_unreadable(&loaded)?;
    if mend_tombstones(store, &loaded, &vault.scope())? {
        loaded = store.load();
    }
    for stone in loaded.tombstones.values().filter_map(Read::value) {
        let pending = finish(store, vault, stone)?;
        swept.problem = swept.problem.or(pending.problem);
        if pending.is_done() {
            swept.deletions_finished += 1;
        } else {
            swept.pending.push((stone.account.clone(), pending));
        }
    }
    if swept.problem.is_none() {
        match remove_orphans(store, vault)? {
            Ok(removed) => swept.orphans_removed = removed,
            Err(problem) => swept.problem = Some(problem),
        }
    }
    Ok(swept)
}

fn refuse_unreadable(loaded: &Loaded) -> Result<(), StoreProblem> {
    if loaded.access == Access::Locked || loaded.has_unreadable() { Err(StoreProblem::Locked) } else { Ok(()) }
}

/// A sign-in whose entry an account document names was committed; only its own document was left behind by a kill.
fn remove_done(tx: &mut Tx<'_>, loaded: &Loaded) -> Result<usize, StoreProblem> {
    let named = order::set(loaded.accounts.values().filter_map(Read::value).filter_map(|doc| doc.entry.as_deref()));
    let done = loaded.sign_ins.values().filter_map(Read::value);
    let done: Vec<_> = done.filter(|doc| doc.entry.as_deref().is_some_and(|entry| named.contains(entry))).collect();
    for doc in &done {
        tx.remove_sign_in(&doc.id)?;
    }
    Ok(done.len())
}

/// A damaged tombstone still says by its name which account is to go; what it listed is found again in the documents. Whether
/// there was one.
fn mend_tombstones(store: &Store, loaded: &Loaded, scope: &str) -> Result<bool, StoreProblem> {
    let damaged: Vec<&String> = loaded
        .tombstones
        .iter()
        .filter(|(_, read)| matches!(read, Read::Damaged))
        .map(|(account, _)| account)
        .collect();
    for account in &damaged {
        store.transact(|tx| deletion::begin(tx, account, &[], scope))?;
    }
    Ok(!damaged.is_empty())
}

/// As [`deletion::finish`], once more if entries came to light that the tombstone did not list.
fn finish(store: &Store, vault: &dyn Vault, stone: &TombstoneDoc) -> Result<Pending, StoreProblem> {
    let pending = deletion::finish(store, vault, stone)?;
    match store.load().tombstones.get(&stone.account) {
        Some(Read::Value(now)) if now.entries != stone.entries => deletion::finish(store, vault, now),
        _ => Ok(pending),
    }
}

/// Removes entries of our own shape and scope that no document names. The vault is asked for its list *before* the documents
/// are read: a document naming an entry is written before the entry is put, so what was in the list and is named by none is
/// named by none ever: the reading under the lock decides, and the vault is then called without it (pain 42). Only if every
/// document was read and none is damaged or newer: such a one may name it.
fn remove_orphans(store: &Store, vault: &dyn Vault) -> Result<Result<usize, VaultProblem>, StoreProblem> {
    let listed = match vault.list() {
        Ok(listed) => listed,
        Err(problem) => return Ok(Err(problem)),
    };
    let candidates: Vec<String> = listed.into_iter().filter(|name| is_entry_name(name)).collect();
    if candidates.is_empty() {
        return Ok(Ok(0));
    }
    let orphans: Vec<String> = store.transact(|tx| {
        let loaded = tx.load();
        if !loaded.is_whole() {
            return Ok(Vec::new());
        }
        let named = named_entries(&loaded);
        let orphans = candidates.iter().filter(|name| !named.contains(name.as_str()));
        Ok(orphans.cloned().collect())
    })?;
    Ok(deletion::delete_all(vault, &orphans).map_or(Ok(orphans.len()), Err))
}

fn named_entries(loaded: &Loaded) -> BTreeSet<&str> {
    let accounts = loaded.accounts.values().filter_map(Read::value).filter_map(|doc| doc.entry.as_deref());
    let sign_ins = loaded.sign_ins.values().filter_map(Read::value).filter_map(|doc| doc.entry.as_deref());
    let stones = loaded.tombstones.values().filter_map(Read::value);
    order::set(accounts.chain(sign_ins).chain(stones.flat_map(|stone| stone.entries.iter().map(String::as_str))))
}
