//! The try ledger in words (R12).

use crate::records::{Tries, Trouble};

/// What was spent, and when the portal will ask for a picture. Says that this phone does not know everything.
pub fn tries_sentence(tries: &Tries) -> String {
    let spent = match tries.spent {
        0 => "This phone has spent no try for this login since the last success.".to_owned(),
        1 => "This phone has spent 1 try for this login since the last success.".to_owned(),
        n => format!("This phone has spent {n} tries for this login since the last success."),
    };
    let lost = match tries.unanswered {
        0 => String::new(),
        1 => " The answer to 1 more was lost; it may have been counted.".to_owned(),
        n => format!(" The answers to {n} more were lost; they may have been counted."),
    };
    let limit = match (tries.picture_after, tries.picture_after_known) {
        (0, _) => "This portal has not been seen to ask for a picture.".to_owned(),
        (1, _) => "This portal asks for a picture after 1 try.".to_owned(),
        (n, true) => format!("This portal asks for a picture after {n} tries."),
        (n, false) if tries.spent >= 10 => {
            format!("This portal has not asked for a picture yet; some do after {n} tries.")
        }
        (n, false) => format!("Many portals ask for a picture after {n} tries."),
    };
    format!("{spent}{lost} {limit} Other devices may have spent some too.")
}

/// Keeps the count with a trouble, for its text.
#[must_use]
pub fn tries_args(trouble: Trouble, tries: &Tries) -> Trouble {
    trouble
        .with("spent", tries.spent)
        .with("unanswered", tries.unanswered)
        .with("picture_after", tries.picture_after)
        .with("picture_after_known", tries.picture_after_known)
}

/// The count kept with a trouble; `None` without `spent`.
pub(super) fn from_args(trouble: &Trouble) -> Option<Tries> {
    let number = |name: &str| trouble.args.get(name).and_then(|value| value.parse::<u32>().ok());
    Some(Tries {
        spent: number("spent")?,
        unanswered: number("unanswered").unwrap_or(0),
        picture_after: number("picture_after").unwrap_or(10),
        picture_after_known: trouble.args.get("picture_after_known").is_some_and(|value| value == "true"),
        last_at: None,
    })
}
