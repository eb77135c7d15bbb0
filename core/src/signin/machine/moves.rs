//! Moves of the machine that more than one event leads to.

use super::events::{Effect, Save};
use super::{Number, Picture, Stage, State};
use crate::records::{PortalRef, ProblemCode, Trouble};

/// `None`: the event changes nothing here.
pub(super) type Next = Option<(State, Vec<Effect>)>;

/// The state at another stage, with what is to be said about it.
pub(super) fn at(state: &State, stage: Stage, problem: Option<Trouble>) -> State {
    State { stage, problem, ..state.clone() }
}

/// The state where an address is asked for: the portal that was found before is not spoken of any more.
pub(super) fn at_address(state: &State, problem: Option<Trouble>) -> State {
    State { portal: None, ..at(state, Stage::Address, problem) }
}

/// The state with one more number given out.
pub(super) fn numbered(state: &State) -> (State, Number) {
    let last = state.last.saturating_add(1);
    (State { last, ..state.clone() }, last)
}

/// A stop: it counts at once, whatever the disk says (R9).
pub(super) fn stopped(next: State) -> (State, Vec<Effect>) {
    (next, vec![Effect::Save(Save::Stop)])
}

/// Adds that password and word are forgotten.
pub(super) trait Forgetting {
    fn forgetting(self) -> Self;
    /// The word alone: the password is still wanted.
    fn forgetting_word(self) -> Self;
}

impl Forgetting for (State, Vec<Effect>) {
    fn forgetting(mut self) -> Self {
        self.1.extend([Effect::ForgetPassword, Effect::ForgetWord]);
        self
    }

    fn forgetting_word(mut self) -> Self {
        self.1.push(Effect::ForgetWord);
        self
    }
}

/// What the portal gave is to be written down.
pub(super) fn commit(state: &State) -> (State, Vec<Effect>) {
    let (state, request) = numbered(state);
    // The document still says what was asked last: a kill before the commit repeats that step, not a half success.
    let link = state.stage.link().cloned();
    (at(&state, Stage::Committing { request, failed: false, link }, None), vec![Effect::Commit { request }])
}

/// Signed in.
pub(super) fn done(state: &State, account: String) -> (State, Vec<Effect>) {
    let next = State { account: Some(account.clone()), ..at(state, Stage::Done { account }, None) };
    (next, vec![Effect::End])
}

/// Over, if it was not over before.
pub(super) fn ended(state: &State, problem: Option<Trouble>) -> Next {
    if state.ended() {
        return None;
    }
    Some((at(state, Stage::Cancelled, problem), vec![Effect::End]))
}

/// Asks whether a portal is there. Only of a portal that moved the old one is still known.
pub(super) fn discover(state: &State, portal: &PortalRef, moved: bool) -> (State, Vec<Effect>) {
    let (state, request) = numbered(state);
    let origin = portal.origin.clone();
    let stage = Stage::Discovering { request, portal: portal.clone(), moved };
    let next = State { portal: state.portal.clone().filter(|_| moved), ..at(&state, stage, None) };
    (next, vec![Effect::Save(Save::Gain), Effect::Discover { request, origin }])
}

/// Asks for a new picture in place of one that is used up or cannot be read.
pub(super) fn renew(state: &State, picture: &Picture, problem: Option<Trouble>) -> Next {
    let origin = state.origin()?.to_owned();
    let (state, request) = numbered(state);
    let next = at(&state, Stage::Renewing { request, picture: picture.clone() }, problem);
    Some((next, vec![Effect::Save(Save::Stop), Effect::ForgetWord, Effect::RenewPicture { request, origin }]))
}

/// Back to login and password, the login kept and the password forgotten.
pub(super) fn credentials(state: &State, trouble: Trouble) -> (State, Vec<Effect>) {
    stopped(State { rounds: 0, ..at(state, Stage::Credentials, Some(trouble)) }).forgetting()
}

/// The portal has forgotten the password's step: `by_time`, or because it did not take the code.
pub(super) fn session_lost(by_time: bool) -> Trouble {
    Trouble::new(ProblemCode::CodeSessionLost).with("by_time", by_time)
}

/// The portal says that it is elsewhere: nothing is sent there before the employee agrees (Q12).
pub(super) fn moved(state: &State, to: &PortalRef) -> (State, Vec<Effect>) {
    let trouble = Trouble::new(ProblemCode::PortalMoved).with("to", &to.host);
    stopped(at(state, Stage::Moved { to: to.clone() }, Some(trouble))).forgetting()
}
