//! The rules about links: pain 44, R15, Q14.

use super::super::machine::events::{Effect, Event, Found, Verdict};
use super::super::machine::{Stage, State};
use super::watch::Watch;
use crate::records::ProblemCode;

/// The rules that a step breaks.
pub(super) fn rules(watch: &Watch, before: &State, event: &Event, after: &State, effects: &[Effect]) -> Vec<String> {
    let mut broken = Vec::new();
    let mut unless = |holds: bool, rule: &str| {
        if !holds {
            broken.push(rule.to_owned());
        }
    };
    let out = |effect: &Effect| {
        matches!(
            effect,
            Effect::Discover { .. }
                | Effect::SendPassword { .. }
                | Effect::SendStored { .. }
                | Effect::SendCode { .. }
                | Effect::SendHash { .. }
                | Effect::RenewPicture { .. }
        )
    };
    let sends = effects.iter().any(out);
    if let Event::LinkGiven { .. } = event {
        unless(!sends, "pain 44: a link that is given sends nothing");
        unless(before == after || matches!(after.stage, Stage::ConfirmLink { .. }), "R15: a link is shown first");
    }
    if let Stage::ConfirmLink { link } = &before.stage {
        unless(!sends || matches!(event, Event::LinkAgreed { .. }), "R15: nothing is sent before the employee agrees");
        let elsewhere = effects.iter().any(|effect| match effect {
            Effect::Discover { origin, .. } => *origin != link.portal.origin,
            _ => out(effect),
        });
        unless(!elsewhere, "R15: only the portal that is shown is asked");
    }
    for effect in effects {
        let Effect::SendHash { request, origin } = effect else { continue };
        unless(watch.hash_held, "a hash is sent only while one is held");
        unless(!watch.hash_sent, "Q14: a hash is sent at most once");
        unless(watch.agreed.contains(origin), "R15: a hash goes only where the employee agreed");
        let Stage::Probing { request: open, link } = &before.stage else {
            unless(false, "R15: a hash goes out only after it was asked who is there");
            continue;
        };
        let there = matches!(event, Event::Discovered { request, found: Found::Portal(portal) }
            if request == open && portal.origin == link.portal.origin);
        unless(
            there && *origin == link.portal.origin,
            "R15: a hash goes only to a portal at the origin that was shown",
        );
        unless(after.origin() == Some(origin.as_str()), "R15: the sign-in's portal is the one the hash goes to");
        unless(
            after.stage == Stage::Redeeming { request: *request, link: link.clone() },
            "Q14: what is written down says that the hash is on its way",
        );
    }
    if let (Stage::Redeeming { .. }, Event::Answered { verdict, .. }) = (&before.stage, event)
        && before != after
    {
        let again = matches!(after.stage, Stage::ConfirmLink { .. });
        unless(again == matches!(verdict, Verdict::NotJudged(_)), "Q14: agreed to again only where nothing was sent");
        unless(again != effects.contains(&Effect::ForgetLink), "Q14: an answer uses the hash up");
    }
    if let Event::Restarted { .. } = event
        && let Some(link) = before.stage.link().filter(|link| link.hash)
    {
        let sent = matches!(before.stage, Stage::Redeeming { .. } | Stage::Committing { .. });
        let code = if sent { ProblemCode::LinkUsedOrLost } else { ProblemCode::OpenLinkAgain };
        let said = after.problem.as_ref().map(|problem| problem.code);
        unless(said == Some(code), "Q14: a restart says whether the link may be used up");
        unless(
            after.origin().is_none_or(|origin| origin == link.portal.origin || before.origin() == Some(origin)),
            "R15",
        );
    }
    broken
}
