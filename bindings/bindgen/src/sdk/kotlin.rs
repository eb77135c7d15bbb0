//! For Kotlin, in the package of what is written by hand.

use super::{Code, Documented, Sdk, snake};

pub(super) fn files(sdk: &Sdk) -> [(&'static str, String); 2] {
    [("Codes.kt", codes(&sdk.codes)), ("Names.kt", names(sdk))]
}

fn codes(codes: &[Code]) -> String {
    let codes: String = codes.iter().map(code).collect();
    format!("// Generated from the core's codes.\npackage com.portico\n{codes}")
}

fn code(Code { it, variants }: &Code) -> String {
    let name = &it.name;
    let doc = kdoc("", &it.doc);
    let object = |it: &Documented| {
        let doc = kdoc("    ", &it.doc);
        format!("{doc}    public data object {} : {name}(\"{}\")\n\n", it.name, snake(&it.name))
    };
    let objects: String = variants.iter().map(object).collect();
    let all = variants.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    format!(
        "
{doc}public sealed class {name}(override val code: String) : Code {{
{objects}    /** One that this version does not know. */
    public data class Other(override val code: String) : {name}(code)

    internal companion object : Codes<{name}>({{ listOf({all}) }}, ::Other)
}}
"
    )
}

fn names(sdk: &Sdk) -> String {
    let named = |it: &Documented| {
        let name = class(&it.name);
        format!("\n{}public typealias {name} = com.portico.ffi.{name}\n", kdoc("", &it.doc))
    };
    let names: String = sdk.names.iter().map(named).collect();
    let coded = |it: &String| format!("            is PorticoException.{it} -> \"{}\"\n", snake(it));
    let errors: String = sdk.errors.iter().map(coded).collect();
    format!(
        "// Generated from the library: what needs no shape of its own in Kotlin has UniFFI's, under our name. Kotlin finds no nested
// class through such a name: for `VaultException.Locked` or `PorticoException.Closed` import that of `com.portico.ffi`.
package com.portico

import com.portico.ffi.PorticoException
{names}
/** The stable name: `vault_locked`. */
public val PorticoException.code: String
    get() =
        when (this) {{
{errors}        }}
"
    )
}

/// UniFFI's name for it: what is thrown is an exception.
fn class(name: &str) -> String {
    name.strip_suffix("Error").map_or_else(|| name.to_owned(), |it| format!("{it}Exception"))
}

fn kdoc(indent: &str, text: &str) -> String {
    if text.contains('\n') {
        let lines: String = text.lines().map(|line| format!("{indent} * {line}\n")).collect();
        format!("{indent}/**\n{lines}{indent} */\n")
    } else {
        format!("{indent}/** {text} */\n")
    }
}
