//! A folder with a bystander in it, on which the program is killed, and what must be true of it afterwards.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use portico::clock::ManualClock;
use portico::records::{Account, AccountState, ProblemCode, Reason, RecoveryStage, SignIn, Step};
use portico::secret::Secret;
use portico::transport::ExtraRoot;
use portico::vault::file::FileVault;
use portico::vault::folder_scope;
use portico::{Config, Portico, Start};
use portico_behaviour::hunt::Canary;
use portico_behaviour::program::{Program, stored_password, text, witnessed};
use portico_behaviour::steps::{employee, patch};
use portico_behaviour::{
    PASSWORD, account, captcha, copy_folder, documents_in, done, files_under, portal, sent, sign_in, word,
};
use portico_portal::desk::OtpState;
use portico_portal::{Employee, Portal};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::stories::{RECOVERED, Story};

/// The employee nothing happens to.
const BYSTANDER: &str = "zoe";

/// One thread's portal, and a folder in which the bystander has signed in.
pub(super) struct Worker {
    runtime: Runtime,
    portal: Portal,
    template: TempDir,
}

impl Worker {
    pub(super) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let template = TempDir::new().unwrap();
        let portal = runtime.block_on(async {
            let portal = portal(&[BYSTANDER]).await;
            let app = open(&portal, &template.path().join("data")).await;
            sign_in(&app, &portal, BYSTANDER).await;
            app.close().await;
            portal
        });
        Self { runtime, portal, template }
    }
}

async fn open(portal: &Portal, data: &Path) -> Portico {
    let vault = FileVault::new(data.join("vault"), folder_scope(data).unwrap());
    let roots = vec![ExtraRoot { pem: portal.ca_pem().unwrap().to_owned(), origins: vec![portal.url().to_owned()] }];
    let clock = ManualClock::new();
    // What a killed program had under way, or in memory, is lost by now, not waited for.
    clock.advance(Duration::from_secs(360));
    let config = Config::new(data, Arc::new(vault), tokio::runtime::Handle::current());
    Portico::open(Config { extra_roots: roots, clock: Arc::new(clock), ..config }).await.unwrap()
}

/// One folder, to be killed on once.
pub(super) struct Ground<'a> {
    worker: &'a Worker,
    folder: TempDir,
    at: u64,
    /// Who signs in.
    pub(super) login: String,
    /// The link of the invitation, or the one that signs in, where the story has one.
    pub(super) link: String,
    /// The account, where it is there before.
    pub(super) account: String,
    before: Option<Value>,
}

impl<'a> Ground<'a> {
    pub(super) fn prepare(worker: &'a Worker, story: Story, at: u64) -> Self {
        let folder = TempDir::new().unwrap();
        let (login, link) = newcomer(&worker.portal, story, at);
        let mut ground = Self { worker, folder, at, login, link, account: String::new(), before: None };
        if story != Story::First {
            copy_folder(&worker.template.path().join("data"), &ground.data());
        }
        if story == Story::Picture {
            patch(&worker.portal, &ground.login, json!({"attempts": 10}));
        }
        if story.has_account() {
            ground.account = worker.runtime.block_on(async {
                let app = open(&worker.portal, &ground.data()).await;
                let account = sign_in(&app, &worker.portal, &ground.login).await;
                app.close().await;
                account.id
            });
            ground.before = ground.document(&ground.account);
        }
        match story {
            Story::Code => patch(&worker.portal, &ground.login, json!({"otp": {"type": "totp"}})),
            Story::StoredPicture => patch(&worker.portal, &ground.login, json!({"attempts": 10})),
            Story::Link => {
                let given = worker.portal.desk().hash(&ground.login, "preset_task", None).unwrap();
                ground.link = text(&given, "/link");
            }
            Story::First
            | Story::SignIn
            | Story::Again
            | Story::Picture
            | Story::Reset
            | Story::SignOut
            | Story::Delete
            | Story::Recovery
            | Story::Invitation
            | Story::Renewal => {}
        }
        worker.portal.desk().clear_requests();
        ground
    }

    pub(super) fn portal(&self) -> &str {
        self.worker.portal.url()
    }

