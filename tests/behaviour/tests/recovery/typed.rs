//! What is typed into the field of the login may be something else (R5): a password, or the whole link of the mail.

use portico::records::{ProblemCode, RecoveryStage};
use portico::{CallError, Portico};
use portico_behaviour::{Phone, only_account, portal, sent};
use portico_portal::Portal;

use super::{NEW, checkword, code, give, link, mails, posts};

/// A password in the wrong field; some portals have such a login.
const ODD: &str = "Anna2024";

async fn start_as(app: &Portico, alfa: &Portal, login: &str) -> portico::records::Recovery {
    app.recovery_start(alfa.url(), login).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_may_be_a_password_is_used_and_shown_and_not_written() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for typed in ["Sun-flower9", "hunter2!", "anna:Sun-flower9"] {
        let at = start_as(&app, &alfa, typed).await;
        assert_eq!((at.login.as_str(), code(&at)), (typed, Some(ProblemCode::RecoveryRefused)));
        assert_eq!(start_as(&app, &alfa, typed).await.id, at.id, "typed again it goes on");
        assert!(!phone.writes(typed), "{typed}");
    }
    let at = start_as(&app, &alfa, "Sun-flower9").await;
    let app = phone.begin_again(app).await;
    assert_eq!(app.recovery_get(&at.id).unwrap().login, "");
    alfa.desk().clear_requests();
    let at = app.recovery_resend(&at.id).await.unwrap();
    assert_eq!((code(&at), posts(&alfa)), (Some(ProblemCode::NoLongerThere), 0), "nobody is asked for nobody's mail");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_was_not_written_is_named_by_the_mails_link_after_a_restart() {
    let alfa = portal(&[ODD]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start_as(&app, &alfa, ODD).await;
    assert_eq!((at.stage, mails(&alfa)), (RecoveryStage::Sent, 1));
    let wrong = give(&app, &at, "0therW0rd", NEW).await;
    assert_eq!(code(&wrong), Some(ProblemCode::CheckwordWrong));
    assert!(!wrong.problem.unwrap().detail.unwrap().contains(ODD), "nor in the portal's words, which are written");
    assert!(!phone.writes(ODD));
    let app = phone.begin_again(app).await;
    let bare = give(&app, &at, &checkword(&alfa, 0), NEW).await;
    assert_eq!((code(&bare), sent(&alfa, "checkword")), (Some(ProblemCode::CheckwordUnreadable), 1), "whose is it?");
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, at.login.as_str()), (RecoveryStage::Done, ODD));
    assert_eq!(only_account(&app).login, ODD);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_out_of_a_link_is_not_written_either_where_it_may_be_a_password() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = start_as(&app, &alfa, "anna").await;
    let odd = link(&alfa, 0).replace("USER_LOGIN=anna", "USER_LOGIN=Sun-flower9");
    let at = give(&app, &at, &odd, NEW).await;
    assert_eq!((code(&at), at.login.as_str()), (Some(ProblemCode::CheckwordWrong), "Sun-flower9"));
    assert!(!phone.writes("Sun-flower9"));
    let at = give(&app, &at, &link(&alfa, 0), NEW).await;
    assert_eq!((at.stage, at.login.as_str()), (RecoveryStage::Done, "anna"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_in_the_login_field_is_said_and_goes_nowhere() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    start_as(&app, &alfa, "anna").await;
    let word = checkword(&alfa, 0);
    let invited = alfa.desk().invite("carla@company.example", Some("anna")).unwrap().link;
    let hash = alfa.desk().hash("anna", "preset_task", None).unwrap();
    let hash = |form: &str| hash.pointer(form).unwrap().as_str().unwrap().to_owned();
    alfa.desk().clear_requests();
    let documents = phone.documents();
    for (typed, want) in [
        (link(&alfa, 0), ProblemCode::LinkForRecovery),
        (format!("Open this: <{}>.", link(&alfa, 0)), ProblemCode::LinkForRecovery),
        (invited, ProblemCode::LinkForInvitation),
        (hash("/link"), ProblemCode::OpenLinkAgain),
        (hash("/plain_link"), ProblemCode::OpenLinkAgain),
        ("https://portal.example/?intent=preset_task%3B8f2kd0QmZx4L".to_owned(), ProblemCode::LinkUnreadable),
    ] {
        let error = app.recovery_start(alfa.url(), &typed).await.unwrap_err();
        let CallError::CallFailed { problem } = error else { unreachable!("{typed}: {error:?}") };
        assert_eq!(problem.code, want, "{typed}");
        assert!(!serde_json::to_string(&problem).unwrap().contains(&word), "R5: {problem:?}");
    }
    assert!(alfa.desk().requests(0).is_empty(), "nothing went out");
    assert_eq!(phone.documents(), documents, "and nothing was written");
}
