//! One command of the command line.

use portico::Start;
use portico::records::{AccountList, AccountState, Availability, LinkKind, PortalRef, ReceiptKind, SignIn};
use portico::secret::Secret;

use super::accounts::{find, list};
use super::words::{account_line, sign_in_line};
use super::{Talk, clears, help, invitation, menu, session, sign_in};
use crate::args::Task;
use crate::say;
use crate::stop::Stop;

pub(super) async fn run(talk: &mut Talk, task: Task) -> Result<(), Stop> {
    match task {
        Task::Accounts => accounts(talk).await,
        Task::SignIn { address } => enter(talk, address).await,
        Task::Recover { address } => sign_in::recover(talk, address).await,
        Task::Select(named) => {
            let account = find(talk, named.account).await?;
            talk.portico.accounts_select(&account).await?;
            show(talk, &account)
        }
        Task::Reset(named) => clear(talk, named.account, ReceiptKind::Reset).await,
        Task::SignOut(named) => clear(talk, named.account, ReceiptKind::SignOut).await,
        Task::Delete(named) => clear(talk, named.account, ReceiptKind::Delete).await,
        Task::Check { named, spend_try } => {
            let account = find(talk, named.account).await?;
            session::check(talk, &account, spend_try).await
        }
        Task::Call { method, params, account } => {
            let account = find(talk, account).await?;
            session::call(talk, &account, &method, &params).await
        }
        Task::History { named, allowed } => help::history(talk, named.account, &allowed).await,
        Task::HelpCard(of) => help::card(talk, of.about.as_deref()),
        Task::WhichMe(of) => help::which_me(talk, of.about.as_deref()),
        Task::Explain { topic } => help::explain(talk, &topic),
        Task::Draft { text, account } => {
            let account = find(talk, account).await?;
            session::draft(talk, &account, text.as_deref()).await
        }
    }
}

async fn clear(talk: &mut Talk, named: Option<String>, kind: ReceiptKind) -> Result<(), Stop> {
    let account = find(talk, named).await?;
    clears::clear(talk, &account, kind).await
}

async fn accounts(talk: &mut Talk) -> Result<(), Stop> {
    if talk.json {
        say::json(&talk.portico.accounts_list());
        return can_be_used(talk);
    }
    if talk.keyboard.is_person() {
        return menu::menu(talk).await;
    }
    list(talk);
    can_be_used(talk)
}

/// Nothing can be done with a folder that cannot be read: what is not there was not looked for either.
fn can_be_used(talk: &Talk) -> Result<(), Stop> {
    let AccountList { accounts, availability, .. } = talk.portico.accounts_list();
    if accounts.is_empty() && availability != Availability::Ready { Err(Stop::Said) } else { Ok(()) }
}

fn show(talk: &Talk, account: &str) -> Result<(), Stop> {
    let list = talk.portico.accounts_list();
    let row = list.accounts.iter().find(|row| row.id == account);
    let row = row.ok_or_else(|| Stop::Failed("This account is gone.".to_owned()))?;
    if talk.json {
        say::json(row);
    } else {
        say::line(format!("{}.", account_line(row)));
    }
    Ok(())
}

async fn enter(talk: &mut Talk, address: Option<String>) -> Result<(), Stop> {
    if let Some(link) = address.as_deref().filter(|text| invitation::is_one(text)) {
        return invitation::invitation(talk, Secret::from(link)).await;
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

/// An account that waits for its picture or its password, if the person wants to go on with one. Where a sign-in is unfinished, that was
/// the question already.
async fn signed_out(talk: &mut Talk) -> Result<Option<String>, Stop> {
    if !talk.keyboard.is_person() {
        return Ok(None);
    }
    let asked: Vec<_> = talk.portico.sign_in_list().into_iter().filter_map(|open| open.account).collect();
    for row in talk.portico.accounts_list().accounts {
        let waits = matches!(row.state, AccountState::CaptchaNeeded | AccountState::NeedsSignIn);
        if waits && !asked.contains(&row.id) {
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

/// A sign-in to go on with, if the person wants one: where an address was named, one at that portal.
async fn unfinished(talk: &mut Talk, address: Option<&str>) -> Result<Option<SignIn>, Stop> {
    if !talk.keyboard.is_person() {
        return Ok(None);
    }
    let named = address.map(|text| talk.portico.links_read(text));
    for open in talk.portico.sign_in_list() {
        let fits = named.as_ref().is_none_or(|link| {
            let same = |portal: &PortalRef| link.portal.as_ref().is_some_and(|named| named.origin == portal.origin);
            link.kind == LinkKind::Portal && open.portal.as_ref().is_some_and(same)
        });
        if !fits {
            continue;
        }
        say::line(format!("There is an {}.", sign_in_line(&open)));
        if talk.keyboard.agree("Go on with it?").await? {
            return Ok(Some(open));
        }
    }
    Ok(None)
}
