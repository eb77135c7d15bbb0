//! What a link says, and what is shown before anybody agrees to it.

use portico::Start;
use portico::clock::Clock as _;
use portico::records::{LinkKind, LinkKnown, PortalKind, ProblemCode, Step};
use portico::secret::Secret;
use portico_behaviour::steps::{answer, at_credentials, patch, problem, submit};
use portico_behaviour::{Phone, captcha, done, portal, sign_in, state, word};
use serde_json::json;
use time::OffsetDateTime;

use crate::{codes, confirm, hashes, is_shown, link, links, requests, start};

#[tokio::test]
async fn reading_a_link_makes_no_request_and_gives_no_secret_away() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let account = sign_in(&app, &alfa, "anna").await;
    let before = requests(&alfa);
    let hash = alfa.desk().hash("anna", "preset_task", None).unwrap();
    let text = hash.get("link").unwrap().as_str().unwrap();
    let read = app.links_read(text);
    assert_eq!((read.kind, read.portal.clone(), read.person), (LinkKind::QrSignIn, Some(account.portal), None));
    assert_eq!((read.expires, read.warnings), (in_ten_minutes(&phone), vec![]), "P12");
    let secret = hash.get("hash").unwrap().as_str().unwrap();
    let shown = serde_json::to_string(&app.links_read(text)).unwrap();
    assert!(!shown.contains(secret) && !format!("{:?}", app.links_read(text)).contains(secret), "{shown}");
    assert_eq!(requests(&alfa), before);
    // It was not spent.
    let open = start(&app, text).await;
    done(&confirm(&app, &open).await);
}

#[tokio::test]
async fn links_of_every_kind_are_told_apart() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    sign_in(&app, &alfa, "anna").await;
    let own = alfa.url();
    let word = "d41d8cd98f00b204e9800998ecf8427e";
    let table = [
        (
            format!("{own}/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={word}&USER_LOGIN=Anna"),
            LinkKind::Recovery,
            Some("anna Berg"),
        ),
        (
            format!("{own}/bitrix/tools/intranet_invite_dialog.php?user_id=1&checkword=a1B2c3D4"),
            LinkKind::Invitation,
            Some("anna Berg"),
        ),
        (format!("{own}/?intent=pushOtpInit%2Fab12%3B{word}"), LinkKind::PushSetup, None),
        (format!("{own}/company/"), LinkKind::Portal, None),
        ("good morning".to_owned(), LinkKind::Unknown, None),
    ];
    for (text, kind, person) in table {
        let read = app.links_read(&text);
        assert_eq!((read.kind, read.person.as_deref()), (kind, person), "{text}");
        assert_eq!(read.portal.is_some(), kind != LinkKind::Unknown, "{text}");
        assert!(!serde_json::to_string(&read).unwrap().contains(word), "{text}");
    }
    let network = app.links_read("https://www.bitrix24.net/invite/?profile_id=7&checkword=a1B2c3D4");
    assert_eq!((network.kind, network.portal), (LinkKind::Invitation, None), "J3: the Network is no portal");
}

fn in_ten_minutes(phone: &Phone) -> Option<OffsetDateTime> {
    Some(phone.clock.wall() + time::Duration::minutes(10))
}

/// A6.
#[tokio::test]
async fn a_link_into_the_cloud_shows_a_portal_of_the_cloud_before_it_was_asked() {
    let app = Phone::trusting(&[]).open().await;
    for (host, wanted) in [("alfa.bitrix24.de", PortalKind::Cloud), ("portal.alfa.example", PortalKind::Box)] {
        let open = start(&app, &format!("https://{host}/?intent=a%3B8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa")).await;
        let Step::ConfirmLink { portal, .. } = &open.step else { panic!("{:?}", open.step) };
        assert_eq!(portal.kind, wanted, "{host}");
    }
}

