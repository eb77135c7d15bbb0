//! The acts of the tour, in order. A new topic adds its line here and its function beside.

mod addresses;
mod arrive;
mod clears;
mod invited;
mod languages;
mod link;
mod lockout;
mod lost_phone;
mod mail;
mod sessions;
mod which_me;

use super::act::{Act, acted, explained, story};
use super::topics::Topic;

/// The story.
pub(super) const ACTS: &[Act] = &[
    story("Two companies, two portals", arrive::two_portals),
    acted(Topic::S7, "Anna signs in to Alfa, after a slip of the keyboard", arrive::anna_on_alfa),
    story("Anna and Clara on Beta; Clara has a second factor", arrive::beta),
    acted(Topic::S3, "A working day: 24 minutes, and what comes after", sessions::working_day),
    acted(Topic::S6, "An old phone of Anna's keeps sending a stale password", lockout::old_phone),
    acted(Topic::S6, "The lockout: Alfa wants a picture before it looks at any password", lockout::locked_out),
    acted(Topic::S6, "Twenty calls burn no try", lockout::twenty_calls),
    acted(Topic::S6, "Anna answers the picture; the kept password goes out with it", lockout::picture),
    acted(Topic::S4, "Clara has lost the phone with her codes, but not her backup codes", lost_phone::backup_code),
    acted(Topic::S4, "No backup codes: the administrator switches the codes off for a time", lost_phone::administrator),
    acted(Topic::S2, "Boris has forgotten his password, and the mail does not come", mail::not_delivered),
    acted(Topic::S9, "The older mail's link is refused", mail::old_link),
    acted(Topic::S7, "The last mail's link: a new password, and signed in with it", mail::new_password),
    explained(Topic::S1, "Anna invites a colleague whose address is taken", invited::already_exists),
    explained(Topic::S10, "Anna invites Dora under a wrong address", invited::wrong_email),
    acted(Topic::S2, "Dora's invitation is sent again, and accepted", invited::accepted),
    story("Boris scans a QR code at his computer", link::qr),
    acted(Topic::S8, "Boris mixes up his logins, and looks at the map", which_me::not_in_portal),
    explained(Topic::S11, "Network profile and employee profiles", which_me::two_profiles),
    acted(Topic::S5, "Alfa allows the office's addresses only; Anna is elsewhere", addresses::kept_out),
    acted(Topic::S5, "The event log, and why it shows sign-ins from elsewhere", addresses::event_log),
    story("Beta's administrator revokes Anna's saved password", clears::revoked),
    story("The same problem in English, German and Russian", languages::same_in_three),
    story("The program is ended and started again", clears::restarted),
    acted(Topic::S6, "Reset, and sign in again", clears::reset),
    story("Clara signs out", clears::sign_out),
    story("Delete, with a receipt", clears::delete),
];
