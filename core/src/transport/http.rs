//! The transport on real sockets: reqwest and rustls, HTTP/1.1.
//!
//! What reqwest would do of its own accord is switched off: redirects, cookies, decompression, the system's proxy, the
//! `Referer`, and retries. One retry is left, below reqwest and without a switch: hyper-util takes another connection where a
//! pooled one turns out to be closed *before the request was started on it*. No byte of the request went out then, so
//! the portal sees it once (R1).

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Proxy};
use rustls::pki_types::CertificateDer;
use url::Url;

use super::classify::classify;
use super::connecting::{Progress, WatchConnecting};
use super::resolver::SystemResolver;
use super::trust::{ExtraRoot, Roots, TransportSetupProblem, client_config};
use super::{Answering, Method, Request, Response, TlsProblem, Transport, TransportProblem};

/// Longest wait for name, TCP, proxy and TLS; the request's own time-out may be shorter.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than what portals' front servers keep open (Apache's own setting is 5 s), so that a request seldom meets a connection
/// about to close, or one that a change of networks has cut: a password that goes out on it may be a try that nobody answers (R1).
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// A sign-in is a handful of requests in a row; more than two at once are rare.
const MOST_IDLE: usize = 2;

/// What [`HttpTransport`] needs to know. Its `Debug` shows no proxy address, which may hold a password (R5).
#[derive(Clone, Default)]
pub struct HttpConfig {
    /// `http://`, `https://`, `socks5://` or `socks5h://` address (the last resolves names at the proxy), with
    /// `user:password@` if the proxy wants it. `None`: none, and the system's is not asked.
    pub proxy: Option<String>,
    /// Certificate authorities beside the system's, each for the origins it names.
    pub extra_roots: Vec<ExtraRoot>,
}

impl std::fmt::Debug for HttpConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpConfig")
            .field("proxy", &self.proxy.is_some())
            .field("extra_roots", &self.extra_roots.len())
            .finish()
    }
}

/// [`Transport`] by reqwest. Its futures need a tokio runtime with I/O and time around them (`enable_all`), any one.
///
/// Connections are kept for a moment and shared by all accounts of an origin: nothing on them belongs to an account, every
/// credential is in the request that needs it (R6).
pub struct HttpTransport {
    proxy: Option<Proxy>,
    roots: Roots,
    clients: Mutex<Vec<(Vec<CertificateDer<'static>>, Client)>>,
}

impl std::fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpTransport").field("proxy", &self.proxy.is_some()).finish_non_exhaustive()
    }
}

impl HttpTransport {
    /// Checks the configuration; opens no connection and reads no system roots yet. Errors: what cannot be used.
    pub fn new(config: HttpConfig) -> Result<Self, TransportSetupProblem> {
        let proxy = config.proxy.as_deref().map(read_proxy).transpose()?;
        let roots = Roots::read(&config.extra_roots)?;
        Ok(Self { proxy, roots, clients: Mutex::new(Vec::new()) })
    }

