//! What the machine makes of every stage and every event: samples of both, the golden list of all pairs, and the tables and
//! diagrams of this folder's README. Test code only; nothing of it ships.
//!
//! `UPDATE_GOLDEN=1 cargo test -p portico signin` writes README and golden list anew; the difference is then read like code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use time::macros::datetime;

use super::events::{CodeForm, Effect, Event, Found, Save, Verdict};
use super::machine::{CodeStep, LinkStep, Number, Picture, Stage, StageKind, State, Texted, Waits};
use super::transition::transition;
use crate::records::{PortalKind, PortalRef, ProblemCode, SecondFactorType, Trouble};

/// A state the machine can be in, with the way that led to it.
pub(super) struct Sample {
    /// Row name.
    pub(super) name: &'static str,
    /// The state.
    pub(super) state: State,
    /// Where the way began.
    pub(super) start: State,
    /// What happened on it.
    pub(super) path: Vec<Event>,
}

/// A named event, made for one state: it names that state's open request or challenge.
pub(super) struct Case {
    /// Column name.
    pub(super) name: String,
    /// Which table it is shown in.
    pub(super) group: Group,
    /// The event.
    pub(super) event: Event,
}

/// Tables of the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
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

const ORIGIN: &str = "https://one.example";
pub(super) const ACCOUNT: &str = "a1";

pub(super) fn portal(name: &str) -> PortalRef {
    PortalRef { origin: format!("https://{name}.example"), host: format!("{name}.example"), kind: PortalKind::Cloud }
}

pub(super) fn for_account() -> State {
    State::for_account(ACCOUNT, portal("one"), "anna")
}

/// How the driver begins a sign-in of an account that waits for a picture (T7).
pub(super) fn for_stored_picture() -> State {
    let picture = Picture { challenge: 1, sid: "sid0".into(), url: None, waits: Waits::Stored };
    State { stage: Stage::Picture { picture }, last: 1, ..for_account() }
}

/// The request whose answer would be taken.
pub(super) fn open_request(state: &State) -> Option<Number> {
    state.stage.request()
}

/// The challenge whose answer would be taken.
pub(super) fn open_challenge(state: &State) -> Option<Number> {
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
pub(super) fn number_of(event: &Event) -> Option<(Number, bool)> {
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
        | Event::SignedInElsewhere { .. }
        | Event::Restarted { .. } => None,
    }
}

