//! A checkword whose answer was lost is not sent a second time (Q14), until a new mail has made another one (I2).

use std::sync::Arc;

use portico::records::{ProblemCode, RecoveryStage};
use portico::secret::Secret;
use portico::{Config, Portico};
use portico_behaviour::wire::Silent;
use portico_behaviour::{Phone, portal, sent};
use serde_json::json;
use tokio::time::Instant;

use super::{NEW, checkword, code, give, link, mails, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_not_sent_does_not_bring_a_lost_checkword_back() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "drop", "after": true, "path": "/auth/"})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(code(&at), Some(ProblemCode::PasswordChangeLost));
    phone.advance(60);
    for (fault, want) in [
        (json!({"kind": "status", "status": 503, "path": "/auth/"}), ProblemCode::PortalFailing),
        (json!({"kind": "drop", "path": "/auth/"}), ProblemCode::RecoveryMailLost),
    ] {
        alfa.desk().fault(&fault).unwrap();
        let at = app.recovery_resend(&at.id).await.unwrap();
        assert_eq!((code(&at), mails(&alfa)), (Some(want), 1));
        let at = give(&app, &at, &link(&alfa, 0), NEW).await;
        assert_eq!((code(&at), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1), "{fault}");
    }
    phone.advance(60);
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 2));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(code(&at), Some(ProblemCode::CheckwordWrong), "I2: now it is no more than an old one");
    assert_eq!(give(&app, &at, &link(&alfa, 1), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_checkword_is_known_after_a_restart_and_in_no_file() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "drop", "path": "/auth/"})).unwrap();
    give(&app, &at, &link(&alfa, 0), NEW).await;
    let app = phone.begin_again(app).await;
    let same = give(&app, &at, &checkword(&alfa, 0), NEW).await;
    assert_eq!((code(&same), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1));
    assert!(!phone.writes(&checkword(&alfa, 0)), "R5");
    let other = give(&app, &at, "0therW0rd", NEW).await;
    assert_eq!(
        (code(&other), sent(&alfa, "checkword")),
        (Some(ProblemCode::CheckwordWrong), 2),
        "another one goes out"
    );
    let same = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(
        (code(&same), sent(&alfa, "checkword")),
        (Some(ProblemCode::PasswordChangeLost), 2),
        "and is no way round"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkword_under_way_is_not_sent_by_the_next_process() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "path": "/auth/", "ms": 2000})).unwrap();
    let (first, id, text) = (app.clone(), at.id.clone(), link(&alfa, 0));
    let under_way = tokio::spawn(async move { first.recovery_submit(&id, Secret::new(text), Secret::from(NEW)).await });
    let on_its_way = async {
        while sent(&alfa, "checkword") == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), on_its_way).await.unwrap();
    let next = phone.restart().await;
    assert_eq!(
        code(&next.recovery_get(&at.id).unwrap()),
        Some(ProblemCode::PasswordChangeLost),
        "before anything is done"
    );
    let same = give(&next, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((code(&same), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1));
    assert_eq!(under_way.await.unwrap().unwrap().stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkword_that_the_portal_did_not_judge_is_not_lost_after_a_restart_either() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "status", "status": 503, "path": "/auth/"})).unwrap();
    assert_eq!(code(&give(&app, &at, &link(&alfa, 0), NEW).await), Some(ProblemCode::PortalFailing));
    let app = phone.begin_again(app).await;
    assert_eq!(give(&app, &at, &link(&alfa, 0), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test]
async fn wishes_one_after_the_other_on_a_silent_portal_end_within_a_minute_all_the_same() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let at = start(&phone.open().await, &alfa).await;
    phone.advance(60);
    let silent = Config { transport: Some(Arc::new(Silent)), ..phone.next_config() };
    let app = Portico::open(silent).await.unwrap();
    tokio::time::pause();
    let began = Instant::now();
    let with = |word: &'static str| give(&app, &at, word, NEW);
    let resend = app.recovery_resend(&at.id);
    let all = tokio::join!(resend, with("a1B2c3d4"), with("b1B2c3d4"), with("c1B2c3d4"), with("d1B2c3d4"));
    assert!(began.elapsed().as_secs() <= 60, "{:?}", began.elapsed());
    assert!(all.4.busy, "it goes on by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_of_another_paste_is_over_when_the_password_is_set() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "path": "/auth/", "ms": 1000})).unwrap();
    let text = link(&alfa, 0);
    let meanwhile = async {
        while sent(&alfa, "checkword") == 0 {
            tokio::task::yield_now().await;
        }
        give(&app, &at, "two words", NEW).await
    };
    let (set, odd) = tokio::join!(give(&app, &at, &text, NEW), meanwhile);
    assert_eq!(code(&odd), Some(ProblemCode::CheckwordUnreadable));
    assert_eq!((set.stage, code(&set)), (RecoveryStage::Done, None));
}