    /// The link of the newest mail to this employee.
    pub(super) fn mailed(&self) -> String {
        let mails = self.worker.portal.desk().mails().into_iter().rev();
        mails.filter(|mail| mail.login == self.login).find_map(|mail| mail.link).unwrap()
    }

    /// The newest picture's word.
    pub(super) fn word(&self) -> String {
        word(&self.worker.portal)
    }

    /// What the device shows now.
    pub(super) fn code(&self) -> String {
        self.otp().current_code
    }

    /// Her one-time device, or the ten codes for when it is lost.
    fn otp(&self) -> OtpState {
        employee(&self.worker.portal, &self.login).otp.unwrap()
    }

    pub(super) fn start(&self, environment: &[(&str, String)]) -> Program {
        let witness = ("PORTICO_WITNESS", self.witness().to_string_lossy().into_owned());
        let environment = [environment, &[witness]].concat();
        let ca = self.worker.portal.ca_file().unwrap();
        Program::start(env!("CARGO_BIN_EXE_portico-under-fire"), &self.data(), ca, &self.log_file(), &environment)
    }

    /// What the program said on standard error.
    pub(super) fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn witness(&self) -> PathBuf {
        self.folder.path().join("witness")
    }

    fn document(&self, account: &str) -> Option<Value> {
        let file = self.data().join(format!("device/accounts/{account}.json"));
        serde_json::from_slice(&std::fs::read(file).ok()?).ok()
    }

    /// Everything that must hold, whenever the program was killed.
    ///
    /// Gives how it was found: the step of a sign-in, the state of the account, or nothing.
    pub(super) fn examine(&self, story: Story) -> String {
        self.no_secret_in_any_file("as it was left");
        let tombstone = self.data().join(format!("device/tombstones/{}.json", self.account)).exists();
        let sends = sent(&self.worker.portal, "app_password");
        let sends_of_hash = sent(&self.worker.portal, "hash");
        let passwords = sent(&self.worker.portal, "login_password");
        self.worker.runtime.block_on(async {
            std::fs::create_dir_all(self.folder.path().join("reopened")).unwrap();
            let app = open(&self.worker.portal, &self.folder.path().join("reopened/../data")).await;
            // The sweep of keys that nobody names runs by itself; closing waits for it.
            app.close().await;
            self.agrees(&app);
            let mine = self.mine(&app);
            let how = how(mine.as_ref(), &app.sign_in_list(), !self.on_shelf("recoveries").is_empty());
            match story {
                Story::First | Story::SignIn | Story::Picture => {
                    if mine.is_none() {
                        self.remembers(&app, passwords);
                    }
                    self.resumes_or_is_there(&app, mine).await;
                }
                Story::Again => self.has_the_old_secret_or_the_new_one(&app, &mine.unwrap()).await,
                Story::Recovery => self.recovers(&app, mine).await,
                Story::Invitation => self.is_invited_or_there(&app, mine).await,
                Story::Code => {
                    self.resumes_or_is_there(&app, mine).await;
                    let kept = employee(&self.worker.portal, &self.login).app_passwords.len();
                    assert_eq!(kept, 1, "E2, E3: one application password, and it is kept here: {}", self.at);
                    assert!(self.mine(&app).is_some_and(|row| row.problem.is_none()), "killed at {}", self.at);
                }
                Story::StoredPicture => self.keeps_its_secret(&app, &mine.unwrap()).await,
                Story::Reset => self.is_signed_in_or_cleared(&app, &mine.unwrap(), Reason::Reset).await,
                Story::SignOut => self.is_signed_in_or_cleared(&app, &mine.unwrap(), Reason::SignedOut).await,
                Story::Link => self.is_there_or_asks_for_the_link(&app, mine, sends_of_hash).await,
                Story::Delete => {
                    assert!(!(tombstone && mine.is_some()), "a deletion that began is finished: {}", self.at);
                    self.is_whole_or_gone(&app, mine).await;
                }
                Story::Renewal => {
                    assert!(sends <= 1, "one send before the kill: {}", self.at);
                    assert_eq!(mine.unwrap().state, AccountState::SignedIn, "{}", self.at);
                    assert_eq!(self.sealed(), self.before.as_ref().unwrap().get("sealed").cloned(), "{}", self.at);
                    app.session_call(&self.account, "profile", json!({})).await.unwrap();
                    assert!(sent(&self.worker.portal, "app_password") <= sends + 1, "a new call sends once");
                }
            }
            app.close().await;
            self.agrees(&app);
            self.no_secret_in_any_file("at the end");
            how
        })
    }