    /// Lets go of idle connections. For a change of network: a kept one may be dead without knowing it, and a request sent
    /// on it would count as lost (R1). Requests under way are not touched.
    pub fn forget_connections(&self) {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The client of the trust set that counts for this address. Few sets, so a list is enough.
    fn client(&self, url: &Url) -> Result<Client, TransportSetupProblem> {
        let set = self.roots.for_url(url);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = clients.iter().find(|(known, _)| *known == set) {
            return Ok(client.clone());
        }
        let client = self.build(&set)?;
        clients.push((set, client.clone()));
        Ok(client)
    }

    fn build(&self, set: &[CertificateDer<'static>]) -> Result<Client, TransportSetupProblem> {
        let tls = client_config(set)?;
        let builder = Client::builder()
            .tls_backend_preconfigured(tls.as_ref().clone()) // Clones share the verifier and its roots.
            .http1_only()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            // Also when another crate of the program switches these features of reqwest on.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .no_proxy()
            .dns_resolver(SystemResolver)
            .connector_layer(WatchConnecting)
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(MOST_IDLE);
        let builder = match &self.proxy {
            Some(proxy) => builder.proxy(proxy.clone()),
            None => builder,
        };
        builder.build().map_err(|error| {
            tracing::error!(error = %error.without_url(), "network client refused");
            TransportSetupProblem::Client
        })
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportProblem> {
        let client = self.client(&request.url).map_err(|_| TransportProblem::Tls(TlsProblem::Handshake))?;
        let Request { method, url, headers, body, max_body, timeout, secrets } = request;
        let host = url.host_str().map(str::to_owned);
        let built = build_request(method, url, &headers, body.as_ref())?;
        drop((headers, body)); // Wiped now; what reqwest holds is not ours to wipe.
        let progress = Progress::default();
        let ended = tokio::time::timeout(
            timeout,
            progress.watch(converse(&client, built, max_body, host.as_deref(), &progress)),
        )
        .await;
        // The exchange's future is gone by now: only so can the watch tell whether it still waited for a connection.
        let ended = ended.unwrap_or_else(|_| Err(TransportProblem::TimedOut { sent: progress.may_have_sent() }));
        ended.map(|response| Response { secrets, ..response })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(self.exchange(request))
    }

    fn forget_connections(&self) {
        self.forget_connections();
    }
}

/// reqwest takes many a text for a proxy and then goes without one; so the scheme is checked here.
fn read_proxy(text: &str) -> Result<Proxy, TransportSetupProblem> {
    let url = Url::parse(text).map_err(|_| TransportSetupProblem::Proxy)?;
    if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") || url.host_str().is_none_or(str::is_empty) {
        return Err(TransportSetupProblem::Proxy);
    }
    Proxy::all(url).map_err(|_| TransportSetupProblem::Proxy)
}

/// Errors: `Broken { sent: false }` where a header cannot be sent, for example with a line break in it.
fn build_request(
    method: Method,
    mut url: Url,
    headers: &[(&'static str, crate::secret::Secret)],
    body: Option<&crate::secret::Secret>,
) -> Result<reqwest::Request, TransportProblem> {
    const UNSENT: TransportProblem = TransportProblem::Broken { sent: false };
    // R15: a login in an address is nobody's intention here.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let method = match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
    };
    let mut built = reqwest::Request::new(method.clone(), url);
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| UNSENT)?;
        // EXPOSE: onto the wire, to the origin the caller chose (R15).
        let mut value = HeaderValue::from_bytes(value.expose().as_bytes()).map_err(|_| UNSENT)?;
        value.set_sensitive(true); // Its `Debug` says nothing (R5).
        built.headers_mut().append(name, value);
    }
    match body {
        // EXPOSE: onto the wire, as above.
        Some(body) => *built.body_mut() = Some(body.expose().as_bytes().to_vec().into()),
        None if method == reqwest::Method::POST => {
            built.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        None => {}
    }
    Ok(built)
}

/// Sends, reads the head, reads the body within its bound (R14).
async fn converse(
    client: &Client,
    request: reqwest::Request,
    max_body: usize,
    host: Option<&str>,
    progress: &Progress,
) -> Result<Response, TransportProblem> {
    let started = Instant::now();
    let mut answer = client.execute(request).await.map_err(|error| classify(&error, host))?;
    let round_trip = progress.connected_at().unwrap_or(started).elapsed();
    // A length that does not even fit is too large as well.
    let fits = |length: u64| usize::try_from(length).is_ok_and(|length| length <= max_body);
    if answer.content_length().is_some_and(|length| !fits(length)) {
        return Err(TransportProblem::TooLarge);
    }
    let status = answer.status().as_u16();
    let headers = read_headers(answer.headers());
    let mut body = Vec::new();
    // Half a body is an error here: hyper compares with `Content-Length` or wants the last chunk, and rustls wants the
    // closing alert of a body that ends with its connection.
    while let Some(chunk) = answer.chunk().await.map_err(|error| classify(&error, host))? {
        if body.len().saturating_add(chunk.len()) > max_body {
            return Err(TransportProblem::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response { status, headers, body, round_trip, secrets: Vec::new() })
}

fn read_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| {
        value.as_bytes().iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { '\u{fffd}' }).collect()
    };
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
