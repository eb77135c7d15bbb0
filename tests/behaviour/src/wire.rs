//! A network that is down and remembers who tried.

use std::sync::{Mutex, PoisonError};

use portico::transport::{Answering, Request, Transport, TransportProblem};

/// Nothing goes out; what would have is kept.
#[derive(Debug, Default)]
pub struct Offline(Mutex<Vec<Request>>);

impl Offline {
    /// The requests that were tried.
    pub fn tried(&self) -> Vec<Request> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for Offline {
    fn send(&self, request: Request) -> Answering<'_> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        Box::pin(std::future::ready(Err(TransportProblem::NoConnection)))
    }
}
