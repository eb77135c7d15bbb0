//! The help card: what the administrator needs to know and the one thing they are asked for, in under 1,500 characters of plain
//! text. Nothing that was typed goes into it but the login, and that only where it cannot be a password (R5).

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::advice::{self, Card};
use crate::phone::{Memory, Row};
use crate::records::{Account, Problem, Step, Trouble};
use crate::signin::Told;

/// The longest login on a card, in characters.
const LONGEST_LOGIN: usize = 120;
/// The most of the portal's own words.
const MOST_SAID: usize = 200;

pub(super) fn of_sign_in(told: &Told, now: OffsetDateTime, locale: &str) -> String {
    let sign_in = &told.sign_in;
    advice::card(
        &Card {
            version: env!("CARGO_PKG_VERSION"),
            time: time(now),
            portal: sign_in.portal.as_ref(),
            login: told.login.as_deref().map(short_login),
            state: None,
            step: Some(step_name(&sign_in.step)),
            problem: sign_in.problem.as_ref(),
            said: said(sign_in.problem.as_ref()),
            tries: Some(&sign_in.tries),
            address: address(told.trouble.as_ref()),
            asks_for_code: matches!(sign_in.step, Step::SecondFactor { .. }),
            asks_for_picture: matches!(sign_in.step, Step::Captcha { .. }),
        },
        locale,
    )
}

pub(super) fn of_account(shown: &Account, memory: &Memory, row: &Row, now: OffsetDateTime) -> String {
    let trouble = row.standing(&memory.vault).trouble;
    advice::card(
        &Card {
            version: env!("CARGO_PKG_VERSION"),
            time: time(now),
            portal: Some(&shown.portal),
            login: Some(short_login(&shown.login)),
            state: Some(state_name(shown)),
            step: None,
            problem: shown.problem.as_ref(),
            said: said(shown.problem.as_ref()),
            tries: Some(&shown.tries),
            address: address(trouble.as_ref()),
            asks_for_code: false,
            asks_for_picture: false,
        },
        &memory.locale,
    )
}

pub(super) fn of_nothing(now: OffsetDateTime, locale: &str) -> String {
    let card = Card { version: env!("CARGO_PKG_VERSION"), time: time(now), ..Card::default() };
    advice::card(&card, locale)
}

/// To the second: people compare it with a log.
fn time(now: OffsetDateTime) -> String {
    now.replace_nanosecond(0).unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

fn short_login(login: &str) -> String {
    shortened(login, LONGEST_LOGIN)
}

/// What the portal said, as far as it fits.
fn said(problem: Option<&Problem>) -> Option<String> {
    problem?.detail.as_deref().map(|said| shortened(said, MOST_SAID))
}

fn shortened(text: &str, at_most: usize) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let short: String = plain.clone().take(at_most).collect();
    if plain.count() > at_most { format!("{short}…") } else { short }
}

fn address(trouble: Option<&Trouble>) -> Option<String> {
    trouble?.args.get("address").cloned()
}

/// The names of the surface, which whoever supports the app can look up.
fn step_name(step: &Step) -> String {
    let value = serde_json::to_value(step).unwrap_or_default();
    value.get("kind").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn state_name(account: &Account) -> String {
    let name = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let state = name(serde_json::to_value(account.state));
    match account.reason {
        Some(reason) => format!("{state}, {}", name(serde_json::to_value(reason))),
        None => state,
    }
}
