//! The machine's part that is about links (K1, K2, Q14; pain 44): shown before anything is sent, sent once, to the one origin that
//! was shown.

use super::events::{Effect, Found, Save, Verdict};
use super::moves::{
    Forgetting as _, Next, at, at_address, commit, credentials, discover, ended, moved, numbered, stopped,
};
use super::{LinkStep, Stage, State};
use crate::records::{ProblemCode, Trouble};

/// A link was read. In a sign-in to an account it may also stand for its password, picture or code, if it is of that portal.
pub(super) fn given(state: &State, typed: &str, link: &LinkStep) -> Next {
    let fits = match &state.stage {
        Stage::Address
        | Stage::Credentials
        | Stage::Moved { .. }
        | Stage::Picture { .. }
        | Stage::Code { .. }
        | Stage::Browser => {
            state.account.is_none() || (link.hash && state.origin() == Some(link.portal.origin.as_str()))
        }
        Stage::Discovering { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Probing { .. }
        | Stage::Redeeming { .. }
        | Stage::Trying { .. }
        | Stage::Renewing { .. }
        | Stage::Answering { .. }
        | Stage::Checking { .. }
        | Stage::Texting { .. }
        | Stage::Committing { .. }
        | Stage::Done { .. }
        | Stage::Cancelled => false,
    };
    fits.then(|| {
        let next = at(state, Stage::ConfirmLink { link: link.clone() }, None);
        // The step itself says where the link leads.
        let portal = state.portal.clone().filter(|_| state.account.is_some());
        let next = State { portal, typed: Some(typed.to_owned()), rounds: 0, ..next };
        (next, vec![Effect::Save(Save::Gain)]).forgetting()
    })
}

/// The employee agrees. Before the hash goes out it is asked whether a portal is there: a hotel's page would use it up.
pub(super) fn agreed(state: &State, held: bool) -> Next {
    // What the portal gave could not be written: the call writes again, and sends nothing.
    if let Stage::Committing { failed: true, link: Some(_), .. } = state.stage {
        return Some(commit(state));
    }
    let Stage::ConfirmLink { link } = &state.stage else { return None };
    if !link.hash {
        return Some(discover(state, &link.portal, false));
    }
    if !held {
        return ended(state, Some(Trouble::new(ProblemCode::OpenLinkAgain)));
    }
    let (state, request) = numbered(state);
    let origin = link.portal.origin.clone();
    let next = at(&state, Stage::Probing { request, link: link.clone() }, None);
    Some((next, vec![Effect::Save(Save::Gain), Effect::Discover { request, origin }]))
}

/// Who is there. Only a portal at the very origin that was shown gets the hash; else it is still unused and can be sent later.
pub(super) fn probed(state: &State, link: &LinkStep, found: &Found) -> (State, Vec<Effect>) {
    let again = |trouble: Trouble| stopped(at(state, Stage::ConfirmLink { link: link.clone() }, Some(trouble)));
    match found {
        Found::Portal(portal) if portal.origin == link.portal.origin => {
            let (state, request) = numbered(state);
            let origin = portal.origin.clone();
            let next = at(&state, Stage::Redeeming { request, link: link.clone() }, None);
            let next = State { portal: Some(portal.clone()), ..next };
            (next, vec![Effect::Save(Save::Gain), Effect::SendHash { request, origin }])
        }
        Found::Portal(to) | Found::Moved(to) => {
            again(Trouble::new(ProblemCode::LinkElsewhere).with("from", &link.portal.host).with("to", &to.host))
        }
        Found::Failed(trouble) => again(trouble.clone()),
    }
}

/// What the portal made of the hash. It is spent by any answer; only where nothing was sent may the employee agree once more.
pub(super) fn answered(state: &State, link: &LinkStep, verdict: &Verdict) -> (State, Vec<Effect>) {
    let (next, mut effects) = match verdict {
        Verdict::SignedIn => return forgotten(commit(state)),
        Verdict::NotJudged(trouble) => {
            return stopped(at(state, Stage::ConfirmLink { link: link.clone() }, Some(trouble.clone())));
        }
        Verdict::Refused => credentials(state, Trouble::new(ProblemCode::LinkRefused)),
        Verdict::Lost(_) => credentials(state, Trouble::new(ProblemCode::LinkUsedOrLost)),
        Verdict::Says(trouble) => credentials(state, trouble.clone()),
        // No facts speak of a picture or a code for a hash (P45).
        Verdict::SignedInBefore | Verdict::Picture { .. } | Verdict::Code { .. } | Verdict::WrongCode => {
            credentials(state, Trouble::new(ProblemCode::Unexpected).with("stage", "link"))
        }
        Verdict::Moved(to) => moved(state, to),
    };
    effects.push(Effect::ForgetLink);
    (next, effects)
}

fn forgotten((next, mut effects): (State, Vec<Effect>)) -> (State, Vec<Effect>) {
    effects.push(Effect::ForgetLink);
    (next, effects)
}

/// Away from a link that is shown: it is forgotten unused.
pub(super) fn back(state: &State) -> (State, Vec<Effect>) {
    let next = if state.account.is_some() { at(state, Stage::Credentials, None) } else { at_address(state, None) };
    forgotten(stopped(next))
}

/// Q14: a hash is only in memory. One that was not sent is asked for again; one that was may be used up.
pub(super) fn restarted(state: &State) -> Next {
    match &state.stage {
        // An address like any other, and it is kept as typed.
        Stage::ConfirmLink { link } if !link.hash => Some(stopped(at_address(state, None))),
        Stage::ConfirmLink { .. } | Stage::Probing { .. } => {
            ended(state, Some(Trouble::new(ProblemCode::OpenLinkAgain)))
        }
        Stage::Redeeming { .. } | Stage::Committing { .. } => {
            ended(state, Some(Trouble::new(ProblemCode::LinkUsedOrLost)))
        }
        Stage::Address
        | Stage::Discovering { .. }
        | Stage::Moved { .. }
        | Stage::Credentials
        | Stage::Trying { .. }
        | Stage::Picture { .. }
        | Stage::Renewing { .. }
        | Stage::Answering { .. }
        | Stage::Code { .. }
        | Stage::Checking { .. }
        | Stage::Texting { .. }
        | Stage::Browser
        | Stage::Done { .. }
        | Stage::Cancelled => None,
    }
}
