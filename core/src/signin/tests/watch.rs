//! The rules, written by hand from the design (R…) and the protocol (T…, Q…), and checked at every step. The watcher
//! sees events, states and effects as the driver would, and remembers what a driver would hold.

use std::collections::BTreeSet;

use super::super::machine::events::{Effect, Event, Verdict};
use super::super::machine::{Stage, State, Waits};
use super::watch_step::{is_open, picture};
use super::{watch_link, watch_step};

/// Which secret is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sent {
    Password,
    Stored,
    Code,
    /// A code at the end of the password, in one request (B10).
    Joined,
    Hash,
}

/// What one sign-in has seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Watch {
    /// The secret whose answer is awaited.
    pub(super) sent: Option<Sent>,
    /// The portal refused the stored secret (T13, T15).
    pub(super) stored_refused: bool,
    /// The portal wants a code: the password was right (T9).
    pub(super) code_wanted: bool,
    /// The driver holds a typed password.
    pub(super) password_held: bool,
    /// The driver holds a picture's word.
    pub(super) word_held: bool,
    /// The driver holds a link's hash.
    pub(super) hash_held: bool,
    /// That hash has left the phone, or may have.
    pub(super) hash_sent: bool,
    /// Origins that the employee typed, agreed to, or that the account has.
    pub(super) agreed: BTreeSet<String>,
}

/// Collects what broke.
pub(super) struct Broken(Vec<String>);

impl Broken {
    pub(super) fn unless(&mut self, holds: bool, rule: &str) {
        if !holds {
            self.0.push(rule.to_owned());
        }
    }
}

impl Watch {
    pub(super) fn new(start: &State) -> Self {
        Self {
            sent: None,
            stored_refused: false,
            code_wanted: false,
            password_held: false,
            word_held: false,
            hash_held: false,
            hash_sent: false,
            agreed: start.origin().map(str::to_owned).into_iter().collect(),
        }
    }

    /// What the employee and the portal did, before the machine is asked.
    fn hears(&mut self, before: &State, event: &Event) {
        let open = is_open(before, event);
        match event {
            Event::AddressGiven { portal, .. } => {
                self.agreed.insert(portal.origin.clone());
            }
            Event::MoveAgreed => {
                if let Stage::Moved { to } = &before.stage {
                    self.agreed.insert(to.origin.clone());
                }
            }
            Event::CredentialsGiven { .. } if before.stage == Stage::Credentials => {
                self.password_held = true;
                self.code_wanted = false;
            }
            Event::WordGiven { retyped, .. } if open && matches!(before.stage, Stage::Picture { .. }) => {
                self.word_held = true;
                self.password_held |= *retyped;
            }
            Event::Answered { verdict, .. } if open => match (self.sent, verdict) {
                (Some(Sent::Stored), Verdict::Refused | Verdict::Says(_)) => self.stored_refused = true,
                (Some(Sent::Password | Sent::Stored), Verdict::Code { .. }) => self.code_wanted = true,
                // T6: the password itself is wanted again, with a picture's word.
                (Some(Sent::Joined), Verdict::Picture { .. }) => self.code_wanted = false,
                _ => {}
            },
            Event::LinkAgreed { .. } => {
                if let Stage::ConfirmLink { link } = &before.stage {
                    self.agreed.insert(link.portal.origin.clone());
                }
            }
            // Typed secrets live in memory only.
            Event::Restarted { .. } => (self.password_held, self.word_held, self.hash_held) = (false, false, false),
            _ => {}
        }
    }

    /// What the driver then does.
    fn does(&mut self, event: &Event, effects: &[Effect]) {
        if let Event::Answered { .. } | Event::NotStarted { .. } | Event::Restarted { .. } = event {
            self.sent = self.sent.filter(|_| effects.is_empty());
        }
        for effect in effects {
            match effect {
                Effect::SendPassword { .. } => self.sent = Some(Sent::Password),
                Effect::SendStored { .. } => self.sent = Some(Sent::Stored),
                Effect::SendCode { joined: true, .. } => self.sent = Some(Sent::Joined),
                Effect::SendCode { joined: false, .. } => self.sent = Some(Sent::Code),
                Effect::SendHash { .. } => (self.sent, self.hash_sent) = (Some(Sent::Hash), true),
                Effect::ForgetPassword => self.password_held = false,
                Effect::ForgetWord => self.word_held = false,
                Effect::ForgetLink => self.hash_held = false,
                Effect::End => {
                    (self.sent, self.password_held, self.word_held, self.hash_held) = (None, false, false, false);
                }
                Effect::Save(_)
                | Effect::Discover { .. }
                | Effect::SendSms { .. }
                | Effect::RenewPicture { .. }
                | Effect::Commit { .. } => {}
            }
        }
    }

