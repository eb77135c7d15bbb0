//! What a person answers to a step of a sign-in, and where that leads.

use portico::records::{SignIn, Warning, WarningWhere};
use portico::secret::Secret;
use portico::{CallError, Portico, Typed};

use super::{Keyboard, Talk};
use crate::say;
use crate::stop::Stop;

/// Where a step leads.
pub(super) enum Next {
    /// The next step.
    At(Box<SignIn>),
    /// The step before, as the person asked.
    Back(Box<SignIn>),
    /// The person goes on another time.
    Later,
}

impl From<SignIn> for Next {
    fn from(at: SignIn) -> Self {
        Self::At(Box::new(at))
    }
}

/// One step back.
pub(super) async fn back(talk: &Talk, at: &SignIn) -> Result<Next, Asked> {
    Ok(Next::Back(Box::new(talk.portico.sign_in_back(&at.id).await?)))
}

/// Goes on with the sign-in that came of something else, in place of the one that asked; without one the step stays.
pub(super) async fn in_its_place(talk: &Talk, at: &SignIn, came: Result<Option<SignIn>, Stop>) -> Result<Next, Asked> {
    match came {
        Ok(Some(next)) => {
            talk.portico.sign_in_cancel(&at.id).await?;
            Ok(next.into())
        }
        Ok(None) | Err(Stop::Said) => Ok(talk.portico.sign_in_get(&at.id)?.into()),
        Err(stop) => Err(stop.into()),
    }
}

/// What a person may type instead of an answer.
pub(super) enum Word {
    Answer(String),
    Back,
    Cancel,
    Later,
    /// One of those that the step takes beside these.
    Other(&'static str),
    /// A command that is not there, which was said.
    Unknown,
}

/// `here`: the commands that this step takes beside `/back`, `/cancel` and `/later`.
pub(super) fn word(answer: String, here: &[&'static str]) -> Word {
    let small = answer.to_lowercase();
    match small.as_str() {
        "/back" => Word::Back,
        "/cancel" => Word::Cancel,
        "/later" => Word::Later,
        _ => match here.iter().find(|command| **command == small) {
            Some(command) => Word::Other(command),
            None if is_no_answer(&answer) => Word::Unknown,
            None => Word::Answer(answer),
        },
    }
}

/// Whether a text is meant as a command that is not there, and says so: sent as a word, a code or a login it might cost a try.
pub(super) fn is_no_answer(text: &str) -> bool {
    let meant = text.strip_prefix('/').is_some_and(|rest| rest.chars().all(|one| one.is_ascii_alphabetic()));
    if meant {
        say::line(format!("There is no {text} here. Nothing was sent."));
    }
    meant
}

/// Why a step was not answered.
pub(super) enum Asked {
    /// The person left.
    Stop(Stop),
    /// The call could not be made.
    Call(CallError),
}

impl From<Stop> for Asked {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<CallError> for Asked {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// What there is to look at before something is sent; asks whether to send it all the same. `true`: send.
pub(super) async fn looked_at(
    portico: &Portico,
    keyboard: &mut Keyboard,
    sign_in: &str,
    typed: Typed,
) -> Result<bool, Asked> {
    let warnings = portico.sign_in_check(sign_in, typed)?;
    if warnings.is_empty() {
        return Ok(true);
    }
    for warning in &warnings {
        say::line(format!("? {}", warning.text));
    }
    // A pipe cannot be asked: who sends its answers has looked already.
    if keyboard.is_piped() {
        return Ok(true);
    }
    if warnings.iter().any(is_never_sent) {
        return Ok(false);
    }
    Ok(keyboard.agree("Send it all the same? It may cost a try.").await?)
}

/// The core sends no code that cannot be right: there is nothing to agree to.
fn is_never_sent(warning: &Warning) -> bool {
    warning.r#where == WarningWhere::Code
        && ["same_as_refused", "code_malformed", "looks_like_backup_code"].contains(&warning.code.as_str())
}

/// What is in the fields of the credentials step.
pub(super) fn typed(login: &str, password: &Secret) -> Typed {
    Typed { login: Some(login.to_owned()), password: Some(password.clone()), ..Typed::default() }
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
