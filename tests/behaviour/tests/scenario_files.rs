//! The scenario files themselves: their schema, their reader, and what all of them together show.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use portico_behaviour::scenario::coverage::Shown;
use portico_behaviour::scenario::file::{KINDS, Scenario};
use portico_behaviour::scenario::matching::OPERATORS;
use portico_behaviour::scenario::{files, folder, name};
use serde_json::{Value, json};

/// At least so many stories.
const FEWEST: usize = 60;

fn text(file: &PathBuf) -> String {
    std::fs::read_to_string(file).unwrap()
}

fn whole(file: &PathBuf) -> Value {
    serde_json::from_str(&text(file)).unwrap()
}

fn schema() -> jsonschema::Validator {
    jsonschema::validator_for(&whole(&folder().join("schema.json"))).unwrap()
}

fn shown() -> BTreeMap<String, Shown> {
    let of = |file: PathBuf| (name(&file), Shown::by(&Scenario::read(&text(&file)).unwrap()));
    files().into_iter().map(of).collect()
}

#[test]
fn every_file_is_sound_by_its_schema_and_by_its_reader() {
    let schema = schema();
    let files = files();
    assert!(files.len() >= FEWEST, "{} scenarios", files.len());
    for file in files {
        let wrong: Vec<_> = schema.iter_errors(&whole(&file)).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", name(&file));
        let read = Scenario::read(&text(&file));
        assert!(read.is_ok(), "{}: {}", name(&file), read.unwrap_err());
    }
}

