//! The charset of texts that are shown. Old self-hosted portals in Russia write windows-1251; whatever is decided on is ASCII in
//! either (R11).

use std::borrow::Cow;

use super::headers;

/// How far into a page its own word on its charset is looked for, as browsers do.
const LOOK: usize = 1024;

/// 0x80 to 0xBF of windows-1251; 0x98 is none.
const LOWER_HALF: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', //
    'ђ', '‘', '’', '“', '”', '•', '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', //
    '\u{A0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{AD}', '®', 'Ї', //
    '°', '±', 'І', 'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
];

/// A body as text: in UTF-8 where it is that, in windows-1251 where head or page name it; else what cannot be read is replaced.
pub(super) fn text<'a>(body: &'a [u8], headers: &[(String, String)]) -> Cow<'a, str> {
    match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(bad) if !cut_short(body, bad) && is_1251(body, headers) => body.iter().map(|byte| of_1251(*byte)).collect(),
        Err(_) => String::from_utf8_lossy(body),
    }
}

/// UTF-8, but for a last character that was cut within.
fn cut_short(body: &[u8], bad: std::str::Utf8Error) -> bool {
    bad.error_len().is_none() && !body.get(..bad.valid_up_to()).is_none_or(<[u8]>::is_ascii)
}

fn of_1251(byte: u8) -> char {
    match byte {
        ..0x80 => char::from(byte),
        0x80..0xC0 => LOWER_HALF.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        // Here Unicode has taken the order over.
        0xC0.. => char::from_u32(u32::from('А') + u32::from(byte - 0xC0)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The head counts before the page.
fn is_1251(body: &[u8], headers: &[(String, String)]) -> bool {
    let in_head = headers::values(headers, "content-type").find_map(named);
    let in_page = || named(&String::from_utf8_lossy(body.get(..LOOK).unwrap_or(body)));
    in_head.or_else(in_page).is_some_and(|name| matches!(name.as_str(), "windows-1251" | "cp1251" | "x-cp1251"))
}

/// The first charset that a text names, in small letters: `charset=windows-1251`, with or without quotes.
fn named(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    small.split("charset").skip(1).find_map(|behind| {
        let value = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        Some(value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
    })
}
