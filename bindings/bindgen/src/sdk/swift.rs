//! For Swift, in a module of its own, which what is written by hand exports as its own.

use super::{BY_HAND, Code, Documented, Sdk, snake};

/// What every code is.
const OPEN_CODE: &str = include_str!("OpenCode.swift");

pub(super) fn files(sdk: &Sdk) -> [(&'static str, String); 3] {
    [("Codes.swift", codes(&sdk.codes)), ("Names.swift", names(sdk)), ("OpenCode.swift", OPEN_CODE.to_owned())]
}

fn codes(codes: &[Code]) -> String {
    let codes: String = codes.iter().map(code).collect();
    format!("// Generated from the core's codes.\n{codes}")
}

fn code(Code { it, variants }: &Code) -> String {
    let name = &it.name;
    let doc = comment("", &it.doc);
    let case = |it: &Documented| format!("{}    case {}\n", comment("    ", &it.doc), camel(&it.name));
    let cases: String = variants.iter().map(case).collect();
    let pair = |it: &Documented| format!("        \"{}\": .{},\n", snake(&it.name), camel(&it.name));
    let pairs: String = variants.iter().map(pair).collect();
    format!(
        "
{doc}public enum {name}: OpenCode {{
{cases}    /// One that this version does not know.
    case other(String)

    public static let known: KeyValuePairs<String, {name}> = [
{pairs}    ]
    public var added: String? {{ if case .other(let code) = self {{ code }} else {{ nil }} }}
}}
"
    )
}

fn names(sdk: &Sdk) -> String {
    let named =
        |it: &Documented| format!("{}public typealias {} = PorticoGenerated.{1}\n", comment("", &it.doc), it.name);
    let names: String = sdk.names.iter().map(named).collect();
    let raw: String = BY_HAND.iter().map(|it| format!("package typealias Raw{it} = PorticoGenerated.{it}\n")).collect();
    let coded = |it: &String| format!("        case .{it}: \"{}\"\n", snake(it));
    let errors: String = sdk.errors.iter().map(coded).collect();
    format!(
        "// Generated from the library: what needs no shape of its own in Swift has UniFFI's, under our name.
import PorticoGenerated

{names}
// What has a shape by hand, or is kept from apps. Nobody needs UniFFI's module for it, where our codes' names are those of texts.
{raw}
extension PorticoError {{
    /// The stable name: `vault_locked`.
    public var code: String {{
        switch self {{
{errors}        }}
    }}
}}
"
    )
}

fn camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn comment(indent: &str, text: &str) -> String {
    text.lines().map(|line| format!("{indent}/// {line}\n")).collect()
}
