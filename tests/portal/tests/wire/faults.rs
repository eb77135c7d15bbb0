//! Every kind of fault that the desk can order, each for its count and its path.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{ANNA, Ask, Portal, RIGHT, SIGNED_IN, tls};

fn well(portal: &Portal) {
    portal.send(&Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
}

#[test]
fn a_delayed_answer_is_the_same_but_later() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "delay", "count": 1, "ms": 150 }));
    let before = Instant::now();
    well(&portal);
    assert!(before.elapsed() >= Duration::from_millis(150));
}

#[test]
fn a_dropped_request_gets_not_one_byte() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "drop", "count": 2 }));
    for _ in 0..2 {
        assert_eq!(portal.raw(&Ask::discovery().bytes("portal.example")), b"");
    }
    well(&portal);
}

#[test]
fn a_cut_answer_ends_before_its_length() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "cut", "count": 1 }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT));
    assert!(reply.cut && !reply.body.is_empty(), "{}", reply.text());
    assert_eq!(portal.sessions(ANNA), 1, "an answer that was lost was an answer");
    well(&portal);
}

#[test]
fn any_status_can_be_ordered_with_its_headers() {
    let portal = Portal::start();
    for status in [429, 500, 503, 521] {
        portal.fault(&json!({ "kind": "status", "count": 1, "status": status, "headers": { "Retry-After": "7" } }));
        let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT));
        assert_eq!((reply.status, reply.header("retry-after")), (status, Some("7")));
        well(&portal);
    }
}

#[test]
fn garbage_is_not_an_answer_of_checkout() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "garbage", "count": 1 }));
    let reply = portal.try_send(&Ask::checkout().basic(ANNA, RIGHT));
    assert!(reply.is_none_or(|reply| serde_json::from_slice::<serde_json::Value>(&reply.body).is_err()));
    well(&portal);
}

#[test]
fn a_captive_page_is_html_with_status_200() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "captive", "count": 1 }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT));
    assert_eq!(reply.status, 200);
    assert!(reply.header("content-type").unwrap().starts_with("text/html"));
    assert!(reply.text().to_lowercase().contains("<html"));
    assert_eq!(portal.sessions(ANNA), 0, "a captive page comes from somebody else than the portal");
    well(&portal);
}

#[test]
fn a_redirect_goes_where_it_was_told() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "redirect", "count": 1, "location": "https://elsewhere.example/sign-in" }));
    let reply = portal.send(&Ask::checkout().basic(ANNA, RIGHT));
    assert!((300..400).contains(&reply.status));
    assert_eq!(reply.header("location"), Some("https://elsewhere.example/sign-in"));
    well(&portal);
}

#[test]
fn a_fault_for_one_path_leaves_the_others_alone() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "status", "count": 1, "status": 503, "path": "/rest/profile.json" }));
    well(&portal);
    assert_eq!(portal.send(&Ask::post("/rest/profile.json")).status, 503);
    assert_eq!(portal.send(&Ask::post("/rest/profile.json")).status, 401);
}

#[test]
fn faults_can_be_taken_back() {
    let portal = Portal::start();
    portal.fault(&json!({ "kind": "drop", "count": 100 }));
    assert!((200..300).contains(&portal.desk_send(&Ask::new("DELETE", "/faults")).status));
    well(&portal);
}

#[test]
fn the_desk_refuses_faults_that_it_does_not_know() {
    let portal = Portal::start();
    for fault in [
        json!({ "kind": "earthquake", "count": 1 }),
        json!({ "count": 1 }),
        json!({ "kind": "status", "count": 1 }),
        json!({ "kind": "status", "count": 1, "status": 99_999 }),
        json!({ "kind": "redirect", "count": 1, "location": "line\r\nbreak: x" }),
        json!({ "kind": "tls", "count": 1, "tls": "sideways" }),
    ] {
        let reply = portal.desk_json("POST", "/faults", &fault);
        assert!((400..500).contains(&reply.status), "{fault}: {}", reply.status);
    }
    well(&portal);
}

#[test]
fn over_tls_the_portal_is_known_by_its_own_authority_only() {
    let portal = tls::start();
    let reply = tls::send(&portal, &Ask::discovery()).unwrap();
    reply.assert_checkout_headers();
    assert!(portal.url.starts_with("https://"));
    assert_eq!(tls::refusal(&Portal::empty(&[]), Some(&portal)), "UnknownIssuer", "every portal has its own");
}

#[test]
fn certificates_can_be_made_wrong_in_three_ways() {
    let portal = tls::start();
    for (way, refusal) in [("expired", "Expired"), ("wrong_name", "NotValidForName"), ("unknown_ca", "UnknownIssuer")] {
        portal.fault(&json!({ "kind": "tls", "count": 1, "tls": way }));
        let told = tls::refusal(&portal, None);
        assert!(told.starts_with(refusal), "{way}: {told}");
        assert_eq!(tls::send(&portal, &Ask::discovery()).unwrap().status, 200, "after {way}");
    }
}
