//! Portico keeps an employee's accounts on several Bitrix24 portals, signs them in, renews their sessions and gets people out
//! of lockouts.
//!
//! One object, [`Portico`], is opened on a data folder. Reading calls answer at once from memory (R8); waiting calls end
//! within 60 seconds whatever the portal does. `R…` are the rules of the design, letters with numbers (B12, G6, T7, Q11)
//! the facts of the portals' wire protocol.
//!
//! Rooms, from the top: [`Portico`]; `help`, `history`, `invitation`, `recovery`; `signin`; `session`; `accounts`; `advice`; `phone`,
//! which holds memory and the order of writes; `ledger`, `journal`; `portal`, `transport`, `vault`, `store`, `clock`; `records`.
//! Nobody imports upwards.
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
