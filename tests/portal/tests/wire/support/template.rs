//! Bodies byte for byte: a text in which `<hex>` stands for 32 lower-case hexadecimal digits, `<sid>` for a picture's
//! 32 letters and digits, `<letters>` for the 16 letters of an application password, `<digits>` for digits, `<number>`
//! for a JSON number and `<text>` for anything within quotes. All else has to be there to the letter.
/// What stood at the placeholders, in their order; panics if the body is another.
pub(crate) fn read(template: &str, body: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = body;
    let mut pieces = template.split('<');
    let first = pieces.next().unwrap();
    let miss = |at: &str| -> ! { panic!("not as the facts fix it, at {at:?}\n wanted {template}\n    got {body}") };
    rest = rest.strip_prefix(first).unwrap_or_else(|| miss(rest));
    for piece in pieces {
        let (kind, literal) = piece.split_once('>').unwrap();
        let (is_part, length): (fn(char) -> bool, Option<usize>) = match kind {
            "hex" => (|sign| matches!(sign, '0'..='9' | 'a'..='f'), Some(32)),
            "sid" => (|sign| sign.is_ascii_alphanumeric(), Some(32)),
            "letters" => (|sign| sign.is_ascii_lowercase(), Some(16)),
            "digits" => (|sign| sign.is_ascii_digit(), None),
            "number" => (|sign| matches!(sign, '0'..='9' | '.'), None),
            "text" => (|sign| sign != '"', None),
            other => panic!("unknown placeholder {other}"),
        };
        let (part, after) = rest.split_at(rest.find(|sign| !is_part(sign)).unwrap_or(rest.len()));
        if length.is_some_and(|length| part.len() != length) || (kind != "text" && part.is_empty()) {
            miss(rest);
        }
        found.push(part.to_owned());
        rest = after.strip_prefix(literal).unwrap_or_else(|| miss(after));
    }
    if !rest.is_empty() {
        miss(rest);
    }
    found
}

/// The names in a JSON object, in the order of its text.
pub(crate) fn keys(body: &str) -> Vec<String> {
    struct Keys;
    impl<'de> serde::de::Visitor<'de> for Keys {
        type Value = Vec<String>;
        fn expecting(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            text.write_str("an object")
        }
        fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Vec<String>, M::Error> {
            let mut names = Vec::new();
            while let Some((name, serde::de::IgnoredAny)) = map.next_entry()? {
                names.push(name);
            }
            Ok(names)
        }
    }
    let mut reader = serde_json::Deserializer::from_str(body);
    serde::Deserializer::deserialize_map(&mut reader, Keys).unwrap()
}
