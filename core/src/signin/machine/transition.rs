//! One pure function over (state, event). It does no I/O and reads no clock; a late or odd event changes nothing (R10), and
//! the same event twice changes nothing the second time.

use super::answers::{answered, picture_wanted_for};
use super::codes::{code_again, code_given, sms_answered, sms_wanted};
use super::events::{Effect, Event, Found, Save};
use super::link;
use super::moves::{
    Forgetting as _, Next, at, at_address, commit, discover, done, ended, numbered, renew, session_lost, stopped,
};
use super::{CodeStep, Number, Picture, Stage, StageKind, State, Waits};
use crate::records::{PortalRef, ProblemCode, Trouble};

/// What follows from `event` in `state`: the next state, and what the driver has to do for it, in order.
pub fn transition(state: &State, event: &Event) -> (State, Vec<Effect>) {
    let unchanged = || (state.clone(), Vec::new());
    let next = match event {
        Event::AddressGiven { typed, portal } => address_given(state, typed, portal),
        Event::AddressRefused { typed, trouble } => address_refused(state, typed, trouble),
        Event::Kept { login, typed } => kept(state, login.as_deref(), typed.as_deref()),
        Event::LinkGiven { typed, link } => link::given(state, typed, link),
        Event::LinkAgreed { held } => link::agreed(state, *held),
        Event::Discovered { request, found } => discovered(state, *request, found),
        Event::MoveAgreed => move_agreed(state),
        Event::CredentialsGiven { login } => credentials_given(state, login),
        Event::WordGiven { challenge, held, retyped } => word_given(state, *challenge, *held, *retyped),
        Event::PictureWanted { challenge } => picture_wanted(state, *challenge),
        Event::PictureCame { request, result } => picture_came(state, *request, result),
        Event::CodeGiven { challenge, joinable } => code_given(state, *challenge, *joinable),
        Event::SmsWanted { challenge } => sms_wanted(state, *challenge),
        Event::SmsAnswered { request, texted, trouble } => {
            sms_answered(state, *request, texted.as_ref(), trouble.as_ref())
        }
        Event::Answered { request, verdict } => answered(state, *request, verdict),
        Event::NotStarted { request } => not_started(state, *request),
        Event::Committed { request, account } => committed(state, *request, account),
        Event::CommitFailed { request, trouble } => commit_failed(state, *request, trouble),
        Event::CommitRefused { request, trouble } => commit_refused(state, *request, trouble),
        Event::Back { from } => back(state, *from),
        Event::Cancel => ended(state, None),
        Event::AccountEnded => state.account.as_ref().and_then(|_| ended(state, None)),
        Event::SignedInElsewhere => signed_in_elsewhere(state),
        Event::AccountStands { begin, heard_since } => account_stands(state, begin, *heard_since),
        Event::Restarted { session_lives } => restarted(state, *session_lives),
    };
    next.unwrap_or_else(unchanged)
}

fn address_given(state: &State, typed: &str, portal: &PortalRef) -> Next {
    let open = matches!(state.stage, Stage::Address | Stage::Credentials | Stage::Moved { .. });
    if !open || state.account.is_some() {
        return None;
    }
    Some(discover(&State { typed: Some(typed.to_owned()), ..state.clone() }, portal, false))
}

fn address_refused(state: &State, typed: &str, trouble: &Trouble) -> Next {
    let open = matches!(state.stage, Stage::Address | Stage::Credentials | Stage::Moved { .. });
    if !open || state.account.is_some() {
        return None;
    }
    let next = State { typed: Some(typed.to_owned()), ..at_address(state, Some(trouble.clone())) };
    changed(state, next)
}

/// What is typed is kept where its field is shown and idle; anywhere else it is late. What was sent stays as it was, with
/// what is to be said about it.
fn kept(state: &State, login: Option<&str>, typed: Option<&str>) -> Next {
    let next = match (&state.stage, login, typed) {
        (Stage::Credentials, Some(login), _) => {
            let sent = state.login.as_deref().unwrap_or_default();
            let typed_login = (login != sent).then(|| login.to_owned());
            State { typed_login, ..state.clone() }
        }
        (Stage::Address, _, Some(typed)) => {
            State { typed: Some(typed.to_owned()).filter(|typed| !typed.is_empty()), ..state.clone() }
        }
        _ => return None,
    };
    changed(state, next)
}

