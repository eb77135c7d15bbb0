//! Requests from another loopback address: the portal goes by the connection's own (N1, L4).

use std::net::{Ipv4Addr, SocketAddr, TcpStream};

use crate::support::http::exchange;
use crate::support::{ANNA, Ask, Portal, RIGHT, Reply, SIGNED_IN};

fn send_from(portal: &Portal, from: Ipv4Addr, ask: &Ask) -> Reply {
    let bytes = ask.bytes(&portal.address.to_string());
    Reply::read(&exchange(connected(from, portal.address), &bytes), &ask.method).unwrap()
}

fn connected(from: Ipv4Addr, to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((from, 0))).unwrap();
        let stream = socket.connect(to).await.unwrap().into_std().unwrap();
        stream.set_nonblocking(false).unwrap();
        stream
    })
}

#[test]
fn the_address_is_that_of_the_connection() {
    let portal = Portal::start();
    let outside = Ipv4Addr::new(127, 0, 0, 7);
    portal.allow_addresses(&["127.0.0.1"]);
    assert_eq!(send_from(&portal, outside, &Ask::checkout().basic(ANNA, RIGHT)).status, 403, "P2");
    assert_eq!(portal.requests().pop().unwrap()["address"], "127.0.0.7");
    portal.allow_addresses(&[]);
    send_from(&portal, outside, &Ask::checkout().basic(ANNA, RIGHT)).assert_is("200 OK", SIGNED_IN);
    let events = portal.desk_get("/events").json()["events"].clone();
    assert_eq!(events.as_array().unwrap().last().unwrap()["remoteAddr"], "127.0.0.7");
}
