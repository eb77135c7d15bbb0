//! Portico in a terminal: a person at the keyboard (`talk`), another program over JSON-RPC (`rpc`), or a story that plays
//! itself against two reference portals (`demo`).
//!
//! A library, so that a test can be the same program with a disk, transport or vault of its own (see [`Hooks`]).
#![forbid(unsafe_code)]

mod args;
mod clock;
#[cfg(feature = "demo")]
mod demo;
mod logs;
mod rpc;
mod say;
mod setup;
mod stop;
mod talk;
mod vaults;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use portico::Portico;

use args::{Arguments, Command};
use setup::Setup;
use stop::Stop;

/// Changes a [`portico::Config`] before it is opened.
pub type ConfigHook = Box<dyn FnOnce(&mut portico::Config) + Send>;

/// What a test program changes before it becomes this one.
#[derive(Default)]
pub struct Hooks {
    /// Wraps the disk, transport or vault, for example to be killed at a counted write. The tour does without.
    pub config: Option<ConfigHook>,
}

impl std::fmt::Debug for Hooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hooks").field("config", &self.config.is_some()).finish()
    }
}

/// Runs the program with its command line, the program's name first. Reads standard input, writes standard output and
/// standard error, and gives the exit status: 0 done, 1 not done, 2 a wrong command line, 3 stopped at a problem without a
/// terminal, 130 left.
pub fn run(args: impl IntoIterator<Item = OsString>, hooks: Hooks) -> ExitCode {
    logs::start();
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too, and know themselves which stream is theirs.
            if let Err(unwritten) = error.print() {
                say::not_written(&unwritten);
            }
            return match error.exit_code() {
                0 => end(Ok(())),
                code => ExitCode::from(u8::try_from(code).unwrap_or(2)),
            };
        }
    };
    let echo = say::Echo::remember();
    // One worker, as on phones: what was begun first runs first.
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return end(Err(Stop::Failed(format!("The program could not start: {error}")))),
    };
    let done = runtime.block_on(command(arguments, hooks));
    // A thread may still wait for the keyboard: it ends with the program.
    runtime.shutdown_background();
    echo.restore();
    end(done)
}

fn end(done: Result<(), Stop>) -> ExitCode {
    // What was done and cannot be read is not done for who waits for it.
    match done.and_then(|()| say::unwritten().map_or(Ok(()), |why| Err(Stop::Failed(why)))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            if let Some(line) = stop.line() {
                say::error(&line);
            }
            stop.status()
        }
    }
}

async fn command(arguments: Arguments, hooks: Hooks) -> Result<(), Stop> {
    let Arguments { common, command } = arguments;
    if common.json {
        say::records_alone();
    }
    match command {
        #[cfg(feature = "demo")]
        None => demo::run(common, hooks, false).await,
        #[cfg(feature = "demo")]
        Some(Command::Demo { tour }) => demo::run(common, hooks, tour).await,
        #[cfg(not(feature = "demo"))]
        None => Err(Stop::Usage("This program was built without its demo: name a command, see --help.".to_owned())),
        Some(Command::Rpc) => {
            let portico = Setup::of(&common, hooks)?.open().await?;
            rpc::serve(portico, asked_to_leave()).await
        }
        Some(Command::Talk(task)) => {
            let portico = Setup::of(&common, hooks)?.looked_at()?.open().await?;
            until_left(&portico, asked_to_leave(), talk::run(portico.clone(), task, common.json)).await
        }
    }
}

/// Runs what a person does until it is done or the person leaves, then closes: what is under way is finished or written down.
async fn until_left(
    portico: &Portico,
    leave: impl Future<Output = ()>,
    work: impl Future<Output = Result<(), Stop>>,
) -> Result<(), Stop> {
    let done = tokio::select! {
        done = work => done,
        () = leave => {
            if say::is_terminal() {
                // Behind the `^C` that the terminal shows.
                say::raw("\n");
            }
            Err(Stop::Left)
        }
    };
    // `close` has its own limit of 5 s; a bit more, so that it is the one to speak. Who asks again to leave need not wait for it.
    tokio::select! {
        _ = tokio::time::timeout(Duration::from_secs(6), portico.close()) => {}
        () = asked_to_leave() => {}
    }
    done
}

/// Ctrl-C, a terminal that is closed, or the system's wish that the program ends: without an answer to that a terminal at a password
/// stays without echo. Listens from the moment it is called; what it gives waits for one.
#[cfg(unix)]
fn asked_to_leave() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn heard(signal: &mut Option<Signal>) {
        match signal {
            Some(signal) => _ = signal.recv().await,
            None => std::future::pending().await,
        }
    }
    let signals = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let [mut interrupt, mut terminate, mut hangup] = signals.map(|kind| signal(kind).ok());
    async move {
        tokio::select! {
            () = heard(&mut interrupt) => {}
            () = heard(&mut terminate) => {}
            () = heard(&mut hangup) => {}
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_leave() {
    let _ = tokio::signal::ctrl_c().await;
}
