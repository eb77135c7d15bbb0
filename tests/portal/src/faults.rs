//! Bad days on order: the next requests or connections go wrong as the desk says.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::header::TRANSFER_ENCODING;
use axum::http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Map, Value};

/// Longest delay: tests have clocks of their own.
const LONGEST_DELAY_MS: u64 = 120_000;

/// What an order may name; a form sends them all, whatever its kind. `tls` finds its word in any field.
const FIELDS: &[&str] = &["kind", "count", "path", "after", "ms", "status", "headers", "body", "location", "tls"];

/// What certificate the next connections get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsFault {
    /// Its time is over.
    Expired,
    /// It is for another host.
    WrongName,
    /// Its CA is nobody's.
    UnknownCa,
}

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// The request is worked on, the answer waits.
    Delay {
        /// Milliseconds of real time.
        ms: u64,
    },
    /// The connection is closed without an answer.
    Drop,
    /// Half a body, then the connection is closed; `content-length` is the whole's.
    Cut,
    /// This status, these headers, this body.
    Status {
        /// 100 is not one.
        status: u16,
        /// Added to the answer.
        headers: Vec<(String, String)>,
        /// A portal, or what stands before it, that says something of its own.
        body: String,
    },
    /// 200 and bytes that are nothing.
    Garbage,
    /// 200 and the HTML page of a hotel's network.
    Captive,
    /// 302.
    Redirect {
        /// Where to.
        location: String,
    },
    /// A bad certificate.
    Tls {
        /// Which.
        tls: TlsFault,
    },
}

/// One order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What happens.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// How many more times.
    pub count: u64,
    /// Only requests whose path and query begin like this.
    pub path: Option<String>,
    /// The request is processed first, then its answer is lost. Without it a faulted request is not processed;
    /// `delay` and `cut` always are.
    pub after: bool,
}

impl Fault {
    /// Reads the desk's JSON; the error says what is wrong with it.
    pub(crate) fn read(value: &Value) -> Result<Self, String> {
        let fields = value.as_object().ok_or("a fault is a JSON object with `kind`")?;
        let count = match fields.get("count") {
            None | Some(Value::Null) => 1,
            Some(count) => count.as_u64().ok_or("`count` is a whole number")?,
        };
        let path = match fields.get("path") {
            None | Some(Value::Null) => None,
            Some(path) => Some(path.as_str().ok_or("`path` is a text")?.to_owned()),
        };
        let after = match fields.get("after") {
            None | Some(Value::Null) => false,
            Some(after) => after.as_bool().ok_or("`after` is true or false")?,
        };
        let kind = read_kind(fields)?;
        let tls = matches!(kind, FaultKind::Tls { .. });
        match fields.keys().find(|name| !tls && !FIELDS.contains(&name.as_str())) {
            Some(name) => Err(format!("a fault has no field `{name}`")),
            None => Ok(Self { kind, count, path, after }),
        }
    }

    /// Whether the request is processed although its answer goes wrong.
    pub(crate) fn processes(&self) -> bool {
        self.after || matches!(self.kind, FaultKind::Delay { .. } | FaultKind::Cut)
    }

    /// The kind's name, for the log.
    pub(crate) fn name(&self) -> &'static str {
        match self.kind {
            FaultKind::Delay { .. } => "delay",
            FaultKind::Drop => "drop",
            FaultKind::Cut => "cut",
            FaultKind::Status { .. } => "status",
            FaultKind::Garbage => "garbage",
            FaultKind::Captive => "captive",
            FaultKind::Redirect { .. } => "redirect",
            FaultKind::Tls { .. } => "tls",
        }
    }
}

fn read_kind(fields: &Map<String, Value>) -> Result<FaultKind, String> {
    let kind = fields.get("kind").and_then(Value::as_str).ok_or("`kind` is missing")?;
    match kind {
        "delay" => {
            let ms = fields.get("ms").and_then(Value::as_u64).ok_or("`delay` needs `ms`")?;
            Ok(FaultKind::Delay { ms: ms.min(LONGEST_DELAY_MS) })
        }
        "drop" => Ok(FaultKind::Drop),
        "cut" => Ok(FaultKind::Cut),
        "status" => {
            let status = fields.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
            let status = status.filter(|status| (200..=999).contains(status));
            let body = fields.get("body").and_then(Value::as_str).unwrap_or_default().to_owned();
            let status = status.ok_or("`status` needs `status`")?;
            Ok(FaultKind::Status { status, headers: read_headers(fields)?, body })
        }
        "garbage" => Ok(FaultKind::Garbage),
        "captive" => Ok(FaultKind::Captive),
        "redirect" => {
            let location = fields.get("location").and_then(Value::as_str).ok_or("`redirect` needs `location`")?;
            if HeaderValue::try_from(location).is_err() {
                return Err("`location` is no header value".to_owned());
            }
            Ok(FaultKind::Redirect { location: location.to_owned() })
        }
        "tls" => Ok(FaultKind::Tls { tls: read_tls(fields)? }),
        _ => Err("kinds are delay, drop, cut, status, garbage, captive, redirect, tls".to_owned()),
    }
}