    fn mine(&self, app: &Portico) -> Option<Account> {
        let mut rows = app.accounts_list().accounts;
        rows.retain(|row| row.login == self.login);
        assert!(rows.len() <= 1, "no account twice, killed at {}: {rows:#?}", self.at);
        rows.pop()
    }

    fn sealed(&self) -> Option<Value> {
        self.document(&self.account)?.get("sealed").cloned()
    }

    /// Rows, documents, keys and unfinished sign-ins belong together, and the bystander noticed nothing.
    fn agrees(&self, app: &Portico) {
        let at = self.at;
        let rows = app.accounts_list().accounts;
        let ids: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
        assert_eq!(ids.len(), rows.len(), "killed at {at}");
        assert_eq!(self.on_shelf("accounts"), ids, "no orphan document, no row without one: killed at {at}");
        let open: BTreeSet<String> = app.sign_in_list().into_iter().filter(unfinished).map(|open| open.id).collect();
        assert_eq!(self.on_shelf("sign_ins"), open, "killed at {at}");
        assert_eq!(self.on_shelf("tombstones"), BTreeSet::new(), "killed at {at}");
        let documents = documents_in(&self.data());
        assert!(!documents.keys().any(|name| name.to_string_lossy().contains(".tmp")), "killed at {at}: {documents:?}");
        let (mut named, mut sealed) = (BTreeSet::from(["installation".to_owned()]), BTreeSet::new());
        for bytes in documents.values() {
            let doc: Value = serde_json::from_slice(bytes).unwrap();
            if let Some(entry) = doc.get("entry").and_then(Value::as_str) {
                named.insert(entry.to_owned());
                sealed.extend(doc.get("sealed").map(|_| entry.to_owned()));
            }
        }
        let kept = self.vault();
        assert!(kept.is_subset(&named), "a key that nobody names, killed at {at}: {kept:?} {named:?}");
        assert!(sealed.is_subset(&kept), "a secret without its key, killed at {at}: {sealed:?} {kept:?}");
        let Some(zoe) = rows.iter().find(|row| row.login == BYSTANDER) else {
            assert!(self.login.starts_with("first"), "the bystander is there: killed at {at}");
            return;
        };
        assert_eq!(zoe.state, AccountState::SignedIn, "killed at {at}");
        let file = PathBuf::from(format!("device/accounts/{}.json", zoe.id));
        let original = documents_in(&self.worker.template.path().join("data"));
        assert_eq!(documents.get(&file), original.get(&file), "the bystander's bytes: killed at {at}");
    }

    fn on_shelf(&self, shelf: &str) -> BTreeSet<String> {
        let files = files_under(&self.data().join("device").join(shelf));
        files.iter().filter_map(|file| Some(file.file_name()?.to_str()?.trim_end_matches(".json").to_owned())).collect()
    }

    fn vault(&self) -> BTreeSet<String> {
        let files = files_under(&self.data().join("vault"));
        let names = files.iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
        names.filter(|name| !name.contains('.')).collect()
    }

    /// Q14: signed in whole, or the link is asked for again; it went out once at most, and not by the start that mends.
    async fn is_there_or_asks_for_the_link(&self, app: &Portico, mine: Option<Account>, before: usize) {
        assert!(before <= 1, "a hash is sent once, killed at {}", self.at);
        // Begun and not yet shown the link: it waits for an address, as one that was begun with nothing.
        let open = app.sign_in_list();
        let waits = open.iter().all(|open| matches!(open.step, Step::Address { .. }));
        assert!(waits && (open.is_empty() || mine.is_none()), "nothing is left half done, killed at {}", self.at);
        let account = match mine {
            Some(mine) => mine.id,
            None => {
                let open = app.sign_in_start(Start::Link(Secret::new(self.link.clone()))).await.unwrap();
                assert!(matches!(open.step, Step::ConfirmLink { .. }), "killed at {}: {open:?}", self.at);
                let open = app.sign_in_confirm_link(&open.id).await.unwrap();
                let there = matches!(open.step, Step::Done { .. });
                assert!(there || before == 1, "an unsent link still works, killed at {}: {open:?}", self.at);
                self.go_on(app, open).await
            }
        };
        assert_eq!(portico_behaviour::account(app, &account).login, self.login);
        app.session_call(&account, "profile", json!({})).await.unwrap();
    }

