//! One command of the command line.

use portico::Start;
use portico::records::{Account, AccountList, Availability, LinkKind, Problem, ReceiptKind, SignIn};
use portico::secret::Secret;

use super::words::{account_line, place, problem_lines, show_problem, sign_in_line};
use super::{Talk, clears, help, invitation, menu, recover, session, sign_in};
use crate::args::Task;
use crate::say;
use crate::stop::Stop;

pub(super) async fn run(talk: &mut Talk, task: Task) -> Result<(), Stop> {
    match task {
        Task::Accounts => accounts(talk).await,
        Task::SignIn { address } => enter(talk, address).await,
        Task::Recover { address } => recover::recover(talk, address).await,
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
        return Ok(());
    }
    if talk.keyboard.is_person() {
        return menu::menu(talk).await;
    }
    list(talk);
    Ok(())
}

/// The rows with their problems, then what is unfinished.
pub(super) fn list(talk: &Talk) {
    let AccountList { accounts: rows, availability, .. } = talk.portico.accounts_list();
    let hindrance = hindrance(talk, availability);
    show_problem(hindrance.as_ref());
    if rows.is_empty() && hindrance.is_none() {
        say::line("No accounts yet.");
    }
    for (at, row) in rows.iter().enumerate() {
        say::line(format!("{}. {}", at + 1, account_line(row)));
        if let Some(problem) = &row.problem {
            problem_lines(problem).iter().take(1).for_each(|line| say::line(format!("   {line}")));
        }
    }
    for (at, open) in talk.portico.sign_in_list().iter().enumerate() {
        say::line(format!("u{}. {}", at + 1, sign_in_line(open)));
    }
}

/// Why the accounts cannot be used now: what cannot be read is not empty (R7).
fn hindrance(talk: &Talk, availability: Availability) -> Option<Problem> {
    let code = match availability {
        Availability::Ready => return None,
        Availability::Locked => "locked",
        Availability::Newer => "newer",
        Availability::Damaged => "damaged",
    };
    Some(talk.portico.say_error(code))
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
    let done = match (address, unfinished(talk).await?) {
        (Some(text), _) => sign_in::begin(talk, address_or_link(talk, text)).await?,
        (None, Some(open)) => sign_in::go_on(talk, open).await?,
        (None, None) => sign_in::begin(talk, Start::Nothing).await?,
    };
    done.map(|_| ()).ok_or(Stop::Said)
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

/// A sign-in to go on with, if the person wants one.
async fn unfinished(talk: &mut Talk) -> Result<Option<SignIn>, Stop> {
    if !talk.keyboard.is_person() {
        return Ok(None);
    }
    for open in talk.portico.sign_in_list() {
        say::line(format!("There is an {}.", sign_in_line(&open)));
        if talk.keyboard.agree("Go on with it?").await? {
            return Ok(Some(open));
        }
    }
    Ok(None)
}

/// The account that was named, asked for, or is in use.
pub(super) async fn find(talk: &mut Talk, named: Option<String>) -> Result<String, Stop> {
    let AccountList { accounts: rows, availability, .. } = talk.portico.accounts_list();
    let hindrance = hindrance(talk, availability).filter(|_| rows.is_empty());
    if hindrance.is_some() {
        show_problem(hindrance.as_ref());
        return Err(Stop::Said);
    }
    if let Some(named) = named {
        return pick(&rows, &named).map(|row| row.id.clone()).map_err(Stop::Failed);
    }
    if talk.keyboard.is_person() && rows.len() > 1 {
        list(talk);
        let answer = talk.keyboard.ask("Which account? Number, login, or login@host:").await?;
        return pick(&rows, &answer).map(|row| row.id.clone()).map_err(Stop::Failed);
    }
    let in_use = rows.iter().find(|row| row.selected).or(rows.first());
    in_use
        .map(|row| row.id.clone())
        .ok_or_else(|| Stop::Failed("There are no accounts yet: portico sign-in.".to_owned()))
}

/// By id, number in the list, login, or `login@host`; only what names exactly one.
pub(super) fn pick<'a>(rows: &'a [Account], named: &str) -> Result<&'a Account, String> {
    if let Some(row) = rows.iter().find(|row| row.id == named) {
        return Ok(row);
    }
    let number = named.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(row) = number.and_then(|at| rows.get(at)) {
        return Ok(row);
    }
    let fits = |row: &&Account| {
        row.login.eq_ignore_ascii_case(named)
            || [&row.portal.host, &place(&row.portal)]
                .iter()
                .any(|at| format!("{}@{at}", row.login).eq_ignore_ascii_case(named))
    };
    let mut found = rows.iter().filter(fits);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (Some(_), Some(_)) => Err(format!("{named} names several accounts: say login@host, the number or the id.")),
        (None, _) => Err(format!("No account is called {named}.")),
    }
}
