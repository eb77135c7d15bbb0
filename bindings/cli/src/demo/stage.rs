//! What the acts of the tour play on: the portals, the core, and the means to look and to check.

use std::path::PathBuf;
use std::sync::Arc;

use portico::records::{Account, Problem, SignIn, Step};
use portico::secret::Secret;
use portico::{CallError, Portico, Start};
use portico_portal::desk::UserState;
use portico_portal::{Credential, LoggedRequest};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::company::{House, Person, Portals};
use super::folder::Folder;
use super::missed::Missed;
use super::other_phone;
use super::story_clock::StoryClock;
use super::topics::Topic;
use crate::say;
use crate::setup::Setup;
use crate::talk::problem_lines;

/// Everything the acts share.
pub(super) struct Stage {
    pub(super) portals: Portals,
    pub(super) folder: Folder,
    pub(super) setup: Setup,
    pub(super) clock: Arc<StoryClock>,
    pub(super) portico: Portico,
    /// Account ids by what they stand for, filled by the acts that sign in.
    pub(super) anna_alfa: String,
    pub(super) anna_beta: String,
    pub(super) clara_beta: String,
    pub(super) boris_alfa: String,
    pub(super) boris_beta: String,
    /// Boris's way to a new password, from its first mail on.
    pub(super) recovery: String,
    /// Checks that held.
    pub(super) checks: u32,
    /// Times the program rightly sent a stored password once and learned that it must stop.
    pub(super) stops: usize,
    /// Calls made while it had stopped.
    pub(super) calls_while_stopped: usize,
}

impl Stage {
    /// One sentence of the story.
    #[expect(clippy::unused_self, reason = "acts tell everything through the stage")]
    pub(super) fn tell(&self, text: impl AsRef<str>) {
        say::line(format!("   {}", text.as_ref()));
    }

    /// Several lines of a record, set off from the story.
    pub(super) fn quote(&self, lines: &[String]) {
        lines.iter().for_each(|line| self.tell(format!("| {line}")));
    }

    /// A fact that must hold. It is printed only because it does.
    pub(super) fn check(&mut self, fact: impl AsRef<str>, holds: bool) -> Result<(), Missed> {
        if !holds {
            return Err(Missed(format!("it should be so, but is not: {}", fact.as_ref())));
        }
        self.checks += 1;
        say::line(format!("   ✓ {}", fact.as_ref()));
        Ok(())
    }

    /// The account's row.
    pub(super) fn row(&self, id: &str) -> Result<Account, Missed> {
        let found = self.portico.accounts_list().accounts.into_iter().find(|row| row.id == id);
        found.ok_or_else(|| Missed(format!("the account {id} is not in the list")))
    }

    /// A problem, as the app shows it.
    pub(super) fn quote_problem(&self, problem: Option<&Problem>) {
        problem.iter().for_each(|problem| self.quote(&problem_lines(problem)));
    }

    /// A topic of the article, as the app explains it.
    pub(super) fn quote_topic(&self, topic: Topic) -> Result<(), Missed> {
        self.quote_problem(Some(&self.portico.help_topic(&topic.name())?));
        Ok(())
    }

    /// Signs in as a person would, until the step after the password.
    pub(super) async fn type_password(&self, house: &House, person: &Person) -> Result<SignIn, Missed> {
        let at = self.portico.sign_in_start(Start::Address(house.portal.url().to_owned())).await?;
        if at.step != Step::Credentials {
            return Err(Missed(format!("{} should ask for login and password, but {:?}", house.name, at.step)));
        }
        Ok(self.portico.sign_in_submit_credentials(&at.id, person.login, Secret::new(person.password)).await?)
    }

    /// Time passes, for the phone and both portals alike.
    pub(super) fn later(&self, seconds: u32) -> Result<(), Missed> {
        self.clock.advance(seconds);
        for house in self.portals.both() {
            house.portal.desk().advance(i64::from(seconds))?;
        }
        Ok(())
    }

    /// Calls `profile` once, and gives the employee's number.
    pub(super) async fn profile(&self, account: &str) -> Result<String, CallError> {
        let result = self.portico.session_call(account, "profile", json!({})).await?;
        Ok(result.get("ID").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).unwrap_or_default())
    }

    /// Twenty calls at once, as a busy app makes them.
    pub(super) async fn twenty_calls(&self, account: &str) -> Vec<Result<Value, CallError>> {
        let mut calls = JoinSet::new();
        for _ in 0..20 {
            let (portico, account) = (self.portico.clone(), account.to_owned());
            calls.spawn(async move { portico.session_call(&account, "profile", json!({})).await });
        }
        calls.join_all().await
    }

    /// The same program, ended and started again on its folder.
    pub(super) async fn restart(&mut self) -> Result<(), Missed> {
        self.portico.close().await;
        // Another path to the same folder, so that the core cannot hand back what is still open in this process.
        let name = self.folder.path().file_name().unwrap_or_default();
        let path: PathBuf = self.folder.path().join("..").join(name);
        self.portico = self.setup.again(path).open().await?;
        Ok(())
    }
}

/// The number of the portal's last request.
pub(super) fn last(house: &House) -> u64 {
    house.portal.desk().requests(0).last().map_or(0, |request| request.n)
}

/// Our own requests since then, from the portal's log.
pub(super) fn ours(house: &House, after: u64) -> Vec<LoggedRequest> {
    let mut requests = house.portal.desk().requests(after);
    requests.retain(|request| request.device.as_deref() != Some(other_phone::DEVICE));
    requests
}

/// How many of them carried this kind of credential.
pub(super) fn carrying(requests: &[LoggedRequest], credential: Credential) -> usize {
    requests.iter().filter(|request| request.credential == credential).count()
}

/// What the portal knows of an employee.
pub(super) fn employee(house: &House, login: &str) -> Result<UserState, Missed> {
    let found = house.portal.desk().state()?.users.into_iter().find(|user| user.login == login);
    found.ok_or_else(|| Missed(format!("{} has no employee {login}", house.name)))
}

/// The problem of a failed call.
pub(super) fn problem(error: &CallError) -> Option<&Problem> {
    if let CallError::CallFailed { problem } = error { Some(problem) } else { None }
}
