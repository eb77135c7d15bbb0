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
            {"perform": "open_url", "of": "{{a}}", "with": {"$any": true}, "phone": "old", "expect": {"$each": {"$starts": "a", "$contains": "b"}}, "error": "x", "save": {"c": ""}, "note": "n"},
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

#[test]
fn every_topic_of_the_article_has_a_scenario_of_its_name() {
    let names: Vec<String> = files().iter().map(|file| name(file)).collect();
    for topic in 1..=11 {
        let of_topic = names.iter().filter(|name| name.starts_with(&format!("s{topic:02}-")));
        assert_eq!(of_topic.count(), 1, "S{topic}");
    }
}
