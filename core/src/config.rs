//! What a host gives when it opens [`crate::Portico`].

use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::store::disk::{Disk, RealDisk};
use crate::transport::{ExtraRoot, Transport};
use crate::vault::Vault;

/// Everything the core needs from its host.
#[derive(Clone)]
pub struct Config {
    /// The data folder; made at the first write.
    pub data: PathBuf,
    /// The platform's key store, in the scope of this folder.
    pub vault: Arc<dyn Vault>,
    /// Shown on the portal beside the application password (B8); at most 64 characters are sent.
    pub device_name: String,
    /// BCP 47, for example `en` or `de-AT`.
    pub locale: String,
    /// Wall and boot time.
    pub clock: Arc<dyn Clock>,
    /// `http://`, `https://`, `socks5://` or `socks5h://` address; none by default, and the system's is not asked.
    pub proxy: Option<String>,
    /// Certificate authorities beside the system's, each for the origins it names.
    pub extra_roots: Vec<ExtraRoot>,
    /// Allows `http://` for loopback addresses (tests).
    pub allow_plain_loopback: bool,
    /// The host's runtime; the core starts no threads beside its blocking pool.
    pub runtime: tokio::runtime::Handle,
    /// Where documents lie. The real disk, unless a test replays writes.
    pub disk: Arc<dyn Disk>,
    /// How requests go out. `None`: reqwest and rustls.
    pub transport: Option<Arc<dyn Transport>>,
}

impl Config {
    /// The usual choices: system clock, real disk, no proxy, no extra roots, English.
    pub fn new(data: impl Into<PathBuf>, vault: Arc<dyn Vault>, runtime: tokio::runtime::Handle) -> Self {
        Self {
            data: data.into(),
            vault,
            device_name: "Phone".to_owned(),
            locale: "en".to_owned(),
            clock: Arc::new(SystemClock::default()),
            proxy: None,
            extra_roots: Vec::new(),
            allow_plain_loopback: false,
            runtime,
            disk: Arc::new(RealDisk),
            transport: None,
        }
    }
}
