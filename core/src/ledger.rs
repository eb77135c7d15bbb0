//! The try ledger's rules (R12): how many passwords this phone has spent for one login on one portal since the last success,
//! and after how many that portal was seen to ask for a picture. Pure over [`LedgerDoc`]; writing it is the store's work.
//!
//! `LedgerLine::typed_in_a_row` equals `spent` as long as every counted try was typed here and none brought a picture. The
//! first picture, or a counted try with a stored secret, ends the row until the next success. Only an unbroken row says
//! anything about the portal's number: where it ends in a picture, the number is its length; where it outgrows the
//! number, the portal did not ask at it. Unknown logins are never asked (G7), so that second finding stays with the line.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use crate::records::Tries;
use crate::store::documents::{LedgerDoc, LedgerLine};

/// What the article and the middle policy say (G2, G3): the guess for a portal not yet seen to ask.
pub const USUAL_PICTURE_AFTER: u32 = 10;
/// The installation wizard's number (G3): the guess once a portal was seen not to ask at the usual one.
pub const WIZARD_PICTURE_AFTER: u32 = 12;
/// A picture after fewer tries than this says more about other devices than about the portal.
const LEAST_LEARNT: u32 = 3;
/// How long the line of a deleted account lives on.
const FORGET_AFTER: Duration = Duration::days(30);
const HEX: &[u8; 16] = b"0123456789abcdef";

/// A login as the ledger compares it: trimmed and in lower case, letter by letter.
pub fn fold_login(login: &str) -> String {
    login.trim().chars().flat_map(char::to_lowercase).collect()
}

/// Under which digests the ledger keeps the tries of one login on one portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// [`digest`] of origin and login.
    pub line: String,
    /// [`portal_digest`] of the origin.
    pub portal: String,
}

/// Name of the line of `login` on the portal at `origin`: HMAC-SHA256 in hexadecimal, so that the file names nobody.
pub fn digest(key: &[u8], origin: &str, login: &str) -> String {
    hex(&keyed(key, &[b"login", origin.as_bytes(), fold_login(login).as_bytes()]))
}

/// Name of the portal at `origin` in [`LedgerDoc::portals`].
pub fn portal_digest(key: &[u8], origin: &str) -> String {
    hex(&keyed(key, &[b"portal", origin.as_bytes()]))
}

/// A password is about to go out. To be written before it does, so that a kill cannot lose the try.
pub fn note_sent(doc: &mut LedgerDoc, line: &str, at: OffsetDateTime) {
    let line = doc.lines.entry(line.to_owned()).or_default();
    line.unanswered = line.unanswered.saturating_add(1);
    line.last_at = Some(at);
    // Somebody uses this login again: no longer the rest of a deleted account.
    line.forget_at = None;
}

/// The answer shows that the portal counted the try: a refusal, or a demand for a picture (G5, G6). `typed`: the password was
/// typed here, not a stored one. `picture`: the answer asks for a picture.
pub fn counted(doc: &mut LedgerDoc, line: &str, portal: &str, typed: bool, picture: bool) {
    let line = doc.lines.entry(line.to_owned()).or_default();
    let in_a_row = typed && unbroken(line);
    line.unanswered = line.unanswered.saturating_sub(1);
    line.spent = line.spent.saturating_add(1);
    line.typed_in_a_row = if in_a_row && !picture { line.spent } else { 0 };
    // A lost answer may have been counted too, and then the row is longer than it looks.
    if in_a_row && picture && line.unanswered == 0 && line.spent >= LEAST_LEARNT {
        doc.portals.insert(portal.to_owned(), line.spent);
    }
}

/// The answer proves that the portal did not count the try: 5xx, moved, a code is wanted, or it never left the phone.
pub fn not_counted(doc: &mut LedgerDoc, line: &str) {
    if let Some(line) = doc.lines.get_mut(line) {
        line.unanswered = line.unanswered.saturating_sub(1);
    }
}

/// A completed sign-in sets the portal's count to 0 (G7), and ours.
pub fn succeeded(doc: &mut LedgerDoc, line: &str) {
    if let Some(line) = doc.lines.get_mut(line) {
        line.spent = 0;
        line.typed_in_a_row = 0;
        line.unanswered = 0;
        line.forget_at = None;
    }
}

/// What the next try costs, as a view shows it.
pub fn tries(doc: &LedgerDoc, line: &str, portal: &str) -> Tries {
    let line = doc.lines.get(line);
    let (picture_after, picture_after_known) = picture_after(line, doc.portals.get(portal).copied());
    Tries {
        spent: line.map_or(0, |line| line.spent),
        unanswered: line.map_or(0, |line| line.unanswered),
        picture_after,
        picture_after_known,
        last_at: line.and_then(|line| line.last_at),
    }
}

/// The account was deleted: its line lives on for 30 days, so that the count stays true.
pub fn forget_after_delete(doc: &mut LedgerDoc, line: &str, at: OffsetDateTime) {
    if let Some(line) = doc.lines.get_mut(line) {
        line.forget_at = Some(at.checked_add(FORGET_AFTER).unwrap_or(at));
    }
}

