//! Reset, sign-out and delete while a request is under way: its answer comes to nothing (R9, R13, R4).

use std::sync::Arc;

use portico::records::{Account, AccountState, ProblemCode, Reason, ReceiptKind, Step};
use portico::secret::Secret;
use portico::{Config, Portico, Start};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::{PASSWORD, Phone, account, portal, sent, sign_in};
use portico_portal::Portal;
use serde_json::json;

use crate::support::{app_passwords, call, fault, problem, requests, restarted, secret, session_ends, until, user};

const KINDS: [ReceiptKind; 3] = [ReceiptKind::Reset, ReceiptKind::SignOut, ReceiptKind::Delete];

/// What the portal makes of the password that is on its way.
#[derive(Debug, Clone, Copy)]
enum Judgement {
    Right,
    Refused,
    PictureFirst,
    NotJudged,
}

const JUDGEMENTS: [Judgement; 4] =
    [Judgement::Right, Judgement::Refused, Judgement::PictureFirst, Judgement::NotJudged];

async fn clear(app: &Portico, kind: ReceiptKind, account: &str) {
    let receipt = match kind {
        ReceiptKind::Reset => app.accounts_reset(account).await,
        ReceiptKind::SignOut => app.accounts_sign_out(account).await,
        ReceiptKind::Delete => app.accounts_delete(account).await,
    };
    assert!(receipt.unwrap().pending.is_empty());
}

/// Nothing of the account's secrets is left, and the row says only what the employee did.
fn is_cleared(phone: &Phone, app: &Portico, kind: ReceiptKind, id: &str, what: &str) {
    let names = phone.vault.names();
    assert_eq!(names, ["installation"], "{what}");
    if kind == ReceiptKind::Delete {
        assert!(app.accounts_list().accounts.is_empty(), "{what}");
        let left: Vec<_> = phone.files().into_iter().filter(|file| file.to_string_lossy().contains(id)).collect();
        assert!(left.is_empty(), "{what}: {left:?}");
        return;
    }
    assert_eq!(secret(phone, id), (None, None), "{what}");
    let (reason, code) = match kind {
        ReceiptKind::SignOut => (Reason::SignedOut, ProblemCode::SignedOut),
        ReceiptKind::Reset | ReceiptKind::Delete => (Reason::Reset, ProblemCode::WasReset),
    };
    let Account { state, reason: shown, problem, .. } = account(app, id);
    assert_eq!((state, shown), (AccountState::NeedsSignIn, Some(reason)), "{what}");
    assert_eq!(problem.map(|problem| problem.code), Some(code), "{what}");
    let status = app.session_status(id).unwrap();
    assert_eq!((status.signed_in, status.ends_in_s), (false, 0), "{what}");
}

