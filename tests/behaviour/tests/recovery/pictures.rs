//! The picture before the new password (I1, I3): what waits behind it is kept as long as the portal judged nothing, or the word may
//! have been wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use portico::records::{ProblemCode, Recovery, RecoveryStage};
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Transport, TransportProblem};
use portico::{CallError, Config, Portico};
use portico_behaviour::steps::busy_or_failing;
use portico_behaviour::{Phone, portal, sent, word};
use portico_portal::Portal;
use serde_json::json;

use super::{NEW, actions, code, give, link, mails, start, switch};

/// The real network, which can be away.
struct Away {
    inner: HttpTransport,
    away: AtomicBool,
}

impl Transport for Away {
    fn send(&self, request: Request) -> Answering<'_> {
        if self.away.load(Ordering::Relaxed) {
            return Box::pin(std::future::ready(Err(TransportProblem::NoConnection)));
        }
        self.inner.send(request)
    }
}

/// Link and new password are given, and the portal wants a picture for them.
async fn at_picture(app: &Portico, alfa: &Portal) -> Recovery {
    let at = start(app, alfa).await;
    switch(alfa, json!({"I1": "on"}));
    let at = give(app, &at, &link(alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, None));
    app.recovery_captcha_picture(&at.id).await.unwrap();
    at
}

async fn read(app: &Portico, at: &Recovery, alfa: &Portal) -> Recovery {
    app.recovery_captcha_picture(&at.id).await.unwrap();
    app.recovery_submit_captcha(&at.id, &word(alfa)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_or_failing_portal_at_the_word_takes_nothing_that_was_typed() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = at_picture(&app, &alfa).await;
    // A page of a hotel's network is a page without markers here (I8): lost, not unjudged.
    let judged_nothing = busy_or_failing().into_iter().filter(|(_, want, _)| *want != ProblemCode::CaptivePortal);
    for (fault, want, wait_s) in judged_nothing {
        alfa.desk().fault(&fault).unwrap();
        let at = app.recovery_submit_captcha(&at.id, &word(&alfa)).await.unwrap();
        let told = at.problem.unwrap();
        assert_eq!((at.stage, told.code, told.retry.wait_s), (RecoveryStage::Captcha, want, wait_s), "{fault}");
    }
    let at = read(&app, &at, &alfa).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Done, None), "nothing was typed again");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_connection_at_the_word_nothing_that_was_typed_is_gone() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let http = HttpConfig { proxy: None, extra_roots: phone.config().extra_roots };
    let network = Arc::new(Away { inner: HttpTransport::new(http).unwrap(), away: AtomicBool::new(false) });
    let config = Config { transport: Some(Arc::clone(&network) as Arc<_>), ..phone.config() };
    let app = Portico::open(config).await.unwrap();
    let at = at_picture(&app, &alfa).await;
    network.away.store(true, Ordering::Relaxed);
    let at = app.recovery_submit_captcha(&at.id, &word(&alfa)).await.unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, Some(ProblemCode::NoConnection)));
    network.away.store(false, Ordering::Relaxed);
    assert_eq!(read(&app, &at, &alfa).await.stage, RecoveryStage::Done);
    assert_eq!(sent(&alfa, "checkword"), 2, "once for the picture, once with it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_word_brings_another_picture_and_is_not_told_as_a_bad_link() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = at_picture(&app, &alfa).await;
    let at = app.recovery_submit_captcha(&at.id, "wrong").await.unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, Some(ProblemCode::RecoveryCaptchaAgain)));
    let told = at.problem.clone().unwrap();
    assert!(told.title.contains("characters") && told.title.contains("link"), "{}", told.title);
    assert!(told.detail.as_deref().unwrap().contains("Word for protecting"), "the portal's words: {:?}", told.detail);
    assert!(actions(&at).contains(&("recovery.resend".to_owned(), json!({"recovery": at.id}))));
    let at = read(&app, &at, &alfa).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Done, None), "nothing was typed again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_is_refused_behind_pictures_can_be_typed_anew_after_the_second() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"PASSWORD_LENGTH": 20})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = at_picture(&app, &alfa).await;
    let at = read(&app, &at, &alfa).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Captcha, Some(ProblemCode::RecoveryCaptchaAgain)));
    let at = read(&app, &at, &alfa).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Checkword, Some(ProblemCode::CheckwordWrong)));
    let told = at.problem.clone().unwrap();
    assert!(told.cause.contains("characters"), "the picture is named too: {}", told.cause);
    assert!(told.detail.unwrap().contains("at least 20 characters"));
    assert_eq!(app.recovery_submit_captcha(&at.id, "late").await.unwrap_err(), CallError::StaleChallenge);
    let at = give(&app, &at, &link(&alfa, 0), "Moon-flower77-and-more").await;
    assert_eq!(read(&app, &at, &alfa).await.stage, RecoveryStage::Done, "the same link still works");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_mail_makes_what_waits_behind_a_picture_useless() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = at_picture(&app, &alfa).await;
    phone.advance(60);
    alfa.desk().fault(&json!({"kind": "status", "status": 503, "path": "/auth/"})).unwrap();
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!(
        (at.stage, code(&at)),
        (RecoveryStage::Captcha, Some(ProblemCode::PortalFailing)),
        "no mail, all is kept"
    );
    switch(&alfa, json!({"I1": "off"}));
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 2), "I2: the checkword that waited is dead");
    assert_eq!(app.recovery_submit_captcha(&at.id, "late").await.unwrap_err(), CallError::StaleChallenge);
    assert_eq!(give(&app, &at, &link(&alfa, 1), NEW).await.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_again_behind_a_picture_is_wiped_five_minutes_after_it_was_typed() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = at_picture(&app, &alfa).await;
    phone.advance(200);
    assert_eq!(app.recovery_submit_captcha(&at.id, "wrong").await.unwrap().stage, RecoveryStage::Captcha);
    phone.advance(101);
    assert_eq!(app.recovery_submit_captcha(&at.id, "whatever").await.unwrap_err(), CallError::StaleChallenge);
    let at = app.recovery_get(&at.id).unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Sent, Some(ProblemCode::PasswordNeeded)));
}
