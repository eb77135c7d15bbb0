//! A receipt says only what is so.

use portico::records::{ReceiptKind, ToldPortal};
use portico_behaviour::{Phone, portal, sign_in};
use serde_json::{Value, json};

use super::clear;

/// What may come back for a logout, and whether it can be the portal's answer.
fn answers_to_a_logout() -> [(Value, ToldPortal); 10] {
    let status = |status: u16| json!({"kind": "status", "status": status});
    [
        (json!({"kind": "captive"}), ToldPortal::NotPossible),
        (json!({"kind": "garbage"}), ToldPortal::NotPossible),
        (json!({"kind": "redirect", "location": "http://wifi.example/login"}), ToldPortal::NotPossible),
        (json!({"kind": "redirect", "location": "https://elsewhere.example/"}), ToldPortal::NotPossible),
        (status(407), ToldPortal::NotPossible),
        (status(429), ToldPortal::NotPossible),
        (status(503), ToldPortal::NotPossible),
        (status(511), ToldPortal::NotPossible),
        // E10: one that signs out shows a page of its own; P5: an empty one.
        (json!({"kind": "redirect", "location": "/auth/"}), ToldPortal::Told),
        (status(200), ToldPortal::Told),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn told_is_only_what_the_portal_itself_answered() {
    for kind in [ReceiptKind::SignOut, ReceiptKind::Delete] {
        for (mut fault, told) in answers_to_a_logout() {
            let alfa = portal(&["anna"]).await;
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await.id;
            fault["path"] = json!("/mobile/");
            alfa.desk().fault(&fault).unwrap();
            assert_eq!(clear(&app, &anna, kind).await.portal_told, told, "{kind:?} {fault}");
        }
    }
}
