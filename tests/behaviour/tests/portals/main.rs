//! Portals as they are: spellings of their address, faults on the way, moves, rules, and four generations of servers.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

mod addresses;
mod bad_days;
mod generations;
mod moves;
mod rules;

use portico::records::SignIn;
use portico::{Portico, Start};
use portico_portal::{Credential, Portal};

async fn start(app: &Portico, address: &str) -> SignIn {
    app.sign_in_start(Start::Address(address.to_owned())).await.unwrap()
}

fn requests(portal: &Portal) -> usize {
    portal.desk().requests(0).len()
}

fn secrets(portal: &Portal) -> usize {
    portal.desk().requests(0).iter().filter(|request| request.credential != Credential::None).count()
}

/// The same portal by another name of this machine.
fn by_number(portal: &Portal) -> String {
    portal.url_as("127.0.0.1")
}
