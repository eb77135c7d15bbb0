//! Where the portal's answers to a password, a word or a code lead (table T).

use super::events::{Effect, Save, Verdict};
use super::machine::{CodeStep, Number, Picture, Stage, State, Waits};
use super::transition::{Forgetting as _, Next, at, commit, done, numbered, picture_before, renew, stopped};
use crate::records::{PortalRef, ProblemCode, SecondFactorType, Trouble};

/// Where an answer lands depends on what was sent; a late one finds its request no longer open.
pub(super) fn answered(state: &State, request: Number, verdict: &Verdict) -> Next {
    if state.stage.request() != Some(request) {
        return None;
    }
    if let Stage::Trying { .. } = &state.stage {
        return Some(password_answered(state, None, verdict));
    }
    if let Stage::Answering { picture, typed, .. } = &state.stage {
        let waits = if *typed { Waits::Typed } else { picture.waits.clone() };
        return Some(password_answered(state, Some(&Picture { waits, ..picture.clone() }), verdict));
    }
    state.stage.code().map(|code| code_answered(state, code, verdict))
}

/// A typed password (`picture`: none, or one that waits for a typed one) or a stored one was sent.
fn password_answered(state: &State, picture: Option<&Picture>, verdict: &Verdict) -> (State, Vec<Effect>) {
    let waits = picture.map_or(Waits::Typed, |picture| picture.waits.clone());
    let stored = waits == Waits::Stored;
    match verdict {
        Verdict::SignedIn if stored => done(state, state.account.clone().unwrap_or_default()),
        Verdict::SignedIn => commit(state),
        Verdict::Picture { sid, url } => ask_picture(state, picture, sid, url.as_deref(), waits),
        Verdict::Code { kind, sms, backup_codes, picture } => {
            ask_code(state, *kind, *sms, *backup_codes, picture.as_ref())
        }
        Verdict::WrongCode => credentials(state, Trouble::new(ProblemCode::Unexpected).with("stage", "password")),
        Verdict::Refused if stored => credentials(state, Trouble::new(ProblemCode::StoredRefused)),
        Verdict::Refused => credentials(state, Trouble::new(ProblemCode::WrongCredentials)),
        Verdict::Says(trouble) => credentials(state, trouble.clone()),
        Verdict::Moved(to) => moved(state, to),
        Verdict::NotJudged(trouble) => match picture {
            // The picture was not looked at: it can be answered again.
            Some(picture) => stopped(at(state, Stage::Picture { picture: picture.clone() }, Some(trouble.clone()))),
            None => credentials(state, trouble.clone()),
        },
        Verdict::Lost(trouble) => match picture.and_then(|picture| renew(state, picture, Some(trouble.clone()))) {
            // A right word is used up by its answer (C3): only a new picture is sure to work.
            Some(renewing) => renewing,
            None => credentials(state, trouble.clone()),
        },
    }
}

fn ask_picture(
    state: &State,
    answered: Option<&Picture>,
    sid: &str,
    url: Option<&str>,
    waits: Waits,
) -> (State, Vec<Effect>) {
    let code = match (answered, &waits) {
        (Some(_), _) => ProblemCode::CaptchaAgain,
        (None, Waits::Stored) => ProblemCode::CaptchaForStored,
        (None, Waits::Typed | Waits::Code { .. }) => ProblemCode::CaptchaForTyped,
    };
    let rounds = if answered.is_some() { state.rounds.saturating_add(1) } else { 0 };
    let (state, challenge) = numbered(state);
    let picture = Picture { challenge, sid: sid.to_owned(), url: url.map(str::to_owned), waits };
    let next = State { rounds, ..at(&state, Stage::Picture { picture }, Some(Trouble::new(code))) };
    (next, vec![Effect::Save(Save::Stop), Effect::ForgetWord])
}

/// `needOtp` says that password and word were right (Q8): a picture beside it belongs to the code post.
fn ask_code(
    state: &State,
    kind: SecondFactorType,
    sms: bool,
    backup_codes: bool,
    picture: Option<&(String, Option<String>)>,
) -> (State, Vec<Effect>) {
    let (state, challenge) = numbered(state);
    let code = CodeStep { challenge, kind, sms, backup_codes, sid: None, url: None, wrong: 0 };
    let (state, stage) = match picture {
        Some((sid, url)) => picture_before(&state, code, sid, url.as_deref()),
        None => (state, Stage::Code { code }),
    };
    let next = State { rounds: 0, ..at(&state, stage, None) };
    stopped(next).forgetting()
}

fn code_answered(state: &State, code: &CodeStep, verdict: &Verdict) -> (State, Vec<Effect>) {
    let again = |wrong: u32, trouble: Trouble| {
        let code = CodeStep { sid: None, url: None, wrong, ..code.clone() };
        let next = at(state, Stage::Code { code }, Some(trouble));
        (next, vec![Effect::Save(Save::Stop), Effect::ForgetWord])
    };
    let wrong = code.wrong.saturating_add(1);
    match verdict {
        Verdict::SignedIn => commit(state),
        Verdict::WrongCode => again(wrong, Trouble::new(ProblemCode::CodeWrong)),
        // Up to 2024 a wrong code repeats the demand (B14); at the limit a picture comes with it.
        Verdict::Code { picture: None, .. } => again(wrong, Trouble::new(ProblemCode::CodeWrong)),
        Verdict::Code { picture: Some((sid, url)), .. } | Verdict::Picture { sid, url } => {
            let code = CodeStep { sid: None, url: None, wrong, ..code.clone() };
            let (next, stage) = picture_before(state, code, sid, url.as_deref());
            let next = at(&next, stage, Some(Trouble::new(ProblemCode::CodeWrong)));
            (next, vec![Effect::Save(Save::Stop), Effect::ForgetWord])
        }
        Verdict::Refused => credentials(state, Trouble::new(ProblemCode::CodeSessionLost)),
        Verdict::Says(trouble) => credentials(state, trouble.clone()),
        Verdict::Moved(to) => moved(state, to),
        Verdict::NotJudged(trouble) => {
            let next = at(state, Stage::Code { code: code.clone() }, Some(trouble.clone()));
            (next, vec![Effect::Save(Save::Stop)])
        }
        Verdict::Lost(trouble) => again(wrong, trouble.clone()),
    }
}

/// Back to login and password, the login kept and the password forgotten.
fn credentials(state: &State, trouble: Trouble) -> (State, Vec<Effect>) {
    stopped(State { rounds: 0, ..at(state, Stage::Credentials, Some(trouble)) }).forgetting()
}

fn moved(state: &State, to: &PortalRef) -> (State, Vec<Effect>) {
    let trouble = Trouble::new(ProblemCode::PortalMoved).with("to", &to.host);
    stopped(at(state, Stage::Moved { to: to.clone() }, Some(trouble))).forgetting()
}
