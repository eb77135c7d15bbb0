//! Links that are used up, too old, lost on the way, or go elsewhere.

use std::sync::Arc;
use std::time::Duration;

use portico::records::{ProblemCode, Step};
use portico::{Config, Portico};
use portico_behaviour::disks::MoodyDisk;
use portico_behaviour::steps::{employee, problem, submit};
use portico_behaviour::{PASSWORD, Phone, done, portal, sent};
use serde_json::json;
use tokio::runtime::Handle;

use crate::{confirm, hashes, is_shown, link, requests, start};

const HASH: &str = "/mobile/?mobile_action=checkout&bx_hit_hash";

/// P11: its own problem; the password is one step away.
#[tokio::test]
async fn a_used_or_expired_link_has_its_own_problem() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let other = Phone::trusting(&[&alfa]).open().await;
    let (used, expired) = (link(&alfa, "anna"), link(&alfa, "anna"));
    let open = start(&other, &used).await;
    done(&confirm(&other, &open).await);
    alfa.desk().advance(601).unwrap();
    for text in [used, expired] {
        let open = start(&app, &text).await;
        let open = confirm(&app, &open).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(ProblemCode::LinkRefused)));
        assert_eq!(open.tries.spent, 0, "no try was counted");
        assert!(app.accounts_list().accounts.is_empty());
        // Known to be spent: not even asked again.
        let before = requests(&alfa);
        let again = start(&app, &text).await;
        assert_eq!(problem(&again), Some(ProblemCode::LinkUsedOrLost));
        assert_eq!(requests(&alfa), before);
    }
    assert_eq!(employee(&alfa, "anna").attempts, 0);
    let open = start(&app, &format!("{}/?intent=a%3B8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa", alfa.url())).await;
    let open = confirm(&app, &open).await;
    done(&submit(&app, &open, "anna", PASSWORD).await);
}

#[tokio::test]
async fn old_portals_take_no_links_and_the_password_still_works() {
    for generation in ["2015", "2013"] {
        let alfa = portal(&["anna"]).await;
        alfa.desk().patch_policy(&json!({"generation": generation})).unwrap();
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let open = start(&app, &link(&alfa, "anna")).await;
        let open = confirm(&app, &open).await;
        assert_eq!((&open.step, problem(&open)), (&Step::Credentials, Some(ProblemCode::LinkRefused)), "{generation}");
        done(&submit(&app, &open, "anna", PASSWORD).await);
    }
    let alfa = portal(&["anna"]).await;
    alfa.desk().patch_policy(&json!({"generation": "2024"})).unwrap();
    let app = Phone::trusting(&[&alfa]).open().await;
    let open = start(&app, &link(&alfa, "anna")).await;
    done(&confirm(&app, &open).await);
}

/// R9: what comes after an answer may be what the disk has no room for.
#[tokio::test]
async fn a_link_on_a_full_disk_stays_shown_and_signs_in_when_there_is_room() {
    let alfa = portal(&["anna"]).await;
    for n in 0..100 {
        let phone = Phone::trusting(&[&alfa]);
        let disk = Arc::new(MoodyDisk::default());
        let app = Portico::open(Config { disk: Arc::clone(&disk) as Arc<_>, ..phone.config() }).await.unwrap();
        let open = start(&app, &link(&alfa, "anna")).await;
        disk.fill_after(n);
        let ended = app.sign_in_confirm_link(&open.id).await;
        disk.make_room();
        let failed = match ended {
            Ok(open) => {
                done(&open);
                assert!(n > 5, "the disk was full at {n} places");
                return;
            }
            Err(failed) => failed,
        };
        assert_eq!(failed.code(), "storage_failed", "full at {n}");
        assert!(!app.sign_in_get(&open.id).unwrap().busy, "nothing waits for an answer: full at {n}");
        done(&confirm(&app, &open).await);
    }
    unreachable!("the disk was always full");
}