    /// One step; gives the rules that it breaks.
    pub(super) fn step(&mut self, before: &State, event: &Event, after: &State, effects: &[Effect]) -> Vec<String> {
        let sent = self.sent;
        self.hears(before, event);
        self.begins_again(before, event, after);
        let mut broken = Broken(Vec::new());
        self.secrets(&mut broken, before, event, after, effects);
        watch_step::rules(&mut broken, sent, before, event, after, effects);
        broken.0.extend(watch_link::rules(self, before, event, after, effects));
        self.does(event, effects);
        self.takes_link(before, event, after);
        self.holds(&mut broken, after);
        broken.unless(!self.hash_held || after.stage.link().is_some(), "a hash is held only while its link is open");
        broken.0
    }

    /// Led to where its account stands, a sign-in is as one that begins there: whether the saved secret may go out is the account's.
    fn begins_again(&mut self, before: &State, event: &Event, after: &State) {
        if let Event::AccountStands { .. } = event
            && before != after
        {
            (self.stored_refused, self.code_wanted) = (false, false);
            self.agreed.extend(after.origin().map(str::to_owned));
        }
    }

    /// A link that was taken is held; where nothing went out it may be sent after all.
    fn takes_link(&mut self, before: &State, event: &Event, after: &State) {
        match event {
            Event::LinkGiven { link, .. } if before != after => (self.hash_held, self.hash_sent) = (link.hash, false),
            Event::NotStarted { .. } | Event::Answered { verdict: Verdict::NotJudged(_), .. }
                if matches!(before.stage, Stage::Redeeming { .. }) && before != after =>
            {
                self.hash_sent = false;
            }
            _ => {}
        }
    }

