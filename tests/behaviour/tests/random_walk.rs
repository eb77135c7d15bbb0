//! Long random ways through everything that people, administrators, networks and phones do, against real portals; after every
//! step the rules are held against what can be seen from outside (R1 to R5, R10, R13).
//!
//! Each seed is one walk and always the same steps. A walk that fails names its seed and its steps;
//! `PORTICO_WALK=SEED` or `PORTICO_WALK=SEED:STEPS` walks that one alone, up to that step. Ids and ports differ from run to run,
//! and so may which of two checks at once meets an ordered fault: a failure of that kind may want more than one replay.

#![expect(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test says no by panicking")]

#[path = "random_walk/acting.rs"]
mod acting;
#[path = "random_walk/checks.rs"]
mod checks;
#[path = "random_walk/ending.rs"]
mod ending;
#[path = "random_walk/ground.rs"]
mod ground;
#[path = "random_walk/steps.rs"]
mod steps;
#[path = "random_walk/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use checks::Seen;
use ground::Ground;

/// Walks of a usual run. A seed that once found something stays.
const SEEDS: std::ops::Range<u64> = 1..31;
/// Steps of each.
const STEPS: usize = 120;
/// Walks at a time: most of each is waiting for the disk and the portals.
const AT_ONCE: u64 = 4;

/// What the walks of a usual run come by: a walk that nobody lets in breaks no rule either.
const WAYS: [&str; 12] = [
    "typed: SignedIn",
    "typed: Refused",
    "typed: Code",
    "typed: Lost",
    "stored: SignedIn",
    "stored: Refused",
    "stored: Lost",
    "CaptchaNeeded None",
    "NeedsSignIn Some(Refused)",
    "Blocked Some(IpRule)",
    "Captcha after a restart",
    "SecondFactor after a restart",
];

/// One walk to its end: what it came by, or what went wrong, as text.
async fn walk(seed: u64, how_many: usize) -> Result<BTreeMap<String, u32>, String> {
    let steps = steps::steps(seed, how_many);
    let taken = Arc::new(AtomicUsize::new(0));
    let (of_walk, counting) = (steps.clone(), Arc::clone(&taken));
    let walking = tokio::spawn(async move {
        let (mut ground, mut seen) = (Ground::new(seed).await, Seen::default());
        for step in of_walk {
            counting.fetch_add(1, Ordering::Relaxed);
            ground.take(step, &mut seen).await;
        }
        counting.fetch_add(1, Ordering::Relaxed);
        ground.end(&mut seen).await;
        ground.met
    });
    let error = match walking.await {
        Ok(met) => return Ok(met),
        Err(error) => error,
    };
    let cause = error.into_panic();
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    let taken = taken.load(Ordering::Relaxed);
    let shown: Vec<String> =
        steps.iter().take(taken).enumerate().map(|(n, step)| format!("{:4} {step:?}", n + 1)).collect();
    let at = if taken > steps.len() { "at its end".to_owned() } else { format!("at step {taken}") };
    let replay = format!("PORTICO_WALK={seed}:{}", taken.min(steps.len()));
    Err(format!("{replay} {at}:\n{}\n{}\n", shown.join("\n"), text.unwrap_or("a panic without words")))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_walk_breaks_a_rule() {
    let wanted = std::env::var("PORTICO_WALK").ok();
    let (seeds, how_many) = match &wanted {
        None => (SEEDS, STEPS),
        Some(wanted) => {
            let (seed, steps) = wanted.split_once(':').unwrap_or((wanted, ""));
            let seed: u64 = seed.parse().unwrap();
            (seed..seed + 1, steps.parse().unwrap_or(STEPS))
        }
    };
    let lanes = (0..AT_ONCE).map(|lane| {
        let seeds: Vec<u64> = seeds.clone().filter(|seed| seed % AT_ONCE == lane).collect();
        tokio::spawn(async move {
            let mut walks = Vec::new();
            for seed in seeds {
                walks.push(walk(seed, how_many).await);
            }
            walks
        })
    });
    let (mut failed, mut met) = (Vec::new(), BTreeMap::<String, u32>::new());
    for lane in lanes.collect::<Vec<_>>() {
        for walk in lane.await.unwrap() {
            match walk {
                Ok(came_by) => came_by.into_iter().for_each(|(what, count)| *met.entry(what).or_default() += count),
                Err(text) => failed.push(text),
            }
        }
    }
    assert!(failed.is_empty(), "{} walks broke a rule\n\n{}", failed.len(), failed.join("\n"));
    for what in WAYS.iter().filter(|_| wanted.is_none()) {
        assert!(met.contains_key(*what), "no walk came by {what:?} any more: {met:#?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_steps_and_another_gives_others() {
    assert_eq!(steps::steps(7, 200), steps::steps(7, 200));
    assert_eq!(steps::steps(7, 200).first_chunk::<50>(), steps::steps(7, 50).first_chunk::<50>());
    assert_ne!(steps::steps(7, 200), steps::steps(8, 200));
}