    /// A sign-in that has sent passwords goes on, and none of them is forgotten (R3, R12).
    fn remembers(&self, app: &Portico, passwords: usize) {
        let open = app.sign_in_list().into_iter().find(unfinished);
        let tries = open.as_ref().map_or(0, |open| open.tries.spent + open.tries.unanswered);
        assert!(passwords == 0 || open.is_some(), "{passwords} sent, and nothing goes on: killed at {}", self.at);
        assert!(tries as usize >= passwords, "{passwords} sent, {tries} remembered: killed at {}", self.at);
    }

    /// A sign-in of an account that is here: whatever became of it, the account has a secret that works once it is at its end.
    async fn has_the_old_secret_or_the_new_one(&self, app: &Portico, mine: &Account) {
        assert_eq!(mine.state, AccountState::SignedIn, "killed at {}", self.at);
        let mut open = app.sign_in_list();
        open.retain(unfinished);
        assert!(open.len() <= 1, "one sign-in was begun: {open:#?}");
        if let Some(open) = open.pop() {
            assert_eq!(self.go_on(app, open).await, mine.id, "the same row: killed at {}", self.at);
        }
        app.session_call(&mine.id, "profile", json!({})).await.unwrap();
        let kept = employee(&self.worker.portal, &self.login).app_passwords.len();
        assert_eq!(kept, 1, "E3: one device id, one application password: killed at {}", self.at);
    }

    async fn resumes_or_is_there(&self, app: &Portico, mine: Option<Account>) {
        let mut open = app.sign_in_list();
        open.retain(unfinished);
        assert!(open.len() <= 1, "one sign-in was begun: {open:#?}");
        let account_id = match (mine, open.pop()) {
            (Some(account), open) => {
                assert!(open.is_none(), "done, and still open: killed at {}", self.at);
                account.id
            }
            (None, Some(open)) => {
                if let Step::Captcha { password_needed, .. } = open.step {
                    assert!(password_needed, "nobody holds the password any more (Q3): killed at {}", self.at);
                }
                self.go_on(app, open).await
            }
            (None, None) => {
                let open = app.sign_in_start(Start::Address(self.portal().to_owned())).await.unwrap();
                self.go_on(app, open).await
            }
        };
        assert_eq!(account(app, &account_id).login, self.login);
        app.session_call(&account_id, "profile", json!({})).await.unwrap();
        assert!(self.mine(app).is_some());
    }

    /// From wherever the sign-in is to its end.
    async fn go_on(&self, app: &Portico, open: SignIn) -> String {
        let mut open = open;
        for _ in 0..8 {
            open = match open.step.clone() {
                Step::Address { .. } => app.sign_in_submit_address(&open.id, self.portal()).await.unwrap(),
                Step::Credentials => {
                    let password = Secret::new(PASSWORD);
                    app.sign_in_submit_credentials(&open.id, &self.login, password).await.unwrap()
                }
                Step::Captcha { .. } => {
                    let challenge = captcha(&open);
                    app.sign_in_captcha_picture(&open.id, &challenge).await.unwrap();
                    let password = Some(Secret::new(PASSWORD));
                    app.sign_in_submit_captcha(&open.id, &challenge, &self.word(), password).await.unwrap()
                }
                // The device's code of this moment may have been used before the kill; each of these works once.
                Step::SecondFactor { challenge, .. } => {
                    let code = Secret::new(self.otp().recovery_codes.swap_remove(0));
                    app.sign_in_submit_code(&open.id, &challenge, code).await.unwrap()
                }
                Step::Done { .. } => return done(&open),
                step @ (Step::ConfirmLink { .. } | Step::Moved { .. } | Step::Browser { .. } | Step::Cancelled) => {
                    unreachable!("{step:?}, killed at {}", self.at)
                }
            };
        }
        unreachable!("never done, killed at {}: {open:#?}", self.at)
    }

