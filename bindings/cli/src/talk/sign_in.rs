//! One sign-in, asked and drawn step by step.

use portico::records::{SignIn, Step};
use portico::secret::Secret;
use portico::{Portico, Start};

use super::answers::{Asked, Next};
use super::wait::waiting;
use super::words::{host, show_problem};
use super::{Talk, codes, link, recover, steps};
use crate::say;
use crate::stop::{self, Stop, sentence};

/// Begins from an address, an account or nothing, and goes on to the end. Gives the account, if one came of it.
pub(crate) async fn begin(talk: &mut Talk, from: Start) -> Result<Option<String>, Stop> {
    let at = waiting("the portal", talk.portico.sign_in_start(from)).await?;
    go_on(talk, at).await
}

/// Sets a new password, and signs in with it. `address`: the portal, if it was named.
pub(super) async fn recover(talk: &mut Talk, address: Option<String>) -> Result<(), Stop> {
    let address = match address {
        Some(address) => address,
        None => recover::address(talk).await?,
    };
    let came = match link::other(talk, &address) {
        Some(what) => link::follow(talk, Secret::new(address), what).await?,
        None => recover::begin(talk, &address).await?,
    };
    match came {
        Some(at) => go_on(talk, at).await?.map(|_| ()).ok_or(Stop::Said),
        None => Ok(()),
    }
}

/// Goes on with a sign-in until it is done, ended or left for later.
pub(crate) async fn go_on(talk: &mut Talk, at: SignIn) -> Result<Option<String>, Stop> {
    stop::keeping(steps(talk, at)).await
}

async fn steps(talk: &mut Talk, mut at: SignIn) -> Result<Option<String>, Stop> {
    loop {
        at = settled(&talk.portico, at).await?;
        if talk.json {
            say::json(&at);
        } else {
            show_problem(at.problem.as_ref());
        }
        let address_next = std::mem::replace(&mut talk.address_next, !talk.keyboard.is_piped());
        let done = match at.step.clone() {
            Step::Address { .. } if !address_next => {
                return Err(talk.left(Stop::Left, at.problem.as_ref()));
            }
            Step::Address { typed } => steps::address(talk, &at, typed.as_deref()).await,
            Step::ConfirmLink { portal, known, person, warnings, .. } => {
                let shown = link::Shown { portal: &portal, known, person: person.as_deref(), warnings: &warnings };
                link::confirm(talk, &at, &shown).await
            }
            Step::Credentials => steps::credentials(talk, &at).await,
            Step::Captcha { challenge, secret, password_needed, other_ways, r#for, .. } => {
                let asked = steps::Captcha { challenge: &challenge, secret, password_needed, wanted_for: r#for };
                steps::captcha(talk, &at, &asked, &other_ways).await
            }
            Step::SecondFactor {
                challenge,
                r#type: kind,
                sms_available: available,
                sms_wait_s: wait_s,
                sms_to,
                backup_codes_used,
                other_ways: ways,
                ..
            } => {
                let sms = codes::Sms { available, to: sms_to.as_deref(), wait_s };
                let asked = codes::Factor { challenge: &challenge, kind, sms, backup_codes_used, ways: &ways };
                codes::second_factor(talk, &at, &asked).await
            }
            Step::Moved { from, to } => steps::moved(talk, &at, &from, &to).await,
            Step::Browser { url, host, why, then } => steps::browser(talk, &at, &[&url, &host, &why], then).await,
            Step::Done { account } => return Ok(Some(done(talk, account))),
            Step::Cancelled => {
                say::line("This sign-in has ended.");
                return Ok(None);
            }
        };
        at = match done {
            Ok(Next::At(next)) => *next,
            Ok(Next::Back(next)) => {
                talk.address_next = true;
                *next
            }
            Ok(Next::Later) => {
                say::line("Left for later: it stays in the list of unfinished sign-ins.");
                return Ok(None);
            }
            Err(Asked::Stop(stop)) => return Err(talk.left(stop, at.problem.as_ref())),
            // What the person typed is still on the screen, the login in the record: say it, and ask again.
            Err(Asked::Call(error)) => {
                say::line(format!("! {}", sentence(&error)));
                if talk.keyboard.is_piped() {
                    return Err(Stop::Said);
                }
                talk.portico.sign_in_get(&at.id)?
            }
        };
    }
}

fn done(talk: &Talk, account: String) -> String {
    let list = talk.portico.accounts_list();
    match list.accounts.iter().find(|row| row.id == account) {
        Some(row) => say::line(format!("Signed in: {}.", super::words::account_line(row))),
        None => say::line("Signed in."),
    }
    account
}

/// Waits while a request of this sign-in is under way, for example one that went on while the program was left.
async fn settled(portico: &Portico, mut at: SignIn) -> Result<SignIn, Stop> {
    let mut changes = portico.observe();
    while at.busy {
        if waiting(&host(&at), changes.changed()).await.is_err() {
            break;
        }
        at = portico.sign_in_get(&at.id)?;
    }
    Ok(at)
}
