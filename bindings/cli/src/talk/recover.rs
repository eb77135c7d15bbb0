//! A new password: the mail, the picture before it, the link of the mail, and on with the sign-in.

use portico::CallError;
use portico::records::{Picture, ProblemCode, Recovery, RecoveryStage, SignIn};
use portico::secret::Secret;

use super::Talk;
use super::answers::{Asked, Next, Word, in_its_place, is_no_answer, new_password, word};
use super::picture::show_picture;
use super::wait::waiting;
use super::words::{place, show_problem, span};
use crate::say;
use crate::stop::{self, Stop, sentence};

/// Asks where, whether by the portal's address or by a link.
pub(super) async fn address(talk: &mut Talk) -> Result<String, Stop> {
    needed(talk, "Your portal's address (for example company.bitrix24.com), or the link of a mail:").await
}

/// Asks which login, and goes on with what is open for them. Gives the sign-in that the new password goes on with.
pub(super) async fn begin(talk: &mut Talk, address: &str) -> Result<Option<SignIn>, Stop> {
    let login = needed(talk, "Login or e-mail:").await?;
    let begun = waiting("the portal", talk.portico.recovery_start(address, &login)).await;
    let begun = begun.map_err(|error| talk.failed(error))?;
    go_on(talk, begun).await
}

/// With the link of a mail in hand no other mail is asked for, and only the new password is missing. Says where it leads before
/// anything is sent for it (R15).
pub(super) async fn with_link(talk: &mut Talk, link: Secret) -> Result<Option<SignIn>, Stop> {
    // EXPOSE: into the reader of links.
    let read = talk.portico.links_read(link.expose());
    let host = read.portal.as_ref().map_or_else(|| "a portal that it does not name".to_owned(), place);
    say::line(format!("This link is for a new password at {host}. Nothing was sent yet."));
    let login = match read.login {
        Some(_) => String::new(),
        None => needed(talk, "Login or e-mail:").await?,
    };
    // EXPOSE: the core reads portal and login out of it.
    let begun = waiting("the portal", talk.portico.recovery_start(link.expose(), &login)).await;
    let begun = begun.map_err(|error| talk.failed(error))?;
    stop::keeping(stages(talk, begun, Pasted { link: Some(link), fits: true })).await
}

/// The link of a mail, or the word in it, as far as it was given.
#[derive(Default)]
struct Pasted {
    link: Option<Secret>,
    /// Only the new password is missing.
    fits: bool,
}

/// A person is asked until there is an answer.
async fn needed(talk: &mut Talk, question: &str) -> Result<String, Stop> {
    loop {
        let answer = talk.keyboard.ask(question).await?;
        if !answer.is_empty() || talk.keyboard.is_piped() {
            return Ok(answer);
        }
    }
}

/// A new password in place of one that is not known: the recovery's sign-in takes the place of this one.
pub(super) async fn instead(talk: &mut Talk, at: &SignIn) -> Result<Next, Asked> {
    let address = at.portal.as_ref().map(|portal| portal.origin.clone()).unwrap_or_default();
    let known = at.login.clone().unwrap_or_default();
    let shown = if known.is_empty() { String::new() } else { format!(" [{known}]") };
    let typed = talk.keyboard.ask(&format!("Login or e-mail{shown}:")).await?;
    let login = if typed.is_empty() { known } else { typed };
    let begun = talk.portico.recovery_start(&address, &login);
    let begun = waiting("the portal", begun).await?;
    let came = go_on(talk, begun).await;
    in_its_place(talk, at, came).await
}

/// Goes on with a recovery until the new password is set, or it is left for later. Gives the sign-in that goes on with it.
async fn go_on(talk: &mut Talk, begun: Recovery) -> Result<Option<SignIn>, Stop> {
    stop::keeping(stages(talk, begun, Pasted::default())).await
}

async fn stages(talk: &mut Talk, begun: Recovery, mut pasted: Pasted) -> Result<Option<SignIn>, Stop> {
    let mut at = begun;
    loop {
        if talk.json {
            say::json(&at);
        } else {
            show_problem(at.problem.as_ref());
        }
        let next = match at.stage {
            RecoveryStage::Start => again(talk, &at).await,
            RecoveryStage::Captcha => captcha(talk, &at).await,
            RecoveryStage::Sent | RecoveryStage::Checkword => checkword(talk, &at, &mut pasted).await,
            RecoveryStage::Browser => browser(talk, &at, &mut pasted).await,
            RecoveryStage::Done => return done(talk, &at),
        };
        at = match next.map_err(|stop| talk.left(stop, at.problem.as_ref()))? {
            None => {
                say::line("Left for later: begin a recovery with the same address and login, and it goes on.");
                return Err(Stop::Said);
            }
            Some(Ok(next)) => next,
            Some(Err(error)) => {
                say::line(format!("! {}", sentence(&error)));
                if talk.keyboard.is_piped() {
                    return Err(Stop::Said);
                }
                talk.portico.recovery_get(&at.id)?
            }
        };
    }
}

/// Where a step leads; `None`: the person goes on another time.
type Step = Option<Result<Recovery, CallError>>;

async fn resend(talk: &Talk, at: &Recovery) -> Step {
    Some(waiting(&place(&at.portal), talk.portico.recovery_resend(&at.id)).await)
}

