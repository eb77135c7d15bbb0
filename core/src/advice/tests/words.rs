//! The texts as people read them: plural forms, whole sentences, lengths.

use super::texts::LANGUAGES;
use super::ways::{captcha, code_ways, receipt};
use super::{all, full};
use crate::advice::problems::steps;
use crate::advice::texts::{Texts, span};
use crate::advice::*;
use crate::records::{CaptchaSecret, Receipt, ReceiptKind, ToldPortal, Tries, Trouble, WarningWhere};

#[test]
fn spans_are_counted_in_every_language() {
    let english = |seconds| span(Texts::of("en"), seconds);
    assert_eq!(
        [0, 1, 2, 119, 120, 121, 3599, 3600, 7200, 172_800, 200_000].map(english),
        [
            "a second",
            "a second",
            "2\u{a0}seconds",
            "119\u{a0}seconds",
            "2\u{a0}minutes",
            "3\u{a0}minutes",
            "60\u{a0}minutes",
            "an hour",
            "about 2\u{a0}hours",
            "about 2\u{a0}days",
            "about 2\u{a0}days"
        ]
    );
    let russian = |seconds| span(Texts::of("ru"), seconds);
    assert_eq!(
        [1, 2, 5, 21, 111, 120, 300, 21 * 60, 3600, 7200, 5 * 3600, 21 * 3600, 48 * 3600, 21 * 86_400].map(russian),
        [
            "1\u{a0}секунду",
            "2\u{a0}секунды",
            "5\u{a0}секунд",
            "21\u{a0}секунду",
            "111\u{a0}секунд",
            "2\u{a0}минуты",
            "5\u{a0}минут",
            "21\u{a0}минуту",
            "час",
            "примерно 2\u{a0}часа",
            "примерно 5\u{a0}часов",
            "примерно 21\u{a0}час",
            "примерно 2\u{a0}дня",
            "примерно 21\u{a0}день"
        ]
    );
    let german = |seconds| span(Texts::of("de"), seconds);
    assert_eq!(
        [1, 2, 120, 3600, 7200, 200_000].map(german),
        ["eine Sekunde", "2\u{a0}Sekunden", "2\u{a0}Minuten", "eine Stunde", "etwa 2\u{a0}Stunden", "etwa 2\u{a0}Tage"]
    );
}

#[test]
fn tries_are_counted_as_people_count() {
    let said = |locale, spent, unanswered, picture_after| {
        tries_sentence(&Tries { spent, unanswered, picture_after, picture_after_known: true, last_at: None }, locale)
    };
    for (count, spent, lost, after) in [
        (1, "1 попытку", "Ещё 1 попытка осталась без ответа; она могла", "после 1 попытки"),
        (2, "2 попытки", "Ещё 2 попытки остались без ответа; они могли", "после 2 попыток"),
        (5, "5 попыток", "Ещё 5 попыток остались", "после 5 попыток"),
        (21, "21 попытку", "Ещё 21 попытка осталась", "после 21 попытки"),
    ] {
        let russian = said("ru", count, count, count);
        assert!([spent, lost, after].iter().all(|part| russian.contains(part)), "{russian}");
    }
    assert!(said("ru", 0, 0, 0).contains("ни одной попытки"));
    assert!(said("de", 1, 1, 1).contains("1 Versuch verbraucht. Die Antwort auf 1 weiteren"));
    assert!(said("de", 2, 2, 10).contains("2 Versuche verbraucht. Die Antworten auf 2 weitere"));
    let codes = |used| code_ways("ru", true, true, used).remove(0).text;
    assert!(
        codes(1).ends_with("использовали 1 код.") && codes(2).ends_with("2 кода.") && codes(5).ends_with("5 кодов.")
    );
}

/// Everything the core can say in a language, but the titles.
fn sentences(locale: &str) -> Vec<String> {
    let mut said = Vec::new();
    for r#where in [WarningWhere::Login, WarningWhere::Password, WarningWhere::Code] {
        for drift in [-100, 70] {
            said.extend(WarningCode::ALL.map(|code| warning(code, r#where, Some(drift), locale).text));
        }
    }
    for ways in [
        captcha(CaptchaSecret::Stored, locale),
        captcha(CaptchaSecret::Typed, locale),
        code_ways(locale, true, true, 2),
    ] {
        said.extend(ways.into_iter().map(|way| way.text));
    }
    for (spent, unanswered, picture_after) in [(0, 0, 0), (1, 1, 1), (2, 3, 10), (11, 0, 12)] {
        for picture_after_known in [false, true] {
            let tries = Tries { spent, unanswered, picture_after, picture_after_known, last_at: None };
            said.push(tries_sentence(&tries, locale));
        }
    }
    for kind in [ReceiptKind::Reset, ReceiptKind::SignOut, ReceiptKind::Delete] {
        for portal_told in [ToldPortal::Told, ToldPortal::NotPossible] {
            let done = Receipt { portal_told, ..receipt(kind, locale) };
            said.extend(receipt_lines(&done, locale));
            said.extend(receipt_lines(&Receipt { at: None, ..done }, locale));
        }
    }
    for problem in all(locale) {
        said.extend(problem.steps.into_iter().map(|step| step.text).chain([problem.cause]));
    }
    said
}

#[test]
fn everything_is_said_in_whole_sentences_in_every_language() {
    for locale in LANGUAGES {
        for text in sentences(locale) {
            assert!(text.ends_with(['.', '?']) && !text.contains(['{', '}']), "{locale}: {text:?}");
            assert!(!text.contains("  ") && !text.contains(" ."), "{locale}: {text:?}");
            let host = ["portal.example", "old.example"].iter().any(|host| text.starts_with(host));
            assert!(host || text.starts_with(|c: char| c.is_uppercase()), "{locale}: {text:?}");
            for sentence in text.split_inclusive(['.', ':', ';']) {
                assert!(sentence.split_whitespace().count() <= 28, "{locale}, long: {sentence}");
            }
        }
        for problem in all(locale) {
            assert!(!problem.steps.is_empty(), "{locale}: {:?} has no way on", problem.code);
            assert!((1..=60).contains(&problem.title.chars().count()), "{locale}: {}", problem.title);
        }
        for code in ALL {
            let known = Trouble { wait_s: Some(5), ..full(*code).with("sent", "true") };
            assert_eq!(word(&known, locale).steps.len(), steps(*code), "{locale}: {code:?}");
        }
    }
}
