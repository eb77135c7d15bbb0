//! Form bodies as PHP reads them.

use serde_json::Value;
use url::form_urlencoded::{Serializer, byte_serialize};

/// The most fields of one form: PHP reads no more (`max_input_vars`) and silently drops the rest.
pub const MAX_FIELDS: usize = 1000;

/// The most bytes of one form.
pub const MAX_FORM: usize = 1024 * 1024;

/// The deepest nesting: PHP's `max_input_nesting_level`.
pub const MAX_DEPTH: usize = 64;

/// Why parameters cannot be sent as a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormProblem {
    /// Parameters are an object, or null for none.
    #[error("the parameters are not an object")]
    NotAnObject,
    /// `sessid` is the core's own.
    #[error("a parameter's name is reserved")]
    Reserved,
    /// More than [`MAX_FIELDS`], [`MAX_FORM`] or [`MAX_DEPTH`].
    #[error("too many parameters")]
    TooLarge,
}

/// Fields as `application/x-www-form-urlencoded`.
pub(super) fn encode<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// One value as [`encode`] writes it.
pub(super) fn value(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// JSON parameters as PHP form fields: `{"a":{"b":["c"]}}` becomes `a[b][0]=c`.
///
/// true is `1` and false `0`, as PHP's `http_build_query` writes them and as the vendor's own PHP library therefore sends
/// them; the text `false` would be true for PHP. Methods that want `Y` and `N` are given these as strings by the caller.
/// null is an empty value ("clear this field"); an empty list or object cannot be written in a form and is left out, as
/// `http_build_query` does.
///
/// # Errors
/// [`FormProblem`], before anything is sent.
pub fn flatten(params: &Value) -> Result<Vec<(String, String)>, FormProblem> {
    let object = match params {
        Value::Null => return Ok(Vec::new()),
        Value::Object(object) => object,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => return Err(FormProblem::NotAnObject),
    };
    let mut fields = Vec::new();
    for (key, value) in object {
        if reserved(key) {
            return Err(FormProblem::Reserved);
        }
        add(&mut fields, key.clone(), value, MAX_DEPTH)?;
    }
    let bytes: usize = fields.iter().map(|(key, value)| key.len() + value.len() + 2).sum();
    if bytes > MAX_FORM { Err(FormProblem::TooLarge) } else { Ok(fields) }
}

/// Names that PHP would read as `sessid`: blanks before it and brackets after it do not count for PHP.
fn reserved(key: &str) -> bool {
    key.trim_start().split(['[', '\0']).next().is_some_and(|name| name == "sessid")
}

fn add(fields: &mut Vec<(String, String)>, key: String, value: &Value, depth: usize) -> Result<(), FormProblem> {
    if fields.len() >= MAX_FIELDS || depth == 0 || key.len() > MAX_FORM {
        return Err(FormProblem::TooLarge);
    }
    let text = match value {
        Value::Array(list) => {
            let mut items = list.iter().enumerate();
            return items.try_for_each(|(n, item)| add(fields, format!("{key}[{n}]"), item, depth - 1));
        }
        Value::Object(map) => {
            let mut items = map.iter();
            return items.try_for_each(|(name, item)| add(fields, format!("{key}[{name}]"), item, depth - 1));
        }
        Value::Null => String::new(),
        Value::Bool(b) => if *b { "1" } else { "0" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
    };
    fields.push((key, text));
    Ok(())
}