    /// Whatever was reached: the recovery is gone on with, and ends in the same account.
    async fn recovers(&self, app: &Portico, mine: Option<Account>) {
        if let Some(mine) = &mine {
            app.session_call(&mine.id, "profile", json!({})).await.unwrap();
        }
        let kept = self.on_shelf("recoveries").pop_first();
        let at = app.recovery_start(self.portal(), &self.login).await.unwrap();
        assert_eq!(at.stage, RecoveryStage::Sent, "killed at {}: {:?}", self.at, at.problem);
        assert!(kept.is_none_or(|kept| kept == at.id), "begun twice: killed at {}", self.at);
        let link = Secret::new(self.mailed());
        let at = app.recovery_submit(&at.id, link, Secret::from(RECOVERED)).await.unwrap();
        assert_eq!(at.stage, RecoveryStage::Done, "killed at {}: {:?}", self.at, at.problem);
        let again = done(&app.sign_in_get(&at.sign_in.unwrap()).unwrap());
        assert!(mine.is_none_or(|mine| mine.id == again), "the same row: killed at {}", self.at);
        assert_eq!(self.on_shelf("recoveries"), BTreeSet::new(), "killed at {}", self.at);
        assert!(self.mine(app).is_some());
    }

    /// Accepted or not, which the link still tells: the way on is open.
    async fn is_invited_or_there(&self, app: &Portico, mine: Option<Account>) {
        if mine.is_some() || app.sign_in_list().iter().any(unfinished) {
            return self.resumes_or_is_there(app, mine).await;
        }
        let at = app.invitation_open(Secret::from(self.link.as_str())).await.unwrap();
        match at.problem.as_ref().map(|problem| problem.code) {
            None => {
                let at = app.invitation_accept(&at.id, "Kill", "Me", Secret::from(PASSWORD)).await.unwrap();
                assert!(at.account.is_some(), "killed at {}: {at:?}", self.at);
            }
            used => assert_eq!(used, Some(ProblemCode::InvitationUsed), "killed at {}", self.at),
        }
        let mine = self.mine(app);
        self.resumes_or_is_there(app, mine).await;
    }

    /// All fields but those a reset may change are as they were.
    fn kept(&self) {
        // What happened is kept and goes on being written.
        let events = |doc: &Option<Value>| doc.as_ref().and_then(|doc| doc.get("history")?.as_array().cloned());
        let (then, now) = (events(&self.before).unwrap_or_default(), events(&self.document(&self.account)));
        assert!(now.unwrap_or_default().starts_with(&then), "killed at {}", self.at);
        let free = [
            "revision", "state", "reason", "problem", "entry", "sealed", "marks", "session", "target", "picture",
            "history",
        ];
        let without = |doc: Option<Value>| {
            let mut fields = doc.unwrap().as_object().unwrap().clone();
            fields.retain(|name, _| !free.contains(&name.as_str()));
            fields
        };
        assert_eq!(without(self.document(&self.account)), without(self.before.clone()), "killed at {}", self.at);
    }

    async fn is_signed_in_or_cleared(&self, app: &Portico, mine: &Account, reason: Reason) {
        self.kept();
        if mine.state == AccountState::SignedIn {
            assert_eq!(self.sealed(), self.before.as_ref().unwrap().get("sealed").cloned(), "killed at {}", self.at);
            app.session_call(&mine.id, "profile", json!({})).await.unwrap();
        } else {
            assert_eq!((mine.state, mine.reason), (AccountState::NeedsSignIn, Some(reason)), "{}", self.at);
            assert_eq!(self.sealed(), None, "killed at {}", self.at);
        }
        let open = app.sign_in_start(Start::Account(mine.id.clone())).await.unwrap();
        assert_eq!(self.go_on(app, open).await, mine.id, "the same row");
        app.session_call(&mine.id, "profile", json!({})).await.unwrap();
    }

