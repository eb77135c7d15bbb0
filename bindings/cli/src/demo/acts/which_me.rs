//! Who am I here? The map of logins.

use portico::records::ProblemCode;
use portico::secret::Secret;
use portico::{About, Start};
use portico_portal::Credential;

use super::arrive::account;
use crate::demo::act::Playing;
use crate::demo::company::{BORIS, BORIS_BETA};
use crate::demo::stage::{Stage, carrying, last, ours};
use crate::demo::topics::Topic;
use crate::talk::map_lines;

pub(super) fn not_in_portal(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let beta = stage.portals.beta.portal.url().to_owned();
        stage.tell(format!(
            "Boris is {} on Alfa and {} on Beta. The next time he types, and mixes them up.",
            BORIS.login, BORIS_BETA.login
        ));
        let at = stage.portico.sign_in_start(Start::Address(beta)).await?;
        let at =
            stage.portico.sign_in_submit_credentials(&at.id, BORIS.login, Secret::new(BORIS_BETA.password)).await?;
        let refused = at.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::WrongCredentials);
        stage.check("Beta does not know him as that, and refuses.", refused)?;
        let before = last(&stage.portals.beta);
        stage.tell("He opens the map at his own row of Beta:");
        let map = stage.portico.help_which_me(&About::Account(stage.boris_beta.clone()))?;
        stage.quote(&map_lines(&map));
        let asked = ours(&stage.portals.beta, before).len();
        let named = map.r#use.as_deref() == Some(BORIS_BETA.login);
        stage.check(
            "It shows who is who on which portal and which login to use, without asking anybody.",
            named && asked == 0,
        )?;
        let at = stage
            .portico
            .sign_in_submit_credentials(&at.id, BORIS_BETA.login, Secret::new(BORIS_BETA.password))
            .await?;
        let same = account(&at.step)? == stage.boris_beta;
        let typed = carrying(&ours(&stage.portals.beta, before), Credential::LoginPassword);
        stage.check("With the login from the map he is in: the account this phone already had.", same && typed == 1)?;
        stage.tell("On a portal that knows none of his logins, this is said:");
        stage.quote_topic(Topic::S8)
    })
}

pub(super) fn two_profiles(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        stage.quote_topic(Topic::S11)?;
        let map = stage.portico.help_which_me(&About::Account(stage.anna_beta.clone()))?;
        stage.quote(&map_lines(&map));
        let anna = map.portal_profiles.iter().filter(|row| row.name == "Anna Berg").count();
        stage.check(format!("Anna has {anna} employee profiles here, one for each portal."), anna == 2)?;
        let honest = map.network.known == map.network.login.is_some();
        stage.check("Of the Network profile only what this phone can know is said.", honest && !map.network.known)
    })
}
