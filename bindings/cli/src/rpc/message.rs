//! The envelope of JSON-RPC 2.0: what came, and what goes back.

use portico::CallError;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// A request, or without `id` a notification.
#[derive(Debug)]
pub(super) struct Incoming<'a> {
    /// As it was written, to be given back to the letter. `None`: nobody wants an answer.
    pub(super) id: Option<Box<RawValue>>,
    pub(super) method: String,
    pub(super) params: Option<&'a RawValue>,
}

/// A message that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: i32,
    pub(super) message: String,
}

impl Fault {
    /// Not JSON.
    pub(super) fn parse(why: &str) -> Self {
        Self { code: -32700, message: format!("parse error: {why}") }
    }

    /// JSON, but no request.
    fn request(why: &str) -> Self {
        Self { code: -32600, message: format!("invalid request: {why}") }
    }

    /// No such method.
    pub(super) fn method(name: &str) -> Self {
        // Cut: the name is the caller's, and could be a mebibyte.
        let name: String = name.chars().take(64).collect();
        Self { code: -32601, message: format!("no method {name:?}") }
    }

    /// Parameters that the method does not take.
    pub(super) fn params(why: impl Into<String>) -> Self {
        Self { code: -32602, message: format!("invalid params: {}", why.into()) }
    }
}

/// The members of a request, each still as written. Others are let pass: they mean nothing to JSON-RPC.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    jsonrpc: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    method: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    params: Option<&'a RawValue>,
}

/// `null` that is written is not the same as nothing.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(from).map(Some)
}

/// Reads one line. The error carries the id, where one could be read.
pub(super) fn read(line: &[u8]) -> Result<Incoming<'_>, (Option<Box<RawValue>>, Fault)> {
    // serde's own message is not handed on: it quotes what it met, and that may be a password (R5).
    let whole: &RawValue = serde_json::from_slice(line).map_err(|_| (None, Fault::parse("not a JSON text")))?;
    let text = whole.get();
    if text.starts_with('[') {
        return Err((None, Fault::request("batches are not taken, one message a line")));
    }
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|_| (None, Fault::request("not an object with each member once")))?;
    let id = match envelope.id {
        Some(id) if is_id(id) => Some(id.to_owned()),
        Some(_) => return Err((None, Fault::request("id is a string, a number or null"))),
        None => None,
    };
    let refuse = |why: &str| Err((id.clone(), Fault::request(why)));
    if string(envelope.jsonrpc).as_deref() != Some("2.0") {
        return refuse("jsonrpc is \"2.0\"");
    }
    let Some(method) = string(envelope.method) else {
        return refuse("method is a string");
    };
    Ok(Incoming { id, method, params: envelope.params })
}

fn string(raw: Option<&RawValue>) -> Option<String> {
    serde_json::from_str(raw?.get()).ok()
}

fn is_id(raw: &RawValue) -> bool {
    match raw.get().as_bytes().first() {
        Some(b'"') => string(Some(raw)).is_some(),
        Some(b'-' | b'0'..=b'9') => true,
        Some(b'n') => true,
        _ => false,
    }
}

/// What the call gave.
pub(super) fn answer(id: &RawValue, outcome: Result<Value, CallError>) -> String {
    match outcome {
        Ok(result) => written(Some(id), "result", &result),
        Err(error) => written(Some(id), "error", &error_of(&error)),
    }
}

/// Why there was no call. Without an id it goes out under `null`, as JSON-RPC says.
pub(super) fn fault(id: Option<&RawValue>, fault: &Fault) -> String {
    written(id, "error", &json!({"code": fault.code, "message": fault.message}))
}

/// Something has changed; the number is the last revision.
pub(super) fn changed(revision: u64) -> String {
    json!({"jsonrpc": "2.0", "method": "changed", "params": {"revision": revision}}).to_string()
}

/// The id goes back as text: it was read as JSON, and a number stays as it was written.
fn written(id: Option<&RawValue>, name: &str, value: &Value) -> String {
    let id = id.map_or("null", RawValue::get);
    format!(r#"{{"jsonrpc":"2.0","id":{id},"{name}":{value}}}"#)
}

/// `data.code` is the stable name; the number only says that it is ours, or that an argument had a form the call does not take.
fn error_of(error: &CallError) -> Value {
    let data = if let CallError::CallFailed { problem } = error {
        json!({"code": error.code(), "problem": problem})
    } else {
        json!({"code": error.code()})
    };
    let number = if matches!(error, CallError::InvalidArgument { .. }) { -32602 } else { -32000 };
    json!({"code": number, "message": error.to_string(), "data": data})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(line: &str) -> (i32, Option<String>) {
        let (id, fault) = read(line.as_bytes()).unwrap_err();
        (fault.code, id.map(|id| id.get().to_owned()))
    }

    #[test]
    fn what_is_not_json_is_a_parse_error_without_its_text() {
        for line in ["{", "hello", "{\"a\":}", "{\"a\":1} {\"b\":2}", "\u{0}"] {
            assert_eq!(refused(line), (-32700, None), "{line}");
        }
        assert_eq!(read(b"\"\xff\"").unwrap_err().1.code, -32700);
        assert!(!read(b"{\"password\":\"Sun-flower9").unwrap_err().1.message.contains("Sun"));
    }

    #[test]
    fn json_that_is_no_request_is_refused_under_its_id() {
        for line in ["[]", "[1]", "1", "\"x\"", "null", "{}", r#"{"jsonrpc":"2.0","id":true,"method":"a"}"#] {
            assert_eq!(refused(line), (-32600, None), "{line}");
        }
        assert_eq!(refused(r#"{"jsonrpc":"1.0","id":7,"method":"a"}"#), (-32600, Some("7".to_owned())));
        assert_eq!(refused(r#"{"jsonrpc":"2.0","id":"x","method":1}"#), (-32600, Some("\"x\"".to_owned())));
        assert_eq!(refused(r#"{"jsonrpc":"2.0","id":"x","result":1}"#).0, -32600);
        assert_eq!(refused(r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"a"}"#).0, -32600);
    }

    #[test]
    fn an_id_comes_back_as_it_was_written() {
        for id in ["1", "\"a\\u0041\"", "null", "1.50", "-0"] {
            let line = format!(r#"{{"jsonrpc":"2.0","method":"a","id": {id} }}"#);
            let incoming = read(line.as_bytes()).unwrap();
            let answer = answer(&incoming.id.unwrap(), Ok(json!({})));
            assert_eq!(answer, format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{}}}}"#));
        }
        assert!(read(br#"{"jsonrpc":"2.0","method":"a"}"#).unwrap().id.is_none());
    }
}
