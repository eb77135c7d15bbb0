//! The list of accounts, and which one a person means.

use portico::records::{Account, AccountList, Availability, Problem};

use super::Talk;
use super::words::{account_line, place, problem_lines, show_problem, sign_in_line};
use crate::say;
use crate::stop::Stop;

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
        loop {
            let answer = talk.keyboard.ask("Which account? Number, login, or login@host:").await?;
            match pick(&rows, &answer) {
                Ok(row) => return Ok(row.id.clone()),
                Err(why) => say::line(why),
            }
        }
    }
    let in_use = rows.iter().find(|row| row.selected).or(rows.first());
    in_use
        .map(|row| row.id.clone())
        .ok_or_else(|| Stop::Failed("There are no accounts yet: portico sign-in.".to_owned()))
}

/// By id, number in the list, login, or `login@host`; only what names exactly one.
pub(super) fn pick<'a>(rows: &'a [Account], named: &str) -> Result<&'a Account, String> {
    if named.is_empty() {
        return Err("No account was named.".to_owned());
    }
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
        (None, _) => Err(format!("No account is called {named}. `portico accounts` lists them.")),
    }
}
