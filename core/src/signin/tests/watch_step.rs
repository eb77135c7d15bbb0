//! The rules that one step shows by itself.

use std::collections::BTreeSet;

use super::super::machine::events::{Effect, Event, Found, Save, Verdict};
use super::super::machine::{CodeStep, Number, Picture, Stage, State, Waits};
use super::cases::{number_of, open_challenge, open_request};
use super::watch::{Broken, Sent};
use super::watch_picture;
use crate::records::Trouble;

/// The rules that a step breaks. `sent`: the secret that was on its way before it.
pub(super) fn rules(
    broken: &mut Broken,
    sent: Option<Sent>,
    before: &State,
    event: &Event,
    after: &State,
    effects: &[Effect],
) {
    order(broken, before, event, after, effects);
    writing(broken, sent, before, event, after, effects);
    numbers(broken, before, event, after, effects);
    kept(broken, before, event, after);
    late(broken, before, event, after);
    ends(broken, before, event, after, effects);
    problems(broken, before, event, after);
    if sent != Some(Sent::Hash) {
        watch_picture::rules(broken, sent, before, event, after, effects);
    }
}

/// Whether the event names what is open now.
pub(super) fn is_open(state: &State, event: &Event) -> bool {
    match number_of(event) {
        Some((request, true)) => open_request(state) == Some(request),
        Some((challenge, false)) => open_challenge(state) == Some(challenge),
        None => true,
    }
}

pub(super) fn picture(state: &State) -> Option<&Picture> {
    state.stage.picture()
}

fn code(state: &State) -> Option<&CodeStep> {
    state.stage.code()
}

/// The request an effect begins, if it goes out to the portal.
fn sends(effect: &Effect) -> Option<Number> {
    match effect {
        Effect::Discover { request, .. }
        | Effect::SendPassword { request, .. }
        | Effect::SendStored { request, .. }
        | Effect::SendCode { request, .. }
        | Effect::SendSms { request, .. }
        | Effect::SendHash { request, .. }
        | Effect::RenewPicture { request, .. } => Some(*request),
        Effect::Save(_)
        | Effect::ForgetPassword
        | Effect::ForgetWord
        | Effect::ForgetLink
        | Effect::Commit { .. }
        | Effect::End => None,
    }
}

fn secret(effect: &Effect) -> bool {
    matches!(effect, Effect::SendPassword { .. } | Effect::SendStored { .. } | Effect::SendCode { .. })
}

/// Persist before send, one send, and only for the employee.
fn order(broken: &mut Broken, before: &State, event: &Event, after: &State, effects: &[Effect]) {
    let out: Vec<usize> = (0..effects.len()).filter(|at| sends(&effects[*at]).is_some()).collect();
    let saved = effects.iter().position(|effect| matches!(effect, Effect::Save(_)));
    broken.unless(out.len() <= 1, "at most one request for one event");
    broken.unless(out.iter().all(|at| saved.is_some_and(|saved| saved < *at)), "persist before send");
    if effects.iter().any(secret) {
        let employee =
            matches!(event, Event::CredentialsGiven { .. } | Event::WordGiven { .. } | Event::CodeGiven { .. });
        broken.unless(employee, "R1: a secret goes out only for what the employee did");
        broken.unless(effects.first() == Some(&Effect::Save(Save::Gain)), "R9: a failed write sends no secret");
    }
    if effects.iter().any(|effect| matches!(effect, Effect::SendHash { .. })) {
        broken.unless(effects.first() == Some(&Effect::Save(Save::Gain)), "R9: a failed write sends no hash");
    }
    for effect in effects {
        let request = sends(effect);
        broken.unless(request.is_none() || request == open_request(after), "the next stage waits for what was sent");
        match effect {
            Effect::Discover { .. } => broken.unless(
                matches!(event, Event::AddressGiven { .. } | Event::MoveAgreed | Event::LinkAgreed { .. }),
                "asked only for the employee",
            ),
            Effect::RenewPicture { .. } => broken.unless(
                matches!(event, Event::PictureWanted { .. } | Event::Answered { verdict: Verdict::Lost(_), .. }),
                "C4: a new picture only when wanted, or when the old one may be used up",
            ),
            Effect::SendPassword { .. }
            | Effect::SendStored { .. }
            | Effect::SendCode { .. }
            | Effect::SendSms { .. }
            | Effect::SendHash { .. }
            | Effect::ForgetLink
            | Effect::Save(_)
            | Effect::ForgetPassword
            | Effect::ForgetWord
            | Effect::Commit { .. }
            | Effect::End => {}
        }
    }
    // Nobody sends a second time while an answer is awaited (R1).
    if before.stage.busy() {
        broken.unless(!effects.iter().any(secret), "no secret goes out while a request is under way");
    }
}

