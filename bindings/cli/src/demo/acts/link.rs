//! A QR code on a computer's screen, read by the phone.

use portico::Start;
use portico::records::{LinkKind, Step};
use portico::secret::Secret;
use portico_portal::Credential;

use super::arrive::account;
use crate::demo::act::Playing;
use crate::demo::company::BORIS_BETA;
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, carrying, last, ours};

pub(super) fn qr(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let made = stage.portals.beta.portal.desk().hash(BORIS_BETA.login, "preset_task", None)?;
        let link = made.get("link").and_then(|link| link.as_str()).unwrap_or_default().to_owned();
        stage.tell("Boris is signed in to Beta at his computer and scans the QR code there.");
        let before = last(&stage.portals.beta);
        let read = stage.portico.links_read(&link);
        let at = stage.portico.sign_in_start(Start::Link(Secret::new(&link))).await?;
        let Step::ConfirmLink { host, warnings, .. } = &at.step else {
            return Err(Missed(format!("the link should be shown first, but {:?}", at.step)));
        };
        stage.tell(format!("The app shows where it leads: {host}."));
        stage.quote(&warnings.iter().map(|warning| warning.text.clone()).collect::<Vec<_>>());
        let asked = ours(&stage.portals.beta, before).len();
        let still = read.kind == LinkKind::QrSignIn && asked == 0;
        stage.check("Nothing was sent for it so far: a link never spends itself.", still)?;
        stage.tell("He taps.");
        let at = stage.portico.sign_in_confirm_link(&at.id).await?;
        stage.quote_problem(at.problem.as_ref());
        stage.boris_beta = account(&at.step)?;
        let sent = ours(&stage.portals.beta, before);
        let (hashes, typed) = (carrying(&sent, Credential::Hash), carrying(&sent, Credential::LoginPassword));
        let row = stage.row(&stage.boris_beta)?;
        stage.check(
            format!("{} is signed in as {}, without a password.", row.name, row.login),
            row.login == BORIS_BETA.login && hashes == 1 && typed == 0,
        )?;
        stage.profile(&stage.boris_beta).await?;
        let at = stage.portico.sign_in_start(Start::Link(Secret::new(&link))).await?;
        let at = stage.portico.sign_in_confirm_link(&at.id).await?;
        stage.quote_problem(at.problem.as_ref());
        stage.check("The same code works once.", account(&at.step).is_err() && at.problem.is_some())?;
        stage.portico.sign_in_cancel(&at.id).await?;
        Ok(())
    })
}
