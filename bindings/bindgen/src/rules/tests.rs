//! Each rule sees the fault it is there for, and a surface without one passes.

use uniffi_meta::{
    DefaultValueMetadata, EnumMetadata, EnumShape, FieldMetadata, FnMetadata, Metadata, MethodMetadata, ObjectMetadata,
    RecordMetadata, TraitKind, TraitMethodMetadata, VariantMetadata,
};
use uniffi_meta::{FnParamMetadata, ObjectImpl, Type};

use super::*;

fn path() -> String {
    "portico_ffi".to_owned()
}

fn error() -> Type {
    Type::Enum { module_path: path(), name: "PorticoError".to_owned() }
}

fn portico() -> Type {
    Type::Object { module_path: path(), name: "Portico".to_owned(), imp: ObjectImpl::Struct }
}

fn list_of(inner: Type) -> Type {
    Type::Sequence { inner_type: Box::new(inner) }
}

fn object(name: &str, imp: ObjectImpl) -> Metadata {
    let (name, module_path) = (name.to_owned(), path());
    Metadata::Object(ObjectMetadata { module_path, name, orig_name: None, remote: false, imp, docstring: None })
}

fn method(name: &str, return_type: Option<Type>, throws: Option<Type>) -> Metadata {
    Metadata::Method(MethodMetadata {
        module_path: path(),
        self_name: "Portico".to_owned(),
        name: name.to_owned(),
        orig_name: None,
        is_async: true,
        inputs: vec![FnParamMetadata::simple("password", Type::String)],
        return_type,
        throws,
        takes_self_by_arc: false,
        checksum: None,
        docstring: None,
    })
}

fn hosts_method(is_async: bool) -> Metadata {
    Metadata::TraitMethod(TraitMethodMetadata {
        module_path: path(),
        trait_name: "Vault".to_owned(),
        index: 0,
        name: "get".to_owned(),
        orig_name: None,
        is_async,
        inputs: Vec::new(),
        return_type: Some(Type::Bytes),
        throws: Some(error()),
        takes_self_by_arc: false,
        checksum: None,
        docstring: None,
    })
}

fn field(name: &str, ty: Type, default: bool) -> FieldMetadata {
    let default = default.then_some(DefaultValueMetadata::Default);
    FieldMetadata { name: name.to_owned(), orig_name: None, ty, default, docstring: None }
}

fn record(name: &str, fields: Vec<FieldMetadata>) -> Metadata {
    let (name, module_path) = (name.to_owned(), path());
    Metadata::Record(RecordMetadata { module_path, name, orig_name: None, remote: false, fields, docstring: None })
}

fn enumeration(name: &str, variant: &str, fields: Vec<FieldMetadata>) -> Metadata {
    let variant = VariantMetadata { name: variant.to_owned(), orig_name: None, discr: None, fields, docstring: None };
    Metadata::Enum(EnumMetadata {
        module_path: path(),
        name: name.to_owned(),
        orig_name: None,
        shape: EnumShape::Error { flat: false },
        remote: false,
        variants: vec![variant],
        discr_type: None,
        non_exhaustive: false,
        docstring: None,
    })
}

/// One object with a call that takes a secret, a host's trait, every harmless name, and every required field.
fn sound() -> Vec<Metadata> {
    let mut sound = vec![
        object("Portico", ObjectImpl::Struct),
        object("Vault", ObjectImpl::Trait(TraitKind::ForeignOnly)),
        method("sign_in", Some(list_of(Type::String)), Some(error())),
        hosts_method(false),
        enumeration("PorticoError", "VaultLocked", vec![field("what", Type::String, false)]),
        record("Account", vec![field("problems", list_of(Type::String), true)]),
    ];
    let harmless = |owner: &str, name: &str| HARMLESS.iter().any(|(known, _)| *known == format!("{owner}.{name}"));
    for (owner, fields) in REQUIRED {
        let fields = fields.split(' ').filter(|name| !harmless(owner, name));
        sound.push(record(owner, fields.map(|name| field(name, Type::String, false)).collect()));
    }
    for (name, _) in HARMLESS {
        let (owner, name) = name.split_once('.').unwrap();
        sound.push(match name.chars().next().filter(|letter| letter.is_uppercase()) {
            Some(_) => enumeration(owner, name, Vec::new()),
            None if name == "input" => {
                let ty = Type::Record { module_path: path(), name: "CodeInput".to_owned() };
                record(owner, vec![field(name, ty, true)])
            }
            None => {
                let required =
                    REQUIRED.iter().any(|(it, fields)| *it == owner && fields.split(' ').any(|it| it == name));
                record(owner, vec![field(name, Type::Bytes, !required)])
            }
        });
    }
    sound
}

