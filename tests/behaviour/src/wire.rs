//! Networks that are down: one remembers who tried, the other lets everybody wait.

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

/// Every request goes out, and its answer never comes.
#[derive(Debug)]
pub struct Silent;

impl Transport for Silent {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(async move {
            tokio::time::sleep(request.timeout).await;
            Err(TransportProblem::TimedOut { sent: true })
        })
    }
}