/// A step without a request: nothing at all where nothing changed.
fn changed(before: &State, after: State) -> Next {
    // An answer has come whatever the disk says: kept as a gain, a failed write would leave its stage waiting for ever.
    let save = if before.stage.busy() { Save::Stop } else { Save::Gain };
    (*before != after || before.stage.busy()).then(|| (after, vec![Effect::Save(save)]))
}

fn discovered(state: &State, request: Number, found: &Found) -> Next {
    if let Stage::Probing { request: open, link } = &state.stage {
        return (*open == request).then(|| link::probed(state, link, found));
    }
    let Stage::Discovering { request: open, portal: asked, moved } = &state.stage else { return None };
    if *open != request {
        return None;
    }
    let next = match found {
        // Nobody agreed to another address than the one that was asked (R15).
        Found::Portal(portal) if portal.origin != asked.origin => at(state, Stage::Moved { to: portal.clone() }, None),
        Found::Portal(portal) => State { portal: Some(portal.clone()), ..at(state, Stage::Credentials, None) },
        Found::Moved(to) => at(state, Stage::Moved { to: to.clone() }, None),
        // The old portal is still known: the employee may agree again.
        Found::Failed(trouble) if *moved && state.portal.is_some() => {
            at(state, Stage::Moved { to: asked.clone() }, Some(trouble.clone()))
        }
        Found::Failed(trouble) => at_address(state, Some(trouble.clone())),
    };
    changed(state, next)
}

fn move_agreed(state: &State) -> Next {
    let Stage::Moved { to } = &state.stage else { return None };
    Some(discover(state, to, true))
}

fn credentials_given(state: &State, login: &str) -> Next {
    // What the portal gave could not be written: the call writes again, and sends nothing.
    if let Stage::Committing { failed: true, link: None, .. } = state.stage {
        return Some(commit(state));
    }
    let Stage::Credentials = state.stage else { return None };
    let origin = state.origin()?.to_owned();
    let (state, request) = numbered(state);
    let next =
        State { login: Some(login.to_owned()), typed_login: None, ..at(&state, Stage::Trying { request }, None) };
    Some((next, vec![Effect::Save(Save::Gain), Effect::SendPassword { request, origin, sid: None }]))
}

fn word_given(state: &State, challenge: Number, held: bool, retyped: bool) -> Next {
    let Stage::Picture { picture } = &state.stage else { return None };
    if picture.challenge != challenge {
        return None;
    }
    if picture.sid.is_empty() {
        // The picture is not known yet (a renewal failed): a word for it could only be wrong, and would count (G6).
        return renew(state, picture, state.problem.clone());
    }
    match &picture.waits {
        Waits::Code { code } => {
            let code = CodeStep { sid: Some(picture.sid.clone()), url: picture.url.clone(), ..code.clone() };
            let next = at(state, Stage::Code { code }, None);
            // A password that came along is not wanted any more (T9).
            Some((next, vec![Effect::Save(Save::Gain), Effect::ForgetPassword]))
        }
        Waits::Stored if !retyped => {
            let account = state.account.clone()?;
            let sid = picture.sid.clone();
            let (state, request) = numbered(state);
            let next = at(&state, Stage::Answering { request, picture: picture.clone(), typed: false }, None);
            Some((next, vec![Effect::Save(Save::Gain), Effect::SendStored { request, account, sid }]))
        }
        Waits::Typed | Waits::Stored if held => {
            let origin = state.origin()?.to_owned();
            let sid = Some(picture.sid.clone());
            let (state, request) = numbered(state);
            // The picture still says what it waited for: where nothing went out it waits for that again.
            let next = at(&state, Stage::Answering { request, picture: picture.clone(), typed: true }, None);
            Some((next, vec![Effect::Save(Save::Gain), Effect::SendPassword { request, origin, sid }]))
        }
        Waits::Typed | Waits::Stored => {
            changed(state, at(state, state.stage.clone(), Some(Trouble::new(ProblemCode::PasswordNeeded))))
        }
    }
}

fn picture_wanted(state: &State, challenge: Number) -> Next {
    let Stage::Picture { picture } = &state.stage else { return None };
    if picture.challenge != challenge {
        return None;
    }
    renew(state, picture, asked_for(state, picture))
}

/// Why the picture is asked for: what went wrong with another request, such as the last one for a new picture, is over by then.
fn asked_for(state: &State, picture: &Picture) -> Option<Trouble> {
    let asks = |problem: &Trouble| {
        use ProblemCode as P;
        matches!(
            problem.code,
            P::CaptchaForTyped | P::CaptchaForStored | P::CaptchaAgain | P::CodeWrong | P::PasswordNeeded
        )
    };
    state.problem.clone().filter(asks).or_else(|| picture_wanted_for(state.rounds, &picture.waits))
}

