//! A lockout made by another device, and the way out of it.

use portico::Start;
use portico::records::{AccountState, CaptchaSecret, ProblemCode, Step};
use portico_portal::Credential;

use super::arrive::account;
use crate::demo::act::Playing;
use crate::demo::company::{ANNA, House};
use crate::demo::missed::Missed;
use crate::demo::other_phone::OtherPhone;
use crate::demo::stage::{Stage, carrying, employee, last, ours, problem};
use crate::say;
use crate::talk::draw;

/// A session lives 24 minutes after the last action (F7).
const LONGER_THAN_A_SESSION: u32 = 25 * 60;
/// The old phone gives up some time too, in case a portal never locks out.
const PATIENCE: u32 = 100;

pub(super) fn old_phone(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let alfa = &stage.portals.alfa;
        let phone = OtherPhone::at(alfa, ANNA.login, "Spring-time2019")?;
        let mut sent = 0;
        while !employee(alfa, ANNA.login)?.locked_out && sent < PATIENCE {
            phone.tries().await?;
            sent += 1;
        }
        let anna = employee(alfa, ANNA.login)?;
        stage.tell(format!("It sent the stale password {sent} times."));
        stage.check(
            format!("Alfa counts {} wrong tries: Anna is locked out, on all her devices.", anna.attempts),
            anna.locked_out,
        )?;
        let spent = stage.row(&stage.anna_alfa)?.tries.spent;
        stage.check(format!("This phone spent {spent} of them."), spent == 0)
    })
}

pub(super) fn locked_out(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        stage.later(LONGER_THAN_A_SESSION)?;
        stage.tell("25 minutes later the session has ended. The app makes a call.");
        let before = last(&stage.portals.alfa);
        let Err(error) = stage.profile(&stage.anna_alfa).await else {
            return Err(Missed("the call should fail, but went through".to_owned()));
        };
        stage.quote_problem(problem(&error));
        let picture = problem(&error).is_some_and(|problem| problem.code == ProblemCode::CaptchaForStored);
        stage.check("The call says why: the portal wants the characters in a picture.", picture)?;
        let row = stage.row(&stage.anna_alfa)?;
        stage.check(
            "The account waits for a picture; nothing of it was thrown away.",
            row.state == AccountState::CaptchaNeeded,
        )?;
        let sent = carrying(&ours(&stage.portals.alfa, before), Credential::AppPassword);
        stage.stops += 1;
        stage.check("The saved password was sent once to find that out.", sent == 1)?;
        let counted = employee(&stage.portals.alfa, ANNA.login)?.attempts;
        stage.tell(format!(
            "Alfa counts even that one, since no picture came with it: {counted} now. So one must be all."
        ));
        Ok(())
    })
}

pub(super) fn twenty_calls(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let (before, counted) = (last(&stage.portals.alfa), employee(&stage.portals.alfa, ANNA.login)?.attempts);
        let answers = stage.twenty_calls(&stage.anna_alfa).await;
        stage.calls_while_stopped += answers.len();
        let told = answers.iter().filter(|answer| {
            answer.as_ref().err().and_then(problem).is_some_and(|problem| problem.code == ProblemCode::CaptchaForStored)
        });
        let told = told.count();
        stage.check(format!("{told} of {} calls say at once what is needed.", answers.len()), told == answers.len())?;
        let sent = carrying(&ours(&stage.portals.alfa, before), Credential::AppPassword);
        stage.check(format!("The saved password was sent {sent} times meanwhile."), sent == 0)?;
        let now = employee(&stage.portals.alfa, ANNA.login)?.attempts;
        stage.check(format!("Alfa's count stays at {now}."), now == counted)
    })
}

pub(super) fn picture(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let before = last(&stage.portals.alfa);
        let (counted, kept) = {
            let anna = employee(&stage.portals.alfa, ANNA.login)?;
            (anna.attempts, anna.app_passwords)
        };
        let at = stage.portico.sign_in_start(Start::Account(stage.anna_alfa.clone())).await?;
        let Step::Captcha { challenge, secret, password_needed, other_ways, .. } = at.step else {
            return Err(Missed(format!("a picture should be asked for, but {:?}", at.step)));
        };
        stage.check(
            "Only the picture is asked for: the saved password is kept.",
            secret == CaptchaSecret::Stored && !password_needed,
        )?;
        let without: Vec<String> =
            other_ways.iter().filter(|way| !way.needs_picture).map(|way| way.text.clone()).collect();
        stage.quote(&without);
        stage.check("There are ways out for who cannot read pictures.", !without.is_empty())?;

        let at = stage.portico.sign_in_refresh_captcha(&at.id, &challenge).await?;
        let Step::Captcha { challenge, .. } = at.step else {
            return Err(Missed(format!("another picture should be asked for, but {:?}", at.step)));
        };
        let now = employee(&stage.portals.alfa, ANNA.login)?.attempts;
        stage.check("Another picture is free.", now == counted)?;

        let picture = stage.portico.sign_in_captcha_picture(&at.id, &challenge).await?;
        if let Some(text) = draw(&picture, say::columns().min(80), say::colours()) {
            say::raw(&text);
        }
        let word = read(&stage.portals.alfa, before)?;
        stage.tell(format!("Anna reads it as {word} (the tour asks Alfa's desk instead of reading)."));
        let at = stage.portico.sign_in_submit_captcha(&at.id, &challenge, &word, None).await?;
        stage.quote_problem(at.problem.as_ref());
        let same = account(&at.step)? == stage.anna_alfa;
        stage.check("Signed in again, the same account.", same)?;
        let sent = ours(&stage.portals.alfa, before);
        let typed = carrying(&sent, Credential::LoginPassword);
        stage.check("Anna typed no password for it.", typed == 0 && carrying(&sent, Credential::AppPassword) == 1)?;
        let anna = employee(&stage.portals.alfa, ANNA.login)?;
        stage.check(
            "It is still the same saved password, and Alfa's count is 0.",
            anna.app_passwords == kept && anna.attempts == 0,
        )?;
        stage.profile(&stage.anna_alfa).await?;
        stage.check("Calls go through again.", stage.row(&stage.anna_alfa)?.state == AccountState::SignedIn)
    })
}

/// The word under the very picture that the core fetched last: the portal's log says which that was.
fn read(house: &House, since: u64) -> Result<String, Missed> {
    let fetched = ours(house, since).into_iter().rev().find_map(|request| sid(&request.path).map(str::to_owned));
    let fetched = fetched.ok_or_else(|| Missed("no picture was fetched".to_owned()))?;
    Ok(house.portal.desk().captcha_word(&fetched)?)
}

fn sid(path: &str) -> Option<&str> {
    path.split(['?', '&']).find_map(|field| field.strip_prefix("captcha_sid="))
}
