//! One request, one bounded answer. Knows nothing of portals; follows no redirect and keeps no cookie.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use url::Url;

use crate::secret::Secret;

mod classify;
mod connecting;
mod http;
mod resolver;
#[cfg(test)]
mod tests;
mod trust;
mod validity;
mod verifier;

pub use http::{HttpConfig, HttpTransport};
pub use trust::{ExtraRoot, TransportSetupProblem};

/// One HTTP request.
#[derive(Debug, Clone)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// Absolute address. May hold a secret in its query, so it is never logged whole.
    pub url: Url,
    /// Names and values in order; values may be secrets.
    pub headers: Vec<(&'static str, Secret)>,
    /// The body, already encoded; `None` sends none (a POST then says `Content-Length: 0`).
    pub body: Option<Secret>,
    /// The most bytes of body that are read (R14).
    pub max_body: usize,
    /// Real time for the whole exchange, connecting included.
    pub timeout: Duration,
    /// The secrets it carries; they come back with the answer, which may repeat them.
    pub secrets: Vec<Secret>,
}

/// The two methods portals use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Asks.
    Get,
    /// Sends.
    Post,
}

/// A whole, bounded answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Header names in lower case, and values; bytes outside ASCII replaced.
    pub headers: Vec<(String, String)>,
    /// The body, at most `max_body` bytes.
    pub body: Vec<u8>,
    /// From sending to the head of the answer, in real time.
    pub round_trip: Duration,
    /// What of the request nobody may be shown, wherever the answer repeats it (R5).
    pub secrets: Vec<Secret>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportProblem {
    /// The host's name has no address. Nothing was sent.
    #[error("host not found")]
    HostNotFound,
    /// No connection could be made. Nothing was sent.
    #[error("no connection")]
    NoConnection,
    /// The certificate or the handshake failed. Nothing was sent.
    #[error("TLS: {0}")]
    Tls(TlsProblem),
    /// No answer in time. `sent`: whether any byte of the request may have gone out.
    #[error("timed out")]
    TimedOut {
        /// Whether any byte of the request may have gone out.
        sent: bool,
    },
    /// The connection broke. `sent`: whether any byte of the request may have gone out.
    #[error("connection broken")]
    Broken {
        /// Whether any byte of the request may have gone out.
        sent: bool,
    },
    /// The answer is larger than `max_body` (R14). The request was sent.
    #[error("answer too large")]
    TooLarge,
}

impl TransportProblem {
    /// Whether the request may have reached the portal: then its answer is *lost* (R1).
    pub fn sent(self) -> bool {
        match self {
            Self::HostNotFound | Self::NoConnection | Self::Tls(_) => false,
            Self::TimedOut { sent } | Self::Broken { sent } => sent,
            Self::TooLarge => true,
        }
    }
}

/// Why a certificate or a handshake was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlsProblem {
    /// Signed by nobody this phone trusts.
    #[error("unknown certificate authority")]
    UnknownCa,
    /// Its time is over.
    #[error("certificate expired")]
    Expired,
    /// Its time has not begun; often the phone's clock is wrong.
    #[error("certificate not yet valid")]
    NotYetValid,
    /// Made for another host.
    #[error("certificate for another name")]
    WrongName,
    /// Withdrawn by its issuer, said by an answer (pain 39).
    #[error("certificate revoked")]
    Revoked,
    /// Any other failure of the handshake.
    #[error("handshake failed")]
    Handshake,
}

/// An answer on its way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportProblem>> + Send + 'a>>;

/// Sends one request and reads one bounded answer: no redirects, no cookies, no retries of its own.
pub trait Transport: Send + Sync + 'static {
    /// Carries the exchange out. Errors: [`TransportProblem`]. Dropping the future drops the request.
    fn send(&self, request: Request) -> Answering<'_>;

    /// The network changed: kept connections are dropped, so that the next request does not die on one of them (R1).
    fn forget_connections(&self) {}
}
