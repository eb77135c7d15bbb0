//! What a button beside a step may run: each a call of the surface, or something a view does by itself.

use std::collections::BTreeMap;

use crate::records::Action;

/// The first of these that has all its arguments.
pub(super) type Button = &'static [Offer];

/// Something a view can run.
pub(super) struct Offer {
    /// A call of the surface, or one of `open_url`, `share_help_card`, `open_settings`, `scan_qr`.
    kind: &'static str,
    args: &'static [(&'static str, Value)],
    /// Not offered where this argument is present: inside a sign-in its form is the way, not a call for the account.
    unless: Option<&'static str>,
}

/// Where an argument comes from.
enum Value {
    /// The trouble's argument of that name.
    Of(&'static str),
    /// Always this.
    Fixed(&'static str),
}

use Value::{Fixed, Of};

const fn offer(kind: &'static str, args: &'static [(&'static str, Value)]) -> Offer {
    Offer { kind, args, unless: None }
}

const fn outside(kind: &'static str, args: &'static [(&'static str, Value)]) -> Offer {
    Offer { kind, args, unless: Some("sign_in") }
}

const TO_START: Offer = outside("sign_in.start", &[("account", Of("account"))]);
const TO_CONFIRM_MOVE: Offer = offer("sign_in.confirm_move", &[("sign_in", Of("sign_in"))]);

/// A sentence is all.
pub(super) const NONE: Button = &[];
/// Look again now; nothing counted.
pub(super) const CHECK: Button = &[outside("session.check", &[("account", Of("account"))])];
/// Whether a portal is where it was: also while its sign-in asks about another address.
pub(super) const CHECK_THERE: Button = &[offer("session.check", &[("account", Of("account"))])];
/// Send the stored application password once, knowingly.
pub(super) const SPEND: Button = &[offer("session.check", &[("account", Of("account")), ("spend_try", Fixed("true"))])];
/// Sign in to a known account.
pub(super) const START: Button = &[TO_START];
/// Sign in at an address.
pub(super) const START_AT: Button = &[offer("sign_in.start", &[("address", Of("origin"))])];
/// Sign in at an address; where none is known, address first.
pub(super) const START_AT_OR_NEW: Button =
    &[offer("sign_in.start", &[("address", Of("origin"))]), offer("sign_in.start", &[])];
/// Sign in to a known account, or address first.
pub(super) const START_OR_NEW: Button = &[TO_START, offer("sign_in.start", &[])];
/// One step back.
pub(super) const BACK: Button = &[offer("sign_in.back", &[("sign_in", Of("sign_in"))])];
/// Another picture.
pub(super) const REFRESH: Button =
    &[offer("sign_in.refresh_captcha", &[("sign_in", Of("sign_in")), ("challenge", Of("challenge"))])];
/// The code in a text message.
pub(super) const SEND_SMS: Button =
    &[offer("sign_in.send_sms", &[("sign_in", Of("sign_in")), ("challenge", Of("challenge"))])];
/// Agree to the new address.
pub(super) const CONFIRM_MOVE_OR_START: Button = &[TO_CONFIRM_MOVE, TO_START];
/// Clear what was used for signing in.
pub(super) const RESET: Button = &[offer("accounts.reset", &[("account", Of("account"))])];
/// Remove the account from this phone.
pub(super) const DELETE: Button = &[offer("accounts.delete", &[("account", Of("account"))])];
/// Use the account that is already there.
pub(super) const SELECT_OTHER: Button = &[offer("accounts.select", &[("account", Of("other_account"))])];
/// The portal in a browser.
pub(super) const OPEN_PORTAL: Button = &[offer("open_url", &[("url", Of("origin"))])];
/// A new password from here; where the login is not known, on the portal's own page (I1).
pub(super) const RECOVER: Button = &[
    offer("recovery.start", &[("address", Of("origin")), ("login", Of("login"))]),
    offer("open_url", &[("url", Of("recover_url"))]),
];
/// The person's own Network profile (M6).
pub(super) const OPEN_NETWORK: Button =
    &[offer("open_url", &[("url", Fixed("https://www.bitrix24.net/passport/view/"))])];
/// Which login belongs where.
pub(super) const WHICH_ME: Button = &[
    offer("help.which_me", &[("sign_in", Of("sign_in"))]),
    offer("help.which_me", &[("account", Of("account"))]),
    offer("help.which_me", &[]),
];
/// What happened with the account.
pub(super) const HISTORY: Button = &[offer("history.list", &[("account", Of("account"))])];
/// The portal's page for a forgotten password (I1).
pub(super) const RECOVER_IN_BROWSER: Button = &[offer("open_url", &[("url", Of("recover_url"))])];
/// Another mail.
pub(super) const RESEND: Button = &[offer("recovery.resend", &[("recovery", Of("recovery"))])];
/// What to know of mails that do not come, of a person the portal does not know, and of an invitation to the wrong address.
pub(super) const TOPIC_MAIL: Button = &[offer("help.topic", &[("topic", Fixed("S2"))])];
pub(super) const TOPIC_NOT_THERE: Button = &[offer("help.topic", &[("topic", Fixed("S8"))])];
pub(super) const TOPIC_WRONG_ADDRESS: Button = &[offer("help.topic", &[("topic", Fixed("S10"))])];
/// The account a new one stands beside, or the address it is taken by.
pub(super) const TOPIC_ADDRESS_TAKEN: Button = &[offer("help.topic", &[("topic", Fixed("S1"))])];
/// Where it goes on in a browser.
pub(super) const OPEN: Button = &[offer("open_url", &[("url", Of("url"))])];
/// Sign in at the portal that a link names.
pub(super) const START_AT_LINK: Button = &[offer("sign_in.start", &[("address", Of("link_origin"))])];
/// A new mail with a link for a new password (I1), for whom a link names.
pub(super) const RECOVER_FROM_LINK: Button =
    &[offer("recovery.start", &[("address", Of("link_origin")), ("login", Of("link_login"))])];
/// The invitation that was given. The app still has it: a record does not repeat its checkword (R5).
pub(super) const OPEN_INVITATION: Button = &[offer("invitation.open", &[])];
/// Read a QR code.
pub(super) const SCAN: Button = &[offer("scan_qr", &[])];
/// A text for the administrator.
pub(super) const CARD: Button =
    &[offer("share_help_card", &[("sign_in", Of("sign_in"))]), offer("share_help_card", &[("account", Of("account"))])];
/// The same, where nothing need be known yet.
pub(super) const ANY_CARD: Button = &[
    offer("share_help_card", &[("sign_in", Of("sign_in"))]),
    offer("share_help_card", &[("account", Of("account"))]),
    offer("share_help_card", &[]),
];
/// The phone's own settings.
pub(super) const SETTINGS: Button = &[offer("open_settings", &[])];

/// The button with the arguments of its action; `None` where no action has all of them.
pub(super) fn button(button: Button, args: &BTreeMap<&str, String>) -> Option<Action> {
    button.iter().find_map(|offer| ready(offer, args))
}

fn ready(offer: &Offer, args: &BTreeMap<&str, String>) -> Option<Action> {
    if offer.unless.is_some_and(|name| args.contains_key(name)) {
        return None;
    }
    let value = |value: &Value| match value {
        Of(name) => args.get(name).cloned(),
        Fixed(text) => Some((*text).to_owned()),
    };
    let mut named = BTreeMap::new();
    for (name, of) in offer.args {
        named.insert((*name).to_owned(), value(of)?);
    }
    Some(Action { kind: offer.kind.to_owned(), args: named })
}
