//! A rule about addresses: whom it keeps out, and why the event log shows sign-ins from elsewhere all the same.

use portico::records::{AccountState, HistorySource, OutsideReason, Reason};
use portico_portal::Credential;
use serde_json::json;

use crate::demo::act::Playing;
use crate::demo::company::{ANNA, BORIS};
use crate::demo::stage::{Stage, carrying, last, ours};
use crate::talk::entry_lines;

const HOUR: u32 = 60 * 60;
/// Where Alfa sees Anna's phone while she travels, and a program that acts for Boris.
const CAFE: &str = "203.0.113.9";
const PROGRAM: &str = "198.51.100.7";

pub(super) fn kept_out(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let id = stage.anna_alfa.clone();
        let desk = stage.portals.alfa.portal.desk();
        stage.tell(format!("Anna, who administers Alfa, travels: Alfa sees her phone at {CAFE}."));
        desk.seen_as(Some(CAFE))?;
        stage.later(HOUR)?;
        stage.profile(&id).await?;
        let desk = stage.portals.alfa.portal.desk();
        desk.integration(BORIS.login, "profile", PROGRAM)?;
        stage.tell(format!("A program connected to Alfa acts for {}, from {PROGRAM}.", BORIS.name));
        desk.patch_switches(&json!({"P2": "403_after_sign_in"}))?;
        desk.put_ip_rules(&office())?;
        stage.later(2 * HOUR)?;
        stage.tell("Then a colleague allows the office's addresses only. Two hours later Anna's app makes a call.");
        let before = last(&stage.portals.alfa);
        let failed = stage.profile(&id).await.is_err();
        stage.stops += refusals(stage, before);
        let row = stage.row(&id)?;
        stage.quote_problem(row.problem.as_ref());
        let blocked = row.state == AccountState::Blocked && row.reason == Some(Reason::IpRule);
        stage.check("The account is blocked by the rule, and says from where Alfa saw it.", failed && blocked)?;
        let before = last(&stage.portals.alfa);
        let calls = stage.twenty_calls(&id).await;
        stage.calls_while_stopped += calls.len();
        let asked = ours(&stage.portals.alfa, before).len();
        stage.check("Twenty more calls do not ask Alfa again.", asked == 0 && calls.iter().all(Result::is_err))?;

        stage.later(HOUR)?;
        stage.portals.alfa.portal.desk().seen_as(None)?;
        stage.tell("Anna is back in the office, and checks.");
        let checked = stage.portico.session_check(&id, false).await?;
        let typed = carrying(&ours(&stage.portals.alfa, before), Credential::LoginPassword);
        let works = checked.state == AccountState::SignedIn && typed == 0;
        stage.check("She works on: everything was kept, nothing was typed, no try was spent.", works)
    })
}

pub(super) fn event_log(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let entries = stage.portico.history_list(&stage.anna_alfa, Some(&office())).await?;
        let outside: Vec<_> = entries
            .into_iter()
            .filter(|entry| entry.source == HistorySource::Portal && entry.inside_allowed == Some(false))
            .collect();
        stage.tell("As an administrator she looks at the history, with the allowed addresses filled in.");
        stage.quote(&outside.iter().flat_map(entry_lines).collect::<Vec<_>>());
        for (reason, said) in [
            (OutsideReason::RestOnBehalf, "a program acted on behalf of an employee"),
            (OutsideReason::MobileApp, "an app was signed in before there was a rule"),
            (OutsideReason::NoticeYetSuccess, "she was told about the rule, and yet there is a success"),
        ] {
            let told = outside.iter().any(|entry| entry.reason == Some(reason));
            stage.check(format!("The article's reason is named at its entry: {said}."), told)?;
        }
        let entries = stage.portico.history_list(&stage.boris_alfa, None).await?;
        let unreadable = entries.iter().find(|entry| entry.event == "event_log_unreadable");
        let problem = unreadable.and_then(|entry| entry.problem.as_ref());
        stage.quote_problem(problem);
        stage.check("Boris, who is no administrator, is told so, and sees what this phone did.", problem.is_some())?;
        stage.portals.alfa.portal.desk().put_ip_rules(&[])?;
        stage.portals.alfa.portal.desk().patch_switches(&json!({"P2": "403"}))?;
        let anna = stage.row(&stage.anna_alfa)?;
        stage.check("Reading changed nothing.", anna.login == ANNA.login && anna.state == AccountState::SignedIn)
    })
}

/// The addresses the rule allows: this machine is the office.
fn office() -> [String; 2] {
    ["127.0.0.1".to_owned(), "::1".to_owned()]
}

/// Stored passwords that Alfa met with anything but a sign-in since then.
fn refusals(stage: &Stage, after: u64) -> usize {
    let sent = ours(&stage.portals.alfa, after);
    sent.iter().filter(|it| it.credential == Credential::AppPassword && it.status != Some(200)).count()
}
