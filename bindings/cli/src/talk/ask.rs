//! Questions and answers on standard input, a terminal or a pipe.

use std::io::{BufRead as _, IsTerminal as _, Read as _};

use portico::secret::Secret;
use zeroize::Zeroizing;

use crate::say;
use crate::stop::Stop;

/// More of one answer is not read.
const LONGEST: u64 = 8 * 1024;

/// Where answers come from.
pub(crate) struct Keyboard {
    person: bool,
    /// Whether it is a terminal, which shows what is typed wherever standard output goes.
    echoes: bool,
}

impl Keyboard {
    pub(crate) fn new(person: bool) -> Self {
        Self { person, echoes: std::io::stdin().is_terminal() }
    }

    /// Whether a person types and sees what standard output gets, so that a list may be shown and asked about.
    pub(crate) fn is_person(&self) -> bool {
        self.person
    }

    /// Whether nobody sits at a keyboard: each line was meant for one question and answers no other, and none beyond the needed
    /// ones is asked.
    pub(crate) fn is_piped(&self) -> bool {
        !self.echoes
    }

    /// One line, without the spaces around it. The end of input leaves the program; Ctrl-C does so elsewhere.
    pub(crate) async fn ask(&mut self, question: &str) -> Result<String, Stop> {
        Ok(self.answer(question, read_line).await?.trim().to_owned())
    }

    /// One line that is not shown while it is typed, and is taken to the letter.
    pub(crate) async fn ask_secret(&mut self, question: &str) -> Result<Secret, Stop> {
        // Off before the question stands there: somebody may type faster than the next step begins.
        let shown = self.echoes.then(say::Echo::off);
        let line = self.answer(question, if self.echoes { read_hidden } else { read_line }).await;
        shown.into_iter().for_each(say::Echo::restore);
        Ok(Secret::new(line?.as_str()))
    }

    /// Asks until there is an answer that can be used; who sends answers through a pipe gets no second question, since the next line
    /// answers another.
    async fn answer(&mut self, question: &str, read: fn() -> Read) -> Result<Zeroizing<String>, Stop> {
        loop {
            say::question(&format!("{question} "));
            let read = off_the_runtime(read).await;
            // A pipe echoes nothing, and who leaves typed no line end: the next sentence would stand behind the question.
            if !self.echoes || matches!(read, Read::End) {
                say::question("\n");
            }
            match read {
                Read::Line(line) => return Ok(line),
                Read::End => return Err(Stop::Left),
                Read::Unfit(why) if self.echoes => say::line(why),
                Read::Unfit(why) => return Err(Stop::Failed(why.to_owned())),
            }
        }
    }

    /// Yes or no; an empty answer is no, since every such question is about something that costs.
    pub(crate) async fn agree(&mut self, question: &str) -> Result<bool, Stop> {
        loop {
            let answer = self.ask(&format!("{question} (y/n) [n]:")).await?;
            if let Some(agreed) = self.yes_or_no(&answer)? {
                return Ok(agreed);
            }
        }
    }

    /// `None`: neither, which was said. At a pipe it was meant for another question, and the lines after it too.
    pub(super) fn yes_or_no(&self, answer: &str) -> Result<Option<bool>, Stop> {
        match answer.to_lowercase().as_str() {
            "y" | "yes" => Ok(Some(true)),
            "" | "n" | "no" => Ok(Some(false)),
            _ if self.is_piped() => Err(Stop::Failed(NEITHER.to_owned())),
            _ => {
                say::line(NEITHER);
                Ok(None)
            }
        }
    }
}

const NEITHER: &str = "The answer is y or n. Nothing was done.";

/// What came from standard input.
enum Read {
    Line(Zeroizing<String>),
    /// The end of input.
    End,
    /// A line, but no answer, and why.
    Unfit(&'static str),
}

const TOO_LONG: &str = "This line is too long to be an answer. Nothing of it was used.";
const NO_TEXT: &str = "This line is not UTF-8 text. Nothing of it was used.";

/// Trailing line ends are taken off.
fn read_line() -> Read {
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    let mut input = std::io::stdin().lock();
    // One more, for the line end.
    match (&mut input).take(LONGEST + 1).read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => return Read::End,
        Ok(_) => {}
    }
    if bytes.len() as u64 > LONGEST && !bytes.ends_with(b"\n") {
        // The rest would be taken for the next answer.
        return if input.skip_until(b'\n').is_ok() { Read::Unfit(TOO_LONG) } else { Read::End };
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Read::Line(Zeroizing::new(text.trim_end_matches(['\n', '\r']).to_owned())),
        // With a mark in place of a letter a password is a wrong one, and costs a try.
        Err(_) => Read::Unfit(NO_TEXT),
    }
}

fn read_hidden() -> Read {
    match rpassword::read_password().map(Zeroizing::new) {
        // So bytes come that are no letters.
        Ok(line) if line.contains('\u{fffd}') => Read::Unfit(NO_TEXT),
        Ok(line) => Read::Line(line),
        Err(_) => Read::End,
    }
}

/// Waits on a thread of its own: standard input can only be waited for in a blocking way.
async fn off_the_runtime(read: fn() -> Read) -> Read {
    tokio::task::spawn_blocking(read).await.unwrap_or(Read::End)
}
