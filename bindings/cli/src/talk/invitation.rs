//! An invitation: shown, and accepted with names and a new password.

use portico::portal::host::host_shown;
use portico::portal::link::{What, read};
use portico::records::{Invitation, InvitationStage};
use portico::secret::Secret;

use super::recover::new_password;
use super::wait::waiting;
use super::words::{place, show_problem};
use super::{Talk, sign_in};
use crate::say;
use crate::stop::{Stop, sentence};

/// Whether a text is an invitation's link. Asks nobody.
pub(super) fn is_one(text: &str) -> bool {
    matches!(read(text, true).what, What::Invitation(_))
}

/// Opens an invitation's link and accepts it. The portal's page is looked at, which spends nothing; the acceptance is asked for.
pub(crate) async fn invitation(talk: &mut Talk, link: Secret) -> Result<(), Stop> {
    if let (Some(host), true) = (leads_to(&link), !talk.keyboard.is_piped()) {
        say::line(format!("This invitation leads to {host}. Nothing was sent there yet."));
        if !talk.keyboard.agree("Open it?").await? {
            return Ok(());
        }
    }
    let opened = waiting("the portal", talk.portico.invitation_open(link)).await;
    let mut at = opened.map_err(|error| talk.failed(error))?;
    loop {
        if talk.json {
            say::json(&at);
        } else {
            show_problem(at.problem.as_ref());
        }
        match at.stage {
            InvitationStage::Browser => {
                at.url
                    .iter()
                    .for_each(|url| say::line(format!("The link itself is opened in a browser; it leads to {url}")));
                return Ok(());
            }
            InvitationStage::Done => return done(talk, &at).await,
            InvitationStage::Open => {}
        }
        let Some(next) = accept(talk, &at).await? else {
            say::line("Nothing was accepted. The link can be opened again.");
            return Ok(());
        };
        at = next;
    }
}

/// Shown before anything is sent for a link (R15).
fn leads_to(link: &Secret) -> Option<String> {
    // EXPOSE: into the reader; only the host comes out.
    read(link.expose(), true).at.as_ref().map(host_shown)
}

/// Names and password; `None`: the person goes on another time.
async fn accept(talk: &mut Talk, at: &Invitation) -> Result<Option<Invitation>, Stop> {
    let host = place(&at.portal);
    let person = at.person.as_ref().map_or(String::new(), |person| format!(", for {person}"));
    say::line(format!("An invitation to {host}{person}. Accepting it makes an account for you there. Or /later."));
    let name = talk.keyboard.ask("First name:").await?;
    if name == "/later" {
        return Ok(None);
    }
    let last_name = talk.keyboard.ask("Last name:").await?;
    let Some(password) = new_password(talk).await? else { return Ok(Some(at.clone())) };
    match waiting(&host, talk.portico.invitation_accept(&at.id, &name, &last_name, password)).await {
        Ok(next) => Ok(Some(next)),
        Err(error) if !talk.keyboard.is_piped() => {
            say::line(format!("! {}", sentence(&error)));
            Ok(Some(at.clone()))
        }
        Err(error) => Err(talk.failed(error)),
    }
}

async fn done(talk: &mut Talk, at: &Invitation) -> Result<(), Stop> {
    say::line("You have accepted the invitation. Sign-in goes on with the password you chose.");
    let Some(open) = &at.sign_in else { return Ok(()) };
    let open = talk.portico.sign_in_get(open)?;
    sign_in::go_on(talk, open).await?.map(|_| ()).ok_or(Stop::Said)
}
