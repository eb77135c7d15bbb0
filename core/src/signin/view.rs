//! A sign-in as a view draws it, worded when read. Never waits.

use std::time::Duration;

use super::driver::SignIns;
use super::input;
use super::links::confirm_step;
use super::live::Live;
use super::machine::{CodeStep, Number, Picture, Stage, Waits};
use crate::accounts::worded;
use crate::advice::{
    BackupCodes, CaptchaWays, CodeWays, other_ways_for_captcha, other_ways_for_code, why_browser_for_codes,
};
use crate::clock::Clock;
use crate::errors::CallError;
use crate::phone::{Memory, as_of_now, at_portal};
use crate::records::{BrowserThen, CaptchaFor, SignIn, Step};

/// After so many wrong codes or lost answers in a row the password step may be forgotten (Q9).
const OFTEN: u32 = 2;

impl SignIns {
    /// One sign-in as it stands.
    pub(crate) fn get(&self, id: &str) -> Result<SignIn, CallError> {
        let now = self.phone.moment();
        self.phone.read(|memory| self.with(id, |live| view(live, memory, &now)))
    }

    /// The unfinished ones, oldest first.
    pub(crate) fn list(&self) -> Vec<SignIn> {
        let now = self.phone.moment();
        self.phone.read(|memory| {
            let all = self.lock();
            all.iter().filter(|live| !live.state.ended()).map(|live| view(live, memory, &now)).collect()
        })
    }
}

/// The challenge's name outside: of this sign-in alone (R10).
pub(super) fn challenge_name(sign_in: &str, number: Number) -> String {
    format!("{sign_in}.{number}")
}

/// The number behind a name, if it is of this sign-in.
pub(super) fn challenge_number(sign_in: &str, name: &str) -> Option<Number> {
    name.strip_prefix(sign_in)?.strip_prefix('.')?.parse().ok()
}

fn view(live: &Live, memory: &Memory, clock: &dyn Clock) -> SignIn {
    let state = &live.state;
    let (origin, login) = (state.origin().unwrap_or_default(), state.login.as_deref().unwrap_or_default());
    // A problem speaks of the login that was sent; beside the field stands what the typed one would cost.
    let (tries, shown) = (memory.tries(origin, login), state.login_shown());
    let trouble = live.notice.clone().or_else(|| state.problem.clone()).map(|trouble| {
        let mut trouble = as_of_now(trouble, clock).with("sign_in", &live.doc.id).with("login", login);
        // What answered discovery and is no portal is known by the trouble alone.
        if !origin.is_empty() {
            trouble = trouble.with("origin", origin);
        }
        if let Stage::Picture { picture } = &state.stage {
            trouble = trouble.with("challenge", challenge_name(&live.doc.id, picture.challenge));
        }
        if let Some(portal) = &state.portal {
            trouble = at_portal(trouble, portal);
        }
        if let Some(code) = state.stage.code() {
            trouble = trouble.with("challenge", challenge_name(&live.doc.id, code.challenge));
        }
        match &state.account {
            Some(account) => trouble.with("account", account),
            None => trouble,
        }
    });
    SignIn {
        id: live.doc.id.clone(),
        account: state.account.clone(),
        portal: state.portal.clone(),
        login: shown.map(str::to_owned),
        busy: state.stage.busy(),
        problem: trouble.map(|trouble| worded(&trouble, &tries, &memory.locale)),
        tries: memory.tries(origin, shown.unwrap_or_default()),
        step: step(live, memory, clock),
    }
}

