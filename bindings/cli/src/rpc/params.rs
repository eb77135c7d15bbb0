//! Parameters by name, straight from the line into their types.

use portico::secret::Secret;
use serde::de::{DeserializeOwned, Error as _, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::message::Fault;

/// Reads the parameters of a method. None at all is the same as an empty object.
pub(super) fn read<T: DeserializeOwned>(params: Option<&RawValue>) -> Result<T, Fault> {
    let text = params.map_or("{}", RawValue::get);
    if !text.starts_with('{') {
        return Err(Fault::params("an object with the arguments by name is wanted"));
    }
    serde_json::from_str(text).map_err(|error| Fault::params(why(&error.to_string())))
}

/// serde's message without what it quotes of the text: a password of the wrong type would be in it (R5). Names of fields are kept.
fn why(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    match message.split_once("invalid type: ").or_else(|| message.split_once("invalid value: ")) {
        Some((_, rest)) => match rest.rsplit_once(", expected ") {
            Some((_, expected)) => format!("a value of another type, {expected} was expected"),
            None => "a value of another type".to_owned(),
        },
        None if message.starts_with("unknown variant") => match message.split_once(", expected ") {
            Some((_, expected)) => format!("a value that is not taken, expected {expected}"),
            None => "a value that is not taken".to_owned(),
        },
        None => message.chars().take(200).collect(),
    }
}

/// A method without parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct None_ {}

/// A parameter that nobody may print.
#[derive(Debug)]
pub(super) struct Hidden(pub(super) Secret);

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Hidden;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }

            // Borrowed text comes here too: one copy, into the secret.
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Hidden, E> {
                Ok(Hidden(Secret::new(text)))
            }
        }
        from.deserialize_str(Text)
    }
}

/// A place in a list: any whole number, the nearest that the core takes.
pub(super) fn place<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    struct Place;
    impl Visitor<'_> for Place {
        type Value = u32;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a whole number")
        }

        fn visit_u64<E: serde::de::Error>(self, place: u64) -> Result<u32, E> {
            Ok(u32::try_from(place).unwrap_or(u32::MAX))
        }

        fn visit_i64<E: serde::de::Error>(self, place: i64) -> Result<u32, E> {
            u64::try_from(place).map_or(Ok(0), |place| self.visit_u64(place))
        }

        // So JSON's numbers come that 64 bits do not hold.
        fn visit_f64<E: serde::de::Error>(self, place: f64) -> Result<u32, E> {
            if place.fract() == 0.0 { Ok(place as u32) } else { Err(E::invalid_value(Unexpected::Float(place), &self)) }
        }
    }
    from.deserialize_any(Place)
}

/// Parameters of `session.call`: an object, as REST methods take them, or none.
pub(super) fn object<'de, D: Deserializer<'de>>(from: D) -> Result<Option<serde_json::Value>, D::Error> {
    let map = Option::<serde_json::Map<String, serde_json::Value>>::deserialize(from)
        .map_err(|_| D::Error::custom("params is an object"))?;
    Ok(map.map(serde_json::Value::Object))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Two {
        sign_in: String,
        password: Hidden,
    }

    fn fault(text: &str) -> String {
        let raw = RawValue::from_string(text.to_owned()).unwrap();
        let fault = read::<Two>(Some(&raw)).unwrap_err();
        assert_eq!(fault.code, -32602);
        fault.message
    }

    #[test]
    fn a_fault_names_the_field_and_never_the_value() {
        assert!(fault(r#"{"sign_in":"s"}"#).contains("missing field `password`"));
        assert!(fault(r#"{"sign_in":"s","password":"p","x":1}"#).contains("unknown field `x`"));
        let wrong = fault(r#"{"sign_in":{"canary":1},"password":"p"}"#);
        assert!(wrong.contains("a string") && !wrong.contains("canary"), "{wrong}");
        assert!(!fault(r#"{"sign_in":"s","password":918273645}"#).contains("918273645"));
        assert!(fault(r#"["s","p"]"#).contains("by name"));
    }
}
