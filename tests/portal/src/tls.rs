//! TLS with a CA of our own: one for the process, or one beside the `--db` file.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use time::{Duration, OffsetDateTime};

use crate::faults::TlsFault;

/// Names certified on demand; more of them fall back to the first certificate.
const MOST_NAMES: usize = 256;
/// Names no one owns: a wildcard directly under `.localhost` is refused by verifiers, so each name gets its own
/// certificate when a client asks for it.
const RESERVED: &[&str] = &[".localhost", ".example", ".test"];

/// What goes wrong with certificates.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A certificate could not be made.
    #[error("no certificate could be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// rustls refused a key or certificate of ours.
    #[error("TLS could not be set up: {0}")]
    Rustls(#[from] rustls::Error),
    /// The CA's file could not be read or written.
    #[error("the CA's file: {0}")]
    File(#[from] std::io::Error),
}

/// A CA, with which a portal signs for itself.
#[derive(Debug)]
pub(crate) struct Ca {
    issuer: Issuer<'static, KeyPair>,
    pub(crate) pem: String,
}

/// Each key has a CA name of its own, so that a verifier says "unknown" of a stranger's and not "badly signed".
fn ca_params(key: &KeyPair) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    let mark = crate::words::md5_hex(&[&key.public_key_pem()]);
    let name = format!("Portico reference portal CA {} (for tests)", mark.get(..8).unwrap_or_default());
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign, KeyUsagePurpose::DigitalSignature];
    let now = OffsetDateTime::now_utc();
    params.not_before = now - Duration::days(2);
    params.not_after = now + Duration::days(3650);
    Ok(params)
}

impl Ca {
    fn new(key: KeyPair) -> Result<Self, TlsError> {
        let params = ca_params(&key)?;
        let pem = params.self_signed(&key)?.pem();
        Ok(Self { issuer: Issuer::new(params, key), pem })
    }

    /// The one CA of this process.
    fn of_process() -> Result<Arc<Self>, TlsError> {
        static CA: OnceLock<Arc<Ca>> = OnceLock::new();
        if let Some(ca) = CA.get() {
            return Ok(Arc::clone(ca));
        }
        let made = Arc::new(Self::new(KeyPair::generate()?)?);
        Ok(Arc::clone(CA.get_or_init(|| made)))
    }

    /// The CA beside a database: its key is kept, so that a portal started again is trusted again.
    fn beside(db: &Path) -> Result<Arc<Self>, TlsError> {
        let file = with_suffix(db, ".ca-key.pem");
        let key = match fs::read_to_string(&file) {
            Ok(pem) => KeyPair::from_pem(&pem)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let key = KeyPair::generate()?;
                write_private(&file, &key.serialize_pem())?;
                key
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Arc::new(Self::new(key)?))
    }

    fn certify(&self, names: Vec<String>, ends: Duration) -> Result<CertifiedKey, TlsError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.push(DnType::CommonName, "Portico reference portal");
        params.use_authority_key_identifier_extension = true;
        params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let now = OffsetDateTime::now_utc();
        params.not_before = now - Duration::days(2);
        params.not_after = now + ends;
        let certificate = params.signed_by(&key, &self.issuer)?;
        let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
        let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Ok(CertifiedKey::from_der(chain, der, &ring::default_provider())?)
    }
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Readable by its owner only.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(text.as_bytes())
}

/// Certificates by the name a client asks for.
#[derive(Debug)]
struct ByName {
    ca: Arc<Ca>,
    first: Arc<CertifiedKey>,
    made: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name().map(str::to_ascii_lowercase);
        let Some(name) = name.filter(|name| RESERVED.iter().any(|end| name.ends_with(end))) else {
            return Some(Arc::clone(&self.first));
        };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(&name) {
            return Some(Arc::clone(known));
        }
        if made.len() >= MOST_NAMES {
            return Some(Arc::clone(&self.first));
        }
        let key = Arc::new(self.ca.certify(vec![name.clone()], Duration::days(365)).ok()?);
        made.insert(name, Arc::clone(&key));
        Some(key)
    }
}

/// Always the same certificate, whatever is asked for: the TLS faults.
#[derive(Debug)]
struct Fixed(Arc<CertifiedKey>);

impl ResolvesServerCert for Fixed {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// The portal's TLS: one good configuration, and three bad ones on order.
#[derive(Debug)]
pub(crate) struct Tls {
    pub(crate) ca: Arc<Ca>,
    pub(crate) ca_file: PathBuf,
    ca_file_is_ours: bool,
    good: Arc<ServerConfig>,
    expired: Arc<ServerConfig>,
    wrong_name: Arc<ServerConfig>,
    unknown_ca: Arc<ServerConfig>,
}

impl Drop for Tls {
    fn drop(&mut self) {
        if self.ca_file_is_ours {
            let _ = fs::remove_file(&self.ca_file);
        }
    }
}

impl Tls {
    /// Certificates for `localhost`, both loopback addresses and `listen`; other names as they are asked for.
    pub(crate) fn new(db: Option<&Path>, listen: IpAddr) -> Result<Self, TlsError> {
        let (ca, ca_file) = match db {
            Some(db) => (Ca::beside(db)?, with_suffix(db, ".ca.pem")),
            None => {
                (Ca::of_process()?, std::env::temp_dir().join(format!("portico-portal-ca-{}.pem", crate::words::sid())))
            }
        };
        fs::write(&ca_file, &ca.pem)?;
        let names = || vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned(), listen.to_string()];
        let year = Duration::days(365);
        let first = Arc::new(ca.certify(names(), year)?);
        let by_name = ByName { ca: Arc::clone(&ca), first, made: Mutex::default() };
        let stranger = Ca::new(KeyPair::generate()?)?;
        Ok(Self {
            good: config(Arc::new(by_name))?,
            expired: fixed(ca.certify(names(), Duration::days(-1))?)?,
            wrong_name: fixed(ca.certify(vec!["somewhere-else.invalid".to_owned()], year)?)?,
            unknown_ca: fixed(stranger.certify(names(), year)?)?,
            ca_file_is_ours: db.is_none(),
            ca,
            ca_file,
        })
    }

    pub(crate) fn config(&self, fault: Option<TlsFault>) -> Arc<ServerConfig> {
        Arc::clone(match fault {
            None => &self.good,
            Some(TlsFault::Expired) => &self.expired,
            Some(TlsFault::WrongName) => &self.wrong_name,
            Some(TlsFault::UnknownCa) => &self.unknown_ca,
        })
    }
}

fn fixed(key: CertifiedKey) -> Result<Arc<ServerConfig>, TlsError> {
    config(Arc::new(Fixed(Arc::new(key))))
}

fn config(certificates: Arc<dyn ResolvesServerCert>) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(certificates);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
