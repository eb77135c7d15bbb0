//! One command of the command line.

use std::time::Duration;

use portico::records::{AccountList, Availability, ReceiptKind};

use super::accounts::{find, list};
use super::wait::waiting;
use super::words::account_line;
use super::{Talk, clears, enter, help, menu, session, sign_in};
use crate::args::Task;
use crate::say;
use crate::stop::Stop;

pub(super) async fn run(talk: &mut Talk, task: Task) -> Result<(), Stop> {
    if matches!(task, Task::Accounts | Task::HelpCard(_) | Task::WhichMe(_)) {
        vault_has_answered(talk).await;
    }
    match task {
        Task::Accounts => accounts(talk).await,
        Task::SignIn { address } => enter::enter(talk, address).await,
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

/// How long what is shown once waits for the vault.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Until the vault has answered rows stand as they were written: shown once, they would say "signed in" of an account whose keys are
/// another phone's.
async fn vault_has_answered(talk: &Talk) {
    if talk.portico.accounts_list().accounts.is_empty() {
        return;
    }
    // Looking for an account that nobody has asks the vault first, and does nothing else.
    let looked = tokio::time::timeout(LONGEST_WAIT, talk.portico.accounts_select(""));
    let _ = waiting("the key store", looked).await;
}

async fn clear(talk: &mut Talk, named: Option<String>, kind: ReceiptKind) -> Result<(), Stop> {
    // Of one account nothing can be mistaken.
    let several = talk.portico.accounts_list().accounts.len() > 1;
    if named.is_none() && several && (talk.json || talk.keyboard.is_piped()) {
        return Err(Stop::Usage(clears::NAME_IT.replace("COMMAND", clears::command(kind))));
    }
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
