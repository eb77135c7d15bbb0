//! One portal's thread: its runtime, its two listeners, its end.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum_server::Handle;
use hyper::body::Incoming;
use tower::ServiceExt;

use crate::connection::Door;
use crate::front::Peer;
use crate::lost::unless_lost;

/// Longest time for a request's head (bounds slow senders).
const HEAD: Duration = Duration::from_secs(30);
/// Largest head in bytes, and most header lines.
const HEAD_BYTES: usize = 64 * 1024;
const HEAD_LINES: usize = 100;
/// What is still under way when a portal ends gets this long.
const ENDING: Duration = Duration::from_millis(500);

/// What a portal's thread serves.
pub(crate) struct Listeners {
    pub(crate) portal: TcpListener,
    pub(crate) portal_pages: Router,
    pub(crate) door: Door,
    pub(crate) desk: TcpListener,
    pub(crate) desk_pages: Router,
}

/// A running thread; dropping it ends the portal.
#[derive(Debug)]
pub(crate) struct Running {
    handle: Handle<SocketAddr>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.handle.shutdown();
        if let Some(thread) = self.thread.take() {
            // The thread reports its own panic; there is nobody here to tell.
            let _ = thread.join();
        }
    }
}

impl Running {
    pub(crate) fn start(listeners: Listeners) -> std::io::Result<Self> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_name("portal").enable_all().build()?;
        let handle = Handle::new();
        let own = handle.clone();
        let thread = std::thread::Builder::new().name("portal".to_owned()).spawn(move || {
            let served = runtime.block_on(serve(listeners, own));
            if let Err(error) = served {
                tracing::error!(%error, "the portal stopped");
            }
            runtime.shutdown_timeout(ENDING);
        })?;
        Ok(Self { handle, thread: Some(thread) })
    }
}

async fn serve(listeners: Listeners, handle: Handle<SocketAddr>) -> std::io::Result<()> {
    let secure = listeners.door.tls.is_some();
    let pages = listeners.portal_pages;
    let make = tower::service_fn(move |address: SocketAddr| {
        let peer = Peer { address, secure };
        let service = pages
            .clone()
            .map_request(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(peer);
                request
            })
            .map_err(|never: Infallible| -> std::io::Error { match never {} })
            .map_result(|answer: std::io::Result<_>| answer.and_then(unless_lost));
        async move { Ok::<_, Infallible>(service) }
    });
    let mut portal =
        axum_server::from_tcp(listeners.portal)?.acceptor(listeners.door).http1_only().handle(handle.clone());
    bound(portal.http_builder());
    let mut desk = axum_server::from_tcp(listeners.desk)?.http1_only().handle(handle.clone());
    bound(desk.http_builder());
    let portal = portal.serve(make);
    let desk = desk.serve(listeners.desk_pages.into_make_service());
    tokio::try_join!(portal, desk).map(|((), ())| ())
}

fn bound(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder.http1().header_read_timeout(HEAD).max_buf_size(HEAD_BYTES).max_headers(HEAD_LINES).auto_date_header(false);
}
