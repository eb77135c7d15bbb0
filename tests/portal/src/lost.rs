//! Answers that never arrive whole: the faults `drop` and `cut`.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Response;
use axum::http::header::{CONTENT_LENGTH, HeaderValue};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use tokio::time::{Instant, Sleep};

/// The half body gets this long to leave before the connection closes.
const LEAVING: Duration = Duration::from_millis(20);

/// Marks a response that shall never be sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoseAnswer;

impl LoseAnswer {
    pub(crate) fn response() -> Response<Body> {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(Self);
        response
    }
}

/// An error instead of a marked response: the server closes the connection without an answer.
pub(crate) fn unless_lost(response: Response<Body>) -> io::Result<Response<Body>> {
    if response.extensions().get::<LoseAnswer>().is_some() {
        return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the answer is lost on the desk's order"));
    }
    Ok(response)
}

/// A body that breaks off after its bytes.
struct Breaking {
    bytes: Option<Bytes>,
    leaving: Pin<Box<Sleep>>,
}

impl HttpBody for Breaking {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            self.leaving.as_mut().reset(Instant::now() + LEAVING);
            return Poll::Ready(Some(Ok(http_body::Frame::data(bytes))));
        }
        match self.leaving.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::ConnectionAborted)))),
        }
    }
}

/// Half the body, under the `content-length` of the whole.
pub(crate) async fn half_of(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = body.collect().await.map(|collected| collected.to_bytes()).unwrap_or_default();
    // An empty body has no half: claim a byte that never comes.
    let claimed = whole.len().max(1);
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(claimed));
    let half = whole.slice(..whole.len() / 2);
    let breaking = Breaking { bytes: Some(half), leaving: Box::pin(tokio::time::sleep(LEAVING)) };
    Response::from_parts(parts, Body::new(UnsyncBoxBody::new(breaking)))
}
