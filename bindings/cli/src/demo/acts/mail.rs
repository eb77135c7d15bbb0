//! A forgotten password: the mail that does not come, the link that is too old, and the one that works.

use portico::Start;
use portico::records::{ProblemCode, RecoveryStage};
use portico::secret::Secret;
use portico_portal::{Credential, Mail};

use super::arrive::account;
use crate::demo::act::Playing;
use crate::demo::company::BORIS;
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, carrying, last, ours};

const REMEMBERED: &str = "Rain-coat6";
const NEW: &str = "River-stone41";

pub(super) fn not_delivered(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let alfa = stage.portals.alfa.portal.url().to_owned();
        let at = stage.portico.sign_in_start(Start::Address(alfa.clone())).await?;
        let at = stage.portico.sign_in_submit_credentials(&at.id, BORIS.login, Secret::new(REMEMBERED)).await?;
        stage.quote_problem(at.problem.as_ref());
        let steps = at.problem.iter().flat_map(|problem| &problem.steps);
        let offered = steps.filter_map(|step| step.action.as_ref()).any(|action| action.kind == "recovery.start");
        stage.check("What Boris remembers is refused, and a new password is offered at once.", offered)?;

        let asked = stage.portico.recovery_start(&alfa, BORIS.login).await?;
        stage.tell(format!("Alfa says that a mail went out. Another can be asked for in {} s.", asked.wait_s));
        let sent = mails(stage).len();
        stage.check("The mail is in Alfa's outbox.", sent == 1 && asked.stage == RecoveryStage::Sent)?;
        stage.tell("Boris does not find it and asks again, 20 seconds later.");
        stage.later(20)?;
        let early = stage.portico.recovery_resend(&asked.id).await?;
        stage.quote_problem(early.problem.as_ref());
        let told = early.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::RecoveryWait);
        let sent = mails(stage).len();
        stage.check("He is told how long to wait and where to look; no mail was sent.", told && sent == 1)?;

        stage.restart().await?;
        let resumed = stage.portico.recovery_get(&asked.id)?;
        let wait = resumed.wait_s;
        stage.check(format!("The wait outlives a restart of the program: {wait} s."), (1..=40).contains(&wait))?;
        stage.later(40)?;
        let again = stage.portico.recovery_resend(&asked.id).await?;
        let sent = mails(stage).len();
        stage.check("After 60 seconds there is a second mail.", sent == 2 && again.problem.is_none())?;
        stage.recovery = again.id;
        Ok(())
    })
}

pub(super) fn old_link(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let link = link(stage, 0)?;
        stage.tell("The first mail turns up, and Boris opens its link.");
        let at = stage.portico.recovery_submit(&stage.recovery, Secret::new(link), Secret::new(NEW)).await?;
        stage.quote_problem(at.problem.as_ref());
        let wrong = at.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::CheckwordWrong);
        stage.check("Alfa refuses it: the second mail made it useless. That is said, and what to open.", wrong)?;
        stage.check("Nothing is lost: the same recovery goes on.", at.stage == RecoveryStage::Checkword)
    })
}

pub(super) fn new_password(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let before = last(&stage.portals.alfa);
        let link = link(stage, 1)?;
        let at = stage.portico.recovery_submit(&stage.recovery, Secret::new(link), Secret::new(NEW)).await?;
        stage.quote_problem(at.problem.as_ref());
        stage.check("The last mail's link sets the new password.", at.stage == RecoveryStage::Done)?;
        let sign_in = at.sign_in.ok_or_else(|| Missed("the sign-in should go on".to_owned()))?;
        stage.boris_alfa = account(&stage.portico.sign_in_get(&sign_in)?.step)?;
        let sent = ours(&stage.portals.alfa, before);
        let (spent, typed) = (carrying(&sent, Credential::Checkword), carrying(&sent, Credential::LoginPassword));
        stage.check(
            "The link was spent once, and signed in Boris is: he typed nothing again.",
            spent == 1 && typed == 1,
        )?;
        let tries = stage.row(&stage.boris_alfa)?.tries.spent;
        stage.check("His count of tries is 0 again.", tries == 0)?;
        stage.profile(&stage.boris_alfa).await?;
        Ok(())
    })
}

/// Mails with a link for Boris, oldest first.
fn mails(stage: &Stage) -> Vec<Mail> {
    let mut mails = stage.portals.alfa.portal.desk().mails();
    mails.retain(|mail| mail.login == BORIS.login && mail.link.is_some());
    mails
}

fn link(stage: &Stage, nth: usize) -> Result<String, Missed> {
    let link = mails(stage).into_iter().nth(nth).and_then(|mail| mail.link);
    link.ok_or_else(|| Missed(format!("mail {} for Boris is missing", nth + 1)))
}