/// R3, R9: what is written, and how.
fn writing(broken: &mut Broken, sent: Option<Sent>, before: &State, event: &Event, after: &State, effects: &[Effect]) {
    let saves: Vec<Save> =
        effects.iter().filter_map(|effect| if let Effect::Save(save) = effect { Some(*save) } else { None }).collect();
    if before == after {
        broken.unless(effects.is_empty(), "what changes nothing does nothing");
        return;
    }
    // The document keeps saying what was asked last until the account is written, and goes at the end.
    let unwritten = after.ended() || matches!(after.stage, Stage::Committing { .. });
    broken.unless(saves.len() == usize::from(!unwritten), "R3: what changed is written once");
    // An answer has come, whatever the disk says: kept as a gain, a failed write would leave its stage waiting for ever.
    let stop = before.stage.busy() || matches!(event, Event::Restarted { .. } | Event::Back { .. });
    // A hash goes out for an answer: where that cannot be written, `NotStarted` follows.
    let goes_out = effects.iter().any(|effect| matches!(effect, Effect::SendHash { .. }));
    broken.unless(
        !stop || goes_out || !saves.contains(&Save::Gain),
        "R9: a stop acts whatever the disk says, and no stage waits for ever",
    );
    let commit =
        effects.iter().find_map(|effect| if let Effect::Commit { request } = effect { Some(*request) } else { None });
    if let Some(commit) = commit {
        broken.unless(
            matches!(after.stage, Stage::Committing { request, failed: false, .. } if request == commit),
            "R9: while it is written down, the sign-in is not told as done",
        );
        let due = match event {
            Event::Answered { verdict, .. } => *verdict == Verdict::SignedIn,
            Event::CredentialsGiven { .. } => {
                matches!(before.stage, Stage::Committing { failed: true, link: None, .. })
            }
            Event::LinkAgreed { .. } => matches!(before.stage, Stage::Committing { failed: true, link: Some(_), .. }),
            _ => false,
        };
        broken.unless(due, "an account is written only after T1, or when the employee repeats it");
    }
    if let Stage::Done { account } = &after.stage {
        let written = match event {
            Event::Committed { account: known, .. } => {
                matches!(before.stage, Stage::Committing { .. }) && known == account
            }
            Event::SignedInElsewhere => before.account.as_ref() == Some(account),
            // The session's room sends the stored secret, and has written the account when it says so.
            Event::Answered { verdict, .. } => {
                *verdict == Verdict::SignedIn && sent == Some(Sent::Stored) && before.account.as_ref() == Some(account)
            }
            _ => false,
        };
        broken.unless(written, "R9: done is told only after the account was written");
    }
    if let Event::Answered { verdict: Verdict::SignedIn, .. } = event {
        broken.unless(commit.is_some() || sent == Some(Sent::Stored), "R9: what the portal gave is written down");
    }
}

