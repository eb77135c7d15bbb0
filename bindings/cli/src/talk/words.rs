//! Records as sentences.

use portico::records::{Account, AccountState, Cost, OtherWay, PortalRef, Problem, Reason, SignIn, Step, Who};

use super::how::how;
use crate::say;

/// One row of the list.
pub(crate) fn account_line(account: &Account) -> String {
    let name = if account.name.is_empty() { &account.login } else { &account.name };
    let selected = if account.selected { ", in use" } else { "" };
    format!("{name} ({}) on {}: {}{selected}", account.login, place(&account.portal), state(account))
}

fn state(account: &Account) -> String {
    let state = state_of(account.state);
    match account.reason {
        Some(reason) => format!("{state} ({})", because(reason)),
        None => state.to_owned(),
    }
}

pub(super) fn state_of(state: AccountState) -> &'static str {
    match state {
        AccountState::SignedIn => "signed in",
        AccountState::NeedsSignIn => "needs to sign in",
        AccountState::CaptchaNeeded => "the portal wants a picture first, the password is kept",
        AccountState::Blocked => "blocked, everything is kept",
        AccountState::Deleting => "being deleted",
        AccountState::Damaged => "its file cannot be read",
    }
}

fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::Refused => "the portal refused the saved password",
        Reason::SignedOut => "signed out here",
        Reason::Reset => "reset here",
        Reason::DeviceChanged => "its keys belong to another phone or key store",
        Reason::KeyInvalidated => "the system made its key unusable",
        Reason::SessionEnded => "the session ended",
        Reason::IpRule => "not allowed from this network",
        Reason::PortalMoved => "the portal has another address",
        Reason::PortalChanged => "another portal answers there",
        Reason::Licence => "the portal's plan",
    }
}

/// A problem: what, why, what to do, who, and what the next try costs.
pub(crate) fn problem_lines(problem: &Problem) -> Vec<String> {
    let mut lines = vec![format!("! {}", problem.title), format!("  Why: {}", problem.cause)];
    if let Some(detail) = &problem.detail {
        lines.push(format!("  The portal says: \"{detail}\""));
    }
    let steps = (1..).zip(&problem.steps);
    lines.extend(steps.map(|(at, step)| format!("  {at}. {}{}", step.text, how(step.action.as_ref()))));
    let who = match problem.who {
        Who::You => "you",
        Who::Administrator => "your administrator",
        Who::Support => "Bitrix24 support",
    };
    let cost = match problem.retry.cost {
        Cost::Free => "trying again costs nothing",
        Cost::OneTry => "trying again may cost a try",
        Cost::NoneHelps => "trying the same again does not help",
    };
    let wait = problem.retry.wait_s.map_or(String::new(), |wait| format!(", in {}", span(wait)));
    lines.push(format!("  Who can do it: {who}; {cost}{wait}."));
    lines
}

pub(crate) fn show_problem(problem: Option<&Problem>) {
    problem.iter().flat_map(|problem| problem_lines(problem)).for_each(say::line);
}

/// The ways beside the one a step asks for.
pub(crate) fn show_ways(ways: &[OtherWay]) {
    say::line("Other ways:");
    for (at, way) in ways.iter().enumerate() {
        let picture = if way.needs_picture { "" } else { " (no picture needed)" };
        let here = if way.kind == "qr" { " (here: /link)" } else { "" };
        say::line(format!("  {}. {}{picture}{here}", at + 1, way.text));
    }
}

/// An unfinished sign-in in a list.
pub(crate) fn sign_in_line(at: &SignIn) -> String {
    let host = host(at);
    let login = at.login.as_ref().map_or(String::new(), |login| format!(" as {login}"));
    format!("unfinished sign-in to {host}{login}: {}", asked(&at.step))
}

fn asked(step: &Step) -> &'static str {
    match step {
        Step::Address { .. } => "the portal's address is asked for",
        Step::ConfirmLink { .. } => "a link is shown, your word is asked for",
        Step::Credentials => "login and password are asked for",
        Step::Captcha { .. } => "the characters in a picture are asked for",
        Step::SecondFactor { .. } => "a code is asked for",
        Step::Moved { .. } => "the portal has moved, your word is asked for",
        Step::Browser { .. } => "it goes on in a browser",
        Step::Done { .. } => "done",
        Step::Cancelled => "ended",
    }
}

/// The host a sign-in talks to, for sentences about waiting.
pub(crate) fn host(at: &SignIn) -> String {
    at.portal.as_ref().map_or_else(|| "the portal".to_owned(), place)
}

/// The host as people read it, with its port where that is not the usual one: two portals may differ in nothing else.
pub(super) fn place(portal: &PortalRef) -> String {
    let port = portal.origin.rsplit_once(':').map(|(_, port)| port).filter(|port| port.parse::<u16>().is_ok());
    port.map_or_else(|| portal.host.clone(), |port| format!("{}:{port}", portal.host))
}

/// A wait, in the words that the core's texts have for it.
pub(super) fn span(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=119 => format!("{seconds} seconds"),
        120..=3599 => format!("{} minutes", seconds.div_ceil(60)),
        3600..=7199 => "an hour".to_owned(),
        7200..=172_799 => format!("about {} hours", seconds / 3600),
        _longer => format!("about {} days", seconds / 86_400),
    }
}
