//! Trust sets: which authorities count for which origin, and one TLS configuration for each set.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, KeyProvider};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::SigningKey;
use url::{Origin, Url};

use super::verifier::TrustVerifier;

/// A company's certificate authority, trusted beside the system's for the origins named and nowhere else (pain 32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraRoot {
    /// One or more certificates, PEM.
    pub pem: String,
    /// `https://portal.example:8443`, without path. `"*"` means every origin, for tests.
    pub origins: Vec<String>,
}

/// What is wrong with the configuration of a transport. Nothing here quotes it: a proxy's address may hold a password (R5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportSetupProblem {
    /// The proxy is no `http`, `https`, `socks5` or `socks5h` address.
    #[error("the proxy's address cannot be used")]
    Proxy,
    /// An extra root is no PEM certificate, or none that can sign others.
    #[error("extra root {index} is no certificate authority")]
    RootPem {
        /// Place in the list, from 0.
        index: u32,
    },
    /// An extra root names no origin, or something that is none (`https`, a host, perhaps a port, no more).
    #[error("extra root {index} names something that is no https origin")]
    RootOrigin {
        /// Place in the list, from 0.
        index: u32,
    },
    /// reqwest or rustls refused the configuration.
    #[error("the network client cannot be set up")]
    Client,
}

/// The extra roots, read once.
#[derive(Debug)]
pub(super) struct Roots(Vec<Root>);

#[derive(Debug)]
struct Root {
    certificates: Vec<CertificateDer<'static>>,
    places: Vec<Place>,
}

#[derive(Debug)]
enum Place {
    Everywhere,
    At(Origin),
}

impl Roots {
    /// Reads and checks them, so that a typing mistake is told at start and not as "unknown CA" a week later.
    pub(super) fn read(extra: &[ExtraRoot]) -> Result<Self, TransportSetupProblem> {
        let mut roots = Vec::with_capacity(extra.len());
        for (index, root) in (0_u32..).zip(extra) {
            let bad_pem = TransportSetupProblem::RootPem { index };
            let bad_origin = TransportSetupProblem::RootOrigin { index };
            let certificates: Vec<_> =
                CertificateDer::pem_slice_iter(root.pem.as_bytes()).collect::<Result<_, _>>().map_err(|_| bad_pem)?;
            let mut store = rustls::RootCertStore::empty();
            let usable = certificates.iter().all(|certificate| store.add(certificate.clone()).is_ok());
            if certificates.is_empty() || !usable {
                return Err(bad_pem);
            }
            let places: Vec<_> =
                root.origins.iter().map(|text| place(text)).collect::<Option<_>>().ok_or(bad_origin)?;
            if places.is_empty() {
                return Err(bad_origin);
            }
            roots.push(Root { certificates, places });
        }
        Ok(Self(roots))
    }

    /// The certificates that count for this address beside the system's. Equal answers mean the same trust set.
    pub(super) fn for_url(&self, url: &Url) -> Vec<CertificateDer<'static>> {
        let origin = url.origin();
        let counts = |root: &&Root| {
            root.places.iter().any(|place| match place {
                Place::Everywhere => true,
                Place::At(named) => *named == origin,
            })
        };
        let mut set = Vec::new();
        for certificate in self.0.iter().filter(counts).flat_map(|root| &root.certificates) {
            if !set.contains(certificate) {
                set.push(certificate.clone());
            }
        }
        set
    }
}

/// An origin and nothing else: a path or a login in it would look as if it counted.
fn place(text: &str) -> Option<Place> {
    if text == "*" {
        return Some(Place::Everywhere);
    }
    let url = Url::parse(text).ok()?;
    let bare = url.scheme() == "https"
        && url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    (bare && url.host().is_some()).then(|| Place::At(url.origin()))
}

/// As many as any phone needs; a host that opens with ever new roots does not fill the memory.
const MOST_KEPT: usize = 16;

