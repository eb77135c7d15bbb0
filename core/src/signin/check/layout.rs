//! Was this typed on the wrong keyboard? `ghbdtn` is *привет* on a Latin keyboard, `Ыгтадщцук9` is *Sunflower9* on a Russian one.
//! Judged by how likely letters follow one another, in what was typed and in what the same keys would have given. Only a text that
//! is unlikely as it stands is ever reported, so that words in any of the languages stay in peace.

use super::pairs::{ENGLISH, GERMAN, Pairs, RUSSIAN, UKRAINIAN};

const LATIN_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:\"<>~";
const RUSSIAN_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюёхъжэбюё";
const UKRAINIAN_KEYS: &str = "йцукенгшщзхїфівапролджєячсмитьбю'хїжєбю'";

/// Mean likeness of a text to a language, in hundredths (0 never, about 620 a word), and the letters it rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    mean: i32,
    letters: usize,
}

/// Whether `text` was probably typed with another layout than meant. `keyboard` is the language of the keyboard in use.
pub(super) fn other_layout(text: &str, keyboard: Option<&str>) -> bool {
    let language = keyboard.map(primary_language).unwrap_or_default();
    let lower: String = text.chars().flat_map(char::to_lowercase).collect();
    match (lower.chars().any(is_latin), lower.chars().any(is_cyrillic)) {
        (true, false) => {
            has_word_case(text)
                && (meant_cyrillic(&lower) || (matches!(language.as_str(), "de" | "en") && meant_other_yz(&lower)))
        }
        (false, true) => meant_latin(&lower, matches!(language.as_str(), "ru" | "uk" | "be")),
        // Only signs: or, typed with a Cyrillic word in mind, `;` and `,`. Both: another warning's business.
        (false, false) | (true, true) => false,
    }
}

/// Runs of letters.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// How many of Latin, Cyrillic and Greek a text uses.
pub(super) fn alphabets(text: &str) -> usize {
    [is_latin as fn(char) -> bool, is_cyrillic, is_greek].into_iter().filter(|is_of| text.chars().any(is_of)).count()
}

/// Latin letters that are a Russian or Ukrainian word on the same keys. The shorter, the surer it must be.
fn meant_cyrillic(text: &str) -> bool {
    let typed = as_latin(text);
    let meant = like(&RUSSIAN, &on_keys(text, LATIN_KEYS, RUSSIAN_KEYS))
        .max(like(&UKRAINIAN, &on_keys(text, LATIN_KEYS, UKRAINIAN_KEYS)));
    let (least, gap) = if meant.letters >= 8 { (560, 210) } else { (590, 240) };
    meant.letters >= 5 && meant.mean >= least && meant.mean - typed.mean >= gap
}

/// Cyrillic letters that are no word, or are one on the same keys of a Latin keyboard.
fn meant_latin(text: &str, cyrillic_keyboard: bool) -> bool {
    if text.chars().any(is_other_cyrillic) {
        return false;
    }
    let letters = text.chars().filter(|c| is_cyrillic(*c)).count();
    let typed = like(&RUSSIAN, text).max(like(&UKRAINIAN, text));
    let meant =
        as_latin(&on_keys(text, RUSSIAN_KEYS, LATIN_KEYS)).max(as_latin(&on_keys(text, UKRAINIAN_KEYS, LATIN_KEYS)));
    let (least, gap, gibberish) = if cyrillic_keyboard { (480, 80, 450) } else { (500, 120, 430) };
    // `хлеб` is `[kt,`: signs in place of letters are no word, but one may stand in an address.
    let a_latin_word =
        letters >= 4 && meant.letters + 1 >= letters && meant.mean >= least && meant.mean - typed.mean >= gap;
    // Initials say nothing.
    let judged = typed.letters * 2 >= letters;
    a_latin_word || (letters >= 6 && judged && typed.mean < gibberish)
}

/// German and English keyboards differ in the places of Y and Z.
fn meant_other_yz(text: &str) -> bool {
    let swapped: String = text
        .chars()
        .map(|c| match c {
            'y' => 'z',
            'z' => 'y',
            other => other,
        })
        .collect();
    let (typed, meant) = (as_latin(text), as_latin(&swapped));
    swapped != text && meant.letters >= 5 && meant.mean >= 570 && meant.mean - typed.mean >= 75
}

fn as_latin(text: &str) -> Likeness {
    like(&ENGLISH, text).max(like(&GERMAN, text))
}

/// How much the words of `text` look like `language`; single letters say nothing.
fn like(language: &Pairs, text: &str) -> Likeness {
    let (mut sum, mut pairs, mut letters) = (0_i32, 0_i32, 0);
    for word in text.split(|c| place(language, c) == 0) {
        let length = word.chars().count();
        if length < 2 {
            continue;
        }
        letters += length;
        let mut before = 0;
        for here in word.chars().map(|c| place(language, c)).chain([0]) {
            sum += digit(language, before, here);
            pairs += 1;
            before = here;
        }
    }
    Likeness { mean: (sum * 100).checked_div(pairs).unwrap_or(0), letters }
}

/// Row and column of a letter; 0 where it is none of the language.
fn place(language: &Pairs, c: char) -> usize {
    language.letters.chars().position(|letter| letter == c).map_or(0, |at| at + 1)
}

fn digit(language: &Pairs, row: usize, column: usize) -> i32 {
    let digit = language.rows.get(row).and_then(|row| row.as_bytes().get(column));
    digit.map_or(0, |digit| i32::from(digit.saturating_sub(b'0')))
}

/// What the same keys give on another keyboard.
fn on_keys(text: &str, from: &str, to: &str) -> String {
    text.chars()
        .map(|c| from.chars().zip(to.chars()).find(|(key, _)| *key == c).map_or(c, |(_, other)| other))
        .collect()
}

/// Whether every word is lower, UPPER, Capital or cAPITAL: what people type, and generated passwords mostly are not.
fn has_word_case(text: &str) -> bool {
    words(text).all(|word| {
        let rest = word.chars().skip(1);
        rest.clone().all(char::is_lowercase) || rest.clone().all(char::is_uppercase)
    })
}

fn primary_language(keyboard: &str) -> String {
    keyboard.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' if c.is_alphabetic())
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

/// On neither of the two keyboards: from a word of another language.
fn is_other_cyrillic(c: char) -> bool {
    is_cyrillic(c) && place(&RUSSIAN, c) == 0 && place(&UKRAINIAN, c) == 0
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' if c.is_alphabetic())
}
