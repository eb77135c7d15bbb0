//! Whether a request was still waiting for its connection when its time was over.
//!
//! R1 hangs on it: a time-out before any byte went out is free, one after that is a *lost* answer. reqwest does not tell the
//! two apart when the time of the whole exchange runs out, so its connector is watched.
//!
//! The watch is exact because of who owns the future of a connection being made. While the request waits for it, the
//! request's own future does: dropping that drops this, and [`Stage::Abandoned`] is seen at once. Where the pool had another
//! connection ready first, the request went out on that one and the half-made connection was given to a task of its own: it
//! then outlives the request's future, and the answer is the careful one, "may have been sent".

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use tower::{Layer, Service};

tokio::task_local! {
    /// The request whose future is being polled. Connections are made inside that poll, so it needs no argument, which
    /// reqwest could not carry.
    static CURRENT: Progress;
}

/// How far one request has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress(Arc<Mutex<Stage>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// No connection is being made for it: it goes out on one from the pool.
    #[default]
    Unwatched,
    /// Its connection is being made: name, TCP, proxy, TLS.
    Connecting,
    /// It was dropped while its connection was being made. Nothing was sent.
    Abandoned,
    /// Its connection stood at this moment.
    Connected(Instant),
}

impl Progress {
    /// Runs one exchange under this watch.
    pub(super) async fn watch<F: Future>(&self, exchange: F) -> F::Output {
        CURRENT.scope(self.clone(), exchange).await
    }

    /// Whether any byte of the request may have gone out. Asked after the exchange's future was dropped; in doubt, yes.
    pub(super) fn may_have_sent(&self) -> bool {
        match self.stage() {
            Stage::Abandoned => false,
            Stage::Unwatched | Stage::Connecting | Stage::Connected(_) => true,
        }
    }

    /// When the request's own connection stood, if one was made for it.
    pub(super) fn connected_at(&self) -> Option<Instant> {
        match self.stage() {
            Stage::Connected(at) => Some(at),
            Stage::Unwatched | Stage::Connecting | Stage::Abandoned => None,
        }
    }

    fn stage(&self) -> Stage {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, stage: Stage) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }
}

/// Lives as long as the future of one connection being made.
struct Watch(Option<Progress>);

impl Watch {
    fn begin(progress: Progress) -> Self {
        progress.set(Stage::Connecting);
        Self(Some(progress))
    }

    fn end(mut self, connected: bool) {
        if let Some(progress) = self.0.take() {
            // Outside its request's poll this connection was made for the pool: the request is long on another one.
            let own = CURRENT.try_with(|current| Arc::ptr_eq(&current.0, &progress.0)).unwrap_or(false);
            progress.set(if connected && own { Stage::Connected(Instant::now()) } else { Stage::Unwatched });
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(progress) = self.0.take() {
            progress.set(Stage::Abandoned);
        }
    }
}

/// Puts the watch around reqwest's connector, TLS included.
#[derive(Debug, Clone, Copy)]
pub(super) struct WatchConnecting;

impl<S> Layer<S> for WatchConnecting {
    type Service = Watched<S>;

    fn layer(&self, connector: S) -> Watched<S> {
        Watched(connector)
    }
}

/// A watched connector.
#[derive(Debug, Clone)]
pub(super) struct Watched<S>(S);

impl<S, To> Service<To> for Watched<S>
where
    S: Service<To>,
    S::Future: Send + 'static,
    S::Response: Send,
    S::Error: Send,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, to: To) -> Self::Future {
        let watch = CURRENT.try_with(Clone::clone).ok().map(Watch::begin);
        let connecting = self.0.call(to);
        Box::pin(async move {
            let made = connecting.await;
            if let Some(watch) = watch {
                watch.end(made.is_ok());
            }
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn dropped_while_connecting_means_unsent() {
        let progress = Progress::default();
        progress.watch(async { drop(CURRENT.with(|p| Watch::begin(p.clone()))) }).await;
        assert!(!progress.may_have_sent());
    }

    #[tokio::test]
    async fn connected_or_unknown_means_perhaps_sent() {
        let progress = Progress::default();
        assert!(progress.may_have_sent(), "a connection from the pool is not watched");
        progress.watch(async { CURRENT.with(|p| Watch::begin(p.clone())).end(true) }).await;
        assert!(progress.may_have_sent());
        assert!(progress.connected_at().is_some());
    }

    /// The pool was faster: the half-made connection lives on in a task of its own, and the request is on the wire.
    #[tokio::test]
    async fn handed_to_the_background_means_perhaps_sent() {
        let progress = Progress::default();
        let watch = progress.watch(async { CURRENT.with(|p| Watch::begin(p.clone())) }).await;
        assert!(progress.may_have_sent(), "still being made, by somebody else");
        watch.end(true);
        assert!(progress.may_have_sent());
        assert_eq!(progress.connected_at(), None, "not this request's connection");
    }
}
