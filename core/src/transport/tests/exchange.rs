//! One request, one bounded answer, and nothing of the transport's own accord.

use super::server::{Ca, Server, Then, ok};
use super::{PLENTY, get, plain, post, trusting};
use crate::transport::{HttpConfig, HttpTransport, Transport, TransportProblem, TransportSetupProblem};

/// A label of 70 letters, which every resolver refuses by itself: no test of ours asks somebody's name server.
const NO_NAME: &str = "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg.invalid";

fn answer(text: &str) -> Then {
    Then::Answer(text.to_owned())
}

#[tokio::test]
async fn what_goes_out_and_what_comes_back() {
    let far =
        answer("HTTP/1.1 401 No\r\nX-Bitrix-Ajax-Status: Authorize\r\nX-Odd: a\u{e9}b\r\nContent-Length: 2\r\n\r\n{}");
    let server = Server::plain(vec![far]).await;
    let mut request = post(&format!("{}/auth/?x=1#part", server.http().replace("//", "//login:word@")), "a=b&c=d");
    request.headers = vec![("authorization", "Basic eDp5".into()), ("x-name", "\u{418}\u{43c}\u{44f}".into())];
    request.secrets = vec!["word".into()];
    let came = plain().send(request).await.unwrap();
    assert_eq!((came.status, came.body.as_slice()), (401, b"{}".as_slice()));
    assert_eq!(came.secrets, ["word".into()]);
    let header = |name: &str| came.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    assert_eq!(header("x-bitrix-ajax-status"), Some("Authorize"));
    assert_eq!(header("x-odd"), Some("a\u{fffd}\u{fffd}b"));
    assert!(came.round_trip < PLENTY);
    let sent = server.requests().remove(0);
    assert!(sent.starts_with("POST /auth/?x=1 HTTP/1.1\r\n"), "{sent}");
    let lower = sent.to_lowercase();
    assert!(
        lower.contains("authorization: basic edp5\r\n") && lower.contains("x-name: \u{438}\u{43c}\u{44f}\r\n"),
        "{sent}"
    );
    assert!(sent.ends_with("\r\n\r\na=b&c=d"), "{sent}");
    assert_eq!(lower.matches("authorization").count(), 1, "{sent}");
    for unwanted in ["accept-encoding", "cookie", "referer", "user-agent", "login", "word", "#part"] {
        assert!(!lower.contains(unwanted), "{unwanted} in {sent}");
    }
}

#[tokio::test]
async fn a_post_without_body_says_so() {
    let server = Server::plain(vec![ok("")]).await;
    let mut request = post(&server.http(), "");
    request.body = None;
    plain().send(request).await.unwrap();
    let sent = server.requests().remove(0).to_lowercase();
    assert!(sent.starts_with("post / ") && sent.contains("content-length: 0\r\n"), "{sent}");
    plain().send(get(&server.http())).await.unwrap();
    assert!(!server.requests().remove(1).to_lowercase().contains("content-length"));
}

/// A header that cannot be sent stops the request before anything goes out.
#[tokio::test]
async fn a_line_break_in_a_header_is_not_sent() {
    let server = Server::plain(vec![ok("")]).await;
    let mut request = get(&server.http());
    request.headers = vec![("x-login", "a\r\nX-Evil: b".into())];
    assert_eq!(plain().send(request).await.unwrap_err(), TransportProblem::Broken { sent: false });
    assert_eq!(server.connections(), 0);
}

/// R14: never followed; the head is handed up as it is.
#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::plain(vec![ok("")]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.http();
        let moved = format!("HTTP/1.1 {status} Moved\r\nLocation: {location}/x\r\nContent-Length: 0\r\n\r\n");
        let server = Server::plain(vec![Then::Answer(moved)]).await;
        let came = plain().send(post(&server.http(), "password=x")).await.unwrap();
        assert_eq!(came.status, status);
        assert!(came.headers.contains(&("location".to_owned(), format!("{location}/x"))));
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(elsewhere.connections(), 0);
}

/// R6: what one request got as a cookie, no other sends.
#[tokio::test]
async fn cookies_are_not_kept() {
    let set = "HTTP/1.1 200 OK\r\nSet-Cookie: PHPSESSID=canary; Path=/\r\nContent-Length: 0\r\n\r\n";
    let server = Server::plain(vec![answer(set)]).await;
    let transport = plain();
    for _ in 0..3 {
        transport.send(get(&server.http())).await.unwrap();
    }
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.connections(), 1, "one connection was enough");
    assert!(!server.requests().concat().to_lowercase().contains("canary"));
}

#[tokio::test]
async fn forgotten_connections_are_not_used_again() {
    let server = Server::plain(vec![ok("")]).await;
    let transport = plain();
    transport.send(get(&server.http())).await.unwrap();
    transport.forget_connections();
    transport.send(get(&server.http())).await.unwrap();
    assert_eq!(server.connections(), 2);
}

/// R14, with a length told, in chunks, and up to the end of the connection; the last byte allowed still counts as within.
#[tokio::test]
async fn bodies_are_bounded() {
    let body = "x".repeat(1_000);
    let told = format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{body}");
    let chunked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n{body}\r\n0\r\n\r\n");
    let to_the_end = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}");
    for far in [told, chunked, to_the_end] {
        let server = Server::plain(vec![Then::AnswerAndClose(far)]).await;
        for (max_body, expected) in
            [(1_000, Ok(1_000)), (999, Err(TransportProblem::TooLarge)), (0, Err(TransportProblem::TooLarge))]
        {
            let mut request = get(&server.http());
            request.max_body = max_body;
            assert_eq!(plain().send(request).await.map(|came| came.body.len()), expected);
        }
    }
}

