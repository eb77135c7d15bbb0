//! A refused password, a restart, and the three clears.

use std::path::Path;

use portico::Start;
use portico::records::{AccountState, Reason, ReceiptKind, Step};
use portico::secret::Secret;
use portico_portal::Credential;

use super::arrive::account;
use crate::demo::act::Playing;
use crate::demo::company::{ANNA_BETA, CLARA};
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, carrying, employee, last, ours};

pub(super) fn revoked(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let beta = &stage.portals.beta;
        let (desk, before) = (beta.portal.desk(), last(beta));
        desk.revoke(employee(beta, ANNA_BETA.login)?.id)?;
        stage.later(25 * 60)?;
        stage.tell("Her app does not know, and makes twenty calls at once, and twenty more.");
        let first = stage.twenty_calls(&stage.anna_beta).await;
        let second = stage.twenty_calls(&stage.anna_beta).await;
        let sent = carrying(&ours(&stage.portals.beta, before), Credential::AppPassword);
        stage.stops += 1;
        stage.calls_while_stopped += first.len() + second.len() - 1;
        let failed = first.iter().chain(&second).all(Result::is_err);
        stage.check(
            format!("Forty calls failed, and the refused password was sent {sent} time."),
            failed && sent == 1,
        )?;
        let row = stage.row(&stage.anna_beta)?;
        stage.quote_problem(row.problem.as_ref());
        let stopped = row.state == AccountState::NeedsSignIn && row.reason == Some(Reason::Refused);
        stage.check("The account says that a person must sign in; its row stays.", stopped)?;
        let counted = employee(&stage.portals.beta, ANNA_BETA.login)?.attempts;
        stage.check(format!("Beta counts {counted}: far from a lockout."), counted <= 1)
    })
}

pub(super) fn restarted(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let ids = |stage: &Stage| -> Vec<String> {
            stage.portico.accounts_list().accounts.into_iter().map(|row| row.id).collect()
        };
        let (rows, marks) = (ids(stage), stage.portals.both().map(last));
        stage.restart().await?;
        stage.check("All rows are there, in their order.", ids(stage) == rows)?;
        let refused = stage.row(&stage.anna_beta)?.reason == Some(Reason::Refused);
        stage.check("The refused password is still known to be refused.", refused)?;
        stage.profile(&stage.anna_alfa).await?;
        stage.profile(&stage.clara_beta).await?;
        let calls = stage.twenty_calls(&stage.anna_beta).await;
        stage.calls_while_stopped += calls.len();
        let [alfa, beta] = marks;
        let sent = [ours(&stage.portals.alfa, alfa), ours(&stage.portals.beta, beta)].concat();
        let (typed, codes) = (carrying(&sent, Credential::LoginPassword), carrying(&sent, Credential::Code));
        stage.check("Anna on Alfa and Clara on Beta work on without a password or a code.", typed + codes == 0)?;
        let again =
            sent.iter().filter(|request| request.credential == Credential::AppPassword && request.status != Some(200));
        stage.check("Twenty more calls did not send the refused one again.", again.count() == 0)
    })
}

pub(super) fn reset(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let before = last(&stage.portals.beta);
        let id = stage.anna_beta.clone();
        let receipt = stage.portico.accounts_reset(&id).await?;
        stage.quote(&stage.portico.say_receipt(&receipt));
        let row = stage.row(&id)?;
        let kept = row.state == AccountState::NeedsSignIn && row.login == ANNA_BETA.login;
        stage.check("The row stays, with its login.", kept)?;
        stage.check("The portal was not asked for it.", ours(&stage.portals.beta, before).is_empty())?;
        let at = stage.portico.sign_in_start(Start::Account(id.clone())).await?;
        let filled = at.step == Step::Credentials && at.login.as_deref() == Some(ANNA_BETA.login);
        stage.check("Signing in again asks for the password only; the login is filled in.", filled)?;
        let at =
            stage.portico.sign_in_submit_credentials(&at.id, ANNA_BETA.login, Secret::new(ANNA_BETA.password)).await?;
        stage.check("The same account is signed in.", account(&at.step)? == id)?;
        stage.profile(&id).await?;
        let state = stage.row(&id)?.state;
        stage.check("Calls go through again.", state == AccountState::SignedIn)
    })
}

pub(super) fn sign_out(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let id = stage.clara_beta.clone();
        let receipt = stage.portico.accounts_sign_out(&id).await?;
        stage.quote(&stage.portico.say_receipt(&receipt));
        let row = stage.row(&id)?;
        let out = row.state == AccountState::NeedsSignIn && row.reason == Some(Reason::SignedOut);
        stage.check("Clara is signed out, her row stays.", out)?;
        let others = [&stage.anna_alfa, &stage.anna_beta].map(|other| stage.row(other).map(|row| row.state));
        let untouched = others.iter().all(|state| matches!(state, Ok(AccountState::SignedIn)));
        stage.check("The other accounts are not touched by it.", untouched)?;
        let left = employee(&stage.portals.beta, CLARA.login)?.app_passwords.len();
        stage.check("The receipt names what only Clara can remove on the portal.", left == receipt.left_on_portal.len())
    })
}

pub(super) fn delete(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let id = stage.anna_alfa.clone();
        let preview = stage.portico.accounts_preview(&id, ReceiptKind::Delete)?;
        stage.quote(&stage.portico.say_receipt(&preview));
        let there = stage.row(&id).is_ok() && preview.at.is_none();
        stage.check("That was only the preview: nothing has gone.", there)?;
        let before = stage.portico.accounts_list().accounts.len();
        let receipt = stage.portico.accounts_delete(&id).await?;
        stage.quote(&stage.portico.say_receipt(&receipt));
        stage.check(
            "The receipt is dated, and nothing is pending.",
            receipt.at.is_some() && receipt.pending.is_empty(),
        )?;
        let rows = stage.portico.accounts_list().accounts;
        stage.check(
            format!("{} accounts are left.", rows.len()),
            rows.len() + 1 == before && rows.iter().all(|row| row.id != id),
        )?;
        let mentions = mentioning(stage.folder.path(), id.as_bytes())
            .map_err(|error| Missed(format!("the data folder cannot be read: {error}")))?;
        stage.check(format!("{mentions} files of this phone mention the deleted account."), mentions == 0)
    })
}

/// How many files hold this text.
fn mentioning(folder: &Path, text: &[u8]) -> std::io::Result<usize> {
    let mut found = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found += mentioning(&entry.path(), text)?;
        } else if std::fs::read(entry.path())?.windows(text.len().max(1)).any(|window| window == text) {
            found += 1;
        }
    }
    Ok(found)
}