/// Pain 44.
#[tokio::test]
async fn a_link_of_a_new_portal_sends_nothing_before_the_tap() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    sign_in(&app, &alfa, "anna").await;
    app.accounts_select(&app.accounts_list().accounts[0].id).await.unwrap();
    for text in links(&beta, "anna") {
        let open = start(&app, &text).await;
        let Step::ConfirmLink { portal, host, known, person, expires, warnings } = &open.step else {
            panic!("{:?}", open.step)
        };
        assert_eq!((portal.origin.as_str(), host, *known), (beta.url(), &portal.host, LinkKnown::NewPortal));
        assert_eq!((person, codes(warnings)), (&None, vec!["new_portal", "other_portal"]));
        assert_eq!(*expires, in_ten_minutes(&phone), "P12");
        assert!(open.portal.is_none() && !open.busy);
        assert_eq!(requests(&beta), 0, "no request before the tap");
        app.sign_in_cancel(&open.id).await.unwrap();
    }
    let open = start(&app, &link(&alfa, "anna")).await;
    assert!(matches!(open.step, Step::ConfirmLink { known: LinkKnown::KnownPortal, .. }), "{:?}", open.step);
    let page = start(&app, beta.url()).await;
    assert!(is_shown(&page), "R15: an address that came as a link is shown too");
    assert_eq!(requests(&beta), 0);
    assert_eq!(confirm(&app, &page).await.step, Step::Credentials);
    assert_eq!((requests(&beta), hashes(&beta)), (1, 0));
}

#[tokio::test]
async fn a_link_that_passes_for_another_portal_is_named() {
    let phone = Phone::trusting(&[]);
    let app = phone.open().await;
    let query = "?intent=preset_task%3B8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa";
    for (text, host, code) in [
        (format!("https://раураl.example/{query}"), "xn--l-7sba6dbr.example", "look_alike_host"),
        (format!("https://a.bitrix24.com.evil.example/{query}"), "a.bitrix24.com.evil.example", "look_alike_host"),
        (format!("https://a.bitrix24.com@evil.example/{query}"), "evil.example", "hidden_host"),
        (format!("https://evil.example/?go=https://portal.example/{query}"), "portal.example", "foreign_host"),
        (format!("http://plain.example/{query}"), "plain.example", "not_secure"),
    ] {
        let open = start(&app, &text).await;
        let Step::ConfirmLink { host: shown, portal, warnings, .. } = &open.step else { panic!("{:?}", open.step) };
        assert!(shown == host && portal.origin.starts_with("https://"), "{text}: {portal:?}");
        assert!(codes(warnings).contains(&code), "{text}: {warnings:?}");
    }
}

#[tokio::test]
async fn links_that_sign_nobody_in_say_what_they_are_for() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let own = alfa.url();
    let word = "d41d8cd98f00b204e9800998ecf8427e";
    let recovery = format!("{own}/auth/index.php?change_password=yes&USER_CHECKWORD={word}&USER_LOGIN=anna");
    let table = [
        (recovery, ProblemCode::LinkForRecovery, Some("recovery.start")),
        (
            format!("{own}/bitrix/tools/intranet_invite_dialog.php?user_id=7&checkword=a1B2c3D4"),
            ProblemCode::LinkForInvitation,
            Some("invitation.open"),
        ),
        (format!("{own}/?intent=pushOtpInit%2Fab12%3B{word}"), ProblemCode::LinkForPushSetup, None),
        ("https://t.co/AbCdEf".to_owned(), ProblemCode::LinkUnreadable, None),
        (format!("{own}/?intent=preset_task%3B{}", word.split_at(12).0), ProblemCode::LinkUnreadable, None),
        ("good morning".to_owned(), ProblemCode::LinkUnreadable, None),
    ];
    for (text, code, action) in table {
        let open = start(&app, &text).await;
        let typed = if text.starts_with(own) { own.to_owned() } else { String::new() };
        assert_eq!((open.step.clone(), problem(&open)), (Step::Address { typed: Some(typed) }, Some(code)), "{text}");
        let problem = open.problem.unwrap();
        let kinds: Vec<_> =
            problem.steps.iter().filter_map(|step| step.action.as_ref()).map(|it| it.kind.as_str()).collect();
        assert!(action.is_none_or(|action| kinds.first() == Some(&action)), "{text}: {kinds:?}");
        assert!(!serde_json::to_string(&problem).unwrap().contains(word), "{text}");
        let pasted = app.sign_in_start(Start::Address(text.clone())).await.unwrap();
        assert!(text == "good morning" || pasted.problem == Some(rename(problem, &open.id, &pasted.id)), "{text}");
    }
    assert_eq!(requests(&alfa), 0, "nothing was sent for any of them");
    assert!(!phone.writes(word), "R5");
}

/// The same problem as the other sign-in's.
fn rename(problem: portico::records::Problem, from: &str, to: &str) -> portico::records::Problem {
    let mut problem = problem;
    for action in problem.steps.iter_mut().filter_map(|step| step.action.as_mut()) {
        action.args.values_mut().filter(|value| *value == from).for_each(|value| *value = to.to_owned());
    }
    problem
}

