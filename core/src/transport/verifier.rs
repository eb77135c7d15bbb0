//! Who is trusted: what the phone trusts, and for named origins a company's own authority (pain 32).

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier as PlatformVerifier;

use super::validity::{Validity, validity};

/// Asks the extra authorities first, then the phone. Built by hand because the platform verifier takes extra roots
/// everywhere but on Android.
#[derive(Debug)]
pub(super) struct TrustVerifier {
    extra: Option<Arc<WebPkiServerVerifier>>,
    /// `None` on a machine without any roots: then nobody is known, which is not a reason to fail at start.
    platform: Option<PlatformVerifier>,
    provider: Arc<CryptoProvider>,
}

impl TrustVerifier {
    /// Trusts what the phone trusts, and `roots`. Errors: a root that is no certificate.
    pub(super) fn new(roots: &[CertificateDer<'static>], provider: &Arc<CryptoProvider>) -> Result<Self, Error> {
        let platform = PlatformVerifier::new(Arc::clone(provider))
            .inspect_err(|error| tracing::warn!(%error, "no certificate authorities from the system"))
            .ok();
        let extra = if roots.is_empty() {
            None
        } else {
            let mut store = RootCertStore::empty();
            for root in roots {
                store.add(root.clone())?;
            }
            let built = WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider)).build();
            Some(built.map_err(|error| Error::General(error.to_string()))?)
        };
        Ok(Self { extra, platform, provider: Arc::clone(provider) })
    }
}

impl ServerCertVerifier for TrustVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let ask = |who: &dyn ServerCertVerifier| {
            who.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        // An extra authority that knows the certificate and finds a fault in it says more than "unknown" from the phone.
        let known_but_faulty = match self.extra.as_ref().map(|extra| ask(extra.as_ref())) {
            Some(Ok(verified)) => return Ok(verified),
            Some(Err(Error::InvalidCertificate(CertificateError::UnknownIssuer))) | None => None,
            Some(Err(fault)) => Some(fault),
        };
        match self.platform.as_ref().map(|platform| ask(platform)) {
            Some(Ok(verified)) => Ok(verified),
            Some(Err(fault)) => Err(known_but_faulty.unwrap_or_else(|| say_apart(fault, end_entity, now))),
            None => Err(known_but_faulty.unwrap_or(Error::InvalidCertificate(CertificateError::UnknownIssuer))),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Makes a refusal of the phone's verifier as exact as the certificate allows. It stays a refusal, whatever this finds.
fn say_apart(fault: Error, end_entity: &CertificateDer<'_>, now: UnixTime) -> Error {
    let vague = matches!(fault, Error::InvalidCertificate(CertificateError::Other(_) | CertificateError::Expired));
    if !vague {
        return fault;
    }
    match validity(end_entity.as_ref(), now) {
        Some(Validity::NotYet) => Error::InvalidCertificate(CertificateError::NotValidYet),
        Some(Validity::Over) => Error::InvalidCertificate(CertificateError::Expired),
        // Apple's "not trusted" comes as "other" too; its wrong name, revocation and purpose come as themselves or with
        // a type of their own.
        Some(Validity::Now) | None if cfg!(target_vendor = "apple") && is_other(&fault) => {
            Error::InvalidCertificate(CertificateError::UnknownIssuer)
        }
        Some(Validity::Now) | None => fault,
    }
}

fn is_other(fault: &Error) -> bool {
    matches!(fault, Error::InvalidCertificate(CertificateError::Other(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::OtherError;
    use std::time::Duration;

    #[test]
    fn vague_refusals_are_said_apart() {
        let mut params = rcgen::CertificateParams::new(vec!["portal.example".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2010, 1, 1);
        params.not_after = rcgen::date_time_ymd(2012, 1, 1);
        let certificate = params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap();
        let at = |year: i32| {
            let seconds = rcgen::date_time_ymd(year, 1, 1).unix_timestamp().unsigned_abs();
            UnixTime::since_unix_epoch(Duration::from_secs(seconds))
        };
        let other = || CertificateError::Other(OtherError(Arc::new(std::io::Error::other("-67818"))));
        let said = |fault, year| say_apart(Error::InvalidCertificate(fault), certificate.der(), at(year));
        let is = |error: Error, fault| error == Error::InvalidCertificate(fault);
        assert!(is(said(other(), 2020), CertificateError::Expired), "Apple");
        assert!(is(said(other(), 2000), CertificateError::NotValidYet), "Apple");
        assert!(is(said(CertificateError::Expired, 2000), CertificateError::NotValidYet), "Android");
        assert!(is(said(CertificateError::Expired, 2020), CertificateError::Expired));
        assert!(is(said(CertificateError::Expired, 2011), CertificateError::Expired), "an intermediate's time is over");
        assert!(is(said(CertificateError::Revoked, 2020), CertificateError::Revoked), "never softened");
    }
}
