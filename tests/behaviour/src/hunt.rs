//! Finds a secret in any of the forms in which it could have slipped out.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use memchr::memmem;

/// A secret and the name it has in messages.
#[derive(Debug, Clone)]
pub struct Canary {
    name: String,
    forms: Vec<(&'static str, Vec<u8>)>,
}

impl Canary {
    /// All the forms of this text.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), forms: forms(text) }
    }

    /// The forms of it that are in there, each once.
    pub fn found_in(&self, hay: &[u8]) -> Vec<String> {
        let mut found: Vec<String> = self
            .forms
            .iter()
            .filter(|(_, form)| !form.is_empty() && memmem::find(hay, form).is_some())
            .map(|(form, _)| format!("{} as {form}", self.name))
            .collect();
        found.dedup();
        found
    }
}

/// Every form, by its name.
pub fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = text.as_bytes();
    let of_each = |write: fn(u8) -> String| bytes.iter().map(|byte| write(*byte)).collect::<String>().into_bytes();
    let of_units = |write: fn(u16) -> String| text.encode_utf16().map(write).collect::<String>().into_bytes();
    let escaped = serde_json::Value::from(text).to_string();
    let mut forms: Vec<(&'static str, Vec<u8>)> = vec![
        ("plain text", bytes.to_vec()),
        ("a JSON string", escaped.trim_matches('"').as_bytes().to_vec()),
        ("JSON escapes", of_units(|unit| format!("\\u{unit:04x}"))),
        ("JSON escapes", of_units(|unit| format!("\\u{unit:04X}"))),
        ("percent encoding", of_each(|byte| format!("%{byte:02X}"))),
        ("percent encoding", of_each(|byte| format!("%{byte:02x}"))),
        ("percent encoding", of_each(|byte| percent(byte, "%20"))),
        ("form encoding", of_each(|byte| percent(byte, "+"))),
        ("hex", of_each(|byte| format!("{byte:02x}"))),
        ("hex", of_each(|byte| format!("{byte:02X}"))),
        ("UTF-16 LE", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16 BE", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    for before in 0..3 {
        let padded = [vec![0; before], bytes.to_vec()].concat();
        for (name, engine) in [("Base64", &STANDARD), ("URL-safe Base64", &URL_SAFE)] {
            // Only the characters that hold nothing but the secret's bits.
            let (first, end) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
            let all = engine.encode(&padded).into_bytes();
            forms.push((name, all.into_iter().take(end).skip(first).collect()));
        }
    }
    forms
}

fn percent(byte: u8, space: &str) -> String {
    match byte {
        b' ' => space.to_owned(),
        byte if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    }
}
