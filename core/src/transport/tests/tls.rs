//! Who is trusted, and that every certificate fault has its own name. In no case is a request sent.

use super::server::{Ca, Certificate, Server, ok};
use super::{Outcome, get, plain, trusting};
use crate::transport::{TlsProblem, Transport, TransportProblem};

/// What a transport that trusts `ca` for this server says to the certificate.
async fn verdict(ca: &Ca, certificate: Certificate) -> Outcome {
    let server = Server::tls(certificate, vec![ok("hello")]).await;
    let transport = trusting(ca, &[&server.https()]);
    let answer = transport.send(get(&server.https())).await;
    if answer.is_err() {
        assert_eq!(
            server.requests(),
            Vec::<String>::new(),
            "nothing may be sent over a connection that is not trusted"
        );
    }
    answer.map(|answer| answer.status)
}

fn refused(problem: TlsProblem) -> Outcome {
    Err(TransportProblem::Tls(problem))
}

#[tokio::test]
async fn a_good_certificate() {
    let ca = Ca::new("Company");
    assert_eq!(verdict(&ca, ca.good()).await, Ok(200));
}

#[tokio::test]
async fn expired() {
    let ca = Ca::new("Company");
    assert_eq!(verdict(&ca, ca.certificate("localhost", 2010, 2012)).await, refused(TlsProblem::Expired));
}

#[tokio::test]
async fn not_yet_valid() {
    let ca = Ca::new("Company");
    assert_eq!(verdict(&ca, ca.certificate("localhost", 2080, 2090)).await, refused(TlsProblem::NotYetValid));
}

#[tokio::test]
async fn wrong_name() {
    let ca = Ca::new("Company");
    assert_eq!(verdict(&ca, ca.certificate("other.example", 2020, 2090)).await, refused(TlsProblem::WrongName));
}

#[tokio::test]
async fn unknown_ca() {
    let ca = Ca::new("Company");
    assert_eq!(verdict(&ca, Ca::new("Somebody").good()).await, refused(TlsProblem::UnknownCa));
    assert_eq!(verdict(&ca, Ca::new("Company").good()).await, refused(TlsProblem::UnknownCa), "same name, other key");
    let server = Server::tls(ca.good(), vec![ok("hello")]).await;
    let answer = plain().send(get(&server.https())).await;
    assert_eq!(answer.map(|answer| answer.status), refused(TlsProblem::UnknownCa), "system roots only");
}

/// Pain 32: a company's CA counts for the origin it was given for, on that port, and nowhere else.
#[tokio::test]
async fn an_extra_root_counts_for_its_origin_only() {
    let ca = Ca::new("Company");
    let named = Server::tls(ca.good(), vec![ok("hello")]).await;
    let other = Server::tls(ca.good(), vec![ok("hello")]).await;
    let transport = trusting(&ca, &[&named.https()]);
    for _ in 0..2 {
        let status = async |server: &Server| transport.send(get(&server.https())).await.map(|answer| answer.status);
        assert_eq!(status(&named).await, Ok(200));
        assert_eq!(status(&other).await, refused(TlsProblem::UnknownCa));
    }
    assert!(other.requests().is_empty());
    let everywhere = trusting(&ca, &["*"]);
    for server in [&named, &other] {
        assert_eq!(everywhere.send(get(&server.https())).await.map(|answer| answer.status), Ok(200));
    }
}

/// A server of plain HTTP on that port, as after a forgotten port number.
#[tokio::test]
async fn plain_http_on_the_far_side_is_a_failed_handshake() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let far = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut socket, b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        socket
    });
    let answer = plain().send(get(&url)).await.map(|answer| answer.status);
    assert_eq!(answer, refused(TlsProblem::Handshake));
    drop(far.await);
}
