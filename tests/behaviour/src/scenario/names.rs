//! Saved values and their `{{name}}`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What was saved so far, and the portals' addresses.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, Value>);

impl Names {
    /// A name, from now on; it may have had another value.
    pub fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// The same value with every `{{name}}` replaced. A text that is nothing but one `{{name}}` becomes the saved value itself.
    ///
    /// # Errors
    /// A name that is not known, or a list or record inside a longer text.
    pub fn fill(&self, value: &Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => self.fill_text(text)?,
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect::<Result<_, _>>()?,
            Value::Object(fields) => {
                let filled = fields.iter().map(|(name, value)| Ok((name.clone(), self.fill(value)?)));
                Value::Object(filled.collect::<Result<_, String>>()?)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        })
    }

    /// A text, filled.
    ///
    /// # Errors
    /// As [`Names::fill`].
    pub fn text(&self, text: &str) -> Result<String, String> {
        match self.fill_text(text)? {
            Value::String(text) => Ok(text),
            other => Err(format!("{text} is no text but {other}")),
        }
    }

    fn get(&self, name: &str) -> Result<&Value, String> {
        self.0.get(name).ok_or_else(|| format!("nothing was saved as {name}"))
    }

    fn fill_text(&self, text: &str) -> Result<Value, String> {
        let parts = split(text);
        if let [Part::Name(name)] = parts.as_slice() {
            return self.get(name).cloned();
        }
        let mut filled = String::new();
        for part in parts {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Name(name) => match self.get(name)? {
                    Value::String(text) => filled.push_str(text),
                    Value::Number(number) => filled.push_str(&number.to_string()),
                    other => return Err(format!("{name} is no text but {other}")),
                },
            }
        }
        Ok(Value::String(filled))
    }
}

enum Part<'a> {
    Text(&'a str),
    Name(&'a str),
}

fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        parts.push(Part::Name(name));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Every name used anywhere in there.
pub fn used(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => {
            let name = |part| if let Part::Name(name) = part { Some(name.to_owned()) } else { None };
            split(text).into_iter().filter_map(name).collect()
        }
        Value::Array(items) => items.iter().flat_map(used).collect(),
        Value::Object(fields) => fields.values().flat_map(used).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => BTreeSet::new(),
    }
}

/// A name: small letters, digits and `_`, a letter first.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A text that is nothing but `{{name}}`.
pub fn is_one_name(value: &Value) -> bool {
    let inner = value.as_str().and_then(|text| text.strip_prefix("{{")?.strip_suffix("}}"));
    inner.is_some_and(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_alone_is_the_value_and_inside_a_text_its_text() {
        let mut names = Names::default();
        names.set("record", json!({"id": 7}));
        names.set("alfa.url", json!("https://localhost:1"));
        names.set("n", json!(5));
        let filled = names.fill(&json!({"of": "{{record}}", "link": ["{{alfa.url}}/?n={{n}}"], "a": true})).unwrap();
        assert_eq!(filled, json!({"of": {"id": 7}, "link": ["https://localhost:1/?n=5"], "a": true}));
        assert!(names.fill(&json!("x {{record}}")).is_err(), "a record is no text");
        assert!(names.fill(&json!("{{other}}")).is_err(), "nobody saved it");
        assert_eq!(names.text("{ {{n}} }").unwrap(), "{ 5 }");
    }

    #[test]
    fn names_in_use_are_found_everywhere() {
        let used = used(&json!({"a": ["{{one}}", {"b": "x{{two}}y{{one}}"}], "c": 3}));
        assert_eq!(used.into_iter().collect::<Vec<_>>(), ["one", "two"]);
    }
}