/// Drops the lines whose time has come. A clock set back never makes one live longer than 30 days from `now`. Tells whether
/// the document changed.
pub fn sweep(doc: &mut LedgerDoc, now: OffsetDateTime) -> bool {
    let latest = now.checked_add(FORGET_AFTER).unwrap_or(now);
    let mut changed = false;
    for (name, mut line) in std::mem::take(&mut doc.lines) {
        let stays = line.forget_at.is_none_or(|at| at > now);
        if stays && line.forget_at.is_some_and(|at| at > latest) {
            line.forget_at = Some(latest);
            changed = true;
        }
        if stays {
            doc.lines.insert(name, line);
        }
        changed |= !stays;
    }
    changed
}

/// HMAC-SHA256 over parts that cannot run into each other.
pub(crate) fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut block = [0_u8; 64];
    if key.len() > block.len() {
        copy(&Sha256::digest(key), &mut block);
    } else {
        copy(key, &mut block);
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    zeroize::Zeroize::zeroize(&mut block);
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn copy(from: &[u8], to: &mut [u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| HEX.get(usize::from(value)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn unbroken(line: &LedgerLine) -> bool {
    line.typed_in_a_row == line.spent
}

/// After how many tries a picture is to be expected, and whether that was seen.
fn picture_after(line: Option<&LedgerLine>, seen: Option<u32>) -> (u32, bool) {
    let number = seen.unwrap_or(USUAL_PICTURE_AFTER);
    let Some(line) = line.filter(|line| unbroken(line) && line.spent >= number) else {
        return (number, seen.is_some());
    };
    [USUAL_PICTURE_AFTER, WIZARD_PICTURE_AFTER]
        .into_iter()
        .find(|guess| *guess > number && *guess > line.spent)
        .map_or((0, true), |guess| (guess, false))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    const AT: OffsetDateTime = datetime!(2026-09-21 14:13:20 UTC);
    const L: &str = "line";
    const P: &str = "portal";

    fn spend(doc: &mut LedgerDoc, times: u32, typed: bool, picture: bool) {
        for _ in 0..times {
            note_sent(doc, L, AT);
            counted(doc, L, P, typed, picture);
        }
    }

    fn limit(doc: &LedgerDoc) -> (u32, bool) {
        let tries = tries(doc, L, P);
        (tries.picture_after, tries.picture_after_known)
    }

    #[test]
    fn nothing_known_is_ten_and_said_to_be_a_guess() {
        assert_eq!(tries(&LedgerDoc::default(), L, P), Tries { picture_after: 10, ..Tries::default() });
    }

    #[test]
    fn the_tenth_refusal_brings_the_picture_and_is_counted() {
        let mut doc = LedgerDoc::default();
        spend(&mut doc, 9, true, false);
        assert_eq!(limit(&doc), (10, false));
        spend(&mut doc, 1, true, true);
        assert_eq!(tries(&doc, L, P).spent, 10);
        assert_eq!(limit(&doc), (10, true));
        // T8: the portal counts on, and it did ask: no other number is guessed.
        spend(&mut doc, 3, true, true);
        assert_eq!(tries(&doc, L, P).spent, 13);
        assert_eq!(limit(&doc), (10, true));
    }

    #[test]
    fn another_number_is_learnt_for_the_whole_portal() {
        let mut doc = LedgerDoc::default();
        spend(&mut doc, 2, true, false);
        spend(&mut doc, 1, true, true);
        assert_eq!(tries(&doc, "somebody else", P).picture_after, 3);
        assert_eq!(tries(&doc, L, "another portal").picture_after, 10);
        succeeded(&mut doc, L);
        assert_eq!(limit(&doc), (3, true));
    }

    #[test]
    fn nothing_is_learnt_from_a_short_broken_or_uncertain_row() {
        let mut short = LedgerDoc::default();
        spend(&mut short, 1, true, false);
        spend(&mut short, 1, true, true);
        assert_eq!(limit(&short), (10, false));

        let mut stored = LedgerDoc::default();
        spend(&mut stored, 1, false, false);
        spend(&mut stored, 4, true, false);
        spend(&mut stored, 1, true, true);
        assert_eq!((tries(&stored, L, P).spent, limit(&stored)), (6, (10, false)));

        let mut lost = LedgerDoc::default();
        note_sent(&mut lost, L, AT);
        spend(&mut lost, 4, true, false);
        spend(&mut lost, 1, true, true);
        assert_eq!((tries(&lost, L, P).unanswered, limit(&lost)), (1, (10, false)));
    }

    #[test]
    fn a_portal_that_does_not_ask_is_said_not_to_ask() {
        let mut doc = LedgerDoc::default();
        spend(&mut doc, 10, true, false);
        assert_eq!(limit(&doc), (12, false));
        spend(&mut doc, 1, true, false);
        assert_eq!(limit(&doc), (12, false));
        spend(&mut doc, 1, true, false);
        assert_eq!(limit(&doc), (0, true));
        // It is this line's finding: unknown logins are never asked (G7).
        assert_eq!(tries(&doc, "somebody else", P).picture_after, 10);
        // And one picture proves the contrary.
        spend(&mut doc, 3, true, false);
        spend(&mut doc, 1, true, true);
        assert_eq!(limit(&doc), (16, true));
    }

    #[test]
    fn a_number_seen_too_low_gives_way() {
        let mut doc = LedgerDoc::default();
        doc.portals.insert(P.to_owned(), 5);
        spend(&mut doc, 5, true, false);
        assert_eq!(limit(&doc), (10, false));
        spend(&mut doc, 4, true, false);
        spend(&mut doc, 1, true, true);
        assert_eq!(limit(&doc), (10, true));
    }

    #[test]
    fn a_deleted_accounts_line_lives_thirty_days() {
        let mut doc = LedgerDoc::default();
        spend(&mut doc, 4, true, false);
        forget_after_delete(&mut doc, L, AT);
        assert!(!sweep(&mut doc, AT + Duration::days(29)));
        assert_eq!(tries(&doc, L, P).spent, 4);
        // Clock set back a year: the line waits 30 days from there, not 395.
        assert!(sweep(&mut doc, AT - Duration::days(365)));
        assert!(sweep(&mut doc, AT - Duration::days(335)));
        assert!(doc.lines.is_empty());
    }

    #[test]
    fn a_line_in_use_again_is_not_forgotten() {
        let mut doc = LedgerDoc::default();
        spend(&mut doc, 1, true, false);
        forget_after_delete(&mut doc, L, AT);
        note_sent(&mut doc, L, AT);
        assert!(!sweep(&mut doc, AT + Duration::days(60)));
        assert_eq!(tries(&doc, L, P).spent, 1);
    }

    #[test]
    fn the_file_names_nobody() {
        let name = digest(b"key", "https://portal.example", "anna");
        assert_eq!(name.len(), 64);
        assert!(name.bytes().all(|b| b.is_ascii_hexdigit()));
        assert_ne!(name, digest(b"other key", "https://portal.example", "anna"));
        // RFC 4231, case 2, with our length prefixes left out of it: the construction itself.
        assert_ne!(keyed(b"k", &[b"ab", b"c"]), keyed(b"k", &[b"a", b"bc"]));
        assert_ne!(keyed(&[1; 100], &[b"a"]), keyed(&[2; 100], &[b"a"]));
    }

    /// What may happen to one line.
    #[derive(Debug, Clone, Copy)]
    enum Event {
        Sent,
        Counted { typed: bool, picture: bool },
        NotCounted,
        Success,
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            4 => Just(Event::Sent),
            4 => (any::<bool>(), any::<bool>()).prop_map(|(typed, picture)| Event::Counted { typed, picture }),
            1 => Just(Event::NotCounted),
            1 => Just(Event::Success),
        ]
    }

    proptest! {
        /// The count equals a simple model, is never negative, and a success resets it.
        #[test]
        fn the_count_is_the_models(events in proptest::collection::vec(event(), 0..80)) {
            let mut doc = LedgerDoc::default();
            let (mut spent, mut unanswered) = (0_i64, 0_i64);
            for event in events {
                match event {
                    Event::Sent => { note_sent(&mut doc, L, AT); unanswered += 1; }
                    Event::Counted { typed, picture } => {
                        counted(&mut doc, L, P, typed, picture);
                        (spent, unanswered) = (spent + 1, (unanswered - 1).max(0));
                    }
                    Event::NotCounted => { not_counted(&mut doc, L); unanswered = (unanswered - 1).max(0); }
                    Event::Success => { succeeded(&mut doc, L); (spent, unanswered) = (0, 0); }
                }
                let now = tries(&doc, L, P);
                prop_assert_eq!((i64::from(now.spent), i64::from(now.unanswered)), (spent, unanswered));
                prop_assert!(doc.lines.values().all(|line| line.typed_in_a_row <= line.spent));
                prop_assert!(doc.portals.values().all(|n| *n >= 3));
                // A number that this line has passed without a picture is never shown as the next one.
                if doc.lines.values().any(|line| line.typed_in_a_row == line.spent) {
                    prop_assert!(now.picture_after == 0 || now.picture_after > now.spent);
                }
            }
        }

        #[test]
        fn spellings_of_a_login_share_a_line(login in "[a-zа-яё0-9.@ü-]{1,20}", left in " {0,2}", right in "[ \t]{0,2}") {
            let spelt = format!("{left}{}{right}", login.to_uppercase());
            prop_assert_eq!(digest(b"k", "https://a", &login), digest(b"k", "https://a", &spelt));
            prop_assert_ne!(digest(b"k", "https://a", &login), digest(b"k", "https://b", &login));
            prop_assert_ne!(digest(b"k", "https://a", &login), digest(b"k", "https://a", &format!("{login}x")));
        }
    }
}
