//! The files of texts against each other and against the code: nothing missing, nothing unused, the same arguments everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use super::problems::{name, steps};
use super::tests::{all, full};
use super::tests_ways::{captcha, code_ways, receipt};
use super::texts::{Texts, span};
use super::*;
use crate::records::{CaptchaSecret, Receipt, ReceiptKind, ToldPortal, Tries, Trouble, WarningWhere};

pub(super) const LANGUAGES: [&str; 3] = ["en", "de", "ru"];

/// What a text names: its arguments, and other texts.
#[derive(Debug, Default, Clone, PartialEq)]
struct Named {
    arguments: BTreeSet<String>,
    texts: BTreeSet<String>,
}

/// Every text of a language by its key; an attribute as `key.attribute`.
type Book = BTreeMap<String, Named>;

fn book(language: &str) -> Book {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(language);
    let mut book = Book::new();
    for file in files(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        let resource = parse(text.as_str()).unwrap_or_else(|(_, errors)| unreachable!("{file:?}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(!matches!(entry, Entry::Term(_)), "{file:?}: terms would hide arguments");
                continue;
            };
            let mut add = |key: String, pattern: &Pattern<&str>| {
                let mut named = Named::default();
                read(pattern, &mut named);
                assert_eq!(book.insert(key.clone(), named), None, "{language}: {key} twice");
            };
            add(message.id.name.to_owned(), message.value.as_ref().unwrap());
            for attribute in &message.attributes {
                add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
            }
        }
    }
    book
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn read(pattern: &Pattern<&str>, named: &mut Named) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expressed(expression, named);
        }
    }
}

fn expressed(expression: &Expression<&str>, named: &mut Named) {
    match expression {
        Expression::Inline(inline) => inlined(inline, named),
        Expression::Select { selector, variants } => {
            inlined(selector, named);
            variants.iter().for_each(|variant| read(&variant.value, named));
        }
    }
}

fn inlined(expression: &InlineExpression<&str>, named: &mut Named) {
    match expression {
        InlineExpression::VariableReference { id } => _ = named.arguments.insert(id.name.to_owned()),
        InlineExpression::MessageReference { id, attribute: None } => _ = named.texts.insert(id.name.to_owned()),
        InlineExpression::Placeable { expression } => expressed(expression, named),
        other @ (InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }) => unreachable!("not used in our texts: {other:?}"),
    }
}

/// The arguments of a text and of those it repeats.
fn arguments(book: &Book, key: &str) -> BTreeSet<String> {
    let named = book.get(key).unwrap_or_else(|| unreachable!("{key} is named and not there"));
    let repeated = named.texts.iter().flat_map(|text| arguments(book, text));
    named.arguments.iter().cloned().chain(repeated).collect()
}

/// The program's own sources, without tests.
fn sources() -> Vec<(String, String)> {
    let all = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).into_iter();
    let own = all.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    own.filter(|(path, _)| !path.contains("test")).collect()
}

/// What stands in quotation marks on one line, as far as it could be a key.
fn quoted(source: &str) -> BTreeSet<&str> {
    let key = |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).filter(key).collect()
}

#[test]
fn every_language_has_the_same_texts_with_the_same_arguments() {
    let english = book("en");
    for language in LANGUAGES {
        let other = book(language);
        let (keys, wanted): (BTreeSet<_>, BTreeSet<_>) = (other.keys().collect(), english.keys().collect());
        assert_eq!(keys, wanted, "{language}");
        for key in english.keys() {
            assert_eq!(arguments(&other, key), arguments(&english, key), "{key} in {language}");
        }
        let texts = Texts::of(language);
        for key in keys.iter().filter(|key| !key.contains('.')) {
            assert!(texts.has(key), "{key} is in no file that the program reads");
        }
    }
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("texts")).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    assert_eq!(folders.count(), LANGUAGES.len(), "a folder for each language");
}

#[test]
fn every_problem_has_its_texts_and_a_button_or_none_for_each_step() {
    let english = book("en");
    for code in ALL {
        let key = name(*code);
        let attributes: Vec<&str> =
            english.keys().filter_map(|text| text.strip_prefix(&key)?.strip_prefix('.')).collect();
        let of = |kind: &str| attributes.iter().filter(|attribute| attribute.starts_with(kind)).count();
        assert!(english.contains_key(&key) && of("cause") > 0, "{key}");
        assert_eq!(of("step"), steps(*code), "{key}: steps and buttons");
        for (kind, count) in [("cause", of("cause")), ("step", of("step"))] {
            for number in 1..=count {
                assert!(attributes.contains(&format!("{kind}-{number}").as_str()), "{key}: {kind}-{number}");
            }
        }
        assert_eq!(attributes.len(), of("cause") + of("step"), "{key}");
    }
}

