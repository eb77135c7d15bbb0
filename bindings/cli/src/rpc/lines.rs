//! Bounded lines from a blocking input.

use std::io::{BufRead, BufReader, Read};

use tokio::sync::mpsc;
use zeroize::Zeroizing;

/// The longest message, its line end not counted.
pub(super) const LONGEST: usize = 1024 * 1024;
/// Lines read ahead of the session.
const AHEAD: usize = 16;

/// One line of input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Without its line end; wiped when dropped, since it may hold a password.
    Text(Zeroizing<Vec<u8>>),
    /// Longer than [`LONGEST`]: read to its end and not kept.
    TooLong,
}

/// Reads lines on a thread of their own, since standard input can only be waited for in a blocking way. The channel closes
/// at the end of input.
pub(super) fn start(input: impl Read + Send + 'static) -> mpsc::Receiver<Line> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    std::thread::spawn(move || {
        let mut input = BufReader::new(input);
        while let Some(line) = next(&mut input) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// `None` at the end of input, or when it cannot be read any more. A last line without a line end counts.
fn next(input: &mut impl BufRead) -> Option<Line> {
    let mut kept = Zeroizing::new(Vec::new());
    let (mut too_long, mut began) = (false, false);
    loop {
        let part = match input.fill_buf() {
            Ok(part) => part,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return None,
        };
        if part.is_empty() {
            return began.then(|| finish(kept, too_long));
        }
        began = true;
        let end = part.iter().position(|byte| *byte == b'\n');
        let text = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
        too_long |= kept.len().saturating_add(text.len()) > LONGEST;
        if too_long {
            kept = Zeroizing::new(Vec::new());
        } else {
            append(&mut kept, text);
        }
        let taken = end.map_or(part.len(), |at| at + 1);
        input.consume(taken);
        if end.is_some() {
            return Some(finish(kept, too_long));
        }
    }
}

/// Grows by hand, so that the buffer left behind is wiped too.
fn append(kept: &mut Zeroizing<Vec<u8>>, text: &[u8]) {
    let needed = kept.len().saturating_add(text.len());
    if needed > kept.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(needed.next_power_of_two()));
        larger.extend_from_slice(kept);
        *kept = larger;
    }
    kept.extend_from_slice(text);
}

fn finish(kept: Zeroizing<Vec<u8>>, too_long: bool) -> Line {
    if too_long { Line::TooLong } else { Line::Text(kept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8], buffer: usize) -> Vec<Line> {
        let mut input = BufReader::with_capacity(buffer, text);
        std::iter::from_fn(|| next(&mut input)).collect()
    }

    fn text(text: &[u8]) -> Line {
        Line::Text(Zeroizing::new(text.to_vec()))
    }

    #[test]
    fn lines_are_the_same_however_they_are_cut() {
        for buffer in [1, 2, 3, 64] {
            assert_eq!(all(b"one\n\ntwo\nlast", buffer), [text(b"one"), text(b""), text(b"two"), text(b"last")]);
            assert_eq!(all(b"", buffer), []);
            assert_eq!(all(b"\n", buffer), [text(b"")]);
        }
    }

    #[test]
    fn a_line_of_one_mebibyte_is_read_and_a_longer_one_is_skipped_to_its_end() {
        let mut input = vec![b'a'; LONGEST];
        input.push(b'\n');
        input.extend(vec![b'b'; LONGEST + 1]);
        input.extend(b"\nnext\n");
        let lines = all(&input, 4096);
        assert_eq!(lines.len(), 3);
        assert!(matches!(&lines[0], Line::Text(kept) if kept.len() == LONGEST));
        assert_eq!(lines[1..], [Line::TooLong, text(b"next")]);
    }
}
