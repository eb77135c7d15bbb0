//! Plays every file of `tests/scenarios`: one test for each, named after it. `--test-threads N` bounds how many run at once.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use portico_behaviour::scenario;

/// A scenario mostly waits for pipes and sockets: more than one fits on a core.
const PER_CORE: usize = 2;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores * PER_CORE);
    let trials = scenario::files().into_iter().map(|file| {
        let name = scenario::name(&file);
        let play = move || Ok(scenario::play(&file, env!("CARGO_BIN_EXE_portico-rpc"))?);
        (name, play)
    });
    let trials = trials.map(|(name, play)| Trial::test(name, play)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
