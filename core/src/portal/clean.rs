//! Portal texts made fit to be shown: plain, short, one line, and without what the portal was sent (R5). Shown, never decided
//! on (R11).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{charset, form};
use crate::secret::Secret;
use crate::transport::Response;

/// The longest text of a portal that is shown, in characters.
pub const MAX_TEXT: usize = 300;

/// The longest text of a page that is kept, in bytes: enough for the address the portal saw (T17).
pub const MAX_PAGE: usize = 2048;

/// The longest code of an error that is kept, in characters.
const MAX_CODE: usize = 64;

/// How much of a page is looked at, in bytes.
const PAGE_LOOK: usize = 64 * 1024;

/// Stands for a secret.
const HIDDEN: &str = "•••";

/// What is shorter is no secret (no portal takes a shorter password, G2), but a part of many words and numbers.
const SHORTEST_SECRET: usize = 6;

/// `text` without tags, scripts, control and invisible characters, the five common entities decoded once, `secrets` hidden,
/// white space collapsed, at most `max_chars` characters. `None` where nothing is left.
pub fn clean(text: &str, max_chars: usize, secrets: &[Secret]) -> Option<String> {
    let line = one_line(&hide(decode(&without_tags(text)), secrets));
    // Once more: without what stood between its letters a secret may be whole.
    let line: String = hide(line, secrets).chars().take(max_chars).collect();
    let line = if shows_behind_a_sign(&line, secrets) { HIDDEN } else { line.trim_end() };
    (!line.is_empty()).then(|| line.to_owned())
}

/// `%A` in front of a secret makes an escape of its first letter, and the rest was no secret. So it is looked for behind each sign
/// that begins one; only in what is shown in the end, which is short.
fn shows_behind_a_sign(line: &str, secrets: &[Secret]) -> bool {
    let begins = |sign: &(usize, char)| matches!(sign.1, '%' | '&' | '\\');
    let behind = line.char_indices().filter(begins).filter_map(|(at, _)| line.get(at + 1..));
    behind.into_iter().any(|rest| shows(rest, secrets))
}

/// The code of an error, at most [`MAX_CODE`] letters, digits and signs of codes.
pub(super) fn code(text: &str, secrets: &[Secret]) -> String {
    let sign = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
    let code = hide(text.to_owned(), secrets).chars().filter(sign).collect();
    hide(code, secrets).chars().filter(sign).take(MAX_CODE).collect()
}

/// A portal's text of one line: [`clean`] with [`MAX_TEXT`].
pub fn clean_text(text: &str, secrets: &[Secret]) -> Option<String> {
    clean(text, MAX_TEXT, secrets)
}

/// The text of a page, at most [`MAX_PAGE`] bytes (T17).
pub fn clean_page(response: &Response) -> Option<String> {
    let body = response.body.as_slice();
    let text = charset::text(body.get(..PAGE_LOOK).unwrap_or(body), &response.headers);
    let mut page = clean(&text, MAX_PAGE, &response.secrets)?;
    while page.len() > MAX_PAGE {
        page.pop();
    }
    Some(page)
}

/// A page for developers, a firewall's or a debugger's, repeats what it was sent: as it was typed, or as forms write it. Where it
/// is spelt in another way nobody can say where it ends: then nothing is left of the text.
fn hide(mut text: String, secrets: &[Secret]) -> String {
    for typed in long_enough(secrets) {
        text = text.replace(typed, HIDDEN).replace(form::value(typed).as_str(), HIDDEN);
    }
    if shows(&text, secrets) { HIDDEN.to_owned() } else { text }
}

fn long_enough(secrets: &[Secret]) -> impl Iterator<Item = &str> {
    // EXPOSE: looked for, to be hidden.
    secrets.iter().map(Secret::expose).filter(|typed| typed.chars().count() >= SHORTEST_SECRET)
}

/// Whether a text holds a secret in any usual spelling: in capitals or small letters, escaped as JSON, pages or addresses do, once
/// or more often, or in Base64.
pub(super) fn shows(text: &str, secrets: &[Secret]) -> bool {
    let copies = [alike(text), alike(&unescaped(text))];
    let there = |sought: &str| {
        let sought = alike(sought);
        sought.len() >= SHORTEST_SECRET && copies.iter().any(|copy| copy.contains(&sought))
    };
    long_enough(secrets).any(|typed| {
        // Whole groups of three bytes: what stands behind them changes none of their letters.
        let groups = typed.as_bytes().get(..typed.len() - typed.len() % 3).unwrap_or_default();
        there(typed) || there(&unescaped(typed)) || there(&STANDARD.encode(groups))
    })
}