/// A length that would fill the memory is refused by its number, before anything is read.
#[tokio::test]
async fn a_boasted_length_is_refused_at_once() {
    let boast = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", 1_u64 << 60);
    let server = Server::plain(vec![answer(&boast)]).await;
    assert_eq!(plain().send(get(&server.http())).await.unwrap_err(), TransportProblem::TooLarge);
}

#[tokio::test]
async fn half_an_answer_is_broken() {
    let halves = [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"half",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"half\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "220 smtp.example ESMTP\r\n",
        "\u{0}\u{1}\u{2}",
    ];
    for half in halves {
        let server = Server::plain(vec![Then::AnswerAndClose(half.to_owned())]).await;
        let problem = plain().send(post(&server.http(), "x")).await.unwrap_err();
        assert_eq!(problem, TransportProblem::Broken { sent: true }, "{half:?}");
        assert_eq!(server.requests().len(), 1, "{half:?}");
    }
}

#[tokio::test]
async fn an_endless_head_is_broken() {
    let head = format!("HTTP/1.1 200 OK\r\n{}", "X-More: and more\r\n".repeat(100_000));
    let server = Server::plain(vec![Then::AnswerAndClose(head)]).await;
    assert_eq!(plain().send(get(&server.http())).await.unwrap_err(), TransportProblem::Broken { sent: true });
}

/// R1: a request is sent once, whatever becomes of its answer: on a fresh connection and on a kept one, with and without TLS.
#[tokio::test]
async fn sent_exactly_once() {
    let ca = Ca::new("Company");
    for script in [vec![Then::Close], vec![ok(""), Then::Close]] {
        let before = script.len() - 1;
        let open = Server::plain(script.clone()).await;
        let sealed = Server::tls(ca.good(), script).await;
        for (server, url) in [(&open, open.http()), (&sealed, sealed.https())] {
            let transport = trusting(&ca, &["*"]);
            for _ in 0..before {
                transport.send(get(&url)).await.unwrap();
            }
            let problem = transport.send(post(&url, "password=x")).await.unwrap_err();
            assert_eq!(problem, TransportProblem::Broken { sent: true });
            let requests = server.requests();
            assert_eq!(requests.iter().filter(|request| request.starts_with("POST")).count(), 1, "{requests:?}");
        }
    }
}

/// A kept connection that the portal closed meanwhile costs nothing: the request goes out once, on a new one.
#[tokio::test]
async fn a_closed_kept_connection_is_replaced() {
    let script = vec![Then::AnswerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_owned())];
    let server = Server::plain(script).await;
    let transport = plain();
    for _ in 0..20 {
        // The closing may be seen before the request is started, or not at all: it must never be half seen as an answer.
        match transport.send(post(&server.http(), "x")).await {
            Ok(came) => assert_eq!(came.status, 200),
            Err(problem) => assert_eq!(problem, TransportProblem::Broken { sent: true }),
        }
    }
    assert!(server.requests().len() <= 20, "none twice");
}

#[tokio::test]
async fn host_not_found_and_refused() {
    let problem = plain().send(get(&format!("http://{NO_NAME}/"))).await.unwrap_err();
    assert_eq!(problem, TransportProblem::HostNotFound);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for scheme in ["http", "https"] {
        let problem = plain().send(get(&format!("{scheme}://127.0.0.1:{free}/"))).await.unwrap_err();
        assert_eq!(problem, TransportProblem::NoConnection);
    }
}

fn through(proxy: &str) -> Result<HttpTransport, TransportSetupProblem> {
    HttpTransport::new(HttpConfig { proxy: Some(proxy.to_owned()), extra_roots: Vec::new() })
}

#[tokio::test]
async fn a_proxy_is_used_and_its_failures_are_its_own() {
    let proxy = Server::plain(vec![ok("from the proxy")]).await;
    let with_login = proxy.http().replace("//", "//user:word@");
    let came = through(&with_login).unwrap().send(get("http://portal.invalid/x")).await.unwrap();
    assert_eq!(came.body, b"from the proxy");
    let sent = proxy.requests().remove(0);
    assert!(sent.starts_with("GET http://portal.invalid/x HTTP/1.1\r\n"), "{sent}");
    assert!(sent.to_lowercase().contains("proxy-authorization: basic "), "{sent}");
    // The portal's name is fine as far as anybody knows: it is the proxy's that is not found.
    let problem = through(&format!("http://{NO_NAME}:3128")).unwrap().send(get("http://127.0.0.1/")).await.unwrap_err();
    assert_eq!(problem, TransportProblem::NoConnection);
    let refusing = Server::plain(vec![answer("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n")]).await;
    let problem = through(&refusing.http()).unwrap().send(get("https://portal.invalid/")).await.unwrap_err();
    assert_eq!(problem, TransportProblem::NoConnection);
}

#[test]
fn a_proxy_that_cannot_be_used_is_told_at_once() {
    for text in ["", "proxy.example:3128", "ftp://proxy.example", "http://", "socks4://proxy.example", "not an address"]
    {
        assert_eq!(through(text).map(|_| ()), Err(TransportSetupProblem::Proxy), "{text}");
    }
    for text in ["http://proxy.example:3128", "https://proxy.example", "socks5://user:word@proxy.example:1080"] {
        let transport = through(text).unwrap();
        assert!(!format!("{transport:?}").contains("word"));
    }
    let config = HttpConfig { proxy: Some("http://u:word@p.example".to_owned()), extra_roots: Vec::new() };
    assert!(!format!("{config:?}").contains("word"));
}
