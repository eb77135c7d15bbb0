//! Checkwords that were sent and whose answer is not known: none goes out again (Q14), after a restart or from another process
//! either. Only marks of them are written.

use crate::ledger::keyed;
use crate::secret::Secret;
use crate::store::documents::RecoveryDoc;

/// Most that are remembered of one recovery; the oldest goes first.
const AT_MOST: usize = 16;

/// The mark of a checkword, under the ledger's key. It is short, so that many words have the same one and nobody who tries
/// them all knows which it was. That another word is taken for it happens once in four billion times.
pub(super) fn mark(key: &[u8], origin: &str, checkword: &Secret) -> String {
    // EXPOSE: into a digest of which only a part is kept.
    let digest = keyed(key, &[b"checkword", origin.as_bytes(), checkword.expose().as_bytes()]);
    let [first, second, third, fourth, ..] = digest;
    format!("{:08x}", u32::from_be_bytes([first, second, third, fourth]))
}

/// It is about to go out: to be written before it does, so that a kill cannot lose it. `false`: it went out before.
pub(super) fn note_sent(doc: &mut RecoveryDoc, mark: &str) -> bool {
    if doc.lost.iter().any(|known| known == mark) {
        return false;
    }
    let too_many = (doc.lost.len() + 1).saturating_sub(AT_MOST);
    doc.lost.drain(..too_many);
    doc.lost.push(mark.to_owned());
    true
}

/// An answer that can be read came: the portal judged it, or nothing.
pub(super) fn answered(doc: &mut RecoveryDoc, mark: &str) {
    doc.lost.retain(|known| known != mark);
}
