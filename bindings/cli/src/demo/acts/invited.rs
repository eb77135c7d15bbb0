//! Invitations: an address that is taken, a wrong one, a mail that is asked for again, and the way in.

use portico::records::InvitationStage;
use portico::secret::Secret;
use portico_portal::DeskError;
use serde_json::json;

use crate::demo::act::Playing;
use crate::demo::company::{ANNA, BORIS, OFFICE};
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, employee};
use crate::demo::topics::Topic;

/// What Anna types by mistake, and what she means.
const WRONG: &str = "dora@exampel.com";
const DORA: &str = "dora@example.com";
const PASSWORD: &str = "Candle-light8";

pub(super) fn already_exists(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let desk = stage.portals.alfa.portal.desk();
        let refused = desk.invite(OFFICE, Some(ANNA.login));
        let Err(error @ DeskError::EmailExists(_)) = refused else {
            return Err(Missed(format!("Alfa should refuse {OFFICE}, but {refused:?}")));
        };
        stage.tell(format!("Anna invites a colleague as {OFFICE}. Alfa says: \"{error}\""));
        stage.tell("That happens on the inviter's screen. Here it is explained, for both sides:");
        stage.quote_topic(Topic::S1)?;
        let boris = employee(&stage.portals.alfa, BORIS.login)?;
        stage.tell(format!("The address is the contact e-mail in {}'s profile. Anna changes it there.", boris.name));
        let desk = stage.portals.alfa.portal.desk();
        desk.patch_user(boris.id, &json!({"email": "boris@example.com"}))?;
        let invited = desk.invite(OFFICE, Some(ANNA.login))?;
        desk.take_back_invitation(&invited.login)?;
        stage.check(
            "Now the invitation goes out (and is taken back: it was for this act only).",
            !invited.link.is_empty(),
        )
    })
}

pub(super) fn wrong_email(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let desk = stage.portals.alfa.portal.desk();
        let wrong = desk.invite(WRONG, Some(ANNA.login))?;
        stage.tell(format!("Anna invites Dora, but as {WRONG}. Dora hears nothing and asks."));
        stage.quote_topic(Topic::S10)?;
        let desk = stage.portals.alfa.portal.desk();
        desk.take_back_invitation(&wrong.login)?;
        desk.invite(DORA, Some(ANNA.login))?;
        let open: Vec<String> = desk.invitations()?.into_iter().map(|invitation| invitation.login).collect();
        stage.check(
            format!("Nobody had accepted it: Anna deletes that one and invites {DORA}."),
            open == [DORA.to_owned()],
        )?;
        let opened = stage.portico.invitation_open(Secret::new(&wrong.link)).await?;
        let at = stage.portico.invitation_accept(&opened.id, "Dora", "Falk", Secret::new(PASSWORD)).await?;
        stage.quote_problem(at.problem.as_ref());
        let refused = at.problem.is_some() && at.account.is_none();
        stage.check("Whoever finds the first mail cannot use it any more.", refused)
    })
}

pub(super) fn accepted(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let desk = stage.portals.alfa.portal.desk();
        stage.tell("Dora's mail does not come either: it lies under Promotions. She asks, and Anna sends it again.");
        let before = invitations(stage);
        desk.invite_again(DORA)?;
        let sent = invitations(stage);
        let link = sent.last().cloned().ok_or_else(|| Missed("no mail for Dora".to_owned()))?;
        stage.check("There is a second mail.", sent.len() == before.len() + 1)?;

        let opened = stage.portico.invitation_open(Secret::new(&link)).await?;
        let by = opened.invited_by.clone().map_or(String::new(), |by| format!(", from {by}"));
        let whom = opened.person.clone().map_or(String::new(), |whom| format!(", for {whom}"));
        stage.tell(format!("The app shows it: an invitation to {}{whom}{by}.", opened.portal.host));
        let waits = employee(&stage.portals.alfa, DORA)?.invited;
        stage.check("Looking has not used it up.", waits && opened.stage == InvitationStage::Open)?;
        let at = stage.portico.invitation_accept(&opened.id, "Dora", "Falk", Secret::new(PASSWORD)).await?;
        stage.quote_problem(at.problem.as_ref());
        let id = at.account.ok_or_else(|| Missed(format!("Dora should be signed in, but {:?}", at.stage)))?;
        stage.profile(&id).await?;
        let row = stage.row(&id)?;
        stage.check(format!("{} is signed in to Alfa; nothing was typed twice.", row.name), row.login == DORA)
    })
}

/// Links of the invitations that were mailed to Dora, oldest first.
fn invitations(stage: &Stage) -> Vec<String> {
    let mails = stage.portals.alfa.portal.desk().mails();
    mails.into_iter().filter(|mail| mail.to == DORA).filter_map(|mail| mail.link).collect()
}
