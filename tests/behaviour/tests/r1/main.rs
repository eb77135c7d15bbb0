//! R1, R2, R6 and R15 at the boundary: what the portal's own log shows of a stored secret, whatever the app does.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

mod apart;
mod cleared;
mod elsewhere;
mod lost;
mod not_lost;
mod pictures;
mod priced;
mod processes;
mod session;
mod single_flight;
mod stale;
mod support;
