//! The golden list of all pairs of a stage and an event, and the tables and diagrams of this folder's README. Test code only;
//! nothing of it ships.
//!
//! `UPDATE_GOLDEN=1 cargo test -p portico signin` writes README and golden list anew; the difference is then read like code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use super::machine::events::{CodeForm, Effect, Event, Found, Save, Verdict};
use super::machine::transition::transition;
use super::machine::{CodeStep, Stage, StageKind, State, Waits};
use super::tests::cases::{Case, Group, KINDS, cases, number_of, verdicts};
use super::tests::samples::{ORIGIN, samples};
use crate::records::PortalRef;

fn code_words(code: &CodeStep) -> String {
    let word = if code.sid.is_some() { " with word" } else { "" };
    word.to_owned()
}

fn waits_words(waits: &Waits) -> &'static str {
    match waits {
        Waits::Typed => " for typed",
        Waits::Stored => " for stored",
        Waits::Code { .. } => " for code",
    }
}

/// A stage in a table's cell.
fn stage_words(stage: &Stage) -> String {
    let kind = stage.kind();
    let more = match stage {
        Stage::Discovering { moved: true, .. } => ", move agreed".to_owned(),
        Stage::Picture { picture } | Stage::Renewing { picture, .. } | Stage::Answering { picture, .. } => {
            waits_words(&picture.waits).to_owned()
        }
        Stage::Checking { joined: true, .. } => " with password".to_owned(),
        Stage::Code { code } | Stage::Checking { code, .. } | Stage::Texting { code, .. } => code_words(code),
        Stage::Committing { failed: true, .. } => ", failed".to_owned(),
        Stage::ConfirmLink { link } if !link.hash => ", an address".to_owned(),
        Stage::ConfirmLink { .. } | Stage::Probing { .. } | Stage::Redeeming { .. } => String::new(),
        Stage::Address
        | Stage::Discovering { moved: false, .. }
        | Stage::Moved { .. }
        | Stage::Credentials
        | Stage::Trying { .. }
        | Stage::Browser
        | Stage::Committing { failed: false, .. }
        | Stage::Done { .. }
        | Stage::Cancelled => String::new(),
    };
    format!("{kind:?}{more}")
}

/// An effect in a table's cell; the README explains the words.
fn effect_words(effect: &Effect) -> &'static str {
    match effect {
        Effect::Save(Save::Gain) => "gain",
        Effect::Save(Save::Stop) => "stop",
        Effect::Discover { .. } => "→ask",
        Effect::SendPassword { sid: None, .. } => "→password",
        Effect::SendPassword { sid: Some(_), .. } => "→password+word",
        Effect::SendStored { .. } => "→stored+word",
        Effect::SendCode { joined: true, .. } => "→password+code",
        Effect::SendCode { sid: None, .. } => "→code",
        Effect::SendCode { sid: Some(_), .. } => "→code+word",
        Effect::SendSms { .. } => "→message",
        Effect::SendHash { .. } => "→hash",
        Effect::RenewPicture { .. } => "→picture",
        Effect::ForgetPassword => "−password",
        Effect::ForgetWord => "−word",
        Effect::ForgetLink => "−hash",
        Effect::Commit { .. } => "commit",
        Effect::End => "end",
    }
}

/// Every pair of samples, one a line, with all that changed.
fn pairs() -> String {
    let mut text = String::from(
        "# Every stage and event: what changed, what the driver does. `.` changes nothing. Written by table.rs, read by people.\n",
    );
    for sample in samples() {
        for case in cases(&sample.state) {
            let (after, effects) = transition(&sample.state, &case.event);
            let same = after == sample.state && effects.is_empty();
            // Late answers do nothing at all; one that did would stand here.
            if same && case.group == Group::Late && number_of(&case.event).is_some() {
                continue;
            }
            let _ = write!(text, "{} | {} | ", sample.name, case.name);
            if same {
                text.push_str(".\n");
                continue;
            }
            let effects: Vec<String> = effects.iter().map(|effect| format!("{effect:?}")).collect();
            let _ = writeln!(text, "{} | {}", changes(&sample.state, &after), effects.join(", "));
        }
    }
    text
}

fn changes(before: &State, after: &State) -> String {
    let State { stage, problem, portal, typed, login, typed_login, account, rounds, apart, last } = after;
    let mut text = stage_fields(stage);
    let problem = problem.as_ref().map(|trouble| {
        let args: Vec<String> = trouble.args.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        format!(
            "{:?}{}{}",
            trouble.code,
            args.concat(),
            trouble.wait_s.map(|s| format!(" wait={s}")).unwrap_or_default()
        )
    });
    let _ = write!(text, "; problem {}", problem.as_deref().unwrap_or("-"));
    let mut changed = |name: &str, before: Option<String>, after: Option<String>| {
        if before != after {
            let _ = write!(text, "; {name} {}>{}", before.as_deref().unwrap_or("-"), after.as_deref().unwrap_or("-"));
        }
    };
    let origin = |portal: &Option<PortalRef>| portal.as_ref().map(|portal| portal.origin.clone());
    changed("portal", origin(&before.portal), origin(portal));
    changed("typed", before.typed.clone(), typed.clone());
    changed("login", before.login.clone(), login.clone());
    changed("typed login", before.typed_login.clone(), typed_login.clone());
    changed("account", before.account.clone(), account.clone());
    changed("rounds", Some(before.rounds.to_string()), Some(rounds.to_string()));
    changed("apart", Some(before.apart.to_string()), Some(apart.to_string()));
    changed("last", Some(before.last.to_string()), Some(last.to_string()));
    text
}

