//! Check and call.

use portico::records::{Account, AccountState, Cost};
use serde_json::Value;

use super::Talk;
use super::wait::waiting;
use super::words::{account_line, show_problem};
use crate::say;
use crate::stop::Stop;

/// Asks the portal now. Where that may cost a try, a person is asked first.
pub(super) async fn check(talk: &mut Talk, account: &str, spend_try: bool) -> Result<(), Stop> {
    let mut row = waiting("the portal", talk.portico.session_check(account, spend_try)).await?;
    let mut shown = false;
    if !spend_try && !talk.json && costs(&row) && !talk.keyboard.is_piped() {
        show_problem(row.problem.as_ref());
        if talk.keyboard.agree("Send the saved password once all the same?").await? {
            row = waiting("the portal", talk.portico.session_check(account, true)).await?;
        } else {
            shown = true;
        }
    }
    if talk.json {
        say::json(&row);
    } else {
        say::line(format!("{}.", account_line(&row)));
        show_problem(row.problem.as_ref().filter(|_| !shown));
    }
    // Not reached is not signed in either, though it is not signed out (R13).
    if row.state == AccountState::SignedIn && row.problem.is_none() { Ok(()) } else { Err(Stop::Said) }
}

fn costs(row: &Account) -> bool {
    row.problem.as_ref().is_some_and(|problem| problem.retry.cost == Cost::OneTry)
}

/// How long the session still lives, where one is open.
pub(super) fn bar(talk: &Talk, account: &str) -> Result<(), Stop> {
    let status = talk.portico.session_status(account)?;
    if status.ends_in_s > 0 {
        let about = if status.ends_in_known { "" } else { "about " };
        let minutes = status.ends_in_s.div_ceil(60);
        say::line(format!(
            "The session lasts {about}{minutes} min more without activity. If the portal allows it, it is then renewed by itself."
        ));
    }
    Ok(())
}

/// Shows the unsent text, and keeps another.
pub(super) async fn unsent(talk: &mut Talk, account: &str) -> Result<(), Stop> {
    let kept = talk.portico.drafts_get(account)?;
    kept.lines().for_each(|line| say::line(format!("   | {line}")));
    let text = talk.keyboard.ask("Unsent text to keep instead [as it is; - for none]:").await?;
    match text.as_str() {
        "" => {}
        "-" => _ = talk.portico.drafts_set(account, "").await?,
        text => _ = talk.portico.drafts_set(account, text).await?,
    }
    Ok(())
}

/// Shows the unsent text, or keeps another.
pub(super) async fn draft(talk: &Talk, account: &str, text: Option<&str>) -> Result<(), Stop> {
    let kept = match text {
        Some(text) => talk.portico.drafts_set(account, text).await?,
        None => talk.portico.drafts_get(account)?,
    };
    if talk.json {
        say::json(&serde_json::json!({ "text": kept }));
    } else {
        kept.lines().for_each(say::line);
    }
    Ok(())
}

/// One REST call; its result is printed as JSON in either form.
pub(super) async fn call(talk: &mut Talk, account: &str, method: &str, params: &str) -> Result<(), Stop> {
    let params: Value =
        serde_json::from_str(params).map_err(|_| Stop::Usage("The parameters are no JSON object.".to_owned()))?;
    if !params.is_object() {
        return Err(Stop::Usage("The parameters are a JSON object, such as '{\"ID\": 17}'.".to_owned()));
    }
    match waiting("the portal", talk.portico.session_call(account, method, params)).await {
        Ok(result) => {
            say::json(&result);
            Ok(())
        }
        Err(error) => Err(talk.failed(error)),
    }
}
