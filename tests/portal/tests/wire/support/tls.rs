//! The same requests over TLS, trusting one portal's own authority and nobody else.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{ANNA, Ask, Portal, RIGHT, Reply, connect, http};

/// A portal with TLS where Anna works.
pub(crate) fn start() -> Portal {
    let portal = Portal::empty(&[]);
    portal.add_user(ANNA, RIGHT, "Anna Berg");
    portal
}

/// One request over TLS, by the name that the portal prints.
pub(crate) fn send(portal: &Portal, ask: &Ask) -> Option<Reply> {
    let stream = StreamOwned::new(client(portal, portal), connect(portal.address));
    Reply::read(&http::exchange(stream, &ask.bytes(&portal.address.to_string())), &ask.method)
}

/// Why the portal's certificate is refused by one that trusts `trusted` (the portal itself, if not named).
pub(crate) fn refusal(portal: &Portal, trusted: Option<&Portal>) -> String {
    let mut client = client(portal, trusted.unwrap_or(portal));
    let mut stream = connect(portal.address);
    while client.is_handshaking() {
        if let Err(error) = client.complete_io(&mut stream) {
            let inner = error.into_inner().unwrap_or_else(|| panic!("the connection broke"));
            let error = *inner.downcast::<rustls::Error>().unwrap();
            let rustls::Error::InvalidCertificate(kind) = error else { panic!("not the certificate: {error:?}") };
            return format!("{kind:?}");
        }
    }
    panic!("the certificate was accepted")
}

fn client(portal: &Portal, trusted: &Portal) -> ClientConnection {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(trusted.ca.as_ref().unwrap()).unwrap() {
        roots.add(certificate.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let (_, authority) = portal.url.split_once("://").unwrap();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).to_owned();
    ClientConnection::new(Arc::new(config), ServerName::try_from(host).unwrap()).unwrap()
}
