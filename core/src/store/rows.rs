//! The index and the documents made to agree. A document wins over the index where both hold a field, and the index is never
//! the only place of anything but order and selection.

use std::collections::{BTreeMap, BTreeSet};

use super::documents::{AccountDoc, IndexDoc, IndexRow, TombstoneDoc};
use super::read::{Read, StoreProblem};
use super::transaction::Tx;
use crate::order;

/// What [`agree`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Agreed {
    pub(super) rebuilt: bool,
    pub(super) added: usize,
    pub(super) corrected: usize,
}

/// Gives every readable account document a row and every row its document's fields; rebuilds a damaged index from the
/// documents, keeping a copy of the damaged one. A newer index is not touched. Writes only if something differs. Documents that
/// `tombstones` name may be among `accounts`, read or removed already.
pub(super) fn agree(
    tx: &mut Tx<'_>,
    accounts: &BTreeMap<String, Read<AccountDoc>>,
    tombstones: &BTreeMap<String, Read<TombstoneDoc>>,
) -> Result<Agreed, StoreProblem> {
    let mut agreed = Agreed::default();
    let mut index = match tx.index() {
        Read::Absent => IndexDoc::default(),
        Read::Value(index) => index,
        Read::Newer => return Ok(agreed),
        Read::Damaged => {
            // The put below keeps the copy, because it creates over a damaged document.
            agreed.rebuilt = true;
            IndexDoc::default()
        }
        Read::Unreadable(problem) => return Err(problem.into()),
    };
    let before = index.clone();
    agreed.corrected = drop_repeated(&mut index) + correct(&mut index, accounts);
    agreed.added = append_missing(&mut index, accounts, tombstones);
    if agreed.rebuilt || index != before {
        tx.put_index(&mut index)?;
    }
    Ok(agreed)
}

/// Removes an account's row. The selection goes to the row below, else to the one above: the list closes up and the mark
/// stays where it was. `false` where the index cannot be rewritten by this version.
pub(super) fn remove(tx: &mut Tx<'_>, account: &str) -> Result<bool, StoreProblem> {
    let mut index = match tx.index() {
        Read::Absent => return Ok(true),
        Read::Value(index) => index,
        Read::Newer => return Ok(false),
        Read::Damaged => {
            // The tombstone keeps the row from coming back.
            let (accounts, tombstones) = (tx.accounts()?, tx.tombstones()?);
            agree(tx, &accounts, &tombstones)?;
            return Ok(true);
        }
        Read::Unreadable(problem) => return Err(problem.into()),
    };
    let Some(place) = index.rows.iter().position(|row| row.id == account) else {
        return Ok(true);
    };
    index.rows.retain(|row| row.id != account);
    if index.selected.as_deref() == Some(account) {
        let next = index.rows.get(place).or_else(|| index.rows.last());
        index.selected = next.map(|row| row.id.clone());
    }
    tx.put_index(&mut index)?;
    Ok(true)
}

/// The row of an account document.
pub fn row_of(doc: &AccountDoc) -> IndexRow {
    let mut row = IndexRow {
        id: doc.id.clone(),
        origin: String::new(),
        kind: doc.kind,
        user_id: None,
        target: None,
        login: String::new(),
        name: String::new(),
        position: None,
    };
    update_row(&mut row, doc);
    row
}

/// Gives a row its document's fields.
pub fn update_row(row: &mut IndexRow, doc: &AccountDoc) {
    row.origin.clone_from(&doc.origin);
    row.kind = doc.kind;
    row.user_id.clone_from(&doc.user_id);
    row.target.clone_from(&doc.target);
    row.login.clone_from(&doc.login);
    row.name.clone_from(&doc.name);
    row.position.clone_from(&doc.position);
}

fn drop_repeated(index: &mut IndexDoc) -> usize {
    let (mut seen, before) = (BTreeSet::new(), index.rows.len());
    index.rows.retain(|row| seen.insert(row.id.clone()));
    before - index.rows.len()
}

fn correct(index: &mut IndexDoc, accounts: &BTreeMap<String, Read<AccountDoc>>) -> usize {
    let mut corrected = 0;
    for row in &mut index.rows {
        let Some(doc) = accounts.get(&row.id).and_then(Read::value) else {
            continue;
        };
        let before = row.clone();
        update_row(row, doc);
        corrected += usize::from(*row != before);
    }
    corrected
}

/// In an order that does not depend on random ids, so that a rebuilt list is the same each time.
fn append_missing(
    index: &mut IndexDoc,
    accounts: &BTreeMap<String, Read<AccountDoc>>,
    tombstones: &BTreeMap<String, Read<TombstoneDoc>>,
) -> usize {
    let has_row = order::set(index.rows.iter().map(|row| row.id.clone()));
    let wanted = |doc: &&AccountDoc| !has_row.contains(&doc.id) && !tombstones.contains_key(&doc.id);
    let missing = accounts.values().filter_map(Read::value).filter(wanted).collect();
    let missing = order::sorted(missing, |doc: &&AccountDoc| {
        (0, [&doc.origin, &doc.login, &doc.id].map(String::as_str).join("\n"))
    });
    index.rows.extend(missing.iter().map(|doc| row_of(doc)));
    missing.len()
}
