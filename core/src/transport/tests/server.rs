//! A server that answers as told and writes down what it got.

use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// A certificate authority made on the spot.
pub(super) struct Ca(CertifiedIssuer<'static, KeyPair>);

impl Ca {
    pub(super) fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// For a name, valid from the first of January of one year to that of another.
    pub(super) fn certificate(&self, name: &str, from: i32, to: i32) -> Certificate {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(from, 1, 1);
        params.not_after = rcgen::date_time_ymd(to, 1, 1);
        let certificate = params.signed_by(&key, &self.0).unwrap().der().clone();
        Certificate { certificate, key: PrivateKeyDer::Pkcs8(key.serialize_der().into()) }
    }

    /// A good one for `localhost`.
    pub(super) fn good(&self) -> Certificate {
        self.certificate("localhost", 2020, 2090)
    }
}

pub(super) struct Certificate {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

/// What happens after a request was read.
#[derive(Debug, Clone)]
pub(super) enum Then {
    /// Sends this and waits for the next request on the connection.
    Answer(String),
    /// Sends this and closes.
    AnswerAndClose(String),
    /// Closes.
    Close,
    /// Says nothing and keeps the connection.
    Silence,
}

/// A 200 with this body.
pub(super) fn ok(body: &str) -> Then {
    Then::Answer(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

#[derive(Debug, Default)]
struct Seen {
    requests: Vec<String>,
    connections: usize,
    /// A request was met with silence.
    silent: Arc<Notify>,
    /// And its connection ended.
    ended: Arc<Notify>,
}

/// Listens until dropped.
pub(super) struct Server {
    port: u16,
    seen: Arc<Mutex<Seen>>,
    listening: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Server {
    /// Without TLS. The n-th request gets the n-th of `script`; the last one goes on for ever.
    pub(super) async fn plain(script: Vec<Then>) -> Self {
        Self::listen(None, script).await
    }

    /// With TLS.
    pub(super) async fn tls(certificate: Certificate, script: Vec<Then>) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.certificate], certificate.key)
            .unwrap();
        Self::listen(Some(TlsAcceptor::from(Arc::new(config))), script).await
    }

    async fn listen(tls: Option<TlsAcceptor>, script: Vec<Then>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let script = Arc::new(script);
        let log = Arc::clone(&seen);
        let listening = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                log.lock().unwrap().connections += 1;
                let (tls, script, log) = (tls.clone(), Arc::clone(&script), Arc::clone(&log));
                tokio::spawn(async move {
                    match tls {
                        None => talk(socket, &script, &log).await,
                        Some(tls) => match tls.accept(socket).await {
                            Ok(stream) => talk(stream, &script, &log).await,
                            Err(_) => None,
                        },
                    }
                });
            }
        });
        Self { port, seen, listening }
    }

    pub(super) fn https(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    pub(super) fn http(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whole requests as they came, head and body.
    pub(super) fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }

    /// Ends when a request was met with silence.
    pub(super) async fn silent(&self) {
        let silent = Arc::clone(&self.seen.lock().unwrap().silent);
        silent.notified().await;
    }

    /// Ends when such a request's connection was closed from the other side.
    pub(super) async fn ended(&self) {
        let ended = Arc::clone(&self.seen.lock().unwrap().ended);
        ended.notified().await;
    }

    pub(super) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, script: &[Then], seen: &Mutex<Seen>) -> Option<()> {
    loop {
        let request = read_request(&mut stream).await?;
        let turn = {
            let mut seen = seen.lock().unwrap();
            seen.requests.push(request);
            seen.requests.len() - 1
        };
        match script[turn.min(script.len() - 1)].clone() {
            Then::Answer(answer) => {
                stream.write_all(answer.as_bytes()).await.ok()?;
                stream.flush().await.ok()?;
            }
            Then::AnswerAndClose(answer) => {
                stream.write_all(answer.as_bytes()).await.ok()?;
                return stream.shutdown().await.ok();
            }
            Then::Close => return stream.shutdown().await.ok(),
            Then::Silence => {
                let (silent, ended) = {
                    let seen = seen.lock().unwrap();
                    (Arc::clone(&seen.silent), Arc::clone(&seen.ended))
                };
                silent.notify_one();
                let _ = stream.read(&mut [0; 1]).await;
                ended.notify_one();
                return None;
            }
        }
    }
}

/// `None` at the end of the connection.
async fn read_request<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&part[..count]),
        }
    }
}
