//! The code step: a code goes out, a message is asked for, a picture comes before it.

use super::events::{Effect, Save};
use super::moves::{Next, at, numbered, stopped};
use super::{CodeStep, Number, Picture, Stage, State, Texted, Waits};
use crate::records::Trouble;

/// A code goes out: at the end of the password only where that tells more (B14) and can do no harm. Not with a picture's word,
/// which the password would use up before the code is looked at (B19), and not where this portal has refused it once.
pub(super) fn code_given(state: &State, challenge: Number, joinable: bool) -> Next {
    let Stage::Code { code } = &state.stage else { return None };
    if code.challenge != challenge {
        return None;
    }
    let origin = state.origin()?.to_owned();
    let (state, request) = numbered(state);
    let sid = code.sid.clone();
    let joined = joinable && goes_joined(&state, code);
    let next = at(&state, Stage::Checking { request, code: code.clone(), joined }, None);
    Some((next, vec![Effect::Save(Save::Gain), Effect::SendCode { request, origin, sid, joined }]))
}

/// Whether the next six digits could go at the end of the password: until then it is held.
pub(super) fn goes_joined(state: &State, code: &CodeStep) -> bool {
    code.bare && code.sid.is_none() && !state.apart
}

pub(super) fn sms_wanted(state: &State, challenge: Number) -> Next {
    let Stage::Code { code } = &state.stage else { return None };
    if code.challenge != challenge || !code.sms {
        return None;
    }
    let origin = state.origin()?.to_owned();
    let (state, request) = numbered(state);
    let next = at(&state, Stage::Texting { request, code: code.clone() }, None);
    Some((next, vec![Effect::Save(Save::Gain), Effect::SendSms { request, origin }]))
}

pub(super) fn sms_answered(state: &State, request: Number, texted: Option<&Texted>, trouble: Option<&Trouble>) -> Next {
    let Stage::Texting { request: open, code } = &state.stage else { return None };
    if *open != request {
        return None;
    }
    let known_to = code.texted.as_ref().and_then(|texted| texted.to.clone());
    let texted = texted.map(|texted| Texted { to: texted.to.clone().or(known_to), ..texted.clone() });
    let code = CodeStep { texted: texted.or(code.texted.clone()), ..code.clone() };
    Some(stopped(at(state, Stage::Code { code }, trouble.cloned())))
}

pub(super) fn picture_before(state: &State, code: CodeStep, sid: &str, url: Option<&str>) -> (State, Stage) {
    let (state, challenge) = numbered(state);
    let waits = Waits::Code { code };
    (state, Stage::Picture { picture: Picture { challenge, sid: sid.to_owned(), url: url.map(str::to_owned), waits } })
}

/// The picture's word was only in memory: it is asked again, then the code.
pub(super) fn code_again(state: &State, code: CodeStep, problem: Option<Trouble>) -> State {
    match code.sid.clone() {
        Some(sid) => {
            let url = code.url.clone();
            let (next, stage) = picture_before(state, CodeStep { sid: None, url: None, ..code }, &sid, url.as_deref());
            at(&next, stage, problem)
        }
        None => at(state, Stage::Code { code }, problem),
    }
}