    /// R1, R15, T7, T9: which secret goes where, and when.
    fn secrets(&self, broken: &mut Broken, before: &State, event: &Event, after: &State, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::SendPassword { origin, sid, .. } => {
                    self.goes_to(broken, origin, before, after);
                    broken.unless(self.password_held, "a password is sent only while one is held");
                    broken.unless(
                        !self.code_wanted || matches!(event, Event::CredentialsGiven { .. }),
                        "T9: after a code was wanted no password goes out before it is typed anew",
                    );
                    match event {
                        Event::CredentialsGiven { .. } => broken.unless(sid.is_none(), "a first password has no word"),
                        Event::WordGiven { .. } => broken.unless(
                            sid.is_some() && sid.as_deref() == picture(before).map(|picture| picture.sid.as_str()),
                            "a word goes with the picture it was read from",
                        ),
                        _ => broken.unless(false, "R1: a password goes out only for login and password, or a word"),
                    }
                }
                Effect::SendStored { account, sid, .. } => {
                    let asked = picture(before).filter(|_| matches!(before.stage, Stage::Picture { .. }));
                    let waits = asked.is_some_and(|picture| picture.waits == Waits::Stored && picture.sid == *sid);
                    broken
                        .unless(waits, "T7: the stored secret goes only with the word of a picture that waits for it");
                    broken.unless(
                        matches!(event, Event::WordGiven { retyped: false, .. }) && is_open(before, event),
                        "R1: the stored secret goes only for a word that the employee typed for this picture",
                    );
                    broken.unless(before.account.as_ref() == Some(account), "R6: only the own account's stored secret");
                    broken.unless(!self.stored_refused, "R1: a refused stored secret is not sent again");
                    broken.unless(!self.code_wanted, "T9: after a code was wanted no stored secret goes out");
                    let origins = (before.origin(), after.origin());
                    broken.unless(origins.0.is_some() && origins.0 == origins.1, "R15: the stored secret's origin");
                }
                Effect::SendCode { origin, sid, joined, .. } => {
                    self.goes_to(broken, origin, before, after);
                    broken.unless(matches!(event, Event::CodeGiven { .. }), "R1: a code goes out only for a code");
                    let (given, bare) = match &before.stage {
                        Stage::Code { code } => (code.sid.clone(), code.bare),
                        _ => (None, false),
                    };
                    let may_join = bare && !before.apart && self.password_held && sid.is_none();
                    let wished = matches!(event, Event::CodeGiven { joinable: true, .. });
                    broken.unless(
                        *joined == (may_join && wished),
                        "B10, B14, B19: with the password only up to 2024, while it is held, without a picture's word",
                    );
                    broken.unless(*sid == given, "T10: the code goes with the word that was given for it");
                    broken.unless(sid.is_none() || self.word_held, "T10: a word that goes with a code is held");
                }
                Effect::RenewPicture { origin, .. } => self.goes_to(broken, origin, before, after),
                Effect::SendSms { origin, .. } => {
                    self.goes_to(broken, origin, before, after);
                    let offered = matches!(&before.stage, Stage::Code { code } if code.sms);
                    broken.unless(
                        offered && matches!(event, Event::SmsWanted { .. }),
                        "D12: a message is asked for only by the employee, where the portal sends them",
                    );
                }
                Effect::Discover { origin, .. } => {
                    broken.unless(self.agreed.contains(origin), "R15: only an address the employee agreed to is asked");
                }
                // watch_link.rs
                Effect::SendHash { .. } => {}
                Effect::Save(_)
                | Effect::ForgetPassword
                | Effect::ForgetWord
                | Effect::ForgetLink
                | Effect::Commit { .. }
                | Effect::End => {}
            }
        }
        let agreed = after.origin().is_none_or(|origin| self.agreed.contains(origin));
        broken.unless(agreed, "R15: the portal is one the employee agreed to");
    }

    fn goes_to(&self, broken: &mut Broken, origin: &str, before: &State, after: &State) {
        broken.unless(before.origin() == Some(origin), "R15: a secret goes only to the sign-in's portal");
        broken.unless(after.origin() == Some(origin), "R15: sending does not change the portal");
        broken.unless(self.agreed.contains(origin), "R15: a secret goes only where the employee agreed");
    }

    /// What is still in memory afterwards.
    fn holds(&self, broken: &mut Broken, after: &State) {
        let password = match &after.stage {
            Stage::Trying { .. } | Stage::Committing { .. } => true,
            Stage::Picture { picture } | Stage::Renewing { picture, .. } | Stage::Answering { picture, .. } => {
                !matches!(picture.waits, Waits::Code { .. })
            }
            // It goes out with the next code (B10).
            Stage::Code { code } | Stage::Checking { code, .. } => code.bare && code.sid.is_none() && !after.apart,
            Stage::Address
            | Stage::Discovering { .. }
            | Stage::Moved { .. }
            | Stage::ConfirmLink { .. }
            | Stage::Probing { .. }
            | Stage::Redeeming { .. }
            | Stage::Credentials
            | Stage::Texting { .. }
            | Stage::Browser
            | Stage::Done { .. }
            | Stage::Cancelled => false,
        };
        broken.unless(password || !self.password_held, "a typed password is forgotten when nothing waits for it");
        let word = match &after.stage {
            Stage::Code { code } | Stage::Texting { code, .. } => code.sid.is_some(),
            // May be typed again at once: the old word is replaced by it.
            Stage::Picture { .. } | Stage::Answering { .. } | Stage::Checking { .. } | Stage::Committing { .. } => true,
            Stage::Address
            | Stage::Discovering { .. }
            | Stage::Moved { .. }
            | Stage::ConfirmLink { .. }
            | Stage::Probing { .. }
            | Stage::Redeeming { .. }
            | Stage::Credentials
            | Stage::Trying { .. }
            | Stage::Renewing { .. }
            | Stage::Browser
            | Stage::Done { .. }
            | Stage::Cancelled => false,
        };
        broken.unless(word || !self.word_held, "a word is forgotten when nothing waits for it");
        let needed = matches!(&after.stage, Stage::Code { code } if code.sid.is_some());
        broken.unless(self.word_held || !needed, "T10: at a code step with a word, the word is held");
    }
}
