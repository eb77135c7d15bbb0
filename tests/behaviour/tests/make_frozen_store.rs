//! Makes the frozen store; run by hand once for each version of the format:
//! `cargo test -p portico-behaviour --features make-frozen-store --test make_frozen_store`.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

#[path = "which_phone/frozen_store.rs"]
mod frozen_store;

use std::path::Path;

use frozen_store::{config, fixture, summary};
use portico::secret::Secret;
use portico::transport::ExtraRoot;
use portico::{Config, Portico, Start};
use portico_behaviour::{PASSWORD, captcha, copy_folder, sign_in, until, word};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn the_fixture_is_made() {
    let alfa = portico_behaviour::portal(&["anna", "boris", "carla", "dora"]).await;
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    let roots = vec![ExtraRoot { pem: alfa.ca_pem().unwrap().to_owned(), origins: vec![alfa.url().to_owned()] }];
    let app = Portico::open(config(&data, roots)).await.unwrap();
    let anna = sign_in(&app, &alfa, "anna").await;
    let password = stored(&data, &anna.id);
    let boris = sign_in(&app, &alfa, "boris").await;
    let carla = sign_in(&app, &alfa, "carla").await;
    app.accounts_reset(&boris.id).await.unwrap();
    app.accounts_select(&carla.id).await.unwrap();
    app.accounts_move(&carla.id, 1).await.unwrap();
    for user in alfa.desk().state().unwrap().users {
        alfa.desk().patch_user(user.id, &json!({"attempts": if user.login == "anna" { 0 } else { 10 }})).unwrap();
    }
    alfa.desk().advance(1500).unwrap();
    app.session_check(&carla.id, true).await.unwrap();
    let open = app.sign_in_start(Start::Account(carla.id.clone())).await.unwrap();
    captcha(&open);
    let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
    let open = app.sign_in_submit_credentials(&open.id, "dora", Secret::new(PASSWORD)).await.unwrap();
    captcha(&open);
    assert!(!word(&alfa).is_empty());
    let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
    app.sign_in_submit_credentials(&open.id, "boris", Secret::new("wrong")).await.unwrap();
    app.close().await;
    drop(app);
    let annas = data.join(format!("device/accounts/{}.json", anna.id));
    let mut doc: Value = serde_json::from_slice(&std::fs::read(&annas).unwrap()).unwrap();
    let fields = doc.as_object_mut().unwrap();
    fields.insert("draft".to_owned(), json!("unsent words"));
    fields.insert("settings".to_owned(), json!({"theme": "dark"}));
    fields.insert("a_field_of_another_version".to_owned(), json!({"kept": true}));
    std::fs::write(&annas, serde_json::to_vec_pretty(&doc).unwrap()).unwrap();
    std::fs::create_dir_all(folder.path().join("again")).unwrap();
    let again = Config { data: folder.path().join("again/../data"), ..config(&data, Vec::new()) };
    let app = Portico::open(again).await.unwrap();
    until(&app, |list| list.accounts.len() == 3).await;
    let at = time::OffsetDateTime::now_utc().unix_timestamp().to_string();
    let expected = json!({"at": at, "password": password, "shows": summary(&app)});
    drop(app);
    let _ = std::fs::remove_dir_all(fixture());
    copy_folder(&data, &fixture().join("data"));
    let _ = std::fs::remove_file(fixture().join("data/device/lock"));
    std::fs::write(fixture().join("expected.json"), serde_json::to_vec_pretty(&expected).unwrap()).unwrap();
}

/// The application password of an account, opened as the core opens it.
fn stored(data: &Path, account: &str) -> String {
    portico_behaviour::program::stored_password(data, account).unwrap()
}
