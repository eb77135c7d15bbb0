//! Texts of problems of the phone itself: its key store, its files, its documents. `cause` is a list of sentences; see `wording`.

use super::wording::{CARD, CHECK, DELETE, OPEN_PORTAL, RESET, SETTINGS, START, Text, offer, say};

pub(super) const DOCUMENT_DAMAGED: Text = Text {
    title: "The stored data of this account is damaged",
    cause: &[
        "The phone cannot read what it stored for this account. Your other accounts are not affected. Nothing on the portal is lost.",
    ],
    steps: &[
        offer("Reset the sign-in. The account stays in the list.", &[RESET]),
        offer("Then sign in with your login and password.", &[START]),
        offer("If that does not help, delete the account from this phone. Its data on the portal stays.", &[DELETE]),
    ],
};
pub(super) const DOCUMENT_NEWER: Text = Text {
    title: "This account needs a newer version of the app",
    cause: &["It was stored by a newer version of the app. This version does not touch it, so nothing is lost."],
    steps: &[say("Update the app.")],
};
pub(super) const VAULT_LOCKED: Text = Text {
    title: "The phone's key store is locked",
    cause: &["Saved passwords can be read only when the phone is unlocked. Nothing is lost and no try was spent."],
    steps: &[
        say("Unlock the phone. After a restart, unlock it once with its code."),
        offer("Then try again.", &[CHECK]),
    ],
};
pub(super) const VAULT_UNAVAILABLE: Text = Text {
    title: "The phone's key store does not work",
    cause: &[
        "The place where the phone keeps keys for saved passwords does not answer. Without it no password is stored. No try was spent.",
    ],
    steps: &[
        say("Restart the phone."),
        offer("Check that a screen lock is set. Some phones need one.", &[SETTINGS]),
        offer("Until it works, use the portal in a browser.", &[OPEN_PORTAL]),
        offer("If it stays like this, tell your administrator.", CARD),
    ],
};
pub(super) const STORAGE_FAILED: Text = Text {
    title: "The phone could not save",
    cause: &["Writing to the phone's storage failed. It may be full. Nothing was changed."],
    steps: &[offer("Free some space on the phone.", &[SETTINGS]), offer("Then try again.", &[CHECK])],
};
