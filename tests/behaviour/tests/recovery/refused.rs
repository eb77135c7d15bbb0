//! What is not taken, or not known.

use portico::records::{ProblemCode, RecoveryStage};
use portico_behaviour::steps::{at_credentials, submit};
use portico_behaviour::{Phone, done, portal, sent};
use serde_json::json;

use super::{NEW, actions, code, give, link, mails, posts, start, switch};

#[tokio::test(flavor = "multi_thread")]
async fn a_password_the_portal_does_not_take_is_refused_in_its_words_and_the_link_still_works() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    let at = give(&app, &at, &link(&alfa, 0), "short").await;
    assert_eq!((code(&at), at.stage), (Some(ProblemCode::NewPasswordShort), RecoveryStage::Sent));
    assert_eq!(sent(&alfa, "checkword"), 0, "known before: nothing was sent");
    alfa.desk().patch_policy(&json!({"PASSWORD_LENGTH": 10})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), "sixsix").await;
    assert_eq!(at.stage, RecoveryStage::Checkword);
    assert!(at.problem.clone().unwrap().detail.unwrap().contains("at least 10 characters"), "{:?}", at.problem);
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(at.stage, RecoveryStage::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_another_portal_or_none_at_all_sends_nothing() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    app.recovery_start(beta.url(), "anna").await.unwrap();
    alfa.desk().clear_requests();
    let other = give(&app, &at, &link(&beta, 0), NEW).await;
    assert_eq!((code(&other), other.stage), (Some(ProblemCode::LinkOfOtherPortal), RecoveryStage::Sent));
    for rubbish in ["", "two words", "https://elsewhere.example/?USER_LOGIN=anna", alfa.url()] {
        assert_eq!(code(&give(&app, &at, rubbish, NEW).await), Some(ProblemCode::CheckwordUnreadable), "{rubbish}");
    }
    assert_eq!((posts(&alfa), sent(&beta, "checkword")), (0, 0));
    let wrapped = format!("Open this:\r\n<{}>.", link(&alfa, 0));
    assert_eq!(give(&app, &at, &wrapped, NEW).await.stage, RecoveryStage::Done, "as a mail program shows it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_markers_is_never_a_success() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    switch(&alfa, json!({"P35": "no_marker"}));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Browser, Some(ProblemCode::RecoveryUnreadable)));
    assert_eq!((at.sign_in.clone(), sent(&alfa, "login_password")), (None, 0), "nothing is counted as done");
    let url = format!("{}/auth/?forgot_password=yes", alfa.url());
    assert_eq!(at.url.as_deref(), Some(url.as_str()));
    assert!(actions(&at).contains(&("open_url".to_owned(), json!({"url": url}))), "{:?}", actions(&at));
    let again = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((code(&again), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1), "Q14: sent once");
    // It was set all the same, which the sign-in shows.
    let open = at_credentials(&app, &alfa).await;
    done(&submit(&app, &open, "anna", NEW).await);

    let beta = portal(&["anna"]).await;
    switch(&beta, json!({"P35": "no_marker"}));
    let phone = Phone::trusting(&[&beta]);
    let app = phone.open().await;
    let at = start(&app, &beta).await;
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Browser, Some(ProblemCode::RecoveryUnreadable)));
    switch(&beta, json!({"P35": "stock"}));
    assert_eq!(give(&app, &at, &link(&beta, 0), NEW).await.stage, RecoveryStage::Done, "the mail came all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_cloud_it_goes_on_in_a_browser_at_the_network_host() {
    let alfa = portal(&["anna"]).await;
    switch(&alfa, json!({"P9": "cloud"}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Browser, Some(ProblemCode::RecoveryInBrowser), 0));
    assert_eq!(serde_json::to_value(&at).unwrap()["portal"]["kind"], json!("cloud"));
    let url = at.url.clone().unwrap();
    assert!(url.starts_with("https://"), "{url}");
    assert!(actions(&at).contains(&("open_url".to_owned(), json!({"url": url}))));
    assert_eq!(app.recovery_resend(&at.id).await.unwrap().stage, RecoveryStage::Browser);
    assert_eq!(give(&app, &at, "abcd1234", NEW).await.stage, RecoveryStage::Browser);
    assert_eq!((posts(&alfa), mails(&alfa)), (0, 0), "the portal itself is asked for nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_says_what_is_not_known() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    alfa.desk().fault(&json!({"kind": "cut", "count": 1, "path": "/auth/"})).unwrap();
    let at = start(&app, &alfa).await;
    assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Start, Some(ProblemCode::RecoveryMailLost), 60));
    alfa.desk().fault(&json!({"kind": "cut", "count": 1, "path": "/auth/"})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(code(&at), Some(ProblemCode::PasswordChangeLost));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((code(&at), sent(&alfa, "checkword")), (Some(ProblemCode::PasswordChangeLost), 1), "Q14: sent once");
    let open = at_credentials(&app, &alfa).await;
    done(&submit(&app, &open, "anna", NEW).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_is_away_counts_as_nothing_asked() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for (status, want) in
        [(503, ProblemCode::PortalFailing), (403, ProblemCode::NotAllowedHere), (521, ProblemCode::NetworkServiceDown)]
    {
        alfa.desk().fault(&json!({"kind": "status", "count": 1, "path": "/auth/", "status": status})).unwrap();
        let at = start(&app, &alfa).await;
        assert_eq!((at.stage, code(&at), at.wait_s), (RecoveryStage::Start, Some(want), 0), "{status}");
    }
    alfa.desk()
        .fault(&json!({"kind": "redirect", "count": 1, "path": "/auth/", "location": "https://elsewhere.example/"}))
        .unwrap();
    let at = start(&app, &alfa).await;
    assert_eq!(code(&at), Some(ProblemCode::PortalMoved), "never followed (Q12)");
    // I8: the portal is there, its page is not.
    alfa.desk().fault(&json!({"kind": "status", "count": 1, "path": "/auth/", "status": 404})).unwrap();
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.stage, code(&at)), (RecoveryStage::Browser, Some(ProblemCode::RecoveryUnreadable)));
    phone.advance(60);
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 1));
    alfa.desk().fault(&json!({"kind": "status", "count": 1, "path": "/auth/", "status": 500})).unwrap();
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!(code(&at), Some(ProblemCode::PortalFailing));
    assert_eq!(give(&app, &at, &link(&alfa, 0), NEW).await.stage, RecoveryStage::Done, "a readable status is not lost");
}