#[tokio::test]
async fn a_link_pasted_as_an_address_is_shown_first() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = app.sign_in_start(Start::Nothing).await.unwrap();
    let open = app.sign_in_submit_address(&open.id, &format!("Here it is: {} .", link(&alfa, "anna"))).await.unwrap();
    assert!(is_shown(&open), "{:?}", open.problem);
    assert_eq!(requests(&alfa), 0);
    let back = app.sign_in_back(&open.id).await.unwrap();
    assert_eq!(back.step, Step::Address { typed: Some(alfa.url().to_owned()) });
    let open = app.sign_in_submit_address(&open.id, &link(&alfa, "anna")).await.unwrap();
    done(&confirm(&app, &open).await);
}

#[tokio::test]
async fn a_code_without_its_portal_waits_for_the_address() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let given = alfa.desk().hash("anna", "preset_task", None).unwrap();
    let raw = format!("preset_task;{}", given.get("hash").unwrap().as_str().unwrap());
    let open = start(&app, &raw).await;
    assert!(matches!(open.step, Step::Address { .. }));
    assert_eq!(problem(&open), Some(ProblemCode::LinkWithoutPortal));
    let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
    assert!(is_shown(&open), "{:?}", open.step);
    assert_eq!(requests(&alfa), 0);
    done(&confirm(&app, &open).await);
}

#[tokio::test]
async fn a_second_tap_on_the_same_link_finds_the_first() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let text = link(&alfa, "anna");
    let (one, two) = (start(&app, &text).await, start(&app, &text).await);
    assert_eq!(one.id, two.id);
    let (one, two) = tokio::join!(confirm(&app, &one), confirm(&app, &two));
    assert_eq!(one.id, two.id);
    while app.sign_in_get(&one.id).unwrap().busy {
        tokio::task::yield_now().await;
    }
    done(&app.sign_in_get(&one.id).unwrap());
    assert_eq!(hashes(&alfa), 1);
}

/// The way out of a picture that needs no picture (pain 12): a QR code.
#[tokio::test]
async fn a_qr_code_stands_for_the_picture_of_an_account() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let phone = Phone::trusting(&[&alfa, &beta]);
    let app = phone.open().await;
    let account = sign_in(&app, &alfa, "anna").await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&account.id, "profile", json!({})).await.unwrap_err();
    let open = app.sign_in_start(Start::Account(account.id.clone())).await.unwrap();
    let Step::Captcha { other_ways, .. } = &open.step else { panic!("{:?}", open.step) };
    let qr = other_ways.iter().find(|way| way.kind == "qr").unwrap();
    assert_eq!((qr.action.as_ref().unwrap().kind.as_str(), qr.needs_picture), ("scan_qr", false));
    let foreign = app.sign_in_submit_address(&open.id, &link(&beta, "anna")).await.unwrap();
    assert_eq!((captcha(&foreign), problem(&foreign)), (captcha(&open), Some(ProblemCode::OtherPortalsLink)));
    let shown = app.sign_in_submit_address(&open.id, &link(&alfa, "anna")).await.unwrap();
    let Step::ConfirmLink { known, person, .. } = &shown.step else { panic!("{:?}", shown.step) };
    assert_eq!((*known, person.as_deref()), (LinkKnown::ThisAccount, Some("anna Berg")));
    assert_eq!(done(&confirm(&app, &shown).await), account.id);
    assert_eq!(state(&app, &account.id), portico::records::AccountState::SignedIn);
    assert_eq!((hashes(&alfa), requests(&beta)), (1, 0));
}

#[tokio::test]
async fn a_typed_password_is_forgotten_when_a_link_takes_its_place() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"attempts": 10}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", portico_behaviour::PASSWORD).await;
    captcha(&open);
    let shown = app.sign_in_submit_address(&open.id, &link(&alfa, "anna")).await.unwrap();
    assert!(is_shown(&shown));
    let back = app.sign_in_back(&shown.id).await.unwrap();
    assert!(matches!(back.step, Step::Address { .. }), "{:?}", back.step);
    let open = app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap();
    assert_eq!((open.step.clone(), open.login.as_deref()), (Step::Credentials, Some("anna")), "the login is kept");
    let open = submit(&app, &open, "anna", portico_behaviour::PASSWORD).await;
    alfa.desk().pictures(1).unwrap();
    app.sign_in_captcha_picture(&open.id, &captcha(&open)).await.unwrap();
    done(&answer(&app, &open, &word(&alfa), None).await);
    assert_eq!(hashes(&alfa), 0, "the link was never used");
    let later = app.sign_in_start(Start::Link(Secret::new(link(&alfa, "anna")))).await.unwrap();
    done(&confirm(&app, &later).await);
}
