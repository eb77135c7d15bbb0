//! Texts of problems with the address and on the way there. `cause` is a list of sentences; see `wording`.

use super::wording::{CARD, CHECK, OPEN_PORTAL, SETTINGS, START_AT, Text, offer, say};

const NOTHING_LOST: &str = "What you typed is kept.";
/// Only where a password had left the phone.
const MAYBE_COUNTED: &str = "{maybe_counted}";

pub(super) const ADDRESS_UNREADABLE: Text = Text {
    title: "This is not an address",
    cause: &["What you typed cannot be read as the address of a portal.", NOTHING_LOST],
    steps: &[
        say("Type it like this: company.bitrix24.com. You can also paste a link to the portal."),
        say("If you do not know the address, ask a colleague or your administrator."),
    ],
};
pub(super) const ADDRESS_NOT_SECURE: Text = Text {
    title: "This address is not protected",
    cause: &["The address begins with http://. Others on the network could read your password, so nothing was sent."],
    steps: &[
        say("Type the address again with https:// or with nothing in front."),
        offer("If the portal has no protected address, tell your administrator.", CARD),
    ],
};
pub(super) const NOT_A_PORTAL: Text = Text {
    title: "There is no Bitrix24 portal at this address",
    cause: &["{host} answers, but not like a Bitrix24 portal.", "No password was sent.", NOTHING_LOST],
    steps: &[
        say("Check the address for typing mistakes."),
        offer("Open it in a browser and see what is there.", &[OPEN_PORTAL]),
        say("Ask your administrator for the right address."),
    ],
};
pub(super) const MOBILE_APP_MISSING: Text = Text {
    title: "This portal does not let mobile apps sign in",
    cause: &[
        "{host} is a Bitrix24 portal, but its part for mobile apps is missing or too old.",
        "No password was sent.",
    ],
    steps: &[
        offer("Use the portal in a browser for now.", &[OPEN_PORTAL]),
        offer("Ask your administrator to install or update the mobile part.", CARD),
    ],
};
pub(super) const HOST_NOT_FOUND: Text = Text {
    title: "This address does not exist",
    cause: &["The phone looked for {host} and found nothing under that name.", "No password was sent.", NOTHING_LOST],
    steps: &[
        say("Check the address for typing mistakes."),
        say(
            "If it is right, check the internet connection. Some company addresses work only in the office or with the company's VPN app.",
        ),
        offer("Try again.", &[CHECK]),
    ],
};
pub(super) const NO_CONNECTION: Text = Text {
    title: "No connection to the portal",
    cause: &["The phone could not reach {host}.", "No password was sent.", NOTHING_LOST],
    steps: &[
        say("Check Wi-Fi or mobile data. Flight mode must be off."),
        say("Some portals work only in the office or with the company's VPN app."),
        offer("Try again.", &[CHECK]),
    ],
};
pub(super) const NO_ANSWER: Text = Text {
    title: "The portal did not answer in time",
    cause: &[
        "{host} was reached but did not answer.",
        "That says nothing about your password.",
        MAYBE_COUNTED,
        NOTHING_LOST,
    ],
    steps: &[
        say("Wait a moment."),
        offer("Try again.", &[CHECK]),
        offer("If it stays like this, tell your administrator.", CARD),
    ],
};
pub(super) const ANSWER_LOST: Text = Text {
    title: "The connection broke",
    cause: &[
        "The answer of {host} did not arrive whole.",
        "That says nothing about your password.",
        MAYBE_COUNTED,
        NOTHING_LOST,
    ],
    steps: &[say("Go where the connection is better."), offer("Try again.", &[CHECK])],
};
pub(super) const TLS_UNKNOWN_CA: Text = Text {
    title: "The portal cannot prove who it is",
    cause: &[
        "{host} shows a proof of identity (certificate) from an issuer that this phone does not know.",
        "It may be your company's own issuer. It may also be someone between you and the portal.",
        "No password was sent.",
    ],
    steps: &[
        say("On public Wi-Fi, switch to mobile data and try again."),
        offer(
            "Ask your administrator whether the company has its own issuer, and how to install it on this phone.",
            CARD,
        ),
    ],
};
pub(super) const TLS_EXPIRED: Text = Text {
    title: "The portal's proof of identity is out of date",
    cause: &[
        "The proof of identity (certificate) of {host} has expired, or this phone's date is wrong.",
        "No password was sent.",
    ],
    steps: &[
        offer("Check date and time of this phone. Set them to automatic.", &[SETTINGS]),
        offer("If they are right, tell your administrator: the certificate must be renewed.", CARD),
    ],
};
pub(super) const TLS_NOT_YET_VALID: Text = Text {
    title: "The phone's date seems to be wrong",
    cause: &[
        "The proof of identity (certificate) of {host} begins in the future. Most often the phone's date is wrong.",
        "No password was sent.",
    ],
    steps: &[
        offer("Check date and time of this phone. Set them to automatic.", &[SETTINGS]),
        offer("If they are right, tell your administrator.", CARD),
    ],
};
pub(super) const TLS_WRONG_NAME: Text = Text {
    title: "The proof of identity is for another address",
    cause: &[
        "Something answers at {host}, but its proof of identity (certificate) belongs to another address.",
        "The address may be mistyped, the portal set up wrongly, or someone is in between.",
        "No password was sent.",
    ],
    steps: &[
        say("Check the address for typing mistakes."),
        say("On public Wi-Fi, switch to mobile data and try again."),
        offer("Tell your administrator.", CARD),
    ],
};
pub(super) const TLS_REVOKED: Text = Text {
    title: "The portal's proof of identity was withdrawn",
    cause: &[
        "The issuer of the proof of identity (certificate) of {host} says that it must no longer be trusted.",
        "No password was sent.",
    ],
    steps: &[say("Do not sign in there for now."), offer("Tell your administrator at once.", CARD)],
};
pub(super) const TLS_FAILED: Text = Text {
    title: "No protected connection to the portal",
    cause: &["Phone and {host} could not agree on a protected connection.", "No password was sent.", NOTHING_LOST],
    steps: &[
        say("Switch between Wi-Fi and mobile data and try again."),
        offer("If it stays like this, tell your administrator.", CARD),
    ],
};
pub(super) const CAPTIVE_PORTAL: Text = Text {
    title: "Something else answered instead of the portal",
    cause: &[
        "A page came back that is not from {host}. Often it is the sign-in page of a Wi-Fi, or a company filter.",
        "That says nothing about your password.",
        MAYBE_COUNTED,
        NOTHING_LOST,
    ],
    steps: &[
        offer("Open the portal in a browser. If the Wi-Fi asks for its own sign-in, do that first.", &[OPEN_PORTAL]),
        say("Or switch to mobile data."),
        offer("Try again.", &[CHECK]),
    ],
};
pub(super) const UNEXPECTED: Text = Text {
    title: "The portal gave an answer nobody foresaw",
    cause: &[
        "The answer of {host} could not be understood.",
        "That says nothing about your password.",
        MAYBE_COUNTED,
        NOTHING_LOST,
        "For your administrator: {code}.",
        "Step: {stage}.",
    ],
    steps: &[
        offer("Try again in a few minutes.", &[CHECK]),
        offer("If it stays like this, send the help card to your administrator.", CARD),
    ],
};
pub(super) const ANSWER_TOO_LARGE: Text = Text {
    title: "The portal's answer was too large",
    cause: &["{host} sent far more than an answer needs. The phone stopped reading.", MAYBE_COUNTED, NOTHING_LOST],
    steps: &[offer("Try again.", &[CHECK]), offer("If it stays like this, tell your administrator.", CARD)],
};
pub(super) const PORTAL_BUSY: Text = Text {
    title: "The portal is busy",
    cause: &["{host} asks to wait.", "That says nothing about your password.", NOTHING_LOST],
    steps: &[say("Wait {wait}. More tries before that make it longer."), offer("Then try again.", &[CHECK])],
};
pub(super) const PORTAL_FAILING: Text = Text {
    title: "The portal has a fault",
    cause: &["{host} answered that something is broken there.", "That says nothing about your password.", NOTHING_LOST],
    steps: &[
        offer("Try again in a few minutes.", &[CHECK]),
        offer("If it stays like this, tell your administrator.", CARD),
    ],
};
pub(super) const NETWORK_SERVICE_DOWN: Text = Text {
    title: "Bitrix24's sign-in service is down",
    cause: &[
        "{host} works, but the central Bitrix24 service that checks passwords cannot be reached.",
        "Your password was not checked and no try was counted.",
    ],
    steps: &[offer("Try again in a few minutes.", &[CHECK]), say("If it lasts longer, ask Bitrix24 support.")],
};
pub(super) const OPEN_LINK_AGAIN: Text = Text {
    title: "Open the link again",
    cause: &[
        "The app was closed before the link was used. For safety the phone does not keep such links.",
        "The link was not used up.",
    ],
    steps: &[
        say("Open the link once more, or scan the code again."),
        offer("Or sign in with your password.", &[START_AT]),
    ],
};
pub(super) const LINK_USED_OR_LOST: Text = Text {
    title: "This link may be used up",
    cause: &["The link was sent to the portal, but the answer did not arrive. Such a link works only once."],
    steps: &[
        say("Get a new link or a new QR code on the computer and open it."),
        offer("Or sign in with your password.", &[START_AT]),
    ],
};
