//! The table of problems, its actions, and what is said of each.

mod texts;
mod ways;
mod words;

use std::collections::BTreeSet;

use super::*;
use crate::records::{CaptchaSecret, Cost, Problem, ProblemCode, Tries, Trouble, WarningWhere};
use ways::{captcha, code_ways};

/// Calls of the one object by their stable names, and what a view runs by itself.
const KINDS: &[&str] = &[
    "accounts.select",
    "accounts.reset",
    "accounts.delete",
    "sign_in.start",
    "sign_in.back",
    "sign_in.refresh_captcha",
    "sign_in.send_sms",
    "sign_in.confirm_move",
    "session.check",
    "recovery.start",
    "recovery.resend",
    "help.topic",
    "history.list",
    "help.which_me",
    "invitation.open",
    "open_url",
    "share_help_card",
    "open_settings",
    "scan_qr",
];
const JARGON: &[&str] = &[
    "401",
    "403",
    "5xx",
    "tls",
    "ssl",
    "token",
    "dns",
    "json",
    "csrf",
    "sessid",
    "cookie",
    "api",
    "rest",
    "uuid",
    "hmac",
    "credential",
    "credentials",
    "authentication",
    "authenticate",
    "handshake",
    "otp",
    "totp",
    "2fa",
    "server",
    "timeout",
    "checkout",
    "basic",
    "header",
    "payload",
    "stale",
    "renewal",
    "hash",
    "null",
    "sid",
    "http",
    "redirect",
    "proxy",
    "vault",
];

pub(super) fn full(code: ProblemCode) -> Trouble {
    let trouble = Trouble::new(code)
        .with("host", "portal.example")
        .with("origin", "https://portal.example")
        .with("cloud", "portal.example")
        .with("from", "old.example")
        .with("to", "new.example")
        .with("account", "a1")
        .with("challenge", "c1")
        .with("other_account", "a2")
        .with("address", "192.0.2.7")
        .with("stage", "password")
        .with("saved", true)
        .with("kept", false)
        .with("one_word", true)
        .with("code", "X1")
        .with("method", "profile")
        .with("link_origin", "https://link.example")
        .with("link_login", "anna");
    tries_args(trouble, &Tries { spent: 4, picture_after: 10, ..Tries::default() })
}

fn texts(problem: &Problem) -> Vec<&str> {
    let mut texts = vec![problem.title.as_str(), problem.cause.as_str()];
    texts.extend(problem.steps.iter().map(|step| step.text.as_str()));
    texts
}

/// Every problem with no, with all, and with all arguments inside a sign-in.
pub(super) fn all(locale: &str) -> Vec<Problem> {
    ALL.iter()
        .flat_map(|code| [Trouble::new(*code), full(*code), full(*code).with("sign_in", "s1").with("sent", "true")])
        .map(|trouble| word(&trouble, locale))
        .collect()
}

#[test]
fn an_employee_understands_every_word() {
    let warnings = WarningCode::ALL.into_iter().map(|code| warning(code, WarningWhere::Password, Some(100), "en").text);
    let ways =
        [captcha(CaptchaSecret::Stored, "en"), captcha(CaptchaSecret::Typed, "en"), code_ways("en", true, true, 2)];
    let mut spoken: Vec<String> = warnings.chain(ways.into_iter().flatten().map(|way| way.text)).collect();
    spoken
        .extend(all("en").iter().flat_map(|problem| texts(problem).into_iter().map(str::to_owned).collect::<Vec<_>>()));
    for text in spoken {
        let clean = text.replace("http://", "").replace("https://", "").to_lowercase();
        for word in clean.split(|c: char| !c.is_alphanumeric()) {
            assert!(!JARGON.contains(&word), "{word:?} in {text:?}");
        }
        assert!(
            !clean.contains("certificate") || clean.contains("proof of identity") || clean.contains("must be renewed"),
            "unexplained: {text}"
        );
    }
}

#[test]
fn every_action_can_be_run() {
    let ways =
        [captcha(CaptchaSecret::Stored, "en"), captcha(CaptchaSecret::Typed, "en"), code_ways("en", true, true, 2)];
    let problems = all("en");
    let actions = problems.iter().flat_map(|problem| problem.steps.iter().filter_map(|step| step.action.as_ref()));
    let ways: Vec<_> = ways.into_iter().flatten().filter_map(|way| way.action).collect();
    for action in actions.chain(&ways) {
        assert!(KINDS.contains(&action.kind.as_str()), "{action:?}");
        assert!(action.args.values().all(|value| !value.is_empty()), "{action:?}");
        if action.kind == "open_url" {
            assert!(action.args["url"].starts_with("https://"), "{action:?}");
        }
    }
}

