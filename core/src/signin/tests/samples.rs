//! Every stage of the machine in every variant, with the way that led to it.

use time::macros::datetime;

use super::super::machine::events::{Event, Found};
use super::super::machine::transition::transition;
use super::super::machine::{Number, Picture, Stage, StageKind, State, Texted, Waits};
use super::cases::{address, kept, link, login, open_challenge, open_request, verdicts};
use crate::records::{PortalKind, PortalRef, ProblemCode, Trouble};

/// A state the machine can be in, with the way that led to it.
pub(crate) struct Sample {
    /// Row name.
    pub(crate) name: &'static str,
    /// The state.
    pub(crate) state: State,
    /// Where the way began.
    pub(crate) start: State,
    /// What happened on it.
    pub(crate) path: Vec<Event>,
}

pub(crate) const ORIGIN: &str = "https://one.example";
pub(crate) const ACCOUNT: &str = "a1";

pub(crate) fn portal(name: &str) -> PortalRef {
    PortalRef { origin: format!("https://{name}.example"), host: format!("{name}.example"), kind: PortalKind::Cloud }
}

pub(crate) fn for_account() -> State {
    State::for_account(ACCOUNT, portal("one"), "anna")
}

/// How the driver begins a sign-in of an account that waits for a picture (T7).
pub(crate) fn for_stored_picture() -> State {
    let picture = Picture { challenge: 1, sid: "sid0".into(), url: None, waits: Waits::Stored };
    State { stage: Stage::Picture { picture }, last: 1, ..for_account() }
}

/// How the driver begins a sign-in of an account whose portal says that it is elsewhere (Q12).
pub(crate) fn moved_account() -> State {
    State { stage: Stage::Moved { to: portal("new") }, ..for_account() }
}

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

    fn texted(self) -> Self {
        let until = datetime!(2026-09-21 14:13:20 UTC);
        let texted = Texted { until, whole_s: 60, to: Some("+4*******12".into()) };
        self.step(move |request| Event::SmsAnswered { request, texted: Some(texted.clone()), trouble: None })
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
pub(crate) fn samples() -> Vec<Sample> {
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
        trying().answered("Picture").word().answered("Picture+url").word().name("Answering for typed, again"),
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
        code().sms().texted().sms().name("Texting, again"),
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