async fn again(talk: &mut Talk, at: &Recovery) -> Result<Step, Stop> {
    if !talk.keyboard.agree("Ask for the mail again?").await? {
        return Ok(None);
    }
    Ok(resend(talk, at).await)
}

async fn captcha(talk: &mut Talk, at: &Recovery) -> Result<Step, Stop> {
    let picture: Result<Picture, CallError> =
        waiting("the picture", talk.portico.recovery_captcha_picture(&at.id)).await;
    match &picture {
        Ok(picture) => show_picture(picture),
        Err(error) => say::line(format!("! The picture did not come: {}", sentence(error))),
    }
    say::line("Type the letters and digits in the picture; it costs no try. Or /new (another picture), /later.");
    at.url.iter().for_each(|url| say::line(format!("Without a picture: in a browser, at {url}")));
    let host = place(&at.portal);
    loop {
        match word(talk.keyboard.ask("Characters:").await?, &["/new"]) {
            Word::Unknown => {}
            Word::Answer(text) if text.is_empty() => {}
            Word::Answer(text) => {
                return Ok(Some(waiting(&host, talk.portico.recovery_submit_captcha(&at.id, &text)).await));
            }
            Word::Other(_) => return Ok(Some(waiting(&host, talk.portico.recovery_refresh_captcha(&at.id)).await)),
            Word::Back | Word::Cancel | Word::Later => return Ok(None),
        }
    }
}

/// Link and new password. What was pasted is judged before a password is typed for it, and stays while it may be right.
async fn checkword(talk: &mut Talk, at: &Recovery, pasted: &mut Pasted) -> Result<Step, Stop> {
    if !pasted.fits
        && let Some(step) = paste(talk, at, pasted).await?
    {
        return Ok(step);
    }
    let (Some(link), Some(password)) = (pasted.link.clone(), new_password(talk).await?) else {
        pasted.fits = false;
        return Ok(Some(as_before(talk, at)));
    };
    let sent = waiting(&place(&at.portal), talk.portico.recovery_submit(&at.id, link, password)).await;
    // A script goes on as its lines do, with the link.
    pasted.fits = sent.as_ref().is_ok_and(is_short) && !talk.keyboard.is_piped();
    Ok(Some(sent))
}

/// Asks for the link of the mail; `None`: it is there, and only the new password is missing.
async fn paste(talk: &mut Talk, at: &Recovery, pasted: &mut Pasted) -> Result<Option<Step>, Stop> {
    let host = place(&at.portal);
    if at.problem.is_none() {
        say::line(format!("{host} has sent a mail to the address it knows for {}.", at.login));
        say::line("Not there? Look under Spam and Promotions. Only the link of the last mail works.");
    }
    say::line(match at.wait_s {
        0 => "/again asks for another mail, /later leaves it for another time.".to_owned(),
        wait => format!("/again asks for another mail, in {}; /later leaves it for another time.", span(wait)),
    });
    let known = if pasted.link.is_some() { "; empty: the one from before" } else { "" };
    let typed =
        talk.keyboard.ask_secret(&format!("The link of the last mail, or its check word (not shown{known}):")).await?;
    // EXPOSE: looked at for our own words only.
    match typed.expose().trim().to_lowercase().as_str() {
        "" if pasted.link.is_some() => return Ok(None),
        "" => return Ok(Some(Some(as_before(talk, at)))),
        "/later" => return Ok(Some(None)),
        "/again" => {
            // The mail that comes ends this one.
            pasted.link = None;
            return Ok(Some(resend(talk, at).await));
        }
        text if is_no_answer(text) => return Ok(Some(Some(as_before(talk, at)))),
        _link => {}
    }
    if !talk.keyboard.is_piped() {
        // No password is sent, since none is as short as that: it is only said what is wrong with the link.
        let judged = waiting(&host, talk.portico.recovery_submit(&at.id, typed.clone(), Secret::new(""))).await;
        if !judged.as_ref().is_ok_and(is_short) {
            return Ok(Some(Some(judged)));
        }
    }
    pasted.link = Some(typed);
    Ok(None)
}

/// Whether nothing was wrong but the length of the new password.
fn is_short(at: &Recovery) -> bool {
    at.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::NewPasswordShort)
}

/// As it stands now, and with the problem that was shown: looking at a link may have left another.
fn as_before(talk: &Talk, at: &Recovery) -> Result<Recovery, CallError> {
    talk.portico.recovery_get(&at.id).map(|now| Recovery { problem: at.problem.clone(), ..now })
}

async fn browser(talk: &mut Talk, at: &Recovery, pasted: &mut Pasted) -> Result<Step, Stop> {
    at.url.iter().for_each(|url| say::line(format!("Open in a browser: {url}")));
    say::line("Then sign in here with the new password: portico sign-in.");
    if !talk.keyboard.agree("Has a mail with a link to the portal itself come, to be used here?").await? {
        return Ok(None);
    }
    checkword(talk, at, pasted).await
}

fn done(talk: &Talk, at: &Recovery) -> Result<Option<SignIn>, Stop> {
    let Some(sign_in) = &at.sign_in else {
        say::line("The new password is set. Sign in with it.");
        return Ok(None);
    };
    say::line("The new password is set. Sign-in goes on with it; nothing is typed again.");
    Ok(Some(talk.portico.sign_in_get(sign_in)?))
}
