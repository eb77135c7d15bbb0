//! The transport against real sockets and real certificates, on loopback. The far side is written by hand, byte by byte, so
//! that it can do what no proper server does.

mod exchange;
mod server;
mod timing;
mod tls;

use std::time::Duration;

use url::Url;

use super::{ExtraRoot, HttpConfig, HttpTransport, Method, Request, TransportProblem};
use server::Ca;

/// Generous: only a test about time-outs waits for one.
const PLENTY: Duration = Duration::from_secs(20);
/// Short, for tests that wait for a time-out.
const SHORT: Duration = Duration::from_millis(150);

/// The status, or why there is none.
type Outcome = Result<u16, TransportProblem>;

fn get(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: Url::parse(url).unwrap(),
        headers: Vec::new(),
        body: None,
        max_body: 64 * 1024,
        timeout: PLENTY,
        secrets: Vec::new(),
    }
}

fn post(url: &str, body: &str) -> Request {
    Request { method: Method::Post, body: Some(body.into()), ..get(url) }
}

/// Trusts the system only.
fn plain() -> HttpTransport {
    HttpTransport::new(HttpConfig::default()).unwrap()
}

/// Trusts a CA for the origins given.
fn trusting(ca: &Ca, origins: &[&str]) -> HttpTransport {
    let origins = origins.iter().map(|&origin| origin.to_owned()).collect();
    let extra_roots = vec![ExtraRoot { pem: ca.pem(), origins }];
    HttpTransport::new(HttpConfig { proxy: None, extra_roots }).unwrap()
}