/// Q14: lost on the way, in whatever form, it is not sent again.
#[tokio::test]
async fn a_link_whose_answer_is_lost_is_never_sent_again() {
    for fault in [
        json!({"kind": "drop", "after": true}),
        json!({"kind": "cut"}),
        json!({"kind": "captive", "after": true}),
        json!({"kind": "garbage"}),
        json!({"kind": "status", "status": 500}),
        json!({"kind": "status", "status": 429}),
        json!({"kind": "status", "status": 521}),
    ] {
        let alfa = portal(&["anna"]).await;
        let app = Phone::trusting(&[&alfa]).open().await;
        let text = link(&alfa, "anna");
        let open = start(&app, &text).await;
        let mut order = fault.clone();
        order.as_object_mut().unwrap().insert("path".to_owned(), json!(HASH));
        alfa.desk().fault(&order).unwrap();
        let lost = confirm(&app, &open).await;
        assert_eq!((&lost.step, problem(&lost)), (&Step::Credentials, Some(ProblemCode::LinkUsedOrLost)), "{fault}");
        let after = requests(&alfa);
        let again = confirm(&app, &lost).await;
        assert_eq!(again, lost, "{fault}: nothing is agreed to any more");
        assert_eq!(problem(&start(&app, &text).await), Some(ProblemCode::LinkUsedOrLost), "{fault}");
        assert_eq!((requests(&alfa), hashes(&alfa)), (after, 1), "{fault}");
    }
}

/// Nothing was sent of it: it is still good.
#[tokio::test]
async fn a_link_that_was_not_sent_can_be_agreed_to_once_more() {
    for (fault, code) in [
        (json!({"kind": "tls", "tls": "expired", "count": 2}), ProblemCode::TlsExpired),
        (json!({"kind": "captive", "path": "/mobile/"}), ProblemCode::NotAPortal),
        (
            json!({"kind": "status", "status": 503, "headers": {"Retry-After": "7"}, "path": "/mobile/"}),
            ProblemCode::PortalBusy,
        ),
    ] {
        let alfa = portal(&["anna"]).await;
        let app = Phone::trusting(&[&alfa]).open().await;
        let open = start(&app, &link(&alfa, "anna")).await;
        alfa.desk().fault(&fault).unwrap();
        let open = confirm(&app, &open).await;
        assert!(is_shown(&open), "{fault}: {:?}", open.step);
        assert_eq!((problem(&open), hashes(&alfa)), (Some(code), 0), "{fault}");
        alfa.desk().clear_faults();
        done(&confirm(&app, &open).await);
    }
}

/// T18, R15: the hash goes to the origin that was shown, or nowhere.
#[tokio::test]
async fn a_redirect_never_gets_the_hash() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let app = Phone::trusting(&[&alfa, &beta]).open().await;
    let open = start(&app, &link(&alfa, "anna")).await;
    alfa.desk().rename(Some(beta.url())).unwrap();
    let open = confirm(&app, &open).await;
    assert!(is_shown(&open), "{:?}", open.step);
    assert_eq!(problem(&open), Some(ProblemCode::LinkElsewhere));
    assert_eq!((hashes(&alfa), requests(&beta)), (0, 0));
    // Moved between the question and the hash: sent to the old address only, and used up.
    alfa.desk().rename(None).unwrap();
    let to = json!({"kind": "redirect", "location": format!("{}/mobile/", beta.url()), "path": HASH});
    alfa.desk().fault(&to).unwrap();
    let open = confirm(&app, &open).await;
    assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to: beta.url().to_owned() });
    assert_eq!((hashes(&alfa), requests(&beta)), (1, 0));
    let open = app.sign_in_confirm_move(&open.id).await.unwrap();
    assert_eq!((&open.step, hashes(&beta)), (&Step::Credentials, 0), "the password is asked for there");
}

/// Q14, R5: it was only in memory.
#[tokio::test]
async fn after_a_restart_an_unsent_link_is_asked_for_again() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let given = alfa.desk().hash("anna", "preset_task", None).unwrap();
    let hash = given.get("hash").unwrap().as_str().unwrap().to_owned();
    let open = start(&app, given.get("link").unwrap().as_str().unwrap()).await;
    assert!(!phone.writes(&hash), "never in a file");
    let app = phone.begin_again(app).await;
    let ended = app.sign_in_get(&open.id).unwrap();
    assert_eq!((&ended.step, problem(&ended)), (&Step::Cancelled, Some(ProblemCode::OpenLinkAgain)));
    assert!(app.sign_in_list().is_empty() && phone.documents().keys().any(|name| name.starts_with("device/sign_ins")));
    phone.advance(300);
    let app = phone.begin_again(app).await;
    assert!(
        phone.documents().keys().any(|name| name.starts_with("device/sign_ins")),
        "another process may hold it still"
    );
    phone.advance(1);
    let app = phone.begin_again(app).await;
    assert!(!phone.documents().keys().any(|name| name.starts_with("device/sign_ins")), "nobody can hold it any more");
    assert_eq!((requests(&alfa), confirm(&app, &ended).await.step), (0, Step::Cancelled));
    let open = start(&app, given.get("link").unwrap().as_str().unwrap()).await;
    done(&confirm(&app, &open).await);
    assert!(!phone.writes(&hash));
}