/// The same for all spellings in which only the case differs, the blank, the alphabet of Base64, or the backslash before signs.
fn alike(text: &str) -> String {
    let sign = |c| match c {
        ' ' | '+' => '-',
        '/' => '_',
        c => c,
    };
    text.chars().filter(|c| *c != '\\').flat_map(char::to_lowercase).map(sign).collect()
}

/// Without entities, `%41` and `\u0041`, those included that only come to life by that.
fn unescaped(text: &str) -> String {
    let mut out = Vec::new();
    for byte in decode(text).bytes() {
        out.push(byte);
        while unescape_end(&mut out).is_some() {}
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Puts its sign, or its byte, in the place of the escape that stands at the end. `None`: none does.
fn unescape_end(out: &mut Vec<u8>) -> Option<()> {
    /// `&#x10FFFF;`
    const LONGEST: usize = 10;
    let end = out.get(out.len().saturating_sub(LONGEST)..)?;
    let escape = end.get(end.iter().rposition(|byte| matches!(byte, b'%' | b'&' | b'\\'))?..)?;
    let (digits, radix) = match escape {
        [b'%', hex @ ..] if hex.len() == 2 => (hex, 16),
        [b'\\', b'u', hex @ ..] if hex.len() == 4 => (hex, 16),
        [b'&', b'#', b'x' | b'X', hex @ .., b';'] => (hex, 16),
        [b'&', b'#', digits @ .., b';'] => (digits, 10),
        _ => return None,
    };
    // To Rust `+8` is a number too.
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    let number = u32::from_str_radix(digits, radix).ok()?;
    let (before, byte) = (out.len() - escape.len(), escape.starts_with(b"%"));
    let sign = char::from_u32(number)?;
    out.truncate(before);
    match u8::try_from(number) {
        Ok(number) if byte => out.push(number),
        _ => out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes()),
    }
    Some(())
}

/// The one network address that a text names; `None` for none or several, since then nobody can say whose it is.
pub fn address_in(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_hexdigit() && !matches!(c, '.' | ':'));
    let read = |word: &str| word.trim_end_matches(['.', ':']).parse::<std::net::IpAddr>().ok();
    let mut found = words.filter_map(read).filter(|address| !address.is_unspecified());
    let first = found.next()?;
    found.all(|other| other == first).then(|| first.to_canonical().to_string())
}

/// Whether a body looks like a page for people: its first visible character opens a tag.
pub fn looks_like_page(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'<')
}

/// Controls, and characters that show nothing or turn the direction of what follows.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Without what shows nothing, and with one blank for any white space between.
fn one_line(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if !invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
            gap = false;
        }
    }
    out
}

/// Tags become a blank; what stands inside `script` and `style` goes with them; an unclosed tag swallows the rest.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut hidden: Option<&'static str> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let opens = c == '<' && chars.peek().is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?'));
        if opens {
            let name = tag(&mut chars);
            hidden = match (hidden, name.as_str()) {
                (None, "script") => Some("/script"),
                (None, "style") => Some("/style"),
                (Some(end), name) if name == end => None,
                (still, _) => still,
            };
            out.push(' ');
        } else if hidden.is_none() {
            out.push(c);
        }
    }
    out
}

/// Reads to the end of a tag and gives its name in lower case (with `/` where it closes).
fn tag(chars: &mut impl Iterator<Item = char>) -> String {
    let mut name = String::new();
    let mut in_name = true;
    for c in chars {
        if c == '>' {
            break;
        }
        in_name = in_name && (c.is_ascii_alphanumeric() || (c == '/' && name.is_empty())) && name.len() < 16;
        if in_name {
            name.push(c.to_ascii_lowercase());
        }
    }
    name
}

/// The five common entities, and the blank one; once, so that nothing comes to life by decoding twice.
pub(super) fn decode(text: &str) -> String {
    const ENTITIES: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&#039;", '\''),
        ("&nbsp;", ' '),
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, _)) = rest.split_once('&') {
        out.push_str(before);
        let entity = rest.strip_prefix(before).unwrap_or_default();
        let known = ENTITIES.iter().find_map(|(name, c)| Some((entity.strip_prefix(name)?, *c)));
        let (after, c) = known.unwrap_or_else(|| (entity.strip_prefix('&').unwrap_or_default(), '&'));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out
}
