//! Portico for Kotlin and Swift: the core's calls and records, exported through UniFFI under one namespace. Nothing is decided
//! here; what a call or a field means is said in the crate `portico`.
//!
//! - [`calls`]: the one object and its calls.
//! - [`records`], [`step`]: the core's records, checked against it by the compiler.
//! - [`host`]: what a host gives: `Vault`, `Clock`, `Observer`.
//! - [`error`]: what a call answers instead of a record.
//!
//! For whoever writes a binding by hand: every export can throw, because a panic in one that cannot ends a Swift app; a panic
//! arrives as an exception and the next call works. Secrets cross as arguments, never inside a record (R5).

#![deny(unsafe_code)]

pub mod calls;
pub mod error;
pub mod host;
pub mod records;
mod runtime;
pub mod step;
#[cfg(feature = "test-support")]
pub mod test_support;
mod tickets;
#[cfg(any(target_os = "android", test))]
mod tls;
#[cfg(target_os = "android")]
mod tls_android;

uniffi::setup_scaffolding!("portico");
