//! Long ways through the machine: all of them with numbers forgotten, and random ones with their numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::thread;

use proptest::prelude::*;

use super::super::machine::events::{Effect, Event};
use super::super::machine::transition::transition;
use super::super::machine::{CodeStep, Number, Picture, Stage, StageKind, State, Waits};
use super::cases::{Case, KINDS, cases};
use super::samples::{for_account, for_stored_picture};
use super::watch::Watch;
use crate::records::{ProblemCode, Trouble};

fn starts() -> [State; 3] {
    [State::new(), for_account(), for_stored_picture()]
}

/// Events as an honest driver sends them: it knows whether it holds a password.
fn honest(state: &State, watch: &Watch) -> Vec<Case> {
    let mut all = cases(state);
    for case in &mut all {
        if let Event::WordGiven { held, retyped, .. } = &mut case.event {
            *held = watch.password_held || *retyped;
        }
        if let Event::CodeGiven { joinable, .. } = &mut case.event {
            *joinable &= watch.password_held;
        }
        if let Event::LinkAgreed { held } = &mut case.event {
            *held = watch.hash_held;
        }
    }
    all
}

/// The state with its numbers replaced by their ranks, its counts cut, and any problem and what was typed made the same: the
/// machine compares numbers, counts on and hands the others on, no more.
fn forgotten(state: &State) -> State {
    let mut state = state.clone();
    let mut ranks: BTreeMap<Number, Number> = BTreeMap::new();
    each_number(&mut state.stage, &mut |number| {
        ranks.insert(*number, 0);
    });
    let count = ranks.len() as Number;
    for (rank, place) in (1..).zip(ranks.values_mut()) {
        *place = rank;
    }
    each_number(&mut state.stage, &mut |number| *number = ranks[number]);
    state.last = count;
    state.rounds = state.rounds.min(2);
    state.typed = state.typed.map(|_| "typed".to_owned());
    state.typed_login = None;
    state.problem = state.problem.map(|_| Trouble::new(ProblemCode::AddressUnreadable));
    match &mut state.stage {
        Stage::Code { code } | Stage::Checking { code, .. } | Stage::Texting { code, .. } => forget_counts(code),
        Stage::Picture { picture } | Stage::Renewing { picture, .. } | Stage::Answering { picture, .. } => {
            if let Waits::Code { code } = &mut picture.waits {
                forget_counts(code);
            }
        }
        Stage::Address
        | Stage::Discovering { .. }
        | Stage::Moved { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Probing { .. }
        | Stage::Redeeming { .. }
        | Stage::Credentials
        | Stage::Trying { .. }
        | Stage::Browser
        | Stage::Committing { .. }
        | Stage::Done { .. }
        | Stage::Cancelled => {}
    }
    state
}

/// Handed on, and nothing is decided on them.
fn forget_counts(code: &mut CodeStep) {
    code.wrong = code.wrong.min(1);
    code.lost = false;
    code.texted = None;
}

fn each_number(stage: &mut Stage, visit: &mut dyn FnMut(&mut Number)) {
    fn in_code(code: &mut CodeStep, visit: &mut dyn FnMut(&mut Number)) {
        visit(&mut code.challenge);
    }
    fn in_picture(picture: &mut Picture, visit: &mut dyn FnMut(&mut Number)) {
        visit(&mut picture.challenge);
        if let Waits::Code { code } = &mut picture.waits {
            in_code(code, visit);
        }
    }
    match stage {
        Stage::Discovering { request, .. }
        | Stage::Probing { request, .. }
        | Stage::Redeeming { request, .. }
        | Stage::Trying { request }
        | Stage::Committing { request, .. } => visit(request),
        Stage::Picture { picture } => in_picture(picture, visit),
        Stage::Renewing { request, picture } => {
            visit(request);
            in_picture(picture, visit);
        }
        Stage::Answering { request, picture, .. } => {
            visit(request);
            in_picture(picture, visit);
        }
        Stage::Code { code } => in_code(code, visit),
        Stage::Checking { request, code, .. } | Stage::Texting { request, code } => {
            visit(request);
            in_code(code, visit);
        }
        Stage::Address
        | Stage::Moved { .. }
        | Stage::ConfirmLink { .. }
        | Stage::Credentials
        | Stage::Browser
        | Stage::Done { .. }
        | Stage::Cancelled => {}
    }
}

/// What a step leads to, by what distinguishes it from others, and the rules that were broken on the way there.
#[derive(Default)]
struct Found {
    reached: BTreeMap<String, (State, Watch)>,
    broken: BTreeMap<String, usize>,
    steps: usize,
}

impl Found {
    /// Everything that one event leads to from here.
    fn explore(&mut self, state: &State, watch: &Watch) {
        for case in honest(state, watch) {
            self.steps += 1;
            let (after, effects) = transition(state, &case.event);
            let mut next = watch.clone();
            let rules = next.step(state, &case.event, &after, &effects);
            let goes_on = rules.is_empty();
            for rule in rules {
                *self.broken.entry(format!("{:?} + {}: {rule}", state.stage.kind(), case.name)).or_default() += 1;
            }
            // What follows from a broken step says nothing more, and most events change nothing.
            if goes_on && (after != *state || next != *watch) {
                let after = forgotten(&after);
                let key = format!("{}{next:?}", serde_json::to_string(&after).unwrap());
                self.reached.entry(key).or_insert((after, next));
            }
        }
    }

    /// The same from each of these, on all processors: it is the longest of the core's tests.
    fn explore_all(places: &[(State, Watch)]) -> Vec<Self> {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let explore = |part: &[(State, Watch)]| {
                let mut found = Self::default();
                for (state, watch) in part {
                    found.explore(state, watch);
                }
                found
            };
            let parts = places.chunks(places.len().div_ceil(processors).max(1));
            let threads: Vec<_> = parts.map(|part| scope.spawn(move || explore(part))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }
}

/// Every state that any events lead to, with every event: no bound on the length of the way.
#[test]
fn rules_hold_on_every_way() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<(State, Watch)> = starts().iter().map(|start| (forgotten(start), Watch::new(start))).collect();
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    let mut steps = 0;
    while !open.is_empty() {
        let all = Found::explore_all(&open);
        open.clear();
        for found in all {
            steps += found.steps;
            for (rule, times) in found.broken {
                *broken.entry(rule).or_default() += times;
            }
            open.extend(found.reached.into_iter().filter_map(|(key, place)| seen.insert(key).then_some(place)));
        }
    }
    println!("{} states, {steps} steps", seen.len());
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(seen.len() > 500, "the search found hardly anything: {}", seen.len());
}

/// Walks `choices` through the machine. Most steps are ones that change something; late and odd ones come in between.
fn walk(start: State, choices: &[(u8, u16)]) -> Result<Vec<StageKind>, String> {
    let (mut state, mut watch, mut kinds) = (start.clone(), Watch::new(&start), vec![start.stage.kind()]);
    for (luck, choice) in choices {
        let all = honest(&state, &watch);
        let moves: Vec<&Case> = all
            .iter()
            .filter(|case| *luck < 8 || !matches!(case.event, Event::Cancel | Event::AccountEnded))
            .filter(|case| *luck < 40 || transition(&state, &case.event).0 != state)
            // It leads back and forth between three stages: often, and the others are hardly reached.
            .filter(|case| *luck < 40 || !matches!(case.event, Event::AccountStands { .. }))
            .collect();
        if moves.is_empty() {
            break;
        }
        let case = moves[usize::from(*choice) % moves.len()];
        let (after, effects) = transition(&state, &case.event);
        let broken = watch.step(&state, &case.event, &after, &effects);
        if !broken.is_empty() {
            return Err(format!("{:?} + {}: {}", state.stage, case.name, broken.join("; ")));
        }
        let (again, nothing) = transition(&after, &case.event);
        if again != after || !nothing.is_empty() {
            return Err(format!("{:?} + {} twice", state.stage, case.name));
        }
        state = after;
        kinds.push(state.stage.kind());
    }
    Ok(kinds)
}

fn choices() -> impl Strategy<Value = Vec<(u8, u16)>> {
    proptest::collection::vec((any::<u8>(), any::<u16>()), 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules_hold_on_long_random_ways(start in 0_usize..3, choices in choices()) {
        let start = starts()[start].clone();
        let walked = walk(start, &choices);
        prop_assert!(walked.is_ok(), "{walked:?}");
    }

    /// Whatever happened, the employee can end it, and nothing comes back to life.
    #[test]
    fn a_cancelled_way_stays_cancelled(start in 0_usize..3, choices in choices()) {
        let mut state = starts()[start].clone();
        let watch = Watch::new(&state);
        for (_, choice) in &choices {
            let all = honest(&state, &watch);
            state = transition(&state, &all[usize::from(*choice) % all.len()].event).0;
        }
        let (ended, effects) = transition(&state, &Event::Cancel);
        prop_assert!(ended.ended());
        prop_assert_eq!(effects, if state.ended() { vec![] } else { vec![Effect::End] });
        for case in cases(&ended) {
            prop_assert_eq!(transition(&ended, &case.event), (ended.clone(), vec![]));
        }
    }
}

/// The random ways are worth something: together they pass every stage.
#[test]
fn random_ways_pass_every_stage() {
    let mut passed = BTreeSet::new();
    // A fixed sequence, so that this never fails by chance.
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for start in starts().into_iter().cycle().take(90) {
        let choices: Vec<(u8, u16)> = (0..80).map(|_| (next() as u8, next() as u16)).collect();
        passed.extend(walk(start, &choices).unwrap());
    }
    assert_eq!(passed, KINDS.into_iter().collect());
}
