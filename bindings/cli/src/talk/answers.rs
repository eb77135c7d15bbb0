//! What a person answers to a step of a sign-in, and where that leads.

use portico::records::SignIn;
use portico::secret::Secret;
use portico::{CallError, Portico, Typed};

use super::Keyboard;
use crate::say;
use crate::stop::Stop;

/// Where a step leads.
pub(super) enum Next {
    /// The next step.
    At(Box<SignIn>),
    /// The person goes on another time.
    Later,
}

impl From<SignIn> for Next {
    fn from(at: SignIn) -> Self {
        Self::At(Box::new(at))
    }
}

/// What a person may type instead of an answer.
pub(super) enum Word {
    Answer(String),
    Back,
    Cancel,
    Later,
    Other(&'static str),
}

pub(super) fn word(answer: String) -> Word {
    match answer.as_str() {
        "/back" => Word::Back,
        "/cancel" => Word::Cancel,
        "/later" => Word::Later,
        "/new" => Word::Other("/new"),
        "/ways" => Word::Other("/ways"),
        "/file" => Word::Other("/file"),
        "/sms" => Word::Other("/sms"),
        "/lost" => Word::Other("/lost"),
        "/link" => Word::Other("/link"),
        "/forgot" => Word::Other("/forgot"),
        _ => Word::Answer(answer),
    }
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
    if !keyboard.is_person() {
        return Ok(true);
    }
    Ok(keyboard.agree("Send it all the same? It may cost a try.").await?)
}

/// What is in the fields of the credentials step.
pub(super) fn typed(login: &str, password: &Secret) -> Typed {
    Typed { login: Some(login.to_owned()), password: Some(password.clone()), ..Typed::default() }
}
