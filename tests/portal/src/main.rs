//! The program `portico-portal`: the portal and its desk, until it is ended.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use portico_portal::{Company, Portal, PortalOptions};
use serde_json::json;
use tracing_subscriber::EnvFilter;

/// A reference portal for tests and for trying out. Prints one JSON line when ready:
/// {"portal": URL, "desk": URL, "ca": FILE}. Ends with its standard signals.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where the portal listens. Port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where the desk listens: loopback only.
    #[arg(long, default_value = "127.0.0.1:0")]
    desk: SocketAddr,
    /// Plain HTTP instead of TLS.
    #[arg(long)]
    plain: bool,
    /// A SQLite file; without it everything is in memory. The CA's files lie beside it.
    #[arg(long)]
    db: Option<PathBuf>,
    /// JSON: `users`, `policy`, `ip_rules`, `switches`.
    #[arg(long)]
    company: Option<PathBuf>,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    // Before the first line: who reads it may end the program at once.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ending = runtime.block_on(async { asked_to_end() })?;
    let company = arguments.company.as_deref().map(read_company).transpose()?.unwrap_or_default();
    let portal = Portal::start_blocking(PortalOptions {
        listen: arguments.listen,
        desk: arguments.desk,
        tls: !arguments.plain,
        db: arguments.db,
        company,
    })?;
    announce(&portal);
    runtime.block_on(ending);
    Ok(())
}

fn read_company(file: &Path) -> Result<Company, Failure> {
    let named = |error: &dyn std::error::Error| format!("{}: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| named(&error))?;
    Ok(Company::from_json(&text).map_err(|error| named(&error))?)
}

#[expect(clippy::print_stdout, reason = "the one line by which a caller learns the ports")]
fn announce(portal: &Portal) {
    println!("{}", json!({"portal": portal.url(), "desk": portal.desk_url(), "ca": portal.ca_file()}));
}

/// Listens for signals from the moment it is called; what it gives waits for one.
#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