/// Every request that came was answered, and what followed from it has been done.
async fn all_answered(portal: &Portal) {
    until("the held answer went out", || requests(portal, |request| request.status.is_none()).is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_under_way_brings_nothing_back_after_any_of_the_three_clears() {
    for kind in KINDS {
        for judgement in JUDGEMENTS {
            let what = format!("{kind:?} during {judgement:?}");
            let alfa = portal(&["anna"]).await;
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await;
            match judgement {
                Judgement::Right => {}
                Judgement::Refused => _ = alfa.desk().revoke(user(&alfa, "anna")).unwrap(),
                Judgement::PictureFirst => {
                    _ = alfa.desk().patch_user(user(&alfa, "anna"), &json!({"attempts": 10})).unwrap();
                }
                Judgement::NotJudged => _ = alfa.desk().patch_switches(&json!({"P9": "cloud_network_down"})).unwrap(),
            }
            session_ends(&phone, &alfa);
            fault(&alfa, json!({"kind": "delay", "ms": 150, "path": "/mobile/?mobile_action=checkout"}));
            let waiting = tokio::spawn({
                let (app, anna) = (app.clone(), anna.id.clone());
                async move { app.session_call(&anna, "profile", json!({})).await }
            });
            until("the password is on its way", || app_passwords(&alfa) == 1).await;
            clear(&app, kind, &anna.id).await;
            assert!(
                !requests(&alfa, |request| request.status.is_none()).is_empty(),
                "too late to prove anything: {what}"
            );
            is_cleared(&phone, &app, kind, &anna.id, &what);
            let told = waiting.await.unwrap().unwrap_err();
            match kind {
                ReceiptKind::Reset => assert_eq!(problem(told).code, ProblemCode::WasReset, "{what}"),
                ReceiptKind::SignOut => assert_eq!(problem(told).code, ProblemCode::SignedOut, "{what}"),
                ReceiptKind::Delete => assert_eq!(told.code(), "unknown_account", "{what}"),
            }
            all_answered(&alfa).await;
            is_cleared(&phone, &app, kind, &anna.id, &what);
            let app = restarted(&phone, app).await;
            app.session_foreground().await;
            is_cleared(&phone, &app, kind, &anna.id, &what);
            assert_eq!(app_passwords(&alfa), 1, "{what}");
        }
    }
}

/// R10: the answer came before the reset, and what follows from it was still being written down.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_still_being_written_down_says_nothing_over_a_reset() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let anna = sign_in(&phone.open().await, &alfa, "anna").await;
    alfa.desk().patch_switches(&json!({"P9": "cloud_network_down"})).unwrap();
    let disk = Arc::new(MoodyDisk::default());
    let config = Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.next_config() };
    let ledger = config.data.join("device/ledger.json");
    let app = Portico::open(config).await.unwrap();
    fault(&alfa, json!({"kind": "delay", "ms": 300, "path": "/mobile/?mobile_action=checkout"}));
    let waiting = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { app.session_call(&anna, "profile", json!({})).await }
    });
    until("the password is on its way", || app_passwords(&alfa) == 1).await;
    // The account is written, and then the count of tries: there it stops.
    disk.hold(Some(ledger));
    until("the answer is being counted", || disk.waiting() == 1).await;
    let resetting = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { app.accounts_reset(&anna).await }
    });
    let is_reset = || account(&app, &anna.id).reason == Some(Reason::Reset);
    until("the reset acts in memory", is_reset).await;
    disk.hold(None);
    waiting.await.unwrap().unwrap_err();
    assert_eq!(resetting.await.unwrap().unwrap().pending, Vec::<String>::new());
    is_cleared(&phone, &app, ReceiptKind::Reset, &anna.id, "afterwards");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_password_under_way_brings_nothing_back_after_any_of_the_three_clears() {
    for kind in KINDS {
        for right in [true, false] {
            let what = format!("{kind:?} during a {right} password");
            let alfa = portal(&["anna"]).await;
            let phone = Phone::trusting(&[&alfa]);
            let app = phone.open().await;
            let anna = sign_in(&app, &alfa, "anna").await;
            let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
            fault(&alfa, json!({"kind": "delay", "ms": 150, "path": "/mobile/?mobile_action=checkout"}));
            let waiting = tokio::spawn({
                let (app, open) = (app.clone(), open.id.clone());
                let password = Secret::new(if right { PASSWORD } else { "wrong" });
                async move { app.sign_in_submit_credentials(&open, "anna", password).await }
            });
            until("the password is on its way", || sent(&alfa, "login_password") == 2).await;
            clear(&app, kind, &anna.id).await;
            assert!(
                !requests(&alfa, |request| request.status.is_none()).is_empty(),
                "too late to prove anything: {what}"
            );
            is_cleared(&phone, &app, kind, &anna.id, &what);
            let after = waiting.await.unwrap();
            all_answered(&alfa).await;
            if let Ok(after) = after {
                assert_eq!(after.step, Step::Cancelled, "{what}");
            }
            is_cleared(&phone, &app, kind, &anna.id, &what);
            assert!(app.sign_in_list().is_empty(), "{what}");
            let app = restarted(&phone, app).await;
            is_cleared(&phone, &app, kind, &anna.id, &what);
            assert!(app.sign_in_list().is_empty(), "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_refusal_does_not_touch_the_sign_in_that_came_after_a_reset() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    alfa.desk().revoke(user(&alfa, "anna")).unwrap();
    session_ends(&phone, &alfa);
    fault(&alfa, json!({"kind": "delay", "ms": 1_500, "path": "/mobile/?mobile_action=checkout"}));
    let waiting = tokio::spawn({
        let (app, anna) = (app.clone(), anna.id.clone());
        async move { call(&app, &anna).await }
    });
    until("the password is on its way", || app_passwords(&alfa) == 1).await;
    app.accounts_reset(&anna.id).await.unwrap();
    let again = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
    let again = app.sign_in_submit_credentials(&again.id, "anna", Secret::new(PASSWORD)).await.unwrap();
    assert_eq!(portico_behaviour::done(&again), anna.id);
    assert!(!requests(&alfa, |request| request.status.is_none()).is_empty(), "the refusal is still on its way");
    let kept = secret(&phone, &anna.id);
    waiting.await.unwrap().unwrap_err();
    let row = account(&app, &anna.id);
    assert_eq!((row.state, row.reason, row.problem), (AccountState::SignedIn, None, None));
    assert_eq!(secret(&phone, &anna.id), kept);
    assert!(app.session_status(&anna.id).unwrap().ends_in_s > 1_400, "the new session is still open");
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 1, "and was not opened a second time");
}

/// R10: what the network or the address was like for a session that is over says nothing about the next one.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_to_a_call_of_an_earlier_session_neither_blocks_nor_blames_the_next() {
    let elsewhere = portal(&[]).await;
    for (method, want) in [
        ("profile", ProblemCode::NotAllowedHere),
        ("user.current", ProblemCode::PortalMoved),
        ("no.such", ProblemCode::UnknownMethod),
    ] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        if want == ProblemCode::NotAllowedHere {
            alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
        }
        alfa.desk().rename((want == ProblemCode::PortalMoved).then(|| elsewhere.url())).unwrap();
        fault(&alfa, json!({"kind": "delay", "ms": 1_500, "path": "/rest/"}));
        let waiting = tokio::spawn({
            let (app, anna) = (app.clone(), anna.id.clone());
            async move { app.session_call(&anna, method, json!({})).await }
        });
        until("the call is on its way", || !requests(&alfa, |asked| asked.path.starts_with("/rest/")).is_empty()).await;
        // One that comes after it and is answered first: by then the portal has decided on the other.
        let _ = call(&app, &anna.id).await;
        alfa.desk().put_ip_rules(&[]).unwrap();
        alfa.desk().rename(None).unwrap();
        app.accounts_reset(&anna.id).await.unwrap();
        let again = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
        let again = app.sign_in_submit_credentials(&again.id, "anna", Secret::new(PASSWORD)).await.unwrap();
        assert_eq!(portico_behaviour::done(&again), anna.id);
        assert!(!requests(&alfa, |request| request.status.is_none()).is_empty(), "{method} is still on its way");
        assert_eq!(problem(waiting.await.unwrap().unwrap_err()).code, want);
        let row = account(&app, &anna.id);
        assert_eq!((row.state, row.reason, row.problem), (AccountState::SignedIn, None, None), "{method}");
    }
}
