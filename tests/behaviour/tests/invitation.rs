//! An invitation: opened by a tap, accepted once with names and password, and on to a signed-in account (J2, J3, P41; pain 33).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico::records::{AccountState, Invitation, InvitationStage, PortalKind, ProblemCode, Step};
use portico::secret::Secret;
use portico::vault::VaultProblem;
use portico::{CallError, Portico};
use portico_behaviour::steps::{at_credentials, patch, submit};
use portico_behaviour::{Phone, account, done, portal, sent, sign_in};
use portico_portal::Portal;
use serde_json::{Value, json};

const CARLA: &str = "carla@company.example";
const CHOSEN: &str = "Moon-flower77";

fn invite(portal: &Portal) -> String {
    portal.desk().invite(CARLA, Some("anna")).unwrap().link
}

async fn open(app: &Portico, link: &str) -> Invitation {
    app.invitation_open(Secret::from(link)).await.unwrap()
}

async fn accept(app: &Portico, at: &Invitation, password: &str) -> Invitation {
    app.invitation_accept(&at.id, " Carla ", "Dunn", Secret::from(password)).await.unwrap()
}

fn code(at: &Invitation) -> Option<ProblemCode> {
    at.problem.as_ref().map(|problem| problem.code)
}

fn posts(portal: &Portal) -> usize {
    let page = |request: &&portico_portal::LoggedRequest| request.path.contains("invite") && request.method == "POST";
    portal.desk().requests(0).iter().filter(page).count()
}