/// What the rules say about a sound surface with this in addition.
fn with(fault: Metadata) -> Vec<String> {
    let mut exports = sound();
    exports.push(fault);
    broken(&exports)
}

#[track_caller]
fn one(said: &[String], about: &str) {
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains(about), "{said:?}");
}

#[test]
fn a_sound_surface_breaks_no_rule() {
    assert_eq!(broken(&sound()), Vec::<String>::new());
}

#[test]
fn a_call_that_cannot_throw_is_found() {
    one(&with(method("mute", None, None)), "Portico.mute cannot throw");
    let function = FnMetadata {
        module_path: path(),
        name: "version".to_owned(),
        orig_name: None,
        is_async: false,
        inputs: Vec::new(),
        return_type: Some(Type::String),
        throws: None,
        checksum: None,
        docstring: None,
    };
    one(&with(Metadata::Func(function)), "version cannot throw");
}

#[test]
fn an_async_method_of_a_host_is_found() {
    one(&with(hosts_method(true)), "Vault.get is async");
}

#[test]
fn objects_in_lists_and_records_are_found() {
    one(&with(method("all", Some(list_of(portico())), Some(error()))), "Portico.all has objects in [Portico]");
    let optional = Type::Optional { inner_type: Box::new(portico()) };
    assert_eq!(with(method("other", Some(optional), Some(error()))), Vec::<String>::new());
    one(&with(record("Row", vec![field("it", Type::Box { inner_type: Box::new(portico()) }, true)])), "Row.it holds");
}

#[test]
fn a_second_object_and_a_trait_of_both_sides_are_found() {
    one(&with(object("SignIn", ObjectImpl::Struct)), "one object, not 2");
    one(&with(object("Store", ObjectImpl::Trait(TraitKind::Both))), "Store can be implemented on both sides");
}

#[test]
fn a_new_field_without_a_default_is_found() {
    let optional = Type::Optional { inner_type: Box::new(Type::String) };
    one(&with(record("Row", vec![field("name", optional, false)])), "Row.name has no default");
    one(&with(record("Account", vec![field("unread", Type::UInt32, false)])), "Account.unread has no default");
}

#[test]
fn a_required_field_that_is_gone_is_found() {
    let mut exports = sound();
    exports.retain(|it| !matches!(it, Metadata::Record(it) if it.name == "Retry"));
    one(&broken(&exports), "Retry.cost is named in vain");
}

#[test]
fn a_secret_in_a_record_an_error_or_a_type_is_found() {
    one(&with(record("Row", vec![field("newPassword", Type::String, true)])), "Row.newPassword sounds like a secret");
    one(&with(record("Row", vec![field("sent_hash", Type::Int64, true)])), "Row.sent_hash");
    one(&with(record("Row", vec![field("value", Type::Bytes, true)])), "Row.value");
    one(&with(enumeration("Failed", "With", vec![field("token", Type::String, false)])), "Failed.With.token");
    one(&with(enumeration("Failed", "WrongCode", Vec::new())), "Failed.WrongCode");
    let checkword = Type::Custom { module_path: path(), name: "Checkword".to_owned(), builtin: Box::new(Type::String) };
    one(&with(record("Row", vec![field("it", list_of(checkword), true)])), "Row.it");
}

#[test]
fn a_harmless_name_that_is_gone_is_found() {
    let mut exports = sound();
    let is_it = |it: &FieldMetadata| it.name == "backup_codes_used";
    exports.retain(|it| !matches!(it, Metadata::Record(it) if it.fields.iter().any(is_it)));
    one(&broken(&exports), "StepFields.backup_codes_used is named in vain");
}

#[test]
fn names_fall_into_words() {
    let of = |name: &str| words(name).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    assert_eq!(of("backup_codes"), ["backup", "codes"]);
    assert_eq!(of("VaultLocked"), ["vault", "locked"]);
}
