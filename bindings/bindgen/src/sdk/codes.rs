//! The core's codes, read from its sources: a library knows none of them, because they cross as their names in JSON.

use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, ExprLit, Fields, Item, ItemEnum, Lit, MetaNameValue};

use super::{Code, Documented};

/// Every enum of the core's records.
pub(super) struct Enums(Vec<ItemEnum>);

impl Enums {
    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        let at = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let mut enums = Vec::new();
        for file in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
            let path = file.map_err(|error| at(folder, &error))?.path();
            let source = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
            enums.extend(Self::of(&source).map_err(|error| at(&path, &error))?.0);
        }
        Ok(Self(enums))
    }

    pub(super) fn of(source: &str) -> syn::Result<Self> {
        let items = syn::parse_file(source)?.items.into_iter();
        Ok(Self(items.filter_map(|item| if let Item::Enum(it) = item { Some(it) } else { None }).collect()))
    }

    /// The code of this name. Fails where its names in JSON are not plainly its variants', in snake case.
    pub(super) fn code(&self, name: &str) -> Result<Code, String> {
        let mut found = self.0.iter().filter(|it| it.ident == name);
        let (Some(it), None) = (found.next(), found.next()) else {
            return Err(format!("{name} is not one enum of the core's records."));
        };
        let (serde, others): (Vec<_>, _) = it.attrs.iter().partition(|it| it.path().is_ident("serde"));
        let plain = others.iter().all(|it| is_doc(it) || it.path().is_ident("derive"))
            && matches!(serde.as_slice(), [rule] if is_snake_case(rule))
            && it.variants.iter().all(|it| matches!(it.fields, Fields::Unit) && it.attrs.iter().all(is_doc));
        if !plain {
            return Err(format!("{name} has more than doc comments, derives and serde's snake_case: not understood."));
        }
        let documented = |name: &syn::Ident, attrs| Documented { name: name.to_string(), doc: doc(attrs) };
        let variants = it.variants.iter().map(|it| documented(&it.ident, &it.attrs)).collect();
        Ok(Code { it: documented(&it.ident, &it.attrs), variants })
    }
}

fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

fn is_snake_case(attribute: &Attribute) -> bool {
    let only: syn::Result<MetaNameValue> = attribute.parse_args();
    only.is_ok_and(|it| it.path.is_ident("rename_all") && text(&it.value).as_deref() == Some("snake_case"))
}

fn text(value: &Expr) -> Option<String> {
    if let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = value { Some(text.value()) } else { None }
}

fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|it| it.meta.require_name_value().ok()).filter_map(|it| text(&it.value));
    without_references(&lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>().join("\n"))
}

/// Without what only the core's own readers can look up: `(R7)`, `(T17, N1)`, `(B12 …)`.
fn without_references(doc: &str) -> String {
    let mut parts = doc.split(" (");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut start = part.chars();
        let is_reference = start.next().is_some_and(char::is_uppercase) && start.next().is_some_and(char::is_numeric);
        match part.split_once(')') {
            Some((_, after)) if is_reference => plain.push_str(after),
            _ => plain.extend([" (", part]),
        }
    }
    plain
}
