//! Names to addresses by the system's resolver, with an error of our own.
//!
//! reqwest's default resolver fails with an `io::Error` that is told from a refused connection by its text only; ours is
//! found by its type.

use std::net::{SocketAddr, ToSocketAddrs};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A name has no address. A phone without network looks the same: `getaddrinfo` does not tell the two apart in a way
/// that holds on every platform, so the advice has to name both.
#[derive(Debug, thiserror::Error)]
#[error("name without address")]
pub(super) struct NameNotFound {
    /// Which name: the portal's, or the proxy's.
    pub(super) name: String,
}

/// The system's resolver, on the blocking pool: `getaddrinfo` may take many seconds where the network swallows packets.
#[derive(Debug)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        Box::pin(async move {
            let asked = name.clone();
            // Port 0 lets the connector put the address's own port.
            let found = tokio::task::spawn_blocking(move || {
                (asked.as_str(), 0).to_socket_addrs().map(Iterator::collect::<Vec<SocketAddr>>)
            })
            .await?;
            match found {
                Ok(addresses) if !addresses.is_empty() => Ok(Box::new(addresses.into_iter()) as Addrs),
                Ok(_) | Err(_) => Err(NameNotFound { name }.into()),
            }
        })
    }
}
