//! Which phone is this, and can it be read? Copies, locks, failing disks and vaults, other versions, cut documents (R7, R9).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

#[path = "which_phone/clock.rs"]
mod clock;
#[path = "which_phone/copies.rs"]
mod copies;
#[path = "which_phone/documents.rs"]
mod documents;
#[path = "which_phone/failing.rs"]
mod failing;
#[path = "which_phone/frozen.rs"]
mod frozen;
#[path = "which_phone/frozen_store.rs"]
mod frozen_store;
#[path = "which_phone/late.rs"]
mod late;
#[path = "which_phone/locked.rs"]
mod locked;
#[path = "which_phone/problems.rs"]
mod problems;

use portico::records::{Account, AccountState, Reason};
use portico::secret::Secret;
use portico::{Portico, Start};
use portico_behaviour::{PASSWORD, done};
use portico_portal::{LoggedRequest, Portal};

/// State and reason of a row.
fn stands(account: &Account) -> (AccountState, Option<Reason>) {
    (account.state, account.reason)
}

/// Signs an account of the list in again; gives the account the portal's answer went to.
async fn sign_in_again(app: &Portico, account: &str) -> String {
    let open = app.sign_in_start(Start::Account(account.to_owned())).await.unwrap();
    let login = open.login.clone().unwrap();
    let open = app.sign_in_submit_credentials(&open.id, &login, Secret::new(PASSWORD)).await.unwrap();
    done(&open)
}

/// The device ids the portal saw with a login, in order, each once.
fn devices(portal: &Portal, login: &str) -> Vec<String> {
    let of_login = |request: &LoggedRequest| request.login.as_deref() == Some(login);
    let requests = portal.desk().requests(0);
    let mut seen: Vec<String> = requests.iter().filter(|it| of_login(it)).filter_map(|it| it.device.clone()).collect();
    seen.dedup();
    seen
}

/// Logins of the rows, in order.
fn logins(app: &Portico) -> Vec<String> {
    app.accounts_list().accounts.into_iter().map(|account| account.login).collect()
}

/// Both clocks go on until no session is open any more.
fn sessions_end(phone: &portico_behaviour::Phone, portal: &Portal) {
    phone.advance(1500);
    portal.desk().advance(1500).unwrap();
}
