//! What people type into a code or picture field, made into what the portal takes (Q6, C2; pain 15).

use crate::records::{CodeInput, SecondFactorType};
use crate::secret::Secret;

/// Longest login and password that are taken, in bytes.
pub(crate) const LONGEST_TYPED: usize = 1024;
/// Most characters of a picture's word. An administrator may have changed its length (C2), so none below is refused.
const LONGEST_WORD: usize = 16;

/// A typed code, as the portal takes it (D5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// A one-time code.
    SixDigits(Secret),
    /// A backup code, `abcd-efgh` (D6).
    Backup(Secret),
    /// Neither: the portal would call it wrong, so it is not sent.
    Malformed,
}

/// Reads a code in any spacing, with any dashes, in any case, and with the digits of any keyboard.
pub fn code(typed: &str) -> Code {
    let mut plain = String::with_capacity(typed.len());
    for c in typed.chars().filter(|c| !is_filler(*c)) {
        match latin_digit(c).or(c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase())) {
            Some(c) => plain.push(c),
            None => return Code::Malformed,
        }
    }
    if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return Code::SixDigits(Secret::new(plain));
    }
    match plain.split_at_checked(4) {
        Some((left, right)) if right.len() == 4 => Code::Backup(Secret::new(format!("{left}-{right}"))),
        Some(_) | None => Code::Malformed,
    }
}

/// A picture's word without the spaces around it; case is kept, for the portal ignores it (C2). `None` where it is empty or
/// longer than any.
pub fn captcha_word(typed: &str) -> Option<String> {
    let word = typed.trim_matches(is_space);
    (1..=LONGEST_WORD).contains(&word.chars().count()).then(|| word.to_owned())
}

/// What a code field takes. A backup code has letters, so a number pad would shut it out (pain 15). Codes by counter come from
/// a device that fills in nothing; those by time and by message the system may offer by itself.
pub fn code_input(kind: SecondFactorType, backup_codes: bool) -> CodeInput {
    let (alphabet, length, keyboard) =
        if backup_codes { ("letters_and_digits", 8, "text") } else { ("digits", 6, "number") };
    let autofill = match kind {
        SecondFactorType::Hotp => "off",
        SecondFactorType::Totp | SecondFactorType::Push | SecondFactorType::Unknown => "one_time_code",
    };
    CodeInput { alphabet: alphabet.to_owned(), length, keyboard: keyboard.to_owned(), autofill: autofill.to_owned() }
}

/// White space, and the invisible characters that copying brings along.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

fn is_filler(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '-' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '_'
        )
}

/// Arabic, Persian, Devanagari, Bengali and full-width keyboards write other digits.
fn latin_digit(c: char) -> Option<char> {
    ['0', '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{FF10}']
        .into_iter()
        .find_map(|zero| u32::from(c).checked_sub(u32::from(zero)).and_then(|value| char::from_digit(value, 10)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(typed: &str) -> String {
        match code(typed) {
            Code::SixDigits(digits) => format!("6 {}", digits.expose()),
            Code::Backup(backup) => format!("b {}", backup.expose()),
            Code::Malformed => "malformed".to_owned(),
        }
    }

    #[test]
    fn codes_as_people_type_them() {
        for (typed, want) in [
            ("492817", "6 492817"),
            (" 492 817 ", "6 492817"),
            ("492-817", "6 492817"),
            ("492\u{a0}817\n", "6 492817"),
            ("\u{664}\u{669}\u{662}\u{668}\u{661}\u{667}", "6 492817"),
            ("H4T9-X2QM", "b h4t9-x2qm"),
            ("h4t9x2qm", "b h4t9-x2qm"),
            ("h4t9 \u{2014} x2qm", "b h4t9-x2qm"),
            ("1234 5678", "b 1234-5678"),
            ("", "malformed"),
            ("49281", "malformed"),
            ("4928171", "malformed"),
            ("h4t9x2qm1", "malformed"),
            ("h4t9-x2qö", "malformed"),
            ("49281.", "malformed"),
        ] {
            assert_eq!(read(typed), want, "{typed:?}");
        }
    }

    #[test]
    fn a_code_is_never_printed() {
        let printed = format!("{:?} {:?}", code("492817"), code("h4t9-x2qm"));
        assert!(!printed.contains("492817") && !printed.contains("h4t9"), "{printed}");
    }

    #[test]
    fn words_of_pictures() {
        assert_eq!(captcha_word(" k7RwM\n"), Some("k7RwM".to_owned()));
        assert_eq!(captcha_word("ab"), Some("ab".to_owned()));
        assert_eq!(captcha_word(&"x".repeat(16)), Some("x".repeat(16)));
        assert_eq!(captcha_word(&"x".repeat(17)), None);
        assert_eq!(captcha_word(" \u{a0}"), None);
    }

    #[test]
    fn the_field_lets_letters_in_where_backup_codes_are_taken() {
        use SecondFactorType::{Hotp, Push, Totp, Unknown};
        for (kind, autofill) in
            [(Totp, "one_time_code"), (Hotp, "off"), (Push, "one_time_code"), (Unknown, "one_time_code")]
        {
            let both = code_input(kind, true);
            assert_eq!(
                (both.alphabet.as_str(), both.length, both.keyboard.as_str()),
                ("letters_and_digits", 8, "text")
            );
            let digits = code_input(kind, false);
            assert_eq!((digits.alphabet.as_str(), digits.length, digits.keyboard.as_str()), ("digits", 6, "number"));
            assert_eq!((both.autofill.as_str(), digits.autofill.as_str()), (autofill, autofill), "{kind:?}");
        }
    }

    proptest! {
        /// Pain 15: letters and digits arrive whole, whatever is strewn between them.
        #[test]
        fn backup_codes_arrive_whole(plain in "[a-z0-9]{8}", gaps in proptest::collection::vec("[ \u{a0}\u{2013}-]{0,2}", 8), upper: bool) {
            let typed: String = plain.chars().zip(&gaps).map(|(c, gap)| format!("{gap}{c}")).collect();
            let typed = if upper { typed.to_uppercase() } else { typed };
            let want = format!("b {}-{}", &plain.chars().take(4).collect::<String>(), &plain.chars().skip(4).collect::<String>());
            prop_assert_eq!(read(&typed), want);
        }

        #[test]
        fn one_time_codes_arrive_whole(plain in "[0-9]{6}", gaps in proptest::collection::vec("[ \u{a0}\u{2013}-]{0,2}", 6)) {
            let typed: String = plain.chars().zip(&gaps).map(|(c, gap)| format!("{c}{gap}")).collect();
            prop_assert_eq!(read(&typed), format!("6 {plain}"));
        }

        #[test]
        fn anything_can_be_read(typed in ".{0,64}") {
            let _ = (code(&typed), captcha_word(&typed));
        }
    }
}
