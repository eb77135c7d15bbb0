//! What the crate's README lists is there, and what is there is listed.

use serde_json::Value;

use crate::support::{Ask, Portal};

const README: &str = include_str!("../../README.md");

#[test]
fn every_rule_and_switch_is_listed_with_its_values() {
    let portal = Portal::start();
    for name in portal.state()["policy"].as_object().unwrap().keys() {
        assert!(README.contains(&format!("`{name}`")), "{name}");
    }
    let switches = portal.desk_get("/switches").json();
    for (number, row) in switches.as_object().unwrap() {
        let line = README.lines().find(|line| line.starts_with(&format!("| {number} |")));
        let line = line.unwrap_or_else(|| panic!("{number} is not listed"));
        let values = row["values"].as_array().unwrap().iter().filter_map(Value::as_str);
        let unlisted: Vec<&str> = values.filter(|value| !line.contains(&format!("`{value}`"))).collect();
        assert!(unlisted.is_empty() || number == "P31", "{number}: {unlisted:?}");
    }
    let (_, table) = README.split_once("| switch | decides | values |").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| "));
    let listed: Vec<&str> = rows.filter_map(|row| row.split(' ').next()).collect();
    assert!(listed.iter().all(|number| switches[number].is_object()), "{listed:?}");
}

#[test]
fn every_address_that_is_listed_answers() {
    let portal = Portal::start();
    let (_, rest) = README.split_once("## What the portal answers").unwrap();
    let (table, _) = rest.split_once("\n\n- ").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `/"));
    let mut seen = 0;
    for row in rows {
        let cell = row.split('|').nth(1).unwrap();
        for address in cell.split('`').skip(1).step_by(2).filter(|address| address.starts_with('/')) {
            let address = address
                .replace("METHOD", "profile")
                .replace("captcha_sid=", &format!("captcha_sid={}", "a".repeat(32)));
            if address == "/invite/" {
                portal.switches(&serde_json::json!({ "P9": "cloud" }));
            }
            let status = portal.send(&Ask::get(&address)).status;
            assert!(matches!(status, 200 | 401), "{address}: {status}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn every_call_of_the_desk_that_is_listed_exists() {
    let portal = Portal::start();
    let (_, rest) = README.split_once("## What the desk does").unwrap();
    let (table, _) = rest.split_once("**Policy**").unwrap();
    let cells = table.lines().filter(|line| line.starts_with("| `")).map(|line| line.split('|').nth(1).unwrap());
    let mut seen = 0;
    for call in cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let mut words = call.split(' ');
        let (Some(method), Some(target)) = (words.next(), words.next()) else { continue };
        let target = target.replace("ID", "1").replace("SID", "x").replace("after=N", "after=0");
        let reply = portal.desk_send(&Ask::new(method, &target).body(b"{}".to_vec()));
        assert_ne!(reply.status, 405, "{method} {target}");
        assert!(reply.status != 404 || reply.text().contains("\"unknown\""), "{method} {target}: {}", reply.text());
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}