/// Every kind of stage; a new one does not compile before it has its place.
pub(super) const KINDS: [StageKind; 18] = [
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

// --- events

pub(super) fn address() -> Event {
    Event::AddressGiven { typed: "one".into(), portal: portal("one") }
}

/// A link; `hash`: one that signs in.
pub(super) fn link(name: &str, hash: bool) -> Event {
    Event::LinkGiven { typed: format!("https://{name}.example"), link: LinkStep { portal: portal(name), hash } }
}

pub(super) fn login() -> Event {
    Event::CredentialsGiven { login: "anna".into() }
}

/// Both fields hold the same: only one of them is shown anywhere.
fn kept(text: &str) -> Event {
    Event::Kept { login: Some(text.into()), typed: Some(text.into()) }
}

fn lost() -> Trouble {
    Trouble::new(ProblemCode::NoAnswer)
}

pub(super) fn verdicts() -> Vec<(&'static str, Verdict)> {
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
pub(super) fn numbered_events(request: Number, challenge: Number) -> Vec<(String, Group, Event)> {
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
        ("SignedInElsewhere".into(), Group::Program, Event::SignedInElsewhere { account: ACCOUNT.into() }),
        ("SignedInElsewhere(another)".into(), Group::Late, Event::SignedInElsewhere { account: "a2".into() }),
        ("Restarted(session lives)".into(), Group::Program, Event::Restarted { session_lives: true }),
        ("Restarted(session gone)".into(), Group::Program, Event::Restarted { session_lives: false }),
    ]
}

/// Every event for one state: with its open numbers, late ones, and from every stage a view may have shown.
pub(super) fn cases(state: &State) -> Vec<Case> {
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

// --- samples

struct Walk {
    start: State,
    state: State,
    path: Vec<Event>,
}

impl Walk {
    fn from(start: State) -> Self {
        Self { state: start.clone(), start, path: Vec::new() }
    }

    fn step(mut self, event: impl Fn(Number) -> Event) -> Self {
        let number = open_request(&self.state).or(open_challenge(&self.state)).unwrap_or(0);
        let event = event(number);
        let (next, _) = transition(&self.state, &event);
        assert_ne!(next, self.state, "a sample's way is blocked: {event:?} changes nothing");
        self.state = next;
        self.path.push(event);
        self
    }

    fn found(self, found: Found) -> Self {
        self.step(move |request| Event::Discovered { request, found: found.clone() })
    }

    fn answered(self, name: &str) -> Self {
        let verdict = verdicts().into_iter().find(|(known, _)| *known == name).unwrap().1;
        self.step(move |request| Event::Answered { request, verdict: verdict.clone() })
    }

    fn word(self) -> Self {
        self.step(|challenge| Event::WordGiven { challenge, held: true, retyped: false })
    }

    fn retyped(self) -> Self {
        self.step(|challenge| Event::WordGiven { challenge, held: true, retyped: true })
    }

    fn other_picture(self) -> Self {
        self.step(|challenge| Event::PictureWanted { challenge })
    }

    fn code(self) -> Self {
        self.step(|challenge| Event::CodeGiven { challenge, joinable: false })
    }

    fn joined_code(self) -> Self {
        self.step(|challenge| Event::CodeGiven { challenge, joinable: true })
    }

    fn sms(self) -> Self {
        self.step(|challenge| Event::SmsWanted { challenge })
    }

    fn commit_failed(self) -> Self {
        let trouble = Trouble::new(ProblemCode::StorageFailed);
        self.step(move |request| Event::CommitFailed { request, trouble: trouble.clone() })
    }

    fn name(self, name: &'static str) -> Sample {
        Sample { name, state: self.state, start: self.start, path: self.path }
    }
}

/// Every stage in every variant, each reached by events from a beginning the driver makes.
pub(super) fn samples() -> Vec<Sample> {
    let new = || Walk::from(State::new());
    let asking = || new().step(|_| address());
    let known = || asking().found(Found::Portal(portal("one")));
    let account = || Walk::from(for_account());
    let stored = || Walk::from(for_stored_picture());
    let trying = || known().step(|_| login());
    let account_trying = || account().step(|_| login());
    let code = || trying().answered("Code");
    let bare = || trying().answered("Code, bare");
    let code_picture = || trying().answered("Code+picture");
    let shown = || new().step(|_| link("one", true));
    let agree = || Event::LinkAgreed { held: true };
    let probing = || shown().step(|_| agree());
    let redeeming = || probing().found(Found::Portal(portal("one")));
    let account_shown = || stored().step(|_| link("one", true));
    let account_redeeming = || account_shown().step(|_| agree()).found(Found::Portal(portal("one")));
    let moved = || asking().found(Found::Moved(portal("new")));
    let account_moved = || account_trying().answered("Moved");
    let refused = Event::AddressRefused { typed: "??".into(), trouble: Trouble::new(ProblemCode::AddressUnreadable) };
    vec![
        new().name("Address"),
        new().step(|_| refused.clone()).name("Address, unusable"),
        known().step(|_| Event::Back { from: StageKind::Credentials }).name("Address, after Back"),
        asking().name("Discovering"),
        moved().step(|_| Event::MoveAgreed).name("Discovering, move agreed, portal new"),
        account_moved().step(|_| Event::MoveAgreed).name("Discovering, move agreed, account"),
        moved().name("Moved"),
        account_moved().name("Moved, account"),
        shown().name("ConfirmLink"),
        new().step(|_| link("one", false)).name("ConfirmLink, an address"),
        account_shown().name("ConfirmLink, account"),
        code().step(|_| link("new", true)).name("ConfirmLink, instead of a code"),
        probing().found(Found::Failed(Trouble::new(ProblemCode::NotAPortal))).name("ConfirmLink, no portal there"),
        probing().name("Probing"),
        redeeming().name("Redeeming"),
        account_redeeming().name("Redeeming, account"),
        redeeming().answered("Refused").name("Credentials, link refused"),
        known().name("Credentials"),
        trying().answered("Refused").name("Credentials, refused"),
        trying().answered("Refused").step(|_| kept("anna.new")).name("Credentials, refused, typed on"),
        account().name("Credentials, account"),
        stored().word().answered("Refused").name("Credentials, stored refused"),
        trying().name("Trying"),
        account_trying().name("Trying, account"),
        trying().answered("Picture").name("Picture for typed"),
        trying().answered("Picture").word().answered("Picture+url").name("Picture for typed, again"),
        account_trying().answered("Picture").name("Picture for typed, account"),
        stored().name("Picture for stored"),
        stored().word().answered("Picture+url").name("Picture for stored, again"),
        stored().retyped().answered("Picture").name("Picture for typed instead of stored"),
        code_picture().name("Picture for code"),
        trying().answered("Picture").other_picture().name("Renewing for typed"),
        stored().other_picture().name("Renewing for stored"),
        stored().word().answered("Lost").name("Renewing for stored, answer lost"),
        code_picture().other_picture().name("Renewing for code"),
        trying().answered("Picture").word().name("Answering for typed"),
        stored().word().name("Answering for stored"),
        stored().retyped().name("Answering for typed instead of stored"),
        code().name("Code"),
        code().code().answered("WrongCode").name("Code, wrong"),
        code_picture().word().name("Code with word"),
        account_trying().answered("Code").name("Code, account"),
        bare().name("Code, bare"),
        bare().joined_code().answered("Refused").step(|_| login()).answered("Code, bare").name("Code, bare, apart"),
        code().code().name("Checking"),
        bare().joined_code().name("Checking with password"),
        bare().code().name("Checking, bare"),
        code().sms().name("Texting"),
        code_picture().word().sms().name("Texting with word"),
        trying().answered("Code, not set up").name("Browser"),
        account_trying().answered("Code, not set up").name("Browser, account"),
        code_picture().word().code().name("Checking with word"),
        trying().answered("SignedIn").name("Committing"),
        trying().answered("SignedIn").commit_failed().name("Committing, failed"),
        account_trying().answered("SignedIn").commit_failed().name("Committing, failed, account"),
        redeeming().answered("SignedIn").name("Committing, link"),
        redeeming().answered("SignedIn").commit_failed().name("Committing, link, failed"),
        trying()
            .answered("SignedIn")
            .step(|request| Event::Committed { request, account: ACCOUNT.into() })
            .name("Done"),
        trying().step(|_| Event::Cancel).name("Cancelled"),
        account().step(|_| Event::AccountEnded).name("Cancelled, account"),
    ]
}

// --- words for what came out

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
pub(super) fn stage_words(stage: &Stage) -> String {
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
        Event::SignedInElsewhere { .. } => (Diagram::Course, "SignedInElsewhere"),
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
    assert_eq!(names.len(), 24, "{names:?}");
    let kinds: std::collections::HashSet<_> =
        verdicts().into_iter().map(|(_, verdict)| std::mem::discriminant(&verdict)).collect();
    assert_eq!(kinds.len(), 10);
}