#[tokio::test]
async fn after_a_restart_a_link_that_was_on_its_way_may_be_used_up() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = start(&app, &link(&alfa, "anna")).await;
    alfa.desk().fault(&json!({"kind": "delay", "ms": 2000, "path": HASH})).unwrap();
    let (first, id) = (app.clone(), open.id.clone());
    let confirming = tokio::spawn(async move { first.sign_in_confirm_link(&id).await });
    while hashes(&alfa) == 0 {
        tokio::task::yield_now().await;
    }
    // Another process meets what this one has under way, as the next start would after a kill.
    let next = phone.restart().await;
    let ended = next.sign_in_get(&open.id).unwrap();
    assert_eq!((&ended.step, problem(&ended)), (&Step::Cancelled, Some(ProblemCode::LinkUsedOrLost)));
    // It takes nothing away from the one that waits for the answer.
    done(&confirming.await.unwrap().unwrap());
    assert_eq!(hashes(&alfa), 1);
    let third = phone.restart().await;
    assert_eq!(third.sign_in_get(&open.id).unwrap_err().code(), "unknown_sign_in");
    assert_eq!(third.accounts_list().accounts.len(), 1);
}

#[tokio::test]
async fn a_link_waits_five_minutes_and_no_longer() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for background in [false, true] {
        let open = start(&app, &link(&alfa, "anna")).await;
        if background {
            app.session_background();
        }
        phone.advance(if background { 61 } else { 301 });
        let ended = confirm(&app, &open).await;
        assert_eq!((&ended.step, problem(&ended)), (&Step::Cancelled, Some(ProblemCode::OpenLinkAgain)));
    }
    assert_eq!((requests(&alfa), sent(&alfa, "hash")), (0, 0));
}

/// R15: what an app sends by mistake while a link is shown does not lead it elsewhere.
#[tokio::test]
async fn an_address_beside_a_link_that_is_shown_does_not_get_its_hash() {
    let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
    let app = Phone::trusting(&[&alfa, &beta]).open().await;
    let open = start(&app, &link(&alfa, "anna")).await;
    let still = app.sign_in_submit_address(&open.id, beta.url()).await.unwrap();
    assert_eq!(still.step, open.step);
    done(&confirm(&app, &still).await);
    assert_eq!((hashes(&alfa), requests(&beta)), (1, 0));
}

/// "Storms": no timers. What looks after a link ends with it.
#[tokio::test]
async fn when_no_link_is_held_any_more_nothing_of_the_program_runs_on() {
    let phone = Phone::trusting(&[]);
    let app = phone.open().await;
    let open = start(&app, "https://portal.example/?intent=a%3B8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa").await;
    assert!(is_shown(&open));
    let mut revisions = app.observe();
    revisions.borrow_and_update();
    phone.advance(301);
    tokio::time::timeout(Duration::from_secs(10), revisions.changed()).await.unwrap().unwrap();
    let rest = async {
        while Handle::current().metrics().num_alive_tasks() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(10), rest).await.is_ok(), "something still waits");
}

#[tokio::test]
async fn a_locked_key_store_spends_no_link() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = start(&app, &link(&alfa, "anna")).await;
    phone.vault.set_problem(Some(portico::vault::VaultProblem::Locked));
    assert_eq!(app.sign_in_confirm_link(&open.id).await.unwrap_err().code(), "vault_locked");
    assert_eq!(hashes(&alfa), 0);
    phone.vault.set_problem(None);
    let open = app.sign_in_get(&open.id).unwrap();
    assert!(is_shown(&open));
    done(&confirm(&app, &open).await);
}
