//! Questions and answers on standard input, a terminal or a pipe.

use std::io::{BufRead as _, Read as _};

use portico::secret::Secret;
use zeroize::Zeroizing;

use crate::say;
use crate::stop::Stop;

/// More of one answer is not read.
const LONGEST: u64 = 8 * 1024;

/// Where answers come from.
pub(crate) struct Keyboard {
    terminal: bool,
}

impl Keyboard {
    pub(crate) fn new(terminal: bool) -> Self {
        Self { terminal }
    }

    /// Whether a person types, so that questions beyond the needed ones may be asked.
    pub(crate) fn is_person(&self) -> bool {
        self.terminal
    }

    /// One line, without the spaces around it. The end of input leaves the program; Ctrl-C does so elsewhere.
    pub(crate) async fn ask(&mut self, question: &str) -> Result<String, Stop> {
        say::raw(&format!("{question} "));
        let line = off_the_runtime(read_line).await?;
        self.echo_newline();
        Ok(line.trim().to_owned())
    }

    /// One line that is not shown while it is typed, and is taken to the letter.
    pub(crate) async fn ask_secret(&mut self, question: &str) -> Result<Secret, Stop> {
        let terminal = self.terminal;
        say::raw(&format!("{question} "));
        let line = off_the_runtime(move || if terminal { read_hidden() } else { read_line() }).await?;
        self.echo_newline();
        Ok(Secret::new(line.as_str()))
    }

    /// Yes or no; an empty answer is no, since every such question is about something that costs.
    pub(crate) async fn agree(&mut self, question: &str) -> Result<bool, Stop> {
        let answer = self.ask(&format!("{question} (y/n) [n]:")).await?;
        Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
    }

    /// A pipe echoes nothing, so the next sentence would stand behind the question.
    fn echo_newline(&self) {
        if !self.terminal {
            say::raw("\n");
        }
    }
}

/// `None` at the end of input. Trailing line ends are taken off.
fn read_line() -> Option<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    let mut input = std::io::stdin().lock().take(LONGEST);
    match input.read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => None,
        Ok(_) => {
            let text = String::from_utf8_lossy(&bytes);
            Some(Zeroizing::new(text.trim_end_matches(['\n', '\r']).to_owned()))
        }
    }
}

fn read_hidden() -> Option<Zeroizing<String>> {
    rpassword::read_password().ok().map(Zeroizing::new)
}

/// Waits on a thread of its own: standard input can only be waited for in a blocking way.
async fn off_the_runtime(
    read: impl FnOnce() -> Option<Zeroizing<String>> + Send + 'static,
) -> Result<Zeroizing<String>, Stop> {
    tokio::task::spawn_blocking(read).await.ok().flatten().ok_or(Stop::Left)
}
