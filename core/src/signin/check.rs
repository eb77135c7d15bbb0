//! What can be seen in a login, password or code before a try is spent on it (R12): no network, no clock, nothing kept. What was
//! typed is read here and goes nowhere; a warning never repeats it (R5).

mod layout;
mod pairs;
mod refused;

use std::time::Duration;

use super::input::{self, Code};
use crate::advice::{self, WarningCode, clock_drift_speaks};
use crate::records::{Warning, WarningWhere};
use crate::secret::Secret;
pub use refused::RefusedMemory;

/// What the check looks at. Fields that are absent or empty give no warning. Has no `Debug`: it borrows secrets (R5).
pub struct CheckInput<'a> {
    /// The portal.
    pub origin: &'a str,
    /// Login as typed.
    pub login: Option<&'a str>,
    /// Password as typed.
    pub password: Option<&'a str>,
    /// Code as typed.
    pub code: Option<&'a str>,
    /// Whether the portal takes backup codes at this step.
    pub backup_codes: bool,
    /// Language of the keyboard in use, as the platform names it (`ru`, `en-US`), if the view knows.
    pub layout: Option<&'a str>,
    /// Whether Caps Lock is on, if the view knows.
    pub caps: Option<bool>,
    /// Passwords refused lately.
    pub refused: &'a RefusedMemory,
    /// Codes refused at this step.
    pub refused_codes: &'a [Secret],
    /// Boot time, for the 15 minutes of `refused`.
    pub now: Duration,
    /// Phone minus portal in seconds; `None` where it is not known or the codes go by counter.
    pub drift_s: Option<i64>,
    /// The language of the warnings.
    pub locale: &'a str,
}

/// Everything worth a look before the try is spent, login first.
pub fn check(input: &CheckInput<'_>) -> Vec<Warning> {
    let mut found = Vec::new();
    if let Some(login) = input.login.filter(|login| !login.is_empty()) {
        let mixed = layout::alphabets(login) > 1;
        found.extend(mixed.then_some((WarningCode::MixedAlphabets, WarningWhere::Login)));
        found.extend(text_warnings(login, input.layout, mixed).map(|code| (code, WarningWhere::Login)));
    }
    if let Some(password) = input.password.filter(|password| !password.is_empty()) {
        let mixed = layout::words(password).any(|word| layout::alphabets(word) > 1);
        found.extend(mixed.then_some((WarningCode::MixedAlphabets, WarningWhere::Password)));
        found.extend(text_warnings(password, input.layout, mixed).map(|code| (code, WarningWhere::Password)));
        found.extend(password_warnings(password, input).into_iter().map(|code| (code, WarningWhere::Password)));
    }
    let code = input.code.filter(|code| !code.is_empty()).map(input::code);
    found.extend(code.as_ref().and_then(|code| code_warning(code, input)).map(|code| (code, WarningWhere::Code)));
    // A backup code does not go by the clock.
    if input.drift_s.is_some_and(clock_drift_speaks) && !matches!(code, Some(Code::Backup(_))) {
        found.push((WarningCode::ClockDrift, WarningWhere::Code));
    }
    found.into_iter().map(|(code, place)| advice::warning(code, place, input.drift_s, input.locale)).collect()
}

/// What concerns a login as well as a password.
fn text_warnings(text: &str, keyboard: Option<&str>, mixed: bool) -> impl Iterator<Item = WarningCode> {
    let space = text.starts_with(input::is_space) || text.ends_with(input::is_space);
    [
        (!mixed && layout::other_layout(text, keyboard)).then_some(WarningCode::OtherLayout),
        space.then_some(WarningCode::EdgeSpace),
        text.contains(is_smart_punctuation).then_some(WarningCode::SmartQuote),
    ]
    .into_iter()
    .flatten()
}

fn password_warnings(password: &str, input: &CheckInput<'_>) -> Vec<WarningCode> {
    let caps = match input.caps {
        Some(on) => on && password.chars().any(is_cased),
        None => looks_like_caps_lock(password),
    };
    let refused = input.login.is_some_and(|login| input.refused.knows(input.origin, login, password, input.now));
    [caps.then_some(WarningCode::CapsLock), looks_like_code(password), refused.then_some(WarningCode::SameAsRefused)]
        .into_iter()
        .flatten()
        .collect()
}

/// The next step's answer in this one's field.
fn looks_like_code(password: &str) -> Option<WarningCode> {
    let shape: String = password
        .trim()
        .chars()
        .map(|c| {
            if c.is_ascii_digit() {
                '0'
            } else if c.is_ascii_alphabetic() {
                'a'
            } else {
                c
            }
        })
        .collect();
    let (digits, letters) = (shape.contains('0'), shape.contains('a'));
    let backup = digits && letters && shape.replace('a', "0") == "0000-0000";
    match shape.as_str() {
        "000000" | "000 000" => Some(WarningCode::LooksLikeCode),
        _other => backup.then_some(WarningCode::LooksLikeBackupCode),
    }
}

fn code_warning(code: &Code, input: &CheckInput<'_>) -> Option<WarningCode> {
    match code {
        Code::SixDigits(code) | Code::Backup(code) if input.refused_codes.contains(code) => {
            Some(WarningCode::SameAsRefused)
        }
        Code::SixDigits(_) => None,
        Code::Backup(_) => (!input.backup_codes).then_some(WarningCode::LooksLikeBackupCode),
        Code::Malformed => Some(WarningCode::CodeMalformed),
    }
}

/// What phones put in place of `'`, `"`, `-` and `...`.
fn is_smart_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{2018}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2013}' | '\u{2014}' | '\u{2026}' | '\u{2032}' | '\u{2033}'
    )
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// A word typed as usual under Caps Lock comes out the wrong way round: `sUNFLOWER`.
fn looks_like_caps_lock(text: &str) -> bool {
    let inverted = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(is_cased) && letters.all(char::is_uppercase)
    };
    let first_is_lower = text.chars().find(|c| is_cased(*c)).is_some_and(char::is_lowercase);
    let a_whole_word = layout::words(text).any(|word| word.chars().count() >= 4);
    first_is_lower && a_whole_word && layout::words(text).all(inverted)
}

#[cfg(test)]
mod tests;
