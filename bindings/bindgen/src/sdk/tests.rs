//! What is generated, to the letter, from a list of each kind; and what is refused.

use uniffi_meta::{
    CustomTypeMetadata, EnumMetadata, EnumShape, Metadata, ObjectImpl, ObjectMetadata, RecordMetadata, TraitKind,
    VariantMetadata,
};

use super::*;

const WEATHER: &str = r#"
/// How it is outside (R7).
#[derive(Debug)]
#[serde(rename_all = "snake_case")]
pub enum Weather {
    /// Nothing falls (since 2024).
    FairAndDry,
    /// Water falls (T17, N1); it
    /// may stop.
    Rain,
}
"#;

fn enums(source: &str) -> Enums {
    Enums::of(source).unwrap()
}

fn custom(name: &str) -> Metadata {
    let (name, builtin) = (name.to_owned(), Type::String);
    Metadata::CustomType(CustomTypeMetadata {
        module_path: String::new(),
        name,
        orig_name: None,
        builtin,
        docstring: None,
    })
}

fn record(name: &str, doc: Option<&str>) -> Metadata {
    Metadata::Record(RecordMetadata {
        module_path: String::new(),
        name: name.to_owned(),
        orig_name: None,
        remote: false,
        fields: Vec::new(),
        docstring: doc.map(str::to_owned),
    })
}

fn object(name: &str, imp: ObjectImpl) -> Metadata {
    Metadata::Object(ObjectMetadata {
        module_path: String::new(),
        name: name.to_owned(),
        orig_name: None,
        remote: false,
        imp,
        docstring: Some("An object.".to_owned()),
    })
}

fn errors(variants: &[&str]) -> Metadata {
    let variant = |name: &&str| VariantMetadata {
        name: (*name).to_owned(),
        orig_name: None,
        discr: None,
        fields: Vec::new(),
        docstring: None,
    };
    Metadata::Enum(EnumMetadata {
        module_path: String::new(),
        name: "PorticoError".to_owned(),
        orig_name: None,
        shape: EnumShape::Error { flat: false },
        remote: false,
        variants: variants.iter().map(variant).collect(),
        discr_type: None,
        non_exhaustive: false,
        docstring: Some("Why not.".to_owned()),
    })
}

/// What a library must export, and these.
fn exports(more: Vec<Metadata>) -> Vec<Metadata> {
    let by_hand = BY_HAND.iter().map(|name| record(name, None));
    let codes = TEXT.iter().chain(&CODES_BY_HAND);
    by_hand.chain(codes.map(|name| custom(name))).chain(more).collect()
}

fn of(more: Vec<Metadata>) -> Result<Sdk, String> {
    Sdk::of(&exports(more), &enums(WEATHER))
}

fn kotlin(sdk: &Sdk) -> [String; 2] {
    kotlin::files(sdk).map(|(_, text)| text)
}

fn swift(sdk: &Sdk) -> [String; 2] {
    let [codes, names, _] = swift::files(sdk).map(|(_, text)| text);
    [codes, names]
}

#[test]
fn a_code_is_a_sealed_type_in_kotlin_and_an_enum_in_swift() {
    let sdk = of(vec![custom("Weather"), errors(&["Closed"])]).unwrap();
    let [codes, _] = kotlin(&sdk);
    assert_eq!(
        codes,
        r#"// Generated from the core's codes.
package com.portico

/** How it is outside. */
public sealed class Weather(override val code: String) : Code {
    /** Nothing falls (since 2024). */
    public data object FairAndDry : Weather("fair_and_dry")

    /**
     * Water falls; it
     * may stop.
     */
    public data object Rain : Weather("rain")

    /** One that this version does not know. */
    public data class Other(override val code: String) : Weather(code)

    internal companion object : Codes<Weather>({ listOf(FairAndDry, Rain) }, ::Other)
}
"#
    );
    let [codes, _] = swift(&sdk);
    assert_eq!(
        codes,
        r#"// Generated from the core's codes.

/// How it is outside.
public enum Weather: OpenCode {
    /// Nothing falls (since 2024).
    case fairAndDry
    /// Water falls; it
    /// may stop.
    case rain
    /// One that this version does not know.
    case other(String)

    public static let known: KeyValuePairs<String, Weather> = [
        "fair_and_dry": .fairAndDry,
        "rain": .rain,
    ]
    public var added: String? { if case .other(let code) = self { code } else { nil } }
}
"#
    );
}

