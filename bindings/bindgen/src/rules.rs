//! Rules that hold for every export. What breaks one is a fault that the compilers of Rust, Kotlin and Swift let pass.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each rule is about one kind of export; the kinds are UniFFI's, not ours"
)]

use std::collections::BTreeSet;

use uniffi_meta::{FieldMetadata, Metadata, ObjectImpl, Type};

use crate::surface::{Call, Named};

/// Words that mean a secret. They may be arguments of a call; a record, an enum or an error prints all it holds (R5).
const SECRET: [&str; 24] = [
    "answer",
    "auth",
    "authorization",
    "captcha",
    "checkword",
    "code",
    "codes",
    "cookie",
    "cookies",
    "credentials",
    "digest",
    "hash",
    "key",
    "otp",
    "passphrase",
    "password",
    "pin",
    "proxy",
    "secret",
    "seed",
    "sessid",
    "token",
    "typed",
    "word",
];

/// What bears such a word and holds no secret, and why. A line that nothing needs any more is a fault too.
const HARMLESS: &[(&str, &str)] = &[
    ("Picture.bytes", "everybody may see the picture; what it says is in no record"),
    ("Problem.code", "a stable name"),
    ("StepFields.backup_codes", "whether the portal takes them"),
    ("StepFields.backup_codes_used", "how many"),
    ("StepFields.input", "how the field for the code looks"),
    ("StepFields.password_needed", "whether it is to be typed again"),
    ("StepFields.secret", "whose it is: `typed` or `stored`"),
    ("StepFields.typed", "the address; where that holds a secret, the core keeps only its origin"),
    ("Warning.code", "a stable name"),
    ("WarningWhere.Code", "which field"),
    ("WarningWhere.Password", "which field"),
];

/// Fields without a default, by record: those it had at first. Any that comes later has one, so that a record made by hand, as in
/// a preview or a test of an app, goes on compiling.
const REQUIRED: &[(&str, &str)] = &[
    ("Account", "id portal"),
    ("Action", "kind"),
    ("Cleared", "count what"),
    ("CodeInput", "alphabet autofill keyboard length"),
    ("Config", "data"),
    ("ExtraRootConfig", "origins pem"),
    ("HistoryEntry", "at"),
    ("Invitation", "id portal"),
    ("LeftOnPortal", "what where"),
    ("Link", "kind"),
    ("OtherWay", "kind text"),
    ("Picture", "bytes media_type"),
    ("PortalProfile", "account portal"),
    ("PortalRef", "host kind origin"),
    ("Problem", "cause code retry title who"),
    ("ProblemStep", "text"),
    ("Receipt", "account kind login portal portal_told"),
    ("Recovery", "id portal"),
    ("Retry", "cost"),
    ("SignIn", "id step"),
    ("StepFields", "kind"),
    ("Warning", "code text where"),
    ("WhichMe", "network"),
];

/// A sentence for each fault; empty when all is well.
pub(crate) fn broken(exports: &[Metadata]) -> Vec<String> {
    let mut broken = calls(exports);
    broken.extend(objects(exports));
    broken.extend(fields(exports));
    broken.extend(secrets(exports));
    broken
}

fn calls(exports: &[Metadata]) -> Vec<String> {
    let mut broken = Vec::new();
    for export in exports {
        let Some(call) = Call::of(export) else { continue };
        let name = [call.owner.unwrap_or_default(), call.name].join(".");
        if call.throws.is_none() {
            broken.push(format!(
                "{name} cannot throw: a panic behind it ends a Swift app, one before it a call of ours."
            ));
        }
        if call.is_async && matches!(export, Metadata::TraitMethod(_)) {
            broken.push(format!("{name} is async and the host's: under Swift 6 that crashes."));
        }
        for it in call.types().filter(|it| it.iter_nested_types().any(is_object) && !is_optional_object(it)) {
            broken.push(format!("{name} has objects in {}: Kotlin would have to close each one.", Named(it)));
        }
    }
    broken
}

