//! A phone on a folder: the core as an app opens it.

use std::path::Path;
use std::sync::Arc;

use portico::records::{Account, Step};
use portico::secret::Secret;
use portico::transport::{ExtraRoot, Transport};
use portico::vault::file::FileVault;
use portico::{Config, Portico, Start};

use crate::portal::{PASSWORD, Portal, login};

/// What an app says when it opens this folder.
pub(crate) fn config(folder: &Path, roots: Vec<ExtraRoot>) -> Config {
    let vault = Arc::new(FileVault::new(folder.join("vault"), "bench"));
    Config { extra_roots: roots, ..Config::new(folder.join("data"), vault, tokio::runtime::Handle::current()) }
}

/// The same, trusting this portal.
pub(crate) fn config_for(folder: &Path, portal: &Portal) -> Config {
    config(folder, vec![ExtraRoot { pem: portal.authority.clone(), origins: vec![portal.url.clone()] }])
}

/// Opens the folder.
pub(crate) async fn open(folder: &Path, portal: &Portal, transport: Option<Arc<dyn Transport>>) -> Portico {
    Portico::open(Config { transport, ..config_for(folder, portal) }).await.unwrap()
}

/// Signs an employee in, to the end.
pub(crate) async fn sign_in(app: &Portico, portal: &Portal, employee: usize) -> String {
    let sign_in = app.sign_in_start(Start::Address(portal.url.clone())).await.unwrap();
    let sign_in = app.sign_in_submit_credentials(&sign_in.id, &login(employee), Secret::new(PASSWORD)).await.unwrap();
    let Step::Done { account } = sign_in.step else {
        unreachable!("not signed in but at {:?}: {:?}", sign_in.step, sign_in.problem)
    };
    account
}

/// The rows.
pub(crate) fn accounts(app: &Portico) -> Vec<Account> {
    app.accounts_list().accounts
}
