//! What a failed exchange was, read from the types in the error's chain and never from its text.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use super::resolver::NameNotFound;
use super::{TlsProblem, TransportProblem};

/// More links than any chain of ours has; a bound against one that loops.
const LONGEST_CHAIN: usize = 32;

/// Why there is no answer. `host` is the portal's: a name that is not found may also be the proxy's.
///
/// Careful where it cannot know: after the connection stood, every failure counts as sent (R1).
pub(super) fn classify(error: &reqwest::Error, host: Option<&str>) -> TransportProblem {
    if error.is_builder() {
        return TransportProblem::Broken { sent: false };
    }
    if !error.is_connect() {
        // TLS errors here come after the handshake: a broken record, or an alert in place of an answer.
        return if error.is_timeout() {
            TransportProblem::TimedOut { sent: true }
        } else {
            TransportProblem::Broken { sent: true }
        };
    }
    if let Some(problem) = find(error, |link| link.downcast_ref::<rustls::Error>().map(tls_problem)) {
        return TransportProblem::Tls(problem);
    }
    if let Some(ours) = find(error, |link| {
        link.downcast_ref::<NameNotFound>().map(|missing| host.is_some_and(|host| same_name(host, &missing.name)))
    }) {
        return if ours { TransportProblem::HostNotFound } else { TransportProblem::NoConnection };
    }
    if error.is_timeout() {
        return TransportProblem::TimedOut { sent: false };
    }
    TransportProblem::NoConnection
}

/// Names are compared as resolvers do.
fn same_name(a: &str, b: &str) -> bool {
    a.trim_end_matches('.').eq_ignore_ascii_case(b.trim_end_matches('.'))
}

/// Walks the chain. `io::Error` hides what it wraps: its `source()` is the *wrapped* error's source, so it is opened by hand.
fn find<T>(error: &(dyn StdError + 'static), pick: impl Fn(&(dyn StdError + 'static)) -> Option<T>) -> Option<T> {
    let mut link = Some(error);
    for _ in 0..LONGEST_CHAIN {
        let current = link?;
        if let Some(found) = pick(current) {
            return Some(found);
        }
        let wrapped = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        link = match wrapped {
            Some(inner) => Some(inner as &(dyn StdError + 'static)),
            None => current.source(),
        };
    }
    None
}

/// Each certificate fault has its own problem; what is left over is the handshake's.
fn tls_problem(error: &rustls::Error) -> TlsProblem {
    let rustls::Error::InvalidCertificate(fault) = error else {
        return TlsProblem::Handshake;
    };
    #[expect(clippy::wildcard_enum_match_arm, reason = "rustls's list is open (non_exhaustive); the rest is Handshake")]
    match fault {
        // A CA of the same name with another key shows as a bad signature: nobody this phone trusts, either way.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsProblem::UnknownCa,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsProblem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsProblem::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsProblem::WrongName,
        // Only what says so: an unknown status or an old list is not "revoked" (pain 39).
        CertificateError::Revoked => TlsProblem::Revoked,
        _ => TlsProblem::Handshake,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{AlertDescription, Error, OtherError};
    use std::sync::Arc;

    #[test]
    fn rustls_errors_are_found_inside_io_errors() {
        let fault = Error::InvalidCertificate(CertificateError::Expired);
        let buried = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, fault));
        let found = find(&buried, |link| link.downcast_ref::<Error>().map(tls_problem));
        assert_eq!(found, Some(TlsProblem::Expired));
    }

    #[test]
    fn certificate_faults() {
        let table = [
            (CertificateError::UnknownIssuer, TlsProblem::UnknownCa),
            (CertificateError::BadSignature, TlsProblem::UnknownCa),
            (CertificateError::Expired, TlsProblem::Expired),
            (CertificateError::NotValidYet, TlsProblem::NotYetValid),
            (CertificateError::NotValidForName, TlsProblem::WrongName),
            (CertificateError::Revoked, TlsProblem::Revoked),
            (CertificateError::UnknownRevocationStatus, TlsProblem::Handshake),
            (CertificateError::ExpiredRevocationList, TlsProblem::Handshake),
            (CertificateError::BadEncoding, TlsProblem::Handshake),
            (CertificateError::Other(OtherError(Arc::new(io::Error::other("x")))), TlsProblem::Handshake),
        ];
        for (fault, problem) in table {
            assert_eq!(tls_problem(&Error::InvalidCertificate(fault)), problem);
        }
        assert_eq!(tls_problem(&Error::AlertReceived(AlertDescription::HandshakeFailure)), TlsProblem::Handshake);
        assert_eq!(tls_problem(&Error::General("no store".into())), TlsProblem::Handshake);
    }

    #[test]
    fn names_compare_as_resolvers_do() {
        assert!(same_name("Portal.Example", "portal.example."));
        assert!(!same_name("portal.example", "proxy.example"));
    }
}