#[test]
fn an_action_without_its_arguments_is_left_out() {
    for code in ALL {
        for step in word(&Trouble::new(*code), "en").steps {
            let kind = step.action.map(|action| action.kind);
            assert!(
                matches!(
                    kind.as_deref(),
                    None | Some(
                        "open_settings"
                            | "sign_in.start"
                            | "help.topic"
                            | "help.which_me"
                            | "scan_qr"
                            | "invitation.open"
                            | "share_help_card"
                            | "open_url"
                    )
                ),
                "{code:?} {kind:?}"
            );
        }
    }
}

#[test]
fn spending_a_try_is_always_said_and_asked_for() {
    for problem in all("en") {
        for action in problem.steps.iter().filter_map(|step| step.action.as_ref()) {
            let spends = action.args.get("spend_try").is_some_and(|value| value == "true");
            assert!(!spends || problem.retry.cost == Cost::OneTry, "{:?}", problem.code);
        }
    }
    let refused = word(&full(ProblemCode::StoredRefused), "en");
    assert!(
        refused
            .steps
            .iter()
            .filter_map(|step| step.action.as_ref())
            .any(|action| action.kind == "session.check" && action.args["spend_try"] == "true")
    );
}

#[test]
fn a_bare_refusal_names_every_cause_and_none_as_certain() {
    for (code, causes) in [
        (ProblemCode::WrongCredentials, ["login", "password", "blocked", "closed"].as_slice()),
        (ProblemCode::StoredRefused, ["removed", "blocked", "closed", "network"].as_slice()),
        (ProblemCode::CaptchaAgain, ["characters", "password"].as_slice()),
    ] {
        let problem = word(&full(code), "en");
        let said = problem.cause.to_lowercase();
        assert!(causes.iter().all(|cause| said.contains(cause)), "{said}");
        assert!(said.contains("may") || said.contains("does not tell"), "{said}");
        for certain in ["wrong password", "password is wrong", "is blocked", "is closed", "was revoked", "incorrect"] {
            let said = texts(&problem).join(" ").to_lowercase();
            assert!(!said.contains(certain), "{certain} in {said}");
        }
    }
}

#[test]
fn a_picture_is_no_refusal_and_nothing_need_be_deleted() {
    let stored = word(&full(ProblemCode::CaptchaForStored), "en");
    assert!(stored.cause.contains("has not judged") && stored.cause.contains("need not delete"));
    assert!(word(&full(ProblemCode::CaptchaForTyped), "en").cause.contains("has not judged"));
    assert!(
        stored
            .steps
            .iter()
            .filter_map(|step| step.action.as_ref())
            .any(|action| action.kind == "sign_in.start" && action.args["account"] == "a1")
    );
}

#[test]
fn what_the_portal_says_and_how_long_to_wait_comes_along() {
    let mut trouble = full(ProblemCode::PortalSays);
    trouble.detail = Some("Konto gesperrt".to_owned());
    assert_eq!(word(&trouble, "en").detail.as_deref(), Some("Konto gesperrt"));
    let mut busy = full(ProblemCode::PortalBusy);
    busy.wait_s = Some(86_400);
    assert_eq!(word(&busy, "en").retry.wait_s, Some(3600));
    busy.wait_s = Some(90);
    assert!(word(&busy, "en").steps[0].text.contains("90\u{a0}seconds"));
}

#[test]
fn a_password_on_its_way_may_have_been_counted() {
    assert_eq!(word(&full(ProblemCode::NoAnswer), "en").retry.cost, Cost::Free);
    let sent = word(&full(ProblemCode::NoAnswer).with("sent", "true"), "en");
    assert_eq!(sent.retry.cost, Cost::OneTry);
    assert!(sent.cause.contains("may have counted"));
}

#[test]
fn arguments_cannot_smuggle_braces_or_lines() {
    let problem = word(&Trouble::new(ProblemCode::NoAnswer).with("host", "{to}\nevil"), "en");
    assert!(problem.cause.starts_with("toevil was reached"), "{}", problem.cause);
}

#[test]
fn the_readmes_table_has_every_code_once() {
    let table = problems_markdown();
    assert_eq!(table.lines().count(), ALL.len() + 2);
    assert_eq!(ALL.iter().collect::<BTreeSet<_>>().len(), ALL.len());
    assert!(table.lines().all(|line| line.matches('|').count() == 6), "{table}");
    assert!(table.contains("| `wrong_credentials` | The portal refused this login and password | you | one try, if it is refused | Check the login for typing mistakes. |"));
    assert_eq!(table, problems_markdown());
    assert!(!table.contains(['{', '}']));
}