fn picture_came(state: &State, request: Number, result: &Result<String, Trouble>) -> Next {
    let Stage::Renewing { request: open, picture } = &state.stage else { return None };
    if *open != request {
        return None;
    }
    let next = match result {
        Ok(sid) => {
            let (state, challenge) = numbered(state);
            // The new id's picture is at the portal itself, whatever place the old one had (C4, P37).
            let picture = Picture { challenge, sid: sid.clone(), url: None, waits: picture.waits.clone() };
            at(&state, Stage::Picture { picture }, state.problem.clone())
        }
        Err(trouble) => at(state, Stage::Picture { picture: picture.clone() }, Some(trouble.clone())),
    };
    changed(state, next)
}

fn committed(state: &State, request: Number, account: &str) -> Next {
    let Stage::Committing { request: open, .. } = state.stage else { return None };
    (open == request).then(|| done(state, account.to_owned()))
}

fn commit_failed(state: &State, request: Number, trouble: &Trouble) -> Next {
    let Stage::Committing { request: open, failed: false, link } = &state.stage else { return None };
    let next = at(state, Stage::Committing { request, failed: true, link: link.clone() }, Some(trouble.clone()));
    (*open == request).then(|| (next, Vec::new()))
}

fn commit_refused(state: &State, request: Number, trouble: &Trouble) -> Next {
    let Stage::Committing { request: open, .. } = state.stage else { return None };
    if open == request { ended(state, Some(trouble.clone())) } else { None }
}

/// Store or key store said no before anything went out: back to where the employee was, nothing spent.
fn not_started(state: &State, request: Number) -> Next {
    if state.stage.request() != Some(request) {
        return None;
    }
    let stage = if let Stage::Answering { picture, .. } = &state.stage {
        Stage::Picture { picture: picture.clone() }
    } else if let Some(code) = state.stage.code() {
        Stage::Code { code: code.clone() }
    } else if let Stage::Probing { link, .. } | Stage::Redeeming { link, .. } = &state.stage {
        Stage::ConfirmLink { link: link.clone() }
    } else if let Stage::Trying { .. } = &state.stage {
        return Some(stopped(at(state, Stage::Credentials, None)).forgetting());
    } else {
        return None;
    };
    Some(stopped(at(state, stage, None)))
}

fn back(state: &State, from: StageKind) -> Next {
    if state.stage.kind() != from {
        return None;
    }
    let to = match &state.stage {
        Stage::Picture { .. } | Stage::Code { .. } | Stage::Browser => Stage::Credentials,
        Stage::ConfirmLink { .. } => return Some(link::back(state)),
        Stage::Credentials | Stage::Moved { .. } if state.account.is_none() => {
            return Some(stopped(State { rounds: 0, ..at_address(state, None) }).forgetting());
        }
        Stage::Address
        | Stage::Discovering { .. }
        | Stage::Moved { .. }
        | Stage::Probing { .. }
        | Stage::Redeeming { .. }
        | Stage::Credentials
        | Stage::Trying { .. }
        | Stage::Renewing { .. }
        | Stage::Answering { .. }
        | Stage::Checking { .. }
        | Stage::Texting { .. }
        | Stage::Committing { .. }
        | Stage::Done { .. }
        | Stage::Cancelled => return None,
    };
    Some(stopped(State { rounds: 0, ..at(state, to, None) }).forgetting())
}

fn signed_in_elsewhere(state: &State) -> Next {
    let sending = matches!(state.stage, Stage::Answering { .. });
    let of_password = |picture: &Picture| matches!(picture.waits, Waits::Stored | Waits::Typed);
    let picture = !sending && state.stage.picture().is_some_and(of_password);
    // Where the portal has let the account in, nobody need agree to another address.
    let waiting = picture || matches!(state.stage, Stage::Moved { .. });
    state.account.clone().filter(|_| waiting).map(|account| done(state, account))
}

/// What is asked comes from the portal's last answer, whichever call brought it: a question that the account has left behind
/// gives way to the one that a sign-in to it would begin with.
fn account_stands(state: &State, begin: &State, heard_since: bool) -> Next {
    if state.account.is_none() || state.account != begin.account || !left_behind(state, begin, heard_since) {
        return None;
    }
    let (state, challenge) = numbered(state);
    let mut stage = begin.stage.clone();
    if let Stage::Picture { picture } = &mut stage {
        picture.challenge = challenge;
    }
    let next = State { portal: begin.portal.clone(), rounds: 0, ..at(&state, stage, begin.problem.clone()) };
    Some(stopped(next).forgetting())
}

