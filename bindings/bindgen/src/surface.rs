//! What a library exports, as text: one line for each thing a program outside can name, in an order that does not depend on the
//! linker. Fields and variants stay in theirs, which is that of Kotlin's and Swift's constructors.

use std::collections::BTreeMap;
use std::fmt;

use uniffi_meta::{
    DefaultValueMetadata, EnumMetadata, FieldMetadata, FnParamMetadata, LiteralMetadata, Metadata, ObjectImpl, Type,
};

/// The surface; every line ends.
pub(crate) fn text(exports: &[Metadata]) -> String {
    let mut blocks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut of_owner: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for call in exports.iter().filter_map(Call::of) {
        of_owner.entry(call.owner.unwrap_or_default()).or_default().push(call.to_string());
    }
    of_owner.values_mut().for_each(|calls| calls.sort());
    blocks.insert("functions".to_owned(), of_owner.remove("").unwrap_or_default());
    for export in exports.iter().filter(|export| Call::of(export).is_none()) {
        let (heading, lines) = block(export, &mut of_owner);
        blocks.insert(heading, lines);
    }
    let block = |(heading, lines): (&String, &Vec<String>)| {
        format!("{heading}\n{}", lines.iter().map(|line| format!("    {line}\n")).collect::<String>())
    };
    blocks.iter().map(block).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what UniFFI adds is shown too, as UniFFI prints it")]
fn block(export: &Metadata, of_owner: &mut BTreeMap<&str, Vec<String>>) -> (String, Vec<String>) {
    match export {
        Metadata::Object(it) => {
            let kind = match &it.imp {
                ObjectImpl::Struct => "object",
                ObjectImpl::Trait(kind) if kind.has_rust() => "trait",
                ObjectImpl::Trait(_) => "foreign trait",
            };
            (format!("{kind} {}", it.name), of_owner.remove(it.name.as_str()).unwrap_or_default())
        }
        Metadata::Record(it) => (format!("record {}", it.name), it.fields.iter().map(field).collect()),
        Metadata::Enum(it) => {
            (format!("{} {}", if it.shape.is_error() { "error" } else { "enum" }, it.name), variants(it))
        }
        Metadata::CustomType(it) => (format!("custom {} = {}", it.name, Named(&it.builtin)), Vec::new()),
        Metadata::Namespace(it) => (format!("namespace {}", it.name), Vec::new()),
        other => (format!("{other:?}"), Vec::new()),
    }
}

fn variants(it: &EnumMetadata) -> Vec<String> {
    let list = |fields: &[FieldMetadata]| fields.iter().map(field).collect::<Vec<_>>().join(", ");
    let line = |fields: &[FieldMetadata]| if fields.is_empty() { String::new() } else { format!("({})", list(fields)) };
    it.variants.iter().map(|it| format!("{}{}", it.name, line(&it.fields))).collect()
}

fn field(it: &FieldMetadata) -> String {
    format!("{}: {}{}", it.name, Named(&it.ty), default(it.default.as_ref()))
}

fn argument(it: &FnParamMetadata) -> String {
    format!("{}: {}{}", it.name, Named(&it.ty), default(it.default.as_ref()))
}

fn default(value: Option<&DefaultValueMetadata>) -> String {
    match value {
        None => String::new(),
        Some(DefaultValueMetadata::Default) => " = default".to_owned(),
        Some(DefaultValueMetadata::Literal(value)) => format!(" = {}", literal(value)),
    }
}

fn literal(value: &LiteralMetadata) -> String {
    match value {
        LiteralMetadata::Boolean(value) => value.to_string(),
        LiteralMetadata::String(value) => format!("{value:?}"),
        LiteralMetadata::UInt(value, ..) => value.to_string(),
        LiteralMetadata::Int(value, ..) => value.to_string(),
        LiteralMetadata::Float(value, _) | LiteralMetadata::Enum(value, _) => value.clone(),
        LiteralMetadata::EmptySequence | LiteralMetadata::EmptyMap | LiteralMetadata::EmptySet => "empty".to_owned(),
        LiteralMetadata::None => "none".to_owned(),
        LiteralMetadata::Some { inner } => format!("some{}", default(Some(inner))),
    }
}

/// Something that can be called, on either side.
pub(crate) struct Call<'a> {
    /// The object or trait.
    pub(crate) owner: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) is_async: bool,
    inputs: &'a [FnParamMetadata],
    returns: Option<&'a Type>,
    pub(crate) throws: Option<&'a Type>,
}

