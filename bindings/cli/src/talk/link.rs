//! Links: shown with everything known about them, and sent only when the person agrees.

use portico::records::{LinkKind, LinkKnown, PortalRef, SignIn, Warning};
use portico::secret::Secret;

use super::answers::{Asked, Next, back, in_its_place};
use super::wait::waiting;
use super::words::place;
use super::{Talk, invitation, recover};
use crate::say;
use crate::stop::Stop;

/// What a link's step shows.
pub(super) struct Shown<'a> {
    pub(super) portal: &'a PortalRef,
    pub(super) known: LinkKnown,
    pub(super) person: Option<&'a str>,
    pub(super) warnings: &'a [Warning],
}

/// The link's portal, before anything is sent to it.
pub(super) async fn confirm(talk: &mut Talk, at: &SignIn, shown: &Shown<'_>) -> Result<Next, Asked> {
    let host = place(shown.portal);
    say::line(format!("This link leads to {host}. Nothing was sent yet."));
    say::line(match (shown.known, shown.person) {
        (LinkKnown::ThisAccount, Some(person)) => format!("It was given for the account of {person}."),
        (LinkKnown::ThisAccount, None) => "It was given for an account that is in your list.".to_owned(),
        (LinkKnown::KnownPortal, _) => "You have an account there. Whose link it is only the portal knows.".to_owned(),
        (LinkKnown::NewPortal, _) => "You have no account there yet.".to_owned(),
    });
    for warning in shown.warnings {
        say::line(format!("? {}", warning.text));
    }
    if talk.keyboard.agree(&format!("Go on to {host}?")).await? {
        return Ok(waiting(&host, talk.portico.sign_in_confirm_link(&at.id)).await?.into());
    }
    // Back is an address, which a pipe has no line for.
    if talk.keyboard.is_piped() { Ok(Next::Later) } else { back(talk, at).await }
}

/// What a link is for that signs nobody in by itself.
pub(super) enum Other {
    Invitation,
    NewPassword,
}

/// Whether a text that was given for an address or a link is such a link. Asks nobody.
pub(super) fn other(talk: &Talk, text: &str) -> Option<Other> {
    match talk.portico.links_read(text).kind {
        LinkKind::Invitation => Some(Other::Invitation),
        LinkKind::Recovery => Some(Other::NewPassword),
        LinkKind::QrSignIn | LinkKind::PushSetup | LinkKind::Portal | LinkKind::Unknown => None,
    }
}

/// Goes on with it as what it is. Gives the sign-in that comes of it.
pub(super) async fn follow(talk: &mut Talk, link: Secret, what: Other) -> Result<Option<SignIn>, Stop> {
    match what {
        Other::Invitation => invitation::invitation(talk, link).await,
        Other::NewPassword => recover::with_link(talk, link).await,
    }
}

/// An address or any link as the answer to a step.
pub(super) async fn submit(talk: &mut Talk, at: &SignIn, text: Secret) -> Result<Next, Asked> {
    // EXPOSE: into the reader of links, which keeps none.
    if let Some(what) = other(talk, text.expose()) {
        let came = follow(talk, text, what).await;
        return in_its_place(talk, at, came).await;
    }
    let submitted = talk.portico.sign_in_submit_address(&at.id, text.expose());
    Ok(waiting("the portal", submitted).await?.into())
}

/// A link or the text of a QR code in place of a password, a picture or a code. Not shown while it is typed: it signs in.
pub(super) async fn paste(talk: &mut Talk, at: &SignIn) -> Result<Next, Asked> {
    let link = talk.keyboard.ask_secret("Link, or what the QR code says (not shown):").await?;
    submit(talk, at, link).await
}
