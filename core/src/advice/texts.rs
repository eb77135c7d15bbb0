//! The texts: Fluent files in `core/texts`, a folder for each language. A sentence whose argument is missing is left out, so
//! nothing in braces ever reaches a person.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use miniz_oxide::inflate::decompress_to_vec;

/// Every text of one language.
pub(crate) struct Texts {
    bundle: FluentBundle<FluentResource>,
}

/// All files of a language, as `core/build.rs` packed them.
macro_rules! packed {
    ($language:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $language, ".ftl.deflated"))
    };
}

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::read("en", packed!("en")));
static GERMAN: LazyLock<Texts> = LazyLock::new(|| Texts::read("de", packed!("de")));
static RUSSIAN: LazyLock<Texts> = LazyLock::new(|| Texts::read("ru", packed!("ru")));

impl Texts {
    /// Those for a locale as the phone names it (`de-AT`, `ru_RU`): by its language; English for one we do not speak.
    pub(crate) fn of(locale: &str) -> &'static Self {
        let language = locale.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "de" => &GERMAN,
            "ru" => &RUSSIAN,
            _other => &ENGLISH,
        }
    }

    fn read(language: &str, packed: &[u8]) -> Self {
        // A language nobody can misspell: the plural rules of `und` would be used, and a test would see it.
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
        // No invisible marks around arguments: our languages, hosts and logins all run from left to right, and people copy
        // an address out of a text, or send it in a help card.
        bundle.set_use_isolating(false);
        // What cannot be read is left out; a test reads every file without an error.
        let text = decompress_to_vec(packed).unwrap_or_default();
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(String::from_utf8(text).unwrap_or_default());
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// One text; empty where an argument of it is missing.
    pub(crate) fn say(&self, key: &str, args: &[(&str, &dyn Display)]) -> String {
        let args = args.iter().map(|(name, given)| (*name, value(given.to_string()))).collect();
        self.text(key, &args).unwrap_or_default()
    }

    /// One text; `None` where an argument of it is missing.
    pub(super) fn text(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.format(self.bundle.get_message(key)?.value()?, args)
    }

    /// Whether there is such a text.
    #[cfg(test)]
    pub(super) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A text as title.
    pub(super) fn title(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The sentences of a text's attributes `cause-1`, `step-1` and so on, in order; `None` where an argument is missing.
    pub(super) fn sentences(&self, key: &str, kind: &str, args: &FluentArgs<'_>) -> Vec<Option<String>> {
        let Some(message) = self.bundle.get_message(key) else { return Vec::new() };
        let wanted = message.attributes().filter(|attribute| attribute.id().starts_with(kind));
        wanted.map(|attribute| self.format(attribute.value(), args)).collect()
    }

    fn format(&self, pattern: &Pattern<&str>, args: &FluentArgs<'_>) -> Option<String> {
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

/// A whole number chooses the plural form; everything else is text. Both are shown as given.
pub(super) fn value<'a>(given: impl Into<Cow<'a, str>>) -> FluentValue<'a> {
    let given = given.into();
    match given.parse::<u32>() {
        Ok(number) if number.to_string() == given => FluentValue::from(number),
        Ok(_) | Err(_) => FluentValue::String(given),
    }
}

/// A wait or a difference as people say it.
pub(super) fn span(texts: &Texts, seconds: u64) -> String {
    let (key, count) = match seconds {
        0..=119 => ("span-seconds", seconds.max(1)),
        120..=3599 => ("span-minutes", seconds.div_ceil(60)),
        3600..=172_799 => ("span-hours", seconds / 3600),
        _longer => ("span-days", seconds / 86_400),
    };
    texts.say(key, &[("count", &count)])
}