#[test]
fn what_has_no_shape_by_hand_has_uniffis_under_our_name() {
    let host = object("Vault", ObjectImpl::Trait(TraitKind::ForeignOnly));
    let ours = object("Portico", ObjectImpl::Struct);
    let sdk = of(vec![record("Tries", Some("What was\nspent.")), host, ours, errors(&["NoThread", "Closed"])]).unwrap();
    let [_, names] = kotlin(&sdk);
    let (_, names) = names.split_once("import com.portico.ffi.PorticoException\n").unwrap();
    assert_eq!(
        names,
        r#"
/** Why not. */
public typealias PorticoException = com.portico.ffi.PorticoException

/**
 * What was
 * spent.
 */
public typealias Tries = com.portico.ffi.Tries

/** An object. */
public typealias Vault = com.portico.ffi.Vault

/** The stable name: `vault_locked`. */
public val PorticoException.code: String
    get() =
        when (this) {
            is PorticoException.NoThread -> "no_thread"
            is PorticoException.Closed -> "closed"
        }
"#
    );
    let [_, names] = swift(&sdk);
    let (_, names) = names.split_once("import PorticoGenerated\n").unwrap();
    assert_eq!(
        names,
        r#"
/// Why not.
public typealias PorticoError = PorticoGenerated.PorticoError
/// What was
/// spent.
public typealias Tries = PorticoGenerated.Tries
/// An object.
public typealias Vault = PorticoGenerated.Vault

// What has a shape by hand, or is kept from apps. Nobody needs UniFFI's module for it, where our codes' names are those of texts.
package typealias RawAccount = PorticoGenerated.Account
package typealias RawAccountList = PorticoGenerated.AccountList
package typealias RawHostError = PorticoGenerated.HostError
package typealias RawInvitation = PorticoGenerated.Invitation
package typealias RawLink = PorticoGenerated.Link
package typealias RawObserver = PorticoGenerated.Observer
package typealias RawRecovery = PorticoGenerated.Recovery
package typealias RawSignIn = PorticoGenerated.SignIn
package typealias RawStepFields = PorticoGenerated.StepFields

extension PorticoError {
    /// The stable name: `vault_locked`.
    public var code: String {
        switch self {
        case .NoThread: "no_thread"
        case .Closed: "closed"
        }
    }
}
"#
    );
}

#[track_caller]
fn refused(result: Result<Sdk, String>, because: &str) {
    let said = result.unwrap_err();
    assert!(said.contains(because), "{said}");
}

#[test]
fn a_library_without_what_is_counted_on_is_refused() {
    refused(of(Vec::new()), "no PorticoError");
    refused(Sdk::of(&[errors(&["Closed"])], &enums("")), "no Account any more");
    let without_text =
        exports(vec![errors(&["Closed"])]).into_iter().filter(|it| !matches!(it, Metadata::CustomType(_)));
    refused(Sdk::of(&without_text.collect::<Vec<_>>(), &enums("")), "no HistorySource any more");
    refused(of(vec![record("Tries", None), errors(&["Closed"])]), "Tries has no doc comment");
}

#[test]
fn a_code_that_is_not_found_or_not_understood_is_refused() {
    let code = |source: &str| Sdk::of(&exports(vec![custom("Weather"), errors(&["Closed"])]), &enums(source));
    refused(code("pub struct Weather;"), "Weather is not one enum");
    refused(code(&[WEATHER, WEATHER].concat()), "Weather is not one enum");
    for (plain, odd) in [
        ("#[serde(rename_all = \"snake_case\")]", ""),
        ("snake_case", "kebab-case"),
        ("\"snake_case\")", "\"snake_case\", untagged)"),
        ("#[derive", "#[serde(untagged)] #[derive"),
        ("#[derive", "#[repr(u8)] #[derive"),
        ("Rain,", "#[serde(rename = \"wet\")] Rain,"),
        ("Rain,", "#[cfg(test)] Rain,"),
        ("Rain,", "Rain(u8),"),
    ] {
        refused(code(&WEATHER.replacen(plain, odd, 1)), "Weather has more than");
    }
}

#[test]
fn codes_that_are_written_by_hand_are_those_of_the_core() {
    let core = enums(include_str!("../../../../core/src/records/account.rs"));
    let by_hand = [
        include_str!("../../../../android/portico/src/main/kotlin/com/portico/AccountState.kt"),
        include_str!("../../../../ios/Sources/Portico/AccountState.swift"),
    ];
    for name in CODES_BY_HAND {
        let sdk = Sdk { codes: vec![core.code(name).unwrap()], names: Vec::new(), errors: Vec::new() };
        let generated = [kotlin(&sdk), swift(&sdk)].map(|[codes, _]| bare(&codes));
        for (by_hand, generated) in by_hand.iter().zip(generated) {
            let code = generated.trim_start_matches("packagecom.portico");
            assert!(!code.is_empty() && bare(by_hand).contains(code), "{name} by hand is not {code}");
        }
    }
}

/// Without comments, spaces and line ends: they differ by hand.
fn bare(source: &str) -> String {
    let code =
        source.lines().map(str::trim).filter(|line| !["//", "/*", "*"].iter().any(|mark| line.starts_with(mark)));
    let code: String = code.collect::<String>().split_whitespace().collect();
    code.replace(",)", ")")
}

/// `CallError::code` says them there.
#[test]
fn errors_have_the_names_of_the_core() {
    let source = include_str!("../../../../core/src/errors.rs");
    let mut named = 0;
    for line in source.lines() {
        let arm = line.trim().strip_prefix("Self::").and_then(|it| it.split_once(" => \""));
        let Some((variant, name)) = arm else { continue };
        assert_eq!(snake(variant.trim_end_matches(" { .. }")), name.trim_end_matches("\","));
        named += 1;
    }
    assert_eq!(named, source.matches("#[error(").count());
}