fn step(live: &Live, memory: &Memory, clock: &dyn Clock) -> Step {
    match &live.state.stage {
        Stage::ConfirmLink { link } | Stage::Probing { link, .. } | Stage::Redeeming { link, .. } => {
            confirm_step(live, link, memory)
        }
        Stage::Committing { link: Some(link), .. } => confirm_step(live, link, memory),
        Stage::Discovering { portal, moved: true, .. } => moved(live, &portal.origin),
        Stage::Address | Stage::Discovering { .. } => Step::Address { typed: live.state.typed.clone() },
        Stage::Moved { to } => moved(live, &to.origin),
        Stage::Credentials | Stage::Trying { .. } | Stage::Committing { .. } => Step::Credentials,
        Stage::Picture { picture } | Stage::Renewing { picture, .. } | Stage::Answering { picture, .. } => {
            captcha(live, picture, clock.boot(), memory)
        }
        Stage::Code { code } | Stage::Checking { code, .. } | Stage::Texting { code, .. } => {
            second_factor(live, code, memory, clock)
        }
        Stage::Browser => browser(live, &memory.locale),
        Stage::Done { account } => Step::Done { account: account.clone() },
        Stage::Cancelled => Step::Cancelled,
    }
}

fn moved(live: &Live, to: &str) -> Step {
    let from = live.state.origin().or(live.state.typed.as_deref()).unwrap_or_default();
    Step::Moved { from: from.to_owned(), to: to.to_owned() }
}

fn captcha(live: &Live, picture: &Picture, now: Duration, memory: &Memory) -> Step {
    let secret = picture.waits.secret();
    let ways = CaptchaWays {
        secret,
        sign_in: &live.doc.id,
        account: live.state.account.as_deref(),
        origin: live.state.origin(),
        qr: true,
        locale: &memory.locale,
    };
    Step::Captcha {
        challenge: challenge_name(&live.doc.id, picture.challenge),
        secret,
        r#for: if matches!(picture.waits, Waits::Code { .. }) { CaptchaFor::Code } else { CaptchaFor::Password },
        password_needed: picture.waits == Waits::Typed && !live.holds_password(now, memory.background_since),
        picture_age_s: live.picture_age(picture.challenge, now).as_secs(),
        other_ways: other_ways_for_captcha(&ways),
    }
}

fn second_factor(live: &Live, code: &CodeStep, memory: &Memory, clock: &dyn Clock) -> Step {
    let challenge = challenge_name(&live.doc.id, code.challenge);
    let (origin, login) = (live.state.origin(), live.state.login.as_deref().unwrap_or_default());
    let backup_codes_used = memory.backup_codes_used(origin.unwrap_or_default(), login);
    let sms_to = code.texted.as_ref().and_then(|texted| texted.to.clone());
    let sms_wait_s = live.sms_wait_s(clock);
    let ways = CodeWays {
        sign_in: &live.doc.id,
        challenge: &challenge,
        account: live.state.account.as_deref(),
        origin,
        kind: code.kind,
        backup_codes: match (code.backup_codes, code.bare) {
            (true, _) => BackupCodes::Taken,
            (false, true) => BackupCodes::NotSaid,
            (false, false) => BackupCodes::NotTaken,
        },
        backup_codes_used,
        sms: code.sms,
        sms_to: sms_to.as_deref(),
        sms_wait_s,
        begin_again: code.lost || code.wrong >= OFTEN,
        qr: true,
        locale: &memory.locale,
    };
    let other_ways = other_ways_for_code(&ways);
    Step::SecondFactor {
        r#type: code.kind,
        sms_available: code.sms,
        sms_wait_s,
        sms_to,
        backup_codes: code.backup_codes,
        backup_codes_used,
        clock_drift_s: live.drift_s,
        input: input::code_input(code.kind, code.takes_backup_codes()),
        other_ways,
        challenge,
    }
}

/// D10: sign-in goes on only in a browser; afterwards the employee goes back and types the password again.
fn browser(live: &Live, locale: &str) -> Step {
    let portal = live.state.portal.as_ref();
    Step::Browser {
        url: portal.map(|portal| format!("{}/", portal.origin)).unwrap_or_default(),
        host: portal.map(|portal| portal.host.clone()).unwrap_or_default(),
        why: why_browser_for_codes(locale),
        then: BrowserThen::None,
    }
}
