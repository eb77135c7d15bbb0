//! `sign-in`: what an address, a link or nothing at all goes on with.

use portico::Start;
use portico::records::{AccountState, LinkKind, SignIn, Step};
use portico::secret::Secret;

use super::wait::waiting;
use super::words::{account_line, sign_in_line};
use super::{Talk, link, sign_in};
use crate::say;
use crate::stop::Stop;

pub(super) async fn enter(talk: &mut Talk, address: Option<String>) -> Result<(), Stop> {
    if let Some(text) = &address
        && let Some(what) = link::other(talk, text)
    {
        return match link::follow(talk, Secret::from(text.as_str()), what).await? {
            Some(open) => sign_in::go_on(talk, open).await?.map(|_| ()).ok_or(Stop::Said),
            None => Ok(()),
        };
    }
    talk.address_next = address.is_none() || !talk.keyboard.is_piped();
    let done = match (unfinished(talk, address.as_deref()).await?, address) {
        (Some(open), _) => sign_in::go_on(talk, open).await?,
        (None, Some(text)) => sign_in::begin(talk, address_or_link(talk, text)).await?,
        (None, None) => {
            let account = signed_out(talk).await?;
            sign_in::begin(talk, account.map_or(Start::Nothing, Start::Account)).await?
        }
    };
    done.map(|_| ()).ok_or(Stop::Said)
}

/// An account that waits for its picture or its password, if the person wants to go on with one. An unfinished sign-in of it that
/// was not wanted is no answer to that.
async fn signed_out(talk: &mut Talk) -> Result<Option<String>, Stop> {
    if talk.keyboard.is_piped() {
        return Ok(None);
    }
    for row in talk.portico.accounts_list().accounts {
        let waits = matches!(row.state, AccountState::CaptchaNeeded | AccountState::NeedsSignIn);
        if waits {
            say::line(format!("{}.", account_line(&row)));
            if talk.keyboard.agree("Sign in to it?").await? {
                return Ok(Some(row.id));
            }
        }
    }
    Ok(None)
}

/// A link is shown first; an address is typed by hand and asked at once.
fn address_or_link(talk: &Talk, text: String) -> Start {
    match talk.portico.links_read(&text).kind {
        LinkKind::Portal | LinkKind::Unknown => Start::Address(text),
        LinkKind::QrSignIn | LinkKind::Recovery | LinkKind::Invitation | LinkKind::PushSetup => {
            Start::Link(Secret::new(text))
        }
    }
}

/// A sign-in to go on with: where an address was named, one at that portal.
async fn unfinished(talk: &mut Talk, address: Option<&str>) -> Result<Option<SignIn>, Stop> {
    let mut fitting = talk.portico.sign_in_list();
    if let Some(address) = address {
        fitting.retain(|open| is_at(talk, open, address));
    }
    if talk.keyboard.is_piped() {
        // A script that names no portal may mean another one: what it types next was meant for its own questions, not for these.
        let Some(address) = address else { return Ok(None) };
        return match fitting.pop() {
            Some(newest) => taken_up(talk, newest, address).await.map(Some),
            None => Ok(None),
        };
    }
    for open in fitting {
        say::line(format!("There is an {}.", sign_in_line(&open)));
        if talk.keyboard.agree("Go on with it?").await? {
            return Ok(Some(open));
        }
    }
    Ok(None)
}

/// Whether a sign-in is at the portal of this address, or was about to ask there.
fn is_at(talk: &Talk, open: &SignIn, address: &str) -> bool {
    let portal = |text: &str| {
        let read = talk.portico.links_read(text);
        read.portal.filter(|_| read.kind == LinkKind::Portal).map(|portal| portal.origin)
    };
    let there = match (&open.portal, &open.step) {
        (Some(known), _) => Some(known.origin.clone()),
        (None, Step::Address { typed: Some(typed) }) => portal(typed),
        (None, _) => None,
    };
    there.is_some() && there == portal(address)
}

/// A script is not asked: it goes on with the newest at its portal. It begins at the login, so that its lines answer the same
/// questions each time, and leaves no second row behind.
async fn taken_up(talk: &Talk, open: SignIn, address: &str) -> Result<SignIn, Stop> {
    say::line(format!("Going on with the {}.", sign_in_line(&open)));
    let begun = match open.step {
        Step::Address { .. } | Step::Moved { .. } => {
            waiting("the portal", talk.portico.sign_in_submit_address(&open.id, address)).await?
        }
        Step::Captcha { .. } | Step::SecondFactor { .. } | Step::Browser { .. } => {
            talk.portico.sign_in_back(&open.id).await?
        }
        Step::Credentials | Step::ConfirmLink { .. } | Step::Done { .. } | Step::Cancelled => open,
    };
    Ok(begun)
}
