//! The acts of the tour, in order. A new topic adds its line here and its function beside.

mod arrive;
mod clears;
mod lockout;
mod lost_phone;
mod sessions;

use std::pin::Pin;

use super::stage::{Missed, Stage};

/// An act being played.
pub(super) type Playing<'a> = Pin<Box<dyn Future<Output = Result<(), Missed>> + 'a>>;

/// One act.
pub(super) struct Act {
    pub(super) title: &'static str,
    pub(super) play: fn(&mut Stage) -> Playing<'_>,
}

/// The story.
pub(super) const ACTS: &[Act] = &[
    Act { title: "Two companies, two portals", play: arrive::two_portals },
    Act { title: "Anna signs in to Alfa, after a slip of the keyboard", play: arrive::anna_on_alfa },
    Act { title: "Anna and Clara on Beta; Clara has a second factor", play: arrive::beta },
    Act { title: "A working day: 24 minutes, and what comes after", play: sessions::working_day },
    Act { title: "An old phone of Anna's keeps sending a stale password", play: lockout::old_phone },
    Act { title: "The lockout: Alfa wants a picture before it looks at any password", play: lockout::locked_out },
    Act { title: "Twenty calls burn no try", play: lockout::twenty_calls },
    Act { title: "Anna answers the picture; the kept password goes out with it", play: lockout::picture },
    Act { title: "Clara has lost the phone with her codes, but not her backup codes", play: lost_phone::backup_code },
    Act {
        title: "Without backup codes: the administrator switches the codes off for a time",
        play: lost_phone::administrator,
    },
    Act { title: "Beta's administrator revokes Anna's stored password", play: clears::revoked },
    Act { title: "The program is ended and started again", play: clears::restarted },
    Act { title: "Reset, and sign in again", play: clears::reset },
    Act { title: "Clara signs out", play: clears::sign_out },
    Act { title: "Delete, with a receipt", play: clears::delete },
];
