//! Everything is worded when it is read: a change of language changes all of it at once, and nothing of what the portal said.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::collections::BTreeSet;

use portico::records::{ProblemCode, SignIn, Step};
use portico::secret::Secret;
use portico::{Portico, Start, Typed};
use portico_behaviour::steps::{at_credentials, patch, submit};
use portico_behaviour::{Phone, account, portal, sign_in};
use serde_json::json;

const LOCALES: [&str; 3] = ["en-GB", "de-AT", "ru_RU"];

/// What is read in each language: three different texts.
fn in_each_language(app: &Portico, read: impl Fn() -> String) -> [String; 3] {
    let texts = LOCALES.map(|locale| {
        app.locale_set(locale);
        read()
    });
    assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), 3, "{texts:?}");
    texts
}

fn problem(open: &SignIn) -> String {
    let told = open.problem.as_ref().unwrap();
    let steps = told.steps.iter().map(|step| step.text.as_str());
    [told.title.as_str(), &told.cause].into_iter().chain(steps).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_problem_is_told_in_three_languages_over_restarts() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let mut app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "wrong").await;
    for restart in [false, true] {
        if restart {
            app = phone.begin_again(app).await;
        }
        let [english, german, russian] = in_each_language(&app, || problem(&app.sign_in_get(&open.id).unwrap()));
        assert!(english.contains("spent 1 try"), "{english}");
        assert!(german.contains("Passwort") && german.contains("1 Versuch verbraucht"), "{german}");
        assert!(russian.contains("пароль") && russian.contains("потратил на этот логин 1 попытку"), "{russian}");
        let told = app.sign_in_get(&open.id).unwrap().problem.unwrap();
        assert_eq!(told.code, ProblemCode::WrongCredentials, "only the words change");
    }
    app.locale_set("fr");
    assert_eq!(app.sign_in_get(&open.id).unwrap().problem.unwrap().title, "The portal refused this login and password");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_warnings_ways_and_receipts_follow_at_once() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;

    in_each_language(&app, || app.say_tries(&account(&app, &anna).tries));
    let preview = || app.accounts_preview(&anna, portico::records::ReceiptKind::Delete).unwrap();
    in_each_language(&app, || preview().left_on_portal[0].what.clone());
    in_each_language(&app, || app.say_receipt(&preview()).join(" "));

    app.accounts_reset(&anna).await.unwrap();
    in_each_language(&app, || account(&app, &anna).problem.unwrap().title);

    let open = app.sign_in_start(Start::Account(anna.clone())).await.unwrap();
    let typed = Typed { password: Some(Secret::from(" 123456 ")), ..Typed::default() };
    let warnings = || app.sign_in_check(&open.id, typed.clone()).unwrap();
    in_each_language(&app, || warnings().into_iter().map(|warning| warning.text).collect());

    patch(&alfa, "anna", json!({"attempts": 12}));
    submit(&app, &open, "anna", "wrong").await;
    in_each_language(&app, || {
        let Step::Captcha { other_ways, .. } = app.sign_in_get(&open.id).unwrap().step else { unreachable!() };
        other_ways.into_iter().map(|way| way.text).collect()
    });

    let mut receipts = Vec::new();
    for locale in LOCALES {
        app.locale_set(locale);
        let receipt = app.accounts_delete(&anna).await.unwrap();
        receipts.push((app.say_receipt(&receipt).join(" "), receipt.at));
    }
    assert!(receipts.windows(2).all(|two| two[0].0 != two[1].0), "the same receipt in other words: {receipts:?}");
    assert!(receipts.windows(2).all(|two| two[0].1 == two[1].1), "and not another one: {receipts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_call_could_not_do_is_said_in_the_language_set() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await.id;
    let gone = app.sign_in_get("nobody's").unwrap_err();
    let long = app.drafts_set(&anna, &"a".repeat(8_193)).await.unwrap_err();
    for (error, code) in [(gone, ProblemCode::NoLongerThere), (long, ProblemCode::DraftTooLong)] {
        in_each_language(&app, || {
            let said = app.say_error(error.code());
            assert_eq!(said.code, code);
            format!("{} {} {}", said.title, said.cause, said.steps[0].text)
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portals_own_words_are_never_translated() {
    let alfa = portal(&["anna"]).await;
    let reason = json!({"P1": {"error": "INVITE", "error_message": "Bitte nehmen Sie die Einladung an"}});
    alfa.desk().patch_switches(&reason).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", "wrong").await;
    in_each_language(&app, || problem(&app.sign_in_get(&open.id).unwrap()));
    for locale in LOCALES {
        app.locale_set(locale);
        let told = app.sign_in_get(&open.id).unwrap().problem.unwrap();
        assert_eq!(told.detail.as_deref(), Some("Bitte nehmen Sie die Einladung an"), "{locale}");
        assert!(!told.cause.contains("Einladung"), "{}", told.cause);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_and_its_wait_follow_at_once() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let at = app.recovery_start(alfa.url(), "anna").await.unwrap();
    app.recovery_resend(&at.id).await.unwrap();
    let [_, german, russian] = in_each_language(&app, || app.recovery_get(&at.id).unwrap().problem.unwrap().cause);
    assert!(german.contains("60\u{a0}Sekunden") && russian.contains("60\u{a0}секунд"), "{german} {russian}");
}
