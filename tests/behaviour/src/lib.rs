//! A phone and the portals it meets, for tests.
//!
//! [`disks`] fail, [`vaults`] are slow, [`wire`] is a network that is down, [`program`] is the real program under `rpc`, and
//! [`hunt`] finds secrets where they do not belong. [`scenario`] plays stories written down as data.

#![expect(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test says no by panicking")]

pub mod disks;
pub mod hunt;
pub mod program;
pub mod rpc;
pub mod scenario;
pub mod steps;
pub mod vaults;
pub mod wire;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use portico::clock::ManualClock;
use portico::records::{Account, AccountList, AccountState, SignIn, Step};
use portico::secret::Secret;
use portico::transport::ExtraRoot;
use portico::vault::memory::MemoryVault;
use portico::{Config, Portico, Start};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use tempfile::TempDir;

/// Login password of every employee here, unless a test says otherwise.
pub const PASSWORD: &str = "Sun-flower9";

/// A portal over TLS with these employees, all with [`PASSWORD`].
pub async fn portal(logins: &[&str]) -> Portal {
    let company = logins.iter().fold(Company::default(), |company, login| {
        company.with(Employee::new(login, PASSWORD, &format!("{login} Berg")))
    });
    Portal::start(PortalOptions::of(company)).await.unwrap()
}

/// One phone: a folder, a vault and a clock that survive the program.
pub struct Phone {
    folder: TempDir,
    /// Shared with the program; a test can lock it.
    pub vault: MemoryVault,
    /// Shared with the program; a test can move it.
    pub clock: Arc<ManualClock>,
    roots: Vec<ExtraRoot>,
    starts: AtomicU32,
}

impl Phone {
    /// A fresh phone that trusts these portals' authorities, each for its own origin.
    pub fn trusting(portals: &[&Portal]) -> Self {
        let roots = portals.iter().filter_map(|portal| {
            Some(ExtraRoot { pem: portal.ca_pem()?.to_owned(), origins: vec![portal.url().to_owned()] })
        });
        Self {
            folder: TempDir::new().unwrap(),
            vault: MemoryVault::new(),
            clock: Arc::new(ManualClock::new()),
            roots: roots.collect(),
            starts: AtomicU32::new(0),
        }
    }

    /// Another phone with a copy of these folders of the data folder, this vault, and a clock that goes alike.
    pub fn copied(&self, folders: &[&str], vault: MemoryVault) -> Self {
        let copy = Self {
            folder: TempDir::new().unwrap(),
            vault,
            clock: Arc::clone(&self.clock),
            roots: self.roots.clone(),
            starts: AtomicU32::new(0),
        };
        for folder in folders {
            copy_folder(&self.folder().join(folder), &copy.folder().join(folder));
        }
        copy
    }

    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What the program is opened with.
    pub fn config(&self) -> Config {
        Config {
            clock: Arc::clone(&self.clock) as Arc<_>,
            device_name: "Anna phone".to_owned(),
            extra_roots: self.roots.clone(),
            ..Config::new(self.folder(), Arc::new(self.vault.clone()), tokio::runtime::Handle::current())
        }
    }

    /// Starts the program, or gives the one that runs.
    pub async fn open(&self) -> Portico {
        Portico::open(self.config()).await.unwrap()
    }

    /// What another process of this phone is opened with: the same folder, under a name of its own.
    pub fn next_config(&self) -> Config {
        let start = self.starts.fetch_add(1, Ordering::Relaxed);
        let folder = (0..=start).fold(self.folder(), |folder, _| folder.join("..").join("data"));
        Config { data: folder, ..self.config() }
    }

    /// Starts the program once more, whatever still runs: another process on the same folder.
    pub async fn restart(&self) -> Portico {
        std::fs::create_dir_all(self.folder()).unwrap();
        Portico::open(self.next_config()).await.unwrap()
    }

