//! Links: shown before anything is sent, sent once, to nobody else (R15, Q14; pains 33, 44).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

#[path = "links/lost.rs"]
mod lost;
#[path = "links/own_portal.rs"]
mod own_portal;
#[path = "links/shown.rs"]
mod shown;
#[path = "links/signed_in.rs"]
mod signed_in;

use portico::records::{SignIn, Step, Warning};
use portico::secret::Secret;
use portico::{Portico, Start};
use portico_behaviour::sent;
use portico_portal::Portal;

/// A fresh link for an employee: K1's form, and the plain one.
fn links(portal: &Portal, login: &str) -> [String; 2] {
    let given = portal.desk().hash(login, "preset_task", None).unwrap();
    ["link", "plain_link"].map(|name| given.get(name).unwrap().as_str().unwrap().to_owned())
}

fn link(portal: &Portal, login: &str) -> String {
    let [link, _] = links(portal, login);
    link
}

async fn start(app: &Portico, link: &str) -> SignIn {
    app.sign_in_start(Start::Link(Secret::new(link))).await.unwrap()
}

async fn confirm(app: &Portico, open: &SignIn) -> SignIn {
    app.sign_in_confirm_link(&open.id).await.unwrap()
}

fn is_shown(open: &SignIn) -> bool {
    matches!(open.step, Step::ConfirmLink { .. })
}

fn requests(portal: &Portal) -> usize {
    portal.desk().requests(0).len()
}

fn hashes(portal: &Portal) -> usize {
    sent(portal, "hash")
}

fn codes(warnings: &[Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code.as_str()).collect()
}