fn stage_numbers(stage: &Stage) -> Vec<Number> {
    let of_picture = |picture: &Picture| {
        let code = if let Waits::Code { code } = &picture.waits { Some(code.challenge) } else { None };
        [Some(picture.challenge), code].into_iter().flatten().collect::<Vec<_>>()
    };
    match stage {
        Stage::Discovering { request, .. }
        | Stage::Probing { request, .. }
        | Stage::Redeeming { request, .. }
        | Stage::Trying { request }
        | Stage::Committing { request, .. } => vec![*request],
        Stage::Picture { picture } => of_picture(picture),
        Stage::Renewing { request, picture } => [vec![*request], of_picture(picture)].concat(),
        Stage::Answering { request, picture, .. } => [vec![*request], of_picture(picture)].concat(),
        Stage::Code { code } => vec![code.challenge],
        Stage::Checking { request, code, .. } | Stage::Texting { request, code } => vec![*request, code.challenge],
        Stage::Address
        | Stage::Moved { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Credentials
        | Stage::Browser
        | Stage::Done { .. }
        | Stage::Cancelled => Vec::new(),
    }
}

/// Numbers only grow: none is given out twice.
fn numbers(broken: &mut Broken, before: &State, event: &Event, after: &State, effects: &[Effect]) {
    broken.unless(after.last >= before.last, "the last number never decreases");
    let (old, new) = (stage_numbers(&before.stage), stage_numbers(&after.stage));
    let fresh: Vec<Number> = new.iter().copied().filter(|number| !old.contains(number)).collect();
    broken.unless(fresh.iter().all(|number| *number > before.last), "a new number was never given out before");
    broken.unless(new.iter().all(|number| *number <= after.last), "every number given out is counted");
    broken.unless(new.iter().collect::<BTreeSet<_>>().len() == new.len(), "one number names one thing");
    for request in effects.iter().filter_map(sends) {
        broken.unless(request > before.last, "a request's number was never used before");
    }
    let new_picture = matches!(event, Event::PictureCame { result: Ok(_), .. })
        || matches!(event, Event::Answered { verdict: Verdict::Picture { .. }, .. });
    // No facts speak of a picture for a hash (P45).
    if new_picture && before != after && !matches!(before.stage, Stage::Redeeming { .. }) {
        broken.unless(
            open_challenge(after).is_some_and(|number| number > before.last),
            "R10: a new picture has a new name",
        );
    }
}

/// What no event may lose.
fn kept(broken: &mut Broken, before: &State, event: &Event, after: &State) {
    match event {
        Event::CredentialsGiven { login } if before.stage == Stage::Credentials && before != after => {
            broken.unless(after.login.as_ref() == Some(login), "the login is kept as typed");
        }
        _ => broken.unless(before.login == after.login, "the login is never lost or changed by anything else"),
    }
    match event {
        Event::CredentialsGiven { login } if before != after && before.stage == Stage::Credentials => {
            broken.unless(after.login_shown() == Some(login), "what was sent is what is shown");
        }
        Event::Kept { login: Some(login), .. } if before.stage == Stage::Credentials => {
            broken.unless(after.login_shown().unwrap_or_default() == login, "the login is kept as typed so far");
        }
        _ => broken.unless(before.typed_login == after.typed_login, "what is typed is never lost"),
    }
    if let Event::Kept { .. } = event {
        broken.unless(before.stage == after.stage && before.problem == after.problem, "typing answers nothing");
    }
    broken.unless(before.account.is_none() || after.account == before.account, "a sign-in keeps its account");
    broken.unless(
        before.account == after.account || matches!(after.stage, Stage::Done { .. }),
        "the account is known when it is written",
    );
    let another = matches!(event, Event::LinkGiven { .. }) && before != after && after.account.is_none();
    let asks_where = another || matches!(after.stage, Stage::Address | Stage::Discovering { moved: false, .. });
    broken.unless(!asks_where || after.portal.is_none(), "where another portal is asked for, none is spoken of");
    broken.unless(
        before.portal.is_none() || after.portal.is_some() || asks_where,
        "the portal is forgotten only where another is asked for",
    );
    if before.portal != after.portal && after.portal.is_some() {
        let found = matches!(event, Event::Discovered { found: Found::Portal(_), .. }) && is_open(before, event);
        let own = matches!(event, Event::AccountStands { begin, .. } if begin.portal == after.portal);
        broken.unless(found || own, "only a portal that was found becomes the sign-in's");
    }
    match event {
        Event::AddressGiven { typed, .. } | Event::AddressRefused { typed, .. } | Event::LinkGiven { typed, .. }
            if before != after =>
        {
            broken.unless(after.typed.as_ref() == Some(typed), "the address is kept as typed");
        }
        Event::Kept { typed: Some(typed), .. } if before.stage == Stage::Address => {
            broken.unless(after.typed.as_deref().unwrap_or_default() == typed, "the address is kept as typed so far");
        }
        _ => broken.unless(before.typed == after.typed, "the address is never lost or changed by anything else"),
    }
}

/// R10, and which event may move which stage at all.
fn late(broken: &mut Broken, before: &State, event: &Event, after: &State) {
    let expected = match event {
        Event::AddressGiven { .. } | Event::AddressRefused { .. } => {
            before.account.is_none()
                && matches!(before.stage, Stage::Address | Stage::Credentials | Stage::Moved { .. })
        }
        Event::Kept { .. } => matches!(before.stage, Stage::Address | Stage::Credentials),
        Event::LinkGiven { link, .. } => {
            let own = link.hash && before.origin() == Some(link.portal.origin.as_str());
            !before.stage.busy() && before.stage.link().is_none() && (before.account.is_none() || own)
        }
        Event::LinkAgreed { .. } => before.stage.link().is_some() && !before.stage.busy(),
        Event::Discovered { .. } => matches!(before.stage, Stage::Discovering { .. } | Stage::Probing { .. }),
        Event::MoveAgreed => matches!(before.stage, Stage::Moved { .. }),
        Event::CredentialsGiven { .. } => {
            matches!(before.stage, Stage::Credentials | Stage::Committing { failed: true, link: None, .. })
        }
        Event::WordGiven { .. } | Event::PictureWanted { .. } => matches!(before.stage, Stage::Picture { .. }),
        Event::CodeGiven { .. } | Event::SmsWanted { .. } => matches!(before.stage, Stage::Code { .. }),
        Event::SmsAnswered { .. } => matches!(before.stage, Stage::Texting { .. }),
        Event::PictureCame { .. } => matches!(before.stage, Stage::Renewing { .. }),
        Event::Answered { .. } => matches!(
            before.stage,
            Stage::Trying { .. } | Stage::Answering { .. } | Stage::Checking { .. } | Stage::Redeeming { .. }
        ),
        Event::NotStarted { .. } => matches!(
            before.stage,
            Stage::Trying { .. }
                | Stage::Answering { .. }
                | Stage::Checking { .. }
                | Stage::Texting { .. }
                | Stage::Probing { .. }
                | Stage::Redeeming { .. }
        ),
        Event::Committed { .. } | Event::CommitRefused { .. } => matches!(before.stage, Stage::Committing { .. }),
        Event::CommitFailed { .. } => matches!(before.stage, Stage::Committing { failed: false, .. }),
        Event::Back { from } => before.stage.kind() == *from && !before.stage.busy(),
        Event::AccountStands { begin, .. } => before.account.is_some() && before.account == begin.account,
        Event::AccountEnded | Event::SignedInElsewhere => before.account.is_some(),
        Event::Cancel | Event::Restarted { .. } => true,
    };
    let moved = before != after;
    broken.unless(!moved || expected, "an event moves only the stages it belongs to");
    broken.unless(!moved || is_open(before, event), "R10: a late answer changes nothing");
    // Answers that arrive in time are always taken: none leaves a stage waiting for ever.
    let answer = matches!(number_of(event), Some((_, true)));
    broken.unless(moved || !answer || !expected || !is_open(before, event), "an answer in time is taken");
}

/// Cancel, reset and restart.
fn ends(broken: &mut Broken, before: &State, event: &Event, after: &State, effects: &[Effect]) {
    broken.unless(!before.ended() || before == after, "an ended sign-in never changes");
    let end = effects.contains(&Effect::End);
    broken.unless(end == (after.ended() && !before.ended()), "what ends is cleaned up, once, and nothing else is");
    broken.unless(!end || effects.len() == 1, "the end is the only thing done");
    match event {
        Event::Cancel => broken.unless(after.ended(), "cancel is accepted everywhere"),
        Event::AccountEnded => broken.unless(after.ended() || before.account.is_none(), "R13: ends with its account"),
        Event::Restarted { .. } => {
            broken.unless(!after.stage.busy(), "R3: a restart lands where nothing is under way");
            broken.unless(
                effects.iter().all(|effect| matches!(effect, Effect::Save(Save::Stop) | Effect::End)),
                "R1: a restart sends nothing and commits nothing",
            );
            let link = before.stage.link().is_some_and(|link| link.hash);
            broken.unless(after.ended() == (before.ended() || link), "R3, Q14: a restart ends nothing but a hash");
        }
        _ => {}
    }
    if after.stage == Stage::Cancelled && before.stage != Stage::Cancelled {
        broken.unless(
            matches!(event, Event::Cancel | Event::AccountEnded | Event::CommitRefused { .. })
                || before.stage.link().is_some_and(|link| link.hash),
            "R2: only the employee, the account's end, another portal or a lost link end a sign-in",
        );
    }
}

/// Every step back says why.
fn problems(broken: &mut Broken, before: &State, event: &Event, after: &State) {
    if before == after {
        return;
    }
    let says = |trouble: &Trouble| after.problem.as_ref() == Some(trouble);
    match event {
        Event::Answered { verdict, .. } => {
            let landed = match verdict {
                Verdict::SignedIn => after.problem.is_none(),
                Verdict::Lost(_) if matches!(before.stage, Stage::Redeeming { .. }) => after.problem.is_some(),
                Verdict::Code { .. } => {
                    let again = matches!(before.stage, Stage::Checking { .. } | Stage::Redeeming { .. });
                    after.problem.is_some() == (again || after.stage == Stage::Browser)
                }
                Verdict::Says(trouble) | Verdict::NotJudged(trouble) | Verdict::Lost(trouble) => says(trouble),
                Verdict::SignedInBefore => after.stage == Stage::Credentials && after.problem.is_some(),
                Verdict::Picture { .. } | Verdict::WrongCode | Verdict::Refused | Verdict::Moved(_) => {
                    after.problem.is_some()
                }
            };
            broken.unless(landed, "an answer that leads back says why");
        }
        Event::Discovered { found: Found::Failed(trouble), .. }
        | Event::PictureCame { result: Err(trouble), .. }
        | Event::CommitFailed { trouble, .. }
        | Event::CommitRefused { trouble, .. }
        | Event::AddressRefused { trouble, .. } => broken.unless(says(trouble), "a failure says why"),
        Event::SmsAnswered { texted, trouble, .. } => {
            broken.unless(after.problem == *trouble, "a message that was not sent says why");
            let (known, now) = (code(before), code(after));
            broken.unless(
                known.map(|code| (code.challenge, &code.sid)) == now.map(|code| (code.challenge, &code.sid)),
                "D12: the same challenge goes on, with what was given for it",
            );
            let until = |code: Option<&CodeStep>| code.and_then(|code| Some(code.texted.as_ref()?.until));
            let wait = texted.as_ref().map(|texted| texted.until).or(until(known));
            broken.unless(until(now) == wait, "D12: the wait is known from then on");
        }
        Event::Restarted { .. } => {
            let lost = matches!(
                before.stage,
                Stage::Trying { .. }
                    | Stage::Answering { .. }
                    | Stage::Checking { .. }
                    | Stage::Texting { .. }
                    | Stage::Committing { .. }
            );
            broken.unless(!lost || after.problem.is_some(), "R3: a restart says that an answer was lost");
        }
        _ => {}
    }
}