    /// Every document as it lies there, by its path in the data folder. The lock file is none.
    pub fn documents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        documents_in(&self.folder())
    }

    /// The document of an account.
    pub fn document(&self, account: &str) -> PathBuf {
        self.folder().join("device/accounts").join(format!("{account}.json"))
    }

    /// Time passes on the phone.
    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Every file under the data folder.
    pub fn files(&self) -> Vec<PathBuf> {
        files_under(&self.folder())
    }
}

/// Every file under a folder.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        if entry.path().is_dir() { files.extend(files_under(&entry.path())) } else { files.push(entry.path()) }
    }
    files
}

/// Every document under a data folder by its path there, without the lock file and the insecure vault.
pub fn documents_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let read = |file: PathBuf| {
        let name = file.strip_prefix(folder).unwrap().to_owned();
        (!name.starts_with("vault") && !name.ends_with("lock")).then(|| (name, std::fs::read(&file).unwrap()))
    };
    files_under(folder).into_iter().filter_map(read).collect()
}

/// Copies a folder whole.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to)
        } else {
            std::fs::copy(entry.path(), to).map(|_| ()).unwrap()
        }
    }
}

/// Waits until the list is as wanted; panics where it never comes to that.
pub async fn until(app: &Portico, wanted: impl Fn(&AccountList) -> bool) -> AccountList {
    let mut revisions = app.observe();
    let looking = async {
        loop {
            revisions.borrow_and_update();
            let list = app.accounts_list();
            if wanted(&list) {
                return list;
            }
            // A look at a locked list makes the program look again, and a change is told.
            let _ = tokio::time::timeout(Duration::from_millis(20), revisions.changed()).await;
        }
    };
    match tokio::time::timeout(Duration::from_secs(20), looking).await {
        Ok(list) => list,
        Err(_) => panic!("never came: {:#?}", app.accounts_list()),
    }
}

/// Signs in with login and password to the end; panics at any other step.
pub async fn sign_in(app: &Portico, portal: &Portal, login: &str) -> Account {
    let sign_in = app.sign_in_start(Start::Address(portal.url().to_owned())).await.unwrap();
    assert_eq!(sign_in.step, Step::Credentials, "{:?}", sign_in.problem);
    let sign_in = app.sign_in_submit_credentials(&sign_in.id, login, Secret::new(PASSWORD)).await.unwrap();
    account(app, &done(&sign_in))
}

/// The account of a finished sign-in.
pub fn done(sign_in: &SignIn) -> String {
    match &sign_in.step {
        Step::Done { account } => account.clone(),
        other => panic!("not done but {other:?}: {:?}", sign_in.problem),
    }
}

/// The challenge of the open picture.
pub fn captcha(sign_in: &SignIn) -> String {
    match &sign_in.step {
        Step::Captcha { challenge, .. } => challenge.clone(),
        other => panic!("no picture but {other:?}: {:?}", sign_in.problem),
    }
}

/// One row of the list.
pub fn account(app: &Portico, id: &str) -> Account {
    app.accounts_list().accounts.into_iter().find(|account| account.id == id).unwrap()
}

/// The only row.
pub fn only_account(app: &Portico) -> Account {
    let mut accounts = app.accounts_list().accounts;
    assert_eq!(accounts.len(), 1);
    accounts.remove(0)
}

/// The state of an account.
pub fn state(app: &Portico, id: &str) -> AccountState {
    account(app, id).state
}

/// The word of the newest picture the portal made, as a person reads it.
pub fn word(portal: &Portal) -> String {
    portal.desk().pictures(1).unwrap().remove(0).word
}

/// How many requests carried that kind of credential, by the portal's own log.
pub fn sent(portal: &Portal, credential: &str) -> usize {
    let named = |request: &portico_portal::LoggedRequest| {
        serde_json::to_value(request)
            .is_ok_and(|request| request.get("credential").and_then(|it| it.as_str()) == Some(credential))
    };
    portal.desk().requests(0).iter().filter(|request| named(request)).count()
}
