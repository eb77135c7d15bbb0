//! Portico keeps an employee's accounts on several Bitrix24 portals, signs them in, renews their sessions and gets people out
//! of lockouts.
//!
//! One object, [`Portico`], is opened on a data folder. Reading calls answer at once from memory (R8); waiting calls end
//! within 60 seconds whatever the portal does.
//!
//! Rooms, from the top: [`Portico`]; `help`, `history`, `invitation`, `recovery`; `signin`; `session`; `accounts`; `advice`; `phone`,
//! which holds memory and the order of writes; `ledger`, `journal`; `portal`, `transport`, `vault`, `store`, `clock`; `records`.
//! Nobody imports upwards.
//!
//! # The rules
//!
//! Code and tests cite them by their numbers.
//!
//! - **R1** A secret that the portal refused is never sent again by the program itself; it is kept, marked, for 30 days, for the
//!   employee to spend a try on knowingly. A send whose answer was lost is repeated for a new call only, and after three in a row only
//!   when the employee wishes it or the network changed.
//! - **R2** Only an explicit refusal ends a sign-in: no time-out, no failing server, no Wi-Fi page, no 403.
//! - **R3** The program can be killed at any instant: each account is then as before or as after, and a half-done sign-in goes on at
//!   its step.
//! - **R4** A deletion that was begun is finished, whatever comes between; no credential of a deleted account stays on the phone.
//! - **R5** No secret in clear outside the vault and the process: not in a file, a log, `Debug`, an error, a record or a crash report.
//! - **R6** Nothing of one account (cookie, token, password, device id) travels with a request of another.
//! - **R7** One account that cannot be read never blocks the others; and *locked* is not *damaged*: while locked, the program itself
//!   makes, sets aside and deletes nothing.
//! - **R8** Reading state waits for no network call, no vault, and no lock that is held across one.
//! - **R9** A gain is on the disk first, then in memory, then told. A stop (refusal, reset, delete) counts in memory at once, and its
//!   write is repeated.
//! - **R10** Every challenge has an id, an answer names the challenge it answers, and a late answer changes nothing.
//! - **R11** Status and keys decide, never a portal's texts, which are only shown.
//! - **R12** Before a try is spent, the employee can see what it costs.
//! - **R13** "Could not check" is not "signed out", and "stale" is not "deleted". *Reset*, *sign out* and *delete* are three clears.
//! - **R14** Whatever a portal sends is bounded: size, depth, pictures, time. Redirects are never followed.
//! - **R15** A stored secret goes only to the origin it came from; what a portal names elsewhere gets https without cookie or
//!   credentials, and is no private address unless the portal's is one. A link is shown before anything is sent for it.
//!
//! # The facts
//!
//! A letter with a number is a fact about the portals' wire, gathered from public material: A discovery, B the sign-in request, C
//! pictures, D second factor, E application passwords, F sessions and cookies, G counters and blocks, H message texts, I password
//! recovery, J invitations, K links and QR codes, L REST, M the Bitrix24 Network, N address rules and the event log, O the desktop's
//! sign-in; X are whole exchanges. T1 to T21 are the answers that can come, with what may be concluded from each, and Q what follows for
//! a client. P are open points with what is assumed of them: where another reading is likely, the reference portal in `tests/portal`
//! has a switch for it (`PATCH /switches` of its desk; its README lists them), and both are tested. S1 to S11 are the topics of
//! Bitrix24's article on signing in, which [`Portico::help_topic`] explains.
#![forbid(unsafe_code)]

mod accounts;
pub mod advice;
mod calls;
pub mod clock;
mod config;
mod errors;
mod help;
pub mod history;
mod invitation;
pub mod journal;
pub mod ledger;
mod order;
mod phone;
pub mod portal;
pub mod records;
mod recovery;
pub mod secret;
mod session;
pub mod signin;
pub mod store;
mod task;
pub mod transport;
pub mod vault;

pub use calls::Portico;
pub use config::Config;
pub use errors::CallError;
pub use help::About;
pub use signin::{Start, Typed};