/// Every place of a value, as JSON pointers.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| places(item, &format!("{here}/{at}"), all))
        }
        Value::Object(fields) => fields.iter().for_each(|(field, value)| {
            let field = field.replace('~', "~0").replace('/', "~1");
            places(value, &format!("{here}/{field}"), all);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same with one thing wrong, for every place and every kind of mistake.
fn spoilt(scenario: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    places(scenario, "", &mut all);
    let mut spoilt = Vec::new();
    for place in all {
        for (mistake, value) in
            [("a number", json!(7)), ("a text", json!("x")), ("a list", json!([])), ("a record", json!({}))]
        {
            let mut with = scenario.clone();
            *with.pointer_mut(&place).unwrap() = value;
            spoilt.push((format!("{mistake} at {place}"), with));
        }
        let fields = scenario.pointer(&place).and_then(Value::as_object).cloned().unwrap_or_default();
        if scenario.pointer(&place).is_some_and(Value::is_object) {
            for more in ["unknown", "$unknown"] {
                let mut with = scenario.clone();
                with.pointer_mut(&place).unwrap().as_object_mut().unwrap().insert(more.to_owned(), json!("x"));
                spoilt.push((format!("{more} in {place}"), with));
            }
        }
        for field in fields.keys() {
            let mut without = scenario.clone();
            without.pointer_mut(&place).unwrap().as_object_mut().unwrap().remove(field);
            spoilt.push((format!("no {field} in {place}"), without));
        }
    }
    spoilt
}

#[test]
fn schema_and_reader_agree_on_every_mistake() {
    let schema = schema();
    let every_kind = json!({
        "$schema": "./schema.json",
        "title": "t",
        "why": "w",
        "portals": {"alfa": {
            "users": [{"id": 1, "login": "anna", "password": "p", "name": "n", "email": "", "gender": "F", "position": "", "admin": true, "otp": {"type": "totp"}}],
            "policy": {"LOGIN_ATTEMPTS": 3},
            "ip_rules": ["10.0.0.1"],
            "switches": {"P2": "403"},
        }},
        "phones": {"old": {"locale": "de"}, "new": {}},
        "steps": [
            {"call": "accounts.list", "params": {"a": {"b": 1}}, "phone": "old", "expect": {"a": [1, null, {"$min": 1, "$max": 2}]}, "save": {"a": "/x", "whole": ""}, "note": "n"},
            {"call": "accounts.list", "error": "closed", "expect": {"$not": {"$one_of": [1]}}},
            {"desk": "GET /state", "portal": "alfa", "body": {"a": [1]}, "expect": {"$has": [{"$length": 1}]}, "save": {"b": "/0"}, "note": "n"},
            {"advance": 5, "note": "n"},
            {"skew": -5, "portal": "alfa", "note": "n"},
            {"restart": "kill", "phone": "new", "note": "n"},
            {"parallel": [{"call": "a.b", "times": 2, "params": {}, "phone": "old", "expect": 1, "error": "x", "save": {}, "note": "n"}], "note": "n"},
            {"expect_requests": {"$count": {"of": {"credential": "none"}, "is": 1}}, "portal": "alfa", "save": {"n": "/0/n"}, "note": "n"},
            {"read_picture": {"sign_in": "x"}, "portal": "alfa", "phone": "old", "save": {"word": "/word"}, "note": "n"},
            {"perform": "open_url", "of": "{{a}}", "with": {"$any": true}, "params": {"b": "{{a}}"}, "phone": "old", "expect": {"$each": {"$starts": "a", "$contains": "b"}}, "error": "x", "save": {"c": ""}, "note": "n"},
            {"expect_requests": {"$absent": true}},
        ],
    });
    assert!(schema.is_valid(&every_kind), "{:?}", schema.iter_errors(&every_kind).next());
    Scenario::shape(&every_kind).unwrap();
    for operator in OPERATORS {
        assert!(every_kind.to_string().contains(operator), "{operator} is not among the examples");
    }
    let (mut agreed, mut refused) = (0, 0);
    for (mistake, scenario) in spoilt(&every_kind) {
        let read = Scenario::shape(&scenario);
        assert_eq!(schema.is_valid(&scenario), read.is_ok(), "{mistake}: the reader says {:?}", read.err());
        agreed += 1;
        refused += usize::from(read.is_err());
    }
    assert!(refused > 200 && agreed - refused > 200, "{refused} of {agreed} were refused");
}

#[test]
fn a_name_is_saved_before_it_is_used() {
    let with = |steps: Value| {
        let portals = json!({"alfa": {}});
        json!({"$schema": "./schema.json", "title": "t", "why": "w", "portals": portals, "steps": steps}).to_string()
    };
    let uses = json!({"call": "sign_in.get", "params": {"sign_in": "{{in}}", "x": "{{alfa.url}}"}});
    let saves = json!({"call": "sign_in.start", "save": {"in": "/id"}});
    assert!(Scenario::read(&with(json!([saves, uses]))).is_ok());
    let wrong = Scenario::read(&with(json!([uses, saves]))).unwrap_err();
    assert_eq!(wrong, "step 1: {{in}} is not saved before");
}

#[test]
fn no_two_scenarios_show_the_same_moments() {
    let mut seen: BTreeMap<BTreeSet<_>, String> = BTreeMap::new();
    for (name, shown) in shown() {
        if let Some(other) = seen.insert(shown.moments, name.clone()) {
            assert_eq!(name, other, "they expect the same calls, steps and codes");
        }
    }
}

#[test]
fn every_kind_of_step_occurs() {
    let all = Shown::together(shown().into_values());
    for kind in KINDS {
        assert!(all.kinds.contains(kind), "{kind}");
    }
}

/// Codes that only a broken disk, key store or certificate, or another kind of server, can bring, and the test that shows each.
const SHOWN_IN_RUST: &[(&str, &str)] = &[
    ("tls_not_yet_valid", "core/src/transport/tests/tls.rs::not_yet_valid"),
    ("tls_revoked", "core/src/transport/classify.rs::certificate_faults"),
    ("tls_failed", "core/src/transport/tests/tls.rs::plain_http_on_the_far_side_is_a_failed_handshake"),
    ("answer_too_large", "core/src/transport/tests/exchange.rs::bodies_are_bounded"),
    (
        "device_changed",
        "tests/behaviour/tests/which_phone/copies.rs::a_missing_key_is_another_phones_and_the_account_can_be_signed_in_again",
    ),
    (
        "key_invalidated",
        "tests/behaviour/tests/which_phone/problems.rs::each_problem_of_a_key_has_its_error_and_its_state",
    ),
    (
        "document_damaged",
        "tests/behaviour/tests/which_phone/documents.rs::a_damaged_account_is_reset_and_signed_in_again_and_its_old_key_is_swept_up",
    ),
    (
        "document_newer",
        "tests/behaviour/tests/which_phone/documents.rs::an_account_of_a_newer_version_is_shown_and_not_touched_and_the_others_work",
    ),
    (
        "vault_locked",
        "tests/behaviour/tests/which_phone/locked.rs::with_a_locked_vault_rows_are_listed_and_clears_work_and_are_finished_after_the_unlock",
    ),
    (
        "vault_unavailable",
        "tests/behaviour/tests/which_phone/problems.rs::where_the_vault_does_not_work_no_password_is_sent",
    ),
    (
        "storage_failed",
        "tests/behaviour/tests/which_phone/failing.rs::nothing_is_sent_where_the_note_of_it_cannot_be_written",
    ),
    ("stored_data_damaged", "core/src/advice/errors.rs::a_list_that_cannot_be_used_is_said_by_its_availability_too"),
    ("no_longer_there", "tests/behaviour/tests/languages.rs::what_a_call_could_not_do_is_said_in_the_language_set"),
    ("stopped", "core/src/advice/errors.rs::each_error_is_worded_and_only_the_apps_own_are_called_so"),
    ("draft_too_long", "tests/behaviour/tests/languages.rs::what_a_call_could_not_do_is_said_in_the_language_set"),
    ("app_fault", "core/src/advice/errors.rs::what_an_unopened_or_unknowing_app_says_has_its_code_and_a_help_card"),
    ("invitation_refused", "core/src/invitation/tests.rs::each_code_is_its_own_problem_and_without_one_the_form_tells"),
    ("call_refused", "core/src/portal/tests/rest.rs::errors_of_methods"),
    (
        "session_not_accepted",
        "tests/behaviour/tests/r1/session.rs::a_session_that_is_never_accepted_costs_at_most_three_requests_and_one_checkout_a_call",
    ),
];

/// A file of the repository.
fn source(path: &str) -> String {
    std::fs::read_to_string(folder().join("../..").join(path)).unwrap()
}

#[test]
fn every_problem_code_is_shown_by_a_scenario_or_by_the_test_that_is_listed() {
    let all = Shown::together(shown().into_values());
    let listed: BTreeMap<&str, &str> = SHOWN_IN_RUST.iter().copied().collect();
    let mut missing = Vec::new();
    for code in portico::advice::ALL {
        let name = serde_json::to_value(code).unwrap();
        let name = name.as_str().unwrap();
        match listed.get(name) {
            Some(test) => {
                let (file, test) = test.split_once("::").unwrap();
                assert!(source(file).contains(&format!("fn {test}(")), "{name}: {file} has no {test}");
                assert!(!all.codes.contains(name), "{name} is shown by a scenario: it need not be listed");
            }
            None if all.codes.contains(name) => {}
            None => missing.push(name.to_owned()),
        }
    }
    assert_eq!(missing, [""; 0], "no scenario shows them");
}

/// The names in a source file that stand between these two texts.
fn names_between(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    let rests = text.split(before).skip(1).filter_map(|rest| rest.split_once(after)).map(|(name, _)| name);
    rests
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_call_of_the_surface_is_made_by_a_scenario() {
    let all = Shown::together(shown().into_values());
    let calls = names_between(&source("bindings/cli/src/rpc/call.rs"), "            \"", "\" => ");
    assert!(calls.len() > 30, "{calls:?}");
    let missing: Vec<_> = calls.difference(&all.calls).collect();
    assert!(missing.is_empty(), "no scenario calls {missing:?}");
    let unknown: Vec<_> = all.calls.difference(&calls).collect();
    assert!(unknown.is_empty(), "there is no such call: {unknown:?}");
}

#[test]
fn every_kind_of_action_is_performed_by_a_scenario() {
    let all = Shown::together(shown().into_values());
    let text = source("core/src/advice/actions.rs");
    let kinds: BTreeSet<_> =
        ["offer(\"", "outside(\""].into_iter().flat_map(|before| names_between(&text, before, "\"")).collect();
    assert!(kinds.len() > 10, "{kinds:?}");
    let missing: Vec<_> = kinds.difference(&all.actions).collect();
    assert!(missing.is_empty(), "no scenario performs {missing:?}");
}

#[test]
fn every_topic_of_the_article_has_a_scenario_of_its_name() {
    let names: Vec<String> = files().iter().map(|file| name(file)).collect();
    for topic in 1..=11 {
        let of_topic = names.iter().filter(|name| name.starts_with(&format!("s{topic:02}-")));
        assert_eq!(of_topic.count(), 1, "S{topic}");
    }
}
