//! Back, cancel, a second start, and callers who go away.

use portico::records::Step;
use portico::secret::Secret;
use portico::{CallError, Start};
use portico_behaviour::steps::{answer, at_credentials, code_challenge, device_code, give_code, patch, submit};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, only_account, portal, sign_in, word};
use serde_json::json;

use super::{at_code, at_stored_picture, at_typed_picture, requests};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_another_sign_ins_challenge_is_refused_and_sends_nothing() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = at_typed_picture(&app, &alfa, PASSWORD).await;
    patch(&alfa, "boris", json!({"attempts": 10}));
    let boris = at_credentials(&app, &alfa).await;
    let boris = submit(&app, &boris, "boris", PASSWORD).await;
    let before = requests(&alfa);
    let stale = CallError::StaleChallenge;
    for wrong in [captcha(&boris), String::new(), "1".to_owned(), format!("{}.99", anna.id)] {
        assert_eq!(app.sign_in_submit_captcha(&anna.id, &wrong, "AAAAA", None).await.unwrap_err(), stale);
        assert_eq!(app.sign_in_refresh_captcha(&anna.id, &wrong).await.unwrap_err(), stale);
        assert_eq!(app.sign_in_captcha_picture(&anna.id, &wrong).await.unwrap_err(), stale);
        assert_eq!(app.sign_in_submit_code(&anna.id, &wrong, Secret::new("123456")).await.unwrap_err(), stale);
    }
    let kind = app.sign_in_submit_code(&anna.id, &captcha(&anna), Secret::new("123456")).await.unwrap_err();
    assert_eq!(kind, stale, "a picture is no code step");
    assert_eq!(requests(&alfa), before);
    let boris_word = word(&alfa);
    let ended = app.sign_in_cancel(&anna.id).await.unwrap();
    assert_eq!(ended.step, Step::Cancelled);
    let solved = answer(&app, &boris, &boris_word, None).await;
    assert_eq!(account(&app, &done(&solved)).login, "boris", "the other sign-in is not touched by it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_for_a_step_that_was_left_is_refused_and_sends_nothing() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_code(&app, &alfa, "totp").await;
    let left = code_challenge(&open);
    let back = app.sign_in_back(&open.id).await.unwrap();
    let again = submit(&app, &back, "anna", PASSWORD).await;
    assert_ne!(code_challenge(&again), left);
    let (before, code) = (requests(&alfa), device_code(&alfa, "anna"));
    for late in [left, format!("{}.99", open.id), String::new()] {
        let refused = app.sign_in_submit_code(&open.id, &late, Secret::new(code.as_str())).await.unwrap_err();
        assert_eq!((refused, requests(&alfa)), (CallError::StaleChallenge, before), "R10: {late}");
    }
    done(&give_code(&app, &again, &code).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn back_and_cancel_are_taken_in_every_step_and_twice() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let address = Step::Address { typed: None };
    let address_kept = Step::Address { typed: Some(alfa.url().to_owned()) };
    for way in 0..6 {
        patch(&alfa, "anna", json!({"attempts": 0, "otp": null}));
        let (open, once, twice) = match way {
            0 => (app.sign_in_start(Start::Nothing).await.unwrap(), address.clone(), address.clone()),
            1 => (at_credentials(&app, &alfa).await, address_kept.clone(), address_kept.clone()),
            2 => (at_typed_picture(&app, &alfa, PASSWORD).await, Step::Credentials, address_kept.clone()),
            3 => (at_code(&app, &alfa, "totp").await, Step::Credentials, address_kept.clone()),
            4 => {
                patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
                let open = at_typed_picture(&app, &alfa, PASSWORD).await;
                (answer(&app, &open, &word(&alfa), None).await, Step::Credentials, address_kept.clone())
            }
            _ => (at_stored_picture(&app, &phone, &alfa).await, Step::Credentials, Step::Credentials),
        };
        let before = requests(&alfa);
        assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, once, "{way}");
        assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, twice, "{way}");
        for _ in 0..2 {
            let ended = app.sign_in_cancel(&open.id).await.unwrap();
            assert_eq!((&ended.step, ended.busy), (&Step::Cancelled, false), "{way}");
        }
        assert_eq!(app.sign_in_back(&open.id).await.unwrap().step, Step::Cancelled, "{way}");
        assert_eq!(app.sign_in_list(), [], "{way}");
        assert_eq!(requests(&alfa), before, "{way}: nothing is sent for that");
    }
    let left = phone.files().into_iter().filter(|file| file.to_string_lossy().contains("sign_ins"));
    assert_eq!(left.count(), 0, "no document is left");
    assert_eq!(phone.vault.names().len(), 2, "one account and the installation: {:?}", phone.vault.names());
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_straight_from_each_step_leaves_nothing_behind() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for way in 0..4 {
        patch(&alfa, "anna", json!({"attempts": 0, "otp": null}));
        let open = match way {
            0 => app.sign_in_start(Start::Nothing).await.unwrap(),
            1 => at_credentials(&app, &alfa).await,
            2 => at_typed_picture(&app, &alfa, PASSWORD).await,
            _ => at_code(&app, &alfa, "totp").await,
        };
        for _ in 0..2 {
            assert_eq!(app.sign_in_cancel(&open.id).await.unwrap().step, Step::Cancelled, "{way}");
        }
        assert_eq!(phone.vault.names().len(), usize::from(way > 1), "{way}: the key goes, the installation stays");
    }
    assert_eq!(phone.begin_again(app).await.sign_in_list(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_for_an_account_gives_the_first() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let first = at_stored_picture(&app, &phone, &alfa).await;
    let anna = only_account(&app).id;
    let second = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    assert_eq!((&second.id, captcha(&second)), (&first.id, captcha(&first)));
    assert_eq!(app.sign_in_list().len(), 1);
    let app = phone.begin_again(app).await;
    assert_eq!(app.sign_in_start(Start::Account(anna.clone())).await.unwrap().id, first.id, "also after a restart");
    app.sign_in_cancel(&first.id).await.unwrap();
    assert_ne!(app.sign_in_start(Start::Account(anna)).await.unwrap().id, first.id);
    let unknown = app.sign_in_start(Start::Account("nobody".to_owned())).await.unwrap_err();
    assert_eq!(unknown, CallError::UnknownAccount);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_starts_for_an_account_at_once_give_one_sign_in() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let (app, from) = (app.clone(), Start::Account(anna.id.clone()));
            tokio::spawn(async move { app.sign_in_start(from).await.unwrap().id })
        })
        .collect();
    let mut ids = Vec::new();
    for start in starts {
        ids.push(start.await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert_eq!(app.sign_in_list().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_while_the_password_is_on_its_way_drops_the_answer() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 700, "path": "/mobile/"})).unwrap();
    let trying = tokio::spawn({
        let (app, open) = (app.clone(), open.clone());
        async move { submit(&app, &open, "anna", PASSWORD).await }
    });
    let on_its_way = async {
        while requests(&alfa) < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), on_its_way).await.unwrap();
    assert!(app.sign_in_get(&open.id).unwrap().busy);
    let ended = app.sign_in_cancel(&open.id).await.unwrap();
    assert_eq!((&ended.step, ended.busy), (&Step::Cancelled, false), "it waits for nobody");
    assert_eq!(trying.await.unwrap().step, Step::Cancelled);
    assert_eq!(app.accounts_list().accounts, [], "nothing comes of the late answer");
    let app = phone.begin_again(app).await;
    assert_eq!((app.sign_in_list(), app.accounts_list().accounts), (vec![], vec![]));
    assert_eq!(phone.vault.names().len(), 1, "no key is left: {:?}", phone.vault.names());
}

