//! The try ledger in words (R12).

use super::texts::Texts;
use crate::records::{Tries, Trouble};

/// What was spent, and when the portal will ask for a picture. Says that this phone does not know everything.
pub fn tries_sentence(tries: &Tries, locale: &str) -> String {
    sentence(tries, Texts::of(locale))
}

pub(super) fn sentence(tries: &Tries, texts: &Texts) -> String {
    let counted = |key, count: u32| texts.say(key, &[("count", &count)]);
    let limit = match (tries.picture_after, tries.picture_after_known) {
        (0, _) => texts.say("tries-never-a-picture", &[]),
        (n, true) => counted("tries-picture-after", n),
        (n, false) if tries.spent >= 10 => counted("tries-no-picture-yet", n),
        (n, false) => counted("tries-many-after", n),
    };
    let mut sentences = vec![counted("tries-spent", tries.spent)];
    sentences.extend((tries.unanswered > 0).then(|| counted("tries-lost", tries.unanswered)));
    sentences.extend([limit, texts.say("tries-elsewhere", &[])]);
    sentences.join(" ")
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
