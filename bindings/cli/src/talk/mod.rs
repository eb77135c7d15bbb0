//! The person at a terminal: plain lines, asked and answered one at a time, so that a screen reader reads them in order and
//! nothing depends on colour. Everything shown comes from the core's records.

mod accounts;
mod answers;
mod ask;
mod clears;
mod codes;
mod commands;
mod enter;
mod help;
mod how;
mod invitation;
mod link;
mod menu;
mod picture;
mod recover;
mod session;
mod sign_in;
mod steps;
mod wait;
mod words;

use portico::records::Problem;
use portico::{CallError, Portico};

use crate::args::Task;
use crate::say;
use crate::stop::Stop;

pub(crate) use ask::Keyboard;
#[cfg(feature = "demo")]
pub(crate) use help::{entry_lines, map_lines};
#[cfg(feature = "demo")]
pub(crate) use menu::menu;
#[cfg(feature = "demo")]
pub(crate) use picture::draw;
#[cfg(feature = "demo")]
pub(crate) use words::{account_line, problem_lines};

/// One conversation.
pub(crate) struct Talk {
    pub(crate) portico: Portico,
    pub(crate) keyboard: Keyboard,
    /// Records instead of sentences.
    pub(crate) json: bool,
    /// Whether the next line may be an address. At a pipe only the first one, and one after `/back`: a line that was meant for
    /// another question may be a password, and an address goes out in a name look-up (R5).
    address_next: bool,
}

impl Talk {
    /// With what standard input is.
    pub(crate) fn new(portico: Portico, json: bool) -> Self {
        Self { portico, keyboard: Keyboard::new(say::is_terminal()), json, address_next: true }
    }

    /// Why a question was left without an answer: a script that has none to a problem is told so by a status of its own.
    fn left(&self, stop: Stop, problem: Option<&Problem>) -> Stop {
        let stuck = matches!(stop, Stop::Left) && problem.is_some() && self.keyboard.is_piped();
        if stuck { Stop::Stuck } else { stop }
    }

    /// A call that failed: the portal's failure as its problem with all its steps, everything else as a sentence.
    fn failed(&self, error: CallError) -> Stop {
        let CallError::CallFailed { problem } = error else { return error.into() };
        if self.json {
            say::json(&problem);
        } else {
            words::show_problem(Some(&problem));
        }
        Stop::Said
    }
}

/// Carries one command out.
pub(crate) async fn run(portico: Portico, task: Task, json: bool) -> Result<(), Stop> {
    commands::run(&mut Talk::new(portico, json), task).await
}