/// A misspelt argument would silently drop its sentence for ever.
#[test]
fn problems_name_only_arguments_that_somebody_gives() {
    let given: BTreeSet<String> = GIVEN.iter().map(|name| (*name).to_owned()).collect();
    let english = book("en");
    let keys: BTreeSet<String> = ALL.iter().map(|code| name(*code)).collect();
    for text in english.keys() {
        let key = text.split('.').next().unwrap_or_default();
        let unknown: Vec<_> = arguments(&english, text).difference(&given).cloned().collect();
        assert!(!keys.contains(key) || unknown.is_empty(), "{text}: {unknown:?}");
        assert!(!keys.contains(text) || arguments(&english, text).is_empty(), "a title has no arguments: {text}");
    }
}

/// Arguments of troubles, and those derived from them.
const GIVEN: &[&str] = &["host", "to", "from", "method", "wait", "tries", "maybe_counted", "address", "code", "stage"];

#[test]
fn no_text_is_unused_and_none_that_the_code_names_is_missing() {
    let english = book("en");
    let sources = sources();
    let named: BTreeSet<&str> = sources.iter().flat_map(|(_, source)| quoted(source)).collect();
    let repeated: BTreeSet<&str> = english.values().flat_map(|named| &named.texts).map(String::as_str).collect();
    let problems: BTreeSet<String> = ALL.iter().map(|code| name(*code)).collect();
    let warnings: BTreeSet<&str> = WarningCode::ALL.into_iter().map(WarningCode::as_str).collect();
    for key in english.keys().filter(|key| !key.contains('.')) {
        let used = named.contains(key.as_str())
            || repeated.contains(key.as_str())
            || problems.contains(key)
            || key.strip_prefix("warning-").is_some_and(|code| warnings.contains(code))
            || key.strip_prefix("item-").is_some_and(|item| named.contains(item));
        assert!(used, "nobody says {key}");
    }
    // What looks like a key where texts are spoken is one.
    let rooms: BTreeSet<&str> =
        english.keys().filter(|key| !problems.contains(*key)).filter_map(|key| key.split('-').next()).collect();
    for (path, source) in sources.iter().filter(|(_, source)| source.contains("Texts")) {
        for key in quoted(source).into_iter().filter(|text| text.contains('-') && !text.ends_with('-')) {
            let ours = key.split('-').next().is_some_and(|room| rooms.contains(room));
            assert!(!ours || english.contains_key(key), "{key} in {path}");
        }
    }
    // What a receipt names.
    for (_, source) in sources.iter().filter(|(path, _)| path.contains("accounts/receipts")) {
        for item in quoted(source) {
            assert!(english.contains_key(&format!("item-{item}")), "{item}");
        }
    }
}

#[test]
fn a_locale_goes_by_its_language() {
    let same = |locale, language| std::ptr::eq(Texts::of(locale), Texts::of(language));
    for (language, locales) in [
        ("en", ["en-GB", "en_US.UTF-8", "fr", "", "C", "deu", "x-de"].as_slice()),
        ("de", &["de-AT", "de_CH", "DE", "de-Latn-DE", "de@euro"]),
        ("ru", &["ru_RU", "ru-BY", "ru_RU.KOI8-R"]),
    ] {
        assert!(locales.iter().all(|locale| same(locale, language)), "{language}");
    }
    assert!(!same("de", "en") && !same("ru", "en") && !same("ru", "de"));
}

#[test]
fn spans_are_counted_in_every_language() {
    let english = |seconds| span(Texts::of("en"), seconds);
    assert_eq!(
        [0, 1, 2, 119, 120, 121, 3599, 3600, 7200, 172_800, 200_000].map(english),
        [
            "a second",
            "a second",
            "2 seconds",
            "119 seconds",
            "2 minutes",
            "3 minutes",
            "60 minutes",
            "an hour",
            "about 2 hours",
            "about 2 days",
            "about 2 days"
        ]
    );
    let russian = |seconds| span(Texts::of("ru"), seconds);
    assert_eq!(
        [1, 2, 5, 21, 111, 120, 300, 21 * 60, 3600, 7200, 5 * 3600, 21 * 3600, 48 * 3600, 21 * 86_400].map(russian),
        [
            "1 секунду",
            "2 секунды",
            "5 секунд",
            "21 секунду",
            "111 секунд",
            "2 минуты",
            "5 минут",
            "21 минуту",
            "час",
            "примерно 2 часа",
            "примерно 5 часов",
            "примерно 21 час",
            "примерно 2 дня",
            "примерно 21 день"
        ]
    );
    let german = |seconds| span(Texts::of("de"), seconds);
    assert_eq!(
        [1, 2, 120, 3600, 7200, 200_000].map(german),
        ["eine Sekunde", "2 Sekunden", "2 Minuten", "eine Stunde", "etwa 2 Stunden", "etwa 2 Tage"]
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

#[test]
fn no_language_repeats_another() {
    let english: BTreeSet<String> = sentences("en").into_iter().collect();
    for text in sentences("de").into_iter().chain(sentences("ru")) {
        assert!(!english.contains(&text), "{text}");
    }
    for text in sentences("ru") {
        assert!(text.chars().filter(|c| ('а'..='я').contains(c)).count() > 3, "{text}");
    }
}
