//! A forgotten password: the mail, its wait, the link of the last mail, the new password, and on with the sign-in (I, P35, P36).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

mod kept;
mod lost;
mod mails;
mod pictures;
mod refused;
mod typed;

use portico::Portico;
use portico::records::{ProblemCode, Recovery};
use portico::secret::Secret;
use portico_portal::Portal;
use serde_json::Value;

const NEW: &str = "Moon-flower77";

async fn start(app: &Portico, portal: &Portal) -> Recovery {
    app.recovery_start(portal.url(), "anna").await.unwrap()
}

async fn give(app: &Portico, at: &Recovery, checkword: &str, password: &str) -> Recovery {
    app.recovery_submit(&at.id, Secret::from(checkword), Secret::from(password)).await.unwrap()
}

fn code(at: &Recovery) -> Option<ProblemCode> {
    at.problem.as_ref().map(|problem| problem.code)
}

/// The link of the nth mail with one.
fn link(portal: &Portal, nth: usize) -> String {
    portal.desk().mails().into_iter().filter_map(|mail| mail.link).nth(nth).unwrap()
}

fn checkword(portal: &Portal, nth: usize) -> String {
    let link = link(portal, nth);
    link.split("USER_CHECKWORD=").nth(1).unwrap().split('&').next().unwrap().to_owned()
}

fn mails(portal: &Portal) -> usize {
    portal.desk().mails().into_iter().filter(|mail| mail.link.is_some()).count()
}

fn posts(portal: &Portal) -> usize {
    portal.desk().requests(0).iter().filter(|request| request.path.starts_with("/auth/")).count()
}

fn actions(at: &Recovery) -> Vec<(String, Value)> {
    let steps = at.problem.iter().flat_map(|problem| &problem.steps).filter_map(|step| step.action.as_ref());
    steps.map(|action| (action.kind.clone(), serde_json::to_value(&action.args).unwrap())).collect()
}

fn switch(portal: &Portal, switches: Value) {
    portal.desk().patch_switches(&switches).unwrap();
}