fn objects(exports: &[Metadata]) -> Vec<String> {
    let mut ours = Vec::new();
    let mut broken = Vec::new();
    for export in exports {
        match export {
            Metadata::Object(it) => match &it.imp {
                ObjectImpl::Struct => ours.push(it.name.as_str()),
                ObjectImpl::Trait(kind) if kind.has_rust() => {
                    broken
                        .push(format!("{} can be implemented on both sides: a host's is for the host alone.", it.name));
                }
                ObjectImpl::Trait(_) => {}
            },
            Metadata::CallbackInterface(it) => broken.push(format!("{} is of the kind that UniFFI gives up.", it.name)),
            _ => {}
        }
    }
    if ours.len() != 1 {
        broken.push(format!("There is one object, not {}: {}.", ours.len(), ours.join(", ")));
    }
    broken
}

fn fields(exports: &[Metadata]) -> Vec<String> {
    let (mut broken, mut required) = (Vec::new(), BTreeSet::new());
    for (owner, field) in all_fields(exports) {
        let name = format!("{owner}.{}", field.name);
        if unboxed(&field.ty).iter_types().any(is_object) {
            broken.push(format!("{name} holds an object: records are values."));
        }
        let is_record = exports.iter().any(|it| matches!(it, Metadata::Record(it) if it.name == owner));
        if is_record && field.default.is_none() {
            required.insert(name);
        }
    }
    let known: BTreeSet<String> = REQUIRED
        .iter()
        .flat_map(|(owner, fields)| fields.split(' ').map(move |field| format!("{owner}.{field}")))
        .collect();
    let new = required.difference(&known);
    broken.extend(new.map(|it| format!("{it} has no default: whoever makes such a record breaks when it comes.")));
    let gone = known.difference(&required);
    broken.extend(gone.map(|it| format!("{it} is named in vain in the rules' list of required fields.")));
    broken
}

fn secrets(exports: &[Metadata]) -> Vec<String> {
    let mut suspects = BTreeSet::new();
    for (owner, field) in all_fields(exports) {
        let ty = unboxed(&field.ty);
        let of_type = ty.iter_types().filter_map(Type::name).flat_map(words);
        if of_type.chain(words(&field.name)).any(is_secret) || ty.iter_types().any(|it| *it == Type::Bytes) {
            suspects.insert(format!("{owner}.{}", field.name));
        }
    }
    for export in exports {
        let Metadata::Enum(it) = export else { continue };
        let variants = it.variants.iter().filter(|variant| words(&variant.name).any(is_secret));
        suspects.extend(variants.map(|variant| format!("{}.{}", it.name, variant.name)));
    }
    let harmless: BTreeSet<String> = HARMLESS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let secret = suspects.difference(&harmless);
    let secret =
        secret.map(|it| format!("{it} sounds like a secret, and everybody can print it: let it be an argument."));
    let gone =
        harmless.difference(&suspects).map(|it| format!("{it} is named in vain in the rules' list of harmless names."));
    secret.chain(gone).collect()
}

/// Fields of records, and of variants of enums and errors, with their owner.
fn all_fields(exports: &[Metadata]) -> impl Iterator<Item = (String, &FieldMetadata)> {
    let of_records = exports.iter().filter_map(|it| match it {
        Metadata::Record(it) => Some(it.fields.iter().map(|field| (it.name.clone(), field))),
        _ => None,
    });
    let of_enums = exports.iter().filter_map(|it| match it {
        Metadata::Enum(it) => Some(it),
        _ => None,
    });
    let of_variants = of_enums.flat_map(|it| {
        let fields = |name: String, fields| std::iter::repeat(name).zip(fields);
        it.variants.iter().flat_map(move |variant| fields(format!("{}.{}", it.name, variant.name), &variant.fields))
    });
    of_records.flatten().chain(of_variants)
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Box { inner_type } => unboxed(inner_type),
        other => other,
    }
}

fn is_object(ty: &Type) -> bool {
    matches!(ty, Type::Object { .. })
}

/// A host may leave its clock away.
fn is_optional_object(ty: &Type) -> bool {
    matches!(ty, Type::Optional { inner_type } if is_object(inner_type))
}

fn is_secret(word: String) -> bool {
    SECRET.contains(&word.as_str())
}

/// `backup_codes`, `VaultLocked`: by underlines and capitals, in small letters.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.into_iter()
}

#[cfg(test)]
mod tests;