type Kept = Vec<(Vec<CertificateDer<'static>>, Arc<ClientConfig>)>;

/// Shared by the whole process: reading a system's roots takes tens of milliseconds where it keeps them in files.
static CONFIGS: Mutex<Kept> = Mutex::new(Vec::new());

/// The one TLS configuration of a trust set. Knows no portal and holds no secret but resumption tickets, which are per host name.
pub(super) fn client_config(set: &[CertificateDer<'static>]) -> Result<Arc<ClientConfig>, TransportSetupProblem> {
    let mut kept = CONFIGS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, config)) = kept.iter().find(|(known, _)| known.as_slice() == set) {
        return Ok(Arc::clone(config));
    }
    let config = Arc::new(build(set).map_err(|error| {
        tracing::error!(%error, "TLS configuration refused");
        TransportSetupProblem::Client
    })?);
    if kept.len() >= MOST_KEPT {
        kept.remove(0);
    }
    kept.push((set.to_vec(), Arc::clone(&config)));
    Ok(config)
}

fn build(set: &[CertificateDer<'static>]) -> Result<ClientConfig, rustls::Error> {
    // Given explicitly: a process-wide default belongs to the host program, which may have its own.
    let provider = Arc::new(CryptoProvider { key_provider: &NoKeys, ..rustls::crypto::ring::default_provider() });
    let verifier = TrustVerifier::new(set, &provider)?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous() // The name of the method, not of what is done: the verifier is the phone's own.
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// We show portals no certificate of our own; so what would sign with one stays out of the library.
#[derive(Debug)]
struct NoKeys;

impl KeyProvider for NoKeys {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> Result<Arc<dyn SigningKey>, rustls::Error> {
        Err(rustls::Error::General("no certificate of our own".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ca() -> String {
        let mut params = rcgen::CertificateParams::default();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().pem()
    }

    fn root(pem: &str, origins: &[&str]) -> ExtraRoot {
        ExtraRoot { pem: pem.to_owned(), origins: origins.iter().map(|&text| text.to_owned()).collect() }
    }

    #[test]
    fn roots_count_for_their_origins_only() {
        let (a, b) = (ca(), ca());
        let roots = Roots::read(&[
            root(&a, &["https://Portal.Example:8443", "https://other.example"]),
            root(&b, &["https://other.example/"]),
        ])
        .unwrap();
        let count = |url: &str| roots.for_url(&Url::parse(url).unwrap()).len();
        assert_eq!(count("https://portal.example:8443/auth/?x=1"), 1);
        assert_eq!(count("https://portal.example/"), 0, "another port is another origin");
        assert_eq!(count("https://sub.portal.example:8443/"), 0);
        assert_eq!(count("http://portal.example:8443/"), 0);
        assert_eq!(count("https://other.example:443/"), 2);
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let good = ca();
        let read = |pem: &str, origin: &str| Roots::read(&[root(&good, &["*"]), root(pem, &[origin])]).map(|_| ());
        assert_eq!(read(&good, "https://portal.example"), Ok(()));
        for pem in ["", "rubbish", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert_eq!(read(pem, "*"), Err(TransportSetupProblem::RootPem { index: 1 }), "{pem}");
        }
        for origin in
            ["", "portal.example", "http://portal.example", "https://portal.example/path", "https://a@b.example", "**"]
        {
            assert_eq!(read(&good, origin), Err(TransportSetupProblem::RootOrigin { index: 1 }), "{origin}");
        }
        let nowhere = Roots::read(&[root(&good, &[])]).map(|_| ());
        assert_eq!(nowhere, Err(TransportSetupProblem::RootOrigin { index: 0 }));
    }

    #[test]
    fn a_trust_set_has_one_configuration() {
        let roots = Roots::read(&[root(&ca(), &["https://a.example"])]).unwrap();
        let config = |url: &str| client_config(&roots.for_url(&Url::parse(url).unwrap())).unwrap();
        assert!(Arc::ptr_eq(&config("https://a.example"), &config("https://a.example/x")));
        assert!(Arc::ptr_eq(&config("https://b.example"), &config("https://c.example")));
        assert!(!Arc::ptr_eq(&config("https://a.example"), &config("https://b.example")));
    }
}
