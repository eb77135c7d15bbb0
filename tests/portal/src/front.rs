//! The portal's HTTP front: reads a bounded request, logs it, lets faults meet it, has it answered.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Request, State};
use axum::http::header::HeaderValue;
use axum::http::{Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use tower_http::timeout::TimeoutLayer;

use crate::clock::rfc3339;
use crate::faults::{Fault, FaultKind};
use crate::hit::Hit;
use crate::lost::{LoseAnswer, half_of};
use crate::reply::Reply;
use crate::requests::{Learned, LoggedRequest, blanked};
use crate::server::Server;

/// The largest body read.
pub(crate) const MOST_BYTES: usize = 1 << 20;
/// Longest time for reading a request.
const READING: Duration = Duration::from_secs(30);
/// Longest time for a whole request, a delay fault included.
const ANSWERING: Duration = Duration::from_secs(180);

/// Who asks, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    pub(crate) secure: bool,
}

impl Peer {
    fn ip(self) -> IpAddr {
        self.address.ip().to_canonical()
    }
}

pub(crate) fn router(server: Arc<Server>) -> Router {
    Router::new()
        .fallback(meet)
        .with_state(server)
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, ANSWERING))
}

async fn meet(State(server): State<Arc<Server>>, Extension(peer): Extension<Peer>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let read = tokio::time::timeout(READING, Limited::new(body, MOST_BYTES).collect()).await;
    let (bytes, unread) = match read {
        Ok(Ok(collected)) => (collected.to_bytes(), None),
        Ok(Err(_)) => (Bytes::new(), Some(Reply::empty(413))),
        Err(_) => (Bytes::new(), Some(Reply::empty(408))),
    };
    let from = server.rules().seen_as.unwrap_or(peer.ip());
    let hit = Arc::new(Hit::new(&parts, &bytes, from, peer.secure));
    let n = server.requests.arrived(arrival(&server, &hit));
    let place = parts.uri.path_and_query().map_or("/", |place| place.as_str());
    let fault = server.faults.for_request(place);
    if let Some(fault) = &fault {
        server.requests.faulted(n, fault.name());
    }
    let reply = match unread {
        Some(reply) => Some(reply),
        None if fault.as_ref().is_none_or(Fault::processes) => Some(work(&server, &hit, n).await),
        None => None,
    };
    let response = match fault {
        Some(fault) => spoiled(fault, reply).await,
        None => reply.unwrap_or_else(|| Reply::empty(500)).into_response(),
    };
    finish(&server, n, response)
}

fn arrival(server: &Server, hit: &Hit) -> LoggedRequest {
    LoggedRequest {
        n: 0,
        at: rfc3339(server.clock.now()),
        method: hit.method.to_string(),
        path: blanked(&hit.path, &hit.query),
        status: None,
        credential: hit.credential(),
        right: None,
        login: hit.named_login(),
        address: hit.peer.to_string(),
        device: hit.header("bx-app-uuid").map(str::to_owned),
        session: None,
        background: hit.header("bx-mobile-background") == Some("true")
            || hit.field("bx_mobile_background") == Some("Y"),
        fault: None,
    }
}

/// Passwords are hashed and SQLite is asked off the threads that serve connections.
async fn work(server: &Arc<Server>, hit: &Arc<Hit>, n: u64) -> Reply {
    let (own_server, own_hit) = (Arc::clone(server), Arc::clone(hit));
    let worked = tokio::task::spawn_blocking(move || own_server.answer(&own_hit)).await;
    let (reply, learned) = worked.unwrap_or_else(|error| {
        tracing::error!(%error, "the work on a request broke off");
        (Reply::empty(500), Learned::default())
    });
    server.requests.learned(n, learned);
    reply.with("x-powered-cms", server.identity.powered_by())
}

/// What a fault makes of the answer; `reply` is there where the request was processed.
async fn spoiled(fault: Fault, reply: Option<Reply>) -> Response<Body> {
    let processed = reply.unwrap_or_else(|| Reply::empty(200));
    match fault.kind {
        FaultKind::Delay { ms } => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            processed.into_response()
        }
        FaultKind::Drop => LoseAnswer::response(),
        FaultKind::Cut => half_of(processed.into_response()).await,
        FaultKind::Status { status, headers, body } => headers
            .into_iter()
            .fold(Reply::empty(status).holding(body), |reply, (name, value)| reply.with(&name, value))
            .into_response(),
        FaultKind::Garbage => {
            Reply::of_type(200, "application/x-javascript", &b"\x00\xff{\"status\":\xc3\x28 \x1b[2J<<<"[..])
                .into_response()
        }
        FaultKind::Captive => Reply::html(200, CAPTIVE).into_response(),
        FaultKind::Redirect { location } => Reply::redirect(&location).into_response(),
        // Certificates are chosen where connections begin; no request meets this.
        FaultKind::Tls { .. } => processed.into_response(),
    }
}

const CAPTIVE: &str = "<!DOCTYPE html><html><head><title>Hotel Wi-Fi</title></head><body><h1>Welcome!</h1>\
<form action=\"/login\" method=\"post\"><input name=\"room\"><button>Connect</button></form></body></html>";

fn finish(server: &Server, n: u64, mut response: Response<Body>) -> Response<Body> {
    let lost = response.extensions().get::<LoseAnswer>().is_some();
    server.requests.answered(n, (!lost).then(|| response.status().as_u16()));
    let headers = response.headers_mut();
    if let Ok(date) = HeaderValue::try_from(server.clock.date_header()) {
        headers.entry("date").or_insert(date);
    }
    response
}
