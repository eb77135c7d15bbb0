//! What the SDKs for Kotlin and Swift would repeat from the core's lists, as sources that are compiled with their hand-written
//! ones: most codes that may grow, our names for UniFFI's records, and the stable names of errors.

mod codes;
mod kotlin;
mod swift;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use uniffi_meta::{Metadata, ObjectImpl, Type};

use codes::Enums;

/// From the root of the repository, where `uniffi.toml` is looked for too.
const RECORDS: &str = "core/src/records";

/// What the SDKs give a shape of their own by hand, or keep from apps.
const BY_HAND: [&str; 9] =
    ["Account", "AccountList", "HostError", "Invitation", "Link", "Observer", "Recovery", "SignIn", "StepFields"];

/// Codes that are written by hand: every app draws each of their values, and what it should draw is said there.
const CODES_BY_HAND: [&str; 2] = ["AccountState", "Reason"];

/// Codes that are text in every language: the records that carry them have no shape of their own.
const TEXT: [&str; 3] = ["HistorySource", "OutsideReason", "ProblemCode"];

/// A name, with what is said of it: lines without their marks.
#[derive(Debug)]
struct Documented {
    name: String,
    doc: String,
}

/// A list of names that may grow.
#[derive(Debug)]
struct Code {
    it: Documented,
    variants: Vec<Documented>,
}

/// All of it; codes and names are sorted: a linker has no order.
#[derive(Debug)]
struct Sdk {
    codes: Vec<Code>,
    names: Vec<Documented>,
    /// Variants of `PorticoError`.
    errors: Vec<String>,
}

/// Writes it for a language into a folder.
pub(crate) fn write(language: &str, exports: &[Metadata], folder: &Path) -> Result<(), Box<dyn Error>> {
    let sdk = Sdk::of(exports, &Enums::read(Path::new(RECORDS))?)?;
    let files: Vec<_> = match language {
        "kotlin" => kotlin::files(&sdk).into(),
        "swift" => swift::files(&sdk).into(),
        other => return Err(format!("{other}: kotlin or swift").into()),
    };
    fs::create_dir_all(folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

impl Sdk {
    fn of(exports: &[Metadata], enums: &Enums) -> Result<Self, String> {
        let codes: BTreeSet<&str> = exports.iter().filter_map(code).collect();
        let types: BTreeMap<&str, Option<&str>> = exports.iter().filter_map(documented).collect();
        let errors = exports.iter().find_map(errors).ok_or("The library has no PorticoError.")?;
        let gone = BY_HAND
            .iter()
            .find(|it| !types.contains_key(*it))
            .or(TEXT.iter().chain(&CODES_BY_HAND).find(|it| !codes.contains(*it)));
        if let Some(name) = gone {
            return Err(format!("The library has no {name} any more."));
        }
        let named = |(name, doc): (&str, Option<&str>)| match doc {
            Some(doc) => Ok(Documented { name: name.to_owned(), doc: doc.to_owned() }),
            None => Err(format!("{name} has no doc comment.")),
        };
        let names =
            types.into_iter().filter(|(name, _)| !BY_HAND.contains(name)).map(named).collect::<Result<_, _>>()?;
        let codes = codes.into_iter().filter(|name| !TEXT.contains(name) && !CODES_BY_HAND.contains(name));
        Ok(Self { codes: codes.map(|name| enums.code(name)).collect::<Result<_, _>>()?, names, errors })
    }
}

/// A code of the core: it crosses as text.
fn code(export: &Metadata) -> Option<&str> {
    if let Metadata::CustomType(it) = export { (it.builtin == Type::String).then_some(&it.name) } else { None }
}

/// A type of the generated code, with what is said of it. Not an object: those are wrapped.
#[expect(clippy::wildcard_enum_match_arm, reason = "calls and their like have no type; the kinds are UniFFI's")]
fn documented(export: &Metadata) -> Option<(&str, Option<&str>)> {
    match export {
        Metadata::Record(it) => Some((&it.name, it.docstring.as_deref())),
        Metadata::Enum(it) => Some((&it.name, it.docstring.as_deref())),
        Metadata::Object(it) if it.imp != ObjectImpl::Struct => Some((&it.name, it.docstring.as_deref())),
        _ => None,
    }
}

fn errors(export: &Metadata) -> Option<Vec<String>> {
    let Metadata::Enum(it) = export else { return None };
    (it.name == "PorticoError").then(|| it.variants.iter().map(|it| it.name.clone()).collect())
}

/// `SignedIn` as `signed_in`, as serde does it.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests;
