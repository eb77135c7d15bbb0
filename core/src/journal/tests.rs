use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::*;
use crate::records::{AccountState, PortalKind};

const START: OffsetDateTime = datetime!(2026-11-22 21:00 UTC);

fn empty() -> AccountDoc {
    let text = serde_json::json!({
        "id": "a", "origin": "https://portal.example", "kind": PortalKind::Box, "login": "anna",
        "state": AccountState::SignedIn, "device_id": "D",
    });
    serde_json::from_value(text).unwrap()
}

fn noted(events: &[(PhoneEvent, Option<ProblemCode>)]) -> AccountDoc {
    let mut doc = empty();
    for (second, (event, code)) in (0..).zip(events) {
        let trouble = code.map(Trouble::new);
        note(&mut doc, START + Duration::seconds(second), *event, trouble.as_ref());
    }
    doc
}

fn event() -> impl Strategy<Value = (PhoneEvent, Option<ProblemCode>)> {
    let code = prop_oneof![Just(None), Just(Some(ProblemCode::NotAllowedHere)), Just(Some(ProblemCode::PortalMoved))];
    (prop::sample::select(&PhoneEvent::ALL[..]), code)
}

proptest! {
    #[test]
    fn the_newest_are_kept_in_order_and_never_too_many(events in prop::collection::vec(event(), 0..500)) {
        let doc = noted(&events);
        prop_assert!(doc.history.len() <= AT_MOST);
        prop_assert!(doc.history.windows(2).all(|pair| pair[0].at < pair[1].at));
        if let Some((event, code)) = events.last() {
            let last = doc.history.last().unwrap();
            prop_assert_eq!((event_of(last), code_of(last)), (Some(*event), *code));
        }
        let shown: usize = doc.history.iter().map(|entry| entry.times as usize).sum();
        prop_assert!(shown == events.len() || doc.history.len() == AT_MOST);
        let text = serde_json::to_string(&doc).unwrap();
        prop_assert_eq!(serde_json::from_str::<AccountDoc>(&text).unwrap(), doc);
    }

    #[test]
    fn a_note_taken_twice_is_one(events in prop::collection::vec(event(), 1..50)) {
        let mut twice = empty();
        for (second, (event, code)) in (0..).zip(&events) {
            let trouble = code.map(Trouble::new);
            for _ in 0..2 {
                note(&mut twice, START + Duration::seconds(second), *event, trouble.as_ref());
            }
        }
        prop_assert_eq!(twice, noted(&events));
    }
}

#[test]
fn what_goes_on_is_one_entry_until_something_else_happens() {
    let (renewed, blocked) = (PhoneEvent::Renewed, PhoneEvent::Blocked);
    let code = Some(ProblemCode::NotAllowedHere);
    let doc = noted(&[(renewed, None), (renewed, None), (blocked, code), (blocked, code), (renewed, None)]);
    let times: Vec<u32> = doc.history.iter().map(|entry| entry.times).collect();
    assert_eq!(times, [2, 2, 1]);
    assert_eq!(doc.history[0].since, Some(START));
    let twice = noted(&[(PhoneEvent::Refused, None), (PhoneEvent::Refused, None)]);
    assert_eq!(twice.history.len(), 2, "each refusal counts for itself");
}

#[test]
fn entries_of_a_newer_version_do_no_harm() {
    let mut doc = empty();
    let entry = serde_json::json!({"at": "2026-11-22T21:00:00Z", "event": "flew_away", "code": "wings_lost"});
    doc.history.push(serde_json::from_value(entry).unwrap());
    note(&mut doc, START, PhoneEvent::Reset, None);
    assert_eq!((event_of(&doc.history[0]), code_of(&doc.history[0])), (None, None));
    assert_eq!(doc.history[0].event, "flew_away", "and stay as they are");
}
