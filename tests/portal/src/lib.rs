//! The reference portal: a real server that speaks the portals' sign-in protocol, with a desk behind it.
//!
//! Facts are cited by their numbers in the protocol reference (B12, G6), assumptions by P. A [`Portal`] runs on a thread of
//! its own and ends when dropped; any number may run side by side. Any `Host` is answered, and with TLS each name that ends
//! in `.localhost`, `.example` or `.test` gets a certificate of its own when a client asks for it, so several portals may
//! have names: `https://alfa.localhost:PORT`.
//!
//! What it answers, what its desk does and what can be switched stands in `README.md` beside the sources.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use portico_portal::{Company, Employee, Portal, PortalOptions};
//! use serde_json::json;
//!
//! let company = Company::default().with(Employee::new("anna", "Sun-flower9", "Anna Berg"));
//! let portal = Portal::start(PortalOptions::of(company)).await?;
//! let (url, ca) = (portal.url(), portal.ca_pem());
//! let anna = portal.desk().state()?.users[0].id;
//! portal.desk().patch_user(anna, &json!({"attempts": 10}))?;
//! portal.desk().advance(24 * 60)?;
//! # Ok(()) }
//! ```

mod captchas;
mod checkout;
mod checkwords;
mod clock;
mod code_step;
mod company;
mod connection;
mod controller;
mod db;
pub mod desk;
mod event_list;
mod events;
mod faults;
mod form;
mod front;
mod hit;
mod identity;
mod invitations;
mod ip_rules;
mod listen;
mod lost;
mod mails;
mod otp;
mod pages;
mod password_rules;
mod passwords;
mod policy;
mod push;
mod remembered;
mod reply;
mod requests;
mod rest;
mod server;
mod sessions;
mod sign_in;
mod switches;
mod tls;
mod users;
mod visit;
mod words;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use clock::ClockState;
pub use company::{Company, Employee};
pub use db::StoreError;
pub use desk::{Desk, DeskError};
pub use events::Event;
pub use faults::{Fault, FaultKind, TlsFault};
pub use mails::{Mail, Sms};
pub use otp::OtpType;
pub use policy::{Generation, Policy};
pub use requests::{Credential, LoggedRequest};
pub use tls::TlsError;

use connection::Door;
use listen::{Listeners, Running};
use server::Server;
use tls::Tls;

/// How a portal is started. The default: loopback, free ports, TLS, in memory, an empty company.
#[derive(Debug, Clone)]
pub struct PortalOptions {
    /// Where the portal listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the desk listens: loopback only.
    pub desk: SocketAddr,
    /// False = plain HTTP.
    pub tls: bool,
    /// A SQLite file; `None` = memory.
    pub db: Option<PathBuf>,
    /// Who works there.
    pub company: Company,
}

impl Default for PortalOptions {
    fn default() -> Self {
        let loopback = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Self { listen: loopback, desk: loopback, tls: true, db: None, company: Company::default() }
    }
}

impl PortalOptions {
    /// The default, with this company.
    #[must_use]
    pub fn of(company: Company) -> Self {
        Self { company, ..Self::default() }
    }

    /// The same over plain HTTP.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { tls: false, ..self }
    }
}

/// Why a portal did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The desk would be reachable from elsewhere.
    #[error("the desk listens on loopback only, not on {0}")]
    DeskNotLoopback(SocketAddr),
    /// An address cannot be listened on, or no thread could be started.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// Certificates.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The company's employees or rules.
    #[error("the company: {0}")]
    Company(#[from] DeskError),
}

/// A running portal. Dropping it closes its listeners and connections and forgets what was in memory.
#[derive(Debug)]
pub struct Portal {
    // Ends first, before the CA's file goes.
    _running: Running,
    desk: Desk,
    url: String,
    desk_url: String,
    address: SocketAddr,
    tls: Option<Arc<Tls>>,
}

