//! The phone with the second factor's codes is lost: a backup code, or the administrator.

use portico::records::{OtherWay, SignIn, Step};
use portico::secret::Secret;
use portico::{About, Start};
use portico_portal::Credential;
use serde_json::json;

use super::arrive::account;
use crate::demo::act::Playing;
use crate::demo::company::CLARA;
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, carrying, employee, last, ours};

/// What Clara's new phone makes codes of, in Base32.
const NEW_SECRET: &str = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";

pub(super) fn backup_code(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        stage.tell("Clara's other phone, which made her codes, stays in a taxi. Here she has just reset her sign-in.");
        stage.portico.accounts_reset(&stage.clara_beta).await?;
        let (at, challenge, ways) = code_step(stage).await?;
        let texts: Vec<String> = ways.iter().map(|way| way.text.clone()).collect();
        stage.quote(&texts);
        let helps = ["backup_code", "administrator"].iter().all(|kind| ways.iter().any(|way| way.kind == *kind));
        stage.check("The code step itself names both ways out: a backup code, and the administrator.", helps)?;

        let codes = recovery_codes(stage)?;
        let code = codes.first().ok_or_else(|| Missed("Clara has no backup codes".to_owned()))?;
        // As people type it from paper.
        let typed = code.to_uppercase().replace('-', " ");
        stage.tell(format!("She types the first of the {} codes on her paper: {typed}", codes.len()));
        let at = stage.portico.sign_in_submit_code(&at.id, &challenge, Secret::new(typed)).await?;
        stage.quote_problem(at.problem.as_ref());
        let in_again = account(&at.step)? == stage.clara_beta;
        stage.check("Signed in, the same account; capitals and the missing dash did not matter.", in_again)?;
        let left = recovery_codes(stage)?.len();
        stage.check(format!("Each code works once: {left} are left."), left + 1 == codes.len())
    })
}

pub(super) fn administrator(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        stage.tell("The next time the paper is lost too.");
        stage.portico.accounts_reset(&stage.clara_beta).await?;
        let (at, _, ways) = code_step(stage).await?;
        let administrator = ways.iter().find(|way| way.kind == "administrator");
        stage.quote(&administrator.map(|way| way.text.clone()).into_iter().collect::<Vec<_>>());
        let card = stage.portico.help_card(&About::SignIn(at.id.clone()))?;
        stage.tell("She sends the help card that the app has written for exactly that:");
        stage.quote(&card.lines().map(str::to_owned).collect::<Vec<_>>());
        let clean = !card.contains(CLARA.password) && card.contains(CLARA.login) && card.chars().count() < 1_500;
        stage.check("It names portal, login and step, is short, and holds no secret.", clean)?;

        let clara = employee(&stage.portals.beta, CLARA.login)?.id;
        stage.portals.beta.portal.desk().patch_user(clara, &json!({"otp_off_days": 3}))?;
        stage.tell("Beta's administrator switches her second factor off for three days.");
        let before = last(&stage.portals.beta);
        let at = stage.portico.sign_in_back(&at.id).await?;
        let at = stage.portico.sign_in_submit_credentials(&at.id, CLARA.login, Secret::new(CLARA.password)).await?;
        let codes = carrying(&ours(&stage.portals.beta, before), Credential::Code);
        let in_again = account(&at.step)? == stage.clara_beta;
        stage.check("Login and password are enough now; no code was asked for.", in_again && codes == 0)?;

        let new = json!({"otp": {"type": "totp", "secret": NEW_SECRET}, "otp_off_days": 0});
        stage.portals.beta.portal.desk().patch_user(clara, &new)?;
        stage.tell("She connects her new phone in her profile; the second factor is on again.");
        stage.portico.accounts_reset(&stage.clara_beta).await?;
        let (at, challenge, _) = code_step(stage).await?;
        let otp = employee(&stage.portals.beta, CLARA.login)?.otp;
        let code = otp.map(|otp| otp.current_code).ok_or_else(|| Missed("Clara has no authenticator".to_owned()))?;
        let at = stage.portico.sign_in_submit_code(&at.id, &challenge, Secret::new(code)).await?;
        let in_again = account(&at.step)? == stage.clara_beta;
        stage.check("The new phone's code is accepted.", in_again)
    })
}

/// Clara's password again, up to the question for a code.
async fn code_step(stage: &Stage) -> Result<(SignIn, String, Vec<OtherWay>), Missed> {
    let at = stage.portico.sign_in_start(Start::Account(stage.clara_beta.clone())).await?;
    let at = stage.portico.sign_in_submit_credentials(&at.id, CLARA.login, Secret::new(CLARA.password)).await?;
    let Step::SecondFactor { challenge, other_ways, .. } = at.step.clone() else {
        return Err(Missed(format!("Clara should be asked for a code, but {:?}", at.step)));
    };
    Ok((at, challenge, other_ways))
}

fn recovery_codes(stage: &Stage) -> Result<Vec<String>, Missed> {
    Ok(employee(&stage.portals.beta, CLARA.login)?.otp.map(|otp| otp.recovery_codes).unwrap_or_default())
}
