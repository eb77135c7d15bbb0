//! Texts of problems with password, picture and code. `cause` is a list of sentences; see `wording`.

use super::wording::{
    BACK, CARD, CHECK, OPEN_PORTAL, RECOVER, REFRESH, RESET, SETTINGS, SPEND, START, START_NEW, Text, offer, say,
};

const TRIES: &str = "{tries}";

pub(super) const WRONG_CREDENTIALS: Text = Text {
    title: "The portal refused this login and password",
    cause: &[
        "{host} does not say why. It may be the login. It may be the password: mistyped, changed or expired. Your account may be blocked for a time, or closed.",
        "What you typed is kept.",
        TRIES,
    ],
    steps: &[
        say("Check the login for typing mistakes."),
        say("Check the keyboard language, and that Caps Lock is off. Then type the password again."),
        offer(
            "If you are not sure about the password, make a new one in a browser before you spend more tries.",
            &[RECOVER],
        ),
        offer("If both are right, ask your administrator whether your account is open.", CARD),
    ],
};
pub(super) const PORTAL_SAYS: Text = Text {
    title: "The portal did not let you in and says why",
    cause: &["The reason below is in the portal's own words.", "What you typed is kept.", TRIES],
    steps: &[
        say("Read the reason and follow it."),
        offer("If it does not help you, send the help card to your administrator.", CARD),
    ],
};
pub(super) const CAPTCHA_FOR_TYPED: Text = Text {
    title: "The portal wants you to read a picture first",
    cause: &[
        "After several failed tries, on this or another device, {host} asks for the letters in a picture (CAPTCHA).",
        "It has not judged your password. It may be right.",
        "What you typed is kept.",
        TRIES,
    ],
    steps: &[
        say("Type the letters you see in the picture. Capital or small does not matter."),
        offer("If you cannot read it, get another picture. That costs nothing.", &[REFRESH]),
        say("If you cannot use a picture at all, look under the other ways."),
    ],
};
pub(super) const CAPTCHA_FOR_STORED: Text = Text {
    title: "Read a picture once, then you are in again",
    cause: &[
        "After several failed tries, on this or another device, {host} asks for the letters in a picture (CAPTCHA).",
        "It has not judged the password saved on this phone. It is kept, so you need not delete the account or type the password.",
        TRIES,
    ],
    steps: &[
        offer("Open the picture and type its letters.", &[START]),
        offer("If you cannot read it, get another picture. That costs nothing.", &[REFRESH]),
        offer("Or sign in once in a browser. Then check again here.", &[SPEND]),
        offer("If neither works, ask your administrator.", CARD),
    ],
};
pub(super) const CAPTCHA_AGAIN: Text = Text {
    title: "The letters or the password were not right",
    cause: &[
        "{host} showed a new picture. It does not tell which of the two was wrong: the letters from the picture, or the password.",
        "What you typed is kept.",
        TRIES,
    ],
    steps: &[
        say("Type the letters of the new picture. If they are hard to read, take another one first."),
        offer("Get another picture. That costs nothing.", &[REFRESH]),
        say("If you were sure of the letters, type the password again too."),
        offer(
            "Or sign in once in a browser, where you see what you type. The portal then stops asking here.",
            &[OPEN_PORTAL],
        ),
        offer("If it goes on, ask your administrator.", CARD),
    ],
};
pub(super) const PASSWORD_NEEDED: Text = Text {
    title: "Type your password again",
    cause: &[
        "The phone keeps a typed password only for a few minutes, and not when the app is closed.",
        "Your login is kept.",
        TRIES,
    ],
    steps: &[say("Type the password. Where a picture is shown, type its letters too.")],
};
pub(super) const STORED_REFUSED: Text = Text {
    title: "The portal refused the password saved here",
    cause: &[
        "{host} does not say why. The saved password may have been removed on the portal. Your account may be blocked for a time, or closed.",
        "Signing in from this network may also not be allowed.",
        "This phone will not send the saved password by itself any more, so no further tries are lost. It is kept for 30 days.",
        TRIES,
    ],
    steps: &[
        offer("Sign in again with your login and password.", &[START]),
        offer(
            "If you think it was only blocked for a time, send the saved password once more. That may cost one try.",
            &[SPEND],
        ),
        offer("If your password is refused too, ask your administrator whether your account is open.", CARD),
    ],
};
pub(super) const ANSWERS_LOST: Text = Text {
    title: "Three answers in a row did not arrive",
    cause: &[
        "The phone sent the saved password three times to {host} and read no answer. The portal may have counted them.",
        "So the phone has stopped by itself. The saved password is kept.",
        TRIES,
    ],
    steps: &[
        say("Go where the connection is better, or change between Wi-Fi and mobile data."),
        offer("Then try once more.", &[SPEND]),
        offer("If it stays like this, tell your administrator.", CARD),
    ],
};
pub(super) const CODE_WRONG: Text = Text {
    title: "The code was not accepted",
    cause: &[
        "{host} refused the code. It may be mistyped, too old, or used before. The clock of the phone that makes the codes may be wrong.",
        "Your password is not asked for again.",
    ],
    steps: &[
        say("Wait for the next code and type that one. The same code is never accepted twice."),
        offer("Check that the time of the phone that makes the codes is set to automatic.", &[SETTINGS]),
        say("Or use another way, for example a backup code, where the portal takes them."),
        offer("If two codes in a row were refused, go back and begin with the password.", &[BACK]),
        offer("If you have lost the phone with the codes, ask your administrator to switch them off for a time.", CARD),
    ],
};
pub(super) const CODE_SESSION_LOST: Text = Text {
    title: "Begin with the password again",
    cause: &[
        "{host} did not take the code and has probably forgotten your password step. The code may also have been wrong.",
        "Your login is kept.",
    ],
    steps: &[offer("Go back, type the password, then a fresh code.", &[BACK, START])],
};
pub(super) const CODE_MALFORMED: Text = Text {
    title: "This cannot be a code",
    cause: &[
        "A one-time code has six digits. A backup code has eight letters and digits, like h4t9-x2qm.",
        "Nothing was sent.",
    ],
    steps: &[say("Type the code again. Spaces and dashes do not matter.")],
};
pub(super) const SIGNED_OUT: Text = Text {
    title: "You signed out",
    cause: &["You signed out of this account on this phone. The account stays in the list."],
    steps: &[offer("Sign in when you want to use it again.", &[START])],
};
pub(super) const WAS_RESET: Text = Text {
    title: "Sign-in was reset",
    cause: &[
        "What this phone used for signing in was cleared. The account, its place in the list and its settings are kept.",
    ],
    steps: &[offer("Sign in with your login and password.", &[START])],
};
pub(super) const DEVICE_CHANGED: Text = Text {
    title: "Sign in on this phone",
    cause: &[
        "Your accounts came from another phone or a backup. Saved passwords do not travel with them, for your safety.",
    ],
    steps: &[offer("Sign in with your login and password. Everything else is kept.", &[START])],
};
pub(super) const KEY_INVALIDATED: Text = Text {
    title: "The phone locked the saved password for good",
    cause: &[
        "This happens when fingerprint, face or screen lock is changed. Only the saved password is lost. The account is kept.",
    ],
    steps: &[offer("Sign in with your login and password.", &[START])],
};
pub(super) const SESSION_ENDED: Text = Text {
    title: "Your time on this portal has run out",
    cause: &[
        "{host} is an older portal and gives phones no password to keep. So it asks again after a while without use.",
        "The account is kept.",
    ],
    steps: &[offer("Sign in with your login and password.", &[START])],
};
pub(super) const NO_APPLICATION_PASSWORD: Text = Text {
    title: "This portal will ask for your password again",
    cause: &[
        "{host} is an older portal and gives phones no password to keep. When you have not used it for a while you must sign in again.",
    ],
    steps: &[say("You can work now."), offer("Ask your administrator to update the portal.", CARD)],
};
pub(super) const SIGN_IN_EXPIRED: Text = Text {
    title: "This sign-in was left for too long",
    cause: &["It was begun some time ago and can no longer be finished.", "Your account and login are kept."],
    steps: &[offer("Begin again.", &[START, START_NEW])],
};
pub(super) const SESSION_NOT_ACCEPTED: Text = Text {
    title: "The portal signs you in and then forgets it",
    cause: &[
        "{host} accepted your sign-in, but treated the next request as from a stranger.",
        "Your password is right and is kept.",
    ],
    steps: &[
        offer("Try again.", &[CHECK]),
        offer("If it stays like this, reset the sign-in and sign in again.", &[RESET]),
        offer("If that does not help, send the help card to your administrator.", CARD),
    ],
};