    /// T7: the picture is answered once, if it was not yet, and the same secret goes out with its word.
    async fn keeps_its_secret(&self, app: &Portico, mine: &Account) {
        let before = self.before.as_ref().unwrap().get("sealed").cloned();
        assert!(before.is_some() && self.sealed() == before, "killed at {}", self.at);
        if app.session_call(&mine.id, "profile", json!({})).await.is_err() {
            let open = app.sign_in_start(Start::Account(mine.id.clone())).await.unwrap();
            let Step::Captcha { challenge, password_needed: false, .. } = open.step else {
                unreachable!("killed at {}: {open:#?}", self.at)
            };
            app.sign_in_captcha_picture(&open.id, &challenge).await.unwrap();
            done(&app.sign_in_submit_captcha(&open.id, &challenge, &self.word(), None).await.unwrap());
            app.session_call(&mine.id, "profile", json!({})).await.unwrap();
        }
        assert_eq!(self.sealed(), before, "killed at {}", self.at);
        assert_eq!(sent(&self.worker.portal, "login_password"), 0, "nothing was typed again: killed at {}", self.at);
    }

    async fn is_whole_or_gone(&self, app: &Portico, mine: Option<Account>) {
        if let Some(mine) = &mine {
            assert_eq!(mine.state, AccountState::SignedIn, "killed at {}", self.at);
            self.kept();
            app.session_call(&mine.id, "profile", json!({})).await.unwrap();
        } else {
            let traces: Vec<_> = documents_in(&self.data())
                .into_iter()
                .filter(|(name, bytes)| {
                    name.to_string_lossy().contains(&self.account)
                        || String::from_utf8_lossy(bytes).contains(&self.account)
                        || String::from_utf8_lossy(bytes).contains(&self.login)
                })
                .collect();
            assert!(traces.is_empty(), "killed at {}: {traces:?}", self.at);
        }
        let open = app.sign_in_start(Start::Address(self.portal().to_owned())).await.unwrap();
        let again = self.go_on(app, open).await;
        assert_eq!(mine.is_some(), again == self.account, "an id is never used again");
        app.session_call(&again, "profile", json!({})).await.unwrap();
    }

    fn no_secret_in_any_file(&self, when: &str) {
        let mut canaries = vec![Canary::new("the login password", PASSWORD), Canary::new("the new one", RECOVERED)];
        canaries.extend(hash_of(&self.link).map(|hash| Canary::new("the hash", &hash)));
        canaries.extend(witnessed(&self.witness()).iter().map(|(what, secret)| Canary::new(what, secret)));
        canaries.extend(
            stored_password(&self.data(), &self.account).map(|secret| Canary::new("the stored password", &secret)),
        );
        for (name, bytes) in documents_in(&self.data()) {
            let found: Vec<String> = canaries.iter().flat_map(|canary| canary.found_in(&bytes)).collect();
            assert!(found.is_empty(), "{when}, killed at {}, in {}: {found:?}", self.at, name.display());
        }
    }
}

/// An employee of this story's own, or an invitation for one.
fn newcomer(portal: &Portal, story: Story, at: u64) -> (String, String) {
    let name = format!("{story:?}-{at}").to_lowercase();
    if story == Story::Invitation {
        let invited = portal.desk().invite(&format!("{name}@kill.example"), None).unwrap();
        return (invited.login, invited.link);
    }
    portal.desk().add_employee(&Employee::new(name.as_str(), PASSWORD, "Kill Me")).unwrap();
    (name, String::new())
}

/// The hash in a link as the desk makes it.
fn hash_of(link: &str) -> Option<String> {
    let (_, rest) = link.split_once("253B").or_else(|| link.split_once("%3B"))?;
    Some(rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}

fn how(mine: Option<&Account>, sign_ins: &[SignIn], recovery: bool) -> String {
    let open = sign_ins.iter().find(|open| unfinished(open)).map(|open| &open.step);
    let name = match (mine, open) {
        (Some(account), _) => serde_json::to_value(account.state).unwrap(),
        (None, Some(step)) => serde_json::to_value(step).unwrap().get("kind").cloned().unwrap(),
        (None, None) if recovery => json!("recovery"),
        (None, None) => json!("nothing"),
    };
    name.as_str().unwrap().to_owned()
}

fn unfinished(sign_in: &SignIn) -> bool {
    !matches!(sign_in.step, Step::Done { .. } | Step::Cancelled)
}
