//! Every event the machine can be given, made for one state.

use time::macros::datetime;

use super::super::machine::events::{CodeForm, Event, Found, Verdict};
use super::super::machine::{LinkStep, Number, Stage, StageKind, State, Texted};
use super::samples::{ACCOUNT, for_account, for_stored_picture, moved_account, portal};
use crate::records::{ProblemCode, SecondFactorType, Trouble};

/// A named event, made for one state: it names that state's open request or challenge.
pub(crate) struct Case {
    /// Column name.
    pub(crate) name: String,
    /// Which table it is shown in.
    pub(crate) group: Group,
    /// The event.
    pub(crate) event: Event,
}

/// Tables of the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Address, move, login, one step back.
    Employee,
    /// Links.
    Link,
    /// Pictures and codes.
    Challenge,
    /// Discovery and new pictures.
    Question,
    /// Answers to a password, word or code.
    Answer,
    /// Store, key store, other rooms, restart.
    Program,
    /// Not shown: late, or at another stage than the view showed.
    Late,
}

/// The request whose answer would be taken.
pub(crate) fn open_request(state: &State) -> Option<Number> {
    state.stage.request()
}

/// The challenge whose answer would be taken.
pub(crate) fn open_challenge(state: &State) -> Option<Number> {
    match &state.stage {
        Stage::Picture { picture } => Some(picture.challenge),
        Stage::Code { code } => Some(code.challenge),
        Stage::Address
        | Stage::Discovering { .. }
        | Stage::Moved { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Probing { .. }
        | Stage::Redeeming { .. }
        | Stage::Credentials
        | Stage::Trying { .. }
        | Stage::Renewing { .. }
        | Stage::Answering { .. }
        | Stage::Checking { .. }
        | Stage::Texting { .. }
        | Stage::Browser
        | Stage::Committing { .. }
        | Stage::Done { .. }
        | Stage::Cancelled => None,
    }
}

/// The number an event names, and whether it is a request's (`true`) or a challenge's.
pub(crate) fn number_of(event: &Event) -> Option<(Number, bool)> {
    match event {
        Event::Discovered { request, .. }
        | Event::PictureCame { request, .. }
        | Event::Answered { request, .. }
        | Event::SmsAnswered { request, .. }
        | Event::NotStarted { request }
        | Event::Committed { request, .. }
        | Event::CommitFailed { request, .. }
        | Event::CommitRefused { request, .. } => Some((*request, true)),
        Event::WordGiven { challenge, .. }
        | Event::PictureWanted { challenge }
        | Event::CodeGiven { challenge, .. }
        | Event::SmsWanted { challenge } => Some((*challenge, false)),
        Event::AddressGiven { .. }
        | Event::AddressRefused { .. }
        | Event::Kept { .. }
        | Event::LinkGiven { .. }
        | Event::LinkAgreed { .. }
        | Event::MoveAgreed
        | Event::CredentialsGiven { .. }
        | Event::Back { .. }
        | Event::Cancel
        | Event::AccountEnded
        | Event::SignedInElsewhere
        | Event::AccountStands { .. }
        | Event::Restarted { .. } => None,
    }
}

/// Every kind of stage; a new one does not compile before it has its place.
pub(crate) const KINDS: [StageKind; 18] = [
    StageKind::Address,
    StageKind::Discovering,
    StageKind::Moved,
    StageKind::ConfirmLink,
    StageKind::Probing,
    StageKind::Redeeming,
    StageKind::Credentials,
    StageKind::Trying,
    StageKind::Picture,
    StageKind::Renewing,
    StageKind::Answering,
    StageKind::Code,
    StageKind::Checking,
    StageKind::Texting,
    StageKind::Browser,
    StageKind::Committing,
    StageKind::Done,
    StageKind::Cancelled,
];

pub(crate) fn address() -> Event {
    Event::AddressGiven { typed: "one".into(), portal: portal("one") }
}

/// A link; `hash`: one that signs in.
pub(crate) fn link(name: &str, hash: bool) -> Event {
    Event::LinkGiven { typed: format!("https://{name}.example"), link: LinkStep { portal: portal(name), hash } }
}

pub(crate) fn login() -> Event {
    Event::CredentialsGiven { login: "anna".into() }
}

/// Both fields hold the same: only one of them is shown anywhere.
pub(crate) fn kept(text: &str) -> Event {
    Event::Kept { login: Some(text.into()), typed: Some(text.into()) }
}

fn stands(begin: State) -> Event {
    Event::AccountStands { begin: Box::new(begin), heard_since: true }
}

fn lost() -> Trouble {
    Trouble::new(ProblemCode::NoAnswer)
}

pub(crate) fn verdicts() -> Vec<(&'static str, Verdict)> {
    let code = |picture| Verdict::Code {
        kind: SecondFactorType::Totp,
        sms: true,
        backup_codes: true,
        form: CodeForm::Full,
        picture,
    };
    let less =
        |form| Verdict::Code { kind: SecondFactorType::Unknown, sms: false, backup_codes: false, form, picture: None };
    let busy = Trouble { wait_s: Some(30), ..Trouble::new(ProblemCode::PortalBusy) };
    vec![
        ("SignedIn", Verdict::SignedIn),
        ("SignedInBefore", Verdict::SignedInBefore),
        ("Picture", Verdict::Picture { sid: "sid1".into(), url: None }),
        ("Picture+url", Verdict::Picture { sid: "sid2".into(), url: Some("https://net.example/p".into()) }),
        ("Code", code(None)),
        ("Code+picture", code(Some(("sid3".into(), Some("https://net.example/q".into()))))),
        ("Code, bare", less(CodeForm::Bare)),
        ("Code, not set up", less(CodeForm::NotSetUp)),
        ("WrongCode", Verdict::WrongCode),
        ("Refused", Verdict::Refused),
        ("Says", Verdict::Says(Trouble::new(ProblemCode::PortalSays))),
        ("Moved", Verdict::Moved(portal("new"))),
        ("NotJudged", Verdict::NotJudged(busy)),
        ("Lost", Verdict::Lost(lost())),
    ]
}

/// Every event with the given request and challenge.
pub(crate) fn numbered_events(request: Number, challenge: Number) -> Vec<(String, Group, Event)> {
    let mut all = vec![
        ("WordGiven(held)".to_owned(), Group::Challenge, Event::WordGiven { challenge, held: true, retyped: false }),
        ("WordGiven(not held)".into(), Group::Challenge, Event::WordGiven { challenge, held: false, retyped: false }),
        ("WordGiven(retyped)".into(), Group::Challenge, Event::WordGiven { challenge, held: true, retyped: true }),
        ("PictureWanted".into(), Group::Challenge, Event::PictureWanted { challenge }),
        ("CodeGiven".into(), Group::Challenge, Event::CodeGiven { challenge, joinable: false }),
        ("CodeGiven(joinable)".into(), Group::Challenge, Event::CodeGiven { challenge, joinable: true }),
        ("SmsWanted".into(), Group::Challenge, Event::SmsWanted { challenge }),
    ];
    let found = [
        ("Discovered(portal)", Found::Portal(portal("asked"))),
        ("Discovered(another)", Found::Portal(portal("another"))),
        ("Discovered(moved)", Found::Moved(portal("new"))),
        ("Discovered(failed)", Found::Failed(Trouble::new(ProblemCode::NotAPortal))),
    ];
    for (name, found) in found {
        all.push((name.into(), Group::Question, Event::Discovered { request, found }));
    }
    for (name, result) in [("PictureCame(id)", Ok("sid9".to_owned())), ("PictureCame(not)", Err(lost()))] {
        all.push((name.into(), Group::Question, Event::PictureCame { request, result }));
    }
    let texted = Texted { until: datetime!(2026-09-21 14:14:20 UTC), whole_s: 60, to: Some("+4*******12".into()) };
    let early = Trouble { wait_s: Some(60), ..Trouble::new(ProblemCode::SmsTimeout) };
    for (name, texted, trouble) in [
        ("SmsAnswered(sent)", Some(texted.clone()), None),
        ("SmsAnswered(too early)", Some(Texted { to: None, ..texted }), Some(early)),
        ("SmsAnswered(not)", None, Some(Trouble::new(ProblemCode::PhoneNotFound))),
    ] {
        all.push((name.into(), Group::Question, Event::SmsAnswered { request, texted, trouble }));
    }
    for (name, verdict) in verdicts() {
        all.push((format!("Answered({name})"), Group::Answer, Event::Answered { request, verdict }));
    }
    let full = Trouble::new(ProblemCode::StorageFailed);
    let other = Trouble::new(ProblemCode::PortalChanged);
    all.extend([
        ("NotStarted".into(), Group::Program, Event::NotStarted { request }),
        ("Committed".into(), Group::Program, Event::Committed { request, account: ACCOUNT.into() }),
        ("CommitFailed".into(), Group::Program, Event::CommitFailed { request, trouble: full }),
        ("CommitRefused".into(), Group::Program, Event::CommitRefused { request, trouble: other }),
    ]);
    all
}

fn plain_events() -> Vec<(String, Group, Event)> {
    let trouble = Trouble::new(ProblemCode::AddressUnreadable);
    vec![
        ("AddressGiven".to_owned(), Group::Employee, address()),
        ("AddressRefused".into(), Group::Employee, Event::AddressRefused { typed: "??".into(), trouble }),
        ("MoveAgreed".into(), Group::Employee, Event::MoveAgreed),
        ("Kept".into(), Group::Employee, kept("anna.new")),
        ("Kept(cleared)".into(), Group::Employee, kept("")),
        ("LinkGiven".into(), Group::Link, link("one", true)),
        ("LinkGiven(other portal)".into(), Group::Link, link("new", true)),
        ("LinkGiven(address)".into(), Group::Link, link("one", false)),
        ("LinkAgreed(held)".into(), Group::Link, Event::LinkAgreed { held: true }),
        ("LinkAgreed(not held)".into(), Group::Link, Event::LinkAgreed { held: false }),
        ("CredentialsGiven".into(), Group::Employee, Event::CredentialsGiven { login: "anna.new".into() }),
        ("Cancel".into(), Group::Program, Event::Cancel),
        ("AccountEnded".into(), Group::Program, Event::AccountEnded),
        ("SignedInElsewhere".into(), Group::Program, Event::SignedInElsewhere),
        ("AccountStands(at the form)".into(), Group::Program, stands(for_account())),
        ("AccountStands(at a picture)".into(), Group::Program, stands(for_stored_picture())),
        ("AccountStands(at a move)".into(), Group::Program, stands(moved_account())),
        ("Restarted(session lives)".into(), Group::Program, Event::Restarted { session_lives: true }),
        ("Restarted(session gone)".into(), Group::Program, Event::Restarted { session_lives: false }),
    ]
}

/// Every event for one state: with its open numbers, late ones, and from every stage a view may have shown.
pub(crate) fn cases(state: &State) -> Vec<Case> {
    let request = open_request(state).unwrap_or(state.last);
    let challenge = open_challenge(state).unwrap_or(state.last);
    let mut cases = Vec::new();
    for (name, group, event) in plain_events().into_iter().chain(numbered_events(request, challenge)) {
        cases.push(Case { name, group, event: asked(state, event) });
    }
    for from in KINDS {
        let (name, group) = if from == state.stage.kind() {
            ("Back".to_owned(), Group::Employee)
        } else {
            (format!("Back(from {from:?})"), Group::Late)
        };
        cases.push(Case { name, group, event: Event::Back { from } });
    }
    for late in late_numbers(state) {
        for (name, _, event) in numbered_events(late, late) {
            cases.push(Case { name: format!("{name} #{late}, late"), group: Group::Late, event: asked(state, event) });
        }
    }
    cases
}

/// A portal is found where it was asked for; only the sample "another" is elsewhere.
fn asked(state: &State, event: Event) -> Event {
    let asked = if let Stage::Discovering { portal, .. } = &state.stage {
        portal
    } else if let Stage::Probing { link, .. } = &state.stage {
        &link.portal
    } else {
        return event;
    };
    if let Event::Discovered { request, found: Found::Portal(found) } = &event
        && found.host == "asked.example"
    {
        return Event::Discovered { request: *request, found: Found::Portal(asked.clone()) };
    }
    event
}

/// A number that was given out and is no longer open, if there is one, and one that never was.
fn late_numbers(state: &State) -> Vec<Number> {
    let open = [open_request(state), open_challenge(state)];
    let given = (0..=state.last).rev().find(|number| !open.contains(&Some(*number)));
    given.into_iter().chain([state.last.saturating_add(1)]).collect()
}
