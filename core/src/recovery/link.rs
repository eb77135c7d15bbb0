//! What people paste where the checkword goes: the word, or the mail's whole link in whatever wrapping (I2). And what they paste
//! where the login goes.

use crate::portal::host::host_shown;
use crate::portal::link::{Invitation, InvitationForm, Oddity, What, read};
use crate::records::{ProblemCode, Trouble};
use crate::secret::Secret;
use crate::signin::looks_like_login;

/// The longest checkword; real ones have 8 or 32 characters.
const LONGEST: usize = 128;

/// What a link in the field of the login is for, where it carries a secret: then it is no login, and goes neither to the portal
/// nor into a file (R5).
pub(super) fn in_login_field(typed: &str, allow_plain_loopback: bool) -> Option<Trouble> {
    if looks_like_login(typed) {
        return None;
    }
    let link = read(typed, allow_plain_loopback);
    let about = |code: ProblemCode| match &link.at {
        Some(at) => {
            Trouble::new(code).with("to", host_shown(at)).with("link_origin", at.origin().ascii_serialization())
        }
        None => Trouble::new(code),
    };
    match link.what {
        What::Recovery { login, .. } => {
            let login = login.filter(|login| looks_like_login(login)).unwrap_or_default();
            Some(about(ProblemCode::LinkForRecovery).with("link_login", login))
        }
        // The Network is no portal (M6).
        What::Invitation(Invitation { form: InvitationForm::Network, .. }) => {
            Some(Trouble::new(ProblemCode::LinkForInvitation))
        }
        What::Invitation(_) => Some(about(ProblemCode::LinkForInvitation)),
        What::SignIn { .. } => Some(about(ProblemCode::OpenLinkAgain)),
        What::PushSetup { .. } => Some(about(ProblemCode::LinkForPushSetup)),
        What::Portal | What::Unknown => {
            link.oddities.contains(&Oddity::Incomplete).then(|| Trouble::new(ProblemCode::LinkUnreadable))
        }
    }
}

/// Portal and login of a recovery link in the address's place; the login where the link names one.
pub(super) fn in_address_field(typed: &str, allow_plain_loopback: bool) -> Option<(String, Option<String>)> {
    let link = read(typed, allow_plain_loopback);
    let What::Recovery { login, .. } = link.what else { return None };
    Some((link.at?.origin().ascii_serialization(), login))
}

/// Login and checkword. A link names the login the portal knows, which may be another than the e-mail that was typed. Nothing
/// leads to a send for a link of another origin, nor without a login: one that was not written is not known after a restart.
pub(super) fn checkword(
    typed: &Secret,
    origin: &str,
    login: &str,
    allow_plain_loopback: bool,
) -> Result<(String, Secret), Trouble> {
    // EXPOSE: into the reader; what it finds is a secret again.
    let text = typed.expose().trim();
    let unreadable = Err(Trouble::new(ProblemCode::CheckwordUnreadable));
    if is_word(text) {
        return if login.is_empty() { unreadable } else { Ok((login.to_owned(), Secret::from(text))) };
    }
    let link = read(text, allow_plain_loopback);
    let What::Recovery { login: named, checkword } = link.what else { return unreadable };
    match link.at {
        Some(at) if at.origin().ascii_serialization() != origin => {
            Err(Trouble::new(ProblemCode::LinkOfOtherPortal).with("to", host_shown(&at)))
        }
        Some(_) => match named.unwrap_or_else(|| login.to_owned()) {
            nobody if nobody.is_empty() => unreadable,
            login => Ok((login, checkword)),
        },
        None => unreadable,
    }
}

fn is_word(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}
