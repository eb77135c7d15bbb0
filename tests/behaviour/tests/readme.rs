//! The README's tables and diagrams are made from the code; this fails when they differ.
//!
//! `UPDATE_GOLDEN=1 cargo test -p portico-behaviour --test readme` writes them anew; the difference is then read like code.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use portico::advice::problems_markdown;
use portico::records::{AccountState, Reason};
use serde_json::{Value, json};

#[test]
fn generated_parts_are_up_to_date() {
    let parts = BTreeMap::from([
        ("problems", problems_markdown()),
        ("account states", account_states()),
        ("sign-in", course()),
    ]);
    let path = top().join("README.md");
    let old = std::fs::read_to_string(&path).unwrap();
    let new = parts.iter().fold(old.clone(), |text, (name, part)| replace(&text, name, part));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, new).unwrap();
    } else {
        assert!(new == old, "README.md differs from the code; see the head of this file");
    }
}

#[test]
fn what_the_readme_links_to_is_there() {
    let text = std::fs::read_to_string(top().join("README.md")).unwrap();
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files: Vec<_> = links.filter(|link| !link.starts_with('#') && !link.contains("://")).collect();
    assert!(files.len() > 3, "{files:?}");
    for file in files {
        let file = file.split('#').next().unwrap_or_default();
        assert!(top().join(file).exists(), "README.md links to {file}, which is not there");
    }
}

/// There they are compiled and run by tests of their own.
#[test]
fn the_lines_for_an_app_are_those_of_the_platforms_own_readme() {
    let read = |file: &str| flat(&std::fs::read_to_string(top().join(file)).unwrap());
    let (ours, theirs) =
        (std::fs::read_to_string(top().join("README.md")).unwrap(), [read("android/README.md"), read("ios/README.md")]);
    for (language, theirs) in ["kotlin", "swift"].into_iter().zip(theirs) {
        let blocks: Vec<_> = ours.split(&format!("```{language}\n")).skip(1).collect();
        assert!(!blocks.is_empty(), "README.md shows no {language}");
        for block in blocks {
            let (lines, _) = block.split_once("```").unwrap();
            assert!(theirs.contains(&flat(lines)), "not in the {language} README:\n{lines}");
        }
    }
}

/// Without indentation: a list indents what it holds.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text with what lies between the markers of `name` replaced.
fn replace(text: &str, name: &str, part: &str) -> String {
    let (begin, end) = (format!("<!-- generated: {name} -->\n"), format!("<!-- end: {name} -->"));
    let Some((before, rest)) = text.split_once(&begin) else { panic!("README.md has no {begin}") };
    let Some((_, after)) = rest.split_once(&end) else { panic!("README.md has no {end}") };
    format!("{before}{begin}\n{}\n\n{end}{after}", part.trim())
}

/// The diagram of the sign-in machine, which is made from its code and lies in its folder.
fn course() -> String {
    let text = std::fs::read_to_string(top().join("core/src/signin/README.md")).unwrap();
    let (_, from) = text.split_once("```mermaid\n").unwrap();
    let (diagram, _) = from.split_once("```").unwrap();
    format!("```mermaid\n{diagram}```")
}

fn account_states() -> String {
    let mut table = "| state | what the employee sees | reasons it may have |\n|---|---|---|\n".to_owned();
    for state in STATES {
        let reasons: Vec<_> =
            REASONS.iter().filter(|reason| belongs(**reason) == *state).map(|reason| name(&json!(reason))).collect();
        let reasons = if reasons.is_empty() { "–".to_owned() } else { reasons.join(", ") };
        table.push_str(&format!("| {} | {} | {reasons} |\n", name(&json!(state)), meaning(*state)));
    }
    table
}

/// As the surface writes it.
fn name(value: &Value) -> String {
    format!("`{}`", value.as_str().unwrap())
}

const STATES: &[AccountState] = &[
    AccountState::SignedIn,
    AccountState::NeedsSignIn,
    AccountState::CaptchaNeeded,
    AccountState::Blocked,
    AccountState::Deleting,
    AccountState::Damaged,
];

/// A new state breaks this; it belongs into the list above, too.
fn meaning(state: AccountState) -> &'static str {
    match state {
        AccountState::SignedIn => "Everything works; the session is renewed silently.",
        AccountState::NeedsSignIn => "Sign in again; the row, its order and its settings are kept.",
        AccountState::CaptchaNeeded => "Read one picture; the saved password is kept and goes out with the word.",
        AccountState::Blocked => "The portal lets nobody in from here at the moment; everything is kept.",
        AccountState::Deleting => "Deletion has begun; what is left is done at the next start at the latest.",
        AccountState::Damaged => "This one cannot be read; all others can. Sign in again, or delete it.",
    }
}

const REASONS: &[Reason] = &[
    Reason::Refused,
    Reason::SignedOut,
    Reason::Reset,
    Reason::DeviceChanged,
    Reason::KeyInvalidated,
    Reason::SessionEnded,
    Reason::IpRule,
    Reason::PortalMoved,
    Reason::PortalChanged,
    Reason::Licence,
];

/// A new reason breaks this; it belongs into the list above, too.
fn belongs(reason: Reason) -> AccountState {
    match reason {
        Reason::Refused
        | Reason::SignedOut
        | Reason::Reset
        | Reason::DeviceChanged
        | Reason::KeyInvalidated
        | Reason::SessionEnded => AccountState::NeedsSignIn,
        Reason::IpRule | Reason::PortalMoved | Reason::PortalChanged | Reason::Licence => AccountState::Blocked,
    }
}
