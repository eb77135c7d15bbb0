//! What came first. Readings and writings of documents come back to memory in any order; their turns say which is the later one.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Memory;
use crate::order;
use crate::store::documents::{IndexDoc, LedgerDoc};

static TURNS: AtomicU64 = AtomicU64::new(1);

/// A number that this process has never given out before. Drawn before a reading begins, and under the folder's lock where
/// something is written, it is the order of what lies on disk.
pub(crate) fn turn() -> u64 {
    TURNS.fetch_add(1, Ordering::Relaxed)
}

/// A document as it lay on disk once.
pub(crate) struct AsOf<D> {
    pub(crate) doc: D,
    pub(crate) turn: u64,
}

impl<D> AsOf<D> {
    /// As it is now: called under the folder's lock.
    pub(crate) fn now(doc: D) -> Self {
        Self { doc, turn: turn() }
    }
}

impl Memory {
    /// Shows the ledger, unless a later writing of it is shown already.
    pub(crate) fn show_ledger(&mut self, ledger: AsOf<LedgerDoc>) {
        if ledger.turn > self.ledger_turn {
            (self.ledger, self.ledger_turn) = (ledger.doc, ledger.turn);
        }
    }

    /// Shows order and selection of the index, unless a later writing of it is shown already. Rows it does not list stay at the end.
    pub(crate) fn show_index(&mut self, index: &AsOf<IndexDoc>) {
        if index.turn <= self.index_turn {
            return;
        }
        self.index_turn = index.turn;
        self.selected.clone_from(&index.doc.selected);
        self.arrange(index.doc.rows.iter().map(|row| row.id.as_str()));
    }

    /// Puts the rows in this order; others stay at the end.
    pub(super) fn arrange<'a>(&mut self, order: impl Iterator<Item = &'a str> + Clone) {
        let place = |id: &str| order.clone().position(|listed| listed == id).unwrap_or(usize::MAX);
        let rows = std::mem::take(&mut self.rows);
        self.rows = order::sorted(rows, |row| (place(&row.index.id) as i128, String::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::note_sent;

    /// Two accounts are checked at once: what both wrote is on disk, whichever of them comes back first.
    #[test]
    fn a_ledger_that_comes_back_late_does_not_hide_a_later_one() {
        let now = time::OffsetDateTime::UNIX_EPOCH;
        let mut ledger = LedgerDoc::default();
        note_sent(&mut ledger, "anna", now);
        let first = AsOf::now(ledger.clone());
        note_sent(&mut ledger, "clara", now);
        let second = AsOf::now(ledger);
        let mut memory = Memory::default();
        memory.show_ledger(second);
        memory.show_ledger(first);
        assert_eq!(memory.ledger.lines.len(), 2);
    }
}
