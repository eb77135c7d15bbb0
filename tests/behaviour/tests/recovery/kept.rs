//! Pictures, time, restarts, a locked key store, a full disk.

use std::sync::Arc;

use portico::records::{ProblemCode, RecoveryStage, Step};
use portico::secret::Secret;
use portico::vault::VaultProblem;
use portico::{CallError, Config, Portico};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::{answer, busy_or_failing, employee, patch, problem as sign_in_problem};
use portico_behaviour::{Phone, account, done, portal, sent, sign_in, word};
use serde_json::json;

use super::{NEW, code, give, link, mails, start, switch};

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_on_both_forms_is_read_and_costs_no_try() {
    let alfa = portal(&["anna"]).await;
    switch(&alfa, json!({"I1": "on"}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, at.wait_s, mails(&alfa)), (RecoveryStage::Captcha, 0, 0));
    let app = phone.begin_again(app).await;
    assert_eq!(app.recovery_get(&at.id).unwrap().stage, RecoveryStage::Captcha, "kept over a restart");
    let picture = app.recovery_captcha_picture(&at.id).await.unwrap();
    assert_eq!(picture.media_type, "image/jpeg");
    let at = app.recovery_submit_captcha(&at.id, "wrong").await.unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, Some(ProblemCode::RecoveryRefused)));
    phone.advance(1);
    let at = app.recovery_refresh_captcha(&at.id).await.unwrap();
    phone.advance(1);
    app.recovery_captcha_picture(&at.id).await.unwrap();
    let at = app.recovery_submit_captcha(&at.id, &word(&alfa)).await.unwrap();
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 1));
    assert_eq!(app.recovery_captcha_picture(&at.id).await.unwrap_err(), CallError::StaleChallenge);
    assert_eq!(app.recovery_submit_captcha(&at.id, "late").await.unwrap_err(), CallError::StaleChallenge);

    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, None), "the other form wants one too");
    phone.advance(1);
    app.recovery_captcha_picture(&at.id).await.unwrap();
    let at = app.recovery_submit_captcha(&at.id, &word(&alfa)).await.unwrap();
    assert_eq!(at.stage, RecoveryStage::Done, "{:?}", at.problem);
    assert_eq!(employee(&alfa, "anna").attempts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_or_failing_portal_is_told_at_the_picture_as_everywhere() {
    for (fault, want, wait_s) in busy_or_failing() {
        let alfa = portal(&["anna"]).await;
        switch(&alfa, json!({"I1": "on"}));
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let at = start(&app, &alfa).await;
        alfa.desk().fault(&fault).unwrap();
        let error = app.recovery_captcha_picture(&at.id).await.unwrap_err();
        let CallError::CallFailed { problem: told } = error else { unreachable!("{fault}: {error:?}") };
        assert_eq!((told.code, told.retry.wait_s), (want, wait_s), "{fault}");
        alfa.desk().fault(&fault).unwrap();
        phone.advance(1);
        let same = app.recovery_refresh_captcha(&at.id).await.unwrap();
        let told = same.problem.unwrap();
        assert_eq!((told.code, told.retry.wait_s, same.stage), (want, wait_s, RecoveryStage::Captcha), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_behind_a_picture_is_wiped_after_five_minutes() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    switch(&alfa, json!({"I1": "on"}));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Captcha);
    phone.advance(301);
    assert_eq!(app.recovery_submit_captcha(&at.id, "whatever").await.unwrap_err(), CallError::StaleChallenge);
    let at = app.recovery_get(&at.id).unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Sent, Some(ProblemCode::PasswordNeeded)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_that_follows_may_meet_a_picture_or_a_code() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let at = start(&app, &alfa).await;
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Done);
    let open = app.sign_in_get(at.sign_in.as_ref().unwrap()).unwrap();
    assert_eq!(sign_in_problem(&open), Some(ProblemCode::CaptchaForTyped));
    let Step::Captcha { password_needed, .. } = open.step else { unreachable!("{:?}", open.step) };
    assert!(!password_needed, "the new password is held");
    app.sign_in_captcha_picture(&open.id, &portico_behaviour::captcha(&open)).await.unwrap();
    let open = answer(&app, &open, &word(&alfa), None).await;
    assert_eq!(account(&app, &done(&open)).tries.spent, 0, "G7");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_that_follows_is_the_accounts_own_where_there_is_one() {
    let (alfa, beta) = (portal(&["boris", "anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    sign_in(&app, &alfa, "boris").await;
    sign_in(&app, &beta, "anna").await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let at = start(&app, &alfa).await;
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    let open = app.sign_in_get(at.sign_in.as_ref().unwrap()).unwrap();
    assert_eq!(open.account, Some(anna.clone()));
    assert_eq!(done(&answer(&app, &open, &word(&alfa), None).await), anna);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_never_waits_for_the_request_under_way() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "count": 1, "path": "/auth/", "ms": 2000})).unwrap();
    let (other, id, text) = (app.clone(), at.id.clone(), link(&alfa, 0));
    let under_way = tokio::spawn(async move { other.recovery_submit(&id, Secret::new(text), Secret::from(NEW)).await });
    let mut changes = app.observe();
    while !app.recovery_get(&at.id).unwrap().busy {
        changes.changed().await.unwrap();
    }
    let begun = std::time::Instant::now();
    assert!(app.recovery_get(&at.id).unwrap().busy);
    assert!(begun.elapsed() < std::time::Duration::from_millis(200), "R8");
    assert_eq!(under_way.await.unwrap().unwrap().stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_key_store_spends_no_checkword() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    phone.vault.set_problem(Some(VaultProblem::Locked));
    let error = app.recovery_submit(&at.id, Secret::new(link(&alfa, 0)), Secret::from(NEW)).await.unwrap_err();
    assert_eq!((error, sent(&alfa, "checkword")), (CallError::VaultLocked, 0));
    phone.vault.set_problem(None);
    assert_eq!(give(&app, &at, &link(&alfa, 0), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_recovery_is_left_after_a_week_or_after_its_account_is_deleted() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let at = start(&app, &alfa).await;
    assert!(phone.writes("anna"));
    app.accounts_delete(&anna.id).await.unwrap();
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery);
    assert!(!phone.writes("anna"), "a deleted account's login is in no file");
    let at = start(&app, &alfa).await;
    let app = phone.begin_again(app).await;
    phone.advance(7 * 24 * 3600 + 1);
    assert!(app.recovery_get(&at.id).is_ok());
    let app = phone.begin_again(app).await;
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery);
    assert!(!phone.writes("anna"));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_nothing_is_sent_and_what_the_portal_said_is_not_forgotten() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
    let at = start(&app, &alfa).await;
    phone.advance(60);
    let before = disk.changes();
    app.recovery_resend(&at.id).await.unwrap();
    let one_write = (disk.changes() - before) / 2;

    phone.advance(60);
    disk.fill_after(0);
    assert_eq!(app.recovery_resend(&at.id).await.unwrap_err(), CallError::StorageFailed);
    assert_eq!((mails(&alfa), app.recovery_get(&at.id).unwrap().wait_s), (2, 0), "the wait is written before the mail");
    disk.fill_after(one_write);
    let sent = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((sent.stage, sent.wait_s, mails(&alfa)), (RecoveryStage::Sent, 60, 3), "shown whatever the disk says");
    disk.make_room();
    let wrong = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(
        (wrong.stage, wrong.wait_s, code(&wrong)),
        (RecoveryStage::Checkword, 60, Some(ProblemCode::CheckwordWrong))
    );
    let app = phone.begin_again(app).await;
    let kept = app.recovery_get(&at.id).unwrap();
    assert_eq!(
        (kept.stage, code(&kept)),
        (RecoveryStage::Checkword, Some(ProblemCode::CheckwordWrong)),
        "written with the next"
    );
    assert_eq!(give(&app, &at, &link(&alfa, 2), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_that_another_process_finished_or_time_ended_is_begun_anew() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    let other = phone.restart().await;
    assert_eq!(give(&other, &at, &link(&alfa, 0), NEW).await.stage, RecoveryStage::Done);
    let again = start(&app, &alfa).await;
    assert_eq!((again.stage, code(&again), mails(&alfa)), (RecoveryStage::Sent, None, 2), "not the one that is over");
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery, "nor shown as if it went on");

    phone.advance(7 * 24 * 3600 + 1);
    let late = start(&app, &alfa).await;
    assert_eq!((late.stage, code(&late), mails(&alfa)), (RecoveryStage::Sent, None, 3));
    assert_ne!(late.id, again.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_a_recovery_that_the_disk_refused_is_written_later() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let disk = Arc::new(MoodyDisk::default());
    let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "path": "/auth/", "ms": 1000})).unwrap();
    let locked = async {
        while sent(&alfa, "checkword") == 0 {
            tokio::task::yield_now().await;
        }
        disk.deny(true);
    };
    let text = link(&alfa, 0);
    let (set, ()) = tokio::join!(give(&app, &at, &text, NEW), locked);
    assert_eq!((set.stage, code(&set)), (RecoveryStage::Done, None), "the password is set all the same");
    disk.deny(false);
    app.session_foreground().await;
    let app = phone.begin_again(app).await;
    assert_eq!(app.recovery_get(&at.id).unwrap_err(), CallError::UnknownRecovery, "nothing is left to be unsure of");
}
