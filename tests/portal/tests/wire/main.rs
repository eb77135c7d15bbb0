//! The reference portal on the wire: the real program, real sockets, and the numbered facts of the protocol document.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says no by panicking"
)]

mod app_passwords;
mod blocks;
mod checkout;
mod counters;
mod desk;
mod desk_refusals;
mod events;
mod exchanges;
mod faults;
mod generations;
mod hashes;
mod invitations;
// Elsewhere a machine has one loopback address until somebody gives it more.
#[cfg(target_os = "linux")]
mod loopback;
mod page;
mod program;
mod push;
mod readme;
mod recovery;
mod remembered;
mod rubbish;
mod second_factor;
mod sessions_and_rest;
mod support;
mod switches;
