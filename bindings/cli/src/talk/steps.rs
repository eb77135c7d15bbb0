//! The steps of a sign-in, each asked in its own words.

use std::fs::File;
use std::io::{ErrorKind, Write as _};

use portico::records::{BrowserThen, CaptchaFor, CaptchaSecret, OtherWay, Picture, SignIn};
use portico::secret::Secret;

use super::answers::{Asked, Next, Word, back, looked_at, typed, word};
use super::picture::show_picture;
use super::wait::waiting;
use super::words::{host, show_ways};
use super::{Talk, link, recover};
use crate::say;
use crate::stop::Stop;

/// The portal's address.
pub(super) async fn address(talk: &mut Talk, at: &SignIn, kept: Option<&str>) -> Result<Next, Asked> {
    let kept = kept.unwrap_or_default();
    let shown = if kept.is_empty() { String::new() } else { format!(" [{kept}]") };
    say::line(
        "Your portal's address, as in the browser (for example company.bitrix24.com), or a link. Or /cancel, /later.",
    );
    match word(talk.keyboard.ask(&format!("Address{shown}:")).await?, &[]) {
        Word::Answer(answer) => {
            let address = if answer.is_empty() { kept } else { &answer };
            link::submit(talk, at, Secret::from(address)).await
        }
        Word::Cancel | Word::Back => Ok(talk.portico.sign_in_cancel(&at.id).await?.into()),
        Word::Later => Ok(Next::Later),
        Word::Other(_) | Word::Unknown => Ok(at.clone().into()),
    }
}

/// Login and password: what it costs is said before, and what looks wrong before it is sent (R12).
pub(super) async fn credentials(talk: &mut Talk, at: &SignIn) -> Result<Next, Asked> {
    say::line(format!(
        "Sign in to {}. Or /forgot (a new password), /link, /back, /cancel, /later instead of a login.",
        host(at)
    ));
    say::line(talk.portico.say_tries(&at.tries));
    let mut login = at.login.clone().unwrap_or_default();
    loop {
        let shown = if login.is_empty() { String::new() } else { format!(" [{login}]") };
        match word(talk.keyboard.ask(&format!("Login{shown}:")).await?, &["/link", "/forgot"]) {
            Word::Answer(answer) if answer.is_empty() && login.is_empty() => continue,
            Word::Answer(answer) if answer.is_empty() => {}
            Word::Answer(answer) => {
                login = answer;
                // Offered again after leaving here. Where it cannot be kept it is still sent, which says what is wrong.
                let _ = talk.portico.sign_in_keep(&at.id, Some(&login), None).await;
            }
            Word::Back => return back(talk, at).await,
            Word::Cancel => return Ok(talk.portico.sign_in_cancel(&at.id).await?.into()),
            Word::Later => return Ok(Next::Later),
            Word::Other("/link") => return link::paste(talk, at).await,
            Word::Other(_) => return recover::instead(talk, at).await,
            Word::Unknown => continue,
        }
        let password = talk.keyboard.ask_secret("Password (not shown; empty: back to the login):").await?;
        if password.is_empty()
            || !looked_at(&talk.portico, &mut talk.keyboard, &at.id, typed(&login, &password)).await?
        {
            continue;
        }
        let sent = talk.portico.sign_in_submit_credentials(&at.id, &login, password);
        return Ok(waiting(&host(at), sent).await?.into());
    }
}

/// The picture step.
pub(super) struct Captcha<'a> {
    pub(super) challenge: &'a str,
    pub(super) secret: CaptchaSecret,
    pub(super) password_needed: bool,
    pub(super) wanted_for: CaptchaFor,
}

/// The word in a picture. While the password is held only the word is typed.
pub(super) async fn captcha(
    talk: &mut Talk,
    at: &SignIn,
    asked: &Captcha<'_>,
    ways: &[OtherWay],
) -> Result<Next, Asked> {
    let picture = talk.portico.sign_in_captcha_picture(&at.id, asked.challenge);
    let picture = waiting("the picture", picture).await;
    match &picture {
        Ok(picture) => show_picture(picture),
        Err(error) => say::line(format!("! The picture did not come: {}", crate::stop::sentence(error))),
    }
    say::line(match (asked.wanted_for, asked.secret) {
        (CaptchaFor::Code, _) => {
            "Type the letters and digits in the picture; nothing is sent yet, your code is asked for next."
        }
        (CaptchaFor::Password, CaptchaSecret::Stored) => {
            "Type the letters and digits in the picture. The saved password goes out with them: nothing is typed again, nothing was deleted."
        }
        (CaptchaFor::Password, CaptchaSecret::Typed) if asked.password_needed => {
            "Type the letters and digits in the picture; your password is asked for after them. If either is wrong, that is one try."
        }
        (CaptchaFor::Password, CaptchaSecret::Typed) => {
            "Type the letters and digits in the picture. Your password goes out with them; if either is wrong, that is one try."
        }
    });
    let (here, replace) = commands(asked);
    say::line(format!(
        "Or /new (another picture, costs no try), {replace}/ways (without this picture), /file (save the picture), /back, /cancel, /later."
    ));
    let (mut kept, mut password) = (String::new(), None);
    loop {
        let shown = if kept.is_empty() { String::new() } else { format!(" [{kept}]") };
        match word(talk.keyboard.ask(&format!("Characters{shown}:")).await?, here) {
            Word::Unknown => {}
            Word::Answer(text) if text.is_empty() && kept.is_empty() => {}
            Word::Answer(text) => {
                kept = if text.is_empty() { kept } else { text };
                if asked.password_needed && password.is_none() {
                    say::line("The password is no longer held, so it is needed again.");
                    password = password_again(talk, at).await?;
                    if password.is_none() {
                        continue;
                    }
                }
                let sent = talk.portico.sign_in_submit_captcha(&at.id, asked.challenge, &kept, password);
                return Ok(waiting(&host(at), sent).await?.into());
            }
            Word::Other("/new") => {
                let other = talk.portico.sign_in_refresh_captcha(&at.id, asked.challenge);
                return Ok(waiting(&host(at), other).await?.into());
            }
            Word::Other("/link") => return link::paste(talk, at).await,
            Word::Other("/file") => save(picture.as_ref().ok()),
            Word::Other("/password") => password = password_again(talk, at).await?.or(password),
            Word::Other(_) => show_ways(ways),
            Word::Back => return back(talk, at).await,
            Word::Cancel => return Ok(talk.portico.sign_in_cancel(&at.id).await?.into()),
            Word::Later => return Ok(Next::Later),
        }
    }
}