impl<'a> Call<'a> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever UniFFI adds is no call, or the compiler knows no field"
    )]
    pub(crate) fn of(export: &'a Metadata) -> Option<Self> {
        let (owner, name, is_async, inputs, returns, throws) = match export {
            Metadata::Func(it) => (None, &it.name, it.is_async, &it.inputs, &it.return_type, &it.throws),
            Metadata::Constructor(it) => (Some(&it.self_name), &it.name, it.is_async, &it.inputs, &None, &it.throws),
            Metadata::Method(it) => {
                (Some(&it.self_name), &it.name, it.is_async, &it.inputs, &it.return_type, &it.throws)
            }
            Metadata::TraitMethod(it) => {
                (Some(&it.trait_name), &it.name, it.is_async, &it.inputs, &it.return_type, &it.throws)
            }
            _ => return None,
        };
        let owner = owner.map(String::as_str);
        Some(Self { owner, name, is_async, inputs, returns: returns.as_ref(), throws: throws.as_ref() })
    }

    /// What goes in and what comes out.
    pub(crate) fn types(&self) -> impl Iterator<Item = &'a Type> {
        self.inputs.iter().map(|input| &input.ty).chain(self.returns)
    }
}

/// `name(argument: type) async -> type throws Error`: by its name first, so that a sorted list is one to look things up in.
impl fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inputs: Vec<String> = self.inputs.iter().map(argument).collect();
        write!(f, "{}({})", self.name, inputs.join(", "))?;
        f.write_str(if self.is_async { " async" } else { "" })?;
        self.returns.map_or(Ok(()), |it| write!(f, " -> {}", Named(it)))?;
        self.throws.map_or(Ok(()), |it| write!(f, " throws {}", Named(it)))
    }
}

/// A type by its name.
pub(crate) struct Named<'a>(pub(crate) &'a Type);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Type::UInt8 => f.write_str("u8"),
            Type::Int8 => f.write_str("i8"),
            Type::UInt16 => f.write_str("u16"),
            Type::Int16 => f.write_str("i16"),
            Type::UInt32 => f.write_str("u32"),
            Type::Int32 => f.write_str("i32"),
            Type::UInt64 => f.write_str("u64"),
            Type::Int64 => f.write_str("i64"),
            Type::Float32 => f.write_str("f32"),
            Type::Float64 => f.write_str("f64"),
            Type::Boolean => f.write_str("bool"),
            Type::String => f.write_str("string"),
            Type::Bytes => f.write_str("bytes"),
            Type::Timestamp => f.write_str("timestamp"),
            Type::Duration => f.write_str("duration"),
            Type::Object { name, .. }
            | Type::Record { name, .. }
            | Type::Enum { name, .. }
            | Type::CallbackInterface { name, .. }
            | Type::Custom { name, .. } => f.write_str(name),
            Type::Box { inner_type } => Named(inner_type).fmt(f),
            Type::Optional { inner_type } => write!(f, "{}?", Named(inner_type)),
            Type::Sequence { inner_type } => write!(f, "[{}]", Named(inner_type)),
            Type::Set { inner_type } => write!(f, "set of {}", Named(inner_type)),
            Type::Map { key_type, value_type } => write!(f, "[{}: {}]", Named(key_type), Named(value_type)),
        }
    }
}
