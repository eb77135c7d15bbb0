//! All samples with all events.

use super::super::machine::events::Event;
use super::super::machine::transition::transition;
use super::super::machine::{Stage, State};
use super::cases::{cases, numbered_events, open_challenge, open_request};
use super::samples::{Sample, samples};
use super::watch::Watch;

/// The watcher, having seen the sample's way; what broke on it.
fn watched(sample: &Sample) -> (Watch, Vec<String>) {
    let (mut watch, mut state, mut broken) = (Watch::new(&sample.start), sample.start.clone(), Vec::new());
    for event in &sample.path {
        let (next, effects) = transition(&state, event);
        broken.extend(watch.step(&state, event, &next, &effects));
        state = next;
    }
    (watch, broken)
}

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn rules_hold_for_every_pair() {
    let mut broken = Vec::new();
    for sample in samples() {
        let (watch, on_the_way) = watched(&sample);
        broken.extend(on_the_way.into_iter().map(|rule| format!("way to {}: {rule}", sample.name)));
        for case in cases(&sample.state) {
            let (after, effects) = transition(&sample.state, &case.event);
            // A password or a hash is said to be held exactly where the driver holds one.
            let honest = if let Event::LinkAgreed { held } = case.event {
                held == watch.hash_held
            } else if let Event::WordGiven { held, retyped, .. } = case.event {
                held == (watch.password_held || retyped)
            } else {
                true
            };
            let rules = watch.clone().step(&sample.state, &case.event, &after, &effects);
            let rules = rules.into_iter().filter(|rule| honest || !rule.contains("held"));
            broken.extend(rules.map(|rule| format!("{} + {}: {rule}", sample.name, case.name)));
        }
    }
    assert_none(&broken);
}

#[test]
fn the_same_event_twice_changes_nothing_the_second_time() {
    let mut broken = Vec::new();
    for sample in samples() {
        for case in cases(&sample.state) {
            let (once, _) = transition(&sample.state, &case.event);
            let (twice, effects) = transition(&once, &case.event);
            if twice != once || !effects.is_empty() {
                broken.push(format!("{} + {}: {effects:?}", sample.name, case.name));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut broken = Vec::new();
    for sample in samples() {
        let open = [open_request(&sample.state), open_challenge(&sample.state)];
        for number in (0..sample.state.last + 3).filter(|number| !open.contains(&Some(*number))) {
            for (name, _, event) in numbered_events(number, number) {
                if transition(&sample.state, &event) != (sample.state.clone(), Vec::new()) {
                    broken.push(format!("{} + {name} #{number}", sample.name));
                }
            }
        }
    }
    assert_none(&broken);
}

/// R9: nothing was sent, so the employee is where they were, and can do the same again.
#[test]
fn what_was_not_started_leaves_the_employee_where_they_were() {
    let mut broken = Vec::new();
    for sample in samples().iter().filter(|sample| !sample.state.stage.busy()) {
        for case in cases(&sample.state) {
            let (sent, _) = transition(&sample.state, &case.event);
            let secret = matches!(
                sent.stage,
                Stage::Trying { .. }
                    | Stage::Answering { .. }
                    | Stage::Checking { .. }
                    | Stage::Texting { .. }
                    | Stage::Probing { .. }
            );
            let Some(request) = open_request(&sent).filter(|_| secret) else {
                continue;
            };
            let (back, _) = transition(&sent, &Event::NotStarted { request });
            if back.stage != sample.state.stage {
                broken.push(format!("{} + {} + NotStarted: {:?}", sample.name, case.name, back.stage));
            }
        }
    }
    assert_none(&broken);
}

/// R3: every state is read from its document as it was written.
#[test]
fn every_state_survives_its_document() {
    for sample in samples() {
        let text = serde_json::to_string(&sample.state).unwrap();
        let read: State = serde_json::from_str(&text).unwrap();
        assert_eq!(read, sample.state, "{}", sample.name);
    }
}

/// R3, C5: after a restart a word that was not yet sent is asked for again, from the same picture at the same place.
#[test]
fn a_restart_asks_for_the_word_of_the_same_picture() {
    for sample in samples() {
        let Stage::Picture { picture } = &sample.state.stage else {
            continue;
        };
        let word = Event::WordGiven { challenge: picture.challenge, held: true, retyped: false };
        let (given, _) = transition(&sample.state, &word);
        let (again, _) = transition(&given, &Event::Restarted { session_lives: true });
        let Stage::Picture { picture: asked } = &again.stage else { panic!("{}: {:?}", sample.name, again.stage) };
        assert_eq!(
            (&asked.sid, &asked.url, &asked.waits),
            (&picture.sid, &picture.url, &picture.waits),
            "{}",
            sample.name
        );
    }
}

/// T10, D5: as long as nobody looked at the word, it goes along with the next code.
#[test]
fn a_word_given_for_a_code_goes_out_with_it() {
    let sample = samples().into_iter().find(|sample| sample.name == "Code with word").unwrap();
    let Stage::Code { code } = &sample.state.stage else { panic!("{:?}", sample.state.stage) };
    let (checking, effects) =
        transition(&sample.state, &Event::CodeGiven { challenge: code.challenge, joinable: false });
    assert!(format!("{effects:?}").contains("sid3"), "{effects:?}");
    assert!(checking.stage.busy());
}
