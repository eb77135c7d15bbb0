//! Help: the card for the administrator, the map of logins, and the article's eleven topics.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico::records::{AccountState, Action, Problem, ProblemCode, Who};
use portico::secret::Secret;
use portico::{About, Portico, Start};
use portico_behaviour::hunt::Canary;
use portico_behaviour::steps::{at_credentials, patch, submit};
use portico_behaviour::{PASSWORD, Phone, done, portal, sign_in};
use portico_portal::Portal;
use serde_json::{Value, json};

fn of(account: &str) -> About {
    About::Account(account.to_owned())
}

fn actions(problem: &Problem) -> Vec<&Action> {
    problem.steps.iter().filter_map(|step| step.action.as_ref()).collect()
}

async fn cloud(logins: &[&str]) -> Portal {
    let alfa = portal(logins).await;
    alfa.desk().patch_switches(&json!({"P9": "cloud"})).unwrap();
    alfa
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_says_what_an_administrator_needs_and_nothing_secret() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "Canary/typed wrong 77").await;
    let card = app.help_card(&About::SignIn(open.id.clone())).unwrap();
    for said in [alfa.url(), "anna", "credentials", "wrong_credentials", env!("CARGO_PKG_VERSION"), "Z\n"] {
        assert!(card.contains(said), "{said}: {card}");
    }
    assert!(card.contains("Tries counted from this phone: 1"), "{card}");
    assert!(card.contains("dismissed or blocked"), "one thing is asked for: {card}");
    assert_eq!(card.matches("Please:").count(), 1);
    for secret in ["Canary/typed wrong 77", PASSWORD] {
        assert_eq!(Canary::new("typed", secret).found_in(card.as_bytes()), [] as [String; 0]);
    }

    // A password in the login's field goes on no card.
    let typed = "Canary-in-the-login 88";
    let open = app.sign_in_submit_credentials(&open.id, typed, Secret::new(typed)).await.unwrap();
    let card = app.help_card(&About::SignIn(open.id)).unwrap();
    assert!(!card.contains(typed), "R5: {card}");
    assert_eq!(app.help_card(&About::SignIn("nobody".to_owned())).unwrap_err().code(), "unknown_sign_in");
    assert_eq!(app.help_card(&of("nobody")).unwrap_err().code(), "unknown_account");
    assert!(app.help_card(&About::Nothing).unwrap().contains("not known yet"), "also before anything is known");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_asks_for_the_one_thing_that_helps() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let card = || app.help_card(&of(&anna)).unwrap();
    assert!(card().contains("Please: ask this employee what they need"), "{}", card());

    alfa.desk().put_ip_rules(&["10.0.0.1".to_owned()]).unwrap();
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert!(card().contains("blocked, ip_rule") && card().contains("Address the portal saw: 127.0.0.1"), "{}", card());
    assert!(card().contains("Please: allow the network address 127.0.0.1"), "{}", card());
    alfa.desk().put_ip_rules(&[]).unwrap();
    app.session_check(&anna, false).await.unwrap();

    patch(&alfa, "anna", json!({"attempts": 10}));
    phone.let_session_end(&alfa);
    app.session_call(&anna, "profile", json!({})).await.unwrap_err();
    assert!(card().contains("Please: help this employee to sign in once in a browser"), "{}", card());
    patch(&alfa, "anna", json!({"attempts": 0, "active": false}));
    app.session_check(&anna, true).await.unwrap();
    assert!(card().contains("needs_sign_in, refused") && card().contains("dismissed or blocked"), "{}", card());

    patch(&alfa, "anna", json!({"active": true, "otp": {"type": "totp"}}));
    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let open = submit(&app, &open, "anna", PASSWORD).await;
    let card = app.help_card(&About::SignIn(open.id)).unwrap();
    assert!(card.contains("second_factor") && card.contains("Please: switch the second factor off"), "S4: {card}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_stays_short_whatever_login_and_portal_say() {
    let alfa = portal(&["anna"]).await;
    let words = "Ask your administrator. ".repeat(40);
    alfa.desk().patch_switches(&json!({"P1": {"error": "X", "error_message": words}})).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    for locale in ["en", "de", "ru"] {
        app.locale_set(locale);
        let open = at_credentials(&app, &alfa).await;
        let long = format!("{}@example.com", "\u{1f33b}ж".repeat(80));
        let open = submit(&app, &open, &long, "wrong").await;
        let card = app.help_card(&About::SignIn(open.id)).unwrap();
        assert!(card.chars().count() < 1500, "{}: {card}", card.chars().count());
        assert!(card.contains("portal_says") && card.contains("Ask your administrator."), "{card}");
        assert!(card.lines().count() >= 8 && card.lines().all(|line| !line.is_empty()), "{card}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_offers_the_card_of_its_own_sign_in_or_account() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "wrong").await;
    let problem = open.problem.unwrap();
    let share = actions(&problem).into_iter().find(|action| action.kind == "share_help_card").unwrap();
    assert_eq!(share.args.get("sign_in"), Some(&open.id));
    assert!(app.help_card(&About::SignIn(open.id)).unwrap().contains("anna"));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_eleven_topics_are_explained_with_steps_that_can_be_taken() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let codes = |app: &Portico| -> Vec<ProblemCode> {
        (1..=11).map(|number| app.help_topic(&format!("S{number}")).unwrap().code).collect()
    };
    let before = codes(&app);
    let anna = sign_in(&app, &alfa, "anna").await.id;
    assert_eq!(codes(&app), before);
    for (number, code) in (1..=11).zip(&before) {
        let topic = app.help_topic(&format!("s{number}")).unwrap();
        assert!(topic.steps.len() >= 2 && !topic.cause.is_empty(), "{topic:?}");
        assert_eq!(before.iter().filter(|other| *other == code).count(), 1, "each its own");
        for action in actions(&topic) {
            let about = action.args.get("account");
            assert!(about.is_none_or(|about| *about == anna), "{action:?}");
        }
    }
    for wrong in ["", "S0", "S12", "S01", "S", "1", "S1 ", "T1", "S-1", "S+1"] {
        assert_eq!(app.help_topic(wrong).unwrap_err().code(), "unknown_topic", "{wrong:?}");
    }
    let topic = |name: &str| app.help_topic(name).unwrap();
    let kinds = |name: &str| -> Vec<String> { actions(&topic(name)).iter().map(|it| it.kind.clone()).collect() };
    assert!(kinds("S5").contains(&"history.list".to_owned()), "S5 is read in the history");
    assert!(kinds("S8").contains(&"help.which_me".to_owned()) && kinds("S11").contains(&"help.which_me".to_owned()));
    assert_eq!((topic("S1").who, topic("S2").who), (Who::Administrator, Who::You));
    for (name, words) in [
        ("S1", ["login", "contact e-mail", "Network profile"].as_slice()),
        ("S2", ["Spam", "60\u{a0}seconds", "last mail"].as_slice()),
        ("S3", ["24\u{a0}minutes"].as_slice()),
        ("S4", ["backup codes", "administrator", "new phone"].as_slice()),
        ("S5", ["acted for an employee", "before the rule", "a success all the same"].as_slice()),
        ("S6", ["10 on many portals", "Reset", "browser first"].as_slice()),
        ("S7", ["make a new one", "ask your administrator", "Caps Lock"].as_slice()),
        ("S8", ["another profile", "dismissed", "invitation"].as_slice()),
        ("S9", ["last mail", "older ones"].as_slice()),
        ("S10", ["deletes the invited", "dismisses", "contact e-mail"].as_slice()),
        ("S11", ["cannot be merged", "not the login"].as_slice()),
    ] {
        let topic = topic(name);
        let steps: Vec<&str> = topic.steps.iter().map(|step| step.text.as_str()).collect();
        let said = format!("{} {}", topic.cause, steps.join(" ")).to_lowercase();
        for word in words {
            assert!(said.contains(&word.to_lowercase()), "{name}: {word} in {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_of_logins_names_the_network_profile_and_every_employee_profile() {
    let (alfa, beta, gamma) = (cloud(&["anna"]).await, cloud(&["anna"]).await, portal(&["a.berg"]).await);
    let phone = Phone::trusting(&[&alfa, &beta, &gamma]);
    let app = phone.open().await;
    let nothing = app.help_which_me(&About::Nothing).unwrap();
    assert_eq!(serde_json::to_value(&nothing).unwrap().get("use"), Some(&Value::Null), "always there");
    assert_eq!((nothing.network.known, nothing.portal_profiles.len(), nothing.r#use), (false, 0, None));
    assert!(nothing.why.contains("invitation"), "{}", nothing.why);

    // A portal in the cloud that this phone meets first.
    let open = at_credentials(&app, &alfa).await;
    let first = app.help_which_me(&About::SignIn(open.id.clone())).unwrap();
    assert!(first.r#use.is_none() && first.why.contains("to which the invitation was sent"), "{}", first.why);
    let anna = done(&submit(&app, &open, "anna", PASSWORD).await);

    // Another one: one Network profile serves all of them (M10).
    let open = at_credentials(&app, &beta).await;
    let second = app.help_which_me(&About::SignIn(open.id)).unwrap();
    assert_eq!((second.network.login.as_deref(), second.network.known), (Some("anna"), true));
    assert_eq!(second.r#use.as_deref(), Some("anna"));
    assert!(second.why.contains("Network profile") && second.why.contains("invitation"), "{}", second.why);

    // The company's own portal has logins of its own.
    let open = at_credentials(&app, &gamma).await;
    let third = app.help_which_me(&About::SignIn(open.id.clone())).unwrap();
    assert!(third.r#use.is_none() && third.why.contains("logins of its own"), "{}", third.why);
    let own = done(&submit(&app, &open, "a.berg", PASSWORD).await);
    let map = app.help_which_me(&of(&own)).unwrap();
    assert_eq!(map.r#use.as_deref(), Some("a.berg"));
    assert_eq!(map.network.login.as_deref(), Some("anna"), "which is not the Network profile's");
    let rows: Vec<_> = map.portal_profiles.iter().map(|row| (row.account.as_str(), row.login.as_str())).collect();
    assert_eq!(rows, [(anna.as_str(), "anna"), (own.as_str(), "a.berg")]);
    assert!(map.portal_profiles.iter().all(|row| row.state == AccountState::SignedIn));
    assert_eq!(app.help_which_me(&of("nobody")).unwrap_err().code(), "unknown_account");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_logins_on_a_portal_the_signed_in_one_is_named() {
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    sign_in(&app, &alfa, "boris").await;
    app.accounts_sign_out(&anna).await.unwrap();
    let open = at_credentials(&app, &alfa).await;
    let map = app.help_which_me(&About::SignIn(open.id)).unwrap();
    assert_eq!(map.r#use.as_deref(), Some("boris"));
    assert!(map.why.contains("signed in"), "{}", map.why);
    assert!(!map.network.known, "a portal of the company's own says nothing of the Network");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_logins_in_the_cloud_may_be_two_network_profiles() {
    let (alfa, beta, gamma) = (cloud(&["anna"]).await, cloud(&["a.berg"]).await, cloud(&["x"]).await);
    let phone = Phone::trusting(&[&alfa, &beta, &gamma]);
    let app = phone.open().await;
    sign_in(&app, &alfa, "anna").await;
    sign_in(&app, &beta, "a.berg").await;
    let open = at_credentials(&app, &gamma).await;
    let map = app.help_which_me(&About::SignIn(open.id)).unwrap();
    assert_eq!((map.network.login, map.network.known, map.r#use), (None, false, None));
    assert!(map.why.contains("several Network logins"), "{}", map.why);
}