/// The commands at a picture, and how the one for another password is offered: before a code there is none to replace.
fn commands(asked: &Captcha<'_>) -> (&'static [&'static str], &'static str) {
    match asked.wanted_for {
        CaptchaFor::Code => (&["/new", "/link", "/file", "/ways"], ""),
        CaptchaFor::Password => {
            (&["/new", "/link", "/file", "/ways", "/password"], "/password (another password goes out with it), ")
        }
    }
}

/// The password that goes out with the picture's answer; `None`: none was typed, or the person has seen what is wrong with it.
async fn password_again(talk: &mut Talk, at: &SignIn) -> Result<Option<Secret>, Asked> {
    let again = talk.keyboard.ask_secret("Password (not shown; empty: back to the picture):").await?;
    let login = at.login.clone().unwrap_or_default();
    let sends =
        !again.is_empty() && looked_at(&talk.portico, &mut talk.keyboard, &at.id, typed(&login, &again)).await?;
    Ok(Some(again).filter(|_| sends))
}

/// Names that are tried, and with them pictures that one run saves.
const MOST_SAVED: u32 = 99;

/// For a viewer of one's own, a magnifier, or a colleague's eyes.
fn save(picture: Option<&Picture>) {
    let Some(picture) = picture else {
        return say::line("There is no picture to save. /new asks for another one.");
    };
    let ending = picture.media_type.strip_prefix("image/").filter(|name| ["jpeg", "png", "gif"].contains(name));
    let name = |at| format!("portico-picture-{}-{at}.{}", std::process::id(), ending.unwrap_or("img"));
    for at in 1..=MOST_SAVED {
        let file = std::env::temp_dir().join(name(at));
        // Only a new file: everybody may have put a link to another one into this folder.
        let written = File::create_new(&file).and_then(|mut file| file.write_all(&picture.bytes));
        match written {
            Ok(()) => return say::line(format!("Saved as {}", file.display())),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && at < MOST_SAVED => {}
            Err(error) => return say::line(format!("It cannot be saved: {error}.")),
        }
    }
}

/// The portal has another address: nothing is sent there before the employee agrees (Q12).
pub(super) async fn moved(talk: &mut Talk, at: &SignIn, from: &str, to: &str) -> Result<Next, Asked> {
    say::line(format!("The portal {from} says that it is now at {to}. Nothing was sent there."));
    say::line("Ask a colleague or the administrator if you did not expect this.");
    if let Some(next) = refused(talk, at, "Go on at the new address?").await? {
        return Ok(next);
    }
    Ok(waiting(to, talk.portico.sign_in_confirm_move(&at.id)).await?.into())
}

/// On in a browser. `texts`: address, host and reason.
pub(super) async fn browser(talk: &mut Talk, at: &SignIn, texts: &[&str; 3], then: BrowserThen) -> Result<Next, Asked> {
    let [url, host, why] = texts;
    say::line(*why);
    say::line(format!("Open on {host}: {url}"));
    let question = match then {
        BrowserThen::Check => "Done there? It is checked then, with one request.",
        BrowserThen::Qr => "Look again?",
        BrowserThen::None => "Done there? Then go back to your password here.",
    };
    if let Some(next) = refused(talk, at, question).await? {
        return Ok(next);
    }
    if then == BrowserThen::None {
        return back(talk, at).await;
    }
    if let (BrowserThen::Check, Some(account)) = (then, &at.account) {
        waiting(host, talk.portico.session_check(account, false)).await?;
    }
    talk.portico.sign_in_get(&at.id).map(Next::from).map_err(|error| Asked::Stop(Stop::from(error)))
}

/// Asks for the person's word; `None`: they agree. Without it the step stays, unless they want out of it.
async fn refused(talk: &mut Talk, at: &SignIn, question: &str) -> Result<Option<Next>, Asked> {
    let answer = talk.keyboard.ask(&format!("{question} (y/n) [n: later], or /back, /cancel:")).await?;
    Ok(match word(answer, &[]) {
        Word::Answer(answer) => match talk.keyboard.yes_or_no(&answer)? {
            Some(true) => None,
            Some(false) => Some(Next::Later),
            None => Some(at.clone().into()),
        },
        Word::Back => Some(back(talk, at).await?),
        Word::Cancel => Some(talk.portico.sign_in_cancel(&at.id).await?.into()),
        Word::Unknown => Some(at.clone().into()),
        Word::Later | Word::Other(_) => Some(Next::Later),
    })
}
