//! A folder written by an earlier build opens, and nothing in it is lost (pain 6).
//!
//! `fixtures/store-v1` was made by `tests/make_frozen_store.rs`, with a file vault of invented keys; `expected.json` beside the
//! data says what the list showed then. A later version adds its own folder and keeps this one.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use portico::clock::ManualClock;
use portico::records::Availability;
use portico::secret::Secret;
use portico::{Config, Portico};
use portico_behaviour::wire::Offline;
use portico_behaviour::{copy_folder, documents_in, until};
use serde_json::{Value, json};

use super::frozen_store::{config, fixture, summary};

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_version_1_opens_and_nothing_is_lost() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    copy_folder(&fixture().join("data"), &data);
    let expected: Value = serde_json::from_slice(&std::fs::read(fixture().join("expected.json")).unwrap()).unwrap();
    let at = expected.get("at").unwrap().as_str().unwrap().parse::<i64>().unwrap();
    let made = time::OffsetDateTime::from_unix_timestamp(at).unwrap();
    for start in ["first", "second"] {
        let offline = Arc::new(Offline::default());
        let config = Config {
            transport: Some(Arc::clone(&offline) as Arc<_>),
            clock: Arc::new(ManualClock::starting_at(made)),
            data: folder.path().join(start).join("../data"),
            ..config(&data, Vec::new())
        };
        std::fs::create_dir_all(folder.path().join(start)).unwrap();
        let app = Portico::open(config).await.unwrap();
        until(&app, |list| list.availability == Availability::Ready).await;
        assert_eq!(&summary(&app), expected.get("shows").unwrap(), "at the {start} start");
        // The sealed password still opens under its key.
        let anna = expected.pointer("/shows/accounts/0/id").unwrap().as_str().unwrap();
        app.session_call(anna, "profile", json!({})).await.unwrap_err();
        let tried = offline.tried();
        let basic = tried.iter().flat_map(|request| &request.headers).find(|(name, _)| *name == "Authorization");
        let pair = format!("anna:{}", expected.get("password").unwrap().as_str().unwrap());
        let wanted = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair));
        assert_eq!(basic.unwrap().1, Secret::new(wanted), "at the {start} start");
        app.close().await;
    }
    let annas = format!("device/accounts/{}.json", expected.pointer("/shows/accounts/0/id").unwrap().as_str().unwrap());
    let doc: Value = serde_json::from_slice(documents_in(&data).get(Path::new(&annas)).unwrap()).unwrap();
    assert_eq!(doc.get("draft").unwrap(), "unsent words", "what this version does not write survives too");
    assert_eq!(doc.get("a_field_of_another_version").unwrap(), &json!({"kept": true}));
    assert_eq!(doc.pointer("/settings/theme").unwrap(), "dark");
}
