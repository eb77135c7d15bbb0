//! A new password: the mail, the picture before it, the link of the mail, and on with the sign-in.

use portico::CallError;
use portico::records::{Picture, Recovery, RecoveryStage, SignIn};
use portico::secret::Secret;

use super::answers::{Asked, Next, is_no_answer};
use super::picture::show_picture;
use super::wait::waiting;
use super::words::{place, show_problem};
use super::{Talk, link};
use crate::say;
use crate::stop::{self, Stop, sentence};

/// Asks which portal and login, and goes on with what is open for them. Gives the sign-in that the new password goes on with.
pub(super) async fn begin(talk: &mut Talk, address: Option<String>) -> Result<Option<SignIn>, Stop> {
    let address = match address {
        Some(address) => address,
        None => {
            needed(talk, "Your portal's address (for example company.bitrix24.com), or the link of a mail:").await?
        }
    };
    if let Some(what) = link::other(talk, &address) {
        return link::follow(talk, Secret::from(address.as_str()), what).await;
    }
    let login = needed(talk, "Login or e-mail:").await?;
    let begun = waiting("the portal", talk.portico.recovery_start(&address, &login)).await;
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
    let mut begun = begun.map_err(|error| talk.failed(error))?;
    if begun.stage == RecoveryStage::Checkword
        && let Some(password) = new_password(talk).await?
    {
        let submitted = talk.portico.recovery_submit(&begun.id, link, password);
        begun = waiting(&host, submitted).await.map_err(|error| talk.failed(error))?;
    }
    go_on(talk, begun).await
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
    link::instead(talk, at, came).await
}

/// Goes on with a recovery until the new password is set, or it is left for later. Gives the sign-in that goes on with it.
async fn go_on(talk: &mut Talk, begun: Recovery) -> Result<Option<SignIn>, Stop> {
    stop::keeping(stages(talk, begun)).await
}

async fn stages(talk: &mut Talk, begun: Recovery) -> Result<Option<SignIn>, Stop> {
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
            RecoveryStage::Sent | RecoveryStage::Checkword => checkword(talk, &at).await,
            RecoveryStage::Browser => browser(talk, &at).await,
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
    say::line("Type the word in the picture; it costs no try. Or /new (another picture), /later.");
    at.url.iter().for_each(|url| say::line(format!("Without a picture: in a browser, at {url}")));
    let host = place(&at.portal);
    loop {
        match talk.keyboard.ask("Word:").await?.as_str() {
            "" => {}
            "/later" => return Ok(None),
            "/new" => return Ok(Some(waiting(&host, talk.portico.recovery_refresh_captcha(&at.id)).await)),
            word if is_no_answer(word) => {}
            word => return Ok(Some(waiting(&host, talk.portico.recovery_submit_captcha(&at.id, word)).await)),
        }
    }
}

async fn checkword(talk: &mut Talk, at: &Recovery) -> Result<Step, Stop> {
    let host = place(&at.portal);
    if at.problem.is_none() {
        say::line(format!("{host} has sent a mail to the address it knows for {}.", at.login));
        say::line("Not there? Look under Spam and Promotions. Only the link of the last mail works.");
    }
    say::line(match at.wait_s {
        0 => "/again asks for another mail, /later leaves it for another time.".to_owned(),
        wait => format!("/again asks for another mail, in {wait} s; /later leaves it for another time."),
    });
    let typed = talk.keyboard.ask_secret("The link of the last mail, or its checkword (not shown):").await?;
    // EXPOSE: looked at for our own words only.
    match typed.expose().trim() {
        "" => return Ok(Some(talk.portico.recovery_get(&at.id))),
        "/later" => return Ok(None),
        "/again" => return Ok(resend(talk, at).await),
        text if is_no_answer(text) => return Ok(Some(talk.portico.recovery_get(&at.id))),
        _link => {}
    }
    let Some(password) = new_password(talk).await? else { return Ok(Some(talk.portico.recovery_get(&at.id))) };
    Ok(Some(waiting(&host, talk.portico.recovery_submit(&at.id, typed, password)).await))
}

/// Typed twice by a person, who does not see it, until both are the same; a pipe means what it says. `None`: back.
pub(super) async fn new_password(talk: &mut Talk) -> Result<Option<Secret>, Stop> {
    loop {
        let password = talk.keyboard.ask_secret("New password (not shown; empty: back):").await?;
        if password.is_empty() {
            return Ok(None);
        }
        if talk.keyboard.is_piped() || talk.keyboard.ask_secret("Once more:").await? == password {
            return Ok(Some(password));
        }
        say::line("These two are not the same. Nothing was sent.");
    }
}

async fn browser(talk: &mut Talk, at: &Recovery) -> Result<Step, Stop> {
    at.url.iter().for_each(|url| say::line(format!("Open in a browser: {url}")));
    say::line("Then sign in here with the new password: portico sign-in.");
    if !talk.keyboard.agree("Has a mail with a link to the portal itself come, to be used here?").await? {
        return Ok(None);
    }
    checkword(talk, at).await
}

fn done(talk: &Talk, at: &Recovery) -> Result<Option<SignIn>, Stop> {
    let Some(sign_in) = &at.sign_in else {
        say::line("The new password is set. Sign in with it.");
        return Ok(None);
    };
    say::line("The new password is set. Sign-in goes on with it; nothing is typed again.");
    Ok(Some(talk.portico.sign_in_get(sign_in)?))
}