fn read_headers(fields: &Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    match fields.get("headers") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(headers)) => headers.iter().map(|(name, value)| read_header(name, value)).collect(),
        // As `GET /faults` shows them.
        Some(Value::Array(pairs)) => pairs.iter().map(read_pair).collect(),
        Some(_) => Err("`headers` is an object of names and values".to_owned()),
    }
}

fn read_pair(pair: &Value) -> Result<(String, String), String> {
    match pair.as_array().map(Vec::as_slice) {
        Some([Value::String(name), value]) => read_header(name, value),
        _ => Err(format!("{pair} is no pair of name and value")),
    }
}

fn read_header(name: &str, value: &Value) -> Result<(String, String), String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    // How the bytes are framed is the server's business: with that header no answer would go out.
    let known = HeaderName::try_from(name).ok().filter(|name| *name != TRANSFER_ENCODING);
    if known.is_some() && HeaderValue::try_from(&text).is_ok() {
        Ok((name.to_owned(), text))
    } else {
        Err(format!("`{name}` is no header that can be ordered"))
    }
}

/// The surface gives the three words but no field for them: any field that holds one, or is named so and true.
fn read_tls(fields: &Map<String, Value>) -> Result<TlsFault, String> {
    let word = |text: &str| match text {
        "expired" => Some(TlsFault::Expired),
        "wrong_name" => Some(TlsFault::WrongName),
        "unknown_ca" => Some(TlsFault::UnknownCa),
        _ => None,
    };
    let of_field = |(name, value): (&String, &Value)| match value {
        Value::String(text) => word(text),
        Value::Bool(true) => word(name),
        Value::Null | Value::Bool(false) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    };
    fields.iter().find_map(of_field).ok_or_else(|| "`tls` needs \"tls\": expired, wrong_name or unknown_ca".to_owned())
}

/// The orders, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    orders: Mutex<Vec<Fault>>,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn order(&self, fault: Fault) {
        if fault.count > 0 {
            self.lock().push(fault);
        }
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    pub(crate) fn pending(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    fn take(&self, meets: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut orders = self.lock();
        let place = orders.iter().position(meets)?;
        let order = orders.get_mut(place)?;
        order.count = order.count.saturating_sub(1);
        let met = order.clone();
        orders.retain(|order| order.count > 0);
        Some(met)
    }

    /// The fault that meets a request, used up by one.
    pub(crate) fn for_request(&self, path_and_query: &str) -> Option<Fault> {
        let starts = |fault: &Fault| fault.path.as_deref().is_none_or(|path| path_and_query.starts_with(path));
        self.take(|fault| !matches!(fault.kind, FaultKind::Tls { .. }) && starts(fault))
    }

    /// The fault that meets a connection, used up by one.
    pub(crate) fn for_connection(&self) -> Option<TlsFault> {
        let met = self.take(|fault| matches!(fault.kind, FaultKind::Tls { .. }))?;
        if let FaultKind::Tls { tls } = met.kind { Some(tls) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn order(faults: &Faults, value: Value) {
        faults.order(Fault::read(&value).unwrap());
    }

    #[test]
    fn a_fault_meets_as_many_requests_as_ordered_and_only_its_path() {
        let faults = Faults::default();
        order(&faults, json!({"kind": "drop", "count": 2, "path": "/rest/"}));
        assert!(faults.for_request("/mobile/").is_none());
        assert!(faults.for_request("/rest/profile.json").is_some());
        assert!(faults.for_request("/rest/profile.json").is_some());
        assert!(faults.for_request("/rest/profile.json").is_none());
    }

    #[test]
    fn tls_faults_meet_connections_only() {
        let faults = Faults::default();
        for value in [
            json!({"kind": "tls", "tls": "expired"}),
            json!({"kind": "tls", "certificate": "wrong_name"}),
            json!({"kind": "tls", "unknown_ca": true}),
        ] {
            order(&faults, value);
        }
        assert!(faults.for_request("/").is_none());
        let met: Vec<_> = std::iter::from_fn(|| faults.for_connection()).collect();
        assert_eq!(met, [TlsFault::Expired, TlsFault::WrongName, TlsFault::UnknownCa]);
    }

    #[test]
    fn rubbish_is_refused_with_a_reason() {
        for value in [
            json!(5),
            json!({}),
            json!({"kind": "x"}),
            json!({"kind": "delay"}),
            json!({"kind": "status", "status": 99}),
            json!({"kind": "tls"}),
            json!({"kind": "drop", "count": -1}),
        ] {
            assert!(Fault::read(&value).is_err(), "{value}");
        }
    }
}