/// A stage with all its fields, as its document writes them.
fn stage_fields(stage: &Stage) -> String {
    serde_json::to_string(stage).unwrap().replace('"', "")
}

// --- README

fn cell(state: &State, event: &Event) -> String {
    let (after, effects) = transition(state, event);
    if after == *state && effects.is_empty() {
        return "·".into();
    }
    let words: Vec<&str> = effects.iter().map(effect_words).collect();
    let landing =
        if after.stage == state.stage { "(stays)".into() } else { format!("**{}**", stage_words(&after.stage)) };
    if words.is_empty() { landing } else { format!("{landing}<br>{}", words.join(" ")) }
}

/// One table: rows where nothing ever changes are left out, rows with the same cells share a line.
fn table(group: Group) -> String {
    let mut columns: Vec<String> = Vec::new();
    let mut rows: Vec<(Vec<&'static str>, Vec<String>)> = Vec::new();
    for sample in samples() {
        let cases: Vec<Case> = cases(&sample.state).into_iter().filter(|case| case.group == group).collect();
        columns = cases.iter().map(|case| case.name.clone()).collect();
        let cells: Vec<String> = cases.iter().map(|case| cell(&sample.state, &case.event)).collect();
        if cells.iter().all(|cell| cell == "·") {
            continue;
        }
        match rows.iter_mut().find(|(_, known)| *known == cells) {
            Some((names, _)) => names.push(sample.name),
            None => rows.push((vec![sample.name], cells)),
        }
    }
    let mut text = format!("| stage | {} |\n|---|{}\n", columns.join(" | "), "---|".repeat(columns.len()));
    for (names, cells) in rows {
        let _ = writeln!(text, "| {} | {} |", names.join("; "), cells.join(" | "));
    }
    text
}

/// Which diagram an event is drawn in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Diagram {
    Course,
    Restart,
    Nowhere,
}

/// An event on an arrow. Events that end a sign-in everywhere are said in words, not drawn.
fn arrow(event: &Event) -> (Diagram, &'static str) {
    match event {
        Event::AddressGiven { .. } => (Diagram::Course, "AddressGiven"),
        Event::AddressRefused { .. } => (Diagram::Course, "AddressRefused"),
        Event::Discovered { found, .. } => (
            Diagram::Course,
            match found {
                Found::Portal(_) => "portal found",
                Found::Moved(_) => "moved",
                Found::Failed(_) => "no portal",
            },
        ),
        Event::MoveAgreed => (Diagram::Course, "MoveAgreed"),
        Event::Kept { .. } => (Diagram::Nowhere, ""),
        Event::LinkGiven { .. } => (Diagram::Course, "LinkGiven"),
        Event::LinkAgreed { .. } => (Diagram::Course, "LinkAgreed"),
        Event::CredentialsGiven { .. } => (Diagram::Course, "CredentialsGiven"),
        Event::WordGiven { .. } => (Diagram::Course, "WordGiven"),
        Event::PictureWanted { .. } => (Diagram::Course, "PictureWanted"),
        Event::PictureCame { .. } => (Diagram::Course, "PictureCame"),
        Event::CodeGiven { .. } => (Diagram::Course, "CodeGiven"),
        Event::SmsWanted { .. } => (Diagram::Course, "SmsWanted"),
        Event::SmsAnswered { .. } => (Diagram::Course, "SmsAnswered"),
        Event::Answered { verdict, .. } => (
            Diagram::Course,
            match verdict {
                Verdict::SignedIn => "SignedIn",
                Verdict::SignedInBefore => "SignedInBefore",
                Verdict::Picture { .. } => "Picture",
                Verdict::Code { form: CodeForm::NotSetUp, .. } => "not set up",
                Verdict::Code { picture: None, .. } => "Code",
                Verdict::Code { picture: Some(_), .. } => "Code+picture",
                Verdict::WrongCode => "WrongCode",
                Verdict::Refused => "Refused",
                Verdict::Says(_) => "Says",
                Verdict::Moved(_) => "moved",
                Verdict::NotJudged(_) => "NotJudged",
                Verdict::Lost(_) => "Lost",
            },
        ),
        Event::NotStarted { .. } => (Diagram::Course, "NotStarted"),
        Event::Committed { .. } => (Diagram::Course, "Committed"),
        Event::CommitFailed { .. } => (Diagram::Course, "CommitFailed"),
        Event::CommitRefused { .. } => (Diagram::Course, "CommitRefused"),
        Event::Back { .. } => (Diagram::Course, "Back"),
        Event::SignedInElsewhere => (Diagram::Course, "SignedInElsewhere"),
        Event::AccountStands { .. } => (Diagram::Course, "AccountStands"),
        Event::Restarted { session_lives: true } => (Diagram::Restart, "session lives"),
        Event::Restarted { session_lives: false } => (Diagram::Restart, "session gone"),
        Event::Cancel | Event::AccountEnded => (Diagram::Nowhere, ""),
    }
}