impl Portal {
    /// Starts a portal; it answers when this returns. Not bound to the caller's runtime.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(options: PortalOptions) -> Result<Self, StartError> {
        let listen = options.listen;
        let started = tokio::task::spawn_blocking(move || Self::start_blocking(options)).await;
        started.unwrap_or_else(|error| Err(StartError::Listen(listen, std::io::Error::other(error))))
    }

    /// The same without a runtime.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn start_blocking(options: PortalOptions) -> Result<Self, StartError> {
        if !options.desk.ip().is_loopback() {
            return Err(StartError::DeskNotLoopback(options.desk));
        }
        let (portal, address) = listener(options.listen)?;
        let (desk_listener, desk_address) = listener(options.desk)?;
        let tls = if options.tls { Some(Arc::new(Tls::new(options.db.as_deref(), address.ip())?)) } else { None };
        let server = Arc::new(Server::open(options.db.as_deref())?);
        let url = format!("{}://{}", if options.tls { "https" } else { "http" }, authority(address));
        let desk = Desk::new(Arc::clone(&server), &url);
        desk.open_company(&options.company)?;
        let running = Running::start(Listeners {
            portal,
            portal_pages: front::router(Arc::clone(&server)),
            door: Door { server, tls: tls.clone() },
            desk: desk_listener,
            desk_pages: desk::router(desk.clone()),
        })
        .map_err(|error| StartError::Listen(address, error))?;
        Ok(Self { _running: running, desk, url, desk_url: format!("http://{}", authority(desk_address)), address, tls })
    }

    /// The portal's address, as a person would type it: `https://localhost:PORT` on loopback.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same under another name of this machine: `alfa.localhost` gives `https://alfa.localhost:PORT`.
    #[must_use]
    pub fn url_as(&self, host: &str) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{host}:{}", self.address.port())
    }

    /// Where the portal really listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The desk's address.
    #[must_use]
    pub fn desk_url(&self) -> &str {
        &self.desk_url
    }

    /// The desk, without HTTP.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The CA to trust; `None` without TLS.
    #[must_use]
    pub fn ca_pem(&self) -> Option<&str> {
        self.tls.as_ref().map(|tls| tls.ca.pem.as_str())
    }

    /// The file with that CA.
    #[must_use]
    pub fn ca_file(&self) -> Option<&Path> {
        self.tls.as_ref().map(|tls| tls.ca_file.as_path())
    }
}

fn listener(wanted: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let listener = TcpListener::bind(wanted).map_err(|error| StartError::Listen(wanted, error))?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(wanted, error))?;
    Ok((listener, address))
}

/// `localhost:PORT` on 127.0.0.1 and where every address is listened on, else the address itself.
fn authority(address: SocketAddr) -> String {
    if address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST) || address.ip().is_unspecified() {
        return format!("localhost:{}", address.port());
    }
    address.to_string()
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn portals_stand_side_by_side_and_end_when_dropped() {
        let anna = || Company::default().with(Employee::new("anna", "Sun-flower9", "Anna Berg"));
        let (one, two) = (
            Portal::start_blocking(PortalOptions::of(anna())).unwrap(),
            Portal::start_blocking(PortalOptions::of(anna()).plain()).unwrap(),
        );
        assert_ne!(one.url(), two.url());
        assert!(one.ca_pem().is_some() && two.ca_pem().is_none());
        one.desk().patch_user(1, &serde_json::json!({"attempts": 3})).unwrap();
        assert_eq!(two.desk().user(1).unwrap().attempts, 0);
        let (address, file) = (one.address(), one.ca_file().unwrap().to_owned());
        TcpStream::connect(address).unwrap();
        drop(one);
        assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
        assert!(!file.exists(), "the CA's file went with it");
        TcpStream::connect(two.address()).unwrap();
    }

    #[tokio::test]
    async fn a_portal_starts_and_ends_inside_a_runtime() {
        let portal = Portal::start(PortalOptions::default()).await.unwrap();
        assert!(portal.url().starts_with("https://localhost:"));
        assert_eq!(portal.url_as("alfa.localhost"), portal.url().replace("localhost", "alfa.localhost"));
    }

    #[test]
    fn the_desk_does_not_listen_to_the_network() {
        let desk = "0.0.0.0:0".parse().unwrap();
        let started = Portal::start_blocking(PortalOptions { desk, ..PortalOptions::default() });
        assert!(matches!(started, Err(StartError::DeskNotLoopback(_))));
    }
}
