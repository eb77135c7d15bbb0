//! Plain lines for people, on standard output and standard error.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 110;

/// Whether standard output is for records alone.
static RECORDS_ALONE: AtomicBool = AtomicBool::new(false);

/// From now on standard output gets records only (`--json`); what is for people goes to standard error.
pub(crate) fn records_alone() {
    RECORDS_ALONE.store(true, Ordering::Relaxed);
}

/// One line for people. What a portal said may be in it, so control characters do not reach the terminal.
pub(crate) fn line(text: impl AsRef<str>) {
    let text = clean(text.as_ref());
    // A pipe gets whole lines, which programs can search.
    let text = if people_at_a_terminal() { wrapped(&text, columns().min(WIDEST)) } else { text };
    raw(&format!("{text}\n"));
}

/// One line to standard error.
pub(crate) fn error(text: &str) {
    let text = clean(text);
    let alone = !std::io::stderr().is_terminal();
    let text = if alone { text } else { wrapped(&text, width(std::io::stderr()).min(WIDEST)) };
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Text for people as it is, our own escape sequences included.
pub(crate) fn raw(text: &str) {
    if RECORDS_ALONE.load(Ordering::Relaxed) { write(std::io::stderr(), text) } else { write(std::io::stdout(), text) }
}

/// What a person is asked: at a keyboard it is seen wherever standard output goes.
pub(crate) fn question(text: &str) {
    let elsewhere = std::io::stdin().is_terminal() && !std::io::stdout().is_terminal();
    // What was typed before may stand in it as what is offered again.
    let text = clean(text);
    if elsewhere { write(std::io::stderr(), &text) } else { raw(&text) }
}

/// Why something on standard output is lost, if anything is.
static UNWRITTEN: OnceLock<String> = OnceLock::new();

/// No reason to stop half-way; it is said at the end.
fn write(mut out: impl std::io::Write, text: &str) {
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        not_written(&error);
    }
}

/// A closed output is nobody listening, and no failure; a full disk is one.
pub(crate) fn not_written(error: &std::io::Error) {
    if error.kind() != ErrorKind::BrokenPipe {
        let _ = UNWRITTEN.set(format!("The output cannot be written: {error}. Some of it is lost."));
    }
}

/// What to say at the end, where output was lost.
pub(crate) fn unwritten() -> Option<String> {
    UNWRITTEN.get().cloned()
}

/// A record as one line of JSON. A portal's result may be in it: what would steer a terminal is escaped, which is the same to a
/// program.
pub(crate) fn json(record: &impl serde::Serialize) {
    if let Ok(text) = serde_json::to_string(record) {
        write(std::io::stdout(), &format!("{}\n", escaped(&text)));
    }
}

/// Whether a person sits at both ends.
pub(crate) fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && people_at_a_terminal()
}

/// Whether what is for people is shown on a terminal.
fn people_at_a_terminal() -> bool {
    if RECORDS_ALONE.load(Ordering::Relaxed) {
        std::io::stderr().is_terminal()
    } else {
        std::io::stdout().is_terminal()
    }
}

/// Whether colours may be used: a terminal that does not say no.
pub(crate) fn colours() -> bool {
    let says_no = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    people_at_a_terminal() && !says_no && !dumb
}

fn clean(text: &str) -> String {
    text.chars().map(|one| if steers(one) && one != '\n' { '\u{fffd}' } else { one }).collect()
}

/// In JSON such characters stand in strings only.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for one in json.chars() {
        if steers(one) {
            text.push_str(&format!("\\u{:04x}", u32::from(one)));
        } else {
            text.push(one);
        }
    }
    text
}

/// Controls of the terminal, and of the direction in which text is read.
fn steers(one: char) -> bool {
    one.is_control() || matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Broken between words, a key of a menu not from what it does; what follows is set in as the line itself is, and two more.
fn wrapped(text: &str, columns: usize) -> String {
    let rest = text.trim_start_matches([' ', '|']);
    let indent = text.strip_suffix(rest).unwrap_or_default();
    let mut lines = vec![indent.to_owned()];
    for (at, word) in with_keys(rest).iter().enumerate() {
        let Some(line) = lines.last_mut() else { break };
        if at == 0 {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{indent}  {word}"));
        }
    }
    lines.join("\n")
}

/// The words, a key such as `d:` together with the word behind it.
fn with_keys(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(key) if key.ends_with(':') && key.chars().count() == 2 => {
                key.push(' ');
                key.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Columns of the terminal that people look at; 80 where nobody says.
pub(crate) fn columns() -> usize {
    if RECORDS_ALONE.load(Ordering::Relaxed) { width(std::io::stderr()) } else { width(std::io::stdout()) }
}

#[cfg(unix)]
fn width(of: impl rustix::fd::AsFd) -> usize {
    let asked = rustix::termios::tcgetwinsize(of).ok().map(|size| usize::from(size.ws_col));
    asked.filter(|columns| *columns > 0).unwrap_or(80)
}

#[cfg(not(unix))]
fn width<T>(_of: T) -> usize {
    80
}

/// The terminal's settings as they were at the start: a password prompt that is left with Ctrl-C would leave it without echo.
pub(crate) struct Echo {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Echo {
    pub(crate) fn remember() -> Self {
        Self {
            #[cfg(unix)]
            before: rustix::termios::tcgetattr(std::io::stdin()).ok(),
        }
    }

    /// What is typed is not shown from now on; gives how it was.
    pub(crate) fn off() -> Self {
        let echo = Self::remember();
        #[cfg(unix)]
        if let Some(mut silent) = echo.before.clone() {
            use rustix::termios::{LocalModes, SpecialCodeIndex};
            // Byte by byte, as the password is read then: an end of input that a line discipline has seen would be lost.
            silent.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
            silent.special_codes[SpecialCodeIndex::VMIN] = 1;
            silent.special_codes[SpecialCodeIndex::VTIME] = 0;
            let _ = rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, &silent);
        }
        echo
    }

    pub(crate) fn restore(self) {
        #[cfg(unix)]
        if let Some(before) = self.before {
            let _ = rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, &before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, wrapped};

    #[test]
    fn long_lines_break_between_words_and_lose_none() {
        let text = "   | one two three four a-word-longer-than-the-line five";
        let lines = wrapped(text, 16);
        assert_eq!(lines, "   | one two\n   |   three\n   |   four\n   |   a-word-longer-than-the-line\n   |   five");
        assert_eq!(wrapped("short", 80), "short");
        assert_eq!(wrapped("", 80), "");
    }

    #[test]
    fn what_a_portal_says_cannot_steer_the_terminal() {
        assert_eq!(clean("Anna\u{1b}[2J Berg\r\n"), "Anna\u{fffd}[2J Berg\u{fffd}\n");
    }
}
