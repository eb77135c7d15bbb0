//! The portals, and the first sign-ins.

use portico::records::{AccountState, ProblemCode, Step};
use portico::secret::Secret;
use portico::{Start, Typed};
use portico_portal::Credential;

use crate::demo::act::Playing;
use crate::demo::company::{ANNA, ANNA_BETA, CLARA};
use crate::demo::missed::Missed;
use crate::demo::stage::{Stage, carrying, employee, last, ours};

/// "Sun-flower9" as it comes out with the Russian layout still on.
const WRONG_LAYOUT: &str = "Ыгт-адщцук9";

pub(super) fn two_portals(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        for house in stage.portals.both() {
            let people = house.portal.desk().state()?.users.len();
            stage.tell(format!(
                "{} answers at {} with {people} employees; its desk is {}.",
                house.name,
                house.portal.url(),
                house.portal.desk_url()
            ));
        }
        stage.tell(format!("This phone keeps its data in {}.", stage.folder.path().display()));
        let rows = stage.portico.accounts_list().accounts.len();
        stage.check("The phone knows no account yet.", rows == 0)
    })
}

pub(super) fn anna_on_alfa(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let before = last(&stage.portals.alfa);
        let address = stage.portals.alfa.portal.url().to_owned();
        let at = stage.portico.sign_in_start(Start::Address(address)).await?;
        stage.check("Alfa is a portal, and login and password are asked for.", at.step == Step::Credentials)?;
        stage.tell(stage.portico.say_tries(&at.tries));

        let slip =
            Typed { login: Some(ANNA.login.to_owned()), password: Some(Secret::new(WRONG_LAYOUT)), ..Typed::default() };
        let warnings = stage.portico.sign_in_check(&at.id, slip.clone())?;
        stage.quote(&warnings.iter().map(|warning| warning.text.clone()).collect::<Vec<_>>());
        stage.check("The wrong layout is noticed before anything is sent.", !warnings.is_empty())?;

        stage.tell("Anna sends it all the same.");
        let at = stage.portico.sign_in_submit_credentials(&at.id, ANNA.login, Secret::new(WRONG_LAYOUT)).await?;
        stage.quote_problem(at.problem.as_ref());
        let refused = at.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::WrongCredentials);
        stage.check(
            "The portal refused it, and the login is still there.",
            refused && at.login.as_deref() == Some(ANNA.login),
        )?;
        let counted = employee(&stage.portals.alfa, ANNA.login)?.attempts;
        let same = at.tries.spent == 1 && counted == 1;
        stage.check(format!("The phone counts {} try, the portal {counted}.", at.tries.spent), same)?;
        let warnings = stage.portico.sign_in_check(&at.id, slip)?;
        let known = warnings.iter().any(|warning| warning.code == "same_as_refused");
        stage.check("The same text again would be called by its name.", known)?;

        let before_right = last(&stage.portals.alfa);
        let at = stage.portico.sign_in_submit_credentials(&at.id, ANNA.login, Secret::new(ANNA.password)).await?;
        stage.anna_alfa = account(&at.step)?;
        let row = stage.row(&stage.anna_alfa)?;
        stage.check(format!("{} is signed in.", row.name), row.state == AccountState::SignedIn)?;
        let sent = ours(&stage.portals.alfa, before_right);
        stage.check("One request was enough for it.", sent.len() == 1)?;
        let anna = employee(&stage.portals.alfa, ANNA.login)?;
        let kept = anna.app_passwords.first().map(|kept| kept.comment.clone()).unwrap_or_default();
        let given = anna.app_passwords.len() == 1 && anna.attempts == 0;
        stage.check(
            format!("The portal gave this phone a password of its own (\"{kept}\") and set its count to 0."),
            given,
        )?;
        let id = stage.profile(&stage.anna_alfa).await?;
        stage.check(format!("A call goes through: Anna is employee {id}."), id == anna.id.to_string())?;
        let typed = carrying(&ours(&stage.portals.alfa, before), Credential::LoginPassword);
        stage.check("Her own password left the phone only when she sent it.", typed == 2)
    })
}

pub(super) fn beta(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let at = stage.type_password(&stage.portals.beta, &ANNA_BETA).await?;
        stage.anna_beta = account(&at.step)?;
        let at = stage.type_password(&stage.portals.beta, &CLARA).await?;
        let Step::SecondFactor { challenge, backup_codes, .. } = at.step else {
            return Err(Missed(format!("Clara should be asked for a code, but {:?}", at.step)));
        };
        let either = if backup_codes { ", and a backup code would do too" } else { "" };
        stage.tell(format!("Clara's password is right; a code is asked for{either}."));
        let otp = employee(&stage.portals.beta, CLARA.login)?.otp;
        let code = otp.map(|otp| otp.current_code).ok_or_else(|| Missed("Clara has no authenticator".to_owned()))?;
        // As people type it.
        let (first, second) = code.split_at_checked(3).unwrap_or((&code, ""));
        let typed = Secret::new(format!("{first} {second}"));
        let at = stage.portico.sign_in_submit_code(&at.id, &challenge, typed).await?;
        stage.clara_beta = account(&at.step)?;
        let rows = stage.portico.accounts_list().accounts;
        stage.quote(&rows.iter().map(crate::talk::account_line).collect::<Vec<_>>());
        let all_in = rows.len() == 3 && rows.iter().all(|row| row.state == AccountState::SignedIn);
        stage.check("One phone, two portals, three accounts, all signed in.", all_in)?;
        for id in [stage.anna_alfa.clone(), stage.anna_beta.clone(), stage.clara_beta.clone()] {
            stage.profile(&id).await?;
        }
        let logs = stage.portals.both().map(|house| devices(&ours(house, 0)));
        let apart = logs.iter().flatten().count() == 3;
        stage.check("Each account shows itself to its portal under a device id of its own.", apart)
    })
}

fn devices(requests: &[portico_portal::LoggedRequest]) -> std::collections::BTreeSet<String> {
    requests.iter().filter_map(|request| request.device.clone()).collect()
}

/// The account a finished sign-in became.
pub(super) fn account(step: &Step) -> Result<String, Missed> {
    if let Step::Done { account } = step {
        return Ok(account.clone());
    }
    Err(Missed(format!("the sign-in should be done, but {step:?}")))
}
