//! Logs to standard error, cleaned (R5).

use std::str::FromStr as _;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{FilterExt as _, Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts the log as `RUST_LOG` asks (default: warnings), but whatever it asks only what our own crates say gets out: the HTTP
/// and TLS libraries print headers and bodies at their lower levels, and those hold passwords and cookies.
pub(crate) fn start() {
    let asked = std::env::var("RUST_LOG").ok().and_then(|text| Targets::from_str(&text).ok());
    let asked = asked.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let ours = filter_fn(|metadata| is_ours(metadata.target()));
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // A test program that is this one may have a log already: its own counts.
    let _ = tracing_subscriber::registry().with(layer.with_filter(asked.and(ours))).try_init();
}

/// The core and this program; not the reference portal, which sees every password.
fn is_ours(target: &str) -> bool {
    let krate = target.split("::").next().unwrap_or_default();
    krate == "portico" || krate == "portico_cli"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_crates_may_log() {
        for ours in ["portico", "portico::session", "portico_cli::rpc"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in ["hyper::proto", "reqwest", "rustls", "portico_portal::checkout", "porticox", ""] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
