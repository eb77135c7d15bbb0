//! The app itself: accounts, and what can be done with each.

use portico::Start;
use portico::records::{Account, AccountState, ReceiptKind};

use super::accounts::{list, pick};
use super::words::{account_line, show_problem};
use super::{Talk, clears, help, session, sign_in};
use crate::say;
use crate::stop::Stop;

/// Runs until the person quits.
pub(crate) async fn menu(talk: &mut Talk) -> Result<(), Stop> {
    loop {
        say::line("");
        list(talk);
        say::line(
            "Number of an account, u1 and so on: go on with an unfinished one, n: new sign-in, f: forgot the password, q: quit.",
        );
        let answer = talk.keyboard.ask("What now?").await?;
        match answer.to_lowercase().as_str() {
            "" => {}
            "q" | "quit" => return Ok(()),
            "f" => said(sign_in::recover(talk, None).await)?,
            "n" | "new" => said(sign_in::begin(talk, Start::Nothing).await.map(|_| ()))?,
            _ => match chosen(talk, &answer).await {
                Ok(Leads::Out) => return Ok(()),
                done => said(done.map(|_| ()))?,
            },
        }
    }
}

/// Where what was chosen leads.
enum Leads {
    /// Back to the list.
    Back,
    /// Out of it.
    Out,
}

async fn chosen(talk: &mut Talk, answer: &str) -> Result<Leads, Stop> {
    let unfinished = answer.strip_prefix(['u', 'U']).and_then(|number| number.parse::<usize>().ok());
    if let Some(open) = unfinished.and_then(|at| talk.portico.sign_in_list().into_iter().nth(at.checked_sub(1)?)) {
        return sign_in::go_on(talk, open).await.map(|_| Leads::Back);
    }
    let rows = talk.portico.accounts_list().accounts;
    match pick(&rows, answer) {
        Ok(row) => account(talk, &row.id).await,
        Err(why) => {
            say::line(why);
            Ok(Leads::Back)
        }
    }
}

/// What failed is said, and the menu goes on; only leaving ends it.
fn said(done: Result<(), Stop>) -> Result<(), Stop> {
    match done {
        Err(Stop::Left) => Err(Stop::Left),
        Err(stop) => {
            stop.line().iter().for_each(say::line);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

async fn account(talk: &mut Talk, id: &str) -> Result<Leads, Stop> {
    loop {
        let rows = talk.portico.accounts_list().accounts;
        let Some(row) = rows.iter().find(|row| row.id == id) else {
            return Ok(Leads::Back);
        };
        say::line("");
        say::line(format!("{}.", account_line(row)));
        // The whole problem was said when it arose; here it is one line, and can be asked for.
        row.problem.iter().for_each(|problem| say::line(format!("! {}", problem.title)));
        session::bar(talk, id)?;
        say::line(choices(row));
        match talk.keyboard.ask("What now?").await?.to_lowercase().as_str() {
            "i" => said(sign_in::begin(talk, Start::Account(id.to_owned())).await.map(|_| ()))?,
            "u" => said(talk.portico.accounts_select(id).await.map(|_| ()).map_err(Stop::from))?,
            "k" => said(session::check(talk, id, false).await)?,
            "c" => {
                let method = talk.keyboard.ask("Method [profile]:").await?;
                let method = if method.is_empty() { "profile" } else { method.as_str() };
                said(session::call(talk, id, method, "{}").await)?;
            }
            "r" => said(clears::clear(talk, id, ReceiptKind::Reset).await)?,
            "o" => said(clears::clear(talk, id, ReceiptKind::SignOut).await)?,
            "d" => said(clears::clear(talk, id, ReceiptKind::Delete).await)?,
            "h" => said(help::history(talk, Some(id.to_owned()), &[]).await)?,
            "a" => said(help::card(talk, Some(id)))?,
            "t" => said(session::unsent(talk, id).await)?,
            "w" => show_problem(row.problem.as_ref()),
            "b" | "" => return Ok(Leads::Back),
            "q" | "quit" => return Ok(Leads::Out),
            other => say::line(format!("There is no {other} here.")),
        }
    }
}

fn choices(row: &Account) -> String {
    let enter = match row.state {
        AccountState::CaptchaNeeded => "i: answer the picture, ",
        AccountState::NeedsSignIn | AccountState::Blocked => "i: sign in, ",
        AccountState::SignedIn => "i: sign in again, ",
        AccountState::Deleting | AccountState::Damaged => "",
    };
    let why = if row.problem.is_some() { "w: why, and what to do, " } else { "" };
    format!(
        "{enter}{why}u: use it, k: check now, c: call a method, t: unsent text, h: history, a: help card for the administrator, r: reset, o: sign out, d: delete, b: back, q: quit."
    )
}
