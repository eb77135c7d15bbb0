//! What the portal answers, before it becomes an HTTP response.

use axum::body::Body;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use serde::Serialize;

/// B11: checkout's JSON does not call itself JSON.
const SCRIPT: &str = "application/x-javascript";

/// Status, headers, body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn of_type(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::empty(status).with("content-type", content_type).holding(body)
    }

    pub(crate) fn html(status: u16, page: &str) -> Self {
        Self::of_type(status, "text/html; charset=UTF-8", page)
    }

    pub(crate) fn json<T: Serialize>(status: u16, value: &T) -> Self {
        Self::of_type(status, "application/json; charset=utf-8", encode(value))
    }

    /// B11.
    pub(crate) fn script<T: Serialize>(status: u16, value: &T) -> Self {
        Self::of_type(status, SCRIPT, encode(value))
    }

    pub(crate) fn redirect(location: &str) -> Self {
        Self::empty(302).with("location", location)
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn holding(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Headers that are none are left out; a status that is none becomes 500.
    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            let pair = (HeaderName::try_from(name), HeaderValue::try_from(value));
            if let (Ok(name), Ok(value)) = pair {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// Our answers are plain structs; an empty body is left if one ever is not.
fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
