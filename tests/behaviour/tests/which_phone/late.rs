//! A disk that is slow: what is written after its caller has given up.

use std::sync::Arc;

use portico::secret::Secret;
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::{PASSWORD, Phone, done, portal, sent};
use serde_json::json;

/// The account is on the disk; the call was told after 5 s that it is not.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_whose_writing_came_late_is_done_when_it_is_repeated() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let disk = Arc::new(MoodyDisk::default());
    let config = Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() };
    let ledger = config.data.join("device/ledger.json");
    let app = Portico::open(config).await.unwrap();
    let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
    alfa.desk().fault(&json!({"kind": "delay", "ms": 300, "path": "/mobile/"})).unwrap();
    let trying = tokio::spawn({
        let (app, id) = (app.clone(), open.id.clone());
        async move { app.sign_in_submit_credentials(&id, "anna", Secret::new(PASSWORD)).await }
    });
    while sent(&alfa, "login_password") == 0 {
        tokio::task::yield_now().await;
    }
    // Of a success the account is written first, then its row, then the count of tries: there the disk stops.
    disk.hold(Some(ledger));
    assert_eq!(trying.await.unwrap().unwrap_err().code(), "storage_failed");
    disk.hold(None);
    let again = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    let anna = done(&again);
    assert_eq!(sent(&alfa, "login_password"), 1, "what the portal gave was still held");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    let rows: Vec<_> = app.accounts_list().accounts.into_iter().map(|row| row.id).collect();
    assert_eq!(rows, [anna]);
}
