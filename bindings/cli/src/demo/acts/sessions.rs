//! A session's 24 minutes: told, extended by work, renewed silently.

use portico_portal::Credential;

use crate::demo::act::Playing;
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, carrying, last, ours};

const MINUTE: u32 = 60;
const DRAFT: &str = "Dear Boris, about the offer: ";

pub(super) fn working_day(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let id = stage.anna_alfa.clone();
        stage.profile(&id).await?;
        let before = last(&stage.portals.alfa);
        let left = minutes_left(stage, &id)?;
        let asked = ours(&stage.portals.alfa, before).len();
        stage.check(
            format!("The app shows {left} minutes left, without asking the portal."),
            left == 24 && asked == 0,
        )?;

        stage.later(20 * MINUTE)?;
        let idle = minutes_left(stage, &id)?;
        stage.profile(&id).await?;
        let worked = minutes_left(stage, &id)?;
        stage.check(
            format!("After 20 idle minutes it shows {idle}; one call later {worked} again: work extends it."),
            idle == 4 && worked == 24,
        )?;

        stage.portico.drafts_set(&id, DRAFT).await?;
        stage.tell("Anna begins a message, and goes to lunch for an hour.");
        stage.later(60 * MINUTE)?;
        let over = minutes_left(stage, &id)? == 0;
        stage.check("The session has ended; the app knows it by the clock.", over)?;
        let before = last(&stage.portals.alfa);
        stage.profile(&id).await?;
        let sent = ours(&stage.portals.alfa, before);
        let (stored, typed) = (carrying(&sent, Credential::AppPassword), carrying(&sent, Credential::LoginPassword));
        stage
            .check("Her next call renews it silently: one saved password, nothing typed.", stored == 1 && typed == 0)?;
        let kept = stage.portico.drafts_get(&id)?;
        stage.check(format!("Her unsent text has outlived the session: \"{kept}\""), kept == DRAFT)
    })
}

/// Begun minutes, as the app shows them.
fn minutes_left(stage: &Stage, account: &str) -> Result<u64, Missed> {
    Ok(stage.portico.session_status(account)?.ends_in_s.div_ceil(60))
}
