//! Unsent text, and how long a session still lives: what is typed outlives sessions, restarts and resets.

use portico::records::{AccountState, Reason, ReceiptKind};
use portico::vault::VaultProblem;
use portico::vault::memory::MemoryVault;
use portico_behaviour::steps::patch;
use portico_behaviour::{Phone, account, portal, sent, sign_in, state};
use serde_json::json;

/// The longest draft, in bytes.
const AT_MOST: usize = 8192;

#[tokio::test(flavor = "multi_thread")]
async fn unsent_text_outlives_session_restart_refusal_and_reset_and_goes_with_delete() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let (anna, boris) = (sign_in(&app, &alfa, "anna").await.id, sign_in(&app, &alfa, "boris").await.id);
    assert_eq!(app.drafts_get(&anna).unwrap(), "");
    let text = "Dear Boris,\n\t\u{201e}half a sentence\u{201c} \u{1f33b} \u{0}";
    assert_eq!(app.drafts_set(&anna, text).await.unwrap(), text);
    let app = phone.begin_again(app).await;
    assert_eq!(app.drafts_get(&anna).unwrap(), text, "a restart");
    phone.let_session_end(&alfa);
    assert_eq!(app.drafts_get(&anna).unwrap(), text, "the end of the session");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(app.drafts_get(&anna).unwrap(), text, "a renewal");
    patch(&alfa, "anna", json!({"active": false}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert_eq!((state(&app, &anna), app.drafts_get(&anna).unwrap().as_str()), (AccountState::NeedsSignIn, text));
    app.drafts_set(&anna, "another sentence").await.unwrap();
    let receipt = app.accounts_reset(&anna).await.unwrap();
    assert!(receipt.kept.iter().any(|kept| kept == "draft"), "{receipt:?}");
    assert_eq!(app.drafts_get(&anna).unwrap(), "another sentence", "R13");
    patch(&alfa, "anna", json!({"active": true}));
    assert_eq!(sign_in(&app, &alfa, "anna").await.id, anna);
    assert_eq!(app.drafts_get(&anna).unwrap(), "another sentence", "and the next sign-in");
    assert_eq!(app.drafts_get(&boris).unwrap(), "", "R6");

    let going = app.accounts_preview(&anna, ReceiptKind::Delete).unwrap().cleared;
    assert!(going.iter().any(|item| item.what == "draft"), "{going:?}");
    app.accounts_delete(&anna).await.unwrap();
    assert_eq!(app.drafts_get(&anna).unwrap_err().code(), "unknown_account");
    assert_eq!(app.drafts_set(&anna, "x").await.unwrap_err().code(), "unknown_account");
    assert!(!phone.writes("another sentence") && !phone.writes("half a sentence"), "R4");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_has_eight_kilobytes_of_text_and_one_more_changes_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    // Two bytes a letter: bytes are counted.
    let fits = "ж".repeat(AT_MOST / 2);
    app.drafts_set(&anna, &fits).await.unwrap();
    let too_long = app.drafts_set(&anna, &format!("{fits}a")).await.unwrap_err();
    assert_eq!(too_long.code(), "draft_too_long");
    assert!(too_long.to_string().contains("8192"), "{too_long}");
    assert_eq!(app.drafts_get(&anna).unwrap(), fits, "what was kept stays");
    let app = phone.begin_again(app).await;
    assert_eq!(app.drafts_get(&anna).unwrap(), fits);
    app.drafts_set(&anna, "").await.unwrap();
    assert_eq!(app.drafts_get(&anna).unwrap(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn text_can_be_kept_with_a_locked_vault_and_on_a_phone_that_is_not_signed_in_yet() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    app.drafts_set(&anna, "before").await.unwrap();
    let app = phone.begin_again(app).await;
    phone.vault.set_problem(Some(VaultProblem::Locked));
    assert_eq!(app.drafts_get(&anna).unwrap(), "before");
    app.drafts_set(&anna, "with a locked vault").await.unwrap();
    assert_eq!(app.drafts_get(&anna).unwrap(), "with a locked vault");
    phone.vault.set_problem(None);

    // A backup brings the row alone.
    let other = phone.copied(&["portable"], MemoryVault::new());
    let app = other.open().await;
    assert_eq!(app.drafts_get(&anna).unwrap(), "");
    app.drafts_set(&anna, "on the new phone").await.unwrap();
    let row = account(&app, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::DeviceChanged)), "as before");
    let app = other.begin_again(app).await;
    assert_eq!(account(&app, &anna).reason, Some(Reason::DeviceChanged));
    assert_eq!(app.drafts_get(&anna).unwrap(), "on the new phone");
    assert_eq!(sign_in(&app, &alfa, "anna").await.id, anna);
    assert_eq!(app.drafts_get(&anna).unwrap(), "on the new phone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_bar_tells_the_time_left_work_extends_it_and_its_end_is_not_felt() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let left = || app.session_status(&anna).unwrap();
    assert_eq!((left().signed_in, left().ends_in_s, left().ends_in_known), (true, 1440, false), "S3, P43");
    let requests = || alfa.desk().requests(0).len();
    let before = requests();
    phone.advance(600);
    assert_eq!(left().ends_in_s, 840, "idle time counts");
    assert_eq!(requests(), before, "telling it asks nobody");
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(left().ends_in_s, 1440, "work extends it");

    app.drafts_set(&anna, "half a sentence").await.unwrap();
    phone.let_session_end(&alfa);
    assert_eq!((left().signed_in, left().ends_in_s), (true, 0), "over, and still signed in");
    let before = requests();
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    assert_eq!(requests(), before + 2, "one renewal and the call; nobody was asked anything");
    assert_eq!((left().ends_in_s, sent(&alfa, "login_password")), (1440, 1));
    assert_eq!(app.drafts_get(&anna).unwrap(), "half a sentence", "drafts outlive it");
    assert_eq!(account(&app, &anna).tries.spent, 0);
    app.accounts_sign_out(&anna).await.unwrap();
    assert_eq!((left().signed_in, left().ends_in_s), (false, 0));
    assert_eq!(app.session_status("nobody").unwrap_err().code(), "unknown_account");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_with_shorter_sessions_is_learnt_from_once() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"SESSION_TIMEOUT": 15})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    phone.advance(1000);
    alfa.desk().advance(1000).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap();
    let status = app.session_status(&anna).unwrap();
    assert_eq!((status.ends_in_s, status.ends_in_known), (1000, true), "P43: an earlier end was seen");
}
