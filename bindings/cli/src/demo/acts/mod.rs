//! The acts of the tour, in order. A new topic adds its line here and its function beside.

mod arrive;
mod clears;
mod languages;
mod lockout;
mod lost_phone;
mod mail;
mod sessions;

use std::pin::Pin;

use super::stage::{Missed, Stage};

/// An act being played.
pub(super) type Playing<'a> = Pin<Box<dyn Future<Output = Result<(), Missed>> + 'a>>;

/// One act.
pub(super) struct Act {
    pub(super) title: &'static str,
    pub(super) play: for<'a> fn(&'a mut Stage) -> Playing<'a>,
}

const fn act(title: &'static str, play: for<'a> fn(&'a mut Stage) -> Playing<'a>) -> Act {
    Act { title, play }
}

/// The story.
pub(super) const ACTS: &[Act] = &[
    act("Two companies, two portals", arrive::two_portals),
    act("Anna signs in to Alfa, after a slip of the keyboard", arrive::anna_on_alfa),
    act("Anna and Clara on Beta; Clara has a second factor", arrive::beta),
    act("A working day: 24 minutes, and what comes after", sessions::working_day),
    act("An old phone of Anna's keeps sending a stale password", lockout::old_phone),
    act("The lockout: Alfa wants a picture before it looks at any password", lockout::locked_out),
    act("Twenty calls burn no try", lockout::twenty_calls),
    act("Anna answers the picture; the kept password goes out with it", lockout::picture),
    act("Clara has lost the phone with her codes, but not her backup codes", lost_phone::backup_code),
    act("No backup codes: the administrator switches the codes off for a time", lost_phone::administrator),
    act("Boris has forgotten his password, and the mail does not come", mail::not_delivered),
    act("The older mail's link is refused", mail::old_link),
    act("The last mail's link: a new password, and signed in with it", mail::new_password),
    act("Beta's administrator revokes Anna's stored password", clears::revoked),
    act("The same problem in English, German and Russian", languages::same_in_three),
    act("The program is ended and started again", clears::restarted),
    act("Reset, and sign in again", clears::reset),
    act("Clara signs out", clears::sign_out),
    act("Delete, with a receipt", clears::delete),
];
