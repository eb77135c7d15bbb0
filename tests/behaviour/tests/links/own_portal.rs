//! A link's hash goes to the portal that the link was shown with, and to no other (R15).

use std::sync::Arc;

use portico::records::{ProblemCode, Step};
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::problem;
use portico_behaviour::{Phone, done, portal};
use portico_portal::Portal;

use crate::{confirm, hashes, is_shown, link, start};

/// What some QR codes hold: no portal, only what is to be done there.
fn bare_code(portal: &Portal, login: &str) -> String {
    let given = portal.desk().hash(login, "preset_task", None).unwrap();
    format!("preset_task;{}", given.get("hash").unwrap().as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_without_a_portal_that_is_pasted_beside_a_link_does_not_take_its_place() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["boris"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let open = start(&app, &link(&alfa, "anna")).await;
    let beside = app.sign_in_submit_address(&open.id, &bare_code(&beta, "boris")).await.unwrap();
    assert!(is_shown(&beside), "{:?}", beside.step);
    assert_eq!(problem(&beside), Some(ProblemCode::LinkWithoutPortal));
    let first = beside.problem.clone().unwrap().steps.first().unwrap().text.clone();
    assert!(first.starts_with("Another link is shown"), "an address would not bring this code back: {first}");
    done(&confirm(&app, &beside).await);
    assert_eq!((hashes(&alfa), hashes(&beta)), (1, 0));
    assert_eq!(app.accounts_list().accounts.first().map(|row| row.login.clone()), Some("anna".to_owned()));
}

/// R9: the disk refuses the step that shows the link, so that it is not shown.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_could_not_be_shown_waits_for_no_other_portals_address() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["boris"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
    let open = app.sign_in_start(Start::Nothing).await.unwrap();
    disk.fill_after(0);
    app.sign_in_submit_address(&open.id, &link(&alfa, "anna")).await.unwrap_err();
    disk.make_room();
    let elsewhere = app.sign_in_submit_address(&open.id, beta.url()).await.unwrap();
    assert_eq!(elsewhere.step, Step::Credentials, "an address and no more");
    assert_eq!((hashes(&alfa), hashes(&beta)), (0, 0));
}
