//! Tests of the wire: bytes in, meaning out, and back.

mod address;
mod any_link;
mod broken_links;
mod checkout;
mod cookies;
mod echo;
mod event_log;
mod hostile;
mod hosts;
mod links;
mod pages;
mod request;
mod rest;
mod small;

use std::time::Duration;

use time::OffsetDateTime;
use url::Url;

use crate::transport::Response;

/// 2026-09-21T14:13:20Z, as in X12.
pub(super) fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_790_000_000).unwrap()
}

pub(super) fn portal() -> Url {
    url("https://portal.example/")
}

pub(super) fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

pub(super) fn response(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Response {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Response { status, headers, body: body.as_ref().to_vec(), round_trip: Duration::ZERO, secrets: Vec::new() }
}
