//! Texts of problems of an account at its portal, and of calls. `cause` is a list of sentences; see `wording`.

use super::wording::{CARD, CHECK, CONFIRM_MOVE, DELETE, OPEN_PORTAL, RESET, SELECT_OTHER, START, Text, offer, say};

pub(super) const NOT_ALLOWED_HERE: Text = Text {
    title: "The portal does not let you in from here",
    cause: &[
        "{host} refused this request without judging your password. Most often your company allows only certain networks.",
        "Your saved sign-in is kept. As far as is known, this costs no try.",
        "The portal saw this address: {address}.",
    ],
    steps: &[
        say("Change the network: the office Wi-Fi or the company's VPN app."),
        offer("Then check again.", &[CHECK]),
        offer("Or ask your administrator to allow the network you use.", CARD),
    ],
};
pub(super) const PORTAL_MOVED: Text = Text {
    title: "The portal has a new address",
    cause: &[
        "{from} now points to {to}.",
        "Nothing was sent there. Your account is kept, but your saved password does not go to another address.",
    ],
    steps: &[
        say("Ask a colleague or your administrator whether the new address is right."),
        offer("If it is, agree and sign in there with your password.", &[CONFIRM_MOVE, START]),
        offer("If nobody knows of it, do not sign in, and tell your administrator.", CARD),
    ],
};
pub(super) const MOVE_REFUSED: Text = Text {
    title: "The account could not move to the new address",
    cause: &[
        "At {to} there is another portal, or this phone already has your account there.",
        "Both entries in the list are kept as they were.",
    ],
    steps: &[
        offer("Use the account you already have at the new address.", &[SELECT_OTHER]),
        offer("Then delete the old entry from this phone.", &[DELETE]),
        offer("If you have none there, ask your administrator for the right address.", CARD),
    ],
};
pub(super) const PORTAL_CHANGED: Text = Text {
    title: "Another portal answers at this address",
    cause: &[
        "{host} is not the portal this account was made on. It may have been built anew, or the address belongs to someone else now.",
        "Nothing was mixed: your account is kept as it was.",
    ],
    steps: &[
        offer("Ask your administrator whether the portal was built anew.", CARD),
        offer("If it was, reset the sign-in here.", &[RESET]),
        say("Then sign in again with your login and password."),
    ],
};
pub(super) const PORTAL_LOCKED: Text = Text {
    title: "The portal is locked",
    cause: &[
        "{host} knows you, but the portal itself is locked, for example because its plan has ended. Your sign-in is right and is kept.",
    ],
    steps: &[
        offer("Tell your administrator. Only the company can unlock it.", CARD),
        offer("Afterwards check again. That costs nothing.", &[CHECK]),
    ],
};
pub(super) const LICENCE_LIMIT: Text = Text {
    title: "The portal has more people than its plan allows",
    cause: &[
        "{host} knows you, but the company's plan has no place for you at the moment. Your sign-in is right and is kept.",
    ],
    steps: &[
        offer("Tell your administrator. Only the company can change the plan or free a place.", CARD),
        offer("Afterwards check again. That costs nothing.", &[CHECK]),
    ],
};
pub(super) const CALL_REFUSED: Text = Text {
    title: "The portal refused this request",
    cause: &[
        "You are signed in, but {host} did not carry out {method}.",
        "Nothing about your sign-in has changed.",
        "For your administrator: {code}.",
    ],
    steps: &[
        say("Try again later."),
        offer("If you need it and it stays refused, ask your administrator about your rights.", CARD),
    ],
};
pub(super) const UNKNOWN_METHOD: Text = Text {
    title: "This portal does not know this function",
    cause: &["You are signed in, but {host} does not have {method}. The portal may be older than the app expects."],
    steps: &[
        offer("Use the portal in a browser for this.", &[OPEN_PORTAL]),
        offer("Ask your administrator to update the portal.", CARD),
    ],
};
