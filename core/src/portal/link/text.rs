//! Finds in a text what may be a link: in sentences, in mails whose lines were broken, in markup.

use zeroize::Zeroizing;

use super::super::clean::invisible;
use super::MAX_TEXT;

/// A piece of text that may hold a secret: wiped when dropped.
pub(super) type Piece = Zeroizing<String>;

/// The most words of a text that are looked at.
const MAX_TOKENS: usize = 2000;
/// Over how many broken lines one link may go.
const MAX_LINES: usize = 8;
/// `&amp;amp;…` goes no deeper than that.
const MAX_ENTITIES: usize = 3;

/// The text as it stands, and as it was before a mail program broke its lines (`=` at their ends, RFC 2045). Where every `=` is one
/// of the mail program's, that comes first; else a value may begin with `3D`.
pub(super) fn spellings(text: &str) -> Vec<Piece> {
    let plain = tidy(text);
    let quoted = plain.contains("=\n") || plain.contains("=3D");
    let soft = quoted.then(|| Zeroizing::new(plain.replace("=\n", "").replace("=3D", "=")));
    let throughout = plain.split('=').skip(1).all(|after| after.starts_with('\n') || is_sign(after));
    match soft {
        Some(soft) if throughout => vec![soft, plain],
        soft => std::iter::once(plain).chain(soft).collect(),
    }
}

fn is_sign(after: &str) -> bool {
    after.get(..2).is_some_and(|sign| sign.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')))
}

fn tidy(text: &str) -> Piece {
    let end = (0..=MAX_TEXT.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let seen = text.get(..end).unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
    let seen = Zeroizing::new(seen);
    let kept = seen.chars().filter(|c| matches!(c, '\n' | '\t') || !invisible(*c));
    let mut tidy = Zeroizing::new(kept.collect::<String>());
    for _ in 0..MAX_ENTITIES {
        if !tidy.contains("&amp;") {
            break;
        }
        tidy = Zeroizing::new(tidy.replace("&amp;", "&"));
    }
    tidy
}

/// Every word that may be a link, without the signs of the sentence around it.
pub(super) fn tokens(text: &str) -> Vec<Piece> {
    words(text).filter_map(bare).take(MAX_TOKENS).map(Piece::new).collect()
}

/// Links that go over the end of a line: each with one more line, as long as a line is one word.
pub(super) fn over_lines(text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.split('\n').take(MAX_TOKENS).collect();
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(begins) = words(line).last().filter(|word| begins_link(word)) else { continue };
        let mut joined = Zeroizing::new(begins.to_owned());
        for next in lines.iter().skip(at + 1).take(MAX_LINES) {
            // Mail programs put `> ` before the lines of a mail that is answered.
            let next = next.trim_start_matches(['>', ' ', '\t']);
            let mut parts = words(next);
            let Some(first) = parts.next() else { break };
            joined.push_str(first);
            all.extend(bare(&joined).map(|text| Piece::new(text.to_owned())));
            if parts.next().is_some() || all.len() >= MAX_TOKENS {
                break;
            }
        }
    }
    all
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '`' | '|');
    // `[words](link)`.
    text.split("](").flat_map(move |part| part.split(between)).filter(|word| !word.is_empty())
}

fn begins_link(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.contains("://") || lower.contains("%3a%2f%2f") || lower.contains("intent=") || lower.contains("bx_hit_hash=")
}

/// A word without what a sentence puts around it.
fn bare(word: &str) -> Option<String> {
    let before = |c: char| matches!(c, '(' | '[' | '{' | '\'' | '*' | '‘' | '’' | '（' | '【' | ',' | ';');
    let after = |c: char| {
        before(c)
            || matches!(c, ')' | ']' | '}' | '.' | ':' | '!' | '?' | '…' | '。' | '，' | '）' | '】' | '！' | '；')
    };
    let mut word = cut_front(word.trim_start_matches(before));
    while let Some(last) = word.chars().next_back().filter(|last| after(*last) && !closes(word, *last)) {
        word = word.strip_suffix(last)?;
    }
    (!word.is_empty()).then(|| word.to_owned())
}

/// Whether a bracket at the end belongs to the word itself, as in `https://[::1]`.
fn closes(word: &str, last: char) -> bool {
    match last {
        ')' => word.contains('('),
        ']' => word.contains('['),
        '}' => word.contains('{'),
        _other => false,
    }
}

/// `Link:https://…`: what a sentence glued to the front goes, unless it is the front of a link itself.
fn cut_front(word: &str) -> &str {
    let lower = word.to_ascii_lowercase();
    let at = ["https://", "http://"].iter().filter_map(|scheme| lower.find(scheme)).min();
    match at.and_then(|at| word.split_at_checked(at)) {
        Some((front, link)) if !front.contains(['/', '?', '=', '&', '#']) => link,
        Some(_) | None => word,
    }
}