fn left_behind(state: &State, begin: &State, heard_since: bool) -> bool {
    let leads_to = if let Stage::Moved { to } = &begin.stage { Some(to.origin.as_str()) } else { None };
    let picture = matches!(begin.stage, Stage::Picture { .. });
    match &state.stage {
        // It may lie on the way to where the account leads, agreed to before.
        Stage::Moved { to } => match leads_to {
            Some(origin) => origin != to.origin && Some(origin) != state.origin(),
            None => heard_since,
        },
        Stage::Picture { picture: Picture { waits: Waits::Stored, .. } } => !picture,
        // R15: agreed to an address that the portal does not name any more.
        Stage::Credentials => picture || state.origin() != leads_to.or(begin.origin()),
        Stage::Address
        | Stage::Discovering { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Probing { .. }
        | Stage::Redeeming { .. }
        | Stage::Picture { .. }
        | Stage::Trying { .. }
        | Stage::Renewing { .. }
        | Stage::Answering { .. }
        | Stage::Code { .. }
        | Stage::Checking { .. }
        | Stage::Texting { .. }
        | Stage::Browser
        | Stage::Committing { .. }
        | Stage::Done { .. }
        | Stage::Cancelled => false,
    }
}

/// After a restart a request that was under way has no answer: its stage falls back to what the employee can repeat.
fn restarted(state: &State, session_lives: bool) -> Next {
    if state.stage.link().is_some() {
        return link::restarted(state);
    }
    let back = where_it_goes_on(state, session_lives);
    let next = if back.login.is_none() && needs_login(&back.stage) {
        // What may have been a password in the login field was not written (R5), and nothing can be sent without it.
        at(&back, Stage::Credentials, Some(Trouble::new(ProblemCode::PasswordNeeded)))
    } else {
        back
    };
    (next != *state).then(|| (next, vec![Effect::Save(Save::Stop)]))
}

/// Whether the answer to this step goes out with a login.
fn needs_login(stage: &Stage) -> bool {
    let picture = stage.picture().is_some_and(|picture| picture.waits != Waits::Stored);
    picture || stage.code().is_some()
}

fn where_it_goes_on(state: &State, session_lives: bool) -> State {
    // R12: a password may have gone out, and the next one may be the second that is counted.
    let lost = || Some(Trouble::new(ProblemCode::AnswerLost).with("sent", true));
    let forgotten = || Some(session_lost(true));
    match &state.stage {
        Stage::Discovering { portal, moved: true, .. } => at(state, Stage::Moved { to: portal.clone() }, None),
        Stage::Discovering { .. } => at_address(state, None),
        Stage::Address => at_address(state, state.problem.clone()),
        Stage::Trying { .. } | Stage::Committing { .. } => at(state, Stage::Credentials, lost()),
        Stage::Picture { picture: Picture { waits: Waits::Code { .. }, .. } }
        | Stage::Renewing { picture: Picture { waits: Waits::Code { .. }, .. }, .. }
            if !session_lives =>
        {
            at(state, Stage::Credentials, forgotten())
        }
        Stage::Renewing { picture, .. } => {
            at(state, Stage::Picture { picture: picture.clone() }, state.problem.clone())
        }
        Stage::Answering { picture, .. } => at(state, Stage::Picture { picture: picture.clone() }, lost()),
        Stage::Code { .. } | Stage::Checking { .. } | Stage::Texting { .. } if !session_lives => {
            at(state, Stage::Credentials, forgotten())
        }
        Stage::Code { code } => code_again(state, code.clone(), state.problem.clone()),
        // The code's answer is lost (Q9).
        Stage::Checking { code, joined, .. } => {
            let lost = lost().map(|trouble| if *joined { trouble } else { trouble.with("code_alone", true) });
            code_again(state, CodeStep { lost: true, wrong: code.wrong.saturating_add(1), ..code.clone() }, lost)
        }
        // No try, whatever became of it.
        Stage::Texting { code, .. } => code_again(state, code.clone(), Some(Trouble::new(ProblemCode::AnswerLost))),
        Stage::Moved { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Probing { .. }
        | Stage::Redeeming { .. }
        | Stage::Credentials
        | Stage::Picture { .. }
        | Stage::Browser
        | Stage::Done { .. }
        | Stage::Cancelled => state.clone(),
    }
}
