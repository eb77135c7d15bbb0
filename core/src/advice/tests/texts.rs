//! The files of texts against each other and against the code: nothing missing, nothing unused, the same arguments everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use crate::advice::problems::steps;
use crate::advice::texts::{Texts, value};
use crate::advice::*;

pub(super) const LANGUAGES: [&str; 3] = ["en", "de", "ru"];

/// What a text says, and names: its arguments, and other texts.
#[derive(Debug, Default, Clone, PartialEq)]
struct Named {
    words: String,
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
        match element {
            PatternElement::Placeable { expression } => expressed(expression, named),
            PatternElement::TextElement { value } => named.words.push_str(value),
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
            let given = arguments(&other, key);
            assert_eq!(given, arguments(&english, key), "{key} in {language}");
            let known = given.iter().map(|name| (name.as_str(), value("5"))).collect();
            let said = match key.split_once('.') {
                None => Texts::of(language).text(key, &known),
                Some((key, attribute)) => Texts::of(language).sentences(key, attribute, &known).remove(0),
            };
            assert!(said.is_some_and(|text| !text.is_empty()), "{key} in {language}");
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
fn german_and_russian_are_written_and_not_left_in_english() {
    let english = book("en");
    for language in ["de", "ru"] {
        for (key, named) in book(language) {
            let short = named.words.split_whitespace().count() < 3;
            assert!(short || named.words != english[&key].words, "{key} in {language}");
        }
    }
    for (key, named) in book("ru") {
        let latin = named.words.chars().filter(|c| c.is_ascii_lowercase()).count();
        let russian = named.words.chars().filter(|c| ('а'..='я').contains(c)).count();
        assert!(russian >= latin, "{key}: {}", named.words);
    }
}

#[test]
fn every_problem_has_its_texts_and_a_button_or_none_for_each_step() {
    let english = book("en");
    for code in ALL {
        let key = code.name();
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
    let keys: BTreeSet<String> = ALL.iter().map(|code| code.name()).collect();
    for text in english.keys() {
        let key = text.split('.').next().unwrap_or_default();
        let unknown: Vec<_> = arguments(&english, text).difference(&given).cloned().collect();
        assert!(!keys.contains(key) || unknown.is_empty(), "{text}: {unknown:?}");
        assert!(!keys.contains(text) || arguments(&english, text).is_empty(), "a title has no arguments: {text}");
    }
}

/// Arguments of troubles, and those derived from them.
const GIVEN: &[&str] = &[
    "host",
    "to",
    "from",
    "method",
    "wait",
    "tries",
    "maybe_counted",
    "picture_first",
    "kept_for_now",
    "send_once_more",
    "sign_in_again",
    "check_there",
    "address",
    "code",
    "stage",
    "cloud",
    "kept",
    "one_word",
    "waited",
    "by_time",
    "beside",
];

#[test]
fn no_text_is_unused_and_none_that_the_code_names_is_missing() {
    let english = book("en");
    let sources = sources();
    let named: BTreeSet<&str> = sources.iter().flat_map(|(_, source)| quoted(source)).collect();
    let repeated: BTreeSet<&str> = english.values().flat_map(|named| &named.texts).map(String::as_str).collect();
    let problems: BTreeSet<String> = ALL.iter().map(|code| code.name()).collect();
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
