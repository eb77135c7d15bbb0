//! Where the portal's answers to a password, a word or a code lead (table T).

use super::codes::{goes_joined, picture_before};
use super::events::{CodeForm, Effect, Save, Verdict};
use super::moves::{
    Forgetting as _, Next, at, commit, credentials, done, moved, numbered, renew, session_lost, stopped,
};
use super::{CodeStep, Number, Picture, Stage, State, Waits};
use crate::records::{ProblemCode, SecondFactorType, Trouble};

/// `needOtp` with what goes with it.
struct Demand<'a> {
    kind: SecondFactorType,
    sms: bool,
    backup_codes: bool,
    form: CodeForm,
    picture: Option<&'a (String, Option<String>)>,
}

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
    if let Stage::Redeeming { link, .. } = &state.stage {
        return Some(super::link::answered(state, link, verdict));
    }
    if let Stage::Checking { code, joined, .. } = &state.stage {
        return Some(code_answered(state, code, *joined, verdict));
    }
    None
}

/// A typed password (`picture`: none, or one that waits for a typed one) or a stored one was sent.
fn password_answered(state: &State, picture: Option<&Picture>, verdict: &Verdict) -> (State, Vec<Effect>) {
    let waits = picture.map_or(Waits::Typed, |picture| picture.waits.clone());
    let stored = waits == Waits::Stored;
    match verdict {
        Verdict::SignedIn if stored => done(state, state.account.clone().unwrap_or_default()),
        Verdict::SignedIn => commit(state),
        Verdict::Picture { sid, url } => ask_picture(state, picture, sid, url.as_deref(), waits),
        Verdict::Code { kind, sms, backup_codes, form, picture } => ask_code(
            state,
            &Demand { kind: *kind, sms: *sms, backup_codes: *backup_codes, form: *form, picture: picture.as_ref() },
        ),
        Verdict::SignedInBefore => credentials(state, Trouble::new(ProblemCode::AnswerLost)),
        // Nobody was asked for a code. The portal may have taken the end of the password for one (B10), and counts that.
        Verdict::WrongCode => {
            credentials(state, Trouble::new(ProblemCode::Unexpected).with("stage", "password").with("sent", true))
        }
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
    let rounds = if answered.is_some() { state.rounds.saturating_add(1) } else { 0 };
    let (state, challenge) = numbered(state);
    let trouble = picture_wanted_for(rounds, &waits);
    let picture = Picture { challenge, sid: sid.to_owned(), url: url.map(str::to_owned), waits };
    let next = State { rounds, ..at(&state, Stage::Picture { picture }, trouble) };
    (next, vec![Effect::Save(Save::Stop), Effect::ForgetWord])
}

/// What a picture's step says; nothing of one before a code, whose step comes behind it. `rounds`: words that brought another one.
pub(super) fn picture_wanted_for(rounds: u32, waits: &Waits) -> Option<Trouble> {
    match (rounds, waits) {
        (_, Waits::Code { .. }) => None,
        (0, Waits::Stored) => Some(Trouble::new(ProblemCode::CaptchaForStored)),
        (0, Waits::Typed) => Some(Trouble::new(ProblemCode::CaptchaForTyped)),
        (_, Waits::Stored | Waits::Typed) => Some(Trouble::new(ProblemCode::CaptchaAgain)),
    }
}

/// `needOtp` says that password and word were right (Q8): a picture beside it belongs to the code post.
fn ask_code(state: &State, demand: &Demand<'_>) -> (State, Vec<Effect>) {
    if demand.form == CodeForm::NotSetUp {
        let trouble = Trouble::new(ProblemCode::CodesNotSetUp);
        return stopped(State { rounds: 0, ..at(state, Stage::Browser, Some(trouble)) }).forgetting();
    }
    let (state, challenge) = numbered(state);
    let code = CodeStep {
        challenge,
        kind: demand.kind,
        sms: demand.sms,
        texted: None,
        backup_codes: demand.backup_codes,
        bare: demand.form == CodeForm::Bare,
        sid: None,
        url: None,
        lost: false,
        wrong: 0,
    };
    let joined = goes_joined(&state, &code) && demand.picture.is_none();
    let (state, stage) = match demand.picture {
        Some((sid, url)) => picture_before(&state, code, sid, url.as_deref()),
        None => (state, Stage::Code { code }),
    };
    let next = stopped(State { rounds: 0, ..at(&state, stage, None) });
    if joined { next.forgetting_word() } else { next.forgetting() }
}

fn code_answered(state: &State, code: &CodeStep, joined: bool, verdict: &Verdict) -> (State, Vec<Effect>) {
    let wrong = code.wrong.saturating_add(1);
    let lost = matches!(verdict, Verdict::Lost(_));
    let step = CodeStep { sid: None, url: None, lost, wrong, ..code.clone() };
    let again =
        |trouble: Trouble| stopped(at(state, Stage::Code { code: step.clone() }, Some(trouble))).forgetting_word();
    match verdict {
        Verdict::SignedIn => commit(state),
        // Only a sign-in from the password brings another application password (Q11: with the same device id).
        Verdict::SignedInBefore => credentials(state, Trouble::new(ProblemCode::AnswerLost)),
        Verdict::WrongCode => again(Trouble::new(ProblemCode::CodeWrong)),
        // Up to 2024 a wrong code repeats the demand (B14); at the limit a picture comes with it.
        Verdict::Code { picture: None, .. } => again(Trouble::new(ProblemCode::CodeWrong)),
        // Beside a password it is the password that wants the picture (T6); the code was not looked at.
        Verdict::Picture { sid, url } if joined => ask_picture(state, None, sid, url.as_deref(), Waits::Typed),
        Verdict::Code { picture: Some((sid, url)), .. } | Verdict::Picture { sid, url } => {
            let (next, stage) = picture_before(state, step, sid, url.as_deref());
            // At the limit the portal wants the picture before it looks at a code (D5): this one may still be good.
            let trouble = Trouble::new(ProblemCode::CodeWrong).with("picture", true);
            stopped(at(&next, stage, Some(trouble))).forgetting()
        }
        // A password that was right a moment ago: this portal does not take both in one, and has counted it (B10, D9).
        Verdict::Refused if joined => credentials(&State { apart: true, ..state.clone() }, session_lost(false)),
        Verdict::Refused => credentials(state, session_lost(false)),
        Verdict::Says(trouble) => credentials(state, trouble.clone()),
        Verdict::Moved(to) => moved(state, to),
        Verdict::NotJudged(trouble) => stopped(at(state, Stage::Code { code: code.clone() }, Some(trouble.clone()))),
        Verdict::Lost(trouble) => again(trouble.clone()),
    }
}
