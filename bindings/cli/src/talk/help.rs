//! The help card, the map of logins, topics, and the history.

use portico::About;
use portico::records::{HistoryEntry, HistorySource, WhichMe};
use time::UtcOffset;

use super::Talk;
use super::accounts::{find, pick};
use super::wait::waiting;
use super::words::{place, problem_lines, state_of};
use crate::say;
use crate::stop::Stop;

/// The text for the administrator, to be copied whole.
pub(super) fn card(talk: &Talk, named: Option<&str>) -> Result<(), Stop> {
    let card = talk.portico.help_card(&about(talk, named)?)?;
    if talk.json {
        say::json(&serde_json::json!({ "text": card }));
    } else {
        card.lines().for_each(say::line);
    }
    Ok(())
}

/// Which login belongs where.
pub(super) fn which_me(talk: &Talk, named: Option<&str>) -> Result<(), Stop> {
    let map = talk.portico.help_which_me(&about(talk, named)?)?;
    if talk.json {
        say::json(&map);
    } else {
        map_lines(&map).iter().for_each(say::line);
    }
    Ok(())
}

/// A topic of the article.
pub(super) fn explain(talk: &Talk, topic: &str) -> Result<(), Stop> {
    let told = talk.portico.help_topic(topic)?;
    if talk.json {
        say::json(&told);
    } else {
        problem_lines(&told).iter().for_each(say::line);
    }
    Ok(())
}

/// What happened, newest first.
pub(super) async fn history(talk: &mut Talk, named: Option<String>, allowed: &[String]) -> Result<(), Stop> {
    let account = find(talk, named).await?;
    let allowed = (!allowed.is_empty()).then_some(allowed);
    let entries = waiting("the portal's event log", talk.portico.history_list(&account, allowed)).await?;
    if talk.json {
        say::json(&serde_json::json!({ "entries": entries }));
        return Ok(());
    }
    entries.iter().flat_map(entry_lines).for_each(say::line);
    Ok(())
}

/// What it is about: `u1` is the first unfinished sign-in, everything else an account; nothing named is the account in use, and
/// without any account the unfinished sign-in.
fn about(talk: &Talk, named: Option<&str>) -> Result<About, Stop> {
    let rows = talk.portico.accounts_list().accounts;
    let open = talk.portico.sign_in_list();
    let Some(named) = named else {
        let first = open.into_iter().next().filter(|_| rows.is_empty());
        return Ok(first.map_or(About::Nothing, |open| About::SignIn(open.id)));
    };
    let unfinished = named.strip_prefix('u').and_then(|number| number.parse::<usize>().ok());
    if let Some(open) = unfinished.and_then(|at| open.into_iter().nth(at.checked_sub(1)?)) {
        return Ok(About::SignIn(open.id));
    }
    pick(&rows, named).map(|row| About::Account(row.id.clone())).map_err(Stop::Failed)
}

/// The map, a line for each profile.
pub(crate) fn map_lines(map: &WhichMe) -> Vec<String> {
    let network = match &map.network.login {
        Some(login) => format!("Bitrix24 Network profile: {login}"),
        None => "Bitrix24 Network profile: not known to this phone".to_owned(),
    };
    let mut lines = vec![network];
    lines.extend(map.portal_profiles.iter().map(|profile| {
        let state = state_of(profile.state);
        format!("  {} on {}: {} ({state})", profile.login, place(&profile.portal), profile.name)
    }));
    lines.push(match &map.r#use {
        Some(login) => format!("Use {login}. {}", map.why),
        None => map.why.clone(),
    });
    lines
}

/// What happened, when, where and from where.
pub(crate) fn entry_lines(entry: &HistoryEntry) -> Vec<String> {
    let at = entry.at.to_offset(UtcOffset::UTC);
    // The portal's log is in its own time, and a terminal's may be anybody's: one that is named.
    let at = format!("{} {:02}:{:02}:{:02} UTC", at.date(), at.hour(), at.minute(), at.second());
    let source = match entry.source {
        HistorySource::Phone => "this phone",
        HistorySource::Portal => "portal",
    };
    let from = entry.address.as_ref().map_or(String::new(), |address| format!(" from {address}"));
    let mut lines = vec![format!("{at} {source}{from}: {}", entry.means)];
    lines.extend(entry.problem.iter().map(|problem| format!("    {}", problem.title)));
    lines
}
