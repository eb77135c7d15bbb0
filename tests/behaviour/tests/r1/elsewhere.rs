//! What another process did with an account counts here from the next call on: the document on disk, not this process's memory.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use portico::records::{AccountState, CaptchaSecret, ProblemCode, Reason, ReceiptKind, Step};
use portico::secret::Secret;
use portico::{CallError, Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::{at_credentials, code_challenge, device_code, patch, submit};
use portico_behaviour::vaults::MoodyVault;
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, portal, sent, sign_in, state, word};
use serde_json::json;

use crate::support::{app_passwords, call, calls, rests, session_ends, until, user};

/// What lies in `device/` and the keys in the vault.
fn kept(phone: &Phone) -> (Vec<(PathBuf, Vec<u8>)>, Vec<String>) {
    let documents = phone.documents().into_iter().filter(|(path, _)| path.starts_with("device"));
    (documents.collect(), phone.vault.names())
}

/// Signs an account of the list in with its typed password.
async fn sign_in_again(app: &Portico, id: &str) {
    let open = app.sign_in_start(Start::Account(id.to_owned())).await.unwrap();
    let open = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    assert_eq!(done(&open), id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_opened_before_the_first_sign_in_ever_uses_the_account_that_another_one_signed_in() {
    for by in ["a call", "the front"] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let (one, two) = (phone.restart().await, phone.restart().await);
        // It waits for the vault's answer, which is that nobody has signed in here.
        two.session_network_changed().await;
        let mut seen = two.observe();
        let anna = sign_in(&one, &alfa, "anna").await.id;
        let before = kept(&phone);
        if by == "the front" {
            two.session_foreground().await;
            assert_eq!(state(&two, &anna), AccountState::SignedIn);
        } else {
            let asking = tokio::spawn({
                let (two, anna) = (two.clone(), anna.clone());
                async move { two.accounts_select(&anna).await }
            });
            while !asking.is_finished() {
                let rows = two.accounts_list().accounts;
                assert!(rows.iter().all(|row| row.reason.is_none()), "not even for a moment: {rows:?}");
                let _ = tokio::time::timeout(Duration::from_millis(5), seen.changed()).await;
            }
            asking.await.unwrap().unwrap();
            assert_eq!(kept(&phone), before, "what the vault says is shown and not written");
        }
        call(&two, &anna).await.unwrap();
        let row = account(&two, &anna);
        assert_eq!((row.state, row.reason, row.problem), (AccountState::SignedIn, None, None), "by {by}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_in_another_process_is_what_the_next_call_goes_out_with() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    sign_in_again(&two, &anna).await;
    session_ends(&phone, &alfa);
    call(&one, &anna).await.unwrap();
    assert_eq!(state(&one, &anna), AccountState::SignedIn);
    assert_eq!((app_passwords(&alfa), sent(&alfa, "login_password")), (1, 2));
}

/// The old key is gone from the vault when it is asked for, and the document that named it has been replaced.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_elsewhere_between_the_document_and_the_key_is_no_changed_device() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
    let two = phone.restart().await;
    let anna = sign_in(&two, &alfa, "anna").await.id;
    let config = Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() };
    let one = Portico::open(config).await.unwrap();
    let key = phone.vault.names().into_iter().find(|name| name != "installation").unwrap();
    session_ends(&phone, &alfa);
    vault.hold(Some(&key));
    let waiting = tokio::spawn({
        let (one, anna) = (one.clone(), anna.clone());
        async move { call(&one, &anna).await }
    });
    until("the old key is asked for", || vault.waiting() == 1).await;
    sign_in_again(&two, &anna).await;
    vault.hold(None);
    waiting.await.unwrap().unwrap();
    let row = account(&one, &anna);
    assert_eq!((row.state, row.reason), (AccountState::SignedIn, None));
    assert_eq!(app_passwords(&alfa), 1, "the new one, once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_account_that_was_signed_in_again_elsewhere_goes_on_here() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    session_ends(&phone, &alfa);
    assert_eq!(call(&one, &anna).await, Err(ProblemCode::StoredRefused));
    sign_in_again(&two, &anna).await;
    call(&one, &anna).await.unwrap();
    assert_eq!(account(&one, &anna).problem, None);
    assert_eq!(app_passwords(&alfa), 2, "the refused one and the new one, each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_signed_in_with_elsewhere_is_not_dropped_for_the_refused_one_that_was_remembered_here() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    assert_eq!(call(&one, &anna).await, Err(ProblemCode::StoredRefused));
    let two = phone.restart().await;
    phone.advance(31 * 86_400);
    sign_in_again(&two, &anna).await;
    let before = kept(&phone);
    let row = one.session_check(&anna, false).await.unwrap();
    assert_eq!((row.state, row.reason, row.problem), (AccountState::SignedIn, None, None));
    assert_eq!(kept(&phone).1, before.1);
    session_ends(&phone, &alfa);
    call(&one, &anna).await.unwrap();
    assert_eq!(sent(&alfa, "login_password"), 2, "nothing was typed again");
}

/// A portal of 2013 gives none (Q13): when its session is over, a person must sign in.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_without_an_application_password_is_not_ended_by_a_process_that_never_had_it() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"generation": "2013"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    assert_eq!(call(&two, &anna).await, Err(ProblemCode::SessionEnded));
    call(&one, &anna).await.unwrap();
    // Its own has run out; the other has signed in since, and that is no end of this one's.
    let three = phone.restart().await;
    session_ends(&phone, &alfa);
    sign_in_again(&three, &anna).await;
    assert_eq!(call(&one, &anna).await, Err(ProblemCode::SessionEnded));
    call(&three, &anna).await.unwrap();
    session_ends(&phone, &alfa);
    assert_eq!(call(&three, &anna).await, Err(ProblemCode::SessionEnded));
    let row = account(&phone.restart().await, &anna);
    assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(Reason::SessionEnded)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_two_processes_take_part_in_is_sealed_under_the_key_that_is_in_the_vault() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let open = at_credentials(&one, &alfa).await;
    let open = submit(&one, &open, "anna", PASSWORD).await;
    // It goes on with what is unfinished: back, and the password once more.
    let two = phone.restart().await;
    two.sign_in_back(&open.id).await.unwrap();
    let again = two.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    assert!(matches!(again.step, Step::SecondFactor { .. }), "{again:?}");
    let code = device_code(&alfa, "anna");
    let anna = done(&one.sign_in_submit_code(&open.id, &code_challenge(&open), Secret::new(&code)).await.unwrap());
    drop((one, two));
    let app = phone.restart().await;
    call(&app, &anna).await.unwrap();
    assert_eq!(state(&app, &anna), AccountState::SignedIn);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_deleted_elsewhere_and_signed_in_again_has_another_id_and_can_be_deleted_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    one.accounts_delete(&anna).await.unwrap();
    let again = sign_in(&two, &alfa, "anna").await.id;
    assert_ne!(again, anna, "no id is used twice");
    let rows: Vec<String> = two.accounts_list().accounts.into_iter().map(|row| row.id).collect();
    assert_eq!(rows, std::slice::from_ref(&again));
    assert_eq!(one.accounts_delete(&anna).await.unwrap().account, anna, "the receipt of the first");
    assert!(phone.document(&again).exists());
    one.accounts_delete(&again).await.unwrap();
    assert_eq!((phone.document(&again).exists(), phone.vault.names()), (false, vec!["installation".to_owned()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_another_process_met_ends_the_session_here() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    assert_eq!(two.session_check(&anna, false).await.unwrap().reason, Some(Reason::Refused));
    let before = rests(&alfa);
    assert_eq!(call(&one, &anna).await, Err(ProblemCode::StoredRefused));
    assert_eq!(one.session_status(&anna).unwrap().ends_in_s, 0);
    assert_eq!((app_passwords(&alfa), rests(&alfa)), (1, before));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_another_process_met_is_where_a_sign_in_begins_and_the_stored_password_waits_behind_it() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    alfa.desk().patch_user(user(&alfa, "anna"), &json!({"attempts": 10})).unwrap();
    session_ends(&phone, &alfa);
    assert_eq!(call(&one, &anna).await, Err(ProblemCode::CaptchaForStored));
    let open = two.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert!(matches!(open.step, Step::Captcha { secret: CaptchaSecret::Stored, .. }), "{:?}", open.step);
    let solved = two.sign_in_submit_captcha(&open.id, &captcha(&open), &word(&alfa), None).await.unwrap();
    assert_eq!(done(&solved), anna);
    call(&one, &anna).await.unwrap();
    assert_eq!(sent(&alfa, "login_password"), 1, "nothing was typed again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_open_session_of_an_account_that_was_cleared_elsewhere_is_not_used_any_more() {
    for kind in [ReceiptKind::Reset, ReceiptKind::SignOut, ReceiptKind::Delete] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let one = phone.restart().await;
        let anna = sign_in(&one, &alfa, "anna").await.id;
        let two = phone.restart().await;
        call(&one, &anna).await.unwrap();
        let before = rests(&alfa);
        let cleared = match kind {
            ReceiptKind::Reset => two.accounts_reset(&anna).await,
            ReceiptKind::SignOut => two.accounts_sign_out(&anna).await,
            ReceiptKind::Delete => two.accounts_delete(&anna).await,
        };
        cleared.unwrap();
        let failed = one.session_call(&anna, "profile", json!({})).await.unwrap_err();
        match kind {
            ReceiptKind::Delete => {
                assert_eq!(failed, CallError::UnknownAccount);
                assert!(one.accounts_list().accounts.is_empty());
                for error in [
                    one.session_check(&anna, true).await.unwrap_err(),
                    one.accounts_reset(&anna).await.unwrap_err(),
                    one.sign_in_start(Start::Account(anna.clone())).await.unwrap_err(),
                ] {
                    assert_eq!(error, CallError::UnknownAccount);
                }
            }
            ReceiptKind::Reset | ReceiptKind::SignOut => {
                let reason = if kind == ReceiptKind::Reset { Reason::Reset } else { Reason::SignedOut };
                let row = account(&one, &anna);
                assert_eq!((row.state, row.reason), (AccountState::NeedsSignIn, Some(reason)));
                assert_eq!(one.session_status(&anna).unwrap().ends_in_s, 0);
            }
        }
        assert_eq!((rests(&alfa), app_passwords(&alfa)), (before, 0), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_takes_the_key_that_another_process_has_put_there() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let anna = sign_in(&one, &alfa, "anna").await.id;
    let two = phone.restart().await;
    sign_in_again(&two, &anna).await;
    let receipt = one.accounts_reset(&anna).await.unwrap();
    assert!(receipt.pending.is_empty());
    assert_eq!(phone.vault.names(), ["installation"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_a_newer_program_wrote_or_that_was_cut_is_shown_at_the_next_call_and_stays_as_it_is() {
    for (cut, code) in [(false, ProblemCode::DocumentNewer), (true, ProblemCode::DocumentDamaged)] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await.id;
        let good = std::fs::read_to_string(phone.document(&anna)).unwrap();
        let spoilt =
            if cut { good.chars().take(100).collect() } else { good.replace("\"min_reader\": 1", "\"min_reader\": 9") };
        std::fs::write(phone.document(&anna), &spoilt).unwrap();
        let (documents, keys, before) = (phone.documents(), phone.vault.names(), rests(&alfa));
        assert_eq!(call(&app, &anna).await, Err(code));
        assert_eq!(account(&app, &anna).problem.map(|problem| problem.code), Some(code));
        assert_eq!((phone.documents(), phone.vault.names()), (documents, keys));
        assert_eq!((rests(&alfa), app_passwords(&alfa)), (before, 0));
        std::fs::write(phone.document(&anna), &good).unwrap();
        call(&app, &anna).await.unwrap();
        assert_eq!(app_passwords(&alfa), 1, "what was not touched is good again");
    }
}

#[tokio::test]
async fn a_hundred_calls_at_once_share_a_look_at_the_document() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let before = disk.reads();
    disk.hold(Some(phone.document(&anna)));
    let all = tokio::spawn({
        let (app, anna) = (app.clone(), anna.clone());
        async move { calls(&app, &anna, 100).await }
    });
    // All of them have come as far as they get on this one thread.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    disk.hold(None);
    for result in all.await.unwrap() {
        result.unwrap();
    }
    let reads = disk.reads() - before;
    assert!(reads <= 6, "two looks at a tombstone and a document, not {reads} reads");
}

/// Each names its own key in the one document, and a start removes the keys that no document names.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_swept_away_while_another_process_had_the_sign_in_is_put_again_before_the_next_try() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let one = phone.restart().await;
    let open = at_credentials(&one, &alfa).await;
    let two = phone.restart().await;
    for app in [&one, &two] {
        submit(app, &open, "anna", "not hers").await;
    }
    assert_eq!(phone.vault.names().len(), 3);
    let _three = phone.restart().await;
    until("the first one's key is gone", || phone.vault.names().len() == 2).await;
    let anna = done(&submit(&one, &open, "anna", PASSWORD).await);
    session_ends(&phone, &alfa);
    call(&one, &anna).await.unwrap();
}
