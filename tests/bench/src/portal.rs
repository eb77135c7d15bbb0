//! The reference portal as a process of its own, so that none of its time is ours.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};

/// Every employee's login password.
pub(crate) const PASSWORD: &str = "Sun-flower9";

/// A running portal.
pub(crate) struct Portal {
    program: Child,
    /// Its address.
    pub(crate) url: String,
    /// Its certificate authority, PEM.
    pub(crate) authority: String,
    desk: String,
    client: reqwest::Client,
}

impl Portal {
    /// Starts the program with that many employees, `anna1` and so on.
    pub(crate) fn start(program: &Path, employees: usize) -> Self {
        let users = (1..=employees).map(|n| json!({"login": login(n), "password": PASSWORD, "name": "Anna Berg"}));
        let mut company = tempfile::NamedTempFile::new().unwrap();
        let users: Vec<Value> = users.collect();
        write!(company, "{}", json!({"users": users})).unwrap();
        let mut command = Command::new(program);
        command.arg("--company").arg(company.path()).stdout(Stdio::piped());
        let mut program = command.spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let ready: Value = serde_json::from_str(&ready).unwrap();
        let at = |name: &str| ready.get(name).unwrap().as_str().unwrap().to_owned();
        let authority = std::fs::read_to_string(at("ca")).unwrap();
        let client = client(&tls(&authority));
        Self { program, url: at("portal"), authority, desk: at("desk"), client }
    }

    /// A call of its desk.
    pub(crate) async fn desk(&self, method: reqwest::Method, path: &str, body: Value) -> Value {
        let request = self.client.request(method, format!("{}{path}", self.desk.trim_end_matches('/')));
        let request = request.header("content-type", "application/json").body(body.to_string());
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default()
    }

    /// The requests it has seen since number `after`.
    pub(crate) async fn requests(&self, after: u64) -> Vec<Value> {
        let mut answer = self.desk(reqwest::Method::GET, &format!("/requests?after={after}"), Value::Null).await;
        match answer.get_mut("requests").map(Value::take) {
            Some(Value::Array(requests)) => requests,
            _ => Vec::new(),
        }
    }

    /// The number of the last request it has seen.
    pub(crate) async fn last(&self) -> u64 {
        self.requests(0).await.last().and_then(|request| request.get("n")?.as_u64()).unwrap_or_default()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The login of an employee, counted from 1.
pub(crate) fn login(number: usize) -> String {
    format!("anna{number}")
}

/// TLS that trusts this authority and nobody else.
pub(crate) fn tls(authority: &str) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(authority.as_bytes()) {
        roots.add(certificate.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    config.with_root_certificates(roots).with_no_client_auth()
}

/// reqwest as it comes, with these resumption tickets.
pub(crate) fn client(tls: &ClientConfig) -> reqwest::Client {
    reqwest::Client::builder().tls_backend_preconfigured(tls.clone()).http1_only().no_proxy().build().unwrap()
}
