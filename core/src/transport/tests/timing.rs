//! Time-outs, and whether a byte of the request may have gone out by then (R1). The one place of these tests that waits.

use std::time::{Duration, Instant};

use super::server::{Ca, Server, Then, ok};
use super::{PLENTY, SHORT, get, plain, trusting};
use crate::transport::{HttpConfig, HttpTransport, Request, Transport, TransportProblem};

fn hasty(url: &str) -> Request {
    Request { timeout: SHORT, ..get(url) }
}

/// Enough for a handshake on a busy machine.
fn patient(url: &str) -> Request {
    Request { timeout: Duration::from_secs(2), ..get(url) }
}

/// TCP stands, the handshake hangs: as behind a captive portal that swallows.
#[tokio::test]
async fn a_hanging_handshake_is_unsent() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", silent.local_addr().unwrap());
    let started = Instant::now();
    let problem = plain().send(hasty(&url)).await.unwrap_err();
    assert_eq!(problem, TransportProblem::TimedOut { sent: false });
    assert!(!problem.sent());
    assert!(started.elapsed() < SHORT * 20);
}

/// A proxy that takes the connection and never opens the tunnel: the portal has seen nothing.
#[tokio::test]
async fn a_hanging_proxy_is_unsent() {
    let proxy = Server::plain(vec![Then::Silence]).await;
    let config = HttpConfig { proxy: Some(proxy.http()), extra_roots: Vec::new() };
    let transport = HttpTransport::new(config).unwrap();
    let problem = transport.send(hasty("https://portal.invalid/")).await.unwrap_err();
    assert_eq!(problem, TransportProblem::TimedOut { sent: false });
}

#[tokio::test]
async fn silence_after_the_request_is_sent() {
    let ca = Ca::new("Company");
    let open = Server::plain(vec![Then::Silence]).await;
    let sealed = Server::tls(ca.good(), vec![Then::Silence]).await;
    let transport = trusting(&ca, &["*"]);
    let (first, second) = tokio::join!(transport.send(patient(&open.http())), transport.send(patient(&sealed.https())));
    for (problem, server) in [(first, &open), (second, &sealed)] {
        assert_eq!(problem.unwrap_err(), TransportProblem::TimedOut { sent: true });
        assert_eq!(server.requests().len(), 1);
    }
}

/// On a connection from the pool nothing is waited for, so all of it counts as sent.
#[tokio::test]
async fn silence_on_a_kept_connection_is_sent() {
    let server = Server::plain(vec![ok(""), Then::Silence]).await;
    let transport = plain();
    transport.send(get(&server.http())).await.unwrap();
    let problem = transport.send(hasty(&server.http())).await.unwrap_err();
    assert_eq!(problem, TransportProblem::TimedOut { sent: true });
    assert_eq!(server.connections(), 1);
}

/// The time-out covers the body too.
#[tokio::test]
async fn a_body_that_stops_is_timed_out() {
    let start = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
    let server = Server::plain(vec![Then::Answer(start.to_owned())]).await;
    let problem = plain().send(patient(&server.http())).await.unwrap_err();
    assert_eq!(problem, TransportProblem::TimedOut { sent: true });
}

/// Each with a pool of its own, all with one TLS configuration (see `trust`).
#[tokio::test]
async fn twenty_transports_are_cheap_and_answer() {
    let ca = Ca::new("Company");
    let server = Server::tls(ca.good(), vec![ok("hello")]).await;
    let transports: Vec<_> = (0..20).map(|_| trusting(&ca, &[&server.https()])).collect();
    for transport in &transports {
        let came = transport.send(get(&server.https())).await.unwrap();
        assert_eq!(came.body, b"hello");
    }
    assert_eq!((server.connections(), server.requests().len()), (20, 20), "one pool each");
}

/// Dropping the future drops the request: its connection is closed and not kept for another.
#[tokio::test]
async fn a_dropped_future_ends_its_connection() {
    let server = Server::plain(vec![Then::Silence]).await;
    let transport = plain();
    tokio::select! {
        _ = transport.send(get(&server.http())) => panic!("answered by silence"),
        () = server.silent() => {}
    }
    tokio::time::timeout(PLENTY, server.ended()).await.unwrap();
}

/// The future runs on a runtime of one thread, and moved to another task.
#[test]
fn any_runtime_will_do() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Server::plain(vec![ok("hello")]).await;
        let (transport, request) = (std::sync::Arc::new(plain()), get(&server.http()));
        let came = tokio::spawn(async move { transport.send(request).await }).await.unwrap().unwrap();
        assert_eq!(came.body, b"hello");
    });
}
