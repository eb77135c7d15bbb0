//! What people paste where the checkword goes: the word, or the mail's whole link in whatever wrapping (I2).

use crate::portal::host::host_shown;
use crate::portal::link::{What, read};
use crate::records::{ProblemCode, Trouble};
use crate::secret::Secret;

/// The longest checkword; real ones have 8 or 32 characters.
const LONGEST: usize = 128;

/// Login and checkword. A link names the login the portal knows, which may be another than the e-mail that was typed. Nothing
/// leads to a send for a link of another origin.
pub(super) fn checkword(
    typed: &Secret,
    origin: &str,
    login: &str,
    allow_plain_loopback: bool,
) -> Result<(String, Secret), Trouble> {
    // EXPOSE: into the reader; what it finds is a secret again.
    let text = typed.expose().trim();
    if is_word(text) {
        return Ok((login.to_owned(), Secret::from(text)));
    }
    let link = read(text, allow_plain_loopback);
    let unreadable = Err(Trouble::new(ProblemCode::CheckwordUnreadable));
    let What::Recovery { login: named, checkword } = link.what else { return unreadable };
    match link.at {
        Some(at) if at.origin().ascii_serialization() != origin => {
            Err(Trouble::new(ProblemCode::LinkOfOtherPortal).with("to", host_shown(&at)))
        }
        Some(_) => Ok((named.unwrap_or_else(|| login.to_owned()), checkword)),
        None => unreadable,
    }
}

fn is_word(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}