fn topics(at: &Invitation) -> Vec<String> {
    let steps = at.problem.iter().flat_map(|problem| &problem.steps).filter_map(|step| step.action.as_ref());
    let topics = steps.filter(|action| action.kind == "help.topic");
    topics.filter_map(|action| action.args.get("topic").cloned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_opened_without_spending_it_and_accepting_it_signs_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let link = invite(&alfa);
    let at = open(&app, &link).await;
    assert_eq!((at.stage, code(&at), at.busy, at.account.clone()), (InvitationStage::Open, None, false, None));
    assert_eq!((at.portal.origin.as_str(), posts(&alfa)), (alfa.url(), 0));
    let shown = serde_json::to_value(&at).unwrap();
    let word = link.split("checkword=").nth(1).unwrap();
    assert!(!shown.to_string().contains(word), "no secret in a record (R5)");
    assert_eq!(open(&app, &link).await.id, at.id, "the same link is the same invitation");
    assert_eq!(alfa.desk().invitations().unwrap().len(), 1, "looking spends nothing");

    let at = accept(&app, &at, CHOSEN).await;
    assert_eq!((at.stage, code(&at), posts(&alfa)), (InvitationStage::Done, None, 1));
    let carla = account(&app, at.account.as_ref().unwrap());
    assert_eq!((carla.state, carla.login.as_str(), carla.name.as_str()), (AccountState::SignedIn, CARLA, "Carla Dunn"));
    app.session_call(&carla.id, "profile", json!({})).await.unwrap();
    let document: Value = serde_json::from_slice(&std::fs::read(phone.document(&carla.id)).unwrap()).unwrap();
    assert!(document.get("sealed").is_some(), "an application password is kept");
    assert_eq!(accept(&app, &at, "another-77").await, at, "again changes nothing");
    assert_eq!((posts(&alfa), sent(&alfa, "login_password")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_survives_signing_in_meanwhile_and_is_not_put_into_use_by_itself() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = open(&app, &invite(&alfa)).await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let at = accept(&app, &at, CHOSEN).await;
    let carla = at.account.clone().unwrap();
    assert_ne!(carla, anna.id);
    assert!(
        account(&app, &anna.id).selected && !account(&app, &carla).selected,
        "a link's account is added, not selected"
    );
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_a_wrong_and_a_closed_invitation_are_told_before_anything_is_typed() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let link = invite(&alfa);
    let wrong = open(&app, &format!("{}x1y2z3w4", link.split_at(link.len() - 8).0)).await;
    assert_eq!((code(&wrong), wrong.stage), (Some(ProblemCode::InvitationWrongLink), InvitationStage::Open));
    assert!(wrong.problem.clone().unwrap().detail.unwrap().contains("checkword"), "the portal's words");
    assert_eq!(topics(&wrong), ["S10"]);
    patch(&alfa, CARLA, json!({"active": false}));
    let closed = open(&app, &link).await;
    assert_eq!((code(&closed), topics(&closed)), (Some(ProblemCode::InvitationInactive), vec!["S8".to_owned()]));
    patch(&alfa, CARLA, json!({"active": true}));
    let at = open(&app, &link).await;
    assert_eq!((code(&at), at.id.as_str()), (None, closed.id.as_str()));
    accept(&app, &at, CHOSEN).await;
    let used = open(&app, &link).await;
    assert_eq!((code(&used), topics(&used)), (Some(ProblemCode::InvitationUsed), vec!["S1".to_owned()]));
    assert_eq!(posts(&alfa), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_password_are_mended_in_the_same_invitation() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"PASSWORD_LENGTH": 10})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = open(&app, &invite(&alfa)).await;
    for (name, last_name) in [("", "Dunn"), ("Carla", "  ")] {
        let at = app.invitation_accept(&at.id, name, last_name, Secret::from(CHOSEN)).await.unwrap();
        assert_eq!(code(&at), Some(ProblemCode::NamesNeeded));
    }
    assert_eq!(code(&accept(&app, &at, "short").await), Some(ProblemCode::NewPasswordShort));
    assert_eq!(posts(&alfa), 0, "known before: nothing was sent");
    let refused = accept(&app, &at, "sixsix").await;
    assert_eq!((code(&refused), refused.stage), (Some(ProblemCode::InvitationPasswordRefused), InvitationStage::Open));
    assert!(refused.problem.clone().unwrap().detail.unwrap().contains("10 characters"), "{:?}", refused.problem);
    assert!(accept(&app, &at, CHOSEN).await.account.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_told_and_the_link_is_not_sent_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let link = invite(&alfa);
    let at = open(&app, &link).await;
    let page = "/bitrix/tools/intranet_invite_dialog.php";
    alfa.desk().fault(&json!({"kind": "cut", "count": 1, "path": page})).unwrap();
    let lost = accept(&app, &at, CHOSEN).await;
    assert_eq!((code(&lost), lost.account.clone(), posts(&alfa)), (Some(ProblemCode::InvitationLost), None, 1));
    assert_eq!(code(&accept(&app, &at, CHOSEN).await), Some(ProblemCode::InvitationLost));
    assert_eq!(posts(&alfa), 1, "Q14: sent once");
    assert_eq!(
        code(&open(&app, &link).await),
        Some(ProblemCode::InvitationUsed),
        "opened again it says what became of it"
    );
    let entering = at_credentials(&app, &alfa).await;
    done(&submit(&app, &entering, CARLA, CHOSEN).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_captive_page_or_a_fault_of_the_portal_accepts_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = open(&app, &invite(&alfa)).await;
    let page = "/bitrix/tools/intranet_invite_dialog.php";
    for (fault, want) in [
        (json!({"kind": "status", "count": 1, "path": page, "status": 503}), ProblemCode::PortalFailing),
        (json!({"kind": "status", "count": 1, "path": page, "status": 404}), ProblemCode::InvitationUnreadable),
        (
            json!({"kind": "redirect", "count": 1, "path": page, "location": "https://elsewhere.example/"}),
            ProblemCode::PortalMoved,
        ),
    ] {
        alfa.desk().fault(&fault).unwrap();
        let at = accept(&app, &at, CHOSEN).await;
        assert_eq!((code(&at), at.stage), (Some(want), InvitationStage::Open));
    }
    alfa.desk().fault(&json!({"kind": "captive", "count": 1, "path": page})).unwrap();
    let captive = accept(&app, &at, CHOSEN).await;
    assert_eq!((captive.stage, captive.account), (InvitationStage::Open, None));
    assert_eq!(sent(&alfa, "login_password"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clouds_invitations_are_accepted_in_a_browser_and_nothing_is_sent() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let link = invite(&alfa);
    alfa.desk().clear_requests();
    let at = open(&app, &link).await;
    assert_eq!((at.stage, code(&at)), (InvitationStage::Browser, Some(ProblemCode::InvitationInBrowser)));
    let word = link.split("checkword=").nth(1).unwrap();
    assert!(at.url.as_ref().is_some_and(|url| url.starts_with("https://") && !url.contains(word)), "{:?}", at.url);
    assert_eq!(accept(&app, &at, CHOSEN).await, at);
    assert_eq!(alfa.desk().requests(0).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_networks_address_is_not_offered_as_the_portals() {
    let alfa = portal(&["anna"]).await;
    let app = Phone::trusting(&[&alfa]).open().await;
    let of_start = |at: &Invitation| {
        let steps = at.problem.clone().unwrap().steps;
        let action = steps.into_iter().filter_map(|step| step.action).find(|action| action.kind == "sign_in.start");
        action.unwrap().args.get("address").cloned()
    };
    let query = "user_lang=en&client_id=b24.x&profile_id=7&checkword=abcdefgh";
    let network = open(&app, &format!("https://www.bitrix24.net/invite/?{query}")).await;
    assert_eq!(of_start(&network), None, "M6: the Network is no portal");
    let page = "auth/index.php?confirm_registration=yes&confirm_user_id=42&confirm_code=a1B2c3D4";
    let own = open(&app, &format!("https://firm.bitrix24.de/{page}")).await;
    assert_eq!(of_start(&own).as_deref(), Some("https://firm.bitrix24.de"));
    let network = open(&app, &format!("https://www.bitrix24.net/{page}")).await;
    assert_eq!(of_start(&network), None, "whatever the link is for");
    assert_eq!(alfa.desk().requests(0).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_is_of_the_portal_its_link_names_whichever_kind_that_is() {
    let alfa = portal(&["anna"]).await;
    let app = Phone::trusting(&[&alfa]).open().await;
    let page = "auth/index.php?confirm_registration=yes&confirm_user_id=42&confirm_code=a1B2c3D4";
    let network = "https://www.bitrix24.net/invite/?user_lang=en&client_id=b24.x&profile_id=7&checkword=abcdefgh";
    for (link, kind) in [
        (format!("{}/{page}", alfa.url()), PortalKind::Box),
        (format!("https://portal.firm.example/{page}"), PortalKind::Box),
        (format!("https://firm.bitrix24.de/{page}"), PortalKind::Cloud),
        (network.to_owned(), PortalKind::Cloud),
    ] {
        let read = app.links_read(&link);
        assert!(read.portal.is_none_or(|portal| portal.kind == kind), "{link}");
        let opened = open(&app, &link).await;
        assert_eq!((opened.portal.kind, opened.stage), (kind, InvitationStage::Browser), "{link}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_invitation_is_said_so_and_nothing_is_sent() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for text in ["", "hello", alfa.url(), &format!("{}/?intent=x%3B{}", alfa.url(), "a".repeat(32))] {
        let error = app.invitation_open(Secret::from(text)).await.unwrap_err();
        let CallError::CallFailed { problem } = error else { unreachable!("{error:?}") };
        assert_eq!(problem.code, ProblemCode::NotAnInvitation, "{text}");
    }
    let error = app.invitation_accept("nobody", "A", "B", Secret::from(CHOSEN)).await.unwrap_err();
    assert_eq!(error, CallError::UnknownInvitation);
    assert_eq!(alfa.desk().requests(0).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_taps_accept_once_and_a_locked_key_store_spends_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = open(&app, &invite(&alfa)).await;
    phone.vault.set_problem(Some(VaultProblem::Locked));
    let error = app.invitation_accept(&at.id, "Carla", "Dunn", Secret::from(CHOSEN)).await.unwrap_err();
    assert_eq!((error, posts(&alfa)), (CallError::VaultLocked, 0));
    phone.vault.set_problem(None);
    let taps: Vec<_> = (0..10)
        .map(|_| {
            let (app, at) = (app.clone(), at.clone());
            tokio::spawn(async move { accept(&app, &at, CHOSEN).await })
        })
        .collect();
    for tap in taps {
        assert_eq!(tap.await.unwrap().stage, InvitationStage::Done);
    }
    assert_eq!((posts(&alfa), sent(&alfa, "login_password")), (1, 1));
    assert_eq!(app.accounts_list().accounts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_of_codes_in_between_is_a_sign_in_to_go_on_with() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = open(&app, &invite(&alfa)).await;
    alfa.desk().fault(&json!({"kind": "status", "count": 1, "path": "/mobile/", "status": 503})).unwrap();
    let at = accept(&app, &at, CHOSEN).await;
    assert_eq!(
        (at.stage, code(&at)),
        (InvitationStage::Done, Some(ProblemCode::InvitationAccepted)),
        "accepted all the same"
    );
    assert_eq!((at.account.clone(), at.sign_in.clone()), (None, None));
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, CARLA, CHOSEN).await;
    assert!(matches!(open.step, Step::Done { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_accepted_while_the_page_is_looked_at_again_is_sent_after_that() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let link = invite(&alfa);
    let at = open(&app, &link).await;
    let page = "/bitrix/tools/intranet_invite_dialog.php";
    alfa.desk().fault(&json!({"kind": "delay", "count": 1, "path": page, "ms": 1000})).unwrap();
    let (looking, again) = (app.clone(), link.clone());
    let looked = tokio::spawn(async move { open(&looking, &again).await });
    let on_its_way = async {
        while alfa.desk().requests(0).iter().filter(|request| request.path.contains("invite")).count() < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), on_its_way).await.unwrap();
    let accepted = accept(&app, &at, CHOSEN).await;
    assert_eq!((accepted.stage, code(&accepted), posts(&alfa)), (InvitationStage::Done, None, 1));
    assert_eq!(looked.await.unwrap().id, at.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_acceptance_that_never_reached_the_portal_is_mended_by_opening_the_link_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let link = invite(&alfa);
    let at = open(&app, &link).await;
    let page = "/bitrix/tools/intranet_invite_dialog.php";
    alfa.desk().fault(&json!({"kind": "drop", "count": 1, "path": page})).unwrap();
    let lost = accept(&app, &at, CHOSEN).await;
    assert_eq!(code(&lost), Some(ProblemCode::InvitationLost));
    let again = open(&app, &link).await;
    assert_eq!((again.id.as_str(), code(&again)), (at.id.as_str(), None), "its page shows the form: it is not used");
    assert!(accept(&app, &again, CHOSEN).await.account.is_some());
}