fn diagram(which: Diagram) -> String {
    let mut arrows: BTreeMap<(StageKind, StageKind), BTreeSet<&'static str>> = BTreeMap::new();
    for sample in samples() {
        for case in cases(&sample.state) {
            let (after, _) = transition(&sample.state, &case.event);
            let (drawn, label) = arrow(&case.event);
            if drawn == which && after.stage != sample.state.stage {
                arrows.entry((sample.state.stage.kind(), after.stage.kind())).or_default().insert(label);
            }
        }
    }
    let mut text = String::from("```mermaid\nstateDiagram-v2\n");
    if which == Diagram::Course {
        text.push_str(
            "    [*] --> Address\n    [*] --> Credentials : an account\n    [*] --> Picture : an account, stored\n",
        );
    }
    for ((from, to), labels) in arrows {
        let labels: Vec<&str> = labels.into_iter().collect();
        let _ = writeln!(text, "    {from:?} --> {to:?} : {}", labels.join(", "));
    }
    if which == Diagram::Course {
        text.push_str("    Done --> [*]\n    Cancelled --> [*]\n");
    }
    text.push_str("```\n");
    text
}

fn generated() -> String {
    let mut text = String::new();
    let parts = [
        ("The employee: address, login, one step back", Group::Employee),
        ("The employee: links", Group::Link),
        ("The employee: pictures and codes", Group::Challenge),
        ("The portal: what is there, new pictures", Group::Question),
        ("The portal: answers to a password, a word, a code", Group::Answer),
        ("The program: store, key store, other rooms, restart", Group::Program),
    ];
    let _ = write!(
        text,
        "## The course\n\n{}\n## After a restart\n\n{}\n",
        diagram(Diagram::Course),
        diagram(Diagram::Restart)
    );
    for (title, group) in parts {
        let _ = write!(text, "## {title}\n\n{}\n", table(group));
    }
    text
}

// --- the files

fn here(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/signin").join(name)
}

/// Compares a file with what it should say; with `UPDATE_GOLDEN=1` writes it instead.
fn compare(name: &str, expected: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(here(name), expected).unwrap();
        return;
    }
    let found = std::fs::read_to_string(here(name)).unwrap_or_default().replace("\r\n", "\n");
    let same = found.lines().zip(expected.lines()).take_while(|(found, expected)| found == expected).count();
    assert!(
        found == expected,
        "{name} differs from the code from line {}:\n  file: {:?}\n  code: {:?}\nIf the code is right: UPDATE_GOLDEN=1 cargo test -p portico signin",
        same + 1,
        found.lines().nth(same),
        expected.lines().nth(same),
    );
}

const BEGIN: &str = "<!-- generated by table.rs: begin -->\n";
const END: &str = "<!-- generated by table.rs: end -->\n";

#[test]
fn readme_shows_what_the_code_does() {
    let readme = std::fs::read_to_string(here("README.md")).unwrap().replace("\r\n", "\n");
    let (before, rest) = readme.split_once(BEGIN).expect("README.md has no generated part");
    let (_, after) = rest.split_once(END).expect("README.md's generated part has no end");
    compare("README.md", &format!("{before}{BEGIN}\n{}{END}{after}", generated()));
}

#[test]
fn every_pair_is_as_it_was_agreed() {
    compare("golden/pairs.txt", &pairs());
}

#[test]
fn every_stage_has_a_sample_and_names_are_unique() {
    let kinds: BTreeSet<StageKind> = samples().iter().map(|sample| sample.state.stage.kind()).collect();
    assert_eq!(kinds, KINDS.into_iter().collect());
    let names: BTreeSet<&str> = samples().iter().map(|sample| sample.name).collect();
    assert_eq!(names.len(), samples().len());
    for sample in samples() {
        assert!(sample.name.starts_with(&format!("{:?}", sample.state.stage.kind())), "{}", sample.name);
        assert_eq!(sample.start.origin().unwrap_or(ORIGIN), ORIGIN);
    }
}

/// Lists every event's name once; `arrow` and `number_of` break the build when an event is added, this when it has no sample.
#[test]
fn every_event_has_a_sample() {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for sample in samples() {
        for case in cases(&sample.state) {
            let debug = format!("{:?}", case.event);
            names.insert(debug.split([' ', '{']).next().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(names.len(), 25, "{names:?}");
    let kinds: std::collections::HashSet<_> =
        verdicts().into_iter().map(|(_, verdict)| std::mem::discriminant(&verdict)).collect();
    assert_eq!(kinds.len(), 10);
}
