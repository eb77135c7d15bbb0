//! Nothing of one account travels with another's request (R6), and a stored secret goes only where it came from (R15).

use std::collections::{BTreeMap, BTreeSet};

use portico::records::{AccountState, ProblemCode, Reason, Step};
use portico::secret::Secret;
use portico::{Portico, Start};
use portico_behaviour::{PASSWORD, Phone, account, captcha, done, portal, sign_in, state};
use portico_portal::{Company, Credential, Employee, LoggedRequest, Portal, PortalOptions};
use serde_json::json;

use crate::support::{Reader, Sent, app_passwords, call, end_sessions, requests, rests, session_ends};

/// Each first text with the set of second ones that came with it.
fn together<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (one, other) in pairs {
        found.entry(one).or_default().insert(other);
    }
    found
}

/// What the portal's log tells of a request.
type Told = fn(&LoggedRequest) -> Option<&str>;

/// By the portal's log: each session and each device is one login's, and each login has one device.
fn each_carries_only_its_own(log: &[LoggedRequest]) {
    let pairs =
        |one: Told, other: Told| together(log.iter().filter_map(move |request| one(request).zip(other(request))));
    let login: Told = |request| request.login.as_deref();
    let device: Told = |request| request.device.as_deref();
    let session: Told = |request| request.session.as_deref();
    for (name, pairs) in [
        ("session → login", pairs(session, login)),
        ("device → login", pairs(device, login)),
        ("login → device", pairs(login, device)),
        ("session → device", pairs(session, device)),
    ] {
        assert!(!pairs.is_empty(), "{name}");
        assert!(pairs.values().all(|others| others.len() == 1), "{name}: {pairs:?}");
    }
}

/// Everything secret in a request: what follows `Basic`, cookie values, the CSRF token, the device id.
fn secrets(sent: &Sent) -> Vec<String> {
    let basic = sent.basic.iter().filter_map(|basic| basic.split_once(' ')).map(|(_, coded)| coded.to_owned());
    let cookies = sent.cookies.iter().flat_map(|line| line.split("; ")).filter_map(|pair| pair.split_once('='));
    let fields = sent.body.iter().flat_map(|body| body.split('&')).filter_map(|field| field.strip_prefix("sessid="));
    basic
        .chain(cookies.map(|(_, value)| value.to_owned()))
        .chain(fields.map(str::to_owned))
        .chain(sent.device.clone())
        .collect()
}

