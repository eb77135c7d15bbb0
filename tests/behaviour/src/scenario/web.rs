//! The desk over HTTP, and a browser that trusts the portals' authorities.

use reqwest::Client;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Plain HTTP to desks, TLS to portals; nothing is followed.
pub(super) struct Web {
    runtime: Runtime,
    client: Client,
}

impl Web {
    /// Trusts these authorities and nobody else.
    pub(super) fn trusting(pem: &str) -> Self {
        let mut roots = rustls::RootCertStore::empty();
        roots.add_parsable_certificates(CertificateDer::pem_slice_iter(pem.as_bytes()).flatten());
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let client = Client::builder()
            .tls_backend_preconfigured(tls.with_root_certificates(roots).with_no_client_auth())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(std::time::Duration::from_secs(30));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, client: client.build().unwrap() }
    }

    /// One call of a desk. Errors: it said no.
    pub(super) fn desk(&self, desk: &str, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let method: reqwest::Method = method.parse().map_err(|_| format!("{method} is no method"))?;
        let mut request = self.client.request(method, format!("{desk}{path}"));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let (status, text) = self.fetch(request)?;
        if !(200..300).contains(&status) {
            return Err(format!("the desk answers {status}: {text}"));
        }
        serde_json::from_str(&text).map_err(|error| format!("the desk's answer is no JSON: {error}"))
    }

    /// What a browser finds there.
    pub(super) fn browse(&self, url: &str) -> Result<Value, String> {
        let (status, text) = self.fetch(self.client.get(url))?;
        Ok(json!({"url": url, "status": status, "bytes": text.len()}))
    }

    fn fetch(&self, request: reqwest::RequestBuilder) -> Result<(u16, String), String> {
        self.runtime.block_on(async {
            let answer = request.send().await.map_err(|error| format!("no answer: {error:?}"))?;
            let status = answer.status().as_u16();
            Ok((status, answer.text().await.map_err(|error| format!("half an answer: {error:?}"))?))
        })
    }
}
