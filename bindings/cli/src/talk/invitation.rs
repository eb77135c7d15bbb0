//! An invitation: shown, and accepted with names and a new password.

use portico::portal::host::host_shown;
use portico::portal::link::read;
use portico::records::{Cost, Invitation, InvitationStage, Problem, ProblemCode, SignIn};
use portico::secret::Secret;

use super::Talk;
use super::answers::{Word, new_password, word};
use super::wait::waiting;
use super::words::{place, show_problem};
use crate::say;
use crate::stop::{Stop, sentence};

/// Opens an invitation's link and accepts it. The portal's page is looked at, which spends nothing; the acceptance is asked for.
/// Gives the sign-in that goes on.
pub(super) async fn invitation(talk: &mut Talk, link: Secret) -> Result<Option<SignIn>, Stop> {
    if let (Some(host), false) = (leads_to(&link), talk.keyboard.is_piped()) {
        say::line(format!("This invitation leads to {host}. Nothing was sent there yet."));
        if !talk.keyboard.agree("Open it?").await? {
            return Err(Stop::Said);
        }
    }
    let opened = waiting("the portal", talk.portico.invitation_open(link)).await;
    let mut at = opened.map_err(|error| talk.failed(error))?;
    let mut names = Names::default();
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
                return Err(Stop::Said);
            }
            InvitationStage::Done => return done(talk, &at),
            InvitationStage::Open if at.problem.as_ref().is_some_and(is_over) => return Err(Stop::Said),
            InvitationStage::Open => {}
        }
        let next = accept(talk, &at, &mut names).await;
        let Some(next) = next.map_err(|stop| talk.left(stop, at.problem.as_ref()))? else {
            say::line("Nothing was accepted. The link can be opened again.");
            return Err(Stop::Said);
        };
        at = next;
    }
}

/// Whether this link is of no use any more, or it is not known whether it is (Q14): no other name or password helps.
fn is_over(problem: &Problem) -> bool {
    problem.retry.cost == Cost::NoneHelps
        || matches!(problem.code, ProblemCode::InvitationLost | ProblemCode::InvitationAccepted)
}

/// Shown before anything is sent for a link (R15).
fn leads_to(link: &Secret) -> Option<String> {
    // EXPOSE: into the reader; only the host comes out.
    read(link.expose(), true).at.as_ref().map(host_shown)
}

/// What was typed stays until the invitation is accepted.
#[derive(Default)]
struct Names {
    first: String,
    last: String,
}

/// Names and password; `None`: the person goes on another time.
async fn accept(talk: &mut Talk, at: &Invitation, names: &mut Names) -> Result<Option<Invitation>, Stop> {
    let host = place(&at.portal);
    let person = at.person.as_ref().map_or(String::new(), |person| format!(", for {person}"));
    say::line(format!(
        "An invitation to {host}{person}. Accepting it makes an account for you there. Or /back, /later."
    ));
    let password = loop {
        if !name(talk, "First name", &mut names.first).await? {
            return Ok(None);
        }
        if !name(talk, "Last name", &mut names.last).await? {
            continue;
        }
        if let Some(password) = new_password(talk).await? {
            break password;
        }
    };
    match waiting(&host, talk.portico.invitation_accept(&at.id, &names.first, &names.last, password)).await {
        Ok(next) => Ok(Some(next)),
        Err(error) if !talk.keyboard.is_piped() => {
            say::line(format!("! {}", sentence(&error)));
            Ok(Some(at.clone()))
        }
        Err(error) => Err(talk.failed(error)),
    }
}

/// Asks for a name until there is one, or the one before; `false`: back.
async fn name(talk: &mut Talk, which: &str, kept: &mut String) -> Result<bool, Stop> {
    loop {
        let shown = if kept.is_empty() { String::new() } else { format!(" [{kept}]") };
        match word(talk.keyboard.ask(&format!("{which}{shown}:")).await?, &[]) {
            Word::Answer(typed) if !typed.is_empty() => *kept = typed,
            // A script that gives none is told by the portal's own words.
            Word::Answer(_) if kept.is_empty() && !talk.keyboard.is_piped() => continue,
            Word::Answer(_) => {}
            Word::Unknown => continue,
            Word::Back | Word::Cancel | Word::Later | Word::Other(_) => return Ok(false),
        }
        return Ok(true);
    }
}

fn done(talk: &Talk, at: &Invitation) -> Result<Option<SignIn>, Stop> {
    say::line("You have accepted the invitation. Sign-in goes on with the password you chose.");
    Ok(at.sign_in.as_ref().map(|open| talk.portico.sign_in_get(open)).transpose()?)
}
