//! The real program, SIGKILLed before and after every write, every key put or deleted, every request and every answer, then
//! reopened (R3, R4).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]
#![expect(clippy::print_stdout, reason = "how many kills there were is worth knowing")]

#[path = "kill/ground.rs"]
mod ground;
#[path = "kill/stories.rs"]
mod stories;

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt as _;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use ground::{Ground, Worker};
use portico_behaviour::program::Failure;
use serde_json::json;
use stories::Story;

/// Programs at once: as many as this is tested on has cores.
const WORKERS: usize = 2;
const SIGKILL: i32 = 9;

/// Starts that were killed while they mended what a kill had left.
static MENDINGS: AtomicU64 = AtomicU64::new(0);

/// One story at a time, so that no program waits for a processor longer than a request may take.
static TURN: Mutex<()> = Mutex::new(());

/// Kills one story at every event until it is played to its end; how often it was found how when the folder was opened again.
fn kill_everywhere(story: Story) -> BTreeMap<String, u64> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (next, over, begun) = (AtomicU64::new(1), AtomicBool::new(false), Instant::now());
    let found = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let worker = Worker::new();
                while !over.load(Ordering::SeqCst) {
                    let at = next.fetch_add(1, Ordering::SeqCst);
                    match kill_once(&worker, story, at) {
                        Some(how) => *found.lock().unwrap().entry(how).or_default() += 1,
                        None => over.store(true, Ordering::SeqCst),
                    }
                }
            });
        }
    });
    let found = found.into_inner().unwrap();
    let kills: u64 = found.values().sum();
    let (mendings, seconds) = (MENDINGS.swap(0, Ordering::SeqCst), begun.elapsed().as_secs_f32());
    println!("{story:?}: {kills} kills, and {mendings} while mending, in {seconds:.1} s; found again as {found:?}");
    found
}

/// How the folder was found after the kill; `None` where the story was played to its end.
fn kill_once(worker: &Worker, story: Story, at: u64) -> Option<String> {
    let ground = Ground::prepare(worker, story, at);
    let mut program = ground.start(&[("PORTICO_FIRE_AT", at.to_string())]);
    let played = stories::play(story, &mut program, &ground);
    let (status, heard) = program.end();
    let killed = status.signal() == Some(SIGKILL);
    match played {
        Ok(()) => assert!(killed || status.success(), "{status}: {}", ground.log()),
        Err(Failure::Died) => assert!(killed, "{status}: {}", ground.log()),
        Err(Failure::Said(code)) => unreachable!("{code} at {at}: {heard} {}", ground.log()),
    }
    if killed {
        kill_the_mending(&ground, at);
    }
    let how = ground.examine(story);
    killed.then_some(how)
}

/// The start that mends what the kill left is killed too, at another event each time.
fn kill_the_mending(ground: &Ground<'_>, at: u64) {
    let mut program = ground.start(&[("PORTICO_FIRE_AT", (1 + at % 8).to_string())]);
    let _ = program.call("accounts.list", json!({}));
    let (status, _) = program.end();
    assert!(status.success() || status.signal() == Some(SIGKILL), "{status}: {}", ground.log());
    if !status.success() {
        MENDINGS.fetch_add(1, Ordering::SeqCst);
    }
}

/// Kills in all, where each of these outcomes must have come up.
fn kills(found: &BTreeMap<String, u64>, outcomes: &[&str]) -> u64 {
    for outcome in outcomes {
        assert!(found.contains_key(*outcome), "{outcome} never came up: {found:?}");
    }
    assert_eq!(found.len(), outcomes.len(), "{found:?}");
    found.values().sum()
}

#[test]
fn the_first_sign_in_on_a_phone_killed_anywhere_resumes_or_is_done() {
    let found = kill_everywhere(Story::First);
    assert!(kills(&found, &["nothing", "address", "credentials", "signed_in"]) > 60);
}

#[test]
fn a_sign_in_killed_anywhere_resumes_or_is_done() {
    let found = kill_everywhere(Story::SignIn);
    assert!(kills(&found, &["nothing", "address", "credentials", "signed_in"]) > 40);
}

#[test]
fn a_sign_in_to_an_account_that_is_there_killed_anywhere_leaves_it_a_secret_that_works() {
    assert!(kills(&kill_everywhere(Story::Again), &["signed_in"]) > 40);
}

#[test]
fn a_sign_in_with_a_picture_killed_anywhere_resumes_or_is_done() {
    let found = kill_everywhere(Story::Picture);
    assert!(kills(&found, &["nothing", "address", "credentials", "captcha", "signed_in"]) > 60);
}

#[test]
fn a_sign_in_with_a_code_killed_anywhere_resumes_or_is_done() {
    let found = kill_everywhere(Story::Code);
    assert!(kills(&found, &["nothing", "address", "credentials", "second_factor", "signed_in"]) > 60);
}

#[test]
fn a_picture_for_a_stored_secret_killed_anywhere_keeps_the_secret() {
    assert!(kills(&kill_everywhere(Story::StoredPicture), &["signed_in", "captcha_needed"]) > 40);
}

#[test]
fn a_sign_out_killed_anywhere_is_done_or_was_never_begun() {
    assert!(kills(&kill_everywhere(Story::SignOut), &["signed_in", "needs_sign_in"]) > 20);
}

#[test]
fn a_recovery_killed_anywhere_is_gone_on_with_or_is_done() {
    let found = kill_everywhere(Story::Recovery);
    assert!(kills(&found, &["nothing", "recovery", "credentials", "signed_in"]) > 60);
}

#[test]
fn an_invitation_killed_anywhere_is_accepted_or_can_be() {
    let found = kill_everywhere(Story::Invitation);
    assert!(kills(&found, &["nothing", "credentials", "signed_in"]) > 30);
}

#[test]
fn a_link_killed_anywhere_is_sent_once_at_most() {
    let found = kill_everywhere(Story::Link);
    assert!(kills(&found, &["nothing", "address", "signed_in"]) > 30);
}

#[test]
fn a_reset_killed_anywhere_is_done_or_was_never_begun() {
    assert!(kills(&kill_everywhere(Story::Reset), &["signed_in", "needs_sign_in"]) > 6);
}

#[test]
fn a_deletion_killed_anywhere_is_finished_once_it_has_begun() {
    assert!(kills(&kill_everywhere(Story::Delete), &["signed_in", "nothing"]) > 30);
}

#[test]
fn a_renewal_killed_anywhere_keeps_the_account_signed_in() {
    assert!(kills(&kill_everywhere(Story::Renewal), &["signed_in"]) > 20);
}