/// Q13: an old portal is asked who signed in, between its yes and the account's first writing.
#[tokio::test(flavor = "multi_thread")]
async fn cancelling_while_the_portal_is_asked_who_signed_in_is_no_error_and_drops_the_success() {
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"generation": "2015"})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 700, "path": "/rest/"})).unwrap();
    let trying = tokio::spawn({
        let (app, open) = (app.clone(), open.clone());
        async move { submit(&app, &open, "anna", PASSWORD).await }
    });
    let asked = async {
        while requests(&alfa) < 3 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), asked).await.unwrap();
    assert_eq!(app.sign_in_cancel(&open.id).await.unwrap().step, Step::Cancelled);
    assert_eq!(trying.await.unwrap().step, Step::Cancelled, "the call says what became of its sign-in");
    assert_eq!(app.accounts_list().accounts, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn going_away_from_a_call_leaves_the_sign_in_running() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 300, "path": "/mobile/"})).unwrap();
    let mut revisions = app.observe();
    let caller = tokio::spawn({
        let (app, open) = (app.clone(), open.clone());
        async move { submit(&app, &open, "anna", PASSWORD).await }
    });
    let busy = async {
        while !app.sign_in_get(&open.id).unwrap().busy {
            revisions.changed().await.unwrap();
        }
        caller.abort();
        while app.sign_in_get(&open.id).unwrap().busy {
            revisions.changed().await.unwrap();
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), busy).await.unwrap();
    assert_eq!(done(&app.sign_in_get(&open.id).unwrap()), only_account(&app).id, "a transition begun is finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_another_process_ended_is_over_here_too_and_the_next_start_is_another_one() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    app.accounts_reset(&anna).await.unwrap();
    let begin = || app.sign_in_start(Start::Account(anna.clone()));
    let first = begin().await.unwrap();
    phone.restart().await.sign_in_cancel(&first.id).await.unwrap();
    let submitted = app.sign_in_submit_credentials(&first.id, "anna", Secret::from(PASSWORD)).await;
    assert_eq!(submitted.unwrap_err(), CallError::UnknownSignIn);
    assert_eq!(app.sign_in_get(&first.id).unwrap().step, Step::Cancelled);
    let second = begin().await.unwrap();
    assert_eq!(done(&submit(&app, &second, "anna", PASSWORD).await), anna);
}
