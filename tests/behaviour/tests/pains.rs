//! `tests/pains.toml`: every pain of the core has its tests and a fault under which they fail. That they do is proved by
//! `tests/tools/pains`; here that the list is whole and still fits the code.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The pains there are.
const PAINS: std::ops::RangeInclusive<u32> = 1..=46;
/// Those whose rule the core cannot hold alone.
const OF_BINDINGS: [u32; 7] = [34, 35, 36, 37, 38, 39, 43];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pains {
    pain: Vec<Pain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pain {
    number: u32,
    is: String,
    tests: Vec<String>,
    bindings: Option<String>,
    fault: Option<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    file: PathBuf,
    replace: String,
    with: String,
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pains() -> Vec<Pain> {
    let text = std::fs::read_to_string(top().join("tests/pains.toml")).unwrap();
    toml::from_str::<Pains>(&text).unwrap().pain
}

#[test]
fn every_pain_stands_there_once_and_says_how_it_is_proved() {
    let pains = pains();
    let numbers: Vec<u32> = pains.iter().map(|pain| pain.number).collect();
    assert_eq!(numbers, PAINS.collect::<Vec<_>>());
    for Pain { number, is, tests, bindings, fault } in pains {
        assert!(!is.is_empty());
        let of_bindings = OF_BINDINGS.contains(&number);
        assert_eq!(bindings.is_some(), of_bindings, "{number}");
        assert_eq!(fault.is_some(), !of_bindings, "{number}: the core's own have a fault");
        assert!(of_bindings || !tests.is_empty(), "{number} has no test");
    }
}

#[test]
fn every_test_that_is_named_exists() {
    for pain in pains() {
        for test in pain.tests {
            let (file, name) = test.split_once("::").unwrap_or((&test, ""));
            let text = std::fs::read_to_string(top().join(file));
            assert!(text.is_ok(), "{}: {file} is not there", pain.number);
            let scenario = file.starts_with("tests/scenarios/") && name.is_empty();
            assert!(scenario || text.unwrap().contains(&format!("fn {name}(")), "{}: {test} is not there", pain.number);
        }
    }
}

#[test]
fn every_fault_fits_its_file_exactly_once_and_changes_it() {
    for Pain { number, fault, .. } in pains() {
        let Some(fault) = fault else { continue };
        let text = std::fs::read_to_string(top().join(&fault.file)).unwrap();
        let fits = text.matches(&fault.replace).count();
        assert_eq!(fits, 1, "pain {number}: its fault fits {} {fits} times", fault.file.display());
        assert_ne!(fault.replace, fault.with, "pain {number}");
    }
}