/// No secret that went to one origin is found in anything that went to another.
fn no_secret_crosses(sent: &[Sent]) {
    let origins: BTreeSet<&str> = sent.iter().map(|sent| sent.origin.as_str()).collect();
    for origin in origins {
        let (here, elsewhere): (Vec<&Sent>, Vec<&Sent>) = sent.iter().partition(|sent| sent.origin == origin);
        let own: BTreeSet<String> = here.into_iter().flat_map(secrets).collect();
        for other in elsewhere {
            let whole =
                format!("{} {:?} {:?} {:?} {:?}", other.path, other.basic, other.cookies, other.device, other.body);
            assert!(
                !own.iter().any(|secret| whole.contains(secret.as_str())),
                "a secret of {origin} went to {}",
                other.origin
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_accounts_at_once_never_mix_and_no_secret_reaches_another_portal() {
    let alfa = portal(&["anna", "boris"]).await;
    // The same login there, with another password, so that each text tells whose it is.
    let company = Company::default().with(Employee::new("anna", "Other-flower8", "Anna Berg"));
    let beta = Portal::start(PortalOptions::of(company)).await.unwrap();
    let phone = Phone::trusting(&[&alfa, &beta]);
    let reader = Reader::new(&phone, |_, _| {});
    let app = Portico::open(reader.config(&phone)).await.unwrap();
    let start = |portal: &Portal, login: &'static str, password: &'static str| {
        let (app, address) = (app.clone(), portal.url().to_owned());
        tokio::spawn(async move {
            let open = app.sign_in_start(Start::Address(address)).await.unwrap();
            done(&app.sign_in_submit_credentials(&open.id, login, Secret::new(password)).await.unwrap())
        })
    };
    let all = [start(&alfa, "anna", PASSWORD), start(&alfa, "boris", PASSWORD), start(&beta, "anna", "Other-flower8")];
    let mut accounts = Vec::new();
    for account in all {
        accounts.push(account.await.unwrap());
    }
    assert_eq!(app.accounts_list().accounts.len(), 3);
    for round in 0..6 {
        match round {
            1 | 4 => {
                phone.advance(1_500);
                alfa.desk().advance(1_500).unwrap();
                beta.desk().advance(1_500).unwrap();
            }
            2 => end_sessions(&alfa, "boris"),
            3 => alfa.desk().patch_switches(&json!({"P24": "new"})).map(|_| ()).unwrap(),
            _ => {}
        }
        let many = (0..4).flat_map(|_| accounts.iter()).map(|account| {
            let (app, account) = (app.clone(), account.clone());
            tokio::spawn(async move {
                let profile = app.session_call(&account, "profile", json!({})).await.unwrap();
                app.session_check(&account, false).await.unwrap();
                (account, profile)
            })
        });
        for done in many.collect::<Vec<_>>() {
            let (id, profile) = done.await.unwrap();
            let row = account(&app, &id);
            assert_eq!(profile.get("ID").and_then(|id| id.as_str()), row.user_id.as_deref(), "its own answer");
        }
        tokio::join!(app.session_network_changed(), app.session_foreground());
    }
    for portal in [&alfa, &beta] {
        each_carries_only_its_own(&portal.desk().requests(0));
        assert!(rests(portal) >= 24 && app_passwords(portal) >= 6, "checks at once share one");
        let wrong = requests(portal, |request| request.right == Some(false));
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    no_secret_crosses(&reader.sent());
    // The reader's net has no holes: what it looks for was there.
    assert!(reader.sent().iter().map(|sent| secrets(sent).len()).sum::<usize>() > 200);
    let rows = app.accounts_list().accounts;
    assert!(rows.iter().all(|row| row.state == AccountState::SignedIn && row.problem.is_none()), "{rows:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_or_deleting_one_account_leaves_the_others_session_alone() {
    let alfa = portal(&["anna", "boris", "clara"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let boris = sign_in(&app, &alfa, "boris").await;
    let clara = sign_in(&app, &alfa, "clara").await;
    app.accounts_sign_out(&boris.id).await.unwrap();
    app.accounts_delete(&clara.id).await.unwrap();
    call(&app, &anna.id).await.unwrap();
    assert_eq!(app_passwords(&alfa), 0, "the portal was told with the open sessions, and anna's is open");
    let told = requests(&alfa, |request| request.path.contains("logout"));
    assert_eq!(told.iter().map(|request| request.login.as_deref()).collect::<Vec<_>>(), [Some("boris"), Some("clara")]);
    assert!(told.iter().all(|request| request.credential == Credential::None), "{told:?}");
    each_carries_only_its_own(&requests(&alfa, |request| !request.path.contains("logout")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_portal_gets_nothing_at_its_new_address_before_the_employee_agrees() {
    for in_session in [true, false] {
        let (alfa, beta) = (portal(&["anna"]).await, portal(&["anna"]).await);
        let phone = Phone::trusting(&[&alfa, &beta]);
        let reader = Reader::new(&phone, |_, _| {});
        let app = Portico::open(reader.config(&phone)).await.unwrap();
        let anna = sign_in(&app, &alfa, "anna").await;
        let kept = crate::support::secret(&phone, &anna.id);
        alfa.desk().rename(Some(beta.url())).unwrap();
        if !in_session {
            session_ends(&phone, &alfa);
        }
        for _ in 0..5 {
            assert_eq!(call(&app, &anna.id).await, Err(ProblemCode::PortalMoved));
        }
        let row = account(&app, &anna.id);
        assert_eq!((row.state, row.reason), (AccountState::Blocked, Some(Reason::PortalMoved)));
        assert!(app_passwords(&alfa) <= 1, "and the old one is not bothered either");
        phone.advance(61);
        app.session_foreground().await;
        app.session_network_changed().await;
        app.session_check(&anna.id, false).await.unwrap();
        let open = app.sign_in_start(Start::Account(anna.id.clone())).await.unwrap();
        assert_eq!(open.step, Step::Moved { from: alfa.url().to_owned(), to: beta.url().to_owned() });
        assert_eq!(beta.desk().requests(0), Vec::new(), "nothing at all");
        let open = app.sign_in_confirm_move(&open.id).await.unwrap();
        assert_eq!((open.step, open.login.as_deref()), (Step::Credentials, Some("anna")));
        let first = beta.desk().requests(0);
        assert_eq!(first.len(), 1, "discovery: {first:?}");
        assert!(first.iter().all(|request| request.credential == Credential::None && request.device.is_none()));
        assert_eq!(crate::support::secret(&phone, &anna.id), kept);
        // Another portal took over the address: nothing is merged, and the stored password never went there.
        let open = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
        assert_eq!(open.problem.map(|problem| problem.code), Some(ProblemCode::MoveRefused));
        assert_eq!(app_passwords(&beta), 0);
        let stored: Vec<Sent> =
            reader.sent().into_iter().filter(|sent| sent.origin == alfa.url() && sent.basic.is_some()).collect();
        let stored = stored.last().and_then(|sent| sent.basic.clone()).unwrap();
        let cookies: BTreeSet<String> = reader
            .sent()
            .into_iter()
            .filter(|sent| sent.origin == alfa.url())
            .filter_map(|sent| sent.cookies)
            .collect();
        for there in reader.sent().into_iter().filter(|sent| sent.origin == beta.url()) {
            assert!(app_passwords(&alfa) == 0 || there.basic.as_ref() != Some(&stored), "in session: {in_session}");
            assert!(there.cookies.is_none_or(|line| !cookies.contains(&line)), "in session: {in_session}");
        }
        alfa.desk().rename(None).unwrap();
        app.session_check(&anna.id, false).await.unwrap();
        call(&app, &anna.id).await.unwrap();
        assert_eq!(crate::support::secret(&phone, &anna.id), kept, "the name came back, and so did the account");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sign_ins_side_by_side_do_not_touch_each_other() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for login in ["anna", "boris"] {
        alfa.desk().patch_user(crate::support::user(&alfa, login), &json!({"attempts": 10})).unwrap();
    }
    let mut open = Vec::new();
    for login in ["anna", "boris"] {
        let one = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
        open.push(app.sign_in_submit_credentials(&one.id, login, Secret::new(PASSWORD)).await.unwrap());
    }
    let [anna, boris] = open.as_slice() else { panic!("two") };
    let before = alfa.desk().requests(0).len();
    let mixed = app.sign_in_submit_captcha(&anna.id, &captcha(boris), "ABCDE", None).await.unwrap_err();
    assert_eq!(mixed.code(), "stale_challenge");
    let mixed = app.sign_in_captcha_picture(&boris.id, &captcha(anna)).await.unwrap_err();
    assert_eq!(mixed.code(), "stale_challenge");
    assert_eq!(alfa.desk().requests(0).len(), before, "nothing was sent for that");
    let words: Vec<String> = alfa.desk().pictures(2).unwrap().into_iter().map(|picture| picture.word).collect();
    let [word_of_boris, word_of_anna] = words.as_slice() else { panic!("two pictures") };
    let solved = app.sign_in_submit_captcha(&boris.id, &captcha(boris), word_of_boris, None).await.unwrap();
    let second = done(&solved);
    let still = app.sign_in_get(&anna.id).unwrap();
    assert_eq!((captcha(&still), still.login.as_deref()), (captcha(anna), Some("anna")), "the same challenge is open");
    app.accounts_delete(&second).await.unwrap();
    assert_eq!(captcha(&app.sign_in_get(&anna.id).unwrap()), captcha(anna));
    let solved = app.sign_in_submit_captcha(&anna.id, &captcha(anna), word_of_anna, None).await.unwrap();
    assert_eq!(state(&app, &done(&solved)), AccountState::SignedIn);
    assert_eq!(app.accounts_list().accounts.len(), 1);
    each_carries_only_its_own(&requests(&alfa, |request| !request.path.contains("logout")));
}
